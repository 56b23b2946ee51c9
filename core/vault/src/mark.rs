//! How far had the journal come when this folder was last written?

use crate::disk::{OsDisk, read_bounded, replace};
use crate::error::{DamagedPart, OtherCopy, VaultError, VaultFile};
use crate::fields::Fields;
use crate::header::VaultId;
use crate::keys::Keys;
use gradus_crypto::{MacKey, sha256};
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

const MAGIC: &[u8; 8] = b"GRADUSVM";
const VERSION: u16 = 1;
/// What a medium writes at once, or a multiple of it: a writing torn by a power cut spoils one slot and not both.
const SLOT_BYTES: usize = 4096;
const FILE_BYTES: usize = 2 * SLOT_BYTES;
const SIGNED_BYTES: usize = SLOT_BYTES - 64;
const SUMMED_BYTES: usize = SLOT_BYTES - 32;

/// A point in the arrival chain of one vault's journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// 16 random bytes, renewed when the vault is restored or an older state is accepted.
    pub incarnation: [u8; 16],
    /// How many entries have arrived.
    pub arrival_number: u64,
    /// The head of the arrival chain after that many.
    pub arrival_head: [u8; 32],
}

/// `vault.mark`, or `vault.mark2` for an even key generation: two slots, each in a block of its own, written in turn, so that one is whole whatever happens.
///
/// Write after each commit. Each writing waits for the one before it and none for itself, so after a power cut the mark may lag
/// behind the database by one, and one slot at most is torn; it can never lead, because it is written last.
///
/// # Format, version 1
///
/// 8,192 bytes, two slots of 4,096. Numbers are unsigned and big-endian. A slot:
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | magic: `GRADUSVM` |
/// | 8 | 2 | format version: 1 |
/// | 10 | 16 | vault id |
/// | 26 | 8 | counter; even in the first slot, odd in the second; the greater one is in force |
/// | 34 | 16 | incarnation |
/// | 50 | 8 | arrival number |
/// | 58 | 32 | arrival head |
/// | 90 | 3,942 | zero |
/// | 4,032 | 32 | MAC: HMAC-SHA256 under the mark key over label length (1), label, bytes 0 to 4,031 |
/// | 4,064 | 32 | checksum: SHA-256 over bytes 0 to 4,063 |
///
/// Later versions keep magic, version, file length and checksum where they are.
pub struct MarkFile {
    file: File,
    name: VaultFile,
    key: MacKey,
    vault_id: VaultId,
    counter: u64,
    mark: Mark,
}

impl MarkFile {
    /// Writes the first mark of a new vault, both slots, and waits until it is on the medium.
    ///
    /// # Errors
    /// [`VaultError::AlreadyExists`] when there is a mark already, [`VaultError::Io`] when the disk refuses.
    pub fn create(dir: &Path, keys: &Keys, mark: &Mark) -> Result<Self, VaultError> {
        let name = keys.mark_file();
        match std::fs::symlink_metadata(dir.join(name.name())) {
            Ok(_) => return Err(VaultError::AlreadyExists),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(VaultError::io(name)(error)),
        }
        write_anew(dir, keys, mark)
    }

    /// Opens the mark for writing on; [`MarkFile::mark`] is the newer slot.
    ///
    /// # Errors
    /// [`VaultError::Missing`], [`VaultError::Truncated`], [`VaultError::Damaged`] (with [`OtherCopy::Intact`] when the
    /// other slot is whole), [`VaultError::NewerVersion`], [`VaultError::Io`].
    pub fn open(dir: &Path, keys: &Keys) -> Result<Self, VaultError> {
        let (counter, mark) = read_newer(dir, keys)?;
        let name = keys.mark_file();
        let opened = OpenOptions::new().write(true).open(dir.join(name.name()));
        let file = opened.map_err(VaultError::io(name))?;
        Ok(Self { file, name, key: keys.mark_key(), vault_id: keys.vault_id(), counter, mark })
    }

    /// Reads the mark and changes nothing.
    ///
    /// # Errors
    /// As [`MarkFile::open`].
    pub fn read(dir: &Path, keys: &Keys) -> Result<Mark, VaultError> {
        read_newer(dir, keys).map(|(_, mark)| mark)
    }

