//! Who is to be reached about the way up through the sizes: what a proposal gives as its reason is a call with a day here,
//! found by the same function and counted from the same moment, so that nobody is stopped and forgotten.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::{Gate, GateTime, History, Moment, long_gap, overreach, stall};

use crate::duty::{Call, Duty};

/// Stands in a task where a rule's id does: no step up for too long.
pub const STALLED: &str = "R2";
/// Stands in a task where a rule's id does: an adult was not dilated for more than two weeks.
pub const LONG_GAP: &str = "R4";
/// Stands in a task where a rule's id does: a size beyond the plan was used again.
pub const OVERREACHED: &str = "R5";
/// Within what time the clinic is reached about them. Basis: proposal (R2, R4, R5).
const DAYS: i64 = 7;

/// The calls, each until the clinic had its say; a stop says something too.
pub(super) fn calls_about_progress(history: &History, gate: Gate, now: &Moment) -> Vec<Call<'static>> {
    let call = |since: DateTime<FixedOffset>, rule| Call {
        since,
        duty: Duty::Contact,
        due: since + TimeDelta::days(DAYS),
        rule,
    };
    let stalled = stall(history, gate, now).map(|stall| call(stall.since, STALLED));
    // Whoever stopped it has said so, and says how it goes on; or is to be called about that already.
    let gap = long_gap(history, now).filter(|_| gate.time != GateTime::Blocked);
    let gap = gap.map(|gap| call(gap.since, LONG_GAP));
    let overreached = overreach(history, now).map(|found| call(found.since, OVERREACHED));
    stalled.into_iter().chain(gap).chain(overreached).collect()
}
