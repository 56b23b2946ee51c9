//! Sessions: held, tried, or knowingly not held.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::{
    EntryId, History, Logged, Moment, OccurrenceId, Origin, Session, Skip, SkipReason, SlotStatus, slots,
};
use gradus_journal::{Statement, storable};
use gradus_words::Notice;

use super::App;
use super::record::{recorded, refused};
use crate::AppError;
use crate::draft;
use crate::view::{Recorded, SessionDraft};

impl App {
    pub(super) fn log_session(
        &mut self,
        person: &str,
        draft: &SessionDraft,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let (at, mut session) = draft::session(draft, now)?;
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        session.occurrence = match session.occurrence {
            Some(named) if named.date > at.date_naive() => {
                return Err(refused("that session is planned for a later day; log this one as unplanned"));
            }
            Some(named) => Some(known_occurrence(history, named, now)?),
            None => open_slot(history, &Moment { wall: at, ..*now }),
        };
        let ahead = draft.at.as_deref().and_then(draft::when).is_some_and(|told| told > now.wall);
        let notices = self.session_notices(history, &session, at, ahead, now);
        // In one transaction: a session with a danger sign is never on the disk without the gate it closes.
        let (assessment, triage) = self
            .assess_session(&with_session(history.clone(), at, &session, Origin::Live, now), now)?
            .unzip();
        let own = assessment.as_ref().map(|assessment| assessment.tasks.clone()).unwrap_or_default();
        let mut statements = vec![(at, Statement::Session(session))];
        statements.extend(assessment.map(|assessment| (now.wall, Statement::Assessment(assessment))));
        let written = self.write(id, &statements, false, now)?;
        let triage = triage.map(|view| self.in_its_place(view, &own, person, now)).transpose()?;
        Ok(recorded(id, &written, triage, notices))
    }

    pub(super) fn skip(
        &mut self,
        person: &str,
        occurrence: Option<&str>,
        reason: &str,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let reason = draft::skip_reason(reason)?;
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        let occurrence = match occurrence {
            Some(text) => known_occurrence(history, draft::occurrence(text)?, now)?,
            None => {
                open_slot(history, now).ok_or_else(|| refused("no session is due that could be skipped"))?
            }
        };
        let skip = Skip { occurrence: Some(occurrence), reason, note: None };
        let written = self.write(id, &[(now.wall, Statement::Skip(skip))], false, now)?;
        let ill = reason == SkipReason::Illness;
        let notices = ill.then(|| self.words.notice(Notice::IllAndNotAsked)).into_iter().collect();
        Ok(recorded(id, &written, None, notices))
    }
}

/// The log as it will be once this session is in it. No check-in has looked at it yet, whatever the clock says.
pub(super) fn with_session(
    mut history: History,
    at: DateTime<FixedOffset>,
    session: &Session,
    origin: Origin,
    now: &Moment,
) -> History {
    let looked_at = history.check_ins.iter().map(|check_in| check_in.recorded).max();
    let recorded = looked_at.unwrap_or(now.wall).max(storable(now.wall)) + TimeDelta::milliseconds(1);
    let place = history.sessions.partition_point(|known| known.effective <= at);
    let logged = Logged {
        id: EntryId([0; 32]),
        person: history.person.id,
        effective: storable(at),
        recorded,
        origin,
        clock_suspect: false,
        // It is being written: after all that is there.
        place: u64::MAX,
        value: session.clone(),
    };
    history.sessions.insert(place, logged);
    history
}

/// The slot that a session held at this moment answers: one that is due before one that is late, and that before one that
/// was tried and whose time is not over; of several, the latest.
fn open_slot(history: &History, at: &Moment) -> Option<OccurrenceId> {
    let yesterday = at.date().pred_opt()?;
    let slots = slots(history, yesterday..=at.date(), at);
    let due = slots.iter().rev().find(|slot| slot.status == SlotStatus::Due);
    let late = slots.iter().rev().find(|slot| slot.status == SlotStatus::LateWindow);
    let local = at.local();
    let tried = slots.iter().rev().find(|slot| {
        let window = slot.occurrence.window;
        matches!(slot.status, SlotStatus::Tried { .. }) && (window.opens..window.late_until).contains(&local)
    });
    due.or(late).or(tried).map(|slot| slot.occurrence.id)
}

/// A named occurrence, if a plan of this person asks for it and no session was held for it yet.
fn known_occurrence(history: &History, named: OccurrenceId, now: &Moment) -> Result<OccurrenceId, AppError> {
    let asked = slots(history, named.date..=named.date, now);
    let slot = asked.iter().find(|slot| slot.occurrence.id == named);
    match slot.map(|slot| slot.status) {
        None => Err(refused("no plan of this person asks for that session")),
        Some(SlotStatus::Done { .. }) => {
            Err(refused("that session is already logged; log another one as unplanned"))
        }
        Some(_) => Ok(named),
    }
}
