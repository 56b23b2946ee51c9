//! The devices that a person has, and what is done with them.

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta};
use gradus_domain::Basis;
use gradus_domain::device::{
    Bar, Care, Device, DeviceCare, DueKind, Question, RetireReason, Verdict, disinfection_fit, lubricant_fit,
};
use gradus_domain::plan::{Lubricant, Retention};
use gradus_domain::{
    Answer, Condition, DeviceUsed, EntryId, History, Logged, LubricantUsed, Millimetres, Moment, Session,
    sorting,
};
use gradus_journal::Statement;

use super::amend::{Change, changes};
use super::record::{recorded, refused};
use super::{App, not_found, person_ref, same_name};
use crate::draft;
use crate::view::{self, DeviceDraft, DeviceState, DevicesView, Recorded, TaskView};
use crate::{AppError, show};

const LAST_MINUTE: NaiveTime = NaiveTime::from_hms_opt(23, 59, 0).expect("a time of day");

/// A piece of a device that broke may be inside for so long after a session with it. Basis: proposal.
const LEFT_INSIDE: TimeDelta = TimeDelta::hours(72);

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
            listed.map(|device| show::device(&self.words, history, device, now)).collect();
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
        let (at, what) = draft::care(at, care, &device.value, is_allergic(history), now)?;
        if history.readiness(device, now).is_retired() {
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

    /// Two devices in use by one name could be taken for each other.
    pub(super) fn check_name(
        &self,
        history: &History,
        device: &Device,
        but: Option<EntryId>,
        now: &Moment,
    ) -> Result<(), AppError> {
        let mut others = history.devices.iter().filter(|other| Some(other.id) != but);
        let taken =
            others.any(|other| is_name(other, device.name()) && !history.readiness(other, now).is_retired());
        match taken {
            true => Err(refused("a device of this name is in the list already; give it another name")),
            false => Ok(()),
        }
    }

    /// A device that comes back into use comes back by a name that no other has by now.
    pub(super) fn check_return(
        &self,
        history: &History,
        one: &Logged<DeviceCare>,
        what: &Care,
        now: &Moment,
    ) -> Result<(), AppError> {
        let retires = |what: &Care| matches!(what, Care::Retired(_));
        let returns = retires(&one.value.what) && !retires(what);
        let device = history.device(one.value.device).filter(|_| returns);
        device.map_or(Ok(()), |device| self.check_name(history, &device.value, Some(device.id), now))
    }

    /// A device of a person by id or by name, as it stands.
    ///
    /// # Errors
    /// `NotFound`; `Refused` for a name that two in use have, and for a device of somebody else.
    pub fn device(&self, person: &str, named: &str, now: &Moment) -> Result<view::DeviceView, AppError> {
        let history = &*self.history(person, now)?;
        let device = self.device_named(history, named, now)?;
        Ok(show::device(&self.words, history, device, now))
    }

    /// A device of this person by id or by name. One of somebody else is refused, and said to be so.
    fn device_named<'h>(
        &self,
        history: &'h History,
        named: &str,
        now: &Moment,
    ) -> Result<&'h Logged<Device>, AppError> {
        if let Ok(id) = named.trim().parse::<EntryId>() {
            let of_another = || self.histories().values().any(|other| other.device(id).is_some());
            return match history.device(id) {
                Some(device) => Ok(device),
                None if of_another() => Err(refused(&self.words.device_of_another())),
                None => Err(no_device(history, now)),
            };
        }
        self.by_name(history, named, now)?.ok_or_else(|| no_device(history, now))
    }

    /// The one device in use by this name, or else the last one that was put away. Two in use can have one name in a diary of
    /// before undo looked at names: then nobody knows which is meant.
    fn by_name<'h>(
        &self,
        history: &'h History,
        named: &str,
        now: &Moment,
    ) -> Result<Option<&'h Logged<Device>>, AppError> {
        let fitting = history.devices.iter().filter(|device| is_name(device, named));
        let (gone, in_use): (Vec<_>, Vec<_>) =
            fitting.partition(|device| history.readiness(device, now).is_retired());
        match &in_use[..] {
            [] => Ok(gone.into_iter().max_by_key(|device| device.place)),
            [one] => Ok(Some(*one)),
            several => {
                let told = several.iter().map(|device| {
                    format!(
                        "{}: {} ({})",
                        device.value.name(),
                        self.words.device_line(&device.value),
                        device.id
                    )
                });
                let told: Vec<_> = told.collect();
                let why = "more than one device in use has this name; give the id of one, or change a name";
                Err(refused(&format!("{why}: {}", told.join("; "))))
            }
        }
    }

    /// The device that a session names, found in the list where it is there. Words that are no name of one stay words.
    pub(super) fn settle_device(
        &self,
        history: &History,
        used: Option<DeviceUsed>,
        now: &Moment,
    ) -> Result<Option<DeviceUsed>, AppError> {
        Ok(match used {
            Some(DeviceUsed::Listed(id)) => {
                Some(DeviceUsed::Listed(self.device_named(history, &id.to_string(), now)?.id))
            }
            Some(DeviceUsed::Named(name)) => Some(match self.by_name(history, &name, now)? {
                Some(device) => DeviceUsed::Listed(device.id),
                None => DeviceUsed::Named(name),
            }),
            None => None,
        })
    }

    /// The device that is chosen for a session of this size: looked at today, and nothing bars it.
    pub(super) fn chosen_device<'h>(
        &self,
        history: &'h History,
        named: &str,
        size: Millimetres,
        now: &Moment,
    ) -> Result<&'h Logged<Device>, AppError> {
        let device = self.device_named(history, named, now)?;
        let (name, ready) = (device.value.name(), history.readiness(device, now));
        if !device.value.has(size) {
            return Err(refused(&self.words.device_other_size(name, size)));
        }
        if let Some(why) = self.unfit(history, &device.value, now).first() {
            return Err(refused(why));
        }
        if !ready.bars.is_empty() {
            return Err(refused(&self.words.device_not_to_be_used(name, &ready.bars)));
        }
        if !ready.may_be_used(now.date()) {
            return Err(refused(&self.words.device_unchecked(name)));
        }
        Ok(device)
    }

    /// Why the plan in force does not allow a device, however whole it is: its mark lies too deep, or the plan's lubricant
    /// destroys it.
    pub(super) fn unfit(&self, history: &History, device: &Device, now: &Moment) -> Vec<String> {
        let Some(plan) = history.plan_in_force(now.date()).map(|plan| &plan.value) else { return Vec::new() };
        let deep = match (device.retention(), plan.depth_stop_mm()) {
            (Retention::Grip { depth_stop_mm }, Some(stop)) if depth_stop_mm > stop => {
                Some(self.words.device_too_deep(device.name(), depth_stop_mm, stop))
            }
            _ => None,
        };
        let conflict = plan.lubricant().conflict(device.material());
        let lubricant = conflict.map(|why| self.words.device_wrong_lubricant(device.name(), why));
        deep.into_iter().chain(lubricant).collect()
    }

    /// What to say of a device that comes into the list, or is changed there.
    pub(super) fn listed_notices(&self, history: &History, device: &Device, now: &Moment) -> Vec<String> {
        latex(self, history, device).into_iter().chain(self.unfit(history, device, now)).collect()
    }

    /// Whether a session with this device goes on, or was held in the three days before.
    fn was_in_use(&self, history: &History, id: EntryId, at: DateTime<FixedOffset>, now: &Moment) -> bool {
        let since = at - LEFT_INSIDE;
        let held = |session: &Logged<Session>| session.effective >= since;
        self.is_running_with(history, id) || history.sessions_with(id, now).any(held)
    }

    /// Why a device must not be used; `None` where nothing bars it.
    pub(super) fn barred(&self, history: &History, device: &Logged<Device>, now: &Moment) -> Option<String> {
        let bars = history.readiness(device, now).bars;
        (!bars.is_empty()).then(|| self.words.device_not_to_be_used(device.value.name(), &bars))
    }

    /// What to say of the device of a session that was held all the same.
    pub(super) fn used_device_notices(
        &self,
        history: &History,
        session: &Session,
        at: DateTime<FixedOffset>,
        now: &Moment,
    ) -> Vec<String> {
        let Some(DeviceUsed::Listed(id)) = session.device else { return Vec::new() };
        let Some(device) = history.device(id) else { return Vec::new() };
        let then = Moment { wall: at, ..*now };
        let size = (!device.value.has(session.size))
            .then(|| self.words.device_other_size(device.value.name(), session.size));
        let lubricant = session.lubricant.and_then(lubricant_of).and_then(|lubricant| {
            let fit = lubricant_fit(lubricant.into(), device.value.material().into());
            (fit.verdict == Verdict::DoesNotFit).then(|| self.words.fit(fit.why))
        });
        self.barred(history, device, &then).into_iter().chain(size).chain(lubricant).collect()
    }

    /// What is to be done with devices today, one task for all that need the same.
    pub(super) fn device_tasks(&self, history: &History, now: &Moment) -> Vec<TaskView> {
        let in_use = history.devices.iter().filter(|device| device.effective <= now.wall);
        let in_use: Vec<_> = in_use.map(|device| (device, history.readiness(device, now))).collect();
        let lasting = |bar: &Bar| bar.is_lasting();
        let broken = in_use.iter().filter(|(_, ready)| !ready.is_retired() && ready.bars.iter().any(lasting));
        let broken: Vec<_> = broken.collect();
        let mut tasks = Vec::new();
        if !broken.is_empty() {
            let names: Vec<_> = broken.iter().map(|(device, _)| device.value.name()).collect();
            let bars = broken.iter().flat_map(|(_, ready)| ready.bars.iter().filter(|bar| lasting(bar)));
            let reasons = bars.map(|bar| self.words.device_bar(*bar)).collect();
            let due = broken.iter().filter_map(|(_, ready)| ready.checked_on).min();
            let sentence = self.words.device_broken_task(&names);
            tasks.push(task("device_broken", sentence, due.unwrap_or(now.date()), reasons, now));
        }
        let whole: Vec<_> =
            in_use.iter().filter(|(_, ready)| !ready.bars.iter().any(lasting)).map(|(one, _)| *one).collect();
        for (kind, duty) in [(DueKind::Disinfect, "device_disinfect"), (DueKind::Replace, "device_replace")] {
            tasks.extend(self.due_task(history, &whole, (kind, duty), now));
        }
        tasks
    }

    fn due_task(
        &self,
        history: &History,
        devices: &[&Logged<Device>],
        (kind, duty): (DueKind, &str),
        now: &Moment,
    ) -> Option<TaskView> {
        let dues = devices.iter().flat_map(|device| {
            let dues = history.device_dues(device, now).into_iter();
            dues.filter(|due| due.kind == kind).map(|due| (*device, due))
        });
        let due =
            dues.filter_map(|(device, due)| Some((device, due, due.by.filter(|by| *by <= now.date())?)));
        let due: Vec<_> = due.collect();
        let first = due.iter().map(|(_, _, by)| *by).min()?;
        let is_ours = due.iter().any(|(_, due, _)| due.basis == Basis::Proposal);
        let names: Vec<_> = due.iter().map(|(device, ..)| device.value.name()).collect();
        let mut reasons: Vec<_> = due.iter().map(|(_, due, _)| self.words.device_due(due, true)).collect();
        reasons.dedup();
        Some(task(duty, self.words.device_task(kind, &names, is_ours), first, reasons, now))
    }

    fn care_notices(&self, device: &Device, what: &Care) -> Vec<String> {
        let Care::Disinfected(how) = what else { return Vec::new() };
        let fit = disinfection_fit(*how, device);
        let worn = fit.verdict != Verdict::Fits;
        worn.then(|| self.words.fit(fit.why)).into_iter().collect()
    }
}

