use serde::Serialize;

/// What a full check of the vault found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyView {
    /// Whether everything holds.
    pub sound: bool,
    /// Entries whose bytes, chain and place were checked.
    pub entries: u64,
    /// Writers whose signed heads were checked.
    pub writers: u32,
    /// Arrival number of the newest entry.
    pub arrival: u64,
    /// Head of the arrival chain, in hex.
    pub head: String,
    /// What does not hold, each a sentence; empty when sound.
    pub problems: Vec<String>,
    /// What was put right before this check, each a sentence; empty when nothing was asked for or nothing had to be.
    pub mended: Vec<String>,
}
