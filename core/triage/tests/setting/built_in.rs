//! Pack, facts, texts and evidence that ship fit each other, and a mistake in them is found.

use gradus_domain::Locale;
use gradus_triage::{
    Evidence, Pack, SETTING_FACTS, SETTING_RULES, SETTING_TEXTS_EN, SETTING_TEXTS_ES, Setting, SettingPack,
    SettingTexts,
};

use crate::people::pack;

fn problems(rules: &str, facts: &str, texts: &str) -> String {
    let pack = SettingPack::parse(rules, facts, [0; 32]);
    let texts = SettingTexts::parse(texts);
    let found = match (pack, texts) {
        (Ok(pack), Ok(texts)) => pack.check(&texts, &Evidence::builtin()),
        (pack, texts) => [pack.err(), texts.err()].into_iter().flatten().flatten().collect(),
    };
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_ships_has_no_problem_and_says_that_nobody_signed_it() {
    assert_eq!(problems(SETTING_RULES, SETTING_FACTS, SETTING_TEXTS_EN), "");
    let pack = SettingPack::builtin([3; 32]);
    let reference = pack.reference();
    assert_eq!(
        (reference.version.as_str(), reference.hash, reference.signed_off),
        ("setting-1", [3; 32], false)
    );
    assert_eq!(pack.signed_off(), None);
    let texts = SettingTexts::english();
    assert!(texts.signed(None).contains("No clinician has signed"));
    assert_eq!(texts.review(), "not reviewed by a clinician");
}

#[test]
fn one_name_is_one_rule_in_all_packs_and_a_name_of_the_other_is_refused_at_its_line() {
    let danger = Pack::builtin([7; 32]);
    for rule in pack().rules() {
        assert_eq!(danger.rule(rule.id()), None, "{}", rule.id());
    }
    for rule in danger.rules() {
        assert!(pack().explain(&rule.id).is_none(), "{}", rule.id);
        let taken = SETTING_RULES.replacen("id = \"SP4\"", &format!("id = \"{}\"", rule.id), 1);
        let line =
            taken.lines().position(|line| line == format!("id = \"{}\"", rule.id)).expect("a line") + 1;
        let said = problems(&taken, SETTING_FACTS, SETTING_TEXTS_EN);
        assert!(said.starts_with(&format!("line {line}, ")), "{said}");
        assert!(said.contains(&format!("\"{}\": the name of a danger rule; write S", rule.id)), "{said}");
    }
}

#[test]
fn a_rule_is_explained_with_its_facts_and_abbreviations_and_so_is_the_doubt() {
    let pack = pack();
    let rule = pack.explain("SP8a").expect("a rule");
    assert_eq!(
        (rule.setting, rule.facts.as_slice()),
        (Setting::Professional, ["age_days", "largest_mm"].as_slice())
    );
    assert_eq!(rule.macros, [("child", "age_days < 6575")]);
    let doubt = pack.explain("SD1").expect("the doubt");
    assert!(doubt.rule.is_none() && doubt.facts.is_empty() && doubt.setting == Setting::Professional);
    assert_eq!(pack.explain("P8a"), None);
}

#[test]
fn every_mistake_is_found() {
    let rules = [
        ("id = \"SP4\"", "id = \"SP5\"", "SP5 stands in line"),
        ("when = \"complex_anatomy\"", "when = \"not complex_anatomy\"", "must never lower an answer"),
        ("when = \"complex_anatomy\"", "when = \"largest_mm >= 31 and age_days < 0\"", "never holds"),
        (
            "when = \"leaks\"\nsetting = \"professional\"",
            "when = \"leaks\"\nsetting = \"self_directed\"",
            "setting",
        ),
        ("sources = [\"S30\"]", "sources = [\"S99\"]", "S99 is not in the evidence"),
        (
            "sources = [\"S30\"]\nbasis = \"sourced\"",
            "sources = [\"S32\"]\nbasis = \"sourced\"",
            "no source bears",
        ),
        ("text = \"leaks\"", "text = \"leeks\"", "no text leeks"),
        ("text = \"leaks\"", "text = \"sore_now\"", "whom to ask"),
        ("reasons = [\"fissure\", \"pelvic_floor\"]", "reasons = [\"fisure\"]", "fisure is no reason"),
        ("not_now = 7", "not_now = 0", "days"),
    ];
    for (right, wrong, said) in rules {
        let broken = SETTING_RULES.replacen(right, wrong, 1);
        assert_ne!(broken, SETTING_RULES, "{right} is there");
        let found = problems(&broken, SETTING_FACTS, SETTING_TEXTS_EN);
        assert!(found.contains(said), "{wrong}: {found}");
    }
    let texts = [
        ("[question.leaks]", "[question.leeks]", "no question for this fact"),
        ("answers = [\"Yes\", \"Not yet\"]", "answers = [\"Yes\"]", "not as many answers"),
        ("{worst_pain_14d} of 10", "{largest_mm} of 10", "may have no value"),
        ("[reason.leaks]", "[reason.leeks]", "no text leaks"),
        ("title = \"Not now\"", "title = \"Probably not now\"", "reassures"),
        ("[setting.home]", "[setting.hom]", "setting.home"),
        ("[option]\n", "[option]\nprayer = \"Prayer.\"\n", "nobody uses this text"),
    ];
    for (right, wrong, said) in texts {
        let broken = SETTING_TEXTS_EN.replacen(right, wrong, 1);
        assert_ne!(broken, SETTING_TEXTS_EN, "{right} is there");
        let found = problems(SETTING_RULES, SETTING_FACTS, &broken);
        assert!(found.contains(said), "{wrong}: {found}");
    }
    let facts = [
        ("group = \"why\"", "group = \"where\"", "stands on no screen"),
        ("kind = \"yes_no\"\nnote", "kind = \"yes_no\"\nrole = \"context\"\nnote", "cuts both ways"),
    ];
    for (right, wrong, said) in facts {
        let broken = SETTING_FACTS.replacen(right, wrong, 1);
        let found = problems(SETTING_RULES, &broken, SETTING_TEXTS_EN);
        assert!(found.contains(said), "{wrong}: {found}");
    }
}

fn beside_english(texts: &str) -> String {
    let of_the_pack = problems(SETTING_RULES, SETTING_FACTS, texts);
    let texts = SettingTexts::parse(texts).expect("texts");
    let beside = texts.check_against(&SettingTexts::english());
    beside.iter().map(ToString::to_string).chain([of_the_pack]).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_language_that_ships_fits_the_pack_and_the_english_texts() {
    for locale in Locale::ALL {
        assert_eq!(SettingTexts::of(locale).locale(), locale.tag());
    }
    assert_eq!(beside_english(SETTING_TEXTS_ES), "");
    let texts = SettingTexts::of(Locale::Es);
    assert_eq!(texts.review(), "no revisado por un profesional clínico");
    for (right, wrong, said) in [
        ("[question.leaks]", "[question.fugas]", "no question for this fact"),
        ("answers = [\"Sí\", \"Todavía no\"]", "answers = [\"Sí\"]", "not as many answers"),
        ("{worst_pain_14d} de 10", "7 de 10", "es: reason.severe_pain.ask: not as many"),
        ("help = \"Un estoma también cuenta.\"\n", "", "es: question.operated.help: not as many"),
        (
            "asks = [\"¿Cuándo lo vuelven a mirar, y con qué señales llamamos antes?\"]",
            "asks = []",
            "home.asks",
        ),
        ("title = \"Ahora no\"", "title = \"No se preocupe\"", "reassures"),
    ] {
        let broken = SETTING_TEXTS_ES.replacen(right, wrong, 1);
        assert_ne!(broken, SETTING_TEXTS_ES, "{right} is there");
        let found = beside_english(&broken);
        assert!(found.contains(said), "{wrong}: {found}");
    }
}

/// A bound or a deadline that changed on the way would harm.
#[test]
fn every_number_of_a_language_is_the_one_of_the_english_text() {
    let numbers = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let of = |line: &str| {
            let digits = line.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
            let mut all: Vec<_> = digits.map(str::to_owned).collect();
            all.sort();
            all
        };
        lines.map(of).collect::<Vec<_>>()
    };
    let (spanish, english) = (numbers(SETTING_TEXTS_ES), numbers(SETTING_TEXTS_EN));
    assert!(english.len() > 250, "{} lines were compared", english.len());
    for (at, (own, model)) in spanish.iter().zip(&english).enumerate() {
        assert_eq!(own, model, "line {at} that is no comment");
    }
    assert_eq!(spanish.len(), english.len());
}

#[test]
fn the_more_is_held_back_the_sooner_somebody_looks_again() {
    let pack = pack();
    let days = Setting::WORDS.map(|(_, setting)| pack.look_again().days(setting));
    assert_eq!(days, [90, 28, 28, 7]);
    assert!(days.is_sorted_by(|sooner, later| sooner >= later));
}

/// Every question stands alone and in everyday words, as those of the check-in do.
#[test]
fn questions_are_in_everyday_words_and_blame_nobody() {
    let (pack, texts) = (pack(), SettingTexts::english());
    let of_the_clinic =
        ["rectal", "rectum", "anus", "anal", "stenosis", "anastomosis", "neutropenic", "conservative"];
    for fact in pack.vocabulary().facts() {
        let question = texts.question(fact.id.as_str()).expect("a question");
        for text in [&question.own, &question.about] {
            let lower = text.to_lowercase();
            let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
            assert!(text.ends_with('?') && words.len() <= 30, "{}: {text}", fact.id);
            for word in of_the_clinic
                .iter()
                .chain(&["should", "fault", "forgot", "properly", "he", "she", "his", "her"])
            {
                assert!(!words.contains(word), "{}: {word}: {text}", fact.id);
            }
        }
        let told_of = question.about.contains("you ")
            && !["instructions", "devices", "follow_up"].contains(&fact.id.as_str());
        assert!(!told_of, "{} asks about somebody else: {}", fact.id, question.about);
    }
}
