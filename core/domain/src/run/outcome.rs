//! What is written down when a run is over.

use super::Run;
use super::event::{RunEvent, Sign};
use super::progress::Progress;
use crate::answer::Answer;
use crate::moment::Moment;
use crate::pain::PainScore;
use crate::session::{
    AdjunctUse, Bleeding, DeviceUsed, Ease, LubricantUsed, Session, SessionPain, StopReason, Untold,
    counts_from_s,
};

/// What only the person can say at the end. `None` means not said.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct RunDetails {
    /// How the size went in.
    pub ease: Option<Ease>,
    /// Pain around it; the peak joins what was told during it.
    pub pain: SessionPain,
    /// The worst blood; joins what was told during it.
    pub bleeding: Option<Answer<Bleeding>>,
    /// Minutes until bleeding had stopped.
    pub bleeding_stopped_after_min: Option<Answer<u16>>,
    /// What it was lubricated with; what the plan says, where the check list was ticked.
    pub lubricant: Option<LubricantUsed>,
    /// What was taken or applied beforehand.
    pub adjuncts: Vec<AdjunctUse>,
    /// Why it was stopped, where no sign says so.
    pub stopped: Option<StopReason>,
    /// Free words.
    pub note: Option<String>,
    /// The device; the one that was chosen at the start, where none is named.
    pub device: Option<DeviceUsed>,
    /// Whether the device was cleaned; the after-care says so too.
    pub cleaned: Option<bool>,
}

/// Why a run cannot be written down as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfinished {
    /// It goes on.
    #[error("the session still goes on; end it first")]
    GoesOn,
    /// Nothing went in, and nothing was told.
    #[error("nothing went in; leave the session, or log it as skipped with a reason")]
    Empty,
    /// How it went in is not said.
    #[error("is missing; say how it went in")]
    EaseMissing,
    /// A score was told, and now it is said not to be known.
    #[error("was told during the session; leave it out, or give a number")]
    PainTold,
    /// Sharp pain was told, a graver sign beside it, and now a score that ends no session.
    #[error("sharp pain was told during the session; leave it out, or give 7 or more")]
    SharpPainTold,
    /// Blood was told, and now it is said not to be known, or to be none.
    #[error("was told during the session; leave it out, or say how much it was in all")]
    BloodTold,
}

impl Run {
    /// The session as it is written down at `now`: what was reached, and why it ended.
    ///
    /// # Errors
    /// [`Unfinished`].
    pub fn session(&self, details: RunDetails, now: &Moment) -> Result<Session, Unfinished> {
        let progress = self.progress_at(now);
        let state = super::RunState::of(&self.script, progress.clone());
        if state.is_empty {
            return Err(Unfinished::Empty);
        }
        if !state.is_over {
            return Err(Unfinished::GoesOn);
        }
        let (warm_up, holds_s) = self.reached(&progress);
        let (ease, mut untold) = ease(&progress, details.ease, !holds_s.is_empty())?;
        untold.extend(self.while_locked.then_some(Untold::WhileLocked));
        let stopped = self.stopped(&progress, details.stopped);
        let has_lubricated = progress.ticked.contains(&super::CheckItem::Lubricant);
        let cleaned = progress.after_care.then_some(true);
        Ok(Session {
            occurrence: self.script.occurrence(),
            size: self.script.size(),
            warm_up,
            holds_s,
            ease,
            pain: pain(&progress, details.pain, stopped)?,
            bleeding: bleeding(progress.blood, details.bleeding)?,
            bleeding_stopped_after_min: details.bleeding_stopped_after_min,
            lubricant: details.lubricant.or(has_lubricated.then_some(self.script.lubricant())),
            adjuncts: details.adjuncts,
            stopped,
            note: details.note,
            device: details.device.or(self.script.device().map(DeviceUsed::Listed)),
            cleaned: details.cleaned.or(cleaned),
            untold,
            guided: true,
        })
    }

    /// Whether [`Run::session`] takes nothing without the ease.
    pub fn asks_ease(&self, now: &Moment) -> bool {
        let progress = self.progress_at(now);
        let (_, holds_s) = self.reached(&progress);
        asks_ease(&progress, !holds_s.is_empty())
    }

