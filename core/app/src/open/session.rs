//! Sessions: held, tried, or knowingly not held.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::plan::Phase;
use gradus_domain::{
    Assessment, History, Moment, OccurrenceId, Origin, Session, Skip, SkipReason, Slot, SlotStatus, Window,
    slots_of_day,
};
use gradus_journal::Statement;
use gradus_triage::derive;
use gradus_words::Notice;

use super::App;
use super::about::{with_session, with_skip};
use super::record::refused;
use crate::AppError;
use crate::draft;
use crate::view::{Recorded, SessionDraft, TriageView};

impl App {
    pub(super) fn log_session(
        &mut self,
        person: &str,
        draft: &SessionDraft,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let (at, session) = draft::session(draft, now)?;
        let ahead = draft.at.as_deref().and_then(draft::when).is_some_and(|told| told > now.wall);
        self.write_session(person, (at, session), ahead, now)
    }

    /// Writes down a session that was held at this time. `ahead`: by the clock of the form it is still to come.
    pub(super) fn write_session(
        &mut self,
        person: &str,
        (at, mut session): (DateTime<FixedOffset>, Session),
        ahead: bool,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let history = &*self.history(person, now)?;
        session.occurrence = match session.occurrence {
            Some(named) if named.date > at.date_naive() => {
                return Err(refused("that session is planned for a later day; log this one as unplanned"));
            }
            Some(named) => Some(open_occurrence(history, named, at, now)?),
            None => open_slot(history, &now.at(at)),
        };
        self.write_settled(person, (at, session), ahead, now)
    }

    /// The same of one whose place in the plan is known: the planned session that it names, or none.
    pub(super) fn write_settled(
        &mut self,
        person: &str,
        (at, mut session): (DateTime<FixedOffset>, Session),
        ahead: bool,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        session.device = self.settle_device(history, session.device.take(), now)?;
        let notices = self.session_notices(history, &session, at, ahead, now);
        let after = with_session(history.clone(), at, &session, Origin::Live, now);
        let answer = self.assess_session(&after, now)?;
        self.write_answered(id, (at, Statement::Session(session)), answer, notices, now)
    }

    pub(super) fn skip(
        &mut self,
        person: &str,
        occurrence: Option<&str>,
        reason: &str,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let reason = draft::skip_reason(reason)?;
        let named = occurrence.map(draft::occurrence).transpose()?;
        self.write_skip(person, named, reason, now, now)
    }

    /// Writes down that a session was knowingly not held, as it was said at `at`.
    pub(super) fn write_skip(
        &mut self,
        person: &str,
        named: Option<OccurrenceId>,
        reason: SkipReason,
        at: &Moment,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        let occurrence = match named {
            Some(named) => known_occurrence(history, named, now)?,
            None => {
                open_slot(history, at).ok_or_else(|| refused("no session is due that could be skipped"))?
            }
        };
        let skip = Skip { occurrence: Some(occurrence), reason, note: None };
        let answer = self.answer_refusal(history.clone(), at.wall, &skip, now)?;
        let ill = reason == SkipReason::Illness;
        let notices = ill.then(|| self.words.notice(Notice::IllAndNotAsked)).into_iter().collect();
        self.write_answered(id, (at.wall, Statement::Skip(skip)), answer, notices, now)
    }

    /// What triage says to a session that is left out: a child that says no once more is heard, and every other reason asks
    /// nothing of anybody by itself. `history` is without it.
    pub(super) fn answer_refusal(
        &self,
        history: History,
        at: DateTime<FixedOffset>,
        skip: &Skip,
        now: &Moment,
    ) -> Result<Option<(Assessment, TriageView)>, AppError> {
        if skip.reason != SkipReason::ChildRefuses {
            return Ok(None);
        }
        let after = with_skip(history, at, skip, now);
        let is_told = derive(&after, now).contains_key("refused_twice");
        if is_told { self.assess_session(&after, now) } else { Ok(None) }
    }
}

