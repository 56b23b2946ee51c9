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
    /// When what stands was written down, where an amendment put it in the place of the first form.
    pub amended: Option<DateTime<FixedOffset>>,
    /// The forms that do not stand, in the order of the journal, the first one before all. Empty where nothing was amended.
    pub former: Vec<Former<T>>,
}

/// A form of an entry that an amendment took the place of. It stays for whoever asks what was said before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former<T> {
    /// The entry that brought it: the first one, or an amendment.
    pub entry: EntryId,
    /// When it happened, as told then.
    pub effective: DateTime<FixedOffset>,
    /// When it was written down.
    pub written: DateTime<FixedOffset>,
    /// What.
    pub value: T,
}

/// Written down within this time of when it happened, something is told in time. What is told later is kept, and earns no
/// step.
pub const IN_TIME: TimeDelta = TimeDelta::hours(24);

impl<T> Logged<T> {
    /// Written down more than 24 hours after it happened. A late entry is kept and marked, and earns no step up. Telling
    /// another time later makes nothing earlier: the earliest time that was ever told counts.
    pub fn is_late(&self) -> bool {
        self.recorded - self.told_first() > IN_TIME
    }

    /// The earliest time of which any of its forms tells.
    pub fn told_first(&self) -> DateTime<FixedOffset> {
        self.former.iter().map(|form| form.effective).fold(self.effective, DateTime::min)
    }

    /// When what stands was written down.
    pub fn written(&self) -> DateTime<FixedOffset> {
        self.amended.unwrap_or(self.recorded)
    }

    /// What was said within 24 hours of its happening: the last form of that time, or, where even the first one was late,
    /// the first one. What is told later than that may take something back, and earns nothing.
    pub fn told_in_time(&self) -> &T {
        let until = self.told_first() + IN_TIME;
        let present = (self.written(), &self.value);
        let forms = self.former.iter().map(|form| (form.written, &form.value)).chain([present]);
        let in_time = forms.filter(|(written, _)| *written <= until).max_by_key(|(written, _)| *written);
        in_time
            .map_or_else(|| self.former.first().map_or(&self.value, |first| &first.value), |(_, value)| value)
    }

    /// Whether something holds for what stands, and held already for what was [told in time](Self::told_in_time).
    pub fn held_in_time(&self, holds: impl Fn(&T) -> bool) -> bool {
        holds(&self.value) && holds(self.told_in_time())
    }

    /// When a form of which this holds was written down for the first time. What else is put right later makes it no younger.
    pub fn stood_since(&self, holds: impl Fn(&T) -> bool) -> DateTime<FixedOffset> {
        let forms = self.former.iter().filter(|form| holds(&form.value)).map(|form| form.written);
        forms.fold(self.written(), DateTime::min)
    }

    /// The form before the last change; `None` where nothing was changed. To take a change back is a change as well, so
    /// that taking back twice brings it in again.
    pub fn before_last_change(&self) -> Option<&Former<T>> {
        self.former.last()
    }

    /// The same entry with another value, without its forms.
    pub fn with<U>(&self, value: U) -> Logged<U> {
        let Self { id, person, effective, recorded, origin, clock_suspect, place, amended, .. } = *self;
        let former = Vec::new();
        Logged { id, person, effective, recorded, origin, clock_suspect, place, value, amended, former }
    }

