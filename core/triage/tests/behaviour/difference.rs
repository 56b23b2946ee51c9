//! What a newer pack changes is found: rule by rule, and in the answers to cases at the thresholds of both.

use gradus_domain::Disposition;
use gradus_triage::{DANGER_RULES, Difference, FACTS, Pack, Vocabulary};

use crate::people::{now, pack};

const FIRST: &str = include_str!("v1/danger.toml");

fn changed(old: &str, new: &str) -> Difference {
    assert!(DANGER_RULES.contains(old), "{old} is not there");
    let other = Pack::parse(&DANGER_RULES.replacen(old, new, 1), [2; 32]).expect("it reads");
    Difference::between(&pack(), &other, &now())
}

#[test]
fn the_same_pack_has_no_difference() {
    let same = Difference::between(&pack(), &pack(), &now());
    assert!(same.is_empty() && same.tried > 500, "{}", same.tried);
}

#[test]
fn the_newest_pack_adds_rules_and_is_milder_only_where_it_was_eased() {
    let first = Pack::parse(FIRST, [1; 32]).expect("it reads");
    let difference = Difference::between(&first, &pack(), &now());
    assert_eq!(difference.removed, [""; 0]);
    assert_eq!(difference.added.len(), pack().rules().len() - first.rules().len());
    assert!(difference.added.contains(&"G8".to_owned()) && !difference.added.contains(&"B1".to_owned()));
    let fields: Vec<&str> = difference.head.iter().map(|change| change.field.as_str()).collect();
    let macros =
        ["any_blood_seen", "bowel_in_the_cold", "frail", "ill_in_the_cold", "recent", "sore_in_the_cold"];
    let macros: Vec<String> = macros.iter().map(|name| format!("macro.{name}")).collect();
    assert_eq!(fields[..3], ["version", "effective", "facts_version"]);
    assert_eq!(fields[3..], macros);
    assert!(!difference.answers.is_empty());
    let milder: Vec<_> = difference.answers.iter().filter(|one| one.is_milder()).collect();
    // What was eased on purpose (see `versions`), and those cases of its neighbours that lie just short of them.
    let eased = ["I9", "I9a", "I9b"];
    let is_eased = |rule: &str| eased.contains(&rule) || rule.starts_with("settled ");
    let milder: Vec<_> = milder.into_iter().filter(|one| !is_eased(&one.rule)).collect();
    assert!(
        milder.is_empty(),
        "{:?}",
        milder.iter().map(|one| (&one.rule, &one.compared)).collect::<Vec<_>>()
    );
    let all = difference.answers.iter().filter(|one| one.is_milder() && eased.contains(&one.rule.as_str()));
    for one in all {
        assert!(one.old.disposition < Disposition::Emergency && one.new.disposition > Disposition::Continue);
    }
    let stroke = difference.answers.iter().filter(|one| one.rule == "G8" && one.compared == "stroke_signs");
    let answers: Vec<_> = stroke.map(|one| (one.old.disposition, one.new.disposition)).collect();
    assert!(answers.contains(&(Disposition::Continue, Disposition::Emergency)), "{answers:?}");
}

#[test]
fn and_back_it_is_milder_and_says_so_first() {
    let first = Pack::parse(FIRST, [1; 32]).expect("it reads");
    let back = Difference::between(&pack(), &first, &now());
    assert!(back.added.is_empty() && back.removed.contains(&"G8".to_owned()));
    assert!(
        back.answers
            .first()
            .is_some_and(|one| one.is_milder() && one.old.disposition == Disposition::Emergency)
    );
    let milder = back.answers.iter().take_while(|one| one.is_milder()).count();
    assert!(back.answers[milder..].iter().all(|one| !one.is_milder()));
}

#[test]
fn a_threshold_that_moves_shows_at_the_values_between() {
    let moved = changed("when = \"bleeding_min >= 20\"", "when = \"bleeding_min >= 22\"");
    let change = &moved.changed[0];
    assert_eq!((change.id.as_str(), change.fields[0].field.as_str()), ("B4a", "when"));
    assert_eq!(
        (change.fields[0].old.as_str(), change.fields[0].new.as_str()),
        ("bleeding_min >= 20", "bleeding_min >= 22")
    );
    // At 20 and 21 minutes the answer gets milder; at 22 both say the same.
    let milder: Vec<_> = moved.answers.iter().filter(|one| one.is_milder()).collect();
    assert!(milder.len() >= 2 && milder.len() == moved.answers.len(), "{}", milder.len());
    assert!(milder.iter().all(|one| one.old.disposition == Disposition::Emergency));
}

/// Some of the shipped rules: what settles a doubt stands in the facts, and is the same for few as for all.
fn few() -> String {
    let mut parts = DANGER_RULES.split("\n[[rule]]\n");
    let head = parts.next().expect("a head").to_owned();
    let wanted = ["I3", "I9", "B1", "B4", "G3"].map(|id| format!("id = \"{id}\"\n"));
    let rules = parts.filter(|rule| wanted.iter().any(|id| rule.starts_with(id.as_str())));
    rules.fold(head, |text, rule| format!("{text}\n[[rule]]\n{rule}"))
}

