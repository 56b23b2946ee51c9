use clap::Args;

use crate::assignment::Assignment;
use crate::files::Source;

/// `gradus triage`.
#[derive(Debug, Args)]
#[command(after_help = "\
A facts file is one flat JSON object. A fact that is left out, or null, was not asked; \"unknown\" says that the \
person could not tell, which is never taken as no.

Example:
  {\"age_days\": \"9 weeks\", \"temperature_c\": 38.1, \"vomit_green\": false, \"worry\": \"unknown\"}

What is counted in days takes \"9 weeks\", \"14 months\" or \"3 years\" too; \"born\": \"2026-01-05\" stands in place of age_days.

`gradus facts` lists every fact; `gradus facts --json` is the JSON Schema of this file.")]
pub struct TriageArgs {
    /// Facts file, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub facts: Source,
}

/// `gradus interview`.
#[derive(Debug, Args)]
#[command(after_help = "\
Asks at the terminal, the most dangerous first, and says then what triage answers. What is known of the person beforehand, such as \
the age, stands in a facts file; without it no question is left out because of it. Nothing is kept: a check-in of somebody in a vault \
is `gradus checkin`.

With --json nobody is asked: what comes next after the answers in the file is printed, for a program that asks by itself.

Examples:
  gradus interview
  gradus interview --facts known.json --caregiver
  gradus interview --facts answers.json --json")]
pub struct InterviewArgs {
    /// Facts file with what is known or answered already, or - for standard input with --json
    #[arg(long, value_name = "FILE")]
    pub facts: Option<Source>,
    /// Put the questions about somebody else
    #[arg(long)]
    pub caregiver: bool,
}

/// `gradus setting`.
#[derive(Debug, Args)]
#[command(after_help = "\
With --vault the background, the plan and the log of the person answer what they can; what is left is listed with the \
answer, and a facts file answers it. Without a vault the facts file is all there is. Nothing is kept.

Examples:
  gradus setting --list
  gradus setting --facts facts.json
  gradus --vault my setting --facts facts.json --json")]
pub struct SettingArgs {
    /// Facts file, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub facts: Option<Source>,
    /// Print every fact of the setting, with its question
    #[arg(long, conflicts_with = "facts")]
    pub list: bool,
}

/// `gradus schedule`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  gradus plan forms post-psarp-home > plan.toml
  gradus schedule --plan plan.toml \\
      --set ladder.start_mm=9 --from 2026-03-01 --to 2026-03-07
  gradus schedule --plan plan.toml --nth 100")]
pub struct ScheduleArgs {
    /// Plan file, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub plan: Source,
    /// Fill a blank of the plan
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<Assignment>,
    /// First date, YYYY-MM-DD
    #[arg(long, value_name = "DATE", required_unless_present = "nth", requires = "to")]
    pub from: Option<String>,
    /// Last date, included
    #[arg(long, value_name = "DATE", requires = "from")]
    pub to: Option<String>,
    /// Only session number N of the plan, the first being 1
    #[arg(long, value_name = "N", conflicts_with_all = ["from", "to"])]
    pub nth: Option<u64>,
}
