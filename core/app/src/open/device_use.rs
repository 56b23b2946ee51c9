//! Whether a device may go in, and what to say of one that did.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::device::{Device, Verdict, lubricant_fit};
use gradus_domain::plan::{Lubricant, Retention};
use gradus_domain::{
    DeviceUsed, EntryId, History, Logged, LubricantUsed, Millimetres, Moment, Script, Session,
};

use super::App;
use super::record::refused;
use crate::AppError;

/// A piece of a device that broke may be inside for so long after a session with it. Basis: proposal.
const LEFT_INSIDE: TimeDelta = TimeDelta::hours(72);

/// Stands where a device is named, for one that is not in the list.
pub(super) const NOT_LISTED: &str = "not_listed";

impl App {
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

    /// Where the list has devices of this size and every one is barred, nobody begins by naming none of them: they say that
    /// theirs is not in the list, or put one right first.
    pub(super) fn check_unnamed(
        &self,
        history: &History,
        size: Millimetres,
        now: &Moment,
    ) -> Result<(), AppError> {
        let of_the_size = history.devices.iter().filter(|device| device.effective <= now.wall);
        let of_the_size = of_the_size.filter(|one| one.value.has(size) && history.is_in_use(one, now));
        let why = |device: &Logged<Device>| {
            let unfit = || self.unfit(history, &device.value, now).into_iter().next();
            self.barred(history, device, now).or_else(unfit)
        };
        let barred: Option<Vec<_>> = of_the_size.map(why).collect();
        match barred.as_deref() {
            Some([first, ..]) => Err(refused(&self.words.device_none_named(size, first))),
            _ => Ok(()),
        }
    }

    /// Whether the smaller sizes that a session begins with may go in: where the list has a device of such a size, one of them
    /// was looked at as well, and nothing bars it.
    pub(super) fn check_warm_up(
        &self,
        history: &History,
        script: &Script,
        chosen: &Logged<Device>,
        now: &Moment,
    ) -> Result<(), AppError> {
        let may_go_in = |device: &&Logged<Device>| {
            history.readiness(device, now).may_be_used(now.date())
                && self.unfit(history, &device.value, now).is_empty()
        };
        for warm_up in script.insertions().iter().filter(|one| script.is_warm_up(one)) {
            if chosen.value.has(warm_up.size) {
                continue;
            }
            let of_the_size =
                |device: &&Logged<Device>| device.value.has(warm_up.size) && history.is_in_use(device, now);
            let mut listed = history.devices.iter().filter(of_the_size).peekable();
            if listed.peek().is_some() && !listed.any(|device| may_go_in(&device)) {
                return Err(refused(&self.words.device_warm_up(warm_up.size)));
            }
        }
        Ok(())
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

    /// Whether a session with this device goes on, or was held in the three days before.
    pub(super) fn was_in_use(
        &self,
        history: &History,
        id: EntryId,
        at: DateTime<FixedOffset>,
        now: &Moment,
    ) -> bool {
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
        let then = now.at(at);
        let size = (!device.value.has(session.size))
            .then(|| self.words.device_other_size(device.value.name(), session.size));
        let lubricant = session.lubricant.and_then(lubricant_of).and_then(|lubricant| {
            let fit = lubricant_fit(lubricant.into(), device.value.material().into());
            (fit.verdict == Verdict::DoesNotFit).then(|| self.words.fit(fit.why))
        });
        self.barred(history, device, &then).into_iter().chain(size).chain(lubricant).collect()
    }
}

fn lubricant_of(used: LubricantUsed) -> Option<Lubricant> {
    match used {
        LubricantUsed::Water => Some(Lubricant::Water),
        LubricantUsed::Silicone => Some(Lubricant::Silicone),
        LubricantUsed::Oil => Some(Lubricant::Oil),
        LubricantUsed::None | LubricantUsed::Unsuitable => None,
    }
}
