use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use crate::background::Background;
use crate::entry::{hex, write_hex};

/// Identity of a person in a vault: sixteen random bytes, made once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub [u8; 16]);

/// The text is not 32 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a person's identity: write its 32 hexadecimal digits")]
pub struct PersonIdError;

/// Who holds the device for this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// An adult logs for themself.
    Self_,
    /// Somebody else logs for the person: a parent, a nurse, a partner.
    Caregiver,
    /// A young person logs for themself; private answers stay with them.
    Teen,
}

/// A person who is cared for.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// The name shown on the person's own screens.
    pub name: String,
    /// Birth date.
    pub born: NaiveDate,
    /// Who logs.
    pub role: Role,
    /// What the rules and plans must know of the person's health.
    pub background: Background,
}

/// Completed months from birth to a date. A month is completed on the same day of the month; where the month is too
/// short, on the first day of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgeMonths(pub u32);

impl Person {
    /// Days lived at `date`; `None` before birth.
    pub fn age_days(&self, date: NaiveDate) -> Option<u32> {
        u32::try_from((date - self.born).num_days()).ok()
    }

    /// Months completed at `date`; `None` before birth.
    pub fn age_months(&self, date: NaiveDate) -> Option<AgeMonths> {
        months_between(self.born, date)
    }

    /// Years completed at `date`; `None` before birth.
    pub fn age_years(&self, date: NaiveDate) -> Option<u32> {
        self.age_months(date).map(|months| months.0 / 12)
    }

    /// Days lived at `date` counted from the day the child was due, for a child born before 37 weeks; the same as
    /// [`Self::age_days`] for everyone else. `None` before the due date. Rules take the worse of both ages.
    pub fn corrected_age_days(&self, date: NaiveDate) -> Option<u32> {
        let early = self.background.preterm_weeks().filter(|weeks| *weeks < 37);
        let days_early = early.map_or(0, |weeks| (40 - u32::from(weeks)) * 7);
        self.age_days(date)?.checked_sub(days_early)
    }

    /// Whether the person is under 18 years at `date`. Somebody not yet born counts as a child.
    pub fn is_child(&self, date: NaiveDate) -> bool {
        self.age_years(date).is_none_or(|years| years < 18)
    }
}

pub(crate) fn months_between(from: NaiveDate, to: NaiveDate) -> Option<AgeMonths> {
    if to < from {
        return None;
    }
    let month = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month());
    let begun = month(to) - month(from);
    let completed = if to.day() < from.day() { begun - 1 } else { begun };
    u32::try_from(completed).ok().map(AgeMonths)
}

impl fmt::Debug for Person {
    /// Names the identity only: a person's name and health have no place in a log file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(self.0, f)
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonId({self})")
    }
}

impl FromStr for PersonId {
    type Err = PersonIdError;

    fn from_str(text: &str) -> Result<Self, PersonIdError> {
        hex(text).map(Self).ok_or(PersonIdError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::{Condition, Fact};

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn born(text: &str) -> Person {
        Person {
            id: PersonId([7; 16]),
            name: "Robin Secret".to_owned(),
            born: date(text),
            role: Role::Caregiver,
            background: Background::default(),
        }
    }

    #[test]
    fn months_are_completed_on_the_day_of_birth_and_not_before() {
        let child = born("2026-01-15");
        for (at, months) in [("2026-01-15", 0), ("2026-02-14", 0), ("2026-02-15", 1), ("2027-01-14", 11)] {
            assert_eq!(child.age_months(date(at)), Some(AgeMonths(months)), "{at}");
        }
        assert_eq!(child.age_months(date("2026-01-14")), None);
        assert_eq!(born("2026-01-31").age_months(date("2026-02-28")), Some(AgeMonths(0)));
        assert_eq!(born("2026-01-31").age_months(date("2026-03-01")), Some(AgeMonths(1)));
        assert_eq!(born("2024-02-29").age_years(date("2025-02-28")), Some(0));
        assert_eq!(born("2024-02-29").age_years(date("2025-03-01")), Some(1));
    }

    #[test]
    fn eighteen_years_end_childhood_on_the_birthday() {
        let person = born("2008-05-04");
        assert!(person.is_child(date("2026-05-03")) && !person.is_child(date("2026-05-04")));
        assert!(person.is_child(date("2000-01-01")));
    }

    #[test]
    fn corrected_age_counts_from_the_due_date_below_37_weeks_only() {
        let mut child = born("2026-01-01");
        let at = date("2026-03-01");
        assert_eq!((child.age_days(at), child.corrected_age_days(at)), (Some(59), Some(59)));
        for (weeks, corrected) in [(36, Some(31)), (37, Some(59)), (30, None)] {
            child.background.conditions = vec![Fact { what: Condition::Preterm { weeks }, since: None }];
            assert_eq!(child.corrected_age_days(at), corrected, "{weeks} weeks");
        }
    }

    #[test]
    fn debug_shows_neither_name_nor_health() {
        let shown = format!("{:?}", born("2026-01-01"));
        assert!(
            shown.contains("07070707") && !shown.contains("Secret") && !shown.contains("2026"),
            "{shown}"
        );
    }

    #[test]
    fn identities_read_back() {
        let id = PersonId([0xab; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("ab".parse::<PersonId>(), Err(PersonIdError));
    }
}
