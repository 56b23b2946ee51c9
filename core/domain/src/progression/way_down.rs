//! On the way down: what failed or hurt at a larger size counts on, whether or not each step back was taken.

use proptest::prelude::*;

use super::*;
use crate::contact::ContactOutcome;
use crate::sample::{Diary, OWN, date, mm, moment, pain, psarp};
use crate::session::Ease;

fn ask(diary: &Diary, when: &str) -> Proposal {
    propose(&diary.history, Gate::OPEN, &moment(when))
}

fn fail(diary: &mut Diary, when: &str, size: u16) {
    diary.good(when, size, 0).value.ease = Ease::NotPassed;
}

/// The plan of the sample that goes this many sizes down after pain above its limit of 3.
fn down_on_pain(sizes: u8) -> Plan {
    let rule = format!("\n[step_down]\non = [\"pain_over_limit\"]\nsizes = {sizes}\n[[contact]]");
    Plan::parse(&OWN.replace("\n[[contact]]", &rule)).expect("a plan")
}

#[test]
fn a_step_back_that_was_taken_makes_no_failure_undone() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 14);
    fail(&mut diary, "2026-01-19T20:00", 14);
    fail(&mut diary, "2026-01-20T20:00", 14);
    assert_eq!(ask(&diary, "2026-01-21T09:00").kind, ProposalKind::StepBack { to: mm(13) });
    diary.step("2026-01-21T09:10", 14, 13);
    assert_eq!(ask(&diary, "2026-01-21T10:00").kind, ProposalKind::Hold, "the smaller one may pass");
    fail(&mut diary, "2026-01-21T20:00", 13);
    let failed = ask(&diary, "2026-01-22T09:00");
    assert_eq!(failed.ask_first(), Some(&Reason::SmallerSizeFailed { size: mm(13) }));
    diary.step("2026-01-22T09:10", 13, 12);
    let below = ask(&diary, "2026-01-22T10:00");
    assert_eq!(below.ask_first(), Some(&Reason::SmallerSizeFailed { size: mm(13) }), "nor does the next one");
    diary.contact("2026-01-22T12:00", ContactOutcome::Resume);
    assert_eq!(ask(&diary, "2026-01-22T13:00").kind, ProposalKind::Hold, "the clinic has spoken");
}

#[test]
fn a_row_of_good_sessions_ends_the_way_down_and_no_step_up_makes_a_failure_undone() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 14);
    fail(&mut diary, "2026-01-19T20:00", 14);
    fail(&mut diary, "2026-01-20T20:00", 14);
    diary.step("2026-01-21T09:10", 14, 13);
    let mut short = Diary::adult();
    short.history = diary.history.clone();
    short.evenings("2026-01-21", 2, 13);
    fail(&mut short, "2026-01-24T20:00", 13);
    assert_eq!(ask(&short, "2026-01-25T09:00").kind, ProposalKind::AskClinic, "two are no row");
    diary.evenings("2026-01-21", 3, 13);
    fail(&mut diary, "2026-01-24T20:00", 13);
    let settled = ask(&diary, "2026-01-25T09:00");
    assert_eq!(settled.kind, ProposalKind::Hold, "a row of three: 13 mm did not fail on the way down");
    assert!(settled.reasons.contains(&Reason::NotPassed { size: mm(14), times: 2 }), "14 mm stands");
    let mut up = Diary::adult();
    up.step("2026-01-19T09:00", 12, 13);
    fail(&mut up, "2026-01-19T20:00", 13);
    up.step("2026-01-20T09:00", 13, 12);
    up.step("2026-01-20T09:30", 12, 13);
    assert_eq!(ask(&up, "2026-01-20T10:00").kind, ProposalKind::Hold, "once");
    fail(&mut up, "2026-01-20T20:00", 13);
    assert_eq!(called(&up, "2026-01-21T09:00"), Some("2026-01-20T20:00".to_owned()), "twice");
}

