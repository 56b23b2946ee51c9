//! Somebody who is asked: what is told of them, what nothing is told of, and what the rules answer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::DateTime;
use gradus_domain::{BootId, Disposition, Moment};
use gradus_triage::{Facts, Kind, Pack, Source};

/// Read once: every case is put to the same rules.
pub static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::builtin([7; 32]));

/// The stated facts, and beside them what a background says of which nothing is told, and the mildest answer to each
/// question that every check-in asks. A case must not owe its answer to what it left out.
pub fn person(stated: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, String> {
    if !stated.contains_key("age_days") {
        return Err("age_days is missing".to_owned());
    }
    let vocabulary = PACK.vocabulary();
    let flags = vocabulary.facts().iter().filter(|fact| fact.source == Source::Background);
    let flags = flags.filter(|fact| matches!(fact.kind, Kind::YesNo));
    let mut facts: BTreeMap<String, String> =
        flags.map(|fact| (fact.id.to_string(), "false".to_owned())).collect();
    let mut mildest: Vec<(&str, &str)> = vec![("session_held", "true"), ("hours_since_session", "200")];
    mildest.extend([("hours_since_antipyretic", "240"), ("numbing_used", "none")]);
    for group in vocabulary.required() {
        let told = group.any_of.iter().any(|id| stated.contains_key(id.as_str()));
        let mild = group.any_of.iter().find_map(|id| MILDEST.iter().find(|(name, _)| *name == id.as_str()));
        mildest.extend(mild.filter(|_| !told));
    }
    facts.extend(mildest.into_iter().map(|(id, answer)| (id.to_owned(), answer.to_owned())));
    facts.extend(stated);
    Ok(facts)
}

const MILDEST: &[(&str, &str)] = &[
    ("bleeding", "none"),
    ("pain_peak", "0"),
    ("temperature_c", "36.8"),
    ("illness", "well"),
    ("worry", "none"),
    ("belly_distended", "false"),
];

pub fn answer(facts: &BTreeMap<String, String>) -> (Disposition, Vec<String>) {
    let pairs = facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let facts = Facts::read(PACK.vocabulary(), pairs).and_then(|told| {
        // As the product hears it: a doubt that another answer settles is none.
        PACK.join(told.answers().clone(), BTreeMap::new())
    });
    let facts = facts.unwrap_or_else(|errors| panic!("{errors:?}"));
    let wall = DateTime::parse_from_rfc3339("2026-03-02T20:00:00+01:00").expect("a date");
    let decision = PACK.decide(&facts, &Moment::new(wall, 1, BootId::default()));
    (decision.disposition, decision.fired.into_iter().map(|rule| rule.id).collect())
}
