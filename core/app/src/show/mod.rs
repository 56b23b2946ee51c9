//! Domain values as views: the typed answer and the finished sentence side by side.

mod advice;
mod contact;
mod device;
mod faults;
mod gate;
mod interview;
mod locked;
mod open_call;
mod plan;
mod proposal;
mod run;
mod run_action;
mod setting;
mod task;
mod triage;

pub(crate) use advice::advice_of_rule;
pub(crate) use contact::contacts;
pub(crate) use device::{device, fit};
pub(crate) use faults::{fact_errors, plan_problems};
pub(crate) use gate::{gate, gate_word, size_limit, size_open, until};
pub(crate) use interview::{interview, topics_at};
pub(crate) use locked::locked_run;
pub(crate) use open_call::{asked_now, open_call};
pub(crate) use plan::plan;
pub(crate) use proposal::{proposal, reason_view};
pub(crate) use run::{answers, run, signs_of, told_by};
pub(crate) use run_action::run_actions;
pub(crate) use setting::{Beside, setting, word as setting_word};
pub(crate) use task::tasks;
pub(crate) use triage::{basis, disposition, explained, question, route, spelled, triage, unfinished};
