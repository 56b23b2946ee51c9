//! What came after what, where a clock may have been wrong.

use chrono::{DateTime, FixedOffset};

use crate::entry::Logged;
use crate::sorting;

/// When and where an entry stands: by the clocks, and in the order of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The time it tells of.
    pub told_of: DateTime<FixedOffset>,
    /// When it was written down, by the clock of that time.
    pub recorded: DateTime<FixedOffset>,
    /// Its place in the journal: what was written later has a greater one.
    pub place: u64,
}

impl Stamp {
    /// Whether this tells of a time after `earlier`: by the clocks, as long as they agree with the order of the journal.
    /// Where they do not, one of them was wrong, and the order says which was written last; what was written last is
    /// believed to be later only if it tells of the time at which it was written, and not of a time before.
    pub fn follows(&self, earlier: &Self) -> bool {
        if self.place <= earlier.place {
            return self.recorded <= earlier.recorded && self.told_of > earlier.told_of;
        }
        let clocks_agree = self.recorded >= earlier.recorded;
        self.told_of >= if clocks_agree { earlier.told_of } else { earlier.told_of.min(self.recorded) }
    }
}

impl<T> Logged<T> {
    /// Where it stands.
    pub fn stamp(&self) -> Stamp {
        Stamp { told_of: self.effective, recorded: self.recorded, place: self.place }
    }
}

/// What was told, the latest last: each in the place that [`Stamp::follows`] gives it among those written before.
pub fn in_order<T>(all: impl IntoIterator<Item = T>, stamp: impl Fn(&T) -> Stamp) -> Vec<T> {
    let mut written: Vec<T> = all.into_iter().collect();
    sorting::sort_by_key(&mut written, |one| stamp(one).place);
    let mut told: Vec<T> = Vec::with_capacity(written.len());
    for one in written {
        let before = told.iter().rposition(|other| !stamp(other).follows(&stamp(&one)));
        told.insert(before.map_or(0, |at| at + 1), one);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::at;

    fn stamp(place: u64, recorded: &str, told_of: &str) -> Stamp {
        Stamp { told_of: at(told_of), recorded: at(recorded), place }
    }

    fn now(place: u64, time: &str) -> Stamp {
        stamp(place, time, time)
    }

    #[track_caller]
    fn told(all: &[Stamp], expected: &[u64]) {
        let places: Vec<u64> =
            in_order(all.iter().copied(), |one| *one).iter().map(|one| one.place).collect();
        assert_eq!(places, expected);
    }

    #[test]
    fn clocks_that_agree_say_what_came_first_also_of_what_is_told_later() {
        let (monday, wednesday) = (now(1, "2026-03-02T09:00"), now(2, "2026-03-04T09:00"));
        assert!(wednesday.follows(&monday) && !monday.follows(&wednesday));
        let told_late = stamp(3, "2026-03-06T09:00", "2026-03-03T09:00");
        assert!(
            told_late.follows(&monday) && !told_late.follows(&wednesday) && wednesday.follows(&told_late)
        );
        told(&[monday, wednesday, told_late], &[1, 3, 2]);
        let at_once = now(4, "2026-03-04T09:00");
        assert!(at_once.follows(&wednesday) && !wednesday.follows(&at_once), "the same minute: as written");
    }

    #[test]
    fn a_clock_set_back_puts_nothing_before_what_was_written_earlier() {
        let (before, back) = (now(1, "2026-03-05T09:00"), now(2, "2026-03-04T15:00"));
        assert!(back.follows(&before) && !before.follows(&back));
        told(&[before, back], &[1, 2]);
        // What is told of a time before says nothing of what was told at once.
        let told_late = stamp(3, "2026-03-05T16:00", "2026-03-01T09:00");
        told(&[before, back, told_late], &[3, 1, 2]);
    }

    #[test]
    fn what_was_written_under_a_clock_ahead_is_followed_by_what_is_told_at_once_after_it() {
        let (ahead, right) = (now(1, "2027-03-03T12:00"), now(2, "2026-03-03T19:10"));
        assert!(right.follows(&ahead) && !ahead.follows(&right));
        let of_before = stamp(3, "2026-03-03T20:00", "2026-03-03T19:59");
        assert!(!of_before.follows(&ahead), "it may have been before");
        told(&[ahead, right], &[1, 2]);
    }

    #[test]
    fn a_plan_that_waits_for_its_day_is_no_wrong_clock() {
        let (waits, talk) = (stamp(1, "2026-03-02T09:00", "2026-03-09T00:00"), now(2, "2026-03-03T09:00"));
        assert!(waits.follows(&talk) && !talk.follows(&waits));
        told(&[waits, talk], &[2, 1]);
    }
}
