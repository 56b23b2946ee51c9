//! A session that goes on: begun where it may be, kept, told of, written down once, and never a way around the gate.

use gradus_app::view::{
    Command, DispositionWord, FactAnswer, GateWord, InterviewReply, RunDetailsDraft, RunDraft, RunStage,
    RunView, SessionDraft, SlotStatus,
};
use gradus_app::{AppError, BootId, Moment};

use crate::bench::{
    Bench, adopt, at, check_in, child_plan, clinic_plan, good, held, mina, problems, robin, step, well_but,
};

const EVENING: &str = "2026-03-02T20:00";

/// So many seconds after the evening's planned time, by both clocks of one boot.
fn later(seconds: u64) -> Moment {
    let wall = at(EVENING).wall + chrono::TimeDelta::seconds(seconds as i64);
    Moment::new(wall, 5_000_000 + seconds * 1000, BootId([9; 16]))
}

fn start(bench: &mut Bench) -> RunView {
    start_with(bench, RunDraft::default()).expect("begins")
}

fn start_with(bench: &mut Bench, draft: RunDraft) -> Result<RunView, AppError> {
    bench.app.start_run("Robin", &draft, &later(0))
}

fn tell(bench: &mut Bench, event: &str, seconds: u64) -> RunView {
    let told = bench.app.run_event("Robin", event, &later(seconds));
    told.unwrap_or_else(|error| panic!("{event}: {error}"))
}

fn ready(bench: &mut Bench) {
    start(bench);
    for item in ["whole", "base", "clean", "lubricant", "relaxed"] {
        tell(bench, &format!("tick:{item}"), 5);
    }
}

fn why<T>(result: Result<T, AppError>) -> String {
    match result {
        Err(AppError::Refused { why }) => why,
        Err(other) => panic!("{}", other.kind()),
        Ok(_) => panic!("not refused"),
    }
}

fn easy() -> RunDetailsDraft {
    RunDetailsDraft {
        ease: Some("easy".to_owned()),
        pain_peak: Some("1".to_owned()),
        bleeding: Some("none".to_owned()),
        ..RunDetailsDraft::default()
    }
}

fn pairs(answers: &[FactAnswer]) -> Vec<(&str, &str)> {
    answers.iter().map(|one| (one.id.as_str(), one.answer.as_str())).collect()
}

#[test]
fn a_whole_session_goes_from_the_check_list_into_the_diary() {
    let mut bench = Bench::adult();
    let view = start(&mut bench);
    assert_eq!(
        (view.stage, view.size_tenths_mm, view.person.name.as_str()),
        (RunStage::CheckList, 120, "Robin")
    );
    assert!(view.may_abandon && view.occurrence.is_some() && view.events.contains(&"stop".to_owned()));
    let today = bench.app.today("Robin", &later(1)).expect("today");
    assert!(today.running.expect("it goes on").starts_with("A session of Robin is going on since"));
    for item in ["whole", "base", "clean", "lubricant", "relaxed"] {
        tell(&mut bench, &format!("tick:{item}"), 5);
    }
    let view = tell(&mut bench, "in", 10);
    assert_eq!((view.stage, view.left_ms), (RunStage::Holding, Some(120_000)));
    let kinds: Vec<_> = view.cues.iter().map(|cue| (cue.in_ms / 1000, cue.pulses)).collect();
    assert_eq!(kinds, [(0, 1), (60, 1), (110, 1), (120, 2), (300, 3)]);
    let view = bench.app.run("Robin", &later(150)).expect("reads").expect("it goes on");
    assert_eq!(
        (view.stage, view.overrun.as_deref()),
        (RunStage::TakeOut, Some("20 seconds longer than planned."))
    );
    let view = tell(&mut bench, "out", 150);
    assert_eq!((view.stage, view.done_s), (RunStage::AfterCare, vec![140]));
    assert!(view.may_finish && view.asks_ease && !view.asks_why && !view.may_abandon);
    tell(&mut bench, "after_care_done", 200);
    let done = bench.app.finish_run("Robin", &easy(), &later(220)).expect("written");
    assert!(done.check_in.is_empty() && done.recorded.triage.is_none());
    assert_eq!(bench.app.run("Robin", &later(221)), Ok(None));
    let today = bench.app.today("Robin", &later(221)).expect("today");
    assert_eq!((today.slots[0].status, today.running), (SlotStatus::Done, None));
    let line = bench.app.timeline("Robin", None, None, &later(300)).expect("timeline");
    let said = &line.items.last().expect("an entry").sentence;
    assert!(said.contains("12 mm"), "{said}");
}

