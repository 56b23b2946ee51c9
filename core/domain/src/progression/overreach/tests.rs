//! Which sessions reach too far, and when that is told.

use chrono::TimeDelta;

use super::*;
use crate::contact::ContactOutcome;
use crate::entry::{Former, Origin};
use crate::gate::Gate;
use crate::plan::Plan;
use crate::progression::{next_session_size, propose};
use crate::sample::{Diary, OWN, mm, moment};
use crate::session::Ease;

const NOW: &str = "2026-01-30T09:00";

fn found(diary: &Diary, when: &str) -> Option<(Millimetres, u32, String)> {
    let found = overreach(&diary.history, &moment(when))?;
    let Reason::BeyondSize { size, times } = found.reason else { panic!("another reason") };
    Some((size, times, found.since.format("%m-%d %H:%M").to_string()))
}

#[test]
fn once_is_said_and_twice_asks_the_clinic_before_the_next_session() {
    let mut diary = Diary::adult();
    diary.evenings("2026-01-19", 2, 12);
    diary.good("2026-01-21T20:00", 16, 0);
    assert_eq!(found(&diary, NOW), None);
    assert!(next_session_size(&diary.history, Gate::OPEN, &moment("2026-01-22T09:00")).is_some());
    diary.good("2026-01-22T20:00", 16, 0).value.ease = Ease::NotPassed;
    let again = Some((mm(16), 2, "01-22 20:00".to_owned()));
    assert_eq!(found(&diary, "2026-01-22T19:59"), None);
    assert_eq!(found(&diary, "2026-01-22T20:00"), again, "also where it did not pass");
    let proposal = propose(&diary.history, Gate::OPEN, &moment("2026-01-23T09:00"));
    assert_eq!(proposal.ask_first(), Some(&Reason::BeyondSize { size: mm(16), times: 2 }));
    assert_eq!(next_session_size(&diary.history, Gate::OPEN, &moment("2026-01-23T09:00")), None);
    diary.good("2026-01-23T20:00", 15, 0);
    assert_eq!(found(&diary, NOW), Some((mm(15), 3, "01-22 20:00".to_owned())), "from the second one on");
}

#[test]
fn a_size_is_skipped_where_another_one_lies_between_and_the_very_next_one_is_not() {
    for (size, skips) in [(12, false), (13, false), (14, true), (15, true), (16, true)] {
        let mut diary = Diary::adult();
        diary.evenings("2026-01-19", 2, size);
        assert_eq!(found(&diary, NOW).is_some(), skips, "{size} mm from 12 mm");
    }
    let mut at_goal = Diary::adult();
    at_goal.visit("2026-01-19T09:00", Some(15));
    at_goal.evenings("2026-01-19", 2, 15);
    assert_eq!(found(&at_goal, NOW), None);
    at_goal.evenings("2026-01-21", 2, 16);
    assert!(found(&at_goal, NOW).is_some(), "the very next size, above the ceiling");
}

#[test]
fn what_the_plan_allowed_then_or_has_come_up_to_since_is_no_matter() {
    let mut down = Diary::adult();
    down.visit("2026-01-19T09:00", Some(15));
    down.evenings("2026-01-19", 2, 15);
    down.step("2026-01-21T09:00", 15, 14);
    down.step("2026-01-22T09:00", 14, 13);
    assert_eq!(found(&down, NOW), None, "15 mm was the size then");
    let mut up = Diary::adult();
    up.evenings("2026-01-19", 2, 14);
    assert!(found(&up, NOW).is_some());
    up.step("2026-01-22T09:00", 12, 13);
    assert_eq!(found(&up, NOW), None);
}

#[test]
fn the_clinics_say_begins_it_anew_and_a_session_that_both_parents_wrote_down_is_one() {
    let reaching = || {
        let mut diary = Diary::adult();
        diary.evenings("2026-01-21", 2, 16);
        diary
    };
    for (outcome, anew) in [(ContactOutcome::Resume, true), (ContactOutcome::SeenNothingToDo, false)] {
        let mut diary = reaching();
        diary.contact("2026-01-23T09:00", outcome);
        assert_eq!(found(&diary, NOW).is_none(), anew, "{outcome:?}");
    }
    for (size, anew) in [(None, false), (Some(12), true)] {
        let mut seen = reaching();
        seen.visit("2026-01-23T09:00", size);
        assert_eq!(found(&seen, NOW).is_none(), anew, "to have been seen opens nothing");
    }
    let mut higher = Diary::adult();
    higher.visit("2026-01-19T09:00", Some(15));
    higher.evenings("2026-01-21", 2, 16);
    assert!(found(&higher, NOW).is_some());
    let plan = Plan::parse(&OWN.replace("goal_mm = 15", "goal_mm = 16")).expect("a plan");
    let plan = higher.logged("2026-01-23T09:00", plan);
    higher.history.plans.push(plan);
    assert_eq!(found(&higher, NOW), None, "the plan allows it by now");
    for (hours, undone) in [(24, true), (25, false)] {
        let mut other = reaching();
        let session = &mut other.history.sessions[0];
        let (entry, effective, written) = (session.id, session.effective, session.recorded);
        session.former = vec![Former { entry, effective, written, value: session.value.clone() }];
        session.value.size = mm(12);
        session.amended = Some(effective + TimeDelta::hours(hours));
        assert_eq!(found(&other, NOW).is_none(), undone, "another size, told {hours} hours later");
    }
    let mut twice = Diary::adult();
    twice.good("2026-01-21T20:00", 16, 0);
    twice.good("2026-01-21T20:03", 16, 0);
    assert_eq!(found(&twice, NOW), None);
}

/// A word answers for what the clinic could know of: what is written down afterwards, of a day before, it has not heard.
#[test]
fn what_was_written_down_after_a_talk_of_a_day_before_it_is_new() {
    let late = |days: [&str; 2], origin| {
        let mut diary = Diary::adult();
        diary.contact("2026-01-23T09:00", ContactOutcome::Resume);
        for day in days {
            diary.good(&format!("{day}T20:00"), 16, 0).origin = origin;
        }
        found(&diary, NOW)
    };
    let expected = Some((mm(16), 2, "01-22 20:00".to_owned()));
    assert_eq!(late(["2026-01-21", "2026-01-22"], Origin::Live), expected);
    assert_eq!(late(["2026-01-21", "2026-01-22"], Origin::Imported), None, "old news");
    assert_eq!(late(["2026-01-17", "2026-01-22"], Origin::Live), None, "one of them before the programme");
    let mut told = Diary::adult();
    told.evenings("2026-01-21", 2, 16);
    told.contact("2026-01-23T09:00", ContactOutcome::Resume);
    told.good("2026-01-20T20:00", 16, 0);
    assert_eq!(found(&told, NOW), None, "the other two are answered for");
}
