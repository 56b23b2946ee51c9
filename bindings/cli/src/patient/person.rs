use std::io;

use gradus_app::view::{Command, PersonDraft};

use crate::args::{PersonAddArgs, PersonVerb};
use crate::draft_file::{self, Places};
use crate::failure::Failure;
use crate::patient::conditions::{CONDITIONS, OPERATIONS, ROLES};
use crate::patient::{record_and_show, with_person, with_vault};
use crate::prompt::{self, Terminal, is_day};
use crate::screen;
use crate::shell::Shell;
use crate::spoken;

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
            let person = with_person(shell, |_, person, _| Ok(person.clone()))?;
            shell.show(&person, |page| screen::people(page, std::slice::from_ref(&person)))
        }
    }
}

fn change(shell: &Shell, args: PersonAddArgs) -> Result<(), Failure> {
    let (draft, places) = draft(shell, args)?;
    let said = "It holds from now on; what was entered before is kept.";
    let changed = record_and_show(shell, said, |person| Command::ChangePerson { person, draft });
    changed.map_err(|failure| placed(failure, places))
}

fn add(shell: &Shell, args: PersonAddArgs) -> Result<(), Failure> {
    let (draft, places) = draft(shell, args)?;
    let said = format!("{} is in this vault.", draft.name);
    let added = with_vault(shell, |app, now| {
        let view = app.record(Command::AddPerson { draft }, now)?;
        Ok((app.person(Some(&view.person))?, view))
    });
    let (person, view) = added.map_err(|failure| placed(failure, places))?;
    let reader = shell.reader(&person);
    shell.show(&view, |page| screen::recorded(page, &said, &view, &reader))
}

fn placed(failure: Failure, places: Option<Places>) -> Failure {
    match places {
        Some(places) => places.place(failure),
        None => failure,
    }
}

/// From a file, or from the options and whoever can be asked.
fn draft(shell: &Shell, mut args: PersonAddArgs) -> Result<(PersonDraft, Option<Places>), Failure> {
    if let Some(source) = &args.from {
        let (draft, places) = draft_file::person(source)?;
        return Ok((draft, Some(places)));
    }
    if shell.can_ask() {
        prompt::on_terminal(shell, |terminal| complete(&mut args, terminal))?;
    }
    if args.background.is_empty() {
        return Err(missing("--background"));
    }
    let draft = PersonDraft {
        name: spoken::needed(shell, "NAME", "The name the family uses:", args.name, false)?,
        born: args.born.ok_or_else(|| missing("--born"))?,
        role: args.role.ok_or_else(|| missing("--role"))?,
        background: args.background,
        operations: args.operation,
    };
    Ok((draft, None))
}

fn missing(option: &str) -> Failure {
    Failure::Usage(format!(
        "a person needs {option}; see `gradus person add --help`, or give it all with --from FILE"
    ))
}

/// Asks for what is missing, in the order of a form. An empty answer to what must be known ends the asking.
fn complete(args: &mut PersonAddArgs, terminal: &mut Terminal<'_>) -> io::Result<()> {
    let operations = args.background.is_empty() && args.operation.is_empty();
    if args.name.is_none() {
        args.name = terminal.line("The name the family uses:", |_| Ok(()))?;
        // Typed here, a leading sign is a letter and names no file.
        args.name =
            args.name.take().map(|name| if name.starts_with('@') { format!("@{name}") } else { name });
    }
    if args.name.is_some() && args.born.is_none() {
        args.born = terminal.line("Day of birth, such as 2026-01-03:", is_day)?;
    }
    if args.born.is_some() && args.role.is_none() {
        args.role = terminal.choice("\nWhose diary is it?", ROLES)?;
    }
    if args.role.is_some() && args.background.is_empty() {
        let question = "Which of these hold? Numbers with commas between; =DATE after one says since when, as in 3=2026-01-20.";
        args.background = terminal.several(question, CONDITIONS)?;
        for condition in &mut args.background {
            if let Some(since) = condition.strip_prefix("preterm") {
                let weeks = terminal.line("Completed weeks at birth, 22 to 39:", are_weeks)?;
                *condition = format!("preterm:{}{since}", weeks.unwrap_or_default());
            }
        }
    }
    if operations && !args.background.is_empty() {
        let question =
            "Which operations were there? Each with its day, as in 1=2026-02-20, or Enter for none.";
        args.operation = terminal.several(question, OPERATIONS)?;
    }
    Ok(())
}

fn are_weeks(typed: &str) -> Result<(), String> {
    let fits = typed.parse::<u8>().is_ok_and(|weeks| (22..=39).contains(&weeks));
    if fits { Ok(()) } else { Err("Please write completed weeks from 22 to 39.".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Cli, Command as Verb};
    use crate::page::Page;
    use clap::Parser;

    fn completed(options: &[&str], typed: &str) -> (PersonAddArgs, String) {
        let Verb::Person(person) = Cli::parse_from([&["gradus", "person", "add"], options].concat()).command
        else {
            panic!("a person")
        };
        let PersonVerb::Add(mut args) = person.verb else { panic!("added") };
        let (mut input, mut out) = (typed.as_bytes(), Vec::new());
        let page = || Page::new(80);
        complete(&mut args, &mut Terminal { page: &page, input: &mut input, out: &mut out })
            .expect("no I/O fails");
        (args, String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn a_person_is_asked_for_from_name_to_operations() {
        let typed = "@da\n3.1.2026\n2026-01-03\n2\n3,preterm=2026-01-03\n40\n30\npsarp=2026-02-20\n";
        let (args, _) = completed(&[], typed);
        assert_eq!((args.name.as_deref(), args.born.as_deref()), (Some("@@da"), Some("2026-01-03")));
        assert_eq!(args.role.as_deref(), Some("caregiver"));
        assert_eq!(args.background, ["anorectal_malformation", "preterm:30=2026-01-03"]);
        assert_eq!(args.operation, ["psarp=2026-02-20"]);
    }

    #[test]
    fn what_is_given_is_not_asked_for_and_an_empty_answer_ends_the_asking() {
        let given = ["Ada", "--born", "2026-01-03", "--role", "self", "--background", "none"];
        assert_eq!(completed(&given, "").1, "");
        let (args, out) = completed(&given[..5], "1\n\n");
        assert!(args.background == ["none"] && !out.contains("name the family"), "{out}");
        let (args, out) = completed(&[], "Ada\n\n");
        assert!(args.born.is_none() && !out.contains("Whose diary"), "{out}");
    }

    #[test]
    fn a_file_stands_for_all_options_and_goes_with_none() {
        let parsed = |words: &[&str]| {
            Cli::try_parse_from([&["gradus", "person", "add", "--from", "-"], words].concat())
        };
        assert!(parsed(&[]).is_ok());
        for words in
            [&["Ada"][..], &["--born", "x"], &["--role", "x"], &["--background", "x"], &["--operation", "x"]]
        {
            assert!(parsed(words).is_err(), "{words:?}");
        }
    }
}
