//! Which writer said this, checkable by anybody who knows the writer's public key?

use crate::entropy::{Entropy, EntropyError};
use crate::purpose::Purpose;
use crate::secret::Secret;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

/// An Ed25519 signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

/// The signature is not this key's for these bytes and this purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not fit the bytes")]
pub struct BadSignature;

/// Who signs. Not secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// Checks a signature made by [`SigningKey::sign`].
    ///
    /// # Errors
    /// [`BadSignature`] when bytes, purpose, key or signature differ, or when the key is no point of the curve.
    pub fn verify(
        &self,
        purpose: Purpose,
        parts: &[&[u8]],
        signature: &Signature,
    ) -> Result<(), BadSignature> {
        verify_raw(&self.0, &labelled(purpose, parts), &signature.0)
    }
}

/// An Ed25519 key pair, held as its seed.
///
/// The signed input is the length of the label in one byte, the label, then the parts one after the other; a
/// message is therefore a layout that can be read in one way only.
// ring's key pair is not wiped when dropped, so it is built for the length of one call and only the seed is kept.
#[derive(Debug)]
pub struct SigningKey {
    seed: Secret<32>,
    public: PublicKey,
}

impl SigningKey {
    /// Makes a new key pair.
    ///
    /// # Errors
    /// [`EntropyError`] when the source fails.
    pub fn make(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        Ok(Self::derive(Secret::make(entropy)?))
    }

    /// The key pair that belongs to `seed` (the private key of RFC 8032).
    pub fn derive(seed: Secret<32>) -> Self {
        let public = public_key_bytes(&key_pair(&seed));
        Self { seed, public: PublicKey(public) }
    }

    /// The seed, for keeping inside the encrypted database.
    pub fn seed(&self) -> &Secret<32> {
        &self.seed
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        self.public
    }

    /// Signs the message `parts` for `purpose`. The same input always gives the same signature.
    pub fn sign(&self, purpose: Purpose, parts: &[&[u8]]) -> Signature {
        Signature(sign_raw(&self.seed, &labelled(purpose, parts)))
    }
}

fn labelled(purpose: Purpose, parts: &[&[u8]]) -> Vec<u8> {
    let mut message = purpose.prefix();
    message.extend_from_slice(&parts.concat());
    message
}

fn key_pair(seed: &Secret<32>) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(seed.expose()).expect("every 32 bytes are an Ed25519 seed")
}

fn public_key_bytes(pair: &Ed25519KeyPair) -> [u8; 32] {
    pair.public_key().as_ref().try_into().expect("an Ed25519 public key has 32 bytes")
}

fn sign_raw(seed: &Secret<32>, message: &[u8]) -> [u8; 64] {
    key_pair(seed).sign(message).as_ref().try_into().expect("an Ed25519 signature has 64 bytes")
}

fn verify_raw(public: &[u8], message: &[u8], signature: &[u8]) -> Result<(), BadSignature> {
    UnparsedPublicKey::new(&ED25519, public).verify(message, signature).map_err(|_| BadSignature)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{FailingEntropy, SeededEntropy, hex, unhex};

    const PURPOSE: Purpose = Purpose::new("gradus/test/sign/v1");

    fn key() -> SigningKey {
        SigningKey::make(&SeededEntropy::new(5)).expect("never fails")
    }

    #[test]
    fn rfc_8032_tests_1_to_3() {
        let cases = [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b\
                 d25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c\
                 387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659\
                 4a7c15e9716ed28dc027beceea1ec40a",
            ),
        ];
        for (seed, public, message, signature) in cases {
            let seed = Secret::from_slice(&unhex(seed)).expect("32 bytes");
            let message = unhex(message);
            assert_eq!(hex(&sign_raw(&seed, &message)), signature);
            assert_eq!(hex(&SigningKey::derive(seed).public_key().0), public);
            assert_eq!(verify_raw(&unhex(public), &message, &unhex(signature)), Ok(()));
        }
    }

    #[test]
    fn the_signed_input_is_what_the_documentation_says() {
        let key = key();
        let spelled = sign_raw(key.seed(), b"\x13gradus/test/sign/v1abc");
        assert_eq!(key.sign(PURPOSE, &[b"ab", b"c"]).0, spelled);
    }

    #[test]
    fn every_flipped_bit_is_told() {
        let key = key();
        let public = key.public_key();
        let signature = key.sign(PURPOSE, &[b"head"]);
        assert_eq!(public.verify(PURPOSE, &[b"head"], &signature), Ok(()));
        for bit in 0..512 {
            let mut changed = signature;
            changed.0[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(public.verify(PURPOSE, &[b"head"], &changed), Err(BadSignature), "bit {bit}");
        }
        for bit in 0..256 {
            let mut changed = public;
            changed.0[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(changed.verify(PURPOSE, &[b"head"], &signature), Err(BadSignature), "bit {bit}");
        }
        assert_eq!(public.verify(PURPOSE, &[b"heae"], &signature), Err(BadSignature));
    }

    #[test]
    fn a_signature_serves_one_purpose() {
        let key = key();
        let signature = key.sign(PURPOSE, &[b"head"]);
        let other = Purpose::new("gradus/test/sign/v2");
        assert_eq!(key.public_key().verify(other, &[b"head"], &signature), Err(BadSignature));
    }

    #[test]
    fn the_seed_brings_the_same_key_back() {
        let key = key();
        let again = SigningKey::derive(Secret::from_bytes(*key.seed().expose()));
        assert_eq!(key.public_key(), again.public_key());
    }

    #[test]
    fn debug_hides_the_seed_and_a_failing_source_is_an_error() {
        let key = key();
        let shown = format!("{key:?}");
        assert!(shown.starts_with("SigningKey { seed: Secret<32>(redacted), public: PublicKey("), "{shown}");
        assert!(!shown.contains(&format!("{:?}", key.seed().expose())));
        assert_eq!(SigningKey::make(&FailingEntropy::after(0)).expect_err("must fail"), EntropyError);
    }
}
