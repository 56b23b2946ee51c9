//! Danger that has nothing to do with dilation: it costs somebody well no question, and is put first to whoever says that
//! something else is different.

use gradus_domain::Disposition;
use gradus_triage::ANYTHING_ELSE;

use crate::people::pack;
use crate::talk::{Known, Raw, answering, decided, known};

/// The questions that stand before a list of others.
const GATES: [&str; 3] = ["grave_sign", "mind_or_safety", "bowel_change"];

fn person() -> Known {
    known(&[("age_days", "12000"), ("hirschsprung", "false"), ("arm", "false"), ("non_verbal", "false")])
}

fn put(said: &Raw) -> Vec<&str> {
    said.iter().map(|(id, _)| id.as_str()).collect()
}

#[test]
fn somebody_well_is_asked_for_none_of_it() {
    let said = answering(&person(), &[("hours_since_antipyretic", "240")]);
    assert_eq!(
        put(&said),
        [
            "bleeding",
            "temperature_c",
            "hours_since_antipyretic",
            "illness",
            "pain_peak",
            "numbing_used",
            "belly_distended",
            "worry",
            ANYTHING_ELSE,
        ]
    );
}

#[test]
fn whoever_says_that_something_is_different_is_asked_for_the_gravest_first_and_for_no_list_that_is_empty() {
    let said = answering(&person(), &[(ANYTHING_ELSE, "true"), ("hours_since_antipyretic", "240")]);
    let asked = put(&said);
    let from = asked.iter().position(|id| *id == ANYTHING_ELSE).expect("asked");
    assert_eq!(asked[from + 1..from + 3], ["grave_sign", "mind_or_safety"]);
    for fact in pack().vocabulary().facts() {
        let of_a_gate = fact.detail_of.as_ref().is_some_and(|gate| GATES.contains(&gate.as_str()));
        assert!(!of_a_gate || !asked.contains(&fact.id.as_str()), "{} behind a no", fact.id);
    }
}

#[test]
fn behind_a_yes_and_behind_not_sure_every_question_of_the_list_is_put() {
    let pack = pack();
    for gate in GATES {
        for told in ["true", "unknown"] {
            let said = answering(&person(), &[(ANYTHING_ELSE, "true"), (gate, told)]);
            let asked = put(&said);
            for fact in pack.vocabulary().facts() {
                let is_behind = fact.detail_of.as_ref().is_some_and(|about| about.as_str() == gate);
                let of_children = fact.id.as_str() == "refuses_sessions";
                assert!(
                    !is_behind || of_children || asked.contains(&fact.id.as_str()),
                    "{}: {told}",
                    fact.id
                );
            }
        }
    }
}

#[test]
fn a_yes_that_no_list_names_never_ends_in_continue() {
    for said in [
        ("grave_sign", "true"),
        ("grave_sign", "unknown"),
        ("mind_or_safety", "true"),
        ("bowel_change", "true"),
        ("elsewhere", "new_or_worse"),
        ("course", "worse"),
    ] {
        let all = answering(&person(), &[(ANYTHING_ELSE, "true"), ("hours_since_antipyretic", "240"), said]);
        let disposition = decided(&person(), &all).disposition;
        assert!(disposition >= Disposition::Contact { days: 7 }, "{said:?}: {disposition:?}");
    }
}

#[test]
fn blood_that_nobody_can_measure_is_asked_for_where_the_amount_is_not_known_and_only_there() {
    for (bleeding, asks) in [("none", false), ("streak", false), ("clots", false), ("unknown", true)] {
        let said = answering(&person(), &[("bleeding", bleeding), (ANYTHING_ELSE, "true")]);
        assert_eq!(put(&said).contains(&"blood_seen"), asks, "{bleeding}");
    }
    let fainted = [("bleeding", "unknown"), ("faint", "true")];
    let decide = |seen: &str| {
        let facts = [&fainted[..], &[("blood_seen", seen), (ANYTHING_ELSE, "true")]].concat();
        decided(&person(), &answering(&person(), &facts)).disposition
    };
    assert_eq!(decide("true"), Disposition::Emergency);
    assert!(decide("false") < Disposition::Emergency);
}

#[test]
fn blood_that_was_not_sure_before_is_settled_by_an_amount_and_by_nothing_else() {
    let before = [("age_days", "12000"), ("hirschsprung", "false"), ("still_unknown.blood_seen", "true")];
    let person = known(&before);
    let fires = |bleeding: &str| {
        let said: Raw = vec![("bleeding".to_owned(), Some(bleeding.to_owned()))];
        decided(&person, &said).fired.iter().any(|rule| rule.id == "B1")
    };
    assert!(!fires("none") && fires("streak") && fires("unknown"));
}

#[test]
fn what_only_children_show_is_asked_of_children_alone() {
    for (age, asks) in [("1000", true), ("6574", true), ("6575", false)] {
        let person = known(&[("age_days", age), ("hirschsprung", "false"), ("arm", "false")]);
        let said = answering(&person, &[(ANYTHING_ELSE, "true"), ("mind_or_safety", "true")]);
        for id in ["child_irritable", "refuses_sessions"] {
            assert_eq!(put(&said).contains(&id), asks, "{id} at {age} days");
        }
    }
}

#[test]
fn what_weighs_on_somebody_and_what_the_clinic_does_not_know_add_up_to_nothing_more() {
    let today = Disposition::SameDay { hours: 4 };
    let decide = |told: &[(&str, &str)]| {
        let all = [told, &[(ANYTHING_ELSE, "true"), ("hours_since_antipyretic", "240")]].concat();
        decided(&person(), &answering(&person(), &all)).disposition
    };
    let thin = [("bowel_change", "true"), ("stool_thin", "true")];
    for beside in [("no_diagnosis", "true"), ("carer_limit", "worn_down"), ("elsewhere", "new_or_worse")] {
        let told = [&thin[..], &[("mind_or_safety", "true"), beside]].concat();
        assert!(decide(&told) < today, "{beside:?}");
    }
    let another = [&thin[..], &[("skin_sore", "more")]].concat();
    assert_eq!(decide(&another), today, "two events of the body do");
}
