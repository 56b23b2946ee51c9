use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::assessment::Assessment;
use crate::check_in::CheckIn;
use crate::contact::{ClinicContact, ContactOutcome, Visit};
use crate::device::{Device, DeviceCare};
use crate::entry::{EntryId, Logged};
use crate::observation::Observation;
use crate::order::{Stamp, in_order};
use crate::pause::Pause;
use crate::person::Person;
use crate::plan::{Plan, Unfit};
use crate::session::{Session, Skip};
use crate::size::Millimetres;
use crate::stage::StageTaken;

/// Everything the journal holds of one person, folded: amendments applied, erased entries gone, each list in the order
/// of effective time. Effective time of a plan is when that version comes into force.
#[derive(Clone, PartialEq, Eq)]
pub struct History {
    /// Whom it is about.
    pub person: Person,
    /// Versions of the plan.
    pub plans: Vec<Logged<Plan>>,
    /// Sessions done or tried.
    pub sessions: Vec<Logged<Session>>,
    /// Sessions knowingly not held.
    pub skips: Vec<Logged<Skip>>,
    /// What was measured or seen between check-ins.
    pub observations: Vec<Logged<Observation>>,
    /// Times for which the plan was paused.
    pub pauses: Vec<Logged<Pause>>,
    /// Answers to questions.
    pub check_ins: Vec<Logged<CheckIn>>,
    /// What triage answered.
    pub assessments: Vec<Logged<Assessment>>,
    /// Talks with the clinic.
    pub contacts: Vec<Logged<ClinicContact>>,
    /// Visits and procedures.
    pub visits: Vec<Logged<Visit>>,
    /// Steps between sizes that the person accepted.
    pub steps: Vec<Logged<StepTaken>>,
    /// Words about where a plan stands: a taper opened, gone on with, gone back in or ended.
    pub stages: Vec<Logged<StageTaken>>,
    /// Devices that the person has.
    pub devices: Vec<Logged<Device>>,
    /// What was done with them.
    pub device_care: Vec<Logged<DeviceCare>>,
    /// Entries of kinds that this version does not know. More than none forbids a step up until the app is updated.
    pub unknown_kinds: usize,
    /// The last time that somebody accepted an older state of the vault as the true one. Entries written since that state
    /// are lost, and one of them may have told of a danger.
    pub older_state: Option<OlderState>,
}

/// An older state of the vault was accepted as the true one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderState {
    /// When, by the clock of that device, which may have been wrong.
    pub accepted: DateTime<FixedOffset>,
    /// Its place in the order of the journal: what came after it has this place or a greater one. No clock makes that come
    /// true or undoes it.
    pub place: u64,
}

/// A step between sizes that the person accepted.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct StepTaken {
    /// The size before.
    pub from: Millimetres,
    /// The size from now on.
    pub to: Millimetres,
}

/// The size a person is at, and since when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CurrentSize {
    /// The size.
    pub size: Millimetres,
    /// When it was set.
    pub since: DateTime<FixedOffset>,
}

/// A size that a clinician set and that does not hold, because the ceiling of the plan lies below it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AboveCeiling {
    /// The visit or the talk.
    pub entry: EntryId,
    /// When it was set.
    pub at: DateTime<FixedOffset>,
    /// The size that was named.
    pub named: Millimetres,
    /// The ceiling. The size stays below it as it was.
    pub ceiling: Millimetres,
}

impl History {
    /// Of a person of whom nothing was logged.
    pub fn new(person: Person) -> Self {
        Self {
            person,
            plans: Vec::new(),
            sessions: Vec::new(),
            skips: Vec::new(),
            observations: Vec::new(),
            pauses: Vec::new(),
            check_ins: Vec::new(),
            assessments: Vec::new(),
            contacts: Vec::new(),
            visits: Vec::new(),
            steps: Vec::new(),
            stages: Vec::new(),
            devices: Vec::new(),
            device_care: Vec::new(),
            unknown_kinds: 0,
            older_state: None,
        }
    }

    /// The plan version in force on a civil date: the latest whose effective date is not after it. It may have ended;
    /// see [`Plan::last_day`].
    pub fn plan_in_force(&self, date: NaiveDate) -> Option<&Logged<Plan>> {
        self.coming_into_force().rev().find(|plan| plan.date() <= date)
    }

    /// The plan in force, where what was told of the person since closes it, and why.
    pub fn unfit_plan(&self, date: NaiveDate) -> Option<(&Logged<Plan>, Unfit)> {
        let plan = self.plan_in_force(date)?;
        Some((plan, plan.value.unfit_since(&self.person.background)?))
    }

    /// Plan versions that have come or will come into force. One that waited for its first day gives way to another that
    /// was written down meanwhile and waits as well: that is how a clinic puts a plan off or brings it forward.
    pub fn coming_into_force(&self) -> impl DoubleEndedIterator<Item = &Logged<Plan>> {
        self.plans.iter().filter(|plan| !self.gives_way(plan))
    }

    fn gives_way(&self, plan: &Logged<Plan>) -> bool {
        let waits = |one: &Logged<Plan>| one.effective > one.recorded;
        let put_off = |other: &Logged<Plan>| waits(plan) && waits(other) && other.recorded < plan.effective;
        // Written down later under a clock that shows less: one of the two was wrong, and the later plan is the clinic's
        // last word.
        let overtaken =
            |other: &Logged<Plan>| other.recorded < plan.recorded && other.effective <= plan.effective;
        self.plans.iter().any(|other| other.place > plan.place && (put_off(other) || overtaken(other)))
    }

