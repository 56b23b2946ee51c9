use std::collections::BTreeSet;

use super::clock::Passed;
use super::event::{RunEvent, RunRefusal, Sign};
use super::script::{CheckItem, Insertion, Script};
use crate::pain::PainScore;
use crate::session::Bleeding;

/// What the events add up to. Acceptance reads it and no clock, so that the same events are the same run whenever they
/// are read.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Progress {
    /// Milliseconds since the start.
    pub(super) clock_ms: u64,
    pub(super) ticked: BTreeSet<CheckItem>,
    /// Insertions that are over, with how long each was held.
    pub(super) done_ms: Vec<u64>,
    pub(super) inside: Option<Inside>,
    /// When the device was last taken out.
    pub(super) out_ms: Option<u64>,
    pub(super) paused: bool,
    /// When it ended before its end.
    pub(super) ended_ms: Option<u64>,
    pub(super) signs: BTreeSet<Sign>,
    pub(super) pain: Option<PainScore>,
    pub(super) blood: Option<Bleeding>,
    /// It did not come out at once, and nobody has said since that it is out.
    pub(super) retained: bool,
    pub(super) after_care: bool,
    /// Nobody told anything for so long that it ended.
    pub(super) forgotten: bool,
}

/// The device is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Inside {
    pub(super) since_ms: u64,
    /// The phone was started anew meanwhile.
    pub(super) restarted: bool,
}

/// Without a word for so long, a session that goes on is forgotten, and has ended. Longer than a night's sleep, so that nobody is
/// asked for what they can still tell, and shorter than the time to the next day's session. Basis: proposal.
const FORGOTTEN_MS: u64 = 12 * 60 * 60 * 1000;

impl Progress {
    /// Time goes by. What nobody told an end of ended when the last thing was told: how long it went on is not known.
    pub(super) fn pass(&mut self, script: &Script, passed: Passed) {
        if passed.ms >= FORGOTTEN_MS && !self.is_over(script) {
            self.forgotten = true;
            self.end();
        }
        self.clock_ms = self.clock_ms.saturating_add(passed.ms);
        if let Some(inside) = &mut self.inside {
            inside.restarted |= passed.restarted;
        }
    }

    /// The insertion that comes next, or that is in.
    pub(super) fn insertion<'s>(&self, script: &'s Script) -> Option<&'s Insertion> {
        script.insertions().get(self.done_ms.len())
    }

    /// Whether every insertion is over.
    pub(super) fn is_complete(&self, script: &Script) -> bool {
        self.done_ms.len() == script.insertions().len()
    }

    /// Whether nothing goes in any more.
    pub(super) fn is_over(&self, script: &Script) -> bool {
        self.ended_ms.is_some() || self.is_complete(script)
    }

    pub(super) fn is_in(&self) -> bool {
        self.inside.is_some() || self.retained
    }

    /// How long the device is in by now, also after a stop.
    pub(super) fn held_ms(&self) -> Option<u64> {
        self.inside.map(|inside| self.clock_ms.saturating_sub(inside.since_ms))
    }

    pub(super) fn checks_left<'s>(&self, script: &'s Script) -> impl Iterator<Item = &'s CheckItem> {
        script.checks().iter().filter(|item| !self.ticked.contains(item))
    }

    pub(super) fn accepts(&self, script: &Script, event: &RunEvent) -> Result<(), RunRefusal> {
        let refused = |is: bool, why| if is { Err(why) } else { Ok(()) };
        match event {
            RunEvent::Ticked(item) => refused(!script.checks().contains(item), RunRefusal::NotOnList),
            RunEvent::In => {
                refused(self.ended_ms.is_some(), RunRefusal::Ended)?;
                refused(self.is_in(), RunRefusal::AlreadyIn)?;
                refused(self.is_complete(script), RunRefusal::AllDone)?;
                refused(self.checks_left(script).next().is_some(), RunRefusal::CheckListOpen)
            }
            RunEvent::Out => refused(!self.is_in(), RunRefusal::NotIn),
            RunEvent::Pause => {
                refused(self.is_in(), RunRefusal::HoldGoesOn)?;
                refused(self.is_over(script), RunRefusal::Ended)
            }
            RunEvent::Resume => refused(self.is_over(script), RunRefusal::Ended),
            RunEvent::Blood(blood) => refused(*blood == Bleeding::None, RunRefusal::NoBlood),
            RunEvent::AfterCareDone => {
                refused(self.is_in(), RunRefusal::AlreadyIn)?;
                refused(!self.is_over(script), RunRefusal::GoesOn)
            }
            RunEvent::Pain(_) | RunEvent::Sign(_) | RunEvent::Stop => Ok(()),
        }
    }

    /// Takes in an event that was accepted.
    pub(super) fn take(&mut self, script: &Script, event: &RunEvent) {
        match event {
            RunEvent::Ticked(item) => drop(self.ticked.insert(*item)),
            RunEvent::In => {
                self.paused = false;
                self.inside = Some(Inside { since_ms: self.clock_ms, restarted: false });
            }
            RunEvent::Out => {
                // After a stop it is on its way out: how long that took is no hold.
                let until = self.ended_ms.unwrap_or(self.clock_ms);
                self.done_ms.extend(self.inside.map(|inside| until.saturating_sub(inside.since_ms)));
                (self.inside, self.retained, self.out_ms) = (None, false, Some(self.clock_ms));
            }
            RunEvent::Pause => self.paused = true,
            RunEvent::Resume => self.paused = false,
            RunEvent::Pain(score) => {
                self.pain = self.pain.max(Some(*score));
                if RunEvent::stops(*score) {
                    self.sign(Sign::SharpPain);
                }
            }
            RunEvent::Sign(sign) => self.sign(*sign),
            RunEvent::Blood(blood) => {
                self.blood = self.blood.max(Some(*blood));
                self.end();
            }
            RunEvent::Stop if self.is_over(script) => {}
            RunEvent::Stop => self.end(),
            RunEvent::AfterCareDone => self.after_care = true,
        }
    }

    fn sign(&mut self, sign: Sign) {
        self.retained |= sign == Sign::Stuck;
        self.signs.insert(sign);
        self.end();
    }

    fn end(&mut self) {
        self.ended_ms = self.ended_ms.or(Some(self.clock_ms));
        self.paused = false;
    }
}
