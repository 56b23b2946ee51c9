use super::*;
use crate::sample::{Diary, OWN, date, moment, own, psarp};
use crate::session::Skip;
use proptest::prelude::*;

const VERSION: EntryId = EntryId([9; 32]);

fn plan(phases: &str) -> Plan {
    let (head, rest) = OWN.split_once("[[phase]]").expect("the sample has one phase");
    let (_, tail) = rest.split_once("[step_up]").expect("the sample has a step rule");
    Plan::parse(&format!("{head}{phases}\n[step_up]{tail}")).expect("a plan")
}

fn phase(lines: &str) -> String {
    format!("[[phase]]\ninsertions = 1\nhold_s = 60\n{lines}\n")
}

fn dates(plan: &Plan, from: &str, to: &str) -> Vec<String> {
    occurrences(VERSION, plan, date(from)..=date(to)).map(|o| o.id.date.to_string()[5..].to_owned()).collect()
}

#[test]
fn a_day_asks_for_each_of_its_times() {
    let asked: Vec<_> = occurrences(VERSION, &psarp(), date("2026-01-19")..=date("2026-01-20")).collect();
    let ids: Vec<_> = asked.iter().map(|o| (o.id.date.to_string(), o.id.slot, o.id.plan)).collect();
    let (first, second) = ("2026-01-19".to_owned(), "2026-01-20".to_owned());
    let expected =
        [(first.clone(), 0), (first, 1), (second.clone(), 0), (second, 1)].map(|(d, s)| (d, s, VERSION));
    assert_eq!(ids, expected);
    assert!(asked.iter().all(|o| o.time.is_none() && o.phase == 0));
}

#[test]
fn nothing_is_asked_before_the_first_day_or_after_the_last() {
    assert_eq!(dates(&own(), "2026-01-17", "2026-01-20"), ["01-19", "01-20"]);
    let ending =
        Plan::parse(&OWN.replace("review_by", "valid_until = 2026-01-21\nreview_by")).expect("a plan");
    assert_eq!(dates(&ending, "2026-01-20", "2026-01-30"), ["01-20", "01-21"]);
    let short = Plan::parse(&OWN.replace("review_by", "max_duration_days = 2\nreview_by")).expect("a plan");
    assert_eq!(dates(&short, "2026-01-01", "2026-01-30"), ["01-19", "01-20"]);
    assert!(dates(&own(), "2026-01-20", "2026-01-19").is_empty(), "an empty range");
    let open = psarp().to_text().replace("on = 2026-01-19\n", "");
    assert!(
        dates(&Plan::parse(&open).expect("a plan"), "2026-01-01", "2026-12-31").is_empty(),
        "no first day"
    );
}

#[test]
fn weeks_are_spread_evenly_and_intervals_keep_their_step_from_the_phase_start() {
    let weekly = plan(&phase("per_week = 3"));
    assert_eq!(
        dates(&weekly, "2026-01-19", "2026-02-01"),
        ["01-19", "01-21", "01-23", "01-26", "01-28", "01-30"]
    );
    let seven = plan(&phase("per_week = 7"));
    assert_eq!(dates(&seven, "2026-01-19", "2026-01-25").len(), 7);
    let third = plan(&phase("every_days = 3"));
    assert_eq!(dates(&third, "2026-01-20", "2026-01-29"), ["01-22", "01-25", "01-28"]);
}

#[test]
fn phases_follow_one_another_and_the_last_may_be_open() {
    let plan = plan(&format!("{}{}", phase("per_day = 1\ndays = 2"), phase("every_days = 2")));
    let asked: Vec<_> = occurrences(VERSION, &plan, date("2026-01-19")..=date("2026-01-26")).collect();
    let seen: Vec<_> = asked.iter().map(|o| (o.id.date.to_string()[8..].to_owned(), o.phase)).collect();
    let expected = [("19", 0), ("20", 0), ("21", 1), ("23", 1), ("25", 1)].map(|(d, p)| (d.to_owned(), p));
    assert_eq!(seen, expected);
    assert_eq!(phase_on(&plan, date("2026-01-22")).map(|(number, _, day)| (number, day)), Some((1, 1)));
    assert!(phase_on(&plan, date("2026-01-18")).is_none());
}

#[test]
fn a_ceiling_above_the_floor_allows_and_does_not_ask() {
    let plan = plan(&phase("per_day = { floor = 1, ceiling = 2 }\nmin_gap_h = 6"));
    assert_eq!(dates(&plan, "2026-01-19", "2026-01-20"), ["01-19", "01-20"]);
}

#[test]
fn a_timed_session_passes_through_its_windows_at_their_exact_minutes() {
    let diary = Diary::adult();
    let status = |when: &str| {
        let slots = slots(&diary.history, date("2026-01-20")..=date("2026-01-20"), &moment(when));
        slots[0].status
    };
    for (when, expected) in [
        ("2026-01-20T18:59", SlotStatus::Upcoming),
        ("2026-01-20T19:00", SlotStatus::Due),
        ("2026-01-20T21:59", SlotStatus::Due),
        ("2026-01-20T22:00", SlotStatus::LateWindow),
        ("2026-01-21T02:59", SlotStatus::LateWindow),
        ("2026-01-21T03:00", SlotStatus::Missed),
    ] {
        assert_eq!(status(when), expected, "{when}");
    }
}

