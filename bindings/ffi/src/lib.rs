//! The app's handle for Kotlin, Swift and Python.
//!
//! One object, plain values, one error. The values are the app's own views, described to UniFFI by the build script,
//! so that their names and words are the same in every language.
#![deny(unsafe_code)]

mod ask;
mod error;
mod gate;
mod handle;
mod locked;
mod vault;
#[cfg(test)]
mod verb_tests;
mod ways;

pub use ask::{
    PublishedPlan, facts, interview_without_vault, lubricant_fit, occurrences, plan_blanks, plan_check,
    published_plans, rules, setting_facts, setting_without_vault, triage,
};
pub use error::{GradusError, WrongField};
pub use handle::Gradus;
pub use locked::{log_while_locked, run_event_while_locked, while_locked};
pub use vault::{
    accept_older_state, accept_older_state_by_recovery, accept_older_state_on_device, create_light_vault,
    create_vault, create_vault_on_device, erase_vault, lock_policy, mend_vault, mend_vault_by_recovery,
    mend_vault_on_device, passcode_tries, salvage_vault, stretch_trial, ways_in,
};

uniffi::setup_scaffolding!("gradus");

mod views {
    //! Twins of `gradus_app::view`, written by the build script.
    include!(concat!(env!("OUT_DIR"), "/views.rs"));
}
