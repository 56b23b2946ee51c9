//! Who is reached while nothing is dilated, and by whose rules: a child's, or those of somebody grown up.

use gradus_domain::{ContactOutcome, Disposition, Gate, GateSize, GateTime, History};
use gradus_triage::{Duty, standing};

use crate::diary::{assessment, at, check_in, contact, history, logged, moment, psarp, session};
use crate::stands::{FEVER, at_time, duties, with};

#[test]
fn at_the_smallest_size_a_rest_of_somebody_grown_up_is_followed_by_the_same_size() {
    let gates = |born: &str, changes: &str| {
        let mut history = with(changes);
        history.person.born = born.parse().expect("a date");
        let text = psarp().to_text().replace("5, 6, 7, 8, 9,", "9,");
        let plan = gradus_domain::Plan::parse(&text).expect("a plan");
        let plan = if born < "2000" { adults(&plan) } else { plan };
        assert_eq!(plan.ladder().count_below(plan.ladder().start()), 0);
        history.plans = vec![logged(0, "2026-01-19T08:00", plan)];
        let during = at_time(&history, "2026-03-03T08:00").gate.size;
        history.check_ins = vec![logged(2, "2026-03-03T20:00", check_in())];
        (during, at_time(&history, "2026-03-03T20:00").gate)
    };
    let down = Gate { time: GateTime::Now, size: GateSize::Down(1) };
    assert_eq!(gates("1990-05-05", "pain_peak=4"), (GateSize::Same, Gate::OPEN));
    assert_eq!(
        gates("1990-05-05", "pain_peak=4 pain_pauses_7d=1"),
        (GateSize::Down(1), down),
        "it came again"
    );
    assert_eq!(gates("1990-05-05", "bleed_sessions_7d=3"), (GateSize::Down(1), down), "a call, and no rest");
    assert_eq!(
        gates("2025-12-29", "pain_peak=4"),
        (GateSize::Down(1), down),
        "a child's waits for the clinic"
    );
}

#[test]
fn a_child_whom_the_clinic_stopped_keeps_a_call_to_the_surgeon_and_an_adult_does_not() {
    let mut history = history();
    let when = "2026-03-01T09:00";
    history.contacts = vec![logged(1, when, contact(ContactOutcome::Stop, &[], when))];
    let standing = at_time(&history, "2026-03-02T09:00");
    assert_eq!(duties(&standing), [Duty::Surgeon]);
    assert!(standing.overdue.is_empty() && standing.tasks[0].due == at("2026-03-02T09:00"));
    assert_eq!(at_time(&history, "2026-03-02T09:01").overdue.len(), 1);
    history.person.born = "1980-01-01".parse().expect("a date");
    assert!(at_time(&history, FEVER).tasks.is_empty());
}

#[test]
fn two_days_without_dilation_beyond_the_plan_bring_a_child_to_the_clinic() {
    let mut history = history();
    let calls = |history: &History, when| {
        let standing = at_time(history, when);
        let is_gap = |task: &&gradus_domain::Task| task.rules.iter().any(|rule| rule == "C6");
        standing.tasks.iter().filter(is_gap).map(Duty::of).collect::<Vec<_>>()
    };
    assert_eq!(calls(&history, FEVER), [], "without a plan nothing is late");
    history.plans = vec![logged(5, "2026-01-19T08:00", psarp())];
    history.sessions = vec![logged(3, "2026-02-10T20:00", session())];
    assert_eq!(calls(&history, "2026-02-12T20:00"), []);
    assert_eq!(calls(&history, "2026-02-12T20:01"), [Duty::ContactSoon]);
    history.sessions[0].value.ease = gradus_domain::Ease::NotPassed;
    assert_eq!(calls(&history, "2026-02-11T20:00"), [Duty::ContactSoon], "what did not pass dilates nothing");
    history.sessions[0].value.ease = gradus_domain::Ease::Easy;
    let when = "2026-02-12T08:00";
    history.contacts = vec![logged(4, when, contact(ContactOutcome::Resume, &[], when))];
    assert_eq!(calls(&history, "2026-02-13T08:00"), [Duty::ContactSoon], "a talk before it was late");
    let when = "2026-02-13T08:00";
    history.contacts = vec![logged(4, when, contact(ContactOutcome::Resume, &[], when))];
    assert_eq!(calls(&history, "2026-02-15T08:00"), []);
    assert_eq!(calls(&history, "2026-02-15T08:01"), [Duty::ContactSoon], "and still nothing was held");
    history.contacts.clear();
    let fever = assessment("temperature_c=38.1", "2026-02-11T08:00");
    history.assessments = vec![logged(1, "2026-02-11T08:00", fever)];
    assert_eq!(calls(&history, "2026-02-12T20:01"), [Duty::Surgeon], "the pause counts");
    history.assessments.clear();
    history.person.born = "1980-01-01".parse().expect("a date");
    assert_eq!(calls(&history, "2026-02-12T20:01"), [Duty::ContactSoon], "by a child's plan still");
    history.plans[0].value = adults(&psarp());
    assert_eq!(calls(&history, "2026-02-12T20:01"), []);
}

/// The same plan for somebody grown up.
fn adults(plan: &gradus_domain::Plan) -> gradus_domain::Plan {
    let text = plan.to_text().replace("age_group = \"child\"", "age_group = \"adult\"");
    gradus_domain::Plan::parse(&text).expect("a plan")
}

/// A talk that names no answer ends what is to be called, and lifts no block: somebody is to be asked how it goes on.
#[test]
fn a_block_whose_call_a_talk_has_ended_is_a_call_again_and_not_where_the_clinic_said_to_stop() {
    let mut history = history();
    history.person.born = "1980-01-01".parse().expect("a date");
    history.plans = vec![logged(5, "2026-01-19T08:00", adults(&psarp()))];
    let mut pain = assessment("pain_peak=8", "2026-03-02T08:00");
    // The surgeon is told of a child's block alone.
    pain.tasks.retain(|task| Duty::of(task) != Duty::Surgeon);
    assert_eq!(pain.gate.time, GateTime::Blocked);
    history.assessments = vec![logged(1, "2026-03-02T08:00", pain)];
    let calls = |history: &History, when: &str| -> Vec<(Duty, String)> {
        let tasks = standing(history, &moment(when)).tasks;
        let calls = tasks.iter().filter(|task| !Duty::of(task).is_answered_here());
        calls.map(|task| (Duty::of(task), task.due.to_rfc3339())).collect()
    };
    let own = [(Duty::SameDay, at("2026-03-02T12:00").to_rfc3339())];
    assert_eq!(calls(&history, "2026-03-02T09:00"), own);
    let when = "2026-03-02T12:00";
    let after = "2026-03-02T12:01";
    let told = |history: &History, outcome, names: &[u8]| {
        let mut history = history.clone();
        history.contacts = vec![logged(4, when, contact(outcome, names, when))];
        calls(&history, after)
    };
    let again = [(Duty::Contact, at("2026-03-05T12:00").to_rfc3339())];
    assert_eq!(told(&history, ContactOutcome::Resume, &[]), again);
    assert_eq!(told(&history, ContactOutcome::Resume, &[1]), [], "lifted");
    assert_eq!(told(&history, ContactOutcome::Stop, &[]), [], "the clinic says when it is over");
    history.contacts = vec![logged(4, when, contact(ContactOutcome::Resume, &[], when))];
    assert_eq!(standing(&history, &moment("2026-03-05T12:01")).escalated, Disposition::Contact { days: 1 });
}