#[test]
fn a_size_that_was_never_asked_for_says_nothing_of_the_way_down() {
    let mut diary = Diary::adult();
    fail(&mut diary, "2026-01-19T20:00", 13);
    fail(&mut diary, "2026-01-20T20:00", 12);
    assert_eq!(ask(&diary, "2026-01-21T09:00").kind, ProposalKind::Hold, "13 mm is above the present size");
}

#[test]
fn the_plans_own_rule_for_pain_counts_from_the_smallest_size_that_hurt() {
    let mut diary = Diary::of(down_on_pain(1), "1990-05-05");
    diary.step("2026-01-19T09:00", 12, 14);
    diary.good("2026-01-19T20:00", 14, 0).value.pain = pain(4);
    assert_eq!(ask(&diary, "2026-01-20T09:00").kind, ProposalKind::StepBack { to: mm(13) });
    diary.good("2026-01-20T20:00", 13, 0).value.pain = pain(3);
    assert_eq!(ask(&diary, "2026-01-21T09:00").kind, ProposalKind::StepBack { to: mm(13) }, "at the limit");
    diary.good("2026-01-21T20:00", 13, 0).value.pain = pain(4);
    assert_eq!(ask(&diary, "2026-01-22T09:00").kind, ProposalKind::StepBack { to: mm(12) });
    diary.good("2026-01-21T21:00", 13, 0).value.pain.peak = None;
    assert_eq!(ask(&diary, "2026-01-22T09:00").kind, ProposalKind::StepBack { to: mm(12) }, "nobody asked");
    diary.good("2026-01-22T20:00", 12, 0).value.pain = pain(4);
    assert_eq!(ask(&diary, "2026-01-23T09:00").kind, ProposalKind::AskClinic, "nothing is smaller");
    diary.good("2026-01-23T20:00", 12, 0);
    let well = ask(&diary, "2026-01-24T09:00").kind;
    assert_eq!(well, ProposalKind::StepBack { to: mm(12) }, "12 mm is well; 13 mm is not known to be");
    let mut larger = Diary::of(down_on_pain(1), "1990-05-05");
    larger.good("2026-01-19T20:00", 13, 0).value.pain = pain(9);
    assert_eq!(ask(&larger, "2026-01-20T09:00").kind, ProposalKind::Hold, "larger than the present size");
}

#[test]
fn the_clinics_word_overrules_the_plans_own_rule_for_pain() {
    let mut diary = Diary::of(down_on_pain(1), "1990-05-05");
    diary.step("2026-01-19T09:00", 12, 13);
    diary.good("2026-01-19T20:00", 13, 0).value.pain = pain(4);
    assert_eq!(ask(&diary, "2026-01-20T09:00").kind, ProposalKind::StepBack { to: mm(12) });
    diary.contact("2026-01-20T10:00", ContactOutcome::ResumeAt(mm(13)));
    let heard = ask(&diary, "2026-01-20T11:00");
    assert_eq!(heard.kind, ProposalKind::Hold);
    assert!(
        heard.reasons.iter().any(|reason| matches!(reason, Reason::PainOverLimit { .. })),
        "it broke the row all the same"
    );
    diary.good("2026-01-20T20:00", 13, 0).value.pain = pain(4);
    assert_eq!(ask(&diary, "2026-01-21T09:00").kind, ProposalKind::StepBack { to: mm(12) }, "it hurt again");
}

