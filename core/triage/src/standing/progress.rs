//! Who is to be reached about the way up through the sizes: what a proposal gives as its reason is a call with a day here,
//! found by the same function and counted from the same moment, so that nobody is stopped and forgotten.

use chrono::TimeDelta;
use gradus_domain::{
    Concern, Gate, GateTime, History, Moment, long_gap, overreach, rising_pain, size_failed, stall,
};

use super::calls::{SOON, SURGEON};
use crate::duty::{Call, Duty};

/// Stands in a task where a rule's id does: a size does not pass.
pub const NOT_PASSED: &str = "R1";
/// Stands in a task where a rule's id does: no step up for too long.
pub const STALLED: &str = "R2";
/// Stands in a task where a rule's id does: an adult was not dilated for more than two weeks.
pub const LONG_GAP: &str = "R4";
/// Stands in a task where a rule's id does: a size beyond the plan was used again.
pub const OVERREACHED: &str = "R5";
/// Stands in a task where a rule's id does: pain at the same size rises.
pub const RISING_PAIN: &str = "DC8";

/// Every one of these rules.
pub const PROGRESS: [&str; 5] = [NOT_PASSED, STALLED, LONG_GAP, OVERREACHED, RISING_PAIN];

/// Within so many days the clinic is reached where nothing hurts. Basis: proposal (R2, R4, R5).
const WEEK: TimeDelta = TimeDelta::days(7);

/// What there is to say under one of these rules, while `gate` stands.
pub fn concern(rule: &str, history: &History, gate: Gate, now: &Moment) -> Option<Concern> {
    match rule {
        NOT_PASSED => size_failed(history, gate, now),
        STALLED => stall(history, gate, now),
        LONG_GAP => long_gap(history, now),
        OVERREACHED => overreach(history, now),
        RISING_PAIN => rising_pain(history, now).filter(|rise| !was_heard(history, rise, now)),
        _ => None,
    }
}

/// The calls, each until the clinic had its say. While sessions are stopped there is none: whoever stopped them says how it
/// goes on, or is to be called about that already.
pub(super) fn calls_about_progress(history: &History, gate: Gate, now: &Moment) -> Vec<Call<'static>> {
    if gate.time == GateTime::Blocked {
        return Vec::new();
    }
    let found = PROGRESS.into_iter().filter_map(|rule| Some((rule, concern(rule, history, gate, now)?)));
    let is_child = history.goes_by_childs_rules(now.date());
    let calls = found.map(|(rule, Concern { since, .. })| {
        let (duty, within) = match rule {
            NOT_PASSED if is_child => (Duty::ContactSoon, SURGEON),
            NOT_PASSED | RISING_PAIN => (Duty::Contact, SOON),
            _ => (Duty::Contact, WEEK),
        };
        Call { since, duty, due: since + within, rule }
    });
    calls.collect()
}

/// Whether the clinic saw the person or decided something since then. What it says changes no scores, so that the trend may
/// stand for longer.
fn was_heard(history: &History, rise: &Concern, now: &Moment) -> bool {
    let talks =
        history.contacts.iter().filter(|talk| talk.value.outcome.decides()).map(|talk| talk.effective);
    let mut heard = talks.chain(history.visits.iter().map(|visit| visit.effective));
    heard.any(|at| at >= rise.since && at <= now.wall)
}
