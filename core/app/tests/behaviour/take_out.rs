//! A slip is taken out again: as if it had not been written, shown all the same, and never a way around what was told.

use gradus_app::view::{
    Command, Correction, DeviceCare, DeviceDraft, GateWord, Observed, Recorded, RunDetailsDraft, RunDraft,
    SessionDraft, SlotStatus, TimelineItem,
};
use gradus_app::{App, AppError, Secret};
use gradus_crypto::testing::SeededEntropy;

use crate::bench::{
    Bench, PASSCODE, answers, at, check_in, contact, good, held, mina, open, skip, step, well_but,
};

const EVENING: &str = "2026-03-02T20:00";
const LATER: &str = "2026-03-02T20:10";

fn out(written: &Recorded) -> Command {
    Command::TakeOut { person: "Robin".to_owned(), entry: written.entry.clone() }
}

fn line(bench: &Bench, written: &Recorded) -> TimelineItem {
    let timeline = bench.app.timeline("Robin", None, None, &at("2026-03-20T20:00")).expect("a timeline");
    let mut items = timeline.items.into_iter().filter(|item| item.entry == written.entry);
    let item = items.next().expect("the entry");
    assert!(items.next().is_none(), "an entry stands once");
    item
}

fn fever(value: &str) -> Command {
    let what =
        Observed::Temperature { value: value.to_owned(), method: "oral".to_owned(), antipyretic_at: None };
    Command::Observe { person: "Robin".to_owned(), at: None, what, note: None }
}

fn blue(name: &str) -> Command {
    let draft = DeviceDraft {
        name: name.to_owned(),
        shape: "set_piece".to_owned(),
        sizes: vec!["12".to_owned()],
        material: "silicone".to_owned(),
        base: true,
        ..DeviceDraft::default()
    };
    Command::AddDevice { person: "Robin".to_owned(), draft }
}

fn care(device: &str, care: DeviceCare) -> Command {
    Command::CareForDevice { person: "Robin".to_owned(), device: device.to_owned(), at: None, care }
}

#[test]
fn a_session_that_was_a_slip_is_as_if_it_had_not_been_and_the_timeline_shows_it() {
    let mut bench = Bench::adult();
    let before = bench.today("Robin", LATER);
    let slip = bench.write(held("Robin", good("12")), EVENING);
    assert_eq!(bench.today("Robin", LATER).slots[0].status, SlotStatus::Done);
    assert!(!line(&bench, &slip).is_taken_out);
    let taken = bench.write(out(&slip), LATER);
    assert!(taken.entry == slip.entry && taken.triage.is_none() && taken.arrival > slip.arrival);
    let after = bench.today("Robin", LATER);
    assert!(after == before, "{}", after.headline);
    let shown = line(&bench, &slip);
    assert_eq!((shown.kind.as_str(), shown.is_taken_out), ("session", true));
    assert!(shown.sentence.starts_with("12 mm: held 120 + 120 s"), "{}", shown.sentence);
    assert!(shown.sentence.contains("Taken out again on 2 Mar, 20:10"), "{}", shown.sentence);
    let change = Correction::Session { draft: good("13") };
    let amend = Command::Amend { person: "Robin".to_owned(), entry: slip.entry.clone(), change };
    let undo = Command::Undo { person: "Robin".to_owned(), entry: slip.entry.clone() };
    for again in [out(&slip), undo, amend] {
        assert!(bench.refused(again, LATER).starts_with("that entry was taken out"));
    }
    let bench = bench.reopen(true, LATER);
    assert!(bench.today("Robin", LATER) == before && line(&bench, &slip) == shown);
}

#[test]
fn everything_else_that_is_put_right_can_be_taken_out() {
    let mut bench = Bench::adult();
    let visit = Command::RecordVisit {
        person: "Robin".to_owned(),
        draft: gradus_app::view::VisitDraft {
            kind: "calibration".to_owned(),
            who: "Dr Brandt".to_owned(),
            ..Default::default()
        },
    };
    for (command, kind) in [
        (skip("Robin", None, "travel"), "skip"),
        (check_in("Robin", well_but(&[])), "check_in"),
        (fever("36.9"), "observation"),
        (visit, "visit"),
        (blue("Blue"), "device"),
    ] {
        let before = bench.today("Robin", LATER);
        let slip = bench.write(command, EVENING);
        bench.write(out(&slip), LATER);
        let shown = line(&bench, &slip);
        assert_eq!((shown.kind.as_str(), shown.is_taken_out), (kind, true));
        assert!(bench.today("Robin", LATER) == before, "{kind}");
    }
    bench.write(blue("Blue"), EVENING);
    let cleaned = bench.write(care("Blue", DeviceCare::Cleaned { disinfected: None }), EVENING);
    bench.write(out(&cleaned), LATER);
    assert!(line(&bench, &cleaned).sentence.contains("Blue"));
}

