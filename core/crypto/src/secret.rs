//! How are secret bytes held, so that they are wiped, never printed and never compared carelessly?

use crate::entropy::{Entropy, EntropyError};
use ring::hmac;
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// `N` secret bytes: wiped when dropped, redacted when printed, not clonable, not comparable with `==`.
///
/// ```compile_fail
/// let a = gradus_crypto::Secret::from_bytes([0; 32]);
/// let b = a.clone();
/// ```
/// ```compile_fail
/// let a = gradus_crypto::Secret::from_bytes([0; 32]);
/// assert!(a == gradus_crypto::Secret::from_bytes([0; 32]));
/// ```
// Boxed: moving the value moves a pointer and leaves no copy of the bytes behind on the stack.
pub struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Makes `N` random secret bytes.
    ///
    /// # Errors
    /// [`EntropyError`] when the source fails.
    pub fn make(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut secret = Self::zeroed();
        entropy.fill(secret.bytes_mut())?;
        Ok(secret)
    }

    /// Takes over `bytes`. The caller's own copies stay the caller's to wipe.
    pub fn from_bytes(mut bytes: [u8; N]) -> Self {
        let secret = Self(Box::new(bytes));
        bytes.zeroize();
        secret
    }

    /// Copies a slice of exactly `N` bytes; `None` at any other length.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != N {
            return None;
        }
        let mut secret = Self::zeroed();
        secret.bytes_mut().copy_from_slice(bytes);
        Some(secret)
    }

    /// The bytes, for handing on to an algorithm. Copies made from them are not wiped.
    pub fn expose(&self) -> &[u8; N] {
        &self.0
    }

    /// The bytes as `2 * N` lower case hexadecimal digits, in a string that is wiped when dropped.
    pub fn to_hex(&self) -> Zeroizing<String> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        // Full capacity at once: a growing string would leave its earlier, unwiped self behind.
        let mut text = Zeroizing::new(String::with_capacity(2 * N));
        for byte in self.0.iter() {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        text
    }

    pub(crate) fn zeroed() -> Self {
        Self(Box::new([0; N]))
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8; N] {
        &mut self.0
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret<{N}>(redacted)")
    }
}

/// Secret bytes whose number is known at run time only: wiped when dropped, length shown, bytes never.
pub struct SecretBytes(Vec<u8>);

impl SecretBytes {
    /// Takes over a vector without copying. Do not let `bytes` have grown: earlier allocations are out of reach.
    pub fn from_vec(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes, for handing on to an algorithm. Copies made from them are not wiped.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for SecretBytes {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretBytes({} bytes, redacted)", self.0.len())
    }
}

/// Whether two byte strings are equal, in a time that depends on their lengths only.
// ring keeps its constant-time comparison behind `hmac::verify`: equal MACs under one key mean equal messages.
pub fn equal_in_constant_time(left: &[u8], right: &[u8]) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"gradus/crypto/equal/v1");
    let tag = hmac::sign(&key, left);
    hmac::verify(&key, right, tag.as_ref()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::FailingEntropy;

    #[test]
    fn debug_never_shows_the_bytes() {
        let shown = format!("{:?} {:#?}", Secret::from_bytes([0xa7; 32]), Secret::from_bytes([167; 4]));
        assert_eq!(shown, "Secret<32>(redacted) Secret<4>(redacted)");
        let shown = format!("{:?}", SecretBytes::from_vec(b"open sesame".to_vec()));
        assert_eq!(shown, "SecretBytes(11 bytes, redacted)");
    }

    #[test]
    fn hex_is_lower_case_and_twice_as_long() {
        let secret = Secret::from_bytes([0x00, 0x0f, 0xa5, 0xff]);
        assert_eq!(secret.to_hex().as_str(), "000fa5ff");
        assert_eq!(secret.to_hex().capacity(), 8);
    }

    #[test]
    fn only_a_slice_of_the_right_length_becomes_a_secret() {
        assert!(Secret::<4>::from_slice(&[1, 2, 3]).is_none());
        assert!(Secret::<4>::from_slice(&[1, 2, 3, 4, 5]).is_none());
        assert_eq!(Secret::<4>::from_slice(&[1, 2, 3, 4]).expect("four bytes").expose(), &[1, 2, 3, 4]);
    }

    #[test]
    fn made_secrets_pass_the_source_error_on() {
        assert_eq!(Secret::<32>::make(&FailingEntropy::after(0)).expect_err("must fail"), EntropyError);
        assert_ne!(Secret::<32>::make(&FailingEntropy::after(1)).expect("one fill").expose(), &[0; 32]);
    }

    #[test]
    fn comparison_tells_every_single_bit_and_length() {
        let left: Vec<u8> = (0..80).collect();
        assert!(equal_in_constant_time(&left, &left.clone()));
        assert!(equal_in_constant_time(&[], &[]));
        assert!(!equal_in_constant_time(&left, &left[..79]));
        for bit in 0..left.len() * 8 {
            let mut right = left.clone();
            right[bit / 8] ^= 1 << (bit % 8);
            assert!(!equal_in_constant_time(&left, &right), "bit {bit}");
        }
    }
}
