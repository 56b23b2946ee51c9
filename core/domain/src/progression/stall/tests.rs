//! When "no step up for too long" is said, and when not.

use super::*;
use crate::contact::ContactOutcome;
use crate::gate::GateSize;
use crate::plan::Plan;
use crate::progression::{ProposalKind, propose};
use crate::sample::{Diary, OWN, at, date, mm, moment};
use crate::session::Ease;
use crate::stage::{StageTaken, StageWhy};

fn stalled(diary: &Diary, when: &str) -> Option<(String, String)> {
    let found = stall(&diary.history, Gate::OPEN, &moment(when))?;
    let Reason::Stalled { since: from } = found.reason else { panic!("another reason") };
    Some((from.format("%m-%d").to_string(), found.since.format("%m-%d %H:%M").to_string()))
}

/// From which day, and since when.
fn said(from: &str, since: &str) -> Option<(String, String)> {
    Some((from.to_owned(), since.to_owned()))
}

/// Robin's plan with other words in it.
fn own_but(from: &str, to: &str) -> Plan {
    Plan::parse(&OWN.replace(from, to)).expect("a plan")
}

/// Sessions that pass every evening, each too short for a step.
fn short(diary: &mut Diary, first: &str, days: u64, size: u16) {
    diary.evenings(first, days, size);
    for session in &mut diary.history.sessions {
        session.value.holds_s = vec![30];
    }
}

#[test]
fn it_begins_on_the_twenty_eighth_day_for_an_adult_and_on_the_fourteenth_for_a_child() {
    let mut adult = Diary::adult();
    short(&mut adult, "2026-01-19", 40, 12);
    assert_eq!(stalled(&adult, "2026-02-15T23:59"), None);
    let since = said("01-19", "02-16 00:00");
    assert_eq!(stalled(&adult, "2026-02-16T00:00"), since);
    assert_eq!(stalled(&adult, "2026-02-27T00:00"), since, "it stays the same one");
    let mut child = Diary::child();
    for day in 0..20 {
        let day = date("2026-01-19") + chrono::Days::new(day);
        child.good(&format!("{day}T08:00"), 9, 0).value.holds_s = vec![5];
    }
    assert_eq!(stalled(&child, "2026-02-01T23:59"), None);
    assert_eq!(stalled(&child, "2026-02-02T00:00"), said("01-19", "02-02 00:00"));
}

#[test]
fn a_plan_that_takes_longer_between_two_sizes_is_given_twice_that() {
    for (days, still, then) in
        [(14, "2026-02-15T23:59", "2026-02-16T00:00"), (15, "2026-02-17T23:59", "2026-02-18T00:00")]
    {
        let mut diary =
            Diary::of(own_but("days_at_size = 7", &format!("days_at_size = {days}")), "1990-05-05");
        short(&mut diary, "2026-01-19", 40, 12);
        assert_eq!(
            [still, then].map(|when| stalled(&diary, when).is_some()),
            [false, true],
            "{days} days at a size"
        );
    }
}

#[test]
fn it_is_a_reason_beside_others_and_forbids_no_step() {
    let mut diary = Diary::adult();
    diary.evenings("2026-01-19", 28, 12);
    let now = moment("2026-02-16T09:00");
    let found = propose(&diary.history, Gate::OPEN, &now);
    assert_eq!(found.kind, ProposalKind::Advance { from: mm(12), to: mm(13) });
    assert!(found.reasons.contains(&Reason::Stalled { since: date("2026-01-19") }));
    assert_eq!(found.ask_first(), None);
    let before = propose(&diary.history, Gate::OPEN, &moment("2026-02-15T09:00"));
    assert!(!before.reasons.iter().any(|reason| matches!(reason, Reason::Stalled { .. })));
}

#[test]
fn a_step_up_a_word_that_decides_a_visit_and_a_plan_of_another_start_begin_it_anew() {
    const LATE: &str = "2026-02-20T09:00";
    let diary = || {
        let mut diary = Diary::adult();
        short(&mut diary, "2026-01-19", 40, 12);
        diary
    };
    assert!(stalled(&diary(), LATE).is_some());
    let mut up = diary();
    up.step("2026-01-30T09:00", 12, 13);
    assert_eq!(stalled(&up, LATE), None);
    assert_eq!(stalled(&up, "2026-02-27T08:59"), None);
    assert_eq!(stalled(&up, "2026-02-27T09:00"), said("01-30", "02-27 09:00"));
    up.step("2026-02-10T09:00", 13, 12);
    assert!(stalled(&up, "2026-02-27T09:00").is_some(), "a step back is none up");
    for (outcome, anew) in [
        (ContactOutcome::Resume, true),
        (ContactOutcome::StepDown, true),
        (ContactOutcome::ResumeAt(mm(12)), true),
        (ContactOutcome::SeenNothingToDo, false),
    ] {
        let mut told = diary();
        told.contact("2026-01-30T09:00", outcome);
        assert_eq!(stalled(&told, LATE).is_none(), anew, "{outcome:?}");
    }
    let mut seen = diary();
    seen.visit("2026-01-30T09:00", None);
    assert_eq!((stalled(&seen, LATE), stalled(&seen, "2026-02-27T09:00").is_some()), (None, true));
    let sizes = "sizes_mm = [12, 13, 14, 15, 16]\nstart_mm = 12";
    let larger = "sizes_mm = [13, 14, 15, 16]\nstart_mm = 13";
    for (from, to, anew) in [("030 1234567", "030 7654321", false), (sizes, larger, true)] {
        let mut other = diary();
        let plan = other.logged("2026-01-30T09:00", own_but(from, to));
        other.history.plans.push(plan);
        assert_eq!(stalled(&other, LATE).is_none(), anew, "{to}");
    }
}

