//! How much time passed between two moments.

use crate::moment::{BootId, Moment};

/// Nothing in a session lasts longer: a wall clock that was set years ahead must not make a hold of years.
const MOST_MS: u64 = 24 * 60 * 60 * 1000;

/// Time that passed, and whether the device was started anew in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passed {
    pub(super) ms: u64,
    pub(super) restarted: bool,
}

/// Within one boot by the monotonic clock, whatever happens to the other. Across two boots by the wall clock, and not less
/// than the new boot lasts already. Never negative, never more than a day.
pub(super) fn between(from: &Moment, to: &Moment) -> Passed {
    let wall = u64::try_from((to.wall - from.wall).num_milliseconds()).unwrap_or(0);
    let restarted = from.boot != to.boot || to.monotonic_ms < from.monotonic_ms;
    let ms = match restarted {
        true => wall.max(to.monotonic_ms),
        // A shell that cannot name its boot may have been started anew unseen: then the longer time is the careful one.
        false if to.boot == BootId::default() => wall.max(to.monotonic_ms - from.monotonic_ms),
        false => to.monotonic_ms - from.monotonic_ms,
    };
    Passed { ms: ms.min(MOST_MS), restarted }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::moment;

    fn at(text: &str, monotonic_ms: u64, boot: u8) -> Moment {
        Moment { monotonic_ms, boot: BootId([boot; 16]), ..moment(text) }
    }

    fn ms(from: Moment, to: Moment) -> (u64, bool) {
        let passed = between(&from, &to);
        (passed.ms, passed.restarted)
    }

    #[test]
    fn within_one_boot_only_the_monotonic_clock_counts() {
        let from = at("2026-03-01T20:00", 5_000, 1);
        assert_eq!(ms(from, at("2026-03-01T23:00", 6_500, 1)), (1_500, false), "set ahead");
        assert_eq!(ms(from, at("2020-03-01T20:00", 6_500, 1)), (1_500, false), "set back");
        assert_eq!(ms(from, at("2026-03-01T20:00", 5_000, 1)), (0, false), "the same moment is no new boot");
    }

    #[test]
    fn across_two_boots_the_wall_clock_counts_within_bounds() {
        let from = at("2026-03-01T20:00", 900_000, 1);
        assert_eq!(ms(from, at("2026-03-01T20:02", 30_000, 2)), (120_000, true));
        assert_eq!(
            ms(from, at("2026-03-01T19:00", 30_000, 2)),
            (30_000, true),
            "never less than the new boot"
        );
        assert_eq!(
            ms(from, at("2026-03-02T19:59", 30_000, 2)),
            (86_340_000, true),
            "a minute less than a day"
        );
        assert_eq!(ms(from, at("2026-03-02T20:00", 30_000, 2)), (86_400_000, true), "a day");
        assert_eq!(ms(from, at("2026-03-02T20:01", 30_000, 2)), (86_400_000, true), "never more than a day");
        assert_eq!(
            ms(from, at("2036-03-01T20:00", 30_000, 2)),
            (86_400_000, true),
            "nor of a clock years ahead"
        );
        assert_eq!(ms(from, at("2026-03-01T20:02", 30_000, 1)), (120_000, true), "a clock that began anew");
        assert_eq!(ms(from, at("2026-03-01T20:02", u64::MAX, 2)), (86_400_000, true));
    }

    #[test]
    fn where_the_boot_has_no_name_the_longer_time_counts() {
        let from = at("2026-03-01T20:00", 5_000, 0);
        assert_eq!(ms(from, at("2026-03-01T20:02", 6_000, 0)), (120_000, false));
        assert_eq!(ms(from, at("2026-03-01T20:00", 9_000, 0)), (4_000, false));
    }
}
