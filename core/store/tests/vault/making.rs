//! How a vault comes to be, and what is in its way.

use std::fs;

use gradus_crypto::testing::{FailingEntropy, SeededEntropy};
use gradus_store::{Store, StoreError};
use gradus_vault::{Created, VaultError};

use crate::desk::{Desk, copy, hashes, now};

/// Stands for header and keys that cannot be made; fast, because nothing is stretched.
fn refuse(_: &std::path::Path) -> Result<Created, VaultError> {
    Err(VaultError::EmptyPasscode)
}

#[test]
fn a_new_vault_has_its_files_and_nothing_lies_beside_it() {
    let desk = Desk::new();
    let names: Vec<_> = desk.hashes().into_keys().collect();
    assert_eq!(names, ["vault.db", "vault.hdr", "vault.hdr2", "vault.mark", "vault.tries"]);
    let beside = fs::read_dir(desk.dir.parent().expect("a parent")).expect("readable").count();
    assert_eq!(beside, 1);
    assert_eq!(desk.judge().map(|entries| entries.len()), Ok(1));
}

#[test]
fn what_is_there_already_is_left_alone() {
    let desk = Desk::new();
    let before = desk.hashes();
    let taken = Store::create(&desk.dir, &now(), desk.entropy(), refuse).expect_err("a vault is there");
    assert_eq!(taken, StoreError::AlreadyExists);
    assert_eq!(desk.hashes(), before);
    let file = desk.path("vault.db");
    let taken = Store::create(&file, &now(), desk.entropy(), refuse).expect_err("a file is there");
    assert_eq!(taken, StoreError::AlreadyExists);
    assert_eq!(desk.hashes(), before);
}

#[test]
fn a_failure_on_the_way_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("new");
    let failed = Store::create(&dir, &now(), &SeededEntropy::new(1), refuse).expect_err("no header");
    assert_eq!(failed, StoreError::Vault(VaultError::EmptyPasscode));
    let failed = Store::create(&dir, &now(), &FailingEntropy::after(0), refuse).expect_err("no entropy");
    assert!(matches!(failed, StoreError::Entropy(_)));
    assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 0);
    let nowhere = folder.path().join("no/such/folder");
    let failed = Store::create(&nowhere, &now(), &SeededEntropy::new(1), refuse).expect_err("no folder");
    assert_eq!(failed, StoreError::Missing { file: "the vault folder".to_owned() });
    let root = Store::create(std::path::Path::new("/"), &now(), &SeededEntropy::new(1), refuse);
    assert_eq!(root.expect_err("the root is full"), StoreError::AlreadyExists);
}

#[test]
fn what_a_crash_left_beside_is_in_nobodys_way() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (dir, left) = (folder.path().join("new"), folder.path().join(".new.gradus-new-0123456789abcdef"));
    fs::create_dir(&left).expect("a folder");
    fs::write(left.join("vault.hdr"), b"half").expect("a file");
    fs::create_dir(&dir).expect("an empty folder is no hindrance");
    let (before, entropy) = (hashes(&left), SeededEntropy::new(3));
    let build =
        |dir: &std::path::Path| gradus_vault::create(dir, b"1", gradus_crypto::KdfParams::FLOOR, &entropy);
    let made = Store::create(&dir, &now(), &entropy, build).expect("a vault");
    assert_eq!((made.entries.len(), made.store.arrivals()), (1, 1));
    assert_eq!(made.store.created_ms(), now().wall.timestamp_millis());
    assert_eq!(hashes(&left), before);
    assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 2);
}

#[test]
fn a_copied_folder_is_the_same_vault() {
    let desk = Desk::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let elsewhere = folder.path().join("other name");
    copy(&desk.dir, &elsewhere);
    assert!(Store::open(&elsewhere, desk.keys()).is_ok());
}
