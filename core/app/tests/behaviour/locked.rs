//! What is noted while the diary is locked: sealed, taken in once, told, and worth no step.

use std::fs;
use std::path::{Path, PathBuf};

use gradus_app::view::{
    InboxView, LockedRunView, LockedView, RunDetailsDraft, RunDraft, RunStage, SlotStatus,
};
use gradus_app::{AppError, BootId, Moment, log_while_locked, run_event_while_locked, while_locked};
use gradus_crypto::testing::{FailingEntropy, SeededEntropy};
use tempfile::TempDir;

use crate::bench::{Bench, PASSCODE, adopt, at, clinic_plan, good, held, robin};

const EVENING: &str = "2026-03-02T20:00";

/// So many seconds after the evening's planned time, by both clocks of one boot.
pub fn later(seconds: u64) -> Moment {
    let wall = at(EVENING).wall + chrono::TimeDelta::seconds(seconds as i64);
    Moment::new(wall, 5_000_000 + seconds * 1000, BootId([9; 16]))
}

/// A vault that was closed, and what is known of it.
pub struct Shut {
    folder: TempDir,
    robin: String,
}

impl Shut {
    pub fn of(bench: Bench) -> Self {
        let robin = bench.app.person(Some("Robin")).expect("is there").id;
        Self { folder: bench.close(), robin }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("v")
    }

    fn inbox(&self) -> PathBuf {
        self.path().join("vault.inbox")
    }

    fn look(&self, seconds: u64) -> LockedView {
        while_locked(&self.path(), &later(seconds)).expect("looks")
    }

    fn run(&self, seconds: u64) -> LockedRunView {
        self.look(seconds).runs.pop().expect("a session goes on")
    }

    pub fn tell(&self, event: &str, seconds: u64) -> Result<LockedView, AppError> {
        let run = self.run(seconds).run;
        let entropy = SeededEntropy::new(seconds);
        run_event_while_locked(&self.path(), (&run, event), &entropy, &later(seconds))
    }

    pub fn note(&self, note: &str, occurrence: Option<&str>, seconds: u64) -> Result<LockedView, AppError> {
        let entropy = SeededEntropy::new(seconds);
        log_while_locked(&self.path(), (&self.robin, note, occurrence), &entropy, &later(seconds))
    }

    pub fn unlock(self, seconds: u64) -> Bench {
        let secret = gradus_app::Secret::Passcode(PASSCODE);
        let opened =
            gradus_app::App::open(&self.path(), secret, Box::new(SeededEntropy::new(8)), &later(seconds));
        Bench::from_parts(self.folder, opened.expect("opens"))
    }
}

pub fn told(bench: &mut Bench) -> InboxView {
    bench.app.inbox_news().expect("tells")
}

fn tell(bench: &mut Bench, event: &str, seconds: u64) {
    bench.app.run_event("Robin", event, &later(seconds)).expect(event);
}

pub fn started() -> Bench {
    let mut bench = Bench::adult();
    bench.app.start_run("Robin", &RunDraft::default(), &later(0)).expect("begins");
    bench
}

pub fn ready() -> Bench {
    let mut bench = started();
    for item in ITEMS {
        tell(&mut bench, &format!("tick:{item}"), 5);
    }
    bench
}

fn why<T>(result: Result<T, AppError>) -> (&'static str, String) {
    let error = result.err().expect("refused");
    (error.kind(), error.to_string())
}

const ITEMS: [&str; 5] = ["whole", "base", "clean", "lubricant", "relaxed"];

/// The same event as whoever has no key tells it.
pub fn neutrally(event: &str) -> String {
    let item = event.strip_prefix("tick:").and_then(|item| ITEMS.iter().position(|known| *known == item));
    item.map_or_else(|| event.to_owned(), |place| format!("tick:{}", place + 1))
}

