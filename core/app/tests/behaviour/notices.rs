//! What is said of something that was written down all the same: beside the plan, above a size, at a strange time.

use gradus_app::view::{ContactDraft, SessionDraft, VisitDraft};

use crate::bench::{
    Bench, OWN, adopt, check_in, clinic_plan, contact, good, held, robin, spoken, talk, visit, well_but,
};

fn on(time: &str) -> SessionDraft {
    SessionDraft { at: Some(format!("{time}+01:00")), ..good("12") }
}

fn said(bench: &mut Bench, draft: SessionDraft, now: &str) -> Vec<String> {
    bench.write(held("Robin", draft), now).notices
}

fn twice_a_day() -> Bench {
    Bench::of(robin(), adopt("Robin", &clinic_plan()))
}

#[test]
fn a_session_as_the_plan_has_it_needs_no_words() {
    assert_eq!(said(&mut Bench::adult(), good("12"), "2026-03-02T20:00"), [""; 0]);
}

#[test]
fn a_size_beside_the_plan_is_said_by_how_far_it_goes() {
    let mut bench = Bench::adult();
    let other = said(&mut bench, good("13"), "2026-03-02T20:00");
    assert_eq!(
        other,
        [
            "13 mm is larger than the 12 mm that the plan and the last answers leave open. Use at most 12 mm, and \
             tell the clinic.",
            "The plan is at 12 mm; this was 13 mm. It does not count toward a step up.",
        ]
    );
    assert!(
        said(&mut bench, good("15"), "2026-03-03T20:00")[0].starts_with("15 mm is larger"),
        "the ceiling"
    );
    let above = said(&mut bench, good("15.1"), "2026-03-04T20:00");
    assert_eq!(above.len(), 1);
    assert!(above[0].starts_with("15.1 mm is above the goal of 15 mm"), "{above:?}");
    let smaller = said(&mut bench, good("11"), "2026-03-05T20:00");
    assert_eq!(
        smaller,
        [
            "The plan is at 12 mm; this was 11 mm. It does not count toward a step up.",
            // Twice beyond what the plan allows: 15 mm past two of its sizes, and 15.1 mm above its goal.
            "The clinic was to be asked before this session. Tell them that one was held, and write down what they say.",
        ]
    );
}

/// Pain 5 asks for one size down once the questions have been answered again.
#[test]
fn the_present_size_is_too_large_where_the_next_session_is_to_be_smaller() {
    let mut bench =
        Bench::of(robin(), adopt("Robin", &clinic_plan().replace("start_mm = 12", "start_mm = 13")));
    let hurt = SessionDraft { pain_peak: Some("5".to_owned()), ..good("13") };
    bench.write(held("Robin", hurt), "2026-03-02T20:00");
    bench.write(check_in("Robin", well_but(&[])), "2026-03-03T20:00");
    assert_eq!(bench.today("Robin", "2026-03-03T20:01").next_size_tenths_mm, Some(120));
    let same = said(&mut bench, good("13"), "2026-03-03T20:01");
    assert!(same[0].starts_with("13 mm is larger than the 12 mm"), "{same:?}");
    assert!(same.iter().all(|one| !one.starts_with("The plan is at")), "{same:?}");
}

#[test]
fn a_session_before_the_gap_is_over_is_said_to_the_second() {
    let gap = |notices: &[String]| notices.iter().find(|one| one.contains("at least 6 hours")).cloned();
    for (when, broken) in [
        ("2026-03-02T14:00:00", None),
        ("2026-03-02T13:59:59", Some("5 hours lay between")),
        ("2026-03-02T09:00:00", Some("60 minutes lay between")),
    ] {
        let mut bench = twice_a_day();
        bench.write(held("Robin", good("12")), "2026-03-02T08:00:00");
        let found = gap(&said(&mut bench, good("12"), when));
        assert_eq!(found.is_some(), broken.is_some(), "{when}");
        assert!(found.unwrap_or_default().contains(broken.unwrap_or_default()), "{when}");
    }
    for (when, broken) in [("2026-03-02T14:00:00", false), ("2026-03-02T14:00:01", true)] {
        let mut bench = twice_a_day();
        bench.write(held("Robin", good("12")), "2026-03-02T20:00:00");
        let found = gap(&said(&mut bench, on(when), "2026-03-02T21:00"));
        assert_eq!(found.is_some(), broken, "{when}, written down after the later one");
    }
    assert_eq!(gap(&said(&mut Bench::adult(), good("12"), "2026-03-02T20:00")), None, "no gap in the plan");
}

