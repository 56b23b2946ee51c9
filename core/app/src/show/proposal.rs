use gradus_domain::{Millimetres, Proposal, ProposalKind, Reason};
use gradus_words::Words;

use crate::view::{ProposalKind as Word, ProposalView, ReasonView};

/// A proposal about the size, with its reasons.
pub(crate) fn proposal(words: &Words, proposal: &Proposal, from: Millimetres) -> ProposalView {
    let (kind, to) = match proposal.kind {
        ProposalKind::Advance { to, .. } => (Word::Advance, Some(to)),
        ProposalKind::Hold => (Word::Hold, None),
        ProposalKind::StepBack { to } => (Word::StepBack, Some(to)),
        ProposalKind::AtGoal => (Word::AtGoal, None),
        ProposalKind::AskClinic => (Word::AskClinic, None),
    };
    ProposalView {
        kind,
        from_tenths_mm: from.tenths(),
        to_tenths_mm: to.map(Millimetres::tenths),
        sentence: words.proposal(proposal, from),
        reasons: proposal.reasons.iter().map(|reason| reason_view(words, reason)).collect(),
    }
}

pub(crate) fn reason_view(words: &Words, reason: &Reason) -> ReasonView {
    ReasonView {
        code: code(reason).to_owned(),
        favours: !reason.holds_back(),
        sentence: words.reason_with_basis(reason),
    }
}

/// The stable name of a reason.
fn code(reason: &Reason) -> &'static str {
    match reason {
        Reason::NoPlan => "no_plan",
        Reason::PlanNotBegun { .. } => "plan_not_begun",
        Reason::PlanExpired { .. } => "plan_expired",
        Reason::ReviewOverdue { .. } => "review_overdue",
        Reason::PlanIncomplete { .. } => "plan_incomplete",
        Reason::ClinicOnly => "clinic_only",
        Reason::ChildWithoutClinic => "child_without_clinic",
        Reason::PlanUnfit { .. } => "plan_unfit",
        Reason::AppOutdated { .. } => "app_outdated",
        Reason::ClockWentBack => "clock_went_back",
        Reason::CountedAnew { .. } => "counted_anew",
        Reason::Regaining { .. } => "regaining",
        Reason::GateClosed { .. } => "gate_closed",
        Reason::ClinicSaidStop { .. } => "clinic_said_stop",
        Reason::ClinicSaidStay { .. } => "clinic_said_stay",
        Reason::CeilingReached { .. } => "ceiling_reached",
        Reason::NextSizeMissing { .. } => "next_size_missing",
        Reason::DaysAtSize { .. } => "days_at_size",
        Reason::SessionsInARow { .. } => "sessions_in_a_row",
        Reason::PainOverLimit { .. } => "pain_over_limit",
        Reason::PainTrend { .. } => "pain_trend",
        Reason::Bleeding { .. } => "bleeding",
        Reason::NotCounted { .. } => "not_counted",
        Reason::NotPassed { .. } => "not_passed",
        Reason::SmallerSizeFailed { .. } => "smaller_size_failed",
        Reason::NoSmallerSize { .. } => "no_smaller_size",
        Reason::NoDevice { .. } => "no_device",
        Reason::Gap { .. } => "gap",
        Reason::Stalled { .. } => "stalled",
        Reason::BeyondSize { .. } => "beyond_size",
        Reason::ChildInterrupted { .. } => "child_interrupted",
        Reason::DaysInPhase { .. } => "days_in_phase",
        Reason::EasyInARow { .. } => "easy_in_a_row",
        Reason::NotFullFrequency { .. } => "not_full_frequency",
        Reason::SizeNotReached { .. } => "size_not_reached",
        Reason::ClinicSaysWhen => "clinic_says_when",
        Reason::NoGoodSession { .. } => "no_good_session",
        Reason::Tight { .. } => "tight",
        Reason::BrokenOff { .. } => "broken_off",
    }
}
