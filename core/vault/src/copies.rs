//! What do the two copies of the header look like, and what follows from both together?

use crate::disk::read_bounded;
use crate::error::{DamagedPart, OtherCopy, VaultError, VaultFile};
use crate::header::Header;
use crate::keys::Keys;
use crate::layout::{Fault, MOST_HEADER_BYTES, authenticate};
use crate::names::is_of_a_vault;
use crate::secret::Secret;
use crate::slot::{SlotKind, UnwrapError};
use std::fs;
use std::io;
use std::path::Path;

/// One copy that is whole as far as its checksum tells.
#[derive(Debug)]
pub(crate) struct Copy {
    pub(crate) file: VaultFile,
    pub(crate) header: Header,
    pub(crate) bytes: Vec<u8>,
}

/// Both files as they were found, in the order in which they are written.
pub(crate) struct Copies(pub(crate) [(VaultFile, Result<Copy, Fault>); 2]);

impl Copies {
    /// Reads both files of `dir`, changing nothing.
    pub(crate) fn read(dir: &Path) -> Self {
        Self([VaultFile::Header, VaultFile::HeaderCopy].map(|file| (file, read_copy(dir, file))))
    }

    /// Both copies, if both are whole; else the error that says best what is wrong.
    pub(crate) fn both(self, dir: &Path) -> Result<[Copy; 2], VaultError> {
        self.refuse_unmendable()?;
        match self.0 {
            [(_, Ok(first)), (_, Ok(second))] => Ok([first, second]),
            [(file, Err(fault)), (_, Ok(_))] | [(_, Ok(_)), (file, Err(fault))] => {
                Err(fault.of(file, OtherCopy::Intact))
            }
            [(file, Err(first)), (_, Err(second))] => Err(neither(dir, file, first, second)),
        }
    }

    /// Whether a passcode opens this vault only together with a secret of its device, as far as a copy can be read.
    pub(crate) fn ask_for_a_device(&self) -> bool {
        let mut readable = self.0.iter().filter_map(|(_, reading)| reading.as_ref().ok());
        readable
            .any(|copy| copy.header.slots.iter().any(|slot| matches!(slot.kind, SlotKind::OnDevice { .. })))
    }

    /// A newer format or a refusing disk comes before anything that mending could heal.
    pub(crate) fn refuse_unmendable(&self) -> Result<(), VaultError> {
        self.refuse(|fault| matches!(fault, Fault::Newer { .. } | Fault::Io(_)))
    }

    /// A newer format comes before anything that can still be read.
    pub(crate) fn refuse_newer(&self) -> Result<(), VaultError> {
        self.refuse(|fault| matches!(fault, Fault::Newer { .. }))
    }

    fn refuse(&self, is_refused: impl Fn(&Fault) -> bool) -> Result<(), VaultError> {
        let refused = self.0.iter().find_map(|(file, reading)| {
            let fault = reading.as_ref().err().filter(|fault| is_refused(fault))?;
            Some(fault.of(*file, OtherCopy::None))
        });
        refused.map_or(Ok(()), Err)
    }
}

impl Copy {
    /// The keys that `secret` unwraps from this copy's slots, once the whole header is authenticated with them.
    pub(crate) fn unlock(&self, secret: &Secret<'_>, other_copy: OtherCopy) -> Result<Keys, VaultError> {
        let damaged = |what| VaultError::Damaged { file: self.file, what, other_copy };
        let mut slots = self.header.slots.iter().filter(|slot| slot.takes(secret)).peekable();
        if slots.peek().is_none() {
            return Err(self.no_slot(secret));
        }
        for slot in slots {
            let unwrapped = slot.unwrap_keys(self.header.binding(), secret);
            let keys = unwrapped.map_err(|error| match error {
                UnwrapError::Damaged => damaged(DamagedPart::Slot),
                UnwrapError::Stretch(error) => error.into(),
            })?;
            if let Some(keys) = keys {
                return if self.is_authentic(&keys) {
                    Ok(keys)
                } else {
                    Err(damaged(DamagedPart::Authentication))
                };
            }
        }
        Err(VaultError::WrongSecret)
    }

    /// A passcode that opens only beside a secret of another device is not a wrong one.
    fn no_slot(&self, secret: &Secret<'_>) -> VaultError {
        let asks_for_device =
            self.header.slots.iter().any(|slot| matches!(slot.kind, SlotKind::OnDevice { .. }));
        if asks_for_device && secret.is_passcode() {
            VaultError::DeviceSecretGone
        } else {
            VaultError::NoSlot
        }
    }

    /// Whether this copy was written by somebody with these keys.
    pub(crate) fn is_authentic(&self, keys: &Keys) -> bool {
        self.header.vault_id == keys.vault_id() && authenticate(&self.bytes, &keys.header_key()).is_ok()
    }
}

fn read_copy(dir: &Path, file: VaultFile) -> Result<Copy, Fault> {
    let bytes = read_bounded(dir, file, MOST_HEADER_BYTES).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Fault::Missing,
        kind => Fault::Io(kind),
    })?;
    Ok(Copy { file, header: Header::from_bytes(&bytes)?, bytes })
}

/// No copy is whole. Without any trace of a vault this is somebody else's folder; otherwise the first fault counts.
fn neither(dir: &Path, file: VaultFile, first: Fault, second: Fault) -> VaultError {
    let no_trace = |fault| matches!(fault, Fault::Missing | Fault::Foreign);
    let is_other = |name: &str| is_of_a_vault(name) && !name.starts_with(VaultFile::Header.name());
    let has_other_files = || match fs::read_dir(dir) {
        Ok(mut found) => {
            found.any(|entry| entry.map_or(true, |entry| is_other(&entry.file_name().to_string_lossy())))
        }
        Err(_) => true,
    };
    if no_trace(first) && no_trace(second) && !(dir.is_dir() && has_other_files()) {
        return VaultError::NotAVault;
    }
    first.of(file, OtherCopy::NotIntact)
}
