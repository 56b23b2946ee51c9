//! What somebody could do to files who does not have the key, and some things with it.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicUsize, Ordering};

use gradus_store::{Store, StoreError, StoreMended};
use gradus_vault::OlderState;

use crate::desk::{Desk, WORDS, draft, erasure, now};

/// Flips one bit of each of these bytes of `file`, in turn, and judges the vault each time. Returns how many were
/// noticed; the others had no effect on what is read.
fn flip(desk: &Desk, file: &str, places: &[usize]) -> usize {
    let sound = desk.judge().expect("sound");
    let (next, noticed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            let copy = desk.crashed();
            let (next, noticed, sound) = (&next, &noticed, &sound);
            scope.spawn(move || {
                let before = copy.hashes();
                let bytes = fs::read(copy.path(file)).expect("readable");
                let opened = OpenOptions::new().write(true).open(copy.path(file)).expect("writable");
                while let Some(&at) = places.get(next.fetch_add(1, Ordering::Relaxed)) {
                    opened.write_all_at(&[bytes[at] ^ (1 << (at % 8))], at as u64).expect("flips");
                    match copy.judge() {
                        Err(_) => drop(noticed.fetch_add(1, Ordering::Relaxed)),
                        Ok(found) => assert_eq!(found, *sound, "byte {at} of {file}"),
                    }
                    opened.write_all_at(&[bytes[at]], at as u64).expect("flips back");
                    assert_eq!(copy.hashes(), before, "byte {at} of {file}");
                }
            });
        }
    });
    noticed.into_inner()
}

fn length(desk: &Desk, file: &str) -> usize {
    usize::try_from(fs::metadata(desk.path(file)).expect("there").len()).expect("small")
}

fn with_log() -> Desk {
    let desk = Desk::new();
    let mut store = desk.open();
    desk.append(&mut store, "in the log");
    drop(store);
    desk
}

/// Everything on page 1, and on the other pages every 97th byte, which falls on every bit and every part of a page.
#[test]
fn a_flipped_byte_of_the_database_is_noticed() {
    let desk = Desk::new();
    let length = length(&desk, "vault.db");
    let places: Vec<usize> = (0..4096).chain((4096..length).step_by(97)).collect();
    assert_eq!(flip(&desk, "vault.db", &places), places.len());
}

/// The check of pages alone, which every verification runs, finds each byte of each page: page 1, whose first bytes are
/// the salt, is in the test above.
#[test]
fn every_flipped_byte_of_a_page_is_found_by_the_check_of_pages() {
    let desk = Desk::new();
    drop(desk.open());
    let connection = crate::accidents::with_key(&desk, "SELECT count(*) FROM entry");
    let bytes = fs::read(desk.path("vault.db")).expect("readable");
    let file = OpenOptions::new().write(true).open(desk.path("vault.db")).expect("writable");
    let mut check = connection.prepare("PRAGMA cipher_integrity_check").expect("prepares");
    let mut faults = || -> Vec<String> {
        let rows = check.query_map([], |row| row.get(0)).expect("runs");
        rows.collect::<Result<_, _>>().expect("answers")
    };
    assert_eq!(faults(), [""; 0]);
    for (at, byte) in bytes.iter().enumerate().skip(4096) {
        file.write_all_at(&[byte ^ (1 << (at % 8))], at as u64).expect("flips");
        assert_eq!(faults(), [format!("HMAC verification failed for page {}", at / 4096 + 1)], "byte {at}");
        file.write_all_at(&[*byte], at as u64).expect("flips back");
    }
}

#[test]
fn a_flipped_byte_of_the_mark_is_noticed() {
    let desk = Desk::new();
    let length = length(&desk, "vault.mark");
    assert_eq!(length, 8192);
    // The fields and both sums of each slot whole; of the zeros between them every 41st.
    let of_a_slot = (0..100).chain((100..4032).step_by(41)).chain(4032..4096);
    let places: Vec<usize> = of_a_slot.flat_map(|at| [at, 4096 + at]).collect();
    assert_eq!(flip(&desk, "vault.mark", &places), places.len());
}

