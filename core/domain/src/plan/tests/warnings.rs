//! What a plan lacks, and what is unusual about it.

use super::*;
use crate::background::{Condition, Fact};
use crate::person::Person;
use crate::sample::Diary;

#[test]
fn an_incomplete_plan_can_be_followed_and_says_what_it_lacks() {
    let bare = OWN
        .replace("review_by = 2026-12-01\ninstructions = [\"Slowly.\"]\n", "")
        .replace("[[contact]]\nname = \"Practice\"\nphone = \"030 1234567\"\n", "")
        .replace("[step_up]\ndays_at_size = 7\nsessions_in_a_row = 3\nmax_pain = 3\n", "");
    let plan = Plan::parse(&bare).expect("a plan");
    use Missing::*;
    let expected = [ReviewDate, Contact, Instructions, StepDays, StepSessions, StepPain];
    assert_eq!(plan.missing(), expected);
    let open = psarp().to_text().replace("on = 2026-01-19\n", "").replace("prescriber = \"Dr Okafor\"\n", "");
    assert_eq!(Plan::parse(&open).expect("a plan").missing(), [FirstDay, Prescriber]);
    assert_eq!(Plan::parse(&bare).expect("a plan"), plan);
    assert_eq!(Plan::parse(&plan.to_text()), Ok(plan));
}

#[test]
fn wide_steps_are_warned_of_and_a_signature_settles_up_to_three_millimetres() {
    let child = |sizes: &str| {
        let text =
            psarp().to_text().replace("sizes_mm = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]", sizes);
        Plan::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}"))
    };
    let (nine, eleven) = (Millimetres::from_tenths(95).expect("fits"), mm(11));
    assert_eq!(child("sizes_mm = [9, 10, 11, 12]").warnings(), []);
    assert_eq!(child("sizes_mm = [9, 10.1, 11, 12]").warnings().len(), 1, "a tenth over 1 mm");
    let wide = child("sizes_mm = [9, 9.5, 11, 12]");
    assert_eq!(wide.warnings(), [Warning::WideChildStep { from: nine, to: eleven }]);
    let signer = Signer { issuer: "Clinic".to_owned(), key_id: "k1".to_owned() };
    assert_eq!(wide.signed_by(signer.clone()).warnings(), []);
    assert_eq!(child("sizes_mm = [9, 12]").signed_by(signer.clone()).warnings(), []);
    let wider = child("sizes_mm = [9, 12]")
        .to_text()
        .replace("[9, 12]", "[9, 12.1]")
        .replace("goal_mm = 12", "goal_mm = 12.1");
    let wider = Plan::parse(&wider).expect("a plan").signed_by(signer);
    let to = Millimetres::from_tenths(121).expect("fits");
    assert_eq!(
        wider.warnings(),
        [Warning::WideStep { from: mm(9), to }],
        "not even a signature settles more than 3 mm"
    );
}

#[test]
fn other_warnings_tell_a_lone_child_and_a_long_hold() {
    let text = psarp().to_text().replace("administrator = \"caregiver\"", "administrator = \"self\"");
    assert_eq!(Plan::parse(&text).expect("a plan").warnings(), [Warning::ChildWithoutCaregiver]);
    let hold = |seconds: u32| {
        let text = psarp().to_text().replacen("{ min = 30, target = 30, max = 30 }", &seconds.to_string(), 1);
        Plan::parse(&text).expect("a plan").warnings()
    };
    assert_eq!((hold(60), hold(61)), (vec![], vec![Warning::LongChildHold { target_s: 61 }]));
    let adult = Plan::parse(
        &OWN.replace("[12, 13, 14, 15, 16]", "[12, 15, 18.1]").replace("goal_mm = 15", "goal_mm = 18.1"),
    );
    assert_eq!(adult.expect("a plan").warnings().len(), 1, "3 mm is not wide for an adult, 3.1 mm is");
}

#[test]
fn a_goal_above_the_band_is_warned_of_and_stands() {
    let plan = psarp();
    let today = date("2026-01-10");
    assert_eq!(plan.goal_warning(date("2025-11-17"), today), None, "two months, 12 mm");
    assert_eq!(plan.goal_warning(date("2026-01-01"), today), Some(Warning::NoAgeBand));
    let higher = Plan::parse(&plan.to_text().replace("goal_mm = 12", "goal_mm = 13")).expect("a plan");
    let warning = higher.goal_warning(date("2025-11-17"), today);
    let age = crate::person::AgeMonths(2);
    assert_eq!(warning, Some(Warning::GoalAboveAgeBand { goal: mm(13), band: mm(12), age }));
    assert_eq!(higher.ladder().goal(), mm(13));
    assert_eq!(higher.goal_warning(date("2025-09-19"), today), None, "four months on the first day");
    assert_eq!(own().goal_warning(date("2025-11-17"), today), None, "bands are for one indication");
}

#[test]
fn bands_are_for_children_with_an_anorectal_malformation_alone() {
    let text = psarp().to_text().replace("goal_mm = 12", "goal_mm = 13");
    let other = text.replace("indication = \"anorectal_malformation\"", "indication = \"hirschsprung\"");
    assert_ne!(other, text);
    let (born, today) = (date("2025-11-17"), date("2026-01-10"));
    assert_eq!(Plan::parse(&other).expect("a plan").goal_warning(born, today), None);
    let adult = text.replace("age_group = \"child\"", "age_group = \"adult\"");
    assert_eq!(Plan::parse(&adult).expect("a plan").goal_warning(born, today), None);
}

#[test]
fn an_ointment_that_relaxes_is_warned_of_beside_a_nitrate_or_a_pde5_inhibitor_and_not_alone() {
    let allowing = |adjunct: &str| {
        let text =
            OWN.replace("instructions = [", &format!("allowed_adjuncts = [\"{adjunct}\"]\ninstructions = ["));
        assert_ne!(text, OWN);
        Plan::parse(&text).expect("a plan")
    };
    let taking = |what: Condition| {
        let conditions = vec![Fact { what, since: None }];
        Person {
            background: Background { conditions, surgeries: Vec::new() },
            ..Diary::adult().history.person
        }
    };
    let said = |plan: Plan, what: Condition| plan.warnings_for(&taking(what), date("2026-01-10"));
    let beside = said(allowing("relaxing_ointment"), Condition::NitrateOrPde5);
    assert_eq!(beside, [Warning::OintmentBesideMedicine]);
    assert_eq!(said(allowing("numbing_gel"), Condition::NitrateOrPde5), []);
    assert_eq!(said(allowing("relaxing_ointment"), Condition::Diabetes), []);
}

#[test]
fn a_plan_that_stays_at_one_size_lacks_no_rule_for_steps() {
    let steps = "[step_up]\ndays_at_size = 7\nsessions_in_a_row = 3\nmax_pain = 3\n";
    let one = OWN.replace(steps, "").replace("goal_mm = 15", "goal_mm = 12");
    assert_eq!(Plan::parse(&one).expect("a plan").missing(), []);
}
