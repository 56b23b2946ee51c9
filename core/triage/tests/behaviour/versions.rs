//! A pack that answered once answers so for ever, and a newer one never less.

use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::{Assessment, Disposition, FactId, Gate};
use gradus_triage::{More, Pack};

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
fn the_second_pack_replays_too() {
    let second = Pack::parse(include_str!("v2/danger.toml"), [2; 32]).expect("a newer vocabulary reads it");
    assert_eq!(second.version(), "danger-2");
    let cases = prepared_of(include_str!("v2/cases.txt"));
    assert_eq!(cases.len(), second.rules().len());
    assert_eq!(broken_by(&second, &cases), None);
}

#[test]
fn each_answer_is_given_again_from_the_facts_in_it_and_an_altered_one_is_not() {
    let second = Pack::parse(include_str!("v2/danger.toml"), [2; 32]).expect("a pack");
    let all = [
        (first().0, CASES, false),
        (second, include_str!("v2/cases.txt"), false),
        (pack(), include_str!("cases.txt"), true),
    ];
    for (pack, cases, is_today) in all {
        for facts in prepared_of(cases).iter().flat_map(|case| case.fires.iter().chain(&case.silent)) {
            let again = |kept: &Assessment| pack.gives_again(kept, now().wall).expect("known facts");
            let kept = pack.assess_session(facts, &now());
            assert!(again(&kept));
            let belly = More::About(BTreeSet::from(["belly".to_owned()]));
            for more in [More::Nothing, More::Anything, belly] {
                let asked = facts.answers().clone();
                let kept = pack.conclude(asked, &more, BTreeMap::new(), &now()).expect("known facts").1;
                assert!(again(&kept), "a check-in, with more: {more:?}");
            }
            let urgent = Assessment { disposition: Disposition::Emergency, ..kept.clone() };
            assert_eq!(again(&urgent), kept.disposition == Disposition::Emergency);
            assert!(kept.fired.is_empty() || !again(&Assessment { fired: Vec::new(), ..kept.clone() }));
            let is_open = kept.fired.iter().all(|rule| Gate::OPEN.covers(&rule.gate));
            assert!(is_open || !again(&Assessment { gate: Gate::OPEN, ..kept.clone() }));
            if is_today {
                let missing = FactId::new("bleeding").expect("a name");
                assert!(!again(&Assessment { missing: vec![missing; 2], ..kept.clone() }));
                assert!(kept.tasks.is_empty() || !again(&Assessment { tasks: Vec::new(), ..kept.clone() }));
            }
        }
    }
}

/// What was made milder on purpose, because of what it cost people who are well: a lone reading below 36.0 is measured again.
/// Nothing that it found together with anything else is among it.
const EASED: [&str; 1] = ["I9"];

#[test]
fn a_newer_pack_asks_for_no_less_than_the_older_one_but_for_what_was_eased() {
    let newer = pack();
    for (text, cases) in [(FIRST, CASES), (include_str!("v2/danger.toml"), include_str!("v2/cases.txt"))] {
        let (older, cases) = (Pack::parse(text, [1; 32]).expect("a pack"), prepared_of(cases));
        for facts in cases.iter().flat_map(|case| case.fires.iter().chain(&case.silent)) {
            let decide = |pack: &Pack| pack.decide(facts, &now());
            let (then, today) = (decide(&older), decide(&newer));
            let was_eased = then.fired.iter().filter(|one| EASED.contains(&one.id.as_str()));
            let was_eased: Vec<_> = was_eased.collect();
            for rule in then.fired.iter().filter(|one| !EASED.contains(&one.id.as_str())) {
                let still = today.fired.iter().find(|one| one.id == rule.id);
                assert!(still.is_some_and(|one| one.certainty >= rule.certainty), "{} fell silent", rule.id);
            }
            if was_eased.is_empty() {
                assert!(today.disposition >= then.disposition && today.gate.covers(&then.gate));
            }
            // What was eased still asks to look again, and never lets somebody simply go on.
            assert!(was_eased.is_empty() || today.disposition > Disposition::Continue);
            assert!(
                today.disposition >= Disposition::SameDay { hours: u16::MAX }
                    || !then.fired.iter().any(|one| one.disposition == Disposition::Emergency)
            );
        }
    }
}