#[test]
fn a_session_survives_the_program_and_is_written_down_once() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    let before = tell(&mut bench, "in", 10);
    let mut bench = bench.reopen(false, EVENING);
    let after = bench.app.run("Robin", &later(10)).expect("reads").expect("it goes on");
    assert!(before == after);
    let restarted = Moment::new(later(70).wall, 30_000, BootId([8; 16]));
    let view = bench.app.run("Robin", &restarted).expect("reads").expect("it goes on");
    assert_eq!((view.stage, view.held_ms), (RunStage::TakeOut, Some(60_000)));
    assert!(view.now.contains("started anew"), "{}", view.now);
    tell(&mut bench, "out", 130);
    let sessions =
        |bench: &Bench| bench.app.timeline("Robin", None, None, &later(500)).expect("timeline").items.len();
    let had = sessions(&bench);
    bench.app.finish_run("Robin", &easy(), &later(140)).expect("written");
    let mut bench = bench.reopen(true, EVENING);
    assert_eq!(bench.app.run("Robin", &later(150)), Ok(None));
    assert_eq!(sessions(&bench), had + 1);
    let again = bench.app.finish_run("Robin", &easy(), &later(160));
    assert!(why(again).starts_with("No session of Robin"), "once");
}

#[test]
fn blood_ends_it_and_begins_the_check_in() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    tell(&mut bench, "in", 10);
    let view = tell(&mut bench, "blood:drip", 20);
    assert!(view.has_ended && view.now.starts_with("The session has ended."), "{}", view.now);
    assert_eq!(pairs(&view.check_in), [("bleeding", "drip")]);
    let so_far = view.so_far.expect("triage answers at once");
    let running =
        bench.app.today("Robin", &later(21)).expect("today").running.expect("it is not written down");
    assert!(running.starts_with(&so_far.sentence), "{running}");
    assert!(running.ends_with("is over and not written down yet. Say how it was."), "{running}");
    tell(&mut bench, "out", 25);
    let refused = bench.app.run_event("Robin", "in", &later(30));
    assert!(why(refused).contains("has ended"));
    let done = bench.app.finish_run("Robin", &RunDetailsDraft { bleeding: None, ..easy() }, &later(60));
    let done = done.expect("written");
    assert_eq!(pairs(&done.check_in), [("bleeding", "drip")]);
    let triage = done.recorded.triage.expect("assessed");
    assert_eq!(triage.disposition, so_far.disposition, "what was shown is what is written");
    let replies = done
        .check_in
        .iter()
        .map(|one| InterviewReply { id: one.id.clone(), answer: Some(one.answer.clone()) });
    let interview = bench.app.interview("Robin", &replies.collect::<Vec<_>>(), &later(70)).expect("goes on");
    assert!(interview.next.is_some_and(|next| next.id != "bleeding"), "it is not asked again");
    assert!(
        bench.app.start_run("Robin", &RunDraft::default(), &later(80)).is_err(),
        "the gate is closed now"
    );
}

#[test]
fn stuck_is_an_emergency_for_as_long_as_it_is_in_and_never_pulled() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    tell(&mut bench, "in", 10);
    let view = tell(&mut bench, "stuck", 40);
    assert!(view.now.starts_with("Do not pull."), "{}", view.now);
    assert_eq!(pairs(&view.check_in), [("device_retained", "true")]);
    let emergency = view.so_far.expect("triage answers at once");
    assert_eq!(emergency.disposition, DispositionWord::Emergency);
    assert!(view.may_finish && view.asks_ease, "it went in, and what is asked is what is wanted");
    let unsaid = RunDetailsDraft { ease: None, ..easy() };
    let wanted = problems(bench.app.finish_run("Robin", &unsaid, &later(60)).expect_err("refused"));
    assert_eq!(wanted.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["ease"]);
    let done = bench.app.finish_run("Robin", &easy(), &later(60)).expect("written while it is in");
    let triage = done.recorded.triage.expect("assessed");
    assert_eq!(triage.disposition, DispositionWord::Emergency);
    assert!(why(start_with(&mut bench, RunDraft::default())).starts_with("Get emergency care now"));
}