/// The log's own header, the header of each frame, and every 37th byte of the pages in it.
#[test]
fn a_flipped_byte_of_the_log_is_noticed_or_without_effect() {
    let desk = with_log();
    let is_in_header = |at: &usize| *at < 32 || (at - 32) % 4120 < 24;
    let places: Vec<usize> =
        (0..length(&desk, "vault.db-wal")).filter(|at| is_in_header(at) || at % 37 == 0).collect();
    assert_eq!(flip(&desk, "vault.db-wal", &places), places.len());
}

#[test]
#[ignore = "the long form: every byte of every file, some minutes in a debug build"]
fn every_flipped_byte_of_every_file_is_noticed() {
    let desk = with_log();
    for file in ["vault.db", "vault.db-wal", "vault.mark"] {
        let places: Vec<usize> = (0..length(&desk, file)).collect();
        flip(&desk, file, &places);
    }
}

#[test]
fn an_old_page_put_back_is_noticed() {
    let desk = Desk::new();
    let mut store = desk.open();
    let id = desk.append(&mut store, "blocked until released");
    store.shut().expect("shuts");
    let old = fs::read(desk.path("vault.db")).expect("readable");
    let mut store = desk.open();
    for word in WORDS {
        desk.append(&mut store, word);
    }
    store.append(vec![erasure(&[id])], &now(), desk.entropy()).expect("appends");
    store.shut().expect("shuts");
    let new = fs::read(desk.path("vault.db")).expect("readable");
    let sound = desk.judge().expect("sound");
    let mut replaced = 0;
    for page in 0..old.len() / 4096 {
        let range = page * 4096..(page + 1) * 4096;
        if old[range.clone()] == new[range.clone()] {
            continue;
        }
        let mut mixed = new.clone();
        mixed[range.clone()].copy_from_slice(&old[range]);
        fs::write(desk.path("vault.db"), &mixed).expect("writable");
        let before = desk.hashes();
        match desk.judge() {
            Err(_) => replaced += 1,
            // Page 1 holds counters and, while tables and indexes stay the same, nothing else.
            Ok(found) => assert!(page == 0 && found == sound, "page {} was put back unnoticed", page + 1),
        }
        assert_eq!(desk.hashes(), before);
    }
    assert!(replaced >= 4, "{replaced} pages");
}

#[test]
fn an_old_database_or_log_put_back_is_a_roll_back() {
    let desk = Desk::new();
    let old = fs::read(desk.path("vault.db")).expect("readable");
    let mut store = desk.open();
    desk.append(&mut store, "one");
    let log = fs::read(desk.path("vault.db-wal")).expect("readable");
    desk.append(&mut store, "two");
    let crashed = desk.crashed();
    fs::write(crashed.path("vault.db-wal"), log).expect("writable");
    assert_eq!(crashed.try_open().expect_err("old"), StoreError::RolledBack { marked: 3, found: 2 });
    store.shut().expect("shuts");
    fs::write(desk.path("vault.db"), old).expect("writable");
    let before = desk.hashes();
    assert_eq!(desk.try_open().expect_err("old"), StoreError::RolledBack { marked: 3, found: 1 });
    assert_eq!(desk.hashes(), before);
}

#[test]
fn another_history_of_the_same_length_is_a_roll_back() {
    let desk = Desk::new();
    let twin = desk.crashed();
    for (desk, words) in [(&desk, "ours"), (&twin, "theirs")] {
        let mut store = desk.open();
        desk.append(&mut store, words);
        store.shut().expect("shuts");
    }
    fs::copy(twin.path("vault.db"), desk.path("vault.db")).expect("copies");
    assert_eq!(desk.try_open().expect_err("forked"), StoreError::RolledBack { marked: 2, found: 2 });
}

