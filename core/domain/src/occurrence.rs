use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::entry::EntryId;

/// Identity of one session that a plan asks for: plan version, civil date, and which of that day's sessions. Never a
/// position in a list and never an instant, so that a journey or a changed clock cannot make one session into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OccurrenceId {
    /// The civil date on the person's own calendar.
    pub date: NaiveDate,
    /// Which of the day's sessions, from 0.
    pub slot: u8,
    /// The journal entry that holds the plan version.
    pub plan: EntryId,
}

/// The text is not an occurrence's identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a session's identity; write date/slot/plan, such as 2026-03-01/0/ and 64 hexadecimal digits")]
pub struct OccurrenceIdError;

impl fmt::Display for OccurrenceId {
    /// `2026-03-01/0/` and the plan's identity.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.date, self.slot, self.plan)
    }
}

impl FromStr for OccurrenceId {
    type Err = OccurrenceIdError;

    fn from_str(text: &str) -> Result<Self, OccurrenceIdError> {
        let mut parts = text.splitn(3, '/');
        let mut part = || parts.next().ok_or(OccurrenceIdError);
        let (date, slot, plan) = (part()?, part()?, part()?);
        let read = Self {
            date: NaiveDate::parse_from_str(date, "%Y-%m-%d").map_err(|_| OccurrenceIdError)?,
            slot: slot.parse().map_err(|_| OccurrenceIdError)?,
            plan: plan.parse().map_err(|_| OccurrenceIdError)?,
        };
        if read.to_string() == text { Ok(read) } else { Err(OccurrenceIdError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_one_written_form_is_read() {
        let plan = "0".repeat(64);
        assert!(format!("2026-03-01/0/{plan}").parse::<OccurrenceId>().is_ok());
        for text in [
            "",
            "2026-03-01/0",
            "2026-3-1/0/",
            "2026-02-30/0/",
            "2026-03-01/00/",
            "2026-03-01/256/",
            "2026-03-01/+1/",
        ] {
            let text = format!("{text}{plan}");
            assert_eq!(text.parse::<OccurrenceId>(), Err(OccurrenceIdError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(days in 0_i32..3_000_000, slot: u8, plan: [u8; 32]) {
            let date = NaiveDate::from_num_days_from_ce_opt(days + 1).expect("a date");
            let id = OccurrenceId { date, slot, plan: EntryId(plan) };
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }
    }
}
