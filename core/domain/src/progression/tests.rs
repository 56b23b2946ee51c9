use super::*;
use crate::answer::Answer;
use crate::contact::ContactOutcome;
use crate::entry::Origin;
use crate::pain::PainScore;
use crate::plan::Plan;
use crate::sample::{Diary, OWN, at, date, mm, moment, own, pain, psarp};
use crate::session::{Adjunct, AdjunctUse, Bleeding, Ease, Session, StopReason, Untold};

/// A week of good evenings at 12 mm, ready for 13 mm on the 26th.
fn ready() -> Diary {
    let mut diary = Diary::adult();
    diary.evenings("2026-01-19", 7, 12);
    diary
}

fn ask(diary: &Diary, when: &str) -> Proposal {
    propose(&diary.history, Gate::OPEN, &moment(when))
}

fn spoil(change: impl FnOnce(&mut Logged<Session>)) -> Proposal {
    let mut diary = ready();
    change(diary.history.sessions.last_mut().expect("seven sessions"));
    ask(&diary, "2026-01-26T09:00")
}

#[test]
fn a_good_week_earns_the_very_next_size_and_says_what_was_fulfilled() {
    let proposal = ask(&ready(), "2026-01-26T09:00");
    assert_eq!(proposal.kind, ProposalKind::Advance { from: mm(12), to: mm(13) });
    let expected = [Reason::DaysAtSize { have: 7, need: 7 }, Reason::SessionsInARow { have: 7, need: 3 }];
    assert_eq!(proposal.reasons, expected);
    assert!(proposal.reasons.iter().all(|reason| !reason.holds_back()));
}

#[test]
fn a_day_too_few_or_a_session_too_few_holds() {
    let early = ask(&ready(), "2026-01-25T23:59");
    assert_eq!(early.kind, ProposalKind::Hold);
    assert!(early.reasons.contains(&Reason::DaysAtSize { have: 6, need: 7 }));
    let mut diary = Diary::adult();
    diary.good("2026-01-19T20:00", 12, 0);
    diary.good("2026-01-22T20:00", 12, 0);
    let few = ask(&diary, "2026-01-26T09:00");
    assert_eq!(few.kind, ProposalKind::Hold);
    assert!(few.reasons.contains(&Reason::SessionsInARow { have: 2, need: 3 }));
    diary.good("2026-01-25T20:00", 12, 0);
    assert_eq!(ask(&diary, "2026-01-26T09:00").kind, ProposalKind::Advance { from: mm(12), to: mm(13) });
}

#[test]
fn days_at_a_size_begin_with_its_first_session_and_not_with_its_permission() {
    let mut diary = Diary::adult();
    diary.evenings("2026-01-21", 5, 12);
    let proposal = ask(&diary, "2026-01-26T09:00");
    assert!(proposal.reasons.contains(&Reason::DaysAtSize { have: 5, need: 7 }), "{:?}", proposal.reasons);
}

#[test]
fn a_session_in_the_minute_of_its_step_counts_for_the_new_size() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T20:00", 12, 13);
    diary.evenings("2026-01-19", 3, 13);
    assert_eq!(ask(&diary, "2026-01-22T09:00").evidence.in_a_row, 3);
}

