//! What breaks off between a note and the diary: each note is taken in once, whatever happens.

use gradus_crypto::testing::SeededEntropy;
use gradus_domain::BootId;
use gradus_journal::wire::InboxKey;
use gradus_vault::Opening;
use tempfile::TempDir;

use super::*;
use crate::open::{NewPasscode, Secret as Passcode, Stretch};
use crate::view::{Command, PersonDraft};
use crate::{log_while_locked, moment};

const PASSCODE: &[u8] = b"correct horse battery staple";

fn at(clock: &str) -> Moment {
    let wall = format!("2026-03-16T{clock}:00+01:00");
    let reading = crate::view::ClockReading { wall, monotonic_ms: 0, boot: String::new() };
    Moment::new(
        moment(&reading).expect("a clock").wall,
        moment(&reading).expect("a clock").monotonic_ms,
        BootId([1; 16]),
    )
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
    half_open_by(folder, PASSCODE)
}

fn half_open_by(folder: &TempDir, passcode: &[u8]) -> App {
    let path = folder.path().join("v");
    let opened =
        super::super::secret::unlock(&path, Passcode::Passcode(passcode), &at("09:30")).expect("unlocks");
    let (store, entries) = gradus_store::Store::open_whole(&path, &opened).expect("opens");
    let mut app = App::begin(store, entries, Box::new(SeededEntropy::new(9)));
    let (row, keys, _) = key::read(&path, app.store.vault_id(), &row_of(&app));
    app.inbox = Some(Door { dir: path, keys, row, neutral: Vec::new(), is_held: true });
    app
}

