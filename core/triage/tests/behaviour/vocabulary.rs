//! The vocabulary: what it refuses, and the promises it keeps.

use gradus_domain::Decimal;
use gradus_triage::{FACTS, Kind, Role, Source, Vocabulary, Worse};

fn said(old: &str, new: &str) -> Vec<String> {
    assert!(FACTS.contains(old), "{old} is not there");
    let problems = Vocabulary::parse(&FACTS.replacen(old, new, 1)).expect_err(new);
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn each_mistake_in_the_vocabulary_is_found() {
    for (old, new, expected) in [
        (
            "id = \"faint\"",
            "id = \"bleeding\"",
            "fact: bleeding is defined twice; give each fact one definition",
        ),
        ("id = \"faint\"", "id = \"Faint\"", "id: \"Faint\": not a fact's name"),
        ("kind = \"yes_no\"", "kind = \"maybe\"", "kind: \"maybe\" is not known"),
        ("widens = \"bleeding\"", "widens = \"blood\"", "id: blood is not a fact; name a fact of this file"),
        (
            "any_of = [\"illness\"]",
            "any_of = [\"ilness\"]",
            "any_of: ilness is not a fact; name a fact of this file",
        ),
        ("ask = [\"drowsy\",", "ask = [\"drwsy\",", "ask: drwsy is no danger sign to ask"),
        ("ask = [\"drowsy\",", "ask = [\"session_faint\",", "ask: session_faint is no danger sign to ask"),
        ("ask = [\"drowsy\",", "ask = [\"antipyretic_planned\",", "ask: antipyretic_planned is no danger"),
        (
            "backgrounds = [\"hirsch",
            "backgrounds = [\"faint\", \"hirsch",
            "backgrounds: faint is no background",
        ),
        ("under_days = 367", "under_days = 0", "under_days: "),
        ("at_most = \"age_days\"", "at_most = \"age\"", "id: age is not a fact; name a fact of this file"),
        ("unsure_of = \"bleeding\"", "unsure_of = \"blood\"", "id: blood is not a fact"),
        ("speaks_of = \"pregnant\"", "speaks_of = \"pregant\"", "id: pregant is not a fact"),
        ("follows = \"drowsy\"", "follows = \"sleepy\"", "id: sleepy is not a fact"),
        ("only_for = \"hirschsprung\"", "only_for = \"hirsch\"", "only_for: hirsch is not a fact"),
        ("only_for = [\"pregnant\"]", "only_for = [\"pregant\"]", "id: pregant is not a fact"),
        (
            "only_for = [\"pregnant\"]",
            "only_for = [\"Pregnant\"]",
            "only_for[1]: \"Pregnant\": not a fact's name",
        ),
        (
            "normal = [36.0, 37.4]",
            "normal = [37.4, 36.0]",
            "normal: not a range; write the normal range as [36.0, 37.4]",
        ),
        ("normal = [36.0, 37.4]", "mormal = [36.0, 37.4]", "mormal: unknown field; did you mean normal?"),
        ("unit = \"minutes\"", "unti = \"minutes\"", "unit: missing; write the unit"),
        ("role = \"context\"", "role = \"contxt\"", "role: \"contxt\" is not known; did you mean context?"),
        ("source = \"background\"", "source = \"guess\"", "source: \"guess\" is not known"),
        ("id = \"urine\"", "id = \"skin\"", "id: skin is defined twice; give each topic one definition"),
        ("id = \"urine\"", "id = \"Urine\"", "id: \"Urine\": not a fact's name"),
        ("id = \"urine\"", "id = \"unknown\"", "id: unknown is an answer of its own"),
        ("id = \"urine\"", "id = \"nothing_more\"", "id: nothing_more is an answer of its own"),
        ("\"catheter\", \"urine_or", "\"cathter\", \"urine_or", "signs: cathter is no danger sign to ask"),
        ("\"catheter\", \"urine_or", "\"hirschsprung\", \"urine_or", "hirschsprung is no danger sign to ask"),
        (
            "\"catheter\", \"urine_or",
            "\"urine_or",
            "line 115, topic[1].signs: no topic asks for catheter; name each",
        ),
        (
            "signs = [\"vaginal_bleeding\", ",
            "signs = [\"fewer_movements\", ",
            "fewer_movements stands there twice",
        ),
        (
            "signs = [\"vaginal_bleeding\", \"waters_leaking\", \"fewer_movements\"]",
            "signs = []",
            "signs: a topic without a question",
        ),
        ("always = true", "always = 1", "always: "),
        ("gradus-facts/1", "gradus-facts/2", "line 20, format: \"gradus-facts/2\" is not known"),
    ] {
        let said = said(old, new);
        assert!(said.iter().any(|line| line.contains(expected)), "{new}: {said:#?}");
    }
}

/// A fact is never renamed and never removed: every name of every version stands, with the kind and role it had.
#[test]
fn the_facts_of_every_version_stand() {
    let vocabulary = Vocabulary::builtin();
    assert_eq!(vocabulary.version(), 3);
    let known: Vec<String> = vocabulary
        .facts()
        .iter()
        .map(|fact| {
            let kind = match &fact.kind {
                Kind::YesNo => "yes_no".to_owned(),
                Kind::Number { unit, .. } => unit.clone(),
                Kind::Level(levels) => levels.join("<"),
            };
            let role = if fact.role == Role::Sign { "" } else { " context" };
            format!("{} {kind}{role}", fact.id)
        })
        .collect();
    let versions = [include_str!("v1/facts.txt"), include_str!("facts_v2.txt"), include_str!("facts_v3.txt")];
    let listed: Vec<_> = versions.iter().flat_map(|facts| facts.lines()).collect();
    for line in &listed {
        assert!(known.iter().any(|fact| fact == line), "{line} is gone or changed");
    }
    assert_eq!(known.len(), listed.len(), "a new fact is written down with its version");
}

#[test]
fn a_fact_that_widens_another_speaks_the_same_language() {
    let vocabulary = Vocabulary::builtin();
    for fact in vocabulary.facts() {
        let Some(target) = fact.widens.as_ref().and_then(|id| vocabulary.fact(id.as_str())) else { continue };
        assert_eq!(fact.role, target.role, "{}", fact.id);
        assert_eq!(fact.worse, target.worse, "{}", fact.id);
        match (&fact.kind, &target.kind) {
            (Kind::YesNo, Kind::YesNo) => {}
            (Kind::Level(one), Kind::Level(other)) => assert_eq!(one, other, "{}", fact.id),
            (Kind::Number { least, greatest, .. }, Kind::Number { least: from, greatest: to, .. }) => {
                assert!(least >= from && greatest <= to, "{}", fact.id);
            }
            _ => panic!("{} is of another kind than {}", fact.id, target.id),
        }
        assert!(target.widens.is_none(), "{} widens a fact that widens", fact.id);
    }
}

#[test]
fn only_signs_are_required_and_context_has_no_worse_side() {
    let vocabulary = Vocabulary::builtin();
    for group in vocabulary.required() {
        for id in &group.any_of {
            let fact = vocabulary.fact(id.as_str()).expect("a fact");
            assert_eq!(fact.role, Role::Sign, "{id}");
            assert!(vocabulary.is_required(id.as_str()));
        }
    }
    assert!(!vocabulary.is_required("age_days"));
    let both: Vec<&str> = vocabulary
        .facts()
        .iter()
        .filter(|fact| matches!(fact.worse, Worse::Both { .. }))
        .map(|fact| fact.id.as_str())
        .collect();
    assert_eq!(both, ["temperature_c", "observed_temperature_c", "earlier_temperature_c"]);
    let temperature = vocabulary.fact("temperature_c").expect("a fact");
    assert_eq!(temperature.worse, Worse::Both { low: Decimal::whole(36), high: Decimal::from_tenths(374) });
    assert!(
        !temperature.is_derived()
            && vocabulary.fact("session_bleeding").is_some_and(|f| f.source == Source::Log)
    );
}
