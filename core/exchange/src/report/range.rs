use std::ops::RangeInclusive;

use chrono::NaiveDate;
use gradus_domain::{
    Assessment, CheckIn, ClinicContact, Logged, Observation, Pause, Plan, Session, Skip, StepTaken, Visit,
};

use super::ReportInput;

/// What of the log lies in the range, by the civil date on which it happened; each list in the order of the log.
pub(super) struct InRange<'a> {
    pub(super) days: RangeInclusive<NaiveDate>,
    pub(super) plans: Vec<&'a Logged<Plan>>,
    pub(super) sessions: Vec<&'a Logged<Session>>,
    pub(super) skips: Vec<&'a Logged<Skip>>,
    pub(super) check_ins: Vec<&'a Logged<CheckIn>>,
    pub(super) observations: Vec<&'a Logged<Observation>>,
    pub(super) pauses: Vec<&'a Logged<Pause>>,
    pub(super) assessments: Vec<&'a Logged<Assessment>>,
    pub(super) contacts: Vec<&'a Logged<ClinicContact>>,
    pub(super) visits: Vec<&'a Logged<Visit>>,
    pub(super) steps: Vec<&'a Logged<StepTaken>>,
}

impl<'a> InRange<'a> {
    pub(super) fn of(input: &ReportInput<'a>) -> Self {
        let (history, days) = (input.history, input.from..=input.to);
        Self {
            plans: within(&history.plans, &days),
            sessions: within(&history.sessions, &days),
            skips: within(&history.skips, &days),
            check_ins: within(&history.check_ins, &days),
            observations: within(&history.observations, &days),
            pauses: within(&history.pauses, &days),
            assessments: within(&history.assessments, &days),
            contacts: within(&history.contacts, &days),
            visits: within(&history.visits, &days),
            steps: within(&history.steps, &days),
            days,
        }
    }
}

fn within<'a, T>(all: &'a [Logged<T>], days: &RangeInclusive<NaiveDate>) -> Vec<&'a Logged<T>> {
    all.iter().filter(|one| days.contains(&one.date())).collect()
}
