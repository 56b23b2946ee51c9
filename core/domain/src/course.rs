//! The way a plan goes: which phase holds on which days, and which sessions those days ask for.
//!
//! Full phases follow one another by their lengths. Everything else is a word of somebody, kept as [`StageTaken`]: that a
//! phase until a size or a word is over, that the taper is opened, that it goes on, back to the frequency before, or ends.
//! The calendar ends a full phase that has a length, where another full phase follows, and the plan itself on its last day; a
//! taper is moved by no calendar.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate, NaiveTime};

use crate::entry::{EntryId, Logged};
use crate::history::History;
use crate::occurrence::OccurrenceId;
use crate::plan::{Days as Length, Frequency, Phase, Plan, WeekDay};
use crate::schedule::Occurrence;
use crate::sorting;
use crate::stage::{Stage, StageTaken};

/// The stretches of a plan version, one after another. Costs O(phases) to make, whatever the age of the plan.
pub struct Course<'p> {
    version: EntryId,
    stretches: Vec<Stretch<'p>>,
    done: Option<NaiveDate>,
}

/// Days on which one phase holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch<'p> {
    /// Where the plan stands meanwhile.
    pub stage: Stage,
    /// Its phase, counted from 0 through the plan's phases and then those of the taper.
    pub number: usize,
    /// What it asks for.
    pub phase: &'p Phase,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; `None` while it is open.
    pub until: Option<NaiveDate>,
}

impl<'p> Course<'p> {
    /// As the plan says it beforehand: its phases one after another from the first day. `version` is the journal entry that
    /// holds it. A plan without a first day has no course yet.
    pub fn planned(version: EntryId, plan: &'p Plan) -> Self {
        let mut course = Self { version, stretches: Vec::new(), done: None };
        if let Some(first) = plan.first_day() {
            course.run_on(plan, 0, first);
        }
        course
    }