#[test]
fn sessions_without_times_share_the_day() {
    let diary = Diary::child();
    let slots = slots(&diary.history, date("2026-01-20")..=date("2026-01-20"), &moment("2026-01-20T13:00"));
    let states: Vec<_> = slots.iter().map(|slot| slot.status).collect();
    assert_eq!(states, [SlotStatus::LateWindow, SlotStatus::Due]);
}

#[test]
fn a_session_answers_its_slot_even_when_the_plan_version_changed_that_day() {
    let mut diary = Diary::adult();
    let session = diary.good("2026-01-20T20:00", 12, 0).id;
    let second = diary.logged("2026-01-20T21:00", own());
    diary.history.plans.push(second);
    let range = date("2026-01-20")..=date("2026-01-20");
    let slots = slots(&diary.history, range, &moment("2026-01-20T21:30"));
    assert_eq!(slots.iter().map(|slot| slot.status).collect::<Vec<_>>(), [SlotStatus::Done { session }]);
}

#[test]
fn a_skip_is_told_with_its_reason() {
    let mut diary = Diary::adult();
    let plan = diary.history.plans[0].id;
    let occurrence = Some(OccurrenceId { date: date("2026-01-20"), slot: 0, plan });
    let skip = Skip { occurrence, reason: SkipReason::NoPrivateTime, note: None };
    let skip = diary.logged("2026-01-20T20:00", skip);
    diary.history.skips.push(skip);
    let slots = slots(&diary.history, date("2026-01-20")..=date("2026-01-20"), &moment("2026-01-22T08:00"));
    assert_eq!(slots[0].status, SlotStatus::Skipped(SkipReason::NoPrivateTime));
}

#[test]
fn sessions_that_were_over_before_the_plan_came_are_not_asked_for() {
    let mut diary = Diary::child();
    diary.history.plans[0].effective = crate::sample::at("2026-01-19T12:00");
    let range = date("2026-01-19")..=date("2026-01-19");
    let asked: Vec<_> = slots(&diary.history, range, &moment("2026-01-19T13:00"));
    assert_eq!(asked.iter().map(|slot| slot.occurrence.id.slot).collect::<Vec<_>>(), [1]);
}

#[test]
fn the_least_gap_runs_from_the_last_session_that_was_begun() {
    let mut diary = Diary::child();
    assert_eq!(not_before(&diary.history, &moment("2026-01-19T09:00")), None);
    diary.good("2026-01-19T08:00", 9, 0);
    assert_eq!(
        not_before(&diary.history, &moment("2026-01-19T09:00")),
        Some(crate::sample::at("2026-01-19T14:00"))
    );
    assert_eq!(not_before(&diary.history, &moment("2026-01-19T07:00")), None, "that session lies ahead");
    let mut adult = Diary::adult();
    adult.good("2026-01-19T20:00", 12, 0);
    assert_eq!(not_before(&adult.history, &moment("2026-01-19T21:00")), None, "no gap is set");
}

fn frequencies() -> impl Strategy<Value = String> {
    prop_oneof![
        (1_u8..=2).prop_map(|n| format!("per_day = {n}\nmin_gap_h = 2")),
        (1_u8..=7).prop_map(|n| format!("per_week = {n}")),
        (2_u8..=92).prop_map(|n| format!("every_days = {n}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn identities_are_the_same_whatever_range_is_asked_for(
        first in frequencies(), length in 1_u16..60, second in frequencies(), from in 0_u64..300, days in 0_u64..120,
        inner in 0_u64..60,
    ) {
        let one = phase(&format!("{first}\ndays = {length}"));
        let two = phase(&second);
        let plan = plan(&format!("{one}{two}"));
        let start = date("2026-01-10") + Days::new(from);
        let end = start + Days::new(days);
        let all: Vec<_> = occurrences(VERSION, &plan, start..=end).collect();
        let mid = start + Days::new(inner.min(days));
        let left = occurrences(VERSION, &plan, start..=mid);
        let right = occurrences(VERSION, &plan, mid + Days::new(1)..=end);
        prop_assert_eq!(&left.chain(right).collect::<Vec<_>>(), &all);
        prop_assert!(all.windows(2).all(|pair| pair[0].id < pair[1].id));
        prop_assert!(all.iter().all(|o| o.window.opens < o.window.on_time_until && o.window.on_time_until <= o.window.late_until));
    }
}

/// Two a day at no fixed time: the first is awaited until noon.
#[test]
fn what_was_over_when_the_first_plan_came_in_is_told_apart_and_not_asked_for() {
    for (came, left, over) in
        [("2026-01-19T11:59", 2, 0), ("2026-01-19T12:00", 1, 1), ("2026-01-19T15:00", 1, 1)]
    {
        let mut diary = Diary::child();
        diary.history.plans[0].effective = moment(came).wall;
        let (day, now) = (date("2026-01-19"), moment("2026-01-19T20:00"));
        assert_eq!(slots(&diary.history, day..=day, &now).len(), left, "{came}");
        let before = over_before_plan(&diary.history, day..=day);
        assert_eq!(before.len(), over, "{came}");
        assert!(before.iter().all(|occurrence| occurrence.id.slot == 0), "{came}: the earlier one");
        assert_eq!(over_before_plan(&diary.history, date("2026-01-20")..=date("2026-02-20")), [], "{came}");
    }
}
