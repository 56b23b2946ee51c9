//! Questions that need no vault.

use gradus_app::ask;
use gradus_app::view::{BlankView, ClockReading, FactAnswer, FactQuestion, Fill, PlanView, TriageView};

use crate::GradusError;
use crate::gate::{guarded, moment};

/// What the rule pack answers to these facts.
#[uniffi::export]
pub fn triage(answers: Vec<FactAnswer>, now: &ClockReading) -> Result<TriageView, GradusError> {
    guarded(|| Ok(ask::triage(answers, &moment(now)?)?))
}

/// Every fact that triage knows, with its question.
#[uniffi::export]
pub fn facts() -> Vec<FactQuestion> {
    ask::facts()
}

/// Reads a plan without adopting it.
#[uniffi::export]
pub fn plan_check(text: &str, fills: Vec<Fill>) -> Result<PlanView, GradusError> {
    guarded(|| Ok(ask::plan_check(text, &fills)?))
}

/// What a plan form leaves to the clinician.
#[uniffi::export]
pub fn plan_blanks(text: &str) -> Result<Vec<BlankView>, GradusError> {
    guarded(|| Ok(ask::plan_blanks(text)?))
}
