use gradus_app::view::{ColumnChoice, Command, ContactDraft, VisitDraft};

use crate::args::{ContactArgs, ImportArgs, LogVerb, SkipArgs, StepArgs, VisitArgs};
use crate::assignment::given_twice;
use crate::failure::Failure;
use crate::patient::outcome;
use crate::patient::{ask_and_record, record_and_show, session, with_person};
use crate::screen;
use crate::shell::Shell;
use crate::spoken;

/// `gradus log`.
pub fn run(shell: &Shell, verb: LogVerb) -> Result<(), Failure> {
    match verb {
        LogVerb::Session(args) => session::run(shell, *args),
        LogVerb::Skip(args) => skip(shell, args),
        LogVerb::Contact(args) => contact(shell, args),
        LogVerb::Visit(args) => visit(shell, args),
        LogVerb::Step(args) => step(shell, &args),
        LogVerb::Import(args) => import(shell, &args),
    }
}

fn skip(shell: &Shell, args: SkipArgs) -> Result<(), Failure> {
    record_and_show(shell, "The skipped session is in the log.", |person| Command::Skip {
        person,
        occurrence: args.occurrence,
        reason: args.reason,
    })
}

fn contact(shell: &Shell, args: ContactArgs) -> Result<(), Failure> {
    let draft = move || {
        let from_input = args.who.as_deref() == Some("-");
        if args.outcome.is_none() && !shell.can_ask() {
            return Err(outcome::missing());
        }
        let who = spoken::needed(shell, "--who", "Who was reached?", args.who, false)?;
        let said = spoken::needed(shell, "--said", "What was said?", args.said, from_input)?;
        let (outcome, about) = match args.outcome {
            Some(outcome) => (outcome, args.about),
            None => outcome::asked(shell, args.about)?,
        };
        Ok(ContactDraft { at: args.at, who, said, outcome, about })
    };
    ask_and_record(shell, "What was said is in the log.", draft, |person, draft| Command::RecordContact {
        person,
        draft,
    })
}

fn visit(shell: &Shell, args: VisitArgs) -> Result<(), Failure> {
    let draft = move || {
        let from_input = args.who.as_deref() == Some("-");
        Ok(VisitDraft {
            at: args.at,
            kind: args.kind,
            who: spoken::needed(shell, "--who", "Who did it?", args.who, false)?,
            calibrated: args.calibrated,
            size_set: args.size_set,
            advice: spoken::optional(shell, "--advice", args.advice, from_input)?,
        })
    };
    ask_and_record(shell, "The visit is in the log.", draft, |person, draft| Command::RecordVisit {
        person,
        draft,
    })
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
        let mut read = |write| {
            let view = app.import_sessions(&person.id, &csv, &mapping, write, now);
            view.map_err(|error| Failure::from(error).about(&name))
        };
        let mut view = read(args.write && args.skip_refused)?;
        // A row that is left out unasked may be the one with blood in it.
        if args.write && !args.skip_refused && view.refused.is_empty() {
            view = read(true)?;
        }
        Ok((person.clone(), view))
    })?;
    let reader = shell.reader(&person);
    let asked = screen::Asked::of(args.write, args.skip_refused);
    shell.show(&view, |page| screen::import(page, &view, asked, &reader))?;
    if asked.held_back(&view) { Err(Failure::RowsRefused) } else { Ok(()) }
}
