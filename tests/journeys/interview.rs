//! The interview without a vault: asked at a terminal, or step by step for a program that asks by itself.

use gradus_tests::Bench;
use serde_json::{Value, json};

use crate::typed::typed;

const EVENING: &str = "2026-03-05T21:00:00+01:00";

/// What is known of somebody who is not looked at in a vault, with these answers.
fn told(more: Value) -> String {
    let mut facts = json!({ "born": "1993-05-05", "hirschsprung": false, "arm": false, "pregnant": false });
    facts.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    facts.to_string()
}

fn known(bench: &Bench) -> String {
    let file = bench.scratch().join("known.json");
    std::fs::write(&file, told(json!({}))).expect("written");
    file.to_str().expect("UTF-8").to_owned()
}

const WELL: [&str; 8] = ["1", "36.8", "240", "1", "0", "1", "n", "1"];

#[test]
fn somebody_well_is_asked_and_told_to_go_on_and_nothing_is_kept() {
    let bench = Bench::empty();
    let (said, code) =
        typed(&bench, &["interview", "--facts", &known(&bench)], &[&WELL[..], &["n"]].concat());
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Nothing is written down.") && !said.contains("passcode"), "{said}");
    assert!(said.contains("9. Is anything else different"), "{said}");
    assert!(!said.contains("10. "), "{said}");
    assert!(
        said.contains("No call for now: keep watching") && said.contains("Next session as the plan says"),
        "{said}"
    );
    assert!(!bench.vault().exists());
}

#[test]
fn whoever_names_a_topic_is_asked_for_it_and_an_emergency_is_said_at_once() {
    let bench = Bench::empty();
    // About the belly: no danger sign of the list, not short of breath, ... a belly as hard as a board.
    let lines = [&WELL[..], &["y", "4", "n", "n", "n", "n", "n", "n", "y", "f"]].concat();
    let (said, code) = typed(&bench, &["interview", "--facts", &known(&bench)], &lines);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("What is it about most of all?"), "{said}");
    assert!(said.contains("Do that first. The other questions can wait: f ends here."), "{said}");
    assert!(said.contains("emergency"), "{said}");
}

#[test]
fn whoever_answers_for_somebody_is_asked_about_them_and_leaving_says_whom_to_call() {
    let bench = Bench::empty();
    let (said, code) = typed(
        &bench,
        &["interview", "--facts", &known(&bench), "--caregiver"],
        &["1", "36.8", "240", "1", "0", "1", "n", "3", "q"],
    );
    assert!(said.contains("Are you worried about how they are?"), "{said}");
    assert_eq!(code, 0, "what is urgent is answered, whoever leaves: {said}");
    let (said, code) = typed(&bench, &["interview"], &["q"]);
    assert!(code != 0 && said.contains("You left before the end"), "{code} {said}");
}

/// A program puts the questions: each answer of the file is a reply, and what comes next is printed.
#[test]
fn with_json_what_comes_next_is_printed() {
    let bench = Bench::empty();
    let next = |more: Value| bench.feed(EVENING, &["interview", "--facts", "-"], &told(more));
    let first = next(json!({})).ok();
    assert_eq!((&first["part"], &first["next"]["id"]), (&json!("required"), &json!("bleeding")));
    let mut answered = serde_json::Map::new();
    let mut asked = Vec::new();
    loop {
        let view = next(Value::Object(answered.clone())).ok();
        let Some(id) = view["next"]["id"].as_str() else { break };
        asked.push(id.to_owned());
        let answer = match (id, view["next"]["kind"].as_str()) {
            ("anything_else", _) => json!(true),
            ("about.1", _) => json!("belly"),
            ("about.2", _) => json!("nothing_more"),
            ("temperature_c", _) => json!(36.8),
            ("hours_since_antipyretic", _) => json!(240),
            (_, Some("number")) => json!(0),
            (_, Some("level")) => view["next"]["levels"][0].clone(),
            _ => json!(false),
        };
        answered.insert(id.to_owned(), answer);
        assert!(asked.len() < 60, "it ends");
    }
    assert!(asked.contains(&"belly_pain".to_owned()) && !asked.contains(&"wound_opening".to_owned()));
    // The same file is one for triage.
    let answer = bench.feed(EVENING, &["triage", "--facts", "-"], &told(Value::Object(answered))).ok();
    assert_eq!(answer["disposition"], "contact", "something is different, and no question found what");
    let wrong = next(json!({ "about.1": "bely", "bleeding": "pink" })).fails(3);
    assert_eq!(wrong["problems"].as_array().map(Vec::len), Some(2), "{wrong}");
}

#[test]
fn where_nobody_can_be_asked_it_says_how_else() {
    let bench = Bench::empty();
    let done =
        std::process::Command::new(gradus_tests::program()).arg("interview").output().expect("it starts");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        !done.status.success()
            && said
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains("--json is missing, and there is nobody to ask"),
        "{said}"
    );
    assert!(!bench.vault().exists());
}
