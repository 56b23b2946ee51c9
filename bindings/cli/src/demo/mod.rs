//! The whole story on a throw-away vault: a plan, three weeks, a step taken and one refused, a fever, a crash, a report.
//!
//! Everybody in it is made up. Every panel is drawn from what the core answers, and the crash is real: a process of
//! this program is killed while it writes.

mod diary;
mod evening;
mod family;
mod ledger;
#[cfg(test)]
pub mod samples;
mod stage;
mod story;
mod summary;

use crate::args::{DemoArgs, Part};
use crate::failure::Failure;
use crate::shell::Shell;

/// `gradus demo`.
pub fn run(shell: &Shell, args: &DemoArgs) -> Result<(), Failure> {
    match (args.part, &args.keep) {
        (Some(Part::Evening), Some(folder)) => evening::play(shell, folder),
        (_, keep) => story::tell(shell, keep.as_deref()),
    }
}
