//! Which failures stand: counted once, by the plan of their own time, from what the clinic can have heard of.

use super::*;
use crate::contact::ContactOutcome;
use crate::entry::{Former, Origin};
use crate::gate::Gate;
use crate::progression::{propose, size_failed};
use crate::sample::{Diary, OWN, at, date, mm, moment};
use crate::session::{Ease, Untold};

const AT_ONCE: &str = "\n[step_down]\non = [\"not_passed\"]\nsizes = 1\n[[contact]]";

fn plan(from: &str, to: &str) -> Plan {
    Plan::parse(&OWN.replace(from, to)).expect("a plan")
}

fn fails(diary: &mut Diary, size: u16, whens: &[&str]) {
    for when in whens {
        diary.good(when, size, 0).value.ease = Ease::NotPassed;
    }
}

/// Since when the clinic is to hear of it.
fn called(diary: &Diary, when: &str) -> Option<DateTime<FixedOffset>> {
    size_failed(&diary.history, Gate::OPEN, &moment(when)).map(|found| found.since)
}

fn adopt(diary: &mut Diary, when: &str, plan: Plan) {
    let plan = diary.logged(when, plan);
    diary.history.plans.push(plan);
}

/// What was told of a session is put right at this time.
fn amended(session: &mut Logged<Session>, when: &str) {
    let (entry, effective, written) = (session.id, session.effective, session.recorded);
    session.former = vec![Former { entry, effective, written, value: session.value.clone() }];
    session.amended = Some(at(when));
}

/// Where the plan goes a size down at once and there is none, the first failure is the clinic's matter: the second would be at
/// the same size.
#[test]
fn the_smallest_size_that_fails_under_a_plan_that_goes_down_at_once_is_a_matter_with_its_first_failure() {
    let failed = |size: u16, times: u64| {
        let mut diary = Diary::of(plan("\n[[contact]]", AT_ONCE), "1990-05-05");
        if size > 12 {
            diary.step("2026-01-19T09:00", 12, size);
        }
        for day in 0..times {
            let day = date("2026-01-20") + chrono::Days::new(day);
            diary.good(&format!("{day}T20:00"), size, 0).value.ease = Ease::NotPassed;
        }
        size_failed(&diary.history, Gate::OPEN, &moment("2026-01-23T09:00")).map(|found| found.reason)
    };
    assert_eq!(failed(12, 1), Some(Reason::NotPassed { size: mm(12), times: 1 }));
    assert_eq!(failed(13, 1), None, "the plan has a smaller one");
    assert_eq!(failed(13, 2), Some(Reason::NotPassed { size: mm(13), times: 2 }));
}

/// Taps let a failure go that is none of the clinic's yet; this one is, with the first.
#[test]
fn what_was_tapped_while_locked_ends_no_call_at_the_smallest_size_either() {
    let mut diary = Diary::of(plan("\n[[contact]]", AT_ONCE), "1990-05-05");
    fails(&mut diary, 12, &["2026-01-19T20:00"]);
    diary.evenings("2026-01-20", 3, 12);
    let tapped = diary.history.sessions.iter_mut().skip(1);
    tapped.for_each(|session| session.value.untold = vec![Untold::WhileLocked]);
    assert_eq!(called(&diary, "2026-01-23T08:00"), Some(at("2026-01-19T20:00")));
}

#[test]
fn what_passed_by_the_plan_of_its_time_is_not_recounted_by_a_later_one() {
    let asks_more = [
        plan("min = 60, target = 120", "min = 180, target = 240"),
        plan("insertions = 1", "insertions = 3"),
        plan("sessions_in_a_row = 3", "sessions_in_a_row = 30"),
    ];
    for asks_more in asks_more {
        let mut diary = Diary::adult();
        fails(&mut diary, 12, &["2026-01-19T20:00", "2026-01-20T20:00"]);
        diary.evenings("2026-01-21", 10, 12);
        diary.step("2026-01-31T09:00", 12, 13);
        diary.evenings("2026-01-31", 10, 13);
        assert_eq!(called(&diary, "2026-02-10T08:00"), None);
        adopt(&mut diary, "2026-02-09T22:00", asks_more);
        assert_eq!(called(&diary, "2026-02-10T08:00"), None, "it passed twenty times since");
    }
}

