//! What a newer pack changes is found: rule by rule, and in the answers to cases at the thresholds of both.

use gradus_domain::Disposition;
use gradus_triage::{DANGER_RULES, Difference, Pack};

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
    assert_eq!(fields[..2], ["version", "effective"]);
    assert_eq!(fields[2..], macros);
    assert!(!difference.answers.is_empty());
    let milder: Vec<_> = difference.answers.iter().filter(|one| one.is_milder()).collect();
    // What was eased on purpose (see `versions`), and those cases of its neighbours that lie just short of them.
    let eased = ["I9", "I9a", "I9b"];
    let milder: Vec<_> = milder.into_iter().filter(|one| !eased.contains(&one.rule.as_str())).collect();
    assert!(
        milder.is_empty(),
        "{:?}",
        milder.iter().map(|one| (&one.rule, &one.compared)).collect::<Vec<_>>()
    );
    let all = difference.answers.iter().filter(|one| one.is_milder());
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

#[test]
fn a_gate_that_opens_is_milder_though_the_call_stays() {
    let opened = changed(
        "disposition = \"pause 24 h\"\ngate = \"wait 24 h\"",
        "disposition = \"pause 24 h\"\ngate = \"wait 12 h\"",
    );
    assert_eq!(opened.changed[0].fields[0].field, "gate");
    assert!(opened.answers.iter().any(|one| one.is_milder() && one.old.disposition == one.new.disposition));
}
