//! What is about to be written, and what triage answers to it.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::{
    Assessment, EntryId, History, Logged, Moment, Observation, Observed, Origin, PersonId, Session, Skip,
    Task,
};
use gradus_journal::Statement;

use super::record::recorded;
use super::{App, Written};
use crate::AppError;
use crate::view::{Recorded, TriageView};

impl App {
    /// Writes one thing down together with what triage answers to it: a danger sign is never on the disk without the gate
    /// it closes.
    pub(super) fn write_answered(
        &mut self,
        person: PersonId,
        said: (DateTime<FixedOffset>, Statement),
        answer: Option<(Assessment, TriageView)>,
        notices: Vec<String>,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let write = |app: &mut Self, all: &[_]| app.write(person, all, false, now);
        let (written, view) = self.write_with(person, said, answer, &[], write, now)?;
        Ok(recorded(person, &written, view, notices))
    }

    /// The same, by whatever way it is written, and the answer in the light of the whole log. `others`: what other answers
    /// about the same thing leave to do.
    pub(super) fn write_with(
        &mut self,
        person: PersonId,
        said: (DateTime<FixedOffset>, Statement),
        answer: Option<(Assessment, TriageView)>,
        others: &[Task],
        write: impl FnOnce(&mut Self, &[(DateTime<FixedOffset>, Statement)]) -> Result<Vec<Written>, AppError>,
        now: &Moment,
    ) -> Result<(Vec<Written>, Option<TriageView>), AppError> {
        let (assessment, view) = answer.unzip();
        let own: Vec<Task> =
            assessment.iter().flat_map(|answer| &answer.tasks).chain(others).cloned().collect();
        let answer = assessment.map(|assessment| (now.wall, Statement::Assessment(assessment)));
        let statements: Vec<_> = [said].into_iter().chain(answer).collect();
        let written = write(self, &statements)?;
        let view = view.map(|view| self.in_its_place(view, &own, &person.to_string(), now)).transpose()?;
        Ok((written, view))
    }
}

/// The log as it will be once this session is in it.
pub(super) fn with_session(
    mut history: History,
    at: DateTime<FixedOffset>,
    session: &Session,
    origin: Origin,
    now: &Moment,
) -> History {
    let logged = unwritten(&history, at, session.clone(), origin, now);
    let place = history.sessions.partition_point(|known| known.effective <= at);
    history.sessions.insert(place, logged);
    history
}

/// The log as it will be once this session is left out in it.
pub(super) fn with_skip(
    mut history: History,
    at: DateTime<FixedOffset>,
    skip: &Skip,
    now: &Moment,
) -> History {
    let logged = unwritten(&history, at, skip.clone(), Origin::Live, now);
    let place = history.skips.partition_point(|known| known.effective <= at);
    history.skips.insert(place, logged);
    history
}

/// The log as it will be once this is in it; `None` where no rule reads it.
pub(super) fn with_observation(
    mut history: History,
    at: DateTime<FixedOffset>,
    observation: &Observation,
    now: &Moment,
) -> Option<History> {
    if matches!(observation.what, Observed::Continence(_) | Observed::Distress(_)) {
        return None;
    }
    let logged = unwritten(&history, at, observation.clone(), Origin::Live, now);
    let place = history.observations.partition_point(|known| known.effective <= at);
    history.observations.insert(place, logged);
    Some(history)
}

/// After all that is there; no check-in has looked at it yet, whatever the clock says.
fn unwritten<T>(
    history: &History,
    at: DateTime<FixedOffset>,
    value: T,
    origin: Origin,
    now: &Moment,
) -> Logged<T> {
    let looked_at = history.check_ins.iter().map(|check_in| check_in.recorded).max();
    Logged {
        id: EntryId([0; 32]),
        person: history.person.id,
        effective: at,
        recorded: looked_at.unwrap_or(now.wall).max(now.wall) + TimeDelta::milliseconds(1),
        origin,
        clock_suspect: false,
        place: u64::MAX,
        value,
        amended: None,
        former: Vec::new(),
    }
}