#[test]
fn ten_minutes_and_no_longer_by_a_clock_that_did_not_go_back() {
    for (now, goes) in [
        ("2026-03-02T20:00:00", true),
        ("2026-03-02T20:10:00", true),
        ("2026-03-02T20:10:01", false),
        ("2026-03-02T19:59:59", false),
    ] {
        let mut bench = Bench::adult();
        let slip = bench.write(skip("Robin", None, "travel"), EVENING);
        match goes {
            true => drop(bench.write(out(&slip), now)),
            false => assert!(bench.refused(out(&slip), now).contains("ten minutes"), "{now}"),
        }
    }
}

#[test]
fn a_sign_that_was_told_stays_and_so_does_the_gate_it_closed() {
    let bled = SessionDraft { bleeding: Some("red_bowl".to_owned()), ..good("12") };
    let questions = ["no_crack", "not_tacky", "straight", "base", "own", "clean", "temperature"];
    let cracked = answers(&questions.map(|id| (id, if id == "no_crack" { "false" } else { "true" })));
    for (command, closes) in [
        (held("Robin", bled), true),
        (check_in("Robin", well_but(&[("bleeding", "red_bowl")])), true),
        (fever("39.6"), true),
        (care("Blue", DeviceCare::Checked { answers: cracked }), false),
        (care("Blue", DeviceCare::Retired { reason: "broken".to_owned() }), false),
    ] {
        let mut bench = Bench::adult();
        bench.write(blue("Blue"), "2026-03-02T08:00");
        let told = bench.write(command, EVENING);
        let before = bench.today("Robin", LATER);
        assert_eq!(before.gate.gate != GateWord::Allow, closes);
        let why = bench.refused(out(&told), LATER);
        assert!(why.starts_with("A sign that was told is not taken out again"), "{why}");
        assert!(bench.today("Robin", LATER) == before && !line(&bench, &told).is_taken_out);
    }
}

#[test]
fn a_check_in_that_opened_sessions_closes_them_again_when_it_was_a_slip() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("pain_peak", "5")])), "2026-03-02T08:00");
    let now = "2026-03-05T08:05";
    let waits = bench.today("Robin", now);
    assert_eq!(waits.gate.gate, GateWord::Wait);
    let slip = bench.write(check_in("Robin", well_but(&[])), "2026-03-05T08:00");
    assert_ne!(bench.today("Robin", now).gate.gate, GateWord::Wait);
    let answers =
        |bench: &Bench| bench.kinds("Robin", now).iter().filter(|kind| *kind == "assessment").count();
    assert_eq!(answers(&bench), 2);
    bench.write(out(&slip), now);
    assert_eq!(bench.today("Robin", now).gate, waits.gate);
    assert_eq!(answers(&bench), 1, "the quiet answer to it would hide what was not known before");
}

/// A session of the evening up to its first insertion, and then what is told a minute later.
fn run_with(bench: &mut Bench, person: &str, told: &[&str]) -> Recorded {
    let draft = RunDraft::default();
    let begun = bench.app.start_run(person, &draft, &at(EVENING)).expect("begins");
    for check in begun.checks {
        bench.app.run_event(person, &format!("tick:{}", check.item), &at(EVENING)).expect("ticked");
    }
    for event in told {
        let now = if *event == "out" { "2026-03-02T20:03" } else { "2026-03-02T20:01" };
        bench.app.run_event(person, event, &at(now)).expect("told");
    }
    let ease = told.iter().all(|event| *event != "cannot_pass").then(|| "easy".to_owned());
    let details = RunDetailsDraft { ease, ..RunDetailsDraft::default() };
    bench.app.finish_run(person, &details, &at("2026-03-02T20:04")).expect("written").recorded
}

#[test]
fn a_session_that_was_held_step_by_step_stays_however_good_it_was() {
    let mut bench = Bench::adult();
    let held = run_with(&mut bench, "Robin", &["in", "out"]);
    let before = bench.today("Robin", LATER);
    let why = bench.refused(out(&held), LATER);
    assert!(why.starts_with("A session that was held is not taken out again"), "{why}");
    assert!(bench.today("Robin", LATER) == before && before.slots[0].status == SlotStatus::Done);
}

/// The larger size may rest on it, and stands on one session less without it.
#[test]
fn a_session_after_which_a_larger_size_was_taken_stays() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=8, "12");
    let last = bench.write(held("Robin", good("12")), "2026-03-09T20:00");
    bench.write(step("Robin", 130), "2026-03-09T20:02");
    let why = bench.refused(out(&last), "2026-03-09T20:04");
    assert!(why.contains("A larger size was taken after this session"), "{why}");
    let later = bench.write(held("Robin", good("13")), "2026-03-10T20:00");
    bench.write(out(&later), "2026-03-10T20:05");
}

