mod form;

use gradus_app::view::{Command, PersonDraft};
use serde::Serialize;

use crate::args::{PersonAddArgs, PersonVerb};
use crate::draft_file::{self, Places};
use crate::failure::Failure;
use crate::page::Ink;
use crate::patient::{lacks_day, with_person, with_vault};
use crate::prompt;
use crate::screen;
use crate::shell::Shell;
use crate::spoken;
use form::PersonForm;

/// `gradus person`.
pub fn run(shell: &Shell, verb: PersonVerb) -> Result<(), Failure> {
    match verb {
        PersonVerb::Add(args) => add(shell, args),
        PersonVerb::Change(args) => change(shell, args),
        PersonVerb::List => {
            let people = with_vault(shell, |app, _| Ok(app.people()))?;
            shell.show(&people, |page| screen::people(page, &people))
        }
        PersonVerb::Show => {
            let person = with_person(shell, |app, person, _| {
                Ok(Shown { id: person.id.clone(), details: app.person_details(&person.id)? })
            })?;
            shell.show(&person, |page| screen::details(page, &person.details))
        }
    }
}

/// One person with all that is told about them. Without `id` it is what `--from` takes.
#[derive(Serialize)]
pub struct Shown {
    /// Id of the person, in hex.
    pub id: String,
    /// As they would be entered.
    #[serde(flatten)]
    pub details: PersonDraft,
}

fn add(shell: &Shell, args: PersonAddArgs) -> Result<(), Failure> {
    let (given, mut places) = (Given::of(shell, args)?, None);
    let (person, view, lacks_day) = with_vault(shell, |app, now| {
        given.complete(shell, &mut places, |draft| {
            let view = app.record(Command::AddPerson { draft }, &shell.moment())?;
            let lacks_day = lacks_day(app, &view.person, &view, now)?;
            Ok((app.person(Some(&view.person))?, view, lacks_day))
        })
    })
    .map_err(|failure| placed(failure, places))?;
    let (said, reader) = (format!("{} is in this vault.", person.name), shell.reader(&person));
    shell.show(&view, |page| {
        screen::recorded(page, &said, &view, &reader);
        if lacks_day {
            page.line(Ink::Plain, screen::said::DETAILS.by(shell.asking_in().0));
        }
        page.gap();
        page.line(Ink::Plain, "Next: the plan. `gradus plan forms` lists the published ones, `gradus plan import FILE` takes one in.");
    })
}

fn change(shell: &Shell, args: PersonAddArgs) -> Result<(), Failure> {
    let (mut given, mut places) = (Given::of(shell, args)?, None);
    let (person, view, lacks_day) = with_person(shell, |app, person, now| {
        given.stand_on(app.person_details(&person.id)?);
        given.complete(shell, &mut places, |draft| {
            let command = Command::ChangePerson { person: person.id.clone(), draft };
            let view = app.record(command, &shell.moment())?;
            let lacks_day = lacks_day(app, &person.id, &view, now)?;
            Ok((person.clone(), view, lacks_day))
        })
    })
    .map_err(|failure| placed(failure, places))?;
    let said = "This holds from now on, in place of what stood there before.";
    let reader = shell.reader(&person);
    shell.show(&view, |page| {
        screen::recorded(page, said, &view, &reader);
        if lacks_day {
            page.line(Ink::Plain, screen::said::DETAILS.by(shell.asking_in().0));
        }
    })
}

fn placed(failure: Failure, places: Option<Places>) -> Failure {
    match places {
        Some(places) => places.place(failure),
        None => failure,
    }
}

/// What the command line says of a person.
enum Given {
    File(PersonDraft, Places),
    Options(PersonForm),
}

impl Given {
    /// Read before the vault is opened; so is what is missing told, where nobody can be asked for it.
    fn of(shell: &Shell, args: PersonAddArgs) -> Result<Self, Failure> {
        if let Some(source) = &args.from {
            let (draft, places) = draft_file::person(source)?;
            return Ok(Self::File(draft, places));
        }
        let name = spoken::needed(shell, "NAME", args.name, false)?;
        let form = PersonForm::given(name, args.born, args.role, args.background, args.operation);
        prompt::ready(shell, &form)?;
        Ok(Self::Options(form))
    }

    /// What stands already is offered where it is asked for. A file says everything itself.
    fn stand_on(&mut self, stands: PersonDraft) {
        if let Self::Options(form) = self {
            form.stand_on(stands);
        }
    }

    /// Hands the person to `take`, whatever is missing asked for.
    fn complete<T>(
        self,
        shell: &Shell,
        places: &mut Option<Places>,
        mut take: impl FnMut(PersonDraft) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        match self {
            Self::File(draft, of_file) => {
                *places = Some(of_file);
                take(draft)
            }
            Self::Options(mut form) => prompt::fill(shell, &mut form, take),
        }
    }
}
