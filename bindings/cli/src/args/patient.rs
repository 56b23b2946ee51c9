use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::assignment::Assignment;
use crate::files::Source;
use crate::spoken::ASK;

/// `gradus demo`.
#[derive(Debug, Args)]
#[command(after_help = "\
Writes a vault and a report into a fresh folder and says where they are. Everyone in it is made up, and so is the \
passcode, which is printed so that you can look around in the vault afterwards.")]
pub struct DemoArgs {
    /// Write into this folder instead of a temporary one; it must be empty or not exist yet
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
    /// The part of the story that runs in a process of its own, to be killed
    #[arg(long, value_name = "PART", hide = true, requires = "keep", value_enum)]
    pub part: Option<Part>,
}

/// Parts of the story that run in a process of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The evening of the fever
    Evening,
}

/// `gradus checkin`.
#[derive(Debug, Args)]
#[command(after_help = "\
Without --facts the questions are asked one by one on the terminal. Every question takes \"not sure\" (s); nothing is \
chosen for you. x gives no answer, which counts as not sure; b goes back to the question before; q leaves and writes \
nothing, unless somebody has to be reached today: then it writes down what was said.

A note need not stand on the command line, where the shell keeps it: --note - reads it from standard input, \
--note @FILE from a file, and --note alone asks for it. A note that begins with @ is written with two.")]
pub struct CheckinArgs {
    /// Take the answers from a facts file, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub facts: Option<Source>,
    /// Words for the clinic, -, @FILE, or nothing to be asked; triage does not read them
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = ASK)]
    pub note: Option<String>,
}

/// `gradus run`.
#[derive(Debug, Args)]
#[command(after_help = "\
Comes back to the session that goes on, or begins the one that is due. Every key is written down at once: killed, or \
closed with q, it goes on. Space tells the next step, s stops at any time.

With --json each view is one line, and events are read from standard input, one a line: tick:ITEM, in, out, pause, \
resume, pain:0 to pain:10, blood:AMOUNT, sharp_pain, cannot_pass, stuck, faint, said_stop, stop, after_care_done. \
look tells nothing, leave throws an empty session away, and finish ease=easy bleeding=none writes it down.")]
pub struct RunArgs {
    /// A smaller size than the one that is allowed now
    #[arg(long, value_name = "SIZE")]
    pub size: Option<String>,
    /// The planned session it answers, as `today` names it with --json; left out: the one that is due
    #[arg(long, value_name = "ID")]
    pub occurrence: Option<String>,
    /// The device, by its name or id in `device list`; it was looked at today; `not_listed` for one that is not there
    #[arg(long, value_name = "DEVICE")]
    pub device: Option<String>,
    /// Leave the session that goes on: nothing went in, and no trace of it is kept
    #[arg(long, conflicts_with_all = ["size", "occurrence", "device"])]
    pub leave: bool,
}

/// A range of dates.
#[derive(Debug, Args)]
pub struct RangeArgs {
    /// First date, YYYY-MM-DD; left out: from the beginning
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last date, included; left out: until today
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
}

/// `gradus verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Put a damaged second copy or freshness mark right, where that loses no entry
    #[arg(long)]
    pub mend: bool,
    /// Go on with what is there, where the vault may be an older copy: what was written after it is lost
    #[arg(long, conflicts_with = "mend")]
    pub accept_older_state: bool,
    /// Compare with the freshness code that an earlier `verify` printed and that was kept elsewhere
    #[arg(long, value_name = "CODE", conflicts_with_all = ["mend", "accept_older_state"])]
    pub not_older_than: Option<String>,
}

/// `gradus vault`.
#[derive(Debug, Args)]
pub struct VaultArgs {
    /// What to do.
    #[command(subcommand)]
    pub verb: VaultVerb,
}

/// What to do about the ways into a vault.
#[derive(Debug, Subcommand)]
pub enum VaultVerb {
    /// List the ways into the vault; needs no secret
    Ways,
    /// Put another passcode in the place of the one that there is; asks for that one, or with --recovery for the code
    Passcode {
        /// Read the new passcode, one line, from this file descriptor
        #[arg(long, value_name = "N", value_parser = crate::assignment::descriptor)]
        new_passcode_fd: Option<u32>,
    },
    /// Make another recovery code in place of the one on paper; asks for the passcode
    RecoveryCode,
    /// Close a way into the vault, by its id in `ways`; the recovery code stays
    Remove {
        /// Id of the way
        id: u16,
    },
}

/// `gradus salvage`.
#[derive(Debug, Args)]
#[command(after_help = "\
For a vault that does not open, that `verify --mend` cannot mend, and of which there is no sound copy. What holds goes into a new \
vault with a passcode and a recovery code of its own; what does not is listed. The damaged folder stays as it is. Where \
something is missing, sessions wait until the check-in was answered again, and the next size until the clinic was spoken to.")]
pub struct SalvageArgs {
    /// Folder of the new vault; it must be empty or not exist yet
    #[arg(long, value_name = "NEW")]
    pub into: PathBuf,
    /// Read the passcode of the new vault, one line, from this file descriptor
    #[arg(long, value_name = "N", value_parser = crate::assignment::descriptor)]
    pub new_passcode_fd: Option<u32>,
    /// Do not ask first
    #[arg(long)]
    pub yes: bool,
}

