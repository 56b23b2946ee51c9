//! A file whose answers cannot all be true is answered on the safer side, and says which answer no longer counts.

use gradus_domain::{Assessment, Disposition, GateTime};
use gradus_triage::{Facts, Vocabulary};

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

#[test]
fn answers_that_agree_are_left_alone() {
    for changes in [
        "bleeding=streak bleeding_amount=under_teaspoon bleeding_min=1",
        "bleeding=none bleeding_amount=none bleeding_min=0 bleeds_24h=0",
        "bleeding=unknown bleeding_amount=cup_or_more",
        "bleeding=none bleeding_amount=unknown",
        "bleeding=none blood_seen=false",
        "grave_sign=true stroke_signs=false",
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
