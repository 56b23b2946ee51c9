//! Where the database lies, and where its freshness mark lies beside it.

use std::fmt;
use std::path::{Path, PathBuf};

use gradus_vault::{Keys, Mark, MarkFile, VaultError};

use crate::hold::Hold;

/// What a store rests on.
pub(crate) enum Medium {
    /// A vault folder with `vault.mark` in it, held for this store alone.
    Folder {
        dir: PathBuf,
        mark: MarkFile,
        _hold: Hold,
        /// How many more writings of the mark the disk refuses.
        #[cfg(test)]
        refusals: u32,
    },
    /// Memory alone: no file, and nothing left when the store is dropped.
    Memory { mark: Mark },
}

impl Medium {
    pub(crate) fn folder(dir: &Path, mark: MarkFile, hold: Hold) -> Self {
        Self::Folder {
            dir: dir.to_owned(),
            mark,
            _hold: hold,
            #[cfg(test)]
            refusals: 0,
        }
    }

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
            #[cfg(test)]
            Self::Folder { refusals: refusals @ 1.., .. } => {
                *refusals -= 1;
                Err(VaultError::Io { file: gradus_vault::VaultFile::Mark, kind: std::io::ErrorKind::Other })
            }
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

#[cfg(test)]
mod tests {
    use std::fs;

    use gradus_crypto::KdfParams;
    use gradus_crypto::testing::SeededEntropy;
    use gradus_journal::{Draft, Kind, Moment, PersonId};
    use gradus_vault::{NewPasscode, Opened, Secret, VaultFile, inspect};
    use tempfile::TempDir;

    use super::*;
    use crate::error::StoreError;
    use crate::store::Store;

    fn now() -> Moment {
        Moment::new(Default::default(), 0, Default::default())
    }

    fn append(store: &mut Store) {
        let draft = Draft {
            kind: Kind::Unknown(500),
            person: PersonId([1; 16]),
            effective: Default::default(),
            imported: false,
            clock_suspect: false,
            targets: Vec::new(),
            body: b"one".to_vec(),
        };
        store.append(vec![draft], &now(), &SeededEntropy::new(2)).expect("appends all the same");
    }

    /// A vault whose disk refuses so many writings of the mark, its keys, and the database as it was before.
    fn vault(refused: u32) -> (TempDir, PathBuf, Opened, Vec<u8>, Store) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (dir, entropy) = (folder.path().join("vault"), SeededEntropy::new(1));
        let build = |dir: &Path| gradus_vault::create(dir, b"1", KdfParams::FLOOR, &entropy);
        let made = Store::create(&dir, &now(), &entropy, build).expect("a vault");
        let sealed = inspect(&dir).expect("whole");
        let opened = sealed.unlock(&Secret::Recovery(&made.recovery_code)).expect("the code");
        let before = fs::read(dir.join("vault.db")).expect("readable");
        let mut store = made.store;
        let Medium::Folder { refusals, .. } = &mut store.medium else { panic!("it lies in a folder") };
        *refusals = refused;
        (folder, dir, opened, before, store)
    }

    const REFUSED: StoreError =
        StoreError::Vault(VaultError::Io { file: VaultFile::Mark, kind: std::io::ErrorKind::Other });

    #[test]
    fn a_mark_that_was_refused_is_written_again_so_that_an_older_database_is_seen() {
        let verify = |mut store: Store| store.verify().map(|outcome| assert!(outcome.is_sound()));
        for close in [verify as fn(Store) -> Result<(), StoreError>, Store::shut] {
            let (_folder, dir, opened, before, mut store) = vault(1);
            append(&mut store);
            close(store).expect("the disk is well again");
            fs::write(dir.join("vault.db"), before).expect("an older state");
            fs::write(dir.join("vault.db-wal"), "").expect("without its log");
            let refused = Store::open(&dir, &opened).expect_err("older");
            assert_eq!(refused, StoreError::RolledBack { marked: 2, found: 1 });
        }
    }

    #[test]
    fn a_mark_that_cannot_be_written_is_told_and_everything_else_is_done() {
        let (_folder, dir, opened, _, mut store) = vault(u32::MAX);
        append(&mut store);
        assert_eq!(store.verify(), Err(REFUSED));
        assert_eq!(store.shut(), Err(REFUSED));
        assert!(!dir.join("vault.db-wal").exists(), "closed in good order");
        assert_eq!(Store::open(&dir, &opened).map(|(_, entries)| entries.len()), Ok(2));
    }

    #[test]
    fn the_key_is_renewed_beside_a_mark_that_cannot_be_written() {
        let (_folder, dir, opened, _, mut store) = vault(2);
        append(&mut store);
        let entropy = SeededEntropy::new(3);
        let begin =
            |vault: &Opened| vault.begin_rotation(&NewPasscode::alone(b"2", KdfParams::FLOOR), &entropy);
        let rotated = store.rotate(opened, begin, &now(), &entropy).expect("under a new mark");
        store.shut().expect("shuts");
        let sealed = inspect(&dir).expect("whole");
        let opened = sealed.unlock(&Secret::Recovery(&rotated.recovery_code)).expect("the new code");
        let seen = MarkFile::read(&dir, opened.keys()).expect("whole").arrival_number;
        assert_eq!(Store::open(&dir, &opened).map(|(_, entries)| entries.len() as u64), Ok(seen));
    }
}
