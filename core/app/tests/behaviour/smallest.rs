//! What is said where a smaller size is asked for, or a size did not pass, at the foot of the ladder; and of a session that
//! was tried and not held.

use gradus_app::view::{GateWord, ProposalKind, SessionDraft, SizeLimit, SlotStatus};

use crate::bench::{Bench, adopt, check_in, clinic_plan, contact, good, held, robin, skip, well_but};

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Robin at this size, whose session hurt as much as asks for one size down after a day of rest.
fn hurt(size: &str) -> Bench {
    let plan = clinic_plan().replace("start_mm = 12", &format!("start_mm = {size}"));
    let mut bench = Bench::of(robin(), adopt("Robin", &plan));
    let draft = SessionDraft { pain_peak: some("5"), ..good(size) };
    bench.write(held("Robin", draft), "2026-03-02T20:00");
    bench
}

/// The same once more after the day of rest.
fn hurt_again(size: &str) -> Bench {
    let mut bench = hurt(size);
    bench.write(check_in("Robin", well_but(&[])), "2026-03-03T20:00");
    let draft = SessionDraft { pain_peak: some("5"), ..good(size) };
    bench.write(held("Robin", draft), "2026-03-03T20:30");
    bench
}

#[test]
fn where_the_plan_has_no_smaller_size_a_rest_is_followed_by_the_same_size() {
    let mut bench = hurt("12");
    let wait = bench.today("Robin", "2026-03-02T21:00").gate;
    assert_eq!((wait.gate, wait.size, wait.sizes_down), (GateWord::Wait, SizeLimit::Same, 0));
    assert_eq!(wait.sentence, "No session before 3 Mar, 20:00. Answer the questions again first.");
    bench.write(check_in("Robin", well_but(&[])), "2026-03-03T20:00");
    let open = bench.today("Robin", "2026-03-03T20:01");
    assert_eq!((open.gate.gate, open.next_size_tenths_mm), (GateWord::Allow, Some(120)));
}

#[test]
fn nobody_is_promised_a_smaller_size_that_the_plan_does_not_have() {
    let mut bench = hurt_again("12");
    let wait = bench.today("Robin", "2026-03-03T21:00").gate;
    assert_eq!((wait.gate, wait.size, wait.sizes_down), (GateWord::Wait, SizeLimit::Down, 0));
    assert!(
        wait.sentence.ends_with("and the plan has none. Ask your clinic before it."),
        "{}",
        wait.sentence
    );
    bench.write(check_in("Robin", well_but(&[])), "2026-03-04T20:30");
    let asks = bench.today("Robin", "2026-03-04T20:31");
    assert_eq!(
        asks.headline,
        "Ask your clinic before the next session. A smaller size is asked for, and 12 mm is the smallest of the plan."
    );
    assert_eq!((asks.gate.gate, asks.next_size_tenths_mm), (GateWord::Blocked, None));
    assert!(
        asks.gate.sentence.starts_with("No session before the clinic was asked."),
        "{}",
        asks.gate.sentence
    );
    let proposal = asks.proposal.expect("a proposal");
    assert_eq!(proposal.kind, ProposalKind::AskClinic);
    assert!(proposal.reasons.iter().any(|reason| reason.code == "no_smaller_size"));
    assert_eq!((asks.contacts[0].phone.as_str(), asks.slots[0].status), ("030 1234567", SlotStatus::Gated));
    bench.write(contact("Robin", "resume"), "2026-03-04T20:32");
    let open = bench.today("Robin", "2026-03-04T20:33");
    assert_eq!((open.gate.gate, open.next_size_tenths_mm), (GateWord::Allow, Some(120)), "the way out");
}

#[test]
fn one_size_above_the_smallest_the_next_session_is_one_size_smaller() {
    let mut bench = hurt("13");
    let wait = bench.today("Robin", "2026-03-02T21:00").gate;
    assert_eq!((wait.size, wait.sizes_down), (SizeLimit::Down, 1));
    assert!(wait.sentence.ends_with("The next session is one size smaller."), "{}", wait.sentence);
    bench.write(check_in("Robin", well_but(&[])), "2026-03-03T20:00");
    let open = bench.today("Robin", "2026-03-03T20:01");
    assert_eq!((open.gate.gate, open.next_size_tenths_mm), (GateWord::StepDown, Some(120)));
    assert!(open.headline.starts_with("A session is due: 12 mm"), "{}", open.headline);
}

