use std::io::{self, BufRead, Write};

use anstream::AutoStream;
use gradus_app::view::{Command, FactAnswer, FactQuestion};
use gradus_app::{AppError, ask};

use crate::args::CheckinArgs;
use crate::failure::Failure;
use crate::files::{self, Source};
use crate::interview;
use crate::patient::{record, with_person};
use crate::screen;
use crate::shell::Shell;

/// `gradus checkin`: answers from a file, or asked for one by one.
pub fn run(shell: &Shell, args: CheckinArgs) -> Result<(), Failure> {
    let note = files::words(args.note)?;
    let view = match &args.facts {
        Some(source) => from_file(shell, source, note)?,
        None => from_person(shell, note)?,
    };
    shell.show(&view, |page| screen::recorded(page, "The check-in is in the log.", &view))
}

fn from_file(
    shell: &Shell,
    source: &Source,
    note: Option<String>,
) -> Result<gradus_app::view::Recorded, Failure> {
    let name = source.name();
    let text = source.read()?;
    let file = crate::ask::triage::read(&text, &shell.moment()).map_err(|failure| failure.about(&name))?;
    let answers = file.answers.clone();
    record(shell, |person| Command::CheckIn { person, answers, note }).map_err(|failure| match failure {
        Failure::App { error, .. } => Failure::from(file.place(error)).about(&name),
        other => other,
    })
}

fn from_person(shell: &Shell, note: Option<String>) -> Result<gradus_app::view::Recorded, Failure> {
    if !shell.can_ask() {
        return Err(Failure::Usage(
            "there is nobody to ask; give the answers with --facts FILE, or - for standard input".into(),
        ));
    }
    with_person(shell, |app, person, _| {
        let Some(answers) = asked(shell, &person.name)? else {
            let why = "left before the last question; nothing was written".into();
            return Err(AppError::Refused { why }.into());
        };
        let command = Command::CheckIn { person: person.id.clone(), answers, note };
        // The moment of the last answer: somebody may have sat over the questions for a while.
        Ok(app.record(command, &shell.moment())?)
    })
}

/// The needed questions first; the other danger signs only if something else is going on. Age, dates and background are
/// in the vault already.
fn asked(shell: &Shell, name: &str) -> Result<Option<Vec<FactAnswer>>, Failure> {
    let questions = ask::facts();
    let signs = questions.iter().filter(|question| question.role == "sign" && !is_in_the_log(question));
    let (needed, others): (Vec<&FactQuestion>, Vec<_>) = signs.partition(|question| question.required);
    let mut input = io::stdin().lock();
    let mut out = AutoStream::auto(io::stderr());
    let asked = interview_all(shell, name, [&needed, &others], &mut input, &mut out);
    asked.map_err(|error| Failure::of_file("the terminal", &error))
}

/// What the sessions written down have already said. Facts are never renamed, so their names can be told apart.
fn is_in_the_log(question: &FactQuestion) -> bool {
    question.id.starts_with("session_")
        || ["bleed_sessions_7d", "contact_families_72h"].contains(&question.id.as_str())
}

fn interview_all(
    shell: &Shell,
    name: &str,
    [needed, others]: [&[&FactQuestion]; 2],
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<Option<Vec<FactAnswer>>> {
    let new_page = || shell.page();
    let about = !interview::confirm(&format!("Are you {name} yourself?"), input, out)?;
    let Some(mut answers) = interview::ask(needed, about, &new_page, input, out)? else { return Ok(None) };
    writeln!(out)?;
    let more = "Is anything else different from usual, or anything you worry about?";
    if !others.is_empty() && interview::confirm(more, input, out)? {
        let Some(further) = interview::ask(others, about, &new_page, input, out)? else { return Ok(None) };
        answers.extend(further);
    }
    Ok(Some(answers))
}
