use serde::Serialize;

use super::{RunCueKind, RunStage};

/// What may be known while the diary is locked. Nothing in it is about a person: no name, no size, no word.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct LockedView {
    /// How many notes wait to be taken in when the diary is unlocked.
    pub waiting: u32,
    /// How many there can be.
    pub most: u32,
    /// The sessions that go on, or are over and not written down.
    pub runs: Vec<LockedRunView>,
}

/// A session that goes on, as times and steps.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct LockedRunView {
    /// Its name for `run_event_while_locked`: a number that tells nothing, the same until the session is written down.
    pub run: String,
    /// When it began (RFC 3339), as `run` of the open diary gives it.
    pub started: String,
    /// What is to be done.
    pub stage: RunStage,
    /// Which insertion is in or comes next, from 1; `null` when nothing goes in any more.
    pub number: Option<u32>,
    /// Of how many.
    pub of: u32,
    /// What the timer counts, in seconds; `null` when nothing goes in any more.
    pub target_s: Option<u32>,
    /// Take it out at the latest, in seconds; `null` when nothing goes in any more.
    pub max_s: Option<u32>,
    /// How long it is in, in milliseconds; `null` while nothing is.
    pub held_ms: Option<u64>,
    /// How much is left of the hold or the rest, in milliseconds; `null` where nothing runs down.
    pub left_ms: Option<u64>,
    /// Milliseconds since the start.
    pub clock_ms: u64,
    /// What is to be heard and felt from now on.
    pub cues: Vec<LockedCueView>,
    /// For each point of the check list, in its order, whether it is ticked.
    pub checks: Vec<bool>,
    /// Seconds that each insertion was held that is over.
    pub done_s: Vec<u32>,
    /// It ended before its end. Nothing goes in again.
    pub has_ended: bool,
    /// Whether something is in for so long that somebody has to be asked whether it is out.
    pub asks_if_out: bool,
    /// Which steps can be told now: `stop` is always among them. Signs, `pain:0` to `pain:10` and `blood:AMOUNT` can be told
    /// at any time, and `tick:1` for the first point of the check list.
    pub events: Vec<String>,
}

/// Something to be heard or felt, without a word.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct LockedCueView {
    /// Milliseconds from the moment of the call.
    pub in_ms: u64,
    /// Which.
    pub kind: RunCueKind,
    /// Whether a sound goes with it.
    pub sounds: bool,
    /// How often the phone is felt.
    pub pulses: u8,
}

/// What became of the notes that were made while the diary was locked. Show it once it is not empty.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct InboxView {
    /// How many are in the diary now.
    pub taken_in: u32,
    /// What is to be told: that they were taken in, what was left out and why, and what somebody changed or took away. Empty
    /// where there is nothing to tell.
    pub sentences: Vec<String>,
    /// Whether something is missing or was changed: show it before anything else.
    pub alarming: bool,
}

gradus_domain::unprinted!(LockedView, LockedRunView, LockedCueView, InboxView);
