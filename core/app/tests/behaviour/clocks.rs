//! A clock that was wrong and is put right: what was said before holds, whichever way it went.

use gradus_app::view::{ContactDraft, GateWord, VisitDraft};

use crate::bench::{
    Bench, adopt, at, check_in, clinic_plan, contact, good, held, spoken, step, talk, visit, well_but,
};

fn gate(bench: &Bench, now: &str) -> GateWord {
    bench.today("Robin", now).gate.gate
}

fn size(bench: &Bench, now: &str) -> Option<u16> {
    bench.today("Robin", now).size_tenths_mm
}

#[test]
fn a_stop_of_the_clinic_holds_and_is_seen_when_the_clock_was_ahead() {
    for ahead in ["2026-03-03T23:10", "2026-03-20T23:10"] {
        let mut bench = Bench::adult();
        bench.write(contact("Robin", "stop"), ahead);
        let now = "2026-03-03T19:00";
        assert_eq!(gate(&bench, now), GateWord::Blocked, "written at {ahead}");
        assert!(bench.kinds("Robin", now).contains(&"contact".to_owned()), "and it is in sight");
        bench.write(contact("Robin", "resume"), "2026-03-03T19:30");
        assert_eq!(gate(&bench, "2026-03-03T19:31"), GateWord::Allow, "the clinic's next word");
        assert_eq!(gate(&bench, "2026-03-04T09:00"), GateWord::Allow, "and it stays the last one");
    }
}

#[test]
fn a_stop_of_the_clinic_and_a_smaller_size_hold_when_the_clock_was_back() {
    let mut bench = Bench::adult();
    bench.write(contact("Robin", "resume"), "2026-03-05T09:00");
    bench.write(contact("Robin", "stop"), "2026-03-04T15:00");
    for now in ["2026-03-04T15:01", "2026-03-05T08:00", "2026-03-05T15:10"] {
        assert_eq!(gate(&bench, now), GateWord::Blocked, "{now}");
    }
    let mut bench = Bench::adult();
    let set = |size: &str| {
        let size_set = Some(size.to_owned());
        let draft = VisitDraft {
            kind: "calibration".into(),
            who: "Dr Brandt".into(),
            size_set,
            ..VisitDraft::default()
        };
        visit("Robin", draft)
    };
    bench.write(set("14"), "2026-03-05T09:00");
    bench.write(set("13"), "2026-03-04T15:00");
    assert_eq!(size(&bench, "2026-03-04T15:01"), Some(130));
    assert_eq!(
        size(&bench, "2026-03-05T15:10"),
        Some(130),
        "the last that was set, by the order of the journal"
    );
}

#[test]
fn a_plan_taken_under_a_wrong_clock_is_the_plan_and_the_last_one_taken_holds() {
    let lower = clinic_plan().replace("goal_mm = 15", "goal_mm = 13");
    assert_ne!(lower, clinic_plan());
    let goal =
        |bench: &Bench, now: &str| bench.app.plan("Robin", &at(now)).map(|plan| plan.goal_tenths_mm).ok();
    let mut back = Bench::adult();
    back.write(adopt("Robin", &clinic_plan()), "2026-03-05T09:00");
    back.write(adopt("Robin", &lower), "2026-03-04T15:00");
    assert_eq!(goal(&back, "2026-03-05T15:10"), Some(130));
    let mut ahead = Bench::adult();
    ahead.write(adopt("Robin", &lower), "2027-03-03T12:00");
    assert_eq!(goal(&ahead, "2026-03-05T15:10"), Some(130), "it is in the vault, so it came before now");
    ahead.write(adopt("Robin", &clinic_plan()), "2026-03-05T16:00");
    assert_eq!(goal(&ahead, "2026-03-05T16:01"), Some(150));
}

#[test]
fn what_was_written_before_a_sign_answers_nothing_of_it_though_its_clock_shows_more() {
    let mut bench = Bench::adult();
    bench.write(held("Robin", good("12")), "2026-03-05T10:00");
    bench.write(check_in("Robin", well_but(&[])), "2026-03-05T10:30");
    bench.write(contact("Robin", "resume"), "2026-03-05T11:00");
    bench.write(check_in("Robin", well_but(&[("bleeding", "drip")])), "2026-03-04T09:30");
    let now = "2026-03-05T12:00";
    assert_eq!(gate(&bench, now), GateWord::Blocked);
    let today = bench.today("Robin", now);
    assert!(today.tasks.iter().any(|task| task.duty == "same_day"), "{:?}", today.tasks.len());
}

