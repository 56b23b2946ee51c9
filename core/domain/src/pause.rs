use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use crate::entry::Logged;
use crate::history::History;
use crate::session::SkipReason;

/// Days for which somebody paused the plan. They do not count against the person; the time without a session goes on being
/// counted all the same, because the canal does not know why it was not dilated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// Why.
    pub reason: SkipReason,
    /// The first day of it.
    pub first: NaiveDate,
    /// The last day of it; `None` until it is ended. One that lies before the first says that it was ended at once.
    pub last: Option<NaiveDate>,
}

/// What a pause leads to; see [`crate::after_pause`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AfterPause {
    /// Sessions go on as before.
    AsBefore,
    /// The next session takes a smaller size (R4).
    Smaller,
    /// The clinic is asked before the next session (R3, R4).
    AskClinic,
}

impl Pause {
    /// Whether a day is in it. One that was ended before it began does not hold its own first day.
    pub fn holds(&self, date: NaiveDate) -> bool {
        self.first <= date && self.last.is_none_or(|last| date <= last)
    }

    /// Whether some day is in both. One that was ended at once has none.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins = self.first.max(other.first);
        self.holds(begins) && other.holds(begins)
    }
}

impl History {
    /// The pause that a day is in; of several the one that was written last.
    pub fn paused_on(&self, date: NaiveDate) -> Option<&Logged<Pause>> {
        self.pauses.iter().filter(|pause| pause.value.holds(date)).max_by_key(|pause| pause.place)
    }

    /// The days of a range, ends included, on which the plan was paused. A pause that is told afterwards begins on the day on
    /// which it is told: what was not held before was missed.
    pub fn paused_days(&self, days: &RangeInclusive<NaiveDate>) -> BTreeSet<NaiveDate> {
        let mut paused = BTreeSet::new();
        for pause in &self.pauses {
            let first = pause.value.first.max(pause.recorded.date_naive()).max(*days.start());
            let last = pause.value.last.map_or(*days.end(), |last| last.min(*days.end()));
            let mut day = Some(first).filter(|first| *first <= last);
            while let Some(date) = day {
                paused.insert(date);
                day = date.checked_add_days(Days::new(1)).filter(|next| *next <= last);
            }
        }
        paused
    }
}

crate::unprinted!(Pause);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Diary, date};

    fn pause(first: &str, last: Option<&str>) -> Pause {
        Pause { reason: SkipReason::Travel, first: date(first), last: last.map(date) }
    }

    #[test]
    fn both_ends_are_in_a_pause_and_without_an_end_every_later_day() {
        let week = pause("2026-03-02", Some("2026-03-08"));
        let days = ["2026-03-01", "2026-03-02", "2026-03-08", "2026-03-09"].map(date);
        assert_eq!(days.map(|day| week.holds(day)), [false, true, true, false]);
        assert_eq!(days.map(|day| pause("2026-03-02", None).holds(day)), [false, true, true, true]);
        assert!(!pause("2026-03-02", Some("2026-03-01")).holds(date("2026-03-02")), "ended at once");
    }

    #[test]
    fn two_pauses_overlap_where_a_day_is_in_both() {
        let week = pause("2026-03-02", Some("2026-03-08"));
        for (first, last, both) in [
            ("2026-03-01", Some("2026-03-09"), true),
            ("2026-03-03", Some("2026-03-04"), true),
            ("2026-03-08", None, true),
            ("2026-02-20", Some("2026-03-02"), true),
            ("2026-02-20", None, true),
            ("2026-02-20", Some("2026-03-01"), false),
            ("2026-03-09", None, false),
            ("2026-03-04", Some("2026-03-03"), false),
        ] {
            let other = pause(first, last);
            assert_eq!((week.overlaps(&other), other.overlaps(&week)), (both, both), "{first} {last:?}");
        }
    }

    #[test]
    fn a_pause_that_is_told_afterwards_excuses_no_day_before_it_was_told() {
        let mut diary = Diary::adult();
        let told = diary.logged("2026-03-04T08:00", pause("2026-03-02", Some("2026-03-05")));
        diary.history.pauses.push(told);
        let days = diary.history.paused_days(&(date("2026-03-01")..=date("2026-03-09")));
        assert_eq!(days.into_iter().collect::<Vec<_>>(), ["2026-03-04", "2026-03-05"].map(date));
        diary.history.pauses[0].amended = Some(diary.history.pauses[0].recorded + chrono::TimeDelta::days(1));
        let days = diary.history.paused_days(&(date("2026-03-01")..=date("2026-03-09")));
        assert_eq!(days.len(), 2, "ending it takes back nothing that it excused");
    }

    #[test]
    fn the_days_of_several_pauses_are_one_set_within_the_range() {
        let mut diary = Diary::adult();
        for (first, last) in
            [("2026-03-01", Some("2026-03-03")), ("2026-03-03", Some("2026-03-04")), ("2026-03-08", None)]
        {
            let logged = diary.logged("2026-03-01T08:00", pause(first, last));
            diary.history.pauses.push(logged);
        }
        let days = diary.history.paused_days(&(date("2026-03-02")..=date("2026-03-09")));
        let expected = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-08", "2026-03-09"];
        assert_eq!(days.into_iter().collect::<Vec<_>>(), expected.map(date));
        assert_eq!(
            diary.history.paused_on(date("2026-03-03")).map(|one| one.value.first),
            Some(date("2026-03-03"))
        );
        assert!(diary.history.paused_on(date("2026-03-05")).is_none());
    }
}
