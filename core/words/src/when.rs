use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use crate::Words;
use crate::sentences::{MONTHS, SHORT_MONTHS};

impl Words {
    /// A civil date, such as `3 Mar 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.say("date.day", &[("day", &day), ("month", &self.month(date)), ("year", &year)])
    }

    /// A day and the time on it, such as `3 Mar, 19:30`.
    pub fn moment(&self, at: DateTime<FixedOffset>) -> String {
        let date = at.date_naive();
        let (day, time) = (date.day().to_string(), at.format("%H:%M").to_string());
        self.say("date.moment", &[("day", &day), ("month", &self.month(date)), ("time", &time)])
    }

    fn month(&self, date: NaiveDate) -> String {
        self.month_of(MONTHS, date)
    }

    /// The name of a month where there is little room, as in a drawing.
    pub(crate) fn short_month(&self, date: NaiveDate) -> String {
        self.month_of(SHORT_MONTHS, date)
    }

    fn month_of(&self, key: &str, date: NaiveDate) -> String {
        let months = self.word(key);
        months.split(' ').nth(date.month0() as usize).unwrap_or_default().to_owned()
    }
}
