//! A smaller size is asked for: what the ladder has of it, and what follows where it has none.

use super::{Caution, Findings, Reason, gap};
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

/// The present size, where the gate asks for a smaller one and the plan has none: then the clinic is to be asked before
/// the next session. `None` as soon as it has said how to go on, and for whoever came down to this size since.
pub fn lacks_smaller(history: &History, gate: Gate, now: &Moment) -> Option<Millimetres> {
    let (GateSize::Down(_), Some((at, ladder))) = (gate.size, at(history, now)) else { return None };
    let down = history.assessments.iter().filter(|one| matches!(one.value.gate.size, GateSize::Down(_)));
    let asked = down.map(|one| one.effective).filter(|asked| *asked <= now.wall).max();
    let heard = gap::last_word(history, now.wall);
    let is_settled = asked.is_some_and(|asked| at.since > asked || heard.is_some_and(|heard| heard >= asked));
    Some(at.size).filter(|size| ladder.count_below(*size) == 0 && !is_settled)
}

pub(super) fn find(findings: &mut Findings, history: &History, standing: Gate, now: &Moment) {
    if standing.time < GateTime::Blocked
        && let Some(size) = lacks_smaller(history, standing, now)
    {
        findings.add(Caution::Ask, Reason::NoSmallerSize { size });
    }
}

fn at<'h>(history: &'h History, now: &Moment) -> Option<(CurrentSize, &'h Ladder)> {
    Some((history.size_at(now.wall)?, history.plan_in_force(now.date())?.value.ladder()))
}
