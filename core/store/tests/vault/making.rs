//! How a vault comes to be, and what is in its way.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gradus_crypto::KdfParams;
use gradus_crypto::testing::{FailingEntropy, SeededEntropy};
use gradus_store::{NewVault, Store, StoreError};
use gradus_vault::{Created, Secret, VaultError, inspect};

use crate::desk::{Desk, copy, hashes, now};

/// Stands for header and keys that cannot be made; fast, because nothing is stretched.
fn refuse(_: &Path) -> Result<Created, VaultError> {
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
    let root = Store::create(Path::new("/"), &now(), &SeededEntropy::new(1), refuse);
    assert_eq!(root.expect_err("the root is full"), StoreError::AlreadyExists);
}

/// What a salvage leaves that is killed between its last writing and the renaming: a whole vault. One more name of its header
/// tells afterwards what became of those bytes.
fn leave(above: &Path, name: &str) -> PathBuf {
    let left = above.join(name);
    copy(&Desk::new().dir, &left);
    fs::write(left.join("vault.db-first"), "a salvage puts this there for a while").expect("a file");
    let header = above.join(format!("{name}.hdr"));
    fs::hard_link(left.join("vault.hdr"), &header).expect("links");
    header
}

fn is_wiped(header: &Path) -> bool {
    fs::read(header).expect("readable").iter().all(|byte| *byte == 0)
}

fn make(dir: &Path) -> Result<NewVault, StoreError> {
    let entropy = SeededEntropy::new(3);
    Store::create(dir, &now(), &entropy, |dir| gradus_vault::create(dir, b"1", KdfParams::FLOOR, &entropy))
}

#[test]
fn what_a_crash_left_beside_is_in_nobodys_way_and_goes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("new");
    let headers = [".new.gradus-new-0123456789abcdef", ".saved.gradus-new-fedcba9876543210"]
        .map(|name| leave(folder.path(), name));
    fs::create_dir(&dir).expect("an empty folder is no hindrance");
    let made = make(&dir).expect("a vault");
    assert_eq!((made.entries.len(), made.store.arrivals()), (1, 1));
    assert_eq!(made.store.created_ms(), now().wall.timestamp_millis());
    assert!(headers.iter().all(|header| is_wiped(header)));
    let names: Vec<_> = hashes(folder.path()).into_keys().filter(|name| !name.ends_with(".hdr")).collect();
    assert_eq!(names, ["new"]);
}

#[test]
fn erasing_ends_what_a_crash_left_beside_and_nothing_else() {
    let (desk, theirs) = (Desk::new(), tempfile::tempdir().expect("a temporary folder"));
    let above = desk.dir.parent().expect("a folder");
    let header = leave(above, ".vault.unproven.gradus-new-0123456789abcdef");
    let (of_theirs, link) = (leave(theirs.path(), "kept"), above.join(".vault.gradus-new-1111111111111111"));
    std::os::unix::fs::symlink(theirs.path().join("kept"), &link).expect("links");
    fs::write(above.join(".vault.gradus-new-2222222222222222"), "no folder").expect("a file");
    // Nothing is in it, so that its maker may be about to hold it.
    fs::create_dir(above.join(".vault.gradus-new-3333333333333333")).expect("a folder");
    let others = ["vault.gradus-new-0123456789abcdef", ".vault.gradus-new-0123456789ABCDEF"]
        .map(|name| leave(above, name));
    let kept = desk.open();
    assert_eq!(gradus_store::erase(&desk.dir), Err(StoreError::Busy));
    assert!(!is_wiped(&header), "nothing was changed");
    drop(kept);
    let files = desk.hashes().len() + 5;
    let erased = gradus_store::erase(&desk.dir).expect("erases");
    assert_eq!((erased.files as usize, erased.left_others), (files, false));
    assert!(is_wiped(&header) && !is_wiped(&of_theirs) && !others.iter().any(|other| is_wiped(other)));
    let names: Vec<_> = hashes(above).into_keys().filter(|name| !name.ends_with(".hdr")).collect();
    let left = ["1111111111111111", "2222222222222222", "3333333333333333", "0123456789ABCDEF"]
        .map(|number| format!(".vault.gradus-new-{number}"));
    let left = BTreeSet::from(left).into_iter().chain(["vault.gradus-new-0123456789abcdef".to_owned()]);
    assert_eq!(names, left.collect::<Vec<_>>());
    assert_eq!(gradus_store::erase(&desk.dir).expect("nothing to do").files, 0);
    leave(above, ".vault.gradus-new-4444444444444444");
    assert_eq!(gradus_store::erase(&desk.dir).expect("erases").files, 5, "also where no vault is any more");
}

#[test]
fn a_vault_that_is_being_made_is_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let entropy = SeededEntropy::new(4);
    let made = Store::create(&first, &now(), &entropy, |dir| {
        let created = gradus_vault::create(dir, b"1", KdfParams::FLOOR, &entropy)?;
        let before = hashes(dir);
        make(&second).expect("a vault beside").store.shut().expect("shuts");
        assert_eq!(gradus_store::erase(&first).expect("nothing is there").files, 0);
        assert_eq!(hashes(dir), before);
        Ok(created)
    });
    let made = made.expect("a vault");
    let vault =
        inspect(&first).expect("whole").unlock(&Secret::Recovery(&made.recovery_code)).expect("the code");
    assert_eq!(Store::open(&first, &vault).map(drop), Err(StoreError::Busy), "the hold went on with it");
    made.store.shut().expect("shuts");
    let names: Vec<_> = hashes(folder.path()).into_keys().collect();
    assert_eq!(names, ["first", "second"]);
}

#[test]
fn a_copied_folder_is_the_same_vault() {
    let desk = Desk::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let elsewhere = folder.path().join("other name");
    copy(&desk.dir, &elsewhere);
    assert!(Store::open(&elsewhere, desk.keys()).is_ok());
}
