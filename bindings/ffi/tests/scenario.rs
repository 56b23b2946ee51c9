//! The journey that every language runs, and what it answers: see `tests/scenario/README.md`.

mod journey;

use std::fs;
use std::path::PathBuf;

use journey::{Journey, lines};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenario")
}

/// Every verb that the listing of the API has, but those that need a folder.
fn verbs() -> Vec<String> {
    let listing =
        fs::read_to_string(folder().join("../../bindings/ffi/API.md")).expect("the listing is there");
    let signatures = listing.lines().filter_map(|line| line.strip_prefix("- `")?.split_once(')'));
    let verbs: Vec<_> = signatures
        .filter(|(signature, _)| !signature.contains("(folder: "))
        .filter_map(|(signature, _)| signature.split_once('('))
        .map(|(name, _)| name.trim_start_matches("Gradus.").to_owned())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
        .collect();
    assert!(verbs.len() > 20 && verbs.iter().any(|verb| verb == "practice_with"), "{verbs:?}");
    verbs
}

#[test]
fn every_step_answers_as_it_is_written_down() {
    let text = fs::read_to_string(folder().join("journey.json")).expect("the journey is there");
    let journey = Journey::read(&text);
    let answers = lines(&journey);
    let path = folder().join("journey.expected");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, answers.join("\n") + "\n").expect("written");
        return;
    }
    let expected = fs::read_to_string(&path).expect("UPDATE=1 writes it");
    let expected: Vec<_> = expected.lines().collect();
    for ((step, answer), line) in journey.steps.iter().zip(&answers).zip(&expected) {
        assert_eq!(answer, line, "{}: UPDATE=1 writes what is answered now", step.name);
    }
    assert_eq!(answers.len(), expected.len(), "as many lines as steps");
}

/// What Kotlin, Swift and Python cannot show by comparing lines: that the journey goes everywhere.
#[test]
fn the_journey_calls_every_verb_and_meets_every_error_that_memory_has() {
    let text = fs::read_to_string(folder().join("journey.json")).expect("the journey is there");
    let journey = Journey::read(&text);
    let called: Vec<_> = journey.steps.iter().map(|step| step.call.as_str()).collect();
    for verb in verbs() {
        assert!(called.contains(&verb.as_str()), "no step calls {verb}");
    }
    let answers = lines(&journey);
    for error in [
        r#"{"error":"locked"}"#,
        r#"{"error":{"invalid""#,
        r#"{"error":{"not_found""#,
        r#"{"error":{"refused""#,
    ] {
        assert!(answers.iter().any(|line| line.starts_with(error)), "no step meets {error}");
    }
    for command in [
        "add_person",
        "change_person",
        "adopt_plan",
        "log_session",
        "skip",
        "check_in",
        "take_step",
        "take_stage",
        "record_visit",
        "record_contact",
        "observe",
        "pause",
        "end_pause",
        "add_device",
        "care_for_device",
        "amend",
        "take_out",
        "undo",
    ] {
        let named = format!("\"{command}\"");
        let done = journey
            .steps
            .iter()
            .zip(&answers)
            .any(|(step, answer)| step.with.contains(&named) && !answer.starts_with(r#"{"error""#));
        assert!(done, "{command} is never done");
    }
}

#[test]
fn the_journey_is_the_same_the_second_time() {
    let text = fs::read_to_string(folder().join("journey.json")).expect("the journey is there");
    let journey = Journey::read(&text);
    assert_eq!(lines(&journey), lines(&journey));
}
