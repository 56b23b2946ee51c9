//! One of each view, every field filled, for tests of how they are drawn and of what JSON.md promises.

mod run;

use gradus_app::ask;
use gradus_app::desk::PackChecked;
use gradus_app::view::*;

pub use run::{run, run_recorded};

pub fn person() -> PersonRef {
    PersonRef {
        id: "0f1e2d3c4b5a69788796a5b4c3d2e1f0".into(),
        name: "Mina".into(),
        role: "caregiver".into(),
        born: "2026-01-08".into(),
    }
}

pub fn details() -> PersonDraft {
    PersonDraft {
        name: "Mina".into(),
        born: "2026-01-08".into(),
        role: "caregiver".into(),
        background: vec!["anorectal_malformation".into(), "preterm:34".into()],
        operations: vec!["anoplasty=2026-01-16".into(), "stoma_closure".into()],
    }
}

pub fn contact() -> ContactView {
    ContactView {
        name: "Surgical ward".into(),
        phone: "+44 20 7946 0000".into(),
        hours: Some("day and night".into()),
        note: Some("New.".into()),
    }
}

pub fn task() -> TaskView {
    TaskView {
        duty: "surgeon".into(),
        sentence: "Reach the surgeon.".into(),
        due: "2026-03-14T20:20:00+01:00".into(),
        overdue: false,
        rules: vec!["I1".into()],
        reasons: vec!["Fever".into()],
    }
}

pub fn rule(id: &str, disposition: DispositionWord) -> RuleView {
    RuleView {
        id: id.into(),
        title: "Fever".into(),
        certainty: Certainty::Yes,
        disposition,
        within_hours: Some(24),
        gate: GateWord::Blocked,
        basis: BasisWord::Proposal,
        sources: vec!["S12".into(), "C2.3".into()],
        advice: "Speak with a clinician, and say how old she is.".into(),
    }
}

/// A real answer, with a finding, a doubt, options and both screens.
pub fn setting() -> SettingView {
    let told = [("reason", "fissure"), ("conservative_failed", "true"), ("leaks", "unknown")];
    let told = told.map(|(id, answer)| FactAnswer { id: id.into(), answer: answer.into() });
    ask::setting(&told, &crate::clock::moment(None)).expect("facts of the setting")
}

pub fn triage(disposition: DispositionWord) -> TriageView {
    TriageView {
        disposition,
        within_hours: Some(24),
        gate: GateWord::Blocked,
        until: Some("2026-03-15T07:00:00+01:00".into()),
        size: SizeLimit::Same,
        sizes_down: 0,
        sentence: "Do this first.".into(),
        contacts: vec![contact()],
        advice: vec!["Rest.".into(), "Do not force it.".into()],
        rules: vec![rule("I1", disposition), rule("B2a", DispositionWord::Contact)],
        missing: vec!["worry".into()],
        tasks: vec![task()],
        facts: vec![FactView { id: "temperature_c".into(), value: "38.1".into(), derived: false }],
        pack: PackView { version: "2026.1".into(), hash: "ab".repeat(32), signed_off: false },
    }
}

pub fn gate() -> GateView {
    GateView {
        gate: GateWord::Blocked,
        until: None,
        size: SizeLimit::Same,
        sizes_down: 0,
        sentence: "A clinician must release it.".into(),
        rules: vec!["I1".into()],
        assessments: vec!["ab".repeat(32)],
    }
}

pub fn proposal() -> ProposalView {
    ProposalView {
        kind: ProposalKind::Advance,
        from_tenths_mm: 90,
        to_tenths_mm: Some(100),
        sentence: "From 9 mm to 10 mm.".into(),
        reasons: vec![ReasonView {
            code: "days_at_size".into(),
            favours: true,
            sentence: "7 days at 9 mm.".into(),
        }],
    }
}

pub fn slot() -> SlotView {
    SlotView {
        occurrence: "1/2026-03-14/2".into(),
        at: Some("19:00".into()),
        status: SlotStatus::Due,
        sentence: "Evening: 10 mm.".into(),
    }
}

pub fn occurrence() -> OccurrenceView {
    OccurrenceView { date: "2026-03-14".into(), slot: 1, at: None, phase: 0 }
}

pub fn today() -> TodayView {
    TodayView {
        person: person(),
        date: "2026-03-14".into(),
        headline: "One session is due now.".into(),
        next_action: NextActionView {
            kind: NextActionKind::StartSession,
            label: "Start for Mina".into(),
            is_asked: true,
        },
        running: Some("A session is going on.".into()),
        pause: Some(PauseView {
            reason: "travel".into(),
            since: "2026-03-12".into(),
            until: None,
            sentence: "The plan is paused. End the pause when sessions go on.".into(),
        }),
        contacts: vec![contact()],
        lead: Some(LeadView {
            rule: Some("I1".into()),
            title: "Fever".into(),
            disposition: DispositionWord::SameDay,
            advice: "Do not wait.".into(),
        }),
        plan: Some("Home dilation after PSARP".into()),
        plan_begins: None,
        next_plan: Some(NextPlanView { title: "Taper".into(), begins: "2026-04-20".into() }),
        size_tenths_mm: Some(100),
        next_size_tenths_mm: Some(90),
        goal_tenths_mm: Some(120),
        not_before: None,
        slots: vec![slot()],
        gate: gate(),
        proposal: Some(proposal()),
        tasks: vec![task()],
        notices: vec!["The plan names no end.".into()],
    }
}

