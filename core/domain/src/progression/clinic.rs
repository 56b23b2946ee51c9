//! What the clinic said last of how dilation goes on, and when it last looked at it.

use chrono::{DateTime, FixedOffset};

use super::{Caution, Findings, Reason, programme_begun};
use crate::contact::{ClinicContact, ContactOutcome};
use crate::entry::Logged;
use crate::history::History;
use crate::moment::Moment;
use crate::order::{Stamp, in_order};

pub(super) fn find(findings: &mut Findings, history: &History, now: &Moment) {
    let Some(last) = last_word(history, now) else { return };
    match last.value.outcome {
        ContactOutcome::Stop => findings.add(Caution::Ask, Reason::ClinicSaidStop { on: last.date() }),
        ContactOutcome::StaySame => findings.add(Caution::Hold, Reason::ClinicSaidStay { on: last.date() }),
        _ => {}
    }
}

/// Whether the clinic's last word forbids a larger size.
pub(super) fn forbids_steps(history: &History, now: &Moment) -> bool {
    let forbids = |outcome| matches!(outcome, ContactOutcome::Stop | ContactOutcome::StaySame);
    last_word(history, now).is_some_and(|last| forbids(last.value.outcome))
}

/// The last word of the clinic that says whether dilation goes on, unless a visit that set a size or a plan that the
/// clinic signed took its place.
pub(super) fn last_word<'h>(history: &'h History, now: &Moment) -> Option<&'h Logged<ClinicContact>> {
    let heard = history.contacts.iter().filter(|contact| contact.effective <= now.wall);
    let words = heard.filter(|contact| contact.value.outcome.decides());
    let last = in_order(words, |word| word.stamp()).pop()?;
    let after = |stamp: Stamp| {
        stamp.told_of <= now.wall && stamp.told_of != last.effective && stamp.follows(&last.stamp())
    };
    let overtaken = history.visits.iter().any(|visit| after(visit.stamp()) && visit.value.size_set.is_some())
        || history.renewed_after(last.place).is_some_and(|at| at <= now.wall);
    Some(last).filter(|_| !overtaken)
}

/// When the clinic last had its say on the sizes: at a visit, in a talk that decided something, with a plan that it signed. A
/// plan that is typed in again has looked at nothing. `None` before the first day of a programme.
pub(super) fn looked_at(history: &History, now: &Moment) -> Option<DateTime<FixedOffset>> {
    let visits = history.visits.iter().map(|visit| visit.effective);
    let talks = history.contacts.iter().filter(|contact| contact.value.outcome.decides());
    let heard = visits.chain(talks.map(|talk| talk.effective)).filter(|at| *at <= now.wall);
    heard.chain([programme_begun(history, now)?]).max()
}
