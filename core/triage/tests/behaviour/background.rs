//! What age, background and plan say of a person.

use gradus_domain::{Condition, Fact, Surgery, SurgeryKind};

use crate::diary::{derived, history, logged, psarp};

#[test]
fn age_comes_from_birth_and_for_the_preterm_also_from_the_due_date() {
    let mut history = history();
    assert_eq!(
        (derived(&history, "age_days"), derived(&history, "corrected_age_days")),
        ("63".into(), "-".into())
    );
    let preterm = |weeks| vec![Fact { what: Condition::Preterm { weeks }, since: None }];
    history.person.background.conditions = preterm(33);
    assert_eq!(derived(&history, "corrected_age_days"), "14");
    history.person.background.conditions = preterm(30);
    assert_eq!(derived(&history, "corrected_age_days"), "0");
    history.person.born = "2026-04-01".parse().expect("a date");
    assert_eq!(derived(&history, "age_days"), "-", "nobody has an age before birth");
}

#[test]
fn background_is_always_given_and_a_plan_tells_of_the_malformation() {
    let mut history = history();
    for id in ["hirschsprung", "arm", "anticoagulant", "non_verbal", "spinal_lesion_t6"] {
        assert_eq!(derived(&history, id), "false", "{id}");
    }
    let lesion =
        |at_or_above_t6| vec![Fact { what: Condition::SpinalLesion { at_or_above_t6 }, since: None }];
    history.person.background.conditions = lesion(false);
    assert_eq!(derived(&history, "spinal_lesion_t6"), "false");
    history.person.background.conditions = lesion(true);
    assert_eq!(derived(&history, "spinal_lesion_t6"), "true");
    history.plans.push(logged(1, "2026-01-19T08:00", psarp()));
    assert_eq!(derived(&history, "arm"), "true");
    history.person.background.surgeries = vec![Surgery { kind: SurgeryKind::PullThrough, on: None }];
    assert_eq!(derived(&history, "hirschsprung"), "true");
}

#[test]
fn surgery_is_counted_in_days_and_an_undated_one_is_unknown() {
    let mut history = history();
    assert_eq!(derived(&history, "anorectal_surgery"), "false");
    assert_eq!(derived(&history, "days_since_surgery"), "-");
    let surgery = |kind, on: Option<&str>| Surgery { kind, on: on.map(|on| on.parse().expect("a date")) };
    history.person.background.surgeries = vec![surgery(SurgeryKind::Botulinum, Some("2026-03-01"))];
    assert_eq!(derived(&history, "anorectal_surgery"), "false");
    history.person.background.surgeries.push(surgery(SurgeryKind::OtherPelvic, None));
    assert_eq!(derived(&history, "anorectal_surgery"), "true");
    assert_eq!(derived(&history, "days_since_surgery"), "unknown");
    history.person.background.surgeries.push(surgery(SurgeryKind::Anoplasty, Some("2026-02-10")));
    assert_eq!(derived(&history, "days_since_surgery"), "unknown", "the one without a date may be the last");
    history.person.background.surgeries.retain(|surgery| surgery.on.is_some());
    assert_eq!(derived(&history, "days_since_surgery"), "20");
    history.person.background.surgeries.push(surgery(SurgeryKind::StomaClosure, Some("2026-03-03")));
    assert_eq!(derived(&history, "days_since_surgery"), "20", "what is still to come has not happened");
}

#[test]
fn the_operation_that_a_plan_follows_counts() {
    let mut history = history();
    history.plans.push(logged(1, "2026-01-19T08:00", psarp()));
    assert_eq!(derived(&history, "anorectal_surgery"), "true");
    assert_eq!(derived(&history, "days_since_surgery"), "56");
}
