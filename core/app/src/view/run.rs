use std::fmt;

use serde::Serialize;

use super::{FactAnswer, PersonRef, Recorded, TriageView};

/// What a session begins with. Everything may be left open.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct RunDraft {
    /// Occurrence it answers, as `today` names it; `None` finds the one that is due, or begins an unplanned one.
    pub occurrence: Option<String>,
    /// A size below the one that is allowed now, such as `12` or `12.5 mm`; `None` takes the one that is allowed.
    pub size: Option<String>,
    /// The device: the name or id of one in the list, which was looked at today; `not_listed` for one that is not there.
    /// `None` leaves it open, and is refused where every device of this size in the list is barred.
    pub device: Option<String>,
}

/// What only the person can say when a session is over. Everything is raw; `finish_run` names the field that is wrong.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct RunDetailsDraft {
    /// `easy`, `firm`, `forced_not_done` or `not_passed`; needed where `asks_ease` says so.
    pub ease: Option<String>,
    /// Pain before, 0 to 10, or `unknown`.
    pub pain_before: Option<String>,
    /// Worst pain during, 0 to 10, or `unknown`; the greater of this and what was told during it stands.
    pub pain_peak: Option<String>,
    /// Pain after, 0 to 10, or `unknown`.
    pub pain_after: Option<String>,
    /// Minutes until pain was as before, or `unknown`.
    pub pain_minutes: Option<String>,
    /// `none`, `streak`, `pink_tint`, `drip`, `red_bowl`, `clots`, `non_stop` or `unknown`; the worse of this and what was
    /// told during it stands. `None` means not asked.
    pub bleeding: Option<String>,
    /// Minutes until bleeding had stopped, or `unknown`.
    pub bleeding_minutes: Option<String>,
    /// `water`, `silicone`, `oil`, `none` or `unsuitable`; `None` is what the ticked check list says.
    pub lubricant: Option<String>,
    /// What was taken or applied beforehand, as words with commas between: `numbing_gel`, `opioid`, `sedative`, `alcohol`,
    /// `nitrite`, `painkiller` or `ointment`, each followed by `:prescribed` where a clinician ordered it.
    pub adjuncts: Option<String>,
    /// Why it was stopped: `pain`, `bleeding`, `would_not_pass`, `stuck`, `faint`, `child_said_stop`, `interrupted` or
    /// `other`. A graver reason that was told during it stands.
    pub stop_reason: Option<String>,
    /// The device: the name or id of one in the list, or words for another one; `None` takes the one that was chosen.
    pub device: Option<String>,
    /// Whether the device was cleaned; `None` is what the after-care says.
    pub cleaned: Option<bool>,
    /// Words for the diary.
    pub note: Option<String>,
}

/// What is to be done in a session that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStage {
    /// Look at each point of the check list.
    CheckList,
    /// Put in the next size.
    Ready,
    /// Hold.
    Holding,
    /// Take it out now.
    TakeOut,
    /// Rest before the next one.
    Resting,
    /// A break.
    Paused,
    /// Clean, and put away.
    AfterCare,
    /// Everything is done; `finish_run` writes it down.
    Done,
}

/// A sound, a touch and a sentence at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RunCueKind {
    /// It begins.
    Start,
    /// Half of it is over.
    Half,
    /// Ten seconds are left.
    TenSeconds,
    /// It is over.
    End,
    /// It has lasted longer than the plan allows.
    Overrun,
}

/// Something to be heard or felt, so that nobody has to look. It holds until the next event is told.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RunCueView {
    /// Milliseconds from the moment of the call.
    pub in_ms: u64,
    /// Which.
    pub kind: RunCueKind,
    /// Whether a sound goes with it.
    pub sounds: bool,
    /// How often the phone is felt.
    pub pulses: u8,
    /// What a screen reader says. Nothing is said each second.
    pub sentence: String,
}

/// One point of the check list.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RunCheckView {
    /// Its name, for the event `tick:NAME`.
    pub item: String,
    /// The finished sentence.
    pub sentence: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// One time that the device goes in.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RunInsertionView {
    /// Which, from 1.
    pub number: u32,
    /// Of how many.
    pub of: u32,
    /// Diameter in tenths of a millimetre.
    pub size_tenths_mm: u16,
    /// Whether it only prepares for the size of the session.
    pub warm_up: bool,
    /// Shorter than this, it is not complete; seconds.
    pub min_s: u32,
    /// What the timer counts; seconds. 0 is a short pass.
    pub target_s: u32,
    /// Take it out at the latest; seconds.
    pub max_s: u32,
}

