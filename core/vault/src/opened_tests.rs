use super::*;
use crate::specimen::{CrashingDisk, PASSCODE, code, contents, folder, folder_with, keys};
use crate::{Secret, inspect};
use gradus_crypto::testing::{FailingEntropy, SeededEntropy};
use std::fs;
use std::io;

fn open(dir: &Path) -> Opened {
    inspect(dir).expect("whole").unlock(&Secret::Recovery(&code())).expect("own code")
}

fn alone(passcode: &[u8]) -> NewPasscode<'_> {
    NewPasscode::alone(passcode, KdfParams::FLOOR)
}

fn opens_with(dir: &Path, passcode: &[u8]) -> bool {
    match inspect(dir).expect("whole").unlock(&Secret::Passcode(passcode)) {
        Ok(_) => true,
        Err(VaultError::WrongSecret) => false,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_new_vault_is_two_equal_private_files_in_a_private_folder() {
    let dir = tempfile::tempdir().expect("a folder");
    let created = create(dir.path(), PASSCODE, KdfParams::FLOOR, &SeededEntropy::new(2)).expect("made");
    let files = contents(dir.path());
    assert_eq!(files.keys().collect::<Vec<_>>(), ["vault.hdr", "vault.hdr2", "vault.tries"]);
    assert_eq!(files["vault.hdr"], files["vault.hdr2"]);
    assert_eq!((created.opened.header().epoch(), created.opened.copies()), (1, CopyState::Agree));
    #[cfg(unix)]
    for (path, mode) in [(".", 0o700), ("vault.hdr", 0o600), ("vault.hdr2", 0o600), ("vault.tries", 0o600)] {
        use std::os::unix::fs::PermissionsExt;
        let found = fs::metadata(dir.path().join(path)).expect("there").permissions().mode() & 0o777;
        assert_eq!(found, mode, "{path}");
    }
}

#[test]
fn nothing_is_made_in_a_folder_that_is_not_empty_or_not_there() {
    let dir = folder();
    let before = contents(dir.path());
    let make =
        |dir: &Path| create(dir, PASSCODE, KdfParams::FLOOR, &SeededEntropy::new(2)).expect_err("refused");
    assert_eq!(make(dir.path()), VaultError::AlreadyExists);
    assert_eq!(contents(dir.path()), before);
    let nowhere = dir.path().join("nowhere");
    let expected = VaultError::Io { file: VaultFile::Folder, kind: io::ErrorKind::NotFound };
    assert_eq!(make(&nowhere), expected);
}

#[test]
fn without_passcode_or_entropy_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let empty = create(dir.path(), b"", KdfParams::FLOOR, &SeededEntropy::new(2)).expect_err("empty");
    assert_eq!(empty, VaultError::EmptyPasscode);
    // Vault id, data key, recovery code, then salt and nonce of two slots.
    for fills in 0..7 {
        let error = create(dir.path(), b"p", KdfParams::FLOOR, &FailingEntropy::after(fills))
            .expect_err("no entropy");
        assert_eq!(error, VaultError::Entropy(gradus_crypto::EntropyError), "after {fills}");
    }
    assert!(contents(dir.path()).is_empty());
    assert!(create(dir.path(), b"p", KdfParams::FLOOR, &FailingEntropy::after(7)).is_ok());
}

#[test]
fn a_changed_passcode_replaces_the_old_one_and_nothing_else() {
    let dir = folder();
    let mut opened = open(dir.path());
    let before = opened.header().clone();
    opened.change_passcode(&alone(b"new"), &SeededEntropy::new(3)).expect("written");
    assert!(opens_with(dir.path(), b"new"));
    assert!(!opens_with(dir.path(), PASSCODE));
    let after = open(dir.path());
    assert_eq!(after.keys().db_key_hex(), keys().db_key_hex(), "data stays under its key");
    assert_eq!(after.header().slots()[1], before.slots()[1], "the recovery slot stays");
    assert_eq!(after.header().slots()[0].id, before.slots()[0].id);
    assert_eq!((after.header().epoch(), after.copies()), (2, CopyState::Agree));
}

#[test]
fn a_refused_change_writes_nothing() {
    let dir = folder();
    let before = contents(dir.path());
    let mut opened = open(dir.path());
    let empty = opened.change_passcode(&alone(b""), &SeededEntropy::new(3)).expect_err("empty");
    assert_eq!(empty, VaultError::EmptyPasscode);
    for fills in 0..2 {
        let change = opened.change_passcode(&alone(b"new"), &FailingEntropy::after(fills));
        assert_eq!(change, Err(VaultError::Entropy(gradus_crypto::EntropyError)));
    }
    for fills in 0..3 {
        let renewal = opened.renew_recovery_code(&FailingEntropy::after(fills)).expect_err("no entropy");
        assert_eq!(renewal, VaultError::Entropy(gradus_crypto::EntropyError));
    }
    assert_eq!(contents(dir.path()), before);
}

#[test]
fn a_renewed_recovery_code_replaces_the_old_one() {
    let dir = folder();
    let renewed = open(dir.path()).renew_recovery_code(&SeededEntropy::new(4)).expect("written");
    let by_old =
        inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&code())).expect_err("replaced");
    assert_eq!(by_old, VaultError::WrongSecret);
    let by_new = inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&renewed)).expect("new code");
    assert_eq!(by_new.keys().db_key_hex(), keys().db_key_hex());
}

