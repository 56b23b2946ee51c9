//! What a log had in it at a moment.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use super::History;
use crate::assessment::Assessment;
use crate::entry::Logged;
use crate::gate::GateTime;
use crate::sorting;

impl History {
    /// The log without the answers and sessions that are told of a time after `now`, because a clock was ahead when they
    /// were written, and with what a wrong clock misplaced [put right](Self::put_right). What closes a gate or sets the plan
    /// stays: a clock that is put right lifts no block.
    pub fn happened_by(&self, now: DateTime<FixedOffset>) -> Cow<'_, Self> {
        let history = self.put_right(now);
        let ahead = is_after(&history.check_ins, now)
            || is_after(&history.observations, now)
            || is_after(&history.sessions, now)
            || is_after(&history.visits, now)
            || history.contacts.iter().any(|one| one.effective.max(one.value.when) > now);
        if !ahead {
            return history;
        }
        let mut history = history.into_owned();
        history.drop_told_after(now);
        Cow::Owned(history)
    }

    /// The log with what a wrong clock misplaced where the order of the journal lets it be.
    ///
    /// What triage answered, what the clinic said and did, what was found at a device, and plans that were taken under a clock that was ahead of `now`
    /// were written before now, and before whatever was written after them: they are told of that time. Answers and sessions stay where they are: a wait that they would end is not over because a clock
    /// said so.
    pub fn put_right(&self, now: DateTime<FixedOffset>) -> Cow<'_, Self> {
        if self.written().all(|(_, recorded)| recorded <= now) {
            return Cow::Borrowed(self);
        }
        let mut written: Vec<_> = self.written().collect();
        sorting::sort(&mut written);
        let mut history = self.clone();
        for plan in history.plans.iter_mut().filter(|plan| plan.effective <= plan.recorded) {
            plan.effective = plan.effective.min(latest_for(&written, plan.place, now, plan.recorded));
        }
        for visit in &mut history.visits {
            visit.effective = visit.effective.min(latest_for(&written, visit.place, now, visit.recorded));
        }
        for device in &mut history.devices {
            device.effective = device.effective.min(latest_for(&written, device.place, now, device.recorded));
        }
        for care in &mut history.device_care {
            care.effective = care.effective.min(latest_for(&written, care.place, now, care.recorded));
        }
        for contact in &mut history.contacts {
            let latest = latest_for(&written, contact.place, now, contact.recorded);
            contact.effective = contact.effective.min(latest);
            contact.value.when = contact.value.when.min(latest);
        }
        for assessment in &mut history.assessments {
            let latest = latest_for(&written, assessment.place, now, assessment.recorded);
            bring_forward(assessment, earliest_for(&written, assessment.place, latest), latest);
        }
        sorting::sort_by_key(&mut history.plans, |logged| logged.effective);
        sorting::sort_by_key(&mut history.visits, |logged| logged.effective);
        sorting::sort_by_key(&mut history.devices, |logged| logged.effective);
        sorting::sort_by_key(&mut history.device_care, |logged| logged.effective);
        sorting::sort_by_key(&mut history.contacts, |logged| logged.effective);
        sorting::sort_by_key(&mut history.assessments, |logged| logged.effective);
        Cow::Owned(history)
    }

    /// The place of everything in the journal, and when it was written down.
    pub(crate) fn written(&self) -> impl Iterator<Item = (u64, DateTime<FixedOffset>)> {
        written(&self.plans)
            .chain(written(&self.sessions))
            .chain(written(&self.skips))
            .chain(written(&self.check_ins))
            .chain(written(&self.observations))
            .chain(written(&self.pauses))
            .chain(written(&self.assessments))
            .chain(written(&self.contacts))
            .chain(written(&self.visits))
            .chain(written(&self.steps))
            .chain(written(&self.stages))
            .chain(written(&self.devices))
            .chain(written(&self.device_care))
    }

    /// The log as it stood at `then`: a block that came later did not stand yet, one that was lifted since still did.
    pub fn as_of(&self, then: DateTime<FixedOffset>) -> Self {
        let mut history = self.clone();
        // What gave way is told by a plan that may lie after `then` itself.
        history.plans.retain(|plan| !self.gives_way(plan));
        history.drop_told_after(then);
        drop_after(&mut history.plans, then);
        drop_after(&mut history.skips, then);
        drop_after(&mut history.pauses, then);
        drop_after(&mut history.assessments, then);
        drop_after(&mut history.steps, then);
        drop_after(&mut history.stages, then);
        drop_after(&mut history.devices, then);
        drop_after(&mut history.device_care, then);
        history
    }

    fn drop_told_after(&mut self, then: DateTime<FixedOffset>) {
        drop_after(&mut self.check_ins, then);
        drop_after(&mut self.observations, then);
        drop_after(&mut self.sessions, then);
        drop_after(&mut self.visits, then);
        self.contacts.retain(|one| one.effective.max(one.value.when) <= then);
    }
}

fn written<T>(all: &[Logged<T>]) -> impl Iterator<Item = (u64, DateTime<FixedOffset>)> {
    all.iter().map(|one| (one.place, one.recorded))
}

/// The latest time of which an entry can tell: its own, or where its clock was ahead of `now`, the time of the next
/// entry that was written under one that was not, or now.
fn latest_for(
    written: &[(u64, DateTime<FixedOffset>)],
    place: u64,
    now: DateTime<FixedOffset>,
    recorded: DateTime<FixedOffset>,
) -> DateTime<FixedOffset> {
    if recorded <= now {
        return recorded;
    }
    let later = written.partition_point(|(other, _)| *other <= place);
    written[later..].iter().map(|(_, recorded)| *recorded).fold(now, DateTime::min)
}

/// The earliest time of which such an entry can tell: when the last entry before it was written under a clock that was
/// not ahead. `latest` where there is none.
fn earliest_for(
    written: &[(u64, DateTime<FixedOffset>)],
    place: u64,
    latest: DateTime<FixedOffset>,
) -> DateTime<FixedOffset> {
    let before = written.partition_point(|(other, _)| *other < place);
    let earlier = written[..before].iter().map(|(_, recorded)| *recorded);
    earlier.filter(|recorded| *recorded <= latest).max().unwrap_or(latest)
}

/// An answer that was given under a clock ahead of now. It is told of the earliest time that is possible, and its calls are
/// due by that, so that none is put off from one look to the next; its wait ends by the latest.
fn bring_forward(
    assessment: &mut Logged<Assessment>,
    earliest: DateTime<FixedOffset>,
    latest: DateTime<FixedOffset>,
) {
    let told_of = assessment.effective;
    if told_of <= latest {
        return;
    }
    assessment.effective = earliest;
    let value = &mut assessment.value;
    for gate in value.fired.iter_mut().map(|rule| &mut rule.gate).chain([&mut value.gate]) {
        if let GateTime::WaitUntil(until) = &mut gate.time {
            *until -= told_of - latest;
        }
    }
    for task in &mut value.tasks {
        task.due -= told_of - earliest;
    }
}

fn is_after<T>(all: &[Logged<T>], then: DateTime<FixedOffset>) -> bool {
    all.iter().any(|one| one.effective > then)
}

fn drop_after<T>(all: &mut Vec<Logged<T>>, then: DateTime<FixedOffset>) {
    all.retain(|one| one.effective <= then);
}
