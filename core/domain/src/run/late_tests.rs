//! What was told late, and what nobody told at all.

use chrono::TimeDelta;

use super::tests::{after, easy, score, told};
use super::*;
use crate::moment::BootId;
use crate::session::{Bleeding, Ease, StopReason, Untold};

const HOUR: u64 = 3600;

/// So many seconds after the start, by the clocks of another boot, with the wall clock so many minutes off.
fn booted(boot: u8, seconds: u64, off_min: i64) -> Moment {
    let wall = after(seconds).wall + TimeDelta::minutes(off_min);
    Moment { wall, monotonic_ms: 3_000 + seconds, boot: BootId([boot; 16]) }
}

fn late(mut run: Run, event: RunEvent, at: Moment) -> Run {
    run.tell(event, at).expect("never refused");
    run
}

#[test]
fn a_stop_that_is_told_late_ends_the_hold_in_which_it_was_given() {
    let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In), (50, RunEvent::Out)]);
    let before = run.state(&after(60)).clock_ms;
    let run = late(run, RunEvent::Stop, after(32));
    let state = run.state(&after(60));
    assert!(state.is_over && state.has_ended && state.clock_ms == before, "no time is made up");
    assert_eq!(state.done_s, [15, 12]);
    let session = run.session(easy(), &after(60)).expect("over");
    assert_eq!((session.holds_s, session.stopped), (vec![12], Some(StopReason::Other)));
    let (script, started, events) = (run.script().clone(), run.started(), run.events().to_vec());
    assert!(Run::resume(script, started, events).is_ok_and(|again| again == run), "it reads back as it was");
}

#[test]
fn what_a_wall_clock_says_moves_no_stop_within_one_boot() {
    for off_min in [-600, 600] {
        let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In), (50, RunEvent::Out)]);
        let stop = Moment { wall: after(32).wall + TimeDelta::minutes(off_min), ..after(32) };
        assert_eq!(late(run, RunEvent::Stop, stop).state(&after(60)).done_s, [15, 12]);
    }
}

#[test]
fn after_a_reboot_a_stop_from_before_it_comes_before_what_was_told_since() {
    let mut run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
    run.tell(RunEvent::Out, booted(2, 100, 0)).expect("in");
    let run = late(run, RunEvent::Stop, after(32));
    let state = run.state(&booted(2, 110, 0));
    assert_eq!((state.has_ended, state.done_s), (true, vec![15, 12]));
    // The wall clock went back, and the new boot is young: the stop is never after what came later.
    let mut run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
    run.tell(RunEvent::Out, booted(2, 100, -60)).expect("in");
    let all = run.state(&booted(2, 100, -60)).done_s[1];
    let run = late(run, RunEvent::Stop, after(90));
    assert_eq!(run.state(&booted(2, 100, -60)).done_s, [15, all]);
}

#[test]
fn a_stop_of_a_boot_of_which_nothing_was_told_yet_comes_last() {
    let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
    let run = late(run, RunEvent::Stop, booted(2, 40, 0));
    let state = run.state(&booted(2, 40, 0));
    assert_eq!((state.has_ended, state.inside_ms), (true, Some(20_000)));
}

/// So many seconds after the start, in a boot that began so many seconds after it.
fn since_boot(boot: u8, began: u64, seconds: u64) -> Moment {
    Moment { monotonic_ms: (seconds - began) * 1000, boot: BootId([boot; 16]), ..after(seconds) }
}

#[test]
fn a_stop_or_a_sign_of_a_clock_that_was_ahead_ends_the_session_and_is_never_still_to_come() {
    for ahead_h in [1, 11, 12, 13, 24 * 30] {
        for (event, why) in [
            (RunEvent::Stop, StopReason::Other),
            (RunEvent::Sign(Sign::Faint), StopReason::Faint),
            (RunEvent::Pain(score(8)), StopReason::Pain),
        ] {
            let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
            let pressed = since_boot(2, 30, 40);
            let ahead = Moment { wall: pressed.wall + TimeDelta::hours(ahead_h), ..pressed };
            let run = late(run, event, ahead);
            let (script, started, events) = (run.script().clone(), run.started(), run.events().to_vec());
            assert!(Run::resume(script, started, events).is_ok_and(|again| again == run), "it reads back");
            assert!(run.state(&ahead).has_ended, "by its own clock");
            for (now, held_s) in [(since_boot(2, 30, 60), 20), (since_boot(3, 50, 60), 30)] {
                let state = run.state(&now);
                assert!(state.has_ended && state.is_over && !state.is_forgotten, "{ahead_h} hours ahead");
                assert_eq!(
                    (state.clock_ms, state.inside_ms),
                    (60_000, Some(40_000)),
                    "{ahead_h} hours ahead"
                );
                let session = run.session(easy(), &now).expect("over");
                assert_eq!((session.holds_s, session.stopped), (vec![held_s], Some(why)));
            }
        }
    }
}