    /// What a damaged mark still says: its newer whole slot, or nothing. For mending.
    ///
    /// # Errors
    /// [`VaultError::NewerVersion`], [`VaultError::Io`].
    pub fn salvage(dir: &Path, keys: &Keys) -> Result<Option<Mark>, VaultError> {
        match read_slots(dir, keys) {
            Ok([Err(error), _] | [_, Err(error)]) if is_lasting(&error) => Err(error),
            Ok(slots) => {
                let whole = slots.into_iter().flatten();
                Ok(whole.max_by_key(|(counter, _)| *counter).map(|(_, mark)| mark))
            }
            Err(error) if is_lasting(&error) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// What can still be read of a mark that nobody is going to write again: its newer whole slot, or nothing. A place that
    /// the medium does not give out keeps the other slot back from nobody.
    ///
    /// # Errors
    /// [`VaultError::NewerVersion`].
    pub fn remains(dir: &Path, keys: &Keys) -> Result<Option<Mark>, VaultError> {
        let path = dir.join(keys.mark_file().name());
        // A link would lead out of the folder.
        if !std::fs::symlink_metadata(&path).is_ok_and(|found| found.is_file()) {
            return Ok(None);
        }
        File::open(path).map_or(Ok(None), |mut file| remains_of(&mut file, keys))
    }

    /// Replaces a missing, cut short, damaged or outdated mark by what the checked journal says. Never call it
    /// unasked: a mark that disagrees is how a vault notices that it was set back.
    ///
    /// # Errors
    /// [`VaultError::NewerVersion`] when a later version wrote the mark, [`VaultError::Io`] when the disk refuses.
    pub fn mend(dir: &Path, keys: &Keys, truth: &Mark) -> Result<Self, VaultError> {
        match read_newer(dir, keys) {
            Err(error) if is_lasting(&error) => Err(error),
            _ => write_anew(dir, keys, truth),
        }
    }

    /// The mark last read or written.
    pub fn mark(&self) -> &Mark {
        &self.mark
    }

    /// Writes the mark after a commit, into the slot that is not in force. Waits until the slot before it is on the medium, which
    /// it mostly is long since, and not for this one.
    ///
    /// # Errors
    /// [`VaultError::Io`] when the disk refuses. The slot in force is untouched, and the next writing tries again.
    pub fn write(&mut self, mark: &Mark) -> Result<(), VaultError> {
        // An authentic counter at its end would take longer than the sun has left; it must not panic all the same.
        let counter = self
            .counter
            .checked_add(1)
            .ok_or(VaultError::Io { file: self.name, kind: io::ErrorKind::InvalidData })?;
        let slot = slot_bytes(self.vault_id, counter, mark, &self.key);
        let at = SeekFrom::Start(place_of(counter) as u64 * SLOT_BYTES as u64);
        // Two slots on their way at once could both be torn, also where the one before is of a program that was killed.
        let before = self.file.sync_data();
        let written = before.and_then(|()| self.file.seek(at)).and_then(|_| self.file.write_all(&slot));
        written.map_err(VaultError::io(self.name))?;
        (self.counter, self.mark) = (counter, *mark);
        Ok(())
    }

    /// Waits until the mark is on the medium; for locking.
    ///
    /// # Errors
    /// [`VaultError::Io`] when the disk refuses.
    pub fn sync(&self) -> Result<(), VaultError> {
        self.file.sync_all().map_err(VaultError::io(self.name))
    }
}

impl fmt::Debug for MarkFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MarkFile")
            .field("counter", &self.counter)
            .field("mark", &self.mark)
            .finish_non_exhaustive()
    }
}

/// In which of the two slots a counter belongs.
fn place_of(counter: u64) -> usize {
    usize::from(counter % 2 == 1)
}

fn write_anew(dir: &Path, keys: &Keys, mark: &Mark) -> Result<MarkFile, VaultError> {
    let key = keys.mark_key();
    let bytes = [0, 1].map(|counter| slot_bytes(keys.vault_id(), counter, mark, &key)).concat();
    replace(&mut OsDisk, dir, keys.mark_file(), &bytes)?;
    MarkFile::open(dir, keys)
}

fn slot_bytes(vault_id: VaultId, counter: u64, mark: &Mark, key: &MacKey) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(SLOT_BYTES);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_be_bytes());
    bytes.extend_from_slice(&vault_id.0);
    bytes.extend_from_slice(&counter.to_be_bytes());
    bytes.extend_from_slice(&mark.incarnation);
    bytes.extend_from_slice(&mark.arrival_number.to_be_bytes());
    bytes.extend_from_slice(&mark.arrival_head);
    bytes.resize(SIGNED_BYTES, 0);
    bytes.extend_from_slice(&key.sign(&[&bytes]));
    bytes.extend_from_slice(&sha256(&[&bytes]));
    bytes
}

