//! What a plan asks for, sentence by sentence.

use gradus_domain::plan::{Difference, Plan, Warning};
use gradus_domain::{AgeMonths, Millimetres};
use gradus_words::Words;

const MIA: &str = include_str!("../../../tests/fixtures/plans/mia.toml");

fn mm(size: u16) -> Millimetres {
    Millimetres::whole(size).expect("a size")
}

#[test]
fn a_plan_is_told_in_sentences() {
    let plan = Plan::parse(MIA).expect("a plan");
    insta::assert_snapshot!(Words::english().plan_summary(&plan).join("\n"));
}

#[test]
fn each_kind_of_dose_has_its_words() {
    let doses = [
        ("per_day = 1", "1 a day: 2 × 30 seconds each."),
        ("per_day = 2\ntimes = [\"07:30\", \"19:30\"]", "2 a day, at 07:30, 19:30: 2 × 30 seconds each."),
        ("per_day = { floor = 1, ceiling = 2 }", "1 to 2 a day: 2 × 30 seconds each."),
        ("per_week = 3", "3 a week: 2 × 30 seconds each."),
        ("every_days = 2", "One every 2 days: 2 × 30 seconds each."),
        ("per_day = 2\ndays = 14", "2 a day: 2 × 30 seconds each, for 14 days."),
        ("per_day = 2\ndays = 1", "2 a day: 2 × 30 seconds each, for 1 day."),
    ];
    for (dose, sentence) in doses {
        let last = if dose.contains("days = 1") {
            "\n[[phase]]\nper_day = 2\ninsertions = 2\nhold_s = 30\nmin_gap_h = 6\n[step_up]"
        } else {
            "[step_up]"
        };
        let text = MIA.replacen("per_day = 2", dose, 1).replacen("[step_up]", last, 1);
        let plan = Plan::parse(&text).unwrap_or_else(|problems| panic!("{dose}: {problems:?}"));
        let said = Words::english().plan_summary(&plan);
        assert!(said.iter().any(|line| line == sentence), "{dose}: {said:#?}");
    }
}

#[test]
fn one_is_never_told_as_many() {
    let text = MIA
        .replace("days_at_size = 7", "days_at_size = 1")
        .replace("sessions_in_a_row = 6", "sessions_in_a_row = 1")
        .replace("min_gap_h = 6", "min_gap_h = 1");
    let plan = Plan::parse(&text).expect("a plan");
    let said = Words::english().plan_summary(&plan);
    for line in [
        "At least 1 hour between sessions.",
        "The next size at the earliest after 1 day and 1 good session, with pain at most 4.",
    ] {
        assert!(said.iter().any(|said| said == line), "{said:#?}");
    }
    let age = Warning::GoalAboveAgeBand { goal: mm(13), band: mm(12), age: AgeMonths(1) };
    assert!(Words::english().warning(&age).contains("published for 1 month of age"));
}

#[test]
fn where_two_plans_differ_is_said_in_words() {
    let difference = |field: &str, before: Option<&str>, after: Option<&str>| Difference {
        field: field.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    for (field, words_of_it) in [
        ("ladder.goal_mm", "Goal in millimetres, never exceeded"),
        ("phase[1].hold_s", "Seconds of each hold"),
        ("phase[2].hold_s", "Seconds of each hold, in part 2 of the plan"),
        ("taper.phase[1].days", "For how many days, in part 1 of the end of the plan"),
        ("contact[1].phone", "Telephone"),
        ("contact[2].phone", "Telephone, number 2"),
        ("of.tomorrow", "of.tomorrow"),
    ] {
        let said = Words::english().plan_difference(&difference(field, Some("12"), None));
        assert_eq!(said, format!("{words_of_it}: 12 until now, then not said"));
    }
    let plan = Plan::parse(MIA).expect("a plan");
    let own = Plan::parse(OWN).expect("a plan");
    for difference in plan.differences(&own).iter().chain(&own.differences(&plan)) {
        let said = Words::english().plan_field(&difference.field);
        assert!(!said.contains(['_', '.', '[']), "{} has no words: {said}", difference.field);
    }
}

/// Whatever a plan can say and Mia's does not.
const OWN: &str = r#"
format = "gradus-plan/1"
title = "Own"
origin = "clinic"
prescriber = "Dr Brandt"
person_code = "7"
indication = "anal_stenosis"
age_group = "adult"
administrator = "self"
lubricant = "water"
allowed_adjuncts = ["simple_painkiller"]
valid_until = 2026-05-01
max_duration_days = 60
[device]
kind = "graded"
material = "silicone"
base = true
sizes_mm = [12, 13]
[ladder]
sizes_mm = [12, 13]
start_mm = 12
goal_mm = 13
[start]
on = 2026-03-02
[[phase]]
per_day = 1
times = ["20:00"]
days = 7
insertions = 1
hold_s = 60
[[phase]]
per_week = 2
time = "20:00"
days = 7
insertions = 1
hold_s = 60
[[phase]]
every_days = 3
min_gap_h = 4
rest_s = 5
insertions = 1
hold_s = 60
warm_up = { below = 1 }
"#;
