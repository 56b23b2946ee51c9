//! Laws that hold whatever is done in whichever order.

use std::cell::Cell;

use gradus_app::Moment;
use gradus_app::view::{Command, Correction, GateWord, SessionDraft, SlotStatus, TodayView, VisitDraft};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::bench::{
    Bench, OWN, adopt, at, check_in, contact, good, held, robin, skip, step, visit, well_but,
};

/// The ladder of the plans that are used here, as far as the highest ceiling.
const LADDER: [u16; 4] = [120, 130, 140, 150];

#[derive(Debug, Clone, Copy)]
enum Deed {
    Held {
        size: u16,
        pain: u8,
        bled: bool,
        passed: bool,
    },
    /// Eight evenings as the plan asks for them, as far as they are allowed.
    GoodWeek,
    Skipped,
    Answered {
        unwell: bool,
    },
    Spoken(&'static str),
    /// The clinic names a size, at a visit or in a talk.
    Named {
        size: u16,
        at_visit: bool,
    },
    Stepped,
    Staged {
        stage: &'static str,
        clinic_said: bool,
    },
    /// A plan version with this goal.
    Adopted {
        goal: u16,
    },
    /// The last session hurt more, or less, than was told.
    Amended {
        pain: u8,
    },
    Waited {
        hours: i64,
    },
}

fn deed() -> impl Strategy<Value = Deed> {
    let held = (prop_oneof![8 => Just(0_u16), 1 => Just(120), 1 => Just(155)], 0_u8..10, 0_u8..10, 0_u8..10);
    let named = (prop::sample::select(vec![120, 130, 140, 150, 155, 290]), any::<bool>());
    let stage = (prop::sample::select(vec!["full:1", "taper:1", "taper:2", "done"]), any::<bool>());
    prop_oneof![
        8 => held.prop_map(|(size, pain, bled, passed)| Deed::Held {
            size,
            pain: if pain == 9 { 8 } else { pain / 3 },
            bled: bled == 9,
            passed: passed < 9,
        }),
        4 => Just(Deed::GoodWeek),
        1 => Just(Deed::Skipped),
        3 => any::<bool>().prop_map(|unwell| Deed::Answered { unwell }),
        2 => prop::sample::select(vec!["resume", "step_down", "stay_same", "stop"]).prop_map(Deed::Spoken),
        2 => named.prop_map(|(size, at_visit)| Deed::Named { size, at_visit }),
        6 => Just(Deed::Stepped),
        1 => stage.prop_map(|(stage, clinic_said)| Deed::Staged { stage, clinic_said }),
        1 => (13_u16..=15).prop_map(|goal| Deed::Adopted { goal }),
        1 => (0_u8..9).prop_map(|pain| Deed::Amended { pain }),
        8 => (1_i64..60).prop_map(|hours| Deed::Waited { hours }),
    ]
}

/// Once a day up to this goal, and a taper.
fn plan(goal: u16) -> String {
    let taper = "[taper]\ngate = \"goal_easy_without_pain\"\n\
        [[taper.phase]]\nevery_days = 2\ndays = 4\ninsertions = 1\nhold_s = 60\n\
        [[taper.phase]]\nper_week = 1\ndays = 7\ninsertions = 1\nhold_s = 60\n[[contact]]";
    OWN.replace("goal_mm = 15", &format!("goal_mm = {goal}")).replace("[[contact]]", taper)
}

fn mm(tenths: u16) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn session(size: u16, pain: u8) -> SessionDraft {
    let (pain_peak, bleeding) = (Some(pain.to_string()), Some("none".to_owned()));
    SessionDraft { pain_peak, bleeding, ..good(&mm(size)) }
}

/// What is written down for a deed; `None` when only time passes, or there is nothing to do it with.
fn commanded(deed: Deed, today: &TodayView, last: Option<&String>) -> Option<Command> {
    let present = today.size_tenths_mm.expect("a plan is there");
    let robin = || "Robin".to_owned();
    Some(match deed {
        Deed::Held { size, pain, bled, passed } => {
            let size = if size == 0 { present } else { size };
            let bleeding = Some(if bled { "drip" } else { "none" }.to_owned());
            let ease = if passed { "easy" } else { "not_passed" }.to_owned();
            held("Robin", SessionDraft { bleeding, ease, ..session(size, pain) })
        }
        Deed::GoodWeek => held("Robin", session(today.next_size_tenths_mm?, 0)),
        Deed::Skipped => skip("Robin", None, "travel"),
        Deed::Answered { unwell } => {
            check_in("Robin", well_but(&[("illness", if unwell { "somewhat_unwell" } else { "well" })]))
        }
        Deed::Spoken(outcome) => contact("Robin", outcome),
        Deed::Named { size, at_visit: false } => contact("Robin", &format!("resume_at:{}", mm(size))),
        Deed::Named { size, at_visit: true } => {
            let (kind, who) = ("calibration".to_owned(), "Dr Brandt".to_owned());
            visit("Robin", VisitDraft { kind, who, size_set: Some(mm(size)), ..VisitDraft::default() })
        }
        Deed::Stepped => step("Robin", today.proposal.as_ref()?.to_tenths_mm.unwrap_or(160)),
        Deed::Staged { stage, clinic_said } => {
            Command::TakeStage { person: robin(), stage: stage.to_owned(), clinic_said }
        }
        Deed::Adopted { goal } => adopt("Robin", &plan(goal)),
        Deed::Amended { pain } => {
            let change = Correction::Session { draft: session(present, pain) };
            Command::Amend { person: robin(), entry: last?.clone(), change }
        }
        Deed::Waited { .. } => return None,
    })
}

fn views(bench: &Bench, now: &Moment) -> String {
    let today = bench.app.today("Robin", now).expect("a day");
    let timeline = bench.app.timeline("Robin", None, None, now).expect("a timeline");
    serde_json::to_string(&(today, timeline)).expect("JSON")
}

/// One vault through which the deeds go.
struct Life {
    bench: Bench,
    now: Moment,
    /// The last session that was written down.
    last: Option<String>,
    /// Steps up that were taken.
    steps: u32,
}

impl Life {
    fn today(&self) -> TodayView {
        self.bench.app.today("Robin", &self.now).expect("a day")
    }

