//! Where entries rest: one encrypted database, opened fail-closed, in which the journal is the storage.
//!
//! ```text
//!  vault::Opened --> Store::open --- reads and checks everything ---> Store + EntrySet --> journal::fold
//!                                                                       |
//!  journal::Draft --> Store::append: one transaction { entry rows, erased bodies, signed head } --> vault.mark
//! ```
//!
//! | what could happen | what notices |
//! |---|---|
//! | a byte of a page changes | SQLCipher's authentication code of that page |
//! | an old page, an old database or an old log is put back; the end of the log is cut off | chains, signed heads, `vault.mark` |
//! | the database of another vault stands there | the key does not fit |
//! | an old header is put back | its epoch, which the journal records |
//! | the whole folder is put back | the [`gradus_journal::FreshnessCode`] that the shell keeps elsewhere |
//!
//! A failed opening leaves every file as it was and creates none.
//!
//! SQLite's own memory is overwritten when it is freed, and so are keys here. The entries that are handed out are plain
//! values: whoever holds them holds what was logged, until the memory is used again.
#![forbid(unsafe_code)]

mod append;
mod changes;
mod connection;
mod create;
mod draft;
mod erase;
mod error;
mod files;
mod freshness;
mod hold;
mod log;
mod medium;
mod memory;
mod mend;
mod pack;
mod problem;
mod rotate;
mod rotation_left;
mod rows;
mod salvage;
mod scan;
mod schema;
mod stopper;
mod store;
mod unfinished;
mod verify;
mod wreck;

pub use create::NewVault;
pub use draft::KeptRun;
pub use erase::erase;
pub use error::StoreError;
pub use hold::Hold;
pub use mend::StoreMended;
pub use problem::{Problem, VerifyOutcome};
pub use rotate::Rotated;
pub use rotation_left::RotationLeft;
pub use salvage::{Lost, LostWhy, SalvageReport, Salvaged};
pub use stopper::Stopper;
pub use store::{Arrived, Store};
