//! Calls about the way up through the sizes: from when, by when, and what ends them.

use chrono::Days;
use gradus_domain::{
    Answer, Background, ContactOutcome, Disposition, Ease, Gate, GateTime, History, Logged, Millimetres,
    PainScore, Plan, ProposalKind, Reason, StepTaken, Visit, VisitKind, next_session_size, propose,
};
use gradus_triage::{Duty, LONG_GAP, NOT_PASSED, OVERREACHED, RISING_PAIN, STALLED, standing};

use crate::diary::{assessment, at, contact, history, logged, moment, psarp, session};

/// Once a day from 11 mm to 14 mm, from Monday 2026-01-19 on, for a narrowing.
const ADULT: &str = r#"
format = "gradus-plan/1"
title = "Narrowing"
prescriber = "Dr Brandt"
origin = "clinic"
indication = "anal_stenosis"
age_group = "adult"
administrator = "self"
lubricant = "water"
instructions = ["Slowly."]
[device]
kind = "graded"
material = "silicone"
base = true
[ladder]
sizes_mm = [11, 12, 13, 14]
start_mm = 11
goal_mm = 14
[start]
on = 2026-01-19
[[phase]]
per_day = 1
times = ["20:00"]
insertions = 1
hold_s = 30
[step_up]
days_at_size = 14
sessions_in_a_row = 3
max_pain = 3
"#;

/// A grown-up who held a session on each of so many evenings.
fn adult(evenings: u64) -> History {
    let mut history = history();
    history.person.born = "1990-05-05".parse().expect("a date");
    history.person.background = Background::default();
    history.plans = vec![logged(1, "2026-01-19T08:00", Plan::parse(ADULT).expect("a plan"))];
    history.sessions = (0..evenings)
        .map(|day| {
            let day = at("2026-01-19T20:00").date_naive() + Days::new(day);
            logged(9, &format!("{day}T20:00"), session())
        })
        .collect();
    history
}

fn tasks(history: &History, when: &str) -> Vec<(Duty, String, Vec<String>)> {
    let tasks = standing(history, &moment(when)).tasks;
    tasks.iter().map(|task| (Duty::of(task), task.due.to_rfc3339(), task.rules.clone())).collect()
}

fn one(due: &str, rule: &str) -> Vec<(Duty, String, Vec<String>)> {
    vec![(Duty::Contact, at(due).to_rfc3339(), vec![rule.to_owned()])]
}

fn visit(number: u8, when: &str) -> Logged<Visit> {
    let kind = VisitKind::Examination;
    logged(
        number,
        when,
        Visit { kind, who: "Dr Brandt".into(), calibrated: None, size_set: None, advice: None },
    )
}

#[test]
fn no_step_for_four_weeks_is_a_call_within_seven_days_and_forbids_no_step() {
    let history = adult(35);
    assert_eq!(tasks(&history, "2026-02-16T07:59"), []);
    assert_eq!(tasks(&history, "2026-02-16T08:00"), one("2026-02-23T08:00", STALLED));
    assert_eq!(
        tasks(&history, "2026-02-23T07:59"),
        one("2026-02-23T08:00", STALLED),
        "not put off by waiting"
    );
    let late = standing(&history, &moment("2026-02-23T08:01"));
    assert_eq!(late.escalated, Disposition::Contact { days: 1 });
    assert_eq!((late.gate, late.gate_for_steps()), (Gate::OPEN, Gate::OPEN));
    let proposal = propose(&history, late.gate_for_steps(), &moment("2026-02-23T08:01"));
    assert!(matches!(proposal.kind, ProposalKind::Advance { .. }), "{}", proposal.reasons.len());
    assert!(
        proposal.reasons.iter().any(|reason| matches!(reason, Reason::Stalled { .. })),
        "the same as the call"
    );
}

#[test]
fn for_a_child_it_is_two_weeks() {
    let mut history = history();
    history.plans = vec![logged(1, "2026-01-19T00:00", psarp())];
    history.sessions = (0..20)
        .map(|day| {
            let day = at("2026-01-19T20:00").date_naive() + Days::new(day);
            logged(9, &format!("{day}T20:00"), session())
        })
        .collect();
    let stalled = |when: &str| tasks(&history, when).into_iter().find(|task| task.2 == [STALLED]);
    assert_eq!(stalled("2026-02-01T23:59"), None);
    assert_eq!(stalled("2026-02-02T00:00"), one("2026-02-09T00:00", STALLED).pop());
}

#[test]
fn beside_a_sign_the_step_waits_for_the_call_all_the_same() {
    let mut history = adult(60);
    let when = "2026-02-16T09:00";
    history.assessments = vec![logged(4, when, assessment("temperature_c=38.1", when))];
    assert_ne!(standing(&history, &moment("2026-02-16T10:00")).gate_for_steps(), Gate::OPEN);
}

