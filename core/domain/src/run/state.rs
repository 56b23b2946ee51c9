use std::collections::BTreeSet;

use super::cue::{Cue, cues};
use super::event::Sign;
use super::progress::Progress;
use super::script::{CheckItem, Insertion, Script};
use crate::pain::PainScore;
use crate::session::Bleeding;

/// How long something is in, until somebody is asked whether it is out. No plan lets a hold last longer than half of it. Basis:
/// proposal.
pub const ASK_IF_OUT_MS: u64 = 60 * 60 * 1000;

/// How a run stands at a moment.
#[derive(Clone, PartialEq, Eq)]
pub struct RunState {
    /// What is to be done now.
    pub stage: Doing,
    /// Milliseconds since the start.
    pub clock_ms: u64,
    /// Items of the check list that are ticked.
    pub ticked: BTreeSet<CheckItem>,
    /// The insertion that is in, or comes next; `None` when nothing goes in any more.
    pub insertion: Option<Insertion>,
    /// Seconds that each insertion was held that is over, smaller sizes included.
    pub done_s: Vec<u32>,
    /// It ended before its end, by a sign, by blood or by a stop. It stays so.
    pub has_ended: bool,
    /// Nothing goes in any more: ended, or every insertion is over. Then it can be written down.
    pub is_over: bool,
    /// Something is in.
    pub is_in: bool,
    /// For how many milliseconds, by what was told; `None` where nothing is in, or nobody told when it went in.
    pub inside_ms: Option<u64>,
    /// Nobody told anything for so long that it ended. How long something was held then is not known.
    pub is_forgotten: bool,
    /// The device did not come out at once, and nobody has said since that it is out.
    pub is_retained: bool,
    /// Nothing went in and nothing was told that a diary needs: only then may it be thrown away.
    pub is_empty: bool,
    /// Signs that were told.
    pub signs: BTreeSet<Sign>,
    /// The worst pain that was told.
    pub pain: Option<PainScore>,
    /// The worst blood that was told.
    pub blood: Option<Bleeding>,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doing {
    /// Look at the device, and tick.
    CheckList,
    /// Put in the next size.
    Ready,
    /// Hold.
    Holding {
        /// Milliseconds so far.
        held_ms: u64,
    },
    /// Take it out now.
    TakeOut {
        /// Milliseconds so far.
        held_ms: u64,
        /// Why.
        why: TakeOut,
    },
    /// Rest before the next one.
    Resting {
        /// Milliseconds that are left.
        left_ms: u64,
    },
    /// A break.
    Paused,
    /// Clean, and put away.
    AfterCare,
    /// All is done; it waits to be written down.
    Done,
}

/// Why the device is to come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TakeOut {
    /// The time is reached.
    Reached,
    /// It was in longer than the plan allows.
    TooLong,
    /// The phone was started anew during the hold: nobody watched the time.
    Restarted,
    /// The session has ended.
    Ended,
    /// It does not come out at once. Nobody pulls.
    Stuck,
    /// Nobody said for many hours that it is out.
    Forgotten,
}

impl RunState {
    pub(super) fn of(script: &Script, progress: Progress) -> Self {
        let whole_s = |ms: &u64| u32::try_from(ms / 1000).unwrap_or(u32::MAX);
        let hurt = progress.pain > Some(PainScore::NONE);
        let has_told = hurt || progress.blood.is_some() || !progress.signs.is_empty();
        let is_over = progress.is_over(script);
        Self {
            stage: stage(script, &progress),
            clock_ms: progress.clock_ms,
            insertion: progress.insertion(script).filter(|_| !is_over || progress.is_in()).copied(),
            done_s: progress.done_ms.iter().map(whole_s).collect(),
            has_ended: progress.ended_ms.is_some(),
            is_over,
            is_in: progress.is_in(),
            inside_ms: progress.held_ms(),
            is_forgotten: progress.forgotten,
            is_retained: progress.retained,
            is_empty: progress.done_ms.is_empty() && !progress.is_in() && !has_told,
            ticked: progress.ticked,
            signs: progress.signs,
            pain: progress.pain,
            blood: progress.blood,
        }
    }

    /// Whether something is in for so long that somebody has to be asked whether it is out.
    pub fn asks_if_out(&self) -> bool {
        self.inside_ms >= Some(ASK_IF_OUT_MS)
    }

    /// What is to be heard and felt from now on, until something else is told.
    pub fn cues(&self) -> Vec<Cue> {
        cues(self)
    }
}

