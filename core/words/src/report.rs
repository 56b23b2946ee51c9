use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::Words;

impl Words {
    /// The words under `report.key`, with their braces filled. A test of the exchange room holds the keys it uses
    /// against the ones that exist.
    ///
    /// # Panics
    /// When there is no such key, or a brace that `parts` does not name.
    pub fn report(&self, key: &str, parts: &[(&str, &str)]) -> String {
        self.say(&format!("report.{key}"), parts)
    }

    /// The same for a number of things: `key_1` for one, `key_n` for any other number, which fills `{n}`.
    ///
    /// # Panics
    /// As [`Self::report`] does.
    pub fn report_count(&self, key: &str, n: usize, parts: &[(&str, &str)]) -> String {
        self.count(&format!("report.{key}"), n, parts)
    }

    /// A day and the time on it with the year, such as `3 Mar 2026, 19:30`.
    pub fn stamp(&self, at: DateTime<FixedOffset>) -> String {
        let (date, time) = (self.date(at.date_naive()), at.format("%H:%M").to_string());
        self.say("report.stamp", &[("date", &date), ("time", &time)])
    }

    /// A civil date without its year, such as `3 Mar`.
    pub fn short_date(&self, date: NaiveDate) -> String {
        let day = date.format("%-d").to_string();
        self.say("report.short_date", &[("day", &day), ("month", &self.month(date))])
    }

    /// A month with its year, such as `Mar 2026`.
    pub fn month_of_year(&self, date: NaiveDate) -> String {
        let year = date.format("%Y").to_string();
        self.say("report.month_year", &[("month", &self.month(date)), ("year", &year)])
    }
}
