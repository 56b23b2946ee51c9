use std::path::Path;
use std::sync::Arc;

use gradus_app::view::{
    Changes, ClockReading, ColumnChoice, Command, Correction, DevicesView, FactAnswer, Fill, ImportView,
    InboxView, InterviewReply, InterviewView, PersonDraft, PersonRef, PlanReplaced, PlanView, PracticePerson,
    PreviewView, ProposalView, Recorded, ReminderView, RunDetailsDraft, RunDraft, RunRecorded, RunView,
    SettingView, TimelineView, TodayView, TrendsView, VerifyView,
};
use gradus_app::{App, Locale, OsEntropy, Secret};

use crate::GradusError;
use crate::gate::{Gate, guarded, moment};

/// An open vault. Every call takes the moment at which it is made; no call waits for a network, because there is none.
///
/// Calls may come from any thread; they pass one after another.
#[derive(uniffi::Object)]
pub struct Gradus {
    pub(crate) gate: Gate,
}

#[uniffi::export]
impl Gradus {
    /// Opens the vault in `folder` with its passcode. The whole vault is checked; a failure changes no file.
    #[uniffi::constructor]
    pub fn open(folder: &str, passcode: &[u8], now: &ClockReading) -> Result<Arc<Self>, GradusError> {
        Self::unlock(folder, Secret::Passcode(passcode), now)
    }

    /// Opens the vault in `folder` with its recovery code as it was typed, in UTF-8: case, spaces and dashes do not
    /// matter.
    #[uniffi::constructor]
    pub fn recover(folder: &str, recovery_code: &[u8], now: &ClockReading) -> Result<Arc<Self>, GradusError> {
        Self::unlock(folder, Secret::Recovery(recovery_code), now)
    }

    /// Opens the vault in `folder` on a device whose keystore holds a secret beside the passcode. It opens a vault that asks
    /// for both, and one that asks for the passcode alone.
    #[uniffi::constructor]
    pub fn open_on_device(
        folder: &str,
        passcode: &[u8],
        device_secret: &[u8],
        now: &ClockReading,
    ) -> Result<Arc<Self>, GradusError> {
        Self::unlock(folder, Secret::OnDevice { passcode, device_secret }, now)
    }

    /// Opens the vault in `folder` with a secret that the keystore gave out by itself, as after a fingerprint.
    #[uniffi::constructor]
    pub fn open_by_platform(
        folder: &str,
        platform_secret: &[u8],
        now: &ClockReading,
    ) -> Result<Arc<Self>, GradusError> {
        Self::unlock(folder, Secret::Platform(platform_secret), now)
    }

    /// Makes a vault in memory for tests, previews and a look around: no file, no passcode, gone when it is locked.
    ///
    /// Every random byte follows from `seed`, so the same calls give the same ids in every language. Its keys protect
    /// nothing, and it can never be put on a disk.
    #[uniffi::constructor]
    pub fn practice(seed: u64, now: &ClockReading) -> Result<Arc<Self>, GradusError> {
        guarded(|| Ok(Self::hold(App::practice(seed, &moment(now)?)?)))
    }

    /// Makes a vault in memory with ready-made people in it, whose diaries end just before `now`.
    #[uniffi::constructor]
    pub fn practice_with(
        seed: u64,
        people: Vec<PracticePerson>,
        now: &ClockReading,
    ) -> Result<Arc<Self>, GradusError> {
        guarded(|| Ok(Self::hold(App::practice_with(seed, &people, &moment(now)?)?)))
    }

    /// Drops the keys and closes the files. Later calls answer `Locked`; calling it again does nothing.
    ///
    /// May be called from another thread while a call is running: that call breaks off with `Locked` and has written
    /// nothing, or ends because it was nearly done.
    ///
    /// Two kinds of call are waited for. The stretching of a passcode (`change_passcode`, `rotate_key` and what else takes a
    /// proof) cannot be broken off: half a second where `trial_ms` was handed in, once for the proof and once for the new
    /// passcode. The charts and the page of a year take some 5 milliseconds on a desktop.
    pub fn lock(&self) -> Result<(), GradusError> {
        self.gate.lock()
    }

