use proptest::prelude::*;

use super::*;
use crate::sample::{Diary, OWN, date, moment, own, psarp};
use crate::schedule::slots;
use crate::stage::StageWhy;

const VERSION: EntryId = EntryId([9; 32]);

fn plan(head_more: &str, phases: &str) -> Plan {
    let (head, rest) = OWN.split_once("[[phase]]").expect("the sample has one phase");
    let (_, tail) = rest.split_once("[step_up]").expect("the sample has a step rule");
    let head = head.replace("review_by", &format!("{head_more}review_by"));
    Plan::parse(&format!("{head}{phases}\n[step_up]{tail}")).expect("a plan")
}

fn phase(lines: &str) -> String {
    format!("[[phase]]\ninsertions = 1\nhold_s = 60\n{lines}\n")
}

fn day_of(plan: &Plan, n: u64) -> Option<String> {
    Course::planned(VERSION, plan).nth(n).map(|found| found.id.date.to_string())
}

#[test]
fn the_nth_session_is_found_without_walking() {
    assert_eq!(day_of(&own(), 0).as_deref(), Some("2026-01-19"));
    assert_eq!(day_of(&own(), 99_999).as_deref(), Some("2299-11-03"), "99,999 days after the first");
    let psarp = psarp();
    let twice = Course::planned(VERSION, &psarp).nth(7).expect("the eighth");
    assert_eq!(
        (twice.id.date, twice.id.slot),
        (date("2026-01-22"), 1),
        "two a day: the second of the fourth day"
    );
    assert_eq!(day_of(&own(), u64::MAX), None, "beyond the calendar");
}

#[test]
fn a_course_that_ends_has_no_session_after_its_last() {
    let ending = plan("valid_until = 2026-01-21\n", &phase("per_day = 1"));
    assert_eq!(day_of(&ending, 2).as_deref(), Some("2026-01-21"));
    assert_eq!(day_of(&ending, 3), None);
    let short = plan("", &phase("per_week = 3\ndays = 9"));
    assert_eq!(day_of(&short, 3).as_deref(), Some("2026-01-26"));
    assert_eq!(day_of(&short, 4), None, "nine days hold three and one");
    let open = psarp().to_text().replace("on = 2026-01-19\n", "");
    assert_eq!(day_of(&Plan::parse(&open).expect("a plan"), 0), None, "no first day");
}

