//! Raw input becomes a domain value here, once, or an error that names every field that is wrong.

mod choice;
mod clock;
mod contact;
mod device;
mod entered;
mod fields;
mod observation;
mod person;
mod run;
mod session;

pub(crate) use choice::{Choice, word};
pub use clock::moment;
pub(crate) use contact::{about, contact, visit};
pub(crate) use device::{care, device, entered_care, entered_device, folded, lubrication};
pub(crate) use entered::{entered_answers, entered_session, entered_visit};
pub(crate) use fields::{Fields, when};
pub(crate) use observation::{entered_observation, observation};
pub(crate) use person::{entered, person};
pub(crate) use run::{run_details, run_event, run_word, run_words, sign};
pub(crate) use session::{note, occurrence, session, skip_reason};
