use gradus_app::view::{ColumnChoice, Command, ContactDraft, SessionDraft, VisitDraft};

use crate::args::{ContactArgs, ImportArgs, LogVerb, SessionArgs, SkipArgs, StepArgs, VisitArgs};
use crate::assignment::given_twice;
use crate::failure::Failure;
use crate::patient::{record_and_show, with_person};
use crate::prompt;
use crate::screen::{self, Reader};
use crate::shell::Shell;
use crate::spoken;

/// `gradus log`.
pub fn run(shell: &Shell, verb: LogVerb) -> Result<(), Failure> {
    match verb {
        LogVerb::Session(args) => session(shell, *args),
        LogVerb::Skip(args) => skip(shell, args),
        LogVerb::Contact(args) => contact(shell, args),
        LogVerb::Visit(args) => visit(shell, args),
        LogVerb::Step(args) => step(shell, &args),
        LogVerb::Import(args) => import(shell, &args),
    }
}

fn session(shell: &Shell, args: SessionArgs) -> Result<(), Failure> {
    let size = match args.size {
        Some(size) => size,
        None => asked(shell, "--size", |shell| prompt::line(shell, "Size used, such as 10 or 10.5 mm:"))?,
    };
    let ease = match args.ease {
        Some(ease) => ease,
        None => asked(shell, "--ease", |shell| prompt::choice(shell, "How did it go in?", EASE))?,
    };
    let draft = SessionDraft {
        at: args.at,
        occurrence: args.occurrence,
        size,
        holds_s: args.hold_s,
        ease,
        pain_before: args.pain_before,
        pain_peak: args.pain_peak,
        pain_after: args.pain_after,
        pain_minutes: args.pain_minutes,
        bleeding: args.bleeding,
        bleeding_minutes: args.bleeding_minutes,
        warm_up: args.warm_up,
        lubricant: args.lubricant,
        adjuncts: args.adjunct,
        stop_reason: args.stop_reason,
        device: args.device,
        cleaned: args.cleaned,
        note: spoken::optional(shell, "--note", args.note, false)?,
    };
    record_and_show(shell, "The session is in the log.", |person| Command::LogSession { person, draft })
}

/// How a session went, as it is written down and as people say it.
const EASE: &[(&str, &str)] = &[
    ("easy", "easily"),
    ("firm", "firmly, and it passed"),
    ("forced_not_done", "it would have needed force, so it was left"),
    ("not_passed", "it did not pass"),
];

/// What was left out, asked for where somebody is there to ask.
fn asked(
    shell: &Shell,
    option: &str,
    ask: impl FnOnce(&Shell) -> Result<Option<String>, Failure>,
) -> Result<String, Failure> {
    let typed = if shell.can_ask() { ask(shell)? } else { None };
    typed.ok_or_else(|| Failure::Usage(format!("a session needs {option}; see `gradus log session --help`")))
}

fn skip(shell: &Shell, args: SkipArgs) -> Result<(), Failure> {
    record_and_show(shell, "The skipped session is in the log.", |person| Command::Skip {
        person,
        occurrence: args.occurrence,
        reason: args.reason,
    })
}

fn contact(shell: &Shell, args: ContactArgs) -> Result<(), Failure> {
    let from_input = args.who.as_deref() == Some("-");
    let draft = ContactDraft {
        at: args.at,
        who: spoken::needed(shell, "--who", "Who was reached?", args.who, false)?,
        said: spoken::needed(shell, "--said", "What was said?", args.said, from_input)?,
        outcome: args.outcome,
        about: args.about,
    };
    record_and_show(shell, "What was said is in the log.", |person| Command::RecordContact { person, draft })
}

fn visit(shell: &Shell, args: VisitArgs) -> Result<(), Failure> {
    let from_input = args.who.as_deref() == Some("-");
    let draft = VisitDraft {
        at: args.at,
        kind: args.kind,
        who: spoken::needed(shell, "--who", "Who did it?", args.who, false)?,
        calibrated: args.calibrated,
        size_set: args.size_set,
        advice: spoken::optional(shell, "--advice", args.advice, from_input)?,
    };
    record_and_show(shell, "The visit is in the log.", |person| Command::RecordVisit { person, draft })
}

fn step(shell: &Shell, args: &StepArgs) -> Result<(), Failure> {
    let to_tenths_mm = args.to;
    let said = format!("The size is now {}.", screen::millimetres(to_tenths_mm));
    record_and_show(shell, &said, |person| Command::TakeStep { person, to_tenths_mm })
}

fn import(shell: &Shell, args: &ImportArgs) -> Result<(), Failure> {
    if let Some(name) = given_twice(&args.map) {
        return Err(Failure::Usage(format!("--map {name} is given twice; a column feeds one field")));
    }
    let (name, csv) = (args.file.name(), args.file.read()?);
    let mapping: Vec<ColumnChoice> = args
        .map
        .iter()
        .map(|choice| ColumnChoice { column: choice.name.clone(), field: choice.value.clone() })
        .collect();
    let (person, view) = with_person(shell, |app, person, now| {
        let view = app.import_sessions(&person.id, &csv, &mapping, args.write, now);
        Ok((person.clone(), view.map_err(|error| Failure::from(error).about(&name))?))
    })?;
    let reader = Reader::of(&person, &shell.moment());
    shell.show(&view, |page| screen::import(page, &view, &reader))
}
