//! Does this folder hold a vault, and does this secret open it?

use crate::copies::{Copies, Copy};
use crate::error::{DamagedPart, OtherCopy, VaultError};
use crate::header::Header;
use crate::opened::{CopyState, Opened};
use crate::secret::Secret;
use std::path::{Path, PathBuf};

/// Looks at the vault in `dir` without any secret. Reads both copies of the header and changes nothing.
///
/// # Errors
/// Every arm of [`VaultError`] that can be told without a secret; above all, one bad copy beside an intact one is
/// an error that says so, and [`crate::Mending`] is the way out.
pub fn inspect(dir: &Path) -> Result<Sealed, VaultError> {
    let [first, second] = Copies::read(dir).both(dir)?;
    // On equal epochs the copies should be equal; `unlock` tells when they are not.
    let (newer, older) =
        if second.header.epoch > first.header.epoch { (second, first) } else { (first, second) };
    Ok(Sealed { dir: dir.to_owned(), newer, older })
}

/// A vault whose header is whole but not yet authenticated.
#[derive(Debug)]
pub struct Sealed {
    dir: PathBuf,
    newer: Copy,
    older: Copy,
}

impl Sealed {
    /// What the newer copy says. Not authenticated: good for deciding what to ask for, and for nothing else.
    pub fn header(&self) -> &Header {
        &self.newer.header
    }

    /// Opens the vault with its newer copy; after a wrong secret it can be tried again. A passcode takes as long as its slot's stretching asks for.
    ///
    /// When a crash came between the two copies of a writing, they are of different epochs: the newer wins, and
    /// [`Opened::copies`] says so.
    ///
    /// # Errors
    /// [`VaultError::WrongSecret`] when no slot fits, [`VaultError::NoSlot`] when there is none of this kind,
    /// [`VaultError::DeviceSecretGone`] when the passcode opens only beside a device secret that was not given,
    /// [`VaultError::EmptyPasscode`], [`VaultError::KeptSecretLength`], [`VaultError::Stretch`], and [`VaultError::Damaged`] when the secret is
    /// right but a slot or a whole copy is not authentic, or both are and disagree.
    pub fn unlock(&self, secret: &Secret<'_>) -> Result<Opened, VaultError> {
        secret.check()?;
        let keys = self.newer.unlock(secret, OtherCopy::Intact)?;
        let copies = self.compare(|older| older.is_authentic(&keys))?;
        Ok(Opened::new(self.dir.clone(), keys, self.newer.header.clone(), copies))
    }

    fn compare(&self, is_authentic: impl Fn(&Copy) -> bool) -> Result<CopyState, VaultError> {
        let (newer, older) = (&self.newer, &self.older);
        if newer.bytes == older.bytes {
            return Ok(CopyState::Agree);
        }
        let damaged = |what| VaultError::Damaged { file: older.file, what, other_copy: OtherCopy::Intact };
        // After a rotation cut short, the older copy belongs to the generation before: another data key wrote it.
        let checkable = older.header.key_generation == newer.header.key_generation;
        if older.header.vault_id != newer.header.vault_id {
            return Err(damaged(DamagedPart::OtherVault));
        }
        if checkable && !is_authentic(older) {
            return Err(damaged(DamagedPart::Authentication));
        }
        if older.header.epoch == newer.header.epoch {
            return Err(damaged(DamagedPart::CopiesDisagree));
        }
        Ok(CopyState::Differ { older: older.file, older_epoch: older.header.epoch })
    }
}

#[cfg(test)]
#[path = "sealed_tests.rs"]
mod tests;
