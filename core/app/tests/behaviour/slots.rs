//! Which planned session a logged one answers, what a skip answers, and what is worth knowing beside.

use gradus_app::view::{Recorded, SessionDraft, SlotStatus};

use crate::bench::{
    Bench, OWN, adopt, at, check_in, clinic_plan, contact, good, held, robin, skip, well_but,
};

fn named(occurrence: &str) -> SessionDraft {
    SessionDraft { occurrence: Some(occurrence.to_owned()), ..good("12") }
}

fn on(time: &str) -> SessionDraft {
    SessionDraft { at: Some(format!("{time}:00+01:00")), ..good("12") }
}

fn first_slot(bench: &Bench, day: &str) -> String {
    bench.today("Robin", &format!("{day}T12:00")).slots[0].occurrence.clone()
}

fn statuses(bench: &Bench, now: &str) -> Vec<SlotStatus> {
    bench.today("Robin", now).slots.into_iter().map(|slot| slot.status).collect()
}

fn is_unplanned(recorded: &Recorded) -> bool {
    recorded.notices.iter().any(|notice| notice.starts_with("No planned session was open"))
}

/// Planned for 20:00: it opens at 19:00, is late from 22:00 and missed from 03:00 on.
#[test]
fn a_session_answers_the_slot_that_is_open_at_its_time() {
    for (when, answers) in [
        ("2026-03-02T18:59", false),
        ("2026-03-02T19:00", true),
        ("2026-03-02T21:59", true),
        ("2026-03-02T22:00", true),
        ("2026-03-03T02:59", true),
        ("2026-03-03T03:00", false),
    ] {
        let mut bench = Bench::adult();
        let recorded = bench.write(held("Robin", good("12")), when);
        assert_eq!(is_unplanned(&recorded), !answers, "{when}");
        let monday = &bench.today("Robin", "2026-03-02T23:30").slots[0];
        assert_eq!(monday.status == SlotStatus::Done, answers, "{when}");
        assert_eq!(statuses(&bench, "2026-03-03T20:00"), [SlotStatus::Due], "{when}: Tuesday is still open");
    }
}

#[test]
fn the_time_of_the_session_decides_and_not_that_of_writing_it_down() {
    let mut bench = Bench::adult();
    let recorded = bench.write(held("Robin", on("2026-03-02T20:30")), "2026-03-03T09:00");
    assert!(!is_unplanned(&recorded));
    assert_eq!(statuses(&bench, "2026-03-03T20:00"), [SlotStatus::Due]);
    assert_eq!(bench.today("Robin", "2026-03-02T23:59").slots[0].status, SlotStatus::Done);
}

#[test]
fn of_two_open_slots_the_one_that_is_due_is_answered_first() {
    let mut bench = Bench::of(robin(), adopt("Robin", &clinic_plan()));
    use SlotStatus::{Done, Due, Late};
    assert_eq!(statuses(&bench, "2026-03-02T13:00"), [Late, Due]);
    bench.write(held("Robin", good("12")), "2026-03-02T13:00");
    assert_eq!(statuses(&bench, "2026-03-02T19:30"), [Late, Done]);
    bench.write(held("Robin", good("12")), "2026-03-02T19:30");
    assert_eq!(statuses(&bench, "2026-03-02T20:00"), [Done, Done]);
    let third = bench.write(held("Robin", good("12")), "2026-03-02T23:00");
    assert!(!is_unplanned(&third) && third.notices[1].contains("number 3"), "{:?}", third.notices);
}

#[test]
fn a_named_session_is_answered_once() {
    let mut bench = Bench::adult();
    let slot = first_slot(&bench, "2026-03-02");
    bench.write(held("Robin", named(&slot)), "2026-03-02T18:00");
    let why = bench.refused(held("Robin", named(&slot)), "2026-03-02T20:00");
    assert!(why.contains("already logged"), "{why}");
    let why = bench.refused(skip("Robin", Some(&slot), "forgot"), "2026-03-02T20:00");
    assert!(why.contains("already logged"), "{why}");
}

