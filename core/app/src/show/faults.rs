use gradus_domain::document;
use gradus_triage::FactError;

use crate::{AppError, Problem};

/// What is wrong with answers, as the shell sees it.
pub(crate) fn fact_errors(errors: Vec<FactError>) -> AppError {
    let problems = errors.into_iter().map(|error| Problem {
        line: None,
        field: error.fact,
        wrong: error.wrong,
        right: error.right,
    });
    AppError::Invalid { problems: problems.collect() }
}

/// What is wrong with a plan or a rule pack, as the shell sees it.
pub(crate) fn plan_problems(problems: Vec<document::Problem>) -> AppError {
    let problems = problems.into_iter().map(|problem| Problem {
        line: u32::try_from(problem.line).ok(),
        field: problem.field,
        wrong: problem.wrong,
        right: problem.right,
    });
    AppError::Invalid { problems: problems.collect() }
}