#[test]
fn without_the_name_of_a_boot_both_clocks_together_say_that_a_stop_is_late() {
    let nameless = |at: u64| Moment { boot: BootId::default(), ..after(at) };
    let mut run = Run::begin(super::tests::script(), nameless(0));
    let ticks = super::tests::checks();
    ticks.into_iter().for_each(|item| run.tell(RunEvent::Ticked(item), nameless(0)).expect("on the list"));
    for (at, event) in [(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In), (50, RunEvent::Out)] {
        run.tell(event, nameless(at)).expect("accepted");
    }
    let run = late(run, RunEvent::Stop, nameless(32));
    assert_eq!(run.state(&nameless(60)).done_s, [15, 12]);
}

#[test]
fn what_went_in_after_a_stop_that_was_told_late_earns_nothing_and_nothing_goes_in_again() {
    let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
    let mut run = late(run, RunEvent::Stop, after(17));
    assert_eq!(run.state(&after(30)).stage, Doing::TakeOut { held_ms: 10_000, why: TakeOut::Ended });
    run.tell(RunEvent::Out, after(40)).expect("in");
    assert_eq!(run.state(&after(41)).done_s, [15, 0]);
    assert_eq!(run.tell(RunEvent::In, after(45)), Err(RunRefusal::Ended));
}

#[test]
fn signs_blood_and_pain_that_are_told_late_are_heard_and_what_changes_nothing_is_not_kept() {
    for event in [RunEvent::Sign(Sign::Faint), RunEvent::Blood(Bleeding::Drip), RunEvent::Pain(score(8))] {
        let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
        assert!(late(run, event, after(18)).state(&after(20)).has_ended);
    }
    let run = told(&[(0, RunEvent::In), (15, RunEvent::Stop), (20, RunEvent::Out)]);
    let had = run.events().len();
    assert_eq!(late(run, RunEvent::Stop, after(18)).events().len(), had, "it had ended by then");
}

#[test]
fn what_is_in_for_an_hour_is_asked_about_whatever_else_is_so() {
    let going = told(&[(0, RunEvent::In)]);
    let ended = told(&[(0, RunEvent::In), (10, RunEvent::Stop)]);
    for run in [&going, &ended] {
        assert!(!run.state(&after(HOUR - 1)).asks_if_out());
        assert!(run.state(&after(HOUR)).asks_if_out() && run.state(&after(20 * HOUR)).asks_if_out());
    }
    let out = told(&[(0, RunEvent::In), (HOUR, RunEvent::Out)]);
    assert!(!out.state(&after(3 * HOUR)).asks_if_out());
    assert_eq!(out.state(&after(3 * HOUR)).inside_ms, None);
}

#[test]
fn a_session_of_which_nobody_told_anything_for_twelve_hours_has_ended_with_the_last_word() {
    let mut run =
        told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In), (25, RunEvent::Pain(score(2)))]);
    assert!(!run.state(&after(25 + 12 * HOUR - 1)).is_forgotten);
    let then = after(25 + 12 * HOUR);
    let state = run.state(&then);
    assert!(state.is_forgotten && state.is_over && state.has_ended && state.asks_if_out());
    assert!(matches!(state.stage, Doing::TakeOut { why: TakeOut::Forgotten, .. }), "first: is it out?");
    assert_eq!(run.clone().tell(RunEvent::AfterCareDone, then), Err(RunRefusal::AlreadyIn));
    run.tell(RunEvent::Out, then).expect("in");
    assert_eq!(run.tell(RunEvent::In, then), Err(RunRefusal::Ended));
    assert_eq!(run.state(&then).stage, Doing::AfterCare);
    let session = run.session(RunDetails::default(), &then).expect("nobody has to remember more");
    assert_eq!((session.holds_s, session.stopped), (vec![5], Some(StopReason::Interrupted)));
    assert_eq!((session.ease, session.untold), (Ease::Firm, vec![Untold::Ease]));
    let graver = RunDetails { stopped: Some(StopReason::Pain), ..easy() };
    assert_eq!(run.session(graver, &then).expect("over").stopped, Some(StopReason::Pain));
}

