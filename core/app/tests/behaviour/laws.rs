//! Laws that hold whatever is done in whichever order.

use gradus_app::view::{Command, GateWord, SessionDraft, SlotStatus, TodayView};
use proptest::prelude::*;

use crate::bench::{Bench, at, check_in, contact, good, held, skip, step, well_but};

/// The ladder of the plan that is used here, as far as its ceiling.
const LADDER: [u16; 4] = [120, 130, 140, 150];

#[derive(Debug, Clone, Copy)]
enum Deed {
    Held { size: u16, pain: u8, bled: bool, passed: bool },
    Skipped,
    Answered { unwell: bool },
    Spoken(&'static str),
    Stepped,
    Waited { hours: i64 },
}

fn deed() -> impl Strategy<Value = Deed> {
    let held = (prop_oneof![8 => Just(0_u16), 1 => Just(120), 1 => Just(155)], 0_u8..10, 0_u8..10, 0_u8..10);
    prop_oneof![
        8 => held.prop_map(|(size, pain, bled, passed)| Deed::Held {
            size,
            pain: if pain == 9 { 8 } else { pain / 3 },
            bled: bled == 9,
            passed: passed < 9,
        }),
        1 => Just(Deed::Skipped),
        3 => any::<bool>().prop_map(|unwell| Deed::Answered { unwell }),
        2 => prop::sample::select(vec!["resume", "step_down", "stay_same", "stop"]).prop_map(Deed::Spoken),
        3 => Just(Deed::Stepped),
        8 => (1_i64..60).prop_map(|hours| Deed::Waited { hours }),
    ]
}

/// Does it if it is allowed; `None` when only time passes or it is refused.
fn commanded(deed: Deed, today: &TodayView) -> Option<Command> {
    let present = today.size_tenths_mm.expect("a plan is there");
    Some(match deed {
        Deed::Held { size, pain, bled, passed } => {
            let size = if size == 0 { present } else { size };
            let draft = SessionDraft {
                pain_peak: Some(pain.to_string()),
                bleeding: Some(if bled { "drip" } else { "none" }.to_owned()),
                ease: if passed { "easy" } else { "not_passed" }.to_owned(),
                ..good(&format!("{}.{}", size / 10, size % 10))
            };
            held("Robin", draft)
        }
        Deed::Skipped => skip("Robin", None, "travel"),
        Deed::Answered { unwell } => {
            check_in("Robin", well_but(&[("illness", if unwell { "somewhat_unwell" } else { "well" })]))
        }
        Deed::Spoken(outcome) => contact("Robin", outcome),
        Deed::Stepped => step("Robin", today.proposal.as_ref()?.to_tenths_mm.unwrap_or(160)),
        Deed::Waited { .. } => return None,
    })
}

fn views(bench: &Bench, now: &gradus_app::Moment) -> String {
    let today = bench.app.today("Robin", now).expect("a day");
    let timeline = bench.app.timeline("Robin", None, None, now).expect("a timeline");
    serde_json::to_string(&(today, timeline)).expect("JSON")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_size_keeps_to_the_ladder_and_a_reopened_vault_shows_the_same(
        deeds in prop::collection::vec(deed(), 10..40)
    ) {
        let mut bench = Bench::adult();
        let mut now = at("2026-03-02T20:00");
        let mut rung = 0;
        for deed in deeds {
            if let Deed::Waited { hours } = deed {
                now.wall += chrono::TimeDelta::hours(hours);
                continue;
            }
            let today = bench.app.today("Robin", &now).expect("a day");
            let closed = matches!(today.gate.gate, GateWord::Wait | GateWord::Blocked);
            let narrowed = today.gate.gate != GateWord::Allow;
            prop_assert!(!closed || today.next_size_tenths_mm.is_none());
            let open = |slot: &gradus_app::view::SlotView| {
                matches!(slot.status, SlotStatus::Due | SlotStatus::Late | SlotStatus::Upcoming)
            };
            prop_assert!(!closed || !today.slots.iter().any(open), "no slot is open behind a closed gate");
            now.wall += chrono::TimeDelta::minutes(1);
            let Some(command) = commanded(deed, &today) else { continue };
            let done = bench.app.record(command, &now).is_ok();
            let after = bench.app.today("Robin", &now).expect("a day").size_tenths_mm.expect("a size");
            let reached = LADDER.iter().position(|size| *size == after);
            prop_assert!(reached.is_some(), "{after} is on the ladder and not above the ceiling");
            let reached = reached.unwrap_or_default();
            prop_assert!(reached <= rung + 1, "no size is skipped");
            let up = reached > rung;
            prop_assert!(!up || (done && matches!(deed, Deed::Stepped)), "only an accepted step goes up");
            prop_assert!(!up || !narrowed, "and none behind a gate that forbids it");
            rung = reached;
        }
        let before = views(&bench, &now);
        let path = bench.path();
        let folder = bench.close();
        let secret = gradus_app::Secret::Passcode(crate::bench::PASSCODE);
        let app = crate::bench::open(&path, secret, "2026-03-02T20:00").expect("opens");
        let bench = Bench::from_parts(folder, app);
        prop_assert_eq!(views(&bench, &now), before);
    }
}