/// Each slot is read by itself.
fn remains_of(file: &mut (impl Read + Seek), keys: &Keys) -> Result<Option<Mark>, VaultError> {
    let mut newest = None;
    for place in [0, 1] {
        let mut slot = vec![0; SLOT_BYTES];
        let at = SeekFrom::Start((place * SLOT_BYTES) as u64);
        if file.seek(at).and_then(|_| file.read_exact(&mut slot)).is_err() {
            continue;
        }
        match read_slot(&slot, place, keys) {
            Ok((counter, mark)) if newest.is_none_or(|(known, _)| known < counter) => {
                newest = Some((counter, mark));
            }
            Err(newer @ VaultError::NewerVersion { .. }) => return Err(newer),
            _ => {}
        }
    }
    Ok(newest.map(|(_, mark)| mark))
}

/// Whether mending must not write over what gave this error.
fn is_lasting(error: &VaultError) -> bool {
    matches!(error, VaultError::NewerVersion { .. } | VaultError::Io { .. })
}

fn read_newer(dir: &Path, keys: &Keys) -> Result<(u64, Mark), VaultError> {
    match read_slots(dir, keys)? {
        [Ok(first), Ok(second)] => Ok(if second.0 > first.0 { second } else { first }),
        [_, Err(newer @ VaultError::NewerVersion { .. })] => Err(newer),
        [Err(error), Ok(_)] | [Ok(_), Err(error)] => Err(beside_a_whole_one(error)),
        [Err(error), Err(_)] => Err(error),
    }
}

fn beside_a_whole_one(error: VaultError) -> VaultError {
    match error {
        VaultError::Damaged { file, what, .. } => {
            VaultError::Damaged { file, what, other_copy: OtherCopy::Intact }
        }
        other => other,
    }
}

type SlotReading = Result<(u64, Mark), VaultError>;

/// Both slots are judged before either is believed, so that a slot of a later version is never written over.
fn read_slots(dir: &Path, keys: &Keys) -> Result<[SlotReading; 2], VaultError> {
    let (file, other_copy) = (keys.mark_file(), OtherCopy::None);
    let bytes = read_bounded(dir, file, FILE_BYTES).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => VaultError::Missing { file, other_copy },
        _ => VaultError::io(file)(error),
    })?;
    if bytes.len() < FILE_BYTES {
        return Err(VaultError::Truncated { file, found_bytes: bytes.len() as u64, other_copy });
    }
    if bytes.len() > FILE_BYTES {
        return Err(VaultError::Damaged { file, what: DamagedPart::Length, other_copy });
    }
    let (first, second) = bytes.split_at(SLOT_BYTES);
    Ok([(0, first), (1, second)].map(|(place, slot)| read_slot(slot, place, keys)))
}

fn read_slot(slot: &[u8], place: usize, keys: &Keys) -> SlotReading {
    let file = keys.mark_file();
    let damaged = |what| VaultError::Damaged { file, what, other_copy: OtherCopy::None };
    let (summed, checksum) = slot.split_at(SUMMED_BYTES);
    if sha256(&[summed]) != checksum {
        return Err(damaged(DamagedPart::Checksum));
    }
    let fields = read_fields(summed).ok_or(damaged(DamagedPart::Layout))?;
    if fields.version > VERSION {
        return Err(VaultError::NewerVersion { file, found: fields.version, known: VERSION });
    }
    if fields.vault_id != keys.vault_id() {
        return Err(damaged(DamagedPart::OtherVault));
    }
    let (signed, tag) = summed.split_at(SIGNED_BYTES);
    keys.mark_key().verify(&[signed], tag).map_err(|_| damaged(DamagedPart::Authentication))?;
    if fields.version != VERSION || place_of(fields.counter) != place {
        return Err(damaged(DamagedPart::Layout));
    }
    Ok((fields.counter, fields.mark))
}

struct SlotFields {
    version: u16,
    vault_id: VaultId,
    counter: u64,
    mark: Mark,
}

fn read_fields(slot: &[u8]) -> Option<SlotFields> {
    let mut fields = Fields::new(slot);
    if fields.bytes(MAGIC.len())? != MAGIC {
        return None;
    }
    Some(SlotFields {
        version: fields.u16()?,
        vault_id: VaultId(fields.array()?),
        counter: fields.u64()?,
        mark: Mark {
            incarnation: fields.array()?,
            arrival_number: fields.u64()?,
            arrival_head: fields.array()?,
        },
    })
}

#[cfg(test)]
#[path = "mark_tests.rs"]
mod tests;
