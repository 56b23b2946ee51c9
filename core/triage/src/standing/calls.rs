//! Who is to be reached, and what has fulfilled it.

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta};
use gradus_domain::{
    Assessment, ClinicContact, ContactOutcome, Gate, GateTime, History, Logged, Moment, Session, Stamp, Task,
    interruption, programme_begun,
};

use super::answered::is_answered;
use super::{in_force, is_released, last_word};
use crate::duty::{Call, Duty};

/// What an assessment called for and nothing has fulfilled yet.
pub(super) fn calls_of<'h>(
    history: &'h History,
    assessment: &'h Logged<Assessment>,
    now: DateTime<FixedOffset>,
) -> impl Iterator<Item = Call<'h>> {
    let open = assessment.value.tasks.iter().map(|task| (Duty::of(task), task));
    let open = open.filter(move |(duty, task)| !is_done(history, assessment, task, *duty, now));
    open.flat_map(move |(duty, task)| {
        let call = move |duty, due, rule| Call { since: assessment.effective, duty, due, rule };
        let is_late = duty == Duty::Recheck && task.due < now;
        let missed = task.rules.iter().filter(move |rule| is_late && *rule == LOW_ONCE);
        let missed = missed.map(move |rule| call(Duty::ContactSoon, task.due + SURGEON, rule));
        task.rules.iter().map(move |rule| call(duty, task.due, rule)).chain(missed)
    })
}

/// One low temperature, which is let go only because it is measured again: where that did not happen, the clinic is called
/// within a day. Basis: proposal (DC9).
const LOW_ONCE: &str = "I9";

/// Pausing harms a child too, so no block stands without a surgeon who is to be told.
pub(super) fn calls_about_blocks(history: &History, now: DateTime<FixedOffset>) -> Vec<Call<'_>> {
    let surgeon = |since, rule| Call { since, duty: Duty::Surgeon, due: since + SURGEON, rule };
    let blocked = |gate: Gate| gate.time == GateTime::Blocked;
    let standing = history.assessments.iter().filter(|one| blocked(in_force(history, one, now)));
    let mut calls: Vec<Call<'_>> = standing
        .flat_map(|one| {
            let blocks = one.value.fired.iter().filter(|rule| blocked(rule.gate));
            blocks.map(|rule| surgeon(one.effective, rule.id.as_str()))
        })
        .collect();
    let word = last_word(history, now).filter(|word| word.value.outcome == ContactOutcome::Stop);
    calls.extend(word.map(|word| surgeon(word.value.when, INTERRUPTED)));
    calls
}

/// An adult's block whose calls a talk or a visit has ended and that nobody lifted: it would stand for ever, and nobody be
/// reached. To whom the clinic itself said to stop, it is to say when that is over. Basis: proposal.
pub(super) fn calls_about_forgotten_blocks(history: &History, now: DateTime<FixedOffset>) -> Vec<Call<'_>> {
    if last_word(history, now).is_some_and(|word| word.value.outcome == ContactOutcome::Stop) {
        return Vec::new();
    }
    let is_forgotten = |one: &&Logged<Assessment>| {
        in_force(history, one, now).time == GateTime::Blocked
            && calls_of(history, one, now).all(|call| call.duty.is_answered_here())
    };
    let forgotten = history.assessments.iter().filter(is_forgotten);
    let calls = forgotten.flat_map(|one| {
        let talks = history.contacts.iter().map(|talk| talk.effective);
        let heard = talks.chain(history.visits.iter().map(|visit| visit.effective)).filter(|at| *at <= now);
        let since = heard.fold(one.effective, DateTime::max);
        let blocks = one.value.fired.iter().filter(|rule| rule.gate.time == GateTime::Blocked);
        blocks.map(move |rule| Call { since, duty: Duty::Contact, due: since + SOON, rule: &rule.id })
    });
    calls.collect()
}

/// Counts the time without a session whatever closed the gate: the opening does not know why.
pub(super) fn call_about_gap(history: &History, gate: Gate, now: &Moment) -> Option<Call<'static>> {
    // The end of a taper answers no call: what was open on its last evening stays open.
    let now = &before_end(history, now);
    let (last, planned) = last_dilated(history, now)?;
    let allowed = planned + GAP;
    let late = Some(last + allowed).filter(|late| *late < now.wall);
    // Three sessions missed in a row close the next one before that time is over (R3), and that is nobody's to find out
    // but the clinic's.
    let missed = interruption(history, now).map(|found| found.since);
    let since = late.into_iter().chain(missed).min()?;
    let decided = |one: &&Logged<ClinicContact>| one.value.outcome.decides();
    let talks = history.contacts.iter().filter(decided).map(|contact| contact.value.when);
    let told = talks.filter(|when| *when > since).max();
    let (duty, since) = match told {
        _ if gate.time == GateTime::Blocked => (Duty::Surgeon, since),
        // A talk ends the call; where still nothing was held for as long again, another one begins then.
        Some(told) => (Duty::ContactSoon, Some(told + allowed).filter(|late| *late < now.wall)?),
        None => (Duty::ContactSoon, since),
    };
    Some(Call { since, duty, due: since + SURGEON, rule: INTERRUPTED })
}

