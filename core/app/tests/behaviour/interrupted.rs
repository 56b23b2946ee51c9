//! A child's sessions that were not held: headline, gate, slots and tasks tell one story, with its reason.

use gradus_app::view::{DispositionWord, GateWord, SlotStatus, TaskView, TodayView, TriageView, VisitDraft};

use crate::bench::{Bench, answers, at, check_in, contact, good, held, visit, well_but};

/// Sessions on both halves of Monday and Tuesday, the last one on Tuesday at 20:00.
fn until_tuesday() -> Bench {
    let mut bench = Bench::child();
    for when in ["2026-03-02T09:00", "2026-03-02T20:00", "2026-03-03T08:00", "2026-03-03T20:00"] {
        bench.write(held("Mina", good("9")), when);
    }
    bench
}

fn c6(today: &TodayView) -> Option<&TaskView> {
    today.tasks.iter().find(|task| task.rules == ["C6"])
}

/// Nothing of it speaks of an interruption, and a session may be held.
fn goes_on(today: &TodayView) {
    assert_eq!((today.gate.gate, c6(today)), (GateWord::Allow, None), "{}", today.headline);
    assert_eq!(today.gate.sentence, "Sessions may go on as the plan says.");
    assert!(today.headline.starts_with("A session "), "{}", today.headline);
    assert!(today.lead.is_none() && today.next_size_tenths_mm == Some(90));
}

/// All of it says to ask the clinic first, and why.
fn asks_first(today: &TodayView, since: &str) {
    let why = format!("Interrupted: {since}. The surgeon decides how it goes on.");
    assert!(today.headline.ends_with(&why), "{}", today.headline);
    assert!(!today.headline.contains("day or night"), "{}", today.headline);
    assert_eq!((today.gate.gate, today.next_size_tenths_mm), (GateWord::Blocked, None));
    let said = "No session before the clinic was asked. Write down what they say; that opens the plan again.";
    assert_eq!(today.gate.sentence, said);
    assert_eq!(c6(today).expect("a call").reasons, std::slice::from_ref(&why));
    let lead = today.lead.as_ref().expect("what leads");
    assert_eq!((lead.rule.as_deref(), &lead.title), (Some("C6"), &why));
    let open = today.slots.iter().filter(|slot| slot.status != SlotStatus::Missed);
    assert!(open.map(|slot| slot.status).all(|status| status == SlotStatus::Gated));
}

#[test]
fn two_days_without_a_session_at_their_hour() {
    let bench = until_tuesday();
    goes_on(&bench.today("Mina", "2026-03-05T19:00"));
    goes_on(&bench.today("Mina", "2026-03-05T20:00"));
    let late = bench.today("Mina", "2026-03-05T20:01");
    assert!(late.headline.starts_with("Ask your clinic before the next session. Interrupted: 48 hours"));
    assert_eq!(c6(&late).expect("a call").due, "2026-03-06T20:00:00+01:00");
    asks_first(&late, "48 hours since the last session that passed, 2 planned ones not held");
    let late = bench.today("Mina", "2026-03-05T21:00");
    asks_first(&late, "49 hours since the last session that passed, 2 planned ones not held");
    assert_eq!(late.lead.expect("what leads").disposition, DispositionWord::Contact);
}

#[test]
fn a_call_that_is_late_is_one_of_today_and_says_what_for() {
    let bench = until_tuesday();
    let in_time = bench.today("Mina", "2026-03-06T20:00");
    assert!(in_time.headline.starts_with("Ask your clinic"), "{}", in_time.headline);
    let late = bench.today("Mina", "2026-03-06T20:01");
    let call = "Call your clinic today: it was due by 6 Mar, 20:00. If nobody answers, call again as soon as they are open. Interrupted: ";
    assert!(late.headline.starts_with(call), "{}", late.headline);
    asks_first(&late, "72 hours since the last session that passed, 4 planned ones not held");
    assert_eq!(late.lead.expect("what leads").disposition, DispositionWord::SameDay);
}

#[test]
fn where_no_session_was_ever_held_nobody_is_told_of_a_last_one() {
    let bench = Bench::child();
    goes_on(&bench.today("Mina", "2026-03-04T02:59"));
    let third = bench.today("Mina", "2026-03-04T03:00");
    assert_eq!(c6(&third).expect("a call").due, "2026-03-05T03:00:00+01:00");
    asks_first(
        &third,
        "43 hours since the plan began, and no session has passed yet, 4 planned ones not held",
    );
}

