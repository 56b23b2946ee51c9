//! A plan that is in the vault and begins later: the day before, the day, and the day after.

use gradus_app::view::{Command, Fill, GateWord};

use crate::bench::{Bench, OWN, adopt, at, check_in, child_plan, mina, robin, well_but};

/// The plan of the bench from 10 March on, with another size and another number.
fn next() -> String {
    OWN.replace("Own practice", "Next")
        .replace("on = 2026-03-02", "on = 2026-03-10")
        .replace("goal_mm = 15", "goal_mm = 14")
        .replace("030 1234567", "030 7654321")
}

#[test]
fn the_plan_in_force_stands_until_the_next_one_begins_and_today_says_from_when() {
    let mut bench = Bench::adult();
    bench.write(adopt("Robin", &next()), "2026-03-05T09:00");
    let seen = |now: &str| {
        let today = bench.today("Robin", now);
        let next = today.next_plan.map(|next| (next.title, next.begins));
        (today.plan.expect("a plan"), today.goal_tenths_mm, next, today.plan_begins)
    };
    let coming = Some(("Next".to_owned(), "2026-03-10".to_owned()));
    for now in ["2026-03-05T09:01", "2026-03-09T23:59"] {
        assert_eq!(seen(now), ("Own practice".to_owned(), Some(150), coming.clone(), None), "{now}");
        let notices = bench.today("Robin", now).notices;
        assert_eq!(
            notices,
            ["A new plan begins on 10 Mar 2026: Next. Until then the present one holds."],
            "{now}"
        );
    }
    for now in ["2026-03-10T00:00", "2026-03-11T12:00"] {
        assert_eq!(seen(now), ("Next".to_owned(), Some(140), None, None), "{now}");
        assert_eq!(bench.today("Robin", now).notices, [""; 0], "{now}");
    }
}

#[test]
fn until_then_both_numbers_are_shown_the_newer_one_first_each_with_its_reason() {
    let mut bench = Bench::adult();
    bench.write(adopt("Robin", &next()), "2026-03-05T09:00");
    let numbers = |bench: &Bench, now: &str| {
        let contacts = bench.today("Robin", now).contacts;
        contacts.into_iter().map(|one| (one.phone, one.note)).collect::<Vec<_>>()
    };
    let note = |text: &str| Some(text.to_owned());
    let both = [
        ("030 7654321".to_owned(), note("New: from the plan that begins on 10 Mar 2026.")),
        ("030 1234567".to_owned(), note("From the present plan; the new one leaves it out.")),
    ];
    assert_eq!(numbers(&bench, "2026-03-09T23:59"), both);
    assert_eq!(numbers(&bench, "2026-03-10T00:00"), [("030 7654321".to_owned(), None)]);
    let timeline = bench.app.timeline("Robin", None, None, &at("2026-03-06T12:00")).expect("a timeline");
    assert_eq!(timeline.contacts.len(), 2, "wherever a number is shown");
    let mut bench = Bench::adult();
    let same = next().replace("030 7654321", "030 / 12 34 567");
    bench.write(adopt("Robin", &same), "2026-03-05T09:00");
    let shown = numbers(&bench, "2026-03-06T12:00");
    assert_eq!(shown, [("030 / 12 34 567".to_owned(), None)], "the same number, written otherwise");
}

#[test]
fn the_only_plan_there_is_does_not_look_as_if_it_were_in_force_before_it_begins() {
    let bench = Bench::of(robin(), adopt("Robin", &next()));
    for now in ["2026-03-02T08:00", "2026-03-09T20:00", "2026-03-09T23:59"] {
        let today = bench.today("Robin", now);
        assert_eq!(today.headline, "The plan begins on 10 Mar 2026.", "{now}");
        assert_eq!(today.gate.sentence, "No session before the plan begins, on 10 Mar 2026.", "{now}");
        assert_eq!((today.plan_begins.as_deref(), today.next_plan), (Some("2026-03-10"), None), "{now}");
        let sizes = (today.size_tenths_mm, today.next_size_tenths_mm, today.goal_tenths_mm);
        assert_eq!((sizes, today.slots.len()), ((None, None, None), 0), "{now}");
        assert!(today.proposal.is_none() && today.notices.is_empty(), "{now}: {:?}", today.notices);
        assert_eq!(today.contacts[0].note, None, "{now}");
    }
    let effective = bench.app.plan("Robin", &at("2026-03-09T12:00")).expect("a plan").effective;
    assert_eq!(effective.as_deref(), Some("2026-03-10"));
    for now in ["2026-03-10T19:30", "2026-03-11T19:30"] {
        let today = bench.today("Robin", now);
        assert_eq!((today.plan_begins, today.size_tenths_mm), (None, Some(120)), "{now}");
        assert_eq!(today.gate.sentence, "Sessions may go on as the plan says.", "{now}");
        assert_eq!(today.slots.len(), 1, "{now}");
    }
}

