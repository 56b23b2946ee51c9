use std::collections::BTreeMap;

use gradus_domain::{Answer, Decimal, Moment, Value};
use gradus_triage::{Facts, facts_schema_of, read_told_answers};

use super::Speaking;
use crate::AppError;
use crate::open::{builtin_setting, builtin_setting_texts, builtin_words};
use crate::show::{self, Beside};
use crate::view::{FactAnswer, FactQuestion, SettingView};

impl Speaking {
    /// Where dilation is to be done, by these facts alone: those that [`Speaking::setting_facts`] lists; `born`, a day of birth,
    /// may stand in place of `age_days`. In a vault,
    /// `App::setting` knows what the background, the plan and the log tell.
    ///
    /// # Errors
    /// `Invalid` with every fact that is not one of them, comes twice, or has a value it cannot have.
    pub fn setting(self, answers: &[FactAnswer], now: &Moment) -> Result<SettingView, AppError> {
        let pack = builtin_setting();
        let raw = answers.iter().map(FactAnswer::raw);
        let asked = read_told_answers(pack.vocabulary(), raw, now).map_err(show::fact_errors)?;
        let facts = Facts::join(pack.vocabulary(), asked, BTreeMap::new()).map_err(show::fact_errors)?;
        let beside = Beside {
            about: is_child(&facts),
            contacts: Vec::new(),
            review: None,
            is_ordered: false,
            urgent: None,
            locale: self.0,
            words: builtin_words(self.0),
        };
        Ok(show::setting(&facts, &pack.decide(&facts), beside, now))
    }

    /// Every fact that the setting rules know, as a question, in the order of asking.
    pub fn setting_facts(self) -> Vec<FactQuestion> {
        let (vocabulary, texts) = (builtin_setting().vocabulary(), builtin_setting_texts(self.0));
        let schema = facts_schema_of(vocabulary, |fact| texts.question(fact));
        schema.iter().map(|fact| show::question(vocabulary, fact)).collect()
    }
}

/// [`Speaking::setting`] in English.
///
/// # Errors
/// As there.
pub fn setting(answers: &[FactAnswer], now: &Moment) -> Result<SettingView, AppError> {
    Speaking::default().setting(answers, now)
}

/// [`Speaking::setting_facts`] in English.
pub fn setting_facts() -> Vec<FactQuestion> {
    Speaking::default().setting_facts()
}

/// Whether these facts are told of a child, by somebody else then.
fn is_child(facts: &Facts) -> bool {
    let grown = Decimal::whole(6575);
    matches!(facts.answers().get("age_days"), Some(Answer::Known(Value::Number(days))) if *days < grown)
}
