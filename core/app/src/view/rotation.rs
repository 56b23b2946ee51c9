use serde::Serialize;

/// What a renewal of the key left to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RotationWord {
    /// It was cut short. The old key, the old passcode and the old recovery code are in force, and nothing is lost.
    Undone,
    /// A new key or a new recovery code is in force, and nobody has said that the new code was written down.
    CodeNotNoted,
}

/// A renewal of the key that somebody should hear of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RotationView {
    /// What is the case.
    pub state: RotationWord,
    /// The same for the person, with what to do.
    pub sentence: String,
}
