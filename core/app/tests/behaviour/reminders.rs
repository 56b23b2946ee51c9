//! What a phone is to remind of: sessions, open calls, nothing in a stop, and no word about anybody.

use gradus_app::view::{Command, ReminderOpens, RunDraft};

use crate::bench::{
    Bench, OWN, adopt, at, check_in, clinic_plan, contact, good, held, mina, robin, well_but,
};

/// When, and where to, of the next ones.
fn told(bench: &Bench, now: &str, most: usize) -> Vec<(String, ReminderOpens)> {
    let all = bench.app.reminders(&at(now)).expect("reminders");
    all.into_iter().take(most).map(|one| (one.at[5..16].to_owned(), one.opens)).collect()
}

fn session(at: &str) -> (String, ReminderOpens) {
    (at.to_owned(), ReminderOpens::Session)
}

fn call(at: &str) -> (String, ReminderOpens) {
    (at.to_owned(), ReminderOpens::Today)
}

#[test]
fn every_evening_is_announced_until_its_session_is_there() {
    let mut bench = Bench::adult();
    assert_eq!(told(&bench, "2026-03-02T12:00", 2), [session("03-02T20:00"), session("03-03T20:00")]);
    bench.write(held("Robin", good("12")), "2026-03-02T19:30");
    assert_eq!(told(&bench, "2026-03-02T19:31", 1), [session("03-03T20:00")]);
}

#[test]
fn the_session_that_goes_on_is_not_announced() {
    let mut bench = Bench::adult();
    let begin = RunDraft { occurrence: None, size: None, device: None };
    bench.app.start_run("Robin", &begin, &at("2026-03-02T19:30")).expect("a session");
    assert_eq!(told(&bench, "2026-03-02T19:31", 1), [session("03-03T20:00")]);
}

#[test]
fn the_plans_least_gap_moves_the_next_one() {
    let mut bench = Bench::of(robin(), adopt("Robin", &clinic_plan()));
    assert_eq!(told(&bench, "2026-03-02T08:00", 2), [session("03-02T10:00"), session("03-02T16:00")]);
    bench.write(held("Robin", good("12")), "2026-03-02T11:30");
    assert_eq!(told(&bench, "2026-03-02T11:31", 1), [session("03-02T17:30")]);
}

#[test]
fn a_stop_announces_the_call_and_no_session_and_the_clinics_word_brings_them_back() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("rigors", "true")])), "2026-03-02T21:30");
    let told_after = told(&bench, "2026-03-02T21:40", 9);
    let expected = ["03-02T22:30", "03-02T23:30", "03-03T00:30", "03-03T08:00", "03-03T12:00", "03-03T16:00"];
    assert_eq!(told_after[..6], expected.map(call), "an emergency, each hour of the night, then by day");
    assert!(told_after.iter().all(|(_, opens)| *opens == ReminderOpens::Today), "{told_after:?}");
    bench.write(contact("Robin", "resume"), "2026-03-03T09:00");
    assert_eq!(told(&bench, "2026-03-03T09:01", 1), [session("03-03T20:00")]);
}

#[test]
fn a_pause_is_quiet() {
    let mut bench = Bench::adult();
    let to_date = Some("2026-03-03".to_owned());
    let pause =
        Command::Pause { person: "Robin".to_owned(), reason: "travel".to_owned(), from_date: None, to_date };
    bench.write(pause, "2026-03-02T12:00");
    assert_eq!(told(&bench, "2026-03-02T12:01", 1), [session("03-04T20:00")]);
}

#[test]
fn everybody_in_the_vault_is_announced_by_id_alone_and_at_most_sixty_times() {
    let mut bench = Bench::child();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:40");
    bench.write(adopt("Robin", crate::bench::OWN), "2026-03-02T07:45");
    let all = bench.app.reminders(&at("2026-03-02T08:00")).expect("reminders");
    assert_eq!(all.len(), 60, "three a day for thirty days are more");
    assert!(all.windows(2).all(|pair| pair[0].at <= pair[1].at));
    let ids: Vec<_> = bench.app.people().into_iter().map(|person| person.id).collect();
    assert!(ids.iter().all(|id| all.iter().any(|one| one.person == *id)));
    let text = serde_json::to_string(&all).expect("text");
    assert!(!text.contains(&mina().name) && !text.contains("Robin"), "no name");
}

#[test]
fn nobody_without_a_plan_is_reminded() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:40");
    assert_eq!(told(&bench, "2026-03-02T08:00", 1), []);
}

#[test]
fn the_list_ends_with_the_calendar() {
    let plan = OWN.replace("review_by = 2026-12-01\n", "").replace("on = 2026-03-02", "on = 9999-12-30");
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:00");
    bench.write(adopt("Robin", &plan), "9999-12-30T07:00");
    let all = bench.app.reminders(&at("9999-12-30T12:00")).expect("reminders");
    assert!(all.iter().all(|one| one.at.starts_with("9999-12-3")), "{:?}", all.last().map(|one| &one.at));
    assert!(!all.is_empty());
}

/// Each names its own session, which Today knows by the same name; what opens a day names none.
#[test]
fn a_reminder_of_a_session_names_it_as_today_does() {
    let mut bench = Bench::adult();
    let all = bench.app.reminders(&at("2026-03-02T12:00")).expect("reminders");
    let today = bench.app.today("Robin", &at("2026-03-02T12:00")).expect("a day");
    assert_eq!(all[0].occurrence.as_deref(), Some(today.slots[0].occurrence.as_str()));
    assert_ne!(all[0].occurrence, all[1].occurrence);
    assert!(all.iter().all(|one| one.occurrence.is_some() && one.opens == ReminderOpens::Session));
    bench.write(check_in("Robin", well_but(&[("rigors", "true")])), "2026-03-02T13:00");
    let calls = bench.app.reminders(&at("2026-03-02T13:01")).expect("reminders");
    assert!(!calls.is_empty() && calls.iter().all(|one| one.occurrence.is_none()));
}
