use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::entry::EntryId;

/// Where a plan stands. The greater is the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// This one of its phases, from 0.
    Full(u16),
    /// This one of its taper's phases, from 0.
    Taper(u16),
    /// The taper is over: the plan asks for nothing more.
    Done,
}

/// The plan stands elsewhere from a day on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct StageTaken {
    /// The plan version: the journal entry that holds it.
    pub plan: EntryId,
    /// Where it stands from then on.
    pub stage: Stage,
    /// The first day of that. Never the day on which it is written down: what a day asks for stays as it was.
    pub from: NaiveDate,
    /// On whose word.
    pub why: StageWhy,
}

/// On whose word a plan moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StageWhy {
    /// The log spoke for it, and the person accepted the proposal.
    Proposed,
    /// A clinician said so, at this visit or in this talk.
    Clinic(EntryId),
}

/// The text names no stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a stage; write full:1 for the first phase of the plan, taper:1 for the first of its taper, or done"
)]
pub struct StageError;

impl fmt::Display for Stage {
    /// `full:1`, `taper:1` or `done`; people count from 1.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full(number) => write!(f, "full:{}", u32::from(*number) + 1),
            Self::Taper(number) => write!(f, "taper:{}", u32::from(*number) + 1),
            Self::Done => f.write_str("done"),
        }
    }
}

impl FromStr for Stage {
    type Err = StageError;

    fn from_str(text: &str) -> Result<Self, StageError> {
        let number = |text: &str| text.parse::<u16>().ok()?.checked_sub(1);
        let read = match text.split_once(':') {
            Some(("full", text)) => number(text).map(Self::Full),
            Some(("taper", text)) => number(text).map(Self::Taper),
            _ => (text == "done").then_some(Self::Done),
        };
        // One way to write each, so that what is stored compares as it is.
        read.filter(|stage| stage.to_string() == text).ok_or(StageError)
    }
}

crate::unprinted!(StageTaken);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_written_one_way_and_read_back() {
        for stage in [Stage::Full(0), Stage::Full(u16::MAX - 1), Stage::Taper(4), Stage::Done] {
            assert_eq!(stage.to_string().parse(), Ok(stage));
        }
        for text in
            ["", "full", "full:0", "full:01", "full:+1", "taper:", "taper:65536", "Done", "done:1", "rest:1"]
        {
            assert_eq!(text.parse::<Stage>(), Err(StageError), "{text}");
        }
    }
}
