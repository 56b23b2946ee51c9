use std::io;

use gradus_crypto::EntropyError;
use gradus_journal::{EntryError, WireError};
use gradus_sqlcipher_ring::{OpeningError, StartError};
use gradus_vault::VaultError;
use rusqlite::ErrorCode;

use crate::problem::Problem;

/// Why the store did not do what it was asked. No arm is followed by writing, and none carries what was logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Header, keys or mark.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The database is not there.
    #[error("{file} is missing")]
    Missing {
        /// Its name.
        file: String,
    },
    /// The database ends too early.
    #[error("{file} is cut short after {found_bytes} bytes")]
    Truncated {
        /// Its name.
        file: String,
        /// How long it is.
        found_bytes: u64,
    },
    /// The file is a database without encryption, or another file stands in its place.
    #[error("{file} is not an encrypted database of this program: {what}")]
    Foreign {
        /// Its name.
        file: String,
        /// What is there instead.
        what: &'static str,
    },
    /// The key is right and the content is not what was written.
    #[error("{file} is damaged: {what}")]
    Damaged {
        /// Its name.
        file: String,
        /// What does not hold.
        what: Problem,
    },
    /// Entries that were there when `vault.mark` was written are gone, or others stand in their place.
    #[error(
        "{found} entries are there and do not continue the {marked} that vault.mark has seen: an older state was put back"
    )]
    RolledBack {
        /// How many entries the mark knows.
        marked: u64,
        /// How many are there.
        found: u64,
    },
    /// A later version of this program wrote the database. It was not touched.
    #[error("{file} has schema {found}; this version knows schemas up to {known}")]
    NewerVersion {
        /// Its name.
        file: String,
        /// Its schema.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// Something is already there; a vault is made in an empty place only.
    #[error("the folder is not empty; a vault is made in an empty place only")]
    AlreadyExists,
    /// What is saved of a damaged vault is not put into its own folder, in which nothing is written.
    #[error("the new vault cannot lie in the folder of the damaged one")]
    InDamagedFolder,
    /// Another program, or another part of this one, has the vault open.
    #[error("the vault is open elsewhere; close it there and try again")]
    Busy,
    /// No space is left; nothing was written.
    #[error("no space is left; nothing was written")]
    DiskFull,
    /// The operating system refused.
    #[error("{file} could not be read or written: {kind}")]
    Io {
        /// Its name.
        file: String,
        /// What the operating system said.
        kind: io::ErrorKind,
    },
    /// The running call was interrupted; nothing was written.
    #[error("interrupted; nothing was written")]
    Interrupted,
    /// This build does not encrypt as it should. Nothing was read or written.
    #[error("this build's encryption is not the expected one: {what}")]
    Cipher {
        /// Which answer was wrong.
        what: String,
    },
    /// No random bytes could be had; nothing was written.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// What was to be written cannot become an entry; nothing was written.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// What was to be written cannot be put into words; nothing was written.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// A fault of this program.
    #[error("an internal fault: {what}")]
    Internal {
        /// What SQLite said, in its own code.
        what: String,
    },
}

/// Which file an SQL error is about, so that it can be told.
#[derive(Clone, Copy)]
pub(crate) struct In<'f>(pub(crate) &'f str);

impl In<'_> {
    // SQLite's messages can hold values; only its codes are taken over.
    pub(crate) fn sql(self, error: rusqlite::Error) -> StoreError {
        let file = self.0.to_owned();
        let rusqlite::Error::SqliteFailure(failure, _) = &error else {
            return self.unexpected(&error);
        };
        let io = |kind| StoreError::Io { file: file.clone(), kind };
        match failure.code {
            ErrorCode::NotADatabase => StoreError::Damaged { file, what: Problem::FirstPage },
            ErrorCode::DatabaseCorrupt => StoreError::Damaged { file, what: Problem::Unreadable },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
                StoreError::Busy
            }
            ErrorCode::DiskFull => StoreError::DiskFull,
            ErrorCode::OperationInterrupted => StoreError::Interrupted,
            ErrorCode::PermissionDenied => io(io::ErrorKind::PermissionDenied),
            ErrorCode::ReadOnly => io(io::ErrorKind::ReadOnlyFilesystem),
            // The database was looked at before: what cannot be opened is the log that SQLite would make beside it.
            ErrorCode::CannotOpen => io(io::ErrorKind::PermissionDenied),
            ErrorCode::SystemIoFailure => io(io::ErrorKind::Other),
            ErrorCode::OutOfMemory => io(io::ErrorKind::OutOfMemory),
            _ => StoreError::Internal { what: format!("SQLite code {}", failure.extended_code) },
        }
    }

    pub(crate) fn io(self, error: io::Error) -> StoreError {
        match error.kind() {
            io::ErrorKind::NotFound => StoreError::Missing { file: self.0.to_owned() },
            io::ErrorKind::StorageFull => StoreError::DiskFull,
            kind => StoreError::Io { file: self.0.to_owned(), kind },
        }
    }

    pub(crate) fn damaged(self, what: Problem) -> StoreError {
        StoreError::Damaged { file: self.0.to_owned(), what }
    }

    pub(crate) fn opening(self, error: OpeningError<rusqlite::Error>) -> StoreError {
        match error {
            OpeningError::Sql { source, .. } => self.sql(source),
            answer @ OpeningError::Answer { .. } => StoreError::Cipher { what: answer.to_string() },
        }
    }

    /// A column of another type than the schema allows is damage; anything else is ours.
    fn unexpected(self, error: &rusqlite::Error) -> StoreError {
        match error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::QueryReturnedNoRows => self.damaged(Problem::Row),
            other => StoreError::Internal { what: kind_of(other) },
        }
    }
}

impl From<StartError> for StoreError {
    fn from(error: StartError) -> Self {
        Self::Cipher { what: error.to_string() }
    }
}

/// The name of the arm alone.
fn kind_of(error: &rusqlite::Error) -> String {
    let shown = format!("{error:?}");
    shown.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
}
