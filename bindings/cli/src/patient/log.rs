use gradus_app::AppError;
use gradus_app::view::{ColumnChoice, Command, VisitDraft};

use crate::args::{ImportArgs, LogVerb, SkipArgs, StageArgs, StepArgs, VisitArgs};
use crate::assignment::given_twice;
use crate::failure::Failure;
use crate::patient::{ask_and_record, observe, record_and_show, session, talk, with_person};
use crate::prompt::{Field, Form};
use crate::screen;
use crate::shell::Shell;
use crate::spoken;

/// `gradus log`.
pub fn run(shell: &Shell, verb: LogVerb) -> Result<(), Failure> {
    match verb {
        LogVerb::Session(args) => session::run(shell, *args),
        LogVerb::Skip(args) => skip(shell, args),
        LogVerb::Contact(args) => talk::run(shell, args),
        LogVerb::Visit(args) => visit(shell, args),
        LogVerb::Temperature(args) => observe::temperature(shell, args),
        LogVerb::Stool(args) => observe::stool(shell, args),
        LogVerb::Continence(args) => observe::continence(shell, args),
        LogVerb::Flacc(args) => observe::flacc(shell, args),
        LogVerb::Distress(args) => observe::distress(shell, args),
        LogVerb::Step(args) => step(shell, &args),
        LogVerb::Stage(args) => stage(shell, &args),
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

fn visit(shell: &Shell, args: VisitArgs) -> Result<(), Failure> {
    let from_input = args.who.as_deref() == Some("-");
    let form = VisitForm {
        who: spoken::needed(shell, "--who", args.who, false)?,
        asks_advice: shell.can_ask() && spoken::is_to_be_asked(args.advice.as_ref()),
        advice: spoken::optional(shell, "--advice", args.advice, from_input)?,
        at: args.at,
        kind: args.kind,
        calibrated: args.calibrated,
        size_set: args.size_set,
    };
    ask_and_record(shell, "The visit is in the log.", form, |person, draft| Command::RecordVisit {
        person,
        draft,
    })
}

/// A visit on the way.
struct VisitForm {
    at: Option<String>,
    kind: String,
    who: Option<String>,
    calibrated: Option<String>,
    size_set: Option<String>,
    advice: Option<String>,
    asks_advice: bool,
}

impl Form for VisitForm {
    type Draft = VisitDraft;

    fn missing(&self) -> Vec<Field<Self>> {
        let who = Field {
            name: "who",
            applies: |_: &Self| true,
            ask: |form: &mut Self, terminal| {
                let needed = Some("who it was, such as Dr Brandt or ward 4");
                terminal.field("Who did it?", needed, &mut form.who, |typed| Ok(typed.into()))
            },
        };
        let advice = Field {
            name: "advice",
            applies: |_: &Self| true,
            ask: |form: &mut Self, terminal| {
                terminal.field("What was advised?", None, &mut form.advice, |typed| Ok(typed.into()))
            },
        };
        let asked = self.who.is_none().then_some(who).into_iter();
        asked.chain(self.asks_advice.then_some(advice)).collect()
    }

    fn draft(&self) -> Result<VisitDraft, Failure> {
        Ok(VisitDraft {
            at: self.at.clone(),
            kind: self.kind.clone(),
            who: self.who.clone().ok_or_else(|| Failure::usage("--who", "is missing", "give who did it"))?,
            calibrated: self.calibrated.clone(),
            size_set: self.size_set.clone(),
            advice: self.advice.clone(),
        })
    }
}

fn step(shell: &Shell, args: &StepArgs) -> Result<(), Failure> {
    let to_tenths_mm = args.to;
    let said = format!("The size is now {}.", screen::millimetres(to_tenths_mm));
    record_and_show(shell, &said, |person| Command::TakeStep { person, to_tenths_mm })
}

fn stage(shell: &Shell, args: &StageArgs) -> Result<(), Failure> {
    record_and_show(shell, "The plan moves.", |person| Command::TakeStage {
        person,
        stage: args.to.clone(),
        clinic_said: args.clinic_said,
    })
}

/// Said under what is wrong with a column.
const MAPPING: &str = "A mapping is given as --map 'COLUMN=FIELD'. `gradus log import --help` lists the headings that need none.";

fn import(shell: &Shell, args: &ImportArgs) -> Result<(), Failure> {
    if let Some(name) = given_twice(&args.map) {
        return Err(Failure::usage(&format!("--map {name}"), "is given twice", "a column feeds one field"));
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
            view.map_err(|error| {
                let of_column =
                    matches!(&error, AppError::Invalid { problems } if problems[0].field != "file");
                let failure = Failure::from(error).about(&name);
                if of_column { failure.hinting(MAPPING) } else { failure }
            })
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
