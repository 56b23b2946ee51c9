//! What do `vault.hdr` and `vault.hdr2` say, and how do their bytes lie?
//!
//! # Header format, version 1
//!
//! Both files hold the same bytes. All numbers are unsigned and big-endian.
//!
//! | offset | bytes | field |
//! |---|---|---|
//! | 0 | 8 | magic: `GRADUSVH` |
//! | 8 | 2 | format version: 1 |
//! | 10 | 4 | length of the whole file, at most 65,536 |
//! | 14 | 4 | the first 4 bytes of SHA-256 over bytes 0 to 13 |
//! | 18 | 16 | vault id, random |
//! | 34 | 8 | epoch: 1 at first, in a salvaged vault one more than its journal knows; grows with each writing |
//! | 42 | 4 | key generation: 1 at first, grows when the data key is renewed |
//! | 46 | 1 | n: length of the database file's name, 1 to 64 |
//! | 47 | n | the name: begins with `vault.`, then `a` to `z`, `0` to `9`, `-` and `.`; none of a vault's other files |
//! | 47+n | 1 | s: number of slots, 1 to 32 |
//! | 48+n | | s slots, one after the other; at most 4 of them for passcodes |
//! | end-64 | 32 | MAC: HMAC-SHA256 over everything before it, under the header key |
//! | end-32 | 32 | checksum: SHA-256 over everything before it |
//!
//! A slot:
//!
//! | offset | bytes | field |
//! |---|---|---|
//! | 0 | 2 | slot id, unique in the header |
//! | 2 | 1 | kind: 1 passcode, 2 recovery code, 3 platform secret |
//! | 3 | 1 | key derivation: 1 Argon2id v1.3 and HKDF, 2 HKDF alone, 3 Argon2id v1.3, a device secret and HKDF |
//! | 4 | 2 | b: length of what follows, at most 4,096 |
//! | 6 | b | content |
//!
//! Content of a passcode slot (kind 1, derivation 1): memory in KiB (4), passes (4), lanes (4), salt (16),
//! commitment (32), nonce (12), wrapped data key (32) and its GCM tag (16); b = 120. Of a passcode slot on a device
//! (kind 1, derivation 3): the same with a device check (16) before the salt; b = 136. Of a recovery slot (kind 2,
//! derivation 2) and a platform slot (kind 3, derivation 2): the same as the first from the salt on; b = 108. Any other
//! pair of kind and derivation is kept and ignored.
//!
//! # Opening it with other tools
//!
//! 1. Secret bytes: for a passcode, Argon2id(passcode, salt, memory, passes, lanes) with 32 bytes of output; on a device
//!    these 32 bytes and then the device secret; for a recovery code, its 16 bytes; for a platform secret, its bytes. A
//!    device secret is the right one where the first 16 bytes of HKDF-SHA256(device secret, salt, info = label length (1),
//!    `gradus/vault/device-check/v1`) are the device check.
//! 2. `wrap` = HKDF-SHA256(secret bytes, salt, info = label length (1), label, `wrap`), 32 bytes; the commitment
//!    is the same with `commit`. Labels: `gradus/vault/slot-passcode/v1`, `gradus/vault/slot-device/v1`,
//!    `gradus/vault/slot-recovery/v1`, `gradus/vault/slot-platform/v1`.
//! 3. Data key = AES-256-GCM under `wrap`. Associated data: label length (1), label, vault id, key generation (4),
//!    slot id (2), for a passcode memory, passes, lanes (4 each), on a device the device check, then the salt.
//! 4. Header key and database key: see [`crate::Keys`]. The MAC's input is label length (1), label, then the bytes.
//!
//! # What later versions keep
//!
//! Bytes 0 to 17 and the checksum at the end stay where they are, so that every version tells damage from a newer
//! format.

use crate::error::DamagedPart;
use crate::fields::Fields;
use crate::layout::{self, Fault};
use crate::names::{DATABASE_ENDS, REPLACEMENT_END, RESERVED_NAMES};
use crate::slot::{Binding, Slot, SlotKind, numbers};
use gradus_crypto::{KdfParams, MacKey, SALT_BYTES, Sealed};
use std::fmt;