    /// Plans that are there and have not begun by `date`, each with the day on which it begins, the next one first: the
    /// only one there is, before its first day, and those that take the place of another one later.
    pub fn plans_to_come(&self, date: NaiveDate) -> Vec<(&Logged<Plan>, NaiveDate)> {
        let begins =
            |plan: &Logged<Plan>| plan.value.first_day().map_or(plan.date(), |day| day.max(plan.date()));
        let later = |plan: &&Logged<Plan>| plan.date() > date;
        let taken_over = self.coming_into_force().find(later).map(Logged::date);
        let present = self.plan_in_force(date).filter(|plan| {
            let begins = begins(plan);
            begins > date && taken_over.is_none_or(|over| begins < over)
        });
        let others = self.coming_into_force().filter(later);
        present.into_iter().chain(others).map(|plan| (plan, begins(plan))).collect()
    }

    /// The ceiling of the plan that was in force when a session was held or tried above it; `None` where it was not.
    pub fn exceeded(&self, session: &Logged<Session>) -> Option<Millimetres> {
        let ceiling = self.plan_in_force(session.date())?.value.ladder().goal();
        (session.value.size > ceiling).then_some(ceiling)
    }

    /// The size at `now` and since when, never above the ceiling of the plan in force; `None` without a plan. A size that is
    /// named above the ceiling changes nothing.
    ///
    /// Set by whichever came last: a clinician at a visit or in a talk, a step that was taken, a plan version that
    /// begins at another size than the version before. A plan version that only changes other things leaves it.
    pub fn size_at(&self, now: DateTime<FixedOffset>) -> Option<CurrentSize> {
        let settings = in_order(self.settings(now), |(stamp, _)| *stamp);
        let mut current: Option<CurrentSize> = None;
        let mut plan: Option<&Plan> = None;
        for (Stamp { told_of: since, .. }, setting) in settings {
            let before = current.map(|current| current.size);
            let size = match setting {
                Setting::Plan(next) => {
                    let begins_anew = plan.is_none_or(|last| last.ladder().start() != next.ladder().start());
                    plan = Some(next);
                    before.filter(|_| !begins_anew).or(Some(next.ladder().start()))
                }
                // Nobody named the ceiling itself: to go up to it would skip every size below it.
                Setting::To(size) if plan.is_some_and(|plan| size > plan.ladder().goal()) => before,
                Setting::To(size) => Some(size),
                Setting::OneDown => before.zip(plan).map(|(size, plan)| plan.ladder().below(size, 1)),
            };
            let ceiling = plan.map(|plan| plan.ladder().goal());
            let size = size.map(|size| ceiling.map_or(size, |ceiling| size.min(ceiling)));
            if let Some(size) = size.filter(|size| before != Some(*size)) {
                current = Some(CurrentSize { size, since });
            }
        }
        plan.and(current)
    }

    /// The size alone; see [`Self::size_at`].
    pub fn current_size(&self, now: DateTime<FixedOffset>) -> Option<Millimetres> {
        self.size_at(now).map(|current| current.size)
    }

    /// The size that a clinician named last and that the plan does not allow: the present size stays as it was. `None` when
    /// the last setting holds as it was named. The person must be told of it, for as long as it is so; only a new plan
    /// version raises a ceiling.
    pub fn above_ceiling(&self, now: DateTime<FixedOffset>) -> Option<AboveCeiling> {
        let visits = self.visits.iter().map(|v| (v.effective, v.id, v.value.size_set));
        let contacts = self.contacts.iter().filter_map(|contact| match contact.value.outcome {
            ContactOutcome::ResumeAt(size) => Some((contact.effective, contact.id, Some(size))),
            // One size down is one down from the ceiling that held.
            ContactOutcome::StepDown => Some((contact.effective, contact.id, None)),
            _ => None,
        });
        let named = visits.filter(|(_, _, size)| size.is_some()).chain(contacts);
        let (at, entry, size) = named.filter(|(at, ..)| *at <= now).max_by_key(|(at, ..)| *at)?;
        let since = self.steps.iter().any(|step| step.effective > at && step.effective <= now);
        // A plan version that came later and allows less is a later word, and nothing is lost in silence.
        let ceiling_at = |when| {
            let plan = self.coming_into_force().rev().find(|plan| plan.effective <= when)?;
            Some(plan.value.ladder().goal())
        };
        let (then, ceiling) = (ceiling_at(at)?, ceiling_at(now)?);
        let named = size.filter(|size| !since && *size > then.max(ceiling))?;
        Some(AboveCeiling { entry, at, named, ceiling })
    }

    fn settings(&self, now: DateTime<FixedOffset>) -> Vec<(Stamp, Setting<'_>)> {
        let plans = self.coming_into_force().map(|plan| (plan.stamp(), Setting::Plan(&plan.value)));
        let visits = self.visits.iter().filter_map(|v| Some((v.stamp(), Setting::To(v.value.size_set?))));
        let steps = self.steps.iter().map(|step| (step.stamp(), Setting::To(step.value.to)));
        let contacts = self.contacts.iter().filter_map(|contact| {
            let setting = match contact.value.outcome {
                ContactOutcome::ResumeAt(size) => Setting::To(size),
                ContactOutcome::StepDown => Setting::OneDown,
                _ => return None,
            };
            Some((contact.stamp(), setting))
        });
        let all = plans.chain(visits).chain(steps).chain(contacts);
        all.filter(|(stamp, _)| stamp.told_of <= now).collect()
    }
}

enum Setting<'h> {
    Plan(&'h Plan),
    To(Millimetres),
    OneDown,
}

mod clock;
mod time;

pub(crate) use clock::ClockDoubts;
pub use clock::{Written, was_ahead};

crate::unprinted!(History, StepTaken, CurrentSize, AboveCeiling);

#[cfg(test)]
mod tests;