/// Whether a device is called so, whatever its capitals and spaces.
fn is_name(device: &Logged<Device>, name: &str) -> bool {
    same_name(&draft::folded(device.value.name()), &draft::folded(name))
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
    let barred = is_allergic(history) && device.material() == gradus_domain::plan::Material::LatexCovered;
    barred.then(|| app.words.device_not_to_be_used(device.name(), &[Bar::Latex])).into_iter().collect()
}

pub(super) fn is_allergic(history: &History) -> bool {
    history.person.background.has(|condition| *condition == Condition::LatexAllergy)
}

fn lubricant_of(used: LubricantUsed) -> Option<Lubricant> {
    match used {
        LubricantUsed::Water => Some(Lubricant::Water),
        LubricantUsed::Silicone => Some(Lubricant::Silicone),
        LubricantUsed::Oil => Some(Lubricant::Oil),
        LubricantUsed::None | LubricantUsed::Unsuitable => None,
    }
}

fn no_device(history: &History, now: &Moment) -> AppError {
    let in_use = history.devices.iter().filter(|device| !history.readiness(device, now).is_retired());
    let names: Vec<_> = in_use.map(|device| device.value.name()).collect();
    let right = match &names[..] {
        [] => "the list is empty; add the device first".to_owned(),
        names => format!("in the list: {}", names.join(", ")),
    };
    not_found("a device of that name", &right)
}

fn task(
    duty: &str,
    sentence: String,
    day: chrono::NaiveDate,
    reasons: Vec<String>,
    now: &Moment,
) -> TaskView {
    // By the end of that day.
    let due = day.and_time(LAST_MINUTE).and_local_timezone(*now.wall.offset()).single();
    TaskView {
        duty: duty.to_owned(),
        sentence,
        due: due.unwrap_or(now.wall).to_rfc3339(),
        overdue: day < now.date(),
        rules: Vec::new(),
        reasons,
    }
}

pub(super) fn change_device(one: &Logged<Device>, device: Device) -> Result<Change, AppError> {
    let (same, statement) = (device == one.value, Statement::Device(device));
    changes(same, Change { entry: one.id, at: one.effective, statement, answer: None, notices: Vec::new() })
}

pub(super) fn change_care(
    one: &Logged<DeviceCare>,
    at: DateTime<FixedOffset>,
    care: DeviceCare,
) -> Result<Change, AppError> {
    let same = care == one.value && at == one.effective;
    let statement = Statement::DeviceCare(care);
    changes(same, Change { entry: one.id, at, statement, answer: None, notices: Vec::new() })
}

#[cfg(test)]
mod tests;
