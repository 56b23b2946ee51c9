//! What a session must have of the plan's dose to count for a step.

use super::*;
use crate::plan::Plan;
use crate::sample::{Diary, OWN, mm, moment, psarp};
use crate::session::{Ease, Session, StopReason};

const INCOMPLETE: Credit = Credit::NotCounted(NotCounted::Incomplete);
const BEYOND: Credit = Credit::NotCounted(NotCounted::BeyondPlan);

fn evidence(diary: &Diary, when: &str) -> Evidence {
    propose(&diary.history, Gate::OPEN, &moment(when)).evidence
}

fn credits(diary: &Diary) -> Vec<Credit> {
    let all = evidence(diary, "2026-03-31T23:00").sessions;
    all.into_iter().map(|(_, credit)| credit).collect()
}

fn with(lines: &str) -> Diary {
    let text = OWN
        .replace("per_day = 1\ntimes = [\"20:00\"]\n", "")
        .replace("insertions = 1\n", &format!("{lines}\ninsertions = 1\n"));
    Diary::of(Plan::parse(&text).expect("a plan"), "1990-05-05")
}

#[test]
fn a_child_who_says_stop_breaks_the_row_and_a_stop_from_outside_does_not() {
    for (stopped, in_a_row) in [
        (StopReason::ChildSaidStop, 0),
        (StopReason::Pain, 0),
        (StopReason::Bleeding, 0),
        (StopReason::Stuck, 0),
        (StopReason::Faint, 0),
        (StopReason::WouldNotPass, 0),
        (StopReason::Interrupted, 8),
        (StopReason::Other, 8),
    ] {
        let mut diary = Diary::adult();
        diary.evenings("2026-01-19", 8, 12);
        diary.evenings("2026-01-27", 8, 12);
        for session in &mut diary.history.sessions[8..] {
            session.value.stopped = Some(stopped);
        }
        let proposal = propose(&diary.history, Gate::OPEN, &moment("2026-02-04T09:00"));
        assert_eq!(proposal.evidence.in_a_row, in_a_row, "{stopped:?}");
        let advances = matches!(proposal.kind, ProposalKind::Advance { .. });
        assert_eq!(advances, in_a_row > 0, "{stopped:?}");
    }
}

#[test]
fn what_a_day_has_beyond_its_ceiling_does_not_count_and_a_double_or_a_try_fills_no_place() {
    let mut diary = Diary::of(psarp(), "2025-11-17");
    diary.good("2026-01-19T07:00", 9, 0);
    diary.good("2026-01-19T13:00", 9, 0).value.occurrence = None;
    diary.good("2026-01-19T19:00", 9, 1);
    diary.good("2026-01-20T07:00", 9, 0);
    assert_eq!(credits(&diary), [Credit::Good, Credit::Good, BEYOND, Credit::Good]);
    let mut night = Diary::of(psarp(), "2025-11-17");
    night.good("2026-01-19T19:00", 9, 0);
    let after_midnight = night.good("2026-01-20T01:30", 9, 1);
    after_midnight.value.occurrence = after_midnight
        .value
        .occurrence
        .map(|id| crate::OccurrenceId { date: crate::sample::date("2026-01-19"), ..id });
    night.good("2026-01-20T08:00", 9, 0);
    night.good("2026-01-20T19:00", 9, 1);
    assert_eq!(credits(&night), [Credit::Good; 4], "that of the night belongs to the evening");
    let mut both = Diary::of(psarp(), "2025-11-17");
    both.good("2026-01-19T07:00", 9, 0);
    both.good("2026-01-19T07:05", 9, 0);
    both.good("2026-01-19T19:00", 9, 1);
    let doubled = Credit::NotCounted(NotCounted::Duplicate);
    assert_eq!(credits(&both), [Credit::Good, doubled, Credit::Good], "logged by both parents");
    let mut tried = Diary::of(psarp(), "2025-11-17");
    tried.good("2026-01-19T00:30", 9, 0).value.ease = Ease::NotPassed;
    tried.good("2026-01-19T07:00", 9, 0);
    tried.good("2026-01-19T19:00", 9, 1);
    assert_eq!(credits(&tried), [Credit::Breaks, Credit::Good, Credit::Good]);
}

