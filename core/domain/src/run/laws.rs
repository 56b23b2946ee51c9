//! Laws that hold over whatever is told, in whatever order, with the phone started anew at any moment.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::tests::{checks, script};
use super::*;
use crate::answer::Answer;
use crate::moment::BootId;
use crate::pain::PainScore;
use crate::sample::moment;
use crate::session::{Bleeding, SessionPain, StopReason, counts_from_s};

/// One press: what, how long after the one before, and what the phone did meanwhile.
#[derive(Debug, Clone)]
struct Press {
    event: RunEvent,
    after_ms: u64,
    restarts: bool,
    /// How far the wall clock is moved by hand, within one boot.
    clock_moved_s: i64,
}

pub(super) fn event() -> impl Strategy<Value = RunEvent> {
    let signs = [Sign::SaidStop, Sign::CannotPass, Sign::SharpPain, Sign::Stuck, Sign::Faint];
    prop_oneof![
        8 => Just(RunEvent::In),
        8 => Just(RunEvent::Out),
        4 => (0_usize..5).prop_map(|at| RunEvent::Ticked(checks()[at])),
        1 => Just(RunEvent::Pause),
        1 => Just(RunEvent::Resume),
        2 => (0_u8..=8).prop_map(|score| RunEvent::Pain(PainScore::new(score).expect("a score"))),
        1 => (0_usize..5).prop_map(move |at| RunEvent::Sign(signs[at])),
        1 => prop_oneof![Just(Bleeding::Streak), Just(Bleeding::Clots)].prop_map(RunEvent::Blood),
        1 => Just(RunEvent::Stop),
        1 => Just(RunEvent::AfterCareDone),
    ]
}

fn press() -> impl Strategy<Value = Press> {
    let moved = prop_oneof![8 => Just(0_i64), 1 => -90_000_i64..90_000];
    (event(), 0_u64..120_000, prop::bool::weighted(0.1), moved).prop_map(
        |(event, after_ms, restarts, clock_moved_s)| Press { event, after_ms, restarts, clock_moved_s },
    )
}

/// The moments that a phone shows, and the milliseconds that truly passed at each since the start. What was moved by hand
/// is right again when the phone was started anew, as a phone's clock is that asks the network.
fn walk(presses: &[Press]) -> (Moment, Vec<(Moment, u64)>) {
    let start = Moment { monotonic_ms: 7_000_000, boot: BootId([1; 16]), ..moment("2026-03-01T20:00") };
    let (mut truth, mut boot, mut boot_began, mut moved) = (0_u64, 1_u8, 0_i64, 0_i64);
    let mut seen = Vec::new();
    for press in presses {
        truth += press.after_ms;
        if press.restarts {
            (boot, moved) = (boot.wrapping_add(1).max(1), 0);
            boot_began = (truth - press.after_ms / 2) as i64;
        } else {
            moved += press.clock_moved_s;
        }
        let base = if boot == 1 { 7_000_000 } else { 0 };
        let at = Moment {
            wall: start.wall + TimeDelta::milliseconds(truth as i64) + TimeDelta::seconds(moved),
            monotonic_ms: (truth as i64 - boot_began + base) as u64,
            boot: BootId([boot; 16]),
        };
        seen.push((at, truth));
    }
    (start, seen)
}