#[test]
fn what_was_stuck_and_came_out_by_itself_stays_open_until_somebody_was_reached() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    tell(&mut bench, "in", 10);
    tell(&mut bench, "stuck", 40);
    let view = tell(&mut bench, "out", 90);
    assert_eq!(pairs(&view.check_in), [("removal_struggle", "true")]);
    assert_eq!(view.so_far.expect("triage answers").disposition, DispositionWord::Emergency);
    let done = bench.app.finish_run("Robin", &easy(), &later(100)).expect("written");
    let triage = done.recorded.triage.expect("assessed");
    assert_eq!(
        triage.disposition,
        DispositionWord::Emergency,
        "what was told stands until somebody judged it"
    );
    assert!(triage.rules.iter().all(|rule| rule.disposition < DispositionWord::Emergency));
}

/// Three good weeks at 12 mm, so that a step is proposed.
fn ripe() -> Bench {
    let mut bench = Bench::adult();
    for day in 2..=14 {
        bench.write(held("Robin", good("12")), &format!("2026-03-{day:02}T20:00"));
    }
    bench
}

#[test]
fn a_sign_that_was_told_closes_everything_before_the_session_is_written_down() {
    const DAY: i64 = 13 * 86_400;
    let on = |seconds: u64| later(seconds).at(later(seconds).wall + chrono::TimeDelta::seconds(DAY));
    let signs: [&[&str]; 5] =
        [&["sharp_pain", "pain:9", "blood:red_bowl"], &["blood:drip"], &["faint"], &["stuck"], &["pain:9"]];
    for signs in signs {
        let mut bench = ripe();
        let proposed = bench.app.progress("Robin", &on(0)).expect("a plan").to_tenths_mm;
        assert_eq!(proposed, Some(130), "without the sign a step is open");
        bench.app.start_run("Robin", &RunDraft::default(), &on(0)).expect("begins");
        for event in ["tick:whole", "tick:base", "tick:clean", "tick:lubricant", "tick:relaxed", "in"] {
            bench.app.run_event("Robin", event, &on(5)).expect("told");
        }
        for (at, sign) in signs.iter().enumerate() {
            bench.app.run_event("Robin", sign, &on(20 + at as u64)).expect("never refused");
        }
        let mut bench = bench.reopen(false, "2026-03-15T20:01");
        let today = bench.app.today("Robin", &on(90)).expect("today");
        assert!(matches!(today.gate.gate, GateWord::Wait | GateWord::Blocked), "{signs:?}");
        assert_ne!(today.slots[0].status, SlotStatus::Due, "{signs:?}");
        assert_eq!(today.next_size_tenths_mm, None, "{signs:?}");
        assert!(!today.tasks.is_empty(), "{signs:?}");
        assert_eq!(
            bench.app.progress("Robin", &on(90)).expect("a plan").to_tenths_mm.filter(|to| *to > 120),
            None
        );
        let taken = bench.app.record(step("Robin", 130), &on(90));
        assert!(matches!(taken, Err(AppError::Refused { .. })), "{signs:?}");
    }
}

#[test]
fn the_same_answer_is_written_once_while_it_goes_on() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    tell(&mut bench, "in", 10);
    let entries =
        |bench: &Bench| bench.app.timeline("Robin", None, None, &later(500)).expect("read").items.len();
    let had = entries(&bench);
    tell(&mut bench, "blood:drip", 20);
    assert_eq!(entries(&bench), had + 1);
    for (event, at) in [("blood:drip", 21), ("out", 22), ("after_care_done", 23)] {
        tell(&mut bench, event, at);
        assert_eq!(entries(&bench), had + 1, "{event} tells nothing new");
    }
    tell(&mut bench, "faint", 24);
    assert_eq!(entries(&bench), had + 2, "another rule answers");
    bench
        .app
        .finish_run("Robin", &RunDetailsDraft { bleeding: None, ..easy() }, &later(60))
        .expect("written");
    assert_eq!(entries(&bench), had + 4, "the session and its own answer");
}

#[test]
fn whatever_was_told_is_answered_once_it_is_over() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    tell(&mut bench, "in", 10);
    assert!(tell(&mut bench, "pain:6", 20).so_far.is_none(), "it goes on");
    assert!(tell(&mut bench, "stop", 30).so_far.is_some());
    let told = tell(&mut bench, "out", 40).so_far.expect("answered");
    let done = bench.app.finish_run("Robin", &RunDetailsDraft { pain_peak: None, ..easy() }, &later(60));
    assert_eq!(done.expect("written").recorded.triage.expect("assessed").disposition, told.disposition);
}

