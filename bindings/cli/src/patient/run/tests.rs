//! A session on a terminal that is a list of keys, with a clock that is set by hand.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta};
use gradus_app::view::PracticePerson;

use super::*;

fn at(seconds: i64) -> Moment {
    let start = DateTime::parse_from_rfc3339("2026-03-16T20:00:00+01:00").expect("a time");
    crate::clock::simulated(start + TimeDelta::seconds(seconds))
}

fn robin() -> (App, PersonRef) {
    let app = App::practice_with(7, &[PracticePerson::AdultWithStenosis], &at(-3600)).expect("in memory");
    let person = app.person(None).expect("one person");
    (app, person)
}

/// Keys with the second at which each is pressed.
struct Keys {
    keys: VecDeque<(i64, char)>,
    now: i64,
    screens: Vec<String>,
    sounds: Vec<i64>,
}

impl Keys {
    fn of(keys: &[(i64, char)]) -> Self {
        Self { keys: keys.iter().copied().collect(), now: 0, screens: Vec::new(), sounds: Vec::new() }
    }

    fn last(&self) -> &str {
        self.screens.last().expect("a screen")
    }
}

impl Desk for Keys {
    fn moment(&self) -> Moment {
        at(self.now)
    }

    /// A second goes by without a key; the next key is not pressed before its time.
    fn key(&mut self, _: Duration) -> io::Result<Option<char>> {
        let Some((when, key)) = self.keys.front().copied() else { return Ok(Some('q')) };
        if self.now < when {
            self.now += 1;
            return Ok(None);
        }
        self.keys.pop_front();
        Ok(Some(key))
    }

    fn draw(&mut self, page: &Page, sounds: bool) -> io::Result<()> {
        self.screens.push(page.plain());
        if sounds {
            self.sounds.push(self.now);
        }
        Ok(())
    }
}

fn played(app: &mut App, person: &PersonRef, keys: &[(i64, char)]) -> (Result<Left, Failure>, Keys) {
    let mut desk = Keys::of(keys);
    let reader = Reader::of(person, &at(0));
    let left = live(app, person, &RunDraft::default(), &mut desk, &reader, &|| Page::new(72));
    (left, desk)
}

const TICKS: [(i64, char); 5] = [(1, ' '), (2, ' '), (3, ' '), (4, ' '), (5, ' ')];

#[test]
fn the_space_bar_goes_through_a_whole_session_and_the_end_is_heard() {
    let (mut app, person) = robin();
    let keys = [&TICKS[..], &[(10, ' '), (135, ' '), (140, ' '), (141, ' ')]].concat();
    let (left, desk) = played(&mut app, &person, &keys);
    assert_eq!(left.expect("goes through"), Left::ToWrite);
    assert_eq!(desk.sounds, [130], "the end of 120 seconds");
    assert!(desk.screens[0].contains("[ ] The device is whole"), "{}", desk.screens[0]);
    let held = desk.screens.iter().find(|screen| screen.contains("Hold still")).expect("a hold");
    assert!(held.contains("s      Stop") && held.contains("▀▀█") && held.contains("It is out"), "{held}");
    assert!(desk.screens.iter().any(|screen| screen.contains("5 seconds longer than planned.")));
    let view = app.run(&person.id, &at(150)).expect("reads").expect("waits to be written down");
    assert_eq!((view.stage, view.done_s), (RunStage::Done, vec![125]));
}

#[test]
fn closed_in_the_middle_it_goes_on_where_it_was() {
    let (mut app, person) = robin();
    let keys = [&TICKS[..], &[(10, ' '), (20, 'q')]].concat();
    assert_eq!(played(&mut app, &person, &keys).0.expect("closes"), Left::GoesOn);
    let (left, desk) = played(&mut app, &person, &[(40, 'q')]);
    assert_eq!(left.expect("closes"), Left::GoesOn);
    assert!(desk.last().contains("Hold still") && desk.last().contains("left"), "{}", desk.last());
}

