//! Failures, rising pain and interruptions: what leads down, and what leads to the clinic.

use super::*;
use crate::plan::Plan;
use crate::sample::{Diary, OWN, at, date, mm, moment, pain, psarp};
use crate::session::Ease;

fn ask(diary: &Diary, when: &str) -> Proposal {
    propose(&diary.history, Gate::OPEN, &moment(when))
}

#[test]
fn a_size_that_did_not_pass_on_two_sessions_goes_one_down_and_a_success_row_voids_old_failures() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 13);
    diary.good("2026-01-19T20:00", 13, 0).value.ease = Ease::NotPassed;
    assert_eq!(ask(&diary, "2026-01-20T09:00").kind, ProposalKind::Hold, "once is not twice");
    diary.good("2026-01-20T20:00", 13, 0).value.ease = Ease::ForcedNotDone;
    let proposal = ask(&diary, "2026-01-21T09:00");
    assert_eq!(proposal.kind, ProposalKind::StepBack { to: mm(12) });
    assert_eq!(proposal.reasons[0], Reason::NotPassed { size: mm(13), times: 2 });
    diary.evenings("2026-01-21", 3, 13);
    assert_eq!(ask(&diary, "2026-01-24T09:00").kind, ProposalKind::Hold);
    diary.good("2026-01-24T20:00", 13, 0).value.ease = Ease::NotPassed;
    assert_eq!(ask(&diary, "2026-01-25T09:00").kind, ProposalKind::Hold, "the old failures are void");
}

#[test]
fn a_smaller_size_that_fails_too_asks_the_clinic_and_so_does_the_smallest_size() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 13);
    diary.good("2026-01-19T20:00", 13, 0).value.ease = Ease::NotPassed;
    diary.good("2026-01-19T20:10", 12, 0).value.ease = Ease::NotPassed;
    let proposal = ask(&diary, "2026-01-20T09:00");
    assert_eq!(proposal.kind, ProposalKind::AskClinic);
    assert_eq!(proposal.reasons[0], Reason::SmallerSizeFailed { size: mm(12) });
    let mut diary = Diary::adult();
    diary.good("2026-01-19T20:00", 12, 0).value.ease = Ease::NotPassed;
    diary.good("2026-01-20T20:00", 12, 0).value.ease = Ease::NotPassed;
    assert_eq!(ask(&diary, "2026-01-21T09:00").kind, ProposalKind::AskClinic, "nothing is smaller");
}

fn next(diary: &Diary, when: &str) -> Option<Millimetres> {
    next_session_size(&diary.history, Gate::OPEN, &moment(when))
}

#[test]
fn the_next_session_is_smaller_as_soon_as_the_size_failed_and_waits_for_the_clinic_when_nothing_passes() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 13);
    diary.good("2026-01-19T20:00", 13, 0).value.ease = Ease::NotPassed;
    assert_eq!(next(&diary, "2026-01-20T09:00"), Some(mm(13)), "once is not twice");
    diary.good("2026-01-20T20:00", 13, 0).value.ease = Ease::NotPassed;
    assert_eq!(
        next(&diary, "2026-01-21T09:00"),
        Some(mm(12)),
        "without waiting for the step back to be taken"
    );
    diary.good("2026-01-21T20:00", 12, 0).value.ease = Ease::NotPassed;
    assert_eq!(next(&diary, "2026-01-22T09:00"), None);
    let proposal = ask(&diary, "2026-01-22T09:00");
    assert_eq!(proposal.ask_first(), Some(&Reason::SmallerSizeFailed { size: mm(12) }));
    diary.contact("2026-01-22T12:00", ContactOutcome::Resume);
    assert_eq!(next(&diary, "2026-01-22T13:00"), Some(mm(13)), "the clinic has spoken");
}

