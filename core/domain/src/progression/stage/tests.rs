use chrono::TimeDelta;

use super::*;
use crate::Answer;
use crate::contact::ContactOutcome;
use crate::gate::{GateSize, GateTime};
use crate::sample::{Diary, date, mm, moment, psarp};
use crate::session::{Adjunct, AdjunctUse, Bleeding, StopReason, Untold};
use crate::stage::{StageTaken, StageWhy};

/// A child at the goal since 1 February, held easily and without pain twice a day up to and with `last`.
fn at_goal(last: &str) -> Diary {
    let mut diary = Diary::child();
    diary.visit("2026-02-01T07:00", Some(12));
    twice(&mut diary, "2026-02-01", last);
    diary
}

fn twice(diary: &mut Diary, first: &str, last: &str) {
    for day in date(first).iter_days().take_while(|day| *day <= date(last)) {
        easy(diary, &format!("{day}T08:00"), 0);
        easy(diary, &format!("{day}T19:00"), 1);
    }
}

fn easy(diary: &mut Diary, when: &str, slot: u8) {
    let session = diary.good(when, 12, slot);
    session.value.pain.peak = Some(Answer::Known(PainScore::NONE));
}

fn stage(diary: &mut Diary, when: &str, stage: Stage, from: &str) {
    let plan = diary.history.plans[0].id;
    let taken = StageTaken { plan, stage, from: date(from), why: StageWhy::Proposed };
    let taken = diary.logged(when, taken);
    diary.history.stages.push(taken);
}

fn proposed(diary: &Diary, now: &str) -> StageProposal {
    propose_stage(&diary.history, Gate::OPEN, &moment(now)).expect("a plan with a taper")
}

fn against(diary: &Diary, now: &str) -> Vec<Reason> {
    let proposal = proposed(diary, now);
    let against = proposal.reasons.iter().filter(|reason| reason.holds_back());
    assert!(proposal.to.is_none() || against.clone().count() == 0, "nothing stands against what is proposed");
    against.copied().collect()
}

/// C1.2: the goal passes easily and without pain at two a day; as many days and sessions as the plan's step rule.
#[test]
fn the_gate_opens_at_the_goal_easy_and_without_pain_and_not_a_day_sooner() {
    let diary = at_goal("2026-02-08");
    assert_eq!(proposed(&diary, "2026-02-08T20:00").to, Some(Stage::Taper(0)), "seven days, three sessions");
    assert_eq!(
        against(&at_goal("2026-02-07"), "2026-02-07T20:00"),
        [Reason::DaysAtSize { have: 6, need: 7 }]
    );
    let mut below = Diary::child();
    below.visit("2026-02-01T07:00", Some(11));
    assert!(
        against(&below, "2026-02-01T08:00").contains(&Reason::SizeNotReached { size: mm(11), need: mm(12) })
    );
}

#[test]
fn a_little_pain_or_effort_begins_the_row_anew_and_what_does_not_count_is_passed_over() {
    for spoil in [
        |session: &mut Session| session.pain.peak = Some(Answer::Known(PainScore::new(1).expect("pain"))),
        |session: &mut Session| session.ease = Ease::Firm,
    ] {
        let mut diary = at_goal("2026-02-08");
        let at = diary.history.sessions.len() - 2;
        spoil(&mut diary.history.sessions[at].value);
        assert_eq!(
            against(&diary, "2026-02-08T20:00"),
            [Reason::EasyInARow { have: 1, need: 3 }],
            "one after it"
        );
        spoil(&mut diary.history.sessions[at + 1].value);
        assert_eq!(against(&diary, "2026-02-08T20:00"), [Reason::EasyInARow { have: 0, need: 3 }]);
    }
    let mut three = at_goal("2026-02-08");
    let at = three.history.sessions.len() - 4;
    three.history.sessions[at].value.ease = Ease::Firm;
    assert_eq!(proposed(&three, "2026-02-08T20:00").to, Some(Stage::Taper(0)), "three after it");
    three.history.sessions[at].value.ease = Ease::Easy;
    let gel = AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true };
    three.history.sessions[at + 2].value.adjuncts = vec![gel];
    assert_eq!(
        against(&three, "2026-02-08T20:00"),
        [Reason::NotFullFrequency { missed: 1 }],
        "three in a row, and one between them was numbed"
    );
    let mut numbed = at_goal("2026-02-08");
    for session in &mut numbed.history.sessions {
        session.value.adjuncts = vec![AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true }];
    }
    assert!(
        matches!(against(&numbed, "2026-02-08T20:00")[0], Reason::EasyInARow { have: 0, .. }),
        "numbed is not painless"
    );
}

