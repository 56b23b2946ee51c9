//! Danger that has nothing to do with dilation: it costs somebody well no question, and is put first to whoever says that
//! something else is different.

use gradus_domain::Disposition;
use gradus_triage::{ANYTHING_ELSE, FactDefinition, Kind, Source, derive};

use crate::diary::{assessment, history, logged, moment};
use crate::people::now;
use crate::talk::{Known, Raw, after, answering, decided, known, pack, told};

/// The questions that stand before a list of others.
const GATES: [&str; 3] = ["grave_sign", "mind_or_safety", "bowel_change"];

fn person() -> Known {
    known(&[("age_days", "12000"), ("hirschsprung", "false"), ("arm", "false"), ("non_verbal", "false")])
}

/// Somebody of whom every background is known.
fn all_known() -> Known {
    let contexts = ["age_days", "session_held", "hours_since_session", "anorectal_surgery"];
    let is_background = |fact: &&FactDefinition| fact.source == Source::Background;
    let no = pack().vocabulary().facts().iter().filter(is_background).filter(|fact| fact.kind == Kind::YesNo);
    let no = no.map(|fact| fact.id.as_str()).filter(|id| !contexts.contains(id)).map(|id| (id, "false"));
    let rest = [
        ("age_days", "12000"),
        ("session_held", "true"),
        ("hours_since_session", "200"),
        ("anorectal_surgery", "false"),
    ];
    known(&no.chain(rest).collect::<Vec<_>>())
}

fn worst(id: &str) -> String {
    match &pack().vocabulary().fact(id).expect("a fact").kind {
        Kind::YesNo => "true".to_owned(),
        Kind::Level(levels) => levels.last().expect("a level").clone(),
        Kind::Number { greatest, .. } => greatest.to_string(),
    }
}

/// Measures that are an emergency at their end and harmless on most days: they are asked where they belong.
const THROUGH_OTHERS: [&str; 1] = ["earlier_temperature_c"];

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
    assert_eq!(asked[from + 1..from + 3], ["about.1", "grave_sign"]);
    let mind = asked.iter().position(|id| *id == "mind_or_safety").expect("asked");
    let alone = |id: &str| decided(&all_known(), &vec![(id.to_owned(), Some(worst(id)))]).disposition;
    for id in &asked[from + 3..mind] {
        assert_eq!(alone(id), Disposition::Emergency, "{id} stands before what is graver");
    }
    for id in asked[mind + 1..].iter().filter(|id| !THROUGH_OTHERS.contains(id)) {
        assert!(alone(id) < Disposition::Emergency, "{id} is an emergency and comes late");
    }
    let last = ["skin_sore", "course", "other_medicine", "no_diagnosis", "new_since_clinic", "elsewhere"];
    assert!(asked.ends_with(&last), "{asked:?}");
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
                let of_children = ["refuses_sessions", "carer_self_harm"].contains(&fact.id.as_str());
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
        decided(&all_known(), &answering(&all_known(), &facts)).disposition
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
    let small = [&thin[..], &[("skin_sore", "more")]].concat();
    assert!(decide(&small) < today, "a small thing is no event");
    assert!(decide(&[("bowel_change", "true"), ("urine_or_vagina_stool", "true")]) < today);
    let another = [&thin[..], &[("skin_sore", "raw")]].concat();
    assert_eq!(decide(&another), today, "two events of the body do");
}

#[test]
fn a_small_thing_of_yesterday_adds_up_to_nothing_today() {
    let yesterday = |told: &str| {
        let mut history = history();
        history.assessments.push(logged(1, "2026-03-02T08:00", assessment(told, "2026-03-02T08:00")));
        derive(&history, &moment("2026-03-02T20:00"))
            .keys()
            .any(|id| id.as_str().starts_with("earlier_contact."))
    };
    assert!(!yesterday("skin_sore=more bowel_change=true") && yesterday("skin_sore=raw"));
}

#[test]
fn somebody_who_says_that_something_is_different_is_never_told_to_go_on() {
    let call = Disposition::Contact { days: 7 };
    for (course, mild, expected) in [
        ("gone_or_easing", ("elsewhere", "none"), call),
        ("gone_or_easing", ("elsewhere", "small_or_usual"), call),
        ("steady", ("elsewhere", "none"), call),
        ("steady", ("elsewhere", "small_or_usual"), call),
    ] {
        let with = [(ANYTHING_ELSE, "true"), ("hours_since_antipyretic", "240"), ("course", course), mild];
        let said = answering(&person(), &with);
        let answer = after(pack(), &person(), &said);
        assert_eq!(answer.so_far.disposition, expected);
        assert_eq!(answer.asked_for, expected);
        let raw = told(&said).into_iter().chain([(ANYTHING_ELSE, "true"), ("age_days", "12000")]);
        let raw = raw.chain([("hirschsprung", "false"), ("arm", "false"), ("non_verbal", "false")]);
        let judged = pack().judge(raw, &now()).expect("an answer").1;
        assert_eq!(judged.disposition, expected);
    }
    let said = answering(&person(), &[("hours_since_antipyretic", "240")]);
    assert_eq!(after(pack(), &person(), &said).so_far.disposition, Disposition::Continue);
}

#[test]
fn a_carer_is_asked_about_themselves_and_no_small_child_about_death_or_poppers() {
    let asked = |age: &str, with: &[(&str, &str)]| {
        let person =
            known(&[("age_days", age), ("hirschsprung", "false"), ("arm", "false"), ("non_verbal", "false")]);
        let with =
            [&[(ANYTHING_ELSE, "true"), ("mind_or_safety", "true"), ("grave_sign", "true")], with].concat();
        let said = answering(&person, &with);
        ["self_harm", "nitrite", "carer_self_harm"].map(|id| put(&said).contains(&id))
    };
    assert_eq!(asked("1460", &[]), [false, false, true]);
    assert_eq!(asked("1461", &[]), [true, true, false]);
    assert_eq!(asked("1461", &[("carer_limit", "worn_down")]), [true, true, true]);
    assert_eq!(asked("12000", &[("carer_limit", "unknown")]), [true, true, true]);
}

#[test]
fn whoever_does_not_feel_pain_there_is_asked_for_signs_of_a_high_blood_pressure() {
    let person =
        [("spinal_lesion_t6", "false"), ("hirschsprung", "false"), ("arm", "false"), ("age_days", "12000")];
    for (feels_not, asks) in [("true", true), ("unknown", true), ("false", false)] {
        let said = answering(&known(&person), &[(ANYTHING_ELSE, "true"), ("cannot_feel", feels_not)]);
        assert_eq!(put(&said).contains(&"dysreflexia_signs"), asks, "{feels_not}");
    }
}
