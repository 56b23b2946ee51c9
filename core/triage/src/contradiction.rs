//! Answers of one file that cannot both be true.

use std::collections::BTreeMap;

use gradus_domain::{Answer, FactId, Value};

use crate::definition::{FactDefinition, Kind, Role, Worse};
use crate::vocabulary::Vocabulary;

type Answers = BTreeMap<FactId, Answer<Value>>;

/// Two answers that cannot both be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The answer that no longer counts: it is taken as not known, which is never milder.
    pub doubted: FactId,
    /// The answer that speaks against it, and counts.
    pub by: FactId,
}

impl Vocabulary {
    /// Every answer that another one speaks against: a "no" beside a detail of what is said not to be there or beside what cannot be
    /// without it, and a time that is longer ago than it can be. In the order of the vocabulary.
    pub fn contradictions(&self, answers: &Answers) -> Vec<Contradiction> {
        let against = |one: &FactDefinition, other: &FactDefinition| Contradiction {
            doubted: one.id.clone(),
            by: other.id.clone(),
        };
        let mut found = Vec::new();
        for fact in self.facts() {
            let Some(here) = known(fact, answers) else { continue };
            let other = |id: &Option<FactId>| {
                let other = self.fact(id.as_ref()?.as_str())?;
                Some((other, known(other, answers)?))
            };
            let of_what = [&fact.detail_of, &fact.unsure_of, &fact.speaks_of];
            for (whole, value) in of_what.into_iter().filter_map(other) {
                if value == whole.least() && tells(fact, here) {
                    found.push(against(whole, fact));
                }
            }
            if let Some((longest, value)) = other(&fact.at_most)
                && here > value
            {
                found.extend([against(fact, longest), against(longest, fact)]);
            }
        }
        found
    }

    /// The answers, with every one that another speaks against taken as not known.
    pub(crate) fn resolved(&self, mut answers: Answers) -> (Answers, Vec<Contradiction>) {
        let found = self.contradictions(&answers);
        answers.extend(found.iter().map(|one| (one.doubted.clone(), Answer::Unknown)));
        (answers, found)
    }
}

fn known(fact: &FactDefinition, answers: &Answers) -> Option<i32> {
    match answers.get(&fact.id)? {
        Answer::Known(value) => fact.measure(value).ok(),
        Answer::Unknown => None,
    }
}

/// Whether a detail says that what it belongs to is there. Of a yes, a level and a count the lowest says nothing; a time or a
/// temperature speaks whatever it is.
fn tells(fact: &FactDefinition, measured: i32) -> bool {
    let counts = fact.role == Role::Sign && fact.worse == Worse::Up;
    measured != fact.least() || (matches!(fact.kind, Kind::Number { .. }) && !counts)
}
