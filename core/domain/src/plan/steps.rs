use super::phase::Phase;
use crate::pain::PainScore;

/// When a step up may be proposed. A part that is `None` was left open; then no step is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StepUp {
    /// Civil days at the present size, at least.
    pub days_at_size: Option<u16>,
    /// Sessions that went well, one after another, at least.
    pub sessions_in_a_row: Option<u16>,
    /// The highest peak of pain at which a session went well.
    pub max_pain: Option<PainScore>,
}

/// How far and on what a step down is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepDown {
    /// Ladder sizes to go down, 1 to 3.
    pub sizes: u8,
    /// What calls for it.
    pub on: Vec<StepDownOn>,
}

/// What calls for a step down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepDownOn {
    /// The size did not pass once; without this, twice is needed (R1).
    NotPassed,
    /// Pain of the last session was above the step rule's limit.
    PainOverLimit,
}

impl StepDownOn {
    /// Every cause with its word in files.
    pub const WORDS: [(&'static str, Self); 2] =
        [("not_passed", Self::NotPassed), ("pain_over_limit", Self::PainOverLimit)];
}

/// How a plan ends: fewer sessions in phases, opened by a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taper {
    /// What opens it.
    pub gate: TaperGate,
    /// Its phases, one after another.
    pub phases: Vec<Phase>,
}

/// What opens a taper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaperGate {
    /// The goal size passes easily and without pain at the full frequency (C1.2).
    GoalEasyWithoutPain,
    /// A clinician says so.
    ClinicianSays,
}

impl TaperGate {
    /// Every gate with its word in files.
    pub const WORDS: [(&'static str, Self); 2] =
        [("goal_easy_without_pain", Self::GoalEasyWithoutPain), ("clinician_says", Self::ClinicianSays)];
}
