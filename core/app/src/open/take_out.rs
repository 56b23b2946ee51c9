//! A new entry that was a slip is taken out again, as if it had not been written. The journal keeps it, and the timeline shows
//! it; nothing that somebody has to be told of goes with it.

use chrono::TimeDelta;
use gradus_domain::device::Care;
use gradus_domain::{
    Answer, Assessment, Bleeding, DeviceUsed, EntryId, History, Logged, Moment, PainScore, Session, Visit,
};
use gradus_journal::Statement;

use super::App;
use super::device::is_broken;
use super::record::{recorded, refused};
use crate::AppError;
use crate::view::Recorded;

/// How long after it was written an entry can be taken out. Long enough to see a slip of the thumb, and over before anybody
/// can have second thoughts about what was told. Basis: proposal.
const SLIP: TimeDelta = TimeDelta::minutes(10);

/// Pain from here on is a sign where no plan names its own limit. Basis: proposal, as rule P1's.
const SIGN_OF_PAIN: u8 = 4;

impl App {
    pub(super) fn take_out(&mut self, person: &str, entry: &str, now: &Moment) -> Result<Recorded, AppError> {
        let history = self.as_written(person)?;
        let slip = self.find(history, entry)?.stated();
        self.check_is_new(&slip, now)?;
        self.check_told_no_sign(history, &slip)?;
        self.check_did_not_happen(history, &slip)?;
        self.check_nothing_needs(history, &slip, now)?;
        let (id, targets) = (history.person.id, self.folded.versions(&slip.id).to_vec());
        let out = (slip.effective, Statement::TakenOut(Box::new(slip.value)));
        let written = self.write_amendment(id, &[out], targets, now)?;
        Ok(Recorded { entry: slip.id.to_string(), ..recorded(id, &written, None, Vec::new()) })
    }

    /// Written a moment ago, here, and never changed. A clock that went back proves nothing of it.
    fn check_is_new(&self, slip: &Logged<Statement>, now: &Moment) -> Result<(), AppError> {
        let ours = |id: EntryId| {
            let mut entries = self.entries.iter();
            entries.any(|entry| entry.id() == id && entry.head().writer == self.store.writer())
        };
        if !ours(slip.id) {
            return Err(refused("another device wrote it down; put it right there"));
        }
        if slip.amended.is_some() {
            return Err(refused("it was changed since; put it right, or take the change back"));
        }
        match (TimeDelta::zero()..=SLIP).contains(&(now.wall - slip.recorded)) {
            true => Ok(()),
            false => Err(refused("it was written more than ten minutes ago; put it right instead")),
        }
    }

    /// What was told is not untold by a tap: what triage answered to it, and what the entry says by itself, whatever triage
    /// made of it at that time. Rows that came in together have one answer.
    fn check_told_no_sign(&self, history: &History, slip: &Logged<Statement>) -> Result<(), AppError> {
        let its_own =
            |answer: &&Logged<Assessment>| answer.recorded == slip.recorded && answer.place == slip.place + 1;
        let mut answers = history.assessments.iter().filter(its_own);
        let tells = match &slip.value {
            Statement::DeviceCare(care) => is_broken(&care.what),
            Statement::Session(session) => tells_a_sign(session, limit_of_pain(history, slip)),
            _ => false,
        };
        match tells || answers.any(|answer| !answer.value.fired.is_empty()) {
            true => Err(refused(&self.words.sign_stays())),
            false => Ok(()),
        }
    }

    /// A session that was held step by step was held: its size was inside, and the next one keeps its distance. One that a step
    /// to a larger size came after may have earned it. What the clinic did is not for a tap to undo.
    fn check_did_not_happen(&self, history: &History, slip: &Logged<Statement>) -> Result<(), AppError> {
        match &slip.value {
            Statement::Session(session) if session.guided => Err(refused(&self.words.held_stays())),
            Statement::Session(_) if is_stepped_on(history, slip) => {
                Err(refused(&self.words.step_rests_on_it()))
            }
            Statement::Visit(visit) if decides(visit) => Err(refused(&self.words.visit_stays())),
            _ => Ok(()),
        }
    }

    /// A device that something names stays in the list, and one that comes back must find its name free.
    fn check_nothing_needs(
        &self,
        history: &History,
        slip: &Logged<Statement>,
        now: &Moment,
    ) -> Result<(), AppError> {
        match &slip.value {
            Statement::Device(_) => {
                let used = DeviceUsed::Listed(slip.id);
                let is_used = history.sessions.iter().any(|one| one.value.device.as_ref() == Some(&used))
                    || history.device_care.iter().any(|one| one.value.device == slip.id)
                    || self.is_running_with(history, slip.id);
                match is_used {
                    true => Err(refused("the log names this device already; put it away instead")),
                    false => Ok(()),
                }
            }
            Statement::DeviceCare(care) if matches!(care.what, Care::Retired(_)) => {
                let device = history.device(care.device);
                device.map_or(Ok(()), |device| self.check_name(history, &device.value, Some(device.id), now))
            }
            _ => Ok(()),
        }
    }
}

/// The least pain that is a sign, by the plan of the session's day.
fn limit_of_pain(history: &History, slip: &Logged<Statement>) -> u8 {
    let plan = history.plan_in_force(slip.date());
    let limit = plan.and_then(|plan| plan.value.step_up().max_pain).map(|limit| limit.value() + 1);
    limit.map_or(SIGN_OF_PAIN, |limit| limit.min(SIGN_OF_PAIN))
}

/// Whether a session tells of anything that is not well, a doubt about pain or blood included.
fn tells_a_sign(session: &Session, limit: u8) -> bool {
    let hurts = |pain: Option<Answer<PainScore>>| match pain {
        Some(Answer::Known(score)) => score.value() >= limit,
        Some(Answer::Unknown) => true,
        None => false,
    };
    let pain = [session.pain.before, session.pain.peak, session.pain.after];
    let bled = session.bleeding.is_some_and(|blood| blood != Answer::Known(Bleeding::None));
    session.stopped.is_some() || !session.ease.passed() || bled || pain.into_iter().any(hurts)
}

/// Whether a larger size was taken since a session was written down.
fn is_stepped_on(history: &History, session: &Logged<Statement>) -> bool {
    let mut steps = history.steps.iter().filter(|step| step.value.to > step.value.from);
    steps.any(|step| step.recorded >= session.recorded)
}

/// Whether something of a visit holds from then on.
fn decides(visit: &Visit) -> bool {
    visit.size_set.is_some() || visit.calibrated.is_some() || visit.advice.is_some()
}
