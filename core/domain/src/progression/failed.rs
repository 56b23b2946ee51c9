//! A size that does not pass, and what hurt: what that asks for, and since when the clinic is to hear of it (R1): a size failed
//! in two sessions, a smaller one failed too, or a smaller one is asked for and the plan has none.

use std::collections::BTreeMap;

use super::clinic::Word;
use super::failures::{Failures, failed_sizes, steps_down_at_once};
use super::{Caution, Concern, Findings, Reason, back, clinic, grounds, since};
use crate::contact::ContactOutcome;
use crate::entry::Logged;
use crate::gate::{Gate, GateSize};
use crate::history::{CurrentSize, History};
use crate::moment::Moment;
use crate::plan::{Plan, StepDownOn};
use crate::session::Session;
use crate::size::Millimetres;

/// What a proposal finds of this, before anything else is weighed against it.
pub fn size_failed(history: &History, standing: Gate, now: &Moment) -> Option<Concern> {
    let is_down = |outcome| outcome == ContactOutcome::StepDown;
    // Where everything passes and nobody asks for a smaller size there is nothing to count.
    if history.sessions.iter().all(|session| failed_sizes(session).next().is_none())
        && !matches!(standing.size, GateSize::Down(_))
        && !clinic::last_word(history, now).is_some_and(|word| is_down(word.value.outcome))
    {
        return None;
    }
    let plan = history.plan_in_force(now.date())?;
    let at = history.size_at(now.wall)?;
    let mut findings = Findings::default();
    grounds(&mut findings, history, plan, at, standing, now);
    findings.failed
}

/// R1: what failed and stands, and what hurt by the plan's own rule. The clinic is called from its last word on how to go on;
/// no step makes that undone, up or down. What a smaller size is asked for by counts from the last size that was given: a word
/// that names none makes none larger, and neither does a lower goal.
pub(super) fn find(
    findings: &mut Findings,
    history: &History,
    in_force: &Logged<Plan>,
    at: CurrentSize,
    now: &Moment,
) {
    let plan = &in_force.value;
    let given = clinic::named(history, now.wall).map_or(at.given_since, |named| named.max(at.given_since));
    let tried = &history.sessions[..history.sessions.partition_point(|one| one.effective <= now.wall)];
    if let Some((caution, reason)) = pain_over_limit(plan, since(tried, given), at.size) {
        findings.add(caution, reason);
    }
    if tried.iter().all(|session| failed_sizes(session).next().is_none()) {
        return;
    }
    let own = plan.step_down().filter(|_| steps_down_at_once(plan));
    // A size that is given is given whatever came in before.
    let given = Word { at: given, place: u64::MAX };
    let standing = Failures::since(history, in_force, given, now);
    for (size, times) in standing.up_to(at.size, own.is_some()) {
        let to = plan.ladder().below(size, own.map_or(1, |rule| rule.sizes));
        if to < size {
            findings.add(Caution::Back(to), Reason::NotPassed { size, times });
        }
    }
    let heard = clinic::said(history, now).unwrap_or(Word { at: at.given_since, place: u64::MAX });
    let unheard = Failures::since(history, in_force, heard, now);
    for concern in unheard.matters(plan) {
        unheard_findings(findings, plan, concern);
    }
}

/// What the clinic is to hear of holds every step, and stops sessions where nothing smaller is left.
fn unheard_findings(findings: &mut Findings, plan: &Plan, concern: Concern) {
    findings.fails(Some(concern));
    let caution = match concern.reason {
        Reason::NotPassed { size, .. } if plan.ladder().count_below(size) > 0 => Caution::Hold,
        _ => Caution::Ask,
    };
    let is_of_it = |(_, reason): &(Caution, Reason)| match (reason, concern.reason) {
        (Reason::NotPassed { size, .. }, Reason::NotPassed { size: failed, .. }) => *size == failed,
        _ => false,
    };
    // It is said once of a size.
    if caution == Caution::Ask || !findings.all.iter().any(is_of_it) {
        findings.add(caution, concern.reason);
    }
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
