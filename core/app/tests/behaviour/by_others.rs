//! A vault that another program made from docs/vault-format.md alone (`tests/interop/vault/write_vault.py`), committed: it must
//! open for ever, and each seal, hash and signature in it is an answer that was not worked out here.

use std::path::{Path, PathBuf};

use gradus_app::view::{FreshnessWord, VerifyView};
use gradus_app::{App, Secret};
use tempfile::TempDir;

use crate::bench::{at, open};
use crate::locked_fixture::copy;

const NOW: &str = "2026-03-03T09:00";
const PASSCODE: Secret<'static> = Secret::Passcode(b"river and tree and stone");
const DEVICE: [u8; 32] = [0x5e; 32];
/// Printed by the other program: before any note is taken in.
const FRESHNESS: &str = "7-1df1196d-3923684d1f20518c-98";

fn opened(secret: Secret<'_>) -> (TempDir, PathBuf, App) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/vault-by-others");
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("v");
    copy(&fixture, &path);
    let app = open(&path, secret, NOW).expect("opens");
    (folder, path, app)
}

#[test]
fn each_way_in_opens_it_and_everything_in_it_holds() {
    for secret in [
        PASSCODE,
        Secret::OnDevice { passcode: b"481902", device_secret: &DEVICE },
        Secret::Platform(&[0xf1; 40]),
        Secret::Recovery(b"000G-40R4-0M30-E209-185G-R38E-1WYR"),
    ] {
        let (_folder, _, mut app) = opened(secret);
        let found = app.verify_not_older_than(FRESHNESS, &at(NOW)).expect("verifies");
        let VerifyView { sound, entries, writers, freshness, problems, .. } = found;
        assert_eq!((sound, entries, writers), (true, 8, 2), "{problems:?}");
        assert_eq!(freshness, Some(FreshnessWord::Fresh));
    }
}

#[test]
fn its_words_are_read_and_its_notes_are_taken_in_once() {
    let (_folder, path, mut app) = opened(PASSCODE);
    assert_eq!(app.people().into_iter().map(|person| person.name).collect::<Vec<_>>(), ["Robin Ünal"]);
    let timeline = app.timeline("Robin Ünal", None, None, &at(NOW)).expect("a timeline");
    let said: Vec<_> = timeline.items.into_iter().map(|item| item.sentence).collect();
    assert_eq!(said.len(), 4, "the session that was erased is not among them: {said:?}");
    assert!(said[2].starts_with("12 mm: held 60 s, easy, pain 2"), "the amendment stands: {said:?}");
    assert_eq!(said[3], "Not held: another reason", "noted while it was locked");
    let news = app.inbox_news().expect("tells");
    assert_eq!((news.taken_in, news.sentences.len()), (1, 2), "{:?}", news.sentences);
    assert!(news.sentences[0].ends_with("is not in this diary."), "{:?}", news.sentences);
    app.shut().expect("shuts");
    let mut again = open(&path, PASSCODE, NOW).expect("opens again");
    assert_eq!(again.inbox_news().expect("tells").sentences.len(), 0);
    assert_eq!(again.verify(&at(NOW)).expect("verifies").entries, 8);
}