#[test]
fn a_visit_and_a_talk_that_decides_end_it_for_another_four_weeks() {
    const WHEN: &str = "2026-02-17T09:00";
    for (outcome, quiet) in [
        (ContactOutcome::Resume, true),
        (ContactOutcome::StaySame, true),
        (ContactOutcome::SeenNothingToDo, false),
    ] {
        let mut history = adult(60);
        history.contacts = vec![logged(5, WHEN, contact(outcome, &[], WHEN))];
        assert_eq!(tasks(&history, "2026-02-17T10:00").is_empty(), quiet, "{outcome:?}");
    }
    let mut history = adult(60);
    history.visits = vec![visit(5, WHEN)];
    assert_eq!(tasks(&history, "2026-03-17T08:59"), []);
    assert_eq!(tasks(&history, "2026-03-17T09:00"), one("2026-03-24T09:00", STALLED));
}

#[test]
fn more_than_two_weeks_late_is_a_call_within_seven_days_until_the_clinic_says_how_it_goes_on() {
    // Once a day, so that the last session on the 25th is 14 days late on 9 February.
    let mut history = adult(7);
    assert_eq!(tasks(&history, "2026-02-09T23:59"), []);
    assert_eq!(tasks(&history, "2026-02-10T00:00"), one("2026-02-17T00:00", LONG_GAP));
    assert_eq!(
        tasks(&history, "2026-02-25T12:00"),
        one("2026-02-17T00:00", LONG_GAP),
        "and nothing of steps"
    );
    assert_eq!(standing(&history, &moment("2026-02-25T12:00")).escalated, Disposition::Contact { days: 1 });
    let word = |history: &mut History, outcome| {
        history.contacts = vec![logged(5, "2026-02-11T09:00", contact(outcome, &[], "2026-02-11T09:00"))];
    };
    word(&mut history, ContactOutcome::SeenNothingToDo);
    assert_eq!(tasks(&history, "2026-02-11T10:00").len(), 1);
    word(&mut history, ContactOutcome::Resume);
    assert_eq!(tasks(&history, "2026-02-26T23:59"), []);
    assert_eq!(
        tasks(&history, "2026-02-27T00:00"),
        one("2026-03-06T00:00", LONG_GAP),
        "nothing was held since"
    );
    word(&mut history, ContactOutcome::Stop);
    assert_eq!(tasks(&history, "2026-03-20T12:00"), [], "whoever stopped it says when it goes on");
    assert_eq!(standing(&history, &moment("2026-03-20T12:00")).gate.time, GateTime::Blocked);
}

#[test]
fn a_size_beyond_the_plan_is_a_call_within_seven_days_from_the_second_time_on() {
    let mut history = adult(4);
    let size = Millimetres::whole(14).expect("a size");
    history.sessions[1].value.size = size;
    assert_eq!(tasks(&history, "2026-01-22T21:00"), []);
    history.sessions[2].value.size = size;
    assert_eq!(tasks(&history, "2026-01-21T19:59"), []);
    for when in ["2026-01-21T20:00", "2026-01-22T21:00"] {
        assert_eq!(tasks(&history, when), one("2026-01-28T20:00", OVERREACHED), "{when}");
    }
    let stands = standing(&history, &moment("2026-01-22T21:00"));
    assert_ne!(stands.gate_for_steps(), Gate::OPEN, "no step before the clinic was asked");
    let when = "2026-01-23T09:00";
    history.contacts = vec![logged(90, when, contact(ContactOutcome::Resume, &[], when))];
    assert_eq!(tasks(&history, "2026-01-23T09:01"), []);
    // What comes into the journal after the talk, of days before it, the clinic has not heard.
    history.contacts = vec![logged(0, when, contact(ContactOutcome::Resume, &[], when))];
    assert_eq!(tasks(&history, "2026-01-23T09:01"), one("2026-01-28T20:00", OVERREACHED));
}

/// The sessions of these numbers did not pass, at this size.
fn fails(history: &mut History, sessions: &[usize], size: u16) {
    for at in sessions {
        history.sessions[*at].value.ease = Ease::NotPassed;
        history.sessions[*at].value.size = Millimetres::whole(size).expect("a size");
    }
}

#[test]
fn a_size_that_fails_twice_is_a_call_within_three_days_and_a_childs_within_one() {
    let mut history = adult(5);
    fails(&mut history, &[1], 11);
    assert_eq!(tasks(&history, "2026-01-20T21:00"), [], "once");
    fails(&mut history, &[2], 11);
    assert_eq!(tasks(&history, "2026-01-21T19:59"), []);
    for when in ["2026-01-21T20:00", "2026-01-22T12:00", "2026-01-30T12:00"] {
        assert_eq!(tasks(&history, when), one("2026-01-24T20:00", NOT_PASSED), "{when}");
    }
    assert_eq!(standing(&history, &moment("2026-01-24T20:00")).escalated, Disposition::Continue);
    assert_eq!(standing(&history, &moment("2026-01-24T20:01")).escalated, Disposition::Contact { days: 1 });
    history.person.born = "2025-11-17".parse().expect("a date");
    // Nothing passed for 48 hours either.
    let rules = ["C6", NOT_PASSED].map(str::to_owned).to_vec();
    let call = vec![(Duty::ContactSoon, at("2026-01-22T20:00").to_rfc3339(), rules)];
    assert_eq!(tasks(&history, "2026-01-22T12:00"), call);
    assert_eq!(standing(&history, &moment("2026-01-22T20:01")).escalated, Disposition::SameDay { hours: 4 });
    let when = "2026-01-22T13:00";
    for (outcome, quiet) in [
        (ContactOutcome::SeenNothingToDo, false),
        (ContactOutcome::Resume, true),
        (ContactOutcome::ResumeAt(Millimetres::whole(12).expect("a size")), true),
    ] {
        history.contacts = vec![logged(99, when, contact(outcome, &[], when))];
        let open = tasks(&history, "2026-01-22T14:00")
            .iter()
            .any(|task| task.2.iter().any(|rule| rule == NOT_PASSED));
        assert_eq!(open, !quiet, "{outcome:?}");
    }
}

