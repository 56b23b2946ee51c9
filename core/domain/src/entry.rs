use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::person::PersonId;

/// Identity of one journal entry: the hash of its head. The same entry has the same identity on every device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub [u8; 32]);

/// The text is not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an entry identity: write its 64 hexadecimal digits")]
pub struct EntryIdError;

/// How an entry came into the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Written by a person on a device, at the time of recording.
    Live,
    /// Brought in from a file, such as a diary kept elsewhere. Earns no step up.
    Imported,
}

/// A value as the journal holds it: what, of whom, when it happened and when it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged<T> {
    /// The entry that brought the value, or the first of a chain of amendments.
    pub id: EntryId,
    /// Whom it is about.
    pub person: PersonId,
    /// When it happened, in the offset of the place where it happened.
    pub effective: DateTime<FixedOffset>,
    /// When it was written down.
    pub recorded: DateTime<FixedOffset>,
    /// How it came in.
    pub origin: Origin,
    /// The device's clock was known to be wrong, or had gone back, when it was written.
    pub clock_suspect: bool,
    /// Its place in the order of the journal, which no clock can change: what was written later has a greater one. What
    /// amends an entry leaves it in its place.
    pub place: u64,
    /// What.
    pub value: T,
}

impl<T> Logged<T> {
    /// Written down more than 24 hours after it happened. A late entry is kept and marked, and earns no step up.
    pub fn is_late(&self) -> bool {
        self.recorded - self.effective > TimeDelta::hours(24)
    }

    /// The civil date on which it happened, where it happened.
    pub fn date(&self) -> chrono::NaiveDate {
        self.effective.date_naive()
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(self.0, f)
    }
}

impl fmt::Debug for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntryId({self})")
    }
}

impl FromStr for EntryId {
    type Err = EntryIdError;

    fn from_str(text: &str) -> Result<Self, EntryIdError> {
        hex(text).map(Self).ok_or(EntryIdError)
    }
}

/// Bytes as lower-case hexadecimal digits, in one piece: every item of a timeline has an identity, and `{:02x}` for each byte
/// would be a tenth of the time that a year takes.
pub(crate) fn write_hex<const N: usize>(bytes: [u8; N], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let digit = |value: u8| b"0123456789abcdef"[usize::from(value)];
    let digits = bytes.map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    f.write_str(std::str::from_utf8(digits.as_flattened()).map_err(|_| fmt::Error)?)
}

/// Exactly `2 * N` lower-case hexadecimal digits as bytes.
pub(crate) fn hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn late_begins_just_after_24_hours() {
        let effective = DateTime::parse_from_rfc3339("2026-03-01T08:00:00+01:00").expect("a date");
        let after = |seconds| Logged {
            id: EntryId([0; 32]),
            person: PersonId([0; 16]),
            effective,
            recorded: effective + TimeDelta::seconds(seconds),
            origin: Origin::Live,
            clock_suspect: false,
            place: 0,
            value: (),
        };
        assert!(!after(0).is_late() && !after(86_399).is_late() && !after(86_400).is_late());
        assert!(after(86_401).is_late());
    }

    #[test]
    fn what_is_no_identity_is_refused() {
        for text in
            ["", "00", &"g".repeat(64), &"A".repeat(64), &"0".repeat(63), &"0".repeat(65), &"é".repeat(32)]
        {
            assert_eq!(text.parse::<EntryId>(), Err(EntryIdError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(bytes: [u8; 32]) {
            prop_assert_eq!(EntryId(bytes).to_string().parse(), Ok(EntryId(bytes)));
        }
    }
}
