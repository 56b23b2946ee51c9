//! A size that does not pass, and what hurt: what that asks for, and since when the clinic is to hear of it (R1): it, or a
//! larger one on the way down from it, failed in two sessions, a smaller one failed too, or a smaller one is asked for and the
//! plan has none.

use std::collections::BTreeMap;

use super::{Caution, Concern, Evidence, Findings, Reason, back, clinic, credit, gap, grounds, since};
use crate::contact::ContactOutcome;
use crate::entry::Logged;
use crate::gate::{Gate, GateSize};
use crate::history::{CurrentSize, History};
use crate::moment::Moment;
use crate::plan::{Plan, StepDownOn};
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

/// R1: the size did not pass on two sessions, or a smaller one failed too; and the plan's own step-down rule. Where the gate
/// or another finding asks for a smaller size, that one is measured in the same way. Failures are counted from the last word
/// of the clinic or step up: a step back that the person took makes none of them undone.
pub(super) fn find(
    findings: &mut Findings,
    history: &History,
    in_force: &Logged<Plan>,
    at: CurrentSize,
    (asked, evidence): (Millimetres, &Evidence),
    now: &Moment,
) {
    let plan = &in_force.value;
    let word = gap::last_word(history, now.wall);
    let heard = word.map_or(at.top_since, |heard| heard.max(at.top_since));
    let tried = &history.sessions[..history.sessions.partition_point(|one| one.effective <= now.wall)];
    let tried = since(tried, heard);
    let not_void = since(tried, evidence.failures_void_before.unwrap_or(heard));
    let void = |size| credit::Measure::of(history, in_force, now).void_before(tried, size);
    let below = (asked < at.size).then(|| (&tried[void(asked)..], (asked, asked)));
    let measured = || std::iter::once((not_void, (at.size, at.top))).chain(below);
    let found = measured().find_map(|(tried, sizes)| not_passed(plan, tried, sizes));
    for (tried, sizes) in measured() {
        findings.fails(first(plan, tried, sizes));
    }
    let hurt = pain_over_limit(plan, since(tried, at.since), at.size);
    for (caution, reason) in found.into_iter().chain(hurt) {
        findings.add(caution, reason);
    }
}

/// What it asks for that this size did not pass in these sessions, and the larger ones on the way down from `top`.
fn not_passed(
    plan: &Plan,
    tried: &[Logged<Session>],
    (size, top): (Millimetres, Millimetres),
) -> Option<(Caution, Reason)> {
    let failed = || tried.iter().filter_map(failed_size);
    let largest = failed().filter(|tried| (size..=top).contains(tried)).max();
    if let Some(smaller) = largest.and_then(|largest| failed().rfind(|tried| *tried < largest)) {
        return Some((Caution::Ask, Reason::SmallerSizeFailed { size: smaller }));
    }
    let times = failed().filter(|tried| *tried == size).count();
    let own = plan.step_down().filter(|rule| rule.on.contains(&StepDownOn::NotPassed));
    let enough = times >= 2 || (times == 1 && own.is_some());
    let reason = Reason::NotPassed { size, times: times as u32 };
    let to = plan.ladder().below(size, own.map_or(1, |rule| rule.sizes));
    enough.then(|| (back(to, size), reason))
}

/// The plan's own rule for pain: down from the smallest size at which the last score was above the limit. The clinic's word
/// since then decides instead.
fn pain_over_limit(
    plan: &Plan,
    tried: &[Logged<Session>],
    present: Millimetres,
) -> Option<(Caution, Reason)> {
    let rule = plan.step_down().filter(|rule| rule.on.contains(&StepDownOn::PainOverLimit))?;
    let limit = plan.step_up().max_pain?;
    let mut hurt = BTreeMap::new();
    for session in tried.iter().filter(|session| session.value.size <= present) {
        let size = session.value.size;
        match session.value.told_peak().filter(|peak| *peak > limit) {
            Some(pain) => drop(hurt.insert(size, (pain, session.date()))),
            None if session.value.believable_peak().is_some() => drop(hurt.remove(&size)),
            None => {}
        }
    }
    let (size, (pain, on)) = hurt.pop_first()?;
    Some((back(plan.ladder().below(size, rule.sizes), size), Reason::PainOverLimit { pain, limit, on }))
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
