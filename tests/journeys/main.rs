//! What people do from beginning to end, through the terminal program as it is shipped.
#![forbid(unsafe_code)]

mod bad_input;
#[cfg(target_os = "linux")]
mod checkin;
mod damage;
mod devices;
mod evening;
#[cfg(target_os = "linux")]
mod interview;
mod leftovers;
mod own_vault;
#[cfg(target_os = "linux")]
mod readme;
mod run;
#[cfg(unix)]
mod run_script;
mod schedule;
mod terminal;
#[cfg(target_os = "linux")]
mod typed;
mod ways;
