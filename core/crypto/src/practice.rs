//! Where do random bytes come from when a vault that lives in memory only must be the same each time?

use std::sync::atomic::{AtomicU64, Ordering};

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};

use crate::entropy::{Entropy, EntropyError};
use crate::hash::Hasher;
use crate::purpose::Purpose;

const SEED: Purpose = Purpose::new("gradus/practice/seed/v1");

/// A ChaCha20 keystream (RFC 8439) under a key that a number names: the same bytes for the same number, in every
/// language and on every machine.
///
/// For tests, previews and a look around. Whoever knows the number knows every byte, so keys made from it protect
/// nothing: it is given to vaults in memory only, which have no header and no file that could ever be opened.
///
/// The n-th filling is the keystream of the n-th nonce, so two fillings never share a byte's place.
pub struct PracticeEntropy {
    key: LessSafeKey,
    fillings: AtomicU64,
}

impl PracticeEntropy {
    /// Starts the sequence that belongs to `seed`.
    pub fn new(seed: u64) -> Self {
        Self::from_key(&Hasher::new(SEED).part(&seed.to_be_bytes()).finish())
    }

    fn from_key(key: &[u8; 32]) -> Self {
        let key = UnboundKey::new(&CHACHA20_POLY1305, key).expect("a ChaCha20 key is 32 bytes");
        Self { key: LessSafeKey::new(key), fillings: AtomicU64::new(0) }
    }
}

impl Entropy for PracticeEntropy {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        let filling = self.fillings.fetch_add(1, Ordering::Relaxed);
        let mut nonce = [0; 12];
        nonce[4..].copy_from_slice(&filling.to_be_bytes());
        // Sealing zeros gives the keystream itself; the tag is of no use here.
        out.fill(0);
        let nonce = Nonce::assume_unique_for_key(nonce);
        let sealed = self.key.seal_in_place_separate_tag(nonce, Aad::empty(), out);
        sealed.map(drop).map_err(|_| EntropyError)
    }
}

impl std::fmt::Debug for PracticeEntropy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PracticeEntropy").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::make_bytes;
    use crate::testing::unhex;

    /// RFC 8439, section 2.4.2: key 00 to 1f, nonce 00:00:00:00:00:00:00:4a:00:00:00:00, the first block.
    #[test]
    fn the_keystream_is_the_one_of_the_rfc() {
        let key: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).expect("small"));
        let entropy = PracticeEntropy::from_key(&key);
        entropy.fillings.store(0x4a_0000_0000, Ordering::Relaxed);
        let expected = unhex(concat!(
            "224f51f3401bd9e12fde276fb8631ded8c131f823d2c06e27e4fcaec9ef3cf78",
            "8a3b0aa372600a92b57974cded2b9334794cba40c63e34cdea212c4cf07d41b7",
        ));
        assert_eq!(make_bytes::<64>(&entropy).expect("never fails").as_slice(), expected);
    }

    #[test]
    fn a_seed_repeats_and_two_seeds_differ() {
        let draw = |seed| make_bytes::<40>(&PracticeEntropy::new(seed)).expect("never fails");
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn one_sequence_does_not_repeat_itself_and_hides_what_was_there() {
        let entropy = PracticeEntropy::new(3);
        let first: [u8; 16] = make_bytes(&entropy).expect("never fails");
        let mut second = [0xff; 16];
        entropy.fill(&mut second).expect("never fails");
        let again = PracticeEntropy::new(3);
        assert_eq!(make_bytes::<16>(&again).expect("never fails"), first);
        assert_eq!(make_bytes::<16>(&again).expect("never fails"), second);
        assert_ne!(first, second);
    }
}