#[test]
fn one_that_was_typed_in_with_an_earlier_time_is_a_slip_as_any_other_and_putting_it_right_makes_none_guided()
{
    let mut bench = Bench::adult();
    let earlier = SessionDraft { at: Some("2026-03-02T19:30:00+01:00".to_owned()), ..good("12") };
    let slip = bench.write(held("Robin", earlier.clone()), EVENING);
    bench.write(out(&slip), LATER);
    assert!(line(&bench, &slip).is_taken_out);
    let mut bench = Bench::adult();
    let held = run_with(&mut bench, "Robin", &["in", "out"]);
    let change = Correction::Session { draft: good("12") };
    let amend = Command::Amend { person: "Robin".to_owned(), entry: held.entry.clone(), change };
    bench.write(amend, LATER);
    bench.write(Command::Undo { person: "Robin".to_owned(), entry: held.entry.clone() }, LATER);
    assert!(!line(&bench, &held).is_taken_out);
    let why = bench.refused(out(&held), LATER);
    assert!(!why.is_empty(), "{why}");
}

#[test]
fn a_session_begun_in_the_second_of_one_that_was_taken_out_goes_on() {
    let mut bench = Bench::adult();
    let slip = bench.write(held("Robin", good("12")), EVENING);
    bench.write(out(&slip), EVENING);
    bench.app.start_run("Robin", &RunDraft::default(), &at(EVENING)).expect("begins");
    assert!(
        bench.app.run("Robin", &at(LATER)).expect("reads").is_some(),
        "it is not the one that was taken out"
    );
}

#[test]
fn a_session_that_goes_on_is_not_hidden_by_one_that_was_typed_in_for_the_same_second() {
    let mut bench = Bench::adult();
    bench.app.start_run("Robin", &RunDraft::default(), &at(EVENING)).expect("begins");
    let same = SessionDraft { at: Some("2026-03-02T20:00:00+01:00".to_owned()), ..good("12") };
    bench.write(held("Robin", same), LATER);
    assert!(bench.app.run("Robin", &at(LATER)).expect("reads").is_some());
}

#[test]
fn what_was_told_in_a_session_stays_where_triage_was_silent_too() {
    for (told, stop) in [
        (&["said_stop"][..], "said_stop"),
        (&["in", "said_stop", "out"], "said_stop"),
        (&["cannot_pass"], "cannot_pass"),
    ] {
        let mut bench = Bench::child();
        let written = run_with(&mut bench, "Mina", told);
        let slip = Command::TakeOut { person: "Mina".to_owned(), entry: written.entry };
        let why = bench.refused(slip, LATER);
        assert!(why.starts_with("A sign that was told is not taken out again"), "{stop}: {why}");
    }
    let stopped = |why: &str| SessionDraft { stop_reason: Some(why.to_owned()), ..good("12") };
    let ease = |how: &str| SessionDraft { ease: how.to_owned(), holds_s: Vec::new(), ..good("12") };
    let peak = |score: &str| SessionDraft { pain_peak: Some(score.to_owned()), ..good("12") };
    let blood = |amount: &str| SessionDraft { bleeding: Some(amount.to_owned()), ..good("12") };
    for (draft, stays) in [
        (stopped("interrupted"), true),
        (stopped("would_not_pass"), true),
        (ease("not_passed"), true),
        (ease("forced_not_done"), true),
        (blood("streak"), true),
        (blood("unknown"), true),
        (peak("4"), true),
        (peak("3"), false),
        (SessionDraft { ease: "firm".to_owned(), ..good("12") }, false),
        (SessionDraft { bleeding: None, pain_before: None, ..good("12") }, false),
    ] {
        let mut bench = Bench::adult();
        let told = (draft.stop_reason.clone(), draft.ease.clone(), draft.pain_peak.clone());
        let slip = bench.write(held("Robin", draft), EVENING);
        match stays {
            true => assert!(bench.refused(out(&slip), LATER).starts_with("A sign that was told"), "{told:?}"),
            false => drop(bench.write(out(&slip), LATER)),
        }
    }
}

