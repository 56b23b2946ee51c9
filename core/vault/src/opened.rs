//! What can be done with a vault that is open: its keys, its header, and a new generation of both.

use crate::disk::{Disk, OsDisk, claim_empty_folder, replace};
use crate::error::{VaultError, VaultFile};
use crate::header::{Header, VaultId};
use crate::keys::Keys;
use crate::names::{FIRST_DATABASE_FILE, database_file};
use crate::recovery::RecoveryCode;
use crate::secret::NewPasscode;
use crate::slot::Slot;
use crate::tries;
use gradus_crypto::{Entropy, KdfParams, make_bytes};
use std::fmt;
use std::path::{Path, PathBuf};

/// Makes a vault in an existing, empty folder: both copies of the header, with a passcode and a recovery slot, and the
/// count of wrong passcodes.
///
/// The folder is closed to everybody but its owner (on Unix). Make it beside its final place and rename it once
/// database and mark are in it too. When this fails, the folder may hold a part of a vault: throw it away.
///
/// # Errors
/// [`VaultError::EmptyPasscode`], [`VaultError::Stretch`], [`VaultError::Entropy`]: nothing was written.
/// [`VaultError::AlreadyExists`] when the folder is not empty, [`VaultError::Io`] when it is not there or refuses.
pub fn create(
    dir: &Path,
    passcode: &[u8],
    params: KdfParams,
    entropy: &dyn Entropy,
) -> Result<Created, VaultError> {
    create_with(dir, &NewPasscode::alone(passcode, params), entropy)
}

/// As [`create`], with a passcode that may ask for a secret of this device beside it.
///
/// # Errors
/// As [`create`], and [`VaultError::KeptSecretLength`].
pub fn create_with(
    dir: &Path,
    passcode: &NewPasscode<'_>,
    entropy: &dyn Entropy,
) -> Result<Created, VaultError> {
    create_after(dir, passcode, 0, entropy)
}

/// As [`create_with`], for a journal that was in another vault before: its header counts on from `epoch`, the greatest that
/// the journal has recorded, so that none of that vault is taken for it.
///
/// # Errors
/// As [`create_with`].
pub fn create_after(
    dir: &Path,
    passcode: &NewPasscode<'_>,
    epoch: u64,
    entropy: &dyn Entropy,
) -> Result<Created, VaultError> {
    claim_empty_folder(dir)?;
    let vault_id = VaultId(make_bytes(entropy)?);
    let blank = Header {
        vault_id,
        epoch,
        key_generation: 1,
        database_file: FIRST_DATABASE_FILE.to_owned(),
        slots: Vec::new(),
    };
    let keys = Keys::make(blank.binding(), entropy)?;
    let (header, recovery_code) = with_both_slots(blank, &keys, passcode, entropy)?;
    let mut opened = Opened::new(dir.to_owned(), keys, header.clone(), CopyState::Agree);
    opened.write(&mut OsDisk, header)?;
    tries::create_fresh(dir)?;
    Ok(Created { opened, recovery_code })
}

/// A vault just made. Show the recovery code once; it cannot be shown again.
#[derive(Debug)]
pub struct Created {
    /// The vault, open.
    pub opened: Opened,
    /// The code on paper.
    pub recovery_code: RecoveryCode,
}

/// How the two copies of the header compare. Both are authentic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyState {
    /// They are equal.
    Agree,
    /// A crash came between the two: the newer one is in force, this one is older. [`Opened::settle`] or the next
    /// change of a slot makes them equal.
    Differ {
        /// The older copy.
        older: VaultFile,
        /// Its epoch.
        older_epoch: u64,
    },
}

/// An open vault: authenticated header and keys. Dropping it wipes the keys.
pub struct Opened {
    dir: PathBuf,
    keys: Keys,
    header: Header,
    copies: CopyState,
    /// The highest epoch that was ever handed to the disk, also by a writing that failed: no epoch is used twice.
    last_tried_epoch: u64,
}

impl Opened {
    pub(crate) fn new(dir: PathBuf, keys: Keys, header: Header, copies: CopyState) -> Self {
        let last_tried_epoch = header.epoch;
        Self { dir, keys, header, copies, last_tried_epoch }
    }

    /// The keys of database, mark and journal.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The header in force.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// How the two copies compare.
    pub fn copies(&self) -> CopyState {
        self.copies
    }

    /// Gives up the header and keeps the keys.
    pub fn into_keys(self) -> Keys {
        self.keys
    }

