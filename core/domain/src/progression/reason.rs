use std::fmt;

use chrono::NaiveDate;

use super::{GapFrom, NotCounted};
use crate::gate::{Gate, GateTime};
use crate::pain::PainScore;
use crate::plan::{Missing, Unfit};
use crate::session::Bleeding;
use crate::size::Millimetres;

/// One ground of a proposal, with its data. Screens turn it into a sentence in the reader's language; [`fmt::Display`]
/// gives a plain English one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No plan is in force.
    NoPlan,
    /// The plan's first day is not set or lies ahead.
    PlanNotBegun {
        /// The first day.
        first: Option<NaiveDate>,
    },
    /// The plan has ended.
    PlanExpired {
        /// Its last day.
        last: NaiveDate,
    },
    /// The date by which a clinician was to look at it has passed.
    ReviewOverdue {
        /// That date.
        since: NaiveDate,
    },
    /// The plan leaves a part of the step rule open.
    PlanIncomplete {
        /// Which.
        missing: Missing,
    },
    /// The plan has no sessions at home.
    ClinicOnly,
    /// A child's plan that no clinic ordered (S8).
    ChildWithoutClinic,
    /// A plan of one's own that this person could not take up today.
    PlanUnfit {
        /// Why.
        why: Unfit,
    },
    /// The journal holds entries that this version cannot read.
    AppOutdated {
        /// How many.
        entries: usize,
    },
    /// Days and sessions count from the first one after an interruption.
    CountedAnew {
        /// Its day.
        since: NaiveDate,
    },
    /// After an adult's gap a smaller size comes first, until the plan's own count for a step is reached there.
    Regaining {
        /// The smaller size.
        size: Millimetres,
        /// Good sessions in a row so far, at that size or above it.
        sessions: u32,
        /// Days since the first of them.
        days: u32,
    },
    /// The clock went back, or was wrong, since the present size began.
    ClockWentBack,
    /// Triage has closed the gate, in time or in size.
    GateClosed {
        /// The gate.
        gate: Gate,
    },
    /// The clinic said to stop.
    ClinicSaidStop {
        /// When.
        on: NaiveDate,
    },
    /// The clinic said to stay at the present size.
    ClinicSaidStay {
        /// When.
        on: NaiveDate,
    },
    /// The present size is the plan's ceiling.
    CeilingReached {
        /// The ceiling.
        goal: Millimetres,
    },
    /// The present size is not on the ladder, so the size after it is not known.
    NextSizeMissing {
        /// The present size.
        above: Millimetres,
    },
    /// Days at the present size.
    DaysAtSize {
        /// So far.
        have: u32,
        /// Needed.
        need: u32,
    },
    /// Good sessions in a row at the present size.
    SessionsInARow {
        /// So far.
        have: u32,
        /// Needed.
        need: u32,
    },
    /// Pain was above the plan's limit.
    PainOverLimit {
        /// The peak.
        pain: PainScore,
        /// The limit.
        limit: PainScore,
        /// When.
        on: NaiveDate,
    },
    /// Pain at this size rises: the median of the last six sessions against that of the first six.
    PainTrend {
        /// Twice the median of the first six.
        first_doubled: u8,
        /// Twice the median of the last six.
        last_doubled: u8,
    },
    /// Blood was seen.
    Bleeding {
        /// How much.
        amount: Bleeding,
        /// When.
        on: NaiveDate,
    },
    /// Sessions that earn no step.
    NotCounted {
        /// Why.
        why: NotCounted,
        /// How many.
        sessions: u32,
    },
    /// The present size did not pass.
    NotPassed {
        /// The size.
        size: Millimetres,
        /// On so many sessions.
        times: u32,
    },
    /// A smaller size failed too.
    SmallerSizeFailed {
        /// The smaller size.
        size: Millimetres,
    },
    /// The answers ask for a smaller size, and the plan has none below this one.
    NoSmallerSize {
        /// The present size.
        size: Millimetres,
    },
    /// An adult's gap beyond the planned interval (R4).
    Gap {
        /// Days late.
        days_late: u32,
    },
    /// A child's dilation was interrupted (R3): the surgeon decides how it goes on.
    ChildInterrupted {
        /// From what the hours are counted.
        from: GapFrom,
        /// Hours since then.
        hours: u32,
        /// Sessions missed in a row.
        missed: u32,
    },
    /// The list of devices has none of the proposed size. It holds nothing back, and must be got first.
    NoDevice {
        /// The proposed size.
        size: Millimetres,
    },
    /// Days since the present phase began.
    DaysInPhase {
        /// So far.
        have: u32,
        /// Needed.
        need: u32,
    },
    /// Sessions one after another that passed easily and without any pain.
    EasyInARow {
        /// So far.
        have: u32,
        /// Needed.
        need: u32,
    },
    /// Among them sessions were missed or skipped, so that it was not the full frequency.
    NotFullFrequency {
        /// How many.
        missed: u32,
    },
    /// A size that is to be reached first.
    SizeNotReached {
        /// The present size.
        size: Millimetres,
        /// The size to reach.
        need: Millimetres,
    },
    /// The plan leaves it to a clinician's word.
    ClinicSaysWhen,
    /// No session since the phase began counts as good.
    NoGoodSession {
        /// When it began.
        since: NaiveDate,
    },
    /// The size passed with effort, or not.
    Tight {
        /// The size.
        size: Millimetres,
        /// When.
        on: NaiveDate,
    },
    /// A session ended for blood or another cause that counts against it.
    BrokenOff {
        /// When.
        on: NaiveDate,
    },
}

