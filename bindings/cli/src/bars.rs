//! Something moves on the terminal while long work goes on; nothing does where nobody looks.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::shell::Shell;

/// Runs `work` and turns a spinner beside `what` meanwhile.
pub fn while_working<T>(shell: &Shell, what: &'static str, work: impl FnOnce() -> T) -> T {
    if !shell.animates() {
        return work();
    }
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.enable_steady_tick(Duration::from_millis(80));
    let done = work();
    bar.finish_and_clear();
    done
}

/// A bar of `length` steps; hidden where nothing may move.
pub fn steps(shell: &Shell, what: &'static str, length: u64) -> ProgressBar {
    if !shell.animates() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{msg} {bar:30} {pos} of {len}").expect("a fixed template that parses");
    ProgressBar::new(length).with_style(style).with_message(what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Cli;
    use clap::Parser;

    #[test]
    fn nothing_moves_when_json_is_asked_for() {
        let shell = Shell::new(&Cli::parse_from(["gradus", "--json", "today"]).global);
        assert!(!shell.animates());
        assert!(steps(&shell, "Writing", 3).is_hidden());
        assert_eq!(while_working(&shell, "Working", || 7), 7);
    }
}
