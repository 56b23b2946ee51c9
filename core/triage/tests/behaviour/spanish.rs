//! The Spanish texts are held to the pack, to their own lists of what must not be said, and to the English texts.

use gradus_domain::Locale;
use gradus_triage::{Evidence, TEXTS_ES, Texts};

use crate::people::pack;

fn checked(text: &str) -> Vec<String> {
    let texts = Texts::parse(text).expect("texts");
    let (pack, evidence) = (pack(), Evidence::builtin());
    let of_the_pack = pack.check_shipped(std::slice::from_ref(&texts), &evidence);
    let beside_english = texts.check_against(&Texts::english(), &pack, &evidence);
    of_the_pack.iter().chain(&beside_english).map(ToString::to_string).collect()
}

#[test]
fn every_language_that_ships_fits_the_pack_and_says_who_reviewed_it() {
    let (pack, evidence) = (pack(), Evidence::builtin());
    for locale in Locale::ALL {
        let texts = Texts::of(locale);
        assert_eq!(texts.locale(), locale.tag());
        let problems = pack.check_shipped(std::slice::from_ref(&texts), &evidence);
        let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(shown.is_empty(), "{}", shown.join("\n"));
        if !texts.is_english() {
            let problems = texts.check_against(&Texts::english(), &pack, &evidence);
            let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
            assert!(shown.is_empty(), "{}", shown.join("\n"));
        }
    }
    assert_eq!(Texts::of(Locale::Es).review(), "no revisado por un profesional clínico");
}

#[test]
fn what_advice_must_not_say_is_found_in_spanish_too() {
    for (old, new, expected) in [
        ("Descanse de las sesiones. Mida", "Es normal. Mida", "\"normal\" reassures"),
        ("Busque atención de emergencia ahora.", "No se preocupe.", "\"no se preocupe\" reassures"),
        ("Siéntese en agua tibia e intente", "Vaya hoy. Intente", "\"hoy\" says how urgent it is"),
        (
            "Siéntese en agua tibia e intente",
            "Llame a una ambulancia. Intente",
            "\"ambulancia\" says how urgent it is",
        ),
        (
            "Descanse de las sesiones. Mida",
            "Descanse dos días. Mida",
            "advice.unwell.now: \"días\" says how long, and the gate may say something else",
        ),
        (
            "No use por eso una medida mayor ni más laxante",
            "Use una medida menor y más laxante",
            "advice.habit_changed.not: \"menor\" says which size, and the gate may say something else",
        ),
        (
            "No beba mucho para forzarlo.",
            "No haga ninguna sesión hasta que lo diga un profesional.",
            "(U1c).advice: urine_wait speaks of sessions as [hold] blocked does, and the gate differs",
        ),
    ] {
        assert!(TEXTS_ES.contains(old), "{old} is not there");
        let said = checked(&TEXTS_ES.replacen(old, new, 1));
        assert!(said.iter().any(|line| line.contains(expected)), "{new}: {said:#?}");
    }
    let more = "Siéntese en agua tibia. Si hay fiebre, llame al número de emergencias. Intente";
    let said = checked(&TEXTS_ES.replacen("Siéntese en agua tibia e intente", more, 1));
    assert_eq!(said, [""; 0], "a sentence that begins with Si may");
}

#[test]
fn what_it_lacks_beside_english_or_has_too_much_is_named() {
    for (old, new, expected) in [
        ("[advice.drowsy]", "[advice.sueno]", "es: advice.drowsy: missing"),
        ("[advice.drowsy]", "[advice.sueno]", "es: advice.sueno: nobody uses this text"),
        (
            "answers = [\"No\", \"Una vez\", \"Una y otra vez\"]",
            "answers = [\"No\"]",
            "es: question.vomiting: not as",
        ),
        ("help = \"Verde como las espinacas o la hierba.\"\n", "", "es: question.vomit_green: not as many"),
        (
            "No coma ni beba. No conduzca. No meta",
            "No conduzca. No meta",
            "\"No coma ni beba.\" stands here or in",
        ),
        (", \"Nada de comer ni de beber.\"]", "]", "es: feeds.others: not as many sentences"),
        ("I9a = ", "I9x = ", "es: title.I9a: missing"),
        ("S18 = ", "S40 = ", "es: source.S40: nobody uses this text"),
        ("DC9 = \"Temperatura\"\n", "", "es: source_title.DC9: missing"),
    ] {
        assert!(TEXTS_ES.contains(old), "{old} is not there");
        let said = checked(&TEXTS_ES.replacen(old, new, 1));
        assert!(said.iter().any(|line| line.contains(expected)), "{new}: {said:#?}");
    }
}

/// Every text of a language with a name: what stands in quotes in its file.
fn quoted(text: &str) -> Vec<(String, String)> {
    let mut table = "";
    let mut all = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = name;
        } else if let Some((key, text)) = line.split_once(" = ") {
            all.push((format!("{table}.{key}"), text.to_owned()));
        }
    }
    all
}

fn numbers(text: &str) -> Vec<String> {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let mut all: Vec<_> = digits.filter(|digits| !digits.is_empty()).map(str::to_owned).collect();
    all.sort();
    all
}

/// A dose, a deadline or a telephone number that changed on the way would harm.
#[test]
fn every_number_is_the_one_of_the_english_text() {
    let english: std::collections::BTreeMap<_, _> = quoted(gradus_triage::TEXTS_EN).into_iter().collect();
    let (pack, evidence) = (pack(), Evidence::builtin());
    let mut seen = 0;
    for (key, spanish) in quoted(TEXTS_ES) {
        let name = |table: &str| key.strip_prefix(table).map(|name| name.trim_matches('"'));
        let model = match (name("title."), name("source_title."), name("source.")) {
            (Some(id), _, _) => pack.rule(id).map(|rule| rule.title.as_str()),
            (_, Some(id), _) => evidence.row(id).map(|row| row.title.as_str()),
            (_, _, Some(id)) => evidence.row(id).map(|row| row.says.as_str()),
            _ => english.get(&key).map(String::as_str),
        };
        let Some(model) = model else { continue };
        assert_eq!(numbers(&spanish), numbers(model), "{key}: {spanish}");
        seen += 1;
    }
    assert!(seen > 900, "{seen} texts were compared");
}

#[test]
fn no_english_word_is_left_and_the_words_of_danger_are_plain() {
    let english = [
        "the", "of", "and", "is", "are", "was", "not", "with", "for", "your", "this", "that", "you", "they",
        "their", "them", "by", "it", "if", "on", "at", "from", "until", "when", "who", "session", "sessions",
        "clinic", "to",
    ];
    let names = ["format", "word."];
    for (key, text) in quoted(TEXTS_ES) {
        if names.iter().any(|name| key.contains(name)) {
            continue;
        }
        let lower = text.to_lowercase();
        let left = lower.split(|c: char| !c.is_alphanumeric()).find(|word| english.contains(word));
        assert_eq!(left, None, "{key}: {text}");
    }
    let texts = Texts::of(Locale::Es);
    let answers = |fact| texts.question(fact).expect("a question").answers.join("; ").to_lowercase();
    assert!(answers("stool_colour").contains("deposición negra"));
    assert!(answers("bleeding").contains("sangre que no para"));
    assert!(texts.ask("vomit_green", false).expect("a question").contains("vómito verde"));
}
