use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::assessment::Assessment;
use crate::check_in::CheckIn;
use crate::contact::{ClinicContact, Visit};
use crate::device::{Device, DeviceCare};
use crate::entry::Logged;
use crate::observation::Observation;
use crate::pause::Pause;
use crate::person::Person;
use crate::plan::{AgeGroup, Plan, PlanOrigin, Unfit};
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

impl StepTaken {
    /// Whether it leads to a smaller size.
    pub(crate) fn is_back(&self) -> bool {
        self.to < self.from
    }
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

    /// Whether a child's rules hold on a day: for a child, and for whoever still goes by a child's plan. Those of an adult go
    /// down after a gap by themselves, which no surgeon of a child has said.
    pub fn goes_by_childs_rules(&self, day: NaiveDate) -> bool {
        let plan = || self.plan_in_force(day).map(|plan| plan.value.age_group());
        self.person.is_child(day) || plan() == Some(AgeGroup::Child)
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
}

impl History {
    /// When the clinic's signature renewed the plan: the first signed version that came into the journal after this place
    /// comes into force then. One that was planned before does not know of what happened since, and one that was typed in
    /// again may be the text that was there before.
    pub fn renewed_after(&self, place: u64) -> Option<DateTime<FixedOffset>> {
        let signed = |plan: &&Logged<Plan>| matches!(plan.value.origin(), PlanOrigin::ClinicSigned(_));
        let later = self.coming_into_force().filter(signed).filter(|plan| plan.place > place);
        later.map(|plan| plan.effective).min()
    }
}

mod clock;
mod size;
mod time;

pub(crate) use clock::ClockDoubts;
pub use clock::{SetAside, Written, was_ahead};
pub use size::{AboveCeiling, CurrentSize};

crate::unprinted!(History, StepTaken);

#[cfg(test)]
mod tests;
