use super::{Concern, Reason, since};
use crate::history::History;
use crate::moment::Moment;
use crate::sorting;

/// Sessions whose median is taken at either end. Fewer than twice as many say nothing. Basis: proposal.
const WINDOW: usize = 6;
/// Rise of the median that holds a step back, doubled: 2 points. Basis: proposal, on a meaningful change (C2.2).
const RISE_DOUBLED: u8 = 4;

/// Pain that rises at the same size, though each peak may be below the limit. Since the session with which it last began to.
pub fn rising_pain(history: &History, now: &Moment) -> Option<Concern> {
    let at = history.size_at(now.wall)?;
    let sessions = since(&history.sessions, at.since).iter();
    let here = sessions.filter(|session| session.value.size == at.size && session.effective <= now.wall);
    let pains = here.filter_map(|one| Some((one.effective, one.value.believable_peak()?.value())));
    let (times, pains): (Vec<_>, Vec<u8>) = pains.unzip();
    let (first_doubled, last_doubled) = rise(&pains)?;
    let before = (2 * WINDOW..pains.len()).rev().take_while(|held| rise(&pains[..*held]).is_some()).last();
    let reason = Reason::PainTrend { first_doubled, last_doubled };
    Some(Concern { reason, since: times[before.unwrap_or(pains.len()) - 1] })
}

/// Twice the medians at either end, where the last one is that much higher.
fn rise(pains: &[u8]) -> Option<(u8, u8)> {
    if pains.len() < 2 * WINDOW {
        return None;
    }
    let ends = (median_doubled(&pains[..WINDOW]), median_doubled(&pains[pains.len() - WINDOW..]));
    (ends.1 >= ends.0 + RISE_DOUBLED).then_some(ends)
}

/// Twice the median of [`WINDOW`] scores: the sum of the two in the middle.
fn median_doubled(pains: &[u8]) -> u8 {
    let mut pains = pains.to_vec();
    sorting::sort(&mut pains);
    pains[WINDOW / 2 - 1] + pains[WINDOW / 2]
}
