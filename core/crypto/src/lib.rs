//! Which bytes, nonces and algorithms: the only room that names a cipher.
//!
//! ```text
//!  Entropy ---- make_* ----> Secret<N>                       random
//!
//!  passcode --stretch (Argon2id)--> Secret<32> --+
//!  Secret<N> ------------------------------------+-- derive_key(salt, Purpose, context) --> Secret<N>
//!                                                |
//!                                                +-- MacKey::derive(Purpose)            --> sign, verify
//!                                                +-- SealKey::derive(salt, Purpose)     --> seal, open
//!  Secret<32> -- SigningKey::derive ----------------------------------------------------> sign; PublicKey: verify
//!
//!  Hasher::new(Purpose).part(..).finish()                    labelled SHA-256, parts cannot slide into each other
//! ```
//!
//! Verb grammar: `derive` gives the same answer every time, `make` draws from an [`Entropy`] that the caller
//! passes in. Nothing here reads a clock, a file or a global source of randomness.
//!
//! Every hash, MAC, seal, signature and derivation names a [`Purpose`]. A new meaning gets a new label, so that
//! bytes made for one use can never be taken for another.
//!
//! | Job | Algorithm | Checked against |
//! |---|---|---|
//! | hash | SHA-256 | FIPS 180-4 examples |
//! | MAC | HMAC-SHA256 | RFC 4231 |
//! | derivation | HKDF-SHA256 | RFC 5869 |
//! | stretching | Argon2id v1.3 | RFC 9106 |
//! | seal | AES-256-GCM with a key commitment | GCM specification, test cases 13 to 16 |
//! | signature | Ed25519 | RFC 8032 |
//! | envelope to a public key | HPKE: X25519, HKDF-SHA256, AES-256-GCM | test vectors of RFC 9180, and a second implementation |
//! | bytes for practice vaults, which protect nothing | ChaCha20 | RFC 8439 |
//!
//! What is wiped: everything held in [`Secret`] and [`SecretBytes`], and the memory that Argon2id works in. What
//! is not: ring's own key schedules, which live on the stack for the length of one call.
#![forbid(unsafe_code)]

mod derivation;
mod entropy;
mod envelope;
mod hash;
mod mac;
mod practice;
mod purpose;
mod seal;
mod secret;
mod signature;
mod stretch;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use derivation::derive_key;
pub use entropy::{Entropy, EntropyError, OsEntropy, make_bytes};
pub use envelope::{ENVELOPE_OVERHEAD_BYTES, EnvelopeError, EnvelopeKey, seal_to};
pub use hash::{Hash, Hasher, sha256};
pub use mac::{MacKey, MacMismatch, Tag};
pub use practice::PracticeEntropy;
pub use purpose::Purpose;
pub use seal::{COMMITMENT_BYTES, NONCE_BYTES, OpenError, SEAL_OVERHEAD_BYTES, SealKey, Sealed};
pub use secret::{Secret, SecretBytes, equal_in_constant_time};
pub use signature::{BadSignature, PublicKey, Signature, SigningKey};
pub use stretch::{
    KdfLimit, KdfParams, KdfParamsError, LONGEST_PASSCODE_BYTES, SALT_BYTES, StretchError, stretch,
};