#[test]
fn a_session_that_no_plan_asks_for_is_not_answered() {
    let mut bench = Bench::adult();
    let slot = first_slot(&bench, "2026-03-02");
    for other in [
        slot.replace("/0/", "/1/"),
        slot.replace("2026-03-02", "2026-03-01"),
        format!("2026-03-02/0/{}", "0".repeat(64)),
    ] {
        let why = bench.refused(held("Robin", named(&other)), "2026-03-02T20:00");
        assert!(why.contains("no plan"), "{why}");
        bench.refused(skip("Robin", Some(&other), "forgot"), "2026-03-02T20:00");
    }
    let far = slot.replace("2026-03-02", "+262142-12-31");
    assert_eq!(bench.wrong(held("Robin", named(&far)), "2026-03-02T20:00").0, "occurrence");
    assert_eq!(bench.wrong(skip("Robin", Some(&far), "forgot"), "2026-03-02T20:00").0, "occurrence");
}

#[test]
fn a_session_does_not_answer_a_day_that_has_not_come() {
    let mut bench = Bench::adult();
    let tomorrow = first_slot(&bench, "2026-03-03");
    let why = bench.refused(held("Robin", named(&tomorrow)), "2026-03-02T20:00");
    assert!(why.contains("a later day"), "{why}");
    bench.write(skip("Robin", Some(&tomorrow), "travel"), "2026-03-02T20:00");
    assert_eq!(statuses(&bench, "2026-03-03T12:00"), [SlotStatus::Skipped], "a skip may be foreseen");
}

#[test]
fn a_skip_takes_the_slot_that_is_due_or_late_and_says_when_there_is_none() {
    let mut bench = Bench::adult();
    let why = bench.refused(skip("Robin", None, "travel"), "2026-03-02T18:59");
    assert!(why.contains("no session is due"), "{why}");
    bench.write(skip("Robin", None, "travel"), "2026-03-03T01:00");
    let slot = &bench.today("Robin", "2026-03-02T23:00").slots[0];
    assert_eq!((slot.status, slot.sentence.as_str()), (SlotStatus::Skipped, "Not held: travel"));
    bench.refused(skip("Robin", None, "travel"), "2026-03-03T01:01");
    let said = bench.wrong(skip("Robin", None, "tired"), "2026-03-03T20:00");
    assert_eq!(said.0, "reason");
    assert!(said.2.starts_with("write no_private_time, illness, travel"), "{said:?}");
    let said = bench.wrong(skip("Robin", Some("x"), "forgot"), "2026-03-03T20:00");
    assert_eq!(said.0, "occurrence");
}

#[test]
fn a_session_after_all_stands_before_its_skip() {
    let mut bench = Bench::adult();
    let slot = first_slot(&bench, "2026-03-02");
    bench.write(skip("Robin", Some(&slot), "child_refuses"), "2026-03-02T19:30");
    bench.write(held("Robin", named(&slot)), "2026-03-02T21:00");
    assert_eq!(statuses(&bench, "2026-03-02T21:00"), [SlotStatus::Done]);
}

/// Pain 5 makes sessions wait for a day; a check-in after it ends the wait.
#[test]
fn a_session_while_the_gate_was_closed_is_said_whenever_it_is_written_down() {
    let closed =
        |recorded: &Recorded| recorded.notices.iter().any(|n| n.starts_with("Sessions were stopped"));
    let mut bench = Bench::adult();
    let hurt = SessionDraft { pain_peak: Some("5".to_owned()), ..good("12") };
    assert!(!closed(&bench.write(held("Robin", hurt), "2026-03-02T20:00")), "open when it was held");
    assert!(closed(&bench.write(held("Robin", good("12")), "2026-03-03T12:00")));
    let before = bench.write(held("Robin", on("2026-03-02T12:00")), "2026-03-03T13:00");
    assert!(!closed(&before), "it was held before the gate closed");
    bench.write(check_in("Robin", well_but(&[])), "2026-03-04T20:00");
    bench.write(contact("Robin", "resume"), "2026-03-04T20:05");
    assert!(!closed(&bench.write(held("Robin", good("12")), "2026-03-04T20:10")), "open again");
    let within = bench.write(held("Robin", on("2026-03-03T18:00")), "2026-03-04T20:15");
    assert!(closed(&within), "it was held while the gate was closed");
}

