use std::cmp::Reverse;

/// Who to see and how fast, in the order of urgency: the greater value is the more urgent one.
///
/// Within one kind the shorter deadline is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disposition {
    /// Nothing found that asks for a change.
    Continue,
    /// Rest, then answer the questions again after this many hours.
    PauseAndRecheck {
        /// Hours until the questions are asked again.
        hours: u16,
    },
    /// Speak with the clinic within this many days.
    Contact {
        /// Days until the clinic must have been reached.
        days: u16,
    },
    /// A clinician today, day or night, within this many hours (1, 2 or 4).
    SameDay {
        /// Hours until a clinician must have been reached.
        hours: u16,
    },
    /// Emergency care now.
    Emergency,
}

impl Disposition {
    /// Hours until the named person must have been reached or the questions answered again; `None` when nothing is due.
    pub fn within_hours(&self) -> Option<u32> {
        match *self {
            Self::Continue => None,
            Self::PauseAndRecheck { hours } | Self::SameDay { hours } => Some(hours.into()),
            Self::Contact { days } => Some(u32::from(days) * 24),
            Self::Emergency => Some(0),
        }
    }

    /// The disposition that an unanswered danger question earns in place of this one.
    ///
    /// One level milder: Emergency becomes same day, same day becomes contact within a day, contact becomes a pause
    /// of a day. Doubt never reaches `Continue`.
    pub fn on_doubt(&self) -> Self {
        match self {
            Self::Emergency => Self::SameDay { hours: 4 },
            Self::SameDay { .. } => Self::Contact { days: 1 },
            Self::Contact { .. } | Self::PauseAndRecheck { .. } => Self::PauseAndRecheck { hours: 24 },
            Self::Continue => Self::Continue,
        }
    }

    fn urgency(&self) -> (u8, Reverse<u32>) {
        let rank = match self {
            Self::Continue => 0,
            Self::PauseAndRecheck { .. } => 1,
            Self::Contact { .. } => 2,
            Self::SameDay { .. } => 3,
            Self::Emergency => 4,
        };
        (rank, Reverse(self.within_hours().unwrap_or(0)))
    }
}

impl PartialOrd for Disposition {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Disposition {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.urgency().cmp(&other.urgency())
    }
}

#[cfg(test)]
mod tests {
    use super::Disposition::*;

    #[test]
    fn urgency_rises_from_continue_to_emergency_and_a_shorter_deadline_is_more_urgent() {
        let ladder = [
            Continue,
            PauseAndRecheck { hours: 24 },
            PauseAndRecheck { hours: 4 },
            Contact { days: 7 },
            Contact { days: 1 },
            SameDay { hours: 4 },
            SameDay { hours: 1 },
            Emergency,
        ];
        assert!(ladder.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn each_asks_for_somebody_within_its_hours() {
        for (disposition, hours) in [
            (Continue, None),
            (PauseAndRecheck { hours: 4 }, Some(4)),
            (Contact { days: 7 }, Some(168)),
            (SameDay { hours: 2 }, Some(2)),
            (Emergency, Some(0)),
        ] {
            assert_eq!(disposition.within_hours(), hours, "{disposition:?}");
        }
    }

    #[test]
    fn doubt_is_milder_than_yes_and_worse_than_no() {
        for yes in [Emergency, SameDay { hours: 1 }, Contact { days: 3 }] {
            assert!(yes.on_doubt() < yes && yes.on_doubt() > Continue, "{yes:?}");
        }
    }
}
