//! An adult's way back after a gap, and what a word of the clinic does to it.

use super::tests::{ask, next};
use super::*;
use crate::contact::ContactOutcome;
use crate::plan::Plan;
use crate::progression::{ProposalKind, Reason};
use crate::sample::{Diary, OWN, at, mm};
use crate::session::Ease;

/// An adult at 14 mm who was away for five days beyond the planned one: 13 mm comes first.
fn away() -> Diary {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 14);
    diary.evenings("2026-01-19", 7, 14);
    diary
}

#[test]
fn a_size_from_before_a_gap_comes_back_by_the_plans_own_count_and_not_after_one_session() {
    let mut diary = away();
    assert_eq!(next(&diary, "2026-01-31T19:00"), Some(mm(13)), "five days late");
    diary.good("2026-01-31T20:00", 13, 0);
    assert_eq!(next(&diary, "2026-02-01T19:00"), Some(mm(13)), "one session says little");
    let asked = ask(&diary, "2026-02-01T19:00");
    assert_eq!(asked.kind, ProposalKind::StepBack { to: mm(13) });
    assert!(asked.reasons.contains(&Reason::Regaining { size: mm(13), sessions: 1, days: 1 }));
    diary.evenings("2026-02-01", 6, 13);
    assert_eq!(
        next(&diary, "2026-02-06T23:00"),
        Some(mm(13)),
        "seven sessions, and six days: the plan asks for 7"
    );
    assert_eq!(next(&diary, "2026-02-07T19:00"), Some(mm(14)));
    assert!(
        ask(&diary, "2026-02-07T19:00").reasons.iter().all(|one| !matches!(one, Reason::Regaining { .. }))
    );
}

#[test]
fn two_sizes_come_back_one_after_the_other_and_pain_begins_the_row_anew() {
    let mut diary = away();
    assert_eq!(next(&diary, "2026-02-03T19:00"), Some(mm(12)), "eight days late");
    diary.evenings("2026-02-03", 7, 12);
    assert_eq!(next(&diary, "2026-02-09T23:00"), Some(mm(12)));
    assert_eq!(next(&diary, "2026-02-10T19:00"), Some(mm(13)), "the first of the two");
    let anew = Reason::Regaining { size: mm(13), sessions: 0, days: 0 };
    assert!(ask(&diary, "2026-02-10T19:00").reasons.contains(&anew), "each is counted by itself");
    diary.evenings("2026-02-10", 5, 13);
    diary.good("2026-02-15T20:00", 13, 0).value.pain = crate::sample::pain(8);
    diary.evenings("2026-02-16", 2, 13);
    assert_eq!(next(&diary, "2026-02-17T23:00"), Some(mm(13)), "two in a row of three, over seven days");
    diary.good("2026-02-18T20:00", 13, 0);
    assert_eq!(next(&diary, "2026-02-18T23:00"), Some(mm(14)));
}

#[test]
fn a_second_gap_on_the_way_goes_down_from_there_and_the_larger_size_counts_toward_its_return() {
    let mut diary = away();
    diary.good("2026-01-31T20:00", 13, 0);
    assert_eq!(next(&diary, "2026-02-04T19:00"), Some(mm(12)), "three days late once more");
    diary.good("2026-02-04T20:00", 12, 0);
    assert_eq!(next(&diary, "2026-02-05T19:00"), Some(mm(12)));
    let mut bold = away();
    bold.evenings("2026-01-31", 8, 14);
    assert_eq!(next(&bold, "2026-02-08T19:00"), Some(mm(14)), "it passed well, though nobody had said so");
}

#[test]
fn on_the_way_back_a_size_counts_from_there_up_and_only_its_own_failure_breaks_the_row() {
    for (size, ease, sessions) in [
        (12, Ease::Easy, 1),
        (13, Ease::Easy, 2),
        (14, Ease::Easy, 2),
        (13, Ease::NotPassed, 0),
        (14, Ease::NotPassed, 1),
    ] {
        let mut diary = away();
        diary.good("2026-01-31T20:00", 13, 0);
        diary.good("2026-02-01T20:00", size, 0).value.ease = ease;
        let regaining = Reason::Regaining { size: mm(13), sessions, days: 2 };
        assert!(ask(&diary, "2026-02-02T09:00").reasons.contains(&regaining), "{size} {ease:?}");
    }
}