/// A taper that went back for a session that was tight does not open again while the sessions are tight, though they count
/// for nothing.
#[test]
fn what_was_tight_or_hurt_begins_the_row_anew_though_it_does_not_count() {
    let mut diary = at_goal("2026-02-08");
    stage(&mut diary, "2026-02-08T20:00", Stage::Taper(0), "2026-02-09");
    let firm = diary.good("2026-02-09T08:00", 12, 0);
    (firm.value.ease, firm.value.stopped) = (Ease::Firm, Some(StopReason::Interrupted));
    stage(&mut diary, "2026-02-09T20:00", Stage::Full(0), "2026-02-10");
    for (slot, hour) in ["08", "19"].into_iter().enumerate() {
        let tight = diary.good(&format!("2026-02-10T{hour}:00"), 12, slot as u8);
        (tight.value.ease, tight.value.stopped) = (Ease::Firm, Some(StopReason::ChildSaidStop));
        tight.value.pain.peak = PainScore::new(3).ok().map(Answer::Known);
    }
    assert_eq!(proposed(&diary, "2026-02-10T20:00").to, None);
    assert!(against(&diary, "2026-02-10T20:00").contains(&Reason::EasyInARow { have: 0, need: 3 }));
    easy(&mut diary, "2026-02-11T08:00", 0);
    easy(&mut diary, "2026-02-11T19:00", 1);
    assert!(against(&diary, "2026-02-11T20:00").contains(&Reason::EasyInARow { have: 2, need: 3 }));
    easy(&mut diary, "2026-02-12T08:00", 0);
    assert!(!against(&diary, "2026-02-12T09:00").iter().any(|one| matches!(one, Reason::EasyInARow { .. })));
}

#[test]
fn each_sign_in_a_session_that_does_not_count_begins_the_row_anew_and_an_easy_one_does_not() {
    let row = |spoil: fn(&mut Session)| {
        let mut diary = at_goal("2026-02-08");
        let last = diary.history.sessions.len() - 1;
        diary.history.sessions[last].value.holds_s = vec![30];
        spoil(&mut diary.history.sessions[last].value);
        let reasons = proposed(&diary, "2026-02-08T20:00").reasons;
        reasons.into_iter().find_map(|reason| match reason {
            Reason::EasyInARow { have, .. } => Some(have),
            _ => None,
        })
    };
    assert_eq!(row(|_| {}), Some(15), "an easy one that was short");
    assert_eq!(row(|session| session.stopped = Some(StopReason::Interrupted)), Some(15));
    assert_eq!(row(|session| session.ease = Ease::Firm), Some(0));
    assert_eq!(row(|session| session.pain = crate::sample::pain(1)), Some(0));
    assert_eq!(row(|session| session.pain = crate::sample::pain(0)), Some(15));
    assert_eq!(row(|session| session.stopped = Some(StopReason::ChildSaidStop)), Some(0));
}

/// C1.2: easily and without pain at two a day, over as many days as the plan's step rule.
#[test]
fn it_must_have_been_the_full_frequency_for_as_many_days_as_the_step_rule() {
    let not_full = |last: &str| {
        let mut diary = at_goal(last);
        let evening = crate::sample::at("2026-02-07T19:00");
        diary.history.sessions.retain(|one| one.effective != evening);
        match against(&diary, &format!("{last}T20:00")).as_slice() {
            [] => 0,
            [Reason::NotFullFrequency { missed }] => *missed,
            _ => panic!("something else stands against it"),
        }
    };
    assert_eq!(not_full("2026-02-08"), 1);
    assert_eq!(not_full("2026-02-14"), 1, "though a row of good ones came since");
    assert_eq!(not_full("2026-02-15"), 0, "seven days since");
}

