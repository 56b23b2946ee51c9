use std::io::{self, Write};

use gradus_app::Moment;
use gradus_app::view::{FactAnswer, InterviewReply, InterviewView};

use super::triage::{Told, read};
use crate::args::InterviewArgs;
use crate::facts_file::FactsFile;
use crate::failure::Failure;
use crate::interview::{Ended, Interview};
use crate::screen::{self, Reader};
use crate::shell::Shell;

/// `gradus interview`: the questions of a check-in, and the answer to what was said. Nothing is kept.
pub fn run(shell: &Shell, args: &InterviewArgs) -> Result<(), Failure> {
    let now = shell.moment();
    let file = match &args.facts {
        Some(source) => {
            let name = source.name();
            read(&source.read()?, &now).map_err(|failure| failure.about(&name))?
        }
        None => FactsFile::default(),
    };
    let known: Vec<InterviewReply> = file.answers.iter().map(reply).collect();
    let begun = shell.asking_in().interview(&known, &now).map_err(|error| file.place(error));
    let begun = match &args.facts {
        Some(source) => begun.map_err(|error| Failure::from(error).about(&source.name()))?,
        None => begun?,
    };
    if shell.json() {
        return shell.show(&begun, |_| {});
    }
    if !shell.can_ask() {
        let right = "with it what comes next after the answers in --facts FILE is printed";
        return Err(Failure::usage("--json", "is missing, and there is nobody to ask", right));
    }
    let reader = shell.reader_of_a_file().for_somebody(args.caregiver);
    let answers = asked(shell, &reader, &known)?;
    // The moment of the last answer: somebody may have sat over the questions for a while.
    Told::to(shell, &answers, &shell.moment())?.show(shell, &reader)
}

/// What was known and what was said. Whoever leaves is shown once more whom to call.
fn asked(shell: &Shell, reader: &Reader, known: &[InterviewReply]) -> Result<Vec<FactAnswer>, Failure> {
    let step = |replies: &[InterviewReply]| next(shell, known, replies, &shell.moment());
    let page = || shell.page();
    let interview = Interview { step: &step, reader, page: &page };
    match interview.run(&mut io::stdin().lock(), &mut shell.asking())? {
        Ended::Finished(answers) | Ended::LeftUrgent(answers) => Ok(answers),
        Ended::Left(so_far) => {
            if let Some(answer) = so_far {
                let mut page = shell.page();
                screen::instruction(&mut page, &answer, reader);
                page.gap();
                let said = shell.asking().write_all(page.styled().as_bytes());
                said.map_err(|error| Failure::of_file("the terminal", &error))?;
            }
            Err(Failure::Left)
        }
    }
}

fn next(
    shell: &Shell,
    known: &[InterviewReply],
    replies: &[InterviewReply],
    now: &Moment,
) -> Result<InterviewView, gradus_app::AppError> {
    shell.asking_in().interview(&[known, replies].concat(), now)
}

fn reply(given: &FactAnswer) -> InterviewReply {
    InterviewReply { id: given.id.clone(), answer: Some(given.answer.clone()) }
}
