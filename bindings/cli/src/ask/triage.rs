use gradus_app::view::{FactAnswer, TriageView};
use gradus_app::{AppError, Moment, ask};
use serde::Serialize;

use crate::facts_file::FactsFile;
use crate::failure::Failure;
use crate::files::Source;
use crate::screen::{self, Reader};
use crate::shell::Shell;

/// `gradus triage`: the answer to a facts file. Nothing is kept.
pub fn run(shell: &Shell, source: &Source) -> Result<(), Failure> {
    let name = source.name();
    let now = shell.moment();
    let text = source.read()?;
    let told = read(&text, &now)
        .and_then(|file| Ok(Told::to(shell, &file.answers, &now).map_err(|error| file.place(error))?))
        .map_err(|failure| failure.about(&name))?;
    told.show(shell, &shell.reader_of_a_file())
}

/// The answer to a file, and what in the file cannot be true.
#[derive(Serialize)]
pub struct Told {
    /// The answer.
    #[serde(flatten)]
    pub answer: TriageView,
    /// Answers that cannot both be true.
    pub contradictions: Vec<Pair>,
}

impl Told {
    /// What triage answers to these, without a vault.
    pub fn to(shell: &Shell, answers: &[FactAnswer], now: &Moment) -> Result<Self, AppError> {
        let contradictions = ask::contradictions(answers, now).into_iter().map(Pair::from).collect();
        Ok(Self { answer: shell.asking_in().triage(answers.to_vec(), now)?, contradictions })
    }

    /// Shows it to this reader.
    pub fn show(&self, shell: &Shell, reader: &Reader) -> Result<(), Failure> {
        let pair = |pair: &Pair| (pair.doubted.clone(), pair.by.clone());
        let pairs: Vec<_> = self.contradictions.iter().map(pair).collect();
        shell.show(self, |page| screen::answer_to_file(page, &self.answer, &pairs, reader))
    }
}

/// Two answers that cannot both be true.
#[derive(Serialize)]
pub struct Pair {
    /// Id of the fact that is taken as not known.
    pub doubted: String,
    /// Id of the fact that speaks against it, and counts.
    pub by: String,
}

impl From<(String, String)> for Pair {
    fn from((doubted, by): (String, String)) -> Self {
        Self { doubted, by }
    }
}

/// The facts of a file that is sound in itself. Otherwise everything that is wrong with it, triage's objections to the
/// remaining answers included, so that one reading is enough to put it right.
pub fn read(text: &str, now: &Moment) -> Result<FactsFile, Failure> {
    let file = FactsFile::read(text, &ask::facts());
    if file.problems.is_empty() {
        return Ok(file);
    }
    let also = match ask::triage(file.answers.clone(), now) {
        Err(error @ gradus_app::AppError::Invalid { .. }) => error,
        _ => gradus_app::AppError::Invalid { problems: Vec::new() },
    };
    Err(file.place(also).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;
    use gradus_app::AppError;

    #[test]
    fn everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file() {
        let now = clock::moment(None);
        let text = "{\n\"no_such_fact\": true,\n\"no_such_fact\": true,\n\"other\": []}";
        let Err(Failure::App { error: AppError::Invalid { problems }, .. }) = read(text, &now) else {
            panic!("must be refused");
        };
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [Some(2), Some(3), Some(4)], "{problems:?}");
    }
}
