//! How often the rules call for somebody who is well, and how soon for somebody who is not.
//!
//! People are made up from one table of numbers (`rates.toml`), each with its source or marked as an assumption. They live a
//! plan from its published form, hold sessions, answer the interview, call the clinic, and fall ill. Whatever is answered,
//! closed, asked for or proposed comes from the rooms that the app uses: `gradus-domain` and `gradus-triage`, through the
//! same calls. `tests/same_as_app.rs` lets a vault live the same days and compares every answer.
#![forbid(unsafe_code)]

mod body;
mod chance;
mod count;
mod diary;
mod life;
mod memory;
mod people;
mod table;
mod tally;

pub use count::{Call, Counted, Onset};
pub use diary::{Diary, Entry, Told};
pub use life::{Lived, Setting, live};
pub use memory::Memory;
pub use people::{Adopted, person};
pub use table::{Course, Group, Sort, Table, Urgency};
pub use tally::{Tally, name};