/// `gradus erase`.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// Do not ask for the word first
    #[arg(long)]
    pub yes: bool,
}

/// `gradus person`.
#[derive(Debug, Args)]
pub struct PersonArgs {
    /// What to do.
    #[command(subcommand)]
    pub verb: PersonVerb,
}

/// What to do about people.
#[derive(Debug, Subcommand)]
pub enum PersonVerb {
    /// Add somebody to this vault
    Add(PersonAddArgs),
    /// Change what is told about somebody: --person OLD-NAME, or the only one. Asks, and offers what stands
    Change(PersonAddArgs),
    /// List everybody in this vault
    List,
    /// Show one person with conditions and operations: --person NAME, or the only one
    Show,
}

/// `gradus person add`.
#[derive(Debug, Args)]
#[command(after_help = "\
On a terminal, what is left out is asked for. Words in a command can be read by the other users of the machine while it \
runs, and the shell keeps them: let yourself be asked, or use --from, whose fields JSON.md lists.

`person change` asks with what stands as the answer that Enter keeps. What a file or options leave out of the conditions and \
operations that stand is refused, unless it is named as withdrawn:NAME, such as --background withdrawn:stoma.

Examples:
  gradus --vault my person add                      asks
  gradus --vault my person add --from person.json
  gradus --vault my person add Ada --born 2026-01-03 --role caregiver \\
      --operation psarp=2026-02-20 --background anorectal_malformation")]
pub struct PersonAddArgs {
    /// The name the family uses, or - to read it from standard input, or @FILE
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Take everything from this JSON file, or - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "born", "role", "background", "operation"])]
    pub from: Option<Source>,
    /// Birth date, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub born: Option<String>,
    /// self (it is you), caregiver (you look after this person) or teen
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,
    /// A condition, such as hirschsprung or anticoagulant=2026-01-20 with its beginning, may be given again; none says
    /// that there is none
    #[arg(long, value_name = "NAME[=DATE]|none")]
    pub background: Vec<String>,
    /// An operation with its date, such as psarp=2026-02-10; may be given again
    #[arg(long, value_name = "KIND=DATE")]
    pub operation: Vec<String>,
}

/// `gradus plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// What to do.
    #[command(subcommand)]
    pub verb: PlanVerb,
}

/// What to do about plans.
#[derive(Debug, Subcommand)]
pub enum PlanVerb {
    /// Bring in a plan from a file; it is in force at once, or from its first day where another one is
    Import(PlanImportArgs),
    /// Show the plan in force: sizes, doses, depth, dates, whom to call
    Show,
    /// Show every plan version, oldest first
    History,
    /// Show where the plan stands, and the next weeks as they will come: if all goes well, and with a bad week
    Preview {
        /// How many weeks, 1 to 26
        #[arg(long, value_name = "N", default_value_t = 8)]
        weeks: u8,
    },
    /// List the published plan forms, or print one
    Forms {
        /// Name of the form to print
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
}

/// `gradus plan import`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  gradus plan forms                                see what is there
  gradus plan forms post-psarp-home > plan.toml    start from one, edit it
  gradus --vault my plan import plan.toml --set ladder.start_mm=9 \
      --set 'contact[1].phone=+44 20 7946 0000'

What a form leaves blank is for the clinic to say. On a terminal it is asked for, and nothing is written before the whole \
plan was shown and a yes was typed; otherwise each blank needs --set. Put --set in quotes where the field has [ and ]: zsh \
takes them for a pattern.")]
pub struct PlanImportArgs {
    /// Plan file, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: Source,
    /// Fill a blank of the plan, the value as it would stand in the file; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<Assignment>,
    /// Take the place of the plan in force; on a terminal it is asked for, elsewhere it is refused without this
    #[arg(long)]
    pub instead: bool,
}

/// `gradus report`.
#[derive(Debug, Args)]
#[command(after_help = "\
The name of the file holds the dates: report-2026-03-01-to-2026-03-14.html. A report that is there is left alone, unless \
--replace says otherwise. Only you can read the file.

The report holds what is in the log, in the open, so that a clinic can read it without any program of ours. Keep it \
as you would keep a letter from the doctor. Notes are left out unless you ask for them.")]
pub struct ReportArgs {
    /// Format of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Html)]
    pub format: Format,
    /// Folder to write into; made if it is missing
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Write over a report of the same dates that is there already
    #[arg(long)]
    pub replace: bool,
    /// Dates it covers.
    #[command(flatten)]
    pub range: RangeArgs,
    /// Put the words of the diary in as well
    #[arg(long)]
    pub with_notes: bool,
}

/// `gradus trends`.
#[derive(Debug, Args)]
pub struct TrendsArgs {
    /// Dates they cover.
    #[command(flatten)]
    pub range: RangeArgs,
    /// Show the numbers of every chart as well
    #[arg(long)]
    pub table: bool,
    /// Write the drawings into this folder as well, one SVG file each; made if it is missing
    #[arg(long, value_name = "DIR")]
    pub svg: Option<PathBuf>,
}

/// Formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One self-contained page with charts
    Html,
}
