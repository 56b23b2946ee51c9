//! What happens to files without anybody's ill will: crashes, full disks, missing and shortened files, two programs.

use std::fs;
use std::fs::OpenOptions;

use gradus_store::{Problem, Store, StoreError};
use gradus_vault::{MarkFile, OlderState, Opened};
use rusqlite::{Connection, OpenFlags};

use crate::desk::{Desk, WORDS, draft, erasure, now};

#[test]
fn a_crash_after_any_append_keeps_everything_acknowledged() {
    let desk = Desk::new();
    let mut store = desk.open();
    let mut acknowledged = Vec::new();
    for round in 0..40 {
        acknowledged.push(desk.append(&mut store, &format!("round {round}")));
        if round == 13 {
            store.compact().expect("compacts");
        }
        let found = desk.crashed().judge().expect("sound after a crash");
        assert_eq!(found.len(), acknowledged.len() + 1);
        assert!(acknowledged.iter().all(|id| found.contains(id)), "round {round}");
    }
}

/// A power cut while the log is moved into the database file tears pages there. They are read from the log, and a page that
/// is not in it is damage as ever.
#[test]
fn a_page_torn_while_the_log_was_moved_is_no_damage() {
    let desk = Desk::new();
    let mut store = desk.open();
    desk.append(&mut store, "one");
    drop(store);
    let (database, log) = (desk.path("vault.db"), fs::read(desk.path("vault.db-wal")).expect("a log"));
    let whole = fs::read(&database).expect("readable");
    let in_log: Vec<_> = log[32..]
        .chunks_exact(24 + 4096)
        .map(|frame| u32::from_be_bytes(frame[..4].try_into().expect("four")) as usize)
        .collect();
    let (mut covered, mut bare) = (0, 0);
    for page in 1..=whole.len() / 4096 {
        let mut torn = whole.clone();
        torn[page * 4096 - 2048..page * 4096].fill(0xA5);
        let crashed = desk.crashed();
        fs::write(crashed.path("vault.db"), &torn).expect("writable");
        let (keys, before) = (crashed.unlocked(), crashed.hashes());
        match Store::open_whole(&crashed.dir, &keys) {
            Ok((mut store, entries)) => {
                assert!(in_log.contains(&page) && entries.len() == 2, "page {page}");
                assert!(store.verify().expect("checks").is_sound(), "page {page}");
                store.shut().expect("shuts");
                let outcome = crashed.open().verify().expect("checks");
                assert!(outcome.is_sound(), "page {page} was written anew: {outcome:?}");
                covered += 1;
            }
            Err(error) => {
                assert!(!in_log.contains(&page), "page {page}: {error}");
                assert_eq!(crashed.hashes(), before);
                bare += 1;
            }
        }
    }
    assert!(covered > 0 && bare > 0, "{covered} covered, {bare} not");
}

#[test]
fn a_mark_that_lags_behind_is_no_reason_to_refuse() {
    let desk = Desk::new();
    let mut store = desk.open();
    let mark = fs::read(desk.path("vault.mark")).expect("readable");
    desk.append(&mut store, "after the mark");
    drop(store);
    let seen = || MarkFile::read(&desk.dir, desk.keys().keys()).expect("whole").arrival_number;
    for close in [|mut store: Store| store.verify().map(drop), Store::shut] {
        fs::write(desk.path("vault.mark"), &mark).expect("writable");
        let (store, entries) = desk.try_open().expect("opens");
        assert_eq!((entries.len(), seen()), (2, 1));
        close(store).expect("sound");
        assert_eq!(seen(), 2, "it lags behind no longer");
    }
}

#[test]
fn a_second_opener_is_turned_away_and_the_first_goes_on() {
    let desk = Desk::new();
    let mut store = desk.open();
    desk.append(&mut store, "one");
    let before = desk.hashes();
    assert_eq!(desk.try_open().expect_err("open already"), StoreError::Busy);
    assert_eq!(desk.hashes(), before);
    desk.append(&mut store, "two");
    store.shut().expect("shuts");
    assert!(desk.try_open().is_ok());
}

/// A link would lead reading, and for log and mark writing, out of the folder.
#[test]
fn a_link_in_the_place_of_a_file_is_refused_and_what_it_leads_to_is_untouched() {
    for file in ["vault.db", "vault.db-wal", "vault.mark"] {
        let desk = Desk::new();
        let mut store = desk.open();
        desk.append(&mut store, "one");
        drop(store);
        let elsewhere = desk.path("elsewhere");
        fs::rename(desk.path(file), &elsewhere).expect("renames");
        std::os::unix::fs::symlink(&elsewhere, desk.path(file)).expect("links");
        let before = desk.hashes();
        let error = desk.try_open().expect_err("a link");
        assert!(!matches!(error, StoreError::Busy | StoreError::Internal { .. }), "{file}: {error}");
        assert_eq!(desk.hashes(), before, "{file}");
    }
}

