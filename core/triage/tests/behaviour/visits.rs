//! Visits of the clinic whose day is over.

use gradus_domain::plan::{PlanForm, published};
use gradus_domain::{
    ClinicContact, ContactOutcome, Disposition, History, Logged, Millimetres, Plan, Visit, VisitKind,
};
use gradus_triage::{CALIBRATION, Duty, REVIEW, standing};

use crate::diary::{at, contact, history, logged, moment};

/// Calibrated every week from 2026-01-19 on, to be looked at again by 2026-03-01.
pub fn calibrated() -> Plan {
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
    assert_eq!(tasks(&history, "2026-01-27T00:00"), call, "by a child's plan still");
    let adults = calibrated().to_text().replace("age_group = \"child\"", "age_group = \"adult\"");
    history.plans[0].value = Plan::parse(&adults).expect("a plan");
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

/// A talk at this time in which the next visit was agreed.
fn agreed(number: u8, when: &str, outcome: ContactOutcome, day: &str) -> Logged<ClinicContact> {
    let next_visit = Some(day.parse().expect("a date"));
    logged(number, when, ClinicContact { next_visit, ..contact(outcome, &[], when) })
}

#[test]
fn an_appointment_that_is_known_is_waited_for_until_its_day_is_over() {
    use ContactOutcome::{Resume, SeenNothingToDo};
    for outcome in [SeenNothingToDo, Resume] {
        let mut history = watched();
        history.contacts = vec![agreed(3, "2026-01-27T09:00", outcome, "2026-02-05")];
        for quiet in ["2026-01-27T09:00", "2026-02-04T12:00", "2026-02-05T23:59"] {
            assert_eq!(tasks(&history, quiet), [], "{quiet}");
        }
        let late = one(Duty::ContactSoon, "2026-02-07T00:00", CALIBRATION);
        assert_eq!(tasks(&history, "2026-02-06T00:00"), late, "nobody measured");
        history.visits = vec![seen(4, "2026-02-05T10:00", VisitKind::Calibration)];
        assert_eq!(tasks(&history, "2026-02-06T00:00"), []);
    }
}

#[test]
fn the_last_appointment_counts_and_one_too_far_away_or_before_the_day_counts_for_nothing() {
    use ContactOutcome::SeenNothingToDo;
    let late = one(Duty::ContactSoon, "2026-01-28T00:00", CALIBRATION);
    // Due on 26 January: up to 28 days later.
    for (day, is_quiet) in [("2026-01-25", false), ("2026-02-23", true), ("2026-02-24", false)] {
        let mut history = watched();
        history.contacts = vec![agreed(3, "2026-01-20T09:00", SeenNothingToDo, day)];
        let expected = if is_quiet { Vec::new() } else { late.clone() };
        assert_eq!(tasks(&history, "2026-01-27T12:00"), expected, "{day}");
    }
    let mut history = watched();
    let put_off = agreed(4, "2026-01-29T09:00", SeenNothingToDo, "2026-02-03");
    history.contacts = vec![agreed(3, "2026-01-20T09:00", SeenNothingToDo, "2026-01-28")];
    assert_eq!(tasks(&history, "2026-01-28T23:59"), []);
    assert_eq!(tasks(&history, "2026-01-29T00:00").len(), 1);
    history.contacts.push(put_off);
    assert_eq!(tasks(&history, "2026-02-03T12:00"), [], "another day was agreed");
    history.contacts.push(logged(5, "2026-02-04T08:00", contact(SeenNothingToDo, &[], "2026-02-04T08:00")));
    assert_eq!(tasks(&history, "2026-02-04T09:00").len(), 1, "a talk that names none leaves it as it was");
}

#[test]
fn a_review_waits_for_the_appointment_too() {
    let mut history = watched();
    history.visits = vec![seen(2, "2026-02-28T10:00", VisitKind::Calibration)];
    let review = |history: &History, when: &str| {
        tasks(history, when).into_iter().filter(|task| task.2 == [REVIEW]).count()
    };
    assert_eq!(review(&history, "2026-03-02T00:00"), 1);
    history.contacts = vec![agreed(3, "2026-02-20T09:00", ContactOutcome::SeenNothingToDo, "2026-03-03")];
    assert_eq!((review(&history, "2026-03-03T23:59"), review(&history, "2026-03-04T00:00")), (0, 1));
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
