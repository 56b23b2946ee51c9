use std::io::ErrorKind;

use gradus_crypto::{EntropyError, KdfLimit, KdfParamsError};
use gradus_store::Problem as StoreProblem;
use gradus_vault::{DamagedPart, Guessing, RecoveryCode};

use super::*;
use gradus_vault::VaultFile;

const FILES: [VaultFile; 6] = [
    VaultFile::Folder,
    VaultFile::Header,
    VaultFile::HeaderCopy,
    VaultFile::Mark,
    VaultFile::SecondMark,
    VaultFile::Inbox,
];
const COPIES: [OtherCopy; 3] = [OtherCopy::Intact, OtherCopy::NotIntact, OtherCopy::None];

fn field(error: &AppError) -> &str {
    let AppError::Invalid { problems } = error else { panic!("not about a field: {error}") };
    assert_eq!(problems.len(), 1);
    &problems[0].field
}

fn mendable(error: &AppError) -> Option<(&str, bool)> {
    match error {
        AppError::Damaged { file, mendable, .. }
        | AppError::Truncated { file, mendable, .. }
        | AppError::Missing { file, mendable } => Some((file, *mendable)),
        _ => None,
    }
}

/// A header copy mends from the other one; a mark always does from a sound journal.
#[test]
fn what_can_be_mended_is_said_for_each_file() {
    for file in FILES {
        for other_copy in COPIES {
            let expected = other_copy == OtherCopy::Intact;
            let what = DamagedPart::Checksum;
            for (error, kind) in [
                (VaultError::Missing { file, other_copy }, "missing"),
                (VaultError::Truncated { file, found_bytes: 3, other_copy }, "truncated"),
                (VaultError::Damaged { file, what, other_copy }, "damaged"),
            ] {
                let error = AppError::from(error);
                assert_eq!(error.kind(), kind);
                assert_eq!(mendable(&error), Some((file.name(), expected)), "{error}");
            }
        }
    }
}

#[test]
fn a_wait_is_told_in_whole_seconds_rounded_up() {
    for (ms, seconds) in [(0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2)] {
        let error = AppError::from(VaultError::TooManyTries { wait: Duration::from_millis(ms) });
        assert_eq!(error, AppError::TooManyTries { wait_seconds: seconds });
    }
}

#[test]
fn every_other_arm_of_the_vault_has_its_kind() {
    let file = VaultFile::HeaderCopy;
    let absurd = KdfParamsError { limit: KdfLimit::Passes, found: 9_999 };
    let table = [
        (VaultError::NotAVault, "not_a_vault"),
        (VaultError::WrongSecret, "wrong_secret"),
        (VaultError::TooManyTries { wait: Duration::from_secs(30) }, "too_many_tries"),
        (VaultError::TryingElsewhere, "busy"),
        (VaultError::DeviceSecretGone, "device_secret_gone"),
        (VaultError::EasyPasscode(Guessing { guesses: 10, per_hour: 1 }), "easy_passcode"),
        (VaultError::KeptSecretLength { found_bytes: 31 }, "invalid"),
        (VaultError::NoSuchWay, "not_found"),
        (VaultError::SecretNeeded, "secret_needed"),
        (VaultError::LastWay, "last_way"),
        (VaultError::TooManyWays, "refused"),
        (VaultError::EmptyPasscode, "invalid"),
        (VaultError::NoSlot, "refused"),
        (VaultError::NewerVersion { file, found: 2, known: 1 }, "newer_version"),
        (VaultError::RolledBack { found_epoch: 1, least_epoch: 2 }, "rolled_back"),
        (VaultError::AlreadyExists, "already_exists"),
        (VaultError::Io { file, kind: ErrorKind::PermissionDenied }, "read_only"),
        (VaultError::Io { file, kind: ErrorKind::ReadOnlyFilesystem }, "read_only"),
        (VaultError::Io { file, kind: ErrorKind::Other }, "storage"),
        (VaultError::InboxFull, "inbox_full"),
        (VaultError::Entropy(EntropyError), "internal"),
        (VaultError::AbsurdKdf { file, error: absurd }, "damaged"),
        (VaultError::Stretch(StretchError::OutOfMemory { memory_kib: 47_104 }), "storage"),
        (VaultError::Stretch(StretchError::TooLong { found_bytes: 9_999 }), "invalid"),
    ];
    for (error, kind) in table {
        assert_eq!(AppError::from(error.clone()).kind(), kind, "{error}");
        assert_eq!(AppError::from(StoreError::Vault(error)).kind(), kind, "through the store");
    }
    assert_eq!(field(&AppError::from(VaultError::EmptyPasscode)), "passcode");
    assert_eq!(field(&AppError::from(VaultError::KeptSecretLength { found_bytes: 31 })), "keystore_secret");
    let easy = AppError::from(VaultError::EasyPasscode(Guessing { guesses: 10, per_hour: 1 }));
    assert_eq!(easy, AppError::EasyPasscode { guesses: 10, per_hour: 1, seconds: 36_000 });
    let error = AppError::from(VaultError::AbsurdKdf { file, error: absurd });
    assert_eq!(mendable(&error), Some(("vault.hdr2", false)));
    let newer = AppError::from(VaultError::NewerVersion { file, found: 2, known: 1 });
    assert_eq!(newer, AppError::NewerVersion { file: "vault.hdr2".to_owned(), found: 2, known: 1 });
}

