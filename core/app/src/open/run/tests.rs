//! What lies in the vault and was not put there by this version, or not now.

use gradus_domain::PersonId;
use gradus_store::KeptRun;

use super::*;
use crate::moment;
use crate::view::{ClockReading, PracticePerson, RunStage};

fn at(clock: &str) -> Moment {
    let wall = format!("2026-03-16T{clock}+01:00");
    moment(&ClockReading { wall, monotonic_ms: 0, boot: String::new() }).expect("a clock")
}

fn robin() -> (App, PersonId) {
    let app =
        App::practice_with(7, &[PracticePerson::AdultWithStenosis], &at("19:00:00")).expect("in memory");
    let id = app.person(None).expect("one person").id.parse().expect("an id");
    (app, id)
}

fn kept(app: &App, id: PersonId) -> KeptRun {
    app.store.run(&id).expect("reads").expect("kept")
}

fn refusal<T>(answer: Result<T, AppError>) -> String {
    match answer {
        Err(AppError::Refused { why }) => why,
        _ => panic!("not refused"),
    }
}

#[test]
fn what_a_newer_version_began_is_kept_and_told_until_somebody_leaves_it() {
    let (mut app, id) = robin();
    app.start_run("Robin", &RunDraft::default(), &at("20:00:00")).expect("begins");
    let ours = kept(&app, id);
    for body in [ours.body.replacen("\"v\":1", "\"v\":2", 1), ours.body.replacen("\"whole\"", "\"warm\"", 1)]
    {
        let newer = KeptRun { version: 2, body };
        app.store.keep_run(&id, &newer).expect("keeps");
        let now = at("20:01:00");
        let told = app.words.run_newer();
        assert_eq!(refusal(app.run("Robin", &now)), told);
        assert_eq!(refusal(app.start_run("Robin", &RunDraft::default(), &now)), told);
        assert_eq!(refusal(app.run_event("Robin", "stop", &now)), told);
        assert_eq!(app.today("Robin", &now).expect("today").running, Some(told));
        assert_eq!(kept(&app, id), newer);
    }
}

#[test]
fn what_cannot_be_read_is_left_as_questions_that_are_open() {
    let (mut app, id) = robin();
    app.start_run("Robin", &RunDraft::default(), &at("20:00:00")).expect("begins");
    let ours = kept(&app, id);
    let newer = KeptRun { version: 2, body: ours.body.replacen("\"v\":1", "\"v\":2", 1) };
    app.store.keep_run(&id, &newer).expect("keeps");
    let before = app.today("Robin", &at("20:01:00")).expect("today");
    assert!(before.tasks.is_empty() && before.next_size_tenths_mm.is_some());
    app.abandon_run("Robin", &at("20:02:00")).expect("left");
    assert!(app.store.run(&id).expect("reads").is_none());
    let after = app.today("Robin", &at("20:03:00")).expect("today");
    let asked: Vec<_> = after.tasks.iter().map(|task| (&task.duty[..], &task.rules[..])).collect();
    assert_eq!(asked, [("ask_again", &["unfinished".to_owned()][..])]);
    assert_eq!((after.running, after.next_size_tenths_mm), (None, None), "{}", after.headline);
    let timeline = app.timeline("Robin", None, None, &at("20:04:00")).expect("a timeline").items;
    let left = timeline.iter().find(|item| item.kind == "check_in").expect("it is told").entry.clone();
    match app.entry_details("Robin", &left) {
        Ok(crate::view::Correction::CheckIn { answers, note }) => {
            assert_eq!((answers.len(), note), (0, Some(app.words.run_left_unread(true))));
        }
        _ => panic!("no check-in"),
    }
}

#[test]
fn what_is_damaged_is_said_to_be_so_and_is_left_as_questions_that_are_open() {
    let (mut app, id) = robin();
    app.start_run("Robin", &RunDraft::default(), &at("20:00:00")).expect("begins");
    let ours = kept(&app, id);
    for body in ["", "{", &ours.body[..ours.body.len() / 2], &ours.body.replacen("\"whole\"", "\"wh0le\"", 1)]
    {
        app.store.keep_run(&id, &KeptRun { version: 1, body: body.to_owned() }).expect("keeps");
        let told = app.words.run_damaged();
        assert_eq!(refusal(app.run("Robin", &at("20:01:00"))), told);
        assert_eq!(app.today("Robin", &at("20:01:00")).expect("today").running, Some(told));
    }
    app.abandon_run("Robin", &at("20:02:00")).expect("left");
    assert!(app.store.run(&id).expect("reads").is_none());
    let timeline = app.timeline("Robin", None, None, &at("20:04:00")).expect("a timeline").items;
    let left = timeline.iter().find(|item| item.kind == "check_in").expect("it is told").entry.clone();
    match app.entry_details("Robin", &left) {
        Ok(crate::view::Correction::CheckIn { note, .. }) => {
            assert_eq!(note, Some(app.words.run_left_unread(false)));
        }
        _ => panic!("no check-in"),
    }
}

#[test]
fn a_run_that_the_journal_tells_of_never_comes_back() {
    let (mut app, id) = robin();
    let mut view = app.start_run("Robin", &RunDraft::default(), &at("20:00:00")).expect("begins");
    for item in view.checks.split_off(0) {
        app.run_event("Robin", &format!("tick:{}", item.item), &at("20:00:10")).expect("on the list");
    }
    app.run_event("Robin", "in", &at("20:01:00")).expect("goes in");
    app.run_event("Robin", "out", &at("20:03:00")).expect("comes out");
    let page = kept(&app, id);
    let details = RunDetailsDraft { ease: Some("easy".to_owned()), ..RunDetailsDraft::default() };
    app.finish_run("Robin", &details, &at("20:04:00")).expect("written");
    app.store.keep_run(&id, &page).expect("an old page was put back");
    assert_eq!(app.run("Robin", &at("20:05:00")), Ok(None));
    assert_eq!(app.today("Robin", &at("20:05:00")).expect("today").running, None);
    assert!(refusal(app.finish_run("Robin", &details, &at("20:05:00"))).starts_with("No session"));
    let tomorrow = moment(&ClockReading {
        wall: "2026-03-17T20:00:00+01:00".to_owned(),
        monotonic_ms: 0,
        boot: String::new(),
    });
    let view =
        app.start_run("Robin", &RunDraft::default(), &tomorrow.expect("a clock")).expect("begins anew");
    assert_eq!(view.stage, RunStage::CheckList);
}
