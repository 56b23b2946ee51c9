use gradus_app::view::{Command, PersonDraft};

use crate::args::{PersonAddArgs, PersonVerb};
use crate::failure::Failure;
use crate::patient::{record_and_show, with_person, with_vault};
use crate::screen::{self, Reader};
use crate::shell::Shell;
use crate::spoken;

/// `gradus person`.
pub fn run(shell: &Shell, verb: PersonVerb) -> Result<(), Failure> {
    match verb {
        PersonVerb::Add(draft) => add(shell, draft),
        PersonVerb::Change(draft) => change(shell, draft),
        PersonVerb::List => {
            let people = with_vault(shell, |app, _| Ok(app.people()))?;
            shell.show(&people, |page| screen::people(page, &people))
        }
        PersonVerb::Show => {
            let person = with_person(shell, |_, person, _| Ok(person.clone()))?;
            shell.show(&person, |page| screen::people(page, std::slice::from_ref(&person)))
        }
    }
}

fn change(shell: &Shell, args: PersonAddArgs) -> Result<(), Failure> {
    let draft = draft(shell, args)?;
    let said = "It holds from now on; what was entered before is kept.";
    record_and_show(shell, said, |person| Command::ChangePerson { person, draft })
}

fn draft(shell: &Shell, args: PersonAddArgs) -> Result<PersonDraft, Failure> {
    Ok(PersonDraft {
        name: spoken::needed(shell, "NAME", "The name the family uses:", Some(args.name), false)?,
        born: args.born,
        role: args.role,
        background: args.background,
        operations: args.operation,
    })
}

fn add(shell: &Shell, args: PersonAddArgs) -> Result<(), Failure> {
    let draft = draft(shell, args)?;
    let said = format!("{} is in this vault.", draft.name);
    let (person, view) = with_vault(shell, |app, now| {
        let view = app.record(Command::AddPerson { draft }, now)?;
        Ok((app.person(Some(&view.person))?, view))
    })?;
    let reader = Reader::of(&person, &shell.moment());
    shell.show(&view, |page| screen::recorded(page, &said, &view, &reader))
}
