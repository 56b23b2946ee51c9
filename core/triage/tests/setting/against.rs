//! Answers that speak against each other count on the safer side, and are put again.

use std::collections::BTreeSet;

use gradus_triage::{Kind, Setting, Worse};

use crate::people::{but, clean, decide, ids, pack};

/// Who is clean before; a detail whose whole is denied; the least free that is left; what is asked again.
const DETAILS: [(&str, &str, Setting, &str); 9] = [
    ("own", "neutropenic=true", Setting::NotNow, "weak_defence"),
    ("own", "radiotherapy=over_8_weeks", Setting::Home, "operated"),
    ("own", "bowel_join=checked", Setting::Home, "operated"),
    ("own", "wound_open=true", Setting::NotNow, "operated"),
    ("own", "worst_pain_14d=7", Setting::Professional, "sessions_held"),
    ("own", "painful_sessions_14d=3", Setting::Professional, "sessions_held"),
    ("own", "bleed_sessions_7d=3", Setting::Professional, "sessions_held"),
    ("own", "not_passed_in_a_row=2", Setting::Professional, "sessions_held"),
    ("own", "no_progress_days=28", Setting::Professional, "sessions_held"),
];

#[test]
fn a_detail_without_its_whole_is_never_thrown_away() {
    for (whom, detail, setting, again) in DETAILS {
        let decision = decide(&but(clean(whom), detail));
        assert_eq!(decision.setting, setting, "{detail}: {:?}", ids(&decision));
        assert!(decision.missing.iter().any(|id| id.as_str() == again), "{detail} asks for {again}");
    }
    let tried: BTreeSet<&str> = DETAILS.iter().filter_map(|row| Some(row.1.split_once('=')?.0)).collect();
    let pack = pack();
    let details = pack.vocabulary().facts().iter().filter(|fact| fact.detail_of.is_some());
    assert_eq!(tried, details.map(|fact| fact.id.as_str()).collect());
}

#[test]
fn a_reason_asks_for_what_it_tells_of() {
    for (told, setting, missing) in [
        ("reason=after_radiotherapy operated=false radiotherapy=", Setting::Professional, "radiotherapy"),
        ("reason=after_radiotherapy", Setting::NotNow, "radiotherapy"),
        ("reason=narrow_join", Setting::NotNow, "bowel_join"),
        ("reason=narrow_join operated=true bowel_join=", Setting::Professional, "bowel_join"),
    ] {
        let decision = decide(&but(clean("clinic"), told));
        assert_eq!(decision.setting, setting, "{told}: {:?}", ids(&decision));
        assert!(decision.missing.iter().any(|id| id.as_str() == missing), "{told} asks for {missing}");
    }
    let told = "reason=after_radiotherapy operated=true radiotherapy=over_8_weeks";
    let decision = decide(&but(clean("clinic"), told));
    assert_eq!((decision.setting, decision.missing.len()), (Setting::Home, 0));
}

#[test]
fn a_risk_in_doubt_is_not_cleared() {
    for risk in ["bleeds_easily", "weak_defence", "heart_or_spine", "pregnant", "bowel_disease"] {
        let known = decide(&but(clean("clinic"), &format!("{risk}=true")));
        assert_eq!(known.setting, Setting::Home, "{risk}");
        let unsure = decide(&but(clean("clinic"), &format!("{risk}=unknown")));
        assert_eq!((unsure.setting, ids(&unsure)[0].as_str()), (Setting::Professional, "SP6?"), "{risk}");
        let unasked = decide(&but(clean("clinic"), &format!("{risk}=")));
        let missing: Vec<&str> = unasked.missing.iter().map(gradus_domain::FactId::as_str).collect();
        assert_eq!((unasked.setting, missing), (Setting::Professional, vec![risk]));
    }
}

/// What matters only to whoever is led by a clinic, or says nothing by itself.
const FOR_THE_CLINIC: [&str; 6] =
    ["cleared", "sessions_held", "clinic_start", "instructions", "follow_up", "training"];

#[test]
fn every_other_fact_alone_ends_an_adults_own_practice_at_its_worst_and_in_doubt() {
    for fact in pack().vocabulary().facts() {
        let worst = match &fact.kind {
            Kind::YesNo => "true".to_owned(),
            Kind::Level(levels) => levels[levels.len() - 1].clone(),
            Kind::Number { .. } if fact.worse == Worse::Down => "0".to_owned(),
            Kind::Number { .. } => "100".to_owned(),
        };
        let worst = if fact.id.as_str() == "worst_pain_14d" { "10".to_owned() } else { worst };
        for told in [worst.as_str(), "unknown"] {
            let decision = decide(&but(clean("own"), &format!("{}={told}", fact.id)));
            let free = decision.setting == Setting::SelfDirected;
            let expected = FOR_THE_CLINIC.contains(&fact.id.as_str());
            assert_eq!(free, expected, "{}={told}: {:?}", fact.id, ids(&decision));
        }
    }
}

#[test]
fn the_largest_size_of_own_practice_is_that_of_an_own_plan() {
    let rule = pack().rule("SP8b").expect("the rule").when.clone();
    let next =
        gradus_domain::Decimal::from_tenths(i64::from(gradus_domain::plan::SELF_DIRECTED_GOAL_TENTHS) + 1);
    assert_eq!(rule, format!("largest_mm >= {next}"));
}