/// Like every size: a session too soon after another counts as little here, and a second try after one that failed as much.
#[test]
fn on_the_way_back_a_session_counts_as_it_counts_at_every_size() {
    let often = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", "per_day = 2\nmin_gap_h = 6");
    let regained = |then: &[(&str, Ease)]| {
        let mut diary = Diary::of(Plan::parse(&often).expect("a plan"), "1990-05-05");
        diary.step("2026-01-19T09:00", 12, 14);
        diary.evenings("2026-01-19", 7, 14);
        diary.good("2026-01-31T08:00", 13, 0);
        for (number, (when, ease)) in then.iter().enumerate() {
            diary.good(when, 13, u8::from(number == 0 || then[0].1 != Ease::Easy)).value.ease = *ease;
        }
        ask(&diary, "2026-02-01T07:00").reasons.into_iter().find_map(|reason| match reason {
            Reason::Regaining { sessions, .. } => Some(sessions),
            _ => None,
        })
    };
    assert_eq!(regained(&[("2026-01-31T13:59", Ease::Easy)]), Some(1), "a minute too soon");
    assert_eq!(regained(&[("2026-01-31T14:00", Ease::Easy)]), Some(2));
    let again = [("2026-01-31T14:00", Ease::NotPassed), ("2026-01-31T20:00", Ease::Easy)];
    assert_eq!(regained(&again), Some(1), "the second try of the slot begins the row anew");
}

#[test]
fn where_the_plan_has_no_count_a_size_comes_back_after_three_good_sessions_and_seven_days() {
    let (head, rest) = OWN.split_once("[step_up]\n").expect("numbers for a step");
    let (_, rest) = rest.split_once("\n[").expect("what follows");
    let text = format!("{head}[{rest}")
        .replace("start_mm = 12", "start_mm = 14")
        .replace("goal_mm = 15", "goal_mm = 14");
    let text = text.replace("self_directed", "clinic").replace("own_practice", "anal_stenosis");
    let back = |count: usize| {
        let mut diary = Diary::of(Plan::parse(&text).expect("a plan"), "1990-05-05");
        diary.evenings("2026-01-19", 7, 14);
        diary.evenings("2026-01-31", 8, 13);
        let from = diary.history.sessions.len() - 8 + count;
        diary.history.sessions[from..].iter_mut().for_each(|one| one.value.holds_s = vec![5]);
        next(&diary, "2026-02-07T23:00")
    };
    assert_eq!(back(3), Some(mm(14)), "nothing else ends the way");
    assert_eq!(back(2), Some(mm(13)));
    let mut early = Diary::of(Plan::parse(&text).expect("a plan"), "1990-05-05");
    early.evenings("2026-01-19", 7, 14);
    early.evenings("2026-01-31", 7, 13);
    assert_eq!(next(&early, "2026-02-06T23:00"), Some(mm(13)), "six days");
    assert_eq!(next(&early, "2026-02-07T19:00"), Some(mm(14)));
}

#[test]
fn a_size_that_the_clinic_names_ends_the_way_that_it_comes_after_and_no_later_one() {
    for outcome in [ContactOutcome::Resume, ContactOutcome::ResumeAt(mm(14))] {
        let mut diary = away();
        diary.contact("2026-01-20T09:00", outcome);
        diary.evenings("2026-01-31", 2, 13);
        let regaining = Reason::Regaining { size: mm(13), sessions: 2, days: 2 };
        assert!(ask(&diary, "2026-02-02T09:00").reasons.contains(&regaining), "it was said before the gap");
    }
    for word in ["2026-01-31T20:00", "2026-02-01T09:00"] {
        let mut diary = away();
        diary.good("2026-01-31T20:00", 13, 0);
        diary.contact(word, ContactOutcome::ResumeAt(mm(14)));
        assert_eq!(next(&diary, "2026-02-01T19:00"), Some(mm(14)), "{word}");
        diary.good("2026-02-01T20:00", 14, 0);
        diary.good("2026-02-06T20:00", 13, 0);
        let regaining = Reason::Regaining { size: mm(13), sessions: 1, days: 1 };
        assert!(ask(&diary, "2026-02-07T09:00").reasons.contains(&regaining), "one down from 14 mm again");
    }
}

