//! Commands that need no vault.

pub mod facts;
pub mod forms;
pub mod interview;
pub mod rules;
pub mod schedule;
pub mod triage;