#[test]
fn what_cannot_be_believed_earns_nothing_and_breaks_nothing() {
    let numb = |kind, prescribed| {
        move |session: &mut Logged<Session>| session.value.adjuncts = vec![AdjunctUse { kind, prescribed }]
    };
    let mut diary = ready();
    for session in &mut diary.history.sessions[2..] {
        numb(Adjunct::NumbingGel, true)(session);
    }
    let proposal = ask(&diary, "2026-01-26T09:00");
    assert_eq!((proposal.kind, proposal.evidence.in_a_row), (ProposalKind::Hold, 2));
    assert!(proposal.reasons.contains(&Reason::NotCounted { why: NotCounted::Numbed, sessions: 5 }));
    let last = |change: &dyn Fn(&mut Logged<Session>)| {
        let proposal = spoil(|session| change(session));
        (proposal.evidence.sessions[6].1, proposal.evidence.in_a_row)
    };
    let late = |minutes| {
        move |s: &mut Logged<Session>| s.recorded = s.effective + chrono::TimeDelta::minutes(minutes)
    };
    let skipped = |why| (Credit::NotCounted(why), 6);
    assert_eq!(last(&late(10)), (Credit::Good, 7));
    assert_eq!(last(&|s| s.origin = Origin::Imported), skipped(NotCounted::Imported));
    assert_eq!(last(&|s| s.value.untold = vec![Untold::WhileLocked]), skipped(NotCounted::WhileLocked));
    assert_eq!(last(&|s| s.clock_suspect = true), skipped(NotCounted::ClockSuspect));
    assert_eq!(last(&|s| s.value.pain.peak = None), skipped(NotCounted::PainUnknown));
    assert_eq!(last(&|s| s.value.pain.peak = Some(Answer::Unknown)), skipped(NotCounted::PainUnknown));
    assert_eq!(last(&|s| s.value.bleeding = None), skipped(NotCounted::BloodUnknown));
    assert_eq!(last(&|s| s.value.bleeding = Some(Answer::Unknown)), skipped(NotCounted::BloodUnknown));
    assert_eq!(last(&|s| s.value.holds_s = vec![59]), skipped(NotCounted::Incomplete));
    assert_eq!(last(&|s| s.value.holds_s = vec![60]), (Credit::Good, 7));
    assert_eq!(last(&|s| s.value.holds_s.clear()), skipped(NotCounted::Incomplete));
    assert_eq!(last(&|s| s.value.stopped = Some(StopReason::Interrupted)), skipped(NotCounted::Incomplete));
    assert_eq!(last(&|s| s.value.size = mm(13)), skipped(NotCounted::OtherSize));
    assert_eq!(last(&numb(Adjunct::Alcohol, false)), skipped(NotCounted::Numbed));
    assert_eq!(last(&numb(Adjunct::SimplePainkiller, true)), (Credit::Good, 7));
}

#[test]
fn a_late_entry_counts_up_to_a_day_and_not_a_minute_longer() {
    for (minutes, credit) in [(24 * 60, Credit::Good), (24 * 60 + 1, Credit::NotCounted(NotCounted::Late))] {
        let mut diary = ready();
        let session = &mut diary.history.sessions[4];
        session.recorded = session.effective + chrono::TimeDelta::minutes(minutes);
        assert_eq!(ask(&diary, "2026-01-26T09:00").evidence.sessions[4].1, credit, "{minutes} minutes");
    }
}

#[test]
fn what_is_bad_breaks_the_row_even_if_written_down_late() {
    let row = |change: &dyn Fn(&mut Logged<Session>)| {
        let proposal = spoil(|session| change(session));
        (proposal.evidence.in_a_row, proposal.evidence.sessions[6].1)
    };
    assert_eq!(row(&|s| s.value.pain = pain(3)), (7, Credit::Good), "at the limit");
    assert_eq!(row(&|s| s.value.pain = pain(4)), (0, Credit::Breaks), "just above it");
    assert_eq!(row(&|s| s.value.bleeding = Some(Answer::Known(Bleeding::Streak))), (0, Credit::Breaks));
    assert_eq!(row(&|s| s.value.ease = Ease::Firm), (7, Credit::Good));
    assert_eq!(row(&|s| s.value.ease = Ease::ForcedNotDone), (0, Credit::Breaks));
    for cause in [
        StopReason::Pain,
        StopReason::Bleeding,
        StopReason::WouldNotPass,
        StopReason::Stuck,
        StopReason::Faint,
    ] {
        assert_eq!(row(&|s| s.value.stopped = Some(cause)), (0, Credit::Breaks), "{cause:?}");
    }
    let late = |s: &mut Logged<Session>| {
        s.value.pain = pain(9);
        s.origin = Origin::Imported;
    };
    assert_eq!(row(&late), (0, Credit::Breaks));
    let numbed = |s: &mut Logged<Session>| {
        s.value.pain = pain(4);
        s.value.adjuncts = vec![AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true }];
    };
    assert_eq!(row(&numbed), (0, Credit::Breaks), "a gel hides pain, so what is told is the least of it");
}

#[test]
fn a_streak_holds_the_step_and_is_named_with_its_date() {
    let proposal = spoil(|s| s.value.bleeding = Some(Answer::Known(Bleeding::Streak)));
    assert_eq!(proposal.kind, ProposalKind::Hold);
    let expected = Reason::Bleeding { amount: Bleeding::Streak, on: date("2026-01-25") };
    assert!(proposal.reasons.contains(&expected), "{:?}", proposal.reasons);
}

