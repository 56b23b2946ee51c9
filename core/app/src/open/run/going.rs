//! What the first screen and the reminders say of a session that goes on.

use chrono::{NaiveDateTime, TimeDelta};
use gradus_domain::{ASK_IF_OUT_MS, History, Moment, OccurrenceId};

use crate::AppError;
use crate::open::App;

/// A session that goes on, as the first screen tells it.
pub(in crate::open) struct Running {
    pub(in crate::open) sentence: String,
    /// The planned session that it answers, and what stands beside that.
    pub(in crate::open) slot: Option<(OccurrenceId, String)>,
    /// Something is in for so long that somebody has to be asked whether it is out.
    pub(in crate::open) asks_if_out: bool,
}

impl App {
    /// That a session goes on, or is over and not written down yet, for the first screen; or, before either, whether what went
    /// in is out. What was told in it and asks for somebody is said first: whoever never writes it down must hear it all the
    /// same.
    pub(in crate::open) fn running(
        &self,
        history: &History,
        now: &Moment,
    ) -> Result<Option<Running>, AppError> {
        let run = match self.kept_run(history) {
            Ok(run) => run,
            Err(AppError::Refused { why }) => {
                return Ok(Some(Running { sentence: why, slot: None, asks_if_out: false }));
            }
            Err(error) => return Err(error),
        };
        let Some(run) = run else { return Ok(None) };
        let (state, name, since) = (run.state(now), &history.person.name, run.started().wall);
        let (is_unwritten, asks_if_out) = (state.is_over && !state.is_empty, state.asks_if_out());
        let said = match is_unwritten {
            _ if asks_if_out => self.words.run_is_it_out(name, since),
            true => self.words.run_unwritten(name, since),
            false => self.words.run_going_on(name, since),
        };
        let answer = if is_unwritten { self.answer_to(history, &run, &state, now)? } else { None };
        let sentence = match self.so_far(history, &run, answer, now)? {
            Some(answer) => format!("{} {said}", answer.sentence),
            None => said,
        };
        let beside = if is_unwritten { self.words.slot_unwritten() } else { self.words.slot_going_on() };
        let slot = run.script().occurrence().map(|id| (id, beside));
        Ok(Some(Running { sentence, slot, asks_if_out }))
    }

    /// From when on somebody is asked whether what went in is out; `None` while nothing is in.
    pub(in crate::open) fn asked_if_out_at(&self, history: &History, now: &Moment) -> Option<NaiveDateTime> {
        let ms = |ms: u64| TimeDelta::milliseconds(i64::try_from(ms).unwrap_or(i64::MAX));
        let inside_ms = self.kept_run(history).ok().flatten()?.state(now).inside_ms?;
        (now.local() + ms(ASK_IF_OUT_MS)).checked_sub_signed(ms(inside_ms))
    }
}
