//! The cases of `tests/vignettes` that the rules of a check-in cannot answer, because the log alone tells them: each is lived
//! in a vault, and Today is held to the answer that was written down for it before.

use chrono::{DateTime, TimeDelta};
use gradus_app::view::{Command, Fill, PersonDraft, SessionDraft};

use crate::bench::{Bench, OWN, adopt, at, child_plan, clinic_plan, contact, good, held, mina, robin};

/// What was expected, as the file of the cases has it.
fn label(id: &str) -> &'static str {
    let files = [
        include_str!("../../../../tests/vignettes/device-and-progress.toml"),
        include_str!("../../../../tests/vignettes/nerve-and-pain.toml"),
    ];
    let case =
        |file: &&'static str| file.split("[[vignette]]").find(|one| one.contains(&format!("\"{id}\"")));
    let case = files.iter().find_map(case).expect("a case of this name");
    let (_, expected) = case.split_once("expected = \"").expect("an answer");
    expected.split_once('"').expect("it ends").0
}

/// What Today asks for: the call about `rule`, by when it is due from what made it so, and whether sessions wait for it.
struct Asked<'a> {
    rule: &'a str,
    since: &'a str,
    now: &'a str,
    closes: bool,
}

/// The case is answered as it was labelled, it is late once its time is over, and the clinic's word ends it.
fn answers(mut bench: Bench, person: &str, id: &str, asked: &Asked<'_>) {
    let day = bench.today(person, asked.now);
    let about = |rules: &[String]| rules.iter().any(|rule| rule == asked.rule);
    let call = day.tasks.iter().find(|task| about(&task.rules)).expect("a call");
    let due = DateTime::parse_from_rfc3339(&call.due).expect("a time");
    let within = due - at(asked.since).wall;
    let days = within.num_days();
    assert_eq!(within, TimeDelta::days(days), "{id}: from what made it so");
    assert_eq!((format!("Contact({days})").as_str(), call.overdue), (label(id), false), "{id}");
    assert_eq!(call.duty, if days == 1 { "contact_soon" } else { "contact" }, "{id}");
    assert!(!call.reasons.is_empty(), "{id}");
    assert_eq!(day.next_size_tenths_mm.is_none(), asked.closes, "{id}: {}", day.headline);
    let late = (due + TimeDelta::minutes(1)).format("%Y-%m-%dT%H:%M").to_string();
    let overdue = bench.today(person, &late);
    assert!(overdue.tasks.iter().any(|task| about(&task.rules) && task.overdue), "{id}");
    // An infant in whom nothing passes any more does not wait for the morning; what stands still does.
    let is_child = days == 1;
    let first = match asked.closes && is_child && asked.rule == "R1" {
        true => "Reach a clinician now, day or night",
        false => "Call your clinic today",
    };
    assert!(overdue.headline.starts_with(first), "{id}: {}", overdue.headline);
    let late_for = overdue.tasks.iter().find(|task| about(&task.rules)).map(|task| &task.reasons[0]);
    assert!(overdue.headline.ends_with(late_for.expect("a reason")), "{id}: {}", overdue.headline);
    bench.write(contact(person, "resume"), &late);
    let after = bench.today(person, &late);
    assert!(after.tasks.iter().all(|task| !about(&task.rules)), "{id}: the way out");
}

fn born(day: &str, draft: PersonDraft) -> PersonDraft {
    PersonDraft { born: day.to_owned(), ..draft }
}

/// A child whose programme begins at this size.
fn child(day: &str, start_mm: &str) -> Bench {
    let (text, mut fills) = child_plan();
    fills.retain(|fill| fill.field != "ladder.start_mm");
    fills.push(Fill { field: "ladder.start_mm".to_owned(), value: start_mm.to_owned() });
    Bench::of(born(day, mina()), Command::AdoptPlan { person: "Mina".to_owned(), text, fills })
}

fn adult(day: &str, plan: &str) -> Bench {
    Bench::of(born(day, robin()), adopt("Robin", plan))
}

fn stuck(size: &str) -> SessionDraft {
    SessionDraft { ease: "not_passed".to_owned(), holds_s: Vec::new(), ..good(size) }
}