#[test]
fn without_a_plan_nothing_is_unplanned() {
    let mut bench = Bench::new();
    let draft = robin();
    bench.write(gradus_app::view::Command::AddPerson { draft }, "2026-03-02T07:00");
    let recorded = bench.write(held("Robin", good("12")), "2026-03-02T20:00");
    assert_eq!((recorded.notices.len(), recorded.triage), (0, None));
    assert!(bench.app.today("Robin", &at("2026-03-02T20:00")).expect("a day").slots.is_empty());
}

/// Monday 2 March to Sunday 8 March.
#[test]
fn a_session_of_a_free_week_may_be_held_on_any_day() {
    let text = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", "per_week = 2\nday = \"free\"\nmin_gap_h = 8");
    let mut bench = Bench::of(robin(), adopt("Robin", &text));
    let first = bench.today("Robin", "2026-03-04T09:00");
    assert_eq!(
        first.slots.iter().map(|slot| slot.status).collect::<Vec<_>>(),
        [SlotStatus::Due, SlotStatus::Due]
    );
    assert_eq!(first.headline, "A session of 12 mm is open until 8 Mar 2026; the day is yours to choose.");
    assert_eq!(bench.write(held("Robin", good("12")), "2026-03-04T09:00").notices, Vec::<String>::new());
    let after = bench.today("Robin", "2026-03-06T09:00");
    let mut statuses: Vec<_> = after.slots.iter().map(|slot| slot.status).collect();
    statuses.sort_by_key(|status| format!("{status:?}"));
    assert_eq!(statuses, [SlotStatus::Done, SlotStatus::Due]);
    let preview = bench.app.plan_preview("Robin", 2, &at("2026-03-06T09:00")).expect("a preview");
    assert_eq!(
        preview.well.weeks.iter().map(|week| week.sessions).collect::<Vec<_>>(),
        [3, 2],
        "one is left of this week, and two of the next lie within seven days"
    );
}

#[test]
fn what_the_plan_allows_beyond_what_it_asks_for_is_optional_and_not_unplanned() {
    let text = OWN
        .replace("per_day = 1\ntimes = [\"20:00\"]", "per_day = { floor = 1, ceiling = 2 }\nmin_gap_h = 8");
    let mut bench = Bench::of(robin(), adopt("Robin", &text));
    let status = |bench: &Bench, now: &str| {
        bench.today("Robin", now).slots.iter().map(|slot| slot.status).collect::<Vec<_>>()
    };
    assert_eq!(status(&bench, "2026-03-02T08:00"), [SlotStatus::Due, SlotStatus::Optional]);
    bench.write(held("Robin", good("12")), "2026-03-02T08:00");
    assert_eq!(status(&bench, "2026-03-02T17:00"), [SlotStatus::Done, SlotStatus::Optional]);
    assert!(
        bench.today("Robin", "2026-03-02T17:00").headline.contains("tomorrow"),
        "nothing more is asked for"
    );
    assert_eq!(bench.write(held("Robin", good("12")), "2026-03-02T17:00").notices, Vec::<String>::new());
    assert_eq!(status(&bench, "2026-03-02T22:00"), [SlotStatus::Done, SlotStatus::Done]);
    assert!(
        !bench.write(held("Robin", good("12")), "2026-03-02T22:00").notices.is_empty(),
        "a third is too many"
    );
}