    /// As it really came: the words about it in the order in which they were written down.
    pub fn taken<'s>(
        version: EntryId,
        plan: &'p Plan,
        words: impl IntoIterator<Item = &'s StageTaken>,
    ) -> Self {
        let mut course = Self::planned(version, plan);
        for word in words {
            if plan.has_stage(word.stage) && plan.first_day().is_some_and(|first| first <= word.from) {
                course.move_to(plan, word.stage, word.from);
            }
        }
        course
    }

    fn move_to(&mut self, plan: &'p Plan, stage: Stage, from: NaiveDate) {
        self.stretches.retain(|stretch| stretch.from < from);
        if let Some(before) = self.stretches.last_mut() {
            before.until = [before.until, from.pred_opt()].into_iter().flatten().min();
        }
        self.done = (stage == Stage::Done).then_some(from);
        match stage {
            Stage::Full(number) => self.run_on(plan, number.into(), from),
            Stage::Taper(at) => {
                let phase = plan.taper().and_then(|taper| taper.phases.get(usize::from(at)));
                let number = plan.phases().len() + usize::from(at);
                let until = plan.last_day();
                let stretch = phase.map(|phase| Stretch { stage, number, phase, from, until });
                self.stretches.extend(stretch.filter(|_| until.is_none_or(|until| from <= until)));
            }
            Stage::Done => {}
        }
    }

    /// The full phases from this one on, by their lengths. One that ends with a word goes on until that is there, and so does
    /// the last one before a taper, whatever its length.
    fn run_on(&mut self, plan: &'p Plan, first: usize, mut from: NaiveDate) {
        for (number, phase) in plan.phases().iter().enumerate().skip(first) {
            if plan.last_day().is_some_and(|last| from > last) {
                return;
            }
            let is_tapered = plan.taper().is_some() && number + 1 == plan.phases().len();
            let next = match phase.days {
                Length::For(days) if !is_tapered => from.checked_add_days(Days::new(days.into())),
                _ => None,
            };
            let until = [next.and_then(|next| next.pred_opt()), plan.last_day()].into_iter().flatten().min();
            let stage = Stage::Full(u16::try_from(number).unwrap_or(u16::MAX));
            self.stretches.push(Stretch { stage, number, phase, from, until });
            match next {
                Some(next) => from = next,
                None => return,
            }
        }
    }

    /// The stretch that holds on a day; `None` where the plan asks for nothing.
    pub fn on(&self, date: NaiveDate) -> Option<Stretch<'p>> {
        let begun = self.stretches.partition_point(|stretch| stretch.from <= date);
        let last = self.stretches[..begun].last().copied();
        last.filter(|stretch| stretch.until.is_none_or(|until| date <= until))
    }

    /// The journal entry that holds the plan version.
    pub fn version(&self) -> EntryId {
        self.version
    }

    /// Whether the taper was ended by that day.
    pub fn is_done(&self, date: NaiveDate) -> bool {
        self.done.is_some_and(|done| done <= date)
    }

    /// The first day after the end of the taper, once somebody has said it.
    pub fn done(&self) -> Option<NaiveDate> {
        self.done
    }

    /// Every stretch, the first one first.
    pub fn stretches(&self) -> &[Stretch<'p>] {
        &self.stretches
    }

    /// The days that may lie between a session on `last` and the next one as `today` has it, 1 for daily and more often. In
    /// a stretch that has begun since, a session is asked for on its first day.
    pub fn interval_days(&self, last: NaiveDate, today: NaiveDate) -> u32 {
        let interval = |stretch: Stretch<'_>| u32::from(stretch.phase.frequency.interval_days());
        match (self.on(last), self.on(today)) {
            (Some(then), Some(now)) if then.from != now.from => {
                let begun = u32::try_from((now.from - last).num_days()).unwrap_or(1).max(1);
                interval(then).min(begun)
            }
            (then, now) => now.or(then).map_or(1, interval),
        }
    }

    /// The days that may lie between what was held on `last` and the next session. Where the days of a week are free, these
    /// end with the week that asks for the next one; the same number spread evenly always fits.
    pub fn interval_after(&self, history: &History, last: NaiveDate, today: NaiveDate) -> u32 {
        let planned = self.interval_days(last, today);
        let is_same =
            self.on(last).is_some_and(|then| self.on(today).is_none_or(|now| now.from == then.from));
        let (Some(first), Some(stretch), true) = (self.free_week(last), self.on(last), is_same) else {
            return planned;
        };
        let asked: Vec<_> = self.occurrences(first..=first).collect();
        let is_answered = |one: &Occurrence| {
            let mut held = history.sessions.iter().filter(|session| session.value.is_held());
            held.any(|session| {
                session.value.occurrence.is_some_and(|id| (id.date, id.slot) == (one.id.date, one.id.slot))
            })
        };
        let weeks = if asked.iter().all(is_answered) { 2 } else { 1 };
        let left = u32::try_from(weeks * 7 - 1 - (last - first).num_days()).unwrap_or(0);
        let spread = 7_u32.div_ceil(u32::from(stretch.phase.frequency.slots_per_day()).max(1));
        planned.min(left.max(spread))
    }

    /// Sessions asked for on `days`, ends included, oldest first. Costs O(days in range).
    pub fn occurrences(&self, days: RangeInclusive<NaiveDate>) -> impl Iterator<Item = Occurrence> {
        let (start, end) = days.into_inner();
        self.stretches.iter().flat_map(move |stretch| {
            let from = stretch.from.max(start);
            let until = stretch.until.map_or(end, |until| until.min(end));
            let dates = from.iter_days().take_while(move |date| *date <= until);
            // An empty range may begin before the stretch does.
            let first = u32::try_from((from - stretch.from).num_days()).unwrap_or(0);
            dates.zip(first..).flat_map(move |(date, day)| self.on_day(stretch, date, day))
        })
    }

    /// The session number `n` of the course, from 0; `None` when it asks for fewer. Costs O(phases): no day is walked
    /// through.
    pub fn nth(&self, n: u64) -> Option<Occurrence> {
        let mut left = n;
        for stretch in &self.stretches {
            let frequency = &stretch.phase.frequency;
            let days = stretch.until.map(|until| (until - stretch.from).num_days() + 1);
            if let Some(days) = days {
                let all = sessions_in(frequency, u64::try_from(days).ok()?);
                if left >= all {
                    left -= all;
                    continue;
                }
            }
            let (day, slot) = place_of(frequency, left)?;
            let date = stretch.from.checked_add_days(Days::new(day))?;
            let asked = Asked::on(stretch, date, u32::try_from(day).ok()?);
            return Some(self.occurrence(stretch, date, slot, asked));
        }
        None
    }

    fn on_day(&self, stretch: &Stretch<'p>, date: NaiveDate, day: u32) -> impl Iterator<Item = Occurrence> {
        let asked = Asked::on(stretch, date, day);
        (0..asked.count).map(move |slot| self.occurrence(stretch, date, slot, asked))
    }

    /// Sessions that the free week from `date` on asked for before its stretch was cut short.
    pub(crate) fn cut_off(&self, date: NaiveDate) -> Vec<Occurrence> {
        let Some(stretch) = self.on(date).filter(|_| self.free_week(date) == Some(date)) else {
            return Vec::new();
        };
        let asked = Asked::on(&stretch, date, 0);
        let all = asked.count..stretch.phase.frequency.slots_per_day();
        all.map(|slot| self.occurrence(&stretch, date, slot, asked)).collect()
    }

    fn occurrence(&self, stretch: &Stretch<'p>, date: NaiveDate, slot: u8, asked: Asked) -> Occurrence {
        let time = time_of(&stretch.phase.frequency, slot);
        let id = OccurrenceId { date, slot, plan: self.version };
        Occurrence { id, time, phase: stretch.number, days: asked.days, sharing: asked.count }
    }

    /// The first day of the week around `date` whose sessions may be held on any of its days; `None` where a plan leaves
    /// nobody the choice.
    pub fn free_week(&self, date: NaiveDate) -> Option<NaiveDate> {
        let stretch = self.on(date)?;
        let Frequency::PerWeek { day: WeekDay::Free, .. } = stretch.phase.frequency else { return None };
        let past = u64::try_from((date - stretch.from).num_days() % 7).ok()?;
        date.checked_sub_days(Days::new(past))
    }
}

