use chrono::{DateTime, FixedOffset};
use gradus_crypto::{Hash, Hasher, Purpose};
use gradus_domain::{EntryId, PersonId};

use crate::head::{Head, identity};
use crate::kind::Kind;

const BODY: Purpose = Purpose::new("gradus/journal/body/v1");

/// Length of the salt in front of a body.
pub const ENTRY_SALT_BYTES: usize = 16;

/// The longest body that is written or read: 1 MiB.
pub const MAX_BODY_BYTES: usize = 1 << 20;

/// One thing that was written down: exact bytes that never change, apart from the one change of an erasure.
///
/// ```text
///  head bytes --SHA-256--> identity        head = {kind, person, writer, seq, prev, lamport, times, targets, commitment}
///  salt, body --SHA-256--> commitment      the salt keeps a short body from being guessed after it was erased
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    id: EntryId,
    head: Head,
    head_bytes: Vec<u8>,
    body: Body,
}

/// What an entry says, beside its head, so that it can be taken away without breaking the chain.
#[derive(Clone, PartialEq, Eq)]
pub enum Body {
    /// Still there.
    Present {
        /// Random bytes, made for this entry.
        salt: [u8; ENTRY_SALT_BYTES],
        /// The body in the wire form of its kind.
        bytes: Vec<u8>,
    },
    /// Removed by an erase entry; the head stays.
    Erased,
}

/// What is to be written: everything of an entry that its writer does not add.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// What the body is about.
    pub kind: Kind,
    /// Whom it is about.
    pub person: PersonId,
    /// When it happened.
    pub effective: DateTime<FixedOffset>,
    /// Brought in from a file.
    pub imported: bool,
    /// The device's clock is known to be wrong.
    pub clock_suspect: bool,
    /// Entries that this one amends or erases. At most [`crate::MAX_TARGETS`].
    pub targets: Vec<EntryId>,
    /// The body in the wire form of its kind. At most [`MAX_BODY_BYTES`].
    pub body: Vec<u8>,
}

/// Why bytes are not an entry, or a draft cannot become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// A newer version wrote the head; update to read it.
    #[error("entry head: layout version {found} is newer than 1, which this version reads")]
    NewerVersion {
        /// The version found.
        found: u8,
    },
    /// A field holds what no writer of this layout produces, or the bytes end too early or too late.
    #[error("entry head: field {field} is not what version 1 writes")]
    Malformed {
        /// The first such field.
        field: &'static str,
    },
    /// The body or its salt is not the one that the head commits to.
    #[error("entry body: not the one its head commits to")]
    WrongBody,
    /// The body is longer than [`MAX_BODY_BYTES`].
    #[error("entry body: longer than 1 MiB; write less")]
    BodyTooLong,
    /// More targets than [`crate::MAX_TARGETS`].
    #[error("entry targets: more than 4096; split them over several entries")]
    TooManyTargets,
}

impl Entry {
    /// Puts stored bytes together again and checks that they belong together.
    ///
    /// # Errors
    /// [`EntryError`] when the head does not parse or the body is not the one it commits to.
    pub fn parse(head_bytes: Vec<u8>, body: Body) -> Result<Self, EntryError> {
        let head = Head::parse(&head_bytes)?;
        if let Body::Present { salt, bytes } = &body {
            if bytes.len() > MAX_BODY_BYTES {
                return Err(EntryError::BodyTooLong);
            }
            if commitment(salt, bytes) != head.commitment {
                return Err(EntryError::WrongBody);
            }
        }
        Ok(Self { id: identity(&head_bytes), head, head_bytes, body })
    }

    /// A fresh entry from a complete head and its body. Whoever calls has made the commitment from that body.
    pub(crate) fn seal(head: Head, salt: [u8; ENTRY_SALT_BYTES], bytes: Vec<u8>) -> Self {
        let head_bytes = head.to_bytes();
        Self { id: identity(&head_bytes), head, head_bytes, body: Body::Present { salt, bytes } }
    }

    /// The identity: the hash of the head.
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// The head as read.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The head as stored.
    pub fn head_bytes(&self) -> &[u8] {
        &self.head_bytes
    }

    /// Salt and body, if still there.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The body's bytes; `None` after an erasure.
    pub fn body_bytes(&self) -> Option<&[u8]> {
        match &self.body {
            Body::Present { bytes, .. } => Some(bytes),
            Body::Erased => None,
        }
    }

    /// Takes salt and body away. The identity and every chain over it stay as they are.
    pub fn erase(&mut self) {
        self.body = Body::Erased;
    }
}

/// What a head says of its body.
pub fn commitment(salt: &[u8; ENTRY_SALT_BYTES], body: &[u8]) -> Hash {
    Hasher::new(BODY).part(salt).part(body).finish()
}

impl std::fmt::Debug for Entry {
    /// Identity, kind and place in the chain; never what was written.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Head { kind, seq, lamport, .. } = &self.head;
        write!(f, "Entry({}, {kind}, seq {seq}, lamport {lamport}, {:?})", self.id, self.body)
    }
}

impl std::fmt::Debug for Body {
    /// The length only.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Present { bytes, .. } => write!(f, "{} bytes", bytes.len()),
            Self::Erased => f.write_str("erased"),
        }
    }
}

impl std::fmt::Debug for Draft {
    /// Kind and length only.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Draft({}, {} targets, {} bytes)", self.kind, self.targets.len(), self.body.len())
    }
}
