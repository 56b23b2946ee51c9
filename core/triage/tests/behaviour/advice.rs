//! What is said beside an answer is as urgent as the answer, speaks of the same place, and names the rule's own numbers.

use std::collections::BTreeMap;

use gradus_domain::{Certainty, Disposition};
use gradus_triage::{Evidence, Pack, Route, Rule, TEXTS_EN, Texts, Wait};

use crate::people::pack;

/// Words that the answer to a rule must say, and words that belong to other answers only.
fn words_of(disposition: Disposition, route: Option<Route>) -> (Vec<String>, &'static [&'static str]) {
    let call = |text: &str| vec![text.to_owned()];
    match (disposition, route) {
        (Disposition::Emergency, Some(Route::EmergencyDepartment)) => {
            (call("Go to an emergency department now."), &["Reach your clinic", "Call your clinic", "Pause,"])
        }
        (Disposition::Emergency, _) => {
            (call("Call the emergency number now"), &["Reach your clinic", "Call your clinic", "Pause,"])
        }
        (Disposition::SameDay { hours }, _) => {
            let unit = if hours == 1 { "hour" } else { "hours" };
            let within = format!("within {hours} {unit}, day or night.");
            (vec![within, "or go to an emergency department.".to_owned()], &["Pause,", "Call your clinic"])
        }
        (Disposition::Contact { days: 1 }, _) => {
            (call("Call your clinic or surgeon within a day."), &["emergency department", "Pause,"])
        }
        (Disposition::Contact { days }, _) => {
            (vec![format!("Call your clinic within {days} days.")], &["emergency department", "Pause,"])
        }
        (Disposition::PauseAndRecheck { .. }, _) => {
            (call("Pause, and answer the questions again"), &["emergency", "Call your clinic"])
        }
        (Disposition::Continue, _) => {
            (call("answer the questions again at once."), &["emergency", "Call your", "Pause,"])
        }
    }
}

#[test]
fn every_answer_calls_as_urgently_as_its_disposition_for_certain_and_in_doubt() {
    let (pack, texts) = (pack(), Texts::english());
    for rule in pack.rules() {
        for (certainty, disposition) in
            [(Certainty::Yes, rule.disposition), (Certainty::Doubt, rule.disposition.on_doubt())]
        {
            let route = rule.route.filter(|_| disposition == Disposition::Emergency);
            let advice = texts.advice(&rule.advice, disposition, route, certainty).expect("an advice");
            let (said, not_said) = words_of(disposition, route);
            let sentence = advice.sentence();
            for words in said {
                assert!(sentence.contains(&words), "{} {certainty:?}: no \"{words}\": {sentence}", rule.id);
            }
            for words in not_said {
                let unconditional = sentence.split(". ").filter(|part| !part.starts_with("If "));
                let mut found = unconditional.filter(|part| part.contains(words));
                assert_eq!(found.next(), None, "{} {certainty:?}: \"{words}\"", rule.id);
            }
        }
    }
}

#[test]
fn what_is_said_of_sessions_fits_the_gate_and_a_doubt_says_only_what_a_doubt_may() {
    let (pack, texts) = (pack(), Texts::english());
    let released = "until a clinician says so";
    let answered = "before you have answered the questions again";
    for rule in pack.rules() {
        let say = |certainty| texts.advice(&rule.advice, rule.disposition, None, certainty).expect("it").not;
        let (sure, doubt) = (say(Certainty::Yes), say(Certainty::Doubt));
        let of_sessions = |text: &str, words: &str| text.contains(&format!("Do not hold a session {words}"));
        assert!(!of_sessions(&sure, released) || rule.wait == Wait::Blocked, "{}", rule.id);
        let waits = matches!(rule.wait, Wait::Minutes(_));
        assert!(!of_sessions(&sure, answered) || waits, "{}", rule.id);
        assert!(!of_sessions(&doubt, released) && !of_sessions(&doubt, answered), "{}: {doubt}", rule.id);
        let speaks = of_sessions(&sure, released) || of_sessions(&sure, answered);
        let open = "before the open questions are answered";
        assert_eq!(of_sessions(&doubt, open), speaks, "{}", rule.id);
    }
}

fn problems(old: &str, new: &str) -> Vec<String> {
    assert!(TEXTS_EN.contains(old), "{old} is not there");
    let texts = Texts::parse(&TEXTS_EN.replacen(old, new, 1)).expect("texts");
    pack().check(&[texts], &Evidence::builtin()).iter().map(ToString::to_string).collect()
}