/// What an action of a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RunActionKind {
    /// Ends the session, for whatever reason. To be reached at once, whatever else is shown.
    Stop,
    /// A danger sign. It ends the session.
    Sign,
    /// How much blood there is: ask for one of `choices`. Any amount ends the session.
    Blood,
    /// How much it hurts now: ask for one of `choices`. From 7 on it ends the session.
    Pain,
    /// What leads on. There is never more than one.
    Next,
    /// A break.
    Break,
}

/// One answer to an action that asks how much.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RunChoiceView {
    /// The event to tell, such as `pain:3`.
    pub event: String,
    /// What stands on the button.
    pub label: String,
}

/// Something that can be told now, as a button. Points of the check list are told by themselves.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RunActionView {
    /// The event to tell; where there are `choices`, one of theirs is told in its place.
    pub event: String,
    /// What it is.
    pub kind: RunActionKind,
    /// What stands on the button, about the one whose session it is.
    pub label: String,
    /// How much, the least first; empty where nothing has to be asked.
    pub choices: Vec<RunChoiceView>,
}

/// The device of the list that a session is held with.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RunDeviceView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A session that goes on, at one moment. A shell draws it, and sets its alarms by `cues`.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RunView {
    /// Whose session it is. Nobody else's is shown meanwhile.
    pub person: PersonRef,
    /// When it began (RFC 3339).
    pub started: String,
    /// The occurrence it answers; `null` for an unplanned one.
    pub occurrence: Option<String>,
    /// The size of the session in tenths of a millimetre.
    pub size_tenths_mm: u16,
    /// The device of the list that was chosen at the start; `null` for one that is not listed.
    pub device: Option<RunDeviceView>,
    /// What is to be done.
    pub stage: RunStage,
    /// The same as a sentence.
    pub now: String,
    /// What comes after it, as a sentence; `null` where nothing else matters.
    pub next: Option<String>,
    /// The insertion that is in or comes next; `null` when nothing goes in any more.
    pub insertion: Option<RunInsertionView>,
    /// How long it is in, in milliseconds; `null` while nothing is.
    pub held_ms: Option<u64>,
    /// How much is left of the hold or the rest, in milliseconds; `null` where nothing runs down.
    pub left_ms: Option<u64>,
    /// How much longer than planned it is in, as a sentence; `null` where it is not.
    pub overrun: Option<String>,
    /// Milliseconds since the start.
    pub clock_ms: u64,
    /// What is to be heard and felt from now on.
    pub cues: Vec<RunCueView>,
    /// The check list.
    pub checks: Vec<RunCheckView>,
    /// Seconds that each insertion was held that is over, smaller sizes included.
    pub done_s: Vec<u32>,
    /// The worst pain that was told.
    pub pain_peak: Option<u8>,
    /// The worst blood that was told.
    pub blood: Option<String>,
    /// Signs that were told: `said_stop`, `cannot_pass`, `sharp_pain`, `stuck`, `faint`.
    pub signs: Vec<String>,
    /// It ended before its end. Nothing goes in again.
    pub has_ended: bool,
    /// Whether to offer that `finish_run` writes it down: it is over, and nothing is inside, or it was told that it does not
    /// come out.
    pub may_finish: bool,
    /// Whether `abandon_run` can throw it away: nothing went in, and nothing was told.
    pub may_abandon: bool,
    /// Whether `finish_run` needs to be told how the size went in.
    pub asks_ease: bool,
    /// Whether to ask why it was stopped: no sign says so.
    pub asks_why: bool,
    /// Which of the events without a number or an amount can be told now. `stop` is always among them.
    pub events: Vec<String>,
    /// The same as buttons, with pain and blood, in the order in which to show them: stop, then the signs with the gravest
    /// first, blood, pain, what leads on, and a break. What would change nothing is left out.
    pub actions: Vec<RunActionView>,
    /// What triage answers to what was told; show it at once. `null` where nothing was told that asks for it.
    pub so_far: Option<TriageView>,
    /// Answers that the next check-in begins with.
    pub check_in: Vec<FactAnswer>,
}

/// A session that was written down.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RunRecorded {
    /// The entry, what triage answers, and what is worth knowing.
    pub recorded: Recorded,
    /// Answers that the check-in begins with: pain or blood that ended the session. Empty where nothing did.
    pub check_in: Vec<FactAnswer>,
}

impl fmt::Debug for RunDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunDraft").finish_non_exhaustive()
    }
}

impl fmt::Debug for RunDetailsDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunDetailsDraft").finish_non_exhaustive()
    }
}

gradus_domain::unprinted!(
    RunActionView,
    RunChoiceView,
    RunCueView,
    RunCheckView,
    RunDeviceView,
    RunInsertionView,
    RunView,
    RunRecorded
);
