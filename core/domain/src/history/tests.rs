use super::*;
use crate::contact::ContactOutcome;
use crate::sample::{Diary, OWN, at, date, mm, own};

fn size(diary: &Diary, when: &str) -> Option<Millimetres> {
    diary.history.current_size(at(when))
}

#[test]
fn without_a_plan_there_is_no_size_and_no_plan_in_force() {
    let mut diary = Diary::adult();
    diary.history.plans.clear();
    diary.visit("2026-01-20T10:00", Some(13));
    assert_eq!(size(&diary, "2026-01-21T10:00"), None);
    assert!(diary.history.plan_in_force(date("2026-01-21")).is_none());
}

#[test]
fn what_was_told_of_the_person_since_closes_the_plan_in_force() {
    let mut diary = Diary::adult();
    let unfit =
        |diary: &Diary, day: &str| diary.history.unfit_plan(date(day)).map(|(plan, why)| (plan.id, why));
    assert_eq!(unfit(&diary, "2026-01-20"), None);
    let what = crate::Condition::Pregnancy;
    diary.history.person.background.conditions = vec![crate::Fact { what, since: None }];
    assert_eq!(unfit(&diary, "2026-01-18"), None, "it is not in force yet");
    assert_eq!(unfit(&diary, "2026-01-20"), Some((diary.history.plans[0].id, Unfit::Condition(what))));
}

#[test]
fn the_plan_in_force_is_the_latest_that_has_begun() {
    let mut diary = Diary::adult();
    let second = diary.logged("2026-02-01T00:00", own());
    diary.history.plans.push(second);
    let version = |at| diary.history.plan_in_force(date(at)).map(|plan| plan.date());
    assert_eq!(version("2026-01-18"), None);
    assert_eq!(version("2026-01-19"), Some(date("2026-01-19")));
    assert_eq!(version("2026-01-31"), Some(date("2026-01-19")));
    assert_eq!(version("2026-02-01"), Some(date("2026-02-01")));
}

#[test]
fn the_size_follows_whoever_set_it_last() {
    let mut diary = Diary::adult();
    diary.step("2026-01-26T09:00", 12, 13);
    diary.visit("2026-01-28T09:00", Some(15));
    diary.visit("2026-01-29T09:00", None);
    diary.contact("2026-01-30T09:00", ContactOutcome::StepDown);
    diary.contact("2026-02-01T09:00", ContactOutcome::ResumeAt(mm(12)));
    diary.contact("2026-02-02T09:00", ContactOutcome::Resume);
    for (when, expected) in [
        ("2026-01-18T23:59", None),
        ("2026-01-19T00:00", Some(12)),
        ("2026-01-26T08:59", Some(12)),
        ("2026-01-26T09:00", Some(13)),
        ("2026-01-29T10:00", Some(15)),
        ("2026-01-31T09:00", Some(14)),
        ("2026-02-03T09:00", Some(12)),
    ] {
        assert_eq!(size(&diary, when), expected.map(mm), "{when}");
    }
    let current = diary.history.size_at(at("2026-02-03T09:00")).expect("a plan");
    assert_eq!(current.since, at("2026-02-01T09:00"), "a talk that changes nothing starts nothing anew");
}

#[test]
fn a_step_up_from_a_size_above_the_one_that_a_late_word_left_is_none() {
    for (outcome, holds) in [
        (ContactOutcome::StepDown, 13),
        (ContactOutcome::ResumeAt(mm(12)), 12),
        (ContactOutcome::Resume, 15),
        (ContactOutcome::ResumeAt(mm(15)), 15),
    ] {
        let mut diary = Diary::adult();
        diary.visit("2026-01-20T09:00", Some(14));
        diary.step("2026-01-27T20:00", 14, 15);
        assert_eq!(size(&diary, "2026-01-28T09:00"), Some(mm(15)));
        diary.contact("2026-01-27T10:00", outcome);
        diary.history.contacts[0].recorded = at("2026-01-28T08:00");
        assert_eq!(size(&diary, "2026-01-28T09:00"), Some(mm(holds)), "never over a size that was left out");
    }
}

/// A step back leads down from whatever holds by then, also where a word that came in late lies between.
#[test]
fn a_step_back_from_a_size_above_the_one_that_holds_leads_down_all_the_same() {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 15);
    diary.visit("2026-01-20T10:00", Some(14));
    diary.step("2026-01-21T09:00", 15, 13);
    assert_eq!(size(&diary, "2026-01-21T10:00"), Some(mm(13)));
    diary.step("2026-01-22T09:00", 15, 14);
    assert_eq!(size(&diary, "2026-01-22T10:00"), Some(mm(13)), "and never up");
}

