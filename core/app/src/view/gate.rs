use serde::Serialize;

/// What the next session may be, as one word: the most restrictive thing that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GateWord {
    /// Go on as the plan says.
    Allow,
    /// Go on, at the present size.
    SameSize,
    /// Go on, at a smaller size.
    StepDown,
    /// Not yet; answer the questions again first. Without `until` no plan has begun: no plan is in force, or its first day
    /// is still to come.
    Wait,
    /// Not until a clinician releases it, or, in `TodayView`, not before the clinic was asked: the last answers do not
    /// say so, but the plan has ended, was interrupted for too long, or goes no further.
    Blocked,
}

/// Which sizes the next session may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeLimit {
    /// A step up is allowed when the plan offers one.
    Step,
    /// The present size.
    Same,
    /// `sizes_down` below the present size; 0 where the plan has none below it, and the clinic is asked first.
    Down,
    /// The size the plan began with.
    Start,
}

/// The gate in force, with its reason.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct GateView {
    /// The one-word answer.
    pub gate: GateWord,
    /// Earliest instant of the next session (RFC 3339), when the answer is to wait.
    pub until: Option<String>,
    /// Which sizes are open.
    pub size: SizeLimit,
    /// How many sizes below the present one, when `size` is `down`; otherwise 0.
    pub sizes_down: u8,
    /// The finished sentence for the screen.
    pub sentence: String,
    /// Ids of the rules that closed or narrowed the gate; empty when nothing did.
    pub rules: Vec<String>,
    /// Ids of the answers of the triage that did, oldest first: what a talk with the clinic is about.
    pub assessments: Vec<String>,
}

gradus_domain::unprinted!(GateView);
