use chrono::NaiveTime;

use crate::size::Millimetres;

/// A stretch of days with one dose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// How often.
    pub frequency: Frequency,
    /// How long the phase lasts; only the last phase may be open.
    pub days: Days,
    /// Least time between the starts of two sessions, in hours.
    pub min_gap_h: u8,
    /// Insertions of the current size in each session.
    pub insertions: u8,
    /// How long each is held.
    pub hold: Hold,
    /// Rest between insertions, in seconds.
    pub rest_s: u16,
    /// Smaller sizes passed first.
    pub warm_up: Option<WarmUp>,
}

/// How often a phase asks for a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frequency {
    /// So many each day.
    PerDay {
        /// Asked for, and allowed.
        sessions: Span,
        /// Civil times, one for each that is asked for; empty when the person chooses.
        times: Vec<NaiveTime>,
    },
    /// So many in every seven days counted from the first day of the phase.
    PerWeek {
        /// Asked for, and allowed; 1 to 7.
        sessions: Span,
        /// On which days of the seven.
        day: WeekDay,
        /// The civil time, if the plan names one.
        time: Option<NaiveTime>,
    },
    /// One every so many days, the first on the first day of the phase.
    EveryDays {
        /// Days from one to the next, 2 to 92.
        days: u8,
        /// The civil time, if the plan names one.
        time: Option<NaiveTime>,
    },
}

/// On which days of a week its sessions fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WeekDay {
    /// Spread evenly.
    Spread,
    /// The person chooses: each may be held on any of the seven days.
    Free,
}

/// A number as a floor and a ceiling: the floor is asked for, the ceiling is allowed. Equal where a source gives one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// Asked for.
    pub floor: u8,
    /// Allowed.
    pub ceiling: u8,
}

/// How long a phase lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Days {
    /// So many days.
    For(u16),
    /// Until this, and then the next phase.
    Until(Until),
    /// Until the plan ends.
    Open,
}

/// What ends a phase that has no length. It does not end by itself: the log speaks for it, and somebody says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Until {
    /// This size is the present one, or a larger.
    Size(Millimetres),
    /// A clinician says so.
    ClinicianSays,
}

/// Seconds an insertion is held: `min <= target <= max`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hold {
    /// Shorter than this, the insertion is not complete.
    pub min_s: u32,
    /// What the timer counts.
    pub target_s: u32,
    /// Take it out at the latest.
    pub max_s: u32,
}

/// Smaller sizes that come first in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarmUp {
    /// Which.
    pub sizes: WarmUpSizes,
    /// Seconds each is held; `None` for a short pass.
    pub hold_s: Option<u32>,
}

/// Which sizes warm up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarmUpSizes {
    /// So many ladder sizes just below the current one, smallest first.
    Below(u8),
    /// These, rising; those at or above the current size are left out.
    Fixed(Vec<Millimetres>),
}

impl Frequency {
    /// Sessions asked for on a day that asks for any.
    pub fn slots_per_day(&self) -> u8 {
        match self {
            Self::PerDay { sessions, .. } | Self::PerWeek { sessions, day: WeekDay::Free, .. } => {
                sessions.floor
            }
            Self::PerWeek { .. } | Self::EveryDays { .. } => 1,
        }
    }

    /// The longest planned time from one session to the next, in whole days: 1 for daily and more often.
    pub fn interval_days(&self) -> u8 {
        match self {
            Self::PerDay { .. } => 1,
            Self::PerWeek { sessions, day: WeekDay::Spread, .. } => 7_u8.div_ceil(sessions.floor.max(1)),
            // The first days of one week and the last days of the next.
            Self::PerWeek { sessions, day: WeekDay::Free, .. } => {
                15_u8.saturating_sub(2 * sessions.floor).max(1)
            }
            Self::EveryDays { days, .. } => *days,
        }
    }
}
