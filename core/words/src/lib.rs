//! How it is said to a person: every typed reason as a finished sentence.
//!
//! Sentences stand in `core/clinical/texts/sentences.*.toml`, one file a language; this room fills in numbers, dates
//! and sizes. It decides nothing, and it shows words that a person wrote only where its documentation says so.
#![forbid(unsafe_code)]

mod day;
mod device;
mod diary;
mod gate;
mod import;
mod inbox;
mod next;
mod notice;
mod observation;
mod person;
mod plan;
mod plan_change;
mod plan_text;
mod proposal;
mod report;
mod run;
mod salvaged;
mod sentences;
mod size;
mod span;
mod stage;
mod vault;
mod when;

use gradus_domain::Locale;
use gradus_domain::document::Problem;

pub use day::is_only_interrupted;
pub use import::{Assumed, Concern};
pub use inbox::InboxDoubt;
pub use next::Next;
pub use notice::Notice;
use plan_text::PlanTexts;
pub use report::REPORT_KEYS;
pub use run::Enough;
pub use salvaged::WhyLost;
use sentences::Sentences;

/// The sentences of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    sentences: Sentences,
    plans: PlanTexts,
}

/// The sentences of a language that ships.
fn shipped(locale: Locale) -> &'static str {
    match locale {
        Locale::En => include_str!("../../clinical/texts/sentences.en.toml"),
        Locale::Es => include_str!("../../clinical/texts/sentences.es.toml"),
    }
}

impl Words {
    /// In one of the languages that ship. The tests hold every file to the English one, key by key and brace by brace.
    pub fn of(locale: Locale) -> Self {
        let sentences = Sentences::parse(shipped(locale), None);
        Self {
            sentences: sentences.expect("the tests read the built-in sentences"),
            plans: PlanTexts::of(locale),
        }
    }

    /// In English.
    pub fn english() -> Self {
        Self::of(Locale::En)
    }

    /// From the text of a translation, which must hold every sentence of the English file with the same braces.
    ///
    /// # Errors
    /// Every sentence that is missing, unknown, or has lost or gained a part to fill in, with its line.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let sentences = Sentences::parse(text, Some(&Self::english().sentences))?;
        Ok(Self { sentences, plans: PlanTexts::default() })
    }

    /// The language, such as `en`.
    pub fn locale(&self) -> &str {
        self.sentences.locale()
    }

    /// Why something is not done, in these words: each refusal that stands there in English is said in this language.
    pub fn refusal(&self, english: &Self, why: &str) -> String {
        let all = english.sentences.under("refusal");
        let known = all.filter(|(_, said)| why.contains(said));
        known.fold(why.to_owned(), |why, (key, said)| why.replace(said, &self.word(key)))
    }

    /// The sentence under `key`, with its braces filled.
    fn say(&self, key: &str, parts: &[(&str, &str)]) -> String {
        self.sentences.fill(key, parts)
    }

    /// The words under `key`, which have no braces.
    fn word(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// The sentence under `key_1` for one, under `key_n` for any other number.
    fn count(&self, key: &str, n: usize, parts: &[(&str, &str)]) -> String {
        if n == 1 {
            return self.say(&format!("{key}_1"), parts);
        }
        let number = n.to_string();
        let mut parts = parts.to_vec();
        parts.push(("n", &number));
        self.say(&format!("{key}_n"), &parts)
    }
}
