//! What a call, a screen and a year of diary cost from Rust, through the handle that the other languages have too. Printed,
//! never asserted: the figures belong to the machine they were taken on. `tests/benches/run` runs it.
#![allow(clippy::print_stdout)]

use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use gradus_app::view::{
    ClockReading, Command, InterviewReply, InterviewView, PersonDraft, PracticePerson, SessionDraft,
};
use gradus_ffi::{Gradus, GradusError, create_vault, facts};

const EVENING: &str = "2026-03-16T19:30:00+01:00";
const PASSCODE: &[u8] = b"a walk along the river";

fn main() -> Result<(), GradusError> {
    screens()?;
    year()
}

/// The calls that each screen makes, as the demo apps make them: the same list in each language.
fn screens() -> Result<(), GradusError> {
    let now = at(EVENING);
    let vault = Gradus::practice_with(1, vec![PracticePerson::InfantAfterAnoplasty], &now)?;
    row("the cheapest call", 20_000, || vault.change_count())?;
    row("what a check-in may ask: facts", 200, || facts(None))?;
    row("screen: people, 1 call", 200, || vault.people())?;
    row("screen: today, 1 call", 200, || vault.today("Mia", &now))?;
    row("screen: plan, 1 call", 200, || vault.plan("Mia", &now))?;
    row("screen: progress on Android, 3 calls", 200, || {
        Ok((vault.today("Mia", &now)?, vault.plan("Mia", &now)?, vault.trends("Mia", None, None, &now)?))
    })?;
    row("screen: progress on iOS, 3 calls", 200, || {
        Ok((vault.progress("Mia", &now)?, vault.plan("Mia", &now)?, vault.trends("Mia", None, None, &now)?))
    })?;
    let replies = all_left_open(&vault, &now)?;
    row("screen: check-in, 1 call: the first question", 200, || vault.interview("Mia", Vec::new(), &now))?;
    let last = format!("screen: check-in, 1 call: after {} replies", replies.len());
    row(&last, 200, || vault.interview("Mia", replies.clone(), &now))?;
    row("screen: timeline, 1 call", 200, || vault.timeline("Mia", None, None, &now))?;
    row("screen: report, 1 call", 50, || vault.report_html("Mia", None, None, false, &now))
}

/// The longest way through a check-in: no question is answered, so that none is spared.
fn all_left_open(vault: &Gradus, now: &ClockReading) -> Result<Vec<InterviewReply>, GradusError> {
    let mut replies = Vec::new();
    while let Some(question) = vault.interview("Mia", replies.clone(), now)?.next {
        replies.push(InterviewReply { id: question.id, answer: None });
    }
    Ok(replies)
}

/// A year of two sessions a day, on the disk: from the opening to the quick exit.
fn year() -> Result<(), GradusError> {
    let now = at(EVENING);
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = scratch.path().join("vault");
    let folder = folder.to_str().expect("a path in UTF-8");
    create_vault(folder, PASSCODE, &now)?;
    let vault = Gradus::open(folder, PASSCODE, &now)?;
    vault.record(Command::AddPerson { draft: mia() }, &now)?;
    let diary = diary();
    let started = Watch::start();
    vault.import_sessions("Mia", &diary, Vec::new(), true, &now)?;
    print("a year: import of 730 sessions", &[started.took()]);
    vault.lock()?;
    let (mut openings, mut exits) = (Vec::new(), Vec::new());
    for _ in 0..10 {
        let started = Watch::start();
        let vault = black_box(opening(folder, &now)?);
        openings.push(started.took());
        let started = Watch::start();
        vault.lock()?;
        exits.push(started.took());
    }
    print("a year: opening, 6 calls, stretching included", &openings);
    print("a year: quick exit, 1 call", &exits);
    let vault = Gradus::open(folder, PASSCODE, &now)?;
    let replies = &all_left_open(&vault, &now)?[..1];
    row("a year: one answer of a check-in, 2 calls", 50, || answer(&vault, replies, &now))?;
    row("a year: log a session, 1 call", 50, || {
        vault.record(Command::LogSession { person: "Mia".to_owned(), draft: session() }, &now)
    })?;
    row("a year: timeline (bar: 5000)", 50, || vault.timeline("Mia", None, None, &now))?;
    row("a year: today", 50, || vault.today("Mia", &now))?;
    row("a year: trends", 50, || vault.trends("Mia", None, None, &now))?;
    row("a year: report", 5, || vault.report_html("Mia", None, None, false, &now))?;
    row("a year: verify", 5, || vault.verify(&now, None))?;
    vault.lock()
}

