//! Questions that need no vault: what do the rules say, is this plan well written, which facts are there.

mod plan;
mod triage;

pub(crate) use plan::read_plan;
pub use plan::{occurrences, plan_blanks, plan_check, published_plans};
pub use triage::{facts, interview, rules, triage};
