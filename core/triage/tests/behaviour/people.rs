//! People of whom every context is known and every required question answered without a sign.

use std::collections::BTreeMap;

use chrono::DateTime;
use gradus_domain::{BootId, Moment};
use gradus_triage::{Facts, Pack, Vocabulary};

pub type Raw = BTreeMap<String, String>;

pub fn now() -> Moment {
    let wall = DateTime::parse_from_rfc3339("2026-03-02T20:00:00+01:00").expect("a date");
    Moment::new(wall, 1, BootId::default())
}

pub fn pack() -> Pack {
    Pack::builtin([7; 32])
}

/// An adult, a child of 1,000 days, or a baby of 63 days.
pub fn well(whom: &str) -> Raw {
    let age = match whom {
        "adult" => "12000",
        "child" => "1000",
        "baby" => "63",
        other => panic!("nobody is called {other}"),
    };
    let pairs = [
        ("age_days", age),
        ("session_held", "true"),
        ("hours_since_session", "200"),
        ("anorectal_surgery", "false"),
        ("antipyretic_planned", "false"),
        ("bleeding", "none"),
        ("pain_peak", "0"),
        ("numbing_used", "none"),
        ("temperature_c", "36.8"),
        ("hours_since_antipyretic", "240"),
        ("illness", "well"),
        ("worry", "none"),
    ];
    let flags = [
        "anticoagulant",
        "bleeding_disorder",
        "immunosuppressed",
        "steroids",
        "central_line",
        "hirschsprung",
        "previous_enterocolitis",
        "trisomy_21",
        "arm",
        "diverted",
        "pregnant",
        "spinal_lesion_t6",
        "non_verbal",
        "heart_condition",
        "diabetes",
        "pelvic_radiotherapy",
        "latex_allergy",
    ];
    let flags = flags.into_iter().map(|flag| (flag, "false"));
    pairs.into_iter().chain(flags).map(|(id, answer)| (id.to_owned(), answer.to_owned())).collect()
}

/// The person with other answers, written `fact=answer` with spaces between.
pub fn but(whom: &str, changes: &str) -> Raw {
    let mut raw = well(whom);
    for change in changes.split_whitespace() {
        let (id, answer) = change.split_once('=').expect("fact=answer");
        raw.insert(id.to_owned(), answer.to_owned());
    }
    raw
}

pub fn facts(vocabulary: &Vocabulary, raw: &Raw) -> Facts {
    let pairs = raw.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    Facts::read(vocabulary, pairs).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// What an adult answers who has no reason and no risk: the mildest to every question of the setting.
pub fn clean_setting(
    pack: &gradus_triage::SettingPack,
) -> BTreeMap<gradus_domain::FactId, gradus_domain::Answer<gradus_domain::Value>> {
    use gradus_domain::{Answer, Decimal, Value};
    use gradus_triage::Kind;
    let asked = pack.vocabulary().facts().iter().filter(|fact| fact.id.as_str() != "age_days");
    let mildest = asked.map(|fact| {
        let value = match &fact.kind {
            Kind::YesNo => Value::YesNo(false),
            Kind::Number { .. } => Value::Number(Decimal::whole(0)),
            Kind::Level(levels) => Value::Level(levels[0].clone()),
        };
        (fact.id.clone(), Answer::Known(value))
    });
    mildest.collect()
}
