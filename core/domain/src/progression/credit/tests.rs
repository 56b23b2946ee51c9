//! What a session is worth, and what takes its worth away.

use super::*;
use crate::answer::Answer;
use crate::entry::Former;
use crate::gate::Gate;
use crate::sample::{Diary, OWN, date, mm, moment, pain};
use crate::session::{Adjunct, AdjunctUse};

fn evidence(diary: &Diary, when: &str) -> Evidence {
    super::super::propose(&diary.history, Gate::OPEN, &moment(when)).evidence
}

fn credits(diary: &Diary, when: &str) -> Vec<Credit> {
    evidence(diary, when).sessions.iter().map(|(_, credit)| *credit).collect()
}

#[test]
fn pain_is_over_the_limit_above_it_and_not_at_it() {
    for (score, over) in [(3, None), (4, Some(date("2026-01-19")))] {
        let mut diary = Diary::adult();
        diary.good("2026-01-19T20:00", 12, 0).value.pain = pain(score);
        let found = evidence(&diary, "2026-01-20T09:00").last_pain_over_limit;
        assert_eq!(found.map(|(_, on)| on), over, "{score}");
    }
}

/// Where a smaller size hurts the present one is not well, and only the present one shows that it is again.
#[test]
fn what_hurts_or_bleeds_at_a_smaller_size_breaks_the_row_and_is_told() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 13);
    diary.good("2026-01-19T20:00", 13, 0);
    diary.good("2026-01-20T20:00", 12, 0).value.pain = pain(4);
    let told = |diary: &Diary, when: &str| {
        let found = evidence(diary, when);
        (found.in_a_row, found.last_pain_over_limit.map(|(_, on)| on))
    };
    let hurt = Some(date("2026-01-20"));
    assert_eq!(told(&diary, "2026-01-21T09:00"), (0, hurt));
    diary.good("2026-01-21T20:00", 12, 0);
    assert_eq!(told(&diary, "2026-01-22T09:00"), (0, hurt), "the smaller one is well again");
    diary.good("2026-01-22T20:00", 13, 0).value.pain.peak = None;
    assert_eq!(told(&diary, "2026-01-23T09:00"), (0, hurt), "nobody asked");
    diary.good("2026-01-23T20:00", 13, 0);
    assert_eq!(told(&diary, "2026-01-24T09:00"), (1, None));
    diary.good("2026-01-24T20:00", 14, 0).value.pain = pain(9);
    assert_eq!(told(&diary, "2026-01-25T09:00"), (1, None), "a larger one says nothing of it");
}

#[test]
fn a_session_before_the_first_day_of_the_plan_earns_nothing_and_begins_no_days() {
    let plan = Plan::parse(&OWN.replace("on = 2026-01-19", "on = 2026-01-22")).expect("a plan");
    let mut diary = Diary::of(plan, "1990-05-05");
    diary.evenings("2026-01-21", 2, 12);
    assert_eq!(
        credits(&diary, "2026-01-23T09:00"),
        [Credit::NotCounted(NotCounted::BeforePlan), Credit::Good]
    );
    assert_eq!(evidence(&diary, "2026-01-23T09:00").days_at_size, 1);
}

/// What is said a day later than it happened may take a good session back, and makes no bad one good.
#[test]
fn a_session_that_was_put_right_after_its_day_earns_what_was_told_in_time() {
    type Spoil = fn(&mut Session);
    let spoils: [(Spoil, bool); 7] = [
        (|then| then.note = Some("slowly".to_owned()), true),
        (|then| then.pain = pain(9), false),
        (|then| then.adjuncts = vec![AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true }], false),
        (|then| then.pain.peak = Some(Answer::Unknown), false),
        (|then| then.bleeding = None, false),
        (|then| then.size = mm(13), false),
        (|then| then.holds_s = vec![59], false),
    ];
    for (number, (spoil, good)) in spoils.into_iter().enumerate() {
        let mut diary = Diary::adult();
        let session = diary.good("2026-01-19T20:00", 12, 0);
        let mut then = session.value.clone();
        spoil(&mut then);
        let (entry, effective, written) = (session.id, session.effective, session.recorded);
        session.former = vec![Former { entry, effective, written, value: then }];
        session.amended = Some(effective + TimeDelta::hours(30));
        let credit = if good { Credit::Good } else { Credit::NotCounted(NotCounted::Late) };
        assert_eq!(credits(&diary, "2026-01-22T09:00"), [credit], "{number}");
    }
}