#[test]
fn every_row_of_a_diary_is_looked_at_by_itself() {
    let mut bench = Bench::adult();
    let csv = "date,time,size,pain,blood\n2026-02-03,17:00,12 mm,0,drip\n2026-02-04,17:00,12 mm,5,none\n\
               2026-02-05,17:00,12 mm,0,none\n2026-02-06,17:00,12 mm,?,none\n2026-02-07,17:00,12 mm,1,none\n";
    let import = bench.app.import_sessions("Robin", csv, &[], true, &at(EVENING)).expect("an import");
    assert!(import.written && import.taken == 5);
    let timeline = bench.app.timeline("Robin", None, None, &at(LATER)).expect("a timeline");
    let mut rows: Vec<_> = timeline.items.into_iter().filter(|item| item.kind == "session").collect();
    rows.sort_by(|one, other| one.at.cmp(&other.at));
    let stays: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let slip = Command::TakeOut { person: "Robin".to_owned(), entry: row.entry };
            match bench.app.record(slip, &at(LATER)) {
                Ok(_) => false,
                Err(AppError::Refused { why }) => why.starts_with("A sign that was told"),
                Err(other) => panic!("{}", other.kind()),
            }
        })
        .collect();
    assert_eq!(stays, [true, true, false, true, true], "the answer to all of them stands with the last one");
}

#[test]
fn what_the_clinic_decided_at_a_visit_stays() {
    let draft = || gradus_app::view::VisitDraft {
        kind: "calibration".to_owned(),
        who: "Dr Brandt".to_owned(),
        ..Default::default()
    };
    let seven = Some("7".to_owned());
    for draft in [
        gradus_app::view::VisitDraft { size_set: seven.clone(), ..draft() },
        gradus_app::view::VisitDraft { calibrated: seven, ..draft() },
        gradus_app::view::VisitDraft { advice: Some("Rest for a week".to_owned()), ..draft() },
    ] {
        let mut bench = Bench::adult();
        let visit = bench.write(Command::RecordVisit { person: "Robin".to_owned(), draft }, EVENING);
        let before = bench.today("Robin", LATER);
        let why = bench.refused(out(&visit), LATER);
        assert!(why.starts_with("What the clinic did, measured or said at a visit"), "{why}");
        assert!(bench.today("Robin", LATER) == before);
    }
}

#[test]
fn what_was_changed_what_stays_and_what_is_not_there_are_told_apart() {
    let mut bench = Bench::adult();
    bench.write(Command::AddPerson { draft: mina() }, "2026-03-02T08:00");
    let slip = bench.write(held("Robin", good("12")), EVENING);
    let change = Correction::Session { draft: good("13") };
    let entry = slip.entry.clone();
    bench.write(Command::Amend { person: "Robin".to_owned(), entry, change }, EVENING);
    assert!(bench.refused(out(&slip), LATER).starts_with("it was changed since"));
    let talk = bench.write(contact("Robin", "stop"), LATER);
    assert!(bench.refused(out(&talk), LATER).contains("stay as they are"));
    let of_another = Command::TakeOut { person: "Mina".to_owned(), entry: slip.entry.clone() };
    let nothing = Command::TakeOut { person: "Robin".to_owned(), entry: "0".repeat(64) };
    for missing in [of_another, nothing] {
        assert!(matches!(bench.fail(missing, LATER), AppError::NotFound { .. }));
    }
}

#[test]
fn a_device_that_the_log_names_stays_and_one_comes_back_by_a_free_name_only() {
    let mut bench = Bench::adult();
    let named = bench.write(blue("Blue"), EVENING);
    bench.write(held("Robin", SessionDraft { device: Some("Blue".to_owned()), ..good("12") }), EVENING);
    assert!(bench.refused(out(&named), LATER).contains("put it away instead"));
    let cared = bench.write(blue("Red"), EVENING);
    bench.write(care("Red", DeviceCare::Cleaned { disinfected: None }), EVENING);
    assert!(bench.refused(out(&cared), LATER).contains("put it away instead"));
    let gone = bench.write(care("Red", DeviceCare::Retired { reason: "lost".to_owned() }), EVENING);
    let other = bench.write(blue("Red"), EVENING);
    assert!(bench.refused(out(&gone), LATER).contains("this name"));
    bench.write(out(&other), LATER);
    bench.write(out(&gone), LATER);
    assert!(bench.app.device("Robin", "Red", &at(LATER)).is_ok());
}

/// A vault that begins a new life writes under another name; what was written before that was another device's.
#[test]
fn what_another_device_wrote_is_put_right_there() {
    let mut bench = Bench::adult();
    let slip = bench.write(skip("Robin", None, "travel"), EVENING);
    let path = bench.path();
    let folder = bench.close();
    std::fs::remove_file(path.join("vault.mark")).expect("the mark is there");
    App::accept_older_state(
        &path,
        Secret::Passcode(PASSCODE),
        Box::new(SeededEntropy::new(9)),
        &at("2026-03-02T20:01"),
    )
    .expect("accepted");
    let app = open(&path, Secret::Passcode(PASSCODE), "2026-03-02T20:02").expect("opens");
    let mut bench = Bench::from_parts(folder, app);
    assert!(bench.refused(out(&slip), "2026-03-02T20:03").starts_with("another device"));
}
