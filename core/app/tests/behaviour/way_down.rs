//! The way down in a diary: "one size smaller" is smaller than what hurt, taken or not, and a step back that was accepted hides
//! no failure from the clinic.

use gradus_app::view::{Command, Fill, GateWord, SessionDraft};

use crate::bench::{
    Bench, adopt, check_in, child_plan, clinic_plan, good, held, mina, robin, step, well_but,
};

/// Robin at 14 mm of a ladder that begins at 11 mm, once a day.
fn robin_at(present: &str) -> Bench {
    let plan = clinic_plan()
        .replace("sizes_mm = [12,", "sizes_mm = [11, 12,")
        .replace("start_mm = 12", &format!("start_mm = {present}"));
    Bench::of(robin(), adopt("Robin", &plan))
}

fn hurts(bench: &mut Bench, size: &str, when: &str) {
    bench.write(held("Robin", SessionDraft { pain_peak: Some("5".to_owned()), ..good(size) }), when);
}

fn is_well(bench: &mut Bench, when: &str) {
    bench.write(check_in("Robin", well_but(&[])), when);
}

fn next(bench: &Bench, when: &str) -> Option<u16> {
    bench.today("Robin", when).next_size_tenths_mm
}

#[test]
fn a_smaller_size_that_hurts_as_well_is_followed_by_one_below_it() {
    let mut bench = robin_at("14");
    hurts(&mut bench, "14", "2026-03-02T20:00");
    is_well(&mut bench, "2026-03-03T20:00");
    assert_eq!(next(&bench, "2026-03-03T20:01"), Some(130));
    hurts(&mut bench, "13", "2026-03-03T20:30");
    is_well(&mut bench, "2026-03-04T20:30");
    let gate = bench.today("Robin", "2026-03-04T20:31").gate;
    assert_eq!((gate.sizes_down, gate.sentence.as_str()), (2, "The next session is 2 sizes smaller."));
    assert_eq!(next(&bench, "2026-03-04T20:31"), Some(120));
    bench.write(held("Robin", good("13")), "2026-03-04T20:35");
    assert_eq!(next(&bench, "2026-03-05T08:00"), Some(120), "13 mm hurt: it shows nothing of 12 mm");
    bench.write(held("Robin", good("12")), "2026-03-05T20:00");
    assert_eq!(next(&bench, "2026-03-06T08:00"), Some(140), "12 mm was held well");
}

#[test]
fn a_step_back_that_was_taken_is_the_smaller_size_that_was_asked_for() {
    let mut bench = robin_at("14");
    let text = clinic_plan()
        .replace("sizes_mm = [12,", "sizes_mm = [11, 12,")
        .replace("start_mm = 12", "start_mm = 14");
    let rule = "[step_down]\nsizes = 1\non = [\"pain_over_limit\"]\n[[contact]]";
    bench.write(adopt("Robin", &text.replacen("[[contact]]", rule, 1)), "2026-03-02T08:00");
    hurts(&mut bench, "14", "2026-03-02T20:00");
    bench.write(step("Robin", 130), "2026-03-02T20:30");
    is_well(&mut bench, "2026-03-03T20:00");
    let open = bench.today("Robin", "2026-03-03T20:01");
    assert_eq!((open.next_size_tenths_mm, open.gate.gate), (Some(130), GateWord::SameSize), "and not two");
    bench.write(held("Robin", good("13")), "2026-03-03T20:30");
    assert_eq!(bench.today("Robin", "2026-03-04T08:00").gate.gate, GateWord::Allow);
}

#[test]
fn where_the_smaller_size_that_hurt_was_the_smallest_the_clinic_is_asked() {
    let mut bench = robin_at("12");
    hurts(&mut bench, "12", "2026-03-02T20:00");
    is_well(&mut bench, "2026-03-03T20:00");
    assert_eq!(next(&bench, "2026-03-03T20:01"), Some(110));
    hurts(&mut bench, "11", "2026-03-03T20:30");
    is_well(&mut bench, "2026-03-04T20:30");
    let asks = bench.today("Robin", "2026-03-04T20:31");
    assert_eq!((asks.next_size_tenths_mm, asks.gate.gate), (None, GateWord::Blocked));
    assert!(asks.headline.ends_with("11 mm is the smallest of the plan."), "{}", asks.headline);
}

#[test]
fn a_baby_in_whom_one_size_after_the_other_fails_is_sent_to_the_clinic_by_whoever_accepts_each_step_back() {
    let (text, fills) = child_plan();
    let fills = fills.into_iter().map(|fill| match fill.field.as_str() {
        "ladder.start_mm" => Fill { value: "10".to_owned(), ..fill },
        _ => fill,
    });
    let adopt = Command::AdoptPlan { person: "Mina".to_owned(), text, fills: fills.collect() };
    let mut bench = Bench::of(mina(), adopt);
    let fails = |bench: &mut Bench, size: &str, when: &str| {
        let draft = SessionDraft { ease: "not_passed".to_owned(), holds_s: Vec::new(), ..good(size) };
        bench.write(held("Mina", draft), when);
    };
    fails(&mut bench, "10", "2026-03-02T08:00");
    fails(&mut bench, "10", "2026-03-02T20:00");
    bench.write(step("Mina", 90), "2026-03-02T20:10");
    let due = bench.today("Mina", "2026-03-03T08:00");
    assert_eq!((due.size_tenths_mm, due.next_size_tenths_mm), (Some(90), Some(90)));
    fails(&mut bench, "9", "2026-03-03T08:05");
    let asks = bench.today("Mina", "2026-03-03T08:30");
    assert_eq!((asks.next_size_tenths_mm, asks.gate.gate), (None, GateWord::Blocked));
    assert!(
        asks.headline.starts_with(
            "Ask your clinic before the next session. 9 mm, the smaller size, did not pass either"
        ),
        "{}",
        asks.headline
    );
}
