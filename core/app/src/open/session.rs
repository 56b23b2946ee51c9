//! Sessions: held, tried, or knowingly not held.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::{GateTime, History, Moment, OccurrenceId, Session, Skip, SlotStatus, slots};
use gradus_journal::Statement;
use gradus_triage::standing;
use gradus_words::Notice;

use super::App;
use super::record::{recorded, refused};
use crate::AppError;
use crate::draft::{self, Fields};
use crate::view::{Recorded, SessionDraft};

/// Written down later than this, a session earns no step.
const LATE: TimeDelta = TimeDelta::hours(24);

impl App {
    pub(super) fn log_session(
        &mut self,
        person: &str,
        draft: &SessionDraft,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let (at, mut session) = draft::session(draft, now)?;
        let history = self.history(person)?;
        let id = history.person.id;
        session.occurrence = match session.occurrence {
            Some(named) => Some(known_occurrence(history, named, now)?),
            None => open_slot(history, &Moment { wall: at, ..*now }),
        };
        let notices = self.session_notices(history, &session, at, now);
        let written = self.write(id, &[(at, Statement::Session(session))], false, now)?;
        let triage = self.assess_session(id, now)?;
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
        let history = self.history(person)?;
        let id = history.person.id;
        let occurrence = match occurrence {
            Some(text) => known_occurrence(history, read_occurrence(text)?, now)?,
            None => {
                open_slot(history, now).ok_or_else(|| refused("no session is due that could be skipped"))?
            }
        };
        let skip = Skip { occurrence: Some(occurrence), reason, note: None };
        let written = self.write(id, &[(now.wall, Statement::Skip(skip))], false, now)?;
        Ok(recorded(id, &written, None, Vec::new()))
    }

    /// What is worth knowing about a session that is about to be written down. It is written down all the same: a
    /// diary that refuses what happened is no diary.
    fn session_notices(
        &self,
        history: &History,
        session: &Session,
        at: DateTime<FixedOffset>,
        now: &Moment,
    ) -> Vec<String> {
        let then = Moment { wall: at, ..*now };
        let mut notices = Vec::new();
        let goal = history.plan_in_force(at.date_naive()).map(|plan| plan.value.ladder().goal());
        if let Some(goal) = goal.filter(|goal| session.size > *goal) {
            notices.push(Notice::AboveCeiling { size: session.size, goal });
        } else if let Some(current) = history.current_size(at).filter(|current| *current != session.size) {
            notices.push(Notice::OtherSize { size: session.size, current });
        }
        if standing(history, &then).gate.time > GateTime::Now {
            notices.push(Notice::WhileClosed);
        }
        if now.wall - at > LATE {
            notices.push(Notice::LateEntry);
        }
        if session.occurrence.is_none() && goal.is_some() {
            notices.push(Notice::Unplanned);
        }
        notices.into_iter().map(|notice| self.words.notice(notice)).collect()
    }
}

/// The slot that a session held at this moment answers: the one that is open; of several, the first.
fn open_slot(history: &History, at: &Moment) -> Option<OccurrenceId> {
    let yesterday = at.date().pred_opt()?;
    let open = |status| matches!(status, SlotStatus::Due | SlotStatus::LateWindow | SlotStatus::Upcoming);
    let mut slots = slots(history, yesterday..=at.date(), at);
    slots.retain(|slot| open(slot.status));
    let due = slots.iter().rev().find(|slot| slot.status == SlotStatus::Due);
    let late = slots.iter().rev().find(|slot| slot.status == SlotStatus::LateWindow);
    due.or(late).map(|slot| slot.occurrence.id)
}

/// A named occurrence, if a plan of this person asks for it and nothing answered it yet.
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

fn read_occurrence(text: &str) -> Result<OccurrenceId, AppError> {
    let mut fields = Fields::default();
    let read = text.parse().map_err(|err| fields.wrong("occurrence", "cannot be read", err)).ok();
    fields.finish(read)
}
