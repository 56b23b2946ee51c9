//! Where do random bytes come from?

use ring::rand::{SecureRandom, SystemRandom};

/// A source of unpredictable bytes, passed to every verb that begins with `make`.
///
/// It is our own trait because ring's cannot be implemented outside ring, and tests need a source they can repeat.
pub trait Entropy: Send + Sync {
    /// Fills the whole of `out`.
    ///
    /// # Errors
    /// [`EntropyError`] when the source has no bytes to give. `out` must then not be used.
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError>;
}

/// The operating system gave no random bytes. Nothing was made; try again, or give up without writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct EntropyError;

/// The operating system's random generator. The only source of everything that reaches a disk.
#[derive(Debug)]
pub struct OsEntropy(SystemRandom);

impl OsEntropy {
    /// The generator; holds no state of its own.
    pub fn new() -> Self {
        Self(SystemRandom::new())
    }
}

impl Default for OsEntropy {
    fn default() -> Self {
        Self::new()
    }
}

impl Entropy for OsEntropy {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        self.0.fill(out).map_err(|_| EntropyError)
    }
}

/// Makes `N` random bytes that are not secret: an identifier, a salt. For keys use [`crate::Secret::make`].
///
/// # Errors
/// [`EntropyError`] when the source fails.
pub fn make_bytes<const N: usize>(entropy: &dyn Entropy) -> Result<[u8; N], EntropyError> {
    let mut out = [0; N];
    entropy.fill(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::FailingEntropy;

    #[test]
    fn the_operating_system_does_not_repeat_itself() {
        let source: Box<dyn Entropy> = Box::new(OsEntropy::new());
        let first: [u8; 32] = make_bytes(&*source).expect("the system has entropy");
        let second: [u8; 32] = make_bytes(&*source).expect("the system has entropy");
        assert_ne!(first, second);
        assert_ne!(first, [0; 32]);
    }

    #[test]
    fn a_failing_source_is_an_error() {
        assert_eq!(make_bytes::<16>(&FailingEntropy::after(0)), Err(EntropyError));
    }
}
