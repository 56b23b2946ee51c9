//! What the last two weeks of the log tell of the setting (S27).

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::{Answer, Certainty, Decimal, History, Logged, Moment, Session, StopReason, Value};

use super::derive::Told;
use crate::derive::has_bled;

/// How far back sessions, check-ins and answers tell of the present. Basis: proposal.
const WINDOW: TimeDelta = TimeDelta::days(14);
/// From here on a session counts as one that hurt. Basis: proposal, the pain at which the danger rules ask for a rest.
const PAIN: u8 = 4;

/// From here on pain counts even where something hid it, and sessions that hurt or bled are many: the bounds of the pack.
const SEVERE: u8 = 7;
const MANY: usize = 3;
/// Under this age in days one session is enough: the pack's bound of a child.
const GROWN_DAYS: u32 = 6575;

/// The danger rules that tell of fever, pus or a swelling: signs of an infection.
const INFECTION: [&str; 19] = [
    "I1", "I1b", "I2", "I2a", "I2b", "I2c", "I2d", "I2e", "I3", "I3a", "I3b", "I4", "I4a", "I5", "I6", "I7",
    "I7a", "I8", "I10",
];

/// Puts down what the log tells. A log in which no session was ever written tells of none: they may have been held all
/// the same, and that is asked.
pub(super) fn tell(told: &mut Told, history: &History, now: &Moment) {
    let held: Vec<&Logged<Session>> =
        history.sessions.iter().filter(|session| session.effective <= now.wall).collect();
    if !held.is_empty() {
        let recent = within(&held, WINDOW, now.wall);
        told.flag("sessions_held", !recent.is_empty());
        if !recent.is_empty() {
            let child = history.person.age_days(now.date()).is_none_or(|days| days < GROWN_DAYS);
            sessions(told, &recent, &held, child, now.wall);
            progress(told, history, now);
        }
    }
    answers(told, history, now.wall);
}

fn sessions(
    told: &mut Told,
    recent: &[&Logged<Session>],
    held: &[&Logged<Session>],
    child: bool,
    now: DateTime<FixedOffset>,
) {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let peaks = recent.iter().filter_map(|session| session.value.told_peak()).map(|peak| peak.value());
    let unsure = recent.iter().any(|session| is_unsure(&session.value));
    match peaks.max() {
        // What was hidden is a lower bound, and severe all the same where the bound is.
        Some(peak) if !unsure || peak >= SEVERE => {
            told.put("worst_pain_14d", Answer::Known(Value::Number(Decimal::whole(peak.into()))));
        }
        // Hidden, or nobody could say.
        _ if unsure => told.put("worst_pain_14d", Answer::Unknown),
        // Never asked, as often with a baby: it is asked now.
        _ => {}
    }
    let (hurt, not_hurt): (Vec<&Logged<Session>>, Vec<_>) = recent.iter().copied().partition(|session| {
        let peak = session.value.told_peak().is_some_and(|peak| peak.value() >= PAIN);
        peak || session.value.stopped == Some(StopReason::Pain)
    });
    let unsure = not_hurt.iter().filter(|session| is_unsure(&session.value)).count();
    told.counted("painful_sessions_14d", hurt.len(), unsure, if child { 1 } else { MANY });
    let week = within(held, TimeDelta::days(7), now);
    let (bled, dry): (Vec<&Logged<Session>>, Vec<_>) =
        week.iter().copied().partition(|session| has_bled(&session.value));
    let unsure = dry.iter().filter(|session| session.value.bleeding == Some(Answer::Unknown)).count();
    let at_risk = child || told.is_so("bleeds_easily") || told.is_so("pregnant");
    told.counted("bleed_sessions_7d", bled.len(), unsure, if at_risk { 1 } else { MANY });
    let failed = held.iter().rev().take_while(|session| !session.value.ease.passed());
    told.number("not_passed_in_a_row", count(failed.count()), 100);
}

impl Told {
    /// Sessions of which something is known. Not known where those that may be so as well would reach the rule's bound.
    fn counted(&mut self, id: &str, known: usize, unsure: usize, bound: usize) {
        if known < bound && known + unsure >= bound {
            self.put(id, Answer::Unknown);
        } else {
            self.number(id, i64::try_from(known).unwrap_or(i64::MAX), 100);
        }
    }
}

fn is_unsure(session: &Session) -> bool {
    session.is_numbed() || matches!(session.pain.peak, Some(Answer::Unknown))
}

/// Days for which the next size has been due and was not reached: those at this size beyond what the plan asks for.
fn progress(told: &mut Told, history: &History, now: &Moment) {
    let Some(plan) = history.plan_in_force(now.date()) else { return };
    let Some(at) = history.size_at(now.wall) else { return };
    let (ladder, rule) = (plan.value.ladder(), plan.value.step_up());
    let is_due = at.size < ladder.goal() && plan.value.has_home_sessions();
    let days = (now.wall - at.since).num_days();
    match (is_due, rule.days_at_size) {
        (false, _) => told.number("no_progress_days", 0, 3650),
        (true, Some(asked)) => told.number("no_progress_days", days - i64::from(asked), 3650),
        // A plan that does not say when the next size is due leaves it to be asked.
        (true, None) => {}
    }
}

/// What triage found within two weeks. Its silence says nothing: it is asked.
fn answers(told: &mut Told, history: &History, now: DateTime<FixedOffset>) {
    let recent = || {
        let past = history.assessments.iter().filter(|one| one.effective <= now);
        past.filter(|one| now - one.effective < WINDOW).map(|one| &one.value)
    };
    let mut fired = recent().flat_map(|one| &one.fired).filter(|rule| rule.certainty == Certainty::Yes);
    if fired.any(|rule| INFECTION.contains(&rule.id.as_str())) {
        told.flag("infection_signs_14d", true);
    }
    let yes = Answer::Known(Value::YesNo(true));
    if recent().any(|one| one.facts.get("leakage_new") == Some(&yes)) {
        told.flag("leaks", true);
    }
}

fn within<'s>(
    sessions: &[&'s Logged<Session>],
    window: TimeDelta,
    now: DateTime<FixedOffset>,
) -> Vec<&'s Logged<Session>> {
    sessions.iter().copied().filter(|session| now - session.effective < window).collect()
}
