//! How does somebody without the key write what only the key's owner can read?

use crate::entropy::{Entropy, EntropyError, make_bytes};
use crate::purpose::Purpose;
use crate::secret::{Secret, SecretBytes};
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256 as Kem;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use std::convert::Infallible;
use zeroize::Zeroizing;

/// How much longer an envelope is than what is in it: an ephemeral public key and a tag.
pub const ENVELOPE_OVERHEAD_BYTES: usize = KEY_BYTES + 16;

const KEY_BYTES: usize = 32;

/// Why nothing could be put into an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The address is no public key that anything can be sealed to.
    #[error("the address is not a usable public key")]
    Address,
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// A private key that opens envelopes, for one purpose: HPKE (RFC 9180) in base mode, DHKEM(X25519, HKDF-SHA256),
/// HKDF-SHA256, AES-256-GCM.
///
/// The info string is the length of the label in one byte, then the label. An envelope is the ephemeral public key (32
/// bytes), then ciphertext and tag. Nothing says who sealed it: that is for a MAC beside it.
#[derive(Debug)]
pub struct EnvelopeKey {
    private: Secret<KEY_BYTES>,
    purpose: Purpose,
}

impl EnvelopeKey {
    /// Takes up a private key: any 32 random bytes.
    pub fn new(private: Secret<KEY_BYTES>, purpose: Purpose) -> Self {
        Self { private, purpose }
    }

    /// The public key to seal to.
    pub fn address(&self) -> [u8; KEY_BYTES] {
        <Kem as hpke::Kem>::sk_to_pk(&self.inner()).to_bytes().into()
    }

    /// What [`seal_to`] put into `envelope`, with the same surroundings.
    ///
    /// `None` when it was sealed to another key or for another purpose, or was changed, or its surroundings were.
    pub fn open(&self, surroundings: &[u8], envelope: &[u8]) -> Option<SecretBytes> {
        open_with(&self.inner(), &self.purpose.prefix(), surroundings, envelope)
    }

    fn inner(&self) -> <Kem as hpke::Kem>::PrivateKey {
        <Kem as hpke::Kem>::PrivateKey::from_bytes(self.private.expose())
            .expect("any 32 bytes are a private key")
    }
}

fn open_with(
    private: &<Kem as hpke::Kem>::PrivateKey,
    info: &[u8],
    surroundings: &[u8],
    envelope: &[u8],
) -> Option<SecretBytes> {
    let (key, sealed) = envelope.split_first_chunk::<KEY_BYTES>()?;
    let key = <Kem as hpke::Kem>::EncappedKey::from_bytes(key).ok()?;
    let mode = OpModeR::Base;
    let opened =
        single_shot_open::<AesGcm256, HkdfSha256, Kem>(&mode, private, &key, info, sealed, surroundings);
    opened.ok().map(SecretBytes::from_vec)
}

/// Seals `plain` to a public key, bound to `surroundings`. Whoever does it cannot open it again.
///
/// # Errors
/// [`EnvelopeError::Address`] for a public key of low order, [`EnvelopeError::Entropy`].
pub fn seal_to(
    address: &[u8; KEY_BYTES],
    purpose: Purpose,
    entropy: &dyn Entropy,
    surroundings: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, EnvelopeError> {
    // Drawn before, because a source may fail and the library's may not.
    let mut drawn = Drawn(Zeroizing::new(make_bytes(entropy)?));
    let address = <Kem as hpke::Kem>::PublicKey::from_bytes(address).map_err(|_| EnvelopeError::Address)?;
    let (key, sealed) = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, Kem>(
        &OpModeS::Base,
        &address,
        &purpose.prefix(),
        plain,
        surroundings,
        &mut drawn,
    )
    .map_err(|_| EnvelopeError::Address)?;
    let mut envelope = Vec::with_capacity(plain.len() + ENVELOPE_OVERHEAD_BYTES);
    envelope.extend_from_slice(&key.to_bytes());
    envelope.extend_from_slice(&sealed);
    Ok(envelope)
}

/// The 32 bytes from which the ephemeral key follows (`DeriveKeyPair` of the RFC), given out once.
struct Drawn(Zeroizing<[u8; KEY_BYTES]>);

impl TryRng for Drawn {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("HPKE draws bytes")
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("HPKE draws bytes")
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        assert_eq!(out.len(), KEY_BYTES, "HPKE draws the bytes of one key");
        out.copy_from_slice(&*self.0);
        Ok(())
    }
}

