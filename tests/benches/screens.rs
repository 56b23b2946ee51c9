//! What a call, a screen and a year of diary cost from Rust, through the handle that the other languages have too. Printed,
//! never asserted: the figures belong to the machine they were taken on. `tests/benches/run` runs it.
#![allow(clippy::print_stdout)]

use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use gradus_app::view::{ClockReading, Command, InterviewReply, PersonDraft, PracticePerson, SessionDraft};
use gradus_ffi::{Gradus, GradusError};

const EVENING: &str = "2026-03-16T19:30:00+01:00";

fn main() -> Result<(), GradusError> {
    screens()?;
    year()
}

/// The calls that each screen makes, as the demo apps make them.
fn screens() -> Result<(), GradusError> {
    let now = at(EVENING);
    let vault = Gradus::practice_with(1, vec![PracticePerson::InfantAfterAnoplasty], &now)?;
    row("the cheapest call", 20_000, || vault.change_count())?;
    row("screen: people, 1 call", 200, || vault.people())?;
    row("screen: today, 1 call", 200, || vault.today("Mia", &now))?;
    row("screen: plan, 1 call", 200, || vault.plan("Mia", &now))?;
    row("screen: progress, 2 calls", 200, || Ok((vault.today("Mia", &now)?, vault.plan("Mia", &now)?)))?;
    let replies = all_left_open(&vault, &now)?;
    row("screen: check-in, 1 call: the first question", 200, || vault.interview("Mia", Vec::new(), &now))?;
    let last = format!("screen: check-in, 1 call: after {} replies", replies.len());
    row(&last, 200, || vault.interview("Mia", replies.clone(), &now))?;
    row("screen: timeline, 1 call", 200, || vault.timeline("Mia", None, None, &now))?;
    row("screen: report, 1 call", 50, || vault.report_html("Mia", None, None, false, &now))?;
    let session = || SessionDraft {
        size: "9".to_owned(),
        holds_s: vec![30],
        ease: "easy".to_owned(),
        pain_peak: Some("1".to_owned()),
        bleeding: Some("none".to_owned()),
        ..SessionDraft::default()
    };
    row("log a session", 100, || {
        vault.record(Command::LogSession { person: "Mia".to_owned(), draft: session() }, &now)
    })
}

/// The longest way through a check-in: no question is answered, so that none is spared.
fn all_left_open(vault: &Gradus, now: &ClockReading) -> Result<Vec<InterviewReply>, GradusError> {
    let mut replies = Vec::new();
    while let Some(question) = vault.interview("Mia", replies.clone(), now)?.next {
        replies.push(InterviewReply { id: question.id, answer: None });
    }
    Ok(replies)
}

/// A year of two sessions a day.
fn year() -> Result<(), GradusError> {
    let now = at(EVENING);
    let vault = Gradus::practice(2, &now)?;
    let draft = PersonDraft {
        name: "Mia".to_owned(),
        born: "2025-01-01".to_owned(),
        role: "caregiver".to_owned(),
        background: vec!["none".to_owned()],
        operations: Vec::new(),
    };
    vault.record(Command::AddPerson { draft }, &now)?;
    let last = NaiveDate::from_ymd_opt(2026, 3, 16).expect("a day");
    let mut diary = String::from("date,time,size,pain,bleeding\n");
    for ago in (1..=365).rev() {
        for time in ["08:00", "19:30"] {
            writeln!(diary, "{},{time},9 mm,1,none", last - Days::new(ago)).expect("text grows");
        }
    }
    let started = Instant::now();
    vault.import_sessions("Mia", &diary, Vec::new(), true, &now)?;
    print("a year: import of 730 sessions", started.elapsed().as_secs_f64() * 1e6);
    row("a year: timeline (bar: 5000)", 50, || vault.timeline("Mia", None, None, &now))?;
    row("a year: today", 50, || vault.today("Mia", &now))?;
    row("a year: report", 5, || vault.report_html("Mia", None, None, false, &now))?;
    row("a year: verify", 5, || vault.verify(&now, None))
}

fn at(moment: &str) -> ClockReading {
    ClockReading { wall: moment.to_owned(), monotonic_ms: 60_000, boot: String::new() }
}

/// The median of so many runs: what comes in between says nothing about the call.
fn row<T>(
    name: &str,
    runs: usize,
    mut call: impl FnMut() -> Result<T, GradusError>,
) -> Result<(), GradusError> {
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let started = Instant::now();
        black_box(call()?);
        times.push(started.elapsed());
    }
    times.sort_unstable();
    print(name, times[runs / 2].as_secs_f64() * 1e6);
    Ok(())
}

fn print(name: &str, microseconds: f64) {
    println!("{name:<48}{microseconds:>12.1} us");
}
