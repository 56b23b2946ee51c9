//! A file whose answers cannot all be true is answered on the safer side, and says which answer no longer counts.

use gradus_domain::{Assessment, Decimal, Disposition, GateTime};
use gradus_triage::{FactDefinition, Facts, Kind, Vocabulary};

use crate::people::{but, facts, now, pack};

fn judged(whom: &str, changes: &str) -> (Facts, Assessment) {
    let raw = but(whom, changes);
    let pairs = raw.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    pack().judge(pairs, &now()).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn found(whom: &str, changes: &str) -> Vec<String> {
    let vocabulary = Vocabulary::builtin();
    let facts = facts(&vocabulary, &but(whom, changes));
    let said = vocabulary.contradictions(facts.answers());
    said.iter().map(|one| format!("{} by {}", one.doubted, one.by)).collect()
}

/// Contradictions, and what speaks against what.
const PAIRS: [(&str, &str); 11] = [
    ("bleeding=none bleeding_amount=cup_or_more", "bleeding by bleeding_amount"),
    ("bleeding=none bleeding_min=5", "bleeding by bleeding_min"),
    ("bleeding=none bleeds_24h=2", "bleeding by bleeds_24h"),
    ("bleeding=none blood_seen=true", "bleeding by blood_seen"),
    ("vomiting=none vomit_green=true", "vomiting by vomit_green"),
    ("grave_sign=false stroke_signs=true", "grave_sign by stroke_signs"),
    ("pain_peak=0 pain_lasting_h=2", "pain_peak by pain_lasting_h"),
    ("measured_before=false earlier_temperature_c=36.8", "measured_before by earlier_temperature_c"),
    ("session_held=false hours_since_session=0", "session_held by hours_since_session"),
    ("anorectal_surgery=false days_since_surgery=3", "anorectal_surgery by days_since_surgery"),
    ("device_retained=false inside_h=1", "device_retained by inside_h"),
];

#[test]
fn every_answer_that_another_speaks_against_is_found() {
    for (changes, expected) in PAIRS {
        assert!(
            found("adult", changes).iter().any(|said| said == expected),
            "{changes}: {:?}",
            found("adult", changes)
        );
    }
    let older = "anorectal_surgery=true days_since_surgery=64";
    assert_eq!(found("baby", older), ["days_since_surgery by age_days", "age_days by days_since_surgery"]);
    assert_eq!(found("baby", "corrected_age_days=64").len(), 2);
}

/// Every pair of which a no and something else cannot both be true: what is said not to be, and what speaks against it.
const ALL: [&str; 50] = [
    "session_held by hours_since_session",
    "anorectal_surgery by days_since_surgery",
    "grave_sign by stroke_signs",
    "grave_sign by headache_sudden",
    "grave_sign by neck_stiff",
    "grave_sign by toxin_weakness",
    "grave_sign by allergy",
    "grave_sign by face_swelling",
    "grave_sign by nitrite",
    "grave_sign by blood_sugar_high",
    "grave_sign by ketones",
    "grave_sign by swallowed",
    "grave_sign by testicle_pain",
    "grave_sign by leg_sign",
    "grave_sign by fever_rash_lips",
    "device_retained by inside_h",
    "mind_or_safety by self_harm",
    "mind_or_safety by unsafe",
    "mind_or_safety by carer_limit",
    "mind_or_safety by carer_self_harm",
    "mind_or_safety by memories",
    "mind_or_safety by refuses_sessions",
    "session_held by session_bleeding",
    "bleeding by blood_seen",
    "bleeding by bleeding_amount",
    "bleeding by bleeding_min",
    "session_held by session_bleeding_min",
    "bleeding by bleeds_24h",
    "session_held by session_bleeds_24h",
    "session_held by bleed_sessions_7d",
    "session_held by session_faint",
    "pregnant by waters_leaking",
    "pregnant by fewer_movements",
    "measured_before by earlier_temperature_c",
    "session_held by session_antipyretic_h",
    "session_held by session_stuck",
    "session_held by session_pain_peak",
    "session_held by session_pain_stop",
    "pain_peak by pain_lasting_h",
    "session_held by session_pain_h",
    "session_held by session_numbing",
    "belly_pain by belly_pain_spreading",
    "belly_pain by belly_cough_pain",
    "vomiting by vomit_green",
    "bowel_change by stool_thin",
    "bowel_change by habit_changed_days",
    "bowel_change by straining",
    "bowel_change by stool_pain",
    "bowel_change by leakage_new",
    "bowel_change by weight_loss",
];

/// What tells most plainly that something is there: yes, the first level that is one, the least number above nothing.
fn telling(fact: &FactDefinition) -> String {
    match &fact.kind {
        Kind::YesNo => "true".to_owned(),
        Kind::Level(levels) => levels[1].clone(),
        Kind::Number { least, step, .. } => Decimal::from_tenths(least.tenths() + step.tenths()).to_string(),
    }
}

fn no(fact: &FactDefinition) -> String {
    match &fact.kind {
        Kind::YesNo => "false".to_owned(),
        Kind::Level(levels) => levels[0].clone(),
        Kind::Number { least, .. } => least.to_string(),
    }
}

#[test]
fn every_pair_that_the_facts_name_is_found_missing_and_never_answered_more_mildly_than_either() {
    let vocabulary = Vocabulary::builtin();
    let pairs = vocabulary.facts().iter().flat_map(|fact| {
        let of_what = [&fact.detail_of, &fact.unsure_of, &fact.speaks_of].into_iter().flatten();
        of_what.map(move |whole| (whole, fact))
    });
    let mut named = Vec::new();
    for (whole, fact) in pairs {
        let pair = format!("{whole} by {}", fact.id);
        let denied = format!("{whole}={}", no(vocabulary.fact(whole.as_str()).expect("a fact")));
        let told = format!("{}={}", fact.id, telling(fact));
        let together = format!("{denied} {told}");
        assert!(found("adult", &together).contains(&pair), "{together}: {:?}", found("adult", &together));
        let (answer, first, second) =
            (judged("adult", &together).1, judged("adult", &denied).1, judged("adult", &told).1);
        assert!(answer.missing.contains(whole), "{pair}: {:?}", answer.missing);
        assert!(answer.gate.time >= GateTime::WaitUntil(now().wall), "{pair}");
        assert!(answer.disposition >= first.disposition, "{pair}");
        assert!(answer.disposition >= second.disposition, "{pair}");
        named.push(pair);
    }
    assert_eq!(named, ALL);
}

#[test]
fn a_sign_that_only_a_pregnancy_has_counts_though_the_file_says_that_there_is_none() {
    for sign in ["waters_leaking", "fewer_movements"] {
        let (_, denied) = judged("adult", &format!("pregnant=false {sign}=true"));
        let (_, told) = judged("adult", &format!("pregnant=true {sign}=true"));
        assert!(told.disposition >= Disposition::SameDay { hours: 4 }, "{sign}");
        assert_eq!(denied.disposition, told.disposition, "{sign}");
        assert!(denied.fired.iter().any(|rule| told.fired.iter().any(|other| other.id == rule.id)), "{sign}");
    }
}

#[test]
fn answers_that_agree_are_left_alone() {
    for changes in [
        "bleeding=streak bleeding_amount=under_teaspoon bleeding_min=1",
        "bleeding=none bleeding_amount=none bleeding_min=0 bleeds_24h=0",
        "bleeding=unknown bleeding_amount=cup_or_more",
        "bleeding=none bleeding_amount=unknown",
        "bleeding=none blood_seen=false",
        "grave_sign=true stroke_signs=false",
        "pregnant=false fewer_movements=false waters_leaking=unknown",
        "anorectal_surgery=true days_since_surgery=3",
    ] {
        assert_eq!(found("adult", changes), [""; 0], "{changes}");
    }
    assert_eq!(found("baby", "anorectal_surgery=true days_since_surgery=63"), [""; 0]);
}

#[test]
fn what_is_contradicted_counts_as_not_known_is_missing_and_waits() {
    for (changes, expected) in PAIRS {
        let (facts, assessment) = judged("adult", changes);
        let doubted = expected.split(' ').next().expect("a name");
        assert!(assessment.missing.iter().any(|id| id.as_str() == doubted), "{changes}");
        assert!(assessment.gate.time >= GateTime::WaitUntil(now().wall), "{changes}");
        let answer = facts.answers().iter().find(|(id, _)| id.as_str() == doubted).map(|(_, answer)| answer);
        assert_eq!(answer, Some(&gradus_domain::Answer::Unknown), "{changes}");
    }
}

#[test]
fn a_contradiction_is_never_answered_more_mildly_than_either_answer() {
    for (changes, _) in PAIRS {
        let together = judged("adult", changes).1;
        for one in changes.split(' ') {
            let alone = judged("adult", one).1;
            assert!(together.disposition >= alone.disposition, "{changes}: {one}");
        }
        let plain = pack().decide(&facts(pack().vocabulary(), &but("adult", changes)), &now());
        assert!(together.disposition >= plain.disposition && together.gate.covers(&plain.gate), "{changes}");
    }
}

#[test]
fn a_fever_days_after_an_operation_that_is_said_not_to_have_been_is_seen_the_same_day() {
    let (_, assessment) = judged(
        "adult",
        "hours_since_session=300 anorectal_surgery=false days_since_surgery=3 temperature_c=38.2",
    );
    assert_eq!(assessment.disposition, Disposition::SameDay { hours: 2 });
}