    /// Whether something holds for every form.
    pub fn always(&self, holds: impl Fn(&T) -> bool) -> bool {
        holds(&self.value) && self.former.iter().all(|form| holds(&form.value))
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
        *byte = digit(pair[0])? * 16 + digit(pair[1])?;
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
            amended: None,
            former: Vec::new(),
        };
        assert!(!after(0).is_late() && !after(86_399).is_late() && !after(86_400).is_late());
        assert!(after(86_401).is_late());
    }

    /// Held at 8:00 and written down at once as 1; each amendment is (hours since 8:00, the time told, the value).
    fn amended(amendments: &[(i64, i64, u8)]) -> Logged<u8> {
        let eight = DateTime::parse_from_rfc3339("2026-03-01T08:00:00+01:00").expect("a date");
        let forms = [(0, 0, 1)].into_iter().chain(amendments.iter().copied());
        let mut former: Vec<_> = forms
            .map(|(written, told, value)| Former {
                entry: EntryId([value; 32]),
                effective: eight + TimeDelta::hours(told),
                written: eight + TimeDelta::hours(written),
                value,
            })
            .collect();
        let stands = former.pop().expect("the first form");
        Logged {
            id: EntryId([1; 32]),
            person: PersonId([0; 16]),
            effective: stands.effective,
            recorded: eight,
            origin: Origin::Live,
            clock_suspect: false,
            place: 0,
            value: stands.value,
            amended: (!former.is_empty()).then_some(stands.written),
            former,
        }
    }

    #[test]
    fn what_was_told_in_time_is_the_last_form_of_the_first_24_hours() {
        assert_eq!(*amended(&[]).told_in_time(), 1);
        assert_eq!(*amended(&[(24, 0, 2)]).told_in_time(), 2, "at 24 hours");
        assert_eq!(*amended(&[(25, 0, 2)]).told_in_time(), 1, "just over");
        assert_eq!(*amended(&[(2, 0, 2), (30, 0, 3)]).told_in_time(), 2);
        let late = amended(&[(30, -40, 2)]);
        assert!(late.is_late() && *late.told_in_time() == 1, "all of it was late: the first form");
    }

    #[test]
    fn another_time_that_is_told_later_makes_nothing_earlier_and_may_make_it_late() {
        assert!(!amended(&[(1, -24, 2)]).is_late() && amended(&[(1, -25, 2)]).is_late());
        let moved = amended(&[(1, -25, 2), (2, 0, 3)]);
        assert!(moved.is_late(), "the time told in between counts");
        assert_eq!(moved.written(), moved.recorded + TimeDelta::hours(2));
    }

    #[test]
    fn what_holds_in_time_holds_now_and_then() {
        let one = amended(&[(30, 0, 2)]);
        assert!(!one.held_in_time(|value| *value == 2) && !one.held_in_time(|value| *value == 1));
        assert!(one.held_in_time(|value| *value > 0) && one.always(|value| *value < 3));
        assert!(amended(&[(3, 0, 2)]).held_in_time(|value| *value == 2));
        assert!(!amended(&[(3, 0, 2)]).always(|value| *value == 2));
    }

    #[test]
    fn what_is_taken_back_is_the_last_change_also_where_it_says_what_stood_before() {
        let before = |values: &[(i64, u8)]| {
            let changes: Vec<_> =
                (1..).zip(values).map(|(hour, (told, value))| (hour, *told, *value)).collect();
            amended(&changes).before_last_change().map(|form| form.value)
        };
        assert_eq!(before(&[]), None);
        assert_eq!(before(&[(0, 2)]), Some(1));
        assert_eq!(before(&[(0, 2), (0, 3)]), Some(2));
        assert_eq!(before(&[(0, 2), (0, 3), (0, 2)]), Some(3), "2 was typed once more, or 3 was taken back");
        assert_eq!(before(&[(5, 1)]), Some(1), "another time is another form");
    }

    #[test]
    fn another_value_stands_at_the_same_place_without_forms() {
        let one = amended(&[(1, 0, 2)]);
        let other = one.with("two");
        assert_eq!((other.id, other.effective, other.place, other.value), (one.id, one.effective, 0, "two"));
        assert!(other.amended == one.amended && other.former.is_empty());
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
            let text = EntryId(bytes).to_string();
            prop_assert_eq!(text.parse(), Ok(EntryId(bytes)));
            prop_assert_eq!(format!("{:?}", EntryId(bytes)), format!("EntryId({text})"));
        }
    }
}
