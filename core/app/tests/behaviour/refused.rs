//! A child that says no: heard without a question, and answered with a call to the clinic.

use gradus_app::view::{Command, Correction, GateWord, SessionDraft};

use crate::bench::{Bench, at, check_in, contact, good, held, skip, well_but};

fn said_no() -> SessionDraft {
    SessionDraft { stop_reason: Some("child_said_stop".to_owned()), ..good("9") }
}

fn calls(bench: &Bench, now: &str) -> usize {
    bench.today("Mina", now).tasks.iter().filter(|task| task.rules.iter().any(|rule| rule == "M6")).count()
}

#[test]
fn two_sessions_that_a_child_resisted_are_a_call_within_a_day_and_one_is_none() {
    let mut bench = Bench::child();
    assert!(bench.write(held("Mina", said_no()), "2026-03-03T08:00").triage.is_none(), "once");
    let answer = bench.write(held("Mina", said_no()), "2026-03-03T18:00").triage.expect("twice");
    assert_eq!(answer.within_hours, Some(24));
    let said = answer.advice.join(" ");
    assert!(said.contains("A no counts.") && said.contains("Do not hold anybody down"), "{said}");
    assert_eq!(calls(&bench, "2026-03-03T18:01"), 1);
    bench.write(check_in("Mina", well_but(&[("pain_peak", ""), ("flacc", "0")])), "2026-03-04T08:00");
    let next = bench.today("Mina", "2026-03-04T08:01");
    assert_eq!(next.gate.gate, GateWord::SameSize, "{}", next.headline);
    assert_eq!(calls(&bench, "2026-03-04T08:01"), 1, "nobody has spoken with the clinic yet");
    bench.write(contact("Mina", "resume"), "2026-03-04T09:00");
    assert_eq!(calls(&bench, "2026-03-04T09:01"), 0, "the clinic was asked");
}

#[test]
fn a_session_that_is_left_out_because_the_child_will_not_counts_as_a_no() {
    let mut bench = Bench::child();
    let (morning, evening) = (slot(&bench, 0), slot(&bench, 1));
    assert!(bench.write(skip("Mina", Some(&morning), "child_refuses"), "2026-03-03T08:00").triage.is_none());
    let twice = bench.write(skip("Mina", Some(&evening), "child_refuses"), "2026-03-03T18:00");
    assert_eq!(twice.triage.expect("twice").within_hours, Some(24));
    assert_eq!(calls(&bench, "2026-03-03T18:01"), 1);
    assert!(bench.app.verify(&at("2026-03-03T19:00")).expect("verifies").sound);
    let mut other = Bench::child();
    other.write(skip("Mina", Some(&slot(&other, 0)), "child_refuses"), "2026-03-03T08:00");
    other.write(skip("Mina", None, "travel"), "2026-03-03T18:00");
    assert_eq!(calls(&other, "2026-03-03T18:01"), 0, "a journey is no second no");
}

#[test]
fn a_reason_that_is_put_right_to_a_no_is_answered_as_a_no() {
    let mut bench = Bench::child();
    let (morning, evening) = (slot(&bench, 0), slot(&bench, 1));
    bench.write(skip("Mina", Some(&morning), "child_refuses"), "2026-03-03T08:00");
    let entry = bench.write(skip("Mina", Some(&evening), "travel"), "2026-03-03T18:00").entry;
    let told = |reason: &str| Command::Amend {
        person: "Mina".to_owned(),
        entry: entry.clone(),
        change: Correction::Skip { occurrence: None, reason: reason.to_owned() },
    };
    assert!(bench.write(told("other"), "2026-03-03T18:05").triage.is_none());
    let answer = bench.write(told("child_refuses"), "2026-03-03T18:10").triage.expect("the second no");
    assert_eq!((answer.within_hours, calls(&bench, "2026-03-03T18:11")), (Some(24), 1));
}

/// The name of a session of the 3rd.
fn slot(bench: &Bench, at: usize) -> String {
    bench.today("Mina", "2026-03-03T08:00").slots[at].occurrence.clone()
}
