//! A frightened parent at a terminal: the call comes before the next question, and once more on leaving.

use gradus_tests::{Bench, NOW, PASSCODE};

use super::typed::typed;

const CALL: &str = "Go to an emergency department now.";
const NUMBER: &str = "Surgical ward, +44 20 7946 0000 (day and night)";

fn order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for words in parts {
        rest =
            rest.split_once(words).unwrap_or_else(|| panic!("{words:?} is missing or too early\n{text}")).1;
    }
}

fn entries(bench: &Bench) -> usize {
    bench.at(NOW, &["timeline"]).ok()["items"].as_array().map_or(0, Vec::len)
}

#[test]
fn an_emergency_is_called_out_before_the_next_question_and_f_writes_it_down() {
    let bench = Bench::with_mia();
    let (said, code) = typed(&bench, &["checkin"], &[PASSCODE, "n", "1", "n", "38.4", "f"]);
    assert_eq!(code, 0, "{said}");
    let asked = ["Have they thrown up?", "most worrying temperature"];
    let called = ["Emergency care now", CALL, NUMBER, "f finishes now and writes down what was said"];
    order(
        &said,
        &[
            &asked[..],
            &called,
            &["Have they bled from the bottom", CALL, NUMBER, "The check-in is in the log."],
        ]
        .concat(),
    );
    let today = bench.at(NOW, &["today"]).ok();
    assert_eq!(today["gate"]["gate"], "blocked");
    assert_eq!(today["contacts"][0]["phone"], "+44 20 7946 0000");
}

#[test]
fn whoever_leaves_in_an_emergency_is_told_whom_to_call_and_no_session_can_be_held() {
    // By q, and by the end of what is typed, which is Ctrl-D.
    for end in [&["q"][..], &[]] {
        let bench = Bench::with_mia();
        let before = entries(&bench);
        let (said, code) = typed(&bench, &["checkin"], &[&[PASSCODE, "n", "1", "n", "38.4"], end].concat());
        assert_eq!(code, 0, "{said}");
        let kept = "Your answers are in the log, because somebody must be reached today.";
        order(
            &said,
            &[
                "unless somebody has to be reached today",
                CALL,
                "Have they bled from the bottom",
                CALL,
                NUMBER,
                kept,
            ],
        );
        assert!(!said.contains("Nothing was written"), "{said}");
        assert!(entries(&bench) > before);
        let today = bench.at(NOW, &["today"]).ok();
        assert_eq!(today["gate"]["gate"], "blocked");
    }
}

#[test]
fn whoever_leaves_before_anything_is_urgent_has_written_nothing() {
    let bench = Bench::with_mia();
    let before = entries(&bench);
    for end in [&["q"][..], &[]] {
        let (said, code) = typed(&bench, &["checkin"], &[&[PASSCODE, "n", "1", "n", "36.8"], end].concat());
        assert!(code == 3 && !said.contains(CALL), "{said}");
        // A call that was late before is said again.
        order(&said, &["Call your clinic today: it was due by", NUMBER, "Nothing was written"]);
    }
    assert_eq!(entries(&bench), before);
}

/// What the log said before is no answer of this interview: it is not called out again with a later deadline, and there
/// is nothing yet to finish.
#[test]
fn a_call_that_is_in_the_log_already_waits_for_an_answer_of_this_check_in() {
    let bench = Bench::with_mia();
    let session = r#"{"size": 9, "holds_s": [30, 30], "ease": "easy", "pain_peak": 8, "bleeding": "clots"}"#;
    let logged = bench.feed(NOW, &["log", "session", "--from", "-"], session).ok();
    assert_eq!(logged["triage"]["disposition"], "emergency");
    let before = entries(&bench);
    let (said, code) = typed(&bench, &["checkin"], &[PASSCODE, "f", "q"]);
    assert!(code == 3 && !said.contains(CALL), "{said}");
    assert!(said.contains("The first questions come first"), "{said}");
    // Whoever leaves hears what is open, and nothing milder than that.
    order(
        &said,
        &["The first questions come first", "Get emergency care now", NUMBER, "Nothing was written"],
    );
    let (said, _) = typed(&bench, &["checkin"], &[PASSCODE, "n", "?", "q"]);
    order(&said, &["Get emergency care now", NUMBER, "Nothing was written"]);
    assert!(!said.contains("Speak with the clinic"), "{said}");
    assert_eq!(entries(&bench), before);
}