/// Eight evenings that were written within an hour, each under a clock that was set on by a day, and then put right.
#[test]
fn days_of_a_clock_that_was_wound_forward_earn_nothing_when_their_days_have_come() {
    let mut diary = Diary::adult();
    diary.evenings("2026-01-19", 9, 12);
    let advances = |diary: &Diary, when: &str| {
        let proposal = super::super::propose(&diary.history, Gate::OPEN, &moment(when));
        (matches!(proposal.kind, super::super::ProposalKind::Advance { .. }), proposal.evidence.in_a_row)
    };
    assert_eq!(advances(&diary, "2026-01-28T09:00"), (true, 9));
    diary.visit("2026-01-19T21:00", None);
    diary.history.visits[0].clock_suspect = true;
    let found = advances(&diary, "2026-01-28T09:00");
    assert_eq!(found, (false, 1), "a visit of the first evening was written down after them");
    diary.evenings("2026-02-10", 8, 12);
    assert_eq!(
        advances(&diary, "2026-02-18T09:00").1,
        8,
        "what is held under the clock that is right counts"
    );
}

#[test]
fn one_entry_under_a_clock_without_a_battery_takes_nothing_and_brings_no_old_failure_back() {
    let after = |later: &str| {
        let mut diary = Diary::adult();
        diary.good("2026-01-19T20:00", 12, 0).value.ease = crate::session::Ease::NotPassed;
        diary.good("2026-01-20T20:00", 12, 0).value.ease = crate::session::Ease::NotPassed;
        diary.evenings("2026-01-21", 10, 12);
        diary.visit(later, None);
        diary.history.visits[0].clock_suspect = true;
        let proposal = super::super::propose(&diary.history, Gate::OPEN, &moment("2026-01-31T09:00"));
        let back = matches!(proposal.kind, super::super::ProposalKind::StepBack { .. });
        (proposal.evidence.in_a_row, proposal.evidence.days_at_size, back || proposal.ask_first().is_some())
    };
    assert_eq!(after("2020-01-01T08:00"), (10, 10, false));
    assert_eq!(
        after("2026-01-20T22:00"),
        (0, 0, false),
        "what is in doubt earns nothing, and the failures stay voided"
    );
}

#[test]
fn what_a_clock_that_was_ahead_wrote_earns_nothing_and_freezes_nothing() {
    let with = |ahead: &str| {
        let mut diary = Diary::adult();
        diary.evenings("2026-01-19", 3, 12);
        let session = diary.good("2027-01-22T20:00", 12, 0);
        session.recorded = crate::sample::at(ahead);
        diary.good("2026-01-23T20:00", 12, 0).clock_suspect = true;
        diary.evenings("2026-01-24", 3, 12);
        diary.history.sessions.sort_by_key(|one| one.effective);
        diary
    };
    let found = |diary: &Diary, when: &str| {
        let proposal = super::super::propose(&diary.history, Gate::OPEN, &moment(when));
        (matches!(proposal.kind, super::super::ProposalKind::Advance { .. }), proposal.evidence.in_a_row)
    };
    assert_eq!(found(&with("2027-01-22T20:05"), "2026-01-27T09:00"), (true, 7));
    assert_eq!(found(&with("2026-01-24T20:04"), "2026-01-27T09:00"), (false, 6), "less than a day ahead");
    let last = credits(&with("2027-01-22T20:05"), "2027-01-23T09:00").pop();
    assert_eq!(last, Some(Credit::NotCounted(NotCounted::ClockSuspect)), "and when its day has come");
}
