//! What 100,000 sessions of a plan cost, and the jump to the last of them, beside the crate `rrule`. Printed, never asserted:
//! the figures belong to the machine they were taken on. `tests/benches/run` runs it, and Python's and Java's peers after it.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use gradus_domain::plan::Plan;
use gradus_domain::{Course, EntryId};
use rrule::RRuleSet;

/// Once a day at 20:00 from 2026-01-19, without an end.
const DAILY: &str = r#"
format = "gradus-plan/1"
title = "Daily"
origin = "self_directed"
indication = "own_practice"
age_group = "adult"
administrator = "self"
lubricant = "water"
[device]
kind = "graded"
material = "silicone"
base = true
[ladder]
sizes_mm = [12, 13]
start_mm = 12
goal_mm = 13
[start]
on = 2026-01-19
[[phase]]
per_day = 1
times = ["20:00"]
insertions = 1
hold_s = 60
[step_up]
days_at_size = 7
sessions_in_a_row = 3
max_pain = 3
"#;
const MANY: usize = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    let plan = Plan::parse(DAILY).map_err(|problems| format!("{problems:?}"))?;
    let first = NaiveDate::from_ymd_opt(2026, 1, 19).ok_or("a day")?;
    let last = first + Days::new(MANY as u64 - 1);
    let course = || Course::planned(EntryId([0; 32]), &plan);
    let all = || course().occurrences(first..=last).map(black_box).count();
    let nth = || course().nth(MANY as u64 - 1);
    assert_eq!((all(), nth().map(|found| found.id.date)), (MANY, Some(last)), "both mean the same days");
    row("100,000 daily sessions (bar: 5000)", 50, all);
    row("the 100,000th (bar: 1)", 10_000, nth);

    let rule: RRuleSet = "DTSTART:20260119T200000Z\nRRULE:FREQ=DAILY".parse()?;
    // Its own limit on a list is a number of 16 bits; the iterator has none.
    let theirs = || rule.into_iter().take(MANY).map(black_box).last();
    assert_eq!(theirs().map(|at| at.date_naive()), Some(last), "the same days");
    row("crate rrule: 100,000 daily", 5, theirs);
    row("crate rrule: the 100,000th", 5, || rule.into_iter().nth(MANY - 1));
    Ok(())
}

/// The median of so many runs.
fn row<T>(name: &str, runs: usize, mut call: impl FnMut() -> T) {
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let started = Instant::now();
        black_box(call());
        times.push(started.elapsed());
    }
    times.sort_unstable();
    println!("{name:<48}{:>12.3} us", times[runs / 2].as_secs_f64() * 1e6);
}