#[test]
fn a_size_that_did_not_pass_points_to_a_smaller_one_only_where_there_is_one() {
    for (size, said) in [
        ("13", "Never force a size: use one size smaller this time."),
        (
            "12",
            "Never force a size. The plan has no smaller one: stop for now, and ask your clinic how to go on.",
        ),
        (
            "11",
            "Never force a size. The plan has no smaller one: stop for now, and ask your clinic how to go on.",
        ),
    ] {
        let mut bench = Bench::adult();
        let draft = SessionDraft { ease: "not_passed".to_owned(), ..good(size) };
        let notices = bench.write(held("Robin", draft), "2026-03-02T20:00").notices;
        assert!(notices.iter().any(|one| one.starts_with(said)), "{size}: {notices:?}");
    }
}

#[test]
fn a_session_that_was_tried_is_not_called_held_and_nobody_is_asked_to_try_again() {
    let mut bench = Bench::adult();
    let draft = SessionDraft { ease: "not_passed".to_owned(), holds_s: Vec::new(), ..good("12") };
    bench.write(held("Robin", draft), "2026-03-02T20:00");
    let tried = bench.today("Robin", "2026-03-02T20:30");
    assert_eq!(tried.slots[0].status, SlotStatus::Skipped);
    assert_eq!(tried.slots[0].sentence, "Tried, not held");
    assert!(tried.headline.starts_with("Nothing more is planned today."), "{}", tried.headline);
    // Whoever tries again in that time and holds it has held that session.
    let held_then = bench.write(held("Robin", good("12")), "2026-03-02T20:40");
    assert!(held_then.notices.iter().all(|one| !one.contains("extra one")), "{:?}", held_then.notices);
    let done = bench.today("Robin", "2026-03-02T20:41");
    assert_eq!((done.slots[0].status, done.slots[0].sentence.as_str()), (SlotStatus::Done, "Held"));
    assert!(done.headline.starts_with("Everything planned for today is done."), "{}", done.headline);
    bench.refused(skip("Robin", Some(&done.slots[0].occurrence), "forgot"), "2026-03-02T20:42");
}

#[test]
fn a_second_try_after_the_time_of_a_session_is_an_extra_one() {
    let mut bench = Bench::adult();
    let draft = SessionDraft { ease: "not_passed".to_owned(), ..good("12") };
    bench.write(held("Robin", draft), "2026-03-02T20:00");
    let extra = |bench: &mut Bench, when: &str| {
        let said = bench.write(held("Robin", good("12")), when).notices;
        said.iter().any(|one| one.contains("extra one"))
    };
    assert!(extra(&mut bench, "2026-03-03T03:00"), "its window is closed");
}

#[test]
fn a_session_that_leaves_questions_asks_for_them_and_answering_opens_the_gate() {
    let mut bench = Bench::adult();
    let draft = SessionDraft { bleeding: some("streak"), ..good("12") };
    bench.write(held("Robin", draft), "2026-03-02T20:00");
    let today = bench.today("Robin", "2026-03-02T20:01");
    let duties: Vec<_> = today.tasks.iter().map(|task| (task.duty.as_str(), task.overdue)).collect();
    assert_eq!((today.gate.gate, duties), (GateWord::Wait, vec![("ask_again", false)]));
    // What blood raises is asked of whoever saw some.
    let none = ["stool_blood_mixed", "pale_clammy", "fast_pulse", "confused"].map(|id| (id, "false"));
    let all = [&none[..], &[("stool_colour", "usual")]].concat();
    let asked = bench.write(check_in("Robin", well_but(&all)), "2026-03-02T20:30").triage.expect("an answer");
    let open = bench.today("Robin", "2026-03-02T20:31");
    let duties: Vec<_> = open.tasks.iter().map(|task| task.duty.as_str()).collect();
    assert!(open.gate.gate < GateWord::Wait, "{:?} {duties:?} {:?}", open.gate, asked.missing);
    assert!(duties.is_empty(), "{duties:?}");
}

/// The size was in, and nobody held it: somebody said stop first.
fn tried(size: &str) -> SessionDraft {
    SessionDraft { holds_s: Vec::new(), stop_reason: some("child_said_stop"), ..good(size) }
}

#[test]
fn neither_a_try_nor_a_session_at_the_size_that_hurt_opens_what_waits_for_the_clinic() {
    for draft in [tried("12"), good("12")] {
        let mut bench = hurt_again("12");
        bench.write(check_in("Robin", well_but(&[])), "2026-03-04T20:30");
        bench.write(held("Robin", draft), "2026-03-04T21:00");
        bench.write(check_in("Robin", well_but(&[])), "2026-03-04T21:30");
        assert_eq!(bench.today("Robin", "2026-03-05T09:00").gate.gate, GateWord::Blocked);
    }
}

