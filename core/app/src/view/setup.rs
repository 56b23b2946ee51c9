use std::borrow::Cow;

use serde::{Serialize, Serializer};

/// What a new vault gives its owner, once.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SetUp {
    /// Id of the vault, in hex.
    pub vault: String,
    /// The recovery code in ASCII, to be written on paper. It is not kept anywhere and cannot be shown again. Bytes, so
    /// that a shell can wipe them once it was shown.
    #[serde(serialize_with = "as_text")]
    pub recovery_code: Vec<u8>,
}

impl SetUp {
    /// The recovery code as it is shown.
    pub fn recovery_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.recovery_code)
    }
}

/// Another recovery code, once.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RenewedCode {
    /// The recovery code in ASCII, to be written on paper in place of the one before, which opens nothing any more. Bytes, so
    /// that a shell can wipe them once it was shown.
    #[serde(serialize_with = "as_text")]
    pub recovery_code: Vec<u8>,
}

impl RenewedCode {
    /// The recovery code as it is shown.
    pub fn recovery_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.recovery_code)
    }
}

impl std::fmt::Debug for RenewedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RenewedCode")
    }
}

fn as_text<S: Serializer>(code: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&String::from_utf8_lossy(code))
}

impl std::fmt::Debug for SetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetUp").field("vault", &self.vault).finish_non_exhaustive()
    }
}
