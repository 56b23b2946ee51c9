//! People of whom every question has an answer.

use std::collections::BTreeMap;

use gradus_triage::{Facts, SettingDecision, SettingPack, read_answers};

pub type Raw = BTreeMap<String, String>;

pub fn pack() -> SettingPack {
    SettingPack::builtin([7; 32])
}

/// An adult without a medical reason, of whom every risk was asked and denied; or somebody with a narrowing whose clinic
/// began the dilation and left nothing open.
pub fn clean(whom: &str) -> Raw {
    let reason = match whom {
        "own" => "own_practice",
        "clinic" => "narrowing",
        other => panic!("nobody is called {other}"),
    };
    let pack = pack();
    let mildest = pack.vocabulary().facts().iter().map(|fact| {
        let answer = match &fact.kind {
            gradus_triage::Kind::YesNo => "false",
            gradus_triage::Kind::Number { .. } => "0",
            gradus_triage::Kind::Level(levels) => &levels[0],
        };
        (fact.id.to_string(), answer.to_owned())
    });
    let mut raw: Raw = mildest.collect();
    for (id, answer) in [("reason", reason), ("age_days", "12000"), ("largest_mm", "25")] {
        raw.insert(id.to_owned(), answer.to_owned());
    }
    raw
}

/// With other answers, written `fact=answer` with spaces between; `fact=` takes the answer away.
pub fn but(mut raw: Raw, changes: &str) -> Raw {
    for change in changes.split_whitespace() {
        match change.split_once('=').expect("fact=answer") {
            (id, "") => {
                raw.remove(id).unwrap_or_else(|| panic!("{id} was not there"));
            }
            (id, answer) => {
                raw.insert(id.to_owned(), answer.to_owned());
            }
        }
    }
    raw
}

pub fn facts(pack: &SettingPack, raw: &Raw) -> Facts {
    let pairs = raw.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let answers = read_answers(pack.vocabulary(), pairs).unwrap_or_else(|errors| panic!("{errors:?}"));
    Facts::new(pack.vocabulary(), answers).expect("facts of the vocabulary")
}

pub fn decide(raw: &Raw) -> SettingDecision {
    let pack = pack();
    pack.decide(&facts(&pack, raw))
}

/// What holds, and what may hold with a question mark behind it, the least free first.
pub fn ids(decision: &SettingDecision) -> Vec<String> {
    let mark = |certainty| if certainty == gradus_domain::Certainty::Doubt { "?" } else { "" };
    decision.reasons.iter().map(|one| format!("{}{}", one.id, mark(one.certainty))).collect()
}