#[test]
fn a_session_goes_on_while_the_diary_is_locked() {
    let mut bench = ready();
    tell(&mut bench, "in", 10);
    let shut = Shut::of(bench);
    let seen = shut.run(70);
    assert_eq!((seen.stage, seen.held_ms, seen.left_ms), (RunStage::Holding, Some(60_000), Some(60_000)));
    assert_eq!((seen.number, seen.of, seen.target_s, seen.max_s), (Some(1), 1, Some(120), Some(300)));
    let cues: Vec<_> = seen.cues.iter().map(|cue| (cue.in_ms / 1000, cue.pulses)).collect();
    assert_eq!(cues, [(0, 1), (50, 1), (60, 2), (240, 3)]);
    assert_eq!((seen.checks, seen.has_ended), (vec![true; 5], false));
    assert_eq!(shut.run(140).stage, RunStage::TakeOut);
    assert!(!shut.run(3609).asks_if_out && shut.run(3610).asks_if_out);
    let rebooted = Moment::new(later(60).wall, 1, BootId([1; 16]));
    let after = while_locked(&shut.path(), &rebooted).expect("looks").runs.pop().expect("it goes on");
    assert_eq!((after.stage, after.held_ms), (RunStage::TakeOut, Some(50_000)), "nobody watched the time");
    let out = shut.tell("out", 135).expect("noted");
    assert_eq!(
        (out.waiting, out.runs[0].stage, &out.runs[0].done_s[..]),
        (1, RunStage::AfterCare, &[125][..])
    );
    let mut bench = shut.unlock(200);
    let view = bench.app.run("Robin", &later(200)).expect("reads").expect("it is not written down");
    assert_eq!((view.stage, view.done_s), (RunStage::AfterCare, vec![125]));
    let news = told(&mut bench);
    assert_eq!((news.taken_in, news.alarming), (1, false));
    assert_eq!(
        news.sentences,
        ["1 note that was made while the diary was locked is in it now. It earns no step up."]
    );
    assert_eq!(told(&mut bench).sentences, Vec::<String>::new(), "told once");
}

#[test]
fn the_file_outside_holds_no_word_about_the_person() {
    let mut bench = ready();
    tell(&mut bench, "pain:3", 8);
    tell(&mut bench, "blood:drip", 9);
    let shut = Shut::of(bench);
    shut.tell("faint", 20).expect("noted");
    let text = String::from_utf8_lossy(&fs::read(shut.inbox()).expect("reads")).into_owned();
    for word in ["Robin", &shut.robin, "drip", "blood", "pain", "faint", "whole", "lubricant", "tenths"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(text.contains("\"stop\""), "what ended it is a stop");
}

#[test]
fn stop_and_signs_close_the_gate_once_the_diary_is_open() {
    let mut bench = ready();
    tell(&mut bench, "in", 10);
    let shut = Shut::of(bench);
    for (event, seconds) in [("pain:8", 20), ("blood:drip", 21), ("stuck", 22), ("stop", 23), ("stop", 24)] {
        shut.tell(event, seconds).expect(event);
    }
    assert_eq!(shut.look(25).waiting, 3, "a stop after the end changes nothing");
    let mut bench = shut.unlock(60);
    let view = bench.app.run("Robin", &later(60)).expect("reads").expect("it is not written down");
    assert_eq!((view.pain_peak, view.blood.as_deref()), (Some(8), Some("drip")));
    assert_eq!(view.signs, ["sharp_pain", "stuck"]);
    assert!(view.has_ended && view.so_far.is_some());
    let today = bench.app.today("Robin", &later(60)).expect("today");
    assert_eq!(today.next_size_tenths_mm, None, "{}", today.headline);
    assert_eq!(told(&mut bench).taken_in, 3);
}

#[test]
fn what_could_not_happen_is_refused_and_the_device_can_always_be_out() {
    let shut = Shut::of(started());
    assert_eq!(why(shut.tell("in", 5)).0, "refused");
    assert_eq!(why(shut.tell("pause_it", 5)).0, "invalid");
    for event in ["tick:0", "tick:7", "tick:whole", "tick:", "pain:11", "blood:much"] {
        assert_eq!(why(shut.tell(event, 5)).0, "invalid", "{event}");
    }
    assert_eq!(why(shut.tell("tick:6", 5)).0, "refused", "this list has five points");
    assert_eq!(why(shut.tell("blood:none", 5)).0, "refused");
    assert_eq!(shut.look(6).waiting, 0, "nothing was noted");
    for number in 1..=5 {
        shut.tell(&format!("tick:{number}"), 6).expect("on the list");
    }
    shut.tell("tick:5", 7).expect("told twice");
    assert_eq!(shut.look(8).waiting, 5);
    shut.tell("out", 9).expect("nothing is in, and it is noted all the same");
    shut.tell("in", 10).expect("the list is done");
    assert_eq!(why(shut.tell("in", 11)).0, "refused");
    let unknown = run_event_while_locked(
        &shut.path(),
        ("0000000000000000", "stop"),
        &SeededEntropy::new(1),
        &later(12),
    );
    assert_eq!(why(unknown).0, "not_found");
    let view = shut.unlock(20).app.run("Robin", &later(20)).expect("reads").expect("it goes on");
    assert_eq!((view.stage, view.held_ms), (RunStage::Holding, Some(10_000)));
}

#[test]
fn one_tap_writes_a_session_that_counts_for_safety_and_earns_nothing() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=3, "12");
    let shut = Shut::of(bench);
    let evening = 2 * 86_400 + 1_200;
    assert_eq!(shut.note("done", None, evening).expect("noted").waiting, 1);
    let mut bench = shut.unlock(evening + 3_600);
    assert_eq!(told(&mut bench).taken_in, 1);
    let timeline =
        bench.app.timeline("Robin", None, None, &at("2026-03-05T12:00")).expect("a timeline").items;
    let noted =
        timeline.iter().find(|item| item.sentence.ends_with("noted while locked")).expect("it is there");
    assert!(noted.sentence.contains("12 mm") && noted.sentence.contains("120"), "{}", noted.sentence);
    let today = bench.app.today("Robin", &at("2026-03-04T22:00")).expect("today");
    assert!(today.slots.iter().all(|slot| slot.status == gradus_app::view::SlotStatus::Done));
    let after = bench.app.progress("Robin", &at("2026-03-05T12:00")).expect("progress");
    let reasons: Vec<_> = after.reasons.iter().map(|reason| reason.sentence.as_str()).collect();
    assert!(reasons.iter().any(|reason| reason.contains("told while the diary was locked")), "{reasons:?}");
}

