//! What breaks off while a vault gets its first inbox: no note is ever accepted for a key that nobody has.

use gradus_crypto::testing::SeededEntropy;
use tempfile::TempDir;

use super::super::secret::{Secret, unlock};
use super::*;
use crate::view::ClockReading;
use crate::{log_while_locked, moment};

const PASSCODE: &[u8] = b"correct horse";
const SOMEBODY: &str = "abababababababababababababababab";

fn at(clock: &str) -> Moment {
    let wall = format!("2026-03-16T{clock}:00+01:00");
    moment(&ClockReading { wall, monotonic_ms: 0, boot: String::new() }).expect("a clock")
}

/// A vault of a version that made no notes while it was locked.
fn without_an_inbox() -> TempDir {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/vault-v1");
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("v");
    std::fs::create_dir(&path).expect("a new folder");
    for file in std::fs::read_dir(fixture).expect("a folder") {
        let file = file.expect("a file");
        std::fs::copy(file.path(), path.join(file.file_name())).expect("copies");
    }
    folder
}

/// Opened, and without its inbox yet.
fn half_open(folder: &TempDir) -> App {
    let path = folder.path().join("v");
    let opened = unlock(&path, Secret::Passcode(PASSCODE), &at("09:00")).expect("unlocks");
    let (store, entries) = gradus_store::Store::open_whole(&path, &opened).expect("opens");
    App::begin(store, entries, Box::new(SeededEntropy::new(9)))
}

fn open(folder: &TempDir, clock: &str) -> App {
    let entropy = Box::new(SeededEntropy::new(11));
    App::open(&folder.path().join("v"), Secret::Passcode(PASSCODE), entropy, &at(clock)).expect("opens")
}

fn row_of(app: &App) -> InboxRow {
    decode_inbox(&app.store.inbox().expect("reads").expect("is there").body).expect("a row")
}

/// How many notes wait after this one, or why it was not accepted.
fn note(folder: &TempDir, clock: &str) -> Result<u32, &'static str> {
    let path = folder.path().join("v");
    let noted = log_while_locked(&path, (SOMEBODY, "done", None), &SeededEntropy::new(5), &at(clock));
    noted.map(|view| view.waiting).map_err(|error| error.kind())
}

/// How many sentences there are to tell: nobody here is whom the note is about, so that each note is one.
fn sentences(mut app: App) -> usize {
    app.inbox_news().expect("tells").sentences.len()
}

#[test]
fn where_the_key_could_not_be_kept_no_note_is_accepted() {
    let folder = without_an_inbox();
    let mut app = half_open(&folder);
    // Reads as ever, and writes nothing.
    app.store.stopper().stop();
    app.open_inbox(&at("09:01")).expect_err("the key is not on the disk");
    drop(app);
    assert_eq!(note(&folder, "09:02"), Err("missing"));
    assert_eq!(sentences(open(&folder, "09:03")), 0);
    assert_eq!(note(&folder, "09:04"), Ok(1));
    assert_eq!(sentences(open(&folder, "09:05")), 1);
}

#[test]
fn a_key_whose_file_was_never_written_is_used_by_the_next_opening_and_nothing_is_told() {
    let folder = without_an_inbox();
    let in_the_way = folder.path().join("v/vault.inbox.tmp");
    std::fs::create_dir(&in_the_way).expect("a folder");
    let mut app = half_open(&folder);
    app.open_inbox(&at("09:01")).expect_err("no file can be written");
    let row = row_of(&app);
    assert_eq!(row.round, BEFORE_THE_FIRST);
    drop(app);
    assert_eq!(note(&folder, "09:02"), Err("missing"));
    std::fs::remove_dir(&in_the_way).expect("removes");
    let app = open(&folder, "09:03");
    assert!(row_of(&app).key == row.key && row_of(&app).round == 1);
    assert_eq!(sentences(app), 0);
    assert_eq!(note(&folder, "09:04"), Ok(1));
    assert_eq!(sentences(open(&folder, "09:05")), 1);
}

#[test]
fn a_note_in_a_file_that_the_database_does_not_know_of_yet_is_taken_in() {
    let folder = without_an_inbox();
    let mut app = open(&folder, "09:00");
    let row = InboxRow { round: BEFORE_THE_FIRST, ..row_of(&app) };
    app.store.keep_inbox(&kept(&row)).expect("keeps");
    drop(app);
    assert_eq!(note(&folder, "09:01"), Ok(1));
    let app = open(&folder, "09:02");
    assert_eq!(row_of(&app).round, 2, "the file of the first round is emptied");
    assert_eq!(sentences(app), 1);
}
