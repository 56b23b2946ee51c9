//! Where dilation is to be done: in a clinic, at home under a clinic's lead, by oneself, or not now.
//!
//! The same machinery as the danger rules, with a pack, facts and texts of its own. Every fact is a sign, so that there is
//! no negation at all: one more risk, and one more "not sure", can only make the answer less free. Answers that speak
//! against each other count on the safer side (`against`).

mod against;
mod check;
mod decide;
mod derive;
mod log;
mod pack;
mod texts;
mod translation;

pub use decide::{SettingDecision, SettingReason};
pub use derive::derive_setting;
pub use pack::{
    LookAgain, SETTING_FACTS, SETTING_RULES, SettingExplained, SettingOption, SettingPack, SettingRule,
};
pub use texts::{SETTING_TEXTS_EN, SETTING_TEXTS_ES, SettingTexts};

/// Where dilation is to be done, from the freest to the least free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// An adult's own practice.
    SelfDirected,
    /// At home, by the plan and under the lead of a clinic.
    Home,
    /// By a clinician, or begun by one first.
    Professional,
    /// Not now: something is to be looked at, or to heal, first.
    NotNow,
}

impl Setting {
    /// Every setting with its word in files, the freest first.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("self_directed", Self::SelfDirected),
        ("home", Self::Home),
        ("professional", Self::Professional),
        ("not_now", Self::NotNow),
    ];

    /// Its word in files.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, setting)| *setting == self).map_or("not_now", |(word, _)| word)
    }

    /// What a rule of this setting asks for while its question was not put: one starts with a clinician then (S33), and
    /// never further off than the finding would be. A question that was put and has no answer asks for all of it.
    pub fn unasked(self) -> Self {
        self.min(Self::Professional)
    }
}
