//! A child that says no to sessions.

use std::cmp::Reverse;

use chrono::{DateTime, FixedOffset};
use gradus_domain::{History, Logged, Moment, OccurrenceId, SkipReason, StopReason, sorting};

use super::{is_recent, is_seen};

/// A time at which a session was begun, or left out because the child would not.
struct Time {
    at: DateTime<FixedOffset>,
    place: u64,
    planned: Option<OccurrenceId>,
    refused: bool,
    /// No check-in has looked at it yet.
    open: bool,
}

/// Whether a child refused two sessions in a row, the last of them since the last check-in: by a stop or by not beginning. What was
/// refused twice for the same planned session is one no, and a session left out for anything else is none.
pub(super) fn twice(history: &History, now: &Moment) -> bool {
    if !history.person.is_child(now.date()) {
        return false;
    }
    let held = history.sessions.iter().map(|one| {
        let stopped = one.value.stopped == Some(StopReason::ChildSaidStop);
        time(history, one, (one.value.occurrence, stopped), now)
    });
    let left_out = history.skips.iter().filter(|one| one.value.reason == SkipReason::ChildRefuses);
    let left_out = left_out.map(|one| time(history, one, (one.value.occurrence, true), now));
    let mut all: Vec<Time> = held.chain(left_out).collect();
    sorting::sort_by_key(&mut all, |one| Reverse((one.at, one.place)));
    let named = |one: &Time| one.planned.map(|planned| (planned.date, planned.slot));
    all.dedup_by(|earlier, later| named(earlier).is_some() && named(earlier) == named(later));
    matches!(&all[..], [last, before, ..] if last.refused && last.open && before.refused)
}

fn time<T>(
    history: &History,
    one: &Logged<T>,
    (planned, refused): (Option<OccurrenceId>, bool),
    now: &Moment,
) -> Time {
    let open = is_recent(one, now.wall) && !is_seen(one, history);
    Time { at: one.effective, place: one.place, planned, refused, open }
}