    /// Whether this session of the diary, or a form of it, is what this run was written down as: a guided one of the same
    /// occurrence and size, with as many holds, and with nothing less than what was told.
    pub fn is_written_as(&self, session: &Session) -> bool {
        let progress = self.progress();
        // Nobody tells an interruption, nor how long something was held: by another clock both are seen otherwise.
        let told = self.stopped(&progress, None).filter(|reason| *reason != StopReason::Interrupted);
        let is_told = told.map(gravity) <= session.stopped.map(gravity)
            && progress.blood <= session.blood_seen()
            && (session.pain.peak == Some(Answer::Unknown) || progress.pain <= session.told_peak());
        let (warm_up, holds_s) = self.reached(&progress);
        let is_reached = !progress.is_over(&self.script)
            || (warm_up, holds_s.len()) == (session.warm_up.clone(), session.holds_s.len());
        let is_same = (self.script.occurrence(), self.script.size()) == (session.occurrence, session.size);
        session.guided && is_same && is_told && is_reached
    }

    /// Whether pain, blood or a sign was told.
    pub fn has_told(&self) -> bool {
        let progress = self.progress();
        progress.pain.is_some() || progress.blood.is_some() || !progress.signs.is_empty()
    }

    /// Smaller sizes that passed, and seconds of each hold at the size of the session. What is still in counts up to the end
    /// of the session. One that was to be held and was not held as long is left out where nothing broke the session off:
    /// else it would count as a part of the dose. Of one that was broken off everything is told that was in.
    fn reached(&self, progress: &Progress) -> (Vec<crate::size::Millimetres>, Vec<u32>) {
        let until = progress.ended_ms.unwrap_or(progress.clock_ms);
        let mut held = progress.done_ms.clone();
        held.extend(progress.inside.map(|inside| until.saturating_sub(inside.since_ms)));
        let is_broken_off = progress.ended_ms.is_some();
        let (mut warm_up, mut holds_s) = (Vec::new(), Vec::new());
        for (insertion, ms) in self.script.insertions().iter().zip(held) {
            let seconds = u32::try_from(ms / 1000).unwrap_or(u32::MAX);
            match self.script.is_warm_up(insertion) {
                true if is_broken_off || seconds >= counts_from_s(insertion.hold.target_s) => {
                    warm_up.push(insertion.size);
                }
                true => {}
                false => holds_s.push(seconds),
            }
        }
        (warm_up, holds_s)
    }

    /// The gravest of what was told. A stop whose reason nobody said has another reason.
    fn stopped(&self, progress: &Progress, said: Option<StopReason>) -> Option<StopReason> {
        let signs = progress.signs.iter().map(|sign| sign.reason());
        let blood = progress.blood.map(|_| StopReason::Bleeding);
        let unsaid = if progress.forgotten { StopReason::Interrupted } else { StopReason::Other };
        let plain = progress.ended_ms.map(|_| unsaid);
        signs.chain(blood).chain(said).chain(plain).max_by_key(|reason| gravity(*reason))
    }
}

fn gravity(reason: StopReason) -> u8 {
    match reason {
        StopReason::Other => 0,
        StopReason::Interrupted => 1,
        StopReason::ChildSaidStop => 2,
        StopReason::WouldNotPass => 3,
        StopReason::Bleeding => 4,
        StopReason::Pain => 5,
        StopReason::Stuck => 6,
        StopReason::Faint => 7,
    }
}

/// Whether somebody has to say how it went in.
fn asks_ease(progress: &Progress, was_in: bool) -> bool {
    was_in && !progress.forgotten && !progress.signs.contains(&Sign::CannotPass)
}

/// A size that was never in says nothing of its ease, unless somebody says that it would not go; and nobody has to remember how
/// one went in that was forgotten.
fn ease(progress: &Progress, said: Option<Ease>, was_in: bool) -> Result<(Ease, Vec<Untold>), Unfinished> {
    let cannot_pass = progress.signs.contains(&Sign::CannotPass);
    match said {
        _ if cannot_pass => Ok((Ease::NotPassed, Vec::new())),
        Some(said) if was_in || !said.passed() => Ok((said, Vec::new())),
        None if asks_ease(progress, was_in) => Err(Unfinished::EaseMissing),
        _ => Ok((Ease::Firm, vec![Untold::Ease])),
    }
}

