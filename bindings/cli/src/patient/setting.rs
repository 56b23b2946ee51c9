use gradus_app::view::SettingView;
use gradus_app::{AppError, ask};

use crate::args::SettingArgs;
use crate::facts_file::FactsFile;
use crate::failure::Failure;
use crate::files::Source;
use crate::patient::with_person;
use crate::screen::{self, Reader};
use crate::shell::Shell;

/// `gradus setting`: for a person of the vault, or by a facts file alone. Nothing is kept.
pub fn run(shell: &Shell, args: &SettingArgs) -> Result<(), Failure> {
    if args.list {
        let asks = shell.asking_in();
        let questions = asks.setting_facts();
        return shell.show(&questions, |page| screen::setting_questions(page, &questions, asks.0));
    }
    let (view, reader) = match (&args.facts, shell.vault()) {
        (Some(source), Err(_)) => by_file(shell, source)?,
        (source, _) => in_vault(shell, source.as_ref())?,
    };
    shell.show(&view, |page| screen::setting(page, &view, &reader))
}

fn by_file(shell: &Shell, source: &Source) -> Result<(SettingView, Reader), Failure> {
    let now = shell.moment();
    let view = read(&source.read()?, &source.name(), |file| shell.asking_in().setting(&file.answers, &now))?;
    Ok((view, shell.reader_of_a_file()))
}

/// The file is read before the passcode is asked for.
fn in_vault(shell: &Shell, source: Option<&Source>) -> Result<(SettingView, Reader), Failure> {
    let file = source.map(|source| Ok::<_, Failure>((source.name(), source.read()?))).transpose()?;
    with_person(shell, |app, person, now| {
        let view = match &file {
            None => app.setting(&person.id, &[], now)?,
            Some((name, text)) => read(text, name, |file| app.setting(&person.id, &file.answers, now))?,
        };
        Ok((view, shell.reader(person)))
    })
}

/// The answer to a file; or everything that is wrong with it, so that one reading is enough to put it right.
fn read(
    text: &str,
    name: &str,
    ask: impl Fn(&FactsFile) -> Result<SettingView, AppError>,
) -> Result<SettingView, Failure> {
    let file = FactsFile::read(text, &ask::setting_facts());
    let answer = match ask(&file) {
        Ok(view) if file.problems.is_empty() => return Ok(view),
        Ok(_) => AppError::Invalid { problems: Vec::new() },
        Err(error) => error,
    };
    Err(Failure::from(file.place(answer)).about(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    #[test]
    fn everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file() {
        let text = "{\n\"temperature_c\": 38,\n\"leaks\": 3,\n\"worst_pain_14d\": 11,\n\"sore_now\": true}";
        let now = clock::moment(None);
        let Err(Failure::App { error: AppError::Invalid { problems }, .. }) =
            read(text, "facts.json", |file| ask::setting(&file.answers, &now))
        else {
            panic!("must be refused");
        };
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [Some(2), Some(3), Some(4)], "{problems:?}");
    }
}