    /// Chooses the language of every answer from now on, by a tag such as `es` or `es-MX`, and tells which one that is:
    /// English before, and for a tag whose language is not spoken here. It is kept in this handle and in no vault, so it is
    /// chosen again after each opening.
    pub fn set_language(&self, tag: &str) -> Result<String, GradusError> {
        self.gate.pass(|app| {
            let locale = Locale::of_tag(tag);
            app.set_language(locale);
            Ok(locale.tag().to_owned())
        })
    }

    /// Writes one thing down. When this returns it is on the disk.
    pub fn record(&self, command: Command, now: &ClockReading) -> Result<Recorded, GradusError> {
        self.gate.pass_at(now, |app, now| app.record(command, now))
    }

    /// Everybody in this vault.
    pub fn people(&self) -> Result<Vec<PersonRef>, GradusError> {
        self.gate.pass(|app| Ok(app.people()))
    }

    /// One person by id or by name; without either, the only one.
    pub fn person(&self, name_or_id: Option<String>) -> Result<PersonRef, GradusError> {
        self.gate.pass(|app| app.person(name_or_id.as_deref()))
    }

    /// What is told about one person, named by id or by name, as it would be entered: to be shown, or changed and handed to
    /// `record`.
    pub fn person_details(&self, person: &str) -> Result<PersonDraft, GradusError> {
        self.gate.pass(|app| app.person_details(person))
    }

    /// An entry of the log as it would be entered, by its id in the timeline: a session, a skip, a check-in or a visit. To put
    /// it right, hand it to `record` in an `Amend`, with the changes made.
    pub fn entry_details(&self, person: &str, entry: &str) -> Result<Correction, GradusError> {
        self.gate.pass(|app| app.entry_details(person, entry))
    }

    /// The first screen of one person, named by id or by name.
    pub fn today(&self, person: &str, now: &ClockReading) -> Result<TodayView, GradusError> {
        self.gate.pass_at(now, |app, now| app.today(person, now))
    }

    /// The devices of a person: which may be used today, what bars the others, what is due, and which sizes of the plan none of
    /// them has. A device is added, looked at, cleaned and put away by `record`, and changed by `Amend`.
    pub fn devices(&self, person: &str, now: &ClockReading) -> Result<DevicesView, GradusError> {
        self.gate.pass_at(now, |app, now| app.devices(person, now))
    }

    /// When the phone is to remind of the sessions and open calls of everybody in this vault: at most 60 times of the next 30
    /// days, the next one first, as civil time and without a name. Take back every notice that stands and post these, after
    /// each change and each unlock.
    pub fn reminders(&self, now: &ClockReading) -> Result<Vec<ReminderView>, GradusError> {
        self.gate.pass_at(now, |app, now| app.reminders(now))
    }

    /// Begins a session of this person: what the plan asks for now, at the size that is allowed. It is kept from now on,
    /// whatever happens to the app, until it is written down or left.
    pub fn start_run(
        &self,
        person: &str,
        draft: RunDraft,
        now: &ClockReading,
    ) -> Result<RunView, GradusError> {
        self.gate.pass_at(now, |app, now| app.start_run(person, &draft, now))
    }

    /// The session of this person that goes on, as it stands at this moment; nothing where none does.
    pub fn run(&self, person: &str, now: &ClockReading) -> Result<Option<RunView>, GradusError> {
        self.gate.pass_at(now, |app, now| app.run(person, now))
    }

    /// Tells what happened just now: `tick:ITEM`, `in`, `out`, `pause`, `resume`, `pain:0` to `pain:10`, `blood:AMOUNT`,
    /// `sharp_pain`, `cannot_pass`, `stuck`, `faint`, `said_stop`, `stop` or `after_care_done`. No sign and no stop is ever
    /// refused. When this returns it is on the disk.
    pub fn run_event(&self, person: &str, event: &str, now: &ClockReading) -> Result<RunView, GradusError> {
        self.gate.pass_at(now, |app, now| app.run_event(person, event, now))
    }

