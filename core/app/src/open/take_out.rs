//! A new entry that was a slip is taken out again, as if it had not been written. The journal keeps it, and the timeline shows
//! it; nothing that somebody has to be told of goes with it.

use chrono::TimeDelta;
use gradus_domain::device::Care;
use gradus_domain::{Assessment, DeviceUsed, EntryId, History, Logged, Moment};
use gradus_journal::Statement;

use super::App;
use super::device::is_broken;
use super::record::{recorded, refused};
use crate::AppError;
use crate::view::Recorded;

/// How long after it was written an entry can be taken out. Long enough to see a slip of the thumb, and over before anybody
/// can have second thoughts about what was told. Basis: proposal.
const SLIP: TimeDelta = TimeDelta::minutes(10);

impl App {
    pub(super) fn take_out(&mut self, person: &str, entry: &str, now: &Moment) -> Result<Recorded, AppError> {
        let history = self.as_written(person)?;
        let slip = self.find(history, entry)?.stated();
        self.check_is_new(&slip, now)?;
        self.check_told_no_sign(history, &slip)?;
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

    /// What triage answered to it is about something that was told, and that is not untold by a tap.
    fn check_told_no_sign(&self, history: &History, slip: &Logged<Statement>) -> Result<(), AppError> {
        let its_own =
            |answer: &&Logged<Assessment>| answer.recorded == slip.recorded && answer.place == slip.place + 1;
        let mut answers = history.assessments.iter().filter(its_own);
        let broke = matches!(&slip.value, Statement::DeviceCare(care) if is_broken(&care.what));
        match broke || answers.any(|answer| !answer.value.fired.is_empty()) {
            true => Err(refused(&self.words.sign_stays())),
            false => Ok(()),
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