#[test]
fn a_sign_told_under_a_clock_ahead_is_released_by_the_next_talk() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("bleeding", "drip")])), "2027-03-03T12:00");
    assert_eq!(gate(&bench, "2026-03-03T19:10"), GateWord::Blocked);
    bench.write(contact("Robin", "resume"), "2026-03-03T19:20");
    assert_eq!(gate(&bench, "2026-03-03T19:21"), GateWord::Allow);
    assert!(bench.today("Robin", "2026-03-03T19:21").tasks.is_empty());
}

#[test]
fn no_step_is_proposed_or_taken_while_the_clinic_is_still_to_be_asked_about_a_sign() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("stool_blood_mixed", "true")])), "2026-03-02T09:00");
    bench.write(check_in("Robin", well_but(&[("stool_blood_mixed", "false")])), "2026-03-03T09:00");
    bench.evenings("Robin", 3..=9, "12");
    let now = "2026-03-10T09:00";
    assert_eq!(gate(&bench, now), GateWord::Allow, "sessions go on");
    let why = bench.refused(step("Robin", 130), now);
    assert!(why.starts_with("Stay at 12 mm"), "{why}");
    bench.write(contact("Robin", "resume"), now);
    bench.write(step("Robin", 130), "2026-03-10T09:05");
    assert_eq!(size(&bench, "2026-03-10T09:05"), Some(130));
}

#[test]
fn a_call_of_a_clock_that_was_ahead_has_one_time_and_becomes_late_and_a_talk_of_some_minutes_ago_answers_it()
{
    let mut bench = Bench::adult();
    bench.write(held("Robin", good("12")), "2026-03-03T07:55");
    bench.write(check_in("Robin", well_but(&[("bleeding", "drip")])), "2026-03-03T20:00");
    let call = |bench: &Bench, now: &str| {
        let tasks = bench.today("Robin", now).tasks;
        tasks.into_iter().find(|task| task.duty == "same_day").expect("a call")
    };
    let first = call(&bench, "2026-03-03T08:05");
    assert!(
        first.due.starts_with("2026-03-03T09:55") && !first.overdue,
        "by the entry before: {}",
        first.due
    );
    let later = call(&bench, "2026-03-03T12:00");
    assert!(later.overdue && later.due == first.due);
    let told = ContactDraft { at: Some("2026-03-03T12:00:00+01:00".to_owned()), ..spoken("resume") };
    bench.write(talk("Robin", told), "2026-03-03T12:10");
    assert_eq!(gate(&bench, "2026-03-03T15:00"), GateWord::Allow);
    assert!(bench.today("Robin", "2026-03-03T15:00").tasks.is_empty());
}

#[test]
fn a_talk_about_all_that_was_before_all_of_it_is_refused() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("bleeding", "drip")])), "2026-03-03T09:00");
    let early = ContactDraft { at: Some("2026-03-03T08:00:00+01:00".to_owned()), ..spoken("resume") };
    let (field, wrong, _) = bench.wrong(talk("Robin", early), "2026-03-03T10:00");
    assert_eq!(
        (field.as_str(), wrong.as_str()),
        ("about", "names nothing: all that stands came after the talk")
    );
}

#[test]
fn a_talk_about_all_ends_the_calls_of_answers_that_hold_no_session_back_any_more() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("bleeding", "unknown")])), "2026-03-03T09:00");
    bench.write(check_in("Robin", well_but(&[("bleeding", "drip")])), "2026-03-03T13:05");
    bench.write(contact("Robin", "resume"), "2026-03-03T14:00");
    let today = bench.today("Robin", "2026-03-03T14:01");
    assert_eq!(today.gate.gate, GateWord::Allow);
    assert!(today.tasks.is_empty(), "{:?}", today.tasks.iter().map(|task| &task.duty).collect::<Vec<_>>());
}

