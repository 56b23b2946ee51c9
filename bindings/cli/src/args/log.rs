use clap::{Args, Subcommand};

use crate::args::{ContinenceArgs, ScoreArgs, StoolArgs, TemperatureArgs};
use crate::assignment::Assignment;
use crate::files::Source;
use crate::spoken::ASK;

/// `gradus log`.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// What to write down.
    #[command(subcommand)]
    pub verb: LogVerb,
}

/// What to write down.
#[derive(Debug, Subcommand)]
pub enum LogVerb {
    /// A session that was held or tried
    Session(Box<SessionArgs>),
    /// A planned session that was not held
    Skip(SkipArgs),
    /// What a clinician said; may lift a block
    Contact(ContactArgs),
    /// A visit or procedure at the clinic; may set the size
    Visit(VisitArgs),
    /// A reading of a thermometer; a fever is answered at once
    Temperature(TemperatureArgs),
    /// A bowel movement: its form, blood, colour; blood is answered at once
    Stool(StoolArgs),
    /// A score of continence, such as Wexner's
    Continence(ContinenceArgs),
    /// Pain of somebody who cannot say it, as an observer scores it (FLACC)
    Flacc(ScoreArgs),
    /// How hard it is for whoever looks after the person; the report tells it only with --with-notes
    Distress(ScoreArgs),
    /// Accept the step that `gradus progress` proposes
    Step(StepArgs),
    /// Move the plan to the stage that `gradus plan preview` proposes: open its taper, go on or back in it, or end it
    Stage(StageArgs),
    /// A diary kept elsewhere, as CSV: a preview first, written with --write
    Import(ImportArgs),
}

/// Every option of a session but the file that stands for all of them.
const OTHERS: [&str; 18] = [
    "at",
    "occurrence",
    "size",
    "hold_s",
    "ease",
    "pain_before",
    "pain_peak",
    "pain_after",
    "pain_minutes",
    "bleeding",
    "bleeding_minutes",
    "warm_up",
    "lubricant",
    "adjunct",
    "stop_reason",
    "device",
    "cleaned",
    "note",
];

/// `gradus log session`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gradus --vault my log session                     asks
  gradus --vault my log session --from session.json
  gradus --vault my log session --size 10 --hold-s 30,30 --ease easy
  gradus --vault my log session --size 'Hegar 10' --ease firm --pain-peak 3

On a terminal, size and ease are asked for where they are missing; where both are, holds, pain and bleeding are asked for \
too. Words in a command can be read by the other users of the machine while it runs, and the shell keeps them: let \
yourself be asked, or use --from, whose fields JSON.md lists.
A note need not stand on the command line, where the shell keeps it: --note - reads it from standard input, \
--note @FILE from a file, and --note alone asks for it. A note that begins with @ is written with two.")]
pub struct SessionArgs {
    /// Take everything from this JSON file, or - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = OTHERS)]
    pub from: Option<Source>,
    /// When it was held (RFC 3339); left out: now
    #[arg(long, value_name = "RFC3339")]
    pub at: Option<String>,
    /// Planned session it belongs to, as `today --json` names it; left out: the open one nearest in time
    #[arg(long, value_name = "ID")]
    pub occurrence: Option<String>,
    /// Size used, such as 12, '12.5 mm' or 'Hegar 12'
    #[arg(long, value_name = "SIZE")]
    pub size: Option<String>,
    /// Seconds each insertion was held, in order, such as 30,30
    #[arg(long, value_name = "SECONDS", value_delimiter = ',', value_parser = crate::assignment::whole_seconds)]
    pub hold_s: Vec<u32>,
    /// How it went: easy, firm, forced_not_done or not_passed
    #[arg(long, value_name = "EASE")]
    pub ease: Option<String>,
    /// Pain before, 0 to 10, or unknown
    #[arg(long, value_name = "0-10")]
    pub pain_before: Option<String>,
    /// Worst pain during, 0 to 10, or unknown
    #[arg(long, value_name = "0-10")]
    pub pain_peak: Option<String>,
    /// Pain after, 0 to 10, or unknown
    #[arg(long, value_name = "0-10")]
    pub pain_after: Option<String>,
    /// Minutes until pain was as before, or unknown
    #[arg(long, value_name = "MINUTES")]
    pub pain_minutes: Option<String>,
    /// none, streak, pink_tint, drip, red_bowl, clots, non_stop or unknown; left out: not looked at
    #[arg(long, value_name = "AMOUNT")]
    pub bleeding: Option<String>,
    /// Minutes until bleeding had stopped, or unknown
    #[arg(long, value_name = "MINUTES")]
    pub bleeding_minutes: Option<String>,
    /// Smaller sizes passed first, in their order, such as 8,9
    #[arg(long, value_name = "SIZES", value_delimiter = ',')]
    pub warm_up: Vec<String>,
    /// water, silicone, oil, none or unsuitable
    #[arg(long, value_name = "NAME")]
    pub lubricant: Option<String>,
    /// Taken or applied beforehand: numbing_gel, opioid, sedative, alcohol, nitrite, painkiller or ointment, with
    /// :prescribed where a clinician ordered it; may be given again
    #[arg(long, value_name = "NAME")]
    pub adjunct: Vec<String>,
    /// Why it ended early: pain, bleeding, would_not_pass, stuck, faint, child_said_stop, interrupted or other; left
    /// out: it ran its course
    #[arg(long, value_name = "REASON")]
    pub stop_reason: Option<String>,
    /// The device, by its name or id in `device list`, or words for another one
    #[arg(long, value_name = "LABEL")]
    pub device: Option<String>,
    /// Whether the device was cleaned: true or false
    #[arg(long, value_name = "BOOL", hide_possible_values = true)]
    pub cleaned: Option<bool>,
    /// Words for the diary, -, @FILE, or nothing to be asked; nobody but a reader of the diary sees them
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = ASK)]
    pub note: Option<String>,
}

