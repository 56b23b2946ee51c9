//! The plan is paused, and goes on again.

use gradus_app::view::Command;

use crate::args::PauseArgs;
use crate::failure::Failure;
use crate::patient::record_and_show;
use crate::shell::Shell;

/// `gradus pause`.
pub fn run(shell: &Shell, args: PauseArgs) -> Result<(), Failure> {
    match args.reason {
        Some(reason) => record_and_show(shell, "The pause is in the log.", |person| Command::Pause {
            person,
            reason,
            from_date: args.from,
            to_date: args.to,
        }),
        None => record_and_show(shell, "The pause has ended: today counts again.", |person| {
            Command::EndPause { person }
        }),
    }
}
