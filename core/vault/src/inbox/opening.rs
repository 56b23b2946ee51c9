//! What an inbox holds for whoever has the key, and what does not hold in it.

use std::io;
use std::path::Path;

use gradus_crypto::{SecretBytes, sha256};

use super::{ENVELOPE_BYTES, Inbox, InboxKeys, MAGIC, MOST_RECORDS, Place, after, bytes_in};
use crate::error::VaultError;
use crate::fields::Fields;

/// What was done to an inbox by somebody without the vault's key, or by a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InboxTrouble {
    /// There is no file, or nothing of it can be read: by this version, or by any.
    Unreadable,
    /// The file is not as it was written, yet every record in it holds.
    Damaged,
    /// The file is of another vault or another time, or names another public key.
    Replaced,
    /// So many records are not as they were written.
    Altered(u32),
    /// Records were taken away: so many, or nobody knows how many.
    Missing(Option<u32>),
}

/// An inbox as its owner reads it.
#[derive(Debug, Default)]
pub struct Opening {
    /// The letter of each record, in the order of writing; `None` where the record does not hold.
    pub letters: Vec<Option<SecretBytes>>,
    /// What does not hold.
    pub troubles: Vec<InboxTrouble>,
    /// What whoever had no key could read.
    pub neutral: Vec<u8>,
    /// The round that the file is of: the one that was asked for, or a later one of this vault's own key. Then that one was
    /// emptied, whatever the database knows of it.
    pub round: u64,
    /// Whether the file names the public key that belongs to these keys. Where a key pair is being replaced by another, this
    /// tells for which of the two the file was written.
    pub is_for_key: bool,
    /// Whether anything stands where the file is to be.
    pub is_there: bool,
    /// SHA-256 over the file; over nothing where nothing can be read as a file.
    pub hash: [u8; 32],
    /// The disk did not let the file be read: nobody knows what is in it, and later it may be readable. Do not put it aside.
    pub refused: Option<io::ErrorKind>,
}

impl Opening {
    /// Reads what is in the folder, and whatever of it still holds. `round` is the one that the vault knows of.
    ///
    /// No state of the file is an error, and none may keep the owner out of the vault: each is among the troubles.
    pub fn read(dir: &Path, keys: &InboxKeys, round: u64) -> Self {
        let bytes = bytes_in(dir);
        let is_there = !matches!(bytes, Err(VaultError::Missing { .. }));
        let refused = bytes.as_ref().err().and_then(refusal);
        let bytes = bytes.unwrap_or_default();
        let hash = sha256(&[&bytes]);
        let Some((inbox, is_whole)) = Inbox::of_any(&bytes) else {
            let troubles = vec![InboxTrouble::Unreadable];
            return Self { troubles, round, is_there, hash, refused, ..Self::default() };
        };
        let is_later = inbox.round > round && inbox.is_own(keys);
        let round = if is_later { inbox.round } else { round };
        let mut opening = inbox.open(keys, round);
        (opening.round, opening.is_there, opening.hash) = (round, is_there, hash);
        opening.is_for_key = inbox.address == keys.address();
        if !is_whole && opening.troubles.is_empty() {
            opening.troubles.push(InboxTrouble::Damaged);
        }
        opening
    }

    /// Whether something that could not be read lies in the file: it is put aside, and not written over.
    pub fn has_unread(&self) -> bool {
        self.troubles.iter().any(|one| !matches!(one, InboxTrouble::Damaged | InboxTrouble::Missing(_)))
    }
}

impl Inbox {
    /// What these bytes say, and whether they are whole. Only a checksum that fits makes the magic and the version ones to
    /// go by: without it the bytes are read as this version writes them, and each record is checked by itself all the same.
    fn of_any(bytes: &[u8]) -> Option<(Self, bool)> {
        let (summed, checksum) = bytes.split_last_chunk::<32>()?;
        if sha256(&[summed]) == *checksum {
            let (inbox, left) = Self::parse(summed).ok().flatten()?;
            return Some((inbox, left == 0));
        }
        let mut fields = Fields::new(summed);
        fields.bytes(MAGIC.len() + 2)?;
        Self::parse_fields(fields).map(|(inbox, _)| (inbox, false))
    }

    /// Whether the key of the next record follows from this vault's own: nobody else can make such a file.
    fn is_own(&self, keys: &InboxKeys) -> bool {
        self.steps_to_next(keys, self.round).is_some()
    }

    /// After how many records the key of the next one is reached.
    fn steps_to_next(&self, keys: &InboxKeys, round: u64) -> Option<usize> {
        let mut key = keys.first_mac_key(round);
        for steps in 0..=MOST_RECORDS {
            if *key.expose() == *self.next_key {
                return Some(steps);
            }
            key = after(&key);
        }
        None
    }

    /// Each record against what the vault itself knows: its id, its public key, its round, its first MAC key.
    fn open(&self, keys: &InboxKeys, round: u64) -> Opening {
        let (address, envelopes) = (keys.address(), keys.envelope());
        let mut opening = Opening { neutral: self.neutral.clone(), ..Opening::default() };
        let mut key = keys.first_mac_key(round);
        for (number, record) in self.records.iter().enumerate() {
            let place = Place { vault_id: keys.vault_id(), round, number: number as u64 };
            let (envelope, tag) = record.split_at(ENVELOPE_BYTES);
            let is_signed = place.is_signed(&key, &address, envelope, tag);
            let letter = envelopes.open(&place.surroundings(), envelope).filter(|_| is_signed);
            opening.letters.push(letter.as_ref().and_then(content));
            key = after(&key);
        }
        let altered = opening.letters.iter().filter(|letter| letter.is_none()).count();
        opening.troubles = self.troubles(keys, round, &address, altered);
        opening
    }

    fn troubles(
        &self,
        keys: &InboxKeys,
        round: u64,
        address: &[u8; 32],
        altered: usize,
    ) -> Vec<InboxTrouble> {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut troubles = Vec::new();
        if (self.vault_id, self.round, &self.address) != (keys.vault_id(), round, address) {
            troubles.push(InboxTrouble::Replaced);
        }
        if altered > 0 {
            troubles.push(InboxTrouble::Altered(number(altered)));
        }
        match self.steps_to_next(keys, round) {
            Some(written) if written == self.records.len() => {}
            Some(written) if written > self.records.len() => {
                troubles.push(InboxTrouble::Missing(Some(number(written - self.records.len()))));
            }
            // Fewer steps than records: somebody put an older head before them.
            Some(_) => troubles.push(InboxTrouble::Replaced),
            None => troubles.push(InboxTrouble::Missing(None)),
        }
        troubles.dedup();
        troubles
    }
}

/// What the disk answered in place of the file. A link or a folder in its place is no answer of the disk.
fn refusal(error: &VaultError) -> Option<io::ErrorKind> {
    match error {
        VaultError::Io { kind, .. } if *kind != io::ErrorKind::InvalidInput => Some(*kind),
        _ => None,
    }
}

/// The letter without its length and the zeros after it.
fn content(plain: &SecretBytes) -> Option<SecretBytes> {
    let (length, rest) = plain.expose().split_first_chunk::<2>()?;
    let (letter, zeros) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    zeros.iter().all(|zero| *zero == 0).then(|| SecretBytes::from_vec(letter.to_vec()))
}
