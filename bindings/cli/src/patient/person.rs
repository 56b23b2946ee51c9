use gradus_app::view::{Command, PersonDraft};

use crate::args::{PersonAddArgs, PersonVerb};
use crate::draft_file::{self, Places};
use crate::failure::Failure;
use crate::page::Ink;
use crate::patient::conditions::{CONDITIONS, OPERATIONS, ROLES};
use crate::patient::{with_person, with_vault};
use crate::prompt::{self, Field, Form, day};
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

fn add(shell: &Shell, args: PersonAddArgs) -> Result<(), Failure> {
    let (given, mut places) = (Given::of(shell, args)?, None);
    let (person, view) = with_vault(shell, |app, _| {
        given.complete(shell, &mut places, |draft| {
            let view = app.record(Command::AddPerson { draft }, &shell.moment())?;
            Ok((app.person(Some(&view.person))?, view))
        })
    })
    .map_err(|failure| placed(failure, places))?;
    let (said, reader) = (format!("{} is in this vault.", person.name), shell.reader(&person));
    shell.show(&view, |page| {
        screen::recorded(page, &said, &view, &reader);
        page.gap();
        page.line(Ink::Plain, "Next: the plan. `gradus plan forms` lists the published ones, `gradus plan import FILE` takes one in.");
    })
}