#[test]
fn another_session_of_the_same_moment_hides_no_sign() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    tell(&mut bench, "in", 10);
    tell(&mut bench, "blood:red_bowl", 20);
    bench.write(held("Robin", good("12")), EVENING);
    let run = bench.app.run("Robin", &later(90)).expect("reads").expect("it waits to be written down");
    assert_eq!(run.blood.as_deref(), Some("red_bowl"));
}

#[test]
fn an_occurrence_that_is_over_or_of_another_day_is_answered_by_no_session_of_now() {
    let mut bench = Bench::adult();
    let monday = bench.today("Robin", "2026-03-02T20:00").slots[0].occurrence.clone();
    let named = RunDraft { occurrence: Some(monday.clone()), ..RunDraft::default() };
    let logged = |at: Option<&str>| {
        let at = at.map(|at| format!("{at}:00+01:00"));
        held("Robin", SessionDraft { occurrence: Some(monday.clone()), at, ..good("12") })
    };
    let early = bench.app.start_run("Robin", &named, &at("2026-03-01T20:00"));
    assert!(early.is_err(), "of a day to come");
    let over = bench.app.start_run("Robin", &named, &at("2026-03-03T03:00"));
    assert!(why(over).starts_with("the time of that session is over"));
    let over = bench.app.record(logged(None), &at("2026-03-03T03:00"));
    assert!(why(over).starts_with("the time of that session is over"));
    bench.app.start_run("Robin", &named, &at("2026-03-03T02:59")).expect("late, and still its own");
    bench.app.abandon_run("Robin", &at("2026-03-03T02:59")).expect("nothing went in");
    bench.write(logged(Some("2026-03-02T20:30")), "2026-03-03T09:00");
    assert_eq!(bench.today("Robin", "2026-03-02T23:59").slots[0].status, SlotStatus::Done);
}

#[test]
fn no_sign_that_was_told_is_lost_beside_a_graver_one() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    tell(&mut bench, "in", 10);
    for event in ["sharp_pain", "stuck", "blood:streak", "faint"] {
        tell(&mut bench, event, 40);
    }
    let done = bench.app.finish_run(
        "Robin",
        &RunDetailsDraft { bleeding: None, pain_peak: None, ..easy() },
        &later(60),
    );
    let done = done.expect("written");
    let told =
        [("bleeding", "streak"), ("device_retained", "true"), ("faint", "true"), ("pain_peak", "unknown")];
    assert_eq!(pairs(&done.check_in), told);
    let fired = done.recorded.triage.expect("assessed").rules;
    assert!(fired.iter().any(|rule| rule.id == "F1"), "it is still in");
}

#[test]
fn a_session_begins_only_where_one_may_be_held() {
    let mut none = Bench::new();
    none.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:00");
    assert!(why(start_with(&mut none, RunDraft::default())).contains("no plan"));
    let mut bench = Bench::adult();
    let sized = |size: &str| RunDraft { size: Some(size.to_owned()), ..RunDraft::default() };
    assert!(why(start_with(&mut bench, sized("12.1"))).starts_with("Only 12 mm or smaller"));
    let early = bench.app.start_run("Robin", &RunDraft::default(), &at("2026-03-01T20:00"));
    assert!(why(early).contains("begins"), "before the first day");
    let slot = bench.today("Robin", "2026-03-02T12:00").slots[0].occurrence.clone();
    let named = RunDraft { occurrence: Some(slot), ..RunDraft::default() };
    let refused = bench.app.start_run("Robin", &named, &at("2026-03-02T12:00"));
    assert!(why(refused).contains("planned for later"));
    bench.write(check_in("Robin", well_but(&[("bleeding", "red_bowl")])), "2026-03-02T19:00");
    assert!(start_with(&mut bench, RunDraft::default()).is_err(), "blocked");
    let mut bench = Bench::adult();
    let smaller = start_with(&mut bench, sized("11")).expect("a smaller one is open");
    assert_eq!(smaller.size_tenths_mm, 110);
    assert!(why(start_with(&mut bench, RunDraft::default())).contains("already"));
    bench.app.abandon_run("Robin", &later(1)).expect("nothing went in");
    let mut clinic = Bench::of(robin(), adopt("Robin", &clinic_plan()));
    clinic.write(held("Robin", good("12")), "2026-03-02T15:00");
    assert!(why(start_with(&mut clinic, RunDraft::default())).contains("pause between sessions"));
}

