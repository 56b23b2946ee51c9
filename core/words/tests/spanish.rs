//! Spanish says what English says: the same sentences, the same parts, the same numbers, and no English word.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};
use gradus_domain::{Locale, Millimetres};
use gradus_words::Words;

const ENGLISH: &str = include_str!("../../clinical/texts/sentences.en.toml");
const SPANISH: &str = include_str!("../../clinical/texts/sentences.es.toml");

/// Words that no Spanish sentence has, and hardly an English one does without.
const ONLY_ENGLISH: [&str; 40] = [
    "the", "of", "and", "is", "are", "was", "were", "not", "with", "for", "your", "this", "that", "you",
    "has", "have", "they", "their", "them", "be", "by", "it", "its", "if", "an", "on", "at", "from", "until",
    "when", "who", "which", "session", "sessions", "size", "clinic", "day", "days", "then", "to",
];

/// Every sentence by its key, the parts in braces taken out.
fn sentences(file: &str) -> BTreeMap<String, String> {
    let mut table = "";
    let mut all = BTreeMap::new();
    for line in file.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = name;
        } else if let Some((key, text)) = line.split_once(" = ")
            && !table.is_empty()
        {
            let mut said = String::new();
            for piece in text.trim_matches('"').split('{') {
                said.push_str(piece.split_once('}').map_or(piece, |(_, after)| after));
                said.push(' ');
            }
            all.insert(format!("{table}.{key}"), said);
        }
    }
    assert!(all.len() > 800, "the file was read");
    all
}

fn numbers(text: &str) -> Vec<String> {
    let mut all: Vec<_> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(str::to_owned)
        .collect();
    all.sort();
    all
}

#[test]
fn it_has_every_sentence_with_the_same_parts_and_numbers() {
    let problems = Words::parse(SPANISH).map(|words| words.locale().to_owned());
    let shown = problems.map_err(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    assert_eq!(shown, Ok("es".to_owned()));
    let spanish = sentences(SPANISH);
    for (key, english) in sentences(ENGLISH) {
        assert_eq!(numbers(&spanish[&key]), numbers(&english), "{key}: {}", spanish[&key]);
    }
}

#[test]
fn no_english_word_is_left() {
    for (key, text) in sentences(SPANISH) {
        let lower = text.to_lowercase();
        let words: BTreeSet<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let left: Vec<_> = ONLY_ENGLISH.iter().filter(|word| words.contains(*word)).collect();
        assert!(left.is_empty(), "{key}: {left:?} in {text}");
    }
}

#[test]
fn no_sentence_reassures_or_tells_whether_it_is_a_woman_or_a_man() {
    for (key, text) in sentences(SPANISH) {
        let lower =
            format!(" {} ", text.to_lowercase().replace(['.', ',', ';', ':', '¿', '?', '«', '»'], " "));
        for word in [
            "normal",
            "no se preocupe",
            "no pasa nada",
            "inofensivo",
            "todo va bien",
            "todo bien",
            "muy bien hecho",
            "enhorabuena",
            "felicidades",
            "genial",
            "no hace falta",
            "es seguro",
            "preocupado",
            "preocupada",
            "cansado",
            "cansada",
            "tranquilo",
            "tranquila",
            "mareado",
            "mareada",
            "nacido",
            "nacida",
            "relajado",
            "relajada",
        ] {
            assert!(!lower.contains(&format!(" {word} ")), "{key}: “{word}” in {text}");
        }
    }
}

#[test]
fn numbers_have_a_comma_and_dates_are_said_in_full() {
    let words = Words::of(Locale::Es);
    let size = Millimetres::from_tenths(125).expect("a size");
    assert_eq!([words.size(size), words.decimal("38.4")], ["12,5 mm", "38,4"]);
    assert_eq!(Words::english().size(size), "12.5 mm");
    let date = NaiveDate::from_ymd_opt(2026, 9, 3).expect("a date");
    let at = DateTime::parse_from_rfc3339("2026-09-03T09:05:00-06:00").expect("a time");
    assert_eq!(words.date(date), "3 de septiembre de 2026");
    assert_eq!(words.moment(at), "3 de septiembre a las 09:05");
    assert_eq!(words.stamp(at), "3 de septiembre de 2026, 09:05");
    assert_eq!([words.short_date(date), words.month_of_year(date)], ["3 sep", "sep 2026"]);
}
