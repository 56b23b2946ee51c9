//! The text form of a session that is going on: byte for byte, and the same run after every reading.

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, TimeDelta};
use gradus_domain::plan::{Hold, Retention};
use gradus_domain::{
    Bleeding, BootId, CheckItem, EntryId, Insertion, LubricantUsed, Millimetres, Moment, PainScore, Role,
    Run, RunEvent, Script, Sign,
};
use gradus_journal::WireError;
use gradus_journal::wire::{RUN_VERSION, decode_run, encode_run};
use proptest::prelude::*;

const CHECKS: [CheckItem; 6] = [
    CheckItem::Whole,
    CheckItem::Base,
    CheckItem::DepthMark,
    CheckItem::Clean,
    CheckItem::Lubricant,
    CheckItem::Relaxed,
];

fn fixture() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/run-v1.json")
}

fn script() -> Script {
    let mm = |whole| Millimetres::whole(whole).expect("within bounds");
    let hold = Hold { min_s: 20, target_s: 30, max_s: 60 };
    let insertions =
        [(9, 0), (10, 20), (10, 0)].map(|(size, rest_s)| Insertion { size: mm(size), hold, rest_s });
    let occurrence = format!("2026-03-01/1/{}", "ab".repeat(32)).parse().ok();
    let parts = (CHECKS.to_vec(), insertions.to_vec());
    Script::from_parts(occurrence, mm(10), mm(12), Role::Caregiver, LubricantUsed::Water, parts)
        .expect("a script")
}

fn at(seconds: i64) -> Moment {
    let wall = DateTime::parse_from_rfc3339("2026-03-01T20:00:00.250+01:00").expect("a time");
    Moment::new(wall + TimeDelta::seconds(seconds), 5_000_123 + seconds as u64 * 1000, BootId([0xa7; 16]))
}

/// Every event once, in an order that a run takes in.
fn every_event() -> Run {
    let mut run = Run::begin(script(), at(0));
    let pain = PainScore::new(3).expect("a score");
    let signs = [Sign::SaidStop, Sign::CannotPass, Sign::SharpPain, Sign::Stuck, Sign::Faint];
    let events = CHECKS.map(RunEvent::Ticked).into_iter();
    let events = events.chain([RunEvent::In, RunEvent::Out, RunEvent::Pause, RunEvent::Resume]);
    let events = events.chain([RunEvent::Pain(pain), RunEvent::Stop]).chain(signs.map(RunEvent::Sign));
    let events = events.chain([RunEvent::Blood(Bleeding::Streak), RunEvent::Out, RunEvent::AfterCareDone]);
    for (second, event) in events.enumerate() {
        run.tell(event, at(second as i64)).expect("accepted");
    }
    run
}

#[test]
#[ignore = "run once, then commit what it wrote; a fixture that is there is never written again"]
fn write_the_fixture() {
    assert!(!fixture().exists());
    fs::write(fixture(), encode_run(&every_event())).expect("a writable folder");
}

#[test]
fn the_text_form_of_version_1_is_written_and_read_byte_for_byte() {
    let kept = fs::read_to_string(fixture()).expect("a committed fixture");
    assert_eq!(encode_run(&every_event()), kept);
    assert_eq!(decode_run(&kept), Ok(every_event()));
    assert!(kept.starts_with("{\"v\":1,") && RUN_VERSION == 1);
}

/// It came into the form later; a run of before it has none.
#[test]
fn a_chosen_device_is_kept_with_what_holds_it() {
    let id = EntryId([0xcd; 32]);
    let run = Run::begin(script().for_device(id, Retention::Grip { depth_stop_mm: 40 }), at(0));
    let kept = encode_run(&run);
    assert!(kept.contains("\"device\":\"cdcd"), "{kept}");
    assert_eq!(decode_run(&kept), Ok(run.clone()));
    assert_eq!(run.script().checks()[..2], [CheckItem::Whole, CheckItem::DepthMark]);
    assert!(!run.script().checks().contains(&CheckItem::Base));
    let wrong = decode_run(&kept.replace("cdcd", "CDcd"));
    assert_eq!(wrong, Err(WireError::Field { field: "device", right: "64 hexadecimal digits" }));
    assert_eq!(every_event().script().device(), None);
}

#[test]
fn a_newer_form_is_told_apart_and_what_is_no_run_is_not_read() {
    let kept = encode_run(&every_event());
    assert_eq!(decode_run(&kept.replacen("\"v\":1", "\"v\":2", 1)), Err(WireError::NewerBody { found: 2 }));
    assert_eq!(decode_run(&kept.replacen("\"v\":1", "\"v\":0", 1)), Err(WireError::NewerBody { found: 0 }));
    let wrong = |from: &str, to: &str| {
        assert!(kept.contains(from), "{from}");
        decode_run(&kept.replacen(from, to, 1)).expect_err(to)
    };
    let field = |error| match error {
        WireError::Field { field, .. } => field,
        other => panic!("{other}"),
    };
    assert_eq!(field(wrong("\"ceiling_tenths_mm\":120", "\"ceiling_tenths_mm\":99")), "script");
    assert_eq!(field(wrong("\"size_tenths_mm\":90", "\"size_tenths_mm\":110")), "script");
    assert_eq!(field(wrong("\"size_tenths_mm\":90", "\"size_tenths_mm\":29")), "insertions");
    assert_eq!(field(wrong("{\"pain\":3}", "{\"pain\":11}")), "pain");
    assert_eq!(field(wrong("{\"ticked\":\"whole\"}", "\"out\"")), "events");
    assert_eq!(field(wrong(&"a7".repeat(16), "+7")), "boot");
    assert_eq!(field(wrong("2026-03-01T20:00:00.250+01:00", "2026-03-01")), "wall");
    assert!(matches!(wrong("\"sharp_pain\"", "\"sharper_pain\""), WireError::Shape { .. }));
    assert!(matches!(decode_run(&kept[..40]), Err(WireError::Shape { .. })));
}

proptest! {
    #[test]
    fn a_run_that_is_read_back_at_any_event_is_the_same_run(
        presses in prop::collection::vec((0_usize..16, 0_i64..200), 0..40),
        kill in 0_usize..40,
    ) {
        let signs = [Sign::SaidStop, Sign::CannotPass, Sign::Stuck];
        let event = |at: usize| match at {
            0..=5 => RunEvent::Ticked(CHECKS[at]),
            6..=8 => RunEvent::In,
            9..=11 => RunEvent::Out,
            12 => RunEvent::Pause,
            13 => RunEvent::Pain(PainScore::new(2).expect("a score")),
            14 => RunEvent::Sign(signs[at % 3]),
            _ => RunEvent::Stop,
        };
        let (mut run, mut killed) = (Run::begin(script(), at(0)), Run::begin(script(), at(0)));
        let mut second = 0;
        for (step, (press, later)) in presses.into_iter().enumerate() {
            if step == kill {
                killed = decode_run(&encode_run(&killed)).expect("just written");
            }
            second += later;
            prop_assert_eq!(run.tell(event(press), at(second)), killed.tell(event(press), at(second)));
            prop_assert!(run.state(&at(second + 7)) == killed.state(&at(second + 7)));
        }
        prop_assert_eq!(encode_run(&run), encode_run(&killed));
    }
}
