//! A size above the ceiling, or past one of the ladder, was used again (R5): the clinic is asked before the next session. The
//! first time it is only said.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use super::credit::is_doubled;
use super::{Concern, Reason, clinic};
use crate::history::History;
use crate::moment::Moment;
use crate::plan::Ladder;
use crate::size::Millimetres;

/// From so many sessions on the clinic is asked. Basis: proposal (R5).
const TIMES: usize = 2;

/// Whether a size was used again that the plan allowed neither then nor now, since the clinic last said how to go on. What the
/// plan has come up to since is no matter any more; that another size was told more than a day later undoes nothing (C1).
pub fn overreach(history: &History, now: &Moment) -> Option<Concern> {
    let ladder = history.plan_in_force(now.date())?.value.ladder();
    let present = history.current_size(now.wall)?;
    let word = clinic::said(history, now)?;
    let told = history.sessions.iter().filter(|one| one.effective <= now.wall);
    let mut answered = BTreeSet::new();
    let beyond = told.filter(|one| word.cannot_know_of(history, one, now)).filter_map(|one| {
        let mut sizes = [one.value.size, one.told_in_time().size].into_iter();
        let size = sizes
            .find(|size| is_beyond(ladder, present, *size) && was_beyond(history, one.effective, *size))?;
        (!is_doubled(&mut answered, one)).then_some((size, one.effective))
    });
    let beyond: Vec<_> = beyond.collect();
    let ((_, again), (size, _)) = (*beyond.get(TIMES - 1)?, *beyond.last()?);
    let times = u32::try_from(beyond.len()).unwrap_or(u32::MAX);
    Some(Concern { reason: Reason::BeyondSize { size, times }, since: again })
}

/// Whether a size lies above the ceiling, or another one of the ladder lies between it and the present one.
fn is_beyond(ladder: &Ladder, present: Millimetres, size: Millimetres) -> bool {
    size > ladder.goal() || ladder.sizes().iter().any(|between| present < *between && *between < size)
}

/// The same by the plan and the size of that time.
fn was_beyond(history: &History, then: DateTime<FixedOffset>, size: Millimetres) -> bool {
    let plan = history.plan_in_force(then.date_naive());
    let at = plan.zip(history.current_size(then));
    at.is_some_and(|(plan, present)| is_beyond(plan.value.ladder(), present, size))
}

#[cfg(test)]
mod tests;
