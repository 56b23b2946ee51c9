//! A check-in that was broken off: its answers come back, count for nothing, and lose no danger.

use gradus_app::view::{DispositionWord, InterviewReply, InterviewView, PersonDraft};

use crate::bench::{Bench, adopt, at, check_in, clinic_plan, robin, well_but};

const MORNING: &str = "2026-03-10T08:00";

fn reply(id: &str, answer: Option<&str>) -> InterviewReply {
    InterviewReply { id: id.to_owned(), answer: answer.map(str::to_owned) }
}

fn keep(bench: &mut Bench, replies: &[InterviewReply], now: &str) -> InterviewView {
    bench.app.keep_interview("Robin", replies, &at(now)).expect("keeps")
}

fn kept(bench: &Bench, now: &str) -> Vec<InterviewReply> {
    bench.app.kept_interview("Robin", &at(now)).expect("reads")
}

/// An answer that worries nobody.
fn harmless() -> InterviewReply {
    reply("bleeding", Some("none"))
}

#[test]
fn answers_come_back_after_a_lock_and_count_for_nothing() {
    let mut bench = Bench::adult();
    let (replies, arrivals) = (vec![harmless()], bench.arrivals());
    let view = keep(&mut bench, &replies, MORNING);
    assert!(view == bench.app.interview("Robin", &replies, &at(MORNING)).expect("asks"));
    for in_good_order in [true, false] {
        bench = bench.reopen(in_good_order, MORNING);
        assert!(kept(&bench, "2026-03-10T09:00") == replies);
    }
    assert_eq!(bench.arrivals(), arrivals, "no entry came of it");
    assert!(!bench.kinds("Robin", "2026-03-10T09:00").contains(&"check_in".to_owned()));
}

#[test]
fn answers_are_offered_for_twelve_hours_and_not_a_minute_longer() {
    let mut bench = Bench::adult();
    let replies = vec![harmless()];
    keep(&mut bench, &replies, MORNING);
    assert!(kept(&bench, "2026-03-10T20:00") == replies);
    assert!(kept(&bench, "2026-03-10T20:01").is_empty());
    assert!(kept(&bench, "2026-03-10T07:00") == replies, "a clock that was set back takes nothing away");
}

#[test]
fn an_answer_that_is_added_later_keeps_no_older_one_fresh() {
    let mut bench = Bench::adult();
    keep(&mut bench, &[harmless()], MORNING);
    keep(&mut bench, &[harmless()], "2026-03-10T15:00");
    assert!(!kept(&bench, "2026-03-10T20:00").is_empty());
    assert!(kept(&bench, "2026-03-10T20:01").is_empty(), "twelve hours after the first answer");
    keep(&mut bench, &[harmless()], "2026-03-10T20:01");
    assert!(!kept(&bench, "2026-03-11T08:01").is_empty(), "what was too old is begun anew");
    keep(&mut bench, &[], "2026-03-11T08:01");
    keep(&mut bench, &[harmless()], "2026-03-11T08:01");
    assert!(!kept(&bench, "2026-03-11T20:01").is_empty(), "what was given up is begun anew");
}

#[test]
fn a_check_in_that_is_written_down_or_begun_anew_forgets_them() {
    let mut bench = Bench::adult();
    let replies = vec![harmless()];
    keep(&mut bench, &replies, MORNING);
    keep(&mut bench, &[], MORNING);
    assert!(kept(&bench, MORNING).is_empty());
    keep(&mut bench, &replies, MORNING);
    bench.write(check_in("Robin", well_but(&[])), "2026-03-10T08:10");
    assert!(kept(&bench, "2026-03-10T08:11").is_empty());
}

#[test]
fn an_answer_that_is_no_answer_is_named_and_what_was_kept_stands() {
    let mut bench = Bench::adult();
    let replies = vec![harmless()];
    keep(&mut bench, &replies, MORNING);
    let wrong = bench.app.keep_interview("Robin", &[reply("bleeding", Some("a lot"))], &at(MORNING));
    assert_eq!(wrong.err().map(|error| error.kind()), Some("invalid"));
    assert!(kept(&bench, MORNING) == replies);
    assert_eq!(
        bench.app.keep_interview("Nobody", &[], &at(MORNING)).err().map(|error| error.kind()),
        Some("not_found")
    );
}