impl Reason {
    /// Whether this stands against a step up; false for what an advance has fulfilled.
    pub fn holds_back(&self) -> bool {
        match self {
            Self::DaysAtSize { have, need }
            | Self::SessionsInARow { have, need }
            | Self::DaysInPhase { have, need }
            | Self::EasyInARow { have, need } => have < need,
            _ => true,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlan => f.write_str("no plan is in force"),
            Self::PlanNotBegun { first: Some(first) } => write!(f, "the plan begins on {first}"),
            Self::PlanNotBegun { first: None } => f.write_str("the plan's first day is not set"),
            Self::PlanExpired { last } => write!(f, "the plan ended on {last}"),
            Self::ReviewOverdue { since } => write!(f, "the clinic's review was due by {since}"),
            Self::PlanIncomplete { missing } => write!(f, "the plan has {missing}"),
            Self::ClinicOnly => f.write_str("the plan has no sessions at home"),
            Self::ChildWithoutClinic => f.write_str("a child's plan comes from a surgeon"),
            Self::PlanUnfit { .. } => {
                f.write_str("the plan of one's own is not for what is known of this person")
            }
            Self::AppOutdated { entries } => write!(f, "{entries} entries need a newer version of the app"),
            Self::CountedAnew { since } => write!(f, "counted from {since}, after days without a session"),
            Self::Regaining { size, sessions, days } => {
                write!(f, "{size} comes first after a gap: {sessions} good in a row, over {days} days")
            }
            Self::ClockWentBack => f.write_str("the device's clock went back"),
            Self::GateClosed { gate } => f.write_str(match gate.time {
                GateTime::Blocked => "sessions are stopped until a clinician releases them",
                GateTime::WaitUntil(_) => "sessions wait until the questions were answered again",
                GateTime::Now => "no larger size for now",
            }),
            Self::ClinicSaidStop { on } => write!(f, "the clinic said to stop on {on}"),
            Self::ClinicSaidStay { on } => write!(f, "the clinic said to stay at this size on {on}"),
            Self::CeilingReached { goal } => write!(f, "{goal} is the goal and the ceiling"),
            Self::NextSizeMissing { above } => write!(f, "{above} is not a size of the plan"),
            Self::DaysAtSize { have, need } => write!(f, "{have} of {need} days at this size"),
            Self::SessionsInARow { have, need } => write!(f, "{have} of {need} good sessions in a row"),
            Self::PainOverLimit { pain, limit, on } => {
                write!(f, "pain {pain} on {on}, above the limit of {limit}")
            }
            Self::PainTrend { first_doubled, last_doubled } => {
                write!(f, "pain rises: median {} to {}", halves(*first_doubled), halves(*last_doubled))
            }
            Self::Bleeding { on, .. } => write!(f, "blood was seen on {on}"),
            Self::NotCounted { why, sessions: 1 } => write!(f, "1 session does not count: {why}"),
            Self::NotCounted { why, sessions } => write!(f, "{sessions} sessions do not count: {why}"),
            Self::NotPassed { size, times: 1 } => write!(f, "{size} did not pass once"),
            Self::NotPassed { size, times } => write!(f, "{size} did not pass on {times} sessions"),
            Self::SmallerSizeFailed { size } => write!(f, "{size} did not pass either"),
            Self::NoDevice { size } => write!(f, "no device of {size} is in the list"),
            Self::NoSmallerSize { size } => write!(f, "a smaller size is asked for; {size} is the smallest"),
            Self::Gap { days_late: 1 } => f.write_str("1 day without a planned session"),
            Self::Gap { days_late } => write!(f, "{days_late} days without a planned session"),
            Self::ChildInterrupted { from, hours, missed } => {
                let from = match from {
                    GapFrom::LastPassed => "a session last passed",
                    GapFrom::PlanBegan => "the plan began",
                    GapFrom::ClinicWord => "the clinic said to go on",
                };
                write!(f, "interrupted: {hours} hours since {from}, {missed} missed in a row")
            }
            Self::DaysInPhase { have, need } => write!(f, "{have} of {need} days in this phase"),
            Self::EasyInARow { have, need } => {
                write!(f, "{have} of {need} sessions in a row easy and without pain")
            }
            Self::NotFullFrequency { missed } => write!(f, "{missed} sessions left out among them"),
            Self::SizeNotReached { size, need } => write!(f, "{need} is to be reached first; it is {size}"),
            Self::ClinicSaysWhen => f.write_str("a clinician says when"),
            Self::NoGoodSession { since } => write!(f, "no good session since {since}"),
            Self::Tight { size, on } => write!(f, "{size} was tight on {on}"),
            Self::BrokenOff { on } => write!(f, "the session on {on} went badly"),
        }
    }
}

crate::unprinted!(Reason);

fn halves(doubled: u8) -> String {
    if doubled.is_multiple_of(2) { (doubled / 2).to_string() } else { format!("{}.5", doubled / 2) }
}
