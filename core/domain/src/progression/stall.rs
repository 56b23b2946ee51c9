//! No step up though the plan goes on to larger sizes (R2): the clinic is to look at it, and nothing is held back by it.
//!
//! The days count whatever they were filled with, pauses too: nobody knows from outside why no larger size came. Nothing is
//! said of it where no step can come now: while sessions are stopped or wait, during the taper, where the clinic's last
//! word is to stop or to stay, and while the time without any session is itself a matter for the clinic (R3, R4).

use chrono::TimeDelta;

use super::{Concern, Reason, clinic, gap};
use crate::gate::{Gate, GateTime};
use crate::history::History;
use crate::moment::Moment;
use crate::plan::Plan;
use crate::stage::Stage;

/// Days without a step up after which a child's clinic is asked. Basis: proposal (R2).
const CHILD_DAYS: u16 = 14;
/// Days without a step up after which an adult's clinic is asked. Basis: proposal (R2).
const ADULT_DAYS: u16 = 28;
/// So many times the days that the plan itself asks for at a size, where that is longer. Basis: proposal (R2).
const PLANNED_TIMES: u16 = 2;

/// Whether no larger size came for too long under a plan that goes on to larger ones. The days begin anew with a step up,
/// and whenever the clinic had its say on the sizes.
pub fn stall(history: &History, standing: Gate, now: &Moment) -> Option<Concern> {
    let plan = &history.plan_in_force(now.date())?.value;
    if standing.time != GateTime::Now || !awaits_step(history, plan, now) {
        return None;
    }
    // A step back is no step up, and begins nothing anew.
    let from = clinic::looked_at(history, now)?.max(history.size_at(now.wall)?.top_since);
    let usual = if gap::is_child(history, plan, now) { CHILD_DAYS } else { ADULT_DAYS };
    let planned = plan.step_up().days_at_size.map_or(0, |days| days.saturating_mul(PLANNED_TIMES));
    let since = from + TimeDelta::days(usual.max(planned).into());
    let reason = Reason::Stalled { since: from.date_naive() };
    (since <= now.wall).then_some(Concern { reason, since })
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
