use gradus_domain::{Assessment, Certainty, History};

use crate::standing::Standing;

/// Whether nothing but a doubt stands behind a rule: it fired because a question has no answer. Of the answers that hold
/// sessions back each must have fired it so; where none of them fired it, the latest that did.
pub fn is_in_doubt(history: &History, standing: &Standing, rule: &str) -> bool {
    let holds = |entry| standing.because.iter().any(|(because, _)| *because == entry);
    let standing: Vec<_> = history
        .assessments
        .iter()
        .filter(|one| holds(one.id))
        .filter_map(|one| certainty(&one.value, rule))
        .collect();
    let latest = || history.assessments.iter().rev().find_map(|one| certainty(&one.value, rule));
    match standing.as_slice() {
        [] => latest() == Some(Certainty::Doubt),
        all => all.iter().all(|one| *one == Certainty::Doubt),
    }
}

fn certainty(assessment: &Assessment, rule: &str) -> Option<Certainty> {
    assessment.fired.iter().find(|fired| fired.id == rule).map(|fired| fired.certainty)
}