    fn live(&mut self, deed: Deed) -> Result<(), TestCaseError> {
        let times = if matches!(deed, Deed::GoodWeek) { 8 } else { 1 };
        for _ in 0..times {
            if let Deed::Waited { hours } = deed {
                self.now.wall += chrono::TimeDelta::hours(hours);
                return Ok(());
            }
            self.once(deed)?;
            if matches!(deed, Deed::GoodWeek) {
                self.now.wall += chrono::TimeDelta::days(1);
            }
        }
        Ok(())
    }

    fn once(&mut self, deed: Deed) -> Result<(), TestCaseError> {
        let before = self.today();
        let closed = matches!(before.gate.gate, GateWord::Wait | GateWord::Blocked);
        prop_assert!(!closed || before.next_size_tenths_mm.is_none());
        let open = |slot: &gradus_app::view::SlotView| {
            matches!(slot.status, SlotStatus::Due | SlotStatus::Late | SlotStatus::Upcoming)
        };
        prop_assert!(!closed || !before.slots.iter().any(open), "no slot is open behind a closed gate");
        self.now.wall += chrono::TimeDelta::minutes(1);
        let Some(command) = commanded(deed, &before, self.last.as_ref()) else { return Ok(()) };
        let done = self.bench.app.record(command, &self.now).ok();
        if let (Some(done), Deed::Held { .. } | Deed::GoodWeek) = (&done, deed) {
            self.last = Some(done.entry.clone());
        }
        self.check(deed, done.is_some(), &before)
    }

    fn check(&mut self, deed: Deed, done: bool, before: &TodayView) -> Result<(), TestCaseError> {
        let after = self.today();
        let size = |view: &TodayView| view.size_tenths_mm.expect("a size");
        let rung = |view: &TodayView| LADDER.iter().position(|one| *one == size(view));
        let (from, to) = (rung(before).expect("it was on the ladder"), rung(&after));
        prop_assert!(to.is_some(), "{} is on the ladder", size(&after));
        prop_assert!(size(&after) <= after.goal_tenths_mm.expect("a goal"), "not above the ceiling");
        if let Deed::Named { size: named, .. } = deed {
            let is_above = named > before.goal_tenths_mm.expect("a goal");
            prop_assert!(!(is_above && done), "a size above the ceiling is not taken");
            prop_assert_eq!(size(&after), if done { named } else { size(before) }, "as it was named");
        } else if to > Some(from) {
            prop_assert!(done && matches!(deed, Deed::Stepped), "only an accepted step goes up: {:?}", deed);
            prop_assert_eq!(to, Some(from + 1), "no size is skipped");
            prop_assert_eq!(before.gate.gate, GateWord::Allow, "and none behind a gate that forbids it");
            self.steps += 1;
        }
        Ok(())
    }
}

#[test]
fn the_size_keeps_to_the_ladder_and_a_reopened_vault_shows_the_same() {
    let config = ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() };
    let steps = Cell::new(0);
    let all = TestRunner::new(config).run(&prop::collection::vec(deed(), 10..40), |deeds| {
        let bench = Bench::of(robin(), adopt("Robin", &plan(15)));
        let mut life = Life { bench, now: at("2026-03-02T20:00"), last: None, steps: 0 };
        for deed in deeds {
            life.live(deed)?;
        }
        steps.set(steps.get() + life.steps);
        let Life { bench, now, .. } = life;
        let before = views(&bench, &now);
        let path = bench.path();
        let folder = bench.close();
        let secret = gradus_app::Secret::Passcode(crate::bench::PASSCODE);
        let app = crate::bench::open(&path, secret, "2026-03-02T20:00").expect("opens");
        prop_assert_eq!(views(&Bench::from_parts(folder, app), &now), before);
        Ok(())
    });
    all.unwrap_or_else(|error| panic!("{error}"));
    assert!(steps.get() > 0, "some step was taken");
}