/// What one day asks for.
#[derive(Clone, Copy)]
struct Asked {
    /// How many sessions.
    count: u8,
    /// On how many days from this one on each may be held.
    days: u8,
}

impl Asked {
    /// By the distance of the day to the first one of its stretch.
    fn on(stretch: &Stretch<'_>, date: NaiveDate, day: u32) -> Self {
        let count = match &stretch.phase.frequency {
            Frequency::PerDay { sessions, .. } => sessions.floor,
            Frequency::PerWeek { sessions, day: WeekDay::Spread, .. } => {
                let (count, weekday) = (u32::from(sessions.floor), day % 7);
                u8::from((0..count).any(|session| session * 7 / count == weekday))
            }
            Frequency::PerWeek { sessions, day: WeekDay::Free, .. } => {
                let left = stretch.until.map_or(7, |until| (until - date).num_days() + 1);
                let days = u8::try_from(left.min(7)).unwrap_or(7);
                let asked = u8::try_from((u16::from(days) * u16::from(sessions.floor)).div_ceil(7));
                return Self { count: if day.is_multiple_of(7) { asked.unwrap_or(0) } else { 0 }, days };
            }
            Frequency::EveryDays { days, .. } => u8::from(day.is_multiple_of(u32::from(*days))),
        };
        Self { count, days: 1 }
    }
}

