//! The devices of a person: added, looked at, cleaned, put away.

use gradus_app::view::{
    Command, Correction, DeviceCare, DeviceDraft, DeviceQuestionView, DeviceView, FactAnswer, PersonRef,
    Recorded,
};
use gradus_app::{App, Moment};

use crate::args::{
    DeviceAddArgs, DeviceChangeArgs, DeviceCheckArgs, DeviceCleanArgs, DeviceRetireArgs, DeviceToldArgs,
    DeviceVerb, LubricantArgs,
};
use crate::failure::Failure;
use crate::patient::{record_and_show, with_person};
use crate::prompt::{self, Heard};
use crate::screen;
use crate::shell::Shell;

/// The answers to a question about a device, as they are written down and as people say them.
const ANSWERS: [(&str, &str); 3] = [("true", "yes"), ("false", "no"), ("unknown", "not sure")];

/// `gradus device`.
pub fn run(shell: &Shell, verb: DeviceVerb) -> Result<(), Failure> {
    match verb {
        DeviceVerb::Add(args) => add(shell, args),
        DeviceVerb::Change(args) => change(shell, args),
        DeviceVerb::List => {
            let view = with_person(shell, |app, person, now| Ok(app.devices(&person.id, now)?))?;
            shell.show(&view, |page| screen::devices(page, &view))
        }
        DeviceVerb::Check(args) => check(shell, args),
        DeviceVerb::Clean(args) => clean(shell, args),
        DeviceVerb::Retire(args) => retire(shell, args),
        DeviceVerb::Lubricant(args) => lubricant(shell, &args),
    }
}

fn add(shell: &Shell, args: DeviceAddArgs) -> Result<(), Failure> {
    let draft = told(DeviceDraft { name: args.name, ..DeviceDraft::default() }, args.told);
    record_and_show(shell, "The device is in the list.", |person| Command::AddDevice { person, draft })
}

/// What is given stands in place of what was there.
fn told(stands: DeviceDraft, args: DeviceToldArgs) -> DeviceDraft {
    let is_held = args.base || args.grip_depth_mm.is_some();
    DeviceDraft {
        name: stands.name,
        shape: args.shape.unwrap_or(stands.shape),
        sizes: if args.size.is_empty() { stands.sizes } else { args.size },
        material: args.material.unwrap_or(stands.material),
        base: if is_held { args.base } else { stands.base },
        grip_depth_mm: if is_held { args.grip_depth_mm } else { stands.grip_depth_mm },
        flaws: args.flaw,
        first_use: args.first_use.or(stands.first_use),
        disinfect_every_days: args.disinfect_every_days.or(stands.disinfect_every_days),
        replace_after_days: args.replace_after_days.or(stands.replace_after_days),
    }
}

fn change(shell: &Shell, args: DeviceChangeArgs) -> Result<(), Failure> {
    recorded(shell, "The device is changed; what it was before stays in the log.", |app, person, now| {
        let entry = named(app, person, &args.device, now)?.id;
        let Correction::Device { draft } = app.entry_details(&person.id, &entry)? else {
            return Err(Failure::usage("DEVICE", "is no device", "see `gradus device list`"));
        };
        let mut draft = told(draft, args.told);
        draft.name = args.name.unwrap_or(draft.name);
        let change = Correction::Device { draft };
        Ok(app.record(Command::Amend { person: person.id.clone(), entry, change }, now)?)
    })
}

fn check(shell: &Shell, args: DeviceCheckArgs) -> Result<(), Failure> {
    if args.answer.is_empty() && !shell.can_ask() {
        let right = "answer every question with --answer QUESTION=yes, no or unsure";
        return Err(Failure::usage("--answer", "is missing, and there is nobody to ask", right));
    }
    recorded(shell, "What was found is in the log.", |app, person, now| {
        let device = named(app, person, &args.device, now)?;
        let given = args.answer.into_iter().map(|(id, answer)| FactAnswer { id, answer });
        let mut answers: Vec<FactAnswer> = given.collect();
        if answers.is_empty() {
            answers = asked(shell, &device.questions)?;
        }
        let care = DeviceCare::Checked { answers };
        let (person, device, at) = (person.id.clone(), device.id, None);
        Ok(app.record(Command::CareForDevice { person, device, at, care }, &shell.moment())?)
    })
}

/// Each question in its order; `b` goes back one.
fn asked(shell: &Shell, questions: &[DeviceQuestionView]) -> Result<Vec<FactAnswer>, Failure> {
    prompt::on_terminal(shell, |terminal| {
        let mut answers: Vec<Option<String>> = vec![None; questions.len()];
        let mut at = 0;
        while let Some(question) = questions.get(at) {
            match terminal
                .choice(&question.sentence, &ANSWERS, true, &mut answers[at])
                .map_err(prompt::failed)?
            {
                Heard::Back if at == 0 => terminal.tell(prompt::FIRST).map_err(prompt::failed)?,
                Heard::Back => at -= 1,
                Heard::Leave => return Err(Failure::Left),
                Heard::Said(_) | Heard::Kept | Heard::LeftOut => at += 1,
            }
        }
        let pairs = questions.iter().zip(answers);
        let answer = |(question, answer): (&DeviceQuestionView, Option<String>)| FactAnswer {
            id: question.id.clone(),
            answer: answer.unwrap_or_else(|| "unknown".to_owned()),
        };
        Ok(pairs.map(answer).collect())
    })
}

fn clean(shell: &Shell, args: DeviceCleanArgs) -> Result<(), Failure> {
    let said = match args.disinfected {
        Some(_) => "That it was cleaned and disinfected is in the log.",
        None => "That it was cleaned is in the log.",
    };
    let (device, at, care) = (args.device, args.at, DeviceCare::Cleaned { disinfected: args.disinfected });
    record_and_show(shell, said, |person| Command::CareForDevice { person, device, at, care })
}

fn retire(shell: &Shell, args: DeviceRetireArgs) -> Result<(), Failure> {
    let (device, care) = (args.device, DeviceCare::Retired { reason: args.reason });
    record_and_show(shell, "It is put away for good.", |person| Command::CareForDevice {
        person,
        device,
        at: None,
        care,
    })
}

fn lubricant(shell: &Shell, args: &LubricantArgs) -> Result<(), Failure> {
    let view = shell.asking_in().lubricant(&args.lubricant, &args.surface)?;
    shell.show(&view, |page| screen::fit(page, &view))
}

/// A device of the list by its name or id.
fn named(app: &App, person: &PersonRef, named: &str, now: &Moment) -> Result<DeviceView, Failure> {
    Ok(app.device(&person.id, named, now)?)
}

fn recorded(
    shell: &Shell,
    said: &str,
    verb: impl FnOnce(&mut App, &PersonRef, &Moment) -> Result<Recorded, Failure>,
) -> Result<(), Failure> {
    let (person, view) =
        with_person(shell, |app, person, now| Ok((person.clone(), verb(app, person, now)?)))?;
    let reader = shell.reader(&person);
    shell.show(&view, |page| screen::recorded(page, said, &view, &reader))
}