/// Memory that runs short is not the passcode's fault: nobody is to be told that a shorter one helps.
#[test]
fn short_memory_is_not_blamed_on_the_passcode() {
    let error = AppError::from(VaultError::Stretch(StretchError::OutOfMemory { memory_kib: 47_104 }));
    assert_eq!(
        error.to_string(),
        "could not use the memory: no 47104 KiB of memory for stretching the passcode"
    );
}

#[test]
fn a_recovery_code_that_cannot_be_one_is_a_wrong_field_without_the_code() {
    for typed in ["", "ZIMTSTERN", &"U".repeat(28), &format!("{}1", "0".repeat(27))] {
        let Err(error) = RecoveryCode::parse(typed) else { panic!("a code") };
        let error = AppError::from(VaultError::from(error));
        assert_eq!(field(&error), "recovery_code");
        assert!(typed.is_empty() || !format!("{error} {error:?}").contains(typed));
    }
}

#[test]
fn every_arm_of_the_store_has_its_kind() {
    let file = || "vault.db".to_owned();
    let damaged = |what| StoreError::Damaged { file: file(), what };
    let table = [
        (StoreError::Missing { file: file() }, "missing"),
        (StoreError::Truncated { file: file(), found_bytes: 3 }, "truncated"),
        (StoreError::Foreign { file: file(), what: "a text" }, "damaged"),
        (damaged(StoreProblem::FirstPage), "damaged"),
        (damaged(StoreProblem::ArrivalMissing { arrival: 3 }), "damaged"),
        (StoreError::RolledBack { marked: 9, found: 7 }, "rolled_back"),
        (StoreError::NewerVersion { file: file(), found: 2, known: 1 }, "newer_version"),
        (StoreError::AlreadyExists, "already_exists"),
        (StoreError::InDamagedFolder, "refused"),
        (StoreError::Busy, "busy"),
        (StoreError::DiskFull, "storage"),
        (StoreError::Io { file: file(), kind: ErrorKind::Other }, "storage"),
        (StoreError::Io { file: file(), kind: ErrorKind::PermissionDenied }, "read_only"),
        (StoreError::Io { file: file(), kind: ErrorKind::ReadOnlyFilesystem }, "read_only"),
        (StoreError::Interrupted, "locked"),
        (StoreError::Cipher { what: "x".to_owned() }, "internal"),
        (StoreError::Entropy(EntropyError), "internal"),
        (StoreError::Entry(gradus_journal::EntryError::BodyTooLong), "internal"),
        (StoreError::Wire(gradus_journal::WireError::Erased), "internal"),
        (StoreError::Internal { what: "x".to_owned() }, "internal"),
    ];
    for (error, kind) in table {
        let said = error.to_string();
        let error = AppError::from(error);
        assert_eq!(error.kind(), kind, "{said}");
        assert!(mendable(&error).is_none_or(|(name, mendable)| name == "vault.db" && !mendable), "{said}");
    }
}

/// Index columns are recomputed from the entries themselves; nothing else of a damaged database is.
#[test]
fn of_the_database_only_the_index_can_be_mended() {
    let error = |what| AppError::from(StoreError::Damaged { file: "vault.db".to_owned(), what });
    assert_eq!(mendable(&error(StoreProblem::IndexColumns { arrival: 3 })), Some(("vault.db", true)));
    for what in [StoreProblem::Unreadable, StoreProblem::Row, StoreProblem::Schema, StoreProblem::WriterKey] {
        assert_eq!(mendable(&error(what)), Some(("vault.db", false)));
    }
}