#[test]
fn a_size_that_the_clinic_names_or_a_step_that_was_taken_ends_the_way_back() {
    let mut diary = away();
    diary.good("2026-01-31T20:00", 13, 0);
    let mut stepped = Diary::adult();
    stepped.history = diary.history.clone();
    for outcome in [ContactOutcome::Resume, ContactOutcome::StaySame] {
        diary.contact("2026-02-01T09:00", outcome);
        assert_eq!(next(&diary, "2026-02-01T19:00"), Some(mm(13)), "it may have been about a fever");
    }
    diary.contact("2026-02-01T10:00", ContactOutcome::ResumeAt(mm(14)));
    assert_eq!(next(&diary, "2026-02-01T19:00"), Some(mm(14)));
    stepped.step("2026-02-01T09:00", 14, 13);
    assert_eq!(next(&stepped, "2026-02-01T19:00"), Some(mm(13)));
    assert!(
        ask(&stepped, "2026-02-01T19:00").reasons.iter().all(|one| !matches!(one, Reason::Regaining { .. }))
    );
}

#[test]
fn the_size_after_a_gap_goes_down_by_the_days_beyond_the_planned_interval() {
    let weekly = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", "per_week = 1");
    for (text, days, size) in [
        (OWN, 3, None),
        (OWN, 4, Some(14)),
        (OWN, 8, Some(14)),
        (OWN, 9, Some(13)),
        (OWN, 15, Some(13)),
        (OWN, 16, Some(12)),
        (&weekly, 9, None),
        (&weekly, 10, Some(14)),
    ] {
        let diary = Diary::of(Plan::parse(text).expect("a plan"), "1990-05-05");
        let last = at("2026-01-19T20:00");
        let gap = (last, last + TimeDelta::days(days));
        let found = lowered(&diary.history, &diary.history.plans[0], gap, Some(mm(15)));
        assert_eq!(found, size.map(mm), "{days} days");
    }
}

#[test]
fn a_step_that_was_taken_after_a_gap_is_walked_from_below_and_a_childs_gap_is_for_the_surgeon() {
    let regains = |diary: &Diary, when: &str| {
        ask(diary, when).reasons.into_iter().find_map(|reason| match reason {
            Reason::Regaining { size, .. } => Some(size),
            _ => None,
        })
    };
    for step in ["2026-02-05T09:00", "2026-02-05T20:00"] {
        let mut diary = Diary::adult();
        diary.evenings("2026-01-19", 7, 12);
        diary.step(step, 12, 13);
        diary.good("2026-02-05T20:00", 13, 0);
        assert_eq!(regains(&diary, "2026-02-05T21:00"), Some(mm(12)), "{step}");
    }
    let mut child = Diary::child();
    child.step("2026-01-19T07:00", 9, 11);
    child.good("2026-01-19T08:00", 11, 0);
    child.good("2026-01-29T08:00", 11, 0);
    assert_eq!(regains(&child, "2026-01-29T09:00"), None);
}

/// R4 asks for both after so long a time: the clinic, and the start of the plan. Only a size that it names is another one.
#[test]
fn who_may_go_on_after_a_long_gap_begins_with_the_start_size_unless_the_clinic_names_one() {
    let after = |day: &str, outcome| {
        let mut diary = away();
        diary.contact(&format!("{day}T09:00"), outcome);
        (next(&diary, &format!("{day}T19:00")), diary)
    };
    let (resume, stay) = (ContactOutcome::Resume, ContactOutcome::StaySame);
    assert_eq!(after("2026-02-09", resume).0, Some(mm(12)), "14 days late: two sizes down, as before it");
    assert_eq!(after("2026-02-09", ContactOutcome::ResumeAt(mm(14))).0, Some(mm(14)));
    for outcome in [resume, stay, ContactOutcome::StepDown] {
        let (size, diary) = after("2026-02-10", outcome);
        assert_eq!(size, Some(mm(12)), "15 days late, {outcome:?}");
        assert_eq!(diary.history.current_size(at("2026-02-10T08:59")), Some(mm(14)));
        assert_eq!(next(&diary, "2026-02-25T19:00"), Some(mm(12)), "there is none below the start");
        assert_eq!(next(&diary, "2026-02-26T19:00"), None, "15 days late once more");
    }
    assert_eq!(after("2026-02-10", ContactOutcome::ResumeAt(mm(13))).0, Some(mm(13)));
    for outcome in [ContactOutcome::Stop, ContactOutcome::SeenNothingToDo] {
        let (size, diary) = after("2026-02-10", outcome);
        assert_eq!(size, None, "{outcome:?}");
        assert_eq!(diary.history.current_size(at("2026-02-10T10:00")), Some(mm(14)), "it lets nobody go on");
    }
    let (_, mut again) = after("2026-02-10", resume);
    again.evenings("2026-02-10", 7, 12);
    let upward = ProposalKind::Advance { from: mm(12), to: mm(13) };
    assert_eq!(ask(&again, "2026-02-17T09:00").kind, upward, "by the count of the plan");
    let mut child = Diary::child();
    child.step("2026-01-19T07:00", 9, 11);
    child.good("2026-01-19T08:00", 11, 0);
    child.contact("2026-02-25T09:00", resume);
    assert_eq!(next(&child, "2026-02-25T19:00"), Some(mm(11)), "R3: a child's surgeon decides");
}