#[test]
fn a_copy_that_came_with_open_modes_is_closed_to_others_when_it_was_opened() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mode = |path: &std::path::Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let set = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("sets");
    };
    let files = ["vault.hdr", "vault.hdr2", "vault.mark", "vault.db"].map(|file| desk.path(file));
    set(&desk.dir, 0o755);
    files.iter().for_each(|file| set(file, 0o644));
    let foreign = desk.path("notes.txt");
    fs::write(&foreign, "not ours").expect("writes");
    set(&foreign, 0o644);
    drop(desk.open());
    assert_eq!(mode(&desk.dir), 0o700, "on some systems every user is of one group");
    assert!(files.iter().all(|file| mode(file) == 0o600));
    assert_eq!(mode(&foreign), 0o644, "what is not of the vault stays");
}

#[test]
fn no_words_lie_in_any_file_open_or_closed() {
    let desk = Desk::new();
    let mut store = desk.open();
    let search = |when: &str| {
        for entry in fs::read_dir(&desk.dir).expect("readable") {
            let path = entry.expect("readable").path();
            let bytes = fs::read(&path).expect("readable");
            for word in WORDS {
                let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
                assert!(!found, "{word} in {} {when}", path.display());
            }
        }
    };
    let ids = WORDS.map(|word| desk.append(&mut store, word));
    let words: Vec<_> =
        store.entries().expect("reads").iter().filter_map(|e| e.body_bytes().map(<[u8]>::to_vec)).collect();
    assert!(WORDS.iter().all(|word| words.contains(&word.as_bytes().to_vec())), "they are really there");
    search("while open");
    store.append(vec![erasure(&ids[..1])], &now(), desk.entropy()).expect("appends");
    store.compact().expect("compacts");
    search("after compacting");
    store.shut().expect("shuts");
    search("after closing");
}

#[test]
fn a_missing_file_is_named_and_nothing_is_made() {
    for (file, message) in [("vault.db", "vault.db is missing"), ("vault.mark", "vault.mark is missing")] {
        let desk = Desk::new();
        fs::remove_file(desk.path(file)).expect("removes");
        let before = desk.hashes();
        assert_eq!(desk.try_open().expect_err("a file is gone").to_string(), message);
        assert_eq!(desk.hashes(), before);
    }
}

#[test]
fn a_lost_log_is_a_roll_back() {
    let desk = Desk::new();
    let mut store = desk.open();
    desk.append(&mut store, "in the log");
    drop(store);
    fs::remove_file(desk.path("vault.db-wal")).expect("removes");
    let before = desk.hashes();
    assert_eq!(desk.try_open().expect_err("lost"), StoreError::RolledBack { marked: 2, found: 1 });
    assert_eq!(desk.hashes(), before, "the empty log that SQLite made is gone again");
}

#[test]
fn a_database_cut_anywhere_is_truncated() {
    let desk = Desk::new();
    let whole = fs::metadata(desk.path("vault.db")).expect("there").len();
    let file = OpenOptions::new().write(true).open(desk.path("vault.db")).expect("writable");
    for length in (0..whole).rev().filter(|length| length % 64 == 0) {
        file.set_len(length).expect("cuts");
        let before = desk.hashes();
        let refused = desk.try_open().expect_err("cut short");
        let expected = StoreError::Truncated { file: "vault.db".to_owned(), found_bytes: length };
        assert_eq!(refused, expected, "{length} of {whole} bytes");
        assert_eq!(desk.hashes(), before, "{length} bytes");
    }
}

#[test]
fn a_log_cut_anywhere_is_noticed_or_without_effect() {
    let desk = Desk::new();
    let mut store = desk.open();
    desk.append(&mut store, "in the log");
    drop(store);
    let sound = desk.judge().expect("sound");
    let log = fs::read(desk.path("vault.db-wal")).expect("readable");
    assert!(log.len() > 8192);
    let mut noticed = 0;
    for length in (0..log.len()).rev().step_by(64) {
        fs::write(desk.path("vault.db-wal"), &log[..length]).expect("writable");
        let before = desk.hashes();
        match desk.judge() {
            Err(_) => noticed += 1,
            Ok(found) => assert_eq!(found, sound, "{length} bytes"),
        }
        assert_eq!(desk.hashes(), before, "{length} bytes");
    }
    assert!(noticed > log.len() / 64 / 2, "{noticed}");
}

#[test]
fn a_mark_cut_anywhere_is_noticed() {
    let desk = Desk::new();
    let mark = fs::read(desk.path("vault.mark")).expect("readable");
    for length in 0..mark.len() {
        fs::write(desk.path("vault.mark"), &mark[..length]).expect("writable");
        let before = desk.hashes();
        let refused = desk.try_open().expect_err("cut short").to_string();
        assert!(refused.starts_with("vault.mark is cut short"), "{refused}");
        assert_eq!(desk.hashes(), before);
    }
}

