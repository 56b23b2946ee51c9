//! A pause of the plan: what it says, what does not count, what goes on being counted, and how it ends.

use gradus_app::view::{Command, GateWord};

use crate::bench::{Bench, OWN, adopt, at, check_in, clinic_plan, contact, good, held, robin, well_but};

const MORNING: &str = "2026-03-03T09:00";

fn pause(person: &str, reason: &str, to: Option<&str>) -> Command {
    let to_date = to.map(str::to_owned);
    Command::Pause { person: person.to_owned(), reason: reason.to_owned(), from_date: None, to_date }
}

fn end(person: &str) -> Command {
    Command::EndPause { person: person.to_owned() }
}

#[test]
fn today_says_that_the_plan_is_paused_and_its_sessions_do_not_count() {
    let mut bench = Bench::adult();
    bench.write(held("Robin", good("12")), "2026-03-02T20:00");
    let notices = bench.write(pause("Robin", "travel", Some("2026-03-04")), MORNING).notices;
    assert!(notices[0].contains("goes on as before") && notices.len() == 1, "{notices:?}");
    for day in ["2026-03-03T20:00", "2026-03-04T23:59"] {
        let today = bench.today("Robin", day);
        assert_eq!(
            today.headline,
            "The plan is paused until 4 Mar 2026. A session may be held all the same."
        );
        assert!(today.slots[0].sentence.contains("does not count as missed"), "{}", today.slots[0].sentence);
    }
    let after = bench.today("Robin", "2026-03-05T20:00");
    assert!(!after.headline.contains("paused") && !after.slots[0].sentence.contains("paused"));
    let bench = bench.reopen(true, MORNING);
    assert!(bench.today("Robin", MORNING).headline.contains("paused"));
    let page = bench.app.report_html("Robin", None, None, false, &at("2026-03-05T08:00")).expect("a page");
    assert!(page.contains("Plan paused from 3 Mar 2026 to 4 Mar 2026: travel"));
    assert!(page.contains("2 more fell on days without sessions, because the plan was paused"));
}

/// Once a week, a pause of four days is none.
#[test]
fn what_a_pause_is_said_to_lead_to_is_what_today_asks_for_after_it() {
    let weekly = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", "per_week = 1");
    for (to, said, size) in
        [("2026-03-06", "goes on as before", 130), ("2026-03-12", "with a smaller size", 120)]
    {
        let mut bench = Bench::of(robin(), adopt("Robin", &weekly));
        bench.write(contact("Robin", "resume_at:13"), "2026-03-02T19:00");
        bench.write(held("Robin", good("13")), "2026-03-02T20:00");
        let notices = bench.write(pause("Robin", "travel", Some(to)), MORNING).notices;
        assert!(notices[0].contains(said), "{notices:?}");
        let last: chrono::NaiveDate = to.parse().expect("a day");
        let after = bench.today("Robin", &format!("{}T20:00", last.succ_opt().expect("a day")));
        assert_eq!(after.next_size_tenths_mm, Some(size), "{to}");
    }
}

/// Nobody is told from when on to go on with what is paused.
#[test]
fn a_paused_day_says_nothing_of_the_gap_between_two_sessions() {
    let mut bench = Bench::of(robin(), adopt("Robin", &clinic_plan()));
    bench.write(held("Robin", good("12")), "2026-03-03T08:00");
    let of_the_gap = |bench: &Bench| {
        let today = bench.today("Robin", MORNING);
        let said = today.notices.iter().chain([&today.headline]);
        said.filter(|said| said.contains("not before 3 Mar, 14:00")).count()
    };
    assert_eq!(of_the_gap(&bench), 1);
    bench.write(pause("Robin", "travel", Some("2026-03-04")), "2026-03-03T08:45");
    assert_eq!(of_the_gap(&bench), 0);
}