fn stage(script: &Script, progress: &Progress) -> Doing {
    if progress.is_in() {
        return inside(script, progress);
    }
    if progress.is_over(script) {
        return if progress.after_care { Doing::Done } else { Doing::AfterCare };
    }
    if progress.checks_left(script).next().is_some() {
        return Doing::CheckList;
    }
    if progress.paused {
        return Doing::Paused;
    }
    match rest_left(script, progress) {
        0 => Doing::Ready,
        left_ms => Doing::Resting { left_ms },
    }
}

fn inside(script: &Script, progress: &Progress) -> Doing {
    let held_ms = progress.held_ms().unwrap_or(0);
    let hold = progress.insertion(script).map(|insertion| insertion.hold);
    let after = |s: u32| held_ms >= u64::from(s) * 1000;
    let why = if progress.retained {
        TakeOut::Stuck
    } else if progress.forgotten {
        TakeOut::Forgotten
    } else if progress.ended_ms.is_some() {
        TakeOut::Ended
    } else if progress.inside.is_some_and(|inside| inside.restarted) {
        TakeOut::Restarted
    } else if hold.is_some_and(|hold| hold.max_s > hold.target_s && after(hold.max_s)) {
        TakeOut::TooLong
    } else if hold.is_none_or(|hold| after(hold.target_s)) {
        TakeOut::Reached
    } else {
        return Doing::Holding { held_ms };
    };
    Doing::TakeOut { held_ms, why }
}

fn rest_left(script: &Script, progress: &Progress) -> u64 {
    let before = progress.done_ms.len().checked_sub(1).and_then(|last| script.insertions().get(last));
    let rest_ms = before.map_or(0, |before| u64::from(before.rest_s) * 1000);
    let since = progress.out_ms.map_or(u64::MAX, |out| progress.clock_ms.saturating_sub(out));
    rest_ms.saturating_sub(since)
}

crate::unprinted!(RunState);

#[cfg(test)]
mod tests {
    use super::super::tests::{after, checks, score, told, whole};
    use super::super::{Run, RunEvent};
    use super::*;
    use crate::person::Role;
    use crate::plan::Hold;
    use crate::sample::mm;
    use crate::session::LubricantUsed;

    #[test]
    fn a_run_is_empty_until_something_was_in_or_told() {
        assert!(told(&[(5, RunEvent::Pain(score(0)))]).state(&after(6)).is_empty, "no pain");
        for events in [
            vec![RunEvent::Pain(score(1))],
            vec![RunEvent::Blood(Bleeding::Streak)],
            vec![RunEvent::Sign(Sign::Faint)],
            vec![RunEvent::In],
            vec![RunEvent::In, RunEvent::Out],
        ] {
            let events: Vec<_> = (5..).zip(events).collect();
            assert!(!told(&events).state(&after(9)).is_empty);
        }
    }

    #[test]
    fn the_insertion_is_the_one_that_goes_on_or_comes_and_none_once_nothing_goes_in_any_more() {
        let size = |run: &Run, at: u64| run.state(&after(at)).insertion.map(|insertion| insertion.size);
        assert_eq!(size(&told(&[]), 5), Some(mm(9)), "it comes");
        assert_eq!(size(&told(&[(5, RunEvent::In)]), 9), Some(mm(9)), "it goes on");
        assert_eq!(
            size(&told(&[(5, RunEvent::In), (9, RunEvent::Sign(Sign::Stuck))]), 10),
            Some(mm(9)),
            "still in"
        );
        assert_eq!(size(&told(&[(5, RunEvent::In), (20, RunEvent::Out), (21, RunEvent::Stop)]), 22), None);
    }

    #[test]
    fn a_stop_after_the_last_insertion_ends_nothing_before_its_end() {
        let mut run = whole();
        run.tell(RunEvent::Stop, after(120)).expect("it is over");
        assert!(!run.state(&after(121)).has_ended);
    }

    #[test]
    fn a_hold_that_may_last_no_longer_than_its_target_is_reached_and_not_too_long() {
        let hold = Hold { min_s: 30, target_s: 30, max_s: 30 };
        let parts = (checks(), vec![Insertion { size: mm(10), hold, rest_s: 0 }]);
        let script = Script::from_parts(None, mm(10), mm(12), Role::Self_, LubricantUsed::Water, parts)
            .expect("a script");
        let mut run = Run::begin(script, after(0));
        checks()
            .into_iter()
            .for_each(|item| run.tell(RunEvent::Ticked(item), after(0)).expect("on the list"));
        run.tell(RunEvent::In, after(1)).expect("it goes in");
        let stage = run.state(&after(31)).stage;
        assert_eq!(stage, Doing::TakeOut { held_ms: 30_000, why: TakeOut::Reached });
    }
}