#[test]
fn what_was_too_short_for_the_plan_of_its_time_shows_nothing_by_a_later_one() {
    let text = OWN.replace("self_directed", "clinic").replace("own_practice", "anal_stenosis");
    let text = text.replace("min = 60, target = 120", "min = 180, target = 240");
    let mut diary = Diary::of(Plan::parse(&text).expect("a plan"), "1990-05-05");
    fails(&mut diary, 12, &["2026-01-19T20:00", "2026-01-20T20:00"]);
    diary.evenings("2026-01-21", 3, 12);
    adopt(
        &mut diary,
        "2026-01-23T22:00",
        Plan::parse(&text.replace("min = 180", "min = 60")).expect("a plan"),
    );
    assert_eq!(called(&diary, "2026-01-24T08:00"), Some(at("2026-01-20T20:00")), "typed in again");
}

#[test]
fn what_was_written_down_after_a_talk_of_a_day_before_it_was_not_heard_of() {
    let told = |days: [&str; 2], spoil: fn(&mut Logged<Session>)| {
        let mut diary = Diary::adult();
        diary.contact("2026-01-21T21:00", ContactOutcome::StaySame);
        for day in days {
            fails(&mut diary, 12, &[&format!("{day}T20:00")]);
        }
        diary.history.sessions.iter_mut().for_each(spoil);
        called(&diary, "2026-01-22T08:00").is_some()
    };
    assert!(told(["2026-01-19", "2026-01-20"], |_| {}));
    assert!(!told(["2026-01-20", "2026-01-21"], |_| {}), "on its own day it is what the talk is about");
    assert!(!told(["2026-01-19", "2026-01-20"], |session| session.origin = Origin::Imported), "old news");
    assert!(!told(["2026-01-19", "2026-01-20"], |session| session.place = 0), "it stood there as they spoke");
}

#[test]
fn another_time_that_is_told_later_undoes_no_failure() {
    let mut diary = Diary::adult();
    diary.contact("2026-01-21T09:00", ContactOutcome::StaySame);
    fails(&mut diary, 12, &["2026-01-22T20:00", "2026-01-23T20:00"]);
    assert!(called(&diary, "2026-01-24T09:00").is_some());
    let first = diary.history.sessions.first_mut().expect("a session");
    amended(first, "2026-01-26T10:00");
    first.effective = at("2026-01-20T20:00");
    first.place = 0;
    assert!(called(&diary, "2026-01-26T11:00").is_some());
}

#[test]
fn a_session_whose_size_is_put_right_is_one_failure() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 14);
    diary.evenings("2026-01-19", 3, 14);
    fails(&mut diary, 14, &["2026-01-22T20:00"]);
    assert_eq!(called(&diary, "2026-01-24T09:00"), None);
    let last = diary.history.sessions.last_mut().expect("a session");
    amended(last, "2026-01-24T10:00");
    last.value.size = mm(13);
    assert_eq!(called(&diary, "2026-01-24T11:00"), None, "13 mm did not fail on the way down from itself");
    assert_eq!(propose(&diary.history, Gate::OPEN, &moment("2026-01-24T11:00")).ask_first(), None);
    fails(&mut diary, 13, &["2026-01-24T20:00"]);
    assert!(called(&diary, "2026-01-25T09:00").is_some(), "now it did");
}

#[test]
fn one_try_that_both_parents_tell_of_is_one_and_another_one_hours_later_is_another() {
    let told = |again: &str, slot: u8, size: u16| {
        let mut child = Diary::child();
        child.step("2026-01-19T07:00", 9, 10);
        child.good("2026-01-19T08:00", 10, 0).value.ease = Ease::NotPassed;
        child.good(again, size, slot).value.ease = Ease::NotPassed;
        called(&child, "2026-01-19T20:00").is_some()
    };
    assert!(!told("2026-01-19T08:04", 0, 10));
    assert!(!told("2026-01-19T08:30", 0, 10));
    assert!(told("2026-01-19T08:31", 0, 10));
    assert!(told("2026-01-19T08:04", 1, 10), "for another place of the plan");
    assert!(told("2026-01-19T08:04", 0, 9), "a smaller size failed too");
}