/// From the passcode to the first screen.
fn opening(folder: &str, now: &ClockReading) -> Result<Arc<Gradus>, GradusError> {
    let vault = Gradus::open(folder, PASSCODE, now)?;
    vault.set_language("en")?;
    black_box((
        vault.inbox_news()?,
        vault.people()?,
        vault.kept_interview("Mia", now)?,
        vault.today("Mia", now)?,
    ));
    Ok(vault)
}

/// The first question, left open: what comes next is asked, and the reply is on the disk.
fn answer(
    vault: &Gradus,
    replies: &[InterviewReply],
    now: &ClockReading,
) -> Result<(InterviewView, InterviewView), GradusError> {
    Ok((vault.interview("Mia", replies.to_vec(), now)?, vault.keep_interview("Mia", replies.to_vec(), now)?))
}

fn mia() -> PersonDraft {
    PersonDraft {
        name: "Mia".to_owned(),
        born: "2025-01-01".to_owned(),
        role: "caregiver".to_owned(),
        background: vec!["none".to_owned()],
        operations: Vec::new(),
    }
}

fn session() -> SessionDraft {
    SessionDraft {
        size: "9".to_owned(),
        holds_s: vec![30],
        ease: "easy".to_owned(),
        pain_peak: Some("1".to_owned()),
        bleeding: Some("none".to_owned()),
        ..SessionDraft::default()
    }
}

fn diary() -> String {
    let last = NaiveDate::from_ymd_opt(2026, 3, 16).expect("a day");
    let mut diary = String::from("date,time,size,pain,bleeding\n");
    for ago in (1..=365).rev() {
        for time in ["08:00", "19:30"] {
            writeln!(diary, "{},{time},9 mm,1,none", last - Days::new(ago)).expect("text grows");
        }
    }
    diary
}

fn at(moment: &str) -> ClockReading {
    ClockReading { wall: moment.to_owned(), monotonic_ms: 60_000, boot: String::new() }
}

/// Reads what has passed since, by the wall's clock and by what this thread had of the processor.
struct Watch {
    wall: Instant,
    cpu: Duration,
}

impl Watch {
    fn start() -> Self {
        Self { cpu: worked(), wall: Instant::now() }
    }

    fn took(&self) -> [Duration; 2] {
        [self.wall.elapsed(), worked() - self.cpu]
    }
}

#[cfg(unix)]
fn worked() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(now).expect("no thread worked for less than nothing")
}

/// Not told where no safe call asks for it.
#[cfg(not(unix))]
fn worked() -> Duration {
    Duration::ZERO
}

fn row<T>(
    name: &str,
    runs: usize,
    mut call: impl FnMut() -> Result<T, GradusError>,
) -> Result<(), GradusError> {
    let mut took = Vec::with_capacity(runs);
    for _ in 0..runs {
        let watch = Watch::start();
        black_box(call()?);
        took.push(watch.took());
    }
    print(name, &took);
    Ok(())
}

/// The median of so many runs and the least: what comes in between says nothing about the call.
fn print(name: &str, took: &[[Duration; 2]]) {
    let [(wall, least), (cpu, least_cpu)] = [0, 1].map(|clock| {
        let mut times: Vec<_> = took.iter().map(|run| run[clock].as_secs_f64() * 1e6).collect();
        times.sort_unstable_by(f64::total_cmp);
        (times[times.len() / 2], times[0])
    });
    println!("{name:<48}{wall:>12.1} us, least {least:.1}; of CPU {cpu:.1}, least {least_cpu:.1}");
}
