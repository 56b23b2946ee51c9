//! Which questions are still open, and what has answered them.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use gradus_domain::{Answer, Assessment, CheckIn, FactId, Gate, GateTime, History, Logged, Task, Value};

use super::calls::is_done;
use super::in_force;
use crate::carried::{LEFT_OPEN, not_known};
use crate::definition::{FactDefinition, Source};
use crate::derive::lacks;
use crate::duty::Duty;
use crate::vocabulary::BUILTIN;

/// Whether a check-in after an assessment, and not before `from`, answers it.
pub(super) fn is_answered(
    history: &History,
    assessment: &Logged<Assessment>,
    from: DateTime<FixedOffset>,
) -> bool {
    // What was answered at the very moment of the assessment is what it was about.
    let later =
        |c: &Logged<CheckIn>| c.effective != assessment.effective && c.stamp().follows(&assessment.stamp());
    let after = |c: &Logged<CheckIn>| later(c) && c.effective >= from;
    history.check_ins.iter().any(|check_in| after(check_in) && answers(history, check_in, assessment))
}

/// The questions that could not be answered and whose answer a gate or a recheck still waits for, however old it is.
pub(crate) fn awaited(history: &History, now: DateTime<FixedOffset>) -> impl Iterator<Item = &FactId> {
    let before = history.assessments.iter().filter(move |assessment| assessment.effective < now);
    before
        .filter(|one| unanswered(one).next().is_some())
        .filter(move |one| waits_for_answers(history, one, now))
        .flat_map(unanswered)
        .map(|fact| &fact.id)
}

/// The questions that a check-in was broken off before, as long as something still waits for it, without those that
/// somebody has answered since.
pub(crate) fn left_open(history: &History, now: DateTime<FixedOffset>) -> impl Iterator<Item = &str> {
    let before = history.assessments.iter().filter(move |assessment| assessment.effective < now);
    before.filter(move |one| waits_for_answers(history, one, now)).flat_map(move |one| {
        let since = move |c: &&Logged<CheckIn>| c.effective > one.effective;
        let open = move |id: &&str| {
            let mut since = history.check_ins.iter().filter(since);
            let answered = |c: &Logged<CheckIn>| c.always(|said| said.answers.contains_key(*id));
            !one.value.facts.contains_key(*id) && !since.any(answered)
        };
        one.value.facts.keys().filter_map(|id| id.as_str().strip_prefix(LEFT_OPEN)).filter(open)
    })
}

fn waits_for_answers(history: &History, assessment: &Logged<Assessment>, now: DateTime<FixedOffset>) -> bool {
    let from = match assessment.value.gate.time {
        GateTime::Blocked => None,
        GateTime::WaitUntil(until) => Some(until),
        GateTime::Now => Some(assessment.effective),
    };
    let closed = in_force(history, assessment, now) != Gate::OPEN;
    let gate = closed && from.is_some_and(|from| !is_answered(history, assessment, from));
    let open = |task: &Task| {
        let duty = Duty::of(task);
        duty.is_answered_here() && !is_done(history, assessment, task, duty, now)
    };
    gate || assessment.value.tasks.iter().any(open)
}

/// The questions of an assessment that could not be answered.
fn unanswered(assessment: &Logged<Assessment>) -> impl Iterator<Item = &'static FactDefinition> {
    not_known(&assessment.value.facts)
        .filter_map(|id| BUILTIN.fact(id))
        .filter(|fact| fact.source == Source::Asked)
}

/// Whether a check-in answers, in whatever way, every required question and every question that could not be answered
/// then. What is not there needs no details, what the log knew at that check-in no answer, and neither does what concerns
/// a background that is not there any more. One that was amended answers what each of its forms did: what is put in later
/// ends no wait.
fn answers(history: &History, check_in: &Logged<CheckIn>, assessment: &Logged<Assessment>) -> bool {
    check_in.always(|said| said_answers(history, said, check_in.effective, assessment))
}

fn said_answers(
    history: &History,
    check_in: &CheckIn,
    at: DateTime<FixedOffset>,
    assessment: &Logged<Assessment>,
) -> bool {
    let answers = &check_in.answers;
    let absent = |parent: &FactId| match (BUILTIN.fact(parent.as_str()), answers.get(parent.as_str())) {
        (Some(fact), Some(Answer::Known(value))) => fact.measure(value) == Ok(0),
        _ => false,
    };
    let settled = |fact: &FactDefinition| {
        fact.detail_of.as_ref().is_some_and(absent)
            || !fact.only_for.is_empty()
                && fact.only_for.iter().all(|id| absent(id) || lacks(&history.person, id.as_str()))
    };
    let known = |fact: &FactDefinition| {
        let then = history.assessments.iter().filter(|one| one.effective == at);
        then.filter_map(|one| one.value.facts.get(fact.id.as_str())).any(|said| *said != Answer::Unknown)
    };
    let is_answered =
        |fact: &FactDefinition| answers.contains_key(fact.id.as_str()) || settled(fact) || known(fact);
    answers_required(check_in, &assessment.value.facts) && unanswered(assessment).all(is_answered)
}

/// Whether a check-in answers, in whatever way, every question that is required where this background is known.
pub(super) fn answers_required(check_in: &CheckIn, known: &BTreeMap<FactId, Answer<Value>>) -> bool {
    let yes = Answer::Known(Value::YesNo(true));
    BUILTIN.required().iter().all(|group| {
        let applies = group.only_for.as_ref().is_none_or(|id| known.get(id.as_str()) == Some(&yes));
        !applies || group.any_of.iter().any(|id| check_in.answers.contains_key(id.as_str()))
    })
}
