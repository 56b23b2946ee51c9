use chrono::{DateTime, FixedOffset};
use gradus_domain::Millimetres;

use crate::Words;

/// What is worth knowing about something that was just written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// It was written down more than a day later.
    LateEntry,
    /// The size is above the ceiling of the plan.
    AboveCeiling {
        /// The size used.
        size: Millimetres,
        /// The ceiling.
        goal: Millimetres,
    },
    /// The size is not the present one.
    OtherSize {
        /// The size used.
        size: Millimetres,
        /// The present size.
        current: Millimetres,
    },
    /// A session was held while the gate was closed.
    WhileClosed,
    /// Sessions come from a file.
    Imported,
    /// No planned session was open.
    Unplanned,
    /// A size was set far above the present one.
    Jump {
        /// The present size.
        from: Millimetres,
        /// The size set.
        to: Millimetres,
    },
}

impl Words {
    /// A notice as a sentence.
    pub fn notice(&self, notice: Notice) -> String {
        match notice {
            Notice::LateEntry => self.word("notice.late_entry"),
            Notice::AboveCeiling { size, goal } => {
                self.say("notice.above_ceiling", &[("size", &self.size(size)), ("goal", &self.size(goal))])
            }
            Notice::OtherSize { size, current } => {
                self.say("notice.other_size", &[("size", &self.size(size)), ("current", &self.size(current))])
            }
            Notice::WhileClosed => self.word("notice.while_closed"),
            Notice::Imported => self.word("notice.imported"),
            Notice::Unplanned => self.word("notice.unplanned"),
            Notice::Jump { from, to } => {
                self.say("notice.jump", &[("from", &self.size(from)), ("to", &self.size(to))])
            }
        }
    }

    /// The wall clock shows less than it did before.
    pub fn clock_went_back(&self) -> String {
        self.word("notice.clock_went_back")
    }

    /// So many entries need a newer version.
    pub fn app_outdated(&self, entries: usize) -> String {
        self.count("notice.app_outdated", entries, &[])
    }

    /// The plan's least gap holds until then.
    pub fn not_before(&self, from: DateTime<FixedOffset>) -> String {
        self.say("notice.not_before", &[("time", &self.moment(from))])
    }
}
