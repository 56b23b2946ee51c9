//! What the app answers, verb by verb, on a vault of its own in a temporary folder.

mod advice;
mod asks;
mod bench;
mod clinic;
mod clocks;
mod coming;
mod import;
mod interrupted;
mod interview;
mod laws;
mod malformed;
mod notices;
mod operation;
mod people;
mod plans;
mod practice;
mod secrets;
mod session_form;
mod slots;
mod smallest;
mod steps;
mod timeline;
mod today;
mod triage;
mod vault;