#[test]
fn another_vaults_database_is_refused() {
    let desk = Desk::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (dir, entropy) = (folder.path().join("other"), gradus_crypto::testing::SeededEntropy::new(99));
    let build =
        |dir: &std::path::Path| gradus_vault::create(dir, b"1", gradus_crypto::KdfParams::FLOOR, &entropy);
    Store::create(&dir, &now(), &entropy, build).expect("a vault").store.shut().expect("shuts");
    fs::copy(dir.join("vault.db"), desk.path("vault.db")).expect("copies");
    let before = desk.hashes();
    let refused = desk.try_open().expect_err("another vault's");
    assert_eq!(
        refused.to_string(),
        "vault.db is damaged: its first page was not written with this vault's key"
    );
    assert_eq!(desk.hashes(), before);
}

#[test]
fn an_accepted_roll_back_begins_a_new_life_and_only_when_asked() {
    let desk = Desk::new();
    let old = fs::read(desk.path("vault.db")).expect("readable");
    let mut store = desk.open();
    let writer = store.writer();
    desk.append(&mut store, "lost");
    store.shut().expect("shuts");
    fs::write(desk.path("vault.db"), old).expect("writable");
    assert!(desk.try_open().is_err());
    let before = desk.hashes();
    assert_eq!(
        desk.mend(OlderState::Refuse).expect_err("an older state"),
        StoreError::RolledBack { marked: 2, found: 1 }
    );
    assert_eq!(desk.hashes(), before);
    let (mut store, entries, mended) = desk.mend(OlderState::Accept).expect("accepted");
    assert!(mended.began_new_life && mended.rewrote_mark && mended.marked == Some(2));
    assert_eq!(entries.len(), 2, "the acceptance is an entry itself");
    assert!(gradus_journal::fold(&entries).older_state_accepted.is_some());
    assert_ne!(store.writer(), writer, "the lost entry's place is never given again");
    desk.append(&mut store, "after");
    store.shut().expect("shuts");
    assert_eq!(desk.judge().map(|found| found.len()), Ok(3));
    let (_, entries, mended) = desk.mend(OlderState::Accept).expect("nothing to mend");
    let nothing =
        StoreMended { began_new_life: false, marked: Some(3), rewrote_mark: false, rebuilt_index: false };
    assert_eq!((mended, entries.len()), (nothing, 3));
}

/// Without the mark nobody knows whether an older state was put back: it must not look like a small mishap.
#[test]
fn a_mark_that_is_gone_is_only_mended_where_an_older_state_is_accepted() {
    for damage in [None, Some(vec![0; 10]), Some(vec![7; 8192])] {
        let desk = Desk::new();
        match damage {
            None => fs::remove_file(desk.path("vault.mark")).expect("removes"),
            Some(bytes) => fs::write(desk.path("vault.mark"), bytes).expect("writable"),
        }
        let told = desk.try_open().expect_err("no mark");
        let before = desk.hashes();
        assert_eq!(desk.mend(OlderState::Refuse).expect_err("nobody knows"), told);
        assert_eq!(desk.hashes(), before);
        let (store, _, mended) = desk.mend(OlderState::Accept).expect("accepted");
        assert!(mended.began_new_life && mended.marked.is_none());
        drop(store);
        assert!(desk.judge().is_ok());
    }
}

/// The slot that a crash tears is the one being written, after its commit: the journal is ahead of the one that is left.
#[test]
fn a_mark_with_a_torn_slot_is_written_anew_and_the_life_goes_on() {
    let desk = Desk::new();
    let mut store = desk.open();
    let writer = store.writer();
    desk.append(&mut store, "one");
    store.shut().expect("shuts");
    spoil_slot(&desk, 0);
    assert!(desk.try_open().is_err());
    let (store, entries, mended) = desk.mend(OlderState::Refuse).expect("the other slot holds");
    assert!(mended.rewrote_mark && !mended.began_new_life);
    assert_eq!((store.writer(), entries.len()), (writer, 2));
    drop(store);
    assert_eq!(desk.judge().map(|found| found.len()), Ok(2));
}

