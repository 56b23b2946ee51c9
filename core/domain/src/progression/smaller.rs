//! A smaller size is asked for: what the ladder has of it, and what follows where it has none.

use chrono::{DateTime, FixedOffset};

use super::{Caution, Concern, Findings, Reason, clinic, since};
use crate::assessment::Assessment;
use crate::contact::ContactOutcome;
use crate::entry::Logged;
use crate::gate::{Gate, GateSize, GateTime};
use crate::history::{CurrentSize, History};
use crate::moment::Moment;
use crate::plan::Ladder;
use crate::size::Millimetres;

/// The gate as the plan can carry it out: as many sizes down as there are below the present one, and the present size
/// where there is none. Without a plan it stays as it is.
pub fn on_ladder(history: &History, gate: Gate, now: &Moment) -> Gate {
    let (GateSize::Down(sizes), Some((at, ladder))) = (gate.size, at(history, now)) else { return gate };
    let size = match ladder.count_below(at.size).min(sizes) {
        0 => GateSize::Same,
        sizes => GateSize::Down(sizes),
    };
    Gate { size, ..gate }
}

/// The size from which an answer counts "so many sizes smaller": that of the last session before it, where that was smaller
/// than the present size, because what hurt at a smaller size is not mended by the same one. `None` without a plan.
pub fn smaller_than(history: &History, answer: &Logged<Assessment>) -> Option<Millimetres> {
    let at = history.size_at(answer.effective)?;
    let last = since(&history.sessions, at.since).iter().rfind(|one| one.effective <= answer.effective);
    Some(last.map_or(at.size, |last| last.value.size.min(at.size)))
}

/// The smallest size, where the gate asks for a smaller one than that: then the clinic is to be asked before the next
/// session. `None` as soon as it has said how to go on, and for whoever came down below that size since.
pub fn lacks_smaller(history: &History, gate: Gate, now: &Moment) -> Option<Millimetres> {
    asked_in_vain(history, gate, now).map(|(size, _)| size)
}

/// The same, and when it was asked for.
fn asked_in_vain(
    history: &History,
    gate: Gate,
    now: &Moment,
) -> Option<(Millimetres, DateTime<FixedOffset>)> {
    let (GateSize::Down(_), Some((at, ladder))) = (gate.size, at(history, now)) else { return None };
    let down = |one: &&Logged<Assessment>| {
        one.effective <= now.wall && matches!(one.value.gate.size, GateSize::Down(_))
    };
    let asked = history.assessments.iter().filter(down).max_by_key(|one| one.effective);
    let heard = clinic::went_on(history, now.wall);
    let is_settled = asked.zip(heard).is_some_and(|(asked, heard)| heard >= asked.effective);
    let from = asked.and_then(|asked| smaller_than(history, asked)).unwrap_or(at.size);
    let lacks = at.size >= from && ladder.count_below(from) == 0 && !is_settled;
    lacks.then(|| (from, asked.map_or(now.wall, |asked| asked.effective)))
}

/// The smallest size, where the clinic's last word is one size smaller and the plan had none by then: which size is meant
/// nobody knows but the clinic. And when it said so.
fn said_in_vain(history: &History, now: &Moment) -> Option<(Millimetres, DateTime<FixedOffset>)> {
    let word =
        clinic::last_word(history, now).filter(|word| word.value.outcome == ContactOutcome::StepDown)?;
    let (at, ladder) = at(history, now)?;
    // Where the word lowered the size, the size was set by it.
    (at.since < word.effective && ladder.count_below(at.size) == 0).then_some((at.size, word.effective))
}

pub(super) fn find(findings: &mut Findings, history: &History, standing: Gate, now: &Moment) {
    if standing.time == GateTime::Blocked {
        return;
    }
    let in_vain = asked_in_vain(history, standing, now).or_else(|| said_in_vain(history, now));
    if let Some((size, since)) = in_vain {
        let reason = Reason::NoSmallerSize { size };
        findings.add(Caution::Ask, reason);
        findings.fails(Some(Concern { reason, since }));
    }
}

fn at<'h>(history: &'h History, now: &Moment) -> Option<(CurrentSize, &'h Ladder)> {
    Some((history.size_at(now.wall)?, history.plan_in_force(now.date())?.value.ladder()))
}
