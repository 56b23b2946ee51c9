//! One user action, end to end: the only room where rooms meet.
//!
//! ```text
//! shell --Command--> App::record --> draft (raw text becomes domain values, once)
//!                                      |
//!                                      v
//!                    journal entries --> store, one transaction --> fold --> History
//!                                                                             |
//! shell <---view---- App::today, plan, timeline, report ... <-- triage, words-+
//! shell <---view---- App::interview, question by question, until its answers are recorded
//! shell <------------ desk::check_rules, rule_in_full, difference ...          (for whoever writes or signs rules)
//! shell <---view---- ask::triage, interview, facts, rules, plan_check      (no vault needed)
//!
//! App::set_language, ask::Speaking: in which language all of that is said
//! ```
#![forbid(unsafe_code)]

pub mod ask;
pub mod desk;
mod draft;
mod error;
mod fault;
mod locked;
mod open;
mod show;
pub mod view;

pub use draft::moment;
pub use error::{AppError, Problem};
pub use gradus_crypto::{Entropy, OsEntropy};
pub use gradus_domain::{BootId, Locale, Moment};
pub use locked::{log_while_locked, run_event_while_locked, while_locked};
pub use open::{
    App, NewPasscode, Salvage, Secret, Stopper, Stretch, check_passcode, passcode_warning, stretch_trial,
};
