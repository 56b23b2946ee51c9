//! What the clinic said last of how dilation goes on, and when it last looked at it.

use chrono::{DateTime, FixedOffset};

use super::{Caution, Findings, Reason, programme_begun};
use crate::contact::{ClinicContact, ContactOutcome};
use crate::entry::{Logged, Origin};
use crate::history::History;
use crate::moment::Moment;
use crate::order::{Stamp, in_order};
use crate::session::Session;

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

/// A word of the clinic: when, and where it stands in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    pub(super) at: DateTime<FixedOffset>,
    pub(super) place: u64,
}

impl Word {
    fn of<T>(one: &Logged<T>) -> Self {
        Self { at: one.effective, place: one.place }
    }

    /// Whether the clinic cannot have known of a session as it said this: it was told of a later time, or it is of an earlier
    /// day of the programme and came into the journal afterwards. On its own day the clinic hears of it as it is called, and
    /// what a file brings in is old news.
    pub(super) fn cannot_know_of(self, history: &History, session: &Logged<Session>, now: &Moment) -> bool {
        let latest = session.former.iter().map(|form| form.effective).fold(session.effective, DateTime::max);
        latest >= self.at
            || session.place > self.place
                && session.date() < self.at.date_naive()
                && session.origin != Origin::Imported
                && programme_begun(history, now).is_some_and(|begun| begun <= session.effective)
    }
}

/// The last time the clinic said that dilation goes on, at a visit that set a size or in a talk.
pub(super) fn went_on(history: &History, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let contacts = history.contacts.iter().filter(|talk| talk.value.outcome.goes_on());
    latest(history, contacts.map(Word::of), now).map(|word| word.at)
}

/// The last time it named a size, at a visit or in a talk.
pub(super) fn named(history: &History, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let names = |talk: &&Logged<ClinicContact>| matches!(talk.value.outcome, ContactOutcome::ResumeAt(_));
    let contacts = history.contacts.iter().filter(names);
    latest(history, contacts.map(Word::of), now).map(|word| word.at)
}

/// The last of these and of the visits that set a size.
fn latest(history: &History, talks: impl Iterator<Item = Word>, now: DateTime<FixedOffset>) -> Option<Word> {
    let visits = history.visits.iter().filter(|visit| visit.value.size_set.is_some());
    talks.chain(visits.map(Word::of)).filter(|word| word.at <= now).max()
}

/// When the clinic last said how to go on: in a talk, at a visit that set a size, with a plan that it signed. What stops
/// sessions ends there, and not by having been seen. `None` before the first day of a programme.
pub(super) fn said(history: &History, now: &Moment) -> Option<Word> {
    // Whatever came in before the programme began, nobody is to hear of it.
    let begun = Word { at: programme_begun(history, now)?, place: u64::MAX };
    let contacts = history.contacts.iter().filter(|talk| talk.value.outcome.goes_on());
    Some(latest(history, contacts.map(Word::of), now.wall).map_or(begun, |word| word.max(begun)))
}

/// When the clinic last had its say on the sizes: at a visit, in a talk that decided something, with a plan that it signed. A
/// plan that is typed in again has looked at nothing. `None` before the first day of a programme.
pub(super) fn looked_at(history: &History, now: &Moment) -> Option<DateTime<FixedOffset>> {
    let visits = history.visits.iter().map(|visit| visit.effective);
    let talks = history.contacts.iter().filter(|contact| contact.value.outcome.decides());
    let heard = visits.chain(talks.map(|talk| talk.effective)).filter(|at| *at <= now.wall);
    heard.chain([programme_begun(history, now)?]).max()
}