#[test]
fn the_least_epoch_is_held_at_just_under_and_just_over() {
    let dir = folder();
    let mut opened = open(dir.path());
    assert_eq!(opened.check_epoch(1), Ok(()));
    let too_old = VaultError::RolledBack { found_epoch: 1, least_epoch: 2 };
    assert_eq!(opened.check_epoch(2), Err(too_old));
    opened.change_passcode(&alone(b"new"), &SeededEntropy::new(3)).expect("written");
    assert_eq!(opened.check_epoch(2), Ok(()));
    assert_eq!(opened.check_epoch(3), Err(VaultError::RolledBack { found_epoch: 2, least_epoch: 3 }));
}

#[test]
fn one_old_copy_put_back_is_rolled_back() {
    let dir = folder();
    let old = contents(dir.path())["vault.hdr2"].clone();
    open(dir.path()).change_passcode(&alone(b"new"), &SeededEntropy::new(3)).expect("written");
    fs::write(dir.path().join("vault.hdr2"), old).expect("written");
    let opened = open(dir.path());
    let rolled_back = VaultError::RolledBack { found_epoch: 1, least_epoch: 2 };
    assert_eq!(opened.check_epoch(2), Err(rolled_back));
    assert_eq!(opened.check_epoch(1), Ok(()));
}

/// Three steps for each of two copies: after the first rename the new passcode is in force, before it the old.
#[test]
fn a_crash_between_any_two_steps_leaves_a_vault_that_opens() {
    for steps in 0..6 {
        for torn_bytes in [0, 17, 100, usize::MAX] {
            if steps % 3 != 0 && torn_bytes > 0 {
                continue;
            }
            let dir = folder();
            let mut disk = CrashingDisk { steps_left: steps, torn_bytes };
            let change =
                open(dir.path()).change_passcode_on(&mut disk, &alone(b"new"), &SeededEntropy::new(3));
            let file = if steps < 3 { VaultFile::Header } else { VaultFile::HeaderCopy };
            assert_eq!(change, Err(VaultError::Io { file, kind: io::ErrorKind::Other }), "step {steps}");

            let mut after = open(dir.path());
            let differ = CopyState::Differ { older: VaultFile::HeaderCopy, older_epoch: 1 };
            let (epoch, copies) = match steps {
                0 | 1 => (1, CopyState::Agree),
                2..=4 => (2, differ),
                _ => (2, CopyState::Agree),
            };
            assert_eq!((after.header().epoch(), after.copies()), (epoch, copies), "step {steps}");
            assert_eq!(after.check_epoch(1), Ok(()), "the database has seen epoch 1");
            assert_eq!(after.keys().db_key_hex(), keys().db_key_hex());
            if torn_bytes == 0 {
                assert!(opens_with(dir.path(), if epoch == 2 { b"new" } else { PASSCODE }), "step {steps}");
                assert!(!opens_with(dir.path(), if epoch == 2 { PASSCODE } else { b"new" }), "step {steps}");
            }

            after
                .change_passcode(&alone(b"later"), &SeededEntropy::new(5))
                .expect("left-overs do not hinder");
            assert_eq!(open(dir.path()).copies(), CopyState::Agree);
            assert_eq!(contents(dir.path()).keys().collect::<Vec<_>>(), ["vault.hdr", "vault.hdr2"]);
        }
    }
}

