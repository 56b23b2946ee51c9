//! Check-ins and sessions lead to an assessment, and the assessment closes the gate.

use gradus_app::view::{Certainty, Command, DispositionWord, GateWord, SessionDraft, TriageView};

use crate::bench::{Bench, answers, at, check_in, contact, good, held, problems, well_but};

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn asked(bench: &mut Bench, changes: &[(&str, &str)], now: &str) -> TriageView {
    bench.write(check_in("Robin", well_but(changes)), now).triage.expect("an answer")
}

fn fired(view: &TriageView) -> Vec<&str> {
    view.rules.iter().map(|rule| rule.id.as_str()).collect()
}

fn gate(bench: &Bench, now: &str) -> GateWord {
    bench.today("Robin", now).gate.gate
}

#[test]
fn a_session_that_went_well_is_no_assessment() {
    let mut bench = Bench::adult();
    let recorded = bench.write(held("Robin", good("12")), "2026-03-02T20:00");
    assert_eq!(recorded.triage, None);
    assert_eq!(bench.kinds("Robin", "2026-03-02T20:00"), ["person", "plan", "session"]);
}

/// What is wrong in a session, the rule it fires, and the gate after it.
type Sign = (fn(&mut SessionDraft), &'static str, GateWord);

#[test]
fn a_danger_sign_in_a_session_closes_the_gate() {
    let signs: [Sign; 8] = [
        (|d| d.bleeding = some("drip"), "B3", GateWord::Blocked),
        (|d| d.bleeding = some("non_stop"), "B4", GateWord::Blocked),
        (|d| d.pain_peak = some("8"), "P2", GateWord::Blocked),
        (|d| d.pain_after = some("4"), "P1", GateWord::Wait),
        (|d| d.stop_reason = some("stuck"), "F2", GateWord::Blocked),
        (|d| d.bleeding = some("unknown"), "B3", GateWord::Wait),
        (|d| d.pain_peak = some("unknown"), "P2", GateWord::Wait),
        (|d| d.stop_reason = some("bleeding"), "B3", GateWord::Wait),
    ];
    for (change, rule, expected) in signs {
        let mut bench = Bench::adult();
        let mut draft = good("12");
        change(&mut draft);
        let triage = bench.alarm("Robin", draft, "2026-03-02T20:00");
        assert!(fired(&triage).contains(&rule), "{rule}: {:?}", fired(&triage));
        assert_eq!((triage.gate, gate(&bench, "2026-03-02T20:00")), (expected, expected), "{rule}");
        let today = bench.today("Robin", "2026-03-02T20:00");
        assert!(today.gate.rules.iter().any(|id| id == rule), "{:?}", today.gate.rules);
        assert_eq!(bench.kinds("Robin", "2026-03-02T20:00"), ["person", "plan", "session", "assessment"]);
    }
}

#[test]
fn a_session_and_its_assessment_are_one_transaction() {
    let mut bench = Bench::adult();
    let before = bench.arrivals();
    let draft = SessionDraft { bleeding: some("drip"), ..good("12") };
    let recorded = bench.write(held("Robin", draft), "2026-03-02T20:00");
    assert_eq!((recorded.arrival, bench.arrivals()), (before + 1, before + 2));
    let timeline = bench.app.timeline("Robin", None, None, &at("2026-03-02T20:00")).expect("a timeline");
    let session = timeline.items.iter().find(|item| item.entry == recorded.entry).expect("it is named");
    assert_eq!(session.kind, "session", "the answer names the session, not the assessment");
}

/// A wall clock a few minutes ahead, or set back an hour, must not hide a drip from triage.
#[test]
fn a_session_is_looked_at_whatever_the_clock_says() {
    let drip = || SessionDraft { bleeding: some("drip"), ..good("12") };
    let mut bench = Bench::adult();
    let ahead = SessionDraft { at: some("2026-03-02T20:05:00+01:00"), ..drip() };
    assert_eq!(bench.alarm("Robin", ahead, "2026-03-02T20:00").gate, GateWord::Blocked);

    for now in ["2026-03-02T20:00", "2026-03-02T19:00"] {
        let mut bench = Bench::adult();
        asked(&mut bench, &[], "2026-03-02T20:00");
        assert_eq!(bench.alarm("Robin", drip(), now).gate, GateWord::Blocked, "{now}");
        assert_eq!(gate(&bench, now), GateWord::Blocked, "{now}");
    }
}

#[test]
fn yes_is_graver_than_do_not_know_and_that_graver_than_no() {
    let ask = |answer| {
        let mut bench = Bench::adult();
        let view = asked(&mut bench, &[("rigors", answer)], "2026-03-02T12:00");
        (view.disposition, view.gate, view.rules.iter().map(|rule| rule.certainty).max_by_key(|c| *c as u8))
    };
    assert_eq!(ask("false"), (DispositionWord::Continue, GateWord::Allow, None));
    assert_eq!(ask("unknown"), (DispositionWord::SameDay, GateWord::Wait, Some(Certainty::Doubt)));
    assert_eq!(ask("true"), (DispositionWord::Emergency, GateWord::Blocked, Some(Certainty::Yes)));
}

#[test]
fn a_required_question_that_was_not_asked_never_allows() {
    for question in ["bleeding", "pain_peak", "temperature_c", "illness", "worry"] {
        let mut bench = Bench::adult();
        let view = asked(&mut bench, &[(question, "")], "2026-03-02T12:00");
        assert_ne!(view.gate, GateWord::Allow, "{question}");
        assert!(view.missing.iter().any(|missing| missing == question), "{question}: {:?}", view.missing);
        assert_eq!(gate(&bench, "2026-03-02T20:00"), GateWord::Wait, "{question}");
        asked(&mut bench, &[], "2026-03-02T20:01");
        assert_eq!(gate(&bench, "2026-03-02T20:01"), GateWord::Allow, "{question}: answered now");
    }
    let mut bench = Bench::adult();
    let nothing = bench.write(check_in("Robin", Vec::new()), "2026-03-02T12:00").triage.expect("an answer");
    assert_ne!(nothing.gate, GateWord::Allow);
}

#[test]
fn a_check_in_and_its_assessment_are_one_transaction() {
    let mut bench = Bench::adult();
    let before = bench.arrivals();
    let recorded = bench.write(check_in("Robin", well_but(&[])), "2026-03-02T12:00");
    assert_eq!((recorded.arrival, bench.arrivals()), (before + 1, before + 2));
    assert_eq!(bench.kinds("Robin", "2026-03-02T12:00"), ["person", "plan", "check_in", "assessment"]);
    assert_eq!(recorded.triage.expect("an answer").gate, GateWord::Allow);
}

#[test]
fn what_the_log_says_stands_beside_the_answers_and_is_marked() {
    let mut bench = Bench::adult();
    bench.write(held("Robin", SessionDraft { bleeding: some("drip"), ..good("12") }), "2026-03-02T20:00");
    let view = asked(&mut bench, &[], "2026-03-02T21:00");
    assert!(fired(&view).contains(&"B3"), "the log knows of a drip: {:?}", fired(&view));
    let fact = |id: &str| view.facts.iter().find(|fact| fact.id == id).expect("a fact");
    assert_eq!((fact("session_bleeding").value.as_str(), fact("session_bleeding").derived), ("drip", true));
    assert_eq!((fact("temperature_c").value.as_str(), fact("temperature_c").derived), ("36.8", false));
    assert_eq!(fact("hours_since_session").value, "1");
}

#[test]
fn a_wait_ends_with_the_next_check_in_after_it_and_not_by_itself() {
    let mut bench = Bench::adult();
    let view = asked(&mut bench, &[("illness", "somewhat_unwell")], "2026-03-02T12:00");
    assert_eq!((view.gate, view.until.as_deref()), (GateWord::Wait, Some("2026-03-03T12:00:00+01:00")));
    asked(&mut bench, &[], "2026-03-03T11:59");
    assert_eq!(gate(&bench, "2026-03-03T11:59"), GateWord::Wait, "too early");
    assert_eq!(gate(&bench, "2026-03-05T12:00"), GateWord::Wait, "time alone does not end it");
    asked(&mut bench, &[], "2026-03-05T12:00");
    assert_eq!(gate(&bench, "2026-03-05T12:00"), GateWord::Allow);
}

#[test]
fn a_good_check_in_does_not_lift_a_block() {
    let mut bench = Bench::adult();
    asked(&mut bench, &[("bleeding", "drip")], "2026-03-02T12:00");
    asked(&mut bench, &[], "2026-03-03T12:00");
    assert_eq!(gate(&bench, "2026-03-03T12:00"), GateWord::Blocked);
    bench.write(contact("Robin", "resume"), "2026-03-03T13:00");
    assert_eq!(gate(&bench, "2026-03-03T13:00"), GateWord::Allow);
}

#[test]
fn each_wrong_answer_is_named_and_nothing_is_written() {
    let mut bench = Bench::adult();
    for (id, answer, wrong) in [
        ("illnes", "well", "no such fact"),
        ("illness", "fine", ""),
        ("temperature_c", "37.55", ""),
        ("temperature_c", "98", ""),
        ("rigors", "maybe", ""),
    ] {
        let found = problems(bench.fail(check_in("Robin", answers(&[(id, answer)])), "2026-03-02T12:00"));
        assert!(found[0].field == id && found[0].wrong.contains(wrong), "{found:?}");
        assert!(!found[0].right.is_empty());
    }
    let twice = answers(&[("worry", "none"), ("worry", "worried")]);
    let found = problems(bench.fail(check_in("Robin", twice), "2026-03-02T12:00"));
    assert_eq!((found[0].field.as_str(), found[0].wrong.as_str()), ("worry", "answered twice"));
    let note = |note: String| Command::CheckIn {
        person: "Robin".to_owned(),
        answers: well_but(&[]),
        note: Some(note),
    };
    assert_eq!(bench.wrong(note("x".repeat(4001)), "2026-03-02T12:00").0, "note");
    bench.write(note("x".repeat(4000)), "2026-03-02T12:00");
}

#[test]
fn an_infant_with_a_fever_gets_an_emergency_from_the_background_alone() {
    let mut bench = Bench::child();
    let fever = well_but(&[("temperature_c", "38.0"), ("pain_peak", ""), ("inconsolable_min", "0")]);
    let view = bench.write(check_in("Mina", fever), "2026-03-10T20:00").triage.expect("an answer");
    assert_eq!((view.disposition, view.gate), (DispositionWord::Emergency, GateWord::Blocked));
    assert!(fired(&view).contains(&"I1"), "{:?}", fired(&view));
    assert!(view.facts.iter().any(|fact| fact.id == "age_days" && fact.value == "71" && fact.derived));
}
