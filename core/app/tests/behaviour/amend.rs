//! What was written down is put right, and taken back: what it opens, what stands all the same, and what is shown of it.

use chrono::TimeDelta;
use gradus_app::AppError;
use gradus_app::view::{
    Command, Correction, DispositionWord, GateWord, ProposalKind, SessionDraft, SlotStatus, VisitDraft,
};

use crate::bench::{Bench, answers, at, check_in, contact, good, held, mina, skip, visit, well_but};

const EVENING: &str = "2026-03-02T20:00";
const LATER: &str = "2026-03-02T20:30";

fn amend(entry: &str, change: Correction) -> Command {
    Command::Amend { person: "Robin".to_owned(), entry: entry.to_owned(), change }
}

fn undo(entry: &str) -> Command {
    Command::Undo { person: "Robin".to_owned(), entry: entry.to_owned() }
}

fn session(draft: SessionDraft) -> Correction {
    Correction::Session { draft }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

impl Bench {
    fn stands(&self, entry: &str) -> SessionDraft {
        match self.app.entry_details("Robin", entry).expect("a session") {
            Correction::Session { draft } => draft,
            other => panic!("{other:?}"),
        }
    }

    fn line(&self, entry: &str) -> String {
        let timeline = self.app.timeline("Robin", None, None, &at("2026-03-20T20:00")).expect("a timeline");
        let mut items = timeline.items.into_iter().filter(|item| item.entry == entry);
        let line = items.next().expect("the entry").sentence;
        assert!(items.next().is_none(), "an entry that was changed stands once");
        line
    }

    fn slot(&self, now: &str) -> SlotStatus {
        self.today("Robin", now).slots[0].status
    }
}

#[test]
fn what_stands_is_offered_as_it_would_be_entered_and_the_same_again_is_no_change() {
    let mut bench = Bench::adult();
    let full = SessionDraft {
        at: some("2026-03-02T20:00:00+01:00"),
        size: "12.5 mm".to_owned(),
        holds_s: vec![60, 120],
        ease: "firm".to_owned(),
        pain_before: some("0"),
        pain_peak: some("2"),
        pain_after: some("unknown"),
        pain_minutes: some("20"),
        bleeding: some("streak"),
        bleeding_minutes: some("unknown"),
        warm_up: vec!["10 mm".to_owned(), "11 mm".to_owned()],
        lubricant: some("water"),
        adjuncts: vec!["opioid:prescribed".to_owned(), "alcohol".to_owned()],
        stop_reason: some("interrupted"),
        device: some("blue set"),
        cleaned: Some(true),
        note: some("late"),
        occurrence: None,
    };
    let entry = bench.write(held("Robin", full.clone()), LATER).entry;
    let stands = bench.stands(&entry);
    assert!(stands.occurrence.is_some());
    assert!(SessionDraft { occurrence: None, ..stands.clone() } == full);
    assert!(bench.refused(amend(&entry, session(stands)), LATER).contains("different"));
    assert!(bench.refused(undo(&entry), LATER).contains("never changed"));
}

#[test]
fn what_is_no_time_is_said_and_nothing_is_changed() {
    let mut bench = Bench::adult();
    let held = bench.write(held("Robin", good("15")), EVENING).entry;
    let seen =
        VisitDraft { kind: "calibration".to_owned(), who: "surgeon".to_owned(), ..VisitDraft::default() };
    let seen_entry = bench.write(visit("Robin", seen.clone()), EVENING).entry;
    let changes = [
        (&held, session(SessionDraft { at: some("half past eight"), size: "12".to_owned(), ..good("15") })),
        (&seen_entry, Correction::Visit { draft: VisitDraft { at: some("on Monday"), ..seen } }),
    ];
    for (entry, change) in changes {
        let before = bench.line(entry);
        let error = bench.fail(amend(entry, change), LATER);
        assert!(matches!(&error, AppError::Invalid { problems } if problems[0].field == "at"), "{error:?}");
        assert_eq!(bench.line(entry), before);
    }
}

#[test]
fn a_wrong_size_is_put_right_and_what_stood_there_stays_to_be_read() {
    let mut bench = Bench::adult();
    let entry = bench.write(held("Robin", good("15")), EVENING).entry;
    let right = SessionDraft { size: "12".to_owned(), ..bench.stands(&entry) };
    let written = bench.write(amend(&entry, session(right)), LATER);
    assert!(written.entry == entry && written.triage.is_none() && written.notices.is_empty());
    assert_eq!(bench.slot(LATER), SlotStatus::Done);
    let line = bench.line(&entry);
    assert!(line.starts_with("12 mm") && line.contains("20:30; before: 15 mm"), "{line}");
    bench.write(undo(&entry), "2026-03-02T20:45");
    assert!(bench.stands(&entry).size == "15 mm" && bench.slot(LATER) == SlotStatus::Done);
    let line = bench.line(&entry);
    assert!(line.starts_with("15 mm") && line.matches("before").count() == 2, "{line}");
    let bench = bench.reopen(true, LATER);
    assert_eq!(bench.line(&entry), line, "it is on the disk");
}

/// A, B, C, and B typed once more: what is taken back is that, whatever it says.
#[test]
fn what_is_taken_back_is_the_last_change_and_taken_back_twice_it_stands_again() {
    let mut bench = Bench::adult();
    let entry = bench.write(held("Robin", good("12")), EVENING).entry;
    for size in ["13", "14", "13"] {
        let changed = SessionDraft { size: size.to_owned(), ..bench.stands(&entry) };
        bench.write(amend(&entry, session(changed)), LATER);
    }
    for size in ["14 mm", "13 mm", "14 mm"] {
        bench.write(undo(&entry), LATER);
        assert_eq!(bench.stands(&entry).size, size);
    }
}

#[test]
fn a_slot_is_freed_and_kept_with_what_is_put_right() {
    let mut bench = Bench::adult();
    let tried = SessionDraft { ease: "not_passed".to_owned(), holds_s: Vec::new(), ..good("12") };
    let entry = bench.write(held("Robin", tried), EVENING).entry;
    assert_eq!(bench.slot(LATER), SlotStatus::Skipped);
    let passed = SessionDraft { ease: "easy".to_owned(), holds_s: vec![120], ..bench.stands(&entry) };
    bench.write(amend(&entry, session(passed)), LATER);
    assert_eq!(bench.slot(LATER), SlotStatus::Done);
    let written = bench.write(undo(&entry), LATER);
    assert_eq!(bench.slot(LATER), SlotStatus::Skipped);
    assert!(written.notices.iter().any(|notice| notice.contains("one size smaller")), "{written:?}");
    // One that was told of the wrong evening answers the slot of the right one, and the other is free.
    let moved = SessionDraft { at: some("2026-03-02T20:00:00+01:00"), ..good("12") };
    let mut bench = Bench::adult();
    let entry = bench.write(held("Robin", moved), "2026-03-03T20:00").entry;
    assert_eq!((bench.slot(LATER), bench.slot("2026-03-03T20:00")), (SlotStatus::Done, SlotStatus::Due));
    let right = SessionDraft { at: some("2026-03-03T19:50:00+01:00"), ..bench.stands(&entry) };
    bench.write(amend(&entry, session(right)), "2026-03-03T20:05");
    assert_eq!((bench.slot(LATER), bench.slot("2026-03-03T20:05")), (SlotStatus::Due, SlotStatus::Done));
}

#[test]
fn what_was_answered_to_the_first_form_stands_until_the_clinic_spoke() {
    let mut bench = Bench::adult();
    let bled = SessionDraft { bleeding: some("red_bowl"), ..good("12") };
    let written = bench.write(held("Robin", bled), EVENING);
    let answer = written.triage.expect("an answer");
    assert!(answer.disposition >= DispositionWord::SameDay);
    let before = bench.today("Robin", LATER);
    let mild = SessionDraft { bleeding: some("none"), ..bench.stands(&written.entry) };
    let changed = bench.write(amend(&written.entry, session(mild)), LATER);
    assert!(changed.triage.is_none(), "nothing milder is answered");
    assert!(changed.notices.iter().any(|notice| notice.contains("does not take back")), "{changed:?}");
    let after = bench.today("Robin", LATER);
    assert!(after.headline == before.headline && after.gate == before.gate && after.tasks == before.tasks);
    bench.write(contact("Robin", "resume"), "2026-03-02T21:00");
    assert_ne!(bench.today("Robin", "2026-03-02T21:30").gate.gate, GateWord::Blocked);
}

#[test]
fn worse_that_is_told_later_is_answered_although_a_check_in_looked_at_the_session() {
    let mut bench = Bench::adult();
    let entry = bench.write(held("Robin", good("12")), EVENING).entry;
    bench.write(check_in("Robin", well_but(&[])), LATER);
    assert_eq!(bench.today("Robin", LATER).gate.gate, GateWord::Allow);
    let worse = SessionDraft { bleeding: some("clots"), ..bench.stands(&entry) };
    let changed = bench.write(amend(&entry, session(worse.clone())), "2026-03-02T21:00");
    let mut other = Bench::adult();
    let fresh = other.write(held("Robin", SessionDraft { occurrence: None, ..worse }), "2026-03-02T21:00");
    let (changed, fresh) = (changed.triage.expect("answered"), fresh.triage.expect("answered"));
    assert_eq!(changed.disposition, fresh.disposition);
    assert_eq!(bench.today("Robin", "2026-03-02T21:01").gate.gate, fresh.gate);
}

#[test]
fn what_is_put_in_a_day_later_earns_no_step() {
    let step = |hours: i64| {
        let mut bench = Bench::adult();
        let untold = SessionDraft { pain_peak: None, pain_before: None, ..good("12") };
        bench.evenings("Robin", 2..=3, "12");
        let mut last = String::new();
        for day in 4..=9 {
            last = bench.write(held("Robin", untold.clone()), &format!("2026-03-{day:02}T20:00")).entry;
        }
        let kind =
            |bench: &Bench| bench.app.progress("Robin", &at("2026-03-10T21:30")).expect("a proposal").kind;
        assert_eq!(kind(&bench), ProposalKind::Hold, "two good ones of three");
        let told = SessionDraft { pain_peak: some("1"), ..bench.stands(&last) };
        let now = at("2026-03-09T20:00");
        let now = now.at(now.wall + TimeDelta::hours(hours));
        let change = bench.app.record(amend(&last, session(told)), &now).expect("changed");
        (change.notices.iter().any(|notice| notice.contains("more than a day later")), kind(&bench))
    };
    assert_eq!(step(24), (false, ProposalKind::Advance), "within a day it is as if it had been told at once");
    assert_eq!(step(25), (true, ProposalKind::Hold), "later it adds nothing");
}

#[test]
fn a_check_in_is_answered_anew_where_more_is_told_and_stands_where_less_is() {
    let mut bench = Bench::adult();
    let entry = bench.write(check_in("Robin", well_but(&[])), EVENING).entry;
    let fever = [("temperature_c", "39.6"), ("illness", "very_unwell")];
    let change = |changes| Correction::CheckIn { answers: well_but(changes), note: None };
    let worse = bench.write(amend(&entry, change(&fever)), LATER).triage.expect("answered");
    let direct = Bench::adult().write(check_in("Robin", well_but(&fever)), LATER).triage.expect("answered");
    assert_eq!((worse.disposition, worse.gate), (direct.disposition, direct.gate));
    let rules = |view: &gradus_app::view::TriageView| {
        view.rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(rules(&worse), rules(&direct), "one reading is not two");
    let before = bench.today("Robin", LATER);
    let milder = bench.write(undo(&entry), "2026-03-02T20:40");
    assert!(milder.triage.is_none_or(|view| view.disposition == worse.disposition));
    assert_eq!(bench.today("Robin", LATER).gate.gate, before.gate.gate);
    assert!(bench.line(&entry).contains("Changed on"));
    let noted = Correction::CheckIn { answers: well_but(&[]), note: some("slept badly") };
    assert!(bench.write(amend(&entry, noted), LATER).triage.is_none(), "words change no answer");
}

#[test]
fn what_is_put_into_an_old_check_in_ends_no_wait() {
    let mut bench = Bench::adult();
    let waits = bench.write(check_in("Robin", well_but(&[("pain_peak", "5")])), "2026-03-02T08:00");
    assert_eq!(waits.triage.expect("an answer").gate, GateWord::Wait);
    // Too little to end the wait when its time is over, and put right so that it would be enough.
    let entry = bench.write(check_in("Robin", answers(&[("bleeding", "none")])), "2026-03-04T08:00").entry;
    assert_eq!(bench.today("Robin", "2026-03-04T08:05").gate.gate, GateWord::Wait);
    let whole = Correction::CheckIn { answers: well_but(&[]), note: None };
    bench.write(amend(&entry, whole), "2026-03-04T08:10");
    assert_eq!(bench.today("Robin", "2026-03-04T08:11").gate.gate, GateWord::Wait);
    bench.write(check_in("Robin", well_but(&[])), "2026-03-04T08:20");
    let open = bench.today("Robin", "2026-03-04T08:21").gate.gate;
    assert_ne!(open, GateWord::Wait, "what is left is the smaller size, which this plan does not have");
}

#[test]
fn a_skip_that_was_an_illness_asks_for_a_check_in_and_a_visit_sets_another_size() {
    let mut bench = Bench::adult();
    let entry = bench.write(skip("Robin", None, "travel"), EVENING).entry;
    let ill = Correction::Skip { occurrence: None, reason: "illness".to_owned() };
    let written = bench.write(amend(&entry, ill.clone()), LATER);
    assert!(written.notices[0].contains("check-in now"), "{written:?}");
    assert!(
        bench.app.entry_details("Robin", &entry).expect("a skip")
            != Correction::Skip { occurrence: None, reason: "illness".to_owned() }
    );
    assert!(bench.refused(amend(&entry, ill), LATER).contains("different"));
    let draft = VisitDraft {
        kind: "calibration".into(),
        who: "Dr Brandt".into(),
        size_set: some("13"),
        ..VisitDraft::default()
    };
    let entry = bench.write(visit("Robin", draft), LATER).entry;
    let Correction::Visit { draft } = bench.app.entry_details("Robin", &entry).expect("a visit") else {
        panic!()
    };
    let change = Correction::Visit { draft: VisitDraft { size_set: some("14"), ..draft } };
    bench.write(amend(&entry, change), LATER);
    assert_eq!(bench.today("Robin", LATER).size_tenths_mm, Some(140));
    assert!(bench.line(&entry).contains("before: Calibration with Dr Brandt, size set to 13 mm"));
    bench.write(undo(&entry), LATER);
    assert_eq!(bench.today("Robin", LATER).size_tenths_mm, Some(130));
}

#[test]
fn what_stays_as_it_is_and_what_is_not_there_are_told_apart() {
    let mut bench = Bench::adult();
    bench.write(Command::AddPerson { draft: mina() }, "2026-03-02T08:00");
    let talk = bench.write(contact("Robin", "stop"), EVENING).entry;
    assert!(bench.refused(amend(&talk, session(good("12"))), LATER).contains("stay as they are"));
    assert!(bench.refused(undo(&talk), LATER).contains("stay as they are"));
    let entry = bench.write(held("Robin", good("12")), EVENING).entry;
    let (field, _, right) =
        bench.wrong(amend(&entry, Correction::Skip { occurrence: None, reason: "travel".into() }), LATER);
    assert!(field == "change" && right.contains("session"), "{right}");
    let of_another = Command::Undo { person: "Mina".to_owned(), entry: entry.clone() };
    for missing in [of_another, undo("no id"), undo(&"0".repeat(64))] {
        assert!(matches!(bench.fail(missing, LATER), AppError::NotFound { .. }));
    }
    let wrong = SessionDraft { size: "XL".to_owned(), ..bench.stands(&entry) };
    assert_eq!(bench.wrong(amend(&entry, session(wrong)), LATER).0, "size");
}

/// What did not pass on its day is no session because somebody says so days later.
#[test]
fn a_gap_of_a_child_is_not_closed_by_a_later_word() {
    let gate_after = |change_at: &str| {
        let mut bench = Bench::child();
        let tried = SessionDraft { ease: "not_passed".to_owned(), holds_s: Vec::new(), ..good("9") };
        let entry = bench.write(held("Mina", tried), EVENING).entry;
        let passed = Correction::Session {
            draft: SessionDraft { ease: "easy".to_owned(), holds_s: vec![30, 30], ..good("9") },
        };
        bench.write(Command::Amend { person: "Mina".to_owned(), entry, change: passed }, change_at);
        bench.today("Mina", "2026-03-04T10:00").gate.gate
    };
    assert_eq!(gate_after("2026-03-04T09:00"), GateWord::Blocked, "37 hours later");
    assert_ne!(gate_after("2026-03-02T21:00"), GateWord::Blocked, "within the day it was told");
}

#[test]
fn a_visit_is_not_put_right_to_a_size_that_the_plan_does_not_allow() {
    let mut bench = Bench::adult();
    let draft = VisitDraft {
        kind: "calibration".to_owned(),
        who: "Dr Brandt".to_owned(),
        size_set: some("13"),
        ..VisitDraft::default()
    };
    let entry = bench.write(visit("Robin", draft.clone()), EVENING).entry;
    let to = |size: &str| {
        amend(&entry, Correction::Visit { draft: VisitDraft { size_set: some(size), ..draft.clone() } })
    };
    let (field, wrong, _) = bench.wrong(to("15.1"), LATER);
    assert_eq!(field, "size_set");
    assert!(wrong.starts_with("15.1 mm is above the goal of the plan, 15 mm"), "{wrong}");
    bench.write(to("15"), LATER);
    assert_eq!(bench.today("Robin", LATER).size_tenths_mm, Some(150));
}
