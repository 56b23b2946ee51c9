//! With what a check-in begins, and what follows on what: the order itself, for a baby, a child and a grown-up.

use crate::talk::{Known, Raw, after, answering, id, known, pack};
use gradus_triage::ANYTHING_ELSE;
use gradus_triage::Next;

const FLAGS: [&str; 6] = ["hirschsprung", "arm", "pregnant", "non_verbal", "spinal_lesion_t6", "diverted"];

/// Somebody of this age with these backgrounds and no others.
fn person(age: &str, backgrounds: &[&str]) -> Known {
    let flags = FLAGS.map(|id| (id, if backgrounds.contains(&id) { "true" } else { "false" }));
    known(
        &[&flags[..], &[("age_days", age), ("session_held", "true"), ("hours_since_session", "200")]]
            .concat(),
    )
}

/// Nothing was taken against fever.
const NO_DOSE: (&str, &str) = ("hours_since_antipyretic", "240");

/// What is asked of somebody who answers so, and all else mildly.
fn asked(person: &Known, with: &[(&str, &str)]) -> Vec<String> {
    let said = answering(person, &[with, &[NO_DOSE]].concat());
    said.into_iter().map(|(id, _)| id).collect()
}

/// What stands before the question whether anything else is different.
fn begins(person: &Known, with: &[(&str, &str)]) -> Vec<String> {
    let asked = asked(person, with);
    let end = asked.iter().position(|id| id == ANYTHING_ELSE).unwrap_or(asked.len());
    asked[..end].to_vec()
}

const BABY: [&str; 11] = [
    "drowsy",
    "vomiting",
    "belly_distended",
    "temperature_c",
    "hours_since_antipyretic",
    "feeding",
    "bleeding",
    "illness",
    "flacc",
    "numbing_used",
    "worry",
];
const BOWEL: [&str; 14] = [
    "drowsy",
    "vomiting",
    "belly_distended",
    "stool_explosive",
    "stool_foul",
    "stool_watery",
    "temperature_c",
    "hours_since_antipyretic",
    "feeding",
    "bleeding",
    "illness",
    "pain_peak",
    "numbing_used",
    "worry",
];
const OTHERS: [&str; 8] = [
    "bleeding",
    "temperature_c",
    "hours_since_antipyretic",
    "illness",
    "pain_peak",
    "numbing_used",
    "belly_distended",
    "worry",
];

#[test]
fn a_check_in_of_a_well_baby_begins_with_the_bowel_and_is_short() {
    for (age, backgrounds) in [("63", &[][..]), ("0", &[]), ("366", &[]), ("63", &["arm"])] {
        assert_eq!(begins(&person(age, backgrounds), &[]), BABY, "{age} days {backgrounds:?}");
    }
    let mut with_hirschsprung = BOWEL;
    with_hirschsprung[11] = "flacc";
    assert_eq!(begins(&person("63", &["hirschsprung"]), &[]), with_hirschsprung);
}

#[test]
fn hirschsprung_disease_and_a_malformation_count_at_every_age() {
    for age in ["1461", "12000"] {
        assert_eq!(begins(&person(age, &["hirschsprung"]), &[]), BOWEL, "{age} days");
        let arm: Vec<&str> = BOWEL.into_iter().filter(|id| !id.starts_with("stool_")).collect();
        assert_eq!(begins(&person(age, &["arm"]), &[]), arm, "{age} days");
    }
    // Where nobody knows, nothing is ruled out.
    assert_eq!(begins(&known(&[("age_days", "12000")]), &[]), BOWEL);
    let first = |all: &[(&str, &str)]| begins(&known(all), &[])[0].clone();
    assert_eq!(first(&[("hirschsprung", "false"), ("arm", "false")]), "drowsy", "it may be a baby");
}

#[test]
fn everybody_else_who_is_well_is_asked_no_more_than_nine_questions() {
    let mut child = OTHERS;
    child[4] = "flacc";
    assert_eq!(begins(&person("1095", &[]), &[]), child, "a child of 3 years");
    assert_eq!(begins(&person("367", &[]), &[]), child, "a year and a day");
    for age in ["1461", "12000"] {
        assert_eq!(begins(&person(age, &[]), &[]), OTHERS, "{age} days");
    }
}

fn right_after(person: &Known, with: &[(&str, &str)], what: &str, follow: &[&str]) {
    let asked = asked(person, with);
    let place = asked.iter().position(|id| id == what).unwrap_or_else(|| panic!("{what}: {asked:?}"));
    assert_eq!(asked[place + 1..][..follow.len()], *follow, "after {what}, {with:?}: {asked:?}");
}

/// Also where the belly is flat and nothing else is wrong: green vomit alone is an emergency in a child.
#[test]
fn whether_vomit_was_green_is_asked_right_after_the_vomiting() {
    for whom in [person("63", &[]), person("63", &["arm"])] {
        for said in ["once", "repeated", "unknown"] {
            right_after(&whom, &[("vomiting", said)], "vomiting", &["vomit_green", "belly_distended"]);
        }
        assert!(!asked(&whom, &[]).contains(&"vomit_green".to_owned()));
    }
    // Told under "something else", too.
    for age in ["1095", "12000"] {
        let more = [(ANYTHING_ELSE, "true"), ("vomiting", "once")];
        right_after(&person(age, &[]), &more, "vomiting", &["vomit_green"]);
    }
}

#[test]
fn what_asks_more_closely_follows_on_its_answer() {
    let baby = person("63", &[]);
    right_after(&baby, &[("drowsy", "true")], "drowsy", &["confused", "floppy", "vomiting"]);
    right_after(
        &baby,
        &[("belly_distended", "true")],
        "belly_distended",
        &["no_gas_or_stool", "temperature_c"],
    );
    let adult = person("12000", &[]);
    let details = ["bleeding_amount", "bleeding_min", "bleeds_24h", "temperature_c"];
    right_after(&adult, &[("bleeding", "streak")], "bleeding", &details);
    right_after(&adult, &[("temperature_c", "36.8")], "temperature_c", &["hours_since_antipyretic"]);
    right_after(&adult, &[("pain_peak", "1")], "pain_peak", &["pain_lasting_h", "numbing_used"]);
    right_after(&adult, &[("pain_peak", "0")], "pain_peak", &["numbing_used", "belly_distended"]);
    right_after(
        &adult,
        &[(ANYTHING_ELSE, "true"), ("belly_pain", "mild")],
        "belly_pain",
        &["belly_pain_spreading"],
    );
}

/// Between two required questions there is nothing to finish, and the number that is left counts both.
#[test]
fn what_follows_is_counted_and_belongs_to_the_beginning() {
    let baby = person("63", &[]);
    let said: Raw = vec![("drowsy".into(), Some("false".into())), ("vomiting".into(), Some("once".into()))];
    let view = after(pack(), &baby, &said);
    assert!(matches!(&view.next, Some(Next::Raised(_))) && !view.may_finish);
    // Green, then: belly, temperature, feeding, bleeding, illness, pain, worry.
    assert_eq!((view.next.as_ref().map(id), view.left), (Some("vomit_green".to_owned()), 8));
}