#[test]
fn what_was_told_meanwhile_stops_what_would_go_in() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    bench.write(check_in("Robin", well_but(&[("bleeding", "red_bowl")])), EVENING);
    assert!(bench.app.run_event("Robin", "in", &later(30)).is_err(), "the gate closed after the start");
    tell(&mut bench, "stop", 31);
    bench.app.abandon_run("Robin", &later(32)).expect("nothing went in");
}

#[test]
fn only_an_empty_session_can_be_left() {
    let mut bench = Bench::adult();
    assert!(why(bench.app.abandon_run("Robin", &later(0))).starts_with("No session"));
    ready(&mut bench);
    tell(&mut bench, "in", 10);
    assert!(why(bench.app.abandon_run("Robin", &later(11))).contains("went in"));
    assert!(why(bench.app.finish_run("Robin", &easy(), &later(11))).contains("goes on"));
    let view = tell(&mut bench, "stop", 40);
    assert!(view.asks_why && !view.may_finish, "it is still inside");
    assert!(tell(&mut bench, "out", 42).may_finish);
    let details = RunDetailsDraft { stop_reason: Some("interrupted".to_owned()), ..easy() };
    bench.app.finish_run("Robin", &details, &later(50)).expect("a part is a session");
    let mut bench = Bench::adult();
    ready(&mut bench);
    tell(&mut bench, "stop", 8);
    assert!(why(bench.app.finish_run("Robin", &easy(), &later(9))).contains("nothing went in"));
}

#[test]
fn every_wrong_word_is_named() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    for (event, wrong) in [
        ("", "nothing is no event"),
        ("pull", "“pull” is no event"),
        ("pain:11", "“11” is no pain score"),
        ("pain:-1", "“-1” is no pain score"),
        ("blood:lots", "“lots” is not one of the words"),
        ("tick:hat", "“hat” is not one of the words"),
    ] {
        let found = problems(bench.app.run_event("Robin", event, &later(6)).expect_err(event));
        assert_eq!((found[0].field.as_str(), found[0].wrong.as_str()), ("event", wrong));
    }
    tell(&mut bench, "in", 10);
    tell(&mut bench, "pain:3", 11);
    tell(&mut bench, "blood:streak", 12);
    let field = |bench: &mut Bench, details| {
        let error = bench.app.finish_run("Robin", &details, &later(20)).expect_err("wrong");
        problems(error)[0].field.clone()
    };
    let right = RunDetailsDraft { bleeding: None, ..easy() };
    assert_eq!(field(&mut bench, RunDetailsDraft { ease: None, ..right.clone() }), "ease");
    assert_eq!(field(&mut bench, RunDetailsDraft { ease: Some("x".to_owned()), ..right.clone() }), "ease");
    let unknown = Some("unknown".to_owned());
    assert_eq!(
        field(&mut bench, RunDetailsDraft { pain_peak: unknown.clone(), ..right.clone() }),
        "pain_peak"
    );
    assert_eq!(field(&mut bench, RunDetailsDraft { bleeding: unknown, ..right.clone() }), "bleeding");
    let adjuncts = Some("alcohol, tea".to_owned());
    assert_eq!(field(&mut bench, RunDetailsDraft { adjuncts, ..right.clone() }), "adjuncts");
    bench.app.finish_run("Robin", &right, &later(20)).expect("right");
}

#[test]
fn two_people_have_a_session_each_and_a_child_is_cared_for() {
    let mut bench = Bench::adult();
    ready(&mut bench);
    bench.write(Command::AddPerson { draft: mina() }, "2026-03-02T08:00");
    let (text, fills) = child_plan();
    let person = "Mina".to_owned();
    bench.write(Command::AdoptPlan { person, text, fills }, "2026-03-02T08:01");
    let view = bench.app.start_run("Mina", &RunDraft::default(), &later(10)).expect("begins");
    assert!(view.checks.iter().any(|check| check.sentence.contains("The person lies well")));
    assert!(view.checks.iter().any(|check| check.item == "depth_mark"));
    let view = bench.app.run_event("Mina", "said_stop", &later(11)).expect("never refused");
    assert!(view.has_ended);
    assert!(!bench.app.run("Robin", &later(12)).expect("reads").expect("goes on").has_ended);
}
