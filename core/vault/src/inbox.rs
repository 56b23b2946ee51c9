//! What was written down while nobody had the key, and what may be known meanwhile?

mod keys;
mod opening;

pub use keys::InboxKeys;
pub use opening::{InboxTrouble, Opening};

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use gradus_crypto::{
    ENVELOPE_OVERHEAD_BYTES, Entropy, EnvelopeError, MacKey, Purpose, Secret, derive_key, seal_to, sha256,
};

use zeroize::Zeroizing;

use crate::disk::{Disk, OsDisk, read_bounded, replace};
use crate::error::{DamagedPart, OtherCopy, VaultError, VaultFile};
use crate::fields::Fields;
use crate::header::VaultId;
use crate::names::aside_name;

/// The longest letter.
pub const MOST_LETTER_BYTES: usize = LETTER_BYTES - 2;
/// The most records an inbox holds. A session has fewer events, and nobody logs so much without looking.
pub const MOST_RECORDS: usize = 256;
/// The last places are kept for what is urgent, such as a stop.
pub const KEPT_FOR_URGENT: usize = 32;

pub(super) const ENVELOPE: Purpose = Purpose::new("gradus/vault/inbox/v1");
const RECORD: Purpose = Purpose::new("gradus/vault/inbox-record/v1");
const NEXT: Purpose = Purpose::new("gradus/vault/inbox-next/v1");

const MAGIC: &[u8; 8] = b"GRADUSVI";
const VERSION: u16 = 1;
const LETTER_BYTES: usize = 400;
const ENVELOPE_BYTES: usize = LETTER_BYTES + ENVELOPE_OVERHEAD_BYTES;
const RECORD_BYTES: usize = ENVELOPE_BYTES + 32;
const MOST_NEUTRAL_BYTES: usize = 65_536;
const MOST_FILE_BYTES: usize = 256 + MOST_NEUTRAL_BYTES + MOST_RECORDS * RECORD_BYTES;

/// `vault.inbox`: records sealed to the vault's public key, and a neutral state that anybody may read.
///
/// Who has no key can add a record and read none. After each record the MAC key goes one step forward that nobody can
/// undo: whoever takes the phone later can neither change nor drop nor reorder what was written before, unseen.
/// The file is replaced as a whole at each writing, so after a crash it is the old one or the new one: a record that is
/// cut short is never the work of a crash.
///
/// # Format, version 1
///
/// Numbers are unsigned and big-endian.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | magic: `GRADUSVI` |
/// | 8 | 2 | format version: 1 |
/// | 10 | 16 | vault id |
/// | 26 | 8 | round: how often the inbox was emptied before, plus one |
/// | 34 | 32 | the vault's public key (X25519) |
/// | 66 | 32 | MAC key of the next record |
/// | 98 | 4 | length of the neutral state |
/// | 102 | | neutral state, at most 65,536 bytes |
/// | | 480 each | records, at most 256 |
/// | last 32 | 32 | checksum: SHA-256 over everything before |
///
/// A record is an envelope (448 bytes: ephemeral public key, ciphertext, tag) and its MAC (32). The letter in it has 400
/// bytes: length (2), content, zeros. Envelope: HPKE as [`gradus_crypto::EnvelopeKey`] has it, label
/// `gradus/vault/inbox/v1`; surroundings are vault id, round, and the record's number from 0 (8). MAC: HMAC-SHA256 over
/// label length (1), label `gradus/vault/inbox-record/v1`, vault id, round, public key, number (8), envelope; its key is
/// HKDF of the record's MAC key with that label. The key of the next record is HKDF of this one's with
/// `gradus/vault/inbox-next/v1`; the first of a round is HKDF of the private key with
/// `gradus/vault/inbox-first/v1` and the round as context, which the vault alone can work out.
///
/// # Its key pair
///
/// The private key is 32 random bytes inside the encrypted database ([`InboxKeys`]). Each key of the vault has a pair of its own:
/// once the vault has another key, the notes that wait are taken in by the pair before, and then the file is begun anew, at
/// round 1 of a new pair. The database knows the new pair before the file does, and both until the file is known to be there,
/// so that whichever of the two files a crash leaves is read ([`Opening::is_for_key`]).
#[derive(Clone, PartialEq, Eq)]
pub struct Inbox {
    vault_id: VaultId,
    round: u64,
    address: [u8; 32],
    next_key: Zeroizing<[u8; 32]>,
    neutral: Vec<u8>,
    records: Vec<[u8; RECORD_BYTES]>,
}

impl Inbox {
    /// An empty inbox of this round. Only the vault's own key makes one.
    pub fn fresh(keys: &InboxKeys, round: u64) -> Self {
        Self {
            vault_id: keys.vault_id(),
            round,
            address: keys.address(),
            next_key: Zeroizing::new(*keys.first_mac_key(round).expose()),
            neutral: Vec::new(),
            records: Vec::new(),
        }
    }

