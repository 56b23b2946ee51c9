//! How much time passed between two moments.

use chrono::TimeDelta;

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
    // The monotonic clock of a boot that has a name never goes back: what shows less there came before.
    let is_nameless = to.boot == BootId::default();
    let restarted = from.boot != to.boot || is_nameless && to.monotonic_ms < from.monotonic_ms;
    let within = to.monotonic_ms.saturating_sub(from.monotonic_ms);
    let ms = match restarted {
        true => wall.max(to.monotonic_ms),
        // A shell that cannot name its boot may have been started anew unseen: then the longer time is the careful one.
        false if is_nameless => wall.max(within),
        false => within,
    };
    Passed { ms: ms.min(MOST_MS), restarted }
}

/// When something was told that a shell remembered, where its clock lay ahead of the clock of `now`: within the boot of `now` by
/// the monotonic clock, and of another boot no later than this one began. Nothing that was told is still to come.
pub(super) fn no_later(told: &Moment, now: &Moment) -> Moment {
    let since_ms = match now.monotonic_ms.checked_sub(told.monotonic_ms) {
        Some(within) if told.boot == now.boot => within,
        // It was told after `now`, as when somebody looks at a moment that is past.
        None if told.boot == now.boot && now.boot != BootId::default() => return *told,
        _ => now.monotonic_ms,
    };
    let since = TimeDelta::milliseconds(i64::try_from(since_ms).unwrap_or(i64::MAX));
    let latest = now.wall.checked_sub_signed(since).unwrap_or(now.wall);
    Moment { wall: told.wall.min(latest), ..*told }
}

/// Whether what happened at `one` came before `other`, both of one boot.
pub(super) fn precedes(one: &Moment, other: &Moment) -> bool {
    let is_less = one.monotonic_ms < other.monotonic_ms;
    match one.boot == BootId::default() {
        // Started anew unseen, the monotonic clock shows less and the wall clock more.
        true => is_less && one.wall < other.wall,
        false => is_less,
    }
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
        assert_eq!(
            ms(from, at("2026-03-01T23:00", 4_999, 1)),
            (0, false),
            "before it, whatever the wall clock says"
        );
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
        assert_eq!(ms(from, at("2026-03-01T20:02", u64::MAX, 2)), (86_400_000, true));
    }

    #[test]
    fn what_was_told_is_never_still_to_come() {
        let now = at("2026-03-01T20:00", 60_000, 2);
        let ago = |seconds| now.wall - TimeDelta::seconds(seconds);
        for (told, wall) in [
            (at("2026-03-02T20:00", 20_000, 2), ago(40)),
            (at("2026-03-02T20:00", 900_000, 1), ago(60)),
            (at("2026-03-01T19:00", 20_000, 2), ago(3600)),
            (at("2026-03-01T19:00", 900_000, 1), ago(3600)),
            (at("2026-03-01T20:30", 60_001, 2), ago(-1800)),
        ] {
            assert_eq!(no_later(&told, &now), Moment { wall, ..told });
        }
        let nameless = Moment { boot: BootId::default(), ..now };
        let told = at("2026-03-02T20:00", 900_000, 0);
        let anew = no_later(&told, &nameless).wall;
        assert_eq!(anew, ago(60), "it was started anew unseen");
        assert_eq!(
            no_later(&told, &Moment { monotonic_ms: u64::MAX, ..now }).wall,
            now.wall,
            "no such clock"
        );
    }

    #[test]
    fn within_one_boot_the_monotonic_clock_says_what_came_before() {
        let other = at("2026-03-01T20:00", 5_000, 1);
        for (one, is) in [
            (at("2026-03-01T23:00", 4_999, 1), true),
            (at("2020-03-01T20:00", 5_000, 1), false),
            (at("2020-03-01T20:00", 5_001, 1), false),
        ] {
            assert_eq!(precedes(&one, &other), is);
        }
    }

    #[test]
    fn where_the_boot_has_no_name_both_clocks_must_say_that_it_came_before() {
        let other = at("2026-03-01T20:00", 5_000, 0);
        for (one, is) in [
            (at("2026-03-01T19:59", 4_999, 0), true),
            (at("2026-03-01T20:00", 4_999, 0), false),
            (at("2026-03-01T19:59", 5_000, 0), false),
        ] {
            assert_eq!(precedes(&one, &other), is);
        }
    }

    #[test]
    fn where_the_boot_has_no_name_the_longer_time_counts() {
        let from = at("2026-03-01T20:00", 5_000, 0);
        assert_eq!(ms(from, at("2026-03-01T20:02", 6_000, 0)), (120_000, false));
        assert_eq!(ms(from, at("2026-03-01T20:00", 9_000, 0)), (4_000, false));
        assert_eq!(ms(from, from), (0, false), "the same moment is no new boot");
        assert_eq!(ms(from, at("2026-03-01T20:02", 3_000, 0)), (120_000, true), "a clock that began anew");
    }
}