fn frequency() -> impl Strategy<Value = String> {
    prop_oneof![
        (1_u8..=2).prop_map(|n| format!("per_day = {n}\nmin_gap_h = 2")),
        (1_u8..=7).prop_map(|n| format!("per_week = {n}")),
        (1_u8..=7).prop_map(|n| format!("per_week = {n}\nday = \"free\"")),
        (2_u8..=92).prop_map(|n| format!("every_days = {n}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// Every session of a range is the one that its number finds, and there is none after the last.
    #[test]
    fn the_nth_is_the_nth_of_the_range(
        lengths in prop::collection::vec((frequency(), 1_u16..=366), 0..4),
        last in frequency(),
        open: bool,
        lasts in prop::option::of(1_u16..=730),
    ) {
        let mut phases: String = lengths.iter().map(|(often, days)| phase(&format!("{often}\ndays = {days}"))).collect();
        phases.push_str(&phase(&if open { last } else { format!("{last}\ndays = 31") }));
        let head = lasts.map(|days| format!("max_duration_days = {days}\n")).unwrap_or_default();
        let plan = plan(&head, &phases);
        let course = Course::planned(VERSION, &plan);
        let all: Vec<_> = course.occurrences(date("2026-01-01")..=date("2031-01-01")).collect();
        for (n, occurrence) in all.iter().enumerate() {
            prop_assert_eq!(course.nth(n as u64), Some(*occurrence), "number {}", n);
        }
        let after = course.nth(all.len() as u64);
        prop_assert!(after.is_none_or(|after| after.id.date > date("2031-01-01")));
        let ends = !open || lasts.is_some();
        prop_assert_eq!(after.is_none(), ends);
    }
}

fn word(stage: Stage, from: &str) -> StageTaken {
    StageTaken { plan: VERSION, stage, from: date(from), why: StageWhy::Proposed }
}

fn stretches(plan: &Plan, words: &[StageTaken]) -> Vec<(String, String, Option<String>)> {
    let course = Course::taken(VERSION, plan, words);
    let all = course.stretches().iter();
    all.map(|one| (one.stage.to_string(), one.from.to_string(), one.until.map(|until| until.to_string())))
        .collect()
}

fn stretch(stage: &str, from: &str, until: &str) -> (String, String, Option<String>) {
    (stage.to_owned(), from.to_owned(), (!until.is_empty()).then(|| until.to_owned()))
}

/// The taper of the published form, from its source's words: one a day, every third day, twice a week, once a week, once a
/// month.
#[test]
fn a_taper_runs_from_the_day_it_was_opened_and_goes_back_and_on() {
    let plan = psarp();
    assert_eq!(stretches(&plan, &[]), [stretch("full:1", "2026-01-19", "")], "by no calendar");
    let words = [
        word(Stage::Taper(0), "2026-03-01"),
        word(Stage::Taper(1), "2026-03-31"),
        word(Stage::Taper(0), "2026-04-04"),
        word(Stage::Taper(1), "2026-05-04"),
        word(Stage::Done, "2026-05-10"),
    ];
    let came = [
        stretch("full:1", "2026-01-19", "2026-02-28"),
        stretch("taper:1", "2026-03-01", "2026-03-30"),
        stretch("taper:2", "2026-03-31", "2026-04-03"),
        stretch("taper:1", "2026-04-04", "2026-05-03"),
        stretch("taper:2", "2026-05-04", "2026-05-09"),
    ];
    assert_eq!(stretches(&plan, &words), came);
    let course = Course::taken(VERSION, &plan, &words);
    let asked = |from: &str, to: &str| {
        let all = course.occurrences(date(from)..=date(to));
        all.map(|one| format!("{} {} {}", one.id.date, one.id.slot, one.phase)).collect::<Vec<_>>()
    };
    assert_eq!(
        asked("2026-02-28", "2026-03-02"),
        ["2026-02-28 0 0", "2026-02-28 1 0", "2026-03-01 0 1", "2026-03-02 0 1"]
    );
    assert_eq!(
        asked("2026-03-30", "2026-04-05"),
        ["2026-03-30 0 1", "2026-03-31 0 2", "2026-04-03 0 2", "2026-04-04 0 1", "2026-04-05 0 1"]
    );
    assert_eq!(
        asked("2026-05-08", "2026-06-30"),
        Vec::<String>::new(),
        "the next third day would be after the end"
    );
    assert!(!course.is_done(date("2026-05-09")) && course.is_done(date("2026-05-10")));
    assert_eq!(course.done(), Some(date("2026-05-10")));
    let open = Course::taken(VERSION, &plan, &words[..4]);
    assert!(open.done().is_none() && open.nth(10_000).is_some(), "a taper goes on until somebody says");
}

#[test]
fn the_last_phase_before_a_taper_goes_on_until_a_word_and_a_plan_that_ends_takes_none_after_its_end() {
    let two = phase("per_day = 1\ndays = 3") + &phase("per_day = 1\ndays = 4");
    let text = before_taper(&two).replace("review_by", "valid_until = 2026-03-10\nreview_by");
    let plan = Plan::parse(&text).expect("a plan");
    let full = stretch("full:1", "2026-01-19", "2026-01-21");
    assert_eq!(stretches(&plan, &[]), [full.clone(), stretch("full:2", "2026-01-22", "2026-03-10")]);
    for (from, before, taper) in [
        ("2026-03-10", "2026-03-09", Some(stretch("taper:1", "2026-03-10", "2026-03-10"))),
        ("2026-03-11", "2026-03-10", None),
    ] {
        let mut came = vec![full.clone(), stretch("full:2", "2026-01-22", before)];
        came.extend(taper);
        assert_eq!(stretches(&plan, &[word(Stage::Taper(0), from)]), came, "{from}");
    }
}

#[test]
fn a_phase_that_begins_on_the_last_day_of_a_plan_holds_on_it_and_none_after_it() {
    let two = phase("per_day = 1\ndays = 3") + &phase("per_day = 1");
    let ending = |day: &str| stretches(&plan(&format!("valid_until = {day}\n"), &two), &[]);
    let first = stretch("full:1", "2026-01-19", "2026-01-21");
    assert_eq!(ending("2026-01-22"), [first.clone(), stretch("full:2", "2026-01-22", "2026-01-22")]);
    assert_eq!(ending("2026-01-21"), [first]);
}

#[test]
fn the_last_word_stands_where_two_begin_on_one_day_or_the_earlier_was_later() {
    let plan = psarp();
    let words = [word(Stage::Taper(0), "2026-03-10"), word(Stage::Full(0), "2026-03-05")];
    let came = [stretch("full:1", "2026-01-19", "2026-03-04"), stretch("full:1", "2026-03-05", "")];
    assert_eq!(stretches(&plan, &words), came);
    let words = [word(Stage::Taper(0), "2026-03-05"), word(Stage::Full(0), "2026-03-05")];
    assert_eq!(stretches(&plan, &words), came, "on one day the first of them held on none");
    for (stage, from, why) in [
        (Stage::Taper(5), "2026-03-01", "a stage that the plan has not is none"),
        (Stage::Full(1), "2026-03-01", "nor is one after its phases"),
        (Stage::Taper(0), "2026-01-18", "before the first day"),
    ] {
        assert_eq!(stretches(&plan, &[word(stage, from)]), [stretch("full:1", "2026-01-19", "")], "{why}");
    }
}

#[test]
fn phases_with_an_end_by_word_wait_for_it_and_a_plan_that_ends_ends_the_taper_too() {
    let text = format!(
        "{}{}{}",
        phase("per_day = 2\nmin_gap_h = 6\nuntil = { size_mm = 14 }"),
        phase("per_day = 1\ndays = 3"),
        phase("every_days = 2")
    );
    let plan = plan("valid_until = 2026-03-10\n", &text);
    assert_eq!(stretches(&plan, &[]), [stretch("full:1", "2026-01-19", "2026-03-10")]);
    let came = [
        stretch("full:1", "2026-01-19", "2026-02-01"),
        stretch("full:2", "2026-02-02", "2026-02-04"),
        stretch("full:3", "2026-02-05", "2026-03-10"),
    ];
    assert_eq!(stretches(&plan, &[word(Stage::Full(1), "2026-02-02")]), came);
}

/// Going back to more sessions leaves no gap behind: what counts is what was asked for.
#[test]
fn the_interval_over_a_change_of_stage_is_what_was_asked_for() {
    let plan = psarp();
    let words = [word(Stage::Taper(4), "2026-03-01"), word(Stage::Taper(1), "2026-03-21")];
    let course = Course::taken(VERSION, &plan, &words);
    let interval = |last: &str, today: &str| course.interval_days(date(last), date(today));
    assert_eq!(interval("2026-03-01", "2026-03-10"), 30, "once a month");
    assert_eq!(interval("2026-03-01", "2026-03-21"), 20, "the first day of every third day");
    assert_eq!(interval("2026-03-21", "2026-03-24"), 3);
    assert_eq!(interval("2026-02-20", "2026-03-10"), 1, "two a day asked for one on the next");
}

/// The post-PSARP programme with these phases before its taper.
fn before_taper(phases: &str) -> String {
    let text = psarp().to_text();
    let (head, rest) = text.split_once("[[phase]]").expect("a phase");
    let (_, tail) = rest.split_once("[taper]").expect("a taper");
    format!("{head}{phases}[taper]{tail}")
}

fn free_week(sessions: u8) -> Diary {
    let text = before_taper(&phase(&format!("per_week = {sessions}\nday = \"free\"")));
    Diary::of(Plan::parse(&text).unwrap_or_else(|error| panic!("{error:?}\n{text}")), "2025-11-17")
}

/// Held for a session of the week that begins on `week`.
fn held_in_week(diary: &mut Diary, when: &str, week: &str, slot: u8) {
    let session = diary.good(when, 9, slot);
    session.value.occurrence.as_mut().expect("of a week").date = date(week);
}

/// C6: 48 hours beyond the end of the week that asks for the next session, and not beyond two weeks whatever was held.
#[test]
fn a_childs_free_week_is_counted_to_the_end_of_the_week_that_asks_for_the_next_session() {
    let begins = |diary: &Diary| {
        let hours = date("2026-01-19").and_hms_opt(1, 0, 0).expect("a time");
        let late = (0..24 * 30).map(|hour| hours + chrono::TimeDelta::hours(hour));
        let found = late.filter_map(|at| {
            crate::interruption(&diary.history, &moment(&at.format("%Y-%m-%dT%H:%M").to_string()))
        });
        found.map(|found| found.since.format("%m-%d %H:%M").to_string()).next()
    };
    let mut sunday = free_week(1);
    held_in_week(&mut sunday, "2026-01-25T12:00", "2026-01-19", 0);
    assert_eq!(begins(&sunday).as_deref(), Some("02-03 12:00"), "seven days and two, not thirteen and two");
    let mut monday = free_week(1);
    held_in_week(&mut monday, "2026-01-19T12:00", "2026-01-19", 0);
    assert_eq!(begins(&monday).as_deref(), Some("02-03 12:00"), "the Sunday of the next week and two days");
    let mut one_of_two = free_week(2);
    held_in_week(&mut one_of_two, "2026-01-19T12:00", "2026-01-19", 0);
    assert_eq!(begins(&one_of_two).as_deref(), Some("01-27 12:00"), "this week asks for one more");
    let mut four = free_week(4);
    held_in_week(&mut four, "2026-01-25T12:00", "2026-01-19", 0);
    let at = crate::interruption(&four.history, &moment("2026-01-26T04:00")).expect("three were left out");
    assert_eq!((at.missed, at.since.format("%m-%d %H:%M").to_string().as_str()), (3, "01-26 03:00"));
    assert!(
        crate::interruption(&four.history, &moment("2026-01-26T02:00")).is_none(),
        "the week is still open"
    );
}

#[test]
fn a_free_week_that_is_cut_short_keeps_what_was_held_in_it() {
    let mut diary = free_week(4);
    for (day, slot) in [(19, 3), (20, 1)] {
        held_in_week(&mut diary, &format!("2026-01-{day}T12:00"), "2026-01-19", slot);
    }
    let week = |diary: &Diary| {
        let all = slots(&diary.history, date("2026-01-19")..=date("2026-01-19"), &moment("2026-01-30T12:00"));
        all.iter()
            .map(|one| (one.occurrence.id.slot, matches!(one.status, crate::SlotStatus::Done { .. })))
            .collect::<Vec<_>>()
    };
    assert_eq!(week(&diary), [(0, false), (1, true), (2, false), (3, true)]);
    let plan = diary.history.plans[0].id;
    for (from, left) in [
        ("2026-01-23", vec![(0, false), (1, true), (3, true)]),
        ("2026-01-22", vec![(1, true), (3, true)]),
        ("2026-01-20", vec![(1, true), (3, true)]),
    ] {
        let word = StageTaken { plan, ..word(Stage::Taper(0), from) };
        let word = diary.logged("2026-01-19T20:00", word);
        diary.history.stages = vec![word];
        assert_eq!(week(&diary), left, "{from}");
    }
}

#[test]
fn a_word_under_a_clock_that_was_ahead_moves_nothing_when_its_day_comes() {
    let mut diary = Diary::child();
    let plan = diary.history.plans[0].id;
    diary.good("2026-02-10T08:00", 9, 0);
    let word = diary.logged("2027-02-10T20:00", StageTaken { plan, ..word(Stage::Taper(0), "2027-02-11") });
    diary.history.stages.push(word);
    let stands =
        |diary: &Diary| diary.history.stretch_on(date("2027-02-12")).expect("it goes on").stage.to_string();
    assert_eq!(stands(&diary), "taper:1", "nothing speaks against it");
    diary.good("2020-01-01T08:00", 9, 0);
    assert_eq!(stands(&diary), "taper:1", "a clock without a battery takes no word away");
    diary.history.sessions.pop();
    diary.good("2026-02-09T08:00", 9, 0);
    assert_eq!(stands(&diary), "full:1", "which of the two was wrong nobody can say");
    diary.history.sessions.pop();
    diary.good("2026-02-11T08:00", 9, 0);
    assert_eq!(stands(&diary), "full:1");
    assert_eq!(diary.history.stage_words().count(), 0);
    let back = diary
        .logged("2027-02-12T20:00", StageTaken { stage: Stage::Full(0), ..diary.history.stages[0].value });
    diary.history.stages.push(back);
    diary.good("2026-02-12T08:00", 9, 0);
    assert_eq!(diary.history.stage_words().count(), 1, "a word that goes back in the plan stands");
}

#[test]
fn a_version_that_leaves_the_course_alone_goes_on_where_the_one_before_stood() {
    let mut diary = Diary::child();
    let first = diary.history.plans[0].id;
    let taken = StageTaken { plan: first, ..word(Stage::Taper(0), "2026-03-01") };
    let taken = diary.logged("2026-02-28T20:00", taken);
    diary.history.stages.push(taken);
    let text = psarp().to_text();
    for (text, stage) in [
        (text.replace("Surgical ward", "Ward 7"), "taper:1"),
        (text.replace("per_day = 2", "per_day = 3").replace("min_gap_h = 6", "min_gap_h = 4"), "full:1"),
        (text.replace("on = 2026-01-19", "on = 2026-01-20"), "full:1"),
    ] {
        let mut history = diary.history.clone();
        let next = diary.logged("2026-03-05T12:00", Plan::parse(&text).expect("a plan"));
        history.plans.push(next);
        let stretch = history.stretch_on(date("2026-03-06")).expect("it goes on");
        assert_eq!(stretch.stage.to_string(), stage);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// What a day asked for keeps its name whatever comes later: another word, another version, another zone or clock.
    #[test]
    fn identity_is_the_version_the_civil_date_and_the_slot_for_ever(
        later in prop::collection::vec((0_u16..5, 1_u64..60), 0..4),
        renewed: bool, same_day: bool, hours_east in -12_i32..=14, ahead in 0_i64..100_000,
    ) {
        let mut diary = Diary::child();
        let plan = diary.history.plans[0].id;
        let (first, last) = (date("2026-01-19"), date("2026-02-10"));
        let now = moment("2026-02-10T12:00");
        let ids = |diary: &Diary, now| slots(&diary.history, first..=last, now).iter().map(|one| one.occurrence.id).collect::<Vec<_>>();
        let mut before = ids(&diary, &now);
        for (stage, days) in later {
            let taken = StageTaken { plan, ..word(Stage::Taper(stage), "2026-02-10") };
            let taken = diary.logged("2026-02-10T11:00", StageTaken { from: last + Days::new(days), ..taken });
            diary.history.stages.push(taken);
        }
        if renewed {
            let next = diary.logged("2026-02-11T08:00", own());
            diary.history.plans.push(next);
        }
        if same_day {
            // The day keeps its sessions by date and slot, and asks for them by the new version's name.
            let next = diary.logged("2026-02-10T08:00", psarp());
            before.iter_mut().filter(|id| id.date == last).for_each(|id| id.plan = next.id);
            diary.history.plans.insert(1, next);
        }
        let zone = chrono::FixedOffset::east_opt(hours_east * 3600).expect("a zone");
        let wall = now.wall.with_timezone(&zone) + chrono::TimeDelta::minutes(ahead);
        prop_assert_eq!(ids(&diary, &crate::Moment { wall, ..now }), before);
    }

    /// The n-th of a course that went on and back is the n-th of its range too.
    #[test]
    fn the_nth_of_a_course_that_moved_is_the_nth_of_the_range(
        moves in prop::collection::vec((prop_oneof![Just(Stage::Full(0)), (0_u16..5).prop_map(Stage::Taper), Just(Stage::Done)], 0_u64..400), 0..8),
    ) {
        let plan = psarp();
        let words: Vec<_> = moves.iter().map(|(stage, day)| StageTaken {
            from: date("2026-01-19") + Days::new(*day), ..word(*stage, "2026-01-19")
        }).collect();
        let course = Course::taken(VERSION, &plan, &words);
        let all: Vec<_> = course.occurrences(date("2026-01-01")..=date("2028-01-01")).collect();
        prop_assert!(all.windows(2).all(|pair| pair[0].id < pair[1].id));
        for (n, occurrence) in all.iter().enumerate() {
            prop_assert_eq!(course.nth(n as u64), Some(*occurrence), "number {}", n);
        }
    }
}

#[test]
fn what_is_allowed_beyond_has_no_time_and_a_plain_number_allows_none() {
    let optional = |lines: &str| {
        let plan = plan("", &phase(lines));
        let all = Course::planned(VERSION, &plan).optional(date("2026-01-20"));
        all.iter().map(|one| (one.id.date, one.time)).collect::<Vec<_>>()
    };
    let range = "per_week = { floor = 2, ceiling = 3 }\ntime = \"20:00\"";
    assert_eq!(optional(range), [(date("2026-01-20"), None)]);
    assert_eq!(optional("per_week = 2"), []);
}