#[test]
fn pain_above_the_limit_is_named_and_steps_back_only_if_the_plan_says_so() {
    let expected = Reason::PainOverLimit {
        pain: PainScore::new(4).expect("a score"),
        limit: PainScore::new(3).expect("a score"),
        on: date("2026-01-25"),
    };
    let proposal = spoil(|s| s.value.pain = pain(4));
    assert_eq!(proposal.kind, ProposalKind::Hold);
    assert!(proposal.reasons.contains(&expected));
    let rule = "[step_down]\nsizes = 1\non = [\"pain_over_limit\"]\n[[contact]]";
    let mut diary = Diary::of(Plan::parse(&OWN.replace("[[contact]]", rule)).expect("a plan"), "1990-05-05");
    diary.step("2026-01-19T09:00", 12, 13);
    diary.evenings("2026-01-19", 7, 13);
    diary.history.sessions.last_mut().expect("seven").value.pain = pain(4);
    assert_eq!(ask(&diary, "2026-01-26T09:00").kind, ProposalKind::StepBack { to: mm(12) });
}

#[test]
fn the_same_session_logged_twice_or_too_soon_counts_once() {
    let mut diary = Diary::child();
    diary.good("2026-01-19T18:00", 9, 0);
    diary.good("2026-01-19T18:10", 9, 0);
    diary.good("2026-01-19T23:59", 9, 1);
    diary.good("2026-01-20T05:59", 9, 0);
    let credits: Vec<_> = ask(&diary, "2026-01-20T06:30").evidence.sessions.iter().map(|(_, c)| *c).collect();
    let skipped = Credit::NotCounted;
    let expected = [Credit::Good, skipped(NotCounted::Duplicate), skipped(NotCounted::TooSoon), Credit::Good];
    assert_eq!(credits, expected);
}

#[test]
fn the_ceiling_ends_every_climb() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 15);
    diary.evenings("2026-01-19", 10, 15);
    let proposal = ask(&diary, "2026-01-29T09:00");
    assert_eq!(proposal.kind, ProposalKind::AtGoal);
    assert!(proposal.reasons.contains(&Reason::CeilingReached { goal: mm(15) }));
}

#[test]
fn a_size_off_the_ladder_asks_the_clinic_because_the_next_one_is_not_known() {
    let mut diary = Diary::adult();
    diary.visit("2026-01-19T09:00", Some(11));
    diary.evenings("2026-01-19", 7, 11);
    let proposal = ask(&diary, "2026-01-26T09:00");
    assert_eq!(proposal.kind, ProposalKind::AskClinic);
    assert_eq!(proposal.reasons, [Reason::NextSizeMissing { above: mm(11) }]);
}

#[test]
fn the_standing_gate_is_never_passed() {
    let diary = ready();
    let gate = |time, size| propose(&diary.history, Gate { time, size }, &moment("2026-01-26T09:00"));
    let wait = GateTime::WaitUntil(at("2026-01-26T20:00"));
    assert_eq!(gate(GateTime::Blocked, GateSize::Step).kind, ProposalKind::AskClinic);
    assert_eq!(gate(wait, GateSize::Step).kind, ProposalKind::Hold);
    for size in [GateSize::Same, GateSize::Start] {
        let proposal = gate(GateTime::Now, size);
        assert_eq!(proposal.kind, ProposalKind::Hold, "{size:?}");
        assert_eq!(proposal.reasons[0], Reason::GateClosed { gate: Gate { time: GateTime::Now, size } });
    }
}

#[test]
fn the_next_session_uses_the_size_that_the_gate_leaves() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 14);
    let next =
        |time, size| next_session_size(&diary.history, Gate { time, size }, &moment("2026-01-20T09:00"));
    assert_eq!(next(GateTime::Now, GateSize::Step), Some(mm(14)));
    assert_eq!(next(GateTime::Now, GateSize::Same), Some(mm(14)));
    assert_eq!(next(GateTime::Now, GateSize::Down(1)), Some(mm(13)));
    assert_eq!(next(GateTime::Now, GateSize::Start), Some(mm(12)));
    assert_eq!(next(GateTime::Blocked, GateSize::Step), None);
    for until in ["2026-01-20T10:00", "2026-01-20T08:00"] {
        assert_eq!(
            next(GateTime::WaitUntil(at(until)), GateSize::Step),
            None,
            "a wait ends by a recheck only"
        );
    }
}

