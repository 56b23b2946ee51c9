//! Plans that dilate at the clinic or not at all, what must be made sure of first, and plans of one's own.

use super::*;
use crate::background::{Condition, Fact, Surgery, SurgeryKind};
use crate::document::{Document, Field};

fn read(text: &str) -> Plan {
    Plan::parse(text).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

fn published_plan(name: &str) -> Plan {
    complete(name).into_plan().unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// A text of the form's plan, changed.
fn changed(name: &str, from: &str, to: &str) -> String {
    let text = published_plan(name).to_text();
    assert!(text.contains(from), "{from}\n{text}");
    text.replace(from, to)
}

#[test]
fn every_regimen_that_the_sources_describe_has_its_form() {
    let indications: Vec<_> = published()
        .iter()
        .map(|(name, _)| (published_plan(name).indication(), published_plan(name).regimen()))
        .collect();
    for wanted in [
        (Indication::AnorectalMalformation, Regimen::Home),
        (Indication::AnorectalMalformation, Regimen::CalibrationOnly),
        (Indication::AnorectalMalformation, Regimen::NoRoutineDilation),
        (Indication::Hirschsprung, Regimen::Home),
        (Indication::AnalStenosis, Regimen::Home),
        (Indication::Fissure, Regimen::Home),
        (Indication::AnastomoticStricture, Regimen::Home),
        (Indication::PelvicFloor, Regimen::Home),
        (Indication::PostRadiation, Regimen::Home),
        (Indication::OwnPractice, Regimen::Home),
    ] {
        assert!(indications.contains(&wanted), "{wanted:?}");
    }
}

#[test]
fn where_nothing_is_dilated_at_home_no_session_size_or_device_is_asked_for() {
    for (name, regimen) in
        [("calibration-only", Regimen::CalibrationOnly), ("no-routine-dilation", Regimen::NoRoutineDilation)]
    {
        let plan = published_plan(name);
        assert!(!plan.has_home_sessions() && plan.device().is_none() && plan.regimen() == regimen, "{name}");
        let text = plan.to_text();
        for (part, field) in [
            ("[[phase]]\nper_day = 1\ninsertions = 1\nhold_s = 30\n", "phase"),
            ("[step_up]\ndays_at_size = 7\n", "step_up"),
            (
                "[taper]\ngate = \"clinician_says\"\n[[taper.phase]]\nper_week = 1\ninsertions = 1\nhold_s = 30\n",
                "taper",
            ),
        ] {
            let said = complaints(&format!("{text}\n{part}"));
            assert!(said.len() == 1 && said[0].contains(field), "{name}: {said:?}");
        }
        let with_device = format!("{text}\n[device]\nkind = \"hegar\"\nmaterial = \"metal\"\n");
        let said = complaints(&with_device);
        assert!(
            said.len() == 1 && said[0].contains("grip_depth_mm"),
            "a device that is named is a safe one: {said:?}"
        );
        assert!(read(&format!("{with_device}grip_depth_mm = 40\n")).device().is_some());
    }
    let home = changed("calibration-only", "regimen = \"calibration_only\"\n", "");
    let said = complaints(&home);
    assert!(said.iter().any(|line| line.contains("device: missing")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("phase: missing")), "{said:?}");
}

#[test]
fn calibrations_are_one_to_366_days_apart() {
    let days = |days: &str| {
        let text = changed("calibration-only", "every_days = 7", &format!("every_days = {days}"));
        Plan::parse(&text).map(|plan| plan.calibration_days()).map_err(|problems| problems.len())
    };
    assert_eq!(published_plan("calibration-only").calibration_days(), Some(7));
    assert_eq!((days("1"), days("366")), (Ok(Some(1)), Ok(Some(366))));
    assert_eq!((days("0"), days("367")), (Err(1), Err(1)));
    assert_eq!(published_plan("no-routine-dilation").calibration_days(), None);
}

#[test]
fn what_must_be_made_sure_of_is_made_sure_of_by_the_first_day() {
    let plan = published_plan("anastomotic-stricture-form");
    let met: Vec<_> = plan.preconditions().iter().map(|one| one.met_on).collect();
    assert_eq!(met, [date("2026-01-19"); 3], "on the first day itself");
    let on = |day: &str| {
        complaints(&changed("anastomotic-stricture-form", "met_on = 2026-01-19", &format!("met_on = {day}")))
    };
    assert_eq!(on("2026-01-18"), [""; 0]);
    let late = on("2026-01-20");
    assert_eq!(late.len(), 3, "{late:?}");
    assert!(late.iter().all(|line| line.contains("after the first day")), "{late:?}");
    let open = complaints(&changed("anastomotic-stricture-form", "met_on = 2026-01-19\n", ""));
    assert_eq!(open.iter().filter(|line| line.contains("met_on")).count(), 3, "{open:?}");
}

#[test]
fn only_a_plain_no_to_every_question_leaves_a_plan_to_oneself() {
    let plan = published_plan("own-practice");
    assert!(plan.is_own_practice() && !psarp().is_own_practice());
    let theirs = OWN.replace("origin = \"self_directed\"", "origin = \"clinic\"");
    assert!(!read(&theirs).is_own_practice(), "a clinic's plan is the clinic's, whatever it is for");
    for (name, question) in Unsuited::WORDS {
        let line = format!("{name} = \"no\"\n");
        for answer in ["yes", "not_sure"] {
            let said = complaints(&changed("own-practice", &line, &format!("{name} = \"{answer}\"\n")));
            assert!(said.len() == 1 && said[0].contains(name), "{said:?}");
            let instead = match question {
                Unsuited::Masked => "what hides pain hides injury",
                Unsuited::Pressed => "it is for nobody else to decide",
                _ => "ask a clinician first",
            };
            assert!(said[0].contains(instead), "{said:?}");
        }
        let unasked = read(&changed("own-practice", &line, ""));
        assert_eq!(unasked.unfit(&Background::default()), [Unfit::NotAsked(question)]);
    }
    assert_eq!(complaints(OWN), [""; 0], "a text from before the questions can be read");
    assert_eq!(own().unfit(&Background::default()).len(), Unsuited::WORDS.len());
}

#[test]
fn two_sessions_of_a_day_are_eight_hours_apart_in_a_plan_of_ones_own() {
    let gap = |dose: &str| {
        read(&changed("own-practice", "per_week = 3\nmin_gap_h = 12", dose)).unfit(&Background::default())
    };
    assert_eq!(gap("per_day = 2\nmin_gap_h = 8"), []);
    assert_eq!(gap("per_day = 2\nmin_gap_h = 7"), [Unfit::GapTooShort { hours: 7 }]);
    assert_eq!(gap("per_day = { floor = 1, ceiling = 2 }\nmin_gap_h = 7"), [Unfit::GapTooShort { hours: 7 }]);
    assert_eq!(gap("per_day = 1"), [], "one a day has no second one to be near");
}

#[test]
fn what_is_told_of_a_person_keeps_a_plan_of_ones_own_from_them() {
    let with =
        |what: Condition| Background { conditions: vec![Fact { what, since: None }], surgeries: Vec::new() };
    let plan = published_plan("own-practice");
    for what in [
        Condition::Hirschsprung,
        Condition::Arm,
        Condition::Anticoagulant,
        Condition::BleedingDisorder,
        Condition::Immunosuppressed,
        Condition::CentralLine,
        Condition::InflammatoryBowelDisease,
        Condition::Radiotherapy,
        Condition::CancerHistory,
        Condition::Pregnancy,
        Condition::PreexistingLeakage,
        Condition::AbnormalPressureOrAnatomy,
        Condition::SpinalLesion { at_or_above_t6: false },
        Condition::FailedConservativeTherapy,
        Condition::Diverted,
        Condition::Trisomy21,
        Condition::PreviousEnterocolitis,
        Condition::NonVerbal,
        Condition::HeartCondition,
        Condition::Steroids,
    ] {
        assert_eq!(plan.unfit(&with(what)), [Unfit::Condition(what)], "{what:?}");
    }
    for what in [
        Condition::LatexAllergy,
        Condition::Diabetes,
        Condition::NitrateOrPde5,
        Condition::Preterm { weeks: 30 },
    ] {
        assert_eq!(plan.unfit(&with(what)), [], "{what:?}");
    }
    let operated = Background {
        conditions: Vec::new(),
        surgeries: vec![Surgery { kind: SurgeryKind::OtherPelvic, on: None }],
    };
    assert_eq!(plan.unfit(&operated), [Unfit::Operated]);
    assert_eq!(
        published_plan("adult-stenosis-form").unfit(&operated),
        [],
        "a clinician's plan is a clinician's decision"
    );
}

#[test]
fn nobody_allergic_to_latex_takes_up_a_device_with_latex_not_even_from_a_clinic() {
    let allergic = Background {
        conditions: vec![Fact { what: Condition::LatexAllergy, since: None }],
        surgeries: Vec::new(),
    };
    let latex =
        read(&changed("adult-stenosis-form", "material = \"silicone\"", "material = \"latex_covered\""));
    assert_eq!(latex.unfit(&allergic), [Unfit::Latex]);
    assert_eq!(latex.unfit(&Background::default()), []);
    assert_eq!(published_plan("adult-stenosis-form").unfit(&allergic), []);
}

/// The own practice's form, filled in, with this in place of its ladder, phase or taper.
fn own_with(from: &str, to: &str) -> Vec<Unfit> {
    read(&changed("own-practice", from, to)).unfit(&Background::default())
}

const WEEKLY: &str = "[[taper.phase]]\nper_week = 1\nmin_gap_h = 0\n";

#[test]
fn the_end_of_a_plan_of_ones_own_asks_for_no_more_than_the_plan_itself_may() {
    let often = |n: u8| own_with(WEEKLY, &format!("[[taper.phase]]\nper_day = {n}\nmin_gap_h = 8\n"));
    assert_eq!((often(2), often(3)), (vec![], vec![Unfit::TooOften { per_day: 3 }]));
    let near = own_with(WEEKLY, "[[taper.phase]]\nper_day = 2\nmin_gap_h = 7\n");
    assert_eq!(near, [Unfit::GapTooShort { hours: 7 }]);
}

#[test]
fn what_a_free_week_allows_on_one_day_is_as_far_apart_as_sessions_of_a_day() {
    let free = |dose: &str| own_with("per_week = 3\nmin_gap_h = 12", dose);
    assert_eq!(free("per_week = 2\nday = \"free\"\nmin_gap_h = 8"), []);
    assert_eq!(free("per_week = 2\nday = \"free\"\nmin_gap_h = 7"), [Unfit::GapTooShort { hours: 7 }]);
    assert_eq!(free("per_week = 1\nday = \"free\""), [], "one a week has no second one to be near");
    let range = "per_week = { floor = 1, ceiling = 2 }\nday = \"free\"";
    assert_eq!(free(range), [Unfit::GapTooShort { hours: 0 }]);
}

#[test]
fn nothing_is_held_longer_in_a_plan_of_ones_own_to_warm_up_or_at_its_end() {
    let text = read(&published_plan("own-practice").to_text()).to_text();
    let (plan, taper) = text.split_once(WEEKLY).expect("a taper");
    let hold = "hold_s = { min = 60, target = 60, max = 60 }\n";
    assert!(plan.contains(hold) && taper.contains(hold), "{text}");
    let at_the_end = |seconds: u32| {
        let taper = taper.replacen(hold, &format!("hold_s = {seconds}\n"), 1);
        read(&format!("{plan}{WEEKLY}{taper}")).unfit(&Background::default())
    };
    assert_eq!((at_the_end(600), at_the_end(601)), (vec![], vec![Unfit::HoldTooLong { seconds: 601 }]));
    let to_warm_up = |seconds: u32| {
        let warm_up = format!("{hold}warm_up = {{ below = 1, hold_s = {seconds} }}\n");
        read(&format!("{}{WEEKLY}{taper}", plan.replacen(hold, &warm_up, 1))).unfit(&Background::default())
    };
    assert_eq!((to_warm_up(600), to_warm_up(601)), (vec![], vec![Unfit::HoldTooLong { seconds: 601 }]));
}

#[test]
fn insertions_first_size_and_steps_of_a_plan_of_ones_own_have_their_limits() {
    let ladder = "sizes_mm = [20, 23]\nstart_mm = 20\ngoal_mm = 23\n";
    let with = |sizes: &str, start: &str, goal: &str| {
        own_with(ladder, &format!("sizes_mm = {sizes}\nstart_mm = {start}\ngoal_mm = {goal}\n"))
    };
    assert_eq!(with("[20, 23]", "20", "23"), []);
    let size = Millimetres::from_tenths(201).expect("a size");
    assert_eq!(with("[20.1, 23]", "20.1", "23"), [Unfit::StartTooLarge { size }]);
    let to = Millimetres::from_tenths(231).expect("a size");
    assert_eq!(with("[20, 23.1]", "20", "23.1"), [Unfit::StepTooWide { from: mm(20), to }]);
    assert_eq!(with("[20, 23, 27]", "20", "23"), [], "what lies above the goal is nobody's step");
    let many = |n: u8| own_with("insertions = 1\n", &format!("insertions = {n}\n"));
    assert_eq!((many(5), many(6)), (vec![], vec![Unfit::TooManyInsertions { insertions: 6 }]));
}

#[test]
fn nobody_warms_up_with_a_size_that_is_not_on_the_ladder_not_even_at_the_end() {
    let with = |sizes: &str| {
        let text = psarp().to_text();
        let (plan, taper) = text.split_once("[[taper.phase]]\n").expect("a taper");
        assert!(taper.contains("warm_up = { below = 1 }"), "{taper}");
        let taper =
            taper.replacen("warm_up = { below = 1 }", &format!("warm_up = {{ sizes_mm = {sizes} }}"), 1);
        read(&format!("{plan}[[taper.phase]]\n{taper}")).unfit(&Background::default())
    };
    assert_eq!(with("[8, 9]"), []);
    let size = Millimetres::from_tenths(115).expect("a size");
    assert_eq!(with("[8, 11.5]"), [Unfit::WarmUpOffLadder { size }]);
}

#[test]
fn every_number_of_a_published_form_has_its_source() {
    for (name, text) in published() {
        let document = Document::parse(text).expect("TOML");
        let root = document.root();
        let fields: Vec<_> =
            root.tables("source").iter().filter_map(|source| source.field("fields")).collect();
        let sourced: Vec<_> = fields.iter().flat_map(Field::texts).collect();
        let mut open = Vec::new();
        for (_, field) in root.fields().iter().filter(|(name, _)| !["blank", "source"].contains(name)) {
            numbers(field, &mut open);
        }
        open.retain(|path| !sourced.iter().any(|field| path.starts_with(field)));
        assert!(open.is_empty(), "{name}: no source says {open:?}");
    }
}

/// The paths of the numbers in it.
fn numbers(field: &Field<'_>, into: &mut Vec<String>) {
    if field.is_number() {
        into.push(field.path().to_owned());
    } else if field.is_list() {
        field.items().iter().for_each(|item| numbers(item, into));
    } else if field.is_table() {
        let table = field.table().expect("it is one");
        table.fields().iter().for_each(|(_, field)| numbers(field, into));
    }
}
