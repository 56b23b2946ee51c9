//! Did somebody with the key write exactly these bytes?

use crate::derivation::derive_key;
use crate::purpose::Purpose;
use crate::secret::Secret;
use ring::hmac;

/// An HMAC-SHA256 value.
pub type Tag = [u8; 32];

/// The tag does not belong to these bytes under this key: they were changed, or the key is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the authentication tag does not fit the bytes")]
pub struct MacMismatch;

/// A key that signs and checks messages of one purpose.
///
/// The input of HMAC-SHA256 is the length of the label in one byte, the label, then the parts one after the other.
/// The borders between parts are not signed, so a message is a layout that can be read in one way only.
#[derive(Debug)]
pub struct MacKey {
    key: Secret<32>,
    purpose: Purpose,
}

impl MacKey {
    /// Derives the key for `purpose` from a strong key, which may serve other purposes as well.
    pub fn derive(root: &Secret<32>, purpose: Purpose) -> Self {
        Self { key: derive_key(root.expose(), &[], purpose, &[]), purpose }
    }

    /// The tag of the message `parts`.
    pub fn sign(&self, parts: &[&[u8]]) -> Tag {
        let tag = hmac_sha256(self.key.expose(), &self.labelled(parts));
        tag.as_ref().try_into().expect("HMAC-SHA256 has 32 bytes")
    }

    /// Checks in constant time that `tag` belongs to the message `parts`.
    ///
    /// # Errors
    /// [`MacMismatch`] when it does not, also when `tag` has another length.
    pub fn verify(&self, parts: &[&[u8]], tag: &[u8]) -> Result<(), MacMismatch> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.key.expose());
        hmac::verify(&key, &self.labelled(parts), tag).map_err(|_| MacMismatch)
    }

    fn labelled(&self, parts: &[&[u8]]) -> Vec<u8> {
        let mut message = self.purpose.prefix();
        message.extend_from_slice(&parts.concat());
        message
    }
}

fn hmac_sha256(key: &[u8], message: &[u8]) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::hex;

    const PURPOSE: Purpose = Purpose::new("gradus/test/mac/v1");

    fn key(purpose: Purpose) -> MacKey {
        MacKey::derive(&Secret::from_bytes([7; 32]), purpose)
    }

    #[test]
    fn rfc_4231_test_cases() {
        let cases: [(&[u8], &[u8], &str); 4] = [
            (&[0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (&[0xaa; 20], &[0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (
                &[0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ];
        for (key, message, tag) in cases {
            assert_eq!(hex(hmac_sha256(key, message).as_ref()), tag);
        }
    }

    #[test]
    fn the_signed_input_is_what_the_documentation_says() {
        let derived: Secret<32> = derive_key(&[7; 32], &[], PURPOSE, &[]);
        let spelled = hmac_sha256(derived.expose(), b"\x12gradus/test/mac/v1abc");
        assert_eq!(key(PURPOSE).sign(&[b"a", b"bc"]).as_slice(), spelled.as_ref());
    }

    #[test]
    fn every_flipped_bit_of_message_and_tag_is_told() {
        let key = key(PURPOSE);
        let message = b"sixteen byte msg".to_vec();
        let tag = key.sign(&[&message]);
        assert_eq!(key.verify(&[&message], &tag), Ok(()));
        for bit in 0..message.len() * 8 {
            let mut changed = message.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key.verify(&[&changed], &tag), Err(MacMismatch));
        }
        for bit in 0..tag.len() * 8 {
            let mut changed = tag;
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key.verify(&[&message], &changed), Err(MacMismatch));
        }
        assert_eq!(key.verify(&[&message], &tag[..31]), Err(MacMismatch));
        assert_eq!(key.verify(&[&message], &[]), Err(MacMismatch));
    }

    #[test]
    fn another_purpose_or_root_is_another_key() {
        let tag = key(PURPOSE).sign(&[b"m"]);
        assert_eq!(key(Purpose::new("gradus/test/mac/v2")).verify(&[b"m"], &tag), Err(MacMismatch));
        let other_root = MacKey::derive(&Secret::from_bytes([8; 32]), PURPOSE);
        assert_eq!(other_root.verify(&[b"m"], &tag), Err(MacMismatch));
    }

    #[test]
    fn debug_shows_the_purpose_only() {
        assert_eq!(
            format!("{:?}", key(PURPOSE)),
            "MacKey { key: Secret<32>(redacted), purpose: Purpose(\"gradus/test/mac/v1\") }"
        );
    }
}
