//! Since when the clinic is to hear that a size does not pass (R1): it, or a larger one on the way down from it, failed in two
//! sessions, a smaller one failed too, or a smaller one is asked for and the plan has none.

use super::{Caution, Concern, Findings, Reason, clinic, credit, grounds, not_passed};
use crate::contact::ContactOutcome;
use crate::entry::Logged;
use crate::gate::{Gate, GateSize};
use crate::history::History;
use crate::moment::Moment;
use crate::plan::Plan;
use crate::session::Session;
use crate::size::Millimetres;

/// In so many sessions a size does not pass before the clinic hears of it. Basis: proposal (R1).
const TIMES: usize = 2;

/// What a proposal finds of this, before anything else is weighed against it.
pub fn size_failed(history: &History, standing: Gate, now: &Moment) -> Option<Concern> {
    let is_down = |outcome| outcome == ContactOutcome::StepDown;
    // Where everything passes and nobody asks for a smaller size there is nothing to count.
    if history.sessions.iter().all(|session| failed_size(session).is_none())
        && !matches!(standing.size, GateSize::Down(_))
        && !clinic::last_word(history, now).is_some_and(|word| is_down(word.value.outcome))
    {
        return None;
    }
    let plan = history.plan_in_force(now.date())?;
    let at = history.size_at(now.wall)?;
    let evidence = credit::count(history, plan, at, now);
    let mut findings = Findings::default();
    grounds(&mut findings, history, plan, at, &evidence, standing, now);
    findings.failed
}

/// The size that did not pass in this session, as it stands or as it was told in time: what is put right later makes no
/// failure undone (C1).
pub(super) fn failed_size(session: &Logged<Session>) -> Option<Millimetres> {
    let told = [&session.value, session.told_in_time()];
    told.into_iter().find(|told| !told.ease.passed()).map(|told| told.size)
}

/// The failure with which these sessions began to be a matter for the clinic, if they are one.
pub(super) fn first(
    plan: &Plan,
    tried: &[Logged<Session>],
    sizes: (Millimetres, Millimetres),
) -> Option<Concern> {
    let reason = matter(plan, tried, sizes)?;
    let mut failures = tried.iter().enumerate().filter(|(_, session)| failed_size(session).is_some());
    let (_, first) = failures.find(|(at, _)| matter(plan, &tried[..=*at], sizes).is_some())?;
    Some(Concern { reason, since: first.effective })
}

fn matter(plan: &Plan, tried: &[Logged<Session>], sizes: (Millimetres, Millimetres)) -> Option<Reason> {
    match not_passed(plan, tried, sizes) {
        Some((Caution::Ask, reason)) => Some(reason),
        _ => again(tried, sizes),
    }
}

/// The largest size between these two that failed in so many sessions, whether or not the person went down from it.
fn again(tried: &[Logged<Session>], (size, top): (Millimetres, Millimetres)) -> Option<Reason> {
    let failed: Vec<_> = tried.iter().filter_map(failed_size).collect();
    let times = |size: Millimetres| failed.iter().filter(|one| **one == size).count();
    let often = failed.iter().filter(|one| (size..=top).contains(*one) && times(**one) >= TIMES);
    let size = *often.max()?;
    Some(Reason::NotPassed { size, times: u32::try_from(times(size)).unwrap_or(u32::MAX) })
}