/// The greater of what was told in it and after it. Sharp pain that the reason which is written down does not say is not
/// known, unless a score says it: a milder one would hide it.
fn pain(
    progress: &Progress,
    said: SessionPain,
    stopped: Option<StopReason>,
) -> Result<SessionPain, Unfinished> {
    let is_hidden = progress.signs.contains(&Sign::SharpPain) && stopped != Some(StopReason::Pain);
    let is_mild = |score: PainScore| is_hidden && !RunEvent::stops(score);
    let peak = match (progress.pain, said.peak) {
        (Some(_), Some(Answer::Unknown)) => return Err(Unfinished::PainTold),
        (told, Some(Answer::Known(said))) if is_mild(told.map_or(said, |told| told.max(said))) => {
            return Err(Unfinished::SharpPainTold);
        }
        (told, None) if told.is_none_or(is_mild) && is_hidden => Some(Answer::Unknown),
        (Some(told), Some(Answer::Known(said))) => Some(Answer::Known(told.max(said))),
        (Some(told), None) => Some(Answer::Known(told)),
        (None, said) => said,
    };
    Ok(SessionPain { peak, ..said })
}

fn bleeding(
    told: Option<Bleeding>,
    said: Option<Answer<Bleeding>>,
) -> Result<Option<Answer<Bleeding>>, Unfinished> {
    match (told, said) {
        (Some(_), Some(Answer::Unknown | Answer::Known(Bleeding::None))) => Err(Unfinished::BloodTold),
        (Some(told), Some(Answer::Known(said))) => Ok(Some(Answer::Known(told.max(said)))),
        (Some(told), None) => Ok(Some(Answer::Known(told))),
        (None, said) => Ok(said),
    }
}

crate::unprinted!(RunDetails);

#[cfg(test)]
mod tests {
    use super::super::RunEvent::{Blood, In, Out, Pain, Stop};
    use super::super::tests::{after, easy, score, told, whole};
    use super::*;

    #[test]
    fn how_it_went_in_is_asked_where_something_was_in_and_passed() {
        assert!(whole().asks_ease(&after(110)));
        assert!(!told(&[(5, Stop)]).asks_ease(&after(6)), "nothing was in");
        let stuck = told(&[(5, In), (25, Out), (30, In), (35, RunEvent::Sign(Sign::CannotPass)), (36, Out)]);
        assert!(!stuck.asks_ease(&after(40)), "it was told that it would not pass");
    }

    #[test]
    fn ease_is_as_it_was_said_and_nobody_says_that_what_was_not_in_passed() {
        let of = |run: &Run, at: u64, ease: Option<Ease>| {
            let session = run.session(RunDetails { ease, ..easy() }, &after(at)).expect("a session");
            (session.ease, session.untold)
        };
        assert_eq!(of(&whole(), 111, Some(Ease::Easy)), (Ease::Easy, vec![]));
        let hurt = told(&[(5, Pain(score(8)))]);
        assert_eq!(of(&hurt, 6, Some(Ease::ForcedNotDone)), (Ease::ForcedNotDone, vec![]));
        for said in [Some(Ease::Easy), None] {
            assert_eq!(of(&hurt, 6, said), (Ease::Firm, vec![Untold::Ease]), "{said:?}");
        }
    }

    #[test]
    fn a_smaller_size_that_is_to_be_held_is_kept_where_it_was_held_as_long() {
        let warm_up = |held: u64| {
            let events = [(5, In), (5 + held, Out), (30, In), (60, Out), (80, In), (110, Out)];
            told(&events).session(easy(), &after(111)).expect("a session").warm_up
        };
        let nine = vec![crate::sample::mm(9)];
        assert_eq!([13, 14, 15].map(warm_up), [vec![], nine.clone(), nine.clone()]);
        let broken_off = told(&[(5, In), (6, Stop)]);
        assert_eq!(broken_off.session(easy(), &after(7)).expect("a session").warm_up, nine);
    }

    #[test]
    fn a_run_has_told_something_with_a_score_blood_or_a_sign() {
        assert!(!whole().has_told());
        for event in [Pain(score(0)), Blood(Bleeding::Streak), RunEvent::Sign(Sign::Faint)] {
            assert!(told(&[(5, In), (10, event)]).has_told());
        }
    }

    #[test]
    fn a_session_is_the_runs_where_its_pain_is_not_less_or_is_said_to_be_unknown() {
        let run =
            told(&[(5, Pain(score(2))), (10, In), (25, Out), (30, In), (60, Out), (80, In), (110, Out)]);
        let session = run.session(easy(), &after(111)).expect("a session");
        for (peak, is) in [
            (Some(Answer::Known(score(1))), false),
            (Some(Answer::Known(score(2))), true),
            (Some(Answer::Unknown), true),
            (None, false),
        ] {
            let session = Session { pain: SessionPain { peak, ..session.pain }, ..session.clone() };
            assert_eq!(run.is_written_as(&session), is, "{peak:?}");
        }
    }
}
