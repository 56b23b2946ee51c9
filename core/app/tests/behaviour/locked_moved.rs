//! "Done" that was noted behind the lock for a time that the plan no longer has: what was held stays, once.

use gradus_app::Locale;
use gradus_app::view::{SessionDraft, SlotStatus};

use crate::bench::{Bench, OWN, adopt, clinic_plan, good, held, robin};
use crate::locked::{Shut, told};

/// The reminder of this evening, and a plan that asks for the mornings since noon.
fn moved() -> (Bench, String) {
    let mut bench = Bench::adult();
    let named = bench.today("Robin", "2026-03-02T08:00").slots[0].occurrence.clone();
    bench.write(adopt("Robin", &OWN.replace("[\"20:00\"]", "[\"08:00\"]")), "2026-03-02T12:00");
    (bench, named)
}

fn sessions(bench: &Bench) -> usize {
    bench.kinds("Robin", "2026-03-03T23:00").iter().filter(|kind| *kind == "session").count()
}

/// The open slots of the day are of another time: this session answers none of them.
#[test]
fn a_session_under_a_time_that_the_plan_no_longer_has_is_kept_as_not_planned() {
    let (mut bench, named) = moved();
    let noon = OWN.replace("[\"20:00\"]", "[\"18:00\"]");
    bench.write(adopt("Robin", &noon), "2026-03-02T12:30");
    let afternoon = bench.today("Robin", "2026-03-02T13:00").slots[0].occurrence.clone();
    let night = OWN.replace("[\"20:00\"]", "[\"22:00\"]");
    bench.write(adopt("Robin", &night), "2026-03-02T13:00");
    let shut = Shut::of(bench);
    shut.note("done", Some(&afternoon), 4_200).expect("noted at 21:10, in the time of 22:00");
    let mut bench = shut.unlock(5_000);
    assert_eq!((told(&mut bench).taken_in, sessions(&bench)), (1, 1));
    let slots = bench.today("Robin", "2026-03-02T21:30").slots;
    assert!(slots.iter().all(|slot| slot.status == SlotStatus::Due), "it answers no other one");
    let shut = Shut::of(bench);
    shut.note("done", Some(&named), 5_400).expect("20:00 shares an hour with 22:00");
    let mut bench = shut.unlock(5_500);
    assert_eq!((told(&mut bench).taken_in, sessions(&bench)), (1, 2));
    let slots = bench.today("Robin", "2026-03-02T21:45").slots;
    assert!(slots.iter().all(|slot| slot.status == SlotStatus::Done), "it was due, and is held");
}

/// The phone and the watch ring for one session, and each is answered.
#[test]
fn two_taps_for_one_session_are_one_session_and_the_second_is_told() {
    let (bench, named) = moved();
    let shut = Shut::of(bench);
    for seconds in [600, 610, 2_400] {
        shut.note("done", Some(&named), seconds).expect("noted");
    }
    let mut bench = shut.unlock(3_000);
    let news = told(&mut bench);
    assert_eq!((news.taken_in, sessions(&bench)), (1, 1), "{:?}", news.sentences);
    let logged =
        "the diary was locked is not in it: that session is already logged; log another one as unplanned.";
    let second: Vec<_> = news.sentences.iter().filter(|one| one.contains(logged)).collect();
    assert!(
        second.len() == 2 && second[0].contains("20:10") && second[1].contains("20:40"),
        "{:?}",
        news.sentences
    );
}

#[test]
fn a_tap_within_a_minute_of_a_session_that_is_in_the_diary_is_that_session() {
    for (seconds, kept) in [(540, 2), (541, 1), (659, 1), (660, 2)] {
        let (mut bench, named) = moved();
        let at = Some("2026-03-02T20:10:00+01:00".to_owned());
        bench.write(held("Robin", SessionDraft { at, ..good("12") }), "2026-03-02T20:10");
        let shut = Shut::of(bench);
        shut.note("done", Some(&named), seconds).expect("noted");
        let bench = shut.unlock(1_000);
        assert_eq!(sessions(&bench), kept, "{seconds}");
    }
}

#[test]
fn after_the_time_that_the_session_had_nobody_knows_when_it_was_held() {
    for (seconds, taken) in [(25_199, 1), (25_200, 0)] {
        let (bench, named) = moved();
        let shut = Shut::of(bench);
        shut.note("done", Some(&named), seconds).expect("noted");
        let mut bench = shut.unlock(26_000);
        bench.app.set_language(Locale::Es);
        let news = told(&mut bench);
        assert_eq!((news.taken_in, sessions(&bench)), (taken, taken as usize), "{:?}", news.sentences);
        let over = news.sentences.iter().any(|one| one.contains("la hora de esa sesión ya pasó"));
        assert_eq!(over, taken == 0, "{:?}", news.sentences);
    }
}

#[test]
fn a_name_that_no_plan_of_this_person_ever_had_is_told_and_not_written() {
    let (bench, named) = moved();
    let (when, plan) = named.rsplit_once('/').expect("a day, a place and a plan");
    let unknown = format!("{when}/{}", plan.chars().rev().collect::<String>());
    assert_ne!(unknown, named);
    let shut = Shut::of(bench);
    shut.note("done", Some(&unknown), 600).expect("noted");
    let mut bench = shut.unlock(1_000);
    let news = told(&mut bench);
    assert_eq!((news.taken_in, sessions(&bench)), (0, 0));
    assert!(
        news.sentences[0].ends_with("no plan of this person asks for that session."),
        "{:?}",
        news.sentences
    );
}

/// Twice a day became once, and a second time where wanted.
#[test]
fn a_session_that_the_plan_only_allows_by_now_is_the_one_that_is_allowed() {
    let mut bench = Bench::of(robin(), adopt("Robin", &clinic_plan()));
    let evening = bench.today("Robin", "2026-03-02T08:00").slots[1].occurrence.clone();
    let range = clinic_plan().replace("per_day = 2", "per_day = { floor = 1, ceiling = 2 }");
    bench.write(adopt("Robin", &range), "2026-03-02T09:00");
    bench.write(held("Robin", good("12")), "2026-03-02T10:00");
    let shut = Shut::of(bench);
    shut.note("done", Some(&evening), 600).expect("noted");
    shut.note("skipped", Some(&evening), 700).expect("noted");
    let mut bench = shut.unlock(1_000);
    let news = told(&mut bench);
    assert_eq!((news.taken_in, sessions(&bench)), (1, 2), "{:?}", news.sentences);
    let slots = bench.today("Robin", "2026-03-02T21:00").slots;
    assert!(slots.iter().all(|slot| slot.status == SlotStatus::Done));
}