#[test]
fn what_was_tried_in_vain_or_says_nothing_of_the_goal_is_not_the_full_frequency() {
    let evenings = |spoil: fn(&mut Session)| {
        let mut diary = at_goal("2026-02-10");
        let evenings =
            diary.history.sessions.iter_mut().filter(|one| one.effective.format("%H").to_string() == "19");
        evenings.for_each(|one| spoil(&mut one.value));
        against(&diary, "2026-02-10T20:00").into_iter().find_map(|reason| match reason {
            Reason::NotFullFrequency { missed } => Some(missed),
            _ => None,
        })
    };
    assert_eq!(evenings(|_| {}), None);
    assert_eq!(evenings(|one| one.holds_s = vec![2]), Some(8), "eight evenings of seven days and today");
    let interrupted = |one: &mut Session| {
        (one.stopped, one.holds_s) = (Some(StopReason::Interrupted), Vec::new());
    };
    assert_eq!(evenings(interrupted), Some(8), "nothing went in");
    let half = |one: &mut Session| one.stopped = Some(StopReason::Interrupted);
    assert_eq!(evenings(half), Some(8), "broken off");
    let gel = |one: &mut Session| {
        one.adjuncts.push(AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true });
    };
    assert_eq!(evenings(gel), Some(8), "nobody knows whether it would have hurt");
    assert_eq!(evenings(|one| one.pain.peak = None), Some(8));
    assert_eq!(evenings(|one| one.size = mm(9)), Some(8), "another size");
    assert_eq!(evenings(|one| one.untold = vec![Untold::WhileLocked]), Some(8));
    let mut twice = at_goal("2026-02-10");
    for session in twice.history.sessions.clone() {
        twice
            .history
            .sessions
            .push(Logged { effective: session.effective + TimeDelta::minutes(3), ..session });
    }
    twice.history.sessions.sort_by_key(|one| one.effective);
    assert_eq!(against(&twice, "2026-02-10T20:00"), [], "both parents wrote each one down");
}

/// Whatever holds a larger size back holds fewer sessions back.
#[test]
fn a_taper_does_not_open_while_anything_is_to_be_asked() {
    let now = "2026-02-08T20:00";
    let diary = || at_goal("2026-02-08");
    for gate in [
        Gate { time: GateTime::Blocked, size: GateSize::Same },
        Gate { time: GateTime::WaitUntil(crate::sample::at("2026-02-09T20:00")), size: GateSize::Same },
        Gate { time: GateTime::Now, size: GateSize::Same },
    ] {
        let proposal = propose_stage(&diary().history, gate, &moment(now)).expect("a taper");
        assert!(proposal.to.is_none(), "{gate:?}");
    }
    let mut unknown = diary();
    unknown.history.unknown_kinds = 1;
    assert!(proposed(&unknown, now).to.is_none());
    let mut clock = diary();
    let ahead = clock.good("2026-02-08T19:30", 12, 1);
    ahead.recorded = crate::sample::at("2026-03-01T08:00");
    assert!(against(&clock, now).contains(&Reason::ClockWentBack));
    for outcome in [ContactOutcome::StaySame, ContactOutcome::Stop] {
        let mut told = diary();
        told.contact("2026-02-08T12:00", outcome);
        assert!(proposed(&told, now).to.is_none(), "{outcome:?}");
    }
    let overdue = diary();
    assert!(proposed(&overdue, "2026-12-02T20:00").to.is_none(), "the review is overdue");
}

#[test]
fn a_plan_that_waits_for_the_clinician_waits() {
    let mut diary = at_goal("2026-02-08");
    let text = psarp().to_text().replace("goal_easy_without_pain", "clinician_says");
    diary.history.plans[0].value = crate::Plan::parse(&text).expect("a plan");
    assert_eq!(against(&diary, "2026-02-08T20:00"), [Reason::ClinicSaysWhen]);
}

/// The gate counts days and sessions; a plan that gives no numbers opens nothing by itself.
#[test]
fn a_plan_without_the_numbers_of_its_gate_says_so_and_waits() {
    let numbers = |plan: &Plan| {
        let missing = plan.missing().into_iter();
        missing.filter(|one| [Missing::StepDays, Missing::StepSessions].contains(one)).collect::<Vec<_>>()
    };
    for (left_out, lacking) in
        [("days_at_size", Missing::StepDays), ("sessions_in_a_row", Missing::StepSessions)]
    {
        let mut diary = at_goal("2026-02-08");
        let text = psarp().to_text().replace("start_mm = 9", "start_mm = 12");
        let kept = text.lines().filter(|line| !line.starts_with(left_out));
        let text = kept.collect::<Vec<_>>().join("\n");
        let plan = Plan::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!(numbers(&plan), [lacking], "nothing to step up to, and a gate that counts");
        let no_gate = text.replace("goal_easy_without_pain", "clinician_says");
        assert_eq!(numbers(&Plan::parse(&no_gate).expect("a plan")), []);
        diary.history.plans[0].value = plan;
        assert!(proposed(&diary, "2026-02-08T20:00").to.is_none());
        assert!(against(&diary, "2026-02-08T20:00").contains(&Reason::PlanIncomplete { missing: lacking }));
    }
}