/// What was told of next year stands there for whoever looks so far, and what was told of today goes on as if nothing had been.
#[test]
fn a_clock_that_was_a_year_ahead_and_is_put_right_loses_nothing_and_what_it_wrote_earns_nothing() {
    const AHEAD: &str = "2027-03-05T20:00";
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=4, "12");
    let before = bench.today("Robin", "2026-03-05T20:00");
    let kinds = |bench: &Bench| {
        let view = bench.app.timeline("Robin", None, Some("2027-12-31"), &at("2026-03-05T21:00"));
        view.expect("a timeline").items.into_iter().map(|item| item.kind).collect::<Vec<_>>()
    };
    let was = kinds(&bench);
    bench.write(held("Robin", good("12")), AHEAD);
    bench.write(check_in("Robin", well_but(&[])), "2027-03-05T20:05");
    let all = bench.app.timeline("Robin", None, None, &at("2026-03-05T21:00")).expect("a timeline");
    assert_eq!(all.to_date, "2027-03-05", "what was told of the time to come is not hidden");
    let marked: Vec<_> =
        all.items.iter().filter(|one| one.sentence.ends_with("when this was written down)")).collect();
    assert_eq!(marked.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["session", "check_in"]);
    let until = |day| {
        bench.app.timeline("Robin", None, Some(day), &at("2026-03-05T21:00")).expect("a timeline").items
    };
    assert!(until("2026-03-05").len() + 2 == all.items.len(), "a last day that is named is the last");
    let mut now = kinds(&bench);
    let mut expected = [&was[..], &["session".into(), "check_in".into(), "assessment".into()]].concat();
    now.sort();
    expected.sort();
    assert_eq!(now, expected, "nothing is gone");
    let mut bench = bench.reopen(true, "2026-03-05T21:00");
    assert!(bench.app.verify(&at("2026-03-05T21:00")).expect("verifies").sound);
    let after = bench.today("Robin", "2026-03-05T20:00");
    assert_eq!((after.size_tenths_mm, &after.headline), (before.size_tenths_mm, &before.headline));
    assert_eq!(after.slots[0].status, before.slots[0].status, "today's session is still asked for");
    assert!(after.notices.iter().any(|notice| notice.contains("clock")), "{:?}", after.notices);
    bench.evenings("Robin", 5..=12, "12");
    let progress = bench.app.progress("Robin", &at("2026-03-13T09:00")).expect("a proposal");
    assert_eq!(progress.to_tenths_mm, Some(130), "by the sessions under the clock that was right");
    let row = progress.reasons.iter().find(|reason| reason.code == "sessions_in_a_row").expect("a row");
    assert!(
        row.sentence.starts_with("11 good sessions"),
        "2 to 12 March, and not the one of 2027: {}",
        row.sentence
    );
}

/// Taken in on the morning of the 4th in Auckland, and looked at on the evening of the 3rd in Honolulu.
#[test]
fn a_plan_stays_the_plan_over_the_date_line() {
    let there = |text: &str| at("2026-03-02T08:00").at(text.parse().expect("a time"));
    let mut bench = Bench::new();
    let morning = there("2026-03-04T07:00:00+13:00");
    let mut write = |command| bench.app.record(command, &morning).expect("written");
    write(gradus_app::view::Command::AddPerson { draft: crate::bench::robin() });
    write(adopt("Robin", &clinic_plan()));
    let today = bench.app.today("Robin", &there("2026-03-03T18:00:00-10:00")).expect("a day");
    assert_eq!((today.date.as_str(), today.size_tenths_mm), ("2026-03-03", Some(120)), "{}", today.headline);
    let lower = clinic_plan().replace("goal_mm = 15", "goal_mm = 13");
    bench.app.record(adopt("Robin", &lower), &there("2026-03-05T07:00:00+13:00")).expect("written");
    let today = bench.app.today("Robin", &there("2026-03-04T18:00:00-10:00")).expect("a day");
    assert_eq!(today.goal_tenths_mm, Some(130), "the older version with the higher goal does not come back");
}

#[test]
fn one_session_under_a_clock_a_year_ahead_is_named_and_left_out_and_holds_no_step_back() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=3, "12");
    bench.write(held("Robin", good("12")), "2027-03-04T20:00");
    let notices = |bench: &Bench, now: &str| bench.today("Robin", now).notices;
    let went_back =
        |all: &[String]| all.iter().any(|one| one.starts_with("The clock of this device went back"));
    assert!(went_back(&notices(&bench, "2026-03-04T19:00")), "nobody knows yet which of the two is right");
    bench.evenings("Robin", 4..=9, "12");
    let said = notices(&bench, "2026-03-10T08:00");
    let left_out = "Left out, because the clock of this device was ahead: 1 session. The last of it was written on 4 Mar 2027 at 20:00.";
    assert!(said.iter().any(|one| one == left_out) && !went_back(&said), "{said:?}");
    bench.write(step("Robin", 130), "2026-03-10T08:00");
    assert_eq!(size(&bench, "2026-03-10T09:00"), Some(130));
    let mut back = Bench::adult();
    back.evenings("Robin", 2..=9, "12");
    back.write(held("Robin", good("12")), "2026-03-05T21:00");
    assert!(went_back(&notices(&back, "2026-03-05T22:00")), "a clock that went back leaves nothing out");
}

