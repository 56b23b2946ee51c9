//! How SQLCipher encrypts a page: its crypto provider on `ring` and RustCrypto's AES.
//!
//! SQLCipher owns the file format, the page layout and the key schedule; this crate only answers its five questions: random bytes,
//! HMAC, PBKDF2, AES-256-CBC, and how long each of them is. The format is unchanged: a file written here opens with any SQLCipher 4,
//! and the other way round.
//!
//! # Opening a file
//!
//! 1. [`install`], once per process, before the first connection.
//! 2. Open the connection, then [`before_key`]: is this SQLCipher at all, in the release this provider was checked against? On a
//!    library without encryption `PRAGMA key` is silently ignored and everything is written in plain text.
//! 3. `PRAGMA key = "x'…64 hex digits…'"`, never 96: with a salt given by the caller, a changed salt in the file passes every check.
//! 4. [`after_key`]: is the provider ours, and are the parameters those of format 4?
//! 5. A first read (`SELECT count(*) FROM sqlite_schema`). A wrong key, a foreign file and a damaged first page all answer
//!    `SQLITE_NOTADB` here; nothing before it touched the file.
//! 6. [`after_first_read`]: durability and what a hostile file may do.
//!
//! SQLCipher's log needs no pragma: it is compiled out (`.cargo/config.toml`).
//!
//! # What stays in memory
//!
//! With `cipher_memory_security` on, which [`before_key`] sees to, SQLite overwrites every allocation that it frees, and each callback
//! here overwrites the stack that it used. After a connection is closed no row is left in the process; copies that the caller made
//! are the caller's. The memory is also locked against swapping as far as the system's limit goes; beyond it, silently not.
#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks, clippy::missing_safety_doc)]

#[cfg(panic = "abort")]
compile_error!("a callback that panics must become an error for SQLite: build with panic = \"unwind\"");

mod aes_cbc;
mod callbacks;
mod opening;
mod pointers;
mod provider;
#[cfg(test)]
mod vectors;

use std::ffi::c_int;
use std::fmt;
use std::sync::OnceLock;

pub use opening::{OpeningError, after_first_read, after_key, before_key};

/// What `PRAGMA cipher_provider` answers on a connection that this crate encrypts.
pub const PROVIDER_NAME: &str = "gradus-ring";

/// What `PRAGMA cipher_provider_version` answers: this crate's version.
pub const PROVIDER_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The SQLCipher release whose provider table this crate fills, as `PRAGMA cipher_version` spells it.
///
/// The table has no version or size field, so another release could read it wrongly; [`before_key`] refuses any other.
pub const CIPHER_VERSION: &str = "4.19.0 community";

/// SQLite did not start: `sqlite3_initialize` answered with an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartError {
    /// SQLite's result code, for example 7 for "out of memory".
    pub code: c_int,
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SQLCipher did not start: SQLite's result code is {}; it has to be 0", self.code)
    }
}

impl std::error::Error for StartError {}

/// Starts SQLCipher with this crate's provider and answers the provider's name; any number of calls, from any thread.
///
/// Call it before the first connection. SQLite marks itself as started before SQLCipher has registered its provider, so two threads
/// that open their first connections at the same moment could meet a library without one; here they wait for each other. The call
/// also makes the linker keep the provider.
///
/// # Errors
///
/// [`StartError`] if SQLite or SQLCipher could not start (no memory, no random source). SQLite does not try again within a process,
/// so neither does this.
pub fn install() -> Result<&'static str, StartError> {
    static STARTED: OnceLock<c_int> = OnceLock::new();
    let code = *STARTED.get_or_init(|| {
        std::hint::black_box(provider::gradus_sqlcipher_ring_setup as provider::Setup);
        // SAFETY: sqlite3_initialize takes no arguments, may be called at any time, and is serialised by this OnceLock.
        unsafe { libsqlite3_sys::sqlite3_initialize() }
    });
    if code == libsqlite3_sys::SQLITE_OK { Ok(PROVIDER_NAME) } else { Err(StartError { code }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_start_names_the_code() {
        assert_eq!(
            StartError { code: 7 }.to_string(),
            "SQLCipher did not start: SQLite's result code is 7; it has to be 0"
        );
    }

    #[test]
    fn installing_twice_is_installing_once() {
        assert_eq!(install(), Ok("gradus-ring"));
        assert_eq!(install(), Ok("gradus-ring"));
    }
}
