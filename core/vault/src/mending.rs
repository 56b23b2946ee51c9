//! How is one bad copy of the header put right, without believing a wrong one?

use crate::copies::{Copies, Copy};
use crate::disk::{OsDisk, replace};
use crate::error::{OtherCopy, VaultError, VaultFile};
use crate::opened::{CopyState, Opened};
use crate::secret::Secret;
use std::path::{Path, PathBuf};

/// Whether mending may take an older state of the vault for the true one. What was written after that state is lost, so
/// only a person decides this, and never unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OlderState {
    /// What might be an older state is an error, as in opening.
    Refuse,
    /// What is there counts from now on.
    Accept,
}

/// What [`Mending::finish`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mended {
    /// Both copies were whole, authentic and equal. Nothing was written.
    Nothing,
    /// This copy was written anew from the other.
    Rewrote(VaultFile),
}

/// A vault that one trusted copy of the header opens, before the other copy is written anew.
///
/// Nothing is written until [`Mending::finish`]: first hold the folder, open the database with [`Mending::opened`] and
/// compare the epoch with what it has recorded.
#[derive(Debug)]
pub struct Mending {
    dir: PathBuf,
    opened: Opened,
    bad: Option<(VaultFile, Vec<u8>)>,
}

impl Mending {
    /// Looks for the copy that `secret` opens and that is authentic.
    ///
    /// A newer copy that this secret does not open may be the work of a forger, or of a rotation of the keys after
    /// which another secret counts. An older copy of the same key generation tells which; one of another generation
    /// cannot, and is taken only where `older` says so.
    ///
    /// # Errors
    /// [`VaultError`] as from [`crate::inspect`] and [`crate::Sealed::unlock`] when no copy can be trusted.
    /// [`VaultError::NewerVersion`] when either copy is from a later version. Nothing is written.
    pub fn prepare(dir: &Path, secret: &Secret<'_>, older: OlderState) -> Result<Self, VaultError> {
        secret.check()?;
        let copies = Copies::read(dir);
        copies.refuse_unmendable()?;
        Self::of(dir, copies, secret, older)
    }

    /// The vault as [`Mending::prepare`] opens it without an older state, to be read and never written again: a copy that the
    /// medium does not give out stops nobody where the other one can be trusted.
    ///
    /// # Errors
    /// As [`Mending::prepare`]; [`VaultError::Io`] where neither copy is whole and one cannot be read.
    pub fn read_only(dir: &Path, secret: &Secret<'_>) -> Result<Opened, VaultError> {
        secret.check()?;
        let copies = Copies::read(dir);
        copies.refuse_newer()?;
        Ok(Self::of(dir, copies, secret, OlderState::Refuse)?.opened)
    }

    fn of(dir: &Path, copies: Copies, secret: &Secret<'_>, older: OlderState) -> Result<Self, VaultError> {
        let (good, bad) = match copies.0 {
            [(_, Ok(good)), (bad, Err(_))] | [(bad, Err(_)), (_, Ok(good))] => (good, Some(bad)),
            _ => trusted_of_two(copies.both(dir)?, secret, older)?,
        };
        let keys = good.unlock(secret, OtherCopy::NotIntact)?;
        let opened = Opened::new(dir.to_owned(), keys, good.header, CopyState::Agree);
        Ok(Self { dir: dir.to_owned(), opened, bad: bad.map(|file| (file, good.bytes)) })
    }

    /// The vault as the trusted copy opens it.
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    /// Writes the other copy anew, if it is bad.
    ///
    /// # Errors
    /// [`VaultError::Io`] when the disk refuses; then nothing changed.
    pub fn finish(self) -> Result<Mended, VaultError> {
        match self.bad {
            None => Ok(Mended::Nothing),
            Some((file, bytes)) => {
                replace(&mut OsDisk, &self.dir, file, &bytes).map(|()| Mended::Rewrote(file))
            }
        }
    }
}

/// Of two whole copies the one to keep, and the file to rewrite; `None` when both are the same.
fn trusted_of_two(
    [first, second]: [Copy; 2],
    secret: &Secret<'_>,
    older_state: OlderState,
) -> Result<(Copy, Option<VaultFile>), VaultError> {
    let (newer, older) =
        if second.header.epoch > first.header.epoch { (second, first) } else { (first, second) };
    match newer.unlock(secret, OtherCopy::Intact) {
        Ok(_) if newer.bytes == older.bytes => Ok((newer, None)),
        Ok(_) => Ok((newer, Some(older.file))),
        Err(
            reason @ (VaultError::Damaged { .. }
            | VaultError::WrongSecret
            | VaultError::NoSlot
            | VaultError::DeviceSecretGone),
        ) => {
            // The newer copy may be forged, slots and all. It is, if the older one's key did not write it.
            // That no copy takes the secret is told as such, so that it counts as a wrong one whatever the newer copy is.
            let keys = older.unlock(secret, OtherCopy::NotIntact).map_err(|error| match error {
                VaultError::WrongSecret => error,
                _ => reason.clone(),
            })?;
            let same_generation = newer.header.key_generation == older.header.key_generation;
            let is_forged = same_generation && !newer.is_authentic(&keys);
            if is_forged || (!same_generation && older_state == OlderState::Accept) {
                return Ok((older, Some(newer.file)));
            }
            Err(reason)
        }
        Err(other) => Err(other),
    }
}

#[cfg(test)]
#[path = "mending_tests.rs"]
mod tests;
