//! The pack, texts and evidence that ship are free of every mistake that can be found without a patient.

use gradus_triage::{Evidence, Pack, Texts, Vocabulary, facts_schema};

#[test]
fn the_shipped_pack_has_no_problem() {
    let pack = Pack::builtin([0; 32]);
    let problems = pack.check_shipped(&Texts::shipped(), &Evidence::builtin());
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn every_fact_has_a_question_and_the_pack_says_that_nobody_signed_it() {
    let (vocabulary, texts) = (Vocabulary::builtin(), Texts::english());
    assert_eq!(facts_schema(&vocabulary, &texts).len(), vocabulary.facts().len());
    let reference = Pack::builtin([3; 32]).reference();
    assert_eq!(
        (reference.version.as_str(), reference.hash, reference.signed_off),
        ("danger-3", [3; 32], false)
    );
}

#[test]
fn all_statements_of_both_reviews_are_there() {
    let evidence = Evidence::builtin();
    for number in 1..=33 {
        assert!(evidence.row(&format!("S{number}")).is_some(), "S{number}");
    }
    let dates: Vec<String> = evidence.reviews().iter().map(|review| review.checked.to_string()).collect();
    assert_eq!(dates, ["2025-11-12", "2026-01-08"]);
}

/// Whoever reads a plan finds what its sources are.
#[test]
fn every_source_of_a_published_plan_is_in_the_evidence() {
    let evidence = Evidence::builtin();
    for (name, text) in gradus_domain::plan::published() {
        let sources = text.split("[[source]]").skip(1);
        let ids =
            sources.map(|source| source.split("\nid = \"").nth(1).and_then(|rest| rest.split('"').next()));
        for id in ids.flatten() {
            assert!(evidence.row(id).is_some(), "{name}: {id}");
        }
    }
}
