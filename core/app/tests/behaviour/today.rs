//! The first screen in every state: one headline, the slots, and what is known beside.

use gradus_app::AppError;
use gradus_app::view::{Command, GateWord, RunDraft, SessionDraft, SlotStatus};

use crate::bench::{
    Bench, OWN, adopt, at, check_in, clinic_plan, contact, good, held, robin, skip, well_but,
};

/// The headline begins like this; what it says beyond is the business of the room that words it.
#[track_caller]
fn headline(bench: &Bench, now: &str, expected: &str) {
    let said = bench.today("Robin", now).headline;
    assert!(said.starts_with(expected), "{now}: {said}");
}

fn with_plan(text: &str) -> Bench {
    Bench::of(robin(), adopt("Robin", text))
}

#[test]
fn without_a_plan() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:00");
    let today = bench.today("Robin", "2026-03-02T07:00");
    assert!(
        today.headline.starts_with("There is no plan yet. Import the one from your clinic."),
        "{}",
        today.headline
    );
    assert_eq!((today.plan, today.size_tenths_mm, today.goal_tenths_mm), (None, None, None));
    assert_eq!((today.proposal, today.slots.len(), today.tasks.len()), (None, 0, 0));
    assert_eq!((today.gate.gate, today.gate.until, today.gate.rules.len()), (GateWord::Wait, None, 0));
    assert_eq!(today.gate.sentence, "There is no plan yet, so no session is asked for.");
}

#[test]
fn before_the_first_day_and_after_the_last() {
    let bench = with_plan(&OWN.replace("on = 2026-03-02", "on = 2026-03-04"));
    headline(&bench, "2026-03-03T23:59", "The plan begins on 4 Mar 2026.");
    headline(&bench, "2026-03-04T00:00", "Next session at 20:00.");
    let bench = with_plan(&OWN.replace("review_by", "valid_until = 2026-03-04\nreview_by"));
    headline(&bench, "2026-03-04T23:59", "A session can still be held: 12 mm.");
    headline(&bench, "2026-03-05T00:00", "The plan has ended. Ask your clinic how to go on.");
    let open = clinic_plan().replace("on = 2026-03-02", "window_days = [7, 28]");
    headline(&with_plan(&open), "2026-03-05T00:00", "The plan has no first day yet.");
}

#[test]
fn through_a_day_with_one_session() {
    let mut bench = Bench::adult();
    headline(&bench, "2026-03-02T18:59", "Next session at 20:00.");
    headline(&bench, "2026-03-02T19:00", "A session is due: 12 mm, planned for 20:00.");
    headline(&bench, "2026-03-02T21:59", "A session is due: 12 mm, planned for 20:00.");
    headline(&bench, "2026-03-02T22:00", "A session can still be held: 12 mm.");
    bench.write(held("Robin", good("12")), "2026-03-02T22:30");
    headline(&bench, "2026-03-02T22:30", "Everything planned for today is done.");
    bench.write(skip("Robin", None, "illness"), "2026-03-03T20:00");
    headline(&bench, "2026-03-03T20:00", "Nothing more is planned today.");
}

#[test]
fn through_a_day_with_two_sessions_at_no_fixed_time() {
    let mut bench = with_plan(&clinic_plan());
    let today = bench.today("Robin", "2026-03-02T08:00");
    assert!(today.headline.starts_with("A session is due: 12 mm."), "{}", today.headline);
    let statuses: Vec<_> = today.slots.iter().map(|slot| slot.status).collect();
    assert_eq!(statuses, [SlotStatus::Due, SlotStatus::Upcoming]);
    assert_eq!(today.slots[0].at, None);
    bench.write(held("Robin", good("12")), "2026-03-02T08:00");
    let after = bench.today("Robin", "2026-03-02T09:00");
    assert!(after.headline.contains("not before 2 Mar, 14:00"), "{}", after.headline);
    assert_eq!(after.not_before.as_deref(), Some("2026-03-02T14:00:00+01:00"));
    for (elsewhere, from, said) in [
        ("2026-03-02T21:00:00+14:00", "2026-03-03T03:00:00+14:00", "not before 3 Mar, 03:00"),
        ("2026-03-02T12:00:00-01:00", "2026-03-02T12:00:00-01:00", ""),
        ("2026-03-02T07:59:00-05:00", "2026-03-02T08:00:00-05:00", "not before 2 Mar, 08:00"),
    ] {
        let now = at("2026-03-02T09:00").at(elsewhere.parse().expect("a time"));
        let there = bench.app.today("Robin", &now).expect("a day");
        let is_over = said.is_empty();
        assert_eq!(there.not_before.as_deref(), (!is_over).then_some(from), "{elsewhere}");
        if !is_over {
            let told = format!("{} {}", there.headline, there.notices.join(" "));
            assert!(told.contains(said), "{elsewhere}: {told}");
            let refused = bench.app.start_run("Robin", &RunDraft::default(), &now);
            assert!(matches!(&refused, Err(AppError::Refused { why }) if why.contains(said)), "{elsewhere}");
        }
    }
    let free = bench.today("Robin", "2026-03-02T14:00");
    assert!(free.notices.iter().all(|notice| !notice.contains("not before")), "{:?}", free.notices);
    assert_eq!((free.not_before, free.slots[1].status), (None, SlotStatus::Due));
}

