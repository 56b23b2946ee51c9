//! What an interview asked next, kept: of two people of whom the rules know and hear the same, it asks the same.
//!
//! "The same" is: the same answers, where a number counts by the bounds that it lies between. `tests/same.rs` holds that a
//! life with a memory is the life without it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use gradus_domain::{Answer, FactId, Value};
use gradus_triage::{Kind, Pack};

/// Ages in days at which the interview itself, and no rule, begins or ends a question.
const AGES: [f64; 6] = [367.0, 914.0, 1461.0, 3287.0, 6575.0, 21_915.0];
/// Questions that are kept; then it begins anew.
const MOST: usize = 4_000_000;

/// Questions by what was known and said before them.
pub struct Memory {
    bounds: BTreeMap<String, Vec<f64>>,
    asked: RefCell<HashMap<u128, Asked>>,
}

/// What was asked next, and whether what was said before is urgent.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) next: Option<String>,
    pub(crate) urgent: bool,
}

/// What is known and said so far.
#[derive(Clone, Copy, Hash)]
pub(crate) struct Place(u128);

impl Memory {
    /// An empty one for the questions of this pack.
    pub fn new(pack: &Pack) -> Self {
        let mut bounds: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for rule in pack.rules() {
            let macros = pack.explain(&rule.id).map(|explained| explained.macros).unwrap_or_default();
            for text in
                std::iter::once(rule.when.as_str()).chain(macros.into_iter().map(|(_, meaning)| meaning))
            {
                for (fact, bound) in compared(text) {
                    bounds.entry(fact).or_default().push(bound);
                }
            }
        }
        bounds.entry("age_days".to_owned()).or_default().extend(AGES);
        let widening =
            pack.vocabulary().facts().iter().filter_map(|fact| Some((fact, fact.widens.as_ref()?)));
        for (fact, target) in widening {
            let same = bounds.get(target.as_str()).cloned().unwrap_or_default();
            bounds.entry(fact.id.to_string()).or_default().extend(same);
        }
        for fact in pack.vocabulary().facts().iter().filter(|fact| matches!(fact.kind, Kind::Number { .. })) {
            // Whether there is any of it at all.
            bounds.entry(fact.id.to_string()).or_default().push(0.1);
        }
        Self { bounds, asked: RefCell::default() }
    }

    /// Where an interview begins.
    pub(crate) fn begin(&self, derived: &BTreeMap<FactId, Answer<Value>>) -> Place {
        let mut place = Place(0);
        for (id, answer) in derived {
            let said = match answer {
                Answer::Unknown => "unknown".to_owned(),
                // For how long something still waits, no question hangs on.
                Answer::Known(_) if id.as_str().starts_with("waiting.") => "waits".to_owned(),
                Answer::Known(Value::YesNo(yes)) => yes.to_string(),
                Answer::Known(Value::Number(number)) => number.to_string(),
                Answer::Known(Value::Level(level)) => level.clone(),
            };
            place = self.after(place, id.as_str(), &said);
        }
        place
    }

    /// The same with one more answer.
    pub(crate) fn after(&self, place: Place, fact: &str, said: &str) -> Place {
        let class = self.bounds.get(fact).zip(said.parse::<f64>().ok());
        let class = class.map(|(bounds, number)| {
            let mut over: Vec<u64> =
                bounds.iter().filter(|bound| number >= **bound).map(|b| b.to_bits()).collect();
            over.sort_unstable();
            over.dedup();
            over
        });
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, place, fact).hash(&mut hasher);
            match &class {
                Some(class) => class.hash(&mut hasher),
                None => said.hash(&mut hasher),
            }
            hasher.finish()
        };
        Place(u128::from(half(1)) << 64 | u128::from(half(2)))
    }

    /// What was asked there; asked of the rules where nobody was there before.
    pub(crate) fn asked(&self, place: Place, ask: impl FnOnce() -> Asked) -> Asked {
        if let Some(known) = self.asked.borrow().get(&place.0) {
            return known.clone();
        }
        let asked = ask();
        let mut all = self.asked.borrow_mut();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(place.0, asked.clone());
        asked
    }
}

/// The comparisons with numbers in a condition.
fn compared(text: &str) -> Vec<(String, f64)> {
    let apart = text.replace(['(', ')', ','], " ");
    let words: Vec<&str> = apart.split_whitespace().collect();
    let compared = words.windows(3).filter(|three| matches!(three[1], ">=" | "<"));
    compared.filter_map(|three| Some((three[0].to_owned(), three[2].parse().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_counts_by_the_bounds_that_it_lies_between() {
        let memory = Memory::new(&Pack::builtin([0; 32]));
        let begun = memory.begin(&BTreeMap::new());
        let at = |fact: &str, said: &str| memory.after(begun, fact, said).0;
        assert_eq!(at("temperature_c", "36.5"), at("temperature_c", "37.4"));
        assert_eq!(at("observed_temperature_c", "36.5"), at("observed_temperature_c", "37.4"));
        for (fact, one, other) in [
            ("temperature_c", "37.4", "37.5"),
            ("temperature_c", "35.9", "36.0"),
            ("pain_peak", "0", "1"),
            ("age_days", "91", "92"),
            ("age_days", "1460", "1461"),
            ("bleeding", "none", "streak"),
            ("bleeding", "none", "unknown"),
        ] {
            assert_ne!(at(fact, one), at(fact, other), "{fact} {one} {other}");
        }
        assert_ne!(at("fit", "true"), at("floppy", "true"));
    }
}