#[test]
fn one_size_smaller_is_smaller_than_what_the_last_session_was_held_with() {
    let down = Gate { time: GateTime::Now, size: GateSize::Down(1) };
    let from = |diary: &Diary| {
        smaller_than(&diary.history, diary.history.assessments.last().expect("an answer"))
            .map(|mm| mm.tenths() / 10)
    };
    let mut diary = Diary::adult();
    diary.good("2026-01-18T20:00", 12, 0);
    diary.step("2026-01-19T09:00", 12, 14);
    diary.assessment("2026-01-19T10:00", down);
    assert_eq!(from(&diary), Some(14), "what was held before this size began says nothing of it");
    diary.good("2026-01-19T20:00", 13, 0);
    diary.assessment("2026-01-19T20:00", down);
    assert_eq!(from(&diary), Some(13));
    diary.good("2026-01-20T20:00", 15, 0);
    diary.assessment("2026-01-20T20:05", down);
    assert_eq!(from(&diary), Some(14), "never above the present size");
    diary.good("2026-01-21T20:00", 12, 0);
    assert_eq!(from(&diary), Some(14), "what came after it");
    let lacks = |diary: &Diary, when: &str| lacks_smaller(&diary.history, down, &moment(when)).is_some();
    diary.assessment("2026-01-21T20:05", down);
    assert!(lacks(&diary, "2026-01-22T09:00"), "12 mm hurt, and the plan has none below it");
    diary.step("2026-01-22T10:00", 14, 12);
    assert!(lacks(&diary, "2026-01-22T11:00"), "to come down to what hurt settles nothing");
    diary.contact("2026-01-22T12:00", ContactOutcome::Resume);
    assert!(!lacks(&diary, "2026-01-22T13:00"), "the clinic has spoken");
}

/// Since when the clinic is to hear of it.
fn called(diary: &Diary, when: &str) -> Option<String> {
    let found = size_failed(&diary.history, Gate::OPEN, &moment(when))?;
    Some(found.since.format("%Y-%m-%dT%H:%M").to_string())
}

/// A size that is left and tried again for weeks, as a plan that goes a size down at once has it.
#[test]
fn a_size_that_fails_again_after_each_step_up_to_it_is_a_call_and_no_further_step_comes() {
    let mut diary = Diary::child();
    let (mut steps, mut first_call) = (Vec::new(), None);
    for day in 0..42_u64 {
        let today = date("2026-01-19") + chrono::Days::new(day);
        for (slot, hour) in [(0, "07"), (1, "19")] {
            let now = format!("{today}T{hour}:00");
            first_call = first_call.or(called(&diary, &now));
            let present = diary.history.current_size(moment(&now).wall).expect("a size").tenths() / 10;
            let kind = ask(&diary, &now).kind;
            if let ProposalKind::Advance { to, .. } | ProposalKind::StepBack { to } = kind {
                diary.step(&now, present, to.tenths() / 10);
                steps.push((today.to_string(), to));
            }
            let size = diary.history.current_size(moment(&now).wall).expect("a size").tenths() / 10;
            let session = diary.good(&format!("{today}T{hour}:30"), size, slot);
            session.value.ease = if size >= 10 { Ease::NotPassed } else { Ease::Easy };
        }
    }
    let up_and_down = [("01-26", 10), ("01-26", 9), ("02-02", 10), ("02-02", 9)];
    assert_eq!(steps, up_and_down.map(|(day, size)| (format!("2026-{day}"), mm(size))));
    assert_eq!(first_call, Some("2026-02-02T07:30".to_owned()), "with the second failure");
    assert_eq!(called(&diary, "2026-03-02T09:00"), first_call, "and it stands");
    let stalled = stall(&diary.history, Gate::OPEN, &moment("2026-02-02T09:00")).map(|found| found.since);
    assert_eq!(stalled, Some(moment("2026-02-02T00:00").wall), "9 mm is where it stood for two weeks");
    diary.contact("2026-03-02T10:00", ContactOutcome::Resume);
    assert_eq!(called(&diary, "2026-03-02T11:00"), None, "the clinic has spoken");
}

#[test]
fn what_fails_above_the_size_that_passes_in_a_row_is_on_the_way_down_still() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 15);
    fail(&mut diary, "2026-01-19T20:00", 15);
    diary.step("2026-01-20T09:00", 15, 12);
    diary.evenings("2026-01-20", 3, 12);
    fail(&mut diary, "2026-01-23T20:00", 13);
    let found = ask(&diary, "2026-01-24T09:00");
    assert_eq!(
        found.ask_first(),
        Some(&Reason::SmallerSizeFailed { size: mm(13) }),
        "12 mm says nothing of 13"
    );
}