fn in_taper(days: &[&str]) -> Diary {
    let mut diary = at_goal("2026-02-08");
    stage(&mut diary, "2026-02-08T20:00", Stage::Taper(0), "2026-02-09");
    for day in days {
        easy(&mut diary, &format!("{day}T08:00"), 0);
    }
    diary
}

/// C1.2: if a step becomes painful or tight, return to the previous frequency.
#[test]
fn a_step_that_hurts_goes_back_to_the_frequency_before() {
    let limit = 3;
    for (pain, back) in [(limit, None), (limit + 1, Some(Stage::Full(0)))] {
        let mut diary = in_taper(&["2026-02-09"]);
        diary.good("2026-02-10T08:00", 12, 0).value.pain.peak =
            Some(Answer::Known(PainScore::new(pain).expect("pain")));
        assert_eq!(proposed(&diary, "2026-02-10T20:00").to, back, "pain {pain}");
    }
    let spoils: [fn(&mut Session); 3] = [
        |session| session.ease = Ease::Firm,
        |session| session.ease = Ease::NotPassed,
        |session| session.bleeding = Some(Answer::Known(Bleeding::Drip)),
    ];
    for spoil in spoils {
        let mut diary = in_taper(&["2026-02-09"]);
        let session = diary.good("2026-02-10T08:00", 12, 0);
        spoil(&mut session.value);
        let blocked = Gate { time: GateTime::Blocked, size: GateSize::Same };
        let proposal = propose_stage(&diary.history, blocked, &moment("2026-02-10T20:00")).expect("a taper");
        assert_eq!(proposal.to, Some(Stage::Full(0)), "and a closed gate does not keep it sparse");
        easy(&mut diary, "2026-02-11T08:00", 0);
        assert_eq!(proposed(&diary, "2026-02-11T20:00").to, None, "the last session is easy again");
    }
}

#[test]
fn what_goes_badly_after_a_phase_was_accepted_speaks_against_it_on_its_first_day() {
    let mut diary = at_goal("2026-02-08");
    stage(&mut diary, "2026-02-08T20:00", Stage::Taper(0), "2026-02-09");
    diary.good("2026-02-08T21:00", 12, 1).value.ease = Ease::Firm;
    assert!(
        propose_stage(&diary.history, Gate::OPEN, &moment("2026-02-08T22:00")).is_none(),
        "it moves already"
    );
    assert_eq!(proposed(&diary, "2026-02-09T07:00").to, Some(Stage::Full(0)));
}

#[test]
fn what_was_numbed_does_not_take_a_bad_session_back_and_the_clinics_word_does() {
    let mut diary = in_taper(&["2026-02-09"]);
    diary.good("2026-02-10T08:00", 12, 0).value.ease = Ease::Firm;
    let numbed = diary.good("2026-02-11T08:00", 12, 0);
    numbed.value.adjuncts = vec![AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true }];
    assert_eq!(proposed(&diary, "2026-02-11T20:00").to, Some(Stage::Full(0)));
    diary.contact("2026-02-11T21:00", ContactOutcome::Resume);
    assert_eq!(proposed(&diary, "2026-02-11T22:00").to, None);
}

#[test]
fn after_one_that_hurt_and_a_talk_the_next_phase_waits_for_one_that_went_well_since() {
    let days: Vec<String> = date("2026-02-09").iter_days().take(30).map(|day| day.to_string()).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let mut diary = in_taper(&days);
    diary.good("2026-03-11T08:00", 12, 0).value.ease = Ease::Firm;
    diary.contact("2026-03-11T12:00", ContactOutcome::Resume);
    let held = Reason::NoGoodSession { since: date("2026-03-11") };
    assert!(against(&diary, "2026-03-11T20:00").contains(&held), "{:?}", against(&diary, "2026-03-11T20:00"));
    easy(&mut diary, "2026-03-12T08:00", 0);
    assert_eq!(proposed(&diary, "2026-03-12T20:00").to, Some(Stage::Taper(1)));
    diary.contact("2026-03-12T21:00", ContactOutcome::Resume);
    assert!(!against(&diary, "2026-03-12T22:00").is_empty(), "and since the talk");
}

