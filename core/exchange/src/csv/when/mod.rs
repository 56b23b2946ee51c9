//! On which day, at which time.
mod clock;
mod day;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Timelike};

use super::cell::{Wrong, shown};

pub(super) use clock::{clock, is_named};
pub(super) use day::{Order, order_of};

const DATE_RIGHT: &str = "write the date as 2026-03-31";

/// What a cell says of when: a day, perhaps with a time, perhaps with the offset of its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
    pub offset: Option<FixedOffset>,
}

/// Reads RFC 3339, or a date with or without a time after it.
pub(super) fn when(cell: &str, order: Order) -> Result<When, Wrong> {
    let exact = DateTime::parse_from_rfc3339(cell)
        .or_else(|_| DateTime::parse_from_str(cell, "%Y-%m-%dT%H:%M%:z"))
        .ok()
        .and_then(|at| at.with_nanosecond(0));
    if let Some(at) = exact {
        return Ok(When { date: at.date_naive(), time: Some(at.time()), offset: Some(*at.offset()) });
    }
    let (date, time) = parts(cell);
    let date = day::day(&date, cell, order)?;
    let time = if time.is_empty() { None } else { Some(clock(&time)?) };
    Ok(When { date, time, offset: None })
}

/// The words of the date, and the rest as one text. A weekday before the date is left out.
fn parts(cell: &str) -> (Vec<String>, String) {
    let spaced = match cell.as_bytes().get(10) {
        Some(b'T' | b't') if cell.is_char_boundary(10) => format!("{} {}", &cell[..10], &cell[11..]),
        _ => cell.to_owned(),
    };
    let mut words: Vec<String> = spaced
        .to_lowercase()
        .split([' ', ',', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if words.first().is_some_and(|word| day::is_weekday(word)) {
        words.remove(0);
    }
    let is_whole = words.first().is_some_and(|word| word.split(['-', '/', '.']).count() >= 3);
    let rest = words.split_off(words.len().min(if is_whole { 1 } else { 3 }));
    (words, rest.join(" "))
}

/// Whether the time in a cell of a date is told by its name, as in `4 March 2026, evening`.
pub(super) fn is_time_named(cell: &str) -> bool {
    is_named(&parts(cell).1)
}

/// Whether the day in a cell is known only by the order of the other dates.
pub(super) fn is_two_days(cell: &str) -> bool {
    day::is_two_days(&parts(cell).0)
}

fn impossible(cell: &str) -> Wrong {
    Wrong::new(format!("{} is no day of the calendar", shown(cell)), DATE_RIGHT)
}

#[cfg(test)]
mod tests;
