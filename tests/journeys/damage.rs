//! What opening says to a vault that is not as it was left. Five kinds of trouble are five errors, and none of them
//! changes a byte, the count of wrong passcodes aside.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use gradus_tests::{Bench, NOW, PASSCODE, program, with_newer_version};
use serde_json::Value;

fn filled() -> Bench {
    let bench = Bench::with_mia();
    bench.session("2026-03-03T08:00:00+01:00", "9", &["--note", "quiet morning"]).ok();
    bench
}

/// The error of opening; every file must be as it was before.
fn refused(bench: &Bench, code: i32) -> Value {
    let before = fingerprint(&bench.vault());
    let error = bench.at(NOW, &["today"]).fails(code);
    assert!(fingerprint(&bench.vault()) == before, "opening changed the vault: {error}");
    error
}

/// Every file of the vault but the count of wrong passcodes, which each opening writes.
fn fingerprint(vault: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = gradus_tests::fingerprint(vault);
    files.remove("vault.tries");
    files
}

/// The files without which nobody gets in. What becomes of a damaged `vault.inbox` or `vault.tries` is told in `core/vault`:
/// neither keeps the owner out.
fn files(bench: &Bench) -> Vec<String> {
    fingerprint(&bench.vault()).into_keys().filter(|name| name != "vault.inbox").collect()
}

#[test]
fn a_vault_at_rest_is_six_files() {
    let all: Vec<_> = gradus_tests::fingerprint(&filled().vault()).into_keys().collect();
    assert_eq!(all, ["vault.db", "vault.hdr", "vault.hdr2", "vault.inbox", "vault.mark", "vault.tries"]);
}

#[test]
fn a_wrong_passcode_is_its_own_error() {
    let bench = filled();
    let before = fingerprint(&bench.vault());
    assert_eq!(bench.with("not this one", NOW, &["today"], "").fails(4)["kind"], "wrong_secret");
    assert!(fingerprint(&bench.vault()) == before);
}

#[test]
fn one_flipped_byte_in_any_file_is_damage() {
    let bench = filled();
    for name in files(&bench) {
        let path = bench.vault().join(&name);
        let whole = fs::read(&path).expect("readable");
        // The rooms below flip every byte; here a few of each file pass through the whole program.
        for place in [0, 17, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[place] ^= 0x10;
            fs::write(&path, &bytes).expect("written");
            let error = refused(&bench, 5);
            assert_eq!(error["kind"], "damaged", "{name} at {place}: {error}");
        }
        fs::write(&path, &whole).expect("written");
    }
    bench.at(NOW, &["today"]).ok();
}

#[test]
fn a_file_cut_short_is_told_from_a_damaged_one() {
    let bench = filled();
    for name in files(&bench) {
        let path = bench.vault().join(&name);
        let whole = fs::read(&path).expect("readable");
        for length in [0, 1, whole.len() / 2, whole.len() - 1] {
            fs::write(&path, &whole[..length]).expect("written");
            let error = refused(&bench, 5);
            assert_eq!(error["kind"], "truncated", "{name} after {length}: {error}");
            assert!(error["message"].as_str().expect("words").contains(&name), "{error}");
        }
        fs::write(&path, &whole).expect("written");
    }
}

#[test]
fn a_missing_file_is_told_by_name() {
    let bench = filled();
    for name in files(&bench) {
        let path = bench.vault().join(&name);
        let whole = fs::read(&path).expect("readable");
        fs::remove_file(&path).expect("removed");
        let error = refused(&bench, 5);
        assert_eq!(error["kind"], "missing", "{name}: {error}");
        assert!(error["message"].as_str().expect("words").contains(&name), "{error}");
        fs::write(&path, &whole).expect("written");
    }
    for name in gradus_tests::fingerprint(&bench.vault()).into_keys() {
        fs::remove_file(bench.vault().join(name)).expect("removed");
    }
    assert_eq!(refused(&bench, 3)["kind"], "not_a_vault");
}

#[test]
fn a_newer_version_is_left_alone() {
    let bench = filled();
    // The version follows the magic; both copies, as a newer program would have left them.
    for name in ["vault.hdr", "vault.hdr2"] {
        let path = bench.vault().join(name);
        let newer = with_newer_version(&fs::read(&path).expect("readable"));
        fs::write(&path, newer).expect("written");
    }
    let error = refused(&bench, 3);
    assert_eq!(error["kind"], "newer_version", "{error}");
}

#[test]
fn an_older_database_put_back_is_told_from_damage() {
    let bench = filled();
    let old = fs::read(bench.vault().join("vault.db")).expect("readable");
    bench.session("2026-03-03T19:00:00+01:00", "9", &[]).ok();
    fs::write(bench.vault().join("vault.db"), old).expect("written");
    let error = refused(&bench, 5);
    assert_eq!(error["kind"], "rolled_back", "{error}");
}

#[test]
fn the_database_of_another_vault_does_not_open() {
    let (bench, other) = (filled(), filled());
    fs::copy(other.vault().join("vault.db"), bench.vault().join("vault.db")).expect("copied");
    assert_eq!(refused(&bench, 5)["kind"], "damaged");
}