#[test]
fn a_row_of_good_sessions_at_the_size_that_failed_ends_the_call_and_no_step_and_no_smaller_size_does() {
    let mut history = adult(8);
    let step = |from, to| StepTaken {
        from: Millimetres::whole(from).expect("a size"),
        to: Millimetres::whole(to).expect("a size"),
    };
    history.visits = vec![visit(3, "2026-01-19T09:00")];
    history.visits[0].value.size_set = Millimetres::whole(12).ok();
    fails(&mut history, &[0, 1], 12);
    let call = one("2026-01-23T20:00", NOT_PASSED);
    assert_eq!(tasks(&history, "2026-01-20T20:30"), call);
    history.steps = vec![logged(6, "2026-01-20T20:40", step(12, 11))];
    assert_eq!(tasks(&history, "2026-01-20T21:00"), call, "one size down is no word of the clinic");
    assert_eq!(tasks(&history, "2026-01-22T21:00"), call, "two good ones");
    assert_eq!(tasks(&history, "2026-01-23T20:30"), call, "three, at a smaller size");
    let mut passes = history.clone();
    for session in &mut passes.sessions[2..5] {
        session.value.size = Millimetres::whole(12).expect("a size");
    }
    assert_eq!(tasks(&passes, "2026-01-22T21:00"), call, "two at that size");
    assert_eq!(tasks(&passes, "2026-01-23T20:30"), [], "three, as many as the plan asks for");
    fails(&mut history, &[2], 11);
    assert_eq!(tasks(&history, "2026-01-22T21:00"), call, "counted from what came first");
    assert_ne!(standing(&history, &moment("2026-01-22T21:00")).gate_for_steps(), Gate::OPEN);
}

#[test]
fn one_size_smaller_where_the_plan_has_none_is_a_call_and_no_session() {
    let mut history = adult(3);
    let when = "2026-01-22T09:00";
    history.contacts = vec![logged(5, when, contact(ContactOutcome::StepDown, &[], when))];
    let now = moment("2026-01-22T12:00");
    assert_eq!(tasks(&history, "2026-01-22T12:00"), one("2026-01-25T09:00", NOT_PASSED));
    assert_eq!(next_session_size(&history, standing(&history, &now).gate, &now), None);
    history.visits = vec![visit(3, "2026-01-19T09:00")];
    history.visits[0].value.size_set = Millimetres::whole(12).ok();
    assert_eq!(tasks(&history, "2026-01-22T12:00"), [], "from 12 mm there is one");
    assert_eq!(next_session_size(&history, standing(&history, &now).gate, &now), Millimetres::whole(11).ok());
}

#[test]
fn pain_that_rises_at_the_same_size_is_a_call_within_three_days_from_the_session_that_shows_it() {
    let mut history = adult(20);
    for (at, session) in history.sessions.iter_mut().enumerate() {
        let score = PainScore::new(if at < 6 { 1 } else { 3 }).expect("a score");
        session.value.pain.peak = Some(Answer::Known(score));
    }
    // The twelfth session is that of the 30th; three of its last six hurt more with the ninth, but six are needed.
    assert_eq!(tasks(&history, "2026-01-30T19:59"), []);
    for when in ["2026-01-30T20:00", "2026-02-02T12:00"] {
        assert_eq!(tasks(&history, when), one("2026-02-02T20:00", RISING_PAIN), "{when}");
    }
    let when = "2026-02-02T13:00";
    history.contacts = vec![logged(5, when, contact(ContactOutcome::Resume, &[], when))];
    assert_eq!(tasks(&history, "2026-02-02T14:00"), []);
}

/// A plan of longer holds made a call of a failure of weeks ago, overdue as it came in.
#[test]
fn a_plan_that_asks_for_more_wakes_no_call_about_what_passed_by_the_plan_of_its_time() {
    let mut history = adult(20);
    fails(&mut history, &[0, 1], 11);
    for session in &mut history.sessions {
        session.value.size = Millimetres::whole(11).expect("a size");
    }
    assert_eq!(tasks(&history, "2026-02-08T09:00"), []);
    let text = ADULT.replace("hold_s = 30", "hold_s = 300");
    assert_ne!(text, ADULT);
    history.plans.push(logged(2, "2026-02-08T08:00", Plan::parse(&text).expect("a plan")));
    assert_eq!(tasks(&history, "2026-02-08T09:00"), []);
}