#[test]
fn all_six_steps_make_a_success() {
    let dir = folder();
    let mut disk = CrashingDisk { steps_left: 6, torn_bytes: 0 };
    let change = open(dir.path()).change_passcode_on(&mut disk, &alone(b"new"), &SeededEntropy::new(3));
    assert_eq!((change, disk.steps_left), (Ok(()), 0));
}

/// A second try after a failed writing must not give two different headers one epoch.
#[test]
fn an_epoch_is_never_used_twice() {
    let dir = folder();
    let mut opened = open(dir.path());
    let entropy = SeededEntropy::new(3);
    let change = |opened: &mut Opened, steps_left| {
        let mut disk = CrashingDisk { steps_left, torn_bytes: 0 };
        opened.change_passcode_on(&mut disk, &alone(b"new"), &entropy).expect_err("crash")
    };
    change(&mut opened, 5);
    assert_eq!(opened.header().epoch(), 1, "a failed writing is not taken for done");
    change(&mut opened, 2);
    let after = open(dir.path());
    assert_eq!(after.header().epoch(), 3);
    assert_eq!(after.copies(), CopyState::Differ { older: VaultFile::HeaderCopy, older_epoch: 2 });
}

#[test]
fn a_rotation_changes_key_database_and_code_when_committed_and_not_before() {
    let dir = folder();
    let before = contents(dir.path());
    let opened = open(dir.path());
    let rotation = opened.begin_rotation(&alone(b"new"), &SeededEntropy::new(6)).expect("made");
    assert_eq!(contents(dir.path()), before);
    assert_ne!(rotation.keys().db_key_hex(), opened.keys().db_key_hex());
    let new_key = rotation.keys().db_key_hex();
    assert_eq!((rotation.header().database_file(), rotation.header().key_generation()), ("vault.g2.db", 2));

    let created = opened.commit_rotation(rotation).expect("written");
    assert_eq!(created.opened.header().epoch(), 2);
    let by_old = inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&code())).expect_err("dropped");
    assert_eq!(by_old, VaultError::WrongSecret);
    let again = inspect(dir.path())
        .expect("whole")
        .unlock(&Secret::Recovery(&created.recovery_code))
        .expect("new code");
    assert_eq!((again.keys().db_key_hex(), again.header().database_file()), (new_key, "vault.g2.db"));
    assert!(opens_with(dir.path(), b"new"));
}

#[test]
fn a_rotation_cut_short_between_the_copies_is_in_force() {
    let dir = folder();
    let old = contents(dir.path())["vault.hdr2"].clone();
    let opened = open(dir.path());
    let rotation = opened.begin_rotation(&alone(b"new"), &SeededEntropy::new(6)).expect("made");
    let created = opened.commit_rotation(rotation).expect("written");
    let new = contents(dir.path())["vault.hdr"].clone();
    let dir = folder_with(&new, &old);
    let secret = Secret::Recovery(&created.recovery_code);
    let mut opened = inspect(dir.path()).expect("whole").unlock(&secret).expect("new code");
    assert_eq!(opened.header().key_generation(), 2);
    assert_eq!(opened.copies(), CopyState::Differ { older: VaultFile::HeaderCopy, older_epoch: 1 });
    opened.settle().expect("written");
    assert_eq!(
        inspect(dir.path()).expect("whole").unlock(&secret).expect("new code").copies(),
        CopyState::Agree
    );
}

#[test]
fn debug_shows_the_header_but_no_key() {
    let dir = folder();
    let opened = open(dir.path());
    let shown = format!("{opened:?}");
    assert!(shown.starts_with("Opened { keys: Keys { vault_id: VaultId("), "{shown}");
    assert!(!shown.contains(opened.keys().db_key_hex().as_str()));
    assert!(!shown.contains(&format!("{:?}", opened.keys().data_key().expose())));
    let rotation = opened.begin_rotation(&alone(b"new"), &SeededEntropy::new(6)).expect("made");
    let shown = format!("{rotation:?}");
    assert!(shown.contains("recovery_code: RecoveryCode(redacted)"), "{shown}");
    assert!(!shown.contains(&format!("{:?}", rotation.keys().data_key().expose())));
}