/// The least gap is a notice beside another headline, and the headline itself while it alone stands before a session.
#[test]
fn a_pause_is_said_once() {
    let mut bench = with_plan(&clinic_plan());
    bench.write(held("Robin", good("12")), "2026-03-02T11:00");
    let today = bench.today("Robin", "2026-03-02T12:00");
    assert!(today.headline.contains("not before 2 Mar, 17:00"), "{}", today.headline);
    assert_eq!(today.notices, [""; 0]);
}

/// A time beside a gate that stays shut beyond it would read as leave to begin then.
#[test]
fn a_pause_is_not_said_while_the_gate_stays_shut_for_longer() {
    let mut bench = with_plan(&clinic_plan());
    bench.write(held("Robin", good("12")), "2026-03-02T11:00");
    bench.write(check_in("Robin", well_but(&[("rigors", "true")])), "2026-03-02T12:00");
    let blocked = bench.today("Robin", "2026-03-02T12:00");
    assert_eq!(blocked.gate.gate, GateWord::Blocked);
    assert!(blocked.notices.iter().all(|notice| !notice.contains("17:00")), "{:?}", blocked.notices);
}

/// Whatever came first, the plan or the session: nothing on this screen says that a session can be held while the pause
/// runs.
#[test]
fn no_session_can_be_held_while_the_pause_since_any_session_runs() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:00");
    bench.write(held("Robin", good("12")), "2026-03-02T14:50");
    bench.write(adopt("Robin", &clinic_plan()), "2026-03-02T15:00");
    for now in ["2026-03-02T15:00", "2026-03-02T20:49"] {
        let today = bench.today("Robin", now);
        assert!(today.headline.contains("not before 2 Mar, 20:50"), "{now}: {}", today.headline);
        let said: Vec<_> = today.slots.iter().map(|slot| (slot.status, slot.sentence.as_str())).collect();
        let over = "Was over when the plan came in; not asked for";
        let paused = "Not before 2 Mar, 20:50: the pause between sessions";
        assert_eq!(said, [(SlotStatus::Skipped, over), (SlotStatus::Upcoming, paused)], "{now}");
        assert!(today.slots[1].occurrence.starts_with("2026-03-02/1/"), "the second one stays the second");
    }
    let free = bench.today("Robin", "2026-03-02T20:50");
    assert_eq!((free.slots[1].status, free.slots[1].sentence.as_str()), (SlotStatus::Due, "Can be held now"));
}

/// The plan asks for two a day, and came in when the first one's time was over: every view tells the same.
#[test]
fn a_shortened_first_day_is_the_same_day_in_every_view() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:00");
    bench.write(held("Robin", good("12")), "2026-03-02T08:00");
    bench.write(adopt("Robin", &clinic_plan()), "2026-03-02T15:00");
    let late = SessionDraft { at: Some("2026-03-02T09:00:00+01:00".to_owned()), ..good("12") };
    let said = bench.write(held("Robin", late), "2026-03-02T15:05").notices;
    assert!(
        said.iter().any(|notice| notice.starts_with("At that time the plan was not in the diary yet")),
        "{said:?}"
    );
    bench.write(held("Robin", good("12")), "2026-03-02T16:00");
    let now = crate::bench::at("2026-03-02T17:00");
    let asked =
        gradus_app::ask::occurrences(&clinic_plan(), &[], "2026-03-02", "2026-03-02").expect("a plan");
    let today = bench.today("Robin", "2026-03-02T17:00");
    assert_eq!((asked.len(), today.slots.len()), (2, 2));
    assert!(today.headline.starts_with("The one session that was left of today"), "{}", today.headline);
    let timeline = bench.app.timeline("Robin", None, None, &now).expect("a timeline");
    let said: Vec<_> = timeline.items.iter().map(|item| item.sentence.as_str()).collect();
    assert!(said.iter().any(|line| line.contains("Of the 2 sessions of this day 1 was left")), "{said:#?}");
    assert_eq!(
        said.iter().filter(|line| line.ends_with(", before the plan came in")).count(),
        2,
        "{said:#?}"
    );
    let page = bench.app.report_html("Robin", None, None, false, &now).expect("a page");
    for words in [
        "1 of 1 planned sessions were held, 100 %.",
        "1 more was over when the plan came in; it does not count.",
        "2 sessions were held before the plan came in.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("beyond the plan."), "what came before the plan is not beyond it");
}

