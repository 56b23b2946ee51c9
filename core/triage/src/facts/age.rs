//! Ages as people say them: "9 weeks", and a day of birth.

use std::borrow::Cow;

use chrono::NaiveDate;
use gradus_domain::Moment;

use crate::definition::FactError;

/// The name under which the day of birth is told. It is no fact: `age_days` follows from it.
pub const BORN: &str = "born";

pub(crate) const AGE: &str = "age_days";
const LONGEST_DAYS: i64 = 43_830;
/// In hundredths of a day, so that a month and a year are whole numbers enough.
const UNITS: [(&str, i64); 4] = [("day", 100), ("week", 700), ("month", 3_044), ("year", 36_525)];

type Raw<'a> = (&'a str, Cow<'a, str>);

/// A text such as "9 weeks", "14 months" or "30 years" as whole days. A year has 365.25 days, rounded up: the first day on
/// which the rules take somebody for that old. A month has 30.44 days, rounded down, so that a baby is taken for no older
/// and an operation for no longer ago than it is; where more is the graver (`upwards`), rounded up.
///
/// Basis: proposal, the reading of ages that the rules themselves use (3 months are 92 days, 18 years are 6575).
pub(crate) fn days(text: &str, upwards: bool) -> Option<i64> {
    let (number, unit) = text.split_once(' ')?;
    let is_number = (1..=5).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let number: i64 = number.parse().ok().filter(|_| is_number)?;
    let unit = unit.trim();
    let (name, hundredths) =
        UNITS.into_iter().find(|(name, _)| unit == *name || unit.strip_suffix('s') == Some(name))?;
    let whole = number * hundredths;
    Some(if upwards || name == "year" { (whole + 99) / 100 } else { whole / 100 })
}

/// Reads raw answers with the day of birth, where it stands among them, as the age on this day.
///
/// # Errors
/// Those of `read`, and: a text that is no day, a day after today or longer ago than anybody lives, a day of birth beside an
/// age.
pub(crate) fn with_age<'a, T>(
    raw: impl IntoIterator<Item = (&'a str, &'a str)>,
    now: &Moment,
    read: impl FnOnce(Vec<(&str, &str)>) -> Result<T, Vec<FactError>>,
) -> Result<T, Vec<FactError>> {
    let (told, wrong) = aged(raw, now);
    let read = read(told.iter().map(|(name, text)| (*name, text.as_ref())).collect());
    match wrong {
        None => read,
        Some(wrong) => Err(read.err().into_iter().flatten().chain([wrong]).collect()),
    }
}

fn aged<'a>(
    raw: impl IntoIterator<Item = (&'a str, &'a str)>,
    now: &Moment,
) -> (Vec<Raw<'a>>, Option<FactError>) {
    let (born, told): (Vec<_>, Vec<_>) = raw.into_iter().partition(|(name, _)| *name == BORN);
    let has_age = told.iter().any(|(name, _)| *name == AGE);
    let mut told: Vec<Raw<'a>> = told.into_iter().map(|(name, text)| (name, Cow::Borrowed(text))).collect();
    let age = match born[..] {
        [] => return (told, None),
        [_] if has_age => Err(error("stands beside age_days, and which of them is meant cannot be known")),
        [(_, text)] => age_on(text.trim(), now.date()),
        _ => Err(FactError { right: "answer it once".to_owned(), ..error("answered twice") }),
    };
    match age {
        Ok(days) => {
            told.push((AGE, days));
            (told, None)
        }
        Err(wrong) => (told, Some(wrong)),
    }
}

fn age_on(text: &str, today: NaiveDate) -> Result<Cow<'static, str>, FactError> {
    if text == "unknown" {
        return Ok(Cow::Borrowed("unknown"));
    }
    let right = format!("write the day of birth as YYYY-MM-DD, not after {today}, or \"unknown\"");
    let wrong = |wrong: String| FactError { fact: BORN.to_owned(), wrong, right: right.clone() };
    let day: NaiveDate =
        text.parse().map_err(|_| wrong("no day of the calendar, written as year, month, day".to_owned()))?;
    match (today - day).num_days() {
        days @ 0..=LONGEST_DAYS => Ok(Cow::Owned(days.to_string())),
        days if days < 0 => Err(wrong(format!("{day} is after today"))),
        _ => Err(wrong(format!("{day} is more than 120 years ago"))),
    }
}

fn error(wrong: &str) -> FactError {
    let right = "keep one of the two".to_owned();
    FactError { fact: BORN.to_owned(), wrong: wrong.to_owned(), right }
}
