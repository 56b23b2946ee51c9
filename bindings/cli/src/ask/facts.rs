use crate::failure::Failure;
use crate::schema::FactsSchema;
use crate::screen;
use crate::shell::Shell;

/// `gradus facts`: the questions, or the JSON Schema of a facts file.
pub fn run(shell: &Shell) -> Result<(), Failure> {
    let questions = shell.asking_in().facts();
    let topics = shell.asking_in().topics();
    let schema = FactsSchema { facts: &questions, topics: &topics };
    shell.show(&schema, |page| screen::questions(page, &questions, shell.asking_in().0))
}