/// The notice on the phone names the evening of the plan of this morning, and another plan came in since.
#[test]
fn a_skip_that_names_the_plan_of_this_morning_answers_the_session_of_that_time() {
    let thrice = clinic_plan().replace("per_day = 2\nmin_gap_h = 6", "per_day = 3\nmin_gap_h = 4");
    let mut bench = Bench::of(robin(), adopt("Robin", &clinic_plan()));
    let named = bench.today("Robin", "2026-03-02T08:00").slots[1].occurrence.clone();
    bench.write(adopt("Robin", &thrice), "2026-03-02T12:00");
    let shut = Shut::of(bench);
    shut.note("skipped", Some(&named), 600).expect("noted");
    let bench = shut.unlock(1200);
    let slots = bench.today("Robin", "2026-03-02T20:30").slots;
    let skipped: Vec<_> = slots.iter().map(|slot| slot.status == SlotStatus::Skipped).collect();
    assert_eq!(skipped, [false, false, true], "the last third of the day, and not the second");
}

#[test]
fn a_skip_by_one_tap_answers_its_session() {
    let bench = Bench::adult();
    let named = bench.app.today("Robin", &later(0)).expect("today").slots[0].occurrence.clone();
    let shut = Shut::of(bench);
    shut.note("skipped", Some(&named), 600).expect("noted");
    let mut bench = shut.unlock(3_600);
    assert_eq!(told(&mut bench).taken_in, 1);
    assert!(bench.kinds("Robin", "2026-03-02T22:00").contains(&"skip".to_owned()));
}

#[test]
fn a_note_that_does_not_fit_is_told_and_not_written() {
    let mut bench = Bench::adult();
    let named = bench.app.today("Robin", &later(0)).expect("today").slots[0].occurrence.clone();
    bench.write(held("Robin", good("12")), "2026-03-02T20:05");
    let count = bench.arrivals();
    let shut = Shut::of(bench);
    shut.note("done", Some(&named), 600).expect("noted");
    let nobody = "00000000000000000000000000000001";
    let noted = log_while_locked(&shut.path(), (nobody, "done", None), &SeededEntropy::new(1), &later(700));
    assert_eq!(noted.expect("whose it is is seen later").waiting, 2);
    let mut bench = shut.unlock(3_600);
    assert_eq!(bench.arrivals(), count);
    let news = told(&mut bench);
    assert_eq!((news.taken_in, news.alarming), (0, true));
    assert_eq!(
        news.sentences,
        [
            "What was noted on 2 Mar, 20:10 while the diary was locked is not in it: that session is already \
             logged; log another one as unplanned.",
            "What was noted on 2 Mar, 20:11 while the diary was locked is not in it: the person that it is about is \
             not in this diary."
        ]
    );
}

