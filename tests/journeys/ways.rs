//! The ways into a vault, at the terminal: they are listed, the passcode is changed, the paper is renewed.

use gradus_tests::{Bench, NOW, PASSCODE};

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
