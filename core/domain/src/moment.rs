use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

/// Identifies one boot of the device, so that monotonic readings of different boots are never compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct BootId(pub [u8; 16]);

/// The instant at which a verb runs, as the shell saw it. The core reads no clock.
///
/// Wall time can be set back by hand; the monotonic reading cannot, but starts again at each boot. Both are given so
/// that elapsed time survives a changed clock and a reboot is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Wall clock with the offset the device was in.
    pub wall: DateTime<FixedOffset>,
    /// Milliseconds since boot, sleep included.
    pub monotonic_ms: u64,
    /// The boot `monotonic_ms` counts from.
    pub boot: BootId,
}

impl Moment {
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
