//! Vaults to look around in: in memory, the same each time, with people who are ready-made.

use gradus_app::view::{PracticePerson, ProposalKind, TimelineView};
use gradus_app::{App, Moment};

use crate::bench::{at, skip};

const BOTH: [PracticePerson; 2] = [PracticePerson::InfantAfterAnoplasty, PracticePerson::AdultWithStenosis];

fn app(people: &[PracticePerson], now: &Moment) -> App {
    App::practice_with(1, people, now).expect("a vault")
}

fn kinds(line: &TimelineView, kind: &str) -> usize {
    line.items.iter().filter(|item| item.kind == kind).count()
}

#[test]
fn the_infant_is_on_her_20th_day_and_a_step_is_proposed() {
    let now = at("2026-03-16T08:30");
    let app = app(&BOTH[..1], &now);
    let line = app.timeline("Mia", None, None, &now).expect("a timeline");
    assert_eq!((kinds(&line, "session"), line.from_date.as_str()), (15, "2026-03-09"));
    let proposal = app.progress("Mia", &now).expect("a proposal");
    assert_eq!((proposal.kind, proposal.to_tenths_mm), (ProposalKind::Advance, Some(100)));
    let page = app.report_html("Mia", None, None, false, &now).expect("a page");
    assert!(page.contains("2026"));
}

#[test]
fn the_adult_is_in_the_fifth_week_and_has_gone_up_three_times() {
    let now = at("2026-03-16T21:30");
    let app = app(&BOTH[1..], &now);
    let line = app.timeline("Robin", None, None, &now).expect("a timeline");
    assert_eq!((kinds(&line, "step"), kinds(&line, "skip"), kinds(&line, "session")), (3, 1, 30));
    assert_eq!(line.from_date, "2026-02-14");
    assert_eq!(app.today("Robin", &now).expect("a day").size_tenths_mm, Some(150));
}

/// Whatever the hour, the day of the year and the offset: the diaries fit, nothing lies ahead, and the vault is sound.
#[test]
fn the_people_fit_into_every_moment() {
    for text in [
        "2026-01-01T00:00:00+14:00",
        "2026-03-16T06:59:59-12:00",
        "2026-03-16T07:00:00+00:00",
        "2026-03-16T23:59:59+01:00",
        "2024-02-29T12:00:00+01:00",
        "2024-03-30T12:00:00+05:30",
        "1999-12-31T23:59:59-03:30",
        "2099-10-25T02:30:00+01:00",
    ] {
        let wall = chrono::DateTime::parse_from_rfc3339(text).expect("a time");
        let now = at("2026-03-16T08:30").at(wall);
        let mut app = app(&BOTH, &now);
        for person in ["Mia", "Robin"] {
            let line = app.timeline(person, None, None, &now).expect("a timeline");
            let ahead = |at: &str| chrono::DateTime::parse_from_rfc3339(at).expect("a time") > wall;
            assert!(line.items.len() > 10 && !line.items.iter().any(|item| ahead(&item.at)), "{text}");
            let day = app.today(person, &now).expect("a day");
            assert_eq!(day.gate.rules, Vec::<String>::new(), "{text}: nothing is closed");
        }
        assert!(app.verify(&now).expect("checks").sound, "{text}");
    }
}

#[test]
fn there_is_no_room_before_the_calendar_begins_and_nobody_comes_twice() {
    let first = chrono::DateTime::parse_from_rfc3339("0000-01-02T00:00:00+00:00").expect("a time");
    let early = at("2026-03-16T08:30").at(first);
    assert!(App::practice(1, &early).is_ok(), "an empty one fits anywhere");
    let now = at("2026-03-16T08:30");
    let twice = App::practice_with(1, &[BOTH[0], BOTH[0]], &now).err().expect("twice");
    assert_eq!(twice.kind(), "refused");
    for person in BOTH {
        let error = App::practice_with(1, &[person], &early).err().expect("no room");
        assert!(["refused", "invalid"].contains(&error.kind()), "{error}");
    }
}

#[test]
fn the_same_seed_gives_the_same_ids() {
    let now = at("2026-03-16T08:30");
    let head =
        |seed| App::practice_with(seed, &BOTH, &now).expect("a vault").verify(&now).expect("checks").head;
    assert_eq!(head(3), head(3));
    assert_ne!(head(3), head(4));
}

#[test]
fn changes_name_those_whose_screens_are_stale() {
    let now = at("2026-03-16T21:30");
    let mut app = app(&BOTH, &now);
    let id = |name| app.person(Some(name)).expect("is there").id;
    let (mia, robin) = (id("Mia"), id("Robin"));
    let mut everybody = vec![mia, robin.clone()];
    everybody.sort();
    for since in [0, 1, app.change_count() + 1, u64::MAX] {
        let all = app.changes_since(since).expect("changes");
        assert_eq!((&all.people, &all.plans, all.roster), (&everybody, &everybody, true), "since {since}");
        assert_eq!(all.count, app.change_count());
    }
    let seen = app.change_count();
    let none = app.changes_since(seen).expect("changes");
    assert!(none.people.is_empty() && none.plans.is_empty() && !none.roster && none.count == seen);
    let later = at("2026-03-17T20:00");
    app.record(skip("Robin", None, "travel"), &later).expect("written");
    let changes = app.changes_since(seen).expect("changes");
    assert_eq!((changes.people, changes.plans, changes.roster), (vec![robin], Vec::new(), false));
    assert_eq!(changes.count, seen + 1);
}
