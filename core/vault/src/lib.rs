//! Who may read: the header with its slots, the keys, the freshness mark.
//!
//! ```text
//!  passcode --Argon2id--> 32 bytes --+
//!      and a device secret, or none --+
//!  recovery code (128 random bits) --+--HKDF--> wrap key + commitment --AES-256-GCM--> data key (32 random bytes)
//!  platform secret (>= 256 bits) ----+                                                   |
//!                                       raw SQLCipher key <--HKDF "gradus/vault/db/v1" --+
//!                                       header MAC key <-- "gradus/vault/header/v1" -----+
//!                                       mark MAC key <---- "gradus/vault/mark/v1" -------+
//! ```
//!
//! | File | What it is | Written |
//! |---|---|---|
//! | `vault.hdr`, `vault.hdr2` | two copies of the [`Header`] | temp, fsync, rename, fsync of the folder, each |
//! | `vault.mark`, or `vault.mark2` for an even key generation | how far the journal had come, [`Mark`] | after each commit, without fsync |
//! | `vault.tries` | wrong passcodes in a row, [`Tries`], and the [`LockPolicy`] | before and after each passcode, in place, with fsync |
//! | `vault.inbox` | what was written down while locked, [`Inbox`] | temp, fsync, rename, fsync of the folder |
//! | `vault.db` | the database; the header names it, the store owns it | by the store |
//!
//! The verbs: [`create`], [`inspect`], [`Tries::begin`] and [`Sealed::unlock`], the changes on [`Opened`], [`Mending`]
//! and [`erase`]. No error is ever followed by writing or deleting; a damaged copy is mended only when asked.
//!
//! The header's bytes are described at [`Header`], the mark's at [`MarkFile`], the code's at [`RecoveryCode`].
#![forbid(unsafe_code)]

mod copies;
mod disk;
mod erase;
mod error;
mod fields;
mod guessing;
mod header;
mod inbox;
mod keys;
mod layout;
mod lock_policy;
mod mark;
mod mending;
mod names;
mod opened;
mod recovery;
mod sealed;
mod secret;
mod slot;
#[cfg(test)]
mod specimen;
mod tries;
mod ways;

pub use erase::{Erased, erase};
pub use error::{DamagedPart, OtherCopy, VaultError, VaultFile};
pub use guessing::{Guessing, check_passcode};
pub use header::{Header, VaultId};
pub use inbox::{
    Inbox, InboxKeys, InboxTrouble, KEPT_FOR_URGENT, MOST_LETTER_BYTES, MOST_RECORDS, Opening, set_aside,
};
pub use keys::Keys;
pub use lock_policy::{LEAST_ERASE_AFTER, LockPolicy, MOST_ERASE_AFTER, MOST_LOCK_AFTER_S};
pub use mark::{Mark, MarkFile};
pub use mending::{Mended, Mending, OlderState};
pub use names::{FIRST_DATABASE_FILE, database_file, generation_of, mark_file};
pub use opened::{CopyState, Created, Opened, Rotation, create, create_after, create_with};
pub use recovery::{RecoveryCode, RecoveryCodeError};
pub use sealed::{Sealed, inspect};
pub use secret::{LEAST_KEPT_BYTES, MOST_KEPT_BYTES, NewPasscode, Secret};
pub use slot::{Slot, SlotKind};
pub use tries::{FREE_TRIES, LONGEST_WAIT, Tries, TriesLeft, Uptime};
pub use ways::{WayIn, WayKind};
