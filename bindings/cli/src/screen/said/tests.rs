use std::collections::BTreeSet;

use gradus_app::ask::{self, Speaking};
use gradus_app::view::{DispositionWord, FactAnswer, SlotView, TodayView};

use super::*;
use crate::clock;
use crate::page::Page;
use crate::screen::{self, Reader, samples};

fn braces(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// Words that are spelt alike in both languages.
const ALIKE: [&str; 2] = ["NO", "PLAN"];

#[test]
fn every_word_stands_in_both_languages_with_the_same_blanks() {
    assert!(ALL.len() > 80);
    for (name, said) in ALL {
        let [en, es] = Locale::ALL.map(|locale| said.by(locale));
        assert!(!en.trim().is_empty() && !es.trim().is_empty(), "{name}");
        assert_eq!(en == es, ALIKE.contains(name), "{name}: {es}");
        assert_eq!(braces(en), braces(es), "{name}");
        assert_eq!(en.ends_with('.'), es.ends_with('.'), "{name}");
        assert_eq!(en.starts_with(char::is_uppercase), es.starts_with(char::is_uppercase), "{name}: {es}");
    }
}

#[test]
fn every_unit_of_a_question_has_a_word_in_both_languages() {
    for question in ask::facts().into_iter().chain(ask::setting_facts()) {
        let Some(known) = question.unit else { continue };
        let is_sign = ["C", "mm"].contains(&known.as_str());
        assert_eq!(unit(Locale::Es, &known) == unit(Locale::En, &known), is_sign, "{known}");
    }
    assert_eq!(
        (month(Locale::Es, 3), month(Locale::En, 3), month(Locale::Es, 13)),
        (Some("marzo"), None, None)
    );
    assert_eq!((weekday(Locale::Es, 6), weekday(Locale::En, 6)), (Some("domingo"), None));
}

fn spanish() -> Reader {
    Reader::of_a_file(&clock::moment(None)).speaking(Speaking(Locale::Es))
}

fn drawn(draw: impl Fn(&mut Page)) -> String {
    let mut page = Page::new(4000);
    draw(&mut page);
    page.plain()
}

/// Answers of every sort, as the core gives them in Spanish.
fn answers() -> Vec<gradus_app::view::TriageView> {
    let now = clock::moment(None);
    let told = |pairs: &[(&str, &str)]| {
        let pairs =
            pairs.iter().map(|(id, answer)| FactAnswer { id: (*id).into(), answer: (*answer).into() });
        Speaking(Locale::Es).triage(pairs.collect(), &now).expect("an answer")
    };
    vec![
        told(&[]),
        told(&[("bleeding", "non_stop"), ("bleeding_min", "30")]),
        told(&[("temperature_c", "38.6"), ("age_days", "12000"), ("bleeding", "unknown")]),
        told(&[("pain_peak", "5"), ("session_held", "true"), ("hours_since_session", "3")]),
        told(&[("bleeding", "none"), ("bleeding_amount", "cup_or_more")]),
        told(&[("nappy_rash", "true")]),
    ]
}

/// The terminal's English words that could not stand in a Spanish text by chance.
pub fn english() -> impl Iterator<Item = (&'static str, &'static str)> {
    // The ids of facts hold units as well.
    ALL.iter().filter(|(name, _)| !name.starts_with("UNIT_")).flat_map(|(name, said)| {
        let parts = said.by(Locale::En).split(['{', '}']);
        parts
            .map(str::trim)
            .filter(|part| part.len() > 6 && !said.es.contains(part))
            .map(|part| (*name, part))
    })
}

#[test]
fn no_line_of_an_answer_in_spanish_is_in_english() {
    let pairs = [("bleeding".to_owned(), "bleeding_amount".to_owned())];
    for view in answers() {
        for why in [false, true] {
            let reader = spanish().asking_why(why);
            let text = drawn(|page| {
                screen::answer_to_file(page, &view, &pairs, &reader);
                screen::answer_in_brief(page, &view, &reader);
                screen::triage::tasks(page, &view.tasks, &reader);
            });
            for (name, part) in english() {
                assert!(!text.contains(part), "{name}: {part:?} in\n{text}");
            }
            assert!(text.contains(NEXT_SESSION.es), "{text}");
        }
    }
}

#[test]
fn no_line_of_the_setting_and_of_the_questions_in_spanish_is_in_english() {
    let asks = Speaking(Locale::Es);
    let view = asks.setting(&[], &clock::moment(None)).expect("a setting");
    let text = drawn(|page| {
        screen::setting(page, &view, &spanish().asking_why(true));
        screen::setting_questions(page, &asks.setting_facts(), Locale::Es);
        screen::questions(page, &asks.facts(), Locale::Es);
    });
    for (name, part) in english() {
        assert!(!text.contains(part), "{name}: {part:?} in\n{text}");
    }
    assert!(text.contains(TO_ASK.es) && text.contains(SETTING_OPEN.es), "{text}");
    assert!(text.contains("un número en días de 0 a 43830"), "{text}");
}

#[test]
fn no_line_of_the_first_screen_in_spanish_is_in_english() {
    let slot = |number: usize| SlotView {
        occurrence: format!("2026-03-14/{number}/p"),
        at: None,
        ..samples::today().slots.swap_remove(0)
    };
    let view = TodayView { slots: (0..4).map(slot).collect(), ..samples::today() };
    let begins =
        TodayView { plan_begins: Some("2026-03-16".into()), goal_tenths_mm: None, ..samples::today() };
    let text = drawn(|page| {
        screen::today(page, &view, &spanish());
        screen::today(page, &begins, &spanish());
        screen::why(page, &[("B8".to_owned(), None)], Locale::Es);
    });
    for (name, part) in english() {
        assert!(!text.contains(part), "{name}: {part:?} in\n{text}");
    }
    for part in [
        "Mina · sábado, 14 de marzo de 2026",
        ", a partir del lunes, 16 de marzo de 2026",
        "10 mm; objetivo: 12 mm",
        "1 regla; --why la cuenta",
        "Por hacer",
        "Sesiones de hoy",
        "La primera",
        "N.º 4",
        "Por qué",
    ] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
}

#[test]
fn english_stays_as_it_was() {
    let text = drawn(|page| {
        let reader = Reader::of_a_file(&clock::moment(None));
        screen::answer(page, &samples::triage(DispositionWord::SameDay), &reader);
    });
    assert!(text.contains("Next session") && !text.contains(NEXT_SESSION.es), "{text}");
}
