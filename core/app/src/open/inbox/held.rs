//! A session that was noted as held or as left out, and which one of the plan it was.

use chrono::TimeDelta;
use gradus_crypto::SecretBytes;
use gradus_domain::plan::Phase;
use gradus_domain::{
    DeviceUsed, Ease, History, Moment, OccurrenceId, PersonId, Session, SessionPain, Slot, SlotStatus,
    Untold, next_session_size, slots_of_day,
};
use gradus_journal::wire::{Said, decode_letter};
use gradus_triage::standing;

use crate::AppError;
use crate::open::App;
use crate::open::record::refused;
use crate::open::session::{already_logged, named_in_version, named_slot, time_over};

/// Two notes within this time are two taps for one session. Basis: proposal.
const ONE_TAP: TimeDelta = TimeDelta::minutes(1);

impl App {
    /// As planned: the size that the next session was to have then, each insertion held as long as the plan asks. Pain, blood and how it went in were not told.
    ///
    /// What was held was held: under a name of which the plan no longer has the time it is kept as not planned, once, and
    /// under one that the plan only allows by now it is the one that is allowed.
    pub(super) fn take_in_done(
        &mut self,
        person: PersonId,
        (named, again): (Option<OccurrenceId>, bool),
        at: &Moment,
        now: &Moment,
    ) -> Result<(), AppError> {
        let history = &*self.history_of(person, at)?;
        let no_plan = || refused("no plan asked for a session then");
        let found = named.map(|named| (named, named_slot(history, named, at)));
        let phase = history.stretch_on(at.date()).map(|stretch| stretch.phase);
        let (occurrence, phase) = match found {
            Some((named, Err(none))) => (None, phase_once(history, named, again, at, none)?),
            Some((_, Ok(Slot { occurrence, status: SlotStatus::Optional }))) => {
                (Some(occurrence.id), phase.ok_or_else(no_plan)?)
            }
            _ => {
                let phase = phase.ok_or_else(no_plan)?;
                (Some(slot_of_note(history, named, at)?.occurrence.id), phase)
            }
        };
        let asked = next_session_size(history, standing(history, at).gate, at);
        let size = asked.or_else(|| history.current_size(at.wall)).ok_or_else(no_plan)?;
        let session = Session {
            occurrence,
            size,
            warm_up: Vec::new(),
            holds_s: vec![phase.hold.target_s; usize::from(phase.insertions.max(1))],
            ease: Ease::Firm,
            pain: SessionPain::default(),
            bleeding: None,
            bleeding_stopped_after_min: None,
            lubricant: None,
            adjuncts: Vec::new(),
            stopped: None,
            note: None,
            device: None::<DeviceUsed>,
            cleaned: None,
            untold: vec![Untold::Ease, Untold::WhileLocked],
            guided: false,
        };
        let (who, held) = (person.to_string(), (at.wall, session));
        match occurrence {
            Some(_) => self.write_session(&who, held, false, now).map(drop),
            None => self.write_settled(&who, held, false, now).map(drop),
        }
    }
}

/// Whether one of these notes says what this one says: that the planned session of this very name was held. One phone tells it, and
/// the watch beside it.
pub(super) fn is_told_again(before: &[Option<SecretBytes>], said: &Said) -> bool {
    let is_named = matches!(said, Said::Done { occurrence: Some(_), .. });
    let mut read = before.iter().flatten().filter_map(|letter| decode_letter(letter.expose()).ok());
    is_named && read.any(|letter| letter.said == *said)
}

/// What the version of the plan asked for that a note names, where today's has no session at that time: `none` says so. A session
/// that stands in the diary within a minute is the same one, and after its time nobody knows when it was held.
fn phase_once<'h>(
    history: &'h History,
    named: OccurrenceId,
    again: bool,
    at: &Moment,
    none: AppError,
) -> Result<&'h Phase, AppError> {
    let (phase, window) = named_in_version(history, named).ok_or(none)?;
    if at.local() >= window.late_until {
        return Err(time_over());
    }
    let mut held = history.sessions.iter();
    match again || held.any(|session| (session.effective - at.wall).abs() < ONE_TAP) {
        true => Err(already_logged()),
        false => Ok(phase),
    }
}

/// The session that a skip answers, each by one note only. A session that was not due then is not made up, and no other one
/// takes its place.
pub(super) fn slot_of_skip(
    history: &History,
    named: Option<OccurrenceId>,
    at: &Moment,
) -> Result<OccurrenceId, AppError> {
    match slot_of_note(history, named, at)? {
        Slot { status: SlotStatus::Skipped(_), .. } => Err(already_logged()),
        slot => Ok(slot.occurrence.id),
    }
}

/// The session that a note names, or the one whose time it was, where it is due and was not held; it may have been left out
/// at first.
fn slot_of_note(history: &History, named: Option<OccurrenceId>, at: &Moment) -> Result<Slot, AppError> {
    let none_was_due = || refused("no session was due then");
    let slot = match named {
        Some(named) => named_slot(history, named, at)?,
        None => slot_by_time(history, at).ok_or_else(none_was_due)?,
    };
    match slot.status {
        SlotStatus::Optional => Err(none_was_due()),
        SlotStatus::Done { .. } => Err(already_logged()),
        _ => Ok(slot),
    }
}

/// Whose time it is at this moment, whatever became of it: the latest that is on time, or else the latest that may be held late.
fn slot_by_time(history: &History, at: &Moment) -> Option<Slot> {
    let (local, yesterday) = (at.local(), at.date().pred_opt()?);
    let mut slots = slots_of_day(history, yesterday, at);
    slots.extend(slots_of_day(history, at.date(), at));
    slots.retain(|slot| {
        let window = slot.occurrence.window();
        (window.opens..window.late_until).contains(&local)
    });
    let on_time = slots.iter().rev().find(|slot| local < slot.occurrence.window().on_time_until);
    on_time.or(slots.last()).copied()
}