    /// Reads the inbox in the vault folder `dir`, as it was written.
    ///
    /// # Errors
    /// [`VaultError::Missing`], [`VaultError::Truncated`], [`VaultError::Damaged`], [`VaultError::NewerVersion`],
    /// [`VaultError::Io`].
    pub fn read(dir: &Path) -> Result<Self, VaultError> {
        let bytes = bytes_in(dir)?;
        let damaged =
            |what| VaultError::Damaged { file: VaultFile::Inbox, what, other_copy: OtherCopy::None };
        let Some((summed, checksum)) = bytes.split_last_chunk::<32>() else {
            let found_bytes = bytes.len() as u64;
            return Err(VaultError::Truncated {
                file: VaultFile::Inbox,
                found_bytes,
                other_copy: OtherCopy::None,
            });
        };
        if sha256(&[summed]) != *checksum {
            return Err(damaged(DamagedPart::Checksum));
        }
        // Only behind its checksum a version is one.
        let (inbox, rest) = Self::parse(summed)?.ok_or(damaged(DamagedPart::Layout))?;
        if rest > 0 { Err(damaged(DamagedPart::Layout)) } else { Ok(inbox) }
    }

    /// Whether the file says that it is of this vault. Nothing is authenticated.
    pub fn vault_id(&self) -> VaultId {
        self.vault_id
    }

    /// How often it was emptied before, plus one.
    pub fn round(&self) -> u64 {
        self.round
    }

    /// How many records wait.
    pub fn waiting(&self) -> usize {
        self.records.len()
    }

    /// What anybody may read: times and steps of sessions that go on.
    pub fn neutral(&self) -> &[u8] {
        &self.neutral
    }

    /// Puts another neutral state in the place of this one.
    ///
    /// # Errors
    /// [`VaultError::InboxFull`] beyond 65,536 bytes.
    pub fn set_neutral(&mut self, neutral: Vec<u8>) -> Result<(), VaultError> {
        if neutral.len() > MOST_NEUTRAL_BYTES {
            return Err(VaultError::InboxFull);
        }
        self.neutral = neutral;
        Ok(())
    }

    /// Seals a letter and adds it, if as many places as `kept_free` are left after it; then call [`Inbox::write`]. What is urgent
    /// keeps fewer places free, so that it finds one where nothing else does.
    ///
    /// # Errors
    /// [`VaultError::InboxFull`], also for a letter of more than [`MOST_LETTER_BYTES`]; nothing is dropped for it.
    /// [`VaultError::Damaged`] where the public key is none; [`VaultError::Entropy`].
    pub fn add(&mut self, letter: &[u8], kept_free: usize, entropy: &dyn Entropy) -> Result<(), VaultError> {
        let is_full = self.records.len().saturating_add(kept_free) >= MOST_RECORDS;
        if is_full || letter.len() > MOST_LETTER_BYTES {
            return Err(VaultError::InboxFull);
        }
        let mut plain = Zeroizing::new([0_u8; LETTER_BYTES]);
        let length = u16::try_from(letter.len()).expect("at most 398 bytes");
        plain[..2].copy_from_slice(&length.to_be_bytes());
        plain[2..2 + letter.len()].copy_from_slice(letter);
        let place = Place { vault_id: self.vault_id, round: self.round, number: self.records.len() as u64 };
        let sealed = seal_to(&self.address, ENVELOPE, entropy, &place.surroundings(), &*plain);
        let envelope = sealed.map_err(|error| match error {
            EnvelopeError::Entropy(error) => VaultError::Entropy(error),
            EnvelopeError::Address => VaultError::Damaged {
                file: VaultFile::Inbox,
                what: DamagedPart::Layout,
                other_copy: OtherCopy::None,
            },
        })?;
        let key = Secret::from_bytes(*self.next_key);
        let mut record = [0; RECORD_BYTES];
        record[..ENVELOPE_BYTES].copy_from_slice(&envelope);
        record[ENVELOPE_BYTES..].copy_from_slice(&place.sign(&key, &self.address, &envelope));
        self.records.push(record);
        self.next_key = Zeroizing::new(*after(&key).expose());
        Ok(())
    }

    /// Writes the file, in place of the one that is there, and waits until it is on the medium.
    ///
    /// # Errors
    /// [`VaultError::Io`]; then the old file is there as it was, or the new one is.
    pub fn write(&self, dir: &Path) -> Result<(), VaultError> {
        self.write_on(&mut OsDisk, dir)
    }

    pub(crate) fn write_on(&self, disk: &mut dyn Disk, dir: &Path) -> Result<(), VaultError> {
        replace(disk, dir, VaultFile::Inbox, &self.to_bytes())
    }

