use std::fmt::Display;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta};
use gradus_domain::{Answer, Millimetres, Moment, OccurrenceId, PainScore, storable};

use super::choice::Choice;
use crate::{AppError, Problem};

/// A phone's clock and another's may differ by this much before a time counts as lying in the future.
const FUTURE_TOLERANCE: TimeDelta = TimeDelta::minutes(10);

/// Collects what is wrong with a form, so that all of it is said at once.
#[derive(Default)]
pub(crate) struct Fields {
    problems: Vec<Problem>,
}

impl Fields {
    /// Notes that a field is wrong.
    pub(crate) fn wrong(&mut self, field: &str, wrong: impl Display, right: impl Display) {
        self.problems.push(Problem {
            line: None,
            field: field.to_owned(),
            wrong: wrong.to_string(),
            right: right.to_string(),
        });
    }

    /// Whether this field was found wrong.
    pub(crate) fn is_wrong(&self, field: &str) -> bool {
        self.problems.iter().any(|problem| problem.field == field)
    }

    /// The form's value, unless something was wrong.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, AppError> {
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => Err(AppError::Invalid { problems: self.problems }),
        }
    }

    /// A word of a closed list.
    pub(crate) fn choice<T: Choice>(&mut self, field: &str, text: &str) -> Option<T> {
        let found = T::WORDS.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<_> = T::WORDS.iter().map(|(word, _)| *word).collect();
            self.wrong(
                field,
                format!("{} is not one of the words", quoted(text)),
                format!("write {}", words.join(", ")),
            );
        }
        found
    }

    /// A word of a closed list, or `unknown`.
    pub(crate) fn known<T: Choice>(&mut self, field: &str, text: &str) -> Option<Answer<T>> {
        if text == "unknown" { Some(Answer::Unknown) } else { self.choice(field, text).map(Answer::Known) }
    }

    /// A size.
    pub(crate) fn size(&mut self, field: &str, text: &str) -> Option<Millimetres> {
        text.parse().map_err(|err| self.wrong(field, format!("{} is no size", quoted(text)), err)).ok()
    }

    /// A pain score or `unknown`.
    pub(crate) fn pain(&mut self, field: &str, text: Option<&str>) -> Option<Answer<PainScore>> {
        self.answer(field, text?, "write a whole number from 0 to 10, or unknown", |text| {
            PainScore::new(text.parse().ok()?).ok()
        })
    }

    /// A count of minutes or `unknown`.
    pub(crate) fn minutes<T>(&mut self, field: &str, text: Option<&str>) -> Option<Answer<T>>
    where
        T: std::str::FromStr,
    {
        self.answer(field, text?, "write whole minutes, or unknown", |text| text.parse().ok())
    }

    /// A value or `unknown`.
    pub(crate) fn answer<T>(
        &mut self,
        field: &str,
        text: &str,
        right: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Answer<T>> {
        if text == "unknown" {
            return Some(Answer::Unknown);
        }
        let value = read(text).map(Answer::Known);
        if value.is_none() {
            self.wrong(field, format!("{} cannot be read", quoted(text)), right);
        }
        value
    }

    /// A civil date, in its one written form. A year of five digits is a slip, and far enough out to overflow.
    pub(crate) fn date(&mut self, field: &str, text: &str) -> Option<NaiveDate> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        let date = date.filter(|date| has_a_common_year(*date) && date.to_string() == text);
        if date.is_none() {
            self.wrong(
                field,
                format!("{} is no date", quoted(text)),
                "write the year, the month and the day, such as 2026-03-01",
            );
        }
        date
    }

    /// The identity of a planned session.
    pub(crate) fn occurrence(&mut self, field: &str, text: &str) -> Option<OccurrenceId> {
        let read = text.parse::<OccurrenceId>();
        let read = read.map_err(|err| self.wrong(field, "cannot be read", err)).ok()?;
        if !has_a_common_year(read.date) {
            self.wrong(field, "cannot be read", "write it as today shows it");
            return None;
        }
        Some(read)
    }

    /// An instant that is not in the future; `None` in the form means `now`. One within the tolerance becomes `now`:
    /// what lies ahead would not be looked at by triage.
    pub(crate) fn past(
        &mut self,
        field: &str,
        text: Option<&str>,
        now: &Moment,
    ) -> Option<DateTime<FixedOffset>> {
        let Some(text) = text else { return Some(now.wall) };
        let Some(at) = when(text) else {
            self.wrong(
                field,
                format!("{} is no time", quoted(text)),
                "write the date, the time and the offset, such as 2026-03-01T19:30:00+01:00",
            );
            return None;
        };
        if at > now.wall + FUTURE_TOLERANCE {
            self.wrong(field, "lies in the future", "write when it happened");
            return None;
        }
        Some(at.min(now.wall))
    }

    /// A name or label: text on one line.
    pub(crate) fn label(&mut self, field: &str, text: &str, longest: usize) -> Option<String> {
        if text.trim().chars().any(|letter| letter.is_control() || turns(letter)) {
            self.wrong(field, "holds a control character", "write plain text on one line");
            return None;
        }
        self.text(field, text, longest)
    }

    /// A list with at most so many parts; of a longer one nothing is read.
    pub(crate) fn list<'t, T>(&mut self, field: &str, all: &'t [T], most: usize) -> &'t [T] {
        if all.len() > most {
            self.wrong(field, format!("has {} parts", all.len()), format!("write at most {most}"));
            return &[];
        }
        all
    }

    /// Text of a limited length, trimmed; `None` when nothing is left. Lines and tabs are text; what else controls a
    /// screen or ends a string is not.
    pub(crate) fn text(&mut self, field: &str, text: &str, longest: usize) -> Option<String> {
        let text = text.trim();
        if text.contains(|letter: char| letter.is_control() && !"\n\r\t".contains(letter)) {
            self.wrong(field, "holds a control character", "write plain text");
            return None;
        }
        let length = text.chars().count();
        if length > longest {
            self.wrong(field, format!("has {length} characters"), format!("write at most {longest}"));
        }
        (!text.is_empty() && length <= longest).then(|| text.to_owned())
    }
}