/// Whoever puts the last state but one back and spoils the newer slot must not be believed unasked.
#[test]
fn a_spoilt_slot_beside_one_that_knows_all_that_is_there_may_have_known_more() {
    let desk = Desk::new();
    let mut store = desk.open();
    desk.append(&mut store, "one");
    store.shut().expect("shuts");
    let before_last = fs::read(desk.path("vault.db")).expect("readable");
    let mut store = desk.open();
    desk.append(&mut store, "the last");
    store.shut().expect("shuts");
    fs::write(desk.path("vault.db"), before_last).expect("writable");
    spoil_slot(&desk, 1);
    let before = desk.hashes();
    let refused = desk.mend(OlderState::Refuse).expect_err("nobody knows");
    assert!(refused.to_string().contains("vault.mark is damaged"), "{refused}");
    assert_eq!(desk.hashes(), before);
    let (_, entries, mended) = desk.mend(OlderState::Accept).expect("accepted");
    assert!(mended.began_new_life && mended.marked == Some(2));
    assert!(gradus_journal::fold(&entries).older_state_accepted.is_some());
}

fn spoil_slot(desk: &Desk, slot: usize) {
    let mut bytes = fs::read(desk.path("vault.mark")).expect("readable");
    bytes[4096 * slot + 100] ^= 1;
    fs::write(desk.path("vault.mark"), bytes).expect("writable");
}

#[test]
fn mending_never_touches_a_database_that_is_not_whole() {
    let desk = Desk::new();
    let mut store = desk.open();
    desk.append(&mut store, "one");
    store.shut().expect("shuts");
    let file = OpenOptions::new().write(true).open(desk.path("vault.db")).expect("writable");
    file.write_all_at(&[0; 16], 2 * 4096 + 100).expect("damages");
    fs::remove_file(desk.path("vault.mark")).expect("removes");
    let before = desk.hashes();
    assert!(desk.mend(OlderState::Accept).is_err());
    assert_eq!(desk.hashes(), before);
}

#[test]
fn a_row_taken_out_with_the_key_is_noticed() {
    for (sql, told) in [
        ("DELETE FROM entry WHERE arrival = 3", "arrival 3 is missing"),
        ("DELETE FROM entry WHERE arrival = 4", "signed up to entry 4, found up to 3"),
        ("UPDATE entry SET body = NULL, salt = NULL WHERE arrival = 3", "nobody erased it"),
        ("UPDATE entry SET body = x'00' WHERE arrival = 3", "not the one its head commits to"),
        ("UPDATE entry SET arrival_head = zeroblob(32) WHERE arrival = 3", "does not continue the chain"),
        ("UPDATE writer SET seq = 3", "was not signed by this writer"),
        ("UPDATE writer SET seed = zeroblob(32)", "is not its own"),
        ("UPDATE writer SET seed = NULL", "is not its own"),
        ("DELETE FROM writer", "the key of the writer"),
        ("UPDATE vault SET vault_id = zeroblob(16)", "another vault"),
        ("UPDATE vault SET key_generation = 2", "another vault"),
        ("DELETE FROM vault", "impossible value"),
        ("DROP INDEX entry_of_person", "schema is not the one"),
        ("INSERT INTO pack VALUES (zeroblob(32), 'doctored')", "rule pack was changed"),
    ] {
        let desk = Desk::new();
        let mut store = desk.open();
        store.append(WORDS.map(draft).to_vec(), &now(), desk.entropy()).expect("appends");
        store.shut().expect("shuts");
        drop(crate::accidents::with_key(&desk, sql));
        let found = desk.judge().expect_err(sql);
        assert!(found.contains(told), "{sql}: {found}");
    }
}
