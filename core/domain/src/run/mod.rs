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
mod neutral;
mod outcome;
mod progress;
mod script;
mod state;
mod timeline;

pub use cue::{Cue, CueKind};
pub use event::{Happened, RunEvent, RunRefusal, Sign};
pub use neutral::NEUTRAL_CHECKS;
pub use outcome::{RunDetails, Unfinished};
pub use script::{CheckItem, Insertion, Script, ScriptError};
pub use state::{ASK_IF_OUT_MS, Doing, RunState, TakeOut};

use crate::moment::Moment;
use progress::Progress;
use timeline::Timeline;

/// More pauses than anybody makes: what is told beyond it is refused, unless it is a sign or a stop.
const MOST_EVENTS: usize = 200;

/// A session that is going on, or has ended and is not written down yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Run {
    script: Script,
    started: Moment,
    events: Vec<Happened>,
    while_locked: bool,
}

impl Run {
    /// Begins at `started`.
    pub fn begin(script: Script, started: Moment) -> Self {
        Self { script, started, events: Vec::new(), while_locked: false }
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
    /// A sign or a stop may be told later than it happened, as one is that was given while the phone was locked;
    /// nor does a clock that was ahead then put it off.
    ///
    /// # Errors
    /// [`RunRefusal`], with the run as it was. No sign and no stop is ever refused.
    pub fn tell(&mut self, event: RunEvent, at: Moment) -> Result<(), RunRefusal> {
        let timeline = Timeline::of(self);
        let mut before = self.folded(&timeline);
        let is_late = timeline.is_late(&event, &at);
        // A silence of hours may be one of a wrong clock: a stop counts, though the session seems to have ended by itself.
        let has_end = before.is_complete(&self.script) || self.events.iter().any(|told| told.event.ends());
        let stops = event.ends() && !has_end;
        if !is_late {
            before.pass(&self.script, clock::between(timeline.last(), &at));
        }
        before.accepts(&self.script, &event)?;
        let is_full = self.events.len() >= MOST_EVENTS && event.can_wait();
        self.events.push(Happened { event, at });
        let is_new = stops || self.progress() != before;
        if is_full || !is_new {
            self.events.pop();
        }
        match is_full && is_new {
            true => Err(RunRefusal::TooMany),
            false => Ok(()),
        }
    }

    /// As [`Run::tell`], of what was told while nobody had the key: it counts for safety, and the session earns no step.
    ///
    /// # Errors
    /// As [`Run::tell`].
    pub fn tell_while_locked(&mut self, event: RunEvent, at: Moment) -> Result<(), RunRefusal> {
        let had = self.events.len();
        self.tell(event, at)?;
        self.while_locked |= self.events.len() > had;
        Ok(())
    }

    /// Whether anything of it was told while nobody had the key.
    pub fn was_told_while_locked(&self) -> bool {
        self.while_locked
    }

    /// The same as it was kept.
    pub fn with_told_while_locked(self, while_locked: bool) -> Self {
        Self { while_locked, ..self }
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
        RunState::of(&self.script, self.progress_at(now))
    }

    /// Everything that was told, folded; its clock stands at `now`.
    fn progress_at(&self, now: &Moment) -> Progress {
        let timeline = Timeline::seen(self, now);
        let mut progress = self.folded(&timeline);
        progress.pass(&self.script, clock::between(timeline.last(), now));
        progress
    }

    /// Everything that was told, folded; its clock stands at the last event.
    fn progress(&self) -> Progress {
        self.folded(&Timeline::of(self))
    }

    fn folded(&self, timeline: &Timeline<'_>) -> Progress {
        let mut progress = Progress::default();
        for (passed, event) in timeline.events() {
            progress.pass(&self.script, passed);
            progress.take(&self.script, event);
        }
        progress
    }
}

crate::unprinted!(Run);

#[cfg(test)]
mod late_tests;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