#[test]
fn of_a_range_in_a_free_week_one_beyond_what_is_asked_for_is_open_on_any_day() {
    let text = OWN.replace(
        "per_day = 1\ntimes = [\"20:00\"]",
        "per_week = { floor = 1, ceiling = 2 }\nday = \"free\"\nmin_gap_h = 8",
    );
    let mut bench = Bench::of(robin(), adopt("Robin", &text));
    let status = |bench: &Bench, now: &str| {
        bench.today("Robin", now).slots.iter().map(|slot| slot.status).collect::<Vec<_>>()
    };
    assert_eq!(status(&bench, "2026-03-04T08:00"), [SlotStatus::Due, SlotStatus::Optional]);
    for day in ["2026-03-04T20:00", "2026-03-06T20:00"] {
        assert_eq!(bench.write(held("Robin", good("12")), day).notices, Vec::<String>::new(), "{day}");
    }
    assert_eq!(status(&bench, "2026-03-07T08:00"), [SlotStatus::Done, SlotStatus::Done]);
    let third = bench.write(held("Robin", good("12")), "2026-03-08T20:00").notices;
    assert_eq!(third.len(), 1, "{third:?}");
}

#[test]
fn a_run_beyond_what_the_plan_allows_on_a_day_does_not_begin() {
    let text = clinic_plan();
    let mut bench = Bench::of(robin(), adopt("Robin", &text));
    let start = |bench: &mut Bench, now: &str| {
        bench.app.start_run("Robin", &gradus_app::view::RunDraft::default(), &at(now))
    };
    bench.write(held("Robin", good("12")), "2026-03-02T08:00");
    bench.write(held("Robin", good("12")), "2026-03-02T14:30");
    match start(&mut bench, "2026-03-02T23:00") {
        Err(gradus_app::AppError::Refused { why }) => assert_eq!(
            why,
            "The plan allows 2 sessions a day, and all were held. Ask your clinic before one more."
        ),
        _ => panic!("it began"),
    }
    assert!(start(&mut bench, "2026-03-03T00:01").is_ok(), "another day");
    let mut bench = Bench::of(robin(), adopt("Robin", &text));
    let tried =
        gradus_app::view::SessionDraft { ease: "not_passed".into(), holds_s: Vec::new(), ..good("12") };
    bench.write(held("Robin", good("12")), "2026-03-02T08:30");
    bench.write(held("Robin", tried), "2026-03-02T14:30");
    assert!(start(&mut bench, "2026-03-02T20:31").is_ok(), "what was tried was not held");
}

/// What was broken off for a reason that says nothing of the dilation fills no place, here as for a step up.
#[test]
fn a_session_that_was_interrupted_may_be_held_once_more_and_one_that_hurt_may_not() {
    for (reason, may) in [("interrupted", true), ("other", true), ("pain", false), ("child_said_stop", false)]
    {
        let mut bench = Bench::adult();
        let stop_reason = Some(reason.to_owned());
        let short = gradus_app::view::SessionDraft { holds_s: vec![5], stop_reason, ..good("12") };
        bench.write(held("Robin", short), "2026-03-02T20:00");
        assert_eq!(enough(&mut bench, "2026-03-02T21:00").is_none(), may, "{reason}");
    }
}

/// What a run is refused with at this time; `None` where it begins. Nothing of it is left.
fn enough(bench: &mut Bench, now: &str) -> Option<String> {
    match bench.app.start_run("Robin", &gradus_app::view::RunDraft::default(), &at(now)) {
        Ok(_) => {
            bench.app.abandon_run("Robin", &at(now)).expect("nothing went in");
            None
        }
        Err(gradus_app::AppError::Refused { why }) => Some(why),
        Err(other) => panic!("another error: {}", other.kind()),
    }
}

