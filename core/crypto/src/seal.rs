//! How are a few bytes hidden, so that a wrong key is told from damage?

use crate::derivation::derive_key;
use crate::entropy::{Entropy, EntropyError, make_bytes};
use crate::purpose::Purpose;
use crate::secret::{Secret, SecretBytes, equal_in_constant_time};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

/// Length of the key commitment.
pub const COMMITMENT_BYTES: usize = 32;

/// Length of an AES-GCM nonce.
pub const NONCE_BYTES: usize = 12;

/// Length of the AES-GCM tag at the end of the hidden bytes.
const TAG_BYTES: usize = 16;

/// By how much [`Sealed::to_bytes`] is longer than the plain bytes.
pub const SEAL_OVERHEAD_BYTES: usize = COMMITMENT_BYTES + NONCE_BYTES + TAG_BYTES;

/// Hidden bytes and what is needed, besides the key, to open them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Says which key sealed this, without telling anything about the key.
    pub commitment: [u8; COMMITMENT_BYTES],
    /// Used for these bytes and no others.
    pub nonce: [u8; NONCE_BYTES],
    /// As long as the plain bytes, and 16 more for the tag.
    pub ciphertext: Vec<u8>,
}

impl Sealed {
    /// Commitment, nonce and ciphertext, one after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.commitment.as_slice(), &self.nonce, &self.ciphertext].concat()
    }

    /// The reverse of [`Sealed::to_bytes`]; `None` below [`SEAL_OVERHEAD_BYTES`].
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() < SEAL_OVERHEAD_BYTES {
            return None;
        }
        let (commitment, rest) = bytes.split_first_chunk()?;
        let (nonce, ciphertext) = rest.split_first_chunk()?;
        Some(Self { commitment: *commitment, nonce: *nonce, ciphertext: ciphertext.to_vec() })
    }
}

/// Why sealed bytes stay sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Another key sealed them: the passcode or code is not the right one. (A damaged commitment looks the same.)
    #[error("another key sealed these bytes")]
    WrongKey,
    /// The key is the right one; the bytes, or what they were bound to, have been changed.
    #[error("the key is right, but the sealed bytes or their surroundings were changed")]
    Damaged,
}

/// A key that seals bytes for one purpose by AES-256-GCM.
///
/// AES-GCM alone would open under more than one key if somebody arranged for it. So a commitment is derived
/// beside the wrap key, from the same input and under the same purpose; it is compared, in constant time, before
/// anything is opened.
///
/// Nonces are random: seal at most 2^32 times with one key.
#[derive(Debug)]
pub struct SealKey {
    key: Secret<32>,
    commitment: [u8; COMMITMENT_BYTES],
    purpose: Purpose,
}

impl SealKey {
    /// Derives wrap key and commitment by HKDF-SHA256 with the contexts `wrap` and `commit`.
    ///
    /// `secret` must be random or stretched.
    pub fn derive(secret: &[u8], salt: &[u8], purpose: Purpose) -> Self {
        let commitment: Secret<COMMITMENT_BYTES> = derive_key(secret, salt, purpose, b"commit");
        Self { key: derive_key(secret, salt, purpose, b"wrap"), commitment: *commitment.expose(), purpose }
    }

    /// Hides `plain` under a fresh nonce and binds it to `surroundings`, which must be the same when it is opened.
    ///
    /// # Errors
    /// [`EntropyError`] when no nonce can be made.
    pub fn seal(
        &self,
        entropy: &dyn Entropy,
        surroundings: &[u8],
        plain: &[u8],
    ) -> Result<Sealed, EntropyError> {
        let nonce = make_bytes(entropy)?;
        let ciphertext = gcm_seal(&self.key, nonce, &self.labelled(surroundings), plain);
        Ok(Sealed { commitment: self.commitment, nonce, ciphertext })
    }

    /// Whether this key sealed `sealed`, judged by the commitment in constant time.
    pub fn fits(&self, sealed: &Sealed) -> bool {
        equal_in_constant_time(&self.commitment, &sealed.commitment)
    }

    /// Opens what [`SealKey::seal`] hid.
    ///
    /// # Errors
    /// [`OpenError::WrongKey`] when the commitment is another key's, before any decryption;
    /// [`OpenError::Damaged`] when nonce, ciphertext or surroundings were changed.
    pub fn open(&self, surroundings: &[u8], sealed: &Sealed) -> Result<SecretBytes, OpenError> {
        if !self.fits(sealed) {
            return Err(OpenError::WrongKey);
        }
        gcm_open(&self.key, sealed.nonce, &self.labelled(surroundings), &sealed.ciphertext)
            .ok_or(OpenError::Damaged)
    }

    fn labelled(&self, surroundings: &[u8]) -> Vec<u8> {
        let mut aad = self.purpose.prefix();
        aad.extend_from_slice(surroundings);
        aad
    }
}

fn gcm_seal(key: &Secret<32>, nonce: [u8; NONCE_BYTES], aad: &[u8], plain: &[u8]) -> Vec<u8> {
    // Room for the tag from the start, so that the plain bytes are never left behind in a smaller allocation.
    let mut bytes = Vec::with_capacity(plain.len() + TAG_BYTES);
    bytes.extend_from_slice(plain);
    gcm_key(key)
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut bytes)
        .expect("only a message of 64 GiB is too long for AES-GCM");
    bytes
}

fn gcm_open(key: &Secret<32>, nonce: [u8; NONCE_BYTES], aad: &[u8], sealed: &[u8]) -> Option<SecretBytes> {
    let mut bytes = sealed.to_vec();
    let plain_len = gcm_key(key)
        .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut bytes)
        .ok()?
        .len();
    bytes.truncate(plain_len);
    Some(SecretBytes::from_vec(bytes))
}

fn gcm_key(key: &Secret<32>) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key.expose()).expect("an AES-256 key has 32 bytes"))
}

#[cfg(test)]
#[path = "seal_tests.rs"]
mod tests;