#[test]
fn a_day_on_which_nothing_is_planned() {
    let bench = with_plan(&clinic_plan().replace("per_day = 2", "every_days = 2"));
    headline(&bench, "2026-03-02T08:00", "A session is due: 12 mm.");
    headline(&bench, "2026-03-03T08:00", "No session is planned today.");
}

#[test]
fn a_missed_session_is_said_for_its_day() {
    let bench = Bench::adult();
    let slot =
        bench.app.today("Robin", &crate::bench::at("2026-03-03T02:59")).expect("a day").slots[0].clone();
    assert_eq!(slot.status, SlotStatus::Upcoming, "today's, while yesterday's can still be held");
    let unlogged = bench.today("Robin", "2026-03-02T23:59").slots[0].clone();
    assert_eq!((unlogged.status, unlogged.sentence.as_str()), (SlotStatus::Late, "Can still be held"));
}

#[test]
fn waiting_and_then_answering_again() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("illness", "somewhat_unwell")])), "2026-03-02T12:00");
    let wait = bench.today("Robin", "2026-03-03T11:59");
    assert!(wait.headline.starts_with("Sessions wait until 3 Mar, 12:00"), "{}", wait.headline);
    assert_eq!(
        (wait.gate.gate, wait.gate.until.as_deref()),
        (GateWord::Wait, Some("2026-03-03T12:00:00+01:00"))
    );
    assert_eq!(wait.slots[0].status, SlotStatus::Gated);
    assert_eq!(wait.slots[0].sentence, "Waits; it does not count as missed");
    let over = bench.today("Robin", "2026-03-03T20:00");
    assert!(
        over.headline.starts_with("Please answer the questions again before the next session."),
        "{}",
        over.headline
    );
    assert_eq!(over.gate.gate, GateWord::Wait);
    assert_eq!(over.slots[0].status, SlotStatus::Gated, "the gate opens by an answer, not by time");
    assert!(over.tasks.iter().any(|task| task.overdue), "{:?}", over.tasks);
    bench.write(check_in("Robin", well_but(&[])), "2026-03-03T20:00");
    let open = bench.today("Robin", "2026-03-03T20:01");
    assert_eq!((open.gate.gate, open.slots[0].status), (GateWord::Allow, SlotStatus::Due));
    assert_eq!(open.tasks, []);
}

#[test]
fn blocked_until_the_clinic_has_spoken() {
    let mut bench = Bench::adult();
    let drip = SessionDraft { bleeding: Some("drip".to_owned()), ..good("12") };
    bench.write(held("Robin", drip), "2026-03-02T20:00");
    let today = bench.today("Robin", "2026-03-02T20:01");
    assert!(today.headline.contains("Sessions are stopped."), "{}", today.headline);
    assert_eq!(today.slots[0].status, SlotStatus::Done, "what was held stays held");
    assert_eq!(today.tasks[0].due, "2026-03-02T22:00:00+01:00");
    let next = bench.today("Robin", "2026-03-03T20:00");
    assert_eq!((next.slots[0].status, next.gate.gate), (SlotStatus::Gated, GateWord::Blocked));
    assert!(next.tasks[0].overdue);
    bench.write(contact("Robin", "resume"), "2026-03-03T20:01");
    assert_eq!(bench.today("Robin", "2026-03-03T20:02").slots[0].status, SlotStatus::Due);
}

#[test]
fn an_emergency_comes_before_everything() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("rigors", "true")])), "2026-03-02T12:00");
    let today = bench.today("Robin", "2026-03-02T20:00");
    assert!(today.headline.starts_with("Get emergency care now"), "{}", today.headline);
    assert_eq!(today.slots[0].status, SlotStatus::Gated);
    assert_eq!(today.proposal.expect("a proposal").to_tenths_mm, None);
}

#[test]
fn what_the_plan_leaves_out_is_said_while_nothing_is_wrong() {
    let bare = OWN.replace("review_by = 2026-12-01\n", "");
    let mut bench = with_plan(&bare);
    let notices = |bench: &Bench, now: &str| bench.today("Robin", now).notices;
    assert_eq!(notices(&bench, "2026-03-02T12:00").len(), 1);
    bench.write(check_in("Robin", well_but(&[("bleeding", "drip")])), "2026-03-02T12:00");
    assert_eq!(notices(&bench, "2026-03-02T12:01"), [""; 0]);
}

#[test]
fn a_clock_that_went_back_is_said_first() {
    let mut bench = Bench::adult();
    bench.write(held("Robin", good("12")), "2026-03-02T20:00:01");
    assert_eq!(bench.today("Robin", "2026-03-02T20:00:01").notices, [""; 0]);
    let notices = bench.today("Robin", "2026-03-02T20:00:00").notices;
    assert!(notices[0].starts_with("The clock of this device went back."), "{notices:?}");
}