/// `gradus log skip`.
#[derive(Debug, Args)]
pub struct SkipArgs {
    /// Planned session, as `today --json` names it; left out: the one that is due
    #[arg(long, value_name = "ID")]
    pub occurrence: Option<String>,
    /// no_private_time, illness, travel, child_refuses, forgot, clinic_said or other
    #[arg(long, value_name = "REASON")]
    pub reason: String,
}

/// `gradus log contact`.
#[derive(Debug, Args)]
#[command(after_help = "\
What a talk was about has to be said before it can lift a block: --about all for every answer that stood at that time, or \
one id of `gate.assessments` of `gradus today --json` for each answer that was talked about.

Who was reached and what was said need not stand on the command line, where the shell keeps it: - reads standard input, \
@FILE a file (@@ stands for a leading @), and what is left out is asked for on a terminal.

Examples:
  gradus --vault my log contact --who 'surgeon on call' --about all \\
      --said 'stay at this size' --outcome stay_same
  gradus --vault my log contact --outcome stop      asks who was reached and what was said
  gradus --vault my log contact --who 'surgeon on call' --said @said.txt --outcome stop")]
pub struct ContactArgs {
    /// When it was (RFC 3339); left out: now
    #[arg(long, value_name = "RFC3339")]
    pub at: Option<String>,
    /// Who was reached, -, or @FILE; left out: asked for on a terminal
    #[arg(long, value_name = "WHO", num_args = 0..=1, default_missing_value = ASK)]
    pub who: Option<String>,
    /// What was said, -, or @FILE; left out: asked for on a terminal
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = ASK)]
    pub said: Option<String>,
    /// resume, resume_at:SIZE, stay_same, step_down, stop or nothing_to_do; the first four lift what it was about,
    /// nothing_to_do says that nothing was decided and leaves what is stopped stopped; left out: asked for on a terminal
    #[arg(long, value_name = "OUTCOME")]
    pub outcome: Option<String>,
    /// Which answers of the triage it was about: an id, or all; may be given again
    #[arg(long, value_name = "ID|all")]
    pub about: Vec<String>,
    /// The day of the next visit (YYYY-MM-DD), where one was agreed
    #[arg(long, value_name = "DATE")]
    pub next_visit: Option<String>,
}

/// `gradus log visit`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  gradus --vault my log visit --kind calibration \\
      --who 'Dr Ines Falk' --calibrated 11 --size-set 10")]
pub struct VisitArgs {
    /// When it was (RFC 3339); left out: now
    #[arg(long, value_name = "RFC3339")]
    pub at: Option<String>,
    /// examination, calibration, balloon, controlled_dilation, botulinum, under_anaesthesia or operation
    #[arg(long, value_name = "KIND")]
    pub kind: String,
    /// Who did it, -, or @FILE; left out: asked for on a terminal
    #[arg(long, value_name = "WHO", num_args = 0..=1, default_missing_value = ASK)]
    pub who: Option<String>,
    /// The largest size that passed
    #[arg(long, value_name = "SIZE")]
    pub calibrated: Option<String>,
    /// The size that the clinician set for home from now on; left out: as it was
    #[arg(long, value_name = "SIZE")]
    pub size_set: Option<String>,
    /// What was advised, -, @FILE, or nothing to be asked
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = ASK)]
    pub advice: Option<String>,
}

/// `gradus log step`.
#[derive(Debug, Args)]
pub struct StepArgs {
    /// The size that is proposed, in millimetres, such as 11 or 11.5
    #[arg(long, value_name = "MM", value_parser = crate::assignment::tenths_of_mm)]
    pub to: u16,
}

/// `gradus log stage`.
#[derive(Debug, Args)]
#[command(after_help = "\
It holds from tomorrow on. With --clinic-said it need not be proposed: the clinic named it in the last talk or at the last \
visit that is written down.

