//! Questions as they are read at two in the morning: each stands alone, and in everyday words.

use gradus_triage::{Source, Texts};

use crate::people::pack;

/// Every question that a person is asked, in both voices, with what helps to answer it.
fn asked() -> Vec<(String, String)> {
    let texts = Texts::english();
    let (pack, mut all) = (pack(), Vec::new());
    for fact in pack.vocabulary().facts().iter().filter(|fact| fact.source == Source::Asked) {
        let question = texts.question(fact.id.as_str()).expect("a question");
        for text in [&question.own, &question.about, &question.help] {
            all.push((fact.id.to_string(), text.clone()));
        }
    }
    all
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric() && c != '-').map(str::to_owned).collect()
}

/// Questions in which "it" stands for something that the same question names before, or for nothing.
const NAMED_BEFORE: [&str; 6] =
    ["bleeding_min", "fewer_movements", "rash_non_blanching", "removal_min", "rigors", "skin_crackling"];

#[test]
fn a_question_never_speaks_of_what_another_one_named() {
    for (id, text) in asked() {
        let is_question = text.ends_with('?');
        let words = words(&text);
        let speaks_of = |pronoun: &str| words.iter().any(|word| word == pronoun);
        let backwards = ["this", "these", "those", "such"].iter().any(|word| speaks_of(word));
        assert!(!is_question || !backwards, "{id}: {text}");
        let named = NAMED_BEFORE.contains(&id.as_str());
        assert!(!is_question || named || !speaks_of("it"), "{id}: {text}");
        let there = text.replace("Is there", "").replace("was there", "");
        assert!(!is_question || !there.contains(" there"), "{id}: {text}");
        assert!(!text.contains("that dose") && !text.contains("that one"), "{id}: {text}");
    }
}

#[test]
fn no_question_uses_a_word_of_the_clinic() {
    const OF_THE_CLINIC: [&str; 14] = [
        "flacc",
        "rectal",
        "rectum",
        "anus",
        "anal",
        "distended",
        "bilious",
        "lesion",
        "stenosis",
        "fistula",
        "enterocolitis",
        "fontanelle",
        "lethargic",
        "mucus",
    ];
    for (id, text) in asked() {
        // A thermometer is bought under its name.
        let text = text.replace("rectal thermometer", "");
        let found = words(&text).into_iter().find(|word| OF_THE_CLINIC.contains(&word.as_str()));
        assert_eq!(found, None, "{id}: {text}");
    }
}

#[test]
fn no_question_blames() {
    for (id, text) in asked() {
        for word in ["should", "fault", "forgot", "failed", "properly", "enough", "why"] {
            let own_feeling = id == "worry" && word == "should";
            assert!(own_feeling || !words(&text).iter().any(|one| one == word), "{id}: {text}");
        }
    }
}
