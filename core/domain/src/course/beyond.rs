//! Sessions beyond those that a plan asks for, where it allows a range.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use super::{Asked, Course, Stretch};
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
        Some(WeekBeyond { days: turn(&stretch, date, 7)?, more: sessions.ceiling - sessions.floor })
    }

    /// The days around `date` for which the plan counts sessions together, and how many it allows on them: one day, a week of
    /// the phase, or the days from one session to the next. `None` where it asks for nothing.
    pub(crate) fn allowed(&self, date: NaiveDate) -> Option<(RangeInclusive<NaiveDate>, u8)> {
        let stretch = self.on(date)?;
        match stretch.phase.frequency {
            Frequency::PerDay { ref sessions, .. } => Some((date..=date, sessions.ceiling)),
            Frequency::PerWeek { sessions, .. } => Some((turn(&stretch, date, 7)?, sessions.ceiling)),
            Frequency::EveryDays { days, .. } => Some((turn(&stretch, date, days)?, 1)),
        }
    }
}

/// The days around `date` as they follow one another in turns of so many from the first day of a stretch.
fn turn(stretch: &Stretch<'_>, date: NaiveDate, days: u8) -> Option<RangeInclusive<NaiveDate>> {
    let past = u64::try_from((date - stretch.from).num_days() % i64::from(days)).ok()?;
    let first = date.checked_sub_days(Days::new(past))?;
    let last = first.checked_add_days(Days::new(u64::from(days) - 1))?;
    Some(first..=stretch.until.map_or(last, |until| until.min(last)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::EntryId;
    use crate::plan::Plan;
    use crate::sample::{OWN, date};

    #[test]
    fn sessions_are_counted_together_by_the_day_the_week_of_the_phase_or_the_days_between_two() {
        let allowed = |lines: &str, on: &str| {
            let text = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", lines);
            let plan = Plan::parse(&text).expect("a plan");
            Course::planned(EntryId([9; 32]), &plan).allowed(date(on)).map(|(days, allowed)| {
                (days.start().to_string()[5..].to_owned(), days.end().to_string()[5..].to_owned(), allowed)
            })
        };
        let found = |first: &str, last: &str, allowed| Some((first.to_owned(), last.to_owned(), allowed));
        assert_eq!(allowed("per_day = 2\nmin_gap_h = 6", "2026-01-20"), found("01-20", "01-20", 2));
        assert_eq!(allowed("per_week = 2", "2026-01-25"), found("01-19", "01-25", 2));
        let range = "per_week = { floor = 2, ceiling = 4 }";
        assert_eq!(allowed(range, "2026-01-26"), found("01-26", "02-01", 4));
        assert_eq!(allowed("every_days = 3", "2026-01-24"), found("01-22", "01-24", 1));
        assert_eq!(allowed("every_days = 3", "2026-01-18"), None, "before the first day");
        let cut = "per_week = 2\ndays = 9\ninsertions = 1\nhold_s = 60\n[[phase]]\nper_day = 1";
        assert_eq!(allowed(cut, "2026-01-27"), found("01-26", "01-27", 2), "the phase ends in its week");
    }
}
