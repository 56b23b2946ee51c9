//! What may stand on the command line, and the words of `--help`.

mod ask;
mod device;
mod global;
mod inbox;
mod log;
mod patient;
mod rules;
mod seen;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use ask::{InterviewArgs, ScheduleArgs, SettingArgs, TriageArgs};
pub use device::{
    DeviceAddArgs, DeviceArgs, DeviceChangeArgs, DeviceCheckArgs, DeviceCleanArgs, DeviceRetireArgs,
    DeviceToldArgs, DeviceVerb, LubricantArgs,
};
pub use global::{Global, When};
pub use inbox::{InboxArgs, InboxVerb, NoteArgs, TellArgs};
pub use log::{
    ContactArgs, ImportArgs, LogArgs, LogVerb, SessionArgs, SkipArgs, StageArgs, StepArgs, VisitArgs,
};
pub use patient::{
    CheckinArgs, DemoArgs, EraseArgs, Format, Part, PersonAddArgs, PersonArgs, PersonVerb, PlanArgs,
    PlanImportArgs, PlanVerb, RangeArgs, ReportArgs, RunArgs, SalvageArgs, TrendsArgs, VaultArgs, VaultVerb,
    VerifyArgs,
};
pub use rules::{RulesArgs, RulesVerb};
pub use seen::{AmendArgs, ContinenceArgs, PauseArgs, ScoreArgs, SeenArgs, StoolArgs, TemperatureArgs};

const ABOUT: &str = "\
An offline, encrypted companion for graded dilation therapy.

Gradus carries out a plan that a clinic gave, keeps the log, slows down on doubt, and says whom to call and how fast. \
It does not diagnose, it never invents a treatment, and it sends nothing anywhere. In an emergency call your local \
emergency number first.";

const AFTER_HELP: &str = "\
Examples:
  gradus demo                               the story on a throw-away vault
  gradus --vault my init                    a vault of your own
  gradus --vault my person add              asks; or --from person.json
  gradus plan forms                         the published plan forms
  gradus --vault my plan import plan.toml   asks for what is blank
  gradus --vault my today
  gradus --vault my run                     a session, step by step
  gradus --vault my log session             asks; or --from session.json
  gradus --vault my checkin                 asks the questions
  gradus triage --facts facts.json --json   no vault needed
  gradus --vault my report --out report/

Secrets:
  Never an argument. Asked for without echo, or read from --passcode-fd N,
  which is better than the variable GRADUS_PASSCODE: that one is inherited by
  every program started from the same shell. One line, and nothing after it.

Exit codes:
  0  done; what triage answers does not change this, so read the answer
  1  something else: another program has the vault open, the disk is full
  2  the command line is wrong
  3  refused: invalid, not allowed, not found, already there, not a vault,
     written by a newer version
  4  wrong secret, or the vault is locked
  5  damaged: changed bytes, cut short, a file missing, an older copy put back

With --json every answer is one JSON value on standard output and every error
one object on standard error; bindings/cli/JSON.md describes the shapes.";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "gradus", version, about = ABOUT, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Tell the whole story on a throw-away vault: three weeks of a plan, a fever, a crash, a report
    Demo(DemoArgs),
    /// Make a new, empty vault in the folder --vault
    Init,
    /// Check whether the secret opens the vault, and change nothing
    UnlockCheck,
    /// Show what today asks for
    Today,
    /// Hold a session now, step by step, with the time on the screen
    Run(RunArgs),
    /// Note something while the vault is locked, or see what waits; needs no secret
    Inbox(InboxArgs),
    /// Write down a session, a skipped one, a visit, a call with the clinic, a step, or a diary kept elsewhere
    Log(LogArgs),
    /// Put an entry of the log right, or take a change back; what it said before stays
    Amend(AmendArgs),
    /// Pause the plan for some days, or end the pause; says what the time without a session leads to
    Pause(PauseArgs),
    /// Answer the check-in questions, and hear whether to go on and whom to call
    Checkin(CheckinArgs),
    /// Show what is proposed for the size, and why
    Progress,
    /// Show what happened, oldest first
    Timeline(RangeArgs),
    /// Show how it went, chart by chart in words: size, ease, pain, sessions, minutes, blood, temperature
    Trends(TrendsArgs),
    /// Check every byte, chain and signature of the vault
    Verify(VerifyArgs),
    /// List the ways into the vault, change the passcode, or make another recovery code
    Vault(VaultArgs),
    /// Give the vault a new key, a passcode and a new recovery code: for when somebody may have a copy, or saw a secret
    RenewKey,
    /// Save what holds of a vault that is damaged beyond mending, into a new one, and list what does not
    Salvage(SalvageArgs),
    /// Destroy the vault for good: first what wraps its key, then its files and no others. Copies elsewhere stay
    Erase(EraseArgs),
    /// Add, change, list or show the people of this vault
    Person(PersonArgs),
    /// Add, look at, clean, list or put away the devices of a person
    Device(DeviceArgs),
    /// Bring in a plan, show it, or see the published forms
    Plan(PlanArgs),
    /// Triage the answers in a facts file; needs no vault and keeps nothing
    Triage(TriageArgs),
    /// Ask the questions of a check-in and say what triage answers; needs no vault and keeps nothing
    Interview(InterviewArgs),
    /// Tell where dilation is to be done: with a clinician, at home led by a clinic, self-directed, or not now
    Setting(SettingArgs),
    /// Print every fact that triage knows, with its question; with --json as JSON Schema of a facts file
    Facts,
    /// List the rules of triage, explain, check or compare them, or write them as a page
    Rules(RulesArgs),
    /// List the sessions a plan file asks for between two dates; needs no vault
    Schedule(ScheduleArgs),
    /// Write a report for the clinic, with charts
    Report(ReportArgs),
}

/// Reads the command line, or prints help or what is wrong with it and gives the exit code.
pub fn read() -> Result<Cli, ExitCode> {
    Cli::try_parse().map_err(|error| {
        let json = std::env::args_os().any(|argument| argument == "--json");
        if error.use_stderr() && json {
            crate::failure::print_usage_as_json(&error);
        } else {
            // Nothing is left to tell if even this cannot be printed.
            let _ = error.print();
        }
        ExitCode::from(if error.use_stderr() { crate::failure::USAGE } else { 0 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn no_option_takes_a_secret() {
        for name in ["--passcode", "--password", "--recovery-code", "--new-passcode"] {
            assert!(Cli::try_parse_from(["gradus", name, "x", "today"]).is_err(), "{name}");
        }
        assert!(Cli::try_parse_from(["gradus", "--recovery", "--vault", "v", "today"]).is_ok());
    }

    #[test]
    fn every_command_and_every_option_says_what_it_is_for() {
        fn walk(command: &clap::Command, path: &str) {
            assert!(command.get_about().is_some(), "{path} has no help");
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{path} {} has no help", argument.get_id());
            }
            for below in command.get_subcommands() {
                walk(below, &format!("{path} {}", below.get_name()));
            }
        }
        walk(&Cli::command(), "gradus");
    }
}