/// A shell shows the paused day by what it is told, also where another sentence comes first.
#[test]
fn the_pause_of_today_stands_by_itself_whatever_the_headline_says() {
    let mut bench = Bench::adult();
    assert!(bench.today("Robin", MORNING).pause.is_none());
    bench.write(pause("Robin", "travel", Some("2026-03-04")), MORNING);
    let paused = |bench: &Bench, now| {
        let pause = bench.today("Robin", now).pause?;
        Some((pause.reason, pause.since, pause.until, pause.sentence))
    };
    let own = |text: &str| text.to_owned();
    let sentence = own("The plan is paused until 4 Mar 2026. A session may be held all the same.");
    let expected = Some((own("travel"), own("2026-03-03"), Some(own("2026-03-04")), sentence.clone()));
    assert_eq!(paused(&bench, "2026-03-04T23:59"), expected);
    assert_eq!(paused(&bench, "2026-03-05T00:00"), None);
    bench.write(check_in("Robin", well_but(&[("bleeding", "red_bowl")])), "2026-03-04T08:00");
    assert_ne!(bench.today("Robin", "2026-03-04T08:01").headline, sentence);
    assert_eq!(paused(&bench, "2026-03-04T08:01"), expected);
    let mut bench = Bench::adult();
    bench.write(pause("Robin", "illness", None), MORNING);
    let open = paused(&bench, "2026-04-20T08:00").expect("it has no end");
    assert_eq!((open.0, open.2), (own("illness"), None));
    bench.write(end("Robin"), "2026-04-20T08:00");
    assert_eq!(paused(&bench, "2026-04-20T08:01"), None);
}

#[test]
fn what_a_pause_leads_to_is_said_before_it_by_its_length() {
    let told = |to: Option<&str>| {
        let mut bench = Bench::adult();
        bench.write(contact("Robin", "resume_at:13"), "2026-03-02T20:00");
        bench.write(pause("Robin", "other", to), MORNING).notices.pop()
    };
    let has = |to, words: &str| told(to).is_some_and(|notice| notice.contains(words));
    assert!(
        has(Some("2026-03-04"), "as before") && has(Some("2026-03-05"), "smaller size"),
        "two days, three"
    );
    assert!(has(Some("2026-03-16"), "smaller size") && has(Some("2026-03-17"), "clinic is to be asked"));
    assert!(has(None, "clinic is to be asked"), "without an end");
    let child = |to| {
        let mut bench = Bench::child();
        bench.write(held("Mina", good("9")), "2026-03-02T20:00");
        bench.write(pause("Mina", "other", Some(to)), MORNING).notices.pop()
    };
    assert!(child("2026-03-03").is_some_and(|notice| notice.contains("as before")));
    assert!(child("2026-03-04").is_some_and(|notice| notice.contains("clinic is to be asked")));
    let nothing_held =
        Bench::child().write(pause("Mina", "other", Some("2026-03-03")), MORNING).notices.pop();
    assert!(nothing_held.is_some_and(|notice| notice.contains("clinic is to be asked")), "four in a row");
    let ill = Bench::child().write(pause("Mina", "illness", Some("2026-03-03")), MORNING).notices;
    assert!(ill[0].contains("check-in now"), "{ill:?}");
}

/// The canal does not know why it was not dilated.
#[test]
fn a_child_is_interrupted_in_a_pause_as_without_one() {
    let day = |paused: bool| {
        let mut bench = Bench::child();
        bench.write(held("Mina", good("9")), "2026-03-02T20:00");
        if paused {
            bench.write(pause("Mina", "travel", Some("2026-03-20")), MORNING);
        }
        let today = bench.today("Mina", "2026-03-06T08:00");
        (today.headline, today.gate.gate, today.tasks.len())
    };
    assert_eq!(day(true), day(false));
    assert_eq!(day(true).1, GateWord::Blocked);
}

#[test]
fn a_pause_is_ended_once_and_what_it_was_stays_to_be_read() {
    let mut bench = Bench::adult();
    assert!(bench.refused(end("Robin"), MORNING).contains("not paused"));
    let entry = bench.write(pause("Robin", "illness", None), MORNING).entry;
    assert_eq!(
        bench.today("Robin", MORNING).headline,
        "The plan is paused. End the pause when sessions go on."
    );
    assert!(bench.refused(pause("Robin", "travel", None), MORNING).contains("End that pause first"));
    assert_eq!(bench.write(end("Robin"), "2026-03-05T09:00").entry, entry);
    assert!(!bench.today("Robin", "2026-03-05T09:01").headline.contains("paused"), "today counts again");
    assert!(bench.today("Robin", "2026-03-04T20:00").headline.contains("paused"));
    bench.refused(end("Robin"), "2026-03-05T09:02");
    let timeline = bench.app.timeline("Robin", None, None, &at("2026-03-05T10:00")).expect("a timeline");
    let line = &timeline.items.iter().find(|item| item.entry == entry).expect("the pause").sentence;
    assert!(
        line.starts_with("Plan paused from 3 Mar 2026 to 4 Mar 2026")
            && line.contains("before: Plan paused from 3 Mar 2026 on"),
        "{line}"
    );
}

