use std::io;

use gradus_app::view::{ColumnChoice, Command, ContactDraft, SessionDraft, VisitDraft};

use crate::args::{ContactArgs, ImportArgs, LogVerb, SessionArgs, SkipArgs, StepArgs, VisitArgs};
use crate::assignment::given_twice;
use crate::failure::Failure;
use crate::files;
use crate::interview;
use crate::patient::{record, with_person};
use crate::screen;
use crate::shell::Shell;

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
    let size = needed(shell, args.size, "--size", "Size used (such as 10 or 10.5 mm)")?;
    let ease = needed(shell, args.ease, "--ease", "How it went (easy, firm, forced_not_done, not_passed)")?;
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
        note: files::words(args.note)?,
    };
    let view = record(shell, |person| Command::LogSession { person, draft })?;
    shell.show(&view, |page| screen::recorded(page, "The session is in the log.", &view))
}

/// What was given, or asked for where somebody is there to ask.
fn needed(shell: &Shell, given: Option<String>, option: &str, question: &str) -> Result<String, Failure> {
    if let Some(given) = given {
        return Ok(given);
    }
    let missing = || Failure::Usage(format!("a session needs {option}; see `gradus log session --help`"));
    if !shell.can_ask() {
        return Err(missing());
    }
    let typed = interview::line(question, &mut io::stdin().lock(), &mut io::stderr());
    typed.map_err(|error| Failure::of_file("the terminal", &error))?.ok_or_else(missing)
}

fn skip(shell: &Shell, args: SkipArgs) -> Result<(), Failure> {
    let view =
        record(shell, |person| Command::Skip { person, occurrence: args.occurrence, reason: args.reason })?;
    shell.show(&view, |page| screen::recorded(page, "The skipped session is in the log.", &view))
}

fn contact(shell: &Shell, args: ContactArgs) -> Result<(), Failure> {
    let draft = ContactDraft {
        at: args.at,
        who: args.who,
        said: files::words(Some(args.said))?.unwrap_or_default(),
        outcome: args.outcome,
        about: args.about,
    };
    let view = record(shell, |person| Command::RecordContact { person, draft })?;
    shell.show(&view, |page| screen::recorded(page, "What was said is in the log.", &view))
}

fn visit(shell: &Shell, args: VisitArgs) -> Result<(), Failure> {
    let draft = VisitDraft {
        at: args.at,
        kind: args.kind,
        who: args.who,
        calibrated: args.calibrated,
        size_set: args.size_set,
        advice: files::words(args.advice)?,
    };
    let view = record(shell, |person| Command::RecordVisit { person, draft })?;
    shell.show(&view, |page| screen::recorded(page, "The visit is in the log.", &view))
}

fn step(shell: &Shell, args: &StepArgs) -> Result<(), Failure> {
    let to_tenths_mm = args.to;
    let view = record(shell, |person| Command::TakeStep { person, to_tenths_mm })?;
    let said = format!("The size is now {}.", screen::millimetres(to_tenths_mm));
    shell.show(&view, |page| screen::recorded(page, &said, &view))
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
    let view = with_person(shell, |app, person, now| {
        app.import_sessions(&person.id, &csv, &mapping, args.write, now)
            .map_err(|error| Failure::from(error).about(&name))
    })?;
    shell.show(&view, |page| screen::import(page, &view))
}