/// The source names a month in each phase; the plan counts 30 days.
#[test]
fn the_next_phase_comes_after_its_days_and_with_a_good_session_and_the_last_one_ends() {
    let days: Vec<String> = date("2026-02-09").iter_days().take(30).map(|day| day.to_string()).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let diary = in_taper(&days);
    assert_eq!(against(&diary, "2026-03-10T20:00"), [Reason::DaysInPhase { have: 29, need: 30 }]);
    assert_eq!(proposed(&diary, "2026-02-09T20:00").to, None, "its first day: it stands there by now");
    let mut diary = in_taper(&days);
    easy(&mut diary, "2026-03-11T08:00", 0);
    assert_eq!(proposed(&diary, "2026-03-11T20:00").to, Some(Stage::Taper(1)));
    stage(&mut diary, "2026-03-11T20:00", Stage::Taper(4), "2026-03-12");
    easy(&mut diary, "2026-03-12T08:00", 0);
    assert_eq!(proposed(&diary, "2026-04-01T20:00").to, None, "20 days of 90");
    for day in ["2026-04-11", "2026-05-11", "2026-06-10"] {
        easy(&mut diary, &format!("{day}T08:00"), 0);
    }
    assert_eq!(proposed(&diary, "2026-06-10T20:00").to, Some(Stage::Done), "90 days");
    stage(&mut diary, "2026-06-10T20:00", Stage::Done, "2026-06-11");
    assert!(propose_stage(&diary.history, Gate::OPEN, &moment("2026-06-11T08:00")).is_none());
    assert!(
        crate::interruption(&diary.history, &moment("2026-08-01T08:00")).is_none(),
        "nothing is missing any more"
    );
}

/// What went badly after the next phase was accepted speaks against it; what the clinic said since decides instead.
#[test]
fn what_goes_badly_in_the_minute_of_a_word_came_before_it() {
    for (hurt, heard, to) in [
        ("2026-02-08T20:00", None, None),
        ("2026-02-08T20:01", None, Some(Stage::Full(0))),
        ("2026-02-09T08:00", Some("2026-02-09T07:59"), Some(Stage::Full(0))),
        ("2026-02-09T08:00", Some("2026-02-09T08:00"), None),
    ] {
        let mut diary = at_goal("2026-02-08");
        stage(&mut diary, "2026-02-08T20:00", Stage::Taper(0), "2026-02-09");
        diary.good(hurt, 12, 0).value.ease = Ease::Firm;
        if let Some(heard) = heard {
            diary.contact(heard, ContactOutcome::Resume);
        }
        assert_eq!(proposed(&diary, "2026-02-09T20:00").to, to, "{hurt} {heard:?}");
    }
}

#[test]
fn the_gate_of_the_taper_is_asked_for_in_the_last_phase_before_it_only() {
    let first =
        "[[phase]]\nuntil = { size_mm = 10 }\nper_day = 2\nmin_gap_h = 6\ninsertions = 2\nhold_s = 30\n";
    let text = psarp().to_text().replacen("[[phase]]", &format!("{first}[[phase]]"), 1);
    let mut diary = Diary::of(crate::Plan::parse(&text).expect("a plan"), "2025-11-17");
    diary.good("2026-01-19T08:00", 9, 0);
    let need = |size| Reason::SizeNotReached { size: mm(9), need: mm(size) };
    assert_eq!(against(&diary, "2026-01-19T20:00"), [need(10)]);
}

#[test]
fn a_phase_without_a_good_session_goes_on_to_nothing() {
    let mut diary = at_goal("2026-02-08");
    stage(&mut diary, "2026-02-08T20:00", Stage::Taper(4), "2026-02-09");
    assert!(
        against(&diary, "2026-02-10T20:00").contains(&Reason::NoGoodSession { since: date("2026-02-09") })
    );
}

#[test]
fn a_phase_until_a_size_is_over_when_the_size_is_there() {
    let text = crate::sample::OWN.replace(
        "[[phase]]\nper_day = 1\n",
        "[[phase]]\nuntil = { size_mm = 13 }\nper_day = 1\ninsertions = 1\nhold_s = 60\n[[phase]]\nper_day = 1\n",
    );
    let mut diary = Diary::of(crate::Plan::parse(&text).expect("a plan"), "1990-05-05");
    diary.evenings("2026-01-19", 7, 12);
    let said = against(&diary, "2026-01-26T19:00");
    assert_eq!(said, [Reason::SizeNotReached { size: mm(12), need: mm(13) }]);
    diary.step("2026-01-26T19:00", 12, 13);
    assert_eq!(proposed(&diary, "2026-01-26T19:30").to, Some(Stage::Full(1)));
    assert_eq!(diary.history.current_size(moment("2026-01-26T19:30").wall), Some(mm(13)));
}
