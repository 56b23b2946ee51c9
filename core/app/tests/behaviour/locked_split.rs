//! A session is the same, whichever part of it was told while the diary was locked.

use gradus_app::view::{RunDetailsDraft, RunView};
use proptest::prelude::*;

use crate::bench::Bench;
use crate::locked::{Shut, later, neutrally, started};

/// Told in one go, without ever being locked.
fn whole(events: &[(&str, u64)]) -> Bench {
    let mut bench = started();
    for (event, seconds) in events {
        drop(bench.app.run_event("Robin", event, &later(*seconds)));
    }
    bench
}

/// The same with the middle part told while the diary was locked.
fn split(events: &[(&str, u64)], from: usize, to: usize) -> Bench {
    let mut bench = started();
    for (event, seconds) in &events[..from] {
        drop(bench.app.run_event("Robin", event, &later(*seconds)));
    }
    let shut = Shut::of(bench);
    for (event, seconds) in &events[from..to] {
        drop(shut.tell(&neutrally(event), *seconds));
    }
    let mut bench = shut.unlock(events.get(to.saturating_sub(1)).map_or(0, |(_, seconds)| *seconds));
    for (event, seconds) in &events[to..] {
        drop(bench.app.run_event("Robin", event, &later(*seconds)));
    }
    bench
}

fn seen(bench: &Bench, seconds: u64) -> RunView {
    bench.app.run("Robin", &later(seconds)).expect("reads").expect("it is not written down")
}

fn an_event() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        6 => Just("in"),
        6 => Just("out"),
        1 => Just("pause"),
        1 => Just("resume"),
        2 => prop_oneof![Just("pain:0"), Just("pain:4"), Just("pain:9")],
        1 => prop_oneof![Just("blood:streak"), Just("blood:clots")],
        1 => prop_oneof![Just("said_stop"), Just("cannot_pass"), Just("stuck"), Just("faint")],
        1 => Just("stop"),
        2 => Just("after_care_done"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_session_is_the_same_however_it_was_split(
        told in prop::collection::vec((an_event(), 1_u64..90), 3..10),
        ticked in 4_usize..=5,
        parts in (0_usize..16, 0_usize..16),
    ) {
        const TICKS: [&str; 5] = ["tick:whole", "tick:base", "tick:clean", "tick:lubricant", "tick:relaxed"];
        let mut seconds = 5;
        let mut events: Vec<_> = TICKS[..ticked].iter().map(|tick| (*tick, 5)).collect();
        for (event, after) in told {
            seconds += after;
            events.push((event, seconds));
        }
        let (one, other) = (parts.0 % (events.len() + 1), parts.1 % (events.len() + 1));
        let (from, to) = (one.min(other), one.max(other));
        let (mut without, mut with) = (whole(&events), split(&events, from, to));
        let now = seconds + 30;
        prop_assert!(seen(&with, now) == seen(&without, now), "{events:?} from {from} to {to}");
        let details = || RunDetailsDraft { ease: Some("easy".to_owned()), ..RunDetailsDraft::default() };
        let finish = |bench: &mut Bench| {
            bench.app.run_event("Robin", "stop", &later(now)).expect("never refused");
            drop(bench.app.run_event("Robin", "out", &later(now + 1)));
            let finished = bench.app.finish_run("Robin", &details(), &later(now + 2));
            let entry = finished.map(|done| done.recorded.entry).ok()?;
            let session = bench.app.entry_details("Robin", &entry).expect("is there");
            Some(serde_json::to_string(&session).expect("JSON"))
        };
        prop_assert_eq!(finish(&mut with), finish(&mut without));
        let (today, same) = (with.app.today("Robin", &later(now + 3)), without.app.today("Robin", &later(now + 3)));
        let (today, same) = (today.expect("today"), same.expect("today"));
        prop_assert_eq!((today.headline, today.next_size_tenths_mm), (same.headline, same.next_size_tenths_mm));
    }
}
