//! How does one secret give the data key?

use crate::error::VaultError;
use crate::header::VaultId;
use crate::keys::Keys;
use crate::recovery::RecoveryCode;
use gradus_crypto::{
    Entropy, KdfParams, OpenError, Purpose, SALT_BYTES, SealKey, Sealed, Secret as Bytes, StretchError,
    make_bytes, stretch,
};
use std::fmt;

const PASSCODE: Purpose = Purpose::new("gradus/vault/slot-passcode/v1");
const RECOVERY: Purpose = Purpose::new("gradus/vault/slot-recovery/v1");

/// What a person brings to open the vault.
///
/// A passcode is taken byte for byte: nothing is trimmed, folded or normalised, because what two systems would do
/// differently could lock somebody out. A shell that takes text encodes it as UTF-8 after composing it (NFC), the
/// same way each time.
pub enum Secret<'a> {
    /// The passcode: 1 to 1,024 bytes.
    Passcode(&'a [u8]),
    /// The code on paper.
    Recovery(&'a RecoveryCode),
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Passcode(_) => "Passcode(redacted)",
            Self::Recovery(_) => "Recovery(redacted)",
        })
    }
}

/// One way into the vault: the data key, wrapped under a key that comes from one secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Tells slots of one header apart.
    pub id: u16,
    /// What it takes to open it.
    pub kind: SlotKind,
}

/// The kinds of slot, with what each of them stores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// Opened by a passcode, stretched by Argon2id.
    Passcode {
        /// The work that one guess costs.
        params: KdfParams,
        /// Random for each wrapping.
        salt: [u8; SALT_BYTES],
        /// Commitment, nonce and the wrapped data key.
        wrapped: Sealed,
    },
    /// Opened by the recovery code, which is random and needs no stretching.
    Recovery {
        /// Random for each wrapping.
        salt: [u8; SALT_BYTES],
        /// Commitment, nonce and the wrapped data key.
        wrapped: Sealed,
    },
    /// A kind, or a key derivation, that a later version knows. Kept as it is and ignored.
    Unknown {
        /// The kind's number.
        kind: u8,
        /// The key derivation's number.
        kdf: u8,
        /// Its content, byte for byte.
        content: Vec<u8>,
    },
}

/// The facts that a slot is bound to: a slot copied into another vault or generation does not open there.
#[derive(Clone, Copy)]
pub(crate) struct Binding {
    pub(crate) vault_id: VaultId,
    pub(crate) key_generation: u32,
}

impl Slot {
    /// Wraps the data key for a passcode.
    pub(crate) fn make_passcode(
        id: u16,
        binding: Binding,
        keys: &Keys,
        passcode: &[u8],
        params: KdfParams,
        entropy: &dyn Entropy,
    ) -> Result<Self, VaultError> {
        if passcode.is_empty() {
            return Err(VaultError::EmptyPasscode);
        }
        let salt = make_bytes(entropy)?;
        let key = passcode_key(passcode, &salt, params)?;
        let surroundings = surroundings(binding, id, Some(params), &salt);
        let wrapped = key.seal(entropy, &surroundings, keys.data_key().expose())?;
        Ok(Self { id, kind: SlotKind::Passcode { params, salt, wrapped } })
    }

    /// Wraps the data key for a recovery code.
    pub(crate) fn make_recovery(
        id: u16,
        binding: Binding,
        keys: &Keys,
        code: &RecoveryCode,
        entropy: &dyn Entropy,
    ) -> Result<Self, VaultError> {
        let salt = make_bytes(entropy)?;
        let key = SealKey::derive(code.bytes(), &salt, RECOVERY);
        let wrapped = key.seal(entropy, &surroundings(binding, id, None, &salt), keys.data_key().expose())?;
        Ok(Self { id, kind: SlotKind::Recovery { salt, wrapped } })
    }

    /// Whether this slot is of the kind that `secret` opens.
    pub(crate) fn takes(&self, secret: &Secret<'_>) -> bool {
        matches!(
            (&self.kind, secret),
            (SlotKind::Passcode { .. }, Secret::Passcode(_))
                | (SlotKind::Recovery { .. }, Secret::Recovery(_))
        )
    }

    /// The keys, if `secret` is this slot's; `None` if it is another's.
    pub(crate) fn unwrap_keys(
        &self,
        binding: Binding,
        secret: &Secret<'_>,
    ) -> Result<Option<Keys>, UnwrapError> {
        let (key, wrapped, surroundings) = match (&self.kind, secret) {
            (SlotKind::Passcode { params, salt, wrapped }, Secret::Passcode(passcode)) => {
                let key = passcode_key(passcode, salt, *params).map_err(UnwrapError::Stretch)?;
                (key, wrapped, surroundings(binding, self.id, Some(*params), salt))
            }
            (SlotKind::Recovery { salt, wrapped }, Secret::Recovery(code)) => {
                let key = SealKey::derive(code.bytes(), salt, RECOVERY);
                (key, wrapped, surroundings(binding, self.id, None, salt))
            }
            _ => return Ok(None),
        };
        match key.open(&surroundings, wrapped) {
            Err(OpenError::WrongKey) => Ok(None),
            Err(OpenError::Damaged) => Err(UnwrapError::Damaged),
            Ok(bytes) => {
                let data_key = Bytes::from_slice(bytes.expose()).ok_or(UnwrapError::Damaged)?;
                Ok(Some(Keys::from_data_key(binding.vault_id, data_key)))
            }
        }
    }
}

/// Why a slot of the right kind gave no answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum UnwrapError {
    /// The secret is right; the wrapped key or what it is bound to was changed.
    Damaged,
    /// The passcode could not be stretched.
    Stretch(StretchError),
}

fn passcode_key(
    passcode: &[u8],
    salt: &[u8; SALT_BYTES],
    params: KdfParams,
) -> Result<SealKey, StretchError> {
    let stretched = stretch(passcode, salt, params)?;
    Ok(SealKey::derive(stretched.expose(), salt, PASSCODE))
}

/// Vault id, key generation, slot id, then (passcode only) memory, passes and lanes, then the salt. The kind is in
/// the purpose label. No epoch: a slot stays as it is while the header around it is written anew.
fn surroundings(binding: Binding, id: u16, params: Option<KdfParams>, salt: &[u8; SALT_BYTES]) -> Vec<u8> {
    let mut bytes = binding.vault_id.0.to_vec();
    bytes.extend_from_slice(&binding.key_generation.to_be_bytes());
    bytes.extend_from_slice(&id.to_be_bytes());
    for number in params.iter().flat_map(|params| [params.memory_kib(), params.passes(), params.lanes()]) {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    bytes.extend_from_slice(salt);
    bytes
}
