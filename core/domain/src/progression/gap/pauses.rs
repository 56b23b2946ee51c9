//! What a pause is said to lead to, beside what the gap leads to.

use super::tests::next;
use super::*;
use crate::contact::ContactOutcome;
use crate::plan::Plan;
use crate::sample::{Diary, OWN, at, date, moment, psarp};

/// A diary at a size with smaller ones below it, held on the evening of the first day.
fn paused(child: bool, frequency: &str) -> Diary {
    let (mut diary, from, to) = if child {
        let text = psarp().to_text().replacen("per_day = 2", frequency, 1);
        (Diary::of(Plan::parse(&text).expect("a plan"), "2025-11-17"), 9, 11)
    } else {
        let text = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", frequency);
        (Diary::of(Plan::parse(&text).expect("a plan"), "1990-05-05"), 12, 14)
    };
    diary.step("2026-01-19T00:05", from, to);
    diary.good("2026-01-19T20:00", to, 0);
    diary
}

fn pause(first: NaiveDate, days: u64) -> Pause {
    let last = Some(first + Days::new(days) - Days::new(1));
    Pause { reason: crate::session::SkipReason::Travel, first, last }
}

fn said(diary: &Diary, pause: &Pause) -> AfterPause {
    after_pause(&diary.history, pause, &moment("2026-01-19T21:00"))
}

#[test]
fn a_pause_leads_to_more_the_longer_it_lasts_beyond_the_planned_interval() {
    use AfterPause::{AsBefore, AskClinic, Smaller};
    let of = |child, frequency: &str, days| said(&paused(child, frequency), &pause(date("2026-01-20"), days));
    assert_eq!(
        [2, 3, 14, 15].map(|days| of(false, "per_day = 1", days)),
        [AsBefore, Smaller, Smaller, AskClinic]
    );
    assert_eq!(
        [8, 9, 20, 21].map(|days| of(false, "per_week = 1", days)),
        [AsBefore, Smaller, Smaller, AskClinic]
    );
    assert_eq!([1, 2].map(|days| of(true, "per_day = 1", days)), [AsBefore, AskClinic]);
    assert_eq!([31, 32].map(|days| of(true, "every_days = 30", days)), [AsBefore, AskClinic]);
    assert_eq!(of(true, "every_days = 30", 2), AsBefore, "a monthly taper");
    let open = Pause { last: None, ..pause(date("2026-01-20"), 1) };
    assert_eq!(said(&paused(false, "per_week = 1"), &open), AskClinic);
}

#[test]
fn a_pause_of_nothing_leads_to_nothing() {
    let long = pause(date("2026-01-20"), 10);
    let mut smallest = Diary::adult();
    smallest.good("2026-01-19T20:00", 12, 0);
    assert_eq!(said(&smallest, &long), AfterPause::AsBefore, "there is no smaller size");
    let mut none = Diary::adult();
    none.history.plans.clear();
    assert_eq!(said(&none, &long), AfterPause::AsBefore, "no plan");
    let (head, rest) = OWN.split_once("[[phase]]").expect("a phase");
    let (_, contact) = rest.split_once("[[contact]]").expect("a contact");
    let head =
        head.replace("self_directed", "clinic").replace("origin", "regimen = \"calibration_only\"\norigin");
    let clinic = Plan::parse(&format!("{head}[[contact]]{contact}")).expect("a plan");
    let mut clinic = Diary::of(clinic, "1990-05-05");
    clinic.visit("2026-01-19T08:00", Some(14));
    assert_eq!(said(&clinic, &long), AfterPause::AsBefore, "nothing at home");
    let mut done = paused(true, "per_day = 1");
    let plan = done.history.plans[0].id;
    let over = |from: &str| crate::stage::StageTaken {
        plan,
        stage: crate::stage::Stage::Done,
        from: date(from),
        why: crate::stage::StageWhy::Proposed,
    };
    let taken = done.logged("2026-01-19T20:30", over("2026-01-30"));
    done.history.stages.push(taken);
    assert_eq!(said(&done, &long), AfterPause::AsBefore, "the taper is over by the day after it");
    done.history.stages[0].value = over("2026-01-31");
    assert_eq!(said(&done, &long), AfterPause::AskClinic, "it is over a day later");
}

#[test]
fn a_pause_counts_from_the_clinics_word_and_from_today_where_it_is_over() {
    let week = pause(date("2026-01-20"), 3);
    let told = |diary: &Diary, now: &str| after_pause(&diary.history, &week, &moment(now));
    let mut diary = paused(false, "per_day = 1");
    assert_eq!(told(&diary, "2026-01-24T09:00"), AfterPause::Smaller);
    diary.contact("2026-01-22T09:00", ContactOutcome::Resume);
    assert_eq!(told(&diary, "2026-01-24T09:00"), AfterPause::AsBefore);
    assert_eq!(told(&diary, "2026-01-26T09:00"), AfterPause::Smaller, "three days late by now");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]
    /// What is said before a pause is what comes after it.
    #[test]
    fn a_pause_leads_to_what_the_gap_leads_to(child: bool, every in 1_u64..31, wait in 1_u64..40, days in 1_u64..45) {
        let frequency = if every == 1 { "per_day = 1".to_owned() } else { format!("every_days = {every}") };
        let mut diary = paused(child, &frequency);
        let size = diary.history.current_size(at("2026-01-19T21:00")).expect("a size");
        let first = date("2026-01-19");
        let begins = first + Days::new(wait);
        let before = said(&diary, &pause(begins, days));
        let mut day = first + Days::new(every);
        while day < begins {
            diary.good(&format!("{day}T20:00"), size.tenths() / 10, 0);
            day = day + Days::new(every);
        }
        let then = begins + Days::new(days);
        let after = match next(&diary, &format!("{then}T20:00")) {
            None => AfterPause::AskClinic,
            Some(next) if next < size => AfterPause::Smaller,
            Some(_) => AfterPause::AsBefore,
        };
        proptest::prop_assert_eq!(before, after);
    }
}
