//! A pause ends when it was to end: telling the same again begins no new one, and something new does.

use gradus_domain::{Adjunct, AdjunctUse, CheckIn, GateTime, Session};
use gradus_triage::{Facts, Vocabulary, standing};

use crate::diary::{at, check_in, logged, moment, session};
use crate::judged::{adult, answers, derived, hurt, write};
use crate::people::{but, facts, pack};

#[test]
fn a_check_in_with_nothing_new_during_a_pause_neither_lengthens_it_nor_counts_as_a_second_pain() {
    let mut history = adult();
    history.sessions.push(logged(50, "2026-03-02T08:00", hurt(5)));
    assert_eq!(write(&mut history, 1, "2026-03-02T08:05", None), ["P1"]);
    let until = GateTime::WaitUntil(at("2026-03-03T08:05"));
    assert_eq!(history.assessments[0].value.gate.time, until);
    assert_eq!(derived(&history, "waiting.p1", "2026-03-02T12:00"), "1205");
    assert_eq!(derived(&history, "pain_pauses_7d", "2026-03-02T12:00"), "0", "it is the same pain");
    assert_eq!(write(&mut history, 2, "2026-03-02T12:00", Some(check_in())), ["P1"]);
    assert_eq!(history.assessments[1].value.gate.time, until, "all well");
    let due = history.assessments[1].value.tasks.iter().map(|task| task.due).max();
    assert_eq!(due, Some(at("2026-03-03T08:05")));
    assert_eq!(standing(&history, &moment("2026-03-02T13:00")).gate.time, until);
    assert!(write(&mut history, 3, "2026-03-02T18:00", Some(check_in())).is_empty(), "seen");
    history.check_ins.push(logged(9, "2026-03-03T08:05", check_in()));
    let gate = standing(&history, &moment("2026-03-03T08:06")).gate;
    assert_eq!(gate.time, GateTime::Now, "the pause ended when it was to end");
}

#[test]
fn the_same_sign_told_again_a_doubt_and_a_new_session_begin_a_pause_anew() {
    let begin = |asked: CheckIn, second: Option<Session>| {
        let mut history = adult();
        history.sessions.push(logged(50, "2026-03-02T08:00", hurt(5)));
        write(&mut history, 1, "2026-03-02T08:05", None);
        history.sessions.extend(second.map(|session| logged(51, "2026-03-02T11:00", session)));
        let fired = write(&mut history, 2, "2026-03-03T06:05", Some(asked));
        let rule = history.assessments[1].value.fired.iter().find(|rule| rule.id == "P1").cloned();
        (rule.expect("P1").gate.time, fired)
    };
    let at_once = |asked: &[(&str, &str)]| begin(answers(asked), None);
    let wait = |when| GateTime::WaitUntil(at(when));
    assert_eq!(at_once(&[]), (wait("2026-03-03T08:05"), vec!["P1".to_owned()]));
    assert_eq!(at_once(&[("pain_peak", "3")]).0, wait("2026-03-03T08:05"), "just under what asks for a rest");
    assert_eq!(at_once(&[("pain_peak", "4")]), (wait("2026-03-04T06:05"), vec!["P1".to_owned()]));
    assert_eq!(at_once(&[("pain_lasting_h", "1")]).0, wait("2026-03-04T06:05"));
    assert_eq!(at_once(&[("pain_peak", "unknown")]).0, wait("2026-03-03T10:05"), "put again in four hours");
    let (second, fired) = begin(check_in(), Some(hurt(5)));
    assert_eq!(second, wait("2026-03-04T06:05"));
    assert!(fired.contains(&"P1b".to_owned()), "a second time: {fired:?}");
}

