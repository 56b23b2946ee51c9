//! Whatever calls for somebody today says what to do when nobody answers.

use gradus_domain::Disposition;
use gradus_triage::{Route, Texts};

const SENTENCES: &str = include_str!("../../clinical/texts/sentences.en.toml");

/// Every `key = "text"` of `[headline]`.
fn headlines() -> Vec<(&'static str, &'static str)> {
    let (_, from) = SENTENCES.split_once("[headline]\n").expect("the headlines");
    let lines = from.lines().take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| line.split_once(" = ")).collect()
}

/// What makes a headline one that cannot wait until tomorrow.
const URGENT: [&str; 4] = ["emergency care", "day or night", "clinician by", "clinic today"];

#[test]
fn every_headline_that_calls_today_says_what_to_do_when_nobody_answers() {
    let mut urgent = Vec::new();
    for (key, text) in headlines() {
        if !URGENT.iter().any(|words| text.contains(words)) {
            continue;
        }
        urgent.push(key);
        let way_out = match key {
            "emergency" => "call the emergency number (112, 999 or 911), or go to",
            // Missed sessions are for the clinic by day, and for no urgent line.
            "interrupted_overdue" => "If nobody answers, call again as soon as they are open.",
            _ => "If nobody answers, call the urgent line (111",
        };
        assert!(text.contains(way_out), "{key}: {text}");
    }
    assert_eq!(
        urgent,
        ["emergency", "clinician", "clinician_overdue", "call_overdue", "interrupted_overdue"]
    );
}

#[test]
fn so_does_every_call_of_the_triage() {
    let texts = Texts::english();
    for hours in 0..=4 {
        let said = texts.call(Disposition::SameDay { hours }, None);
        assert!(said.contains("If nobody answers, call the urgent line"), "{said}");
    }
    let route = texts.call(Disposition::Emergency, Some(Route::EmergencyDepartment));
    assert!(route.contains("If you cannot get there, call the emergency number"), "{route}");
    assert!(texts.call(Disposition::Emergency, None).contains("emergency number now (112"));
    assert!(texts.unfinished().contains("If nobody answers, call the urgent line"));
}