/// These rules over facts in which one text was replaced by another, beside the shipped facts.
fn over(old: &str, new: &str) -> Difference {
    assert!(FACTS.contains(old), "{old} is not there");
    let facts = Vocabulary::parse(&FACTS.replacen(old, new, 1)).expect("facts");
    let [same, other] = [Vocabulary::builtin(), facts]
        .map(|facts| Pack::parse_over(&few(), facts, [7; 32]).expect("it reads"));
    Difference::between(&same, &other, &now())
}

fn said(difference: &Difference) -> Vec<(&str, &str, &str, &str)> {
    let parts = difference.facts.iter();
    let fields = parts.flat_map(|part| part.fields.iter().map(|one| (part.id.as_str(), one)));
    fields.map(|(id, one)| (id, one.field.as_str(), one.old.as_str(), one.new.as_str())).collect()
}

#[test]
fn an_age_from_which_a_doubt_is_settled_shows_as_a_change_and_in_a_case() {
    let earlier = over("from_days = 92", "from_days = 31");
    assert_eq!(said(&earlier), [("settled temperature_c by feels_hot", "from_days", "92", "31")]);
    let at: Vec<_> = earlier.answers.iter().map(|one| (one.rule.as_str(), one.compared.as_str())).collect();
    assert!(at.contains(&("settled temperature_c", "from_days, at 91")), "{at:?}");
    assert!(at.contains(&("settled temperature_c", "from_days, at 31")), "{at:?}");
    assert!(earlier.answers.iter().all(gradus_triage::AnswerChange::is_milder), "{at:?}");
    let later = over("from_days = 92", "from_days = 120");
    assert!(!later.answers.is_empty() && later.answers.iter().all(|one| !one.is_milder()));
}

#[test]
fn every_condition_of_a_settling_that_goes_shows_in_a_case() {
    for (old, new, compared) in [
        (
            "\"hirschsprung\", \"previous_enterocolitis\", \"trisomy_21\"",
            "\"previous_enterocolitis\", \"trisomy_21\"",
            "unless hirschsprung",
        ),
        ("days_since_surgery = 31, ", "", "not_within days_since_surgery = 31"),
        (
            "after = { hours_since_antipyretic = 6 }",
            "after = { hours_since_antipyretic = 4 }",
            "after hours_since_antipyretic = 6",
        ),
        ("pain_peak = 4, ", "", "not_from pain_peak = 4"),
        ("\"bleeding_min\", \"stool_blood_mixed\"", "\"stool_blood_mixed\"", "beside bleeding_min"),
    ] {
        let less = over(old, new);
        let at: Vec<_> = less.answers.iter().map(|one| (one.rule.as_str(), one.compared.as_str())).collect();
        assert!(
            at.iter().any(|(rule, at)| rule.starts_with("settled ") && *at == compared),
            "{compared}: {at:?}"
        );
        assert_eq!(less.facts.len(), 1, "{compared}");
    }
}

#[test]
fn a_settling_that_is_there_at_all_shows_between_packs_of_older_and_newer_facts() {
    let older = few().replacen("facts_version = 3", "facts_version = 2", 1);
    let [older, newer] = [older, few()].map(|text| Pack::parse(&text, [7; 32]).expect("it reads"));
    let begun = Difference::between(&older, &newer, &now());
    let ids: Vec<&str> = begun.facts.iter().map(|part| part.id.as_str()).collect();
    assert_eq!(ids, ["settled temperature_c by feels_hot", "settled bleeding by blood_seen"]);
    let plain = begun.answers.iter().find(|one| one.compared == "by feels_hot").expect("a case");
    assert!(
        plain.is_milder() && plain.new.disposition == Disposition::Continue,
        "{:?}",
        plain.new.disposition
    );
    assert!(begun.answers.iter().any(|one| one.compared == "by blood_seen"));
}

#[test]
fn a_fact_that_says_something_else_shows_as_a_change_and_in_cases() {
    let asked = over("[[required]]\nany_of = [\"worry\"]\n", "");
    assert_eq!(said(&asked), [("required worry", "any_of", "worry", "")]);
    assert!(asked.answers.iter().any(gradus_triage::AnswerChange::is_milder), "no case without a worry");
    let normal = over("normal = [36.0, 37.4]", "normal = [36.1, 37.4]");
    assert_eq!(said(&normal)[0].1, "worse");
    let none = over("note = \"Days since birth.\"", "note = \"Days of life.\"");
    assert_eq!(said(&none), [("fact age_days", "note", "Days since birth.", "Days of life.")]);
    assert!(none.answers.is_empty() && !none.is_empty());
    let fewer = over("levels = [\"none\", \"streak\"", "levels = [\"none\", \"spot\", \"streak\"");
    assert_eq!(said(&fewer)[0].1, "levels");
}

#[test]
fn a_gate_that_opens_is_milder_though_the_call_stays() {
    let opened = changed(
        "disposition = \"pause 24 h\"\ngate = \"wait 24 h\"",
        "disposition = \"pause 24 h\"\ngate = \"wait 12 h\"",
    );
    assert_eq!(opened.changed[0].fields[0].field, "gate");
    assert!(opened.answers.iter().any(|one| one.is_milder() && one.old.disposition == one.new.disposition));
}