#[test]
fn a_plan_that_is_over_unreviewed_incomplete_or_not_begun_gives_no_step() {
    let with = |change: &str, when: &str| {
        let mut diary = Diary::of(
            Plan::parse(&OWN.replace("review_by = 2026-12-01", change)).expect("a plan"),
            "1990-05-05",
        );
        diary.evenings("2026-01-19", 7, 12);
        let proposal = ask(&diary, when);
        (proposal.kind, proposal.reasons[0])
    };
    let advance = ProposalKind::Advance { from: mm(12), to: mm(13) };
    assert_eq!(with("valid_until = 2026-01-26", "2026-01-26T09:00").0, advance, "its last day");
    let over = with("valid_until = 2026-01-25", "2026-01-26T09:00");
    assert_eq!(over, (ProposalKind::AskClinic, Reason::PlanExpired { last: date("2026-01-25") }));
    assert_eq!(with("review_by = 2026-01-26", "2026-01-26T09:00").0, advance);
    let overdue = with("review_by = 2026-01-25", "2026-01-26T09:00");
    assert_eq!(overdue, (ProposalKind::Hold, Reason::ReviewOverdue { since: date("2026-01-25") }));
    let mut diary = Diary::of(Plan::parse(&OWN.replace("max_pain = 3\n", "")).expect("a plan"), "1990-05-05");
    diary.evenings("2026-01-19", 7, 12);
    let open = ask(&diary, "2026-01-26T09:00");
    let reason = Reason::PlanIncomplete { missing: crate::plan::Missing::StepPain };
    assert_eq!((open.kind, open.reasons[0]), (ProposalKind::Hold, reason));
    let later = Diary::of(
        Plan::parse(&OWN.replace("on = 2026-01-19", "on = 2026-01-25")).expect("a plan"),
        "1990-05-05",
    );
    let first = Some(date("2026-01-25"));
    assert!(ask(&later, "2026-01-20T09:00").reasons.contains(&Reason::PlanNotBegun { first }));
}

#[test]
fn without_a_plan_the_clinic_is_asked() {
    let mut diary = Diary::adult();
    diary.history.plans.clear();
    let proposal = ask(&diary, "2026-01-26T09:00");
    assert_eq!((proposal.kind, &proposal.reasons[..]), (ProposalKind::AskClinic, &[Reason::NoPlan][..]));
}

#[test]
fn the_clinics_last_word_stands_until_it_says_otherwise() {
    let mut diary = ready();
    diary.contact("2026-01-25T09:00", ContactOutcome::Stop);
    diary.contact("2026-01-25T10:00", ContactOutcome::SeenNothingToDo);
    let stop = ask(&diary, "2026-01-26T09:00");
    assert_eq!(stop.kind, ProposalKind::AskClinic);
    assert_eq!(stop.reasons[0], Reason::ClinicSaidStop { on: date("2026-01-25") });
    diary.contact("2026-01-25T11:00", ContactOutcome::StaySame);
    assert_eq!(ask(&diary, "2026-01-26T09:00").kind, ProposalKind::Hold);
    diary.visit("2026-01-27T09:00", Some(12));
    assert_eq!(ask(&diary, "2026-01-26T09:00").kind, ProposalKind::Hold, "that visit lies ahead");
    diary.contact("2026-01-25T12:00", ContactOutcome::Resume);
    assert_eq!(ask(&diary, "2026-01-26T09:00").kind, ProposalKind::Advance { from: mm(12), to: mm(13) });
}

