//! Which key does each file and each job get?

use crate::error::VaultFile;
use crate::header::VaultId;
use crate::names::mark_file;
use crate::slot::Binding;
use gradus_crypto::{Entropy, EntropyError, MacKey, Purpose, Secret, derive_key};
use std::fmt;
use zeroize::Zeroizing;

const DATABASE: Purpose = Purpose::new("gradus/vault/db/v1");
const HEADER: Purpose = Purpose::new("gradus/vault/header/v1");
const MARK: Purpose = Purpose::new("gradus/vault/mark/v1");

/// The data key of an open vault and everything that is derived from it.
///
/// ```text
/// data key (32 random bytes, one per key generation)
///   +-- HKDF "gradus/vault/db/v1" ------> raw SQLCipher key
///   +-- HKDF "gradus/vault/header/v1" --> MAC key of vault.hdr and vault.hdr2
///   +-- HKDF "gradus/vault/mark/v1" ----> MAC key of vault.mark
///   +-- HKDF any other purpose ---------> what the rooms above need
/// ```
///
/// Each is HKDF-SHA256 with an empty salt; info is the length of the label in one byte, then the label.
/// Wiped when dropped, redacted when printed. Holding one means that the header was authenticated.
pub struct Keys {
    vault_id: VaultId,
    generation: u32,
    data_key: Secret<32>,
}

impl Keys {
    pub(crate) fn make(of: Binding, entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        Ok(Self::from_data_key(of, Secret::make(entropy)?))
    }

    pub(crate) fn from_data_key(of: Binding, data_key: Secret<32>) -> Self {
        Self { vault_id: of.vault_id, generation: of.key_generation, data_key }
    }

    /// The vault that these keys open.
    pub fn vault_id(&self) -> VaultId {
        self.vault_id
    }

    /// The raw SQLCipher key: 64 lower case hexadecimal digits, wiped when dropped. Never more than 64: SQLCipher
    /// takes 96 for key and salt, and then notices no change of the salt.
    pub fn db_key_hex(&self) -> Zeroizing<String> {
        self.derive(DATABASE).to_hex()
    }

    /// A key for another purpose of a room above. The labels of this room are refused so that no two uses meet.
    ///
    /// # Panics
    /// When the label begins with `gradus/vault/`.
    pub fn derive_for(&self, purpose: Purpose) -> Secret<32> {
        assert_foreign(purpose);
        self.derive(purpose)
    }

    /// A MAC key for another purpose of a room above.
    ///
    /// # Panics
    /// When the label begins with `gradus/vault/`.
    pub fn derive_mac_key(&self, purpose: Purpose) -> MacKey {
        assert_foreign(purpose);
        MacKey::derive(&self.data_key, purpose)
    }

    pub(crate) fn header_key(&self) -> MacKey {
        MacKey::derive(&self.data_key, HEADER)
    }

    pub(crate) fn mark_key(&self) -> MacKey {
        MacKey::derive(&self.data_key, MARK)
    }

    /// The file in which the mark of this key generation lies.
    pub(crate) fn mark_file(&self) -> VaultFile {
        mark_file(self.generation)
    }

    pub(crate) fn data_key(&self) -> &Secret<32> {
        &self.data_key
    }

    fn derive(&self, purpose: Purpose) -> Secret<32> {
        derive_key(self.data_key.expose(), &[], purpose, &[])
    }
}

fn assert_foreign(purpose: Purpose) {
    assert!(!purpose.label().starts_with("gradus/vault/"), "this purpose belongs to the vault room");
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("vault_id", &self.vault_id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn keys() -> Keys {
        let of = Binding { vault_id: VaultId([7; 16]), key_generation: 1 };
        Keys::from_data_key(of, Secret::from_bytes([0xd7; 32]))
    }

    /// Computed with Python's `cryptography` from the layout in the documentation.
    #[test]
    fn frozen_derivations() {
        assert_eq!(
            keys().db_key_hex().as_str(),
            "e020209854c24c789e163e8b27ed6153410990038612ea67658a32ed083c9dae"
        );
        let hex = |tag: [u8; 32]| Secret::from_bytes(tag).to_hex().to_string();
        assert_eq!(
            hex(keys().header_key().sign(&[b"x"])),
            "71a69f70e8bf70f6db45419d713df92a32301c03f63e3507e2bc014759cde6f8"
        );
        assert_eq!(
            hex(keys().mark_key().sign(&[b"x"])),
            "132474621576cf2f00117da8780ca0593d9e6ad99f817b476c23cda392ea440c"
        );
    }

    #[test]
    fn debug_shows_the_vault_and_nothing_else() {
        assert_eq!(
            format!("{:?}", keys()),
            "Keys { vault_id: VaultId(07070707070707070707070707070707), .. }"
        );
    }

    #[test]
    fn other_rooms_get_their_own_keys_but_never_ours() {
        const OTHER: Purpose = Purpose::new("gradus/journal/checkpoint/v1");
        assert_ne!(keys().derive_for(OTHER).to_hex(), keys().db_key_hex());
        let tag = keys().derive_mac_key(OTHER).sign(&[b"x"]);
        assert_ne!(tag, keys().header_key().sign(&[b"x"]));
        for ours in [DATABASE, HEADER, MARK] {
            assert!(catch_unwind(AssertUnwindSafe(|| keys().derive_for(ours))).is_err());
            assert!(catch_unwind(AssertUnwindSafe(|| keys().derive_mac_key(ours))).is_err());
        }
    }
}