#[test]
fn one_that_is_ended_on_its_day_or_before_it_holds_for_no_day() {
    let mut bench = Bench::adult();
    bench.write(pause("Robin", "travel", Some("2026-03-06")), MORNING);
    bench.write(end("Robin"), MORNING);
    assert!(!bench.today("Robin", MORNING).headline.contains("paused"));
    let to_come = Command::Pause {
        person: "Robin".to_owned(),
        reason: "travel".to_owned(),
        from_date: Some("2026-03-04".to_owned()),
        to_date: Some("2026-03-05".to_owned()),
    };
    bench.write(to_come, MORNING);
    let paused = |bench: &Bench| bench.today("Robin", "2026-03-04T09:00").headline.contains("paused");
    assert!(paused(&bench));
    bench.write(end("Robin"), MORNING);
    assert!(!paused(&bench));
    bench.refused(end("Robin"), MORNING);
}

#[test]
fn each_wrong_field_is_named() {
    let mut bench = Bench::adult();
    let mut said = |reason: &str, from: Option<&str>, to: Option<&str>| {
        let (from_date, to_date) = (from.map(str::to_owned), to.map(str::to_owned));
        let command = Command::Pause { person: "Robin".into(), reason: reason.into(), from_date, to_date };
        bench.wrong(command, MORNING).0
    };
    assert_eq!(said("tired", None, None), "reason");
    assert_eq!(said("travel", Some("soon"), None), "from_date");
    assert_eq!(said("travel", Some("2026-06-04"), None), "from_date");
    assert_eq!(said("travel", None, Some("2026-03-02")), "to_date");
    assert_eq!(said("travel", None, Some("2026-06-04")), "to_date");
    assert_eq!(said("travel", None, Some("2026-3-4")), "to_date");
    bench.write(
        Command::Pause {
            person: "Robin".into(),
            reason: "travel".into(),
            from_date: Some("2026-06-03".into()),
            to_date: Some("2026-09-03".into()),
        },
        MORNING,
    );
}

#[test]
fn a_pause_overlaps_no_other_one_on_any_day() {
    let from_to = |from: &str, to: Option<&str>| Command::Pause {
        person: "Robin".to_owned(),
        reason: "travel".to_owned(),
        from_date: Some(from.to_owned()),
        to_date: to.map(str::to_owned),
    };
    let mut bench = Bench::adult();
    bench.write(from_to("2026-03-10", Some("2026-03-12")), MORNING);
    for (from, to) in
        [("2026-03-08", Some("2026-03-14")), ("2026-03-08", None), ("2026-03-12", Some("2026-03-20"))]
    {
        let why = bench.refused(from_to(from, to), MORNING);
        assert!(why.contains("End that pause first"), "{why}");
    }
    bench.write(from_to("2026-03-08", Some("2026-03-09")), MORNING);
    bench.write(from_to("2026-03-13", None), MORNING);
}

/// Monday to Sunday is one free week, so that its sessions stand on the Monday.
#[test]
fn a_session_is_said_to_be_paused_only_where_it_does_not_count_as_missed() {
    let text = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", "per_week = 1\nday = \"free\"");
    let said = |first: &str, last: &str, today: &str| {
        let mut bench = Bench::of(robin(), adopt("Robin", &text));
        let pause = Command::Pause {
            person: "Robin".to_owned(),
            reason: "travel".to_owned(),
            from_date: Some(first.to_owned()),
            to_date: Some(last.to_owned()),
        };
        bench.write(pause, "2026-03-04T09:00");
        bench.today("Robin", today).slots[0].sentence.clone()
    };
    let paused = "The plan is paused; it does not count as missed";
    assert_eq!(said("2026-03-04", "2026-03-05", "2026-03-05T09:00"), paused);
    let open = "Open until 8 Mar 2026: the day is yours to choose";
    assert_eq!(said("2026-03-02", "2026-03-03", "2026-03-04T10:00"), open, "told when it was over");
    assert_eq!(said("2026-03-04", "2026-03-05", "2026-03-06T09:00"), open, "over again");
}

#[test]
fn a_pause_told_afterwards_excuses_nothing_and_does_not_ask_for_a_call_before_it() {
    let told = |from: &str| {
        let mut bench = Bench::adult();
        let pause = Command::Pause {
            person: "Robin".to_owned(),
            reason: "travel".to_owned(),
            from_date: Some(from.to_owned()),
            to_date: Some("2026-03-30".to_owned()),
        };
        bench.write(pause, MORNING).notices.pop().expect("a notice")
    };
    assert!(told("2026-03-03").contains("before the pause"), "{}", told("2026-03-03"));
    let late = told("2026-03-02");
    assert!(!late.contains("before the pause") && late.contains("go on counting as missed"), "{late}");
    assert!(late.contains("clinic is to be asked"), "{late}");
}