#[test]
fn three_weeks_without_a_session() {
    let mut bench = adult("1995-01-10", &clinic_plan());
    bench.evenings("Robin", 2..=4, "12");
    let asked = Asked { rule: "R4", since: "2026-03-20T00:00", now: "2026-03-25T12:00", closes: true };
    answers(bench, "Robin", "progress-03", &asked);
}

#[test]
fn a_child_that_nobody_dilated_for_four_days() {
    let mut bench = child("2025-08-30", "9");
    bench.write(held("Mina", good("9")), "2026-03-02T20:00");
    let asked = Asked { rule: "C6", since: "2026-03-04T20:00", now: "2026-03-05T19:00", closes: true };
    answers(bench, "Mina", "progress-04", &asked);
}

#[test]
fn a_childs_size_and_the_one_below_do_not_go_in() {
    let mut bench = child("2025-12-22", "11");
    for (size, when) in [("11", "08:00"), ("11", "14:00"), ("10", "20:00"), ("10", "20:10")] {
        bench.write(held("Mina", stuck(size)), &format!("2026-03-02T{when}"));
    }
    let asked = Asked { rule: "R1", since: "2026-03-02T14:00", now: "2026-03-02T21:00", closes: true };
    answers(bench, "Mina", "progress-05", &asked);
}

#[test]
fn an_adults_size_and_the_one_below_do_not_pass() {
    let plan = clinic_plan().replace("[12, 13, 14, 15, 16]", "[16, 17, 18, 19]");
    let plan = plan.replace("start_mm = 12", "start_mm = 18").replace("goal_mm = 15", "goal_mm = 19");
    let mut bench = adult("1981-12-01", &plan);
    for (size, when) in [("18", "02T20:00"), ("18", "03T20:00"), ("17", "04T20:00")] {
        bench.write(held("Robin", stuck(size)), &format!("2026-03-{when}"));
    }
    let asked = Asked { rule: "R1", since: "2026-03-03T20:00", now: "2026-03-04T21:00", closes: true };
    answers(bench, "Robin", "progress-06", &asked);
}

#[test]
fn two_months_at_the_same_size() {
    let plan = clinic_plan().replace("days_at_size = 7", "days_at_size = 14");
    let mut bench = adult("1986-11-25", &plan);
    bench.evenings("Robin", 2..=31, "12");
    let asked = Asked { rule: "R2", since: "2026-03-30T07:30", now: "2026-04-01T12:00", closes: false };
    answers(bench, "Robin", "progress-07", &asked);
}

#[test]
fn a_size_above_the_goal_for_the_second_time() {
    let mut bench = adult("1999-11-25", OWN);
    for day in 2..=3 {
        bench.write(held("Robin", good("16")), &format!("2026-03-0{day}T20:00"));
    }
    let asked = Asked { rule: "R5", since: "2026-03-03T20:00", now: "2026-03-04T12:00", closes: true };
    answers(bench, "Robin", "progress-08", &asked);
}

#[test]
fn three_sessions_of_a_child_in_a_row_are_missed() {
    let mut bench = child("2025-12-01", "9");
    bench.write(held("Mina", good("9")), "2026-03-02T08:00");
    // That evening's and both of the next day: the last of them may be held
    // until three in the night, 43 hours after the one that was.
    let asked = Asked { rule: "C6", since: "2026-03-04T03:00", now: "2026-03-04T03:01", closes: true };
    answers(bench, "Mina", "progress-14", &asked);
}

#[test]
fn pain_at_the_same_size_rises_over_twelve_sessions() {
    let mut bench = adult("1999-12-01", &clinic_plan().replace("days_at_size = 7", "days_at_size = 21"));
    for day in 2..=13 {
        let pain_peak = Some(if day < 8 { "1" } else { "3" }.to_owned());
        bench.write(
            held("Robin", SessionDraft { pain_peak, ..good("12") }),
            &format!("2026-03-{day:02}T20:00"),
        );
    }
    let asked = Asked { rule: "DC8", since: "2026-03-13T20:00", now: "2026-03-14T12:00", closes: false };
    answers(bench, "Robin", "pain-08", &asked);
}