/// What failed before a step back counts with what fails after it.
#[test]
fn a_smaller_size_that_failed_before_and_after_a_step_back_failed_twice() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 15);
    fail(&mut diary, "2026-01-19T20:00", 13);
    diary.step("2026-01-20T09:00", 15, 14);
    assert_eq!(ask(&diary, "2026-01-20T10:00").at_most, None);
    fail(&mut diary, "2026-01-20T20:00", 13);
    assert_eq!(ask(&diary, "2026-01-21T09:00").at_most, Some(mm(12)));
}

/// What was 13 mm is left for good by whoever made the plan, and by no copy of a clinic's.
#[test]
fn a_plan_of_ones_own_may_leave_a_size_that_does_not_pass_and_a_clinics_may_not() {
    let lower = OWN.replace("goal_mm = 15", "goal_mm = 12");
    let clinics = lower.replace("self_directed", "clinic").replace("own_practice", "anal_stenosis");
    let to_13 = OWN.replace("goal_mm = 15", "goal_mm = 13");
    for (text, called) in [(&lower, false), (&to_13, true), (&clinics, true)] {
        let mut diary = Diary::adult();
        diary.step("2026-01-19T09:00", 12, 13);
        fail(&mut diary, "2026-01-19T20:00", 13);
        fail(&mut diary, "2026-01-20T20:00", 13);
        let before = ask(&diary, "2026-01-21T09:00");
        let said = before.reasons.iter().filter(|one| matches!(one, Reason::NotPassed { .. })).count();
        assert_eq!((before.kind, said), (ProposalKind::StepBack { to: mm(12) }, 1), "said once");
        let plan = diary.logged("2026-01-21T10:00", Plan::parse(text).expect("a plan"));
        diary.history.plans.push(plan);
        let found = size_failed(&diary.history, Gate::OPEN, &moment("2026-01-21T11:00"));
        assert_eq!(found.is_some(), called, "{text}");
    }
}

#[test]
fn a_step_to_a_size_that_passes_is_progress_once_and_not_each_time_that_it_is_taken() {
    let mut diary = Diary::adult();
    diary.evenings("2026-01-19", 7, 12);
    diary.step("2026-01-26T09:00", 12, 13);
    diary.evenings("2026-01-26", 10, 13);
    let since = |diary: &Diary| {
        stall(&diary.history, Gate::OPEN, &moment("2026-03-20T09:00")).map(|found| found.since.date_naive())
    };
    let mut stayed = Diary::adult();
    stayed.history = diary.history.clone();
    stayed.evenings("2026-02-05", 43, 13);
    assert_eq!(since(&stayed), Some(date("2026-02-23")), "28 days after 13 mm was reached");
    diary.step("2026-02-05T09:00", 13, 12);
    diary.evenings("2026-02-05", 7, 12);
    diary.step("2026-02-12T09:00", 12, 13);
    diary.evenings("2026-02-12", 8, 13);
    let (before, after) = ("2026-02-20T20:00", "2026-02-20T21:00");
    let later = |diary: &Diary, spoil: fn(&mut Diary, &str, &str)| {
        let mut later = Diary::adult();
        (later.next, later.history) = (diary.next, diary.history.clone());
        spoil(&mut later, before, after);
        later.evenings("2026-02-21", 27, 13);
        since(&later)
    };
    assert_eq!(later(&diary, |_, _, _| {}), Some(date("2026-02-23")), "it was there before");
    diary.step("2026-02-20T09:00", 13, 14);
    let step = Some(date("2026-03-20"));
    assert_eq!(later(&diary, |_, _, _| {}), step, "a larger one");
    let failed = later(&diary, |diary, before, _| fail(diary, before, 14));
    assert_eq!(failed, Some(date("2026-02-23")), "which did not pass");
    let passed = later(&diary, |diary, before, after| {
        fail(diary, before, 14);
        diary.good(after, 14, 0);
    });
    assert_eq!(passed, step, "and then did");
}

