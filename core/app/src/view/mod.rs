//! What crosses to a screen, a binding or `--json`: plain values, every one finished.
//!
//! Each file is one screen's worth. Fields are integers with the unit in the name, ISO 8601 text, or sentences in the
//! person's language; a shell draws them and decides nothing. Field names and order are a promise: `--json` prints
//! them as they stand here, and the other languages receive the same records.

mod changes;
mod clock;
mod command;
mod contact;
mod gate;
mod import;
mod interview;
mod person;
mod plan;
mod practice;
mod progress;
mod setup;
mod today;
mod triage;
mod vault;

pub use changes::*;
pub use clock::*;
pub use command::*;
pub use contact::*;
pub use gate::*;
pub use import::*;
pub use interview::*;
pub use person::*;
pub use plan::*;
pub use practice::*;
pub use progress::*;
pub use setup::*;
pub use today::*;
pub use triage::*;
pub use vault::*;
