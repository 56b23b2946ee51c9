//! Sessions beyond those that a plan asks for, where it allows a range.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use super::{Asked, Course};
use crate::plan::{Frequency, WeekDay};
use crate::schedule::Occurrence;

/// The days of one week, and how many sessions they may have beyond those that are asked for.
pub(crate) struct WeekBeyond {
    pub(crate) days: RangeInclusive<NaiveDate>,
    pub(crate) more: u8,
}

impl Course<'_> {
    /// Sessions beyond those that a day asks for, up to the ceiling: they may be held and are never missed. Those of a free
    /// week all stand on its first day; where the days of a week are set, each other day has one.
    pub fn optional(&self, date: NaiveDate) -> Vec<Occurrence> {
        let Some(stretch) = self.on(date) else { return Vec::new() };
        let day = u32::try_from((date - stretch.from).num_days()).unwrap_or(0);
        let (date, slots, days) = match &stretch.phase.frequency {
            Frequency::PerDay { sessions, .. } => (date, sessions.floor..sessions.ceiling, 1),
            Frequency::PerWeek { sessions, day: WeekDay::Spread, .. } => {
                let is_rest = Asked::on(&stretch, date, day).count == 0;
                (date, 0..u8::from(is_rest && sessions.floor < sessions.ceiling), 1)
            }
            Frequency::PerWeek { sessions, day: WeekDay::Free, .. } => {
                let first = self.free_week(date).unwrap_or(date);
                let asked = Asked::on(&stretch, first, 0);
                let all = (u16::from(asked.days) * u16::from(sessions.ceiling)).div_ceil(7);
                let more = u8::try_from(all).unwrap_or(0).saturating_sub(asked.count);
                // After those that a week cut short no longer asks for.
                (first, sessions.floor..sessions.floor + more, asked.days)
            }
            Frequency::EveryDays { .. } => return Vec::new(),
        };
        let anytime = Asked { count: 0, days };
        let more =
            slots.map(|slot| Occurrence { time: None, ..self.occurrence(&stretch, date, slot, anytime) });
        more.collect()
    }

    /// The week around `date` that has its days set, and how many sessions it may have beyond those; `None` where a plan sets
    /// no days of a week.
    pub(crate) fn week_beyond(&self, date: NaiveDate) -> Option<WeekBeyond> {
        let stretch = self.on(date)?;
        let Frequency::PerWeek { sessions, day: WeekDay::Spread, .. } = stretch.phase.frequency else {
            return None;
        };
        let past = u64::try_from((date - stretch.from).num_days() % 7).ok()?;
        let first = date.checked_sub_days(Days::new(past))?;
        let last = first.checked_add_days(Days::new(6))?;
        let days = first..=stretch.until.map_or(last, |until| until.min(last));
        Some(WeekBeyond { days, more: sessions.ceiling - sessions.floor })
    }
}