/// The canal does not know why it was not dilated: a word in the middle of a gap that names no size makes none larger.
#[test]
fn a_word_of_the_clinic_that_names_no_size_makes_a_gap_no_lighter() {
    let at = |word: &str, when: &str| {
        let [with, without] = [true, false].map(|is_told| {
            let mut diary = away();
            if is_told {
                diary.contact(word, ContactOutcome::StaySame);
            }
            next(&diary, when)
        });
        assert_eq!(with, without, "{word} {when}");
        with
    };
    for word in ["2026-01-28T09:00", "2026-01-29T09:00"] {
        assert_eq!(at(word, "2026-01-29T19:00"), Some(mm(13)), "three days late");
        assert_eq!(at(word, "2026-02-02T19:00"), Some(mm(13)), "seven");
        assert_eq!(at(word, "2026-02-03T19:00"), Some(mm(12)), "eight");
        assert_eq!(at(word, "2026-02-10T19:00"), None, "15");
    }
    let mut named = away();
    named.contact("2026-01-29T09:00", ContactOutcome::ResumeAt(mm(14)));
    assert_eq!(next(&named, "2026-01-31T19:00"), Some(mm(14)), "it has named a size, and two days are new");
    assert_eq!(next(&named, "2026-02-02T19:00"), Some(mm(13)), "three are");
}

/// What is told of the gap after the talk, late or from a file, was not known in it.
#[test]
fn a_session_that_came_in_after_the_word_does_not_undo_that_the_plan_began_anew() {
    let mut diary = away();
    diary.contact("2026-02-10T09:00", ContactOutcome::Resume);
    assert_eq!(next(&diary, "2026-02-10T19:00"), Some(mm(12)));
    let late = diary.good("2026-02-05T20:00", 13, 0);
    late.recorded = at("2026-02-11T10:00");
    diary.history.sessions.sort_by_key(|one| one.effective);
    assert_eq!(diary.history.current_size(at("2026-02-11T11:00")), Some(mm(12)));
    assert_eq!(next(&diary, "2026-02-11T11:00"), Some(mm(12)));
    let mut before = away();
    before.good("2026-02-05T20:00", 13, 0).recorded = at("2026-02-10T08:00");
    before.contact("2026-02-10T09:00", ContactOutcome::Resume);
    assert_eq!(before.history.current_size(at("2026-02-11T11:00")), Some(mm(14)), "it was known then");
}

/// A size that a visit sets is where the time begins anew, though the last session was at another one.
#[test]
fn the_way_back_after_a_visit_goes_down_from_the_size_that_it_set() {
    let mut diary = away();
    diary.visit("2026-02-10T09:00", Some(13));
    diary.good("2026-02-11T20:00", 13, 0);
    assert_eq!(next(&diary, "2026-02-12T19:00"), Some(mm(13)), "the next day is no gap");
    let mut late = away();
    late.visit("2026-02-10T09:00", Some(13));
    late.good("2026-02-14T20:00", 13, 0);
    assert_eq!(next(&late, "2026-02-15T19:00"), Some(mm(12)), "three days late: one down from 13");
}
