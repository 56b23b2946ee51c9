//! Time in which nothing was dilated: what is a gap, and what a child's interruption.

use super::*;
use crate::contact::ContactOutcome;
use crate::gate::Gate;
use crate::plan::Plan;
use crate::progression::{Proposal, ProposalKind, Reason, next_session_size, propose};
use crate::sample::{Diary, OWN, at, date, mm, moment, own, psarp};
use crate::session::{Ease, Skip};

fn ask(diary: &Diary, when: &str) -> Proposal {
    propose(&diary.history, Gate::OPEN, &moment(when))
}

pub(super) fn next(diary: &Diary, when: &str) -> Option<Millimetres> {
    next_session_size(&diary.history, Gate::OPEN, &moment(when))
}

#[test]
fn after_a_long_gap_nobody_goes_on_before_the_clinic_was_asked() {
    let mut adult = Diary::adult();
    adult.evenings("2026-01-05", 3, 12);
    assert_eq!(
        next(&adult, "2026-01-22T20:00"),
        Some(mm(12)),
        "14 days late: smaller sizes, if there are any"
    );
    assert_eq!(next(&adult, "2026-01-23T20:00"), None, "15 days late");
    let mut child = Diary::child();
    child.good("2026-01-19T08:00", 9, 0);
    assert!(next(&child, "2026-01-20T20:00").is_some(), "a day and a half");
    assert_eq!(next(&child, "2026-01-21T08:01"), None, "beyond 48 hours");
    assert!(matches!(ask(&child, "2026-01-21T08:01").ask_first(), Some(Reason::ChildInterrupted { .. })));
    child.contact("2026-01-21T09:00", ContactOutcome::Resume);
    assert!(next(&child, "2026-01-21T10:00").is_some());
}

#[test]
fn where_nothing_is_dilated_at_home_there_is_no_gap() {
    let (head, rest) = OWN.split_once("[[phase]]").expect("a phase");
    let (_, contact) = rest.split_once("[[contact]]").expect("a contact");
    let head =
        head.replace("self_directed", "clinic").replace("origin", "regimen = \"calibration_only\"\norigin");
    let plan = Plan::parse(&format!("{head}[[contact]]{contact}")).expect("a plan");
    let asked = ask(&Diary::of(plan, "1990-05-05"), "2026-02-20T20:00");
    assert!(asked.reasons.iter().all(|reason| !matches!(reason, Reason::Gap { .. })));
    assert!(asked.reasons.contains(&Reason::ClinicOnly));
}

#[test]
fn a_session_is_thought_of_at_the_hour_at_which_its_like_was_held_last() {
    let mut child = Diary::child();
    assert_eq!(usual_hour(&child.history, 0), None, "nothing was held yet");
    child.good("2026-01-19T07:10", 9, 0);
    child.good("2026-01-19T19:20", 9, 1);
    let hour = |slot: u8| usual_hour(&child.history, slot).map(|hour| hour.to_string());
    let told = [0, 1, 2].map(hour);
    assert_eq!(told, ["07:10:00", "19:20:00", "19:20:00"].map(|hour| Some(hour.to_owned())));
}

#[test]
fn a_plan_that_was_never_begun_is_a_gap_too() {
    let adult = Diary::adult();
    let begun = adult.history.plans[0].value.first_day().expect("a first day");
    let later = |days: u64| format!("{}T20:00", begun + chrono::Days::new(days));
    assert!(next(&adult, &later(1)).is_some());
    assert!(next(&adult, &later(15)).is_some(), "14 days late");
    assert_eq!(next(&adult, &later(16)), None, "15 days late");
}

#[test]
fn an_adults_gap_goes_down_by_its_length_beyond_the_planned_interval() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 15);
    diary.evenings("2026-01-19", 7, 15);
    for (when, kind) in [
        ("2026-01-28T09:00", ProposalKind::AtGoal),
        ("2026-01-29T09:00", ProposalKind::StepBack { to: mm(14) }),
        ("2026-02-02T09:00", ProposalKind::StepBack { to: mm(14) }),
        ("2026-02-03T09:00", ProposalKind::StepBack { to: mm(13) }),
        ("2026-02-09T09:00", ProposalKind::StepBack { to: mm(13) }),
        ("2026-02-10T09:00", ProposalKind::AskClinic),
    ] {
        assert_eq!(ask(&diary, when).kind, kind, "{when}");
    }
    diary.step("2026-01-29T09:30", 15, 14);
    let after = ask(&diary, "2026-01-29T10:00");
    assert_eq!(after.kind, ProposalKind::Hold, "the step back was taken and is not asked for again");
    assert!(after.reasons.contains(&Reason::Gap { days_late: 3 }));
}

