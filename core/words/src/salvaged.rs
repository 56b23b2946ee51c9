//! What a damaged diary gave out, and what it did not.

use chrono::NaiveDate;

use crate::Words;

/// Why an entry was not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyLost {
    /// The place where it lay cannot be read.
    Unreadable,
    /// It is not what was written.
    Changed,
    /// It can be read, and something from before it is lost.
    BeyondBreak,
    /// It is there, and what it said is gone.
    BodyGone,
}

impl Words {
    /// Whether all of it was saved, and what waits where it was not.
    pub fn salvaged(&self, is_whole: bool) -> String {
        self.word(if is_whole { "salvaged.whole" } else { "salvaged.part" })
    }

    /// A session or a check-in had begun.
    pub fn salvaged_without_begun(&self) -> String {
        self.word("salvaged.begun")
    }

    /// Notes wait that were written while the diary was locked.
    pub fn salvaged_without_notes(&self) -> String {
        self.word("salvaged.notes")
    }

    /// Rule packs could not be read.
    pub fn salvaged_without_rules(&self) -> String {
        self.word("salvaged.rules")
    }

    /// What becomes of the damaged diary.
    pub fn salvaged_from(&self) -> String {
        self.word("salvaged.old")
    }

    /// Entries of one kind on one day that were not saved, as `3 Mar 2026: Session. It cannot be read.` `kind` is the word that
    /// the journal has for it.
    pub fn not_saved(
        &self,
        day: Option<NaiveDate>,
        kind: Option<&str>,
        entries: usize,
        why: WhyLost,
    ) -> String {
        let day = day.map_or_else(|| self.word("salvaged.no_day"), |day| self.date(day));
        let what = self.word(match kind {
            Some("session") => "salvaged.session",
            Some("skip") => "salvaged.skip",
            Some("check_in") => "salvaged.check_in",
            Some("assessment") => "salvaged.assessment",
            Some("observation") => "salvaged.observation",
            Some("pause") => "salvaged.pause",
            Some("contact") => "salvaged.contact",
            Some("visit") => "salvaged.visit",
            Some("step") => "salvaged.step",
            Some("stage") => "salvaged.stage",
            Some("plan") => "salvaged.plan",
            Some("person") => "salvaged.person",
            Some("device") => "salvaged.device",
            Some("device_care") => "salvaged.device_care",
            Some("amendment") => "salvaged.amendment",
            Some("vault" | "new_life" | "erase") => "salvaged.vault",
            _ => "salvaged.other",
        });
        let why = self.word(match why {
            WhyLost::Unreadable => "salvaged.unreadable",
            WhyLost::Changed => "salvaged.changed",
            WhyLost::BeyondBreak => "salvaged.beyond",
            WhyLost::BodyGone => "salvaged.body",
        });
        self.count("salvaged.line", entries, &[("day", &day), ("what", &what), ("why", &why)])
    }
}