#[test]
fn stop_is_one_key_at_every_step_and_blood_and_pain_ask_how_much() {
    for before in [0, 5, 6] {
        let (mut app, person) = robin();
        let keys = [&TICKS[..], &[(10, ' ')]].concat();
        let keys = [&keys[..before], &[(20, 's')]].concat();
        played(&mut app, &person, &keys).0.expect("closes");
        assert!(app.run(&person.id, &at(30)).expect("reads").expect("kept").has_ended, "after {before} keys");
    }
    let (mut app, person) = robin();
    let keys =
        [&TICKS[..], &[(10, ' '), (12, 'p'), (13, '4'), (14, 'p'), (15, 'z'), (20, 'b'), (21, '3')]].concat();
    let (_, desk) = played(&mut app, &person, &keys);
    let view = app.run(&person.id, &at(30)).expect("reads").expect("kept");
    assert_eq!((view.pain_peak, view.blood.as_deref(), view.has_ended), (Some(4), Some("drip"), true));
    assert!(desk.screens.iter().any(|screen| screen.contains("It does not stop")), "the amounts were asked");
    assert!(desk.last().contains("Take it out slowly"), "{}", desk.last());
}

#[test]
fn an_empty_session_is_left_and_one_that_may_not_be_held_is_not_begun() {
    let (mut app, person) = robin();
    assert_eq!(played(&mut app, &person, &[(1, ' '), (2, 'x')]).0.expect("leaves"), Left::Empty);
    assert_eq!(app.run(&person.id, &at(3)), Ok(None));
    let keys = [&TICKS[..], &[(10, ' '), (11, 'x'), (12, 'k')]].concat();
    let (_, desk) = played(&mut app, &person, &keys);
    assert!(desk.last().contains("Do not pull."), "x leaves nothing that went in: {}", desk.last());
    assert!(desk.last().contains("emergency"), "{}", desk.last());
}

fn spoken(
    app: &mut App,
    person: &PersonRef,
    now: i64,
    input: &str,
) -> (Result<(), Failure>, Vec<serde_json::Value>) {
    let mut printed = Vec::new();
    let done = lines(app, person, &RunDraft::default(), &|| at(now), &mut input.as_bytes(), &mut |line| {
        printed.push(serde_json::from_str(line).expect("one line is one value"));
        Ok(())
    });
    (done, printed)
}

#[test]
fn a_script_tells_events_and_reads_views_line_by_line_across_programs() {
    let (mut app, person) = robin();
    let ticks = "tick:whole\ntick:base\ntick:clean\ntick:lubricant\ntick:relaxed\nin\n";
    let (done, views) = spoken(&mut app, &person, 0, ticks);
    done.expect("taken");
    assert_eq!((views.len(), &views[6]["stage"]), (7, &serde_json::json!("holding")));
    let (done, views) =
        spoken(&mut app, &person, 130, "look\n\nout\nfinish ease=easy bleeding=none note=all in one\n");
    done.expect("written");
    assert_eq!(views[0]["stage"], "take_out");
    assert_eq!(views[2]["done_s"], serde_json::json!([130]));
    assert!(views[3]["recorded"]["entry"].is_string() && views.len() == 4, "{:?}", views.len());
    let (done, _) = spoken(&mut app, &person, 140, "");
    assert_eq!(done.expect_err("the pause between sessions").code(), 3);
}

#[test]
fn a_line_that_is_not_taken_ends_it_and_the_session_stands() {
    for (line, said) in [("pull", "event"), ("finish colour=red", "finish"), ("in", "check list")] {
        let (mut app, person) = robin();
        let (done, views) = spoken(&mut app, &person, 0, &format!("{line}\nstop\n"));
        let failure = done.expect_err(line);
        assert_eq!((failure.code(), views.len()), (3, 1), "{line}");
        let mut page = Page::new(200);
        failure.draw(&mut page);
        assert!(page.plain().contains(said), "{}", page.plain());
        assert!(!app.run(&person.id, &at(1)).expect("reads").expect("kept").has_ended);
    }
    let (mut app, person) = robin();
    let (done, views) = spoken(&mut app, &person, 0, "leave\n");
    done.expect("nothing went in");
    assert!(views[1].is_null());
}
