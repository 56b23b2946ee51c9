//! The cases that a rule's own thresholds make: they fire from the threshold on and not before.

use std::collections::BTreeSet;

use gradus_domain::FactId;
use gradus_triage::{Case, Example, Pack, Side, Source};

use crate::people::{now, pack};

const FIRST: &str = include_str!("v1/danger.toml");

fn side(example: &Example, side: Side) -> Option<&Case> {
    example.cases.iter().find(|case| case.side == side)
}

#[test]
fn every_comparison_of_every_rule_is_tried_short_of_it_and_at_it() {
    let pack = pack();
    for rule in pack.rules() {
        let explained = pack.explain(&rule.id).expect("it exists");
        let counted = explained
            .facts
            .iter()
            .any(|id| pack.vocabulary().fact(id).is_some_and(|f| f.source == Source::Engine));
        let examples = pack.examples(&rule.id, &now());
        let tried: BTreeSet<&str> = examples.iter().map(|example| example.fact.as_str()).collect();
        let read: BTreeSet<&str> = explained.facts.iter().copied().collect();
        assert!(counted || tried == read, "{}: {tried:?} of {read:?}", rule.id);
        for example in &examples {
            let (short, at) =
                (side(example, Side::Short).expect("short"), side(example, Side::At).expect("at"));
            assert!(at.fires, "{} is silent at {}", rule.id, example.compared);
            assert!(!short.fires, "{} fires short of {}", rule.id, example.compared);
            if let Some(beyond) = side(example, Side::Beyond) {
                assert!(beyond.fires, "{} is silent beyond {}", rule.id, example.compared);
            }
        }
    }
    assert_eq!(pack.examples("Z9", &now()), []);
}

#[test]
fn cases_of_one_comparison_differ_in_one_value_and_miss_nothing() {
    let pack = pack();
    for rule in pack.rules() {
        for example in pack.examples(&rule.id, &now()) {
            let is_detail = |id: &FactId| {
                let fact = pack.vocabulary().fact(id.as_str());
                fact.is_some_and(|fact| {
                    [&fact.detail_of, &fact.speaks_of].contains(&&Some(example.fact.clone()))
                })
            };
            let rest = |case: &Case| {
                let mut facts = case.facts.clone();
                facts.retain(|id, _| *id != example.fact && !is_detail(id));
                facts
            };
            let first = rest(&example.cases[0]);
            for case in &example.cases {
                assert!(rest(case) == first, "{} {}", rule.id, example.compared);
                assert_eq!(case.decision.missing, [], "{} {} {:?}", rule.id, example.compared, case.side);
                let against = pack.vocabulary().contradictions(&case.facts);
                assert_eq!(against, [], "{} {} {:?}", rule.id, example.compared, case.side);
            }
        }
    }
}

#[test]
fn a_threshold_is_tried_one_step_apart() {
    let pack = pack();
    let values = |rule: &str, compared: &str| -> Vec<String> {
        let examples = pack.examples(rule, &now());
        let example = examples.iter().find(|one| one.compared == compared).expect("it is tried");
        let value = |case: &Case| match &case.facts[&example.fact] {
            gradus_domain::Answer::Known(gradus_domain::Value::Number(number)) => number.to_string(),
            gradus_domain::Answer::Known(gradus_domain::Value::Level(level)) => level.clone(),
            gradus_domain::Answer::Known(gradus_domain::Value::YesNo(yes)) => yes.to_string(),
            gradus_domain::Answer::Unknown => "unknown".to_owned(),
        };
        example.cases.iter().map(value).collect()
    };
    assert_eq!(values("I3", "temperature_c >= 38"), ["37.9", "38", "38.1"]);
    assert_eq!(values("I9", "temperature_c < 36"), ["36", "35.9", "35.8"]);
    assert_eq!(values("I1", "age_days < 92"), ["92", "91", "90"]);
    assert_eq!(values("B3", "bleeding >= drip"), ["pink_tint", "drip", "red_bowl"]);
    assert_eq!(values("I3", "feels_hot"), ["false", "true"]);
}

#[test]
fn an_older_pack_has_cases_of_its_own() {
    let first = Pack::parse(FIRST, [1; 32]).expect("it reads");
    assert!(first.rules().iter().filter(|rule| !first.examples(&rule.id, &now()).is_empty()).count() > 90);
}