#[test]
fn a_try_at_the_smaller_size_does_not_lead_back_to_the_greater_one() {
    for (draft, next) in [(tried("12"), Some(120)), (good("12"), Some(130))] {
        let mut bench = hurt("13");
        bench.write(check_in("Robin", well_but(&[])), "2026-03-03T20:00");
        bench.write(held("Robin", draft), "2026-03-03T20:30");
        assert_eq!(bench.today("Robin", "2026-03-04T20:00").next_size_tenths_mm, next);
    }
}

#[test]
fn one_size_smaller_from_the_clinic_at_the_smallest_size_is_not_passed_over() {
    let mut bench = hurt("12");
    let told = bench.write(contact("Robin", "step_down"), "2026-03-02T21:00").notices;
    let expected =
        "The plan has no size below 12 mm. Ask the clinic which size is meant before the next session.";
    assert!(told.iter().any(|notice| notice == expected), "{told:?}");
    bench.write(check_in("Robin", well_but(&[])), "2026-03-03T20:00");
    let asks = bench.today("Robin", "2026-03-03T20:01");
    assert_eq!((asks.gate.gate, asks.next_size_tenths_mm), (GateWord::Blocked, None), "{}", asks.headline);
    let call = &asks.tasks[0];
    assert_eq!((call.duty.as_str(), call.due.as_str()), ("contact", "2026-03-05T21:00:00+01:00"));
    let why = "A smaller size is asked for, and 12 mm is the smallest of the plan.";
    assert!(call.sentence.ends_with(why) && asks.headline.ends_with(why), "{}", call.sentence);
    bench.write(contact("Robin", "resume"), "2026-03-03T20:02");
    let open = bench.today("Robin", "2026-03-03T20:03");
    assert_eq!((open.next_size_tenths_mm, open.tasks.len()), (Some(120), 0));
    let mut bench = hurt("13");
    let told = bench.write(contact("Robin", "step_down"), "2026-03-02T21:00").notices;
    assert!(told.iter().all(|notice| !notice.contains("no size below")), "{told:?}");
}

/// "Use one size smaller this time" was said of the smaller size too, while Today asked to call the clinic.
#[test]
fn where_the_smaller_size_did_not_pass_either_nobody_is_told_to_use_a_smaller_one() {
    let plan = clinic_plan().replace("start_mm = 12", "start_mm = 14");
    let mut bench = Bench::of(robin(), adopt("Robin", &plan));
    let mut fails = |size: &str, day: &str| {
        let draft = SessionDraft { ease: "not_passed".to_owned(), holds_s: Vec::new(), ..good(size) };
        bench.write(held("Robin", draft), &format!("{day}T20:00")).notices
    };
    let smaller = "Never force a size: use one size smaller this time.";
    let stop = "Never force a size. The smaller one did not pass either: stop for now";
    let says = |notices: Vec<String>, words: &str| notices.iter().any(|notice| notice.starts_with(words));
    assert!(says(fails("14", "2026-03-02"), smaller) && says(fails("14", "2026-03-03"), smaller));
    let told = fails("13", "2026-03-04");
    assert!(says(told.clone(), stop) && !says(told, smaller));
    let today = bench.today("Robin", "2026-03-04T20:01");
    assert!(today.headline.starts_with("Ask your clinic before the next session."), "{}", today.headline);
    for outcome in ["resume", "stay_same", "step_down"] {
        bench.write(contact("Robin", outcome), "2026-03-05T09:00");
        assert_eq!(bench.today("Robin", "2026-03-05T20:00").next_size_tenths_mm, Some(120), "{outcome}");
    }
}

/// On the way back after ten days away, at two sizes less.
#[test]
fn one_size_smaller_from_the_clinic_is_no_larger_than_what_was_asked_for() {
    let plan = clinic_plan().replace("start_mm = 12", "start_mm = 14");
    let mut bench = Bench::of(robin(), adopt("Robin", &plan));
    for day in 2..6 {
        bench.write(held("Robin", good("14")), &format!("2026-03-0{day}T20:00"));
    }
    bench.write(held("Robin", good("12")), "2026-03-15T20:00");
    assert_eq!(bench.today("Robin", "2026-03-16T08:00").next_size_tenths_mm, Some(120));
    let told = bench.write(contact("Robin", "step_down"), "2026-03-16T09:00").notices;
    assert!(told.iter().any(|notice| notice.contains("12 mm")), "{told:?}");
    assert_eq!(bench.today("Robin", "2026-03-16T20:00").next_size_tenths_mm, Some(120));
}
