//! What of a session may be known while nobody has the key: times and steps, and neither person, size nor sign.

use super::event::RunEvent;
use super::script::{CheckItem, Insertion, Script, ScriptError};
use super::{Happened, Run};
use crate::person::Role;
use crate::plan::Hold;
use crate::session::LubricantUsed;
use crate::size::Millimetres;

/// What stands for the points of a check list, whatever they are: only their number is kept.
pub const NEUTRAL_CHECKS: [CheckItem; 6] = [
    CheckItem::Whole,
    CheckItem::Base,
    CheckItem::DepthMark,
    CheckItem::Clean,
    CheckItem::Lubricant,
    CheckItem::Relaxed,
];

impl Script {
    /// A script that says how long each insertion is held and rested after, and how many points there are to be ticked.
    ///
    /// # Errors
    /// [`ScriptError`] as of any script, and [`ScriptError::Empty`] for more points than there can be.
    pub fn neutral(times: &[(Hold, u16)], checks: usize) -> Result<Self, ScriptError> {
        let size = Millimetres::MIN;
        let insertions = times.iter().map(|(hold, rest_s)| Insertion { size, hold: *hold, rest_s: *rest_s });
        let checks = NEUTRAL_CHECKS.get(..checks).ok_or(ScriptError::Empty)?.to_vec();
        let parts = (checks, insertions.collect());
        Self::from_parts(None, size, size, Role::Self_, LubricantUsed::Water, parts)
    }
}

impl Run {
    /// This session with nothing in it but times and steps. Whatever ended it is a stop.
    pub fn neutral(&self) -> Self {
        let script = self.script();
        let times: Vec<_> = script.insertions().iter().map(|one| (one.hold, one.rest_s)).collect();
        let neutral = Script::neutral(&times, script.checks().len());
        let mut run = Self::begin(neutral.expect("its holds are those of a script"), self.started());
        for Happened { event, at } in self.events() {
            // What ends it twice, or cannot be without its reason, changes no step.
            let _ = event.neutral(script).map(|event| run.tell(event, *at));
        }
        run
    }
}

impl RunEvent {
    /// What whoever has no key may know of it: `None` where it changes no step.
    pub fn neutral(&self, script: &Script) -> Option<Self> {
        match self {
            Self::Ticked(item) => {
                let place = script.checks().iter().position(|known| known == item)?;
                NEUTRAL_CHECKS.get(place).map(|item| Self::Ticked(*item))
            }
            _ if self.ends() => Some(Self::Stop),
            Self::Pain(_) => None,
            other => Some(other.clone()),
        }
    }

    /// The same event for the session that it is about: a point of the list is known by its place in a neutral one.
    pub fn of_neutral(self, script: &Script) -> Option<Self> {
        match self {
            Self::Ticked(item) => {
                let place = NEUTRAL_CHECKS.iter().position(|known| *known == item)?;
                script.checks().get(place).map(|item| Self::Ticked(*item))
            }
            other => Some(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pain::PainScore;
    use crate::run::laws::event as an_event;
    use crate::run::tests::script;
    use crate::run::{Doing, RunState, Sign};
    use crate::sample::moment;
    use crate::session::Bleeding;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_left_but_times_and_steps() {
        let mut run = Run::begin(script(), moment("2026-03-01T20:00"));
        run.tell(RunEvent::Pain(PainScore::new(3).expect("a score")), run.started()).expect("pain");
        run.tell(RunEvent::Blood(Bleeding::Drip), run.started()).expect("blood");
        run.tell(RunEvent::Sign(Sign::Faint), run.started()).expect("a sign");
        let neutral = run.neutral();
        assert_eq!(neutral.events().len(), 1);
        assert!(neutral.events()[0].event == RunEvent::Stop);
        assert_eq!((neutral.script().size(), neutral.script().device()), (Millimetres::MIN, None));
        assert_eq!(neutral.script().occurrence(), None);
        let holds = |run: &Run| run.script().insertions().iter().map(|one| one.hold).collect::<Vec<_>>();
        assert_eq!(holds(&neutral), holds(&run));
    }

    #[test]
    fn a_neutral_script_has_bounds() {
        let hold = Hold { min_s: 1, target_s: 2, max_s: 3 };
        assert!(Script::neutral(&[(hold, 0)], NEUTRAL_CHECKS.len()).is_ok());
        assert_eq!(Script::neutral(&[(hold, 0)], NEUTRAL_CHECKS.len() + 1).err(), Some(ScriptError::Empty));
        assert_eq!(Script::neutral(&[], 0).err(), Some(ScriptError::Empty));
        let wrong = Hold { min_s: 3, ..hold };
        assert_eq!(Script::neutral(&[(wrong, 0)], 0).err(), Some(ScriptError::Hold));
    }

    /// What a screen without the key needs.
    fn steps(state: &RunState) -> (Doing, u64, Vec<u32>, usize, bool) {
        // A sign after the last insertion ends it too, and changes no step.
        let RunState { stage, clock_ms, done_s, ticked, is_over, .. } = state;
        (*stage, *clock_ms, done_s.clone(), ticked.len(), *is_over)
    }

    proptest! {
        #[test]
        fn the_steps_are_those_of_the_session(told in prop::collection::vec((an_event(), 0_u32..200), 0..30)) {
            let mut run = Run::begin(script(), moment("2026-03-01T20:00"));
            let mut at = run.started();
            for (event, seconds) in told {
                at.wall += chrono::TimeDelta::seconds(seconds.into());
                at.monotonic_ms += u64::from(seconds) * 1000;
                let before = run.clone();
                let neutral = run.neutral();
                let accepted = run.tell(event.clone(), at).is_ok();
                // What is stuck without having gone in is known only to whoever may know the sign.
                if run.state(&at).is_retained {
                    break;
                }
                prop_assert_eq!(steps(&run.neutral().state(&at)), steps(&run.state(&at)));
                if accepted && let Some(event) = event.neutral(before.script()) {
                    let mut told = neutral;
                    prop_assert!(told.tell(event, at).is_ok());
                    prop_assert_eq!(steps(&told.state(&at)), steps(&run.state(&at)));
                }
            }
        }

        #[test]
        fn a_point_of_the_list_is_found_again(place in 0_usize..8) {
            let script = script();
            let item = script.checks().get(place).copied();
            let neutral = item.and_then(|item| RunEvent::Ticked(item).neutral(&script));
            let again = neutral.and_then(|event| event.of_neutral(&script));
            prop_assert!(again == item.map(RunEvent::Ticked));
        }
    }
}
