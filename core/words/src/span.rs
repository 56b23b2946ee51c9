use crate::Words;

impl Words {
    /// A length of time in seconds: whole minutes from two minutes on, otherwise seconds.
    pub(crate) fn seconds(&self, seconds: u32) -> String {
        if seconds >= 120 && seconds.is_multiple_of(60) {
            return self.count("span.minutes", (seconds / 60) as usize, &[]);
        }
        self.count("span.seconds", seconds as usize, &[])
    }

    /// A length of time in minutes: minutes up to two hours, whole hours after that, never rounded up.
    pub(crate) fn minutes(&self, minutes: u32) -> String {
        if minutes >= 120 {
            self.hours(minutes / 60)
        } else {
            self.count("span.minutes", minutes as usize, &[])
        }
    }

    /// A length of time in hours: hours up to three days, whole days after that, never rounded up.
    pub(crate) fn hours(&self, hours: u32) -> String {
        if hours > 72 { self.days(hours / 24) } else { self.count("span.hours", hours as usize, &[]) }
    }

    /// So many days.
    pub(crate) fn days(&self, days: u32) -> String {
        self.count("span.days", days as usize, &[])
    }

    /// So many months.
    pub(crate) fn months(&self, months: u32) -> String {
        self.count("span.months", months as usize, &[])
    }
}

#[cfg(test)]
mod tests {
    use crate::Words;

    #[test]
    fn one_is_one_and_minutes_are_exact() {
        let words = Words::english();
        let seconds = [1, 30, 60, 90, 119, 120, 121, 180].map(|s| words.seconds(s)).join("; ");
        assert_eq!(
            seconds,
            "1 second; 30 seconds; 60 seconds; 90 seconds; 119 seconds; 2 minutes; 121 seconds; 3 minutes"
        );
        let minutes = [0, 1, 119, 120, 179, 180].map(|m| words.minutes(m)).join("; ");
        assert_eq!(minutes, "0 minutes; 1 minute; 119 minutes; 2 hours; 2 hours; 3 hours");
        let hours = [0, 1, 24, 72, 73, 95, 96, 300].map(|h| words.hours(h)).join("; ");
        assert_eq!(hours, "0 hours; 1 hour; 24 hours; 72 hours; 3 days; 3 days; 4 days; 12 days");
        assert_eq!([words.days(1), words.days(7)].join("; "), "1 day; 7 days");
        assert_eq!([words.months(1), words.months(2)].join("; "), "1 month; 2 months");
    }
}
