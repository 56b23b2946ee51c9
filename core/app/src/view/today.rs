use serde::Serialize;

use super::{ContactView, GateView, PersonRef, ProposalView, TaskView};

/// How a planned session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotStatus {
    /// Later today.
    Upcoming,
    /// Due now.
    Due,
    /// Its time has passed, and it can still be held.
    Late,
    /// Held.
    Done,
    /// Skipped with a reason.
    Skipped,
    /// Its day has passed.
    Missed,
    /// The gate is closed; it does not count against the person.
    Gated,
}

/// One session that the plan asks for today.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SlotView {
    /// Names the occurrence for ever: plan version, civil date and slot.
    pub occurrence: String,
    /// Civil time (`HH:MM`) if the plan names one.
    pub at: Option<String>,
    /// How it stands.
    pub status: SlotStatus,
    /// The finished sentence.
    pub sentence: String,
}

/// Everything the first screen shows about one person.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TodayView {
    /// Whose day it is.
    pub person: PersonRef,
    /// The civil date.
    pub date: String,
    /// What to do first, in one sentence.
    pub headline: String,
    /// Whom the plan names to call; empty where it names nobody.
    pub contacts: Vec<ContactView>,
    /// Title of the plan in force; `null` when there is none.
    pub plan: Option<String>,
    /// Present size in tenths of a millimetre; `null` without a plan.
    pub size_tenths_mm: Option<u16>,
    /// The size of the next session in tenths of a millimetre: lower than the present one where the gate or a setback asks
    /// for it; `null` while no session may be held.
    pub next_size_tenths_mm: Option<u16>,
    /// The hard ceiling in tenths of a millimetre; `null` without a plan.
    pub goal_tenths_mm: Option<u16>,
    /// Until when the plan's pause since the last session runs (RFC 3339); `null` when it is over or there is none.
    pub not_before: Option<String>,
    /// Planned sessions of the day, in order. Of the plan's first day, those that were over when it came in are there as
    /// `skipped`.
    pub slots: Vec<SlotView>,
    /// The gate in force.
    pub gate: GateView,
    /// What the plan would do next with the size, and why.
    pub proposal: Option<ProposalView>,
    /// Things to do by a time, the most pressing first.
    pub tasks: Vec<TaskView>,
    /// What the person should know, each a sentence: what the plan leaves out, a clock that went back.
    pub notices: Vec<String>,
}

gradus_domain::unprinted!(SlotView, TodayView);
