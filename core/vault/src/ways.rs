//! Which ways lead into a vault, and how is one added, changed or closed?

use crate::disk::{Disk, OsDisk};
use crate::error::VaultError;
use crate::header::{Header, MOST_SLOTS};
use crate::opened::Opened;
use crate::recovery::RecoveryCode;
use crate::secret::NewPasscode;
use crate::slot::{Slot, SlotKind};
use gradus_crypto::Entropy;

/// One way into a vault, as it may be shown on a list. It has no name: what a person calls a phone or a finger is nobody's
/// business who finds the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WayIn {
    /// Names it in this vault for as long as it is there.
    pub id: u16,
    /// What it takes.
    pub kind: WayKind,
}

/// What a way into a vault takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayKind {
    /// A passcode alone.
    Passcode,
    /// A passcode and the secret of one device's keystore, both.
    OnDevice,
    /// A secret that a keystore gives out by itself, as after a fingerprint.
    Platform,
    /// The recovery code.
    Recovery,
    /// Something that a later version knows.
    Unknown,
}

impl Header {
    /// The ways into the vault, in the order in which they are stored. From [`crate::Sealed::header`] it is not
    /// authenticated: good for deciding what to ask for, and for nothing else.
    pub fn ways_in(&self) -> Vec<WayIn> {
        let way = |slot: &Slot| WayIn { id: slot.id, kind: kind(&slot.kind) };
        self.slots.iter().map(way).collect()
    }
}

impl Opened {
    /// Puts this passcode in the place of every other one. The old passcode stops working when this returns; data is not
    /// touched. Copies of the folder made before still open with the old passcode: only [`Opened::begin_rotation`]
    /// gives new data a key that they do not have.
    ///
    /// # Errors
    /// [`VaultError::EmptyPasscode`], [`VaultError::KeptSecretLength`], [`VaultError::Stretch`],
    /// [`VaultError::Entropy`]: nothing was written.
    /// [`VaultError::Io`]: the change may have reached one copy; either passcode may be the one in force.
    pub fn change_passcode(
        &mut self,
        new: &NewPasscode<'_>,
        entropy: &dyn Entropy,
    ) -> Result<(), VaultError> {
        self.change_passcode_on(&mut OsDisk, new, entropy)
    }

    /// Makes a new recovery code. The old one stops working when this returns.
    ///
    /// # Errors
    /// [`VaultError::Entropy`]: nothing was written. [`VaultError::Io`]: either code may be the one in force.
    pub fn renew_recovery_code(&mut self, entropy: &dyn Entropy) -> Result<RecoveryCode, VaultError> {
        let code = RecoveryCode::make(entropy)?;
        let is_recovery = |slot: &Slot| matches!(slot.kind, SlotKind::Recovery { .. });
        let header = replace_slots(self.header(), is_recovery, |id| {
            Slot::make_recovery(id, self.header().binding(), self.keys(), &code, entropy)
        })?;
        self.write(&mut OsDisk, header)?;
        Ok(code)
    }

    /// Lets a secret of a keystore open the vault from now on, beside everything that does already, and names it. With
    /// `replaced` it takes the place, and the id, of an earlier one, in one writing.
    ///
    /// # Errors
    /// [`VaultError::NoSuchWay`] where `replaced` is no way of this kind, [`VaultError::TooManyWays`],
    /// [`VaultError::KeptSecretLength`], [`VaultError::Entropy`]: nothing was written. [`VaultError::Io`]: the change may
    /// have reached one copy.
    pub fn add_platform_way(
        &mut self,
        secret: &[u8],
        replaced: Option<u16>,
        entropy: &dyn Entropy,
    ) -> Result<u16, VaultError> {
        let is_replaced =
            |slot: &Slot| Some(slot.id) == replaced && matches!(slot.kind, SlotKind::Platform { .. });
        if replaced.is_some() && !self.header().slots.iter().any(is_replaced) {
            return Err(VaultError::NoSuchWay);
        }
        let mut made = 0;
        let header = replace_slots(self.header(), is_replaced, |id| {
            made = id;
            Slot::make_platform(id, self.header().binding(), self.keys(), secret, entropy)
        })?;
        self.write(&mut OsDisk, header)?;
        Ok(made)
    }

    /// Closes a way into the vault. Copies of the folder made before still open by it.
    ///
    /// The recovery code stays: a keystore forgets, and so do people. It can be renewed.
    ///
    /// # Errors
    /// [`VaultError::NoSuchWay`], also for one that only a later version knows; [`VaultError::LastWay`] for the recovery code, and for a passcode where nothing else
    /// that lies in a head or on paper would open the vault: nothing was written. [`VaultError::Io`]: the change may have
    /// reached one copy.
    pub fn remove_way(&mut self, id: u16) -> Result<(), VaultError> {
        let mut header = self.header().clone();
        let place = header.slots.iter().position(|slot| slot.id == id).ok_or(VaultError::NoSuchWay)?;
        let removed = header.slots.remove(place);
        if matches!(removed.kind, SlotKind::Unknown { .. }) {
            return Err(VaultError::NoSuchWay);
        }
        let lasts = |slot: &Slot| matches!(slot.kind, SlotKind::Passcode { .. } | SlotKind::Recovery { .. });
        if matches!(removed.kind, SlotKind::Recovery { .. }) || !header.slots.iter().any(lasts) {
            return Err(VaultError::LastWay);
        }
        self.write(&mut OsDisk, header)
    }

    pub(crate) fn change_passcode_on(
        &mut self,
        disk: &mut dyn Disk,
        new: &NewPasscode<'_>,
        entropy: &dyn Entropy,
    ) -> Result<(), VaultError> {
        let takes_passcode = |slot: &Slot| slot.kind.takes_passcode();
        let header = replace_slots(self.header(), takes_passcode, |id| {
            Slot::make_passcode(id, self.header().binding(), self.keys(), new, entropy)
        })?;
        self.write(disk, header)
    }
}

fn kind(kind: &SlotKind) -> WayKind {
    match kind {
        SlotKind::Passcode { .. } => WayKind::Passcode,
        SlotKind::OnDevice { .. } => WayKind::OnDevice,
        SlotKind::Platform { .. } => WayKind::Platform,
        SlotKind::Recovery { .. } => WayKind::Recovery,
        SlotKind::Unknown { .. } => WayKind::Unknown,
    }
}

/// The header with one new slot in the place of all slots that `is_replaced` names; the others stay as they are.
fn replace_slots(
    header: &Header,
    is_replaced: impl Fn(&Slot) -> bool,
    make: impl FnOnce(u16) -> Result<Slot, VaultError>,
) -> Result<Header, VaultError> {
    let mut next = header.clone();
    let place = next.slots.iter().position(&is_replaced);
    let id = place.map_or_else(|| header.free_slot_id(), |place| next.slots[place].id);
    next.slots.retain(|slot| !is_replaced(slot));
    if next.slots.len() == MOST_SLOTS {
        return Err(VaultError::TooManyWays);
    }
    next.slots.insert(place.unwrap_or(next.slots.len()), make(id)?);
    Ok(next)
}

#[cfg(test)]
#[path = "ways_tests.rs"]
mod tests;
