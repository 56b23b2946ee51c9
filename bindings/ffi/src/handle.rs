use std::path::Path;
use std::sync::Arc;

use gradus_app::view::{
    ClockReading, ColumnChoice, Command, ImportView, PersonRef, PlanView, ProposalView, Recorded, SetUp,
    TimelineView, TodayView, VerifyView,
};
use gradus_app::{App, OsEntropy, Secret, Stretch};

use crate::GradusError;
use crate::gate::{Gate, guarded, moment};

/// An open vault. Every call takes the moment at which it is made; no call waits for a network, because there is none.
#[derive(uniffi::Object)]
pub struct Gradus {
    gate: Gate,
}

/// Makes a new vault in `folder`, which must not exist or be empty, and returns its recovery code, once.
///
/// The passcode is any bytes but none at all. The vault is closed again when this returns.
#[uniffi::export]
pub fn create_vault(folder: &str, passcode: &[u8], now: &ClockReading) -> Result<SetUp, GradusError> {
    guarded(|| {
        let (app, made) = App::create(
            Path::new(folder),
            passcode,
            Stretch::Standard,
            Box::new(OsEntropy::new()),
            &moment(now)?,
        )?;
        app.shut()?;
        Ok(made)
    })
}

/// Puts a damaged second copy of the header or a damaged mark right, after checking that the rest of the vault holds.
#[uniffi::export]
pub fn mend_vault(folder: &str, passcode: &[u8], now: &ClockReading) -> Result<VerifyView, GradusError> {
    guarded(|| {
        let now = moment(now)?;
        Ok(App::mend(Path::new(folder), Secret::Passcode(passcode), Box::new(OsEntropy::new()), &now)?)
    })
}

#[uniffi::export]
impl Gradus {
    /// Opens the vault in `folder` with its passcode. The whole vault is checked; a failure changes no file.
    #[uniffi::constructor]
    pub fn open(folder: &str, passcode: &[u8], now: &ClockReading) -> Result<Arc<Self>, GradusError> {
        Self::unlock(folder, Secret::Passcode(passcode), now)
    }

    /// Opens the vault in `folder` with its recovery code.
    #[uniffi::constructor]
    pub fn recover(folder: &str, recovery_code: &str, now: &ClockReading) -> Result<Arc<Self>, GradusError> {
        Self::unlock(folder, Secret::Recovery(recovery_code), now)
    }

    /// Drops the keys and closes the files. Later calls answer `Locked`; calling it again does nothing.
    pub fn lock(&self) -> Result<(), GradusError> {
        self.gate.lock()
    }

    /// Writes one thing down. When this returns it is on the disk.
    pub fn record(&self, command: Command, now: &ClockReading) -> Result<Recorded, GradusError> {
        let now = moment(now)?;
        self.gate.pass(|app| app.record(command, &now))
    }

    /// Everybody in this vault.
    pub fn people(&self) -> Result<Vec<PersonRef>, GradusError> {
        self.gate.pass(|app| Ok(app.people()))
    }

    /// The first screen of one person, named by id or by name.
    pub fn today(&self, person: &str, now: &ClockReading) -> Result<TodayView, GradusError> {
        let now = moment(now)?;
        self.gate.pass(|app| app.today(person, &now))
    }

    /// The plan in force.
    pub fn plan(&self, person: &str, now: &ClockReading) -> Result<PlanView, GradusError> {
        let now = moment(now)?;
        self.gate.pass(|app| app.plan(person, &now))
    }

    /// What is proposed for the size, and why.
    pub fn progress(&self, person: &str, now: &ClockReading) -> Result<ProposalView, GradusError> {
        let now = moment(now)?;
        self.gate.pass(|app| app.progress(person, &now))
    }

    /// What happened between two civil dates (`YYYY-MM-DD`), both included; without dates, everything.
    pub fn timeline(
        &self,
        person: &str,
        from_date: Option<String>,
        to_date: Option<String>,
        now: &ClockReading,
    ) -> Result<TimelineView, GradusError> {
        let now = moment(now)?;
        self.gate.pass(|app| app.timeline(person, from_date.as_deref(), to_date.as_deref(), &now))
    }

    /// Reads a diary in CSV. With `write` false nothing is written and the answer is a preview.
    pub fn import_sessions(
        &self,
        person: &str,
        csv: &str,
        mapping: Vec<ColumnChoice>,
        write: bool,
        now: &ClockReading,
    ) -> Result<ImportView, GradusError> {
        let now = moment(now)?;
        self.gate.pass(|app| app.import_sessions(person, csv, &mapping, write, &now))
    }

    /// A self-contained HTML page with charts for the days between two civil dates, both included.
    pub fn report_html(
        &self,
        person: &str,
        from_date: Option<String>,
        to_date: Option<String>,
        with_notes: bool,
        now: &ClockReading,
    ) -> Result<String, GradusError> {
        let now = moment(now)?;
        self.gate
            .pass(|app| app.report_html(person, from_date.as_deref(), to_date.as_deref(), with_notes, &now))
    }

    /// Checks every byte that can be checked.
    pub fn verify(&self, now: &ClockReading) -> Result<VerifyView, GradusError> {
        let now = moment(now)?;
        self.gate.pass(|app| app.verify(&now))
    }
}

impl Gradus {
    fn unlock(folder: &str, secret: Secret<'_>, now: &ClockReading) -> Result<Arc<Self>, GradusError> {
        guarded(|| {
            let app = App::open(Path::new(folder), secret, Box::new(OsEntropy::new()), &moment(now)?)?;
            Ok(Arc::new(Self { gate: Gate::new(app) }))
        })
    }
}