/// Nothing passes any more from `top` on: who presses "accept" at each step back, and who never does.
fn both_ways(plan: Plan, born: &str, top: u16, slots: &[u8]) -> (ProposalKind, ProposalKind) {
    let outcome = |accepts: bool| {
        let mut diary = Diary::of(plan.clone(), born);
        diary.visit("2026-01-19T07:00", Some(top));
        let mut last = ProposalKind::Hold;
        for (number, hours) in slots.iter().enumerate() {
            let today = date("2026-01-19") + chrono::Days::new(number as u64);
            let next = next_session_size(&diary.history, Gate::OPEN, &moment(&format!("{today}T08:00")));
            let Some(next) = next else { return ProposalKind::AskClinic };
            fail(&mut diary, &format!("{today}T{:02}:00", 9 + hours), next.tenths() / 10);
            let now = format!("{today}T23:00");
            last = ask(&diary, &now).kind;
            let present = diary.history.current_size(moment(&now).wall).expect("a size").tenths() / 10;
            if let (ProposalKind::StepBack { to }, true) = (last, accepts) {
                diary.step(&now, present, to.tenths() / 10);
                last = ask(&diary, &format!("{today}T23:30")).kind;
            }
        }
        last
    };
    (outcome(true), outcome(false))
}

/// The size of which the clinic is to hear.
fn failing(diary: &Diary, when: &str) -> Option<Millimetres> {
    match size_failed(&diary.history, Gate::OPEN, &moment(when))?.reason {
        Reason::NotPassed { size, .. } | Reason::SmallerSizeFailed { size } => Some(size),
        _ => None,
    }
}

proptest! {
    /// Whoever follows the proposals is never answered more mildly than whoever does not.
    #[test]
    fn to_accept_each_step_back_hides_no_failure(
        child: bool, top in 9_u16..=12, slots in prop::collection::vec(0_u8..12, 1..8),
    ) {
        let (plan, born, top) =
            if child { (psarp(), "2025-11-17", top) } else { (crate::sample::own(), "1990-05-05", top + 3) };
        let (accepted, not) = both_ways(plan, born, top, &slots);
        prop_assert_eq!(accepted == ProposalKind::AskClinic, not == ProposalKind::AskClinic);
    }

    /// A call about a size that does not pass ends by that size or a larger one, or by the clinic, and by nothing else: not by
    /// any step, nor by what passes at a smaller size.
    #[test]
    fn no_step_and_nothing_that_passes_at_a_smaller_size_ends_a_call(
        child: bool, evenings in prop::collection::vec((any::<bool>(), 0_u8..3, any::<bool>()), 1..40),
    ) {
        let mut diary = if child { Diary::child() } else { Diary::adult() };
        let mut before = None;
        for (number, (passes, below, steps)) in evenings.into_iter().enumerate() {
            let today = date("2026-01-19") + chrono::Days::new(number as u64);
            let now = format!("{today}T19:00");
            let size = |diary: &Diary| diary.history.current_size(moment(&now).wall).expect("a size").tenths() / 10;
            if let (ProposalKind::StepBack { to } | ProposalKind::Advance { to, .. }, true) = (ask(&diary, &now).kind, steps) {
                let present = size(&diary);
                diary.step(&now, present, to.tenths() / 10);
            }
            let used = (size(&diary) - u16::from(below)).max(8);
            let session = diary.good(&format!("{today}T20:00"), used, 0);
            session.value.ease = if passes { Ease::Easy } else { Ease::NotPassed };
            let stands = failing(&diary, &format!("{today}T21:00"));
            if let Some(size) = before.filter(|size| !passes || mm(used) < *size) {
                prop_assert!(stands.is_some(), "{} mm on {}", size.tenths() / 10, today);
            }
            before = stands;
        }
    }
}
