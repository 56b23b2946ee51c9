//! Every part of a text is a part of the plan.

use super::*;

const WHOLE: &str = r#"
format = "gradus-plan/1"
title = "Home dilation"
origin = "clinic"
based_on = "post-psarp-home"
prescriber = "Dr Okafor"
person_code = "MB-17"
indication = "anorectal_malformation"
age_group = "child"
administrator = "caregiver"
lubricant = "silicone"
review_by = 2026-03-01
valid_until = 2026-06-30
max_duration_days = 90
instructions = ["Slowly.", "Never by force."]
[device]
kind = "hegar"
material = "metal"
grip_depth_mm = 40
[ladder]
sizes_mm = [8, 9, 10]
start_mm = 9
goal_mm = 10
[start]
window_days = [14, 28]
operation = 2026-01-05
on = 2026-01-19
[calibration]
every_days = 14
[[precondition]]
says = "The wound has healed."
met_on = 2026-01-18
[[phase]]
per_day = 1
insertions = 2
hold_s = 30
[step_up]
days_at_size = 7
sessions_in_a_row = 6
max_pain = 4
[step_down]
sizes = 1
on = ["not_passed"]
[taper]
gate = "clinician_says"
[[taper.phase]]
per_week = 1
insertions = 1
hold_s = 30
[[contact]]
name = "Ward"
phone = "112"
hours = "8 to 16"
[[source]]
id = "S8"
basis = "sourced"
"#;

#[test]
fn what_a_text_says_is_what_its_plan_gives() {
    let plan = Plan::parse(WHOLE).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!((plan.title(), plan.based_on()), ("Home dilation", Some("post-psarp-home")));
    assert_eq!((plan.prescriber(), plan.person_code()), (Some("Dr Okafor"), Some("MB-17")));
    assert_eq!((plan.indication(), plan.regimen()), (Indication::AnorectalMalformation, Regimen::Home));
    assert_eq!((plan.age_group(), plan.administrator()), (AgeGroup::Child, Administrator::Caregiver));
    assert_eq!(
        (plan.device().map(|device| device.kind), plan.depth_stop_mm()),
        (Some(DeviceKind::Hegar), Some(40))
    );
    assert_eq!(plan.lubricant(), Lubricant::Silicone);
    assert_eq!((plan.ladder().start(), plan.ladder().goal()), (mm(9), mm(10)));
    let start = Start::AfterOperation {
        operation: Some(date("2026-01-05")),
        from_day: 14,
        to_day: 28,
        on: Some(date("2026-01-19")),
    };
    assert_eq!((plan.start(), plan.first_day()), (start, Some(date("2026-01-19"))));
    assert_eq!((plan.review_by(), plan.last_day()), (Some(date("2026-03-01")), Some(date("2026-04-18"))));
    assert_eq!(plan.calibration_days(), Some(14));
    let met: Vec<_> = plan.preconditions().iter().map(|one| (one.says.as_str(), one.met_on)).collect();
    assert_eq!(met, [("The wound has healed.", date("2026-01-18"))]);
    assert_eq!(plan.phases().iter().map(|phase| phase.insertions).collect::<Vec<_>>(), [2]);
    assert!(plan.has_home_sessions());
    let up = plan.step_up();
    assert_eq!((up.days_at_size, up.sessions_in_a_row), (Some(7), Some(6)));
    assert_eq!(up.max_pain.map(|pain| pain.value()), Some(4));
    assert_eq!(plan.step_down().map(|step| (step.sizes, step.on.len())), Some((1, 1)));
    assert_eq!(
        plan.taper().map(|taper| (taper.gate, taper.phases.len())),
        Some((TaperGate::ClinicianSays, 1))
    );
    let contacts: Vec<_> =
        plan.contacts().iter().map(|one| (one.name.as_str(), one.phone.as_str())).collect();
    assert_eq!((contacts, plan.contacts()[0].hours.as_deref()), (vec![("Ward", "112")], Some("8 to 16")));
    assert_eq!(plan.instructions(), ["Slowly.", "Never by force."]);
    assert_eq!(plan.sources().iter().map(|source| source.id.as_str()).collect::<Vec<_>>(), ["S8"]);
    assert_eq!(Plan::parse(&plan.to_text()), Ok(plan));
}