#[test]
fn a_form_that_is_wrong_is_named_field_by_field() {
    let shut = Shut::of(Bench::adult());
    let entropy = SeededEntropy::new(1);
    let wrong = log_while_locked(&shut.path(), ("Robin", "maybe", Some("today")), &entropy, &later(0));
    let Err(AppError::Invalid { problems }) = wrong else { panic!("not refused") };
    let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["person", "occurrence", "note"]);
    let failed =
        log_while_locked(&shut.path(), (&shut.robin, "done", None), &FailingEntropy::after(0), &later(0));
    assert_eq!(why(failed).0, "internal");
    assert_eq!(shut.look(0).waiting, 0);
}

#[test]
fn an_open_vault_is_busy_and_a_folder_without_one_is_missing() {
    let bench = ready();
    let path = bench.path();
    assert_eq!(why(while_locked(&path, &later(0))).0, "busy");
    assert_eq!(
        why(log_while_locked(&path, (&"0".repeat(32), "done", None), &SeededEntropy::new(1), &later(0))).0,
        "busy"
    );
    let empty = TempDir::new().expect("a folder");
    assert_eq!(why(while_locked(empty.path(), &later(0))).0, "missing");
    let shut = Shut::of(bench);
    let mut bytes = fs::read(shut.inbox()).expect("reads");
    bytes[120] ^= 1;
    fs::write(shut.inbox(), bytes).expect("writes");
    assert_eq!(why(while_locked(&shut.path(), &later(0))).0, "damaged");
}

#[test]
fn what_somebody_changed_is_told_and_the_rest_is_taken_in() {
    let mut bench = ready();
    tell(&mut bench, "in", 10);
    let shut = Shut::of(bench);
    for (event, seconds) in [("pain:2", 20), ("pain:5", 21), ("pain:4", 22)] {
        shut.tell(event, seconds).expect(event);
    }
    let mut bytes = fs::read(shut.inbox()).expect("reads");
    let second = bytes.len() - 32 - 480 - 100;
    bytes[second] ^= 1;
    fs::write(shut.inbox(), bytes).expect("writes");
    let mut bench = shut.unlock(30);
    let news = told(&mut bench);
    assert_eq!((news.taken_in, news.alarming), (2, true));
    assert!(
        news.sentences[0].starts_with("1 note that was made while the diary was locked is not as it was")
    );
    let view = bench.app.run("Robin", &later(30)).expect("reads").expect("it goes on");
    assert_eq!(view.pain_peak, Some(4));
    let shut = Shut::of(bench);
    fs::remove_file(shut.inbox()).expect("removes");
    let mut bench = shut.unlock(40);
    let news = told(&mut bench);
    assert!(
        news.alarming && news.sentences[0].contains("are gone or cannot be read"),
        "{:?}",
        news.sentences
    );
    assert_eq!(Shut::of(bench).run(50).stage, RunStage::Holding, "a new file was made");
}

#[test]
fn an_older_file_that_is_put_back_is_told_and_taken_in_by_nobody() {
    let shut = Shut::of(ready());
    shut.tell("pain:5", 20).expect("noted");
    let older = fs::read(shut.inbox()).expect("reads");
    let mut bench = shut.unlock(30);
    assert_eq!(told(&mut bench).taken_in, 1);
    let shut = Shut::of(bench);
    fs::write(shut.inbox(), older).expect("writes");
    let mut bench = shut.unlock(40);
    let news = told(&mut bench);
    assert_eq!((news.taken_in, news.alarming), (0, true));
    assert!(news.sentences[0].contains("put in the place of others"), "{:?}", news.sentences);
}

