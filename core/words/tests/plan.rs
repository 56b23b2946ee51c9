//! What a plan asks for, sentence by sentence.

use gradus_domain::plan::{Plan, Warning};
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
    assert_eq!(Words::english().plan_adopted(&plan), format!("Plan adopted: {}.", plan.title()));
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