    /// Checks both copies against the least epoch that the database has recorded. Record [`Header::epoch`] there
    /// after [`create`], [`Opened::settle`] and every change of a slot has returned.
    ///
    /// # Errors
    /// [`VaultError::RolledBack`] when either copy is older: somebody put an old file back.
    pub fn check_epoch(&self, least_epoch: u64) -> Result<(), VaultError> {
        let found_epoch = match self.copies {
            CopyState::Agree => self.header.epoch,
            CopyState::Differ { older_epoch, .. } => older_epoch.min(self.header.epoch),
        };
        if found_epoch < least_epoch {
            return Err(VaultError::RolledBack { found_epoch, least_epoch });
        }
        Ok(())
    }

    /// Makes the copies equal if a crash left them different. Writes nothing if they agree.
    ///
    /// # Errors
    /// [`VaultError::Io`] when the disk refuses.
    pub fn settle(&mut self) -> Result<(), VaultError> {
        match self.copies {
            CopyState::Agree => Ok(()),
            CopyState::Differ { .. } => self.write(&mut OsDisk, self.header.clone()),
        }
    }

    /// Makes a new data key and a header for it, writing nothing yet. Build and check the new database with
    /// [`Rotation::keys`] under the name that [`Rotation::header`] gives (`vault.g2.db` for the second generation,
    /// and so on), then hand the rotation to [`Opened::commit_rotation`].
    ///
    /// Only passcode and recovery code are wrapped anew; every other slot is dropped.
    ///
    /// # Errors
    /// [`VaultError::EmptyPasscode`], [`VaultError::KeptSecretLength`], [`VaultError::Stretch`], [`VaultError::Entropy`].
    pub fn begin_rotation(
        &self,
        passcode: &NewPasscode<'_>,
        entropy: &dyn Entropy,
    ) -> Result<Rotation, VaultError> {
        let key_generation = self.header.key_generation + 1;
        let blank = Header {
            key_generation,
            database_file: database_file(key_generation),
            slots: Vec::new(),
            ..self.header.clone()
        };
        let keys = Keys::make(blank.binding(), entropy)?;
        let (header, recovery_code) = with_both_slots(blank, &keys, passcode, entropy)?;
        Ok(Rotation { keys, header, recovery_code })
    }

    /// Puts the new header in force. From here on the vault opens the new database with the new key.
    ///
    /// # Errors
    /// [`VaultError::Io`]: the old or the new generation may be in force; keep both database files and unlock anew.
    pub fn commit_rotation(mut self, rotation: Rotation) -> Result<Created, VaultError> {
        self.keys = rotation.keys;
        self.write(&mut OsDisk, rotation.header)?;
        Ok(Created { opened: self, recovery_code: rotation.recovery_code })
    }

    /// Writes both copies under the next epoch; success only after both.
    pub(crate) fn write(&mut self, disk: &mut dyn Disk, mut header: Header) -> Result<(), VaultError> {
        self.last_tried_epoch += 1;
        header.epoch = self.last_tried_epoch;
        let bytes = header.to_bytes(&self.keys.header_key());
        for file in [VaultFile::Header, VaultFile::HeaderCopy] {
            replace(disk, &self.dir, file, &bytes)?;
        }
        self.header = header;
        self.copies = CopyState::Agree;
        Ok(())
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("keys", &self.keys)
            .field("header", &self.header)
            .field("copies", &self.copies)
            .finish_non_exhaustive()
    }
}

/// A new key generation that is not in force yet.
#[derive(Debug)]
pub struct Rotation {
    keys: Keys,
    header: Header,
    recovery_code: RecoveryCode,
}

impl Rotation {
    /// The keys of the new generation, for writing the new database.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The header as it will be, its epoch aside.
    pub fn header(&self) -> &Header {
        &self.header
    }
}

/// `blank` with a fresh passcode slot (id 1) and a fresh recovery slot (id 2).
fn with_both_slots(
    mut blank: Header,
    keys: &Keys,
    passcode: &NewPasscode<'_>,
    entropy: &dyn Entropy,
) -> Result<(Header, RecoveryCode), VaultError> {
    let binding = blank.binding();
    let code = RecoveryCode::make(entropy)?;
    blank.slots = vec![
        Slot::make_passcode(1, binding, keys, passcode, entropy)?,
        Slot::make_recovery(2, binding, keys, &code, entropy)?,
    ];
    Ok((blank, code))
}

#[cfg(test)]
#[path = "opened_tests.rs"]
mod tests;