/// The answer was written down when it became urgent; whoever leaves then saves the very same.
#[test]
fn an_urgent_check_in_that_is_saved_once_more_stands_once() {
    let mut bench = Bench::adult();
    let urgent = vec![reply("bleeding", Some("clots"))];
    let view = keep(&mut bench, &urgent, MORNING);
    let count = bench.arrivals();
    let saved = bench.write(check_in("Robin", view.answers.clone()), "2026-03-10T08:02");
    assert_eq!(bench.arrivals(), count, "nothing is written twice");
    let answer = saved.triage.expect("an answer");
    let mut fresh = Bench::adult();
    let alone = fresh.write(check_in("Robin", view.answers.clone()), "2026-03-10T08:02");
    let expected = alone.triage.expect("an answer");
    assert_eq!((answer.disposition, &answer.sentence), (expected.disposition, &expected.sentence));
    assert_eq!(answer.gate, expected.gate);
    let timeline =
        bench.app.timeline("Robin", None, None, &at("2026-03-10T09:00")).expect("a timeline").items;
    assert!(timeline.iter().any(|item| item.entry == saved.entry && item.kind == "check_in"));
    assert!(kept(&bench, "2026-03-10T08:03").is_empty(), "it is over");
    bench.write(check_in("Robin", view.answers), "2026-03-10T08:04");
    assert!(bench.arrivals() > count, "a check-in of its own, told anew");
}

#[test]
fn an_answer_that_becomes_graver_puts_the_check_in_right_that_stands() {
    let mut bench = Bench::adult();
    keep(&mut bench, &[reply("bleeding", Some("drip"))], MORNING);
    let check_ins = |bench: &Bench| {
        bench.kinds("Robin", "2026-03-10T23:00").iter().filter(|kind| *kind == "check_in").count()
    };
    let first = check_ins(&bench);
    let graver = vec![reply("bleeding", Some("non_stop"))];
    let view = keep(&mut bench, &graver, "2026-03-10T08:05");
    assert!(view.urgent);
    assert_eq!((first, check_ins(&bench)), (1, 1), "one check-in, graver than before");
    let today = bench.today("Robin", "2026-03-10T08:06");
    assert_eq!(today.tasks[0].duty, "emergency", "{}", today.headline);
    let text = bench.app.timeline("Robin", None, None, &at("2026-03-10T09:00")).expect("a timeline").items;
    let line = &text.iter().find(|item| item.kind == "check_in").expect("stands").sentence;
    assert!(line.contains("Changed on 10 Mar, 08:05"), "{line}");
    bench.write(check_in("Robin", well_but(&[("bleeding", "non_stop")])), "2026-03-10T08:10");
    assert_eq!(check_ins(&bench), 2, "a whole one has looked at everything, and is one of its own");
}

#[test]
fn an_urgent_answer_is_written_down_at_once_and_once() {
    let mut bench = Bench::adult();
    let urgent = vec![reply("bleeding", Some("clots"))];
    let view = keep(&mut bench, &urgent, MORNING);
    assert!(view.urgent);
    let count = bench.arrivals();
    let check_ins = |bench: &Bench| {
        bench.kinds("Robin", "2026-03-10T23:00").iter().filter(|kind| *kind == "check_in").count()
    };
    assert_eq!(check_ins(&bench), 1);
    keep(&mut bench, &urgent, "2026-03-10T08:01");
    assert_eq!((bench.arrivals(), check_ins(&bench)), (count, 1), "the same is not written twice");
    let today = bench.app.today("Robin", &at("2026-03-10T09:00")).expect("today");
    assert_eq!(today.next_size_tenths_mm, None, "{}", today.headline);
    let bench = bench.reopen(false, "2026-03-10T09:00");
    assert!(kept(&bench, "2026-03-10T09:00") == urgent, "and the check-in goes on");
}

/// Somebody with a weak defence whose pain is urgent, with this temperature: what the whole check-in is answered so many minutes
/// after the first alarm, with this temperature then.
fn finished_after(minutes: i64, first: &str, then: &str) -> DispositionWord {
    let frail = PersonDraft { background: vec!["immunosuppressed".to_owned()], ..robin() };
    let mut bench = Bench::of(frail, adopt("Robin", &clinic_plan()));
    let told = |reading: &str| vec![reply("temperature_c", Some(reading)), reply("pain_peak", Some("8"))];
    assert!(keep(&mut bench, &told(first), MORNING).urgent);
    let later = at(MORNING).wall + chrono::TimeDelta::minutes(minutes);
    let later = later.format("%Y-%m-%dT%H:%M").to_string();
    let so_far = keep(&mut bench, &told(then), &later).so_far.expect("urgent").disposition;
    let whole = well_but(&[("temperature_c", then), ("pain_peak", "8")]);
    let whole = bench.write(check_in("Robin", whole), &later).triage.expect("an answer").disposition;
    assert_eq!(so_far, whole, "what the questions say on the way is what is answered in the end");
    whole
}

#[test]
fn one_reading_of_a_thermometer_is_one_however_long_the_rest_takes() {
    for minutes in [1, 29, 30, 45, 11 * 60] {
        assert_eq!(finished_after(minutes, "37.6", "37.6"), DispositionWord::SameDay, "{minutes} min");
    }
    assert_eq!(finished_after(29, "37.6", "37.7"), DispositionWord::SameDay, "put right");
    assert_eq!(finished_after(30, "37.6", "37.7"), DispositionWord::Emergency, "taken anew");
}