#[test]
fn no_setting_goes_above_the_ceiling_and_a_lower_ceiling_lowers_the_size() {
    let mut diary = Diary::adult();
    diary.visit("2026-01-20T09:00", Some(16));
    diary.contact("2026-01-20T10:00", ContactOutcome::ResumeAt(mm(29)));
    assert_eq!(size(&diary, "2026-01-20T12:00"), Some(mm(12)), "nobody named 15 mm");
    diary.visit("2026-01-20T13:00", Some(15));
    diary.step("2026-01-20T14:00", 15, 16);
    assert_eq!(size(&diary, "2026-01-21T09:00"), Some(mm(15)));
    let lower = Plan::parse(&OWN.replace("goal_mm = 15", "goal_mm = 13")).expect("a plan");
    let lower = diary.logged("2026-01-22T00:00", lower);
    diary.history.plans.push(lower);
    assert_eq!(size(&diary, "2026-01-22T09:00"), Some(mm(13)));
}

#[test]
fn a_size_above_the_ceiling_is_not_lost_in_silence_and_one_at_it_is_no_matter() {
    let above = |diary: &Diary, when: &str| {
        diary.history.above_ceiling(at(when)).map(|above| (above.named, above.ceiling, above.at))
    };
    for (named, told) in [(14, None), (15, None), (16, Some((mm(16), mm(15), at("2026-01-20T09:00"))))] {
        let mut diary = Diary::adult();
        diary.visit("2026-01-20T09:00", Some(named));
        assert_eq!(above(&diary, "2026-01-20T08:59"), None, "still to come");
        assert_eq!(above(&diary, "2026-01-20T09:00"), told, "a visit that names {named}");
        diary.visit("2026-01-21T09:00", None);
        diary.contact("2026-01-21T10:00", ContactOutcome::Resume);
        assert_eq!(above(&diary, "2026-01-25T09:00"), told, "as long as nobody sets another size");
        diary.contact("2026-01-26T09:00", ContactOutcome::ResumeAt(mm(named)));
        let talk = told.map(|(named, ceiling, _)| (named, ceiling, at("2026-01-26T09:00")));
        assert_eq!(above(&diary, "2026-01-27T09:00"), talk, "a talk that names {named}");
        let talk = diary.history.above_ceiling(at("2026-01-27T09:00")).map(|above| above.entry);
        assert_eq!(talk, told.and(diary.history.contacts.last().map(|contact| contact.id)));
        diary.contact("2026-01-28T09:00", ContactOutcome::StepDown);
        assert_eq!(above(&diary, "2026-01-29T09:00"), None, "one size smaller was said after it");
    }
    let mut diary = Diary::adult();
    diary.step("2026-01-20T09:00", 12, 14);
    diary.visit("2026-01-20T09:00", Some(16));
    assert_eq!(above(&diary, "2026-01-20T10:00").map(|told| told.0), Some(mm(16)), "in the step's minute");
    diary.step("2026-01-28T09:00", 14, 15);
    assert_eq!(above(&diary, "2026-01-28T09:00"), None, "at the ceiling by a step of the plan");
    let smallest = Plan::parse(&OWN.replace("goal_mm = 15", "goal_mm = 12")).expect("a plan");
    let mut diary = Diary::of(smallest, "1990-05-05");
    diary.visit("2026-01-20T09:00", Some(13));
    assert_eq!(above(&diary, "2026-01-21T09:00").map(|told| told.0), Some(mm(13)));
    diary.contact("2026-01-22T09:00", ContactOutcome::StepDown);
    assert_eq!(above(&diary, "2026-01-23T09:00"), None, "a smaller one was said, though there is none");
    let mut diary = Diary::adult();
    diary.visit("2026-01-20T09:00", Some(15));
    let lower = Plan::parse(&OWN.replace("goal_mm = 15", "goal_mm = 13")).expect("a plan");
    let lower = diary.logged("2026-01-22T00:00", lower);
    diary.history.plans.push(lower);
    assert_eq!(above(&diary, "2026-01-21T09:00"), None);
    assert_eq!(above(&diary, "2026-01-22T09:00"), None, "the plan version is the later word");
    diary.visit("2026-01-22T10:00", Some(14));
    let told = Some((mm(14), mm(13), at("2026-01-22T10:00")));
    assert_eq!(above(&diary, "2026-01-22T10:00"), told);
    diary.step("2026-01-23T09:00", 13, 12);
    assert_eq!(above(&diary, "2026-01-24T09:00"), None, "a step was taken since");
    diary.visit("2026-01-25T09:00", Some(14));
    assert_eq!(above(&diary, "2026-01-25T09:00").map(|told| told.0), Some(mm(14)));
    let raised = diary.logged("2026-01-26T00:00", own());
    diary.history.plans.push(raised);
    assert_eq!(above(&diary, "2026-01-26T09:00"), None, "the clinic raised the ceiling");
}

