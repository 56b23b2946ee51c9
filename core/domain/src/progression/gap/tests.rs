//! Time in which nothing was dilated: what is a gap, and what a child's interruption.

use super::*;
use crate::contact::ContactOutcome;
use crate::gate::Gate;
use crate::plan::Plan;
use crate::progression::{Proposal, ProposalKind, Reason, next_session_size, propose};
use crate::sample::{Diary, OWN, at, date, mm, moment, own, psarp};
use crate::session::Skip;

pub(super) fn ask(diary: &Diary, when: &str) -> Proposal {
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
fn a_long_gap_begins_with_the_fifteenth_day_beyond_the_interval_and_is_none_under_a_plan_that_has_ended() {
    let since = |plan: Plan, when: &str| {
        let mut diary = Diary::of(plan, "1990-05-05");
        diary.evenings("2026-01-19", 3, 12);
        long_gap(&diary.history, &moment(when)).map(|gap| gap.since)
    };
    assert_eq!(since(own(), "2026-02-05T23:59"), None, "14 days beyond the day after the last one");
    for when in ["2026-02-06T00:00", "2026-02-20T09:00"] {
        assert_eq!(since(own(), when), Some(at("2026-02-06T00:00")), "{when}");
    }
    let until = |last: &str| Plan::parse(&OWN.replace("title =", &format!("valid_until = {last}\ntitle =")));
    for (last, is_gap) in [("2026-02-09", false), ("2026-02-10", true), ("2026-02-11", true)] {
        let plan = until(last).expect("a plan");
        assert_eq!(since(plan, "2026-02-10T09:00").is_some(), is_gap, "{last}");
    }
    for every in [2_u64, 3] {
        let frequency = format!("every_days = {every}");
        let plan = Plan::parse(&OWN.replace("per_day = 1\ntimes = [\"20:00\"]", &frequency)).expect("a plan");
        let first = date("2026-01-21") + chrono::Days::new(every + 15);
        let first = at(&format!("{first}T00:00"));
        assert_eq!(since(plan, "2026-02-20T09:00"), Some(first), "every {every} days");
    }
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