#[test]
fn a_forgotten_session_in_which_nothing_is_in_can_be_written_down_and_an_empty_one_left() {
    let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In), (50, RunEvent::Out)]);
    let then = after(50 + 12 * HOUR);
    assert_eq!(run.session(easy(), &after(49 + 12 * HOUR)), Err(Unfinished::GoesOn));
    let session = run.session(easy(), &then).expect("over");
    assert_eq!((session.holds_s, session.stopped), (vec![30], Some(StopReason::Interrupted)));
    let empty = told(&[]);
    let state = empty.state(&after(12 * HOUR));
    assert!(state.is_over && state.is_empty && !state.asks_if_out());
    assert_eq!(empty.clone().tell(RunEvent::In, after(12 * HOUR)), Err(RunRefusal::Ended));
}

#[test]
fn what_was_over_is_not_forgotten_however_late_it_is_written_down() {
    let whole = super::tests::whole();
    let state = whole.state(&after(24 * HOUR));
    assert!(!state.is_forgotten && !state.has_ended && state.is_over);
    assert_eq!(whole.session(easy(), &after(24 * HOUR)).expect("over").stopped, None);
    let stopped = told(&[(0, RunEvent::In), (10, RunEvent::Stop), (20 * HOUR, RunEvent::Out)]);
    let session = stopped.session(easy(), &after(20 * HOUR)).expect("over");
    assert_eq!(session.stopped, Some(StopReason::Other), "somebody said stop");
}

#[test]
fn only_a_sign_a_stop_or_a_score_is_put_before_what_was_told_already() {
    let mut run = told(&[(10, RunEvent::In)]);
    run.tell(RunEvent::Out, after(5)).expect("it was in");
    assert_eq!(run.state(&after(20)).done_s, [0], "what goes in and out stays in the order of its telling");
}

#[test]
fn what_is_told_of_a_time_before_the_last_thing_told_is_late() {
    let run = told(&[(10, RunEvent::In)]);
    let is_late = |event: RunEvent, at: u64| Timeline::of(&run).is_late(&event, &after(at));
    assert!(is_late(RunEvent::Stop, 5));
    assert!(!is_late(RunEvent::Stop, 10) && !is_late(RunEvent::Stop, 15) && !is_late(RunEvent::Out, 5));
}

#[test]
fn what_was_told_while_locked_counts_and_says_so_and_what_changed_nothing_does_not() {
    let mut run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (16, RunEvent::Stop)]);
    run.tell_while_locked(RunEvent::Stop, after(20)).expect("pressed twice");
    assert!(!run.was_told_while_locked(), "nothing new was told");
    let mut run = told(&[(0, RunEvent::In), (15, RunEvent::Out)]);
    run.tell_while_locked(RunEvent::Stop, after(16)).expect("never refused");
    assert!(run.was_told_while_locked());
    run.tell_while_locked(RunEvent::Stop, after(20)).expect("pressed twice");
    assert!(run.was_told_while_locked(), "once told so, it stays so");
    assert!(run.clone().with_told_while_locked(true).was_told_while_locked());
    assert!(!run.clone().with_told_while_locked(false).was_told_while_locked(), "as it was kept");
    let session = run.session(easy(), &after(60)).expect("over");
    assert!(session.untold.contains(&Untold::WhileLocked));
}

#[test]
fn what_is_refused_while_locked_leaves_the_session_as_it_was() {
    let mut run = told(&[]);
    assert!(run.tell_while_locked(RunEvent::Out, after(1)).is_err(), "nothing is in");
    assert!(!run.was_told_while_locked());
}
