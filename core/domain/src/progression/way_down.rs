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
fn on_the_way_down_a_row_of_good_sessions_or_a_step_up_makes_old_failures_void() {
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
    assert_eq!(ask(&diary, "2026-01-25T09:00").kind, ProposalKind::Hold, "a row of three");
    let mut up = Diary::adult();
    up.step("2026-01-19T09:00", 12, 13);
    fail(&mut up, "2026-01-19T20:00", 13);
    up.step("2026-01-20T09:00", 13, 12);
    up.step("2026-01-20T09:30", 12, 13);
    fail(&mut up, "2026-01-20T20:00", 13);
    assert_eq!(ask(&up, "2026-01-21T09:00").kind, ProposalKind::Hold, "the step up began anew");
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
}
