//! Appending, reading, erasing, marks, packs.

use gradus_crypto::testing::FailingEntropy;
use gradus_journal::{EntrySet, Freshness, Kind, MAX_BODY_BYTES, PersonId};
use gradus_store::StoreError;

use crate::desk::{Desk, PERSON, draft, erasure, now};

#[test]
fn what_is_appended_is_there_again_after_closing() {
    let desk = Desk::new();
    let mut store = desk.open();
    let drafts = vec![draft("one"), draft("two")];
    let arrived = store.append(drafts, &now(), desk.entropy()).expect("appends");
    assert_eq!(arrived.iter().map(|arrived| arrived.arrival).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(store.arrivals(), 3);
    assert_eq!(store.append(Vec::new(), &now(), desk.entropy()), Ok(Vec::new()));
    store.shut().expect("shuts");
    assert!(!desk.path("vault.db-wal").exists() && !desk.path("vault.db-shm").exists());
    let (store, entries) = desk.try_open().expect("opens");
    let read = store.entries().expect("reads");
    assert_eq!(read.len(), 3);
    assert_eq!([&read[1], &read[2]], [&arrived[0].entry, &arrived[1].entry]);
    assert_eq!(entries, read.into_iter().collect::<EntrySet>());
}

#[test]
fn dropping_without_shutting_loses_nothing() {
    let desk = Desk::new();
    let mut store = desk.open();
    let id = desk.append(&mut store, "kept");
    drop(store);
    assert!(desk.path("vault.db-wal").exists());
    assert!(desk.judge().expect("sound").contains(&id));
}

#[test]
fn a_refused_draft_takes_the_whole_append_back() {
    let desk = Desk::new();
    let mut store = desk.open();
    let before = store.freshness_code();
    let mut long = draft("");
    long.body = vec![b' '; MAX_BODY_BYTES + 1];
    let refused = store.append(vec![draft("first"), long], &now(), desk.entropy());
    assert!(matches!(refused, Err(StoreError::Entry(_))), "{refused:?}");
    let refused = store.append(vec![draft("first"), draft("second")], &now(), &FailingEntropy::after(1));
    assert!(matches!(refused, Err(StoreError::Entropy(_))), "{refused:?}");
    assert_eq!(store.freshness_code(), before);
    desk.append(&mut store, "next");
    assert!(store.verify().expect("checks").is_sound(), "the chain goes on without a gap");
    assert_eq!(store.entries().expect("reads").len(), 2);
}

#[test]
fn a_range_of_one_person_and_some_kinds_is_read_in_order() {
    let desk = Desk::new();
    let mut store = desk.open();
    let at = |ms: i64, kind, person| {
        let wall = now().wall + std::time::Duration::from_millis(ms as u64);
        gradus_journal::Draft { effective: wall, kind, person, ..draft("x") }
    };
    let other = PersonId([2; 16]);
    let drafts = vec![
        at(30, Kind::Unknown(500), PERSON),
        at(10, Kind::Unknown(501), PERSON),
        at(20, Kind::Unknown(500), PERSON),
        at(20, Kind::Unknown(502), PERSON),
        at(20, Kind::Unknown(500), other),
    ];
    let ids: Vec<_> = store
        .append(drafts, &now(), desk.entropy())
        .expect("appends")
        .iter()
        .map(|arrived| arrived.entry.id())
        .collect();
    let kinds = [Kind::Unknown(500), Kind::Unknown(501)];
    let found = |from, to| -> Vec<_> {
        let entries = store.entries_of(&PERSON, &kinds, from, to).expect("reads");
        entries.iter().map(|entry| entry.id()).collect()
    };
    assert_eq!(found(0, 100), [ids[1], ids[2], ids[0]]);
    assert_eq!(found(10, 20), [ids[1], ids[2]], "both ends count");
    assert_eq!(found(11, 19), []);
    let twice = store.entries_of(&PERSON, &[kinds[0], kinds[0]], 0, 100).expect("reads");
    assert_eq!(twice.len(), 2, "a kind named twice is read once");
}

#[test]
fn an_erasure_removes_body_and_salt_and_the_chain_holds() {
    let desk = Desk::new();
    let mut store = desk.open();
    let id = desk.append(&mut store, "to be forgotten");
    let kept = desk.append(&mut store, "kept");
    store.append(vec![erasure(&[id])], &now(), desk.entropy()).expect("appends");
    let bodies: Vec<_> =
        store.entries().expect("reads").iter().map(|e| (e.id(), e.body_bytes().is_some())).collect();
    assert!(bodies.contains(&(id, false)) && bodies.contains(&(kept, true)));
    store.compact().expect("compacts");
    let outcome = store.verify().expect("checks");
    assert!(outcome.is_sound(), "{outcome:?}");
    assert_eq!((outcome.erased, outcome.entries), (1, 4));
    store.shut().expect("shuts");
    assert!(desk.judge().is_ok());
}

#[test]
fn a_freshness_code_tells_fresh_and_rolled_back() {
    let desk = Desk::new();
    let mut store = desk.open();
    let first = store.freshness_code();
    desk.append(&mut store, "one");
    let copy = desk.crashed();
    desk.append(&mut store, "two");
    let last = store.freshness_code();
    assert_eq!(store.compare(&first), Ok(Freshness::Fresh));
    assert_eq!(store.compare(&last), Ok(Freshness::Fresh));
    let older = copy.open();
    assert_eq!(older.compare(&first), Ok(Freshness::Fresh));
    assert_eq!(older.compare(&last), Ok(Freshness::RolledBack), "the whole folder was put back");
}

#[test]
fn rule_packs_are_kept_by_their_hash() {
    let desk = Desk::new();
    let mut store = desk.open();
    let hash = store.keep_pack("rules").expect("keeps");
    assert_eq!(store.keep_pack("rules"), Ok(hash));
    assert_eq!(store.pack(&hash), Ok(Some("rules".to_owned())));
    assert_eq!(store.pack(&[0; 32]), Ok(None));
    assert_eq!(store.verify().expect("checks").packs, 1);
}

#[test]
fn the_header_epoch_is_recorded_once_and_an_older_header_is_refused() {
    let desk = Desk::new();
    let mut store = desk.open();
    assert_eq!(store.least_header_epoch(), desk.keys().header().epoch());
    assert_eq!(store.record_header_epoch(1, &now(), desk.entropy()), Ok(None));
    let recorded = store.record_header_epoch(2, &now(), desk.entropy()).expect("appends");
    assert_eq!((recorded.expect("new").arrival, store.least_header_epoch()), (2, 2));
    drop(store);
    let before = desk.hashes();
    let refused = desk.try_open().expect_err("the header is of epoch 1");
    assert_eq!(refused.to_string(), "the header is of epoch 1, but the database has seen epoch 2");
    assert_eq!(desk.hashes(), before);
}

#[test]
fn a_new_life_has_a_new_writer_and_all_entries() {
    let desk = Desk::new();
    let mut store = desk.open();
    let id = desk.append(&mut store, "before");
    let (writer, mark) = (store.writer(), store.freshness_code());
    store.begin_new_life(desk.keys(), desk.entropy()).expect("begins");
    assert_ne!(store.writer(), writer);
    assert_eq!(store.compare(&mark), Ok(Freshness::Unknown));
    let after = desk.append(&mut store, "after");
    let outcome = store.verify().expect("checks");
    assert!(outcome.is_sound() && outcome.writers == 2, "{outcome:?}");
    drop(store);
    let found = desk.judge().expect("sound");
    assert!(found.contains(&id) && found.contains(&after));
}

#[test]
fn debug_shows_no_key_and_no_words() {
    let desk = Desk::new();
    let mut store = desk.open();
    desk.append(&mut store, "wintergreen");
    let shown = format!("{store:?}");
    assert!(shown.contains("2 arrivals") && !shown.contains("wintergreen"), "{shown}");
}