impl TryCryptoRng for Drawn {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{FailingEntropy, SeededEntropy, hex, unhex};

    const PURPOSE: Purpose = Purpose::new("gradus/test/envelope/v1");

    fn key(byte: u8) -> EnvelopeKey {
        EnvelopeKey::new(Secret::from_bytes([byte; 32]), PURPOSE)
    }

    fn sealed(plain: &[u8]) -> Vec<u8> {
        seal_to(&key(7).address(), PURPOSE, &SeededEntropy::new(1), b"around", plain).expect("seals")
    }

    fn opens(key: &EnvelopeKey, around: &[u8], envelope: &[u8]) -> Option<Vec<u8>> {
        key.open(around, envelope).map(|plain| plain.expose().to_vec())
    }

    /// The first message of the RFC's own test vectors in base mode with these three algorithms (`test-vectors.json` of its
    /// authors; the RFC itself prints others).
    #[test]
    fn rfc_9180_test_vector() {
        let info = unhex("4f6465206f6e2061204772656369616e2055726e");
        let private = unhex("497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d");
        let private = Secret::from_slice(&private).expect("32 bytes");
        let opened =
            open_with(&EnvelopeKey::new(private, PURPOSE).inner(), &info, b"Count-0", &unhex(RFC_9180));
        assert_eq!(opened.expect("opens").expose(), b"Beauty is truth, truth beauty");
    }

    const RFC_9180: &str = "6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256\
        e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a";

    /// Sealed by Python from RFC 9180 and the layout in the documentation (`tests/interop/vault/envelope.py`).
    #[test]
    fn what_another_implementation_sealed_opens() {
        assert_eq!(hex(&key(7).address()), KNOWN_ADDRESS);
        assert_eq!(opens(&key(7), b"around", &unhex(KNOWN)), Some(b"plain".to_vec()));
    }

    const KNOWN_ADDRESS: &str = "13be4feaeaf204c7fd3358fc9c00721881d174278128227ec674f37f7fe97b6d";
    const KNOWN: &str = "57db4b359f23ae5e146e4e2512056704722506348c150c14753d0c933d04d421e7c5fd87817fe43ebe419d9832\
        b3a01b42f33c5df6";

    #[test]
    fn the_owner_opens_it_and_nobody_else() {
        let envelope = sealed(b"plain");
        assert_eq!(envelope.len(), 5 + ENVELOPE_OVERHEAD_BYTES);
        assert_eq!(opens(&key(7), b"around", &envelope), Some(b"plain".to_vec()));
        assert_eq!(opens(&key(8), b"around", &envelope), None);
        assert_eq!(opens(&key(7), b"arounc", &envelope), None);
        let other = Purpose::new("gradus/test/envelope/v2");
        let other = EnvelopeKey::new(Secret::from_bytes([7; 32]), other);
        assert_eq!(opens(&other, b"around", &envelope), None);
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let envelope = sealed(b"plain");
        for bit in 0..envelope.len() * 8 {
            let mut changed = envelope.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            // X25519 reads over the highest bit of a public key; HPKE binds the bytes as they are.
            assert_eq!(opens(&key(7), b"around", &changed), None, "bit {bit}");
        }
        for length in 0..envelope.len() {
            assert_eq!(opens(&key(7), b"around", &envelope[..length]), None, "{length} bytes");
        }
    }

    #[test]
    fn an_address_of_low_order_and_a_failing_source_are_errors() {
        let source = SeededEntropy::new(1);
        assert_eq!(seal_to(&[0; 32], PURPOSE, &source, b"", b"x"), Err(EnvelopeError::Address));
        let failing = FailingEntropy::after(0);
        let failed = seal_to(&key(7).address(), PURPOSE, &failing, b"", b"x");
        assert_eq!(failed, Err(EnvelopeError::Entropy(EntropyError)));
    }

    #[test]
    fn two_envelopes_of_the_same_are_different() {
        let source = SeededEntropy::new(1);
        let seal = || seal_to(&key(7).address(), PURPOSE, &source, b"", b"x").expect("seals");
        assert_ne!(seal(), seal());
    }

    #[test]
    fn debug_shows_the_purpose_only() {
        assert_eq!(
            format!("{:?}", key(7)),
            "EnvelopeKey { private: Secret<32>(redacted), purpose: Purpose(\"gradus/test/envelope/v1\") }"
        );
    }
}
