use std::fmt;

use serde::Serialize;

use super::SetUp;

/// Where and how the new vault is made that takes what a damaged one gives out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SalvageDraft {
    /// Its folder. It must not exist or be empty, and lies outside of the damaged vault's.
    pub into: String,
    /// How many milliseconds `stretch_trial` took on this device; left out where that was not measured.
    pub trial_ms: Option<u32>,
    /// The language in which to tell what became of it, a tag such as `es`; English without it.
    pub language: Option<String>,
}

/// What a damaged vault gave out.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SalvageView {
    /// The new vault and its recovery code, once. That of the damaged vault does not open the new one.
    pub made: SetUp,
    /// Whether nothing is missing, and that is proven. Where it is not, sessions wait until every question was answered again,
    /// and the next size until the clinic was spoken to.
    pub whole: bool,
    /// How many entries are in the new vault that were in the old one, those of the vault about itself included.
    pub saved: u64,
    /// The same by person, those with a name that is left, by name.
    pub people: Vec<SavedPerson>,
    /// How many entries are known of that were not saved.
    pub lost: u64,
    /// What is known of them, by day; those without a day last.
    pub not_saved: Vec<NotSaved>,
    /// The same as each writer counted. A writer is a device in one life of the vault.
    pub gaps: Vec<SalvageGap>,
    /// What else the person has to know, each a sentence.
    pub sentences: Vec<String>,
}

/// How much of one person's log was saved.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SavedPerson {
    /// The name the family uses.
    pub name: String,
    /// How many entries.
    pub entries: u64,
}

/// Entries of one kind on one day that were not saved.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct NotSaved {
    /// `YYYY-MM-DD`; `None` where it is not known.
    pub day: Option<String>,
    /// What they were, as `session` or `check_in`; `None` where it is not known.
    pub kind: Option<String>,
    /// The name of the person they were about; `None` where it is not known, and for entries of the vault itself.
    pub person: Option<String>,
    /// How many.
    pub entries: u64,
    /// Why they were not saved.
    pub why: NotSavedWhy,
    /// The same for the person.
    pub sentence: String,
}

/// Why an entry of a damaged vault was not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotSavedWhy {
    /// The place where it lay cannot be read.
    Unreadable,
    /// It is not what was written.
    Changed,
    /// It can be read, and something that its writer wrote before it cannot: nobody knows what that changed.
    BeyondBreak,
    /// It is in the new vault, and what it said is gone, although no order to erase that is left.
    BodyGone,
}

/// Entries of one writer that were not saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SalvageGap {
    /// Which writer, in hex.
    pub writer: String,
    /// The number that the writer gave the first of them, from 1.
    pub first: u64,
    /// The number of the last; `None` where the signature is lost that says how many there were.
    pub last: Option<u64>,
}

impl fmt::Debug for SalvageView {
    /// Names and what was written down stay out of every log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SalvageView({} saved, {} lost)", self.saved, self.lost)
    }
}

gradus_domain::unprinted!(SavedPerson, NotSaved);
