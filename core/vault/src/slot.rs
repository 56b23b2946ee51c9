//! How does one secret give the data key?

use crate::error::VaultError;
use crate::header::VaultId;
use crate::keys::Keys;
use crate::secret::{NewPasscode, Secret, check_kept};
use gradus_crypto::{
    Entropy, KdfParams, OpenError, Purpose, SALT_BYTES, SealKey, Sealed, Secret as Bytes, StretchError,
    derive_key, equal_in_constant_time, make_bytes, stretch,
};
use zeroize::Zeroizing;

const PASSCODE: Purpose = Purpose::new("gradus/vault/slot-passcode/v1");
const ON_DEVICE: Purpose = Purpose::new("gradus/vault/slot-device/v1");
const DEVICE_CHECK: Purpose = Purpose::new("gradus/vault/device-check/v1");
const PLATFORM: Purpose = Purpose::new("gradus/vault/slot-platform/v1");
const RECOVERY: Purpose = Purpose::new("gradus/vault/slot-recovery/v1");

/// Length of what tells whether a device secret is the one of a slot.
pub(crate) const DEVICE_CHECK_BYTES: usize = 16;

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
    /// Opened by a passcode, stretched by Argon2id, and the secret of one device's keystore, both together.
    OnDevice {
        /// The work that one guess costs.
        params: KdfParams,
        /// Tells whether a device secret is the one, without telling anything about it: a new phone is told from a wrong
        /// passcode, and before any work is done.
        device_check: [u8; DEVICE_CHECK_BYTES],
        /// Random for each wrapping.
        salt: [u8; SALT_BYTES],
        /// Commitment, nonce and the wrapped data key.
        wrapped: Sealed,
    },
    /// Opened by a random secret that a keystore gives out, as after a fingerprint. It needs no stretching.
    Platform {
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

impl SlotKind {
    /// Whether it takes a passcode, alone or with a device secret.
    pub(crate) fn takes_passcode(&self) -> bool {
        matches!(self, Self::Passcode { .. } | Self::OnDevice { .. })
    }
}

/// The facts that a slot is bound to: a slot copied into another vault or generation does not open there.
#[derive(Clone, Copy)]
pub(crate) struct Binding {
    pub(crate) vault_id: VaultId,
    pub(crate) key_generation: u32,
}

impl Slot {
    /// Wraps the data key for a passcode, and for a device secret where there is one.
    pub(crate) fn make_passcode(
        id: u16,
        binding: Binding,
        keys: &Keys,
        new: &NewPasscode<'_>,
        entropy: &dyn Entropy,
    ) -> Result<Self, VaultError> {
        let (passcode, params) = (new.passcode, new.params);
        if passcode.is_empty() {
            return Err(VaultError::EmptyPasscode);
        }
        let Some(device_secret) = new.device_secret else {
            let salt = make_bytes(entropy)?;
            let wrapped = Lock::passcode(binding, id, passcode, &salt, params)?.wrap(keys, entropy)?;
            return Ok(Self { id, kind: SlotKind::Passcode { params, salt, wrapped } });
        };
        check_kept(device_secret)?;
        let salt = make_bytes(entropy)?;
        let device_check = device_check(device_secret, &salt);
        let lock = Lock::on_device(binding, id, (passcode, device_secret), &salt, params)?;
        let wrapped = lock.wrap(keys, entropy)?;
        Ok(Self { id, kind: SlotKind::OnDevice { params, device_check, salt, wrapped } })
    }

    /// Wraps the data key for a secret of a keystore.
    pub(crate) fn make_platform(
        id: u16,
        binding: Binding,
        keys: &Keys,
        secret: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Self, VaultError> {
        check_kept(secret)?;
        let salt = make_bytes(entropy)?;
        let wrapped = Lock::random(binding, id, secret, &salt, PLATFORM).wrap(keys, entropy)?;
        Ok(Self { id, kind: SlotKind::Platform { salt, wrapped } })
    }

    /// Wraps the data key for a recovery code.
    pub(crate) fn make_recovery(
        id: u16,
        binding: Binding,
        keys: &Keys,
        code: &crate::RecoveryCode,
        entropy: &dyn Entropy,
    ) -> Result<Self, VaultError> {
        let salt = make_bytes(entropy)?;
        let wrapped = Lock::random(binding, id, code.bytes(), &salt, RECOVERY).wrap(keys, entropy)?;
        Ok(Self { id, kind: SlotKind::Recovery { salt, wrapped } })
    }

    /// Whether this slot is one that `secret` may open. A device secret of another device is told here.
    pub(crate) fn takes(&self, secret: &Secret<'_>) -> bool {
        match (&self.kind, secret) {
            (SlotKind::Passcode { .. }, Secret::Passcode(_) | Secret::OnDevice { .. })
            | (SlotKind::Platform { .. }, Secret::Platform(_))
            | (SlotKind::Recovery { .. }, Secret::Recovery(_)) => true,
            (
                SlotKind::OnDevice { device_check: wanted, salt, .. },
                Secret::OnDevice { device_secret, .. },
            ) => equal_in_constant_time(&device_check(device_secret, salt), wanted),
            _ => false,
        }
    }

    /// The keys, if `secret` is this slot's; `None` if it is another's.
    pub(crate) fn unwrap_keys(
        &self,
        binding: Binding,
        secret: &Secret<'_>,
    ) -> Result<Option<Keys>, UnwrapError> {
        let id = self.id;
        let (lock, wrapped) = match (&self.kind, secret) {
            (
                SlotKind::Passcode { params, salt, wrapped },
                Secret::Passcode(passcode) | Secret::OnDevice { passcode, .. },
            ) => (Lock::passcode(binding, id, passcode, salt, *params)?, wrapped),
            (
                SlotKind::OnDevice { params, salt, wrapped, .. },
                Secret::OnDevice { passcode, device_secret },
            ) => (Lock::on_device(binding, id, (passcode, device_secret), salt, *params)?, wrapped),
            (SlotKind::Platform { salt, wrapped }, Secret::Platform(secret)) => {
                (Lock::random(binding, id, secret, salt, PLATFORM), wrapped)
            }
            (SlotKind::Recovery { salt, wrapped }, Secret::Recovery(code)) => {
                (Lock::random(binding, id, code.bytes(), salt, RECOVERY), wrapped)
            }
            _ => return Ok(None),
        };
        lock.unwrap(binding, wrapped)
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

impl From<StretchError> for UnwrapError {
    fn from(error: StretchError) -> Self {
        Self::Stretch(error)
    }
}

/// The key of one slot, and what its sealed bytes are bound to.
struct Lock {
    key: SealKey,
    /// Vault id, key generation, slot id, then for a passcode memory, passes and lanes, then, on a device, its check,
    /// then the salt. The kind is in the purpose label. No epoch: a slot stays as it is while the header around it is
    /// written anew.
    surroundings: Vec<u8>,
}

impl Lock {
    fn passcode(
        binding: Binding,
        id: u16,
        passcode: &[u8],
        salt: &[u8; SALT_BYTES],
        params: KdfParams,
    ) -> Result<Self, StretchError> {
        let stretched = stretch(passcode, salt, params)?;
        let surroundings = surroundings(binding, id, &[&numbers(params), salt]);
        Ok(Self { key: SealKey::derive(stretched.expose(), salt, PASSCODE), surroundings })
    }

    fn on_device(
        binding: Binding,
        id: u16,
        (passcode, device_secret): (&[u8], &[u8]),
        salt: &[u8; SALT_BYTES],
        params: KdfParams,
    ) -> Result<Self, StretchError> {
        let stretched = stretch(passcode, salt, params)?;
        // The first part always has 32 bytes, so that the two cannot slide into each other.
        let mut both = Zeroizing::new(Vec::with_capacity(32 + device_secret.len()));
        both.extend_from_slice(stretched.expose());
        both.extend_from_slice(device_secret);
        let check = device_check(device_secret, salt);
        let surroundings = surroundings(binding, id, &[&numbers(params), &check, salt]);
        Ok(Self { key: SealKey::derive(&both, salt, ON_DEVICE), surroundings })
    }

    fn random(binding: Binding, id: u16, secret: &[u8], salt: &[u8; SALT_BYTES], purpose: Purpose) -> Self {
        let key = SealKey::derive(secret, salt, purpose);
        Self { key, surroundings: surroundings(binding, id, &[salt]) }
    }

    fn wrap(&self, keys: &Keys, entropy: &dyn Entropy) -> Result<Sealed, VaultError> {
        Ok(self.key.seal(entropy, &self.surroundings, keys.data_key().expose())?)
    }

    fn unwrap(&self, binding: Binding, wrapped: &Sealed) -> Result<Option<Keys>, UnwrapError> {
        match self.key.open(&self.surroundings, wrapped) {
            Err(OpenError::WrongKey) => Ok(None),
            Err(OpenError::Damaged) => Err(UnwrapError::Damaged),
            Ok(bytes) => {
                let data_key = Bytes::from_slice(bytes.expose()).ok_or(UnwrapError::Damaged)?;
                Ok(Some(Keys::from_data_key(binding, data_key)))
            }
        }
    }
}

fn device_check(device_secret: &[u8], salt: &[u8; SALT_BYTES]) -> [u8; DEVICE_CHECK_BYTES] {
    *derive_key(device_secret, salt, DEVICE_CHECK, &[]).expose()
}

/// Memory, passes and lanes, 4 bytes each.
pub(crate) fn numbers(params: KdfParams) -> Vec<u8> {
    [params.memory_kib(), params.passes(), params.lanes()].map(u32::to_be_bytes).as_flattened().to_vec()
}

fn surroundings(binding: Binding, id: u16, own: &[&[u8]]) -> Vec<u8> {
    let mut bytes = binding.vault_id.0.to_vec();
    bytes.extend_from_slice(&binding.key_generation.to_be_bytes());
    bytes.extend_from_slice(&id.to_be_bytes());
    bytes.extend(own.iter().copied().flatten());
    bytes
}

#[cfg(test)]
#[path = "slot_tests.rs"]
mod tests;
