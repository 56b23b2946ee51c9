//! A vault that lies nowhere is a vault all the same.

use gradus_crypto::PracticeEntropy;
use gradus_crypto::testing::FailingEntropy;
use gradus_journal::{Freshness, Kind, VAULT_ITSELF};
use gradus_store::{Store, StoreError};

use crate::desk::{PERSON, draft, erasure, now};

fn made(seed: u64) -> Store {
    Store::in_memory(&now(), &PracticeEntropy::new(seed)).expect("a vault").0
}

#[test]
fn what_was_appended_is_read_back_and_checked() {
    let (mut store, entries) = Store::in_memory(&now(), &PracticeEntropy::new(1)).expect("a vault");
    assert_eq!(entries.len(), 1, "the record of the first epoch, as on a disk");
    let entropy = PracticeEntropy::new(2);
    let arrived = store.append(vec![draft("one"), draft("two")], &now(), &entropy).expect("appends");
    assert_eq!(arrived.iter().map(|one| one.arrival).collect::<Vec<_>>(), [2, 3]);
    store.append(vec![erasure(&[arrived[0].entry.id()])], &now(), &entropy).expect("erases");
    assert_eq!(store.entries().expect("reads").len(), 4);
    let outcome = store.verify().expect("checks");
    assert!(outcome.is_sound(), "{outcome:?}");
    assert_eq!((outcome.entries, outcome.writers, outcome.erased), (4, 1, 1));
    assert!(format!("{store:?}").starts_with("Store(memory, "), "{store:?}");
    store.compact().expect("there is a log to empty or there is none");
    store.shut().expect("nothing has to be written");
}

#[test]
fn a_seed_gives_the_same_vault_and_another_seed_another() {
    let head = |seed| {
        let mut store = made(seed);
        store.append(vec![draft("one")], &now(), &PracticeEntropy::new(9)).expect("appends");
        store.freshness_code()
    };
    assert_eq!(head(1), head(1));
    assert_ne!(head(1), head(2));
}

#[test]
fn a_proof_of_how_far_it_came_holds_in_memory_too() {
    let mut store = made(1);
    let before = store.freshness_code();
    store.append(vec![draft("one")], &now(), &PracticeEntropy::new(2)).expect("appends");
    assert_eq!(store.compare(&before), Ok(Freshness::Fresh));
    assert_eq!(made(2).compare(&before), Ok(Freshness::Unknown));
}

#[test]
fn without_random_bytes_there_is_none() {
    let mut made = false;
    for fills in 0..12 {
        match Store::in_memory(&now(), &FailingEntropy::after(fills)) {
            Ok(_) => made = true,
            Err(error) => assert!(matches!(error, StoreError::Entropy(_)), "{error}"),
        }
    }
    assert!(made, "with enough chance it works");
}

#[test]
fn what_arrived_since_is_told_once_for_each_person_and_kind() {
    let mut store = made(1);
    assert_eq!(store.arrived_since(0), Ok(vec![(VAULT_ITSELF, Kind::Vault)]));
    assert_eq!(store.arrived_since(1), Ok(Vec::new()));
    let entropy = PracticeEntropy::new(2);
    store.append(vec![draft("one"), draft("two")], &now(), &entropy).expect("appends");
    assert_eq!(store.arrived_since(1), Ok(vec![(PERSON, Kind::Unknown(500))]));
    assert_eq!(store.arrived_since(2), Ok(vec![(PERSON, Kind::Unknown(500))]));
    assert_eq!(store.arrived_since(3), Ok(Vec::new()));
    let all = vec![(VAULT_ITSELF, Kind::Vault), (PERSON, Kind::Unknown(500))];
    for foreign in [4, u64::MAX] {
        assert_eq!(store.arrived_since(foreign), Ok(all.clone()), "a count of another life");
    }
}