/// What the database knows of the inbox.
fn row_of(app: &App) -> InboxRow {
    decode_inbox(&app.store.inbox().expect("reads").expect("is there").body).expect("a row")
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

/// A disk that fails for a moment must not put notes where nobody looks again.
#[test]
fn notes_that_the_disk_does_not_let_be_read_wait_where_they_are() {
    let (folder, _) = waiting();
    let mut app = half_open(&folder);
    app.inbox = None;
    let (vault, away) = (folder.path().join("v"), folder.path().join("away"));
    std::fs::rename(&vault, &away).expect("moves");
    std::fs::write(&vault, b"no folder").expect("writes");
    let refused = app.open_inbox(&at("10:00")).expect_err("no file of a file can be read");
    assert_eq!(refused.kind(), "storage");
    std::fs::remove_file(&vault).expect("removes");
    std::fs::rename(&away, &vault).expect("moves back");
    app.open_inbox(&at("10:01")).expect("takes in");
    assert_eq!(told(app), (0, 3), "each is told, and no doubt");
    assert!(!vault.join("vault.inbox.1").exists());
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
    let newer = KeptRun { version: 3, body: encode_inbox(&row).replacen("\"v\":2", "\"v\":3", 1) };
    app.store.keep_inbox(&newer).expect("keeps");
    assert_eq!(app.open_inbox(&at("10:00")).err().map(|error| error.kind()), Some("newer_version"));
    app.store.keep_inbox(&KeptRun { version: 1, body: "{".to_owned() }).expect("keeps");
    assert_eq!(app.open_inbox(&at("10:00")).err().map(|error| error.kind()), Some("damaged"));
}

/// Somebody with a plan and a session that goes on, of the first version with an inbox, and notes of four days that wait.
fn waiting_with_a_plan() -> TempDir {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/vault-inbox");
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("v");
    std::fs::create_dir(&path).expect("a new folder");
    for file in std::fs::read_dir(fixture).expect("a folder") {
        let file = file.expect("a file");
        std::fs::copy(file.path(), path.join(file.file_name())).expect("copies");
    }
    let app = half_open(&folder);
    let robin = app.person(None).expect("one person").id;
    drop(app);
    for (day, note) in [(3, "done"), (4, "done"), (5, "skipped"), (5, "done")] {
        let now = on(&format!("2026-03-0{day}T20:10"));
        log_while_locked(&path, (&robin, note, None), &SeededEntropy::new(day), &now).expect("noted");
    }
    folder
}

fn on(minute: &str) -> Moment {
    let wall = format!("{minute}:00+01:00");
    moment(&crate::view::ClockReading { wall, monotonic_ms: 0, boot: String::new() }).expect("a clock")
}

/// All that is shown after the notes are taken in, and what is told of them. The names of entries are random.
fn diary_after(folder: &TempDir) -> (Vec<String>, String, u32, Vec<String>) {
    let now = on("2026-03-06T09:00");
    let entropy = Box::new(SeededEntropy::new(9));
    let path = folder.path().join("v");
    let mut app = App::open(&path, Passcode::Passcode(PASSCODE), entropy, &now).expect("opens");
    let items = app.timeline("Robin", None, None, &now).expect("a timeline").items;
    let run = app.run("Robin", &now).expect("reads").expect("is not written down");
    let news = app.inbox_news().expect("tells");
    let sentences = items.into_iter().map(|item| format!("{} {}", item.at, item.sentence)).collect();
    let run = format!("{:?} {:?} {:?} {:?}", run.stage, run.pain_peak, run.blood, run.done_s);
    (sentences, run, news.taken_in, news.sentences)
}

#[test]
fn notes_of_somebody_with_a_plan_are_taken_in_once_wherever_it_breaks_off() {
    let whole = diary_after(&waiting_with_a_plan());
    assert_eq!((whole.2, whole.3.len()), (7, 2), "one cannot be: {:?}", whole.3);
    assert_eq!(whole.0.iter().filter(|one| one.contains("noted while locked")).count(), 3, "{:?}", whole.0);
    for before in 1..=8 {
        let folder = waiting_with_a_plan();
        let mut app = half_open(&folder);
        let mut some = opening(&app);
        assert_eq!(some.letters.len(), 8);
        some.letters.truncate(before);
        app.take_in_all(&some, &on("2026-03-06T09:00")).expect("takes in");
        drop(app);
        assert_eq!(diary_after(&folder), whole, "after {before}");
    }
}

const RENEWED: &[u8] = b"seven small steps uphill";

fn renew(app: &mut App, clock: &str) {
    let new = NewPasscode { passcode: RENEWED, device_secret: None, stretch: Stretch::Light };
    app.rotate_key(Passcode::Passcode(PASSCODE), &new, &at(clock)).expect("renews");
}

fn open_renewed(folder: &TempDir, clock: &str) -> App {
    let entropy = Box::new(SeededEntropy::new(11));
    App::open(&folder.path().join("v"), Passcode::Passcode(RENEWED), entropy, &at(clock)).expect("opens")
}

fn note(folder: &TempDir, person: &str, clock: &str) {
    let entropy = SeededEntropy::new(u64::from(clock.as_bytes()[4]));
    log_while_locked(&folder.path().join("v"), (person, "done", None), &entropy, &at(clock)).expect("noted");
}

/// What whoever has this key of the inbox can read of the file as it lies there, and whether it is for that key.
fn readable_by(folder: &TempDir, app: &App, key: &InboxKey) -> (usize, bool) {
    let keys = keys_of(app.store.vault_id(), key);
    let opening = Opening::read(&folder.path().join("v"), &keys, 1);
    (opening.letters.iter().flatten().count(), opening.is_for_key)
}

#[test]
fn a_new_key_of_the_vault_keeps_later_notes_from_whoever_has_the_old_one() {
    let (folder, person) = waiting();
    let mut app = open(&folder, "10:00");
    let old = row_of(&app).key;
    renew(&mut app, "10:01");
    let new = row_of(&app);
    assert!(new.key != old && new.next.is_none());
    assert_eq!((old.generation, new.key.generation, new.round), (1, 2, 1));
    app.shut().expect("shuts");
    note(&folder, &person, "10:02");
    let app = half_open_by(&folder, RENEWED);
    assert_eq!(readable_by(&folder, &app, &old), (0, false));
    assert_eq!(readable_by(&folder, &app, &new.key), (1, true));
    drop(app);
    assert_eq!(told(open_renewed(&folder, "10:03")), (0, 4), "three from before it, and one after");
    assert_eq!(told(open_renewed(&folder, "10:04")), (0, 0));
}

/// As it is where the notes could not be taken in at the opening before: on a full disk.
#[test]
fn notes_that_wait_while_the_key_is_renewed_are_taken_in_by_the_key_they_were_sealed_for() {
    let (folder, person) = waiting();
    let mut app = half_open(&folder);
    app.inbox_waits = true;
    let old = row_of(&app).key;
    renew(&mut app, "10:01");
    assert!(!app.inbox_waits, "none waits any more");
    assert_eq!(row_of(&app).key.generation, 2);
    assert_eq!(readable_by(&folder, &app, &old), (0, false));
    drop(app);
    note(&folder, &person, "10:02");
    assert_eq!(told(open_renewed(&folder, "10:03")), (0, 4));
}

/// A vault whose key was renewed by a version that left the inbox its key, and a crash right after the header was written.
#[test]
fn an_inbox_that_was_left_its_key_has_another_after_the_next_opening() {
    for notes in [0, 2] {
        let (folder, person) = waiting();
        let mut app = open(&folder, "10:00");
        renew(&mut app, "10:01");
        let row = row_of(&app);
        let first = encode_inbox(&row).replacen("\"v\":2", "\"v\":1", 1).replacen("\"generation\":2,", "", 1);
        app.store.keep_inbox(&KeptRun { version: 1, body: first }).expect("keeps");
        app.shut().expect("shuts");
        for clock in ["10:02", "10:03"].into_iter().take(notes) {
            note(&folder, &person, clock);
        }
        let app = open_renewed(&folder, "10:04");
        let new = row_of(&app);
        assert!(new.key != row.key && new.key.generation == 2 && new.next.is_none());
        assert_eq!(readable_by(&folder, &app, &row.key), (0, false));
        app.shut().expect("shuts");
        note(&folder, &person, "10:05");
        assert_eq!(told(open_renewed(&folder, "10:06")), (0, 3 + notes + 1));
    }
}

#[test]
fn wherever_the_change_of_the_key_breaks_off_each_note_is_taken_in_once() {
    for file_is_written in [false, true] {
        let (folder, person) = waiting();
        let path = folder.path().join("v");
        let mut app = half_open(&folder);
        let old = row_of(&app).key;
        // No room for the new file.
        std::fs::create_dir(path.join("vault.inbox.tmp")).expect("a folder");
        renew(&mut app, "10:01");
        assert!(app.inbox_waits);
        let half = row_of(&app);
        let next = half.next.clone().expect("the database has both keys");
        assert!(half.key == old && next != old && next.generation == 2);
        std::fs::remove_dir(path.join("vault.inbox.tmp")).expect("removes");
        if file_is_written {
            Inbox::fresh(&keys_of(app.store.vault_id(), &next), 1).write(&path).expect("writes");
        }
        drop(app);
        note(&folder, &person, "10:02");
        note(&folder, &person, "10:03");
        let app = open_renewed(&folder, "10:04");
        let row = row_of(&app);
        assert!(row.next.is_none() && row.key.generation == 2 && row.key != old, "{file_is_written}");
        assert_eq!(row.key == next, file_is_written, "a key that was for no file is for none later");
        assert_eq!(readable_by(&folder, &app, &old), (0, false));
        assert_eq!(told(app), (0, 5), "{file_is_written}");
        assert_eq!(told(open_renewed(&folder, "10:05")), (0, 0));
    }
}

#[test]
fn a_new_file_that_nothing_was_noted_in_yet_ends_the_old_key_all_the_same() {
    let (folder, _) = waiting();
    let path = folder.path().join("v");
    let mut app = open(&folder, "10:00");
    std::fs::create_dir(path.join("vault.inbox.tmp")).expect("a folder");
    renew(&mut app, "10:01");
    std::fs::remove_dir(path.join("vault.inbox.tmp")).expect("removes");
    let next = row_of(&app).next.expect("the database has both keys");
    Inbox::fresh(&keys_of(app.store.vault_id(), &next), 1).write(&path).expect("writes");
    drop(app);
    let row = row_of(&open_renewed(&folder, "10:02"));
    assert!(row.key == next && row.next.is_none());
}

/// It is put aside, a crash comes before a new one is there, and what was told is not told again.
#[test]
fn a_damaged_inbox_is_told_once_also_where_a_crash_came_before_the_new_one() {
    for is_aside in [false, true] {
        let (folder, person) = waiting();
        let path = folder.path().join("v");
        std::fs::write(path.join("vault.inbox"), b"rubbish").expect("writes");
        let mut app = half_open(&folder);
        let damaged = opening(&app);
        app.take_in_all(&damaged, &at("10:00")).expect("judges");
        assert_eq!(app.inbox_news().expect("tells").sentences.len(), 1);
        if is_aside {
            set_aside(&path).expect("moves");
        }
        drop(app);
        assert_eq!(told(open(&folder, "10:01")), (0, 0), "{is_aside}");
        assert!(path.join("vault.inbox.1").exists() && !path.join("vault.inbox.2").exists());
        note(&folder, &person, "10:02");
        assert_eq!(told(open(&folder, "10:03")), (0, 1));
        std::fs::write(path.join("vault.inbox"), b"rubbish").expect("writes");
        assert_eq!(told(open(&folder, "10:04")), (0, 1), "the same again is another one");
    }
}

/// The vault with something in the place of its folder: no file of it can be read, as from a medium that fails.
fn while_kept_back(folder: &TempDir, app: &mut App, clock: &Moment) -> Result<(), AppError> {
    let (vault, away) = (folder.path().join("v"), folder.path().join("away"));
    std::fs::rename(&vault, &away).expect("moves");
    std::fs::write(&vault, b"no folder").expect("writes");
    app.inbox = None;
    let opened = app.open_inbox(clock);
    std::fs::remove_file(&vault).expect("removes");
    std::fs::rename(&away, &vault).expect("moves back");
    opened
}

fn day(day: u32, clock: &str) -> Moment {
    let wall = format!("2026-03-{day:02}T{clock}:00+01:00");
    let reading = crate::view::ClockReading { wall, monotonic_ms: 0, boot: String::new() };
    moment(&reading).expect("a clock")
}

fn openings(app: &App) -> Option<u32> {
    row_of(app).kept_back.map(|kept| kept.openings)
}

#[test]
fn a_file_that_the_medium_keeps_back_waits_for_three_openings_and_a_day() {
    let (folder, _) = waiting();
    let mut app = half_open(&folder);
    let mut kept_back = |now: Moment| while_kept_back(&folder, &mut app, &now).map_err(|error| error.kind());
    for now in [day(16, "10:00"), day(16, "10:01"), day(16, "10:02"), day(17, "09:59")] {
        assert_eq!(kept_back(now), Err("storage"), "not a day yet");
    }
    assert_eq!(openings(&app), Some(4));
    // A clock that went back begins the day anew.
    assert_eq!(
        while_kept_back(&folder, &mut app, &day(15, "10:00")).map_err(|error| error.kind()),
        Err("storage")
    );
    assert_eq!(
        while_kept_back(&folder, &mut app, &day(16, "09:59")).map_err(|error| error.kind()),
        Err("storage")
    );
    // What can be read again is taken in, and the waiting is over.
    app.inbox = None;
    app.open_inbox(&day(16, "10:00")).expect("takes in");
    assert_eq!(openings(&app), None);
    assert_eq!(told(app), (0, 3), "each is told, and no doubt");
    let vault = folder.path().join("v");
    assert!(!vault.join("vault.inbox.1").exists());
}

#[test]
fn two_openings_are_too_few_however_long_ago_the_first_was() {
    let (folder, _) = waiting();
    let mut app = half_open(&folder);
    for now in [day(16, "10:00"), day(28, "10:00")] {
        assert!(while_kept_back(&folder, &mut app, &now).is_err());
    }
    assert_eq!(openings(&app), Some(2));
}

/// As an opening finds a file that the medium lets be moved, and not be read.
fn open_kept_back(app: &mut App, path: &Path, kept: InboxRow, now: &Moment) -> Result<(), AppError> {
    let mut refused = Opening { refused: Some(std::io::ErrorKind::Other), ..Opening::default() };
    refused.troubles.push(gradus_vault::InboxTrouble::Unreadable);
    (refused.is_there, refused.round) = (true, kept.round);
    let (row, keys, _) = key::read(path, app.store.vault_id(), &kept);
    app.open_read(path.to_owned(), kept, (row, keys, refused), now)
}

/// The change of the key broke off before the new file: the notes are for the old key, which only the database has.
#[test]
fn a_file_that_is_kept_back_while_its_key_changes_is_never_given_up() {
    let (folder, _) = waiting();
    let path = folder.path().join("v");
    let mut app = half_open(&folder);
    let since_ms = day(1, "10:00").wall.timestamp_millis();
    let next = Some(InboxKey { private: gradus_crypto::Secret::from_bytes([7; 32]), generation: 2 });
    let kept = InboxRow { next, kept_back: Some(KeptBack { since_ms, openings: 9 }), ..row_of(&app) };
    app.inbox = None;
    let refused = open_kept_back(&mut app, &path, kept.clone(), &day(16, "10:00")).expect_err("it waits");
    assert_eq!(refused.kind(), "storage");
    assert!(!path.join("vault.inbox.1").exists());
    let known = row_of(&app);
    assert!(known.key == kept.key && known.next == kept.next, "both keys are kept");
    assert_eq!(openings(&app), Some(10));
    // The medium gives it out after all.
    drop(app);
    assert_eq!(told(open(&folder, "10:01")), (0, 3), "each note is told, and no doubt");
    assert!(!path.join("vault.inbox.1").exists());
}

/// As the third opening finds it a day later; the medium lets the file be moved, and never be read.
#[test]
fn a_file_that_was_kept_back_for_good_is_put_aside_and_told_once() {
    let (folder, person) = waiting();
    let path = folder.path().join("v");
    let mut app = half_open(&folder);
    let known = row_of(&app);
    let since_ms = day(15, "10:00").wall.timestamp_millis();
    for (openings, is_for_good) in [(1, false), (2, true)] {
        let kept = InboxRow { kept_back: Some(KeptBack { since_ms, openings }), ..known.clone() };
        assert_eq!(app.is_kept_back_for_good(&kept, &day(16, "10:00")), is_for_good);
        assert!(!app.is_kept_back_for_good(&kept, &day(16, "09:59")));
    }
    let kept = InboxRow { kept_back: Some(KeptBack { since_ms, openings: 2 }), ..known };
    app.store.keep_inbox(&super::kept(&kept)).expect("keeps");
    open_kept_back(&mut app, &path, kept, &day(16, "10:00")).expect("put aside");
    assert!(path.join("vault.inbox.1").exists() && path.join("vault.inbox").exists());
    assert_eq!(openings(&app), None);
    assert_eq!(app.inbox_news().expect("tells").sentences.len(), 1);
    drop(app);
    note(&folder, &person, "10:02");
    assert_eq!(told(open(&folder, "10:03")), (0, 1), "notes can be made again, and nothing is told twice");
}
