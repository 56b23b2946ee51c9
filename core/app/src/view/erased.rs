use serde::Serialize;

/// What is left after a vault was destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErasedView {
    /// How many files of the vault were there and are gone; 0 where there was no vault.
    pub files: u32,
    /// Whether the folder holds something that is not of a vault. It was left as it is.
    pub left_others: bool,
    /// The same for the person, with what erasing does not reach.
    pub sentence: String,
}
