use serde::Serialize;

use super::{ContactView, PersonRef};

/// What is proposed for the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalKind {
    /// One size up.
    Advance,
    /// Stay.
    Hold,
    /// Down.
    StepBack,
    /// The goal is reached.
    AtGoal,
    /// The clinic decides.
    AskClinic,
}

/// One reason behind a proposal.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ReasonView {
    /// Stable name of the reason, such as `days_at_size`.
    pub code: String,
    /// Whether it speaks for the step (`true`) or stands in its way.
    pub favours: bool,
    /// The finished sentence.
    pub sentence: String,
}

/// A proposal about the size. It takes effect only when a person accepts it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ProposalView {
    /// What is proposed.
    pub kind: ProposalKind,
    /// Present size in tenths of a millimetre.
    pub from_tenths_mm: u16,
    /// Proposed size in tenths of a millimetre; `null` when none is proposed.
    pub to_tenths_mm: Option<u16>,
    /// The finished sentence.
    pub sentence: String,
    /// Why, the decisive reason first.
    pub reasons: Vec<ReasonView>,
}

/// One session as the timeline shows it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TimelineItem {
    /// Id of the journal entry.
    pub entry: String,
    /// When it happened (RFC 3339).
    pub at: String,
    /// `person` (added or changed), `session`, `skip`, `check_in`, `observation`, `pause`, `assessment`, `contact`, `step`,
    /// `stage`, `plan` or `visit`.
    pub kind: String,
    /// The finished sentence; of a talk with what was said, of everything else without the words of its note.
    pub sentence: String,
    /// Rules behind an assessment, the most urgent first; empty for everything else.
    pub rules: Vec<String>,
    /// It was a slip and was taken out again: it counts for nothing, and stays as it is.
    pub is_taken_out: bool,
}

/// What happened, oldest first.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TimelineView {
    /// About whom.
    pub person: PersonRef,
    /// First civil date.
    pub from_date: String,
    /// Last civil date, included.
    pub to_date: String,
    /// Whom the plan names to call; empty where it names nobody.
    pub contacts: Vec<ContactView>,
    /// Oldest first.
    pub items: Vec<TimelineItem>,
}

gradus_domain::unprinted!(ReasonView, ProposalView, TimelineView, TimelineItem);
