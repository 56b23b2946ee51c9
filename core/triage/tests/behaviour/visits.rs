//! Visits of the clinic whose day is over.

use gradus_domain::plan::{PlanForm, published};
use gradus_domain::{ContactOutcome, Disposition, History, Millimetres, Plan, Visit, VisitKind};
use gradus_triage::{CALIBRATION, Duty, REVIEW, standing};

use crate::diary::{at, contact, history, logged, moment};

/// Calibrated every week from 2026-01-19 on, to be looked at again by 2026-03-01.
fn calibrated() -> Plan {
    let (_, text) = published().iter().find(|(name, _)| *name == "calibration-only").expect("published");
    let mut form = PlanForm::parse(text).expect("a form");
    form.fill(&[
        ("prescriber", "Dr Okafor"),
        ("indication", "hirschsprung"),
        ("ladder.start_mm", "9"),
        ("ladder.goal_mm", "12"),
        ("start.on", "2026-01-19"),
        ("calibration.every_days", "7"),
        ("review_by", "2026-03-01"),
        ("contact[1].name", "Ward"),
        ("contact[1].phone", "112"),
    ])
    .expect("blanks");
    form.into_plan().expect("a plan")
}

fn watched() -> History {
    let mut history = history();
    history.plans = vec![logged(1, "2026-01-19T08:00", calibrated())];
    history
}

fn seen(number: u8, when: &str, kind: VisitKind) -> gradus_domain::Logged<Visit> {
    let calibrated = Millimetres::whole(10).ok().filter(|_| kind == VisitKind::Calibration);
    logged(number, when, Visit { kind, who: "Dr Okafor".into(), calibrated, size_set: None, advice: None })
}

/// What is to do, until when, for what.
fn tasks(history: &History, when: &str) -> Vec<(Duty, String, Vec<String>)> {
    let tasks = standing(history, &moment(when)).tasks;
    tasks.iter().map(|task| (Duty::of(task), task.due.to_rfc3339(), task.rules.clone())).collect()
}

fn one(duty: Duty, due: &str, rule: &str) -> Vec<(Duty, String, Vec<String>)> {
    vec![(duty, at(due).to_rfc3339(), vec![rule.to_owned()])]
}

#[test]
fn a_calibration_that_did_not_come_is_a_call_within_a_day_for_a_child_and_within_three_for_others() {
    let mut history = watched();
    assert_eq!(tasks(&history, "2026-01-26T23:59"), []);
    let call = one(Duty::ContactSoon, "2026-01-28T00:00", CALIBRATION);
    assert_eq!(tasks(&history, "2026-01-27T00:00"), call);
    assert_eq!(standing(&history, &moment("2026-01-28T00:01")).escalated, Disposition::SameDay { hours: 4 });
    history.person.born = "1980-01-01".parse().expect("a date");
    assert_eq!(tasks(&history, "2026-01-27T00:00"), one(Duty::Contact, "2026-01-30T00:00", CALIBRATION));
}

#[test]
fn a_calibration_ends_the_call_and_a_talk_puts_it_off_for_no_longer_than_one_interval() {
    let mut history = watched();
    history.visits = vec![seen(2, "2026-01-27T10:00", VisitKind::Examination)];
    assert_eq!(tasks(&history, "2026-01-27T12:00").len(), 1, "nobody measured");
    history.visits = vec![seen(2, "2026-01-27T10:00", VisitKind::Calibration)];
    assert_eq!(tasks(&history, "2026-02-03T23:59"), []);
    assert_eq!(tasks(&history, "2026-02-04T00:00"), one(Duty::ContactSoon, "2026-02-05T00:00", CALIBRATION));
    history.visits.clear();
    for (when, quiet) in [("2026-01-26T23:59", false), ("2026-01-27T00:00", true)] {
        history.contacts = vec![logged(3, when, contact(ContactOutcome::Resume, &[], when))];
        assert_eq!(tasks(&history, "2026-01-27T12:00").is_empty(), quiet, "{when}");
    }
    assert_eq!(tasks(&history, "2026-02-02T23:59"), []);
    assert_eq!(tasks(&history, "2026-02-03T00:00"), one(Duty::ContactSoon, "2026-02-04T00:00", CALIBRATION));
    let when = "2026-01-27T00:00";
    history.contacts = vec![logged(3, when, contact(ContactOutcome::SeenNothingToDo, &[], when))];
    assert_eq!(tasks(&history, "2026-01-27T12:00").len(), 1, "nothing was decided");
}

#[test]
fn a_review_whose_day_is_over_is_a_call_until_the_clinic_was_seen_or_spoken_to() {
    const LATE: &str = "2026-03-02T00:00";
    let mut history = watched();
    history.visits = vec![seen(2, "2026-02-28T10:00", VisitKind::Examination)];
    let shift = |history: &mut History, day: &str| history.visits[0].effective = at(&format!("{day}T10:00"));
    let review = |history: &History, when: &str| {
        let mut tasks = tasks(history, when);
        tasks.retain(|(.., rules)| rules.iter().any(|rule| rule == REVIEW));
        tasks
    };
    shift(&mut history, "2026-02-15");
    assert_eq!(review(&history, LATE), [], "fourteen days before is that look");
    for (kind, looks) in [
        (VisitKind::Calibration, false),
        (VisitKind::Botulinum, false),
        (VisitKind::Balloon, false),
        (VisitKind::ControlledDilation, false),
        (VisitKind::UnderAnaesthesia, true),
        (VisitKind::Operation, true),
    ] {
        history.visits[0].value.kind = kind;
        assert_eq!(review(&history, LATE).is_empty(), looks, "{kind:?}");
    }
    history.visits[0].value.kind = VisitKind::Examination;
    shift(&mut history, "2026-02-14");
    assert_eq!(review(&history, "2026-03-01T23:59"), []);
    assert_eq!(review(&history, LATE), one(Duty::Contact, "2026-03-05T00:00", REVIEW));
    let standing = standing(&history, &moment(LATE));
    assert_eq!(standing.gate, gradus_domain::Gate::OPEN, "it closes nothing");
    let talk = |when: &str, outcome| logged(3, when, contact(outcome, &[], when));
    for (when, outcome, quiet) in [
        ("2026-03-01T23:59", ContactOutcome::Resume, false),
        (LATE, ContactOutcome::SeenNothingToDo, false),
        (LATE, ContactOutcome::Resume, true),
        (LATE, ContactOutcome::Stop, true),
    ] {
        history.contacts = vec![talk(when, outcome)];
        assert_eq!(review(&history, "2026-03-02T08:00").is_empty(), quiet, "{when} {outcome:?}");
    }
}

#[test]
fn a_visit_that_did_not_come_is_no_sign_and_holds_no_step_that_the_plan_does_not_hold() {
    let mut history = watched();
    let open = |history: &History, when: &str| standing(history, &moment(when)).gate_for_steps();
    assert_eq!(open(&history, "2026-01-27T00:00"), gradus_domain::Gate::OPEN);
    history.assessments = vec![logged(
        4,
        "2026-01-27T08:00",
        crate::diary::assessment("temperature_c=38.1", "2026-01-27T08:00"),
    )];
    assert_ne!(open(&history, "2026-01-27T09:00"), gradus_domain::Gate::OPEN, "beside a sign");
}