#[test]
fn a_plan_that_sets_a_smaller_size_begins_it_anew_and_one_that_sets_the_present_one_does_not() {
    let sizes = "sizes_mm = [12, 13, 14, 15, 16]\nstart_mm = 12";
    let with_plan = |size: u16| {
        let mut diary = Diary::adult();
        short(&mut diary, "2026-01-19", 40, 13);
        diary.step("2026-01-20T09:00", 12, 13);
        let ladder: Vec<_> = (size..=16).collect();
        let start = format!("sizes_mm = {ladder:?}\nstart_mm = {size}");
        let plan = diary.logged("2026-01-30T09:00", own_but(sizes, &start));
        diary.history.plans.push(plan);
        diary
    };
    let smaller = with_plan(11);
    assert_eq!(stalled(&smaller, "2026-02-27T08:59"), None);
    assert_eq!(stalled(&smaller, "2026-02-27T09:00"), said("01-30", "02-27 09:00"));
    let same = with_plan(13);
    assert_eq!(stalled(&same, "2026-02-17T09:00"), said("01-20", "02-17 09:00"));
}

#[test]
fn nothing_is_said_where_no_step_is_to_come() {
    const LATE: &str = "2026-02-20T09:00";
    let with = |plan: Plan| {
        let mut diary = Diary::of(plan, "1990-05-05");
        short(&mut diary, "2026-01-19", 32, 12);
        diary
    };
    assert!(stalled(&with(own_but("goal_mm = 15", "goal_mm = 13")), LATE).is_some());
    assert_eq!(stalled(&with(own_but("goal_mm = 15", "goal_mm = 12")), LATE), None, "at the goal");
    let rules = "days_at_size = 7\nsessions_in_a_row = 3\n";
    assert_eq!(stalled(&with(own_but(rules, "")), LATE), None, "the plan has no rule for a step");
    assert!(stalled(&with(own_but("days_at_size = 7\n", "")), LATE).is_some());
    assert_eq!(stalled(&with(own_but("title =", "valid_until = 2026-02-19\ntitle =")), LATE), None, "ended");
    for outcome in [ContactOutcome::Stop, ContactOutcome::StaySame] {
        let mut told = with(own_but("goal_mm = 15", "goal_mm = 13"));
        told.contact("2026-01-20T09:00", outcome);
        assert_eq!(stalled(&told, LATE), None, "{outcome:?}");
        told.contact("2026-01-21T09:00", ContactOutcome::Resume);
        assert!(stalled(&told, LATE).is_some(), "the last word counts");
    }
    let diary = with(own_but("goal_mm = 15", "goal_mm = 13"));
    let closed = |time, size| stall(&diary.history, Gate { time, size }, &moment(LATE)).is_none();
    assert!(closed(GateTime::Blocked, GateSize::Step));
    assert!(closed(GateTime::WaitUntil(at(LATE)), GateSize::Step));
    assert!(!closed(GateTime::Now, GateSize::Same), "a size that may not be left is the stall itself");
}

#[test]
fn during_the_taper_no_size_is_gone_up() {
    let mut child = Diary::child();
    for day in 0..20 {
        let day = date("2026-01-19") + chrono::Days::new(day);
        child.good(&format!("{day}T08:00"), 9, 0);
    }
    assert!(stalled(&child, "2026-02-06T09:00").is_some());
    let plan = child.history.plans[0].id;
    let (stage, from) = (Stage::Taper(0), date("2026-02-06"));
    let taken = StageTaken { plan, stage, from, why: StageWhy::Proposed };
    let taken = child.logged("2026-02-05T09:00", taken);
    child.history.stages.push(taken);
    assert!(stalled(&child, "2026-02-05T09:00").is_some());
    assert_eq!(stalled(&child, "2026-02-06T09:00"), None);
}

#[test]
fn the_time_without_any_session_is_another_matter_for_the_clinic() {
    let mut diary = Diary::adult();
    short(&mut diary, "2026-01-19", 16, 12);
    assert!(stalled(&diary, "2026-02-18T09:00").is_some(), "14 days late");
    assert_eq!(stalled(&diary, "2026-02-19T09:00"), None, "15 days late");
    diary.good("2026-02-19T20:00", 12, 0).value.ease = Ease::Firm;
    assert!(stalled(&diary, "2026-02-20T09:00").is_some(), "the days in it count");
}
