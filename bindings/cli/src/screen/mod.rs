//! How each view is drawn. Words before symbols; the most urgent first; nothing decided here.

mod day;
mod device;
mod import;
mod inbox;
mod plan;
mod preview;
mod progress;
mod reader;
mod rules;
mod run;
pub mod said;
mod setting;
mod trends;
mod triage;
mod vault;
mod words;

pub use day::{occurrences, today, why};
pub use device::{devices, fit};
pub use import::{Asked, import};
pub use inbox::{inbox_news, locked};
pub use plan::{plan, plan_for, plan_present, plan_replaced, plans};
pub use preview::preview;
pub use progress::{proposal, timeline};
pub use reader::{Reader, level_words, question_for};
pub use rules::{difference, pack_checked, pack_signed, rule, rules, setting_rule, signed};
pub use run::run;
pub use setting::{setting, setting_questions};
pub use trends::trends;
pub use triage::{answer, answer_in_brief, answer_to_file, instruction, questions, still_open};
pub use vault::{code, details, key_renewed, mended, people, recorded, salvaged, set_up, verified};
pub use words::{millimetres, short_date};

#[cfg(test)]
pub mod samples;
#[cfg(test)]
mod tests;
