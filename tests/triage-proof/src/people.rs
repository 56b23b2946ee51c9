use std::collections::BTreeMap;

use gradus_domain::{Answer, Decimal, Value};
use gradus_triage::{Facts, Pack};

use crate::space::{fact_id, nobody_special};

/// Raw answers by the fact's name.
pub type Raw = BTreeMap<String, String>;

/// What every check-in asks, in its mildest answer, and a session a week ago.
const MILD: [(&str, &str); 9] = [
    ("bleeding", "none"),
    ("pain_peak", "0"),
    ("temperature_c", "36.8"),
    ("illness", "well"),
    ("worry", "none"),
    ("belly_distended", "false"),
    ("hours_since_session", "200"),
    ("hours_since_antipyretic", "240"),
    ("numbing_used", "none"),
];

/// Somebody of this age who is well, with these answers in place of theirs. A required question that has another answer of
/// its kind is not put a second time.
pub fn but(pack: &Pack, days: i32, changes: &str) -> Raw {
    let stated = pairs(changes);
    let mut raw: Raw =
        nobody_special(pack, days).iter().map(|(id, answer)| (id.to_string(), text(answer))).collect();
    raw.insert("session_held".to_owned(), "true".to_owned());
    raw.insert("antipyretic_planned".to_owned(), "false".to_owned());
    let told = |id: &str| {
        let groups = pack.vocabulary().required().iter();
        let mut own = groups.filter(|group| group.any_of.iter().any(|one| one.as_str() == id));
        own.any(|group| group.any_of.iter().any(|one| stated.contains_key(one.as_str())))
    };
    raw.extend(
        MILD.iter().filter(|(id, _)| !told(id)).map(|(id, mild)| ((*id).to_owned(), (*mild).to_owned())),
    );
    raw.extend(stated);
    raw
}

/// The pairs of `fact=answer` with blanks between.
pub fn pairs(facts: &str) -> Raw {
    let pairs = facts.split_whitespace().map(|pair| pair.split_once('=').expect("fact=answer"));
    pairs.map(|(id, answer)| (id.to_owned(), answer.to_owned())).collect()
}

pub fn read(pack: &Pack, raw: &Raw) -> Facts {
    let pairs = raw.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    Facts::read(pack.vocabulary(), pairs).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn text(answer: &Answer<Value>) -> String {
    crate::order::written(answer)
}

/// One person with one number of a fact changed.
pub fn with_number(pack: &Pack, raw: &Raw, fact: &str, tenths: i64) -> Facts {
    let mut raw = raw.clone();
    raw.insert(fact_id(fact).to_string(), Decimal::from_tenths(tenths).to_string());
    read(pack, &raw)
}
