use chrono::{DateTime, FixedOffset, NaiveDate};
use gradus_domain::{AfterPause, Millimetres, SetAside};

use crate::Words;

/// What is worth knowing about something that was just written down.
#[derive(Clone, Copy, PartialEq, Eq)]
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
    /// The size is above the one that the gate and the log leave open now.
    AboveAllowed {
        /// The size used.
        size: Millimetres,
        /// The largest that was open.
        allowed: Millimetres,
    },
    /// A size was set above the ceiling of the plan, which holds all the same.
    CeilingHolds {
        /// The size that was named.
        size: Millimetres,
        /// The ceiling.
        goal: Millimetres,
    },
    /// The clinic set a size, and what came after it in the log set another one.
    SetSince {
        /// The size that was named.
        size: Millimetres,
        /// The present size.
        current: Millimetres,
    },
    /// The clinic set a size while no plan is in force.
    SetWithoutPlan {
        /// The size that was named.
        size: Millimetres,
    },
    /// The size is not the present one.
    OtherSize {
        /// The size used.
        size: Millimetres,
        /// The present size.
        current: Millimetres,
    },
    /// The size did not pass, or would have needed force.
    NotPassed,
    /// The same, and the plan has no smaller size.
    SmallestNotPassed,
    /// The smaller size that was asked for did not pass either.
    SmallerNotPassed,
    /// The clinic let dilation go on and named no size, while a smaller one is asked for.
    SmallerStays {
        /// The size that is asked for.
        size: Millimetres,
        /// The size of the plan.
        current: Millimetres,
    },
    /// The clinic said one size smaller, and the plan has none.
    NoSizeBelow {
        /// The smallest size of the plan.
        size: Millimetres,
    },
    /// The clinic said one size smaller, and a size below the plan's was used or asked for by then.
    SmallerAlready {
        /// The size that was used last or asked for.
        used: Millimetres,
        /// The plan's size after the talk.
        size: Millimetres,
    },
    /// The clinic said to go on after so long a gap that the plan begins with its start size, and named no size (R4).
    BeginsAnew {
        /// The size before.
        from: Millimetres,
        /// The start.
        to: Millimetres,
    },
    /// A talk opened the plan again.
    Reopened,
    /// A session was left out because of an illness: only a check-in finds out what kind of illness it is.
    IllAndNotAsked,
    /// An entry was changed, and what triage answered to it before stands.
    AnswerStands,
    /// A session was changed more than a day after it was held.
    ChangedLate,
    /// What a pause of the plan leads to.
    AfterPause {
        /// What.
        after: AfterPause,
        /// Whether the pause had begun on an earlier day when it was told.
        told_after: bool,
    },
    /// Whoever looks after the person finds it hard to bear.
    HardToBear,
    /// A score of continence rose.
    ContinenceRose {
        /// The lowest score before on the same scale.
        from: u8,
        /// The score now.
        to: u8,
    },
    /// A session was held while the gate was closed.
    WhileClosed,
    /// A session was held before the clinic was asked, as it was to be first.
    BeforeClinicAsked,
    /// The plan's least gap was not kept.
    GapBroken {
        /// What the plan asks for, in hours.
        gap_h: u8,
        /// What lay between, in minutes.
        minutes: u32,
    },
    /// A hold went on for longer than the plan allows.
    HoldTooLong {
        /// The longest hold, in seconds.
        held_s: u32,
        /// The plan's longest, in seconds.
        max_s: u32,
    },
    /// More sessions were held on a day than the plan allows.
    MoreThanPlanned {
        /// Which of the day this is, counted from 1.
        number: usize,
        /// How many the plan allows.
        allowed: usize,
    },
    /// The time that was told lies ahead of the device's clock.
    TimeAhead {
        /// The time that is kept instead.
        kept: DateTime<FixedOffset>,
    },
    /// It was held on a day on which no plan was in force yet.
    BeforePlan {
        /// The day.
        day: NaiveDate,
    },
    /// A talk names nothing that it was about while an emergency is open.
    EmergencyNotNamed,
    /// Sessions come from a file.
    Imported,
    /// No planned session was open.
    Unplanned,
    /// It was held before the first day of the plan.
    NotBegun {
        /// The first day, where the plan tells it.
        first: Option<NaiveDate>,
    },
    /// The first plan came in later on that day.
    BeforePlanCame,
    /// A size was set far above the present one.
    Jump {
        /// The present size.
        from: Millimetres,
        /// The size set.
        to: Millimetres,
    },
}

gradus_domain::unprinted!(Notice);