#[test]
fn after_an_end_the_next_beginning_is_said() {
    let ends =
        OWN.replace("review_by", "valid_until = 2026-03-06\nreview_by").replace("2026-12-01", "2026-03-06");
    let mut bench = Bench::of(robin(), adopt("Robin", &ends));
    let ended = bench.today("Robin", "2026-03-07T12:00");
    assert_eq!(ended.headline, "The plan has ended. Ask your clinic how to go on.");
    assert_eq!(
        (ended.gate.gate, ended.gate.sentence.as_str()),
        (GateWord::Blocked, "The plan has ended, so no session is asked for.")
    );
    bench.write(adopt("Robin", &next()), "2026-03-07T12:01");
    let ended = bench.today("Robin", "2026-03-07T12:02");
    assert_eq!(ended.headline, "The plan has ended. The next one begins on 10 Mar 2026.");
    assert_eq!(ended.notices, ["A new plan begins on 10 Mar 2026: Next."]);
    let report = |bench: &Bench, now: &str| {
        bench.app.report_html("Robin", None, None, false, &at(now)).expect("a report")
    };
    let said = report(&bench, "2026-03-07T12:02");
    assert!(
        said.contains("A new plan begins on 10 Mar 2026: Next.") && !said.contains("Until then the present")
    );
    let mut bench = Bench::adult();
    bench.write(adopt("Robin", &next()), "2026-03-05T09:00");
    assert!(report(&bench, "2026-03-05T10:00").contains("Next. Until then the present one holds."));
}

#[test]
fn a_plan_that_waits_already_is_not_taken_twice_and_is_told_before_another_one() {
    let mut bench = Bench::adult();
    bench.write(adopt("Robin", &next()), "2026-03-05T09:00");
    let why = bench.refused(adopt("Robin", &next()), "2026-03-06T09:00");
    assert!(why.contains("in the vault already"), "{why}");
    let between = OWN.replace("Own practice", "Between");
    let warnings = |now: &str| bench.app.plan_for("Robin", &between, &[], &at(now)).expect("a plan").warnings;
    let after = "Another plan is in the diary already and takes the place of this one on 10 Mar 2026: Next.";
    assert_eq!(warnings("2026-03-06T09:00"), [after]);
    assert_eq!(warnings("2026-03-10T09:00"), [""; 0], "it has");
}

#[test]
fn a_goal_above_the_age_is_said_before_the_yes_and_again_after_it() {
    let mut bench = Bench::child();
    let (text, mut fills) = child_plan();
    let set = |fills: &mut Vec<Fill>, field: &str, value: &str| {
        fills.iter_mut().find(|fill| fill.field == field).expect("a blank").value = value.to_owned();
    };
    let preview = |bench: &Bench, fills: &[Fill]| {
        bench.app.plan_for("Mina", &text, fills, &at("2026-03-05T09:00")).expect("a plan").warnings
    };
    set(&mut fills, "ladder.start_mm", "10");
    assert_eq!(preview(&bench, &fills), [""; 0], "12 mm is published for two months of age");
    set(&mut fills, "ladder.goal_mm", "13");
    let before = preview(&bench, &fills);
    let goal = "The goal of 13 mm is above the 12 mm that is published for 2 months of age. Ask the surgeon whether it is meant.";
    assert_eq!(before, [goal]);
    let command = Command::AdoptPlan { person: "Mina".to_owned(), text, fills };
    let after = bench.write(command, "2026-03-05T09:00").notices;
    assert!(after.contains(&goal.to_owned()), "{after:?}");
    let plan = bench.app.plan("Mina", &at("2026-03-05T09:01")).expect("a plan");
    assert_eq!(plan.warnings, [goal]);
}

#[test]
fn the_summary_before_the_yes_is_refused_what_the_plan_itself_is_and_says_when_it_begins() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: mina() }, "2026-03-02T07:30");
    let view = |text: &str| bench.app.plan_for("Mina", text, &[], &at("2026-03-02T07:30"));
    assert_eq!(view(OWN).expect_err("for an adult").kind(), "refused");
    assert_eq!(view("nonsense").expect_err("no plan").kind(), "invalid");
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:30");
    let view = bench.app.plan_for("Robin", OWN, &[], &at("2026-03-04T07:30")).expect("a plan");
    assert_eq!(view.effective.as_deref(), Some("2026-03-02"), "its first day, as it says itself");
    assert_eq!(view.version, None, "nothing was written");
}

/// What Today says, and whether a session is open on a day.
fn day(bench: &Bench, now: &str) -> (String, Option<String>, usize) {
    let today = bench.today("Robin", now);
    (today.headline, today.plan_begins, today.slots.len())
}

fn begins(title: &str, on: &str) -> String {
    OWN.replace("Own practice", title).replace("on = 2026-03-02", &format!("on = {on}"))
}