#[test]
fn another_programs_files_are_refused_and_left_alone() {
    let plain = Desk::new();
    fs::remove_file(plain.path("vault.db")).expect("removes");
    let other = Connection::open(plain.path("vault.db")).expect("a plain database");
    other.execute_batch("CREATE TABLE t (a)").expect("a table");
    drop(other);
    let journal = Desk::new();
    fs::write(journal.path("vault.db-journal"), b"somebody's").expect("writable");
    let folder = Desk::new();
    fs::remove_file(folder.path("vault.db")).expect("removes");
    fs::create_dir(folder.path("vault.db")).expect("a folder");
    for desk in [plain, journal, folder] {
        let before = desk.hashes();
        let refused = desk.try_open().expect_err("not ours");
        assert!(matches!(refused, StoreError::Foreign { .. }), "{refused}");
        assert_eq!(desk.hashes(), before);
    }
    let noise = Desk::new();
    fs::write(noise.path("vault.db"), vec![0x5a; 8192]).expect("writable");
    let before = noise.hashes();
    let damaged = StoreError::Damaged { file: "vault.db".to_owned(), what: Problem::FirstPage };
    assert_eq!(noise.try_open().expect_err("noise"), damaged);
    assert_eq!(noise.hashes(), before);
}

/// Opens the database beside the store, as a later version or another tool with the key would.
pub fn with_key(desk: &Desk, sql: &str) -> Connection {
    with_key_of(desk, desk.keys(), sql)
}

/// The same for a vault with keys of its own.
pub fn with_key_of(desk: &Desk, vault: &Opened, sql: &str) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let connection = Connection::open_with_flags(desk.path("vault.db"), flags).expect("opens");
    let key = vault.keys().db_key_hex();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.as_str())).expect("the key");
    connection.execute_batch(sql).expect("runs");
    connection
}

#[test]
fn a_newer_schema_is_refused_untouched() {
    let desk = Desk::new();
    drop(with_key(&desk, "PRAGMA user_version = 3"));
    let before = desk.hashes();
    let newer = StoreError::NewerVersion { file: "vault.db".to_owned(), found: 3, known: 2 };
    assert_eq!(desk.try_open().expect_err("newer"), newer);
    assert_eq!(desk.hashes(), before);
}

#[test]
fn a_log_that_cannot_be_made_is_an_error_of_the_disk() {
    let desk = Desk::new();
    fs::create_dir(desk.path("vault.db-wal")).expect("a folder");
    let before = desk.hashes();
    let refused = desk.try_open().expect_err("no log can be made");
    assert!(matches!(refused, StoreError::Io { .. }), "{refused}");
    assert_eq!(desk.hashes(), before);
}

#[test]
fn an_interrupted_check_says_so() {
    let desk = Desk::new();
    let mut store = desk.open();
    for round in 0..50 {
        desk.append(&mut store, &format!("{round}"));
    }
    let stopper = store.stopper();
    let (begun, wait) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let checking = scope.spawn(|| {
            let mut sound = 0_u64;
            loop {
                match store.verify() {
                    Ok(outcome) => assert!(outcome.is_sound(), "{outcome:?}"),
                    Err(error) => break error,
                }
                sound += 1;
                begun.send(sound).expect("somebody listens");
            }
        });
        wait.recv().expect("one check went through");
        stopper.stop();
        assert_eq!(checking.join().expect("no panic"), StoreError::Interrupted);
    });
    assert!(stopper.is_stopped());
    let refused = store.append(vec![draft("late")], &now(), desk.entropy());
    assert_eq!(
        refused,
        Err(StoreError::Interrupted),
        "an append is too short to be interrupted, and is refused"
    );
    store.shut().expect("closing is what was wanted");
    let (mut store, entries) = desk.try_open().expect("opens");
    assert_eq!(entries.len(), 51);
    assert!(store.verify().expect("checks").is_sound());
}

#[test]
fn index_columns_that_disagree_are_told_and_rebuilt() {
    let desk = Desk::new();
    let mut store = desk.open();
    desk.append(&mut store, "one");
    store.shut().expect("shuts");
    drop(with_key(&desk, "UPDATE entry SET effective_ms = 5, kind = 3 WHERE arrival = 2"));
    let told = desk.judge().expect_err("they disagree");
    assert!(told.contains("index columns"), "{told}");
    let (mut store, _, mended) = desk.mend(OlderState::Refuse).expect("mends");
    assert!(mended.rebuilt_index && !mended.began_new_life);
    assert!(store.verify().expect("checks").is_sound());
}