impl Words {
    /// A notice as a sentence.
    pub fn notice(&self, notice: Notice) -> String {
        let two = |key, (one, size), (other, beside)| {
            self.say(key, &[(one, &self.size(size)), (other, &self.size(beside))])
        };
        match notice {
            Notice::LateEntry => self.word("notice.late_entry"),
            Notice::AboveCeiling { size, goal } => {
                two("notice.above_ceiling", ("size", size), ("goal", goal))
            }
            Notice::AboveAllowed { size, allowed } => {
                two("notice.above_allowed", ("size", size), ("allowed", allowed))
            }
            Notice::CeilingHolds { size, goal } => {
                two("notice.ceiling_holds", ("size", size), ("goal", goal))
            }
            Notice::SetSince { size, current } => {
                two("notice.set_since", ("size", size), ("current", current))
            }
            Notice::SetWithoutPlan { size } => {
                self.say("notice.set_without_plan", &[("size", &self.size(size))])
            }
            Notice::OtherSize { size, current } => {
                two("notice.other_size", ("size", size), ("current", current))
            }
            Notice::Jump { from, to } => two("notice.jump", ("from", from), ("to", to)),
            Notice::NotPassed => self.word("notice.not_passed"),
            Notice::SmallestNotPassed => self.word("notice.not_passed_smallest"),
            Notice::SmallerNotPassed => self.word("notice.not_passed_smaller"),
            Notice::NoSizeBelow { size } => self.say("notice.no_size_below", &[("size", &self.size(size))]),
            Notice::SmallerAlready { used, size } => {
                two("notice.smaller_already", ("used", used), ("size", size))
            }
            Notice::SmallerStays { size, current } => {
                two("notice.smaller_stays", ("size", size), ("current", current))
            }
            Notice::BeginsAnew { from, to } => two("notice.begins_anew", ("from", from), ("to", to)),
            Notice::Reopened => self.word("notice.reopened"),
            Notice::IllAndNotAsked => self.word("notice.ill_and_not_asked"),
            Notice::AnswerStands => self.word("notice.answer_stands"),
            Notice::ChangedLate => self.word("notice.changed_late"),
            Notice::AfterPause { after, told_after } => self.word(match after {
                AfterPause::AsBefore if told_after => "notice.pause_as_before_told",
                AfterPause::AsBefore => "notice.pause_as_before",
                AfterPause::Smaller => "notice.pause_smaller",
                AfterPause::AskClinic if told_after => "notice.pause_ask_told",
                AfterPause::AskClinic => "notice.pause_ask",
            }),
            Notice::HardToBear => self.word("notice.hard_to_bear"),
            Notice::ContinenceRose { from, to } => {
                self.say("notice.continence_rose", &[("from", &from.to_string()), ("to", &to.to_string())])
            }
            Notice::WhileClosed => self.word("notice.while_closed"),
            Notice::BeforeClinicAsked => self.word("notice.before_clinic_asked"),
            Notice::Imported => self.word("notice.imported"),
            Notice::Unplanned => self.word("notice.unplanned"),
            Notice::BeforePlanCame => self.word("notice.before_plan_came"),
            Notice::NotBegun { first: Some(first) } => self.dated("notice.not_begun", first),
            Notice::NotBegun { first: None } => self.word("notice.not_begun_open"),
            Notice::EmergencyNotNamed => self.word("notice.emergency_not_named"),
            Notice::GapBroken { gap_h, minutes } => {
                let (gap, time) = (self.hours(gap_h.into()), self.minutes(minutes));
                self.say("notice.gap_broken", &[("gap", &gap), ("time", &time)])
            }
            Notice::HoldTooLong { held_s, max_s } => {
                let (held, max) = (self.seconds(held_s), self.seconds(max_s));
                self.say("notice.hold_too_long", &[("held", &held), ("max", &max)])
            }
            Notice::MoreThanPlanned { number, allowed } => {
                self.count("notice.more_than_planned", allowed, &[("number", &number.to_string())])
            }
            Notice::TimeAhead { kept } => self.say("notice.time_ahead", &[("time", &self.moment(kept))]),
            Notice::BeforePlan { day } => self.dated("notice.before_plan", day),
        }
    }

    /// The wall clock shows less than it did before.
    pub fn clock_went_back(&self) -> String {
        self.word("notice.clock_went_back")
    }

    /// What is left out because the clock was ahead when it was written, and when the last of it was written here.
    pub fn clock_was_ahead(&self, aside: &SetAside, last: DateTime<FixedOffset>) -> String {
        let kinds = [
            ("notice.aside_sessions", aside.sessions),
            ("notice.aside_steps", aside.steps),
            ("notice.aside_stages", aside.stages),
        ];
        let some = kinds.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| self.count(key, n, &[]));
        let what = some.collect::<Vec<_>>().join(", ");
        let (date, time) = (self.date(last.date_naive()), last.format("%H:%M").to_string());
        self.say("notice.clock_was_ahead", &[("what", &what), ("date", &date), ("time", &time)])
    }

    /// So many conditions and operations no longer stand in what is known of a person. Not by name: a notice may be read over
    /// a shoulder.
    pub fn withdrawn(&self, what: usize) -> String {
        self.count("notice.withdrawn", what, &[])
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
