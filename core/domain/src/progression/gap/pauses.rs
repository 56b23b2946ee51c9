//! What a pause is said to lead to, beside what the gap leads to.

use super::tests::next;
use super::*;
use crate::contact::ContactOutcome;
use crate::plan::Plan;
use crate::sample::{Diary, OWN, at, date, mm, moment, psarp};

/// A diary at a size with smaller ones below it, held on the evening of the first day.
fn paused(child: bool, frequency: &str) -> Diary {
    let (mut diary, from, to) = if child {
        let text =
            psarp().to_text().replacen("per_day = 2", frequency, 1).replace("min_gap_h = 6", "min_gap_h = 2");
        (Diary::of(Plan::parse(&text).expect("a plan"), "2025-11-17"), 9, 11)
    } else {
        let text = OWN.replace("self_directed", "clinic").replace("own_practice", "anal_stenosis");
        let text = text.replace("per_day = 1\ntimes = [\"20:00\"]", &format!("{frequency}\nmin_gap_h = 2"));
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
    assert_eq!(told(&diary, "2026-01-24T09:00"), AfterPause::Smaller, "it has heard of two days");
    diary.contact("2026-01-24T08:00", ContactOutcome::Resume);
    assert_eq!(told(&diary, "2026-01-24T09:00"), AfterPause::Smaller, "and of four, and named no size");
    diary.contact("2026-01-24T08:30", ContactOutcome::ResumeAt(mm(14)));
    assert_eq!(told(&diary, "2026-01-24T09:00"), AfterPause::AsBefore);
    assert_eq!(told(&diary, "2026-01-28T09:00"), AfterPause::Smaller, "three days late once more");
}

/// The hour at which the session of a day with this number is held: from seven in the morning on, spread over the day.
fn hour(number: u8, of: u8) -> NaiveTime {
    let minutes = 7 * 60 + u32::from(number) * 15 * 60 / u32::from(of);
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).expect("a time of day")
}

/// A diary that was held as planned up to the day before `begins`, beside what is said of a pause on the first evening.
fn said_and_done(
    child: bool,
    (per_day, frequency): (u8, &str),
    begins: u64,
    days: u64,
) -> (AfterPause, AfterPause) {
    let (first, mut diary) = (date("2026-01-19"), paused(child, frequency));
    diary.history.sessions.clear();
    let size = diary.history.current_size(at("2026-01-19T21:00")).expect("a size");
    let begins = first + Days::new(begins);
    let course = diary.history.course_on(first).expect("a course");
    let asked: Vec<_> = course.occurrences(first..=begins - Days::new(1)).map(|one| one.id).collect();
    let mut said = None;
    for id in asked {
        if id.date > first && said.is_none() {
            let pause = pause(begins, days);
            said = Some(after_pause(&diary.history, &pause, &moment("2026-01-19T23:50")));
        }
        let when = format!("{}T{}", id.date, hour(id.slot, per_day).format("%H:%M"));
        diary.good(&when, size.tenths() / 10, id.slot);
    }
    let said = said
        .unwrap_or_else(|| after_pause(&diary.history, &pause(begins, days), &moment("2026-01-19T23:50")));
    let then = format!("{}T{}", begins + Days::new(days), hour(0, per_day).format("%H:%M"));
    let done = match next(&diary, &then) {
        None => AfterPause::AskClinic,
        Some(next) if next < size => AfterPause::Smaller,
        Some(_) => AfterPause::AsBefore,
    };
    (said, done)
}

#[test]
fn a_pause_of_a_child_counts_the_sessions_of_each_day() {
    use AfterPause::{AsBefore, AskClinic};
    let of = |number, days| said_and_done(true, (number, &format!("per_day = {number}")), 1, days);
    assert_eq!([1, 2].map(|number| of(number, 1)), [(AsBefore, AsBefore); 2], "one or two left out");
    assert_eq!([3, 4, 6].map(|number| of(number, 1)), [(AskClinic, AskClinic); 3], "three or more in a row");
}

/// One a week on a day of one's own: a week that is open when the pause is spoken of counts as held before it begins.
#[test]
fn the_session_of_a_free_week_that_is_still_open_is_thought_of_as_held_before_the_pause() {
    let told = |begins: &str, now: &str| {
        let diary = paused(true, "per_week = 1\nday = \"free\"");
        // Held in the first week; the second one begins on the 26th.
        let pause = pause(date(begins), 8);
        after_pause(&diary.history, &pause, &moment(now))
    };
    assert_eq!(told("2026-01-31", "2026-01-28T09:00"), AfterPause::AsBefore, "held by the 30th");
    assert_eq!(told("2026-01-28", "2026-01-28T09:00"), AfterPause::AskClinic, "none was held since the 19th");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]
    /// What is said before a pause is what comes after it, however often the plan asks for a session.
    #[test]
    fn a_pause_leads_to_what_the_gap_leads_to(
        child: bool, word in 0_u8..3, number in 1_u8..7, wait in 1_u64..40, days in 1_u64..45,
    ) {
        let (per_day, frequency) = match word {
            0 => (number, format!("per_day = {number}")),
            1 => (1, format!("per_week = {number}")),
            _ => (1, format!("every_days = {}", number * 5 - 3)),
        };
        let (said, done) = said_and_done(child, (per_day, &frequency), wait, days);
        proptest::prop_assert_eq!(said, done);
    }
}