#[test]
fn a_wait_after_a_dose_counts_from_the_dose() {
    let decide = |changes: &str| {
        let pack = pack();
        let facts = facts(pack.vocabulary(), &but("adult", changes));
        let fired = pack.decide(&facts, &moment("2026-03-02T12:00")).fired;
        fired.into_iter().find(|rule| rule.id == "I13a").expect("I13a").gate.time
    };
    for (changes, until) in [
        ("hours_since_antipyretic=0", "2026-03-02T18:00"),
        ("hours_since_antipyretic=2", "2026-03-02T16:00"),
        ("hours_since_antipyretic=5", "2026-03-02T13:00"),
        ("session_antipyretic_h=3", "2026-03-02T15:00"),
        ("hours_since_antipyretic=5 session_antipyretic_h=1", "2026-03-02T17:00"),
        ("hours_since_antipyretic=unknown session_antipyretic_h=5", "2026-03-02T18:00"),
        ("hours_since_antipyretic=unknown", "2026-03-02T16:00"),
    ] {
        assert_eq!(decide(changes), GateTime::WaitUntil(at(until)), "{changes}");
    }
    let mut history = adult();
    let mut dosed = session();
    dosed.adjuncts = vec![AdjunctUse { kind: Adjunct::SimplePainkiller, prescribed: false }];
    history.sessions.push(logged(50, "2026-03-02T08:00", dosed));
    for (number, when) in [(1, "2026-03-02T08:00"), (2, "2026-03-02T10:00"), (3, "2026-03-02T13:00")] {
        write(&mut history, number, when, Some(answers(&[("hours_since_antipyretic", "240")])));
        let gate = standing(&history, &moment(when)).gate.time;
        assert_eq!(gate, GateTime::WaitUntil(at("2026-03-02T14:00")), "{when}");
    }
}

/// Small blood twice in a day, which the log told: its pause has ten minutes left.
#[test]
fn a_doubt_beside_a_sign_that_is_told_now_does_not_shorten_its_wait() {
    let decide = |asked: &str| {
        let pack = pack();
        let log = "session_bleeding=streak session_bleeds_24h=2 waiting.b1a=10";
        let facts = facts(pack.vocabulary(), &but("adult", &format!("{log} {asked}")));
        let fired = pack.decide(&facts, &moment("2026-03-02T12:00")).fired;
        fired.into_iter().find(|rule| rule.id == "B1a").expect("B1a").gate.time
    };
    for (asked, until) in [
        ("bleeding=none", "2026-03-02T12:10"),
        ("bleeding=none bleeds_24h=0", "2026-03-02T12:10"),
        ("bleeding=none bleeds_24h=unknown", "2026-03-02T16:00"),
        ("bleeding=unknown", "2026-03-02T16:00"),
        ("bleeding=unknown bleeds_24h=unknown", "2026-03-02T16:00"),
        ("bleeding=streak bleeds_24h=0", "2026-03-03T12:00"),
        ("bleeding=streak bleeds_24h=unknown", "2026-03-03T12:00"),
        ("bleeding=streak bleeds_24h=2", "2026-03-03T12:00"),
    ] {
        assert_eq!(decide(asked), GateTime::WaitUntil(at(until)), "{asked}");
    }
}

#[test]
fn what_is_carried_over_is_read_and_refused_as_every_answer() {
    let vocabulary = Vocabulary::builtin();
    for (name, text) in [("waiting.p1", "0"), ("waiting.i13a", "4320"), ("waiting.p1b", "17")] {
        assert!(Facts::read(&vocabulary, [(name, text)]).is_ok(), "{name} {text}");
    }
    for (name, text) in [
        ("waiting.p1", "-1"),
        ("waiting.p1", "4321"),
        ("waiting.p1", "0.5"),
        ("waiting.p1", "true"),
        ("waiting.p", "1"),
        ("waiting.1", "1"),
        ("waiting.P1", "1"),
        ("earlier_contact.a", "1"),
        ("still_unknown.faint", "1"),
    ] {
        assert!(Facts::read(&vocabulary, [(name, text)]).is_err(), "{name} {text}");
    }
    let errors = Facts::read(&vocabulary, [("waiting.p1", "soon")]).expect_err("no number");
    assert_eq!(errors[0].to_string(), "waiting.p1: no number of minutes; write whole minutes, 0 to 4320");
}