#[test]
fn a_plan_that_has_not_begun_is_put_off_and_brought_forward_by_the_newer_one() {
    let mut bench = Bench::of(robin(), adopt("Robin", &begins("First", "2026-03-05")));
    let later = begins("Later", "2026-03-12");
    let seen = bench.app.plan_for("Robin", &later, &[], &at("2026-03-03T11:00")).expect("a plan");
    assert_eq!(seen.warnings, [""; 0]);
    assert_eq!(bench.write(adopt("Robin", &later), "2026-03-03T11:00").notices, [""; 0]);
    let put_off = ("The plan begins on 12 Mar 2026.".to_owned(), Some("2026-03-12".to_owned()), 0);
    for now in ["2026-03-03T11:01", "2026-03-05T20:00", "2026-03-08T20:00", "2026-03-11T23:59"] {
        assert_eq!(day(&bench, now), put_off, "{now}");
    }
    assert_eq!(day(&bench, "2026-03-12T08:00").2, 1);
    // A third one, which begins before both: nothing takes its place, and nothing says so.
    let sooner = begins("Sooner", "2026-03-04");
    assert_eq!(bench.write(adopt("Robin", &sooner), "2026-03-03T12:00").notices, [""; 0]);
    assert_eq!(day(&bench, "2026-03-03T12:01").1.as_deref(), Some("2026-03-04"));
    for now in ["2026-03-04T08:00", "2026-03-05T08:00", "2026-03-12T08:00"] {
        let today = bench.today("Robin", now);
        assert_eq!((today.plan.as_deref(), today.slots.len()), (Some("Sooner"), 1), "{now}");
        assert!(today.next_plan.is_none(), "{now}");
    }
}

#[test]
fn one_that_begins_at_once_takes_the_place_of_one_that_has_not_begun_and_nothing_says_otherwise() {
    let mut bench = Bench::of(robin(), adopt("Robin", &begins("First", "2026-03-05")));
    let mended = begins("Mended", "2026-02-28");
    assert_eq!(bench.write(adopt("Robin", &mended), "2026-03-02T11:00").notices, [""; 0]);
    for now in ["2026-03-02T12:00", "2026-03-05T12:00"] {
        let today = bench.today("Robin", now);
        assert_eq!((today.plan.as_deref(), today.slots.len()), (Some("Mended"), 1), "{now}");
    }
}

#[test]
fn a_plan_that_waits_behind_one_in_force_gives_way_to_the_newer_one_that_waits() {
    for (on, between) in [("2026-03-14", "2026-03-12T08:00"), ("2026-03-08", "2026-03-10T08:00")] {
        let mut bench = Bench::adult();
        bench.write(adopt("Robin", &next()), "2026-03-05T09:00");
        let newer = begins("Newer", on);
        let seen = bench.app.plan_for("Robin", &newer, &[], &at("2026-03-06T09:00")).expect("a plan");
        let said = "This plan takes the place of the one that was to begin on 10 Mar 2026: Next. That one does not begin.";
        assert_eq!(seen.warnings, [said]);
        assert_eq!(bench.write(adopt("Robin", &newer), "2026-03-06T09:00").notices, [said]);
        let coming = bench.today("Robin", "2026-03-06T10:00").next_plan.expect("another plan");
        assert_eq!((coming.title.as_str(), coming.begins.as_str()), ("Newer", on));
        let in_force = if on > "2026-03-10" { "Own practice" } else { "Newer" };
        let today = bench.today("Robin", between);
        assert_eq!((today.plan.as_deref(), today.goal_tenths_mm), (Some(in_force), Some(150)), "{on}");
        assert_eq!(bench.today("Robin", "2026-03-15T08:00").plan.as_deref(), Some("Newer"));
        assert_eq!(bench.app.plan_history("Robin").expect("versions").len(), 3, "nothing is lost");
    }
}

#[test]
fn a_childs_plan_that_was_put_off_is_not_interrupted_before_it_begins() {
    let (text, fills) = child_plan();
    let set = |on: &str| {
        let mut fills = fills.clone();
        fills.iter_mut().find(|fill| fill.field == "start.on").expect("a blank").value = on.to_owned();
        Command::AdoptPlan { person: "Mina".to_owned(), text: text.clone(), fills }
    };
    let mut bench = Bench::of(mina(), set("2026-03-05"));
    bench.write(set("2026-03-12"), "2026-03-03T11:00");
    for now in ["2026-03-05T09:00", "2026-03-09T09:00", "2026-03-12T00:01"] {
        assert!(bench.today("Mina", now).tasks.is_empty(), "{now}");
    }
    assert_eq!(bench.today("Mina", "2026-03-14T20:00").tasks[0].rules, ["C6"]);
}

#[test]
fn the_answer_of_a_check_in_opens_nothing_before_a_plan_has_begun() {
    let mut bench = Bench::of(robin(), adopt("Robin", &next()));
    for (now, word) in [("2026-03-09T23:59", GateWord::Wait), ("2026-03-10T00:00", GateWord::Allow)] {
        let answer = bench.write(check_in("Robin", well_but(&[])), now).triage.expect("an answer");
        assert_eq!((answer.gate, answer.until), (word, None), "{now}");
        assert_eq!(bench.today("Robin", now).gate.gate, word, "{now}");
    }
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:30");
    let answer = bench.write(check_in("Robin", well_but(&[])), "2026-03-02T08:00").triage.expect("an answer");
    assert_eq!(answer.gate, GateWord::Wait, "there is none");
    assert_eq!(bench.today("Robin", "2026-03-02T08:01").gate.gate, GateWord::Wait);
}
