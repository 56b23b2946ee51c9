//! "Done" that was noted behind the lock for a time that the plan no longer has: what was held stays, once.

use gradus_app::Locale;
use gradus_app::view::{SessionDraft, SlotStatus};

use crate::bench::{Bench, OWN, adopt, at, check_in, clinic_plan, good, held, robin, well_but};
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

/// A session that hurt asks for one size down: who did as Today said held that one.
#[test]
fn a_session_noted_as_held_has_the_size_that_was_asked_for_then() {
    let plan = clinic_plan().replace("start_mm = 12", "start_mm = 13");
    let mut bench = Bench::of(robin(), adopt("Robin", &plan));
    let hurt = SessionDraft { pain_peak: Some("5".to_owned()), ..good("13") };
    bench.write(held("Robin", hurt), "2026-03-02T20:00");
    bench.write(check_in("Robin", well_but(&[])), "2026-03-03T20:00");
    let today = bench.today("Robin", "2026-03-03T20:01");
    assert_eq!((today.size_tenths_mm, today.next_size_tenths_mm), (Some(130), Some(120)));
    let shut = Shut::of(bench);
    shut.note("done", None, 86_400 + 300).expect("noted");
    let mut bench = shut.unlock(86_400 + 600);
    assert_eq!(told(&mut bench).taken_in, 1);
    let timeline = bench.app.timeline("Robin", None, None, &at("2026-03-03T21:00")).expect("a timeline");
    let last =
        timeline.items.iter().find(|item| item.at.starts_with("2026-03-03T20:05")).expect("the session");
    assert!(last.sentence.contains("12 mm") && !last.sentence.contains("13 mm"), "{}", last.sentence);
}

/// At first the child would not, and half an hour later it went after all.
#[test]
fn a_session_that_was_left_out_and_held_after_all_is_held() {
    let shut = Shut::of(Bench::adult());
    shut.note("skipped", None, 600).expect("noted");
    shut.note("done", None, 2_400).expect("noted");
    shut.note("skipped", None, 2_500).expect("noted");
    let mut bench = shut.unlock(3_600);
    let news = told(&mut bench);
    assert_eq!((news.taken_in, sessions(&bench)), (2, 1), "{:?}", news.sentences);
    assert_eq!(bench.today("Robin", "2026-03-02T21:30").slots[0].status, SlotStatus::Done);
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
