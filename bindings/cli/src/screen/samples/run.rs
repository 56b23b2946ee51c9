use gradus_app::view::*;

use super::{person, recorded, triage};

pub fn run() -> RunView {
    RunView {
        person: person(),
        started: "2026-03-14T20:00:00+01:00".into(),
        occurrence: None,
        size_tenths_mm: 100,
        device: Some(RunDeviceView { id: "ef".repeat(32), name: "blue".into() }),
        stage: RunStage::Holding,
        now: "Hold still.".into(),
        next: Some("Then a rest.".into()),
        insertion: Some(RunInsertionView {
            number: 2,
            of: 3,
            size_tenths_mm: 100,
            warm_up: false,
            min_s: 20,
            target_s: 30,
            max_s: 60,
        }),
        held_ms: Some(5_500),
        left_ms: Some(24_500),
        overrun: None,
        clock_ms: 60_000,
        cues: vec![RunCueView {
            in_ms: 24_500,
            kind: RunCueKind::End,
            sounds: true,
            pulses: 2,
            sentence: "Take it out.".into(),
        }],
        checks: vec![RunCheckView { item: "whole".into(), sentence: "Whole.".into(), ticked: true }],
        done_s: vec![15],
        pain_peak: Some(2),
        blood: None,
        signs: Vec::new(),
        has_ended: false,
        may_finish: false,
        may_abandon: false,
        asks_ease: true,
        asks_why: false,
        events: vec!["out".into(), "stop".into()],
        actions: vec![RunActionView {
            event: "pain".into(),
            kind: RunActionKind::Pain,
            label: "Pain, 0 to 10".into(),
            choices: vec![RunChoiceView { event: "pain:0".into(), label: "0".into() }],
        }],
        so_far: Some(triage(DispositionWord::Emergency)),
        check_in: Vec::new(),
    }
}

pub fn run_recorded() -> RunRecorded {
    RunRecorded { recorded: recorded(), check_in: Vec::new() }
}