/// How many sessions the first `days` days of a stretch ask for: those of each day, added up.
fn sessions_in(frequency: &Frequency, days: u64) -> u64 {
    match frequency {
        Frequency::PerDay { sessions, .. } => days * u64::from(sessions.floor),
        Frequency::PerWeek { sessions, .. } => {
            let count = u64::from(sessions.floor);
            days / 7 * count + (days % 7 * count).div_ceil(7)
        }
        Frequency::EveryDays { days: every, .. } => days.div_ceil((*every).into()),
    }
}

/// The day of a stretch and its slot on which session number `n` falls, both from 0, were the stretch open.
fn place_of(frequency: &Frequency, n: u64) -> Option<(u64, u8)> {
    match frequency {
        Frequency::PerDay { sessions, .. } => {
            let count = u64::from(sessions.floor);
            Some((n / count, u8::try_from(n % count).ok()?))
        }
        Frequency::PerWeek { sessions, day: WeekDay::Free, .. } => {
            let count = u64::from(sessions.floor);
            Some(((n / count).checked_mul(7)?, u8::try_from(n % count).ok()?))
        }
        Frequency::PerWeek { sessions, day: WeekDay::Spread, .. } => {
            let count = u64::from(sessions.floor);
            let weekday = n % count * 7 / count;
            Some(((n / count).checked_mul(7)?.checked_add(weekday)?, 0))
        }
        Frequency::EveryDays { days, .. } => Some((n.checked_mul((*days).into())?, 0)),
    }
}

fn time_of(frequency: &Frequency, slot: u8) -> Option<NaiveTime> {
    match frequency {
        Frequency::PerDay { times, .. } => times.get(usize::from(slot)).copied(),
        Frequency::PerWeek { time, .. } | Frequency::EveryDays { time, .. } => *time,
    }
}

impl History {
    /// The course of a plan version as it really came. A version that changes neither the phases nor their first day goes on
    /// where the one before stood.
    pub fn course<'h>(&'h self, plan: &'h Logged<Plan>) -> Course<'h> {
        if self.stages.is_empty() {
            return Course::planned(plan.id, &plan.value);
        }
        let goes_on = |id: EntryId| {
            let told = self.plans.iter().find(|other| other.id == id);
            told.is_some_and(|told| told.value.has_course_of(&plan.value))
        };
        let mut words: Vec<_> = self.stage_words().filter(|word| goes_on(word.value.plan)).collect();
        sorting::sort_by_key(&mut words, |word| word.place);
        Course::taken(plan.id, &plan.value, words.into_iter().map(|word| &word.value))
    }

    /// What was said about where a plan stands, without the words that it asks for less and that were written under a clock that
    /// was ahead by a day or more, or that a later one contradicts: their day would come by the calendar, and nobody would say
    /// so then.
    pub fn stage_words(&self) -> impl Iterator<Item = &Logged<StageTaken>> {
        let void: Vec<_> = self.void_words().iter().map(|word| word.id).collect();
        self.stages.iter().filter(move |word| !void.contains(&word.id))
    }

    /// The course of the plan in force on a day.
    pub fn course_on(&self, date: NaiveDate) -> Option<Course<'_>> {
        self.plan_in_force(date).map(|plan| self.course(plan))
    }

    /// The stretch that holds on a day; `None` where nothing is asked for.
    pub fn stretch_on(&self, date: NaiveDate) -> Option<Stretch<'_>> {
        self.course_on(date)?.on(date)
    }
}

impl Plan {
    /// Whether the plan knows this stage.
    pub fn has_stage(&self, stage: Stage) -> bool {
        match stage {
            Stage::Full(number) => usize::from(number) < self.phases().len(),
            Stage::Taper(number) => {
                self.taper().is_some_and(|taper| usize::from(number) < taper.phases.len())
            }
            Stage::Done => self.taper().is_some(),
        }
    }

    fn has_course_of(&self, other: &Self) -> bool {
        self.first_day() == other.first_day()
            && self.phases() == other.phases()
            && self.taper() == other.taper()
    }
}

mod beyond;

#[cfg(test)]
mod tapers;
#[cfg(test)]
mod tests;
