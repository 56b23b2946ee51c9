use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

/// Identifies one boot of the device, so that monotonic readings of different boots are never compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct BootId(pub [u8; 16]);

/// The instant at which a verb runs, as the shell saw it. The core reads no clock.
///
/// Wall time can be set back by hand; the monotonic reading cannot, but starts again at each boot. Both are given so
/// that elapsed time survives a changed clock and a reboot is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Moment {
    /// Wall clock with the offset the device was in, as far as the journal keeps it; see [`storable`].
    pub wall: DateTime<FixedOffset>,
    /// Milliseconds since boot, sleep included.
    pub monotonic_ms: u64,
    /// The boot `monotonic_ms` counts from.
    pub boot: BootId,
}

/// A time as the journal keeps it: whole milliseconds, and an offset of whole minutes. What a verb concludes at a finer time could
/// not be concluded again from what was kept.
pub fn storable(time: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let minutes = time.offset().local_minus_utc().div_euclid(60);
    let kept = FixedOffset::east_opt(minutes * 60);
    kept.and_then(|offset| offset.timestamp_millis_opt(time.timestamp_millis()).single()).unwrap_or(time)
}

impl Moment {
    /// What a shell's clocks show, the wall clock as the journal can keep it.
    pub fn new(wall: DateTime<FixedOffset>, monotonic_ms: u64, boot: BootId) -> Self {
        Self { wall: storable(wall), monotonic_ms, boot }
    }

    /// The same with another wall clock.
    pub fn at(self, wall: DateTime<FixedOffset>) -> Self {
        Self::new(wall, self.monotonic_ms, self.boot)
    }

    /// The civil date on the person's own calendar.
    pub fn date(&self) -> NaiveDate {
        self.wall.date_naive()
    }

    /// The same instant as the person's own clock shows it now, wherever they were when it was set.
    pub fn here(&self, at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        at.with_timezone(self.wall.offset())
    }

    /// This civil time, as the person's own clock shows it; `None` where the calendar ends.
    pub(crate) fn on(&self, day: NaiveDate, time: NaiveTime) -> Option<Self> {
        let wall = day.and_time(time).and_local_timezone(*self.wall.offset()).single()?;
        Some(Self { wall, ..*self })
    }

    /// The wall clock as the person reads it.
    pub fn local(&self) -> NaiveDateTime {
        self.wall.naive_local()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A phone's clock shows nanoseconds, and the offset of a city long ago had seconds.
    #[test]
    fn a_moment_is_as_fine_as_what_is_kept_of_it() {
        let shown = |text: &str| DateTime::parse_from_rfc3339(text).expect("a time");
        let moment = Moment::new(shown("2026-03-01T20:00:00.123999+01:00"), 7, BootId([1; 16]));
        assert_eq!(moment.wall, shown("2026-03-01T20:00:00.123+01:00"));
        let later = moment.at(shown("2026-03-01T21:00:00.000001+02:00"));
        assert_eq!(later.wall.to_rfc3339(), "2026-03-01T21:00:00+02:00");
        assert_eq!((later.monotonic_ms, later.boot), (7, BootId([1; 16])));
        let odd =
            FixedOffset::east_opt(3_661).expect("an offset").timestamp_opt(0, 1).single().expect("a time");
        assert_eq!(storable(odd).to_rfc3339(), "1970-01-01T01:01:00+01:01");
    }
}
