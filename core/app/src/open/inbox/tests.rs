//! What breaks off between a note and the diary: each note is taken in once, whatever happens.

use gradus_crypto::testing::SeededEntropy;
use gradus_domain::BootId;
use gradus_vault::Opening;
use tempfile::TempDir;

use super::*;
use crate::open::{Secret as Passcode, Stretch};
use crate::view::{Command, PersonDraft};
use crate::{log_while_locked, moment};

const PASSCODE: &[u8] = b"correct horse battery staple";

fn at(clock: &str) -> Moment {
    let wall = format!("2026-03-16T{clock}:00+01:00");
    let reading = crate::view::ClockReading { wall, monotonic_ms: 0, boot: String::new() };
    Moment { boot: BootId([1; 16]), ..moment(&reading).expect("a clock") }
}

fn open(folder: &TempDir, clock: &str) -> App {
    let entropy = Box::new(SeededEntropy::new(9));
    App::open(&folder.path().join("v"), Passcode::Passcode(PASSCODE), entropy, &at(clock)).expect("opens")
}

/// A vault with somebody without a plan, so that a skip is left out, and three notes that wait.
fn waiting() -> (TempDir, String) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("v");
    let entropy = Box::new(SeededEntropy::new(3));
    let (mut app, _) = App::create(&path, PASSCODE, Stretch::Light, entropy, &at("08:00")).expect("creates");
    let draft = PersonDraft {
        name: "Robin".to_owned(),
        born: "1990-05-05".to_owned(),
        role: "self".to_owned(),
        background: vec!["none".to_owned()],
        operations: Vec::new(),
    };
    let person = app.record(Command::AddPerson { draft }, &at("08:01")).expect("adds").person;
    app.shut().expect("shuts");
    for clock in ["09:00", "09:01", "09:02"] {
        let seed = u64::from(clock.as_bytes()[4]);
        log_while_locked(&path, (&person, "done", None), &SeededEntropy::new(seed), &at(clock))
            .expect("noted");
    }
    (folder, person)
}

fn opening(app: &App) -> Opening {
    let door = app.inbox.as_ref().expect("has an inbox");
    Opening::read(&door.dir, &door.keys, door.row.round)
}

/// The vault as it is before the notes are taken in: opened without doing so.
fn half_open(folder: &TempDir) -> App {
    let path = folder.path().join("v");
    let opened =
        super::super::secret::unlock(&path, Passcode::Passcode(PASSCODE), &at("09:30")).expect("unlocks");
    let (store, entries) = gradus_store::Store::open_whole(&path, &opened).expect("opens");
    let mut app = App::begin(store, entries, Box::new(SeededEntropy::new(9)));
    let row = decode_inbox(&app.store.inbox().expect("reads").expect("is there").body).expect("a row");
    let keys = InboxKeys::from_bytes(app.store.vault_id(), Secret::from_bytes(row.private));
    app.inbox = Some(Door { dir: path, keys, row, neutral: Vec::new(), is_held: true });
    app
}

fn told(mut app: App) -> (u32, usize) {
    let news = app.inbox_news().expect("tells");
    (news.taken_in, news.sentences.len())
}

#[test]
fn notes_that_were_taken_in_before_a_crash_are_not_taken_in_again() {
    for before in 0..=3 {
        let (folder, _) = waiting();
        let mut app = half_open(&folder);
        let mut some = opening(&app);
        some.letters.truncate(before);
        app.take_in_all(&some, &at("10:00")).expect("takes in");
        drop(app);
        // Nobody has a plan here: each note is left out and told, once.
        assert_eq!(told(open(&folder, "10:01")), (0, 3), "after {before}");
        assert_eq!(told(open(&folder, "10:02")), (0, 0));
    }
}

#[test]
fn a_crash_between_the_empty_file_and_the_database_is_no_trouble() {
    let (folder, person) = waiting();
    let mut app = half_open(&folder);
    let all = opening(&app);
    app.take_in_all(&all, &at("10:00")).expect("takes in");
    let door = app.inbox.as_ref().expect("has an inbox");
    Inbox::fresh(&door.keys, door.row.round + 1).write(&door.dir).expect("writes");
    drop(app);
    let path = folder.path().join("v");
    log_while_locked(&path, (&person, "skipped", None), &SeededEntropy::new(7), &at("10:01")).expect("noted");
    let app = open(&folder, "10:02");
    assert_eq!(app.inbox.as_ref().map(|door| door.row.round), Some(3));
    assert_eq!(told(app), (0, 4));
}

#[test]
fn a_crash_before_the_file_is_empty_lets_a_later_note_in() {
    let (folder, person) = waiting();
    let mut app = half_open(&folder);
    let all = opening(&app);
    app.take_in_all(&all, &at("10:00")).expect("takes in");
    drop(app);
    let path = folder.path().join("v");
    log_while_locked(&path, (&person, "skipped", None), &SeededEntropy::new(7), &at("10:01")).expect("noted");
    assert_eq!(told(open(&folder, "10:02")), (0, 4));
}

#[test]
fn the_key_of_a_newer_version_is_left_alone() {
    let (folder, _) = waiting();
    let mut app = half_open(&folder);
    let row = app.inbox.take().expect("has an inbox").row;
    let newer = KeptRun { version: 2, body: encode_inbox(&row).replacen("\"v\":1", "\"v\":2", 1) };
    app.store.keep_inbox(&newer).expect("keeps");
    assert_eq!(app.open_inbox(&at("10:00")).err().map(|error| error.kind()), Some("newer_version"));
    app.store.keep_inbox(&KeptRun { version: 1, body: "{".to_owned() }).expect("keeps");
    assert_eq!(app.open_inbox(&at("10:00")).err().map(|error| error.kind()), Some("damaged"));
}