pub(crate) const MOST_SLOTS: usize = 32;
/// Each costs a stretching before it is known whether it is authentic: a forged header must not cost minutes.
pub(crate) const MOST_PASSCODE_SLOTS: usize = 4;
const MOST_SLOT_BYTES: usize = 4096;
const MOST_NAME_BYTES: usize = 64;
/// Commitment, nonce, data key and tag.
const WRAPPED_BYTES: usize = 32 + 12 + 32 + 16;

/// Names one vault for ever: 16 random bytes, not secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct VaultId(pub [u8; 16]);

impl fmt::Debug for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultId({self})")
    }
}

impl fmt::Display for VaultId {
    /// 32 lower case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The content of a header. What was read from a file is trustworthy only once a vault was unlocked with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub(crate) vault_id: VaultId,
    pub(crate) epoch: u64,
    pub(crate) key_generation: u32,
    pub(crate) database_file: String,
    pub(crate) slots: Vec<Slot>,
}

impl Header {
    /// Which vault this is.
    pub fn vault_id(&self) -> VaultId {
        self.vault_id
    }

    /// Grows with each writing of the header: from 1, or in a salvaged vault from one more than its journal knows.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Which data key this is, counted from 1.
    pub fn key_generation(&self) -> u32 {
        self.key_generation
    }

    /// The database's file name inside the vault folder. Never a path.
    pub fn database_file(&self) -> &str {
        &self.database_file
    }

    /// The ways into the vault, in the order in which they are stored.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    pub(crate) fn binding(&self) -> Binding {
        Binding { vault_id: self.vault_id, key_generation: self.key_generation }
    }

    /// An id that no slot has. There are at most 32 slots, so one is always free.
    pub(crate) fn free_slot_id(&self) -> u16 {
        let taken = |id: &u16| self.slots.iter().any(|slot| slot.id == *id);
        (1..).find(|id| !taken(id)).expect("fewer slots than ids")
    }

    /// The bytes of a whole file.
    pub(crate) fn to_bytes(&self, key: &MacKey) -> Vec<u8> {
        let mut body = self.vault_id.0.to_vec();
        body.extend_from_slice(&self.epoch.to_be_bytes());
        body.extend_from_slice(&self.key_generation.to_be_bytes());
        body.push(u8::try_from(self.database_file.len()).expect("a checked name has at most 64 bytes"));
        body.extend_from_slice(self.database_file.as_bytes());
        body.push(u8::try_from(self.slots.len()).expect("there are at most 32 slots"));
        for slot in &self.slots {
            slot_to_bytes(slot, &mut body);
        }
        layout::wrap(&body, key)
    }

    /// Reads a whole file. Everything is bounds-checked; nothing is authenticated yet.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let body = layout::unwrap(bytes)?;
        let mut fields = Fields::new(body);
        let impossible = Fault::Damaged(DamagedPart::Layout);
        let header = Self::read(&mut fields)?.ok_or(impossible)?;
        if fields.is_empty() { Ok(header) } else { Err(impossible) }
    }

    fn read(fields: &mut Fields<'_>) -> Result<Option<Self>, Fault> {
        let Some(start) = read_start(fields) else { return Ok(None) };
        let (vault_id, epoch, key_generation, database_file, slot_count) = start;
        let mut slots: Vec<Slot> = Vec::new();
        for _ in 0..slot_count {
            match read_slot(fields)? {
                Some(slot) if slots.iter().all(|other| other.id != slot.id) => slots.push(slot),
                _ => return Ok(None),
            }
        }
        let passcodes = slots.iter().filter(|slot| slot.kind.takes_passcode()).count();
        if passcodes > MOST_PASSCODE_SLOTS {
            return Ok(None);
        }
        Ok(Some(Self { vault_id, epoch, key_generation, database_file, slots }))
    }
}

/// Whether `name` may stand in a header: see the format above.
pub(crate) fn is_database_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
    name.len() <= MOST_NAME_BYTES
        && name.strip_prefix("vault.").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(allowed))
        && !RESERVED_NAMES.contains(&name)
        && !name.ends_with(REPLACEMENT_END)
        && !DATABASE_ENDS.iter().any(|end| name.ends_with(end))
}

type Start = (VaultId, u64, u32, String, usize);