#[test]
fn a_hold_above_the_plans_longest_is_said() {
    let of = |holds_s: &[u32]| {
        said(
            &mut Bench::adult(),
            SessionDraft { holds_s: holds_s.to_vec(), ..good("12") },
            "2026-03-02T20:00",
        )
    };
    assert_eq!(of(&[300, 60]), [""; 0]);
    assert_eq!(of(&[60, 301]), ["A hold of 301 seconds is longer than the plan allows: at most 5 minutes."]);
    assert_eq!(of(&[]), [""; 0]);
    let one_number = OWN.replace("{ min = 60, target = 120, max = 300 }", "60");
    assert_ne!(one_number, OWN);
    let of_one = |held_s: u32| {
        let mut bench = Bench::of(robin(), adopt("Robin", &one_number));
        said(&mut bench, SessionDraft { holds_s: vec![held_s], ..good("12") }, "2026-03-02T20:00")
    };
    assert_eq!(of_one(120), [""; 0], "no longest is given, and nobody takes it out within the second");
    assert_eq!(of_one(121), ["A hold of 121 seconds is longer than the plan allows: at most 60 seconds."]);
}

#[test]
fn more_sessions_than_the_day_allows_are_counted() {
    let mut bench = Bench::adult();
    bench.write(held("Robin", good("12")), "2026-03-02T19:00");
    let second = said(&mut bench, good("12"), "2026-03-02T21:00");
    assert_eq!(second, ["The plan allows 1 session a day; this is number 2 of that day."]);
    let mut bench = twice_a_day();
    assert_eq!(said(&mut bench, good("12"), "2026-03-02T08:00"), [""; 0]);
    assert_eq!(said(&mut bench, good("12"), "2026-03-02T14:00"), [""; 0]);
    let third = said(&mut bench, good("12"), "2026-03-02T21:00");
    assert_eq!(third, ["The plan allows 2 sessions a day; this is number 3 of that day."]);
    let range = clinic_plan().replace("per_day = 2", "per_day = { floor = 1, ceiling = 2 }");
    let mut bench = Bench::of(robin(), adopt("Robin", &range));
    bench.write(held("Robin", good("12")), "2026-03-02T08:00");
    let extra = said(&mut bench, good("12"), "2026-03-02T14:00");
    assert_eq!(extra, [""; 0], "allowed, and not asked for: it is optional");
    let third = said(&mut bench, good("12"), "2026-03-02T21:00");
    assert_eq!(third, ["The plan allows 2 sessions a day; this is number 3 of that day."]);
    let rare = clinic_plan().replace("per_day = 2", "every_days = 2");
    let mut bench = Bench::of(robin(), adopt("Robin", &rare));
    let rest = said(&mut bench, good("12"), "2026-03-03T08:00");
    assert!(rest.len() == 1 && rest[0].starts_with("No planned session was open"), "{rest:?}");
}

#[test]
fn late_begins_just_after_twenty_four_hours() {
    let late = |notices: &[String]| notices.iter().any(|notice| notice.starts_with("Written down more than"));
    let mut bench = Bench::adult();
    assert!(!late(&said(&mut bench, on("2026-03-02T20:00:00"), "2026-03-03T20:00:00")));
    assert!(late(&said(&mut bench, on("2026-03-02T21:00:00"), "2026-03-03T21:00:01")));
}

#[test]
fn a_time_ahead_of_the_clock_or_before_every_plan_is_said() {
    let mut bench = Bench::adult();
    assert_eq!(said(&mut bench, on("2026-03-02T20:00:00"), "2026-03-02T20:00:00"), [""; 0]);
    let ahead = said(&mut Bench::adult(), on("2026-03-02T20:00:01"), "2026-03-02T20:00:00");
    assert_eq!(ahead, ["The time given lies ahead of this device's clock: 2 Mar, 20:00 is kept."]);
    let before = |day: &str| {
        let all = said(&mut Bench::adult(), on(day), "2026-03-02T20:00:00");
        all.into_iter().find(|one| one.starts_with("No plan was in force"))
    };
    assert_eq!(
        before("2026-03-01T20:00:00").as_deref(),
        Some("No plan was in force on 1 Mar 2026. Check the date.")
    );
    assert_eq!(before("2026-03-02T07:00:00"), None, "the first day of the plan");
}

/// The ceiling holds whoever names a larger size; a large step is asked about beside.
#[test]
fn a_size_above_the_ceiling_is_not_set_in_silence() {
    let examined = |size: &str| VisitDraft {
        kind: "examination".to_owned(),
        who: "Dr Brandt".to_owned(),
        size_set: Some(size.to_owned()),
        ..VisitDraft::default()
    };
    let set = |size: &str| {
        let resume = contact("Robin", &format!("resume_at:{size}"));
        [("size_set", visit("Robin", examined(size))), ("outcome", resume)]
    };
    for (_, command) in set("15") {
        let mut bench = Bench::adult();
        bench.write(command, "2026-03-02T12:00");
        assert_eq!(bench.today("Robin", "2026-03-02T12:01").size_tenths_mm, Some(150));
    }
    for size in ["15.1", "29"] {
        for (field, command) in set(size) {
            let mut bench = Bench::adult();
            let (named, wrong, right) = bench.wrong(command, "2026-03-02T12:00");
            assert_eq!(named, field);
            assert!(wrong.starts_with(&format!("{size} mm is above the goal of the plan, 15 mm")), "{wrong}");
            assert!(right.contains("up to 15 mm") && right.contains("new plan"), "{right}");
            assert_eq!(bench.today("Robin", "2026-03-02T12:01").size_tenths_mm, Some(120));
        }
    }
    let measured = VisitDraft { calibrated: Some("16".to_owned()), size_set: None, ..examined("16") };
    let mut bench = Bench::adult();
    assert_eq!(
        bench.write(visit("Robin", measured), "2026-03-02T12:00").notices,
        [""; 0],
        "measured is not set"
    );
    let low = OWN.replace("sizes_mm = [12, 13, 14, 15, 16]", "sizes_mm = [10, 11, 12, 13, 14, 15, 16]");
    let mut bench = Bench::of(robin(), adopt("Robin", &low.replace("start_mm = 12", "start_mm = 10")));
    let jump = bench.write(visit("Robin", examined("15")), "2026-03-02T12:00").notices;
    assert!(jump[0].starts_with("From 10 mm to 15 mm"), "{jump:?}");
}