#[test]
fn a_taper_is_no_gap() {
    let weekly = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", "per_week = 1");
    let mut diary = Diary::of(Plan::parse(&weekly).expect("a plan"), "1990-05-05");
    diary.step("2026-01-19T09:00", 12, 13);
    diary.good("2026-01-19T20:00", 13, 0);
    assert_eq!(ask(&diary, "2026-01-28T09:00").kind, ProposalKind::Hold, "two days late");
    assert_eq!(
        ask(&diary, "2026-01-29T09:00").kind,
        ProposalKind::StepBack { to: mm(12) },
        "three days late"
    );
}

#[test]
fn a_childs_interruption_asks_the_surgeon_after_two_days_or_three_missed_sessions() {
    let mut diary = Diary::child();
    diary.good("2026-01-20T08:00", 9, 0);
    let kind = |when| ask(&diary, when).kind;
    assert_eq!(kind("2026-01-21T02:00"), ProposalKind::Hold, "nothing is closed yet");
    assert_eq!(kind("2026-01-22T02:59"), ProposalKind::Hold, "one missed, two still open");
    assert_eq!(kind("2026-01-22T03:00"), ProposalKind::AskClinic, "three missed");
    let mut diary = Diary::child();
    diary.good("2026-01-20T08:00", 9, 0);
    diary.good("2026-01-20T20:00", 9, 1);
    assert_eq!(ask(&diary, "2026-01-22T02:00").kind, ProposalKind::Hold, "two missed");
    let proposal = ask(&diary, "2026-01-22T20:01");
    assert_eq!(proposal.kind, ProposalKind::AskClinic, "over 48 hours");
    diary.contact("2026-01-22T21:00", ContactOutcome::Resume);
    assert_eq!(ask(&diary, "2026-01-22T22:00").kind, ProposalKind::Hold, "the surgeon has spoken");
}

/// Three sessions that the clinic left out are no three that were missed; the hours without one count all the same.
#[test]
fn what_the_clinic_left_out_of_a_childs_programme_was_not_missed() {
    for (reason, asks) in [(SkipReason::ClinicSaid, false), (SkipReason::Travel, true)] {
        let mut diary = Diary::child();
        diary.good("2026-01-20T08:00", 9, 0);
        let plan = diary.history.plans[0].id;
        for (day, slot) in [("2026-01-20", 1), ("2026-01-21", 0), ("2026-01-21", 1)] {
            let occurrence = Some(crate::OccurrenceId { date: date(day), slot, plan });
            let skip = diary.logged(&format!("{day}T21:00"), Skip { occurrence, reason, note: None });
            diary.history.skips.push(skip);
        }
        assert_eq!(interruption(&diary.history, &moment("2026-01-22T03:00")).is_some(), asks, "{reason:?}");
        assert!(interruption(&diary.history, &moment("2026-01-22T20:01")).is_some(), "over 48 hours");
    }
}

#[test]
fn a_childs_taper_is_no_interruption_until_two_days_beyond_its_interval() {
    let text = psarp().to_text().replacen("per_day = 2", "every_days = 3", 1);
    let mut diary = Diary::of(Plan::parse(&text).expect("a plan"), "2025-11-17");
    diary.good("2026-01-19T08:00", 9, 0);
    assert_eq!(ask(&diary, "2026-01-24T08:00").kind, ProposalKind::Hold, "three days and 48 hours");
    assert_eq!(ask(&diary, "2026-01-24T08:01").kind, ProposalKind::AskClinic);
}

