//! What crosses to a screen, a binding or `--json`: plain values, every one finished.
//!
//! Each file is one screen's worth. Fields are integers with the unit in the name, ISO 8601 text, or sentences in the
//! person's language; a shell draws them and decides nothing. Field names and order are a promise: `--json` prints
//! them as they stand here, and the other languages receive the same records.

mod changes;
mod clock;
mod command;
mod contact;
mod correction;
mod device;
mod erased;
mod gate;
mod import;
mod interview;
mod locked;
mod next_action;
mod observed;
mod person;
mod plan;
mod practice;
mod preview;
mod progress;
mod reminder;
mod rotation;
mod run;
mod salvage;
mod setting;
mod setup;
mod today;
mod trends;
mod triage;
mod vault;

pub use changes::*;
pub use clock::*;
pub use command::*;
pub use contact::*;
pub use correction::*;
pub use device::*;
pub use erased::*;
pub use gate::*;
pub use import::*;
pub use interview::*;
pub use locked::*;
pub use next_action::*;
pub use observed::*;
pub use person::*;
pub use plan::*;
pub use practice::*;
pub use preview::*;
pub use progress::*;
pub use reminder::*;
pub use rotation::*;
pub use run::*;
pub use salvage::*;
pub use setting::*;
pub use setup::*;
pub use today::*;
pub use trends::*;
pub use triage::*;
pub use vault::*;
