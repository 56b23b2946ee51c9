//! What the vault alone knows of its inbox.

use gradus_crypto::{Entropy, EnvelopeKey, Hasher, Purpose, Secret, derive_key};

use super::ENVELOPE;
use crate::error::VaultError;
use crate::header::VaultId;

const FIRST: Purpose = Purpose::new("gradus/vault/inbox-first/v1");
const NAME: Purpose = Purpose::new("gradus/vault/inbox-name/v1");

/// The private key of an inbox: 32 random bytes that lie inside the encrypted database and nowhere else.
#[derive(Debug)]
pub struct InboxKeys {
    vault_id: VaultId,
    private: Secret<32>,
}

impl InboxKeys {
    /// Makes a new one.
    ///
    /// # Errors
    /// [`VaultError::Entropy`].
    pub fn make(vault_id: VaultId, entropy: &dyn Entropy) -> Result<Self, VaultError> {
        Ok(Self { vault_id, private: Secret::make(entropy)? })
    }

    /// One that was kept.
    pub fn from_bytes(vault_id: VaultId, private: Secret<32>) -> Self {
        Self { vault_id, private }
    }

    /// The 32 bytes to keep.
    pub fn expose(&self) -> &[u8; 32] {
        self.private.expose()
    }

    /// A name for something in the neutral state: the same each time, and telling nothing to whoever lacks the key.
    pub fn neutral_name(&self, of: &[u8]) -> [u8; 8] {
        let hash = Hasher::new(NAME).part(self.private.expose()).part(of).finish();
        *hash.first_chunk().expect("a hash has 32 bytes")
    }

    pub(super) fn vault_id(&self) -> VaultId {
        self.vault_id
    }

    pub(super) fn address(&self) -> [u8; 32] {
        self.envelope().address()
    }

    pub(super) fn envelope(&self) -> EnvelopeKey {
        EnvelopeKey::new(Secret::from_bytes(*self.private.expose()), ENVELOPE)
    }

    pub(super) fn first_mac_key(&self, round: u64) -> Secret<32> {
        derive_key(self.private.expose(), &[], FIRST, &round.to_be_bytes())
    }
}
