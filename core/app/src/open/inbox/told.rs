//! What is to be told of the inbox, as it is kept until somebody was told.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset};
use gradus_domain::Locale;
use gradus_vault::InboxTrouble;
use gradus_words::{InboxDoubt, Words};

use crate::AppError;
use crate::open::builtin_words;

/// One thing to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Told {
    /// What does not hold.
    Doubt(InboxDoubt),
    /// A note of a newer version, or of none.
    Unread,
    /// A note that could not be written down.
    LeftOut { at: DateTime<FixedOffset>, why: Why },
}

/// Why a note could not be written down, in the English words of the refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Why(String);

impl Why {
    pub(super) const NO_SESSION: &'static str = "no_session";
    pub(super) const NOBODY: &'static str = "nobody";

    /// The reason of a note that is refused for what it says; any other error is handed on.
    pub(super) fn of(error: AppError) -> Result<Self, AppError> {
        match error {
            AppError::Refused { why } => Ok(Self(why)),
            AppError::Invalid { .. } | AppError::NotFound { .. } => Ok(Self(error.to_string())),
            other => Err(other),
        }
    }

    fn said(&self, words: &Words) -> String {
        match self.0.as_str() {
            Self::NO_SESSION => words.inbox_no_session(),
            Self::NOBODY => words.inbox_nobody(),
            why => words.refusal(builtin_words(Locale::En), why),
        }
    }
}

impl Told {
    pub(super) fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Doubt(doubt) => words.inbox_doubt(*doubt),
            Self::Unread => words.inbox_unread(),
            Self::LeftOut { at, why } => words.inbox_left_out(*at, &why.said(words)),
        }
    }
}

/// The same in the words of people.
pub(super) fn doubt(trouble: InboxTrouble) -> InboxDoubt {
    match trouble {
        InboxTrouble::Unreadable => InboxDoubt::Unreadable,
        InboxTrouble::Damaged => InboxDoubt::Damaged,
        InboxTrouble::Replaced => InboxDoubt::Replaced,
        InboxTrouble::Altered(notes) => InboxDoubt::Altered(notes),
        InboxTrouble::Missing(notes) => InboxDoubt::Missing(notes),
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Doubt(InboxDoubt::Unreadable) => f.write_str("unreadable"),
            Self::Doubt(InboxDoubt::Damaged) => f.write_str("damaged"),
            Self::Doubt(InboxDoubt::Replaced) => f.write_str("replaced"),
            Self::Doubt(InboxDoubt::Altered(notes)) => write!(f, "altered {notes}"),
            Self::Doubt(InboxDoubt::Missing(Some(notes))) => write!(f, "missing {notes}"),
            Self::Doubt(InboxDoubt::Missing(None)) => f.write_str("missing some"),
            Self::Unread => f.write_str("unread"),
            Self::LeftOut { at, why } => write!(f, "left_out {} {}", at.to_rfc3339(), why.0),
        }
    }
}

impl FromStr for Told {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let number = || rest.parse().map_err(|_| ());
        Ok(match (word, rest) {
            ("unreadable", "") => Self::Doubt(InboxDoubt::Unreadable),
            ("damaged", "") => Self::Doubt(InboxDoubt::Damaged),
            ("replaced", "") => Self::Doubt(InboxDoubt::Replaced),
            ("altered", _) => Self::Doubt(InboxDoubt::Altered(number()?)),
            ("missing", "some") => Self::Doubt(InboxDoubt::Missing(None)),
            ("missing", _) => Self::Doubt(InboxDoubt::Missing(Some(number()?))),
            ("unread", "") => Self::Unread,
            ("left_out", _) => {
                let (at, why) = rest.split_once(' ').ok_or(())?;
                let at = DateTime::parse_from_rfc3339(at).map_err(|_| ())?;
                Self::LeftOut { at, why: Why(why.to_owned()) }
            }
            _ => return Err(()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_and_says_something_of_its_own() {
        let at = DateTime::parse_from_rfc3339("2026-03-16T20:05:00.250+01:00").expect("a time");
        let left_out = |why: &str| Told::LeftOut { at, why: Why(why.to_owned()) };
        let all = [
            Told::Doubt(InboxDoubt::Unreadable),
            Told::Doubt(InboxDoubt::Damaged),
            Told::Doubt(InboxDoubt::Replaced),
            Told::Doubt(InboxDoubt::Altered(2)),
            Told::Doubt(InboxDoubt::Missing(None)),
            Told::Doubt(InboxDoubt::Missing(Some(4))),
            Told::Unread,
            left_out(Why::NO_SESSION),
            left_out(Why::NOBODY),
            left_out("that session is already logged; log another one as unplanned"),
        ];
        let words = Words::english();
        let mut said = std::collections::BTreeSet::new();
        for told in all {
            assert_eq!(told.to_string().parse(), Ok(told.clone()));
            assert!(said.insert(told.sentence(&words)), "{told}");
        }
        for text in ["", "missing", "altered x", "left_out", "left_out then why", "unread 1", "new"] {
            assert_eq!(text.parse::<Told>(), Err(()), "{text}");
        }
    }
}
