//! Something that went in and of which nobody said that it is out: it is asked about, and written down as it was.

use gradus_app::view::{NextActionKind, ReminderOpens, RunDetailsDraft, RunDraft, RunStage};

use crate::bench::{Bench, at, check_in, contact, well_but};

/// Robin's session of 20:00, in which the device went in at 20:05.
fn inside() -> Bench {
    let mut bench = Bench::adult();
    let begun = bench.app.start_run("Robin", &RunDraft::default(), &at("2026-03-02T20:00")).expect("begins");
    for check in begun.checks {
        tell(&mut bench, &format!("tick:{}", check.item), "2026-03-02T20:05");
    }
    tell(&mut bench, "in", "2026-03-02T20:05");
    bench
}

fn tell(bench: &mut Bench, event: &str, now: &str) {
    bench.app.run_event("Robin", event, &at(now)).unwrap_or_else(|error| panic!("{event}: {error}"));
}

fn asked(bench: &Bench, now: &str) -> bool {
    let today = bench.today("Robin", now);
    let asks =
        |text: &str| text.contains("Is it out? Something went in during the session of Robin that began at");
    assert_eq!(today.next_action.kind, NextActionKind::ReturnToSession);
    let is_first = asks(&today.headline);
    assert!(is_first == today.running.is_some_and(|running| asks(&running)), "{now}: {}", today.headline);
    is_first
}

#[test]
fn an_hour_after_something_went_in_today_asks_whether_it_is_out() {
    let mut bench = inside();
    assert!(!asked(&bench, "2026-03-02T21:04"));
    assert!(asked(&bench, "2026-03-02T21:05"));
    tell(&mut bench, "stop", "2026-03-02T21:10");
    assert!(asked(&bench, "2026-03-02T21:11"), "a stop takes nothing out");
    tell(&mut bench, "out", "2026-03-02T21:12");
    assert!(!asked(&bench, "2026-03-02T21:13"));
}

#[test]
fn it_is_asked_before_a_stop_of_the_clinic_and_after_an_emergency() {
    let mut bench = inside();
    bench.write(contact("Robin", "stop"), "2026-03-02T20:30");
    assert!(!bench.today("Robin", "2026-03-02T20:31").headline.contains("Is it out?"));
    assert!(asked(&bench, "2026-03-02T21:05"));
    let mut bench = inside();
    bench.write(check_in("Robin", well_but(&[("rigors", "true")])), "2026-03-02T20:30");
    let today = bench.today("Robin", "2026-03-02T21:05");
    assert!(today.headline.starts_with("Get emergency care now"), "{}", today.headline);
    assert!(today.running.is_some_and(|running| running.contains("Is it out?")));
}

#[test]
fn the_phone_reminds_of_it_at_once_each_hour_and_then_by_day_until_it_is_out() {
    let mut bench = inside();
    let told = |bench: &Bench, now: &str| {
        let all = bench.app.reminders(&at(now)).expect("reminders").into_iter();
        let questions = all.filter(|one| one.opens == ReminderOpens::Today);
        questions.map(|one| one.at[5..16].to_owned()).take(6).collect::<Vec<_>>()
    };
    let first = ["03-02T21:05", "03-02T22:05", "03-02T23:05", "03-03T00:05", "03-03T08:00", "03-03T12:00"];
    assert_eq!(told(&bench, "2026-03-02T20:06"), first);
    assert_eq!(told(&bench, "2026-03-02T23:30")[..2], ["03-03T00:05", "03-03T08:00"]);
    assert_eq!(told(&bench, "2026-03-03T09:00")[0], "03-03T12:00");
    tell(&mut bench, "out", "2026-03-03T09:01");
    assert_eq!(told(&bench, "2026-03-03T09:02"), [""; 0]);
}

#[test]
fn a_forgotten_session_asks_first_whether_it_is_out_and_is_then_written_down_as_it_was() {
    let mut bench = inside();
    tell(&mut bench, "pain:2", "2026-03-02T20:06");
    let now = "2026-03-03T08:30";
    let view = bench.app.run("Robin", &at(now)).expect("reads").expect("it is kept");
    assert!(view.now.starts_with("Nobody has said for many hours that it is out."), "{}", view.now);
    assert_eq!((view.stage, view.has_ended, view.may_finish), (RunStage::TakeOut, true, false));
    let buttons: Vec<_> = view.actions.iter().map(|action| action.event.as_str()).collect();
    assert!(
        buttons.contains(&"out") && buttons.contains(&"stuck") && !buttons.contains(&"in"),
        "{buttons:?}"
    );
    tell(&mut bench, "out", now);
    let view = bench.app.run("Robin", &at(now)).expect("reads").expect("it is kept");
    assert!(view.may_finish && !view.may_abandon && !view.asks_ease && !view.asks_why);
    let written = bench.app.finish_run("Robin", &RunDetailsDraft::default(), &at(now)).expect("written");
    let all = bench.app.timeline("Robin", None, None, &at(now)).expect("a timeline").items;
    let said = &all.iter().find(|one| one.entry == written.recorded.entry).expect("it is there").sentence;
    assert!(said.contains("held 60 s") && said.contains("interrupted"), "{said}");
    let today = bench.today("Robin", now);
    let credit = today.proposal.expect("a proposal");
    assert!(credit.reasons.iter().all(|reason| !reason.sentence.starts_with("1 good session")), "no credit");
    assert_eq!(today.running, None);
}
