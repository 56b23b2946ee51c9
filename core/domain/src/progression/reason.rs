use chrono::NaiveDate;

use super::{GapFrom, NotCounted};
use crate::assessment::Basis;
use crate::gate::Gate;
use crate::pain::PainScore;
use crate::plan::{Missing, Unfit};
use crate::session::Bleeding;
use crate::size::Millimetres;

/// One ground of a proposal, with its data. Screens turn it into a sentence in the reader's language.
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
    /// No step up for too long, though the plan goes on to larger sizes (R2). It holds nothing back: the clinic is to look.
    Stalled {
        /// From when the days are counted.
        since: NaiveDate,
    },
    /// Sizes above the ceiling, or past one of the ladder, were used again (R5).
    BeyondSize {
        /// The last one.
        size: Millimetres,
        /// In how many sessions.
        times: u32,
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
    /// In the days and sessions that count, some were missed, skipped, tried in vain or cut short, so that it was not the full
    /// frequency.
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
    /// Whether this stands against a step up, or is to be heard beside it; false for what an advance has fulfilled.
    pub fn holds_back(&self) -> bool {
        match self {
            Self::DaysAtSize { have, need }
            | Self::SessionsInARow { have, need }
            | Self::DaysInPhase { have, need }
            | Self::EasyInARow { have, need } => have < need,
            _ => true,
        }
    }

    /// On what a number rests that no plan gave, and the row of the rules that has it; `None` where it is the plan's own, what
    /// was logged, somebody's word, or where the sentence itself tells it.
    pub fn basis(&self) -> Option<(Basis, &'static str)> {
        Some(match self {
            Self::NotPassed { .. } | Self::SmallerSizeFailed { .. } => (Basis::Proposal, "C2.3, R1"),
            Self::Stalled { .. } => (Basis::Proposal, "C2.3, R2"),
            Self::ChildInterrupted { .. } => (Basis::Proposal, "C2.3, R3"),
            Self::Gap { .. } => (Basis::Proposal, "C2.3, R4"),
            Self::BeyondSize { .. } => (Basis::Proposal, "C2.3, R5"),
            Self::PainTrend { .. } => (Basis::Proposal, "DC8"),
            _ => return None,
        })
    }
}

crate::unprinted!(Reason);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::mm;

    #[test]
    fn a_number_that_no_plan_gave_names_its_basis_and_its_row() {
        let interrupted = Reason::ChildInterrupted { from: GapFrom::LastPassed, hours: 73, missed: 3 };
        for (reason, row) in [
            (Reason::NotPassed { size: mm(12), times: 2 }, Some("C2.3, R1")),
            (Reason::SmallerSizeFailed { size: mm(11) }, Some("C2.3, R1")),
            (Reason::Stalled { since: crate::sample::date("2026-01-19") }, Some("C2.3, R2")),
            (interrupted, Some("C2.3, R3")),
            (Reason::Gap { days_late: 4 }, Some("C2.3, R4")),
            (Reason::BeyondSize { size: mm(16), times: 2 }, Some("C2.3, R5")),
            (Reason::PainTrend { first_doubled: 2, last_doubled: 6 }, Some("DC8")),
            (Reason::SessionsInARow { have: 1, need: 3 }, None),
        ] {
            assert_eq!(reason.basis(), row.map(|row| (Basis::Proposal, row)));
        }
    }
}
