use serde::Serialize;

use super::ContactView;

/// A plan as it stands, for the plan screen.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PlanView {
    /// Id of the plan version: the journal entry that holds it; `null` outside a vault.
    pub version: Option<String>,
    /// Title.
    pub title: String,
    /// `clinic_signed`, `transcribed_from_clinic` or `self_directed`.
    pub origin: String,
    /// First civil date on which it holds; `null` while the plan leaves that open.
    pub effective: Option<String>,
    /// Sizes of the ladder in tenths of a millimetre, smallest first.
    pub ladder_tenths_mm: Vec<u16>,
    /// First size.
    pub start_tenths_mm: u16,
    /// The hard ceiling.
    pub goal_tenths_mm: u16,
    /// Whom to call.
    pub contacts: Vec<ContactView>,
    /// What it asks for, each a sentence.
    pub summary: Vec<String>,
    /// On what its numbers rest, a line each: what it is, whether it is sourced, general knowledge or a proposal, and where it
    /// stands. The limits of a plan of one's own are among them.
    pub sources: Vec<String>,
    /// What a complete plan would also say, each a sentence.
    pub missing: Vec<String>,
    /// What looks unusual, each a sentence.
    pub warnings: Vec<String>,
}

/// What changes where a plan takes the place of the one in force.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PlanReplaced {
    /// Title of the plan in force.
    pub title: String,
    /// Civil date since which it has been in force.
    pub since: String,
    /// Civil date from which the new one takes its place.
    pub until: String,
    /// Every field in which the two differ, in the order of a plan's text form.
    pub changes: Vec<PlanChange>,
}

/// One field in which two plans differ.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PlanChange {
    /// The field, as `ladder.goal_mm`.
    pub field: String,
    /// Its value in the plan in force; `null` where that one leaves it out.
    pub before: Option<String>,
    /// Its value in the new plan; `null` where that one leaves it out.
    pub after: Option<String>,
    /// The finished sentence.
    pub sentence: String,
}

/// One value that a form leaves to the clinician.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct BlankView {
    /// The field, as `ladder.start_mm`.
    pub field: String,
    /// What to ask the clinic.
    pub ask: String,
}

/// A value for one field of a plan form.
#[derive(Clone, PartialEq, Eq)]
pub struct Fill {
    /// The field, as `ladder.start_mm`.
    pub field: String,
    /// Its value as it would stand in the file.
    pub value: String,
}

/// A session that a plan asks for, outside a vault.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct OccurrenceView {
    /// The civil date.
    pub date: String,
    /// Which of the day's sessions, from 0.
    pub slot: u8,
    /// Civil time (`HH:MM`) if the plan names one.
    pub at: Option<String>,
    /// Which phase of the plan, from 0.
    pub phase: u32,
}

gradus_domain::unprinted!(PlanView, PlanReplaced, PlanChange, BlankView, Fill, OccurrenceView);