#[test]
fn not_sure_about_everything_is_answered_on_one_page() {
    let bench = Bench::with_mia();
    let unsure = r#"{"bleeding": "unknown", "flacc": "unknown", "inconsolable_min": "unknown", "pain_peak": "unknown",
        "temperature_c": "unknown", "feels_hot": "unknown", "illness": "unknown", "belly_distended": "unknown",
        "worry": "unknown"}"#;
    let done = bench.feed(NOW, &["checkin", "--facts", "-"], unsure).ok();
    let rules = done["triage"]["rules"].as_array().expect("rules").len();
    assert!(rules > 20, "{rules}");
    let lines = |words: &[&str]| {
        let (vault, now) = (bench.vault(), "2026-03-24T19:40:00+01:00");
        let mut command = std::process::Command::new(gradus_tests::program());
        command.args(["--vault", vault.to_str().expect("UTF-8"), "--now", now]).args(words);
        let done = command.env("GRADUS_PASSCODE", PASSCODE).env("COLUMNS", "80").output().expect("runs");
        String::from_utf8(done.stdout).expect("UTF-8")
    };
    let file = bench.scratch().join("facts.json");
    std::fs::write(&file, unsure).expect("written");
    let file = file.to_str().expect("UTF-8");
    let said = lines(&["checkin", "--facts", file]);
    assert!(said.lines().count() < 60, "{} lines\n{said}", said.lines().count());
    for illness in ["poisoning", "sepsis", "infection", "enterocolitis", "abscess", "bleeding disorder"] {
        assert!(!said.to_lowercase().contains(illness), "{illness}\n{said}");
    }
    assert!(!said.contains("could not answer"), "{said}");
    assert_eq!(said.matches(NUMBER).count(), 2, "{said}");
    assert!(lines(&["checkin", "--why", "--facts", file]).lines().count() > 150);
    let today = lines(&["today"]);
    assert!(today.contains("rules; --why tells them") && !today.contains("I15a"), "{today}");
    assert!(lines(&["today", "--why"]).contains("I15a"));
    let timeline = lines(&["timeline"]);
    assert!(timeline.contains(NUMBER) && !timeline.contains("I15a"), "{timeline}");
    assert!(lines(&["timeline", "--why"]).contains("I15a"));
}

/// A baby after anoplasty who threw up: whether it was green comes at once, and is an emergency by itself.
#[test]
fn green_vomit_of_a_baby_is_an_emergency_at_the_third_question() {
    let bench = Bench::with_mia();
    let (said, code) = typed(&bench, &["checkin"], &[PASSCODE, "n", "2", "y", "f"]);
    assert_eq!(code, 0, "{said}");
    order(
        &said,
        &["1. Are they much sleepier", "2. Have they thrown up?", "3. Was any of their vomit green?", CALL],
    );
    assert!(!said.contains("eat or drink"), "nobody at home is told to stop a baby's feeds: {said}");
    assert_eq!(bench.at(NOW, &["today"]).ok()["gate"]["gate"], "blocked");
}

/// Broken off after something else was said to be different, a check-in opens nothing.
#[test]
fn only_a_check_in_that_is_finished_opens_a_session() {
    let well = ["n", "1", "n", "36.8", "240", "1", "1", "1", "0", "1", "1"];
    let gate_after = |more: &[&str]| {
        let bench = Bench::with_mia();
        // Else the weeks without a session would close the gate by themselves.
        let talk = ["log", "contact", "--outcome", "resume", "--who", "Dr Brandt", "--said", "Go on."];
        bench.at(NOW, &talk).ok();
        let (said, code) = typed(&bench, &["checkin"], &[&[PASSCODE], &well[..], more].concat());
        assert_eq!(code, 0, "{said}");
        bench.at(NOW, &["today"]).ok()["gate"]["gate"].clone()
    };
    assert_eq!(gate_after(&["n"]), "allow");
    assert_eq!(gate_after(&["y", "f"]), "wait");
    assert_eq!(gate_after(&["x", "f"]), "wait");
}
