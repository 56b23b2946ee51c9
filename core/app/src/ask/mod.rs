//! Questions that need no vault: what do the rules say, is this plan well written, which facts are there.

mod device;
mod plan;
mod setting;
mod triage;

pub use device::lubricant;
pub(crate) use plan::read_plan;
pub use plan::{nth_occurrence, occurrences, plan_blanks, plan_check, plan_title, published_plans};
pub use setting::{setting, setting_facts};
pub use triage::{contradictions, facts, interview, rules, triage};

use gradus_domain::Locale;

/// Asks, and is answered in this language. What answers in words has a function of the same name beside it that speaks
/// English.
#[derive(Debug, Clone, Copy, Default)]
pub struct Speaking(pub Locale);
