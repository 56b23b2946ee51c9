use super::{Caution, Findings, Reason, since};
use crate::history::{CurrentSize, History};
use crate::moment::Moment;
use crate::sorting;

/// Sessions whose median is taken at either end. Fewer than twice as many say nothing. Basis: proposal.
const WINDOW: usize = 6;
/// Rise of the median that holds a step back, doubled: 2 points. Basis: proposal, on a meaningful change (C2.2).
const RISE_DOUBLED: u8 = 4;

/// Pain that rises at the same size, though each peak may be below the limit.
pub(super) fn find(findings: &mut Findings, history: &History, at: CurrentSize, now: &Moment) {
    let sessions = since(&history.sessions, at.since).iter();
    let here = sessions.filter(|session| session.value.size == at.size && session.effective <= now.wall);
    let pains: Vec<u8> = here.filter_map(|s| s.value.believable_peak()).map(|pain| pain.value()).collect();
    if pains.len() < 2 * WINDOW {
        return;
    }
    let first_doubled = median_doubled(&pains[..WINDOW]);
    let last_doubled = median_doubled(&pains[pains.len() - WINDOW..]);
    if last_doubled >= first_doubled + RISE_DOUBLED {
        findings.add(Caution::Hold, Reason::PainTrend { first_doubled, last_doubled });
    }
}

/// Twice the median of [`WINDOW`] scores: the sum of the two in the middle.
fn median_doubled(pains: &[u8]) -> u8 {
    let mut pains = pains.to_vec();
    sorting::sort(&mut pains);
    pains[WINDOW / 2 - 1] + pains[WINDOW / 2]
}
