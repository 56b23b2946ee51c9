//! Who wrote it: a key per device, a chain per key, and a signature over the end of the chain.

use std::fmt;

use chrono::{DateTime, FixedOffset};
use gradus_crypto::{
    BadSignature, Entropy, EntropyError, Hasher, PublicKey, Purpose, Secret, Signature, SigningKey,
};
use gradus_domain::{EntryId, storable};

use crate::entry::{Draft, ENTRY_SALT_BYTES, Entry, EntryError, MAX_BODY_BYTES, commitment};
use crate::head::{Head, MAX_TARGETS, MOST_ENTRIES, is_writable};

const NAME: Purpose = Purpose::new("gradus/journal/writer/v1");
const HEAD: Purpose = Purpose::new("gradus/journal/signed-head/v1");

/// Names a writer: the first 16 bytes of the labelled hash of its public key.
///
/// The key is random, so the name is; and no table is needed to know which key belongs to a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WriterId(pub [u8; 16]);

/// How far a writer has come, in its own signature. Whoever holds the journal up to `seq` can check that nothing of
/// this writer on the way there is missing or was put in by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedHead {
    /// Who signs. The writer's name follows from it.
    pub public_key: PublicKey,
    /// Sequence number of the writer's last entry; 0 when it has written none.
    pub seq: u64,
    /// Identity of that entry; zeros when there is none.
    pub hash: EntryId,
    /// Over writer, `seq` and `hash`.
    pub signature: Signature,
}

/// The one that writes: a key and the end of its chain. Cannot be cloned, so that a sequence number is given once.
pub struct Pen {
    key: SigningKey,
    id: WriterId,
    seq: u64,
    last: Option<EntryId>,
    lamport: u64,
}

/// A place in a writer's chain to go back to when entries could not be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PenMark {
    seq: u64,
    last: Option<EntryId>,
    lamport: u64,
}

impl WriterId {
    /// The name of the writer with this key.
    pub fn of(key: &PublicKey) -> Self {
        let hash = Hasher::new(NAME).part(&key.0).finish();
        let (name, _) = hash.split_first_chunk().expect("32 bytes hold 16");
        Self(*name)
    }

    /// The name as it is displayed, 32 lower case hexadecimal digits; `None` for anything else.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let name = u128::from_str_radix(text, 16).map(|number| Self(number.to_be_bytes())).ok()?;
        (name.to_string() == text).then_some(name)
    }
}

impl SignedHead {
    /// The writer that signs.
    pub fn writer(&self) -> WriterId {
        WriterId::of(&self.public_key)
    }

    /// Checks the signature.
    ///
    /// # Errors
    /// [`BadSignature`] when key, sequence number, entry or signature were changed.
    pub fn verify(&self) -> Result<(), BadSignature> {
        let (seq, writer) = (self.seq.to_be_bytes(), self.writer());
        self.public_key.verify(HEAD, &[&writer.0, &seq, &self.hash.0], &self.signature)
    }
}

impl Pen {
    /// Makes a writer that nobody has met, for a new vault and after every restore. `lamport` is the greatest number
    /// in the journal, 0 for an empty one.
    ///
    /// # Errors
    /// [`EntropyError`] when the source fails.
    pub fn make(entropy: &dyn Entropy, lamport: u64) -> Result<Self, EntropyError> {
        Ok(Self::start(SigningKey::make(entropy)?, lamport))
    }

    /// Takes up a writer where its signed head says it stopped.
    ///
    /// # Errors
    /// [`BadSignature`] when the seed is not the key of `head` or the signature does not fit.
    pub fn resume(seed: Secret<32>, head: &SignedHead, lamport: u64) -> Result<Self, BadSignature> {
        let mut pen = Self::start(SigningKey::derive(seed), lamport);
        if pen.key.public_key() != head.public_key {
            return Err(BadSignature);
        }
        head.verify()?;
        pen.seq = head.seq;
        pen.last = (head.seq > 0).then_some(head.hash);
        Ok(pen)
    }

    /// Writes the next entry of this writer. It counts as written at once: see [`Pen::mark`].
    ///
    /// # Errors
    /// [`EntryError::BodyTooLong`], [`EntryError::TooManyTargets`], and [`EntryError::Malformed`] for a time or a causal
    /// number that no head can hold; nothing was written then.
    pub fn seal(
        &mut self,
        draft: Draft,
        recorded: DateTime<FixedOffset>,
        salt: [u8; ENTRY_SALT_BYTES],
    ) -> Result<Entry, EntryError> {
        if draft.body.len() > MAX_BODY_BYTES {
            return Err(EntryError::BodyTooLong);
        }
        if draft.targets.len() > MAX_TARGETS {
            return Err(EntryError::TooManyTargets);
        }
        let (effective, recorded) = (storable(draft.effective), storable(recorded));
        if !is_writable(&effective) || !is_writable(&recorded) {
            return Err(EntryError::Malformed { field: "effective" });
        }
        if self.seq.max(self.lamport) >= MOST_ENTRIES {
            return Err(EntryError::Malformed { field: "lamport" });
        }
        let head = Head {
            kind: draft.kind,
            imported: draft.imported,
            clock_suspect: draft.clock_suspect,
            person: draft.person,
            writer: self.id,
            seq: self.seq + 1,
            prev: self.last,
            lamport: self.lamport + 1,
            effective,
            recorded,
            commitment: commitment(&salt, &draft.body),
            targets: draft.targets,
        };
        let entry = Entry::seal(head, salt, draft.body);
        (self.seq, self.last, self.lamport) = (self.seq + 1, Some(entry.id()), self.lamport + 1);
        Ok(entry)
    }

    /// Learns of an entry by another writer, so that whatever is written next counts as later.
    pub fn witness(&mut self, lamport: u64) {
        self.lamport = self.lamport.max(lamport);
    }

    /// Signs how far this writer has come.
    pub fn signed_head(&self) -> SignedHead {
        let (seq, hash) = (self.seq, self.last.unwrap_or(EntryId([0; 32])));
        let signature = self.key.sign(HEAD, &[&self.id.0, &seq.to_be_bytes(), &hash.0]);
        SignedHead { public_key: self.key.public_key(), seq, hash, signature }
    }

    /// The writer's name.
    pub fn id(&self) -> WriterId {
        self.id
    }

    /// The private key, for keeping inside the encrypted database.
    pub fn seed(&self) -> &Secret<32> {
        self.key.seed()
    }

    /// Where the chain ends now.
    pub fn mark(&self) -> PenMark {
        PenMark { seq: self.seq, last: self.last, lamport: self.lamport }
    }

    /// Goes back to `mark`. Only right when none of the entries sealed since was stored or shown to anybody.
    pub fn rewind(&mut self, mark: PenMark) {
        (self.seq, self.last, self.lamport) = (mark.seq, mark.last, mark.lamport);
    }

    fn start(key: SigningKey, lamport: u64) -> Self {
        let id = WriterId::of(&key.public_key());
        Self { key, id, seq: 0, last: None, lamport }
    }
}

impl fmt::Display for WriterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for WriterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WriterId({self})")
    }
}

impl fmt::Debug for Pen {
    /// Never the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pen({}, seq {})", self.id, self.seq)
    }
}