#[test]
fn a_programme_begins_with_its_first_plan_or_anew_with_one_that_was_signed() {
    use crate::plan::Signer;
    let mut diary = Diary::child();
    let begun = |diary: &Diary, when: &str| programme_begun(&diary.history, &moment(when));
    assert_eq!(begun(&diary, "2026-01-18T23:59"), None);
    assert_eq!(begun(&diary, "2026-01-19T00:00"), Some(at("2026-01-19T00:00")));
    let typed = diary.logged("2026-01-25T10:00", psarp());
    diary.history.plans.push(typed);
    assert_eq!(begun(&diary, "2026-01-26T00:00"), Some(at("2026-01-19T00:00")), "typed in again");
    let signer = Signer { issuer: "Ward".to_owned(), key_id: "k".to_owned() };
    let signed = diary.logged("2026-01-27T10:00", psarp().signed_by(signer));
    diary.history.plans.push(signed);
    assert_eq!(begun(&diary, "2026-01-27T09:59"), Some(at("2026-01-19T00:00")));
    assert_eq!(begun(&diary, "2026-01-27T10:00"), Some(at("2026-01-27T10:00")));
    diary.history.plans.clear();
    assert_eq!(begun(&diary, "2026-01-27T10:00"), None);
}

#[test]
fn an_interruption_says_from_what_it_is_counted_and_when_it_became_one() {
    let mut diary = Diary::child();
    let found = |diary: &Diary, when: &str| {
        let found = interruption(&diary.history, &moment(when))?;
        Some((found.from, found.last, found.since, found.missed))
    };
    let begun = at("2026-01-19T00:00");
    assert_eq!(found(&diary, "2026-01-21T00:00"), None, "two missed, and 48 hours to the minute");
    let beyond = (GapFrom::PlanBegan, begun, at("2026-01-21T00:00"), 2);
    assert_eq!(found(&diary, "2026-01-21T00:01"), Some(beyond));
    diary.good("2026-01-19T08:00", 9, 0);
    let third = (GapFrom::LastPassed, at("2026-01-19T08:00"), at("2026-01-21T03:00"), 3);
    assert_eq!(found(&diary, "2026-01-21T02:59"), None);
    assert_eq!(
        found(&diary, "2026-01-21T03:00"),
        Some(third),
        "the third missed in a row closes before 48 hours"
    );
    diary.contact("2026-01-21T13:00", ContactOutcome::Resume);
    let spoken = (GapFrom::ClinicWord, at("2026-01-21T13:00"), at("2026-01-23T13:00"), 2);
    assert_eq!(found(&diary, "2026-01-23T13:00"), None);
    assert_eq!(found(&diary, "2026-01-23T13:01"), Some(spoken));
    diary.good("2026-01-23T14:00", 9, 0).value.occurrence = None;
    assert_eq!(
        found(&diary, "2026-01-24T03:00"),
        None,
        "a session that answers no slot dilates all the same"
    );
}

#[test]
fn what_was_counted_before_an_interruption_counts_no_more() {
    let counted = |diary: &Diary, now: &str| {
        let evidence = ask(diary, now).evidence;
        (evidence.days_at_size, evidence.in_a_row, evidence.anew_since)
    };
    let mut adult = Diary::adult();
    adult.evenings("2026-01-19", 5, 12);
    let mut late = Diary::adult();
    late.history = adult.history.clone();
    adult.good("2026-01-26T20:00", 12, 0);
    assert_eq!(counted(&adult, "2026-01-26T21:00"), (7, 6, None), "two days beyond the planned one");
    late.good("2026-01-27T20:00", 12, 0);
    assert_eq!(counted(&late, "2026-01-27T21:00"), (0, 1, Some(date("2026-01-27"))), "three");
    let proposal = ask(&late, "2026-01-27T21:00");
    assert_eq!(proposal.kind, ProposalKind::Hold);
    assert!(proposal.reasons.contains(&Reason::CountedAnew { since: date("2026-01-27") }));
    late.evenings("2026-01-28", 7, 12);
    let proposal = ask(&late, "2026-02-03T21:00");
    assert_eq!(proposal.kind, ProposalKind::Advance { from: mm(12), to: mm(13) });
    assert!(proposal.reasons.iter().all(|reason| !reason.holds_back()), "{:?}", proposal.reasons);
    for (next, anew) in [("2026-01-21T08:00", false), ("2026-01-21T08:01", true)] {
        let mut child = Diary::child();
        child.good("2026-01-19T08:00", 9, 0);
        child.good(next, 9, 0);
        assert_eq!(counted(&child, next).2.is_some(), anew, "48 hours, and a minute more");
    }
}