#[test]
fn advice_that_is_more_urgent_than_its_rule_or_speaks_of_another_gate_is_found() {
    for (old, new, expected) in [
        (
            "Stop the session. Pain this strong",
            "Go today. Pain this strong",
            "\"today\" says how urgent it is",
        ),
        ("Sit in warm water", "Call an ambulance. Sit in warm water", "\"ambulance\" says how urgent it is"),
        (
            "Do not drink a lot to force it.",
            "Do not hold a session until a clinician says so.",
            "(U1c).advice: urine_wait speaks of sessions as [hold] blocked does, and the gate differs",
        ),
        (
            "Do not press or open it. Do not hold a session until a clinician says so.",
            "Do not hold a session before you have answered the questions again.",
            "(I7).advice: abscess speaks of sessions as [hold] wait does, and the gate differs",
        ),
    ] {
        let said = problems(old, new);
        assert!(said.iter().any(|line| line.contains(expected)), "{new}: {said:#?}");
    }
    for (old, new, expected) in [
        ("Rest from sessions. Measure", "Rest from sessions for a day. Measure", "\"day\" says how long"),
        ("Rest from sessions. Measure", "Rest for 24 hours. Measure", "\"hours\" says how long"),
        (
            "Note the time.\"",
            "Note the time, and answer the questions again in 2 hours.\"",
            "\"hours\" says how long",
        ),
        (
            "Name them all when you call.",
            "Name them all, and call within three days.",
            "\"days\" says how long",
        ),
        ("Do not use a bigger size.", "Begin one size smaller.", "\"smaller\" says which size"),
        ("Do not use a bigger size.", "If it hurts, go two sizes down.", "\"down\" says which size"),
    ] {
        let said = problems(old, new);
        assert!(said.iter().any(|line| line.contains(expected)), "{new}: {said:#?}");
    }
    let conditional = "If it drips, go to an emergency department. Sit in warm water";
    assert_eq!(problems("Sit in warm water", conditional), [""; 0], "what is to be done when more comes");
}

/// The numbers that advice names, each read against the rules that carry it. One that changes here or in a rule must be
/// looked at in the other place.
const NUMBERS: [(&str, &[u32]); 11] = [
    ("bleeding_now", &[10, 20]),
    ("bleeding_thinned", &[10, 20]),
    ("cold", &[30]),
    ("fever", &[4]),
    ("fever_baby", &[6]),
    ("masked", &[6]),
    ("masked_raised", &[6]),
    ("raised_line", &[4, 38, 0]),
    ("repeat_temperature", &[30]),
    ("device_came_out", &[]),
    ("pain_rest", &[]),
];

#[test]
fn the_numbers_in_advice_are_those_that_were_read_against_the_rules() {
    let (pack, texts) = (pack(), Texts::english());
    let listed: BTreeMap<&str, &[u32]> = NUMBERS.into_iter().collect();
    for rule in pack.rules() {
        let advice = texts.advice(&rule.advice, rule.disposition, None, Certainty::Yes).expect("an advice");
        let text = format!("{} {}", advice.now, advice.not);
        let numbers = text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u32>().ok());
        let numbers: Vec<u32> = numbers.collect();
        let expected = listed.get(rule.advice.as_str()).copied().unwrap_or_default();
        assert_eq!(numbers, expected, "{}: {}", rule.id, rule.advice);
    }
}

fn rule<'p>(pack: &'p Pack, id: &str) -> &'p Rule {
    pack.rule(id).unwrap_or_else(|| panic!("no rule {id}"))
}

/// Where a number in an advice is the number of a rule, both say the same.
#[test]
fn numbers_that_stand_in_advice_and_rule_agree() {
    let pack = pack();
    assert_eq!(rule(&pack, "I1a").wait, Wait::Minutes(30), "repeat_temperature: 30 minutes");
    assert_eq!(rule(&pack, "I9").wait, Wait::Minutes(60), "as long as its pause");
    assert_eq!(rule(&pack, "I13a").wait, Wait::Minutes(360), "masked: 6 hours after that dose");
    assert_eq!(rule(&pack, "B4a").when, "bleeding_min >= 20", "bleeding_now: by 20 minutes");
    assert!(rule(&pack, "I4").when.contains("age_days < 184"), "fever_baby: under 6 months");
}

/// A title is read beside an answer: it may not name less than fires it.
#[test]
fn no_title_says_that_a_sign_stands_alone_or_ends_below_a_bound() {
    let pack = pack();
    for rule in pack.rules() {
        let title = rule.title.to_lowercase();
        for word in [" alone", "37.9", "somewhat", "a streak"] {
            assert!(!title.contains(word), "{}: {}", rule.id, rule.title);
        }
    }
}
