use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::{Args, ValueEnum};

/// What holds for every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Folder of the vault; left out: the one that GRADUS_VAULT names
    #[arg(long, value_name = "DIR", global = true)]
    pub vault: Option<PathBuf>,
    /// Whom it is about, by name or id; not needed while the vault holds one person
    #[arg(long, value_name = "NAME", global = true)]
    pub person: Option<String>,
    /// Print the answer as JSON, in the shapes of JSON.md
    #[arg(long, global = true)]
    pub json: bool,
    /// Show every rule behind an answer, with what it rests on and the facts it read
    #[arg(long, global = true)]
    pub why: bool,
    /// Language of what is told about a person and their plan, such as es; left out: the one of LC_ALL, LC_MESSAGES or LANG. This
    /// program's own words, and every language that is not spoken here, are English
    #[arg(long, value_name = "TAG", global = true)]
    pub lang: Option<String>,
    /// Act as if it were this instant, such as 2026-03-14T20:40:00+01:00; for scripts and tests
    #[arg(long, value_name = "RFC3339", global = true, value_parser = instant)]
    pub now: Option<DateTime<FixedOffset>>,
    /// Colour the text; auto colours on a terminal only and respects NO_COLOR
    #[arg(long, value_name = "auto|always|never", global = true, value_enum, default_value_t = When::Auto, hide_possible_values = true)]
    pub color: When,
    /// Read the secret, one line, from this file descriptor; better than GRADUS_PASSCODE, which every program started from
    /// the same shell inherits
    #[arg(long, value_name = "N", global = true, value_parser = crate::assignment::descriptor)]
    pub passcode_fd: Option<u32>,
    /// The secret is the recovery code and not the passcode
    #[arg(long, global = true)]
    pub recovery: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal only
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn instant(text: &str) -> Result<DateTime<FixedOffset>, String> {
    DateTime::parse_from_rfc3339(text).map_err(|_| {
        "not an instant; write date, time and offset, such as 2026-03-14T20:40:00+01:00".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_needs_its_offset() {
        assert!(instant("2026-03-14T20:40:00+01:00").is_ok());
        assert!(instant("2026-03-14T20:40:00Z").is_ok());
        for wrong in ["", "2026-03-14", "2026-03-14T20:40:00", "14.3.2026", "2026-02-30T10:00:00Z"] {
            let said = instant(wrong).expect_err(wrong);
            assert!(said.contains("such as 2026-03-14T20:40:00+01:00"), "{said}");
        }
    }
}
