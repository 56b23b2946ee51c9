use chrono::{DateTime, FixedOffset};

use crate::moment::Moment;

/// When the next session may be held. The greater value is the more restrictive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GateTime {
    /// Now, as the plan says.
    Now,
    /// Not before this instant, and then only after the questions were answered again.
    WaitUntil(DateTime<FixedOffset>),
    /// Not until a clinician releases it.
    Blocked,
}

/// Which size the next session may use. The greater value is the more restrictive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GateSize {
    /// A step up is allowed if the plan offers one.
    Step,
    /// The present size; no step up.
    Same,
    /// This many sizes below the present one.
    Down(u8),
    /// Back to the size the plan began with.
    Start,
}

/// What the next session may be: a time and a size, each joined on its own, so that "wait until evening" and
/// "one size down" are both kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gate {
    /// When.
    pub time: GateTime,
    /// Which size.
    pub size: GateSize,
}

impl Gate {
    /// Nothing stands in the way.
    pub const OPEN: Self = Self { time: GateTime::Now, size: GateSize::Step };

    /// The more restrictive of both, part by part.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { time: self.time.max(other.time), size: self.size.max(other.size) }
    }

    /// The same gate with its time as the person's own clock shows it now.
    #[must_use]
    pub fn here(self, now: &Moment) -> Self {
        match self.time {
            GateTime::WaitUntil(until) => Self { time: GateTime::WaitUntil(now.here(until)), ..self },
            GateTime::Now | GateTime::Blocked => self,
        }
    }

    /// Whether this gate is at least as restrictive as `other` in both parts.
    pub fn covers(&self, other: &Self) -> bool {
        self.time >= other.time && self.size >= other.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_on_the_persons_own_clock_and_stays_the_same_instant() {
        let set = DateTime::parse_from_rfc3339("2026-03-01T20:00:00+01:00").expect("a date");
        let wall = DateTime::parse_from_rfc3339("2026-03-01T15:00:00-05:00").expect("a date");
        let now = Moment { wall, monotonic_ms: 0, boot: crate::moment::BootId::default() };
        let gate = Gate { time: GateTime::WaitUntil(set), size: GateSize::Same };
        let GateTime::WaitUntil(here) = gate.here(&now).time else { panic!("it waits still") };
        assert_eq!((here, here.to_rfc3339().as_str()), (set, "2026-03-01T14:00:00-05:00"));
        assert_eq!(Gate::OPEN.here(&now), Gate::OPEN);
    }

    #[test]
    fn join_keeps_the_stricter_time_and_the_stricter_size() {
        let later = DateTime::parse_from_rfc3339("2026-03-01T20:00:00+01:00").expect("a date");
        let wait = Gate { time: GateTime::WaitUntil(later), size: GateSize::Step };
        let down = Gate { time: GateTime::Now, size: GateSize::Down(1) };
        let joined = wait.join(down);
        assert_eq!(joined, Gate { time: GateTime::WaitUntil(later), size: GateSize::Down(1) });
        assert!(joined.covers(&wait) && joined.covers(&down) && !wait.covers(&joined));
        let blocked = Gate { time: GateTime::Blocked, size: GateSize::Same };
        assert_eq!(joined.join(blocked), Gate { time: GateTime::Blocked, size: GateSize::Down(1) });
        assert_eq!(Gate::OPEN.join(wait), wait);
    }
}
