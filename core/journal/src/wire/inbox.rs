//! The text form of what the open diary knows of its inbox: the key to it, and how far it was taken in.

use gradus_crypto::{Secret, equal_in_constant_time};
use gradus_domain::EntryId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::letter::text;
use super::v1::field::entry;
use super::{Version, WireError, read};

/// The version of the text form of an [`InboxRow`] that is written. Version 1 said nothing of a key of the vault, and was
/// written under the first key or carried over from it.
pub const INBOX_VERSION: u16 = 2;

/// What the open diary knows of its inbox.
#[derive(Clone, PartialEq, Eq)]
pub struct InboxRow {
    /// The key that the file is for.
    pub key: InboxKey,
    /// The key of the file that is to take its place, from before that file is written until it is known to be there.
    pub next: Option<InboxKey>,
    /// How often it was emptied before, plus one.
    pub round: u64,
    /// How many records of this round are taken in.
    pub merged: u32,
    /// How many notes were taken in that nobody was told of yet.
    pub taken_in: u32,
    /// What else nobody was told of yet, in words of whoever keeps it.
    pub told: Vec<String>,
    /// The file, by its hash, of which what does not hold stands in `told` or was told already; it is there no more, or is
    /// about to be replaced.
    pub judged: Option<[u8; 32]>,
    /// Since when, and how often, the medium did not let the file be read at all; `None` where it did last time.
    pub kept_back: Option<KeptBack>,
}

/// A file that the medium does not give out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeptBack {
    /// When that was seen first, milliseconds since 1970 UTC.
    pub since_ms: i64,
    /// At how many openings in a row.
    pub openings: u32,
}

/// The private key of an inbox. It is wiped when it is dropped, as each copy of it.
pub struct InboxKey {
    /// The key.
    pub private: Secret<32>,
    /// Under which key of the vault it was made, counted from 1. Whoever has a copy of the vault under that key has this one too.
    pub generation: u32,
}

impl InboxKey {
    /// A copy of the key itself.
    pub fn secret(&self) -> Secret<32> {
        Secret::from_bytes(*self.private.expose())
    }
}

impl Clone for InboxKey {
    fn clone(&self) -> Self {
        Self { private: self.secret(), ..*self }
    }
}

impl PartialEq for InboxKey {
    fn eq(&self, other: &Self) -> bool {
        let same = equal_in_constant_time(self.private.expose(), other.private.expose());
        same && self.generation == other.generation
    }
}

impl Eq for InboxKey {}

/// The text of what is known of an inbox.
pub fn encode_inbox(row: &InboxRow) -> String {
    let (private, next) = (row.key.private.to_hex(), row.next.as_ref().map(|next| next.private.to_hex()));
    text(&InboxBody {
        v: INBOX_VERSION,
        private: &private,
        generation: row.key.generation,
        round: row.round,
        merged: row.merged,
        taken_in: row.taken_in,
        told: row.told.clone(),
        next: next
            .as_deref()
            .zip(row.next.as_ref())
            .map(|(private, next)| KeyPart { private, generation: next.generation }),
        judged: row.judged.map(|hash| EntryId(hash).to_string()),
        kept_back: row.kept_back.map(|kept| (kept.since_ms, kept.openings)),
    })
}

/// What is known of the inbox that this text is of.
///
/// # Errors
/// As [`super::decode_letter`].
pub fn decode_inbox(text: &str) -> Result<InboxRow, WireError> {
    let Version { v } = read(text.as_bytes())?;
    if !(1..=INBOX_VERSION).contains(&v) {
        return Err(WireError::NewerBody { found: v });
    }
    let body: InboxBody<'_> = read(text.as_bytes())?;
    let InboxBody { round, merged, taken_in, told, .. } = body;
    // An entry's id has the same form: 32 bytes in hexadecimal digits.
    let judged = body.judged.map(|hash| entry(&hash, "judged")).transpose()?.map(|EntryId(hash)| hash);
    let key = KeyPart { private: body.private, generation: body.generation }.key()?;
    let next = body.next.map(KeyPart::key).transpose()?;
    let kept_back = body.kept_back.map(|(since_ms, openings)| KeptBack { since_ms, openings });
    Ok(InboxRow { key, next, round, merged, taken_in, told, judged, kept_back })
}

#[derive(Serialize, Deserialize)]
struct InboxBody<'t> {
    v: u16,
    private: &'t str,
    #[serde(default = "first_generation")]
    generation: u32,
    round: u64,
    merged: u32,
    taken_in: u32,
    told: Vec<String>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    next: Option<KeyPart<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    judged: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kept_back: Option<(i64, u32)>,
}

/// Borrowed, so that no copy of the key is left where its text is wiped.
#[derive(Serialize, Deserialize)]
struct KeyPart<'t> {
    private: &'t str,
    generation: u32,
}

impl KeyPart<'_> {
    fn key(self) -> Result<InboxKey, WireError> {
        let wrong = WireError::Field { field: "private", right: "64 hexadecimal digits" };
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let (pairs, rest) = self.private.as_bytes().as_chunks::<2>();
        let mut bytes = Zeroizing::new([0; 32]);
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return Err(wrong);
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high).zip(digit(*low)).map(|(high, low)| high << 4 | low).ok_or(wrong)?;
        }
        let private = Secret::from_slice(&bytes[..]).ok_or(wrong)?;
        Ok(InboxKey { private, generation: self.generation })
    }
}

/// Version 1 was written under the first key, or is carried over from it.
fn first_generation() -> u32 {
    1
}

gradus_domain::unprinted!(InboxKey, InboxRow, KeptBack);