#[test]
fn a_full_inbox_is_a_typed_error_and_a_stop_still_finds_a_place() {
    let shut = Shut::of(ready());
    let mut noted = 0;
    let full = loop {
        match shut.tell("pain:1", 20) {
            Ok(_) => noted += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((full, noted), (AppError::InboxFull, 256 - 32));
    assert_eq!(shut.tell("stop", 21).expect("has a place").waiting, 225);
    let mut bench = shut.unlock(30);
    assert_eq!(told(&mut bench).taken_in, 2, "one pain, however often it was told, and the stop");
    assert!(bench.app.run("Robin", &later(30)).expect("reads").expect("it is there").has_ended);
}

#[test]
fn news_waits_until_somebody_was_told_and_speaks_the_language_of_the_handle() {
    let shut = Shut::of(Bench::adult());
    shut.note("done", None, 600).expect("noted");
    shut.note("done", None, 700).expect("noted");
    let bench = shut.unlock(3_600);
    let mut bench = Shut::of(bench).unlock(3_700);
    bench.app.set_language(gradus_app::Locale::Es);
    let news = told(&mut bench);
    assert_eq!((news.taken_in, news.sentences.len()), (1, 2), "one session was due, and one note answers it");
    assert!(
        news.sentences.iter().all(|sentence| sentence.contains("con el diario bloqueado")),
        "{:?}",
        news.sentences
    );
}

#[test]
fn a_note_without_a_due_session_makes_none_up_and_takes_no_other_one() {
    for (note, kind) in [("done", "session"), ("skipped", "skip")] {
        let shut = Shut::of(Bench::adult());
        // Long before the evening's session, twice in its time, and in its time of the next day.
        for seconds in [-36_000, 600, 660, 86_400] {
            let now = at_second(seconds);
            log_while_locked(&shut.path(), (&shut.robin, note, None), &SeededEntropy::new(3), &now)
                .expect("noted");
        }
        let mut bench = shut.unlock(90_000);
        let news = told(&mut bench);
        assert_eq!((news.taken_in, news.sentences.len()), (2, 3), "{note}: {:?}", news.sentences);
        assert!(news.sentences[0].contains("no session was due then"), "{:?}", news.sentences);
        let kinds = bench.kinds("Robin", "2026-03-03T23:00");
        assert_eq!(kinds.iter().filter(|found| *found == kind).count(), 2, "{note}");
    }
}

fn at_second(seconds: i64) -> Moment {
    later(0).at(at(EVENING).wall + chrono::TimeDelta::seconds(seconds))
}

#[test]
fn no_state_of_the_inbox_keeps_the_owner_out() {
    type Spoil = fn(&Path);
    let spoil: [(&str, Spoil); 5] = [
        ("a flipped bit in the version", |inbox| {
            let mut bytes = fs::read(inbox).expect("reads");
            bytes[9] ^= 4;
            fs::write(inbox, bytes).expect("writes");
        }),
        ("a newer version", |inbox| {
            let mut bytes = fs::read(inbox).expect("reads");
            bytes[9] = 2;
            bytes.truncate(bytes.len() - 32);
            let sum = gradus_crypto::sha256(&[&bytes]);
            bytes.extend_from_slice(&sum);
            fs::write(inbox, bytes).expect("writes");
        }),
        ("rubbish", |inbox| fs::write(inbox, b"rubbish").expect("writes")),
        ("a folder in its place", |inbox| {
            fs::remove_file(inbox).expect("removes");
            fs::create_dir(inbox).expect("a folder");
        }),
        ("no room for a new one", |inbox| {
            fs::create_dir(inbox.with_extension("inbox.tmp")).expect("a folder");
        }),
    ];
    for (number, (name, spoil)) in spoil.into_iter().enumerate() {
        let shut = Shut::of(Bench::adult());
        shut.note("done", None, 600).expect("noted");
        spoil(&shut.inbox());
        let mut bench = shut.unlock(3_600);
        let news = told(&mut bench);
        assert!(news.alarming && !news.sentences.is_empty(), "{name}");
        assert_eq!(news.taken_in, [1, 0, 0, 0, 1][number], "{name}");
        assert!(told(&mut bench).sentences.is_empty(), "{name}: told once");
        let shut = Shut::of(bench);
        assert_eq!(
            shut.path().join("vault.inbox.1").exists(),
            [false, true, true, true, false][number],
            "{name}"
        );
        if name != "no room for a new one" {
            assert_eq!(shut.note("skipped", None, 90_000).expect("a new one").waiting, 1, "{name}");
            continue;
        }
        // The note is in the diary once, though it lies in the file still; what came after it is not lost either.
        fs::remove_dir(shut.path().join("vault.inbox.tmp")).expect("removes");
        assert_eq!(shut.note("done", None, 87_000).expect("noted").waiting, 2);
        assert_eq!(told(&mut shut.unlock(90_000)).taken_in, 1);
    }
}

#[test]
fn a_stop_is_seen_even_where_no_place_is_left_for_it() {
    let shut = Shut::of(ready());
    while shut.tell("pain:1", 20).is_ok() {}
    while shut.tell("out", 21).is_ok() {}
    fill_without_the_key(&shut.inbox());
    for seconds in [22, 23] {
        assert_eq!(
            shut.tell("stop", seconds),
            Err(AppError::InboxFull),
            "the second one is noted no more than the first"
        );
        assert!(shut.run(seconds).has_ended, "what is seen of the session stops");
    }
}

/// Anybody can add notes.
fn fill_without_the_key(inbox: &Path) {
    let folder = inbox.parent().expect("in a folder");
    let mut inbox = gradus_vault::Inbox::read(folder).expect("reads");
    while inbox.add(b"{}", 0, &SeededEntropy::new(5)).is_ok() {}
    inbox.write(folder).expect("writes");
}

/// Nothing that is told before, however often, takes the last place from a session whose end was not noted.
#[test]
fn the_end_of_each_session_has_a_place_of_its_own() {
    let mut bench = ready();
    let draft = gradus_app::view::PersonDraft { name: "Sam".to_owned(), ..crate::bench::robin() };
    bench.write(gradus_app::view::Command::AddPerson { draft }, "2026-03-02T07:40");
    bench.write(crate::bench::adopt("Sam", crate::bench::OWN), "2026-03-02T07:50");
    bench.app.start_run("Sam", &RunDraft::default(), &later(3)).expect("begins");
    let shut = Shut::of(bench);
    let tell = |run: &str, event: &str| {
        run_event_while_locked(&shut.path(), (run, event), &SeededEntropy::new(4), &later(20))
    };
    let runs: Vec<_> = shut.look(10).runs.into_iter().map(|run| run.run).collect();
    let [first, second] = &runs[..] else { panic!("two sessions go on") };
    while tell(first, "pain:1").is_ok() {}
    while tell(first, "out").is_ok() {}
    assert_eq!(shut.look(20).waiting, 254, "one place for each");
    assert_eq!(tell(first, "stuck").expect("has its place").waiting, 255);
    for other in ["faint", "out", "stuck"] {
        assert_eq!(tell(first, other), Err(AppError::InboxFull), "{other}");
    }
    assert_eq!(tell(first, "stop").expect("its end is noted").waiting, 255);
    let full = tell(second, "stop").expect("has its place");
    assert_eq!((full.waiting, full.runs.iter().all(|run| run.has_ended)), (256, true));
    let mut bench = shut.unlock(60);
    assert_eq!(told(&mut bench).taken_in, 1 + 2, "one pain, and nothing was in that could be out");
    for person in ["Robin", "Sam"] {
        let run = bench.app.run(person, &later(60)).expect("reads").expect("is not written down");
        assert!(run.has_ended, "{person}");
    }
}

#[test]
fn a_practice_vault_has_no_inbox() {
    let mut app = gradus_app::App::practice(1, &later(0)).expect("in memory");
    let news = app.inbox_news().expect("tells");
    assert!(news.sentences.is_empty() && news.taken_in == 0);
}

#[test]
fn a_run_with_anything_told_while_locked_earns_nothing() {
    let credit = |locked: bool| {
        let mut bench = ready();
        tell(&mut bench, "in", 10);
        let mut bench = if locked {
            let shut = Shut::of(bench);
            shut.tell("out", 135).expect("noted");
            shut.unlock(140)
        } else {
            tell(&mut bench, "out", 135);
            bench
        };
        let details = RunDetailsDraft {
            ease: Some("easy".to_owned()),
            pain_peak: Some("1".to_owned()),
            bleeding: Some("none".to_owned()),
            ..RunDetailsDraft::default()
        };
        bench.app.finish_run("Robin", &details, &later(200)).expect("written");
        let progress = bench.app.progress("Robin", &later(300)).expect("progress");
        let reasons: Vec<_> = progress.reasons.into_iter().map(|reason| reason.sentence).collect();
        reasons.iter().any(|reason| reason.contains("told while the diary was locked"))
    };
    assert_eq!((credit(true), credit(false)), (true, false));
}

/// Nobody can read the first note without the key, so that both take a place; in the diary they are one.
#[test]
fn a_sign_that_was_told_twice_is_one_note_in_the_diary() {
    let shut = Shut::of(started());
    for (event, seconds) in [("blood:streak", 5), ("blood:streak", 6), ("pain:4", 7), ("pain:4", 8)] {
        shut.tell(event, seconds).expect("noted");
    }
    assert_eq!(shut.look(10).waiting, 4);
    let mut bench = shut.unlock(20);
    let view = bench.app.run("Robin", &later(20)).expect("reads").expect("it goes on");
    assert_eq!((view.blood.as_deref(), view.pain_peak), (Some("streak"), Some(4)));
    let news = told(&mut bench);
    assert_eq!((news.taken_in, news.alarming), (2, false), "{:?}", news.sentences);
}