#[test]
fn a_smaller_size_that_the_plan_does_not_have_is_for_the_clinic_to_decide() {
    let gate = |sizes| Gate { time: GateTime::Now, size: GateSize::Down(sizes) };
    let now = moment("2026-01-21T20:00");
    let found = |diary: &Diary| {
        let lacks = lacks_smaller(&diary.history, gate(1), &now);
        let proposal = propose(&diary.history, gate(1), &now);
        let reason = lacks.map(|size| Reason::NoSmallerSize { size });
        assert_eq!(proposal.ask_first(), reason.as_ref());
        assert_eq!(proposal.kind == ProposalKind::AskClinic, reason.is_some());
        (lacks, next_session_size(&diary.history, gate(1), &now))
    };
    let on_ladder = |diary: &Diary, sizes| on_ladder(&diary.history, gate(sizes), &now).size;
    let mut smallest = Diary::adult();
    smallest.assessment("2026-01-21T09:00", gate(1));
    assert_eq!((found(&smallest), on_ladder(&smallest, 1)), ((Some(mm(12)), None), GateSize::Same));
    let mut second = Diary::adult();
    second.step("2026-01-20T09:00", 12, 13);
    second.assessment("2026-01-21T09:00", gate(1));
    assert_eq!((found(&second), on_ladder(&second, 1)), ((None, Some(mm(12))), GateSize::Down(1)));
    assert_eq!(on_ladder(&second, 2), GateSize::Down(1), "as many as there are");
    second.step("2026-01-21T10:00", 13, 12);
    assert_eq!(found(&second), (None, Some(mm(12))), "came down since, as was asked");
    smallest.contact("2026-01-21T08:59", ContactOutcome::Resume);
    assert_eq!(found(&smallest).1, None, "the clinic had spoken before");
    smallest.contact("2026-01-21T09:00", ContactOutcome::Resume);
    assert_eq!(found(&smallest), (None, Some(mm(12))), "the clinic has spoken");
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
fn a_plan_that_was_never_begun_is_a_gap_too() {
    let adult = Diary::adult();
    let begun = adult.history.plans[0].value.first_day().expect("a first day");
    let later = |days: u64| format!("{}T20:00", begun + chrono::Days::new(days));
    assert!(next(&adult, &later(1)).is_some());
    assert!(next(&adult, &later(15)).is_some(), "14 days late");
    assert_eq!(next(&adult, &later(16)), None, "15 days late");
}

#[test]
fn a_back_dated_session_does_not_lengthen_the_days_at_a_size() {
    let mut diary = Diary::child();
    for day in ["2026-01-22", "2026-01-23", "2026-01-24"] {
        diary.good(&format!("{day}T08:00"), 9, 0);
        diary.good(&format!("{day}T19:00"), 9, 1);
    }
    let days = |diary: &Diary| ask(diary, "2026-01-24T20:00").evidence.days_at_size;
    assert_eq!(days(&diary), 2);
    let mut late = diary.history.sessions[0].clone();
    late.effective -= chrono::TimeDelta::days(7);
    late.recorded = diary.history.sessions[5].recorded;
    diary.history.sessions.insert(0, late);
    assert_eq!(days(&diary), 2);
}

#[test]
fn a_plan_may_step_down_on_the_first_failure() {
    let mut diary = Diary::child();
    diary.step("2026-01-19T07:00", 9, 10);
    diary.good("2026-01-19T08:00", 10, 0).value.ease = Ease::NotPassed;
    assert_eq!(ask(&diary, "2026-01-19T09:00").kind, ProposalKind::StepBack { to: mm(9) });
}

#[test]
fn pain_that_creeps_up_below_the_limit_holds_at_two_points_and_not_below() {
    let mut diary = Diary::of(
        Plan::parse(&OWN.replace("days_at_size = 7", "days_at_size = 8")).expect("a plan"),
        "1990-05-05",
    );
    diary.evenings("2026-01-19", 12, 12);
    let score = |diary: &mut Diary, last: u8| {
        for session in &mut diary.history.sessions[6..] {
            session.value.pain = pain(last);
        }
        ask(diary, "2026-01-31T09:00")
    };
    assert_eq!(score(&mut diary, 1).kind, ProposalKind::Advance { from: mm(12), to: mm(13) });
    for (at, session) in diary.history.sessions.iter_mut().enumerate().skip(6) {
        session.value.pain = pain(if at < 9 { 1 } else { 2 });
    }
    let half_less = ask(&diary, "2026-01-31T09:00").kind;
    assert_eq!(half_less, ProposalKind::Advance { from: mm(12), to: mm(13) }, "one and a half points");
    let rising = score(&mut diary, 2);
    assert_eq!(rising.kind, ProposalKind::Hold);
    assert!(rising.reasons.contains(&Reason::PainTrend { first_doubled: 0, last_doubled: 4 }));
    diary.history.sessions.remove(0);
    let eleven = ask(&diary, "2026-01-31T09:00");
    assert!(
        !eleven.reasons.iter().any(|r| matches!(r, Reason::PainTrend { .. })),
        "eleven sessions say nothing"
    );
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

#[test]
fn a_childs_taper_is_no_interruption_until_two_days_beyond_its_interval() {
    let text = psarp().to_text().replacen("per_day = 2", "every_days = 3", 1);
    let mut diary = Diary::of(Plan::parse(&text).expect("a plan"), "2025-11-17");
    diary.good("2026-01-19T08:00", 9, 0);
    assert_eq!(ask(&diary, "2026-01-24T08:00").kind, ProposalKind::Hold, "three days and 48 hours");
    assert_eq!(ask(&diary, "2026-01-24T08:01").kind, ProposalKind::AskClinic);
}

#[test]
fn a_smaller_size_that_failed_says_nothing_while_the_present_size_passes() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 13);
    diary.good("2026-01-19T20:00", 12, 0).value.ease = Ease::NotPassed;
    diary.good("2026-01-20T20:00", 13, 0);
    assert_eq!(ask(&diary, "2026-01-21T09:00").kind, ProposalKind::Hold);
}

#[test]
fn sessions_that_lie_ahead_are_not_counted() {
    let mut diary = Diary::adult();
    diary.evenings("2026-01-19", 4, 12);
    let proposal = ask(&diary, "2026-01-20T21:00");
    assert_eq!((proposal.evidence.in_a_row, proposal.evidence.sessions.len()), (2, 2));
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
