//! The devices that a person has, and what is done with them.

use gradus_domain::device::{
    Bar, Care, Device, DeviceCare, Question, RetireReason, Verdict, disinfection_fit,
};
use gradus_domain::plan::Material;
use gradus_domain::{Answer, History, Moment, sorting};
use gradus_journal::Statement;

use super::record::{recorded, refused};
use super::{App, person_ref};
use crate::view::{self, DeviceDraft, DeviceState, DevicesView, Recorded};
use crate::{AppError, draft, show};

impl App {
    /// The devices of a person: which may be used today, what bars the others, what is due, and which sizes of the plan none
    /// of them has.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn devices(&self, person: &str, now: &Moment) -> Result<DevicesView, AppError> {
        let history = &*self.history(person, now)?;
        let listed = history.devices.iter().filter(|device| device.effective <= now.wall);
        let mut devices: Vec<_> =
            listed.map(|device| show::device(self.words, history, device, now)).collect();
        sorting::sort_by(&mut devices, |one, other| {
            let key =
                |view: &view::DeviceView| (view.state == DeviceState::Retired, view.sizes_tenths_mm.clone());
            key(one).cmp(&key(other)).then_with(|| one.name.cmp(&other.name))
        });
        let lacking = history.lacking_sizes(now);
        Ok(DevicesView {
            person: person_ref(history),
            date: now.date().to_string(),
            devices,
            lacking_tenths_mm: lacking.iter().map(|size| size.tenths()).collect(),
            lacking: self.words.device_lacking(&lacking),
        })
    }

    pub(super) fn add_device(
        &mut self,
        person: &str,
        draft: &DeviceDraft,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let device = draft::device(draft, now)?;
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        self.check_name(history, &device, None, now)?;
        let notices = self.listed_notices(history, &device, now);
        let written = self.write(id, &[(now.wall, Statement::Device(device))], false, now)?;
        Ok(recorded(id, &written, None, notices))
    }

    pub(super) fn care_for_device(
        &mut self,
        person: &str,
        device: &str,
        at: Option<&str>,
        care: &view::DeviceCare,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let history = &*self.history(person, now)?;
        let (id, device) = (history.person.id, self.device_named(history, device, now)?);
        let is_allergic = history.person.background.is_allergic_to_latex();
        let (at, what) = draft::care(at, care, &device.value, is_allergic, now)?;
        if !history.is_in_use(device, now) {
            let why = "it was put away for good; if that was a slip, add it again: its name is free";
            return Err(refused(why));
        }
        let (entry, name) = (device.id, device.value.name().to_owned());
        let breaks = is_broken(&what) && self.was_in_use(history, entry, at, now);
        let mut notices = self.care_notices(&device.value, &what);
        let is_check = matches!(what, Care::Checked(_));
        let statement = Statement::DeviceCare(DeviceCare { device: entry, what });
        let written = self.write(id, &[(at, statement)], false, now)?;
        let history = &*self.history(person, now)?;
        if let Some(device) = history.device(entry).filter(|_| is_check) {
            notices.extend(self.barred(history, device, now));
        }
        // What may be inside is said before everything else.
        notices.splice(..0, breaks.then(|| self.words.device_piece_missing(&name)));
        Ok(recorded(id, &written, None, notices))
    }

    /// A device of a person by id or by name, as it stands.
    ///
    /// # Errors
    /// `NotFound`; `Refused` for a name that two in use have, and for a device of somebody else.
    pub fn device(&self, person: &str, named: &str, now: &Moment) -> Result<view::DeviceView, AppError> {
        let history = &*self.history(person, now)?;
        let device = self.device_named(history, named, now)?;
        Ok(show::device(self.words, history, device, now))
    }

    /// What to say of a device that comes into the list, or is changed there.
    pub(super) fn listed_notices(&self, history: &History, device: &Device, now: &Moment) -> Vec<String> {
        latex(self, history, device).into_iter().chain(self.unfit(history, device, now)).collect()
    }

    fn care_notices(&self, device: &Device, what: &Care) -> Vec<String> {
        let Care::Disinfected(how) = what else { return Vec::new() };
        let fit = disinfection_fit(*how, device);
        let worn = fit.verdict != Verdict::Fits;
        worn.then(|| self.words.fit(fit.why)).into_iter().collect()
    }
}

/// Whether this tells of a device of which a piece may be gone.
pub(super) fn is_broken(what: &Care) -> bool {
    let whole = [Question::NoCrack, Question::Base, Question::DepthMark];
    match what {
        Care::Checked(check) => {
            whole.iter().any(|question| check.answers.get(question) == Some(&Answer::Known(false)))
        }
        Care::Retired(why) => *why == RetireReason::Broken,
        Care::Cleaned | Care::Disinfected(_) => false,
    }
}

fn latex(app: &App, history: &History, device: &Device) -> Vec<String> {
    let is_allergic = history.person.background.is_allergic_to_latex();
    let barred = is_allergic && device.material() == Material::LatexCovered;
    barred.then(|| app.words.device_not_to_be_used(device.name(), &[Bar::Latex])).into_iter().collect()
}

#[cfg(test)]
mod tests;
