//! No step up though the plan goes on to larger sizes (R2): the clinic is to look at it, and nothing is held back by it.
//!
//! The days count whatever they were filled with, pauses too: nobody knows from outside why no larger size came. Nothing is
//! said of it where no step can come now: while sessions are stopped or wait, during the taper, where the clinic's last
//! word is to stop or to stay, and while the time without any session is itself a matter for the clinic (R3, R4).

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::failures::failed_sizes;
use super::{Concern, Reason, clinic, gap, since};
use crate::entry::Logged;
use crate::gate::{Gate, GateTime};
use crate::history::{CurrentSize, History};
use crate::moment::Moment;
use crate::plan::Plan;
use crate::session::Session;
use crate::stage::Stage;

/// Days without a step up after which a child's clinic is asked. Basis: proposal (R2).
const CHILD_DAYS: u16 = 14;
/// Days without a step up after which an adult's clinic is asked. Basis: proposal (R2).
const ADULT_DAYS: u16 = 28;
/// So many times the days that the plan itself asks for at a size, where that is longer. Basis: proposal (R2).
const PLANNED_TIMES: u16 = 2;

/// Whether no larger size came for too long under a plan that goes on to larger ones. The days begin anew with a step up to a
/// size that was not there before, and whenever the clinic had its say on the sizes.
pub fn stall(history: &History, standing: Gate, now: &Moment) -> Option<Concern> {
    let plan = &history.plan_in_force(now.date())?.value;
    if standing.time != GateTime::Now || !awaits_step(history, plan, now) {
        return None;
    }
    let from = progress(history, clinic::looked_at(history, now)?, now);
    let usual = if history.goes_by_childs_rules(now.date()) { CHILD_DAYS } else { ADULT_DAYS };
    let planned = plan.step_up().days_at_size.map_or(0, |days| days.saturating_mul(PLANNED_TIMES));
    let since = from + TimeDelta::days(usual.max(planned).into());
    let reason = Reason::Stalled { since: from.date_naive() };
    (since <= now.wall).then_some(Concern { reason, since })
}

/// When the largest size was reached of those since `heard` that passed while they were the present one. A step back reaches none,
/// nor does the step up again to where one was; and a size that failed and did not pass was not reached. A plan that sets a
/// smaller size begins anew.
fn progress(history: &History, heard: DateTime<FixedOffset>, now: &Moment) -> DateTime<FixedOffset> {
    let held = history.sizes_since(heard, now.wall);
    let (mut largest, mut from) = (None, heard);
    for (number, at) in held.iter().enumerate() {
        let is_back = at.top > at.size;
        let is_set_anew = number > 0 && !is_back && at.size < held[number - 1].size;
        let until = held.get(number + 1).map_or(now.wall, |next| next.since);
        if is_set_anew || largest < Some(at.size) && has_come(history, at, (heard, until)) {
            largest = Some(at.size);
            // The first one was there before the clinic spoke.
            from = if number > 0 && !is_back { at.since } else { from };
        }
    }
    from
}

/// Whether a size passed while it was the present one, or nothing says that it does not.
fn has_come(
    history: &History,
    at: &CurrentSize,
    (heard, until): (DateTime<FixedOffset>, DateTime<FixedOffset>),
) -> bool {
    let told = since(&history.sessions, heard.min(at.since));
    let told = &told[..told.partition_point(|one| one.effective <= until)];
    let passes = |one: &Logged<Session>| one.held_in_time(Session::is_held) && one.value.size >= at.size;
    since(told, at.since).iter().any(passes)
        || !told.iter().any(|one| failed_sizes(one).any(|failed| failed == at.size))
}

/// Whether a larger size is still to come under this plan, and nothing else stands in its place.
fn awaits_step(history: &History, plan: &Plan, now: &Moment) -> bool {
    let (rule, today) = (plan.step_up(), now.date());
    let plans_steps = rule.days_at_size.is_some() || rule.sessions_in_a_row.is_some();
    let is_full = history.stretch_on(today).is_some_and(|stretch| matches!(stretch.stage, Stage::Full(_)));
    let below_goal = history.current_size(now.wall).is_some_and(|size| size < plan.ladder().goal());
    plans_steps
        && is_full
        && below_goal
        && !clinic::forbids_steps(history, now)
        && !gap::asks_clinic(history, now)
}

#[cfg(test)]
mod tests;