/// A torn writing leaves the slot before it, and a journal that is ahead. Any other spoilt slot may have known of an entry
/// that is gone, and nobody is led past that with "without losing an entry".
#[test]
fn a_spoilt_half_of_the_mark_is_mended_where_the_journal_is_ahead_and_else_accepted_by_a_person() {
    let mended = [100, 4096 + 100].map(|at| {
        let bench = filled();
        let path = bench.vault().join("vault.mark");
        let mut bytes = fs::read(&path).expect("readable");
        bytes[at] ^= 1;
        fs::write(&path, bytes).expect("written");
        let before = fingerprint(&bench.vault());
        refused(&bench, 5);
        let tried = bench.at(NOW, &["verify", "--mend"]);
        let unasked = tried.code == 0;
        if !unasked {
            assert!(fingerprint(&bench.vault()) == before, "what is refused changes nothing");
            let view = bench.at(NOW, &["verify", "--accept-older-state"]).ok();
            assert!(view["mended"].to_string().contains("vault.mark"), "{view}");
            assert_eq!(bench.at(NOW, &["today"]).ok()["gate"]["gate"], "wait", "until the next check-in");
        }
        let timeline = bench.at(NOW, &["timeline"]).ok();
        assert_eq!(timeline["items"].as_array().map(Vec::len), Some(3), "nothing was lost");
        unasked
    });
    assert_ne!(mended[0], mended[1], "one of the two was the newer");
}

#[test]
fn what_can_be_mended_is_mended_on_request_and_loses_nothing() {
    for name in ["vault.hdr", "vault.hdr2"] {
        let bench = filled();
        let path = bench.vault().join(name);
        let mut bytes = fs::read(&path).expect("readable");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).expect("written");
        refused(&bench, 5);
        assert_eq!(bench.at(NOW, &["verify", "--mend"]).ok()["sound"], true, "{name}");
        let timeline = bench.at(NOW, &["timeline"]).ok();
        assert_eq!(timeline["items"].as_array().map(Vec::len), Some(3), "{name}");
    }
    let bench = filled();
    let path = bench.vault().join("vault.db");
    let mut bytes = fs::read(&path).expect("readable");
    bytes[5000] ^= 1;
    fs::write(&path, bytes).expect("written");
    let before = fingerprint(&bench.vault());
    assert_eq!(bench.at(NOW, &["verify", "--mend"]).fails(5)["kind"], "damaged");
    assert!(fingerprint(&bench.vault()) == before, "a damaged journal cannot be mended, and is not touched");
}

const NEXT: &str = "nine larger steps";

/// A page of the database is gone: the error names the one way forward, which saves what holds and lists what does not.
#[test]
fn what_nothing_mends_is_salvaged_into_a_new_vault() {
    let bench = filled();
    let database = bench.vault().join("vault.db");
    let mut bytes = fs::read(&database).expect("readable");
    // The first page after the schema leads to the entries.
    bytes[4096 + 2000] ^= 1;
    fs::write(&database, bytes).expect("written");
    refused(&bench, 5);
    bench.at(NOW, &["verify", "--mend"]).fails(5);
    let said = Command::new(program())
        .args(["--vault", bench.vault().to_str().expect("UTF-8"), "--now", NOW, "today"])
        .env("GRADUS_PASSCODE", PASSCODE)
        .output()
        .expect("gradus runs");
    let said = String::from_utf8(said.stderr).expect("UTF-8");
    assert!(said.contains("salvage --into NEW"), "{said}");
    let into = bench.scratch().join("saved");
    let place = into.to_str().expect("UTF-8");
    let words = ["salvage", "--into", place, "--new-passcode-fd", "0"];
    let before = fingerprint(&bench.vault());
    assert_eq!(bench.feed(NOW, &words, NEXT).fails(2)["kind"], "usage", "nobody was asked");
    let meant = [&words[..], &["--yes"]].concat();
    assert_eq!(bench.with("not this one", NOW, &meant, NEXT).fails(4)["kind"], "wrong_secret");
    assert_eq!(bench.feed(NOW, &meant, "481902").fails(3)["kind"], "easy_passcode");
    assert!(!into.exists());
    let saved = bench.feed(NOW, &meant, NEXT).ok();
    assert!(fingerprint(&bench.vault()) == before, "the damaged folder is as it was");
    assert_eq!(saved["whole"], true, "the way to the entries lay on that page, and none of them: {saved}");
    let lost = saved["not_saved"].as_array().expect("a list");
    let number = |value: &Value| value.as_u64().expect("a number");
    assert_eq!(lost.iter().map(|one| number(&one["entries"])).sum::<u64>(), number(&saved["lost"]));
    assert_eq!((number(&saved["lost"]), saved["people"][0]["name"].as_str()), (0, Some("Mia")), "{saved}");
    assert_eq!(bench.feed(NOW, &meant, NEXT).fails(3)["kind"], "already_exists");
    let opened = |passcode: &str, words: &[&str]| {
        let mut all = vec!["--vault", place, "--now", NOW, "--json"];
        all.extend(words);
        let run = Command::new(program()).args(all).env("GRADUS_PASSCODE", passcode).output();
        run.expect("gradus runs")
    };
    assert_eq!(opened(PASSCODE, &["unlock-check"]).status.code(), Some(4));
    let checked = opened(NEXT, &["verify"]);
    assert!(checked.status.success(), "{checked:?}");
    assert!(checked.stderr.is_empty(), "the code was shown, and so it is noted: {checked:?}");
}