#[test]
fn a_plan_version_that_changes_other_things_keeps_the_size_and_one_that_begins_elsewhere_sets_it() {
    let mut diary = Diary::adult();
    diary.step("2026-01-26T09:00", 12, 13);
    let other_phone = Plan::parse(&OWN.replace("1234567", "7654321")).expect("a plan");
    let version = diary.logged("2026-02-01T00:00", other_phone);
    diary.history.plans.push(version);
    let current = diary.history.size_at(at("2026-02-02T09:00")).expect("a plan");
    assert_eq!((current.size, current.since), (mm(13), at("2026-01-26T09:00")));
    let anew = OWN.replace("[12, 13,", "[11, 12, 13,").replace("start_mm = 12", "start_mm = 11");
    let version = diary.logged("2026-02-03T00:00", Plan::parse(&anew).expect("a plan"));
    diary.history.plans.push(version);
    assert_eq!(size(&diary, "2026-02-03T09:00"), Some(mm(11)));
}

#[test]
fn what_is_told_of_the_future_has_not_happened_and_what_closes_a_gate_stays() {
    let mut diary = Diary::adult();
    diary.visit("2026-01-20T09:00", Some(14));
    diary.contact("2026-01-20T09:00", ContactOutcome::Stop);
    let kept = |when: &str| {
        let log = diary.history.happened_by(at(when));
        (log.visits.len(), log.contacts.len(), log.plans.len())
    };
    assert_eq!(kept("2026-01-20T08:59"), (1, 1, 1), "written under a clock that was ahead: before now");
    let told = diary.history.happened_by(at("2026-01-20T08:59")).contacts[0].value.when;
    assert_eq!(told, at("2026-01-20T08:59"));
    assert_eq!(kept("2026-01-20T09:05"), (1, 1, 1));
    let past = diary.history.as_of(at("2026-01-01T09:00"));
    assert!(past.plans.is_empty() && past.visits.is_empty(), "it did not stand then");
    assert_eq!(diary.history.as_of(at("2026-01-20T09:00")), diary.history);
    diary.history.contacts[0].value.when = at("2026-01-20T09:06");
    assert!(
        diary.history.happened_by(at("2026-01-20T09:05")).contacts.is_empty(),
        "a talk that is still to come"
    );
}