    /// Writes down a session that is over, with what only the person can say. In one step it is in the diary and no longer
    /// goes on.
    pub fn finish_run(
        &self,
        person: &str,
        details: RunDetailsDraft,
        now: &ClockReading,
    ) -> Result<RunRecorded, GradusError> {
        self.gate.pass_at(now, |app, now| app.finish_run(person, &details, now))
    }

    /// Leaves a session in which nothing went in and nothing was told. Every other one is ended and written down.
    pub fn abandon_run(&self, person: &str, now: &ClockReading) -> Result<(), GradusError> {
        self.gate.pass_at(now, |app, now| app.abandon_run(person, now))
    }

    /// What became of the notes that were made while the vault was locked: how many were taken in at this unlock, and what is
    /// to be told of them. What this answers is not told again, so show it.
    pub fn inbox_news(&self) -> Result<InboxView, GradusError> {
        self.gate.pass(App::inbox_news)
    }

    /// What to ask this person next at a check-in, after these replies in the order of asking, and whether what was said so
    /// far must be shown at once. Writes nothing; the answers go to `record` when the interview is over.
    pub fn interview(
        &self,
        person: &str,
        replies: Vec<InterviewReply>,
        now: &ClockReading,
    ) -> Result<InterviewView, GradusError> {
        self.gate.pass_at(now, |app, now| app.interview(person, &replies, now))
    }

    /// As `interview`, and keeps the replies, so that a check-in in which the app was locked or killed goes on where it was: hand
    /// in every reply after each answer, and none to forget them. Where the answers so far are `urgent` they are written down at
    /// once.
    pub fn keep_interview(
        &self,
        person: &str,
        replies: Vec<InterviewReply>,
        now: &ClockReading,
    ) -> Result<InterviewView, GradusError> {
        self.gate.pass_at(now, |app, now| app.keep_interview(person, &replies, now))
    }

    /// The replies of a check-in of this person that is not over, if they are at most 12 hours old: offer to go on with them.
    /// They count for nothing until they are written down.
    pub fn kept_interview(
        &self,
        person: &str,
        now: &ClockReading,
    ) -> Result<Vec<InterviewReply>, GradusError> {
        self.gate.pass_at(now, |app, now| app.kept_interview(person, now))
    }

    /// Where dilation is to be done for this person: not now, with a clinician, at home under the lead of a clinic, or
    /// self-directed; by their background, plan and log, and by the answers handed in, which are those of `screens`. Writes
    /// nothing: hand all answers in at each look.
    pub fn setting(
        &self,
        person: &str,
        answers: Vec<FactAnswer>,
        now: &ClockReading,
    ) -> Result<SettingView, GradusError> {
        self.gate.pass_at(now, |app, now| app.setting(person, &answers, now))
    }

    /// The plan in force.
    pub fn plan(&self, person: &str, now: &ClockReading) -> Result<PlanView, GradusError> {
        self.gate.pass_at(now, |app, now| app.plan(person, now))
    }

    /// A plan with its blanks filled, as it would stand for this person: with what is unusual about it for their age, their
    /// present size and the day of their operation. Writes nothing: show it, and ask, before the plan is adopted.
    pub fn plan_for(
        &self,
        person: &str,
        text: &str,
        fills: Vec<Fill>,
        now: &ClockReading,
    ) -> Result<PlanView, GradusError> {
        self.gate.pass_at(now, |app, now| app.plan_for(person, text, &fills, now))
    }

    /// What would change if this plan, with its blanks filled, took the place of the one in force; nothing while none is.
    /// Writes nothing: show it, and ask, before the plan is adopted.
    pub fn plan_replaced(
        &self,
        person: &str,
        text: &str,
        fills: Vec<Fill>,
        now: &ClockReading,
    ) -> Result<Option<PlanReplaced>, GradusError> {
        self.gate.pass_at(now, |app, now| app.plan_replaced(person, text, &fills, now))
    }