pub fn plan() -> PlanView {
    PlanView {
        version: Some("cd".repeat(32)),
        title: "Home dilation after PSARP".into(),
        origin: "transcribed_from_clinic".into(),
        effective: Some("2026-02-21".into()),
        ladder_tenths_mm: vec![90, 100, 110, 120],
        start_tenths_mm: 90,
        goal_tenths_mm: 120,
        contacts: vec![contact()],
        summary: vec!["Twice a day.".into()],
        sources: vec!["Twice a day, for thirty seconds (sourced, C1.2)".into()],
        missing: vec!["No end.".into()],
        warnings: vec!["A large step.".into()],
    }
}

pub fn replaced() -> PlanReplaced {
    PlanReplaced {
        title: "Home dilation after PSARP".into(),
        since: "2026-02-21".into(),
        until: "2026-03-14".into(),
        changes: vec![PlanChange {
            field: "ladder.goal_mm".into(),
            before: Some("12".into()),
            after: None,
            sentence: "Goal: 12 until now, then not said".into(),
        }],
    }
}

pub fn trends() -> TrendsView {
    let point = ChartPoint { date: "2026-03-01".into(), value_tenths: 90 };
    TrendsView {
        person: person(),
        from_date: "2026-03-01".into(),
        to_date: "2026-03-08".into(),
        charts: vec![ChartView {
            id: "size".into(),
            title: "Size over time".into(),
            unit: "millimetres".into(),
            sentence: "1 session was held or tried, at 9 mm.".into(),
            series: vec![ChartSeries { label: "Session".into(), points: vec![point] }],
            head: vec!["When".into(), "Size".into()],
            rows: vec![ChartRow { cells: vec!["1 Mar 2026".into(), "9 mm".into()] }],
            svg: None,
        }],
    }
}

pub fn timeline() -> TimelineView {
    TimelineView {
        person: person(),
        from_date: "2026-03-13".into(),
        to_date: "2026-03-14".into(),
        contacts: vec![contact()],
        items: vec![TimelineItem {
            entry: "ef".repeat(32),
            at: "2026-03-13T07:10:00+01:00".into(),
            kind: "session".into(),
            sentence: "10 mm, easy.".into(),
            rules: Vec::new(),
            is_taken_out: false,
        }],
    }
}

pub fn import() -> ImportView {
    ImportView {
        columns: vec![ColumnUse { column: "Datum".into(), field: Some("at".into()) }],
        taken: 3,
        already_there: 1,
        preview: vec!["1 March 2026: 10 mm, easy.".into()],
        refused: vec![RefusedRow {
            line: 5,
            column: "Size".into(),
            wrong: "\"ten\" is not a size".into(),
            right: "write 10".into(),
        }],
        assumed: vec![AssumedView {
            code: "ease_firm".into(),
            rows: 2,
            sentence: "2 rows do not say how it passed: kept as firm.".into(),
        }],
        notices: vec!["They do not count toward a step up.".into()],
        written: false,
        triage: Some(triage(DispositionWord::Contact)),
    }
}

pub fn wall() -> chrono::DateTime<chrono::FixedOffset> {
    chrono::DateTime::parse_from_rfc3339("2026-03-14T20:00:00+01:00").expect("a time")
}

pub fn recorded() -> Recorded {
    Recorded {
        entry: "ef".repeat(32),
        arrival: 44,
        person: person().id,
        triage: Some(triage(DispositionWord::Emergency)),
        notices: vec!["It is late and earns no step.".into()],
    }
}

pub fn locked() -> LockedView {
    let run = LockedRunView {
        run: "0123456789abcdef".into(),
        started: "2026-03-16T20:00:00+01:00".into(),
        stage: RunStage::Holding,
        number: Some(1),
        of: 2,
        target_s: Some(120),
        max_s: Some(300),
        held_ms: Some(65_000),
        left_ms: Some(55_000),
        clock_ms: 95_000,
        cues: vec![LockedCueView { in_ms: 55_000, kind: RunCueKind::End, sounds: true, pulses: 2 }],
        checks: vec![true; 5],
        done_s: Vec::new(),
        has_ended: false,
        asks_if_out: false,
        events: vec!["out".into(), "stop".into()],
    };
    LockedView { waiting: 2, most: 256, runs: vec![run] }
}

pub fn inbox_news() -> InboxView {
    InboxView { taken_in: 1, sentences: vec!["1 note is in the diary now.".into()], alarming: false }
}