#[test]
fn a_run_on_a_day_that_asks_for_nothing_begins_only_where_something_was_missed() {
    let counted = |frequency: &str| {
        let per_day = "per_day = 1\ntimes = [\"20:00\"]";
        assert!(OWN.contains(per_day), "the plan of the bench asks once a day");
        Bench::of(robin(), adopt("Robin", &OWN.replace(per_day, frequency)))
    };
    // From Monday, 2 March: asked for on the 2nd, the 5th and the 8th.
    let mut bench = counted("every_days = 3");
    assert_eq!(enough(&mut bench, "2026-03-03T20:00"), None, "Monday's was missed");
    bench.write(held("Robin", good("12")), "2026-03-03T20:00");
    let why = enough(&mut bench, "2026-03-04T20:00").expect("held the day before");
    assert!(why.starts_with("The plan asks for one session every 3 days, and it was held."), "{why}");
    assert_eq!(enough(&mut bench, "2026-03-05T20:00"), None, "asked for");
    bench.write(held("Robin", good("12")), "2026-03-05T20:00");
    assert!(enough(&mut bench, "2026-03-07T20:00").is_some(), "two days later");
    for (frequency, allowed) in [
        ("per_week = 1\nday = \"free\"", "The plan allows 1 session in seven days, and it was held."),
        (
            "per_week = { floor = 1, ceiling = 2 }\nday = \"free\"\nmin_gap_h = 8",
            "The plan allows 2 sessions in seven days",
        ),
    ] {
        let mut bench = counted(frequency);
        bench.write(held("Robin", good("12")), "2026-03-02T20:00");
        if allowed.contains('2') {
            assert_eq!(enough(&mut bench, "2026-03-03T20:00"), None, "it may be held");
            bench.write(held("Robin", good("12")), "2026-03-03T20:00");
        }
        let why = enough(&mut bench, "2026-03-05T20:00").expect("the week is full");
        assert!(why.starts_with(allowed), "{why}");
        assert_eq!(enough(&mut bench, "2026-03-09T20:00"), None, "another week");
    }
}

/// The plan asked for two a day this morning, and asks for three by now: the evening is the evening.
#[test]
fn a_name_of_this_morning_means_the_time_that_it_had_in_the_plan_of_then() {
    let thrice = clinic_plan().replace("per_day = 2\nmin_gap_h = 6", "per_day = 3\nmin_gap_h = 4");
    assert_ne!(thrice, clinic_plan());
    for (named, skipped) in [(1, 2), (0, 0)] {
        let mut bench = Bench::of(robin(), adopt("Robin", &clinic_plan()));
        let name = bench.today("Robin", "2026-03-03T07:00").slots[named].occurrence.clone();
        bench.write(adopt("Robin", &thrice), "2026-03-03T07:30");
        bench.write(skip("Robin", Some(&name), "travel"), "2026-03-03T07:45");
        let slots = bench.today("Robin", "2026-03-03T07:50").slots;
        let found: Vec<_> = slots.iter().map(|slot| slot.status == SlotStatus::Skipped).collect();
        assert_eq!((found.len(), found.iter().position(|skipped| *skipped)), (3, Some(skipped)));
        assert_eq!(found.iter().filter(|skipped| **skipped).count(), 1);
    }
    let timed = |times: &str| OWN.replace("[\"20:00\"]", times);
    for (times, meant) in
        [("[\"21:00\"]", true), ("[\"22:59\"]", true), ("[\"23:00\"]", false), ("[\"08:00\"]", false)]
    {
        let mut bench = Bench::adult();
        let name = bench.today("Robin", "2026-03-03T06:00").slots[0].occurrence.clone();
        bench.write(adopt("Robin", &timed(times)), "2026-03-03T06:30");
        let skip = skip("Robin", Some(&name), "travel");
        match meant {
            true => drop(bench.write(skip, "2026-03-03T06:45")),
            false => {
                let why = bench.refused(skip, "2026-03-03T06:45");
                assert!(why.starts_with("the plan has changed and asks for other times"), "{why}");
            }
        }
    }
}
