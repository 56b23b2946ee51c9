//! A session as it goes: a script that is fixed at the start, and what was told since.
//!
//! ```text
//!  plan, gate --Script::of--> Script --+
//!                                      +--> Run::state(now) --> what to do, deadlines, cues
//!  buttons ---Run::tell---> events ----+--> Run::session(details) --> Session
//! ```
//!
//! No tick is kept: how long something lasts is worked out from the moments at which things were told. So a run that was
//! killed, and read back, is the same run.

mod clock;
mod cue;
mod event;
mod outcome;
mod progress;
mod script;
mod state;

pub use cue::{Cue, CueKind};
pub use event::{Happened, RunEvent, RunRefusal, Sign};
pub use outcome::{RunDetails, Unfinished};
pub use script::{CheckItem, Insertion, Script, ScriptError};
pub use state::{Doing, RunState, TakeOut};

use crate::moment::Moment;
use progress::Progress;

/// More pauses than anybody makes: what is told beyond it is refused, unless it is a sign or a stop.
const MOST_EVENTS: usize = 200;

/// A session that is going on, or has ended and is not written down yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Run {
    script: Script,
    started: Moment,
    events: Vec<Happened>,
}

impl Run {
    /// Begins at `started`.
    pub fn begin(script: Script, started: Moment) -> Self {
        Self { script, started, events: Vec::new() }
    }

    /// A run as it was kept. Every event is told anew, so that nothing stands in it that could not have been told.
    ///
    /// # Errors
    /// The first event that the run would have refused.
    pub fn resume(script: Script, started: Moment, events: Vec<Happened>) -> Result<Self, RunRefusal> {
        let mut run = Self::begin(script, started);
        for Happened { event, at } in events {
            run.tell(event, at)?;
        }
        Ok(run)
    }

    /// Takes in what happened at `at`. What changes nothing is not kept: a button that was pressed twice was pressed once.
    ///
    /// # Errors
    /// [`RunRefusal`], with the run as it was. No sign and no stop is ever refused.
    pub fn tell(&mut self, event: RunEvent, at: Moment) -> Result<(), RunRefusal> {
        let before = self.progress();
        before.accepts(&self.script, &event)?;
        let mut after = before.clone();
        after.take(&self.script, &event);
        if after == before {
            return Ok(());
        }
        if self.events.len() >= MOST_EVENTS && event.can_wait() {
            return Err(RunRefusal::TooMany);
        }
        self.events.push(Happened { event, at });
        Ok(())
    }

    /// What was fixed at the start.
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// When it began.
    pub fn started(&self) -> Moment {
        self.started
    }

    /// What was told, in the order in which it was told.
    pub fn events(&self) -> &[Happened] {
        &self.events
    }

    /// How things stand at `now`.
    pub fn state(&self, now: &Moment) -> RunState {
        let mut progress = self.progress();
        let last = self.events.last().map_or(self.started, |last| last.at);
        progress.pass(clock::between(&last, now));
        RunState::of(&self.script, progress)
    }

    /// Everything that was told, folded; its clock stands at the last event.
    fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        let mut last = self.started;
        for Happened { event, at } in &self.events {
            progress.pass(clock::between(&last, at));
            progress.take(&self.script, event);
            last = *at;
        }
        progress
    }
}

crate::unprinted!(Run);

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
