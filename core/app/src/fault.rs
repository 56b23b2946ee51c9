//! One table: what goes wrong in a lower room, and which error a shell sees.

use std::io;
use std::time::Duration;

use gradus_crypto::StretchError;
use gradus_exchange::csv::CsvError;
use gradus_journal::EntryError;
use gradus_store::StoreError;
use gradus_vault::{OtherCopy, VaultError};

use crate::{AppError, Problem};

impl From<VaultError> for AppError {
    fn from(error: VaultError) -> Self {
        let words = error.to_string();
        match error {
            VaultError::NotAVault => {
                Self::NotAVault { why: "no file of a vault lies in this folder".to_owned() }
            }
            VaultError::WrongSecret => Self::WrongSecret,
            VaultError::TooManyTries { wait } => Self::TooManyTries { wait_seconds: whole_seconds(wait) },
            VaultError::TryingElsewhere => Self::Busy,
            VaultError::DeviceSecretGone => Self::DeviceSecretGone,
            VaultError::EasyPasscode(guessing) => Self::EasyPasscode {
                guesses: guessing.guesses,
                per_hour: guessing.per_hour,
                seconds: guessing.seconds(),
            },
            VaultError::SecretNeeded => Self::SecretNeeded,
            VaultError::LastWay => Self::LastWay,
            VaultError::NoSuchWay => Self::NotFound {
                what: "this way into the vault".to_owned(),
                right: "list them anew".to_owned(),
            },
            VaultError::TooManyWays => refused(words),
            VaultError::KeptSecretLength { .. } => {
                invalid("keystore_secret", &words, "let the keystore make 32 random bytes")
            }
            VaultError::BadRecoveryCode(_) => {
                invalid("recovery_code", &words, "type the code as it stands on paper")
            }
            VaultError::EmptyPasscode => invalid("passcode", "is empty", "give at least one character"),
            VaultError::NoSlot => refused(words),
            VaultError::Missing { file, other_copy } => {
                Self::Missing { file: file.name().to_owned(), mendable: is_mendable(other_copy) }
            }
            VaultError::Truncated { file, other_copy, .. } => Self::Truncated {
                file: file.name().to_owned(),
                what: words,
                mendable: is_mendable(other_copy),
            },
            VaultError::Damaged { file, other_copy, .. } => {
                Self::Damaged { file: file.name().to_owned(), what: words, mendable: is_mendable(other_copy) }
            }
            VaultError::NewerVersion { file, found, known } => {
                Self::NewerVersion { file: file.name().to_owned(), found: found.into(), known: known.into() }
            }
            VaultError::RolledBack { .. } => Self::RolledBack { what: words },
            VaultError::AlreadyExists => Self::AlreadyExists { what: "something".to_owned() },
            VaultError::Io { file, kind } if is_protection(kind) => {
                Self::ReadOnly { file: file.name().to_owned() }
            }
            VaultError::Io { file, .. } => Self::Storage { file: file.name().to_owned(), what: words },
            VaultError::AbsurdKdf { file, .. } => {
                Self::Damaged { file: file.name().to_owned(), what: words, mendable: false }
            }
            VaultError::Stretch(StretchError::OutOfMemory { .. }) => {
                Self::Storage { file: "the memory".to_owned(), what: words }
            }
            VaultError::Stretch(StretchError::TooLong { .. }) => {
                invalid("passcode", &words, "give a shorter one")
            }
            VaultError::InboxFull => Self::InboxFull,
            VaultError::Entropy(_) => Self::Internal { what: words },
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let words = error.to_string();
        match error {
            StoreError::Vault(error) => error.into(),
            StoreError::Missing { file } => Self::Missing { file, mendable: false },
            StoreError::Truncated { file, .. } => Self::Truncated { file, what: words, mendable: false },
            StoreError::Foreign { file, .. } => Self::Damaged { file, what: words, mendable: false },
            StoreError::Damaged { file, what } => {
                let mendable = matches!(what, gradus_store::Problem::IndexColumns { .. });
                Self::Damaged { file, what: words, mendable }
            }
            StoreError::RolledBack { .. } => Self::RolledBack { what: words },
            StoreError::NewerVersion { file, found, known } => Self::NewerVersion { file, found, known },
            StoreError::AlreadyExists => Self::AlreadyExists { what: "something".to_owned() },
            StoreError::InDamagedFolder => refused(words),
            StoreError::Busy => Self::Busy,
            StoreError::DiskFull => Self::Storage { file: "the vault".to_owned(), what: words },
            StoreError::Io { file, kind } if is_protection(kind) => Self::ReadOnly { file },
            StoreError::Io { file, .. } => Self::Storage { file, what: words },
            StoreError::Interrupted => Self::Locked,
            StoreError::Entry(EntryError::Malformed { field }) => invalid(
                field,
                "lies outside what a diary can hold",
                "give a time between the years 0 and 9999",
            ),
            StoreError::Cipher { .. }
            | StoreError::Entropy(_)
            | StoreError::Entry(_)
            | StoreError::Wire(_)
            | StoreError::Internal { .. } => Self::Internal { what: words },
        }
    }
}

/// A header copy is renewed from the other one, a slot of the mark from the other and the journal. A mark that is gone
/// altogether is no small thing: without it nobody knows whether entries are missing.
fn is_mendable(other_copy: OtherCopy) -> bool {
    other_copy == OtherCopy::Intact
}

/// Whether the system keeps a place from being written, which is no fault of the device.
fn is_protection(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied)
}

/// Rounded up: nobody should come back too early.
pub(crate) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

fn invalid(field: &str, wrong: &str, right: &str) -> AppError {
    AppError::Invalid {
        problems: vec![Problem {
            line: None,
            field: field.to_owned(),
            wrong: wrong.to_owned(),
            right: right.to_owned(),
        }],
    }
}

fn refused(why: String) -> AppError {
    AppError::Refused { why }
}

/// What is wrong with a diary as a whole, as the shell sees it.
pub(crate) fn csv(error: CsvError) -> AppError {
    let (line, field, wrong, right) = error.problem();
    AppError::Invalid { problems: vec![Problem { line, field, wrong, right }] }
}

#[cfg(test)]
mod tests;