fn change(shell: &Shell, args: PersonAddArgs) -> Result<(), Failure> {
    let (given, mut places) = (Given::of(shell, args)?, None);
    let (person, view) = with_person(shell, |app, person, _| {
        given.complete(shell, &mut places, |draft| {
            let command = Command::ChangePerson { person: person.id.clone(), draft };
            Ok((person.clone(), app.record(command, &shell.moment())?))
        })
    })
    .map_err(|failure| placed(failure, places))?;
    let said = "This holds from now on, in place of what stood there before.";
    let reader = shell.reader(&person);
    shell.show(&view, |page| screen::recorded(page, said, &view, &reader))
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
        let form = PersonForm {
            name: spoken::needed(shell, "NAME", args.name, false)?,
            born: args.born,
            role: args.role,
            background: args.background,
            weeks: None,
            operations: args.operation,
        };
        prompt::ready(shell, &form)?;
        Ok(Self::Options(form))
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

/// A person on the way.
#[derive(Default)]
struct PersonForm {
    name: Option<String>,
    born: Option<String>,
    role: Option<String>,
    background: Vec<String>,
    weeks: Option<String>,
    operations: Vec<String>,
}

impl PersonForm {
    /// Whether weeks have to be asked for: an option writes them behind a colon.
    fn is_preterm(&self) -> bool {
        self.background.iter().any(|condition| condition == "preterm" || condition.starts_with("preterm="))
    }

    fn conditions(&self) -> Vec<String> {
        let weeks = self.weeks.as_deref().unwrap_or_default();
        let with_weeks = |condition: &String| match condition.strip_prefix("preterm") {
            Some(since) if self.is_preterm() => format!("preterm:{weeks}{since}"),
            _ => condition.clone(),
        };
        self.background.iter().map(with_weeks).collect()
    }
}

impl Form for PersonForm {
    type Draft = PersonDraft;

    fn missing(&self) -> Vec<Field<Self>> {
        let mut fields = Vec::new();
        if self.name.is_none() {
            fields.push(NAME);
        }
        if self.born.is_none() {
            fields.push(BORN);
        }
        if self.role.is_none() {
            fields.push(ROLE);
        }
        if self.background.is_empty() {
            fields.extend([BACKGROUND, WEEKS]);
            if self.operations.is_empty() {
                fields.push(OPERATED);
            }
        }
        fields
    }

    fn draft(&self) -> Result<PersonDraft, Failure> {
        if self.background.is_empty() {
            return Err(missing("--background"));
        }
        Ok(PersonDraft {
            name: self.name.clone().ok_or_else(|| missing("NAME"))?,
            born: self.born.clone().ok_or_else(|| missing("--born"))?,
            role: self.role.clone().ok_or_else(|| missing("--role"))?,
            background: self.conditions(),
            operations: self.operations.clone(),
        })
    }
}

fn missing(option: &str) -> Failure {
    let right = "see `gradus person add --help`, or give it all with --from FILE";
    Failure::usage(option, "is missing: a person needs it", right)
}

const NAME: Field<PersonForm> = Field {
    name: "name",
    applies: |_| true,
    ask: |form, terminal| {
        let needed = Some("the name you use at home; a short one or a made-up one will do");
        terminal.field("The name the family uses", needed, &mut form.name, |typed| Ok(typed.into()))
    },
};
const BORN: Field<PersonForm> = Field {
    name: "born",
    applies: |_| true,
    ask: |form, terminal| {
        let needed = Some("year, month and day; what is dangerous depends on the age");
        terminal.field("Day of birth, such as 2026-01-03", needed, &mut form.born, day)
    },
};
const ROLE: Field<PersonForm> = Field {
    name: "role",
    applies: |_| true,
    ask: |form, terminal| terminal.choice("Whose diary is it?", ROLES, true, &mut form.role),
};
const BACKGROUND: Field<PersonForm> = Field {
    name: "background",
    applies: |_| true,
    ask: |form, terminal| {
        let question = "Which of these hold? Numbers with commas between; =DATE after one says since when, as in 3=2026-01-20.";
        let needed = Some("1 says that none of them holds");
        terminal.several(question, CONDITIONS, needed, &mut form.background)
    },
};
const WEEKS: Field<PersonForm> = Field {
    name: "weeks",
    applies: PersonForm::is_preterm,
    ask: |form, terminal| {
        let needed = Some("weeks from 22 to 39, as the birth record has them");
        terminal.field("Completed weeks at birth, 22 to 39", needed, &mut form.weeks, weeks)
    },
};
const OPERATED: Field<PersonForm> = Field {
    name: "operations",
    applies: |_| true,
    ask: |form, terminal| {
        let question = "Which operations were there? Each with its day, as in 1=2026-02-20.";
        terminal.several(question, OPERATIONS, None, &mut form.operations)
    },
};

fn weeks(typed: &str) -> Result<String, String> {
    let weeks = typed.parse::<u8>().ok().filter(|weeks| (22..=39).contains(weeks));
    weeks.map(|weeks| weeks.to_string()).ok_or_else(|| "Please write completed weeks from 22 to 39.".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Cli;
    use crate::page::Page;
    use crate::prompt::{Asking, Terminal};
    use clap::Parser;

    /// What is handed over when this is typed, and what stood on the terminal.
    fn completed(mut form: PersonForm, typed: &str) -> (Result<PersonDraft, Failure>, String) {
        let (mut input, mut out) = (typed.as_bytes(), Vec::new());
        let page = || Page::new(80);
        let fields = form.missing();
        let terminal = &mut Terminal { page: &page, input: &mut input, out: &mut out, is_wrong: false };
        let done = Asking { form: &mut form, fields, terminal }.until_taken(&mut Ok);
        (done, String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn a_person_is_asked_for_from_name_to_operations() {
        let typed = "@da\n3.1.2026\n2026-01-03\n2\n3,preterm=2026-01-03\n40\n30\npsarp=2026-02-20\n";
        let person = completed(PersonForm::default(), typed).0.expect("answered");
        assert_eq!((person.name.as_str(), person.born.as_str()), ("@da", "2026-01-03"));
        assert_eq!(person.role, "caregiver");
        assert_eq!(person.background, ["anorectal_malformation", "preterm:30=2026-01-03"]);
        assert_eq!(person.operations, ["psarp=2026-02-20"]);
    }

    #[test]
    fn enter_alone_at_any_question_loses_nothing() {
        let typed = "\nAda\n\n2026-01-03\n\n2\n\n4\n\n30\n\n";
        let (person, out) = completed(PersonForm::default(), typed);
        let person = person.expect("answered");
        assert_eq!((person.name.as_str(), person.role.as_str()), ("Ada", "caregiver"));
        assert!(person.background == ["preterm:30"] && person.operations.is_empty());
        assert_eq!(out.matches("cannot be left empty").count(), 5, "{out}");
    }

    #[test]
    fn who_goes_back_over_the_weeks_is_not_asked_for_them_in_vain() {
        let (person, out) = completed(PersonForm::default(), "Ada\n2026-01-03\n2\n4\nb\n1\n\n");
        assert_eq!(person.expect("answered").background, ["none"], "{out}");
        assert_eq!(out.matches("Completed weeks").count(), 1, "{out}");
    }

    #[test]
    fn what_is_given_is_not_asked_for() {
        let given = || PersonForm {
            name: Some("Ada".into()),
            born: Some("2026-01-03".into()),
            role: Some("self".into()),
            ..PersonForm::default()
        };
        let all = PersonForm { background: vec!["preterm:30".into()], ..given() };
        assert!(all.missing().is_empty());
        assert_eq!(all.draft().expect("complete").background, ["preterm:30"]);
        let (person, out) = completed(given(), "1\n\n");
        assert!(
            person.expect("answered").background == ["none"] && !out.contains("name the family"),
            "{out}"
        );
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