/// Nine evenings written within an hour, a step taken on them, and the clock put right by the check-in after them.
#[test]
fn a_clock_that_was_wound_forward_earns_no_step_whatever_is_written_next() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=10, "12");
    let proposed = |bench: &Bench| {
        bench.app.progress("Robin", &at("2026-03-11T09:00")).expect("a proposal").to_tenths_mm
    };
    assert_eq!(proposed(&bench), Some(130));
    bench.write(step("Robin", 130), "2026-03-10T20:10");
    bench.write(check_in("Robin", well_but(&[])), "2026-03-02T20:30");
    for now in ["2026-03-11T09:00", "2026-03-20T09:00"] {
        assert_eq!(size(&bench, now), Some(120), "{now}");
        let notices = bench.today("Robin", now).notices;
        assert!(notices.iter().any(|one| one.contains("1 step")), "{notices:?}");
    }
    assert_eq!(proposed(&bench), None, "when their days have come");
}

/// An hour back by hand just after a step, as on a phone that does not know its zone, and forward again in the morning. While nothing
/// is written under that clock the step is only still to come.
#[test]
fn a_step_before_a_clock_that_was_put_back_and_used_by_nobody_is_there_again_when_its_time_comes() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=9, "12");
    bench.write(step("Robin", 130), "2026-03-09T20:10");
    let meanwhile = bench.today("Robin", "2026-03-09T19:10");
    assert_eq!(meanwhile.size_tenths_mm, Some(120), "the smaller one meanwhile");
    assert!(meanwhile.notices.iter().any(|one| one.starts_with("The clock of this device went back")));
    assert_eq!(size(&bench, "2026-03-09T20:10"), Some(130));
    let notices = bench.today("Robin", "2026-03-10T08:00").notices;
    assert!(!notices.iter().any(|one| one.contains("clock")), "{notices:?}");
}

/// Once something is written under it, two clocks disagree and nobody knows which of them was wrong: whoever winds a clock forward,
/// takes a step and puts it right leaves the very same marks. The step is none, Today says so for as long as it is so, and the
/// next good session brings it back.
#[test]
fn a_step_that_a_clock_put_back_contradicts_is_named_and_offered_again_after_the_next_good_session() {
    for (back, is_void) in
        [("2026-03-09T19:11", false), ("2026-03-09T19:10", true), ("2026-03-09T08:00", true)]
    {
        let mut bench = Bench::adult();
        bench.evenings("Robin", 2..=9, "12");
        bench.write(step("Robin", 130), "2026-03-09T20:10");
        bench.write(check_in("Robin", well_but(&[])), back);
        let told = |bench: &Bench, now: &str| {
            let notices = bench.today("Robin", now).notices;
            notices.iter().any(|one| one.contains("Left out") && one.contains("1 step to another size"))
        };
        for now in ["2026-03-09T20:30", "2026-03-10T19:00"] {
            assert_eq!(size(&bench, now), Some(if is_void { 120 } else { 130 }), "{back} {now}");
            assert_eq!(told(&bench, now), is_void, "{back} {now}");
        }
        if is_void {
            bench.evenings("Robin", 10..=10, "12");
            let proposed = bench.app.progress("Robin", &at("2026-03-10T20:05")).expect("a proposal");
            assert_eq!(proposed.to_tenths_mm, Some(130), "{back}");
            bench.write(step("Robin", 130), "2026-03-10T20:10");
            assert_eq!(size(&bench, "2026-03-11T08:00"), Some(130), "{back}");
            assert!(!told(&bench, "2026-03-11T08:00"), "{back}: another step took its place");
        }
    }
}

#[test]
fn what_the_clinic_said_under_a_clock_ahead_is_in_force_and_not_told_as_left_out() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=3, "12");
    bench.write(contact("Robin", "stay_same"), "2027-03-04T20:00");
    bench.evenings("Robin", 4..=9, "12");
    let today = bench.today("Robin", "2026-03-10T08:00");
    assert!(!today.notices.iter().any(|one| one.contains("clock")), "{:?}", today.notices);
    assert!(bench.refused(step("Robin", 130), "2026-03-10T08:00").contains("to stay at this size"));
}
