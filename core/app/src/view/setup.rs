use serde::Serialize;

/// What a new vault gives its owner, once.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SetUp {
    /// Id of the vault, in hex.
    pub vault: String,
    /// The recovery code, to be written on paper. It is not kept anywhere and cannot be shown again.
    pub recovery_code: String,
}

impl std::fmt::Debug for SetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetUp").field("vault", &self.vault).finish_non_exhaustive()
    }
}
