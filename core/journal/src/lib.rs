//! What was written down, by whom, in which order, and what it adds up to. Pure: no file, clock or randomness.
//!
//! ```text
//!  domain value --wire--> Draft --Pen::seal--> Entry  (stored, handed on, never changed)
//!                                                |
//!                            EntrySet (union) ---+---> fold ---> History of each person
//!                            chain::check, FreshnessCode: is it whole, is it the newest?
//! ```
#![forbid(unsafe_code)]

pub mod arrival;
mod caution;
pub mod chain;
mod entry;
pub mod fold;
mod freshness;
mod head;
mod holding;
mod kind;
mod set;
pub mod wire;
mod writer;

pub use arrival::Arrivals;
pub use chain::{ChainFault, ChainReport, Equivocation};
pub use entry::{Body, Draft, ENTRY_SALT_BYTES, Entry, EntryError, MAX_BODY_BYTES, commitment};
pub use fold::{Conflict, Folded, fold};
pub use freshness::{Freshness, FreshnessCode, FreshnessCodeError};
pub use head::{HEAD_BYTES, HEAD_VERSION, Head, MAX_TARGETS, VAULT_ITSELF};
pub use holding::{Gap, Holding, holding};
pub use kind::{KNOWN_KINDS, Kind};
pub use set::EntrySet;
pub use wire::{ChainEnd, PlanText, Statement, WireError};
pub use writer::{Pen, PenMark, SignedHead, WriterId};

// Rooms above that hold entries need these names and nothing else of the vocabulary.
pub use gradus_domain::{EntryId, Moment, PersonId};