#[test]
fn what_a_text_leaves_out_its_plan_has_not() {
    let plan = own();
    assert_eq!((plan.based_on(), plan.prescriber(), plan.person_code()), (None, None, None));
    assert_eq!((plan.depth_stop_mm(), plan.calibration_days(), plan.last_day()), (None, None, None));
    assert!(plan.preconditions().is_empty() && plan.sources().is_empty());
    assert!(plan.step_down().is_none() && plan.taper().is_none());
    let bare = Plan::parse(&OWN.replace("review_by = 2026-12-01\n", "")).expect("a plan");
    assert_eq!(bare.review_by(), None);
}

/// What is said of the whole plan with one part written otherwise.
fn instead(from: &str, to: &str) -> Vec<String> {
    assert!(WHOLE.contains(from), "{from}");
    complaints(&WHOLE.replacen(from, to, 1))
}

#[test]
fn a_phase_ends_after_days_or_with_a_word_that_can_come() {
    let phase = "insertions = 2\nhold_s = 30\n";
    let next = "[[phase]]\nper_day = 1\ninsertions = 1\nhold_s = 30\n";
    let until = |end: &str, next: &str| instead(phase, &format!("{phase}until = {end}\n{next}"));
    for end in ["\"clinician_says\"", "{ size_mm = 9 }", "{ size_mm = 10 }"] {
        assert_eq!(until(end, next), [""; 0], "{end}");
        let last = until(end, "");
        assert!(last.len() == 1 && last[0].contains("until: no phase follows"), "{last:?}");
    }
    // Below the start, beside the ladder, above the goal.
    for (size, goal) in [("8", "goal_mm = 10"), ("9.5", "goal_mm = 10"), ("10", "goal_mm = 9")] {
        let end = format!("{phase}until = {{ size_mm = {size} }}\n{next}");
        let said = complaints(&WHOLE.replace("goal_mm = 10", goal).replacen(phase, &end, 1));
        assert!(said.len() == 1 && said[0].contains(&format!("{size} mm is not reached")), "{said:?}");
    }
    let other = until("\"easter\"", next);
    assert!(other.len() == 1 && other[0].contains("not an end"), "{other:?}");
}

#[test]
fn a_phase_of_the_taper_waits_for_nobodys_word() {
    let step = "per_week = 1\ninsertions = 1\nhold_s = 30\n";
    assert_eq!(instead(step, &format!("{step}days = 7\n")), [""; 0]);
    let said = instead(step, &format!("{step}until = \"clinician_says\"\n"));
    assert!(said.len() == 1 && said[0].contains("goes on with somebody's word"), "{said:?}");
}

#[test]
fn a_clinic_sets_for_an_adults_own_practice_what_nobody_sets_alone() {
    let own = |origin: &str| {
        let text = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", "per_day = 3\nmin_gap_h = 4");
        complaints(&text.replace("origin = \"self_directed\"", origin))
    };
    assert_eq!(own("origin = \"clinic\"\nprescriber = \"Dr Okafor\""), [""; 0]);
    assert_eq!(own("origin = \"self_directed\"").len(), 1);
}

#[test]
fn a_telephone_number_has_digits_and_nothing_that_is_dialled_otherwise() {
    for phone in ["112", "+49 30 123-456", "(030) 12/34.5*6#"] {
        assert_eq!(instead("phone = \"112\"", &format!("phone = \"{phone}\"")), [""; 0]);
    }
    for phone in ["+-", "ward 7", "112!"] {
        let said = instead("phone = \"112\"", &format!("phone = \"{phone}\""));
        assert!(said.len() == 1 && said[0].contains("not a telephone number"), "{said:?}");
    }
}

#[test]
fn a_source_is_a_statement_or_a_row_as_they_are_numbered() {
    for id in ["S1", "S33", "C1", "C2.4", "C1.2.3"] {
        assert_eq!(instead("id = \"S8\"", &format!("id = \"{id}\"")), [""; 0], "{id}");
    }
    for id in ["S0", "S34", "S07", "S+7", "S", "C", "C1.", "C01", "C100", "D1", "8"] {
        let said = instead("id = \"S8\"", &format!("id = \"{id}\""));
        assert!(said.len() == 1 && said[0].contains("not a statement or row"), "{id}: {said:?}");
    }
}

#[test]
fn a_wrong_list_of_sizes_is_told_of_once() {
    for sizes in ["9", "[9, \"x\", 8]", "[]", "[9, 9]"] {
        let said = instead("sizes_mm = [8, 9, 10]", &format!("sizes_mm = {sizes}"));
        let of_list: Vec<_> = said.iter().filter(|line| line.contains("sizes_mm")).collect();
        assert_eq!(of_list.len(), 1, "{sizes}: {said:?}");
    }
}
