//! Failures and rising pain: what leads down, and what leads to the clinic.

use chrono::TimeDelta;

use super::*;
use crate::answer::Answer;
use crate::contact::ContactOutcome;
use crate::entry::{Former, Origin};
use crate::plan::Plan;
use crate::sample::{Diary, OWN, mm, moment, pain};
use crate::session::{Adjunct, AdjunctUse, Bleeding, Ease, Session, Untold};

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
    assert_eq!(next(&diary, "2026-01-22T13:00"), Some(mm(12)), "the clinic has spoken, and named no size");
    diary.contact("2026-01-22T12:30", ContactOutcome::StaySame);
    assert_eq!(next(&diary, "2026-01-22T13:00"), Some(mm(12)));
    diary.contact("2026-01-22T12:40", ContactOutcome::ResumeAt(mm(13)));
    assert_eq!(next(&diary, "2026-01-22T13:00"), Some(mm(13)), "now it has");
}

#[test]
fn a_smaller_size_that_the_plan_does_not_have_is_for_the_clinic_to_decide() {
    let gate = |sizes| Gate { time: GateTime::Now, size: GateSize::Down(sizes) };
    let now = moment("2026-01-21T20:00");
    let found = |diary: &Diary| {
        let lacks = lacks_smaller(&diary.history, gate(1), &now);
        let proposal = propose(&diary.history, gate(1), &now);
        let reason = lacks.map(|size| Reason::NoSmallerSize { size });
        let concern = size_failed(&diary.history, gate(1), &now);
        assert_eq!(concern.map(|concern| concern.reason), reason, "and somebody is to be called");
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
    let mut at_once = Diary::adult();
    at_once.step("2026-01-20T09:00", 12, 13);
    at_once.assessment("2026-01-21T09:00", gate(1));
    at_once.step("2026-01-21T09:00", 13, 12);
    assert_eq!(found(&at_once).0, Some(mm(12)), "came down before it was asked for");
    let blocked = Gate { time: GateTime::Blocked, ..gate(1) };
    let blocked = propose(&smallest.history, blocked, &now).reasons;
    assert!(!blocked.contains(&Reason::NoSmallerSize { size: mm(12) }), "nothing is dilated at all");
    smallest.contact("2026-01-21T08:59", ContactOutcome::Resume);
    assert_eq!(found(&smallest).1, None, "the clinic had spoken before");
    smallest.contact("2026-01-21T09:00", ContactOutcome::Resume);
    assert_eq!(found(&smallest), (None, Some(mm(12))), "the clinic has spoken");
}

#[test]
fn a_size_below_the_present_one_is_measured_like_the_present_one_whoever_asked_for_it() {
    let down = Gate { time: GateTime::Now, size: GateSize::Down(1) };
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 14);
    diary.evenings("2026-01-19", 4, 14);
    let fail = |diary: &mut Diary, when: &str, size| diary.good(when, size, 0).value.ease = Ease::NotPassed;
    let kind = |diary: &Diary, gate, when: &str| propose(&diary.history, gate, &moment(when)).kind;
    fail(&mut diary, "2026-01-23T20:00", 13);
    assert_eq!(kind(&diary, down, "2026-01-24T09:00"), ProposalKind::Hold, "once is not twice");
    fail(&mut diary, "2026-01-24T20:00", 13);
    for gate in [down, Gate::OPEN] {
        let found = propose(&diary.history, gate, &moment("2026-01-25T09:00"));
        assert_eq!(found.kind, ProposalKind::StepBack { to: mm(12) });
        assert!(found.reasons.contains(&Reason::NotPassed { size: mm(13), times: 2 }));
        assert!(size_failed(&diary.history, gate, &moment("2026-01-25T09:00")).is_some());
    }
    let mut passed = Diary::adult();
    passed.history = diary.history.clone();
    passed.evenings("2026-01-25", 3, 13);
    assert_eq!(kind(&passed, down, "2026-01-28T09:00"), ProposalKind::Hold, "three good ones void them");
    fail(&mut diary, "2026-01-25T20:00", 12);
    let found = propose(&diary.history, down, &moment("2026-01-26T09:00"));
    assert_eq!(found.ask_first(), Some(&Reason::SmallerSizeFailed { size: mm(12) }));
    let mut away = Diary::adult();
    away.step("2026-01-19T09:00", 12, 14);
    away.evenings("2026-01-19", 7, 14);
    away.good("2026-01-31T20:00", 13, 0);
    fail(&mut away, "2026-02-01T20:00", 13);
    assert_eq!(next(&away, "2026-02-02T09:00"), Some(mm(13)));
    fail(&mut away, "2026-02-02T20:00", 13);
    assert_eq!(next(&away, "2026-02-03T09:00"), Some(mm(12)), "on the way back");
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
fn the_median_of_pain_is_that_of_the_present_size_between_its_two_middle_scores() {
    let trend = |diary: &Diary| {
        ask(diary, "2026-01-31T09:00").reasons.into_iter().find_map(|reason| match reason {
            Reason::PainTrend { first_doubled, last_doubled } => Some((first_doubled, last_doubled)),
            _ => None,
        })
    };
    let mut diary = Diary::adult();
    diary.evenings("2026-01-19", 12, 12);
    for (session, score) in diary.history.sessions[6..].iter_mut().zip([3, 0, 3, 2, 0, 3]) {
        session.value.pain = pain(score);
    }
    assert_eq!(trend(&diary), Some((0, 5)));
    diary.history.sessions[11].value.size = mm(13);
    assert_eq!(trend(&diary), None, "eleven at this size");
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

/// What shows that a size passes makes its failure void, whatever pain was; what does not, or is not believed, leaves it.
#[test]
fn only_what_shows_that_a_size_passes_makes_its_failure_void() {
    let asked = |spoil: fn(&mut Session)| {
        let down = Gate { time: GateTime::Now, size: GateSize::Down(1) };
        let mut diary = Diary::adult();
        diary.step("2026-01-19T09:00", 12, 14);
        diary.good("2026-01-19T20:00", 13, 0).value.ease = Ease::NotPassed;
        diary.evenings("2026-01-20", 3, 13);
        for session in &mut diary.history.sessions[1..] {
            spoil(&mut session.value);
        }
        diary.good("2026-01-23T20:00", 13, 0).value.ease = Ease::NotPassed;
        propose(&diary.history, down, &moment("2026-01-24T09:00")).kind
    };
    assert_eq!(asked(|_| {}), ProposalKind::Hold, "three good ones lie between");
    assert_eq!(asked(|session| session.size = mm(14)), ProposalKind::Hold, "or of a larger size");
    let shows: [fn(&mut Session); 4] = [
        |session| session.pain.peak = None,
        |session| session.bleeding = None,
        |session| session.adjuncts = vec![AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true }],
        |session| session.untold = vec![Untold::WhileLocked],
    ];
    for show in shows {
        assert_eq!(asked(show), ProposalKind::Hold);
    }
    let spoils: [fn(&mut Session); 4] = [
        |session| session.holds_s = vec![5],
        |session| session.size = mm(12),
        |session| session.pain = pain(4),
        |session| session.bleeding = Some(Answer::Known(Bleeding::Streak)),
    ];
    for spoil in spoils {
        assert_eq!(asked(spoil), ProposalKind::StepBack { to: mm(12) });
    }
}

#[test]
fn one_size_smaller_said_where_there_is_none_is_a_matter_from_that_talk_on() {
    let mut diary = Diary::adult();
    diary.contact("2026-01-21T10:00", ContactOutcome::StepDown);
    let found = |when: &str| size_failed(&diary.history, Gate::OPEN, &moment(when));
    assert_eq!(found("2026-01-21T09:59").map(|found| found.since), None);
    let found = found("2026-01-21T11:00").map(|found| (found.reason, found.since));
    assert_eq!(found, Some((Reason::NoSmallerSize { size: mm(12) }, crate::sample::at("2026-01-21T10:00"))));
}

/// A later answer that asks for none does not make it a matter of that later hour, nor does one that lies ahead.
#[test]
fn a_smaller_size_is_asked_for_in_vain_since_the_answer_that_asked_for_it() {
    let down = Gate { size: GateSize::Down(1), ..Gate::OPEN };
    let mut diary = Diary::adult();
    diary.evenings("2026-01-19", 3, 12);
    diary.assessment("2026-01-22T09:00", down);
    diary.assessment("2026-01-22T12:00", Gate::OPEN);
    diary.assessment("2026-01-23T09:00", down);
    let found = size_failed(&diary.history, down, &moment("2026-01-22T18:00"));
    let found = found.map(|found| (found.reason, found.since));
    assert_eq!(found, Some((Reason::NoSmallerSize { size: mm(12) }, crate::sample::at("2026-01-22T09:00"))));
}

/// A tap while the diary was locked is nobody's word in particular: it lets one failure go, and ends no call.
#[test]
fn what_was_tapped_while_locked_ends_no_call() {
    let stands = |failures: u64, spoil: fn(&mut Logged<Session>)| {
        let mut diary = Diary::adult();
        diary.step("2026-01-19T09:00", 12, 13);
        for day in 0..failures {
            let day = crate::sample::date("2026-01-19") + chrono::Days::new(day);
            diary.good(&format!("{day}T20:00"), 13, 0).value.ease = Ease::NotPassed;
        }
        diary.evenings("2026-01-22", 3, 13);
        diary.history.sessions.iter_mut().rev().take(3).for_each(spoil);
        let called = size_failed(&diary.history, Gate::OPEN, &moment("2026-01-26T09:00")).is_some();
        diary.good("2026-01-26T20:00", 13, 0).value.ease = Ease::NotPassed;
        (called, size_failed(&diary.history, Gate::OPEN, &moment("2026-01-27T09:00")).is_some())
    };
    let tapped: fn(&mut Logged<Session>) = |one| one.value.untold = vec![Untold::WhileLocked];
    assert_eq!(stands(1, |_| {}), (false, false));
    assert_eq!(stands(1, tapped), (false, false));
    assert_eq!(stands(2, |_| {}), (false, false));
    assert_eq!(stands(2, tapped), (true, true));
    let unbelieved: [fn(&mut Logged<Session>); 3] = [
        |one| one.origin = Origin::Imported,
        |one| one.recorded += TimeDelta::hours(24),
        |one| one.clock_suspect = true,
    ];
    for spoil in unbelieved {
        assert_eq!((stands(1, spoil), stands(2, spoil)), ((false, true), (true, true)));
    }
}

/// Where the plan has no count of its own, three good sessions make a failure void, at each size.
#[test]
fn a_failure_is_void_after_three_good_sessions_where_the_plan_gives_no_count() {
    let text = OWN.replace("sessions_in_a_row = 3\n", "");
    assert_ne!(text, OWN);
    for (good, kind) in [(2, ProposalKind::StepBack { to: mm(12) }), (3, ProposalKind::Hold)] {
        for down in [false, true] {
            let mut diary = Diary::of(Plan::parse(&text).expect("a plan"), "1990-05-05");
            diary.step("2026-01-19T09:00", 12, if down { 14 } else { 13 });
            diary.good("2026-01-19T20:00", 13, 0).value.ease = Ease::NotPassed;
            diary.evenings("2026-01-20", good, 13);
            diary.good("2026-01-23T20:00", 13, 0).value.ease = Ease::NotPassed;
            let gate =
                Gate { time: GateTime::Now, size: if down { GateSize::Down(1) } else { GateSize::Step } };
            assert_eq!(
                propose(&diary.history, gate, &moment("2026-01-24T09:00")).kind,
                kind,
                "{good} {down}"
            );
        }
    }
}

/// C1: what was told in time stands, whatever is said of it later; a slip is put right within a day.
#[test]
fn a_failure_that_is_taken_back_later_than_a_day_stays_one() {
    for (hours, kind) in [(24, ProposalKind::Hold), (25, ProposalKind::StepBack { to: mm(12) })] {
        let mut diary = Diary::adult();
        diary.step("2026-01-19T09:00", 12, 13);
        diary.good("2026-01-19T20:00", 13, 0).value.ease = Ease::NotPassed;
        let slip = diary.good("2026-01-20T20:00", 13, 0);
        let mut then = slip.value.clone();
        then.ease = Ease::NotPassed;
        slip.former =
            vec![Former { entry: slip.id, effective: slip.effective, written: slip.recorded, value: then }];
        slip.amended = Some(slip.effective + TimeDelta::hours(hours));
        assert_eq!(ask(&diary, "2026-01-22T09:00").kind, kind, "{hours}");
    }
}

/// Of what several sizes have to say, the clinic is to hear what came first.
#[test]
fn the_concern_is_the_first_of_what_failed() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 14);
    diary.evenings("2026-01-19", 1, 14);
    let down = Gate { time: GateTime::Now, size: GateSize::Down(1) };
    let concern = |diary: &Diary| size_failed(&diary.history, down, &moment("2026-01-25T09:00"));
    assert!(concern(&diary).is_none());
    for (day, size) in [(20, 13), (21, 13), (22, 14), (23, 14)] {
        diary.good(&format!("2026-01-{day}T20:00"), size, 0).value.ease = Ease::NotPassed;
    }
    let found = concern(&diary).expect("13 mm failed twice");
    assert_eq!(found.since, crate::sample::at("2026-01-21T20:00"));
}
