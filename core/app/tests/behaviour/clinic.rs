//! Talks with the clinic and visits: what they lift, what they set, and what is wrong with the form.

use gradus_app::view::{ContactDraft, GateWord, SessionDraft, VisitDraft};

use crate::bench::{
    Bench, adopt, check_in, clinic_plan, contact, good, held, robin, spoken, talk, visit, well_but,
};

fn examined() -> VisitDraft {
    VisitDraft { kind: "examination".to_owned(), who: "Dr Brandt".to_owned(), ..VisitDraft::default() }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// A vault in which strong pain has closed the gate until a clinician lifts it.
fn blocked() -> Bench {
    let mut bench = Bench::adult();
    let hurt = SessionDraft { pain_peak: some("8"), ..good("12") };
    bench.write(held("Robin", hurt), "2026-03-02T20:00");
    assert_eq!(gate(&bench, "2026-03-02T20:01"), GateWord::Blocked);
    bench
}

fn gate(bench: &Bench, now: &str) -> GateWord {
    bench.today("Robin", now).gate.gate
}

#[test]
fn only_a_talk_after_which_dilation_goes_on_lifts_a_block() {
    for (outcome, expected) in [
        ("resume", GateWord::Allow),
        ("resume_at:12", GateWord::Allow),
        ("stay_same", GateWord::SameSize),
        // The plan has none below: it is lifted, and which size is meant is still to be asked.
        ("step_down", GateWord::Blocked),
        ("stop", GateWord::Blocked),
        ("nothing_to_do", GateWord::Blocked),
    ] {
        let mut bench = blocked();
        bench.write(contact("Robin", outcome), "2026-03-02T21:00");
        assert_eq!(gate(&bench, "2026-03-02T21:00"), expected, "{outcome}");
    }
}

#[test]
fn a_block_never_lapses() {
    let bench = blocked();
    assert_eq!(gate(&bench, "2036-03-02T20:00"), GateWord::Blocked, "ten years on");
    assert_eq!(gate(&bench, "2026-03-01T20:00"), GateWord::Blocked, "nor does a clock set back lift it");
}

#[test]
fn stop_holds_until_the_clinic_says_otherwise() {
    let mut bench = Bench::adult();
    bench.write(contact("Robin", "stop"), "2026-03-02T12:00");
    assert_eq!(gate(&bench, "2026-03-02T20:00"), GateWord::Blocked);
    bench.write(contact("Robin", "nothing_to_do"), "2026-03-02T13:00");
    assert_eq!(gate(&bench, "2026-03-02T20:00"), GateWord::Blocked);
    bench.write(contact("Robin", "resume"), "2026-03-02T14:00");
    assert_eq!(gate(&bench, "2026-03-02T20:00"), GateWord::Allow);
}

#[test]
fn a_talk_can_set_the_size_but_not_above_the_ceiling() {
    let mut bench = Bench::adult();
    let size = |bench: &Bench| bench.today("Robin", "2026-03-03T09:00").size_tenths_mm;
    bench.write(contact("Robin", "resume_at:14"), "2026-03-02T12:00");
    assert_eq!(size(&bench), Some(140));
    bench.write(contact("Robin", "step_down"), "2026-03-02T12:01");
    assert_eq!(size(&bench), Some(130));
    let wrong = crate::bench::problems(bench.fail(contact("Robin", "resume_at:16"), "2026-03-02T12:02"));
    assert!(wrong[0].field == "outcome" && wrong[0].right.contains("15 mm"), "{wrong:?}");
    assert_eq!(size(&bench), Some(130), "nobody named a size between");
}

#[test]
fn each_wrong_field_of_a_talk_is_named() {
    let spoken = |who: &str, said: &str, outcome: &str| {
        let draft = ContactDraft { who: who.to_owned(), said: said.to_owned(), ..spoken(outcome) };
        talk("Robin", draft)
    };
    let long = "x".repeat(4001);
    let mut bench = Bench::adult();
    for (command, field, wrong) in [
        (spoken(" ", "go on", "resume"), "who", "is empty"),
        (spoken(&"x".repeat(121), "go on", "resume"), "who", "121 characters"),
        (spoken("Dr\tB", "go on", "resume"), "who", "control character"),
        (spoken("Dr B", "", "resume"), "said", "is empty"),
        (spoken("Dr B", &long, "resume"), "said", "4001 characters"),
        (spoken("Dr B", "go on", "yes"), "outcome", "“yes” is not one"),
        (spoken("Dr B", "go on", ""), "outcome", "nothing is not one"),
        (spoken("Dr B", "go on", "resume_at:"), "outcome", "nothing is no size"),
        (spoken("Dr B", "go on", "resume_at:61"), "outcome", "“61” is no size"),
    ] {
        let said = bench.wrong(command, "2026-03-02T12:00");
        assert!(said.0 == field && said.1.contains(wrong), "{said:?}");
    }
    bench.write(spoken(&"ä".repeat(120), &"ä".repeat(4000), "resume"), "2026-03-02T12:00");
}

#[test]
fn a_talk_lifts_only_what_it_was_about() {
    let mut bench = blocked();
    bench.write(check_in("Robin", well_but(&[("rigors", "true")])), "2026-03-02T21:00");
    let stands = bench.today("Robin", "2026-03-02T21:01").gate.assessments;
    assert_eq!(stands.len(), 2);
    let about = |ids: &[&str]| ContactDraft {
        about: ids.iter().map(|id| (*id).to_owned()).collect(),
        ..spoken("resume")
    };
    for (ids, wrong) in [
        (&[][..], "is empty while sessions are held back"),
        (&["x"], "names no answer that stands"),
        (&["all", "x"], "names no answer that stands"),
    ] {
        let mut found = crate::bench::problems(bench.fail(talk("Robin", about(ids)), "2026-03-02T21:01"));
        let first = found.remove(0);
        assert!(first.field == "about" && first.wrong.contains(wrong), "{first:?}");
    }
    bench.write(talk("Robin", about(&[&stands[0]])), "2026-03-02T21:01");
    let left = bench.today("Robin", "2026-03-02T21:02").gate;
    assert_eq!((left.gate, left.assessments), (GateWord::Blocked, vec![stands[1].clone()]));
    bench.write(talk("Robin", about(&[&stands[1]])), "2026-03-02T21:02");
    assert_eq!(gate(&bench, "2026-03-02T21:03"), GateWord::Allow);
}

#[test]
fn a_talk_lifts_nothing_that_came_after_it() {
    let mut bench = blocked();
    let id = bench.today("Robin", "2026-03-02T20:01").gate.assessments.remove(0);
    let earlier = |about: &str| ContactDraft {
        at: some("2026-03-02T19:59:59+01:00"),
        about: vec![about.to_owned()],
        ..spoken("resume")
    };
    let said = bench.wrong(talk("Robin", earlier(&id)), "2026-03-02T21:00");
    assert!(said.0 == "about" && said.1.contains("came after the talk"), "{said:?}");
    let said = bench.wrong(talk("Robin", earlier("all")), "2026-03-02T21:00");
    assert!(said.0 == "about" && said.1.contains("came after the talk"), "{said:?}");
    assert_eq!(gate(&bench, "2026-03-02T21:00"), GateWord::Blocked);
    let ahead = ContactDraft { at: some("2026-03-02T21:10:01+01:00"), ..spoken("resume") };
    assert_eq!(bench.wrong(talk("Robin", ahead), "2026-03-02T21:00").0, "at");
}

#[test]
fn a_visit_that_is_told_of_later_sets_the_size() {
    let mut bench = Bench::adult();
    let draft = VisitDraft {
        at: some("2026-03-02T10:00:00+01:00"),
        calibrated: some("14"),
        size_set: some("13"),
        advice: some("Go slowly."),
        ..examined()
    };
    assert_eq!(bench.today("Robin", "2026-03-03T08:59").size_tenths_mm, Some(120));
    bench.write(visit("Robin", draft), "2026-03-03T09:00");
    assert_eq!(bench.today("Robin", "2026-03-03T09:00").size_tenths_mm, Some(130));
    assert_eq!(
        bench.today("Robin", "2026-03-02T09:59").size_tenths_mm,
        Some(130),
        "a clock set back undoes nothing"
    );
    bench.write(visit("Robin", VisitDraft { calibrated: some("15"), ..examined() }), "2026-03-03T10:00");
    assert_eq!(bench.today("Robin", "2026-03-03T10:00").size_tenths_mm, Some(130), "measured is not set");
}

#[test]
fn a_visit_does_not_lift_a_block() {
    let mut bench = blocked();
    bench.write(visit("Robin", VisitDraft { size_set: some("12"), ..examined() }), "2026-03-03T10:00");
    assert_eq!(gate(&bench, "2026-03-03T10:01"), GateWord::Blocked);
}

#[test]
fn each_wrong_field_of_a_visit_is_named() {
    let long = "x".repeat(4001);
    let mut bench = Bench::adult();
    for (draft, field, wrong) in [
        (VisitDraft { at: some("noon"), ..examined() }, "at", "“noon” is no time"),
        (VisitDraft { at: some("2026-03-02T12:10:01+01:00"), ..examined() }, "at", "in the future"),
        (VisitDraft { kind: "chat".to_owned(), ..examined() }, "kind", "“chat” is not one"),
        (VisitDraft { who: String::new(), ..examined() }, "who", "is empty"),
        (VisitDraft { calibrated: some("big"), ..examined() }, "calibrated", "“big” is no size"),
        (VisitDraft { size_set: some("2.9"), ..examined() }, "size_set", "“2.9” is no size"),
        (VisitDraft { advice: Some(long), ..examined() }, "advice", "4001 characters"),
    ] {
        let said = bench.wrong(visit("Robin", draft), "2026-03-02T12:00");
        assert!(said.0 == field && said.1.contains(wrong), "{said:?}");
    }
    let edge = VisitDraft { at: some("2026-03-02T12:10:00+01:00"), ..examined() };
    bench.write(visit("Robin", edge), "2026-03-02T12:00");
}

#[test]
fn the_next_visit_is_told_with_a_talk_and_today_and_the_diary_say_it() {
    let mut bench = Bench::adult();
    let agreed = |day: &str| ContactDraft { next_visit: some(day), ..spoken("nothing_to_do") };
    let soon = ContactDraft { about: Vec::new(), ..agreed("2026-03-10") };
    bench.write(talk("Robin", soon), "2026-03-02T09:00");
    let says = |now: &str| {
        bench
            .today("Robin", now)
            .notices
            .join(" ")
            .contains("The next visit to the clinic is on 10 Mar 2026.")
    };
    assert!(says("2026-03-02T09:01") && says("2026-03-10T23:59") && !says("2026-03-11T00:00"));
    let line =
        bench.app.timeline("Robin", None, None, &crate::bench::at("2026-03-02T10:00")).expect("a timeline");
    let line = &line.items.iter().find(|item| item.kind == "contact").expect("the talk").sentence;
    assert!(line.contains("; next visit on 10 Mar 2026"), "{line}");
    for day in ["2026-03-01", "2027-03-04"] {
        let (field, wrong, _) = bench.wrong(talk("Robin", agreed(day)), "2026-03-02T21:00");
        assert_eq!(
            (field.as_str(), wrong.as_str()),
            ("next_visit", "is not within a year after the talk"),
            "{day}"
        );
    }
    let (field, wrong, _) = bench.wrong(talk("Robin", agreed("10 March")), "2026-03-02T21:00");
    assert!(field == "next_visit" && wrong.contains("is no date"), "{wrong}");
    for day in ["2026-03-02", "2027-03-03"] {
        bench.write(talk("Robin", agreed(day)), "2026-03-02T21:00");
    }
}

/// The plan of a visit may come in after the visit, and on the next day.
#[test]
fn a_size_of_the_visit_at_which_a_higher_goal_was_set_holds_once_both_are_written_down() {
    let higher = clinic_plan().replace("goal_mm = 15", "goal_mm = 16");
    assert_ne!(higher, clinic_plan());
    for (told, adopted) in
        [("2026-03-04T10:00", "2026-03-04T18:00"), ("2026-03-04T10:00", "2026-03-05T08:00")]
    {
        let mut bench = Bench::of(robin(), adopt("Robin", &clinic_plan()));
        let told = Some(format!("{told}:00+01:00"));
        let set = || visit("Robin", VisitDraft { at: told.clone(), size_set: some("16"), ..examined() });
        let (field, ..) = bench.wrong(set(), "2026-03-04T17:00");
        assert_eq!(field, "size_set", "no plan allows it yet");
        bench.write(adopt("Robin", &higher), adopted);
        bench.write(set(), "2026-03-05T08:30");
        let today = bench.today("Robin", "2026-03-05T09:00");
        assert_eq!(today.size_tenths_mm, Some(160), "{adopted}");
        assert!(!today.notices.iter().any(|one| one.contains("above")), "{:?}", today.notices);
    }
}

#[test]
fn one_size_smaller_than_the_plans_is_told_where_a_smaller_one_was_in_use() {
    let said = |bench: &mut Bench, at: &str| bench.write(contact("Robin", "step_down"), at).notices.join(" ");
    let at_14 = || {
        let mut bench = Bench::adult();
        bench.write(contact("Robin", "resume_at:14"), "2026-03-02T12:00");
        bench.write(held("Robin", good("14")), "2026-03-02T20:00");
        bench
    };
    assert!(!said(&mut at_14(), "2026-03-03T12:00").contains("already used"), "14 mm was in use");
    let mut asked = at_14();
    assert_eq!(
        asked.today("Robin", "2026-03-07T12:00").next_size_tenths_mm,
        Some(130),
        "after days without a session"
    );
    let told = said(&mut asked, "2026-03-07T12:01");
    assert!(
        told.contains("13 mm was already used or asked for before this talk, and the plan is at 13 mm now"),
        "{told}"
    );
    let mut used = at_14();
    used.write(held("Robin", good("12")), "2026-03-03T20:00");
    let told = said(&mut used, "2026-03-04T12:00");
    assert!(told.contains("and the plan is at 13 mm now. Use no size above 12 mm until you know"), "{told}");
}

/// R4 asks for the clinic and for the start of the plan. Who may go on is told at which size, and that another one is to be
/// written down where the clinic named it.
#[test]
fn to_go_on_after_a_long_gap_is_to_begin_with_the_start_size_and_is_said() {
    let gone = |day: &str, outcome: &str| {
        let mut bench = Bench::adult();
        bench.write(contact("Robin", "resume_at:14"), "2026-03-02T12:00");
        bench.write(held("Robin", good("14")), "2026-03-02T20:00");
        let told = bench.write(contact("Robin", outcome), &format!("{day}T09:00")).notices;
        let said = told.iter().any(|one| one.contains("begins at 12 mm again, and not at 14 mm"));
        (said, bench.today("Robin", &format!("{day}T19:00")).next_size_tenths_mm)
    };
    assert_eq!(
        gone("2026-03-17", "resume"),
        (false, Some(120)),
        "14 days late: two sizes down, as before the talk"
    );
    for outcome in ["resume", "stay_same", "step_down"] {
        assert_eq!(gone("2026-03-18", outcome), (true, Some(120)), "15 days late: {outcome}");
    }
    assert_eq!(gone("2026-03-18", "resume_at:13"), (false, Some(130)));
    assert_eq!(gone("2026-03-18", "stop"), (false, None));
}
