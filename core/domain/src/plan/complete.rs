use chrono::NaiveDate;

use super::goal_by_age::goal_for_age;
use super::{AgeGroup, Indication, Plan, PlanOrigin, TaperGate};
use crate::background::Condition;
use crate::person::{AgeMonths, Person, months_between};
use crate::session::Adjunct;
use crate::size::Millimetres;

/// Something that a plan for home should have and this one has not (S26). The plan can be followed; screens and
/// reports say what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// No first day, so that nothing is due yet.
    FirstDay,
    /// No date for the next look by a clinician.
    ReviewDate,
    /// Nobody to call.
    Contact,
    /// No instructions.
    Instructions,
    /// No name of the clinician who ordered it.
    Prescriber,
    /// No days at a size, so that no step up is proposed.
    StepDays,
    /// No count of sessions in a row, so that no step up is proposed.
    StepSessions,
    /// No limit of pain, so that no step up is proposed.
    StepPain,
}

/// Something unusual about a plan that a clinician may have meant. Never changes the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Warning {
    /// Two sizes of a child's ladder are more than 1 mm apart. A clinic-signed plan may step up to 3 mm unwarned.
    WideChildStep {
        /// The lower size.
        from: Millimetres,
        /// The upper size.
        to: Millimetres,
    },
    /// Two sizes are more than 3 mm apart (C1.1).
    WideStep {
        /// The lower size.
        from: Millimetres,
        /// The upper size.
        to: Millimetres,
    },
    /// The goal is above the published band for the child's age. The surgeon's goal stands.
    GoalAboveAgeBand {
        /// The plan's goal.
        goal: Millimetres,
        /// The published goal for the age.
        band: Millimetres,
        /// The age at which it was looked up.
        age: AgeMonths,
    },
    /// No published goal exists for a child under one month.
    NoAgeBand,
    /// A child's plan that the child is to carry out alone (S8).
    ChildWithoutCaregiver,
    /// A child's insertion is held for longer than a minute; published children's programmes hold for half a minute
    /// at most (C1.2), and long holds belong to other indications (C7.2).
    LongChildHold {
        /// The plan's target in seconds.
        target_s: u32,
    },
    /// The plan allows an ointment that relaxes, which may be a nitrate, and the person takes a nitrate or a PDE5 inhibitor:
    /// together they make the blood pressure fall (C2.5; basis: sourced).
    OintmentBesideMedicine,
}

impl Plan {
    /// What the plan should have and has not, in the order a clinician would fill it.
    pub fn missing(&self) -> Vec<Missing> {
        let step = self.step_up();
        let steps = self.has_home_sessions() && self.ladder().start() < self.ladder().goal();
        // The gate of a taper counts by the same numbers, also where there is no size to step up to.
        let counts = steps || self.taper().is_some_and(|taper| taper.gate == TaperGate::GoalEasyWithoutPain);
        [
            (self.first_day().is_none(), Missing::FirstDay),
            (self.review_by().is_none(), Missing::ReviewDate),
            (self.contacts().is_empty(), Missing::Contact),
            (self.instructions().is_empty(), Missing::Instructions),
            (self.origin().is_clinic() && self.prescriber().is_none(), Missing::Prescriber),
            (counts && step.days_at_size.is_none(), Missing::StepDays),
            (counts && step.sessions_in_a_row.is_none(), Missing::StepSessions),
            (steps && step.max_pain.is_none(), Missing::StepPain),
        ]
        .into_iter()
        .filter_map(|(absent, missing)| absent.then_some(missing))
        .collect()
    }

    /// What is unusual about the plan itself.
    pub fn warnings(&self) -> Vec<Warning> {
        let child = self.age_group() == AgeGroup::Child;
        let mut warnings: Vec<Warning> = self.step_warnings(child);
        if child && self.administrator() == super::Administrator::Person {
            warnings.push(Warning::ChildWithoutCaregiver);
        }
        let longest = self.phases().iter().map(|phase| phase.hold.target_s).max();
        if let Some(target_s) = longest.filter(|target| child && *target > 60) {
            warnings.push(Warning::LongChildHold { target_s });
        }
        warnings
    }

    /// What is unusual about the plan, by itself and for this person; the goal for an age is judged as by `goal_warning`.
    pub fn warnings_for(&self, person: &Person, today: NaiveDate) -> Vec<Warning> {
        let takes = person.background.has(|condition| *condition == Condition::NitrateOrPde5);
        let ointment = self.body.adjuncts.contains(&Adjunct::RelaxingOintment);
        let beside = (takes && ointment).then_some(Warning::OintmentBesideMedicine);
        self.warnings().into_iter().chain(self.goal_warning(person.born, today)).chain(beside).collect()
    }

    /// What is unusual about the goal for a child born on `born`, judged at the plan's first day or, if that is open,
    /// at `today`. Bands are published for anorectal malformation only; other plans have no such warning.
    pub(super) fn goal_warning(&self, born: NaiveDate, today: NaiveDate) -> Option<Warning> {
        if self.age_group() == AgeGroup::Adult || self.indication() != Indication::AnorectalMalformation {
            return None;
        }
        let age = months_between(born, self.first_day().unwrap_or(today))?;
        let goal = self.ladder().goal();
        match goal_for_age(age) {
            None => Some(Warning::NoAgeBand),
            Some(band) if goal > band.goal => Some(Warning::GoalAboveAgeBand { goal, band: band.goal, age }),
            Some(_) => None,
        }
    }

    fn step_warnings(&self, child: bool) -> Vec<Warning> {
        let signed = matches!(self.origin(), PlanOrigin::ClinicSigned(_));
        let home = self.ladder().sizes().windows(2).filter(|pair| pair[1] <= self.ladder().goal());
        home.filter_map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            match to.tenths() - from.tenths() {
                31.. => Some(Warning::WideStep { from, to }),
                11.. if child && !signed => Some(Warning::WideChildStep { from, to }),
                _ => None,
            }
        })
        .collect()
    }
}
