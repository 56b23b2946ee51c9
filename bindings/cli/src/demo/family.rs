//! The made-up family: who they are, what their surgeon filled in, and when things happen.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use gradus_app::Moment;
use gradus_app::view::{ContactDraft, FactAnswer, Fill, PersonDraft};

use crate::clock;

/// The passcode of every demo vault. It guards nothing.
pub const PASSCODE: &str = "a walk along the river";

/// The published form that the surgeon filled in.
pub const FORM: &str = "post-psarp-home";

/// The day on which the programme begins at home: she is nine weeks old.
const FIRST_DAY: &str = "2026-02-21";

/// Days from the first day to the evening of the fever.
pub const LAST_DAY: u16 = 21;

/// The child.
pub fn mina() -> PersonDraft {
    PersonDraft {
        name: "Mina".into(),
        born: "2025-12-20".into(),
        role: "caregiver".into(),
        background: vec!["anorectal_malformation".into()],
        operations: vec!["psarp=2026-02-05".into()],
    }
}

/// What the published form leaves blank, as the surgeon filled it in.
pub fn fills() -> Vec<Fill> {
    [
        ("prescriber", "Dr Ines Falk, paediatric surgery"),
        ("device.grip_depth_mm", "30"),
        ("ladder.start_mm", "9"),
        ("ladder.goal_mm", "12"),
        ("start.operation", "2026-02-05"),
        ("start.on", FIRST_DAY),
        ("phase[1].min_gap_h", "8"),
        ("step_up.sessions_in_a_row", "6"),
        ("step_up.max_pain", "3"),
        ("review_by", "2026-04-04"),
        ("contact[1].name", "Paediatric surgery, on call"),
        ("contact[1].phone", "+44 1632 960 114"),
    ]
    .into_iter()
    .map(|(field, value)| Fill { field: field.into(), value: value.into() })
    .collect()
}

/// Her answers on the evening of the pink tint: a little blood, and nothing else.
pub fn after_pink() -> Vec<FactAnswer> {
    let mut all = all_well();
    all.retain(|given| given.id != "bleeding");
    all.extend(answers(&[
        ("bleeding", "pink_tint"),
        ("bleeding_amount", "under_teaspoon"),
        ("bleeding_min", "2"),
        ("bleeds_24h", "1"),
    ]));
    all
}

/// Her answers once a week, when all is well.
pub fn all_well() -> Vec<FactAnswer> {
    answers(&[
        ("bleeding", "none"),
        ("stool_colour", "usual"),
        ("temperature_c", "36.9"),
        ("hours_since_antipyretic", "240"),
        ("illness", "well"),
        ("inconsolable_min", "0"),
        ("worry", "none"),
    ])
}

/// Her answers on the evening of the fever.
pub fn with_fever(temperature_c: &str) -> Vec<FactAnswer> {
    answers(&[
        ("temperature_c", temperature_c),
        ("hours_since_antipyretic", "240"),
        ("illness", "somewhat_unwell"),
        ("feeding", "reduced"),
        ("bleeding", "none"),
        ("inconsolable_min", "0"),
        ("worry", "worried"),
    ])
}

/// A call to the surgeon on duty, about everything that stands at that moment.
pub fn call(said: &str, outcome: &str) -> ContactDraft {
    ContactDraft {
        who: "Paediatric surgery, on call".into(),
        said: said.into(),
        outcome: outcome.into(),
        about: vec!["all".into()],
        ..ContactDraft::default()
    }
}

fn answers(all: &[(&str, &str)]) -> Vec<FactAnswer> {
    all.iter().map(|&(id, answer)| FactAnswer { id: id.into(), answer: answer.into() }).collect()
}

/// The moment this many days after the first day, at this time of day.
pub fn at(day: u16, hour: u32, minute: u32) -> Moment {
    clock::simulated(wall(day, hour, minute))
}

/// The civil date this many days after the first day.
pub fn date(day: u16) -> String {
    wall(day, 12, 0).date_naive().to_string()
}

fn wall(day: u16, hour: u32, minute: u32) -> DateTime<FixedOffset> {
    let first: NaiveDate = FIRST_DAY.parse().expect("a fixed date");
    let local =
        (first + TimeDelta::days(day.into())).and_hms_opt(hour, minute, 0).expect("times are fixed below");
    let offset = FixedOffset::east_opt(3600).expect("one hour is an offset");
    local.and_local_timezone(offset).single().expect("a fixed offset has no gap")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn she_is_nine_weeks_old_at_the_beginning_and_under_three_months_at_the_end() {
        let born: NaiveDate = mina().born.parse().expect("a date");
        let age = |day| (at(day, 12, 0).wall.date_naive() - born).num_days();
        assert_eq!(age(0), 63);
        assert_eq!(age(LAST_DAY), 84);
        assert_eq!(date(LAST_DAY), "2026-03-14");
    }
}