Examples:
  gradus --vault my log stage --to taper:1
  gradus --vault my log stage --to full:1 --clinic-said")]
pub struct StageArgs {
    /// full:1 for the first phase of the plan, taper:1 for the first of its taper, or done
    #[arg(long, value_name = "STAGE")]
    pub to: String,
    /// The clinic said so; log that talk or visit first
    #[arg(long)]
    pub clinic_said: bool,
}

/// `gradus log import`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gradus --vault my log import diary.csv
  gradus --vault my log import diary.csv --map Termin=at --map Kaliber=size --write

Columns that are called as a field is, or as diaries often call it, are taken without --map, whatever their capitals and \
signs:
  date         Day, Session date; Datum, Tag; date:dmy or date:mdy says which comes first
  at           Date and time, Timestamp, When; Datum/Uhrzeit, Zeitpunkt
  time         Time of day, Hour, Start; Zeit, Uhrzeit, Beginn
  size         Size (mm), Hegar, Dilator, Diameter, Bougie size; Größe, Groesse, Durchmesser, Stift
  pain_peak    Pain, Pain score, Pain (0-10), VAS, NRS, FLACC; Schmerz, Schmerzen, Schmerzstärke
  pain_before  Before pain, Pain at start; Schmerz vorher
  pain_after   After pain, Pain at end; Schmerz nachher, Schmerz danach
  bleeding     Blood, Bled, Any blood; Blut, Blutung
  hold         Hold time, Held, Duration; Haltezeit, Haltedauer, Dauer, Gehalten
  hold_s       Seconds, Hold (sec); Sekunden, Haltezeit (s)
  hold_min     Minutes, Duration (min); Minuten, Dauer (min)
  ease         How it went, Went in; Wie ging es, Einführen
  lubricant    Lube, Lubricant used; Gleitmittel, Gleitgel
  stop_reason  Why stopped, Ended early; Abbruch, Abgebrochen
  note         Notes, Comments, Remarks; Notiz, Bemerkung, Kommentar
  device       Brand, Model; Marke, Modell

The words in the cells may be English or German too: none, a streak, drops; keine, eine Spur, Tropfen; morning, abends; \
3 of 10, 3 von 10; ? or weiß nicht where nobody knows.

--map COLUMN=leave_out leaves a column out. A column of blood or pain is never left out unless you say so.

The preview says what was assumed where the file is silent, and so does the import. Rows that cannot be taken are listed \
first, with the reason. While there is one, --write writes nothing and ends with 3: put the rows right in the file, or add \
--skip-refused to leave them out. Importing the same file again adds nothing.")]
pub struct ImportArgs {
    /// The diary, with a header row; - for standard input
    #[arg(value_name = "FILE.csv")]
    pub file: Source,
    /// Read this column as that field of a session; may be given again
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub map: Vec<Assignment>,
    /// Write; without it only the preview is shown
    #[arg(long)]
    pub write: bool,
    /// Write although rows are refused, and leave those out; without it nothing is written then
    #[arg(long, requires = "write")]
    pub skip_refused: bool,
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use clap::{Args, Command};
    use gradus_app::{BootId, Moment};
    use gradus_domain::{Background, History, Person, PersonId, Role};

    use super::ImportArgs;

    /// The field that a heading is taken for without a mapping.
    fn taken_for(heading: &str, log: &History) -> Option<String> {
        let wall = DateTime::parse_from_rfc3339("2026-06-15T18:00:00+02:00").expect("a time");
        let now = Moment::new(wall, 0, BootId::default());
        let beside = ["date", "size", "note"];
        let read = |header: String| gradus_exchange::csv::read(&header, &[], log, &now).ok();
        // A date and a size are needed, and one that says the same again is refused.
        let mut tried = beside.iter().filter_map(|left_out| {
            let others: Vec<_> = beside.iter().filter(|one| *one != left_out).copied().collect();
            read(format!("{heading},{}\n", others.join(",")))
        });
        tried.next()?.columns.remove(0).1
    }

    #[test]
    fn every_heading_of_the_help_is_known_as_what_it_stands_beside() {
        let help =
            ImportArgs::augment_args(Command::new("import")).get_after_help().expect("help").to_string();
        let log = History::new(Person {
            id: PersonId([1; 16]),
            name: "Robin".to_owned(),
            born: "1990-05-05".parse().expect("a date"),
            role: Role::Self_,
            background: Background::default(),
        });
        let mut count = 0;
        for line in help.lines() {
            let Some((field, headings)) = line.strip_prefix("  ").and_then(|line| line.split_once("  "))
            else {
                continue;
            };
            let headings = headings.trim().split([',', ';']).map(str::trim);
            for heading in headings.filter(|one| !one.starts_with("date:dmy")) {
                assert_eq!(taken_for(heading, &log).as_deref(), Some(field), "{heading}");
                count += 1;
            }
        }
        assert!(count > 60, "{count} headings");
    }
}
