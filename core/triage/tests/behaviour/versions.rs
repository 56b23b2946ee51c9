//! A pack that answered once answers so for ever, and a newer one never less.

use gradus_triage::{Facts, Pack};

use crate::cases::{Prepared, broken_by, prepared_of};
use crate::people::{now, pack};

/// The pack of version 1, as it stood, with the table of its cases.
const FIRST: &str = include_str!("v1/danger.toml");
const CASES: &str = include_str!("v1/cases.txt");

fn first() -> (Pack, Vec<Prepared>) {
    let pack = Pack::parse(FIRST, [1; 32]).expect("a newer vocabulary reads an older pack");
    assert_eq!(pack.version(), "danger-1");
    (pack, prepared_of(CASES))
}

#[test]
fn an_older_pack_replays_with_the_vocabulary_of_today() {
    let (first, cases) = first();
    assert_eq!(cases.len(), first.rules().len());
    assert_eq!(broken_by(&first, &cases), None);
}

#[test]
fn a_newer_pack_asks_for_no_less_than_the_older_one() {
    let ((first, cases), newer) = (first(), pack());
    let all = cases.iter().flat_map(|case| case.fires.iter().chain(&case.silent));
    for facts in all {
        let decide = |pack: &Pack, facts: &Facts| pack.decide(facts, &now());
        let (then, today) = (decide(&first, facts), decide(&newer, facts));
        assert!(today.disposition >= then.disposition && today.gate.covers(&then.gate));
        for rule in &then.fired {
            let still = today.fired.iter().find(|one| one.id == rule.id);
            assert!(still.is_some_and(|one| one.certainty >= rule.certainty), "{} fell silent", rule.id);
        }
    }
}
