use gradus_domain::Moment;
use gradus_triage::{Facts, Texts, Vocabulary, assess, facts_schema};

use crate::open::builtin_pack;
use crate::view::{FactAnswer, FactQuestion, RuleExplained, TriageView};
use crate::{AppError, show};

/// What the rule pack of this version answers to these facts, at this moment.
///
/// # Errors
/// `Invalid` with every fact that is not one of the vocabulary, comes twice, or has a value it cannot have.
pub fn triage(answers: Vec<FactAnswer>, now: &Moment) -> Result<TriageView, AppError> {
    let pack = builtin_pack();
    let raw = answers.iter().map(|answer| (answer.id.as_str(), answer.answer.as_str()));
    let facts = Facts::read(pack.vocabulary(), raw).map_err(show::fact_errors)?;
    let assessment = assess(&pack, &facts, now);
    Ok(show::triage(&pack, &Texts::english(), &assessment, |fact| facts.is_derived(fact), now))
}

/// Every fact that triage knows, as a question, in the order of the vocabulary.
pub fn facts() -> Vec<FactQuestion> {
    let (vocabulary, texts) = (Vocabulary::builtin(), Texts::english());
    facts_schema(&vocabulary, &texts).iter().map(|fact| show::question(&vocabulary, fact)).collect()
}

/// Every rule of the pack of this version, in its order.
pub fn rules() -> Vec<RuleExplained> {
    let (pack, texts) = (builtin_pack(), Texts::english());
    let explained = pack.rules().iter().filter_map(|rule| pack.explain(&rule.id));
    explained.map(|explained| show::explained(&texts, &explained)).collect()
}
