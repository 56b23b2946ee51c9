use std::fmt;

/// Pain as the person says it: 0 is none, 10 the worst imaginable (numeric rating scale; for an infant the observer's
/// FLACC sum, which runs over the same range).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PainScore(u8);

/// The number is above 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("pain is told from 0 to 10")]
pub struct PainError;

impl PainScore {
    /// No pain.
    pub const NONE: Self = Self(0);
    /// The worst imaginable.
    pub const WORST: Self = Self(10);

    /// From a number.
    ///
    /// # Errors
    /// [`PainError`] above 10.
    pub fn new(score: u8) -> Result<Self, PainError> {
        if score > 10 { Err(PainError) } else { Ok(Self(score)) }
    }

    /// The number, 0 to 10.
    pub fn value(self) -> u8 {
        self.0
    }
}

impl fmt::Display for PainScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pain_runs_from_0_to_10_and_no_further() {
        assert_eq!(PainScore::new(0), Ok(PainScore::NONE));
        assert_eq!(PainScore::new(10), Ok(PainScore::WORST));
        assert_eq!(PainScore::new(11), Err(PainError));
        assert_eq!(PainScore::new(7).map(PainScore::value), Ok(7));
    }
}