#[test]
fn plans_to_come_are_those_that_have_not_begun_each_with_its_day() {
    let mut diary = Diary::adult();
    let next =
        |from: &str| Plan::parse(&OWN.replace("on = 2026-01-19", &format!("on = {from}"))).expect("a plan");
    let to_come = |diary: &Diary, day: &str| {
        let coming = diary.history.plans_to_come(date(day));
        coming.into_iter().map(|(_, begins)| begins.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(to_come(&diary, "2026-01-18"), ["2026-01-19"], "not in force yet");
    assert_eq!(to_come(&diary, "2026-01-19"), [""; 0]);
    let second = diary.logged("2026-02-01T00:00", next("2026-02-01"));
    diary.history.plans.push(second);
    assert_eq!(to_come(&diary, "2026-01-31"), ["2026-02-01"]);
    assert_eq!(to_come(&diary, "2026-02-01"), [""; 0]);
    // In force from the day it came in, it asks for nothing before its first day; one that takes over before never begins.
    diary.history.plans.clear();
    let first = diary.logged("2026-01-19T09:00", next("2026-02-10"));
    diary.history.plans.push(first);
    assert_eq!(to_come(&diary, "2026-01-20"), ["2026-02-10"]);
    for (second, coming) in [
        ("2026-02-01", ["2026-02-01"].as_slice()),
        ("2026-02-10", &["2026-02-10"]),
        ("2026-02-11", &["2026-02-10", "2026-02-11"]),
    ] {
        let second = diary.logged(&format!("{second}T00:00"), next(second));
        diary.history.plans.push(second);
        assert_eq!(to_come(&diary, "2026-01-20"), coming);
        diary.history.plans.pop();
    }
}

#[test]
fn a_session_is_above_the_ceiling_of_the_plan_of_its_own_day() {
    let mut diary = Diary::adult();
    diary.good("2026-01-20T20:00", 15, 0);
    diary.good("2026-01-21T20:00", 16, 0);
    diary.good("2026-01-18T20:00", 16, 0);
    let higher = Plan::parse(&OWN.replace("goal_mm = 15", "goal_mm = 16")).expect("a plan");
    let higher = diary.logged("2026-01-22T00:00", higher);
    diary.history.plans.push(higher);
    diary.good("2026-01-22T20:00", 16, 0);
    let mut found: Vec<_> = diary
        .history
        .sessions
        .iter()
        .map(|one| (one.date().to_string(), diary.history.exceeded(one)))
        .collect();
    found.sort();
    let day = |day: &str, ceiling: Option<u16>| (day.to_owned(), ceiling.map(mm));
    let expected = [
        day("2026-01-18", None),
        day("2026-01-20", None),
        day("2026-01-21", Some(15)),
        day("2026-01-22", None),
    ];
    assert_eq!(found, expected, "before any plan, at the ceiling, above it, and under a higher one");
}

#[test]
fn a_plan_that_waits_gives_way_to_one_written_down_later_and_only_while_it_waits() {
    let versions = |second: (&str, &str), third: (&str, &str)| {
        let mut diary = Diary::adult();
        for (recorded, effective) in [second, third] {
            let mut version = diary.logged(effective, own());
            version.recorded = at(recorded);
            diary.history.plans.push(version);
        }
        diary.history.plans.sort_by_key(|plan| plan.effective);
        let in_force = |history: &History, day: &str| {
            history.plan_in_force(date(day)).map(|plan| plan.recorded).expect("a plan")
        };
        let then = diary.history.as_of(at("2026-02-06T09:00"));
        let day = in_force(&diary.history, "2026-02-06");
        assert_eq!(in_force(&then, "2026-02-06"), day, "as it stood then");
        assert_eq!(in_force(&diary.history, "2026-02-20"), in_force(&diary.history, "2026-03-20"));
        (day, in_force(&diary.history, "2026-02-20"))
    };
    let (first, second, third) = (at("2026-01-19T00:05"), at("2026-02-01T09:00"), at("2026-02-03T09:00"));
    let waits = ("2026-02-01T09:00", "2026-02-05T00:00");
    assert_eq!(versions(waits, ("2026-02-03T09:00", "2026-02-12T00:00")), (first, third), "put off");
    assert_eq!(versions(waits, ("2026-02-03T09:00", "2026-02-04T00:00")), (third, third), "brought forward");
    assert_eq!(
        versions(waits, ("2026-02-03T09:00", "2026-02-03T09:00")),
        (second, second),
        "that one is no plan to come"
    );
    for minute in ["2026-02-05T00:00", "2026-02-05T09:00"] {
        assert_eq!(versions(waits, (minute, "2026-02-12T00:00")), (second, at(minute)), "it had begun");
    }
}

#[test]
fn a_plan_that_waits_goes_on_waiting_where_another_one_was_taken_up_in_the_same_minute() {
    let mut diary = Diary::adult();
    let mut plans = ["2026-02-05T00:00", "2026-02-01T09:00"].map(|from| diary.logged(from, own()));
    plans.iter_mut().for_each(|plan| plan.recorded = at("2026-02-01T09:00"));
    let [waits, at_once] = plans.each_ref().map(|plan| plan.id);
    diary.history.plans.extend(plans);
    diary.history.plans.sort_by_key(|plan| plan.effective);
    let in_force = |day: &str| diary.history.plan_in_force(date(day)).map(|plan| plan.id);
    assert_eq!([in_force("2026-02-04"), in_force("2026-02-05")], [Some(at_once), Some(waits)]);
}

#[test]
fn of_two_plans_the_one_written_later_stands_where_a_clock_went_back_between_them() {
    for (first, second, stands) in [
        ("2026-02-03T09:00", "2026-02-01T09:00", "2026-02-01T09:00"),
        ("2026-02-01T09:00", "2026-02-03T09:00", "2026-02-03T09:00"),
    ] {
        let mut diary = Diary::adult();
        for when in [first, second] {
            let mut version = diary.logged(when, own());
            version.recorded = at(when);
            diary.history.plans.push(version);
        }
        diary.history.plans.sort_by_key(|plan| plan.effective);
        let found = diary.history.plan_in_force(date("2026-02-06")).expect("a plan");
        assert_eq!(found.recorded, at(stands));
    }
}
