//! The ways into a vault, at the terminal: they are listed, the passcode is changed, the paper is renewed.

use std::process::Command;

use gradus_tests::{Bench, NOW, PASSCODE, program};

const NEXT: &str = "nine larger steps";

#[test]
fn the_passcode_is_changed_and_only_the_new_one_opens() {
    let bench = Bench::with_mia();
    let today = bench.at(NOW, &["today"]).ok();
    let change = ["vault", "passcode", "--new-passcode-fd", "0"];
    let easy = bench.feed(NOW, &change, "481902\n").fails(3);
    assert_eq!(easy["kind"], "easy_passcode");
    assert!(easy["message"].as_str().expect("words").contains("at most 1000000"), "{easy}");
    assert_eq!(bench.with("not this one", NOW, &change, NEXT).fails(4)["kind"], "wrong_secret");
    assert_eq!(bench.feed(NOW, &change, NEXT).ok()["changed"], true);
    assert_eq!(bench.at(NOW, &["today"]).fails(4)["kind"], "wrong_secret");
    assert_eq!(bench.with(NEXT, NOW, &["today"], "").ok(), today);
}

#[test]
fn a_new_recovery_code_opens_and_sets_a_passcode_and_the_old_one_does_not() {
    let bench = Bench::empty();
    let old = bench.at(NOW, &["init"]).ok()["recovery_code"].as_str().expect("a code").to_owned();
    let new =
        bench.at(NOW, &["vault", "recovery-code"]).ok()["recovery_code"].as_str().expect("a code").to_owned();
    assert_ne!(new, old);
    let by_code = |code: &str, words: &[&str], stdin: &str| {
        bench.with(code, NOW, &[&["--recovery"], words].concat(), stdin)
    };
    assert_eq!(by_code(&old, &["unlock-check"], "").fails(4)["kind"], "wrong_secret");
    by_code(&new, &["vault", "passcode", "--new-passcode-fd", "0"], NEXT).ok();
    assert_eq!(bench.with(NEXT, NOW, &["unlock-check"], "").ok()["unlocked"], true);
}

#[test]
fn the_ways_are_listed_without_a_secret_and_the_paper_stays() {
    let bench = Bench::empty();
    bench.at(NOW, &["init"]).ok();
    let ways = bench.with("not this one", NOW, &["vault", "ways"], "").ok();
    let expected = serde_json::json!([{"id": 1, "kind": "passcode"}, {"id": 2, "kind": "recovery_code"}]);
    assert_eq!(ways, expected);
    assert_eq!(bench.at(NOW, &["vault", "remove", "2"]).fails(3)["kind"], "last_way");
    assert_eq!(bench.at(NOW, &["vault", "remove", "9"]).fails(3)["kind"], "not_found");
    bench.at(NOW, &["vault", "remove", "1"]).ok();
    assert_eq!(bench.with(PASSCODE, NOW, &["unlock-check"], "").fails(3)["kind"], "refused");
}

#[test]
fn a_passcode_that_can_be_tried_out_makes_no_vault() {
    let bench = Bench::empty();
    assert_eq!(bench.with("481902", NOW, &["init"], "").fails(3)["kind"], "easy_passcode");
    assert!(!bench.vault().exists());
}

#[test]
fn another_day_asks_no_wait_away() {
    let bench = Bench::with_mia();
    for _ in 0..5 {
        assert_eq!(bench.with("not this one", NOW, &["today"], "").fails(4)["kind"], "wrong_secret");
    }
    let next_day = "2026-03-25T19:30:00+01:00";
    assert_eq!(bench.at(next_day, &["today"]).fails(4)["kind"], "too_many_tries");
}

/// What the terminal says beside an answer to whoever reads no JSON.
fn said(bench: &Bench, passcode: &str) -> String {
    let done = Command::new(program())
        .args(["--now", NOW, "--vault"])
        .arg(bench.vault())
        .arg("unlock-check")
        .env("GRADUS_PASSCODE", passcode)
        .output()
        .expect("gradus runs");
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stderr).expect("UTF-8")
}

#[test]
fn a_new_recovery_code_that_was_shown_is_asked_for_no_more() {
    let bench = Bench::empty();
    bench.at(NOW, &["init"]).ok();
    bench.at(NOW, &["vault", "recovery-code"]).ok();
    assert_eq!(said(&bench, PASSCODE), "");
}

#[test]
fn what_became_of_notes_is_said_at_the_next_opening_once() {
    let bench = Bench::with_mia();
    let mia = bench.at(NOW, &["person", "list"]).ok()[0]["id"].as_str().expect("an id").to_owned();
    bench.at(NOW, &["--person", &mia, "inbox", "skipped"]).ok();
    bench.at(NOW, &["unlock-check"]).ok();
    assert_ne!(said(&bench, PASSCODE), "", "an opening for JSON took no news away");
    assert_eq!(said(&bench, PASSCODE), "");
}
