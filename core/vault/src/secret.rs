//! What does somebody bring to open the vault, or to be let in from now on?

use crate::error::VaultError;
use crate::recovery::RecoveryCode;
use gradus_crypto::KdfParams;
use std::fmt;

/// The least length of a secret that a keystore holds: 32 random bytes cannot be guessed, so that none is stretched.
pub const LEAST_KEPT_BYTES: usize = 32;
/// The greatest length of a secret that a keystore holds.
pub const MOST_KEPT_BYTES: usize = 1024;

/// What opens a vault.
///
/// A passcode is taken byte for byte: nothing is trimmed, folded or normalised, because what two systems would do
/// differently could lock somebody out. A shell that takes text encodes it as UTF-8 after composing it (NFC), the
/// same way each time.
pub enum Secret<'a> {
    /// The passcode: 1 to 1,024 bytes.
    Passcode(&'a [u8]),
    /// The passcode, on a device whose keystore holds a secret beside it. It opens a vault that asks for both, and one
    /// that asks for the passcode alone.
    OnDevice {
        /// The passcode: 1 to 1,024 bytes.
        passcode: &'a [u8],
        /// What the keystore holds: 32 to 1,024 random bytes.
        device_secret: &'a [u8],
    },
    /// What a keystore gives out by itself, as after a fingerprint: 32 to 1,024 random bytes.
    Platform(&'a [u8]),
    /// The code on paper.
    Recovery(&'a RecoveryCode),
}

impl Secret<'_> {
    /// Refuses what can open no vault, before anything is read or stretched.
    pub(crate) fn check(&self) -> Result<(), VaultError> {
        match self {
            Self::Passcode([]) | Self::OnDevice { passcode: [], .. } => Err(VaultError::EmptyPasscode),
            Self::OnDevice { device_secret: kept, .. } | Self::Platform(kept) => check_kept(kept),
            Self::Passcode(_) | Self::Recovery(_) => Ok(()),
        }
    }

    /// Whether a passcode is typed for it.
    pub(crate) fn is_passcode(&self) -> bool {
        matches!(self, Self::Passcode(_) | Self::OnDevice { .. })
    }
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Passcode(_) => "Passcode(redacted)",
            Self::OnDevice { .. } => "OnDevice(redacted)",
            Self::Platform(_) => "Platform(redacted)",
            Self::Recovery(_) => "Recovery(redacted)",
        })
    }
}

/// A passcode that is being set.
#[derive(Clone, Copy)]
pub struct NewPasscode<'a> {
    /// 1 to 1,024 bytes.
    pub passcode: &'a [u8],
    /// What the device's keystore holds beside it: 32 to 1,024 random bytes. `None` where the passcode alone is to open
    /// the vault; then whoever copies the folder can try passcodes.
    pub device_secret: Option<&'a [u8]>,
    /// The work that one guess costs.
    pub params: KdfParams,
}

impl<'a> NewPasscode<'a> {
    /// A passcode that opens alone.
    pub const fn alone(passcode: &'a [u8], params: KdfParams) -> Self {
        Self { passcode, device_secret: None, params }
    }
}

impl fmt::Debug for NewPasscode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPasscode").field("params", &self.params).finish_non_exhaustive()
    }
}

/// Refuses a secret of a keystore that could be guessed.
pub(crate) fn check_kept(secret: &[u8]) -> Result<(), VaultError> {
    if (LEAST_KEPT_BYTES..=MOST_KEPT_BYTES).contains(&secret.len()) {
        Ok(())
    } else {
        Err(VaultError::KeptSecretLength { found_bytes: secret.len() })
    }
}