/// A stop stands until the clinic sets a size, or a plan version that it signed comes into force.
#[test]
fn a_stop_is_overtaken_by_a_size_or_a_plan_that_the_clinic_signed_and_by_nothing_else() {
    let stopped = |then: &dyn Fn(&mut Diary)| {
        let mut diary = ready();
        diary.contact("2026-01-25T09:00", ContactOutcome::Stop);
        then(&mut diary);
        ask(&diary, "2026-01-26T09:00").reasons.contains(&Reason::ClinicSaidStop { on: date("2026-01-25") })
    };
    let plan = |text: &str| Plan::parse(text).expect("a plan");
    let version = |diary: &mut Diary, when: &str, plan: Plan| {
        let version = diary.logged(when, plan);
        diary.history.plans.push(version);
    };
    let clinics = plan(&OWN.replace("self_directed", "clinic"));
    assert!(stopped(&|_| {}));
    assert!(!stopped(&|diary| diary.visit("2026-01-25T09:01", Some(12))));
    let signer = crate::plan::Signer { issuer: "Ward".to_owned(), key_id: "k".to_owned() };
    let signed = clinics.clone().signed_by(signer);
    assert!(!stopped(&|diary| version(diary, "2026-01-25T09:01", signed.clone())));
    assert!(stopped(&|diary| version(diary, "2026-01-25T09:01", clinics.clone())), "typed in again");
    assert!(stopped(&|diary| diary.visit("2026-01-25T09:00", Some(12))), "at the very visit");
    assert!(stopped(&|diary| diary.visit("2026-01-25T09:01", None)), "no size was set");
    assert!(stopped(&|diary| version(diary, "2026-01-25T09:01", own())), "a plan of one's own");
    assert!(stopped(&|diary| diary.visit("2026-01-26T09:01", Some(12))), "it lies ahead");
}

#[test]
fn a_step_or_a_phase_taken_under_a_doubtful_clock_forbids_the_step_from_its_size_on() {
    let went_back = |diary: &Diary| ask(diary, "2026-01-26T09:00").reasons.contains(&Reason::ClockWentBack);
    let mut diary = Diary::adult();
    diary.step("2026-01-19T08:00", 12, 13);
    diary.history.steps[0].clock_suspect = true;
    diary.evenings("2026-01-19", 7, 13);
    assert!(went_back(&diary));
    diary.step("2026-01-19T09:00", 13, 14);
    assert!(!went_back(&diary), "another size since then");
    let stage = crate::stage::StageTaken {
        plan: diary.history.plans[0].id,
        stage: crate::stage::Stage::Full(0),
        from: date("2026-01-20"),
        why: crate::stage::StageWhy::Proposed,
    };
    for (when, suspect) in [("2026-01-19T08:30", false), ("2026-01-19T09:00", true)] {
        let mut taken = diary.logged(when, stage);
        taken.clock_suspect = true;
        diary.history.stages = vec![taken];
        assert_eq!(went_back(&diary), suspect, "{when}");
    }
}

#[test]
fn a_clock_that_went_back_or_an_unknown_entry_forbids_the_step() {
    let mut diary = ready();
    diary.history.unknown_kinds = 1;
    let outdated = ask(&diary, "2026-01-26T09:00");
    assert_eq!(outdated.kind, ProposalKind::Hold);
    assert!(outdated.reasons.contains(&Reason::AppOutdated { entries: 1 }));
    let mut diary = ready();
    diary.history.sessions[6].recorded = at("2026-01-26T09:00");
    assert!(!ask(&diary, "2026-01-26T09:00").reasons.contains(&Reason::ClockWentBack), "just now");
    diary.history.sessions[6].recorded = at("2026-01-26T09:01");
    let back = ask(&diary, "2026-01-26T09:00");
    assert_eq!(back.kind, ProposalKind::Hold);
    assert!(back.reasons.contains(&Reason::ClockWentBack));
}

#[test]
fn a_child_on_a_plan_of_ones_own_is_sent_to_a_surgeon() {
    let mut diary = Diary::of(own(), "2010-05-05");
    diary.evenings("2026-01-19", 7, 12);
    let proposal = ask(&diary, "2026-01-26T09:00");
    assert_eq!(proposal.kind, ProposalKind::AskClinic);
    assert!(proposal.reasons.contains(&Reason::ChildWithoutClinic));
}

#[test]
fn the_published_programme_steps_weekly_up_to_the_surgeons_goal() {
    let mut diary = Diary::of(psarp(), "2025-11-17");
    let mut size = 9;
    for day in 0..28_u64 {
        let today = date("2026-01-19") + chrono::Days::new(day);
        let proposal = ask(&diary, &format!("{today}T07:00"));
        if let ProposalKind::Advance { from, to } = proposal.kind {
            assert_eq!((from, to, day % 7), (mm(size), mm(size + 1), 0));
            diary.step(&format!("{today}T07:30"), size, size + 1);
            size += 1;
        }
        diary.good(&format!("{today}T08:00"), size, 0);
        diary.good(&format!("{today}T19:00"), size, 1);
    }
    assert_eq!(size, 12, "three steps in four weeks, and none beyond the goal");
}