/// An instant with its offset (RFC 3339), as the journal keeps it.
pub(crate) fn when(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok().map(storable)
}

fn has_a_common_year(date: NaiveDate) -> bool {
    (1..=9999).contains(&date.year())
}

/// A short word as it was typed, for a message about that word. Longer input is not repeated.
pub(crate) fn quoted(text: &str) -> String {
    if text.is_empty() {
        "nothing".to_owned()
    } else if text.chars().count() > 24 || text.chars().any(char::is_control) {
        "this".to_owned()
    } else {
        format!("“{text}”")
    }
}

/// What makes a name read other than it is written: two that look alike could be taken for each other.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_repeated_only_while_it_is_short_and_printable() {
        assert_eq!(quoted(""), "nothing");
        assert_eq!(quoted("butter"), "“butter”");
        assert_eq!(quoted(&"ä".repeat(24)), format!("“{}”", "ä".repeat(24)));
        assert_eq!(quoted(&"ä".repeat(25)), "this");
        for control in ["a\nb", "\u{1b}[2J", "\0", "\u{9b}1m"] {
            assert_eq!(quoted(control), "this");
        }
    }

    #[test]
    fn a_form_without_its_value_is_wrong_even_if_nothing_was_noted() {
        assert_eq!(Fields::default().finish(Some(1)), Ok(1));
        assert!(Fields::default().finish::<u8>(None).is_err());
        let mut fields = Fields::default();
        fields.wrong("field", "is wrong", "write it right");
        assert!(fields.finish(Some(1)).is_err());
    }

    #[test]
    fn dates_have_one_written_form() {
        let read = |text| Fields::default().date("field", text).map(|date| date.to_string());
        for text in ["2026-03-01", "2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(read(text).as_deref(), Some(text));
        }
        for text in [
            "2025-02-29",
            "2026-3-1",
            " 2026-03-01",
            "+2026-03-01",
            "+10000-01-01",
            "0000-12-31",
            "-0001-01-01",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
