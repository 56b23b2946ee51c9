//! Answers that speak against each other, taken at the safer side before the rules read them.

use std::collections::BTreeMap;

use gradus_domain::{Answer, FactId, Value};

use super::pack::SettingPack;
use crate::facts::Facts;

type Answers = BTreeMap<FactId, Answer<Value>>;

/// What a reason says of itself: a detail that is there whatever else was told.
const PARTS: [(&str, &str); 2] = [("after_radiotherapy", "radiotherapy"), ("narrow_join", "bowel_join")];
/// What the clinic has said of the risks that it knows.
const CLEARED: &str = "cleared";

impl SettingPack {
    /// The facts as the rules read them, and the answers that another one speaks against: they are to be put again.
    pub(super) fn settled(&self, told: &Facts) -> (Facts, Vec<FactId>) {
        let mut answers = told.answers().clone();
        let mut again = self.against_reason(&mut answers);
        let (mut answers, found) = self.vocabulary().resolved(answers);
        for one in found {
            if !again.contains(&one.doubted) {
                again.push(one.doubted);
            }
        }
        let read = |answers: &Answers| Facts::new(self.vocabulary(), answers.clone());
        if let Ok(facts) = read(&answers) {
            self.clear_what_is_known(&facts, &mut answers);
        }
        (read(&answers).unwrap_or_else(|_| told.clone()), again)
    }

    /// Who dilates because of radiotherapy or a join, had it: a "no" to that is not known.
    fn against_reason(&self, answers: &mut Answers) -> Vec<FactId> {
        let mut again = Vec::new();
        let Some(Answer::Known(Value::Level(reason))) = answers.get("reason").cloned() else { return again };
        let part = PARTS.iter().find(|(level, _)| *level == reason);
        let Some(part) = part.and_then(|(_, id)| self.vocabulary().fact(id)) else { return again };
        let whole = part.detail_of.as_ref().and_then(|id| self.vocabulary().fact(id.as_str()));
        for fact in whole.into_iter().chain([part]) {
            let denied = match answers.get(&fact.id) {
                Some(Answer::Known(value)) => fact.measure(value).is_ok_and(|told| told == fact.least()),
                Some(Answer::Unknown) | None => false,
            };
            if denied {
                answers.insert(fact.id.clone(), Answer::Unknown);
                again.push(fact.id.clone());
            }
        }
        again
    }

    /// A clinic can say go on only to what it knows of: while a risk is in doubt or was not asked, so is its word.
    fn clear_what_is_known(&self, facts: &Facts, answers: &mut Answers) {
        let Some(cleared) = self.vocabulary().slot(CLEARED) else { return };
        if !matches!(answers.get(CLEARED), Some(Answer::Known(_))) {
            return;
        }
        let of_rule = |rule: &&super::SettingRule| rule.condition.atoms().any(|atom| atom.fact == cleared);
        let atoms = self.rules().iter().filter(of_rule).flat_map(|rule| rule.condition.atoms());
        let risks: Vec<_> =
            atoms.filter(|atom| atom.fact != cleared).map(|atom| facts.slot(atom.fact)).collect();
        if risks.iter().any(|risk| risk.unsure) {
            answers.insert(self.vocabulary().facts()[cleared].id.clone(), Answer::Unknown);
        } else if risks.iter().any(|risk| !risk.is_asked()) {
            answers.remove(CLEARED);
        }
    }
}
