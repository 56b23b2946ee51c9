//! Days on a line: where a civil date or time lies, and which dates deserve a label.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, Timelike, Weekday};

use super::scale::Scale;

/// At most so many dates carry a label: they must not touch on a phone, where letters are drawn larger.
const MOST_LABELS: usize = 6;

/// A line of civil days, ends included, each as wide as the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DayAxis {
    first: NaiveDate,
    days: u32,
    scale: Scale,
}

/// How a labelled date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Day and month.
    Day,
    /// Month and year.
    Month,
    /// The year.
    Year,
}

impl DayAxis {
    /// From the start of `from` to the end of `to`; `None` when that is no day.
    pub(super) fn new(from: NaiveDate, to: NaiveDate, places: (f64, f64)) -> Option<Self> {
        let days = u32::try_from((to - from).num_days() + 1).ok().filter(|days| *days > 0)?;
        Some(Self { first: from, days, scale: Scale::new((0.0, f64::from(days)), places) })
    }

    /// Where a day begins.
    pub(super) fn start_of(&self, date: NaiveDate) -> f64 {
        self.scale.at((date - self.first).num_days() as f64)
    }

    /// The middle of a day.
    pub(super) fn middle_of(&self, date: NaiveDate) -> f64 {
        self.start_of(date) + self.day_width() / 2.0
    }

    /// Where a civil time lies.
    pub(super) fn at(&self, time: NaiveDateTime) -> f64 {
        let day = f64::from(time.num_seconds_from_midnight()) / 86_400.0;
        self.start_of(time.date()) + day * self.day_width()
    }

    /// How wide a day is.
    pub(super) fn day_width(&self) -> f64 {
        self.scale.at(1.0) - self.scale.at(0.0)
    }

    /// Every day, oldest first.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        self.first.iter_days().take(self.days as usize)
    }

    /// The dates to label, oldest first, and how: days, Mondays, first days of months or of years.
    pub(super) fn labels(&self) -> Vec<(NaiveDate, Label)> {
        let most = MOST_LABELS as u32;
        if self.days <= most {
            return self.days().map(|date| (date, Label::Day)).collect();
        }
        if let Some(weeks) = [1, 2].into_iter().find(|weeks| self.days <= most * 7 * weeks) {
            return self.mondays(weeks).map(|date| (date, Label::Day)).collect();
        }
        let months = [1, 2, 3, 6].into_iter().find(|months| self.days <= most * 30 * months);
        match months {
            Some(months) => self.firsts(months).map(|date| (date, Label::Month)).collect(),
            None => {
                let years = self.days.div_ceil(most * 365);
                self.firsts(12 * years).map(|date| (date, Label::Year)).collect()
            }
        }
    }

    fn mondays(&self, weeks: u32) -> impl Iterator<Item = NaiveDate> + use<> {
        let days = self.days().skip_while(|date| date.weekday() != Weekday::Mon);
        days.step_by(7 * weeks as usize).take(MOST_LABELS)
    }

    /// First days of months, counted from January so that quarters are quarters.
    fn firsts(&self, months: u32) -> impl Iterator<Item = NaiveDate> + use<> {
        let end = self.first + Days::new(u64::from(self.days));
        let number = |date: NaiveDate| date.year().unsigned_abs() * 12 + date.month0();
        let first = self.first.with_day(1).unwrap_or(self.first);
        let first = if first < self.first { first + Months::new(1) } else { first };
        let ahead = number(first).next_multiple_of(months) - number(first);
        let first = first + Months::new(ahead);
        (0..)
            .map(move |n| first + Months::new(n * months))
            .take_while(move |date| *date < end)
            .take(MOST_LABELS)
    }
}

/// The Monday of the week in which a date lies.
pub(super) fn monday_of(date: NaiveDate) -> NaiveDate {
    date - Days::new(date.weekday().num_days_from_monday().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(from: &str, to: &str) -> Option<DayAxis> {
        DayAxis::new(date(from), date(to), (0.0, 700.0))
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn labels(from: &str, to: &str) -> Vec<String> {
        let axis = axis(from, to).expect("days");
        axis.labels().into_iter().map(|(date, label)| format!("{date} {label:?}")).collect()
    }

    #[test]
    fn a_range_that_ends_before_it_begins_is_no_axis_and_one_day_is_one() {
        assert_eq!(axis("2026-03-02", "2026-03-01"), None);
        let one = axis("2026-03-02", "2026-03-02").expect("a day");
        assert_eq!((one.start_of(date("2026-03-02")), one.middle_of(date("2026-03-02"))), (0.0, 350.0));
        assert_eq!(one.labels(), [(date("2026-03-02"), Label::Day)]);
    }

    #[test]
    fn a_time_lies_within_its_day() {
        let week = axis("2026-03-02", "2026-03-08").expect("days");
        assert_eq!(week.day_width(), 100.0);
        let noon = date("2026-03-03").and_hms_opt(12, 0, 0).expect("a time");
        assert_eq!(week.at(noon), 150.0);
    }

    #[test]
    fn labels_grow_from_days_to_years_and_never_crowd() {
        assert_eq!(labels("2026-03-01", "2026-03-03").len(), 3);
        assert_eq!(
            labels("2026-03-01", "2026-03-21"),
            ["2026-03-02 Day", "2026-03-09 Day", "2026-03-16 Day"]
        );
        assert_eq!(
            labels("2026-01-15", "2026-04-20"),
            ["2026-02-01 Month", "2026-03-01 Month", "2026-04-01 Month"]
        );
        assert_eq!(labels("2025-02-10", "2026-01-31").last().map(String::as_str), Some("2026-01-01 Month"));
        assert_eq!(labels("2021-06-01", "2026-05-31").first().map(String::as_str), Some("2022-01-01 Year"));
        for days in 1..3000 {
            let to = date("2026-01-15") + Days::new(days);
            let axis = DayAxis::new(date("2026-01-15"), to, (0.0, 1.0)).expect("days");
            let labels = axis.labels();
            assert!((1..=MOST_LABELS).contains(&labels.len()), "{days}: {labels:?}");
            assert!(labels.iter().all(|(day, _)| *day >= date("2026-01-15") && *day <= to), "{days}");
        }
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!(monday_of(date("2026-03-01")), date("2026-02-23"));
        assert_eq!(monday_of(date("2026-03-02")), date("2026-03-02"));
    }
}