fn read_start(fields: &mut Fields<'_>) -> Option<Start> {
    let vault_id = VaultId(fields.array()?);
    let epoch = fields.u64().filter(|epoch| *epoch > 0)?;
    let key_generation = fields.u32().filter(|generation| *generation > 0)?;
    let name_len = fields.u8()?;
    let name = std::str::from_utf8(fields.bytes(usize::from(name_len))?).ok()?;
    let slot_count = usize::from(fields.u8()?);
    let possible = is_database_name(name) && (1..=MOST_SLOTS).contains(&slot_count);
    possible.then(|| (vault_id, epoch, key_generation, name.to_owned(), slot_count))
}

fn read_slot(fields: &mut Fields<'_>) -> Result<Option<Slot>, Fault> {
    let (Some(id), Some(kind), Some(kdf), Some(len)) = (fields.u16(), fields.u8(), fields.u8(), fields.u16())
    else {
        return Ok(None);
    };
    let len = usize::from(len);
    if len > MOST_SLOT_BYTES {
        return Ok(None);
    }
    let Some(content) = fields.bytes(len) else { return Ok(None) };
    let kind = match (kind, kdf) {
        (1, 1) => read_passcode_slot(content)?,
        (1, 3) => read_device_slot(content)?,
        (2, 2) => {
            read_wrapped(Fields::new(content)).map(|(salt, wrapped)| SlotKind::Recovery { salt, wrapped })
        }
        (3, 2) => {
            read_wrapped(Fields::new(content)).map(|(salt, wrapped)| SlotKind::Platform { salt, wrapped })
        }
        _ => Some(SlotKind::Unknown { kind, kdf, content: content.to_vec() }),
    };
    Ok(kind.map(|kind| Slot { id, kind }))
}

fn read_passcode_slot(content: &[u8]) -> Result<Option<SlotKind>, Fault> {
    let mut fields = Fields::new(content);
    let Some(params) = read_params(&mut fields)? else { return Ok(None) };
    Ok(read_wrapped(fields).map(|(salt, wrapped)| SlotKind::Passcode { params, salt, wrapped }))
}

fn read_device_slot(content: &[u8]) -> Result<Option<SlotKind>, Fault> {
    let mut fields = Fields::new(content);
    let Some(params) = read_params(&mut fields)? else { return Ok(None) };
    let Some(device_check) = fields.array() else { return Ok(None) };
    let kind = |(salt, wrapped)| SlotKind::OnDevice { params, device_check, salt, wrapped };
    Ok(read_wrapped(fields).map(kind))
}

fn read_params(fields: &mut Fields<'_>) -> Result<Option<KdfParams>, Fault> {
    let (Some(memory_kib), Some(passes), Some(lanes)) = (fields.u32(), fields.u32(), fields.u32()) else {
        return Ok(None);
    };
    KdfParams::new(memory_kib, passes, lanes).map(Some).map_err(Fault::AbsurdKdf)
}

fn read_wrapped(mut fields: Fields<'_>) -> Option<([u8; SALT_BYTES], Sealed)> {
    let salt = fields.array()?;
    let wrapped = Sealed::from_bytes(fields.bytes(WRAPPED_BYTES)?)?;
    fields.is_empty().then_some((salt, wrapped))
}

fn slot_to_bytes(slot: &Slot, out: &mut Vec<u8>) {
    let (kind, kdf, content) = match &slot.kind {
        SlotKind::Passcode { params, salt, wrapped } => {
            (1, 1, [numbers(*params).as_slice(), salt, &wrapped.to_bytes()].concat())
        }
        SlotKind::OnDevice { params, device_check, salt, wrapped } => {
            (1, 3, [numbers(*params).as_slice(), device_check, salt, &wrapped.to_bytes()].concat())
        }
        SlotKind::Recovery { salt, wrapped } => (2, 2, [salt.as_slice(), &wrapped.to_bytes()].concat()),
        SlotKind::Platform { salt, wrapped } => (3, 2, [salt.as_slice(), &wrapped.to_bytes()].concat()),
        SlotKind::Unknown { kind, kdf, content } => (*kind, *kdf, content.clone()),
    };
    out.extend_from_slice(&slot.id.to_be_bytes());
    out.extend_from_slice(&[kind, kdf]);
    out.extend_from_slice(&u16::try_from(content.len()).expect("at most 4,096 bytes").to_be_bytes());
    out.extend_from_slice(&content);
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
