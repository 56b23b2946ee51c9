use chrono::NaiveDate;

use super::{DATE_RIGHT, impossible};
use crate::csv::cell::{Wrong, shown};

/// Which number of a date such as 3/4/2026 is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::csv) enum Order {
    DayFirst,
    MonthFirst,
    /// No date of the file settles it.
    Open,
    /// The file holds dates of both kinds.
    Mixed,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
#[rustfmt::skip]
const MONATE: [&str; 12] = [
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember",
];
#[rustfmt::skip]
const WEEKDAYS: [&str; 33] = [
    "mon", "monday", "tue", "tues", "tuesday", "wed", "weds", "wednesday", "thu", "thur", "thurs", "thursday", "fri", "friday", "sat",
    "saturday", "sun", "sunday", "mo", "di", "mi", "do", "fr", "sa", "so",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag",
];

/// The order of the ambiguous dates of a file, settled by those with only one reading.
pub(in crate::csv) fn order_of<'c>(cells: impl Iterator<Item = &'c str>) -> Order {
    let (mut day_first, mut month_first) = (false, false);
    for cell in cells {
        let (words, _) = super::parts(cell);
        let Some([a, b, year]) = words.first().and_then(|word| ambiguous(word)) else { continue };
        let readings = (date(year, b, a).is_some(), date(year, a, b).is_some());
        day_first |= readings == (true, false);
        month_first |= readings == (false, true);
    }
    match (day_first, month_first) {
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        (false, false) => Order::Open,
        (true, true) => Order::Mixed,
    }
}

/// Reads a date from its words; `cell` is for messages.
pub(super) fn day(words: &[String], cell: &str, order: Order) -> Result<NaiveDate, Wrong> {
    let unreadable = || Wrong::new(format!("{} is no date", shown(cell)), DATE_RIGHT);
    let Some(first) = words.first() else { return Err(unreadable()) };
    if let Some([a, b, year]) = ambiguous(first) {
        return slashed([a, b, year], cell, order);
    }
    let parts: Vec<&str> = first.split(['-', '/', '.']).collect();
    match (numbers(&parts), &parts[..]) {
        (Some([year, month, day]), [y, _, _]) if y.len() == 4 => {
            date(year, month, day).ok_or_else(|| impossible(cell))
        }
        (Some([day, month, year]), [_, _, y]) if y.len() == 4 => {
            date(year, month, day).ok_or_else(|| impossible(cell))
        }
        (Some(_), [_, _, y]) if y.len() == 2 => Err(Wrong::new(
            format!("{} leaves the century open", shown(cell)),
            "write the year with four digits",
        )),
        _ => with_month_name(words).ok_or_else(unreadable)?.ok_or_else(|| impossible(cell)),
    }
}

pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word.trim_end_matches('.'))
}

/// A date in which either of the first two numbers could be the day: `3/4/2026` or `3-4-2026`. With points the day
/// stands first.
fn ambiguous(word: &str) -> Option<[u32; 3]> {
    let parts: Vec<&str> = if word.contains('/') { word.split('/') } else { word.split('-') }.collect();
    let is_year_last = parts.last().is_some_and(|year| year.len() == 4);
    numbers(&parts).filter(|_| is_year_last && parts[0].len() <= 2)
}

/// Whether both numbers could be the day, and make two days.
pub(super) fn is_two_days(words: &[String]) -> bool {
    let Some([a, b, year]) = words.first().and_then(|word| ambiguous(word)) else { return false };
    a != b && date(year, b, a).is_some() && date(year, a, b).is_some()
}

fn slashed([a, b, year]: [u32; 3], cell: &str, order: Order) -> Result<NaiveDate, Wrong> {
    let (day_first, month_first) = (date(year, b, a), date(year, a, b));
    let found = match order {
        Order::DayFirst => day_first,
        Order::MonthFirst => month_first,
        Order::Open | Order::Mixed => match (day_first, month_first) {
            (Some(one), Some(other)) if one != other => return Err(two_days(cell, order)),
            _ => day_first.or(month_first),
        },
    };
    found.ok_or_else(|| impossible(cell))
}

fn two_days(cell: &str, order: Order) -> Wrong {
    let why = if order == Order::Mixed { "the file writes dates both ways" } else { "no row settles which" };
    Wrong::new(
        format!("{} can be two days, and {why}", shown(cell)),
        "map the column to date:dmy when the day stands first, or to date:mdy when the month does",
    )
}

/// `4 March 2026`, `Mar 4 2026`, `4-mar-2026`: the day, a month by name and a year of four digits. The outer `None`
/// means that it is not such a text, the inner one that the calendar has no such day.
fn with_month_name(words: &[String]) -> Option<Option<NaiveDate>> {
    let parts: Vec<&str> =
        words.iter().flat_map(|word| word.split(['-', '/', '.'])).filter(|part| !part.is_empty()).collect();
    let [_, _, year] = parts[..] else { return None };
    let month_at = parts.iter().position(|part| month(part).is_some()).filter(|at| *at < 2)?;
    let day = ["st", "nd", "rd", "th"].iter().find_map(|end| parts[1 - month_at].strip_suffix(end));
    let [day] = numbers(&[day.unwrap_or(parts[1 - month_at])])?;
    let [year] = numbers(&[year]).filter(|_| year.len() == 4)?;
    Some(date(year, month(parts[month_at])?, day))
}

/// 1 to 12 by name, English or German, shortened to three letters or more.
fn month(name: &str) -> Option<u32> {
    let name = if matches!(name, "mrz" | "maerz") { "märz" } else { name };
    let among = |months: [&str; 12]| months.iter().position(|month| month.starts_with(name));
    let found = among(MONTHS).or_else(|| among(MONATE)).filter(|_| name.chars().count() >= 3)?;
    u32::try_from(found + 1).ok()
}

/// Each part as a number of one to four digits.
fn numbers<const N: usize>(parts: &[&str]) -> Option<[u32; N]> {
    let is_number =
        |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let all: Option<Vec<u32>> =
        parts.iter().map(|part| Some(part).filter(|part| is_number(part))?.parse().ok()).collect();
    all?.try_into().ok()
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}
