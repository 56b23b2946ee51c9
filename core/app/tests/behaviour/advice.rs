//! What helps until somebody is reached: each sentence once, none on a doubt, and worded for a baby.

use gradus_app::ask;

use crate::bench::{Bench, answers, at, check_in, well_but};

const NOW: &str = "2026-03-02T21:00";

#[test]
fn advice_is_each_sentence_once_and_names_no_illness_on_a_doubt() {
    let required = [
        "bleeding",
        "pain_peak",
        "flacc",
        "inconsolable_min",
        "temperature_c",
        "feels_hot",
        "illness",
        "belly_distended",
        "worry",
    ];
    let mut bench = Bench::child();
    let unsure: Vec<_> = required.iter().map(|id| (*id, "unknown")).collect();
    let view = bench.write(check_in("Mina", answers(&unsure)), NOW).triage.expect("an answer");
    assert_eq!(
        view.advice,
        [
            "A question that matters here has no answer yet, so this is treated with care.",
            "Do not hold a session before the open questions are answered.",
        ]
    );
    let fever =
        ask::triage(answers(&[("age_days", "63"), ("temperature_c", "38.4")]), &at(NOW)).expect("an answer");
    let said = fever.advice.join(" ");
    assert!(said.contains("Fever under three months"), "{said}");
    assert!(!said.contains("Hirschsprung"), "nobody said that it is known: {said}");
    let known = [("age_days", "63"), ("temperature_c", "38.4"), ("hirschsprung", "true")];
    let said = ask::triage(answers(&known), &at(NOW)).expect("an answer").advice;
    assert!(said.iter().any(|sentence| sentence.contains("Hirschsprung")), "{said:?}");
    let distinct: std::collections::BTreeSet<_> = said.iter().collect();
    assert_eq!(distinct.len(), said.len());
    assert!(ask::triage(answers(&[("age_days", "12000")]), &at(NOW)).expect("an answer").advice.is_empty());
}

/// No source tells a parent at home to stop feeds: of a baby nothing says so, whatever fires.
#[test]
fn a_baby_is_never_told_not_to_eat_or_drink() {
    let said = |age: &str| {
        let known =
            [("age_days", age), ("hirschsprung", "true"), ("vomiting", "repeated"), ("vomit_green", "true")];
        let more =
            [("floppy", "true"), ("confused", "true"), ("belly_distended", "true"), ("bleeding", "clots")];
        let view = ask::triage(answers(&[&known[..], &more].concat()), &at(NOW)).expect("an answer");
        let rules: Vec<String> = view.rules.iter().map(|rule| rule.advice.clone()).collect();
        format!("{} {}", view.advice.join(" "), rules.join(" "))
    };
    for age in ["0", "63", "366"] {
        let said = said(age);
        for words in ["eat or drink", "No food", "give food"] {
            assert!(!said.contains(words), "{age} days, {words}: {said}");
        }
        assert!(said.contains("Ask about the next feed when you call or arrive."), "{said}");
    }
    let grown = said("367");
    assert!(grown.contains("Do not eat or drink.") && !grown.contains("next feed"), "{grown}");
}

#[test]
fn today_tells_it_of_a_baby_no_more_than_the_answer_does() {
    let green = well_but(&[("vomiting", "repeated"), ("vomit_green", "true"), ("belly_distended", "true")]);
    let lead = |mut bench: Bench, person: &str| {
        bench.write(check_in(person, green.clone()), NOW);
        bench.today(person, NOW).lead.expect("what leads").advice
    };
    let baby = lead(Bench::child(), "Mina");
    assert!(!baby.contains("eat or drink"), "{baby}");
    assert!(baby.contains("Ask about the next feed when you call or arrive."), "{baby}");
    let grown = lead(Bench::adult(), "Robin");
    assert!(grown.contains("Do not eat or drink."), "{grown}");
}