/// A talk that names nothing leaves the call for emergency care open, and says so.
#[test]
fn a_stop_that_names_the_emergency_ends_its_call_and_one_that_does_not_says_so() {
    let emergency = || {
        let mut bench = Bench::adult();
        bench.write(check_in("Robin", well_but(&[("rigors", "true")])), "2026-03-02T12:00");
        bench
    };
    let headline = |bench: &Bench| bench.today("Robin", "2026-03-02T13:01").headline;
    let stop = |about: Vec<String>| talk("Robin", ContactDraft { about, ..spoken("stop") });
    let mut bench = emergency();
    assert!(headline(&bench).contains("if you have not yet"));
    let notices = bench.write(stop(Vec::new()), "2026-03-02T13:00").notices;
    assert!(notices[0].starts_with("The call for emergency care stays open"), "{notices:?}");
    assert!(headline(&bench).contains("if you have not yet"));
    let gate = |bench: &Bench| bench.today("Robin", "2026-03-02T13:01").gate.sentence;
    assert!(gate(&bench).contains("Write down what they say"), "the emergency is still to be told");
    assert_eq!(bench.write(stop(vec!["all".to_owned()]), "2026-03-02T13:00").notices, [""; 0]);
    assert_eq!(headline(&bench), "The clinic said to stop. No sessions until they say otherwise.");
    let said =
        "The clinic said to stop. When they say otherwise, write that down; that opens the plan again.";
    assert_eq!(gate(&bench), said, "what they said is written down already");
    let mut bench = emergency();
    bench.write(contact("Robin", "nothing_to_do"), "2026-03-02T13:00");
    assert!(headline(&bench).contains("if you have not yet"), "nothing was decided");
    let mut bench = Bench::adult();
    assert_eq!(bench.write(stop(Vec::new()), "2026-03-02T13:00").notices, [""; 0], "no emergency");
}

/// Said when it is written down, and on the first screen until a session within the plan follows.
#[test]
fn the_first_screen_tells_of_a_size_above_the_ceiling_for_as_long_as_it_is_so() {
    let told = |bench: &Bench, when: &str| -> Vec<String> {
        let notices = bench.today("Robin", when).notices.into_iter();
        notices.filter(|notice| notice.contains("goal of 15 mm")).collect()
    };
    for (size, expected) in [("14.9", 0), ("15", 0), ("15.1", 1)] {
        let mut bench = Bench::adult();
        bench.write(held("Robin", good(size)), "2026-03-02T20:00");
        let said = told(&bench, "2026-03-03T08:00");
        assert_eq!(said.len(), expected, "{size}: {said:?}");
        assert!(said.iter().all(|one| one.starts_with("15.1 mm is above the goal of 15 mm")), "{said:?}");
        bench.write(held("Robin", good("12")), "2026-03-03T20:00");
        assert_eq!(told(&bench, "2026-03-04T08:00"), [""; 0], "the next one was within the plan");
    }
}

#[test]
fn a_size_that_does_not_pass_is_not_forced_and_the_clinic_is_named() {
    for (ease, is_said) in [("easy", false), ("firm", false), ("forced_not_done", true), ("not_passed", true)]
    {
        let mut bench = Bench::adult();
        let draft = SessionDraft { ease: ease.to_owned(), ..good("12") };
        let notices = bench.write(held("Robin", draft), "2026-03-02T20:00").notices;
        let said = notices
            .iter()
            .any(|one| one.starts_with("Never force a size") && one.contains("ask your clinic"));
        assert_eq!(said, is_said, "{ease}: {notices:?}");
    }
}

#[test]
fn a_talk_that_opens_the_plan_says_so_and_one_that_does_not_does_not() {
    for (outcome, opens) in [("resume", true), ("stay_same", true), ("stop", false), ("nothing_to_do", false)]
    {
        let mut bench = Bench::adult();
        bench.write(check_in("Robin", well_but(&[("rigors", "true")])), "2026-03-02T12:00");
        let draft = ContactDraft { about: vec!["all".to_owned()], ..spoken(outcome) };
        let notices = bench.write(talk("Robin", draft), "2026-03-02T13:00").notices;
        let said = notices.iter().any(|one| one.starts_with("Sessions are open again"));
        assert_eq!(said, opens, "{outcome}: {notices:?}");
    }
}
