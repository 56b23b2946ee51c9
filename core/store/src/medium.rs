//! Where the database lies, and where its freshness mark lies beside it.

use std::fmt;
use std::path::PathBuf;

use gradus_vault::{Keys, Mark, MarkFile, VaultError};

use crate::hold::Hold;

/// What a store rests on.
pub(crate) enum Medium {
    /// A vault folder with `vault.mark` in it, held for this store alone.
    Folder { dir: PathBuf, mark: MarkFile, _hold: Hold },
    /// Memory alone: no file, and nothing left when the store is dropped.
    Memory { mark: Mark },
}

impl Medium {
    /// How far the journal had come when this was last noted.
    pub(crate) fn mark(&self) -> &Mark {
        match self {
            Self::Folder { mark, .. } => mark.mark(),
            Self::Memory { mark } => mark,
        }
    }

    /// Notes how far the journal has come, without waiting for the disk.
    pub(crate) fn note(&mut self, now_at: &Mark) -> Result<(), VaultError> {
        match self {
            Self::Folder { mark, .. } => mark.write(now_at),
            Self::Memory { mark } => {
                *mark = *now_at;
                Ok(())
            }
        }
    }

    /// Waits until the mark is where it lasts.
    pub(crate) fn sync(&self) -> Result<(), VaultError> {
        match self {
            Self::Folder { mark, .. } => mark.sync(),
            Self::Memory { .. } => Ok(()),
        }
    }

    /// Puts another mark in the place of whatever is there: the vault begins a new life.
    pub(crate) fn replace_mark(&mut self, keys: &Keys, truth: &Mark) -> Result<(), VaultError> {
        match self {
            Self::Folder { dir, mark, .. } => *mark = MarkFile::mend(dir, keys, truth)?,
            Self::Memory { mark } => *mark = *truth,
        }
        Ok(())
    }
}

impl fmt::Debug for Medium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder { dir, .. } => write!(f, "{}", dir.display()),
            Self::Memory { .. } => write!(f, "memory"),
        }
    }
}
