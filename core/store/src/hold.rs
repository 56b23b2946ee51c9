//! One program at a time.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use crate::error::{In, StoreError};

/// Holds a vault folder for this store alone, until it is dropped or the program ends.
///
/// SQLite's own locks do not suffice on Unix: closing any descriptor of a file drops every lock that this process has on
/// it, so that a second look at `vault.db` from within the program would let another program in. This lock belongs to
/// its descriptor, and is taken before anything else is opened.
#[derive(Debug)]
pub struct Hold {
    folder: Option<File>,
}

impl Hold {
    /// Takes hold of the folder at `dir`.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when somebody has it, [`StoreError::Io`] when it cannot be opened.
    pub fn take(dir: &Path) -> Result<Self, StoreError> {
        // Elsewhere a folder cannot be opened as a file, and SQLite's locks belong to their descriptors as they are.
        if cfg!(not(unix)) {
            return Ok(Self { folder: None });
        }
        let failed = |error| In(".").io(error);
        let folder = File::open(dir).map_err(failed)?;
        match folder.try_lock() {
            Ok(()) => Ok(Self { folder: Some(folder) }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
            // A file system without such locks: SQLite's are what there is.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(Self { folder: None })
            }
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    /// Whether nobody else holds the folder. Where there are no such locks, nobody can tell.
    pub(crate) fn is_certain(&self) -> bool {
        self.folder.is_some()
    }
}
