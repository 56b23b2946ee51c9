//! What `gradus demo --json` prints: the views of the story, and where the time went.

use gradus_app::view::{PlanView, ProposalView, TodayView, VerifyView};
use serde::Serialize;
use serde_json::Value;

use super::ledger::Spent;

/// The story as one object.
#[derive(Serialize)]
pub struct Summary {
    /// Folder of the vault.
    pub vault: String,
    /// The report.
    pub report: String,
    /// Passcode of the vault, which guards nothing.
    pub passcode: &'static str,
    /// The last moment of the story (RFC 3339).
    pub now: String,
    /// The plan as it was filled in.
    pub plan: PlanView,
    /// The step that was proposed and taken.
    pub proposed: ProposalView,
    /// What was proposed when the step was refused.
    pub held: ProposalView,
    /// Why the step was refused, in the words of the error.
    pub refused: String,
    /// Today, before the fever.
    pub today: TodayView,
    /// The answer of the triage, as the process that was killed printed it.
    pub triage: Value,
    /// Today, after the fever.
    pub after: TodayView,
    /// Entries that the killed process had acknowledged.
    pub acknowledged: usize,
    /// How many of them were there when the vault was opened again.
    pub found: usize,
    /// The check of the vault after the crash.
    pub verify: VerifyView,
    /// Where the time went.
    pub times: Vec<Spent>,
    /// Milliseconds in all.
    pub total_ms: f64,
}