/// The slot that a session held at this moment answers: one that is due before one that is late, and that before one that
/// was tried and whose time is not over; of several, the latest. What is not asked for comes last.
pub(super) fn open_slot(history: &History, at: &Moment) -> Option<OccurrenceId> {
    let yesterday = at.date().pred_opt()?;
    let mut slots = slots_of_day(history, yesterday, at);
    slots.extend(slots_of_day(history, at.date(), at));
    let due = slots.iter().rev().find(|slot| slot.status == SlotStatus::Due);
    let late = slots.iter().rev().find(|slot| slot.status == SlotStatus::LateWindow);
    let local = at.local();
    let tried = slots.iter().rev().find(|slot| {
        let window = slot.occurrence.window();
        matches!(slot.status, SlotStatus::Tried { .. }) && (window.opens..window.late_until).contains(&local)
    });
    let today = |slot: &&Slot| (slot.occurrence.id.date..=slot.occurrence.last_day()).contains(&at.date());
    let optional = slots.iter().filter(today).find(|slot| slot.status == SlotStatus::Optional);
    due.or(late).or(tried).or(optional).map(|slot| slot.occurrence.id)
}

/// Whether two names are of one planned session, whichever version of the plan they were made with.
pub(super) fn is_same(one: OccurrenceId, other: OccurrenceId) -> bool {
    (one.date, one.slot) == (other.date, other.slot)
}

/// A named occurrence that a session held at this time answers: one whose time is over is missed, and nothing that is held
/// later makes it held.
pub(super) fn open_occurrence(
    history: &History,
    named: OccurrenceId,
    at: DateTime<FixedOffset>,
    now: &Moment,
) -> Result<OccurrenceId, AppError> {
    let known = known_occurrence(history, named, now)?;
    let slots = slots_of_day(history, known.date, now);
    let local = now.at(at).local();
    let is_over = |slot: &Slot| slot.occurrence.id == known && local >= slot.occurrence.window().late_until;
    match slots.iter().any(is_over) {
        true => Err(time_over()),
        false => Ok(known),
    }
}

/// A named occurrence, if a plan of this person asks for it and no session was held for it yet. What an older version of the
/// plan asked for on that day is given back as the present one names it.
pub(super) fn known_occurrence(
    history: &History,
    named: OccurrenceId,
    now: &Moment,
) -> Result<OccurrenceId, AppError> {
    match named_slot(history, named, now)? {
        Slot { status: SlotStatus::Done { .. }, .. } => Err(already_logged()),
        slot => Ok(slot.occurrence.id),
    }
}

/// The slot of a named occurrence, if a plan of this person asks for it; see [`known_occurrence`].
///
/// A name of an older version of the plan means the time that it had there: of what the present one asks for on that day, the
/// session that shares the most of it.
pub(super) fn named_slot(history: &History, named: OccurrenceId, now: &Moment) -> Result<Slot, AppError> {
    let unknown = || refused("no plan of this person asks for that session");
    let asked = slots_of_day(history, named.date, now);
    if let Some(slot) = asked.iter().find(|slot| slot.occurrence.id == named) {
        return Ok(*slot);
    }
    let (_, meant) = named_in_version(history, named).ok_or_else(unknown)?;
    let shared = |slot: &Slot| {
        let window = slot.occurrence.window();
        window.on_time_until.min(meant.on_time_until) - window.opens.max(meant.opens)
    };
    let by_time = asked.into_iter().filter(|slot| shared(slot) > TimeDelta::zero());
    by_time.max_by_key(|slot| (shared(slot), is_same(slot.occurrence.id, named))).ok_or_else(|| {
        refused(
            "the plan has changed and asks for other times on that day; look at the day again, and choose there",
        )
    })
}

/// What the version of the plan that a name is of asks for on that day, and when.
pub(super) fn named_in_version(history: &History, named: OccurrenceId) -> Option<(&Phase, Window)> {
    let version = history.plans.iter().find(|plan| plan.id == named.plan)?;
    let course = history.course(version);
    let mut all = course.occurrences(named.date..=named.date).chain(course.optional(named.date));
    let window = all.find(|one| one.id == named)?.window();
    Some((course.on(named.date)?.phase, window))
}

pub(super) fn time_over() -> AppError {
    refused("the time of that session is over; say when it was held, or log it as unplanned")
}

pub(super) fn already_logged() -> AppError {
    refused("that session is already logged; log another one as unplanned")
}