#[test]
fn one_missed_morning_changes_nothing() {
    let mut bench = Bench::child();
    bench.write(held("Mina", good("9")), "2026-03-02T09:00");
    bench.write(held("Mina", good("9")), "2026-03-02T20:00");
    let noon = bench.today("Mina", "2026-03-03T13:00");
    goes_on(&noon);
    assert_eq!(
        noon.slots.iter().map(|slot| slot.status).collect::<Vec<_>>(),
        [SlotStatus::Late, SlotStatus::Due]
    );
    goes_on(&bench.today("Mina", "2026-03-04T03:00"));
}

#[test]
fn an_old_diary_that_comes_with_a_new_plan_interrupts_nothing() {
    let mut bench = Bench::child();
    let diary = "date,time,size,ease,pain_peak,bleeding\n2026-02-25,20:00,9 mm,easy,1,none\n";
    let import = bench.app.import_sessions("Mina", diary, &[], true, &at("2026-03-02T08:00"));
    assert!(import.expect("an import").written);
    goes_on(&bench.today("Mina", "2026-03-02T08:01"));
    asks_first(
        &bench.today("Mina", "2026-03-04T08:00"),
        "48 hours since the plan began, and no session has passed yet, 4 planned ones not held",
    );
}

#[test]
fn what_the_clinic_says_opens_it_again() {
    let mut bench = until_tuesday();
    bench.write(contact("Mina", "resume"), "2026-03-05T21:00");
    goes_on(&bench.today("Mina", "2026-03-05T21:01"));
    let again = bench.today("Mina", "2026-03-07T21:01");
    assert_eq!(c6(&again).expect("a call").due, "2026-03-08T21:00:00+01:00", "another one, in its own time");
    asks_first(
        &again,
        "48 hours since the clinic said to go on, and no session has passed since, 2 planned ones not held",
    );
    let seen = VisitDraft {
        kind: "calibration".to_owned(),
        who: "Dr Okafor".to_owned(),
        size_set: Some("9".to_owned()),
        ..VisitDraft::default()
    };
    bench.write(visit("Mina", seen), "2026-03-07T21:02");
    assert_eq!(bench.today("Mina", "2026-03-07T21:03").gate.gate, GateWord::Allow);
}

/// The answer to a child in whom nothing is wrong.
fn well(bench: &mut Bench, now: &str) -> TriageView {
    let calm = [("drowsy", "false"), ("vomiting", "none"), ("feeding", "usual"), ("flacc", "0")];
    let mut all = well_but(&[("belly_distended", "false"), ("pain_peak", "")]);
    all.extend(answers(&calm));
    bench.write(check_in("Mina", all), now).triage.expect("an answer")
}

#[test]
fn a_check_in_tells_of_it_what_today_tells() {
    let mut bench = until_tuesday();
    assert_eq!(well(&mut bench, "2026-03-05T19:00").gate, GateWord::Allow);
    assert_eq!(well(&mut bench, "2026-03-05T20:01").gate, GateWord::Blocked);
    let late = well(&mut bench, "2026-03-06T20:01");
    assert_eq!(late.sentence, bench.today("Mina", "2026-03-06T20:01").headline);
    assert!(
        late.sentence.starts_with("Call your clinic today: it was due by 6 Mar, 20:00."),
        "{}",
        late.sentence
    );
    assert_eq!((late.gate, late.disposition), (GateWord::Blocked, DispositionWord::Contact));
    assert_eq!(late.within_hours, Some(0));
}

#[test]
fn a_session_before_the_clinic_was_asked_is_written_down_with_a_word_about_that() {
    let mut bench = until_tuesday();
    let said = |bench: &mut Bench, when: &str| bench.write(held("Mina", good("9")), when).notices;
    let word = "The clinic was to be asked before this session. Tell them that one was held, and write down what they say.";
    let late = said(&mut bench, "2026-03-05T20:30");
    assert!(late.iter().any(|notice| notice == word), "{late:?}");
    let mut bench = until_tuesday();
    let in_time = said(&mut bench, "2026-03-05T19:30");
    assert!(in_time.iter().all(|notice| notice != word), "{in_time:?}");
    let mut bench = until_tuesday();
    bench.write(contact("Mina", "resume"), "2026-03-05T20:10");
    let asked = said(&mut bench, "2026-03-05T20:30");
    assert!(asked.iter().all(|notice| notice != word), "{asked:?}");
}