    /// What the vault knows already of what a plan form leaves blank, to be offered and confirmed.
    pub fn plan_known(&self, person: &str, now: &ClockReading) -> Result<Vec<Fill>, GradusError> {
        self.gate.pass_at(now, |app, now| app.plan_known(person, now))
    }

    /// Every version of the plan, the oldest first.
    pub fn plan_history(&self, person: &str) -> Result<Vec<PlanView>, GradusError> {
        self.gate.pass(|app| app.plan_history(person))
    }

    /// Where the plan stands, what is proposed for that, and the next weeks (1 to 26) as they will come, if all goes well and
    /// with a bad week. Writes nothing.
    pub fn plan_preview(
        &self,
        person: &str,
        weeks: u8,
        now: &ClockReading,
    ) -> Result<PreviewView, GradusError> {
        self.gate.pass_at(now, |app, now| app.plan_preview(person, weeks, now))
    }

    /// What is proposed for the size, and why.
    pub fn progress(&self, person: &str, now: &ClockReading) -> Result<ProposalView, GradusError> {
        self.gate.pass_at(now, |app, now| app.progress(person, now))
    }

    /// What happened between two civil dates (`YYYY-MM-DD`), both included; without dates, everything.
    pub fn timeline(
        &self,
        person: &str,
        from_date: Option<String>,
        to_date: Option<String>,
        now: &ClockReading,
    ) -> Result<TimelineView, GradusError> {
        self.gate.pass_at(now, |app, now| app.timeline(person, from_date.as_deref(), to_date.as_deref(), now))
    }

    /// How it went between two civil dates (`YYYY-MM-DD`), both included, as charts: each a sentence, points, a table and a
    /// drawing that say the same. Without dates, everything.
    pub fn trends(
        &self,
        person: &str,
        from_date: Option<String>,
        to_date: Option<String>,
        now: &ClockReading,
    ) -> Result<TrendsView, GradusError> {
        self.gate.pass_at(now, |app, now| app.trends(person, from_date.as_deref(), to_date.as_deref(), now))
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
        self.gate.pass_at(now, |app, now| app.import_sessions(person, csv, &mapping, write, now))
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
        self.gate.pass_at(now, |app, now| {
            app.report_html(person, from_date.as_deref(), to_date.as_deref(), with_notes, now)
        })
    }

    /// Checks every byte that can be checked. With a freshness code that an earlier answer gave and that was kept outside of
    /// the vault, also whether an older copy of the whole folder was put in its place.
    #[uniffi::method(default(not_older_than = None))]
    pub fn verify(
        &self,
        now: &ClockReading,
        not_older_than: Option<String>,
    ) -> Result<VerifyView, GradusError> {
        self.gate.pass_at(now, |app, now| match &not_older_than {
            None => app.verify(now),
            Some(code) => app.verify_not_older_than(code, now),
        })
    }

    /// A number that grows with every entry that is written, for `changes_since`. Costs next to nothing.
    pub fn change_count(&self) -> Result<u64, GradusError> {
        self.gate.pass(|app| Ok(app.change_count()))
    }

    /// Whose views are stale since the count was `since`; with 0, everybody's.
    pub fn changes_since(&self, since: u64) -> Result<Changes, GradusError> {
        self.gate.pass(|app| app.changes_since(since))
    }
}

impl Gradus {
    fn unlock(folder: &str, secret: Secret<'_>, now: &ClockReading) -> Result<Arc<Self>, GradusError> {
        guarded(|| {
            let app = App::open(Path::new(folder), secret, Box::new(OsEntropy::new()), &moment(now)?)?;
            Ok(Self::hold(app))
        })
    }

    fn hold(app: App) -> Arc<Self> {
        Arc::new(Self { gate: Gate::new(app) })
    }
}