pub fn verified() -> VerifyView {
    VerifyView {
        sound: false,
        entries: 44,
        writers: 1,
        arrival: 44,
        head: "ef".repeat(32),
        freshness_code: "44-7c1e9a02-5be0c1d2e3f40516-3d".into(),
        freshness: Some(FreshnessWord::RolledBack),
        answers_same: 11,
        answers_otherwise: 1,
        answers_unread: 2,
        problems: vec!["Entry 7 is not what was written.".into()],
        mended: vec!["vault.hdr2 was written anew.".into()],
    }
}

pub fn set_up() -> SetUp {
    SetUp { vault: "aa".repeat(16), recovery_code: b"1ABC-2DEF".to_vec() }
}

pub fn salvaged() -> SalvageView {
    SalvageView {
        made: set_up(),
        whole: false,
        saved: 41,
        people: vec![SavedPerson { name: "Mia".into(), entries: 40 }],
        lost: 3,
        not_saved: vec![NotSaved {
            day: Some("2026-03-05".into()),
            kind: Some("session".into()),
            person: Some("Mia".into()),
            entries: 3,
            why: NotSavedWhy::BeyondBreak,
            sentence: "5 Mar 2026: Session, 3 times. It can be read, but something from before it is lost."
                .into(),
        }],
        gaps: vec![SalvageGap { writer: "aa".repeat(16), first: 42, last: Some(44) }],
        sentences: vec![
            "Not everything in this diary could be saved.".into(),
            "The damaged diary was not changed.".into(),
        ],
    }
}

pub fn explained() -> RuleExplained {
    RuleExplained {
        id: "I1".into(),
        title: "Fever under three months".into(),
        macros: vec!["fever: temperature_c >= 38.0".into()],
        facts: vec!["temperature_c".into(), "age_days".into()],
        condition: "temperature is 38.0 °C or more under three months of age".into(),
        disposition: DispositionWord::Emergency,
        within_hours: Some(0),
        gate: GateWord::Blocked,
        basis: BasisWord::Sourced,
        sources: vec!["S12".into()],
        advice: "Go to the emergency department now.".into(),
    }
}

pub fn pack_checked() -> PackChecked {
    PackChecked {
        version: "danger-3".into(),
        hash: "ab".repeat(32),
        effective: "2026-11-22".into(),
        sign_off: "not signed off by a clinician".into(),
        signed_off: false,
        rules: 170,
        languages: vec!["en".into()],
    }
}

pub fn preview() -> PreviewView {
    let week = PreviewWeek {
        from_date: "2026-03-16".into(),
        sessions: 14,
        size_tenths_mm: 110,
        changes: vec!["18 March 2026: from 11 mm to 12 mm.".into()],
    };
    let path = |ends: Option<&str>| PreviewPath {
        sentence: "If all goes well.".into(),
        weeks: vec![week.clone()],
        ends: ends.map(Into::into),
    };
    PreviewView {
        person: person(),
        stage: Some(StageView {
            stage: "full:1".into(),
            sentence: "2 a day (phase 1 of 1)".into(),
            since: "2026-03-03".into(),
            proposed: Some("taper:1".into()),
            proposal: Some("The taper may begin.".into()),
            reasons: proposal().reasons,
        }),
        well: path(None),
        bad_week: path(Some("The clinic is to be asked first.")),
    }
}

pub fn fit() -> FitView {
    FitView {
        what: "silicone".into(),
        fits: FitWord::DoesNotFit,
        sentence: "Silicone lubricant spoils silicone. Take a water-based one.".into(),
        basis: BasisWord::Sourced,
        sources: vec!["C3".into()],
    }
}

pub fn devices() -> DevicesView {
    let bar = DeviceBarView {
        code: "no_crack".into(),
        lasting: true,
        sentence: "It has a crack, a chip or a rough spot, and can hurt.".into(),
        basis: BasisWord::Sourced,
        sources: vec!["S13".into()],
    };
    let due = DeviceDueView {
        kind: "disinfect".into(),
        by: Some("2026-03-14".into()),
        due: true,
        sentence: "Disinfect it by 14 Mar 2026.".into(),
        basis: BasisWord::Proposal,
        sources: vec!["C3".into()],
    };
    let question = DeviceQuestionView { id: "clean".into(), sentence: "Is it clean?".into() };
    DevicesView {
        person: person(),
        date: "2026-03-14".into(),
        devices: vec![DeviceView {
            id: "4f".repeat(32),
            name: "Blue".into(),
            sizes_tenths_mm: vec![120],
            line: "12 mm, silicone, with a base".into(),
            state: DeviceState::Barred,
            sentence: format!("Do not use it. {}", bar.sentence),
            bars: vec![bar],
            questions: vec![question],
            due: vec![due],
            lubricant: Some(fit()),
            disinfection: vec![fit()],
        }],
        lacking_tenths_mm: vec![110],
        lacking: Some("The list has no usable device of 11 mm.".into()),
    }
}