fn ready(start: Moment) -> Run {
    let mut run = Run::begin(script(), start);
    checks().into_iter().for_each(|item| run.tell(RunEvent::Ticked(item), start).expect("on the list"));
    run
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_run_killed_at_any_event_goes_on_as_if_it_had_not_been(
        presses in prop::collection::vec(press(), 1..30),
        kill in 0_usize..30,
    ) {
        let (start, moments) = walk(&presses);
        let (mut run, mut killed) = (ready(start), ready(start));
        for (at, (press, (moment, _))) in presses.iter().zip(&moments).enumerate() {
            if at == kill {
                killed = Run::resume(killed.script().clone(), killed.started(), killed.events().to_vec())
                    .expect("what was accepted is accepted again");
            }
            prop_assert_eq!(run.tell(press.event.clone(), *moment), killed.tell(press.event.clone(), *moment));
            prop_assert!(run == killed && run.state(moment) == killed.state(moment));
        }
    }

    #[test]
    fn the_clock_is_right_within_a_second_and_never_goes_back(
        mut presses in prop::collection::vec(press(), 1..30),
    ) {
        // A clock that was moved by hand since the last event cannot be told from one that was not, once the phone was
        // started anew; within a boot it may be moved as far as anybody likes.
        if presses.iter().any(|press| press.restarts) {
            presses.iter_mut().for_each(|press| press.clock_moved_s = 0);
        }
        let (start, moments) = walk(&presses);
        let mut run = ready(start);
        let mut last = 0;
        for (press, (moment, truth)) in presses.iter().zip(&moments) {
            let shown = run.state(moment).clock_ms;
            prop_assert!(shown.abs_diff(*truth) <= 1000, "{} for {}", shown, truth);
            prop_assert!(shown >= last);
            last = shown;
            let _ = run.tell(press.event.clone(), *moment);
        }
    }

    #[test]
    fn absurd_moments_break_nothing(
        events in prop::collection::vec((event(), any::<u64>(), any::<u8>(), -4_000_000_000_i64..4_000_000_000), 1..20),
    ) {
        let start = moment("2026-03-01T20:00");
        let mut run = ready(start);
        for (event, monotonic_ms, boot, wall_s) in events {
            let wall = start.wall + TimeDelta::seconds(wall_s);
            let at = Moment { wall, monotonic_ms, boot: BootId([boot % 3; 16]) };
            let before = run.state(&at).clock_ms;
            let _ = run.tell(event, at);
            prop_assert!(run.state(&at).clock_ms >= before);
        }
    }

    #[test]
    fn nothing_goes_in_above_the_size_or_after_the_end_and_a_stop_is_always_taken(
        presses in prop::collection::vec(press(), 1..40),
    ) {
        let (start, moments) = walk(&presses);
        let (mut run, mut has_ended) = (ready(start), false);
        let script = script();
        for (press, (moment, _)) in presses.iter().zip(&moments) {
            let before = run.state(moment);
            let told = run.tell(press.event.clone(), *moment);
            let after = run.state(moment);
            if !before.is_in && after.is_in && !after.is_retained {
                prop_assert!(press.event == RunEvent::In && !has_ended);
                let size = after.insertion.expect("it is in").size;
                prop_assert!(size <= script.size() && size <= script.ceiling());
                prop_assert_eq!(size, script.insertions()[before.done_s.len()].size, "none is skipped");
            }
            prop_assert!(!has_ended || after.has_ended, "ended stays ended");
            // What nobody was thought to tell for hours by a wrong clock goes on when the clock is right again.
            has_ended = after.has_ended && !after.is_forgotten;
            if matches!(press.event, RunEvent::Sign(_) | RunEvent::Blood(_)) {
                prop_assert!(told.is_ok() && after.has_ended);
            }
            let mut stopped = run.clone();
            prop_assert!(stopped.tell(RunEvent::Stop, *moment).is_ok());
            prop_assert!(stopped.state(moment).is_over);
        }
    }

    #[test]
    fn what_was_reached_is_kept_and_a_session_that_was_ended_is_never_a_good_one(
        presses in prop::collection::vec(press(), 1..40),
        said in prop::option::of(0_u8..=10),
    ) {
        let (start, moments) = walk(&presses);
        let mut run = ready(start);
        for (press, (moment, _)) in presses.iter().zip(&moments) {
            let _ = run.tell(press.event.clone(), *moment);
        }
        let (last, _) = moments.last().expect("one press");
        run.tell(RunEvent::Stop, *last).expect("always");
        let state = run.state(last);
        let details = RunDetails { ease: Some(crate::Ease::Easy), ..RunDetails::default() };
        let said = said.map(|score| Answer::Known(PainScore::new(score).expect("a score")));
        let hurt = state.signs.contains(&Sign::SharpPain);
        let with_peak = RunDetails { pain: SessionPain { peak: said, ..Default::default() }, ..details.clone() };
        if let Ok(session) = run.session(with_peak, last) {
            let says = session.stopped == Some(StopReason::Pain)
                || session.pain.peak == Some(Answer::Unknown)
                || session.told_peak().is_some_and(|peak| peak.value() >= 7);
            prop_assert!(!hurt || says, "sharp pain is never written as less");
            prop_assert!(session.pain.peak == Some(Answer::Unknown) || session.told_peak() >= state.pain);
            prop_assert!(run.is_written_as(&session));
        }
        let Ok(session) = run.session(details, last) else {
            prop_assert!(state.is_empty);
            return Ok(());
        };
        prop_assert_eq!(session.stopped.is_some(), state.has_ended);
        let scripted = run.script().insertions().iter().zip(&state.done_s);
        let kept = scripted.filter(|(one, held_s)| {
            session.stopped.is_some() || !run.script().is_warm_up(one) || **held_s >= counts_from_s(one.hold.target_s)
        });
        prop_assert!(session.warm_up.len() + session.holds_s.len() >= kept.count());
        prop_assert_eq!(session.blood_seen(), state.blood);
        let is_hidden = hurt && session.stopped != Some(StopReason::Pain);
        let mild = state.pain.is_none_or(|pain| pain.value() < 7);
        prop_assert!(session.told_peak() == state.pain.filter(|_| !(is_hidden && mild)));
    }
}