#[test]
fn a_week_of_the_phase_has_its_own_ceiling_and_so_have_the_days_between_two() {
    let held = |lines: &str, days: &[&str]| {
        let mut diary = with(lines);
        for (at, day) in days.iter().enumerate() {
            let hour = 6 + if at > 0 && days[at - 1] == *day { 7 * at } else { 0 };
            diary.good(&format!("2026-{day}T{hour:02}:00"), 12, 0).value.occurrence = None;
        }
        credits(&diary)
    };
    let good = Credit::Good;
    let week = ["01-19", "01-21", "01-25", "01-26"];
    assert_eq!(held("per_week = 2", &week), [good, good, BEYOND, good], "the 26th begins the second week");
    assert_eq!(held("per_week = { floor = 2, ceiling = 3 }", &week), [good; 4], "a third is allowed");
    assert_eq!(held("every_days = 3", &["01-19", "01-21", "01-22"]), [good, BEYOND, good]);
    assert_eq!(
        held("per_day = { floor = 1, ceiling = 2 }\nmin_gap_h = 6", &["01-19"; 3]),
        [good, good, BEYOND]
    );
}

#[test]
fn smaller_sizes_that_are_to_be_held_are_a_part_of_the_dose() {
    let credit = |warm_up: &str, of: &[u16], size: u16| {
        let mut diary = with(&format!("per_day = 1\nwarm_up = {warm_up}"));
        diary.step("2026-01-19T00:05", 12, size);
        let done: &mut Session = &mut diary.good("2026-01-19T20:00", size, 0).value;
        done.warm_up = of.iter().map(|size| mm(*size)).collect();
        credits(&diary)[0]
    };
    let held = "{ below = 2, hold_s = 600 }";
    assert_eq!(credit(held, &[12, 13], 14), Credit::Good);
    assert_eq!(credit(held, &[13], 14), INCOMPLETE, "one of the two");
    assert_eq!(credit(held, &[], 14), INCOMPLETE);
    assert_eq!(credit(held, &[12], 13), Credit::Good, "there is one below");
    assert_eq!(
        credit("{ sizes_mm = [12, 14], hold_s = 600 }", &[12], 14),
        Credit::Good,
        "below its own size"
    );
    assert_eq!(credit("{ below = 2 }", &[], 14), Credit::Good, "a short pass");
}

#[test]
fn a_hold_of_one_number_counts_from_nine_tenths_of_it_and_a_least_time_stands_as_it_is() {
    let credit = |hold: &str, held: u32| {
        let text = OWN.replace("{ min = 60, target = 120, max = 300 }", hold);
        let mut diary = Diary::of(Plan::parse(&text).expect("a plan"), "1990-05-05");
        diary.good("2026-01-19T20:00", 12, 0).value.holds_s = vec![held];
        credits(&diary)[0]
    };
    assert_eq!([26, 27, 30].map(|held| credit("30", held)), [INCOMPLETE, Credit::Good, Credit::Good]);
    assert_eq!([539, 540].map(|held| credit("600", held)), [INCOMPLETE, Credit::Good]);
    let least = "{ min = 30, target = 30, max = 60 }";
    assert_eq!([29, 30].map(|held| credit(least, held)), [INCOMPLETE, Credit::Good]);
}

#[test]
fn what_was_broken_off_from_outside_takes_nobodys_place() {
    for (stopped, then) in [
        (StopReason::Interrupted, Credit::Good),
        (StopReason::Other, Credit::Good),
        (StopReason::ChildSaidStop, BEYOND),
    ] {
        let mut diary = Diary::adult();
        let short = &mut diary.good("2026-01-19T19:00", 12, 0).value;
        (short.holds_s, short.stopped, short.occurrence) = (vec![5], Some(stopped), None);
        diary.good("2026-01-19T20:00", 12, 0);
        assert_eq!(credits(&diary).last(), Some(&then), "{stopped:?}");
    }
}

/// A step, or a visit that sets another size, makes no session later than it was and answers no slot anew.
#[test]
fn the_first_session_at_a_size_is_too_soon_after_the_last_one_at_the_size_before() {
    for (next, credit) in [("13:59", Credit::NotCounted(NotCounted::TooSoon)), ("14:00", Credit::Good)] {
        let mut diary = Diary::of(psarp(), "2025-11-17");
        let gap = diary.history.plans[0].value.phases()[0].min_gap_h;
        assert_eq!(gap, 6);
        diary.good("2026-01-19T08:00", 9, 0);
        diary.step("2026-01-19T08:05", 9, 10);
        diary.good(&format!("2026-01-19T{next}"), 10, 1);
        assert_eq!(credits(&diary), [credit], "{next}");
    }
    let mut again = Diary::of(psarp(), "2025-11-17");
    again.good("2026-01-19T08:00", 9, 0);
    again.step("2026-01-19T08:05", 9, 10);
    again.good("2026-01-19T19:00", 10, 0);
    assert_eq!(credits(&again), [Credit::NotCounted(NotCounted::Duplicate)]);
}
