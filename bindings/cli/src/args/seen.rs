use clap::Args;

use super::device::answered;
use crate::files::Source;

/// `gradus amend`.
#[derive(Debug, Args)]
#[command(after_help = "\
Asks with what stands, and Enter keeps it. What the entry said before stays in the log and is shown. A change opens nothing \
that an answer of the triage closed, and more than a day later it adds nothing to a step up. What the clinic said, what \
triage answered, plans and steps are not changed: write down what is right now beside them.

Examples:
  gradus --vault my amend                    the newest session, skip, check-in, visit or observation
  gradus --vault my amend 4f1c9a             the entry whose id begins so, as timeline --json shows it
  gradus --vault my amend --from session.json
  gradus --vault my amend --undo             takes the last change back; once more brings it in again
  gradus --vault my amend --take-out         shows the newest entry, and takes it out: a slip of the last ten minutes")]
pub struct AmendArgs {
    /// Id of the entry or its beginning; left out: the newest that can be changed
    #[arg(value_name = "ENTRY")]
    pub entry: Option<String>,
    /// Take the last change of it back
    #[arg(long, conflicts_with_all = ["from", "facts", "reason"])]
    pub undo: bool,
    /// Take the entry out: a slip of the last ten minutes
    #[arg(long, conflicts_with_all = ["undo", "from", "facts", "reason"])]
    pub take_out: bool,
    /// Take all of a session from this JSON file, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub from: Option<Source>,
    /// Take all answers of a check-in from this facts file, or - for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    pub facts: Option<Source>,
    /// Why a session was not held, as `log skip` takes it
    #[arg(long, value_name = "REASON", conflicts_with_all = ["from", "facts"])]
    pub reason: Option<String>,
    /// An answer about a device, as `device check` takes it; every one that was asked
    #[arg(long, value_name = "QUESTION=ANSWER", value_parser = answered, conflicts_with_all = ["from", "facts"])]
    pub answer: Vec<(String, String)>,
}

/// When something was seen, and words beside it.
#[derive(Debug, Args)]
pub struct SeenArgs {
    /// When it was (RFC 3339); left out: now
    #[arg(long, value_name = "RFC3339")]
    pub at: Option<String>,
    /// Words for the diary, - or @FILE
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// `gradus log temperature`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gradus --vault my log temperature 38.1 --method axillary
  gradus --vault my log temperature '100.6 F' --method oral --antipyretic-at 2026-03-02T15:00:00+01:00

A rectal reading is advised against after an operation on the bottom.")]
pub struct TemperatureArgs {
    /// The reading, such as 38.1, '38.1 C' or '100.6 F'
    #[arg(value_name = "DEGREES")]
    pub value: String,
    /// axillary, tympanic, forehead, oral, rectal or not_said
    #[arg(long, value_name = "WHERE", default_value = "not_said")]
    pub method: String,
    /// When a fever-lowering medicine was last taken (RFC 3339)
    #[arg(long, value_name = "RFC3339")]
    pub antipyretic_at: Option<String>,
    /// When and words.
    #[command(flatten)]
    pub seen: SeenArgs,
}

/// `gradus log stool`.
#[derive(Debug, Args)]
pub struct StoolArgs {
    /// Its form on the Bristol scale: 1 separate hard lumps, 4 smooth and soft, 7 all water
    #[arg(long, value_name = "1-7")]
    pub bristol: Option<u8>,
    /// How many that were alike
    #[arg(long, value_name = "NUMBER")]
    pub count: Option<u8>,
    /// Blood with it: none, streak, pink_tint, drip, red_bowl, clots, non_stop or unknown
    #[arg(long, value_name = "AMOUNT")]
    pub blood: Option<String>,
    /// Whether blood was mixed into it: true, false or unknown
    #[arg(long, value_name = "BOOL|unknown")]
    pub blood_mixed: Option<String>,
    /// usual, dark_with_iron_or_food or black_or_maroon
    #[arg(long, value_name = "COLOUR")]
    pub colour: Option<String>,
    /// Where it came from, in somebody with a stoma: bottom or stoma
    #[arg(long, value_name = "OUTLET")]
    pub outlet: Option<String>,
    /// When and words.
    #[command(flatten)]
    pub seen: SeenArgs,
}

/// `gradus log continence`.
#[derive(Debug, Args)]
pub struct ContinenceArgs {
    /// Name of the scale; of wexner, st_marks and lars the range is known
    #[arg(value_name = "SCALE")]
    pub scale: String,
    /// The score
    #[arg(value_name = "SCORE")]
    pub score: u8,
    /// Greatest value of the scale
    #[arg(long, value_name = "NUMBER")]
    pub most: Option<u8>,
    /// When and words.
    #[command(flatten)]
    pub seen: SeenArgs,
}

/// `gradus log flacc` and `gradus log distress`.
#[derive(Debug, Args)]
pub struct ScoreArgs {
    /// 0 to 10
    #[arg(value_name = "0-10")]
    pub score: u8,
    /// When and words.
    #[command(flatten)]
    pub seen: SeenArgs,
}

/// `gradus pause`.
#[derive(Debug, Args)]
#[command(after_help = "\
Days of a pause do not count as missed. The time without a session goes on being counted, because the body does not know why \
it was left out.

Examples:
  gradus --vault my pause --reason travel --to 2026-03-08
  gradus --vault my pause --reason illness       until it is ended; do a check-in as well
  gradus --vault my pause --end")]
pub struct PauseArgs {
    /// no_private_time, illness, travel, child_refuses, forgot, clinic_said or other
    #[arg(long, value_name = "REASON", required_unless_present = "end")]
    pub reason: Option<String>,
    /// First day, YYYY-MM-DD; left out: today
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last day, included; left out: until it is ended
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// End the pause: today counts again
    #[arg(long, conflicts_with_all = ["reason", "from", "to"])]
    pub end: bool,
}
