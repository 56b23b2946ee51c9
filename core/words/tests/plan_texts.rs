//! The published plans speak every language that ships: each of their texts, and nothing that they do not say.

use std::collections::BTreeMap;

use gradus_domain::Locale;
use gradus_domain::plan::published;
use gradus_words::Words;

const ENGLISH: &str = include_str!("../../clinical/texts/plans.en.toml");
const SPANISH: &str = include_str!("../../clinical/texts/plans.es.toml");

/// Words that no Spanish text has, and hardly an English one does without.
const ONLY_ENGLISH: [&str; 24] = [
    "the", "of", "and", "is", "are", "was", "not", "with", "for", "your", "this", "that", "by", "it", "if",
    "on", "at", "from", "when", "who", "which", "size", "clinic", "then",
];

fn texts(file: &str) -> BTreeMap<&str, &str> {
    let lines = file.lines().filter_map(|line| line.split_once(" = \""));
    let known = lines.filter(|(key, _)| !["format", "locale"].contains(key));
    known.map(|(key, text)| (key, text.trim_end_matches('"'))).collect()
}

/// What the forms say: their titles, what they leave to the clinician, their instructions, what was made sure of, and the lines
/// of their sources.
fn said_by_forms() -> Vec<&'static str> {
    let mut said = Vec::new();
    for (name, form) in published() {
        let mut instructs = false;
        for line in form.lines() {
            assert!(
                !line.starts_with("instructions") || line == "instructions = [",
                "{name}: one instruction a line"
            );
            instructs = line == "instructions = [" || (instructs && line != "]");
            let instruction = line.strip_prefix("  \"").filter(|_| instructs);
            let text = instruction.or(line.strip_prefix("says = \"")).or(line.strip_prefix("title = \""));
            said.extend(text.map(|text| text.trim_end_matches(',').trim_end_matches('"')));
            let asks = line.split("ask = \"").skip(1);
            said.extend(asks.map(|rest| rest.split('"').next().expect("it ends")));
        }
    }
    assert!(said.len() > 200, "the forms were read");
    said
}

#[test]
fn every_text_of_a_published_plan_is_said_in_spanish_and_no_other() {
    let (english, spanish) = (texts(ENGLISH), Words::of(Locale::Es));
    for text in said_by_forms() {
        assert_ne!(spanish.of_plan(text), text, "it stands in no plans.en.toml");
        assert_eq!(Words::english().of_plan(text), text);
    }
    for (key, text) in english {
        assert!(said_by_forms().contains(&text), "{key}: no form says this");
        assert_eq!(spanish.of_plan(text), texts(SPANISH)[key]);
    }
    assert_eq!(
        spanish.of_plan("Slowly, says Dr Brandt."),
        "Slowly, says Dr Brandt.",
        "what a clinic wrote stays"
    );
}

#[test]
fn the_numbers_are_the_same_and_no_english_word_is_left() {
    let numbers = |text: &str| {
        let mut all: Vec<_> = text.split(|c: char| !c.is_ascii_digit()).map(str::to_owned).collect();
        all.retain(|digits| !digits.is_empty());
        all.sort();
        all
    };
    let english = texts(ENGLISH);
    for (key, text) in texts(SPANISH) {
        assert_eq!(numbers(text), numbers(english[key]), "{key}: {text}");
        let lower = text.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        assert!(!words.any(|word| ONLY_ENGLISH.contains(&word)), "{key}: {text}");
        assert!(!lower.contains("no se preocupe") && !lower.contains("normal"), "{key}: {text}");
    }
}
