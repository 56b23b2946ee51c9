use gradus_app::view::{Command, PersonDraft};

use crate::args::{PersonAddArgs, PersonVerb};
use crate::failure::Failure;
use crate::patient::{record, with_person, with_vault};
use crate::screen;
use crate::shell::Shell;

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
    let draft = draft(args);
    let view = record(shell, |person| Command::ChangePerson { person, draft })?;
    shell.show(&view, |page| {
        screen::recorded(page, "It holds from now on; what was entered before is kept.", &view)
    })
}

fn draft(args: PersonAddArgs) -> PersonDraft {
    PersonDraft {
        name: args.name,
        born: args.born,
        role: args.role,
        background: args.background,
        operations: args.operation,
    }
}

fn add(shell: &Shell, args: PersonAddArgs) -> Result<(), Failure> {
    let said = format!("{} is in this vault.", args.name);
    let draft = draft(args);
    let view = with_vault(shell, |app, now| Ok(app.record(Command::AddPerson { draft }, now)?))?;
    shell.show(&view, |page| screen::recorded(page, &said, &view))
}
