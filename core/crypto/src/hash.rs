//! Which 32 bytes stand for these bytes?

use crate::purpose::Purpose;
use ring::digest;

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// Plain SHA-256 of the parts written one after the other.
///
/// The borders between parts are not hashed: `["ab", "c"]` and `["a", "bc"]` agree. Use it for checksums and for
/// layouts of fixed lengths; for anything else use [`Hasher`].
pub fn sha256(parts: &[&[u8]]) -> Hash {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    to_hash(&context.finish())
}

/// SHA-256 over a purpose and length-prefixed parts, so that no two lists of parts give the same input.
///
/// Input: one byte with the length of the label, the label, then for each part its length as an unsigned 64-bit
/// big-endian number and its bytes.
#[derive(Clone)]
pub struct Hasher(digest::Context);

impl Hasher {
    /// Starts a hash for `purpose`.
    pub fn new(purpose: Purpose) -> Self {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(&purpose.prefix());
        Self(context)
    }

    /// Adds a part of any length, also an empty one.
    #[must_use]
    pub fn part(mut self, bytes: &[u8]) -> Self {
        self.0.update(&(bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    /// The hash of everything added.
    pub fn finish(self) -> Hash {
        to_hash(&self.0.finish())
    }
}

fn to_hash(digest: &digest::Digest) -> Hash {
    digest.as_ref().try_into().expect("SHA-256 has 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::hex;

    const PURPOSE: Purpose = Purpose::new("gradus/test/hash/v1");

    #[test]
    fn fips_180_4_examples() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex(&sha256(&[b"abc"])), abc);
        assert_eq!(hex(&sha256(&[b"a", b"", b"bc"])), abc);
        assert_eq!(hex(&sha256(&[])), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(
            hex(&sha256(&[b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"])),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        );
    }

    #[test]
    fn the_labelled_input_is_what_the_documentation_says() {
        let input = b"\x13gradus/test/hash/v1\0\0\0\0\0\0\0\x02ab\0\0\0\0\0\0\0\0";
        assert_eq!(Hasher::new(PURPOSE).part(b"ab").part(b"").finish(), sha256(&[input]));
    }

    #[test]
    fn borders_and_purposes_change_the_hash() {
        let ab_c = Hasher::new(PURPOSE).part(b"ab").part(b"c").finish();
        assert_ne!(ab_c, Hasher::new(PURPOSE).part(b"a").part(b"bc").finish());
        assert_ne!(ab_c, Hasher::new(PURPOSE).part(b"abc").finish());
        assert_ne!(ab_c, Hasher::new(PURPOSE).part(b"ab").part(b"c").part(b"").finish());
        let other = Hasher::new(Purpose::new("gradus/test/hash/v2"));
        assert_ne!(ab_c, other.part(b"ab").part(b"c").finish());
    }
}