/// Now, or the last minute on which the plan in force asked for anything, where its taper was ended before now.
fn before_end(history: &History, now: &Moment) -> Moment {
    let course = history.course_on(now.date());
    let done = course.and_then(|course| course.done()).filter(|done| *done <= now.date());
    let end =
        done.and_then(|done| done.and_time(NaiveTime::MIN).and_local_timezone(*now.wall.offset()).earliest());
    now.at(end.map_or(now.wall, |end| end - TimeDelta::minutes(1)))
}

/// Within what time the surgeon of a child is reached. Basis: proposal (C2.3).
pub(super) const SURGEON: TimeDelta = TimeDelta::hours(24);
/// Within so many days an adult's clinic is reached about what does not hurt now. Basis: proposal (R1, DC8).
pub(super) const SOON: TimeDelta = TimeDelta::days(3);
/// Time without a session beyond the planned interval after which a child's clinic is asked. Basis: proposal (C6).
const GAP: TimeDelta = TimeDelta::hours(48);
/// Stands in tasks where a rule's id does: a child's programme is interrupted.
pub const INTERRUPTED: &str = "C6";
/// Stands in a task where a rule's id does: an older state of the vault was accepted as the true one.
pub const OLDER_STATE: &str = "older-state";
/// Stands in a task where a rule's id does: questions of a check-in were left open.
pub const UNFINISHED: &str = "unfinished";

/// When the person was last dilated, or was to begin, and how long the plan in force lets pass between two sessions
/// beyond a day. `None` without a plan in force.
fn last_dilated(history: &History, now: &Moment) -> Option<(DateTime<FixedOffset>, TimeDelta)> {
    let plan = history.coming_into_force().rev().find(|plan| plan.effective <= now.wall)?;
    let course = history.course(plan);
    let has_ended = plan.value.last_day().is_some_and(|last| last < now.date()) || course.is_done(now.date());
    if has_ended || !plan.value.has_home_sessions() {
        return None;
    }
    let begun = programme_begun(history, now)?;
    let passed = history.sessions.iter().filter(|session| session.held_in_time(Session::is_held));
    let last = passed.map(Logged::told_first).max().map_or(begun, |last| last.max(begun));
    let interval = course.interval_after(history, last.date_naive(), now.date());
    let planned = if interval > 1 { TimeDelta::days(interval.into()) } else { TimeDelta::zero() };
    Some((last, planned))
}

/// Whether a talk was held after an assessment and names it. A talk cannot be about what came after it.
pub(crate) fn is_about(contact: &Logged<ClinicContact>, assessment: &Logged<Assessment>) -> bool {
    came_after(contact, assessment) && contact.value.releases.contains(&assessment.id)
}

fn came_after(contact: &Logged<ClinicContact>, assessment: &Logged<Assessment>) -> bool {
    Stamp { told_of: contact.value.when, ..contact.stamp() }.follows(&assessment.stamp())
}

pub(super) fn is_done(
    history: &History,
    assessment: &Logged<Assessment>,
    task: &Task,
    duty: Duty,
    now: DateTime<FixedOffset>,
) -> bool {
    if duty.is_answered_here() {
        // A recheck before its time does not count: the point of the pause is what shows after it.
        let from = if duty == Duty::Recheck { task.due } else { assessment.effective };
        return is_answered(history, assessment, from) || is_taken_over(history, assessment, from, now);
    }
    if duty == Duty::Surgeon {
        return is_released(history, assessment, now);
    }
    let decides = |contact: &&Logged<ClinicContact>| contact.value.outcome.decides();
    let spoke = |contact: &Logged<ClinicContact>| {
        let in_general = contact.value.releases.is_empty() && duty != Duty::Emergency;
        is_about(contact, assessment) || in_general && came_after(contact, assessment)
    };
    let had_days_left = matches!(duty, Duty::Contact | Duty::ContactSoon);
    history.contacts.iter().filter(decides).any(spoke)
        || had_days_left && history.visits.iter().any(|visit| visit.stamp().follows(&assessment.stamp()))
}

/// Whether a clinician who was told of it let dilation go on, and so took over what could not be answered. To stop says
/// nothing of that, and a recheck whose time had not come then shows what nobody could tell them.
fn is_taken_over(
    history: &History,
    assessment: &Logged<Assessment>,
    from: DateTime<FixedOffset>,
    now: DateTime<FixedOffset>,
) -> bool {
    let took = |contact: &Logged<ClinicContact>| {
        // Under a clock that was ahead nobody knows whether the pause was over when they spoke.
        let late_enough = contact.value.when >= from && contact.recorded <= now;
        contact.value.outcome.goes_on() && late_enough && is_about(contact, assessment)
    };
    history.contacts.iter().any(took)
}
