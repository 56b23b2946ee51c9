//! How do tests repeat what chance did? Predictable entropy, kept out of released builds in three ways.
//!
//! 1. The module exists only in this crate's own tests or under the cargo feature `testing`, which no default
//!    turns on.
//! 2. Other rooms name that feature under `[dev-dependencies]` only. With the workspace's resolver, features of
//!    dev-dependencies do not leak into `cargo build`.
//! 3. [`MARKER`] is hashed into every byte, so it is present in any binary that can call this; release artefacts
//!    are searched for it.

use crate::entropy::{Entropy, EntropyError};
use crate::hash::sha256;
use std::sync::atomic::{AtomicU64, Ordering};

/// A line that a released artefact must not contain.
pub const MARKER: &str = "GRADUS-PREDICTABLE-ENTROPY-FOR-TESTS-ONLY";

/// Bytes that depend only on the seed and on how many were drawn before. Never a source for real keys.
#[derive(Debug)]
pub struct SeededEntropy {
    seed: u64,
    drawn_blocks: AtomicU64,
}

impl SeededEntropy {
    /// Starts the sequence that belongs to `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed, drawn_blocks: AtomicU64::new(0) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        for chunk in out.chunks_mut(32) {
            let block = self.drawn_blocks.fetch_add(1, Ordering::Relaxed);
            let bytes = sha256(&[MARKER.as_bytes(), &self.seed.to_be_bytes(), &block.to_be_bytes()]);
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
        Ok(())
    }
}

/// Works a given number of times, then fails for ever: for the error arm of every verb that makes something.
#[derive(Debug)]
pub struct FailingEntropy {
    source: SeededEntropy,
    left: AtomicU64,
}

impl FailingEntropy {
    /// Answers `fills` calls, then fails.
    pub fn after(fills: u64) -> Self {
        Self { source: SeededEntropy::new(0), left: AtomicU64::new(fills) }
    }
}

impl Entropy for FailingEntropy {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        let took = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        took.map_err(|_| EntropyError)?;
        self.source.fill(out)
    }
}

#[cfg(test)]
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal digits");
    (0..text.len()).step_by(2).map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::make_bytes;

    #[test]
    fn a_seed_repeats_and_two_seeds_differ() {
        let draw = |seed| make_bytes::<40>(&SeededEntropy::new(seed)).expect("never fails");
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn one_sequence_does_not_repeat_itself() {
        let source = SeededEntropy::new(3);
        let first: [u8; 16] = make_bytes(&source).expect("never fails");
        let second: [u8; 16] = make_bytes(&source).expect("never fails");
        assert_ne!(first, second);
    }

    #[test]
    fn failure_comes_after_the_given_number_of_fills_and_stays() {
        let source = FailingEntropy::after(1);
        assert!(make_bytes::<1>(&source).is_ok());
        assert_eq!(make_bytes::<1>(&source), Err(EntropyError));
        assert_eq!(make_bytes::<1>(&source), Err(EntropyError));
    }
}
