//! The journeys that every language runs, and what they answer: see `tests/scenario/README.md`.

mod journey;

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use journey::{Journey, lines};

const NAMES: [&str; 2] = ["journey", "disk"];

/// Errors that no step meets, and why.
const NOT_MET: [(&str, &str); 2] = [
    ("internal", "a fault of the library: the tests of `gate.rs` make one"),
    ("newer_version", "a header of a later version with its sum: the tests of `core/vault` make one"),
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenario")
}

fn read(name: &str) -> Journey {
    let text = fs::read_to_string(folder().join(format!("{name}.json"))).expect("the journey is there");
    Journey::read(&text)
}

fn walked(journey: &Journey) -> Vec<String> {
    let scratch = tempfile::tempdir().expect("a folder");
    lines(journey, scratch.path())
}

/// Both journeys, walked once for all tests.
fn walks() -> &'static [(&'static str, Journey, Vec<String>)] {
    static WALKS: OnceLock<Vec<(&'static str, Journey, Vec<String>)>> = OnceLock::new();
    WALKS.get_or_init(|| {
        NAMES
            .iter()
            .map(|name| {
                let journey = read(name);
                let answers = walked(&journey);
                (*name, journey, answers)
            })
            .collect()
    })
}

/// What of the listing of the API stands from one line on to the next heading.
fn listed(from: &str) -> Vec<String> {
    let listing =
        fs::read_to_string(folder().join("../../bindings/ffi/API.md")).expect("the listing is there");
    let part = listing.lines().skip_while(|line| !line.starts_with(from)).skip(1);
    let part = part.take_while(|line| !line.starts_with("## "));
    let names = part.filter_map(|line| line.strip_prefix("- `")?.split(['(', '`', ' ']).next());
    let names: Vec<_> = names.map(|name| name.trim_start_matches("Gradus.").to_owned()).collect();
    assert!(names.len() > 10, "{names:?}");
    names
}

fn snake(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push('_');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

fn is_error(answer: &str) -> bool {
    answer.starts_with(r#"{"error":"#)
}

#[test]
fn every_step_answers_as_it_is_written_down() {
    for (name, journey, answers) in walks() {
        let path = folder().join(format!("{name}.expected"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, answers.join("\n") + "\n").expect("written");
            continue;
        }
        let expected = fs::read_to_string(&path).expect("UPDATE=1 writes it");
        let expected: Vec<_> = expected.lines().collect();
        for ((step, answer), line) in journey.steps.iter().zip(answers).zip(&expected) {
            assert_eq!(answer, line, "{name}, {}: UPDATE=1 writes what is answered now", step.name);
        }
        assert_eq!(answers.len(), expected.len(), "as many lines as steps");
    }
}

/// What Kotlin, Swift and Python cannot show by comparing lines: that the journeys go everywhere.
#[test]
fn every_verb_is_called_and_does_what_it_is_for() {
    for verb in [listed("## Functions"), listed("## Object")].concat() {
        let done = walks().iter().any(|(_, journey, answers)| {
            let mut steps = journey.steps.iter().zip(answers);
            steps.any(|(step, answer)| step.call == verb && !is_error(answer))
        });
        assert!(done, "no step calls {verb}, or each is answered by an error");
    }
}

#[test]
fn every_error_is_met() {
    for error in listed("## Enum `GradusError`").iter().map(|name| snake(name)) {
        let starts = [format!(r#"{{"error":"{error}"}}"#), format!(r#"{{"error":{{"{error}":"#)];
        let mut all = walks().iter().flat_map(|(_, _, answers)| answers);
        let met = all.any(|line| starts.iter().any(|start| line.starts_with(start)));
        let excused = NOT_MET.iter().any(|(name, _)| *name == error);
        assert_ne!(met, excused, "{error}: met by a step, or excused, and one of them");
    }
}

#[test]
fn every_command_is_done() {
    for command in listed("## Enum `Command`").iter().map(|name| snake(name)) {
        let named = format!("\"{command}\"");
        let done = walks().iter().any(|(_, journey, answers)| {
            let mut steps = journey.steps.iter().zip(answers);
            steps.any(|(step, answer)| step.with.contains(&named) && !is_error(answer))
        });
        assert!(done, "{command} is never done");
    }
}

#[test]
fn each_journey_is_the_same_the_second_time() {
    for (name, journey, answers) in walks() {
        assert_eq!(&walked(journey), answers, "{name}");
    }
}
