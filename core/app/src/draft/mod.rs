//! Raw input becomes a domain value here, once, or an error that names every field that is wrong.

mod choice;
mod clock;
mod contact;
mod fields;
mod person;
mod session;

pub(crate) use choice::word;
pub use clock::moment;
pub(crate) use contact::{about, contact, visit};
pub(crate) use fields::{Fields, when};
pub(crate) use person::{entered, person};
pub(crate) use session::{occurrence, session, skip_reason};