#[test]
fn a_child_is_one_by_the_birthday_or_by_the_plan() {
    let born = |day, plan| Diary::of(plan, day).history;
    let is_interrupted = |history: &History| interruption(history, &moment("2026-01-25T12:00")).is_some();
    assert!(is_interrupted(&born("1990-05-05", psarp())), "a child's plan for somebody born long ago");
    assert!(is_interrupted(&born("2020-05-05", own())), "a child with an adult's plan");
    assert!(!is_interrupted(&born("1990-05-05", own())));
}

#[test]
fn a_session_held_late_does_not_hide_the_missed_one_that_was_open_meanwhile() {
    let mut diary = Diary::child();
    // The first of two sessions of a day, held when the second one's time had begun.
    diary.good("2026-01-20T13:00", 9, 0);
    let found = |when| interruption(&diary.history, &moment(when)).map(|found| found.missed);
    assert_eq!(found("2026-01-22T02:59"), None);
    assert_eq!(found("2026-01-22T03:00"), Some(3), "the second of that day, and both of the next");
}

#[test]
fn what_was_open_at_an_unplanned_session_is_not_missed_whatever_was_held_before() {
    let mut diary = Diary::child();
    diary.good("2026-01-20T08:00", 9, 0);
    diary.good("2026-01-20T13:00", 9, 1).value.occurrence = None;
    let found = |when| interruption(&diary.history, &moment(when)).map(|found| found.missed);
    assert_eq!(found("2026-01-22T03:00"), None, "both of the day after, and not the one that was open");
    assert_eq!(found("2026-01-22T13:01"), Some(2), "48 hours");
}

#[test]
fn what_was_open_when_the_clinic_spoke_is_not_missed() {
    for (spoken, missed) in [("2026-01-20T11:59", 3), ("2026-01-20T12:00", 2), ("2026-01-20T12:01", 2)] {
        let mut diary = Diary::child();
        diary.contact(spoken, ContactOutcome::Resume);
        let found = interruption(&diary.history, &moment("2026-01-22T12:02")).expect("48 hours, or three");
        assert_eq!((found.from, found.missed), (GapFrom::ClinicWord, missed), "{spoken}");
    }
}

#[test]
fn a_session_that_lies_ahead_ends_no_interruption() {
    let mut diary = Diary::child();
    diary.good("2026-01-20T08:00", 9, 0);
    diary.good("2026-01-30T08:00", 9, 0);
    let found = interruption(&diary.history, &moment("2026-01-23T08:00")).expect("three days");
    assert_eq!(found.last, at("2026-01-20T08:00"));
}

#[test]
fn a_plan_that_another_one_replaced_before_its_first_day_has_begun_nothing() {
    let later =
        Plan::parse(&psarp().to_text().replace("on = 2026-01-19", "on = 2026-01-26")).expect("a plan");
    for (came, begins) in [("2026-01-18T12:00", "2026-01-26T00:00"), ("2026-01-19T12:00", "2026-01-19T00:00")]
    {
        let mut diary = Diary::child();
        diary.history.plans.clear();
        for (when, plan) in [("2026-01-12T10:00", psarp()), (came, later.clone())] {
            let version = diary.logged(when, plan);
            diary.history.plans.push(version);
        }
        let begun = programme_begun(&diary.history, &moment("2026-01-26T12:00"));
        assert_eq!(begun, Some(at(begins)), "{came}");
    }
}

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
    let mut diary = away();
    diary.contact("2026-01-20T09:00", ContactOutcome::Resume);
    diary.evenings("2026-01-31", 2, 13);
    let regaining = Reason::Regaining { size: mm(13), sessions: 2, days: 2 };
    assert!(ask(&diary, "2026-02-02T09:00").reasons.contains(&regaining), "it was said before the gap");
    let mut diary = away();
    diary.good("2026-01-31T20:00", 13, 0);
    diary.contact("2026-02-01T09:00", ContactOutcome::ResumeAt(mm(14)));
    diary.good("2026-02-01T20:00", 14, 0);
    diary.good("2026-02-06T20:00", 13, 0);
    let regaining = Reason::Regaining { size: mm(13), sessions: 1, days: 1 };
    assert!(ask(&diary, "2026-02-07T09:00").reasons.contains(&regaining), "one down from 14 mm again");
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
