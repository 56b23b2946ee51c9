use super::*;
use crate::plan::Plan;
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
    Course::planned(VERSION, plan)
        .occurrences(date(from)..=date(to))
        .map(|o| o.id.date.to_string()[5..].to_owned())
        .collect()
}

#[test]
fn a_day_asks_for_each_of_its_times() {
    let asked: Vec<_> =
        Course::planned(VERSION, &psarp()).occurrences(date("2026-01-19")..=date("2026-01-20")).collect();
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
    let asked: Vec<_> =
        Course::planned(VERSION, &plan).occurrences(date("2026-01-19")..=date("2026-01-26")).collect();
    let seen: Vec<_> = asked.iter().map(|o| (o.id.date.to_string()[8..].to_owned(), o.phase)).collect();
    let expected = [("19", 0), ("20", 0), ("21", 1), ("23", 1), ("25", 1)].map(|(d, p)| (d.to_owned(), p));
    assert_eq!(seen, expected);
    let course = Course::planned(VERSION, &plan);
    assert_eq!(course.on(date("2026-01-22")).map(|at| (at.number, at.from)), Some((1, date("2026-01-21"))));
    assert!(course.on(date("2026-01-18")).is_none());
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

#[test]
fn the_end_of_the_least_gap_is_told_by_the_clock_of_now() {
    let mut diary = Diary::child();
    diary.good("2026-01-22T08:00", 9, 0);
    for (east, told) in [
        (1, "2026-01-22T14:00:00+01:00"),
        (-10, "2026-01-22T03:00:00-10:00"),
        (14, "2026-01-23T03:00:00+14:00"),
    ] {
        let zone = chrono::FixedOffset::east_opt(east * 3600).expect("a zone");
        let now = moment("2026-01-22T09:00");
        let now = Moment { wall: now.wall.with_timezone(&zone), ..now };
        assert_eq!(not_before(&diary.history, &now).map(|from| from.to_rfc3339()).as_deref(), Some(told));
    }
}

#[test]
fn what_was_done_before_any_plan_was_held_for_none() {
    let mut diary = Diary::adult();
    for (when, before) in
        [("2026-01-18T23:59", true), ("2026-01-19T00:00", false), ("2026-01-20T00:00", false)]
    {
        let one = diary.logged(when, ());
        assert_eq!(is_before_plan(&diary.history, &one), before, "{when}");
    }
    diary.history.plans.clear();
    let one = diary.logged("2026-01-20T00:00", ());
    assert!(is_before_plan(&diary.history, &one));
}

fn diary_of(phases: &str) -> Diary {
    Diary::of(plan(phases), "1990-05-05")
}

fn statuses(slots: &[Slot]) -> Vec<SlotStatus> {
    slots.iter().map(|slot| slot.status).collect()
}

/// Two a week on days of one's choice; the week runs from Monday 19 January to Sunday 25.
#[test]
fn a_free_week_stands_open_to_its_end_and_is_done_on_any_of_its_days() {
    let mut diary = diary_of(&phase("per_week = 2\nday = \"free\""));
    let week = |diary: &Diary, now: &str| {
        statuses(&slots(&diary.history, date("2026-01-19")..=date("2026-01-25"), &moment(now)))
    };
    let on = |diary: &Diary, day: &str| {
        statuses(&slots_of_day(&diary.history, date(day), &moment(&format!("{day}T12:00"))))
    };
    use SlotStatus::{Due, LateWindow, Missed};
    for (now, status) in [
        ("2026-01-19T00:00", Due),
        ("2026-01-25T23:59", Due),
        ("2026-01-26T00:00", LateWindow),
        ("2026-01-26T02:59", LateWindow),
        ("2026-01-26T03:00", Missed),
    ] {
        assert_eq!(week(&diary, now), [status, status], "{now}");
    }
    let session = diary.good("2026-01-22T09:00", 12, 1);
    session.value.occurrence =
        session.value.occurrence.map(|id| OccurrenceId { date: date("2026-01-19"), ..id });
    let session = session.id;
    for day in ["2026-01-19", "2026-01-21", "2026-01-25"] {
        assert_eq!(on(&diary, day), [Due, SlotStatus::Done { session }], "{day}");
    }
    assert_eq!(on(&diary, "2026-01-26"), [Due, Due], "the next week");
    assert_eq!(week(&diary, "2026-01-26T03:00"), [Missed, SlotStatus::Done { session }]);
    let short = plan(&phase("per_week = 2\nday = \"free\"\ndays = 10"));
    let asked: Vec<_> =
        Course::planned(VERSION, &short).occurrences(date("2026-01-19")..=date("2026-02-19")).collect();
    let asked: Vec<_> = asked.iter().map(|one| (one.id.date.to_string(), one.days)).collect();
    let (first, second) = ("2026-01-19".to_owned(), "2026-01-26".to_owned());
    assert_eq!(
        asked,
        [(first.clone(), 7), (first, 7), (second, 3)],
        "three days of a week ask for one of two"
    );
}

#[test]
fn what_lies_between_floor_and_ceiling_may_be_held_and_is_never_missed() {
    let mut diary = diary_of(&phase("per_day = { floor = 1, ceiling = 2 }\nmin_gap_h = 4"));
    let of_day =
        |diary: &Diary, now: &str| statuses(&slots_of_day(&diary.history, date("2026-01-20"), &moment(now)));
    use SlotStatus::{Due, Missed, Optional};
    assert_eq!(of_day(&diary, "2026-01-20T12:00"), [Due, Optional]);
    assert_eq!(of_day(&diary, "2026-01-22T12:00"), [Missed, Optional]);
    let day = date("2026-01-20");
    assert_eq!(statuses(&slots(&diary.history, day..=day, &moment("2026-01-22T12:00"))), [Missed]);
    let second = diary.good("2026-01-20T18:00", 12, 1).id;
    assert_eq!(of_day(&diary, "2026-01-20T19:00"), [Due, SlotStatus::Done { session: second }]);
    let day = date("2026-01-20");
    let account =
        crate::adherence(&diary.history, day..=day, &Default::default(), &moment("2026-01-22T12:00"));
    assert_eq!((account.asked, account.held), (1, 0), "more than was asked for does not raise it");
}

#[test]
fn where_the_days_of_a_week_are_set_each_other_day_is_open_until_the_week_has_what_the_plan_allows() {
    // Asked for on the first and the fourth day; five allowed, three more than that.
    let mut diary = diary_of(&phase("per_week = { floor = 2, ceiling = 5 }\ndays = 11"));
    let on = |diary: &Diary, day: &str| {
        statuses(&slots_of_day(&diary.history, date(day), &moment(&format!("{day}T12:00"))))
    };
    use SlotStatus::{Due, Optional};
    let week = ["19", "20", "21", "22", "23", "24", "25"].map(|day| format!("2026-01-{day}"));
    let before = [Due, Optional, Optional, Due, Optional, Optional, Optional];
    assert_eq!(week.each_ref().map(|day| on(&diary, day)), before.map(|one| vec![one]));
    for day in ["2026-01-19", "2026-01-20", "2026-01-21"] {
        diary.good(&format!("{day}T18:00"), 12, 0);
    }
    assert_eq!(on(&diary, "2026-01-24"), [Optional], "one more is allowed");
    let third = diary.good("2026-01-23T18:00", 12, 0).id;
    assert_eq!(on(&diary, "2026-01-24"), [], "no sixth");
    assert_eq!(on(&diary, "2026-01-22"), [Due], "what is asked for stays");
    assert_eq!(on(&diary, "2026-01-23"), [SlotStatus::Done { session: third }]);
    assert_eq!(on(&diary, "2026-01-27"), [Optional], "the next week");
    assert_eq!(on(&diary, "2026-01-30"), [], "after the phase");
    let all = date("2026-01-19")..=date("2026-01-31");
    let asked = slots(&diary.history, all, &moment("2026-02-02T12:00"));
    assert_eq!(asked.len(), 4, "no more is asked for, and none of them can be missed");
}

#[test]
fn a_skipped_one_uses_nothing_up_and_a_plain_number_leaves_nothing_open() {
    let mut diary = diary_of(&phase("per_week = { floor = 2, ceiling = 3 }"));
    let on = |diary: &Diary, day: &str| {
        statuses(&slots_of_day(&diary.history, date(day), &moment(&format!("{day}T12:00"))))
    };
    let id = slots_of_day(&diary.history, date("2026-01-20"), &moment("2026-01-20T12:00"))[0].occurrence.id;
    let skip = Skip { occurrence: Some(id), reason: SkipReason::Travel, note: None };
    let logged = diary.logged("2026-01-20T12:00", skip);
    diary.history.skips.push(logged);
    assert_eq!(on(&diary, "2026-01-21"), [SlotStatus::Optional]);
    diary.good("2026-01-21T18:00", 12, 0);
    assert_eq!(on(&diary, "2026-01-23"), []);
    assert_eq!(on(&diary_of(&phase("per_week = 2")), "2026-01-20"), []);
}

#[test]
fn what_was_held_beyond_in_another_week_uses_nothing_up_in_this_one() {
    let mut diary = diary_of(&phase("per_week = { floor = 2, ceiling = 3 }"));
    let on = |diary: &Diary, day: &str| {
        statuses(&slots_of_day(&diary.history, date(day), &moment("2026-02-08T12:00")))
    };
    let held = diary.good("2026-01-25T18:00", 12, 0).id;
    assert_eq!(on(&diary, "2026-01-27"), [SlotStatus::Optional], "the evening before the week");
    diary.good("2026-02-03T18:00", 12, 0);
    assert_eq!(on(&diary, "2026-01-27"), [SlotStatus::Optional], "the week after it");
    assert_eq!(on(&diary, "2026-01-25"), [SlotStatus::Done { session: held }]);
    assert_eq!(on(&diary, "2026-01-24"), [], "its own");
}

#[test]
fn each_day_is_asked_for_by_the_version_of_its_day() {
    let mut diary = diary_of(&phase("per_day = 1"));
    let twice = diary.logged("2026-01-21T00:00", plan(&phase("per_day = 2\nmin_gap_h = 6")));
    diary.history.plans.push(twice);
    let versions: Vec<_> = diary.history.plans.iter().map(|plan| plan.id).collect();
    let asked = slots(&diary.history, date("2026-01-20")..=date("2026-01-22"), &moment("2026-01-20T00:00"));
    let ids: Vec<_> =
        asked.iter().map(|slot| (slot.occurrence.id.date.to_string(), slot.occurrence.id.plan)).collect();
    let day = |day: u8, version: usize| (format!("2026-01-{day}"), versions[version]);
    assert_eq!(ids, [day(20, 0), day(21, 1), day(21, 1), day(22, 1), day(22, 1)]);
}

#[test]
fn of_a_free_week_the_range_stands_open_beside_what_is_asked_for_and_a_short_week_allows_less() {
    let text = "per_week = { floor = 2, ceiling = 4 }\nday = \"free\"\ndays = 9";
    let diary = diary_of(&phase(text));
    let on = |day: &str| {
        slots_of_day(&diary.history, date(day), &moment(&format!("{day}T12:00")))
            .into_iter()
            .map(|slot| (slot.occurrence.id.slot, slot.occurrence.id.date, slot.occurrence.days, slot.status))
            .collect::<Vec<_>>()
    };
    use SlotStatus::{Due, Optional};
    for day in ["2026-01-19", "2026-01-25"] {
        let first = date("2026-01-19");
        let all = [(0, Due), (1, Due), (2, Optional), (3, Optional)];
        assert_eq!(on(day), all.map(|(slot, status)| (slot, first, 7, status)), "{day}");
    }
    let first = date("2026-01-26");
    assert_eq!(on("2026-01-27"), [(0, first, 2, Due), (2, first, 2, Optional)], "two days: one, or two");
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
        let all: Vec<_> = Course::planned(VERSION, &plan).occurrences(start..=end).collect();
        let mid = start + Days::new(inner.min(days));
        let course = Course::planned(VERSION, &plan);
        let left = course.occurrences(start..=mid);
        let right = course.occurrences(mid + Days::new(1)..=end);
        prop_assert_eq!(&left.chain(right).collect::<Vec<_>>(), &all);
        prop_assert!(all.windows(2).all(|pair| pair[0].id < pair[1].id));
        prop_assert!(all.iter().map(Occurrence::window).all(|w| w.opens < w.on_time_until && w.on_time_until <= w.late_until));
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

/// Planned times are those of the clock on the wall, wherever it hangs.
#[test]
fn times_follow_the_wall_clock_through_travel_and_both_clock_changes() {
    let diary = Diary::adult();
    let status = |day: &str, now: &str| {
        let wall = DateTime::parse_from_rfc3339(now).expect("a time");
        let now = Moment { wall, ..moment("2026-01-20T00:00") };
        slots(&diary.history, date(day)..=date(day), &now)[0].status
    };
    use SlotStatus::{Due, LateWindow, Upcoming};
    for (day, now, expected) in [
        ("2026-01-20", "2026-01-20T18:59:00+01:00", Upcoming),
        ("2026-01-20", "2026-01-20T19:00:00+01:00", Due),
        ("2026-01-20", "2026-01-20T19:00:00+09:00", Due),
        ("2026-01-20", "2026-01-20T12:59:00-05:00", Upcoming),
        ("2026-01-20", "2026-01-20T22:30:00-05:00", LateWindow),
        ("2026-03-28", "2026-03-28T19:00:00+01:00", Due),
        ("2026-03-29", "2026-03-29T18:59:00+02:00", Upcoming),
        ("2026-03-29", "2026-03-29T19:00:00+02:00", Due),
        ("2026-10-25", "2026-10-25T18:59:00+01:00", Upcoming),
        ("2026-10-25", "2026-10-25T19:00:00+01:00", Due),
    ] {
        assert_eq!(status(day, now), expected, "{now}");
    }
    assert_eq!(
        status("2026-10-25", "2026-10-25T02:30:00+02:00"),
        status("2026-10-25", "2026-10-25T02:30:00+01:00")
    );
}

/// Flying west gives a day twice: the session that was held on it is not asked for again.
#[test]
fn a_journey_west_asks_for_no_second_session_and_one_east_skips_none() {
    let mut diary = Diary::adult();
    let session = diary.good("2026-01-20T20:00", 12, 0).id;
    let now = |text: &str| Moment {
        wall: DateTime::parse_from_rfc3339(text).expect("a time"),
        ..moment("2026-01-20T00:00")
    };
    let day = |day: &str, at: &str| statuses(&slots(&diary.history, date(day)..=date(day), &now(at)));
    assert_eq!(day("2026-01-20", "2026-01-20T20:00:00-10:00"), [SlotStatus::Done { session }]);
    assert_eq!(day("2026-01-21", "2026-01-20T20:00:00-10:00"), [SlotStatus::Upcoming]);
    // 20:30 in the evening, and eight hours east it is 04:30 of the next day.
    assert_eq!(day("2026-01-21", "2026-01-21T04:30:00+09:00"), [SlotStatus::Upcoming]);
    assert_eq!(day("2026-01-21", "2026-01-21T20:00:00+09:00"), [SlotStatus::Due]);
}

#[test]
fn a_leap_day_is_a_day() {
    let leap =
        Plan::parse(&OWN.replace("on = 2026-01-19", "on = 2028-02-27").replace("2026-12-01", "2028-12-01"))
            .expect("a plan");
    assert_eq!(dates(&leap, "2028-02-28", "2028-03-01"), ["02-28", "02-29", "03-01"]);
    let text = leap.to_text().replace("per_day = 1\ntimes = [\"20:00\"]", "every_days = 2");
    let second = Plan::parse(&text).expect("a plan");
    assert_eq!(dates(&second, "2028-02-27", "2028-03-04"), ["02-27", "02-29", "03-02", "03-04"]);
}
