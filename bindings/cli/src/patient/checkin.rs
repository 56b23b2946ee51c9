use std::io::{self, Write};

use gradus_app::App;
use gradus_app::view::{Command, DispositionWord, FactAnswer, InterviewReply, PersonRef, Recorded};

use crate::args::CheckinArgs;
use crate::failure::Failure;
use crate::files::Source;
use crate::interview::{Ended, Interview};
use crate::patient::{record, with_person};
use crate::prompt;
use crate::screen::{self, said};
use crate::shell::Shell;
use crate::spoken;

/// `gradus checkin`: answers from a file, or asked for one by one.
pub fn run(shell: &Shell, args: CheckinArgs) -> Result<(), Failure> {
    let from_input = args.facts.as_ref().is_some_and(Source::is_input);
    let asks_note = shell.can_ask() && spoken::is_to_be_asked(args.note.as_ref());
    let note = spoken::optional(shell, "--note", args.note, from_input)?;
    let noted = move || {
        if asks_note { prompt::optional_words(shell, said::NOTE.by(shell.asking_in().0)) } else { Ok(note) }
    };
    let (person, view, said) = match &args.facts {
        Some(source) => {
            from_file(shell, source, noted()?).map(|(person, view)| (person, view, said::WRITTEN))?
        }
        None => from_person(shell, noted)?,
    };
    let reader = shell.reader(&person);
    shell.show(&view, |page| screen::recorded(page, said.by(reader.locale()), &view, &reader))
}

fn from_file(shell: &Shell, source: &Source, note: Option<String>) -> Result<(PersonRef, Recorded), Failure> {
    let name = source.name();
    let text = source.read()?;
    let file = crate::ask::triage::read(&text, &shell.moment()).map_err(|failure| failure.about(&name))?;
    let answers = file.answers.clone();
    record(shell, |person| Command::CheckIn { person, answers, note }).map_err(|failure| match failure {
        Failure::App { error, .. } => Failure::from(file.place(error)).about(&name),
        other => other,
    })
}

/// The note comes after the passcode, so that it is not lost to a wrong one.
fn from_person(
    shell: &Shell,
    noted: impl FnOnce() -> Result<Option<String>, Failure>,
) -> Result<(PersonRef, Recorded, said::Said), Failure> {
    if !shell.can_ask() {
        let right = "give the answers with --facts FILE, or - for standard input";
        return Err(Failure::usage("--facts", "is missing, and there is nobody to ask", right));
    }
    with_person(shell, |app, person, _| {
        let note = noted()?;
        let (answers, said) = asked(shell, app, person)?;
        let command = Command::CheckIn { person: person.id.clone(), answers, note };
        // The moment of the last answer: somebody may have sat over the questions for a while.
        Ok((person.clone(), app.record(command, &shell.moment())?, said))
    })
}

/// Asks what only a person can say: the answers to write down, and what is said of them then. Whoever leaves is shown
/// once more whom to call.
fn asked(shell: &Shell, app: &App, person: &PersonRef) -> Result<(Vec<FactAnswer>, said::Said), Failure> {
    let reader = shell.reader(person);
    let step = |replies: &[InterviewReply]| app.interview(&person.id, replies, &shell.moment());
    let page = || shell.page();
    let interview = Interview { step: &step, reader: &reader, page: &page };
    match interview.run(&mut io::stdin().lock(), &mut shell.asking())? {
        Ended::Finished(answers) => Ok((answers, said::WRITTEN)),
        Ended::LeftUrgent(answers) => Ok((answers, said::WRITTEN_ON_LEAVING)),
        Ended::Left(so_far) => {
            let today = app.today(&person.id, &shell.moment())?;
            let asked_for = so_far.as_ref().map(|answer| answer.disposition);
            // What is open from before is not put in the shade by what the first answers asked for.
            let open = today.lead.as_ref().filter(|lead| {
                lead.disposition >= DispositionWord::SameDay
                    && asked_for.is_none_or(|asked| asked <= lead.disposition)
            });
            if open.is_some() || so_far.is_some() {
                let mut page = shell.page();
                match (open, &so_far) {
                    (Some(lead), _) => screen::still_open(&mut page, &today, lead, shell.asking_in().0),
                    (None, Some(answer)) => screen::instruction(&mut page, answer, &reader),
                    (None, None) => {}
                }
                page.gap();
                let said = shell.asking().write_all(page.styled().as_bytes());
                said.map_err(|error| Failure::of_file("the terminal", &error))?;
            }
            Err(Failure::Left)
        }
    }
}
