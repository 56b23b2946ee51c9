//! Values that occur in several bodies.

use chrono::{DateTime, FixedOffset, NaiveDate};
use gradus_domain::{Answer, Decimal, EntryId, Millimetres, OccurrenceId, Value};
use serde::{Deserialize, Serialize};

use crate::wire::WireError;

/// `"unknown"` or `{"known": …}`.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Known<T> {
    Unknown,
    Known(T),
}

impl<T> Known<T> {
    pub(crate) fn from_answer<S>(answer: Answer<S>, value: impl FnOnce(S) -> T) -> Self {
        match answer {
            Answer::Known(known) => Self::Known(value(known)),
            Answer::Unknown => Self::Unknown,
        }
    }

    pub(crate) fn into_answer<S, E>(self, value: impl FnOnce(T) -> Result<S, E>) -> Result<Answer<S>, E> {
        Ok(match self {
            Self::Known(known) => Answer::Known(value(known)?),
            Self::Unknown => Answer::Unknown,
        })
    }
}

/// The answer to a question: `"unknown"`, `{"yes": true}`, `{"tenths": 381}` or `{"level": "streak"}`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FactAnswer {
    Unknown,
    Yes(bool),
    Tenths(i64),
    Level(String),
}

impl From<&Answer<Value>> for FactAnswer {
    fn from(answer: &Answer<Value>) -> Self {
        match answer {
            Answer::Unknown => Self::Unknown,
            Answer::Known(Value::YesNo(yes)) => Self::Yes(*yes),
            Answer::Known(Value::Number(number)) => Self::Tenths(number.tenths()),
            Answer::Known(Value::Level(level)) => Self::Level(level.clone()),
        }
    }
}

impl From<FactAnswer> for Answer<Value> {
    fn from(answer: FactAnswer) -> Self {
        match answer {
            FactAnswer::Unknown => Self::Unknown,
            FactAnswer::Yes(yes) => Self::Known(Value::YesNo(yes)),
            FactAnswer::Tenths(tenths) => Self::Known(Value::Number(Decimal::from_tenths(tenths))),
            FactAnswer::Level(level) => Self::Known(Value::Level(level)),
        }
    }
}

pub(crate) fn size(tenths: u16, field: &'static str) -> Result<Millimetres, WireError> {
    Millimetres::from_tenths(tenths.into())
        .map_err(|_| WireError::Field { field, right: "a diameter from 30 to 600 tenths of a millimetre" })
}

pub(crate) fn optional_size(
    tenths: Option<u16>,
    field: &'static str,
) -> Result<Option<Millimetres>, WireError> {
    tenths.map(|tenths| size(tenths, field)).transpose()
}

pub(crate) fn date(text: &str, field: &'static str) -> Result<NaiveDate, WireError> {
    text.parse().map_err(|_| WireError::Field { field, right: "a date as 2026-03-01" })
}

pub(crate) fn optional_date(text: Option<&str>, field: &'static str) -> Result<Option<NaiveDate>, WireError> {
    text.map(|text| date(text, field)).transpose()
}

pub(crate) fn time(text: &str, field: &'static str) -> Result<DateTime<FixedOffset>, WireError> {
    DateTime::parse_from_rfc3339(text)
        .map_err(|_| WireError::Field { field, right: "a time as 2026-03-01T20:00:00+01:00" })
}

pub(crate) fn entry(text: &str, field: &'static str) -> Result<EntryId, WireError> {
    text.parse().map_err(|_| WireError::Field { field, right: "64 hexadecimal digits" })
}

pub(crate) fn occurrence(text: Option<&str>) -> Result<Option<OccurrenceId>, WireError> {
    let right = "date/slot/plan, as 2026-03-01/0/ and 64 hexadecimal digits";
    let read = |text: &str| text.parse().map_err(|_| WireError::Field { field: "occurrence", right });
    text.map(read).transpose()
}