    /// In a buffer that does not grow, and is wiped: the key of the next record may not outlast the file that it stands in.
    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(MOST_FILE_BYTES));
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_be_bytes());
        bytes.extend_from_slice(&self.vault_id.0);
        bytes.extend_from_slice(&self.round.to_be_bytes());
        bytes.extend_from_slice(&self.address);
        bytes.extend_from_slice(&*self.next_key);
        let length = u32::try_from(self.neutral.len()).expect("at most 65,536 bytes");
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&self.neutral);
        bytes.extend_from_slice(self.records.as_flattened());
        let checksum = sha256(&[&bytes]);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// What these bytes say, and how many are left over at their end; `None` where they are no inbox.
    fn parse(summed: &[u8]) -> Result<Option<(Self, usize)>, VaultError> {
        let mut fields = Fields::new(summed);
        if fields.bytes(MAGIC.len()) != Some(MAGIC) {
            return Ok(None);
        }
        let version = fields.u16();
        if let Some(found) = version.filter(|found| *found > VERSION) {
            return Err(VaultError::NewerVersion { file: VaultFile::Inbox, found, known: VERSION });
        }
        Ok(Self::parse_fields(fields).filter(|_| version == Some(VERSION)))
    }

    fn parse_fields(mut fields: Fields<'_>) -> Option<(Self, usize)> {
        let mut inbox = Self {
            vault_id: VaultId(fields.array()?),
            round: fields.u64()?,
            address: fields.array()?,
            next_key: Zeroizing::new(fields.array()?),
            neutral: Vec::new(),
            records: Vec::new(),
        };
        let length = fields.u32().and_then(|length| usize::try_from(length).ok())?;
        inbox.neutral = fields.bytes(length).filter(|found| found.len() <= MOST_NEUTRAL_BYTES)?.to_vec();
        while inbox.records.len() < MOST_RECORDS
            && let Some(record) = fields.array()
        {
            inbox.records.push(record);
        }
        Some((inbox, fields.left()))
    }
}

impl fmt::Debug for Inbox {
    /// How many wait.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Inbox({} waiting)", self.records.len())
    }
}

/// Puts whatever stands in the place of the inbox aside, under the first of the names `vault.inbox.1`, `vault.inbox.2` and so
/// on that is free, so that a new one can be begun and nothing that may still be read is lost. Where nothing stands, nothing
/// is done.
///
/// # Errors
/// [`VaultError::Io`]; then everything is where it was.
pub fn set_aside(dir: &Path) -> Result<(), VaultError> {
    let failed = VaultError::io(VaultFile::Inbox);
    let stands = |path: &Path| match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        found => found.map(|_| true),
    };
    let from = dir.join(VaultFile::Inbox.name());
    if !stands(&from).map_err(&failed)? {
        return Ok(());
    }
    for number in 1..=u32::MAX {
        let to = dir.join(aside_name(number));
        if !stands(&to).map_err(&failed)? {
            return OsDisk.rename(&from, &to).and_then(|()| OsDisk.sync_folder(dir)).map_err(failed);
        }
    }
    Err(failed(io::ErrorKind::AlreadyExists.into()))
}

fn bytes_in(dir: &Path) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    read_bounded(dir, VaultFile::Inbox, MOST_FILE_BYTES).map(Zeroizing::new).map_err(|error| {
        match error.kind() {
            io::ErrorKind::NotFound => {
                VaultError::Missing { file: VaultFile::Inbox, other_copy: OtherCopy::None }
            }
            _ => VaultError::io(VaultFile::Inbox)(error),
        }
    })
}

/// Where a record stands.
#[derive(Clone, Copy)]
struct Place {
    vault_id: VaultId,
    round: u64,
    number: u64,
}

impl Place {
    fn surroundings(self) -> Vec<u8> {
        [&self.vault_id.0[..], &self.round.to_be_bytes(), &self.number.to_be_bytes()].concat()
    }

    fn signed(self, address: &[u8; 32], envelope: &[u8]) -> Vec<u8> {
        let (round, number) = (self.round.to_be_bytes(), self.number.to_be_bytes());
        [&self.vault_id.0[..], &round, address, &number, envelope].concat()
    }

    fn sign(self, key: &Secret<32>, address: &[u8; 32], envelope: &[u8]) -> [u8; 32] {
        MacKey::derive(key, RECORD).sign(&[&self.signed(address, envelope)])
    }

    fn is_signed(self, key: &Secret<32>, address: &[u8; 32], envelope: &[u8], tag: &[u8]) -> bool {
        MacKey::derive(key, RECORD).verify(&[&self.signed(address, envelope)], tag).is_ok()
    }
}

/// The MAC key of the record after the one that this key signs.
fn after(key: &Secret<32>) -> Secret<32> {
    derive_key(key.expose(), &[], NEXT, &[])
}

#[cfg(test)]
mod tests;
