//! Check-ins and sessions lead to an assessment, and the assessment closes the gate.

use gradus_app::ask;
use gradus_app::view::{
    Certainty, Command, DispositionWord, GateWord, PersonDraft, SessionDraft, TriageView,
};

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

#[test]
fn quiet_answers_neither_open_the_plan_nor_end_a_call_from_before() {
    let mut bench = Bench::adult();
    let mut draft = good("12");
    draft.pain_peak = some("8");
    let alarm = bench.alarm("Robin", draft, "2026-03-02T09:00");
    assert_eq!((alarm.disposition, alarm.gate), (DispositionWord::SameDay, GateWord::Blocked));
    let due = alarm.tasks[0].due.clone();

    let quiet = asked(&mut bench, &[], "2026-03-02T10:00");
    assert_eq!((quiet.disposition, quiet.gate), (DispositionWord::SameDay, GateWord::Blocked));
    assert_eq!(
        (quiet.tasks[0].duty.as_str(), &quiet.tasks[0].due),
        ("same_day", &due),
        "the time has not moved"
    );
    assert_eq!(quiet.within_hours, Some(3));
    let today = bench.today("Robin", "2026-03-02T10:00");
    assert_eq!((&quiet.sentence, &quiet.tasks), (&today.headline, &today.tasks));

    let unsure = asked(&mut bench, &[("bleeding", "unknown")], "2026-03-02T10:30");
    assert_eq!((unsure.gate, unsure.until), (GateWord::Blocked, None), "a wait does not stand for a block");
    assert_eq!(unsure.tasks[0].due, due);

    let late = asked(&mut bench, &[], "2026-03-02T14:00");
    assert_eq!((late.disposition, late.within_hours), (DispositionWord::SameDay, Some(0)));
    assert!(late.tasks[0].overdue, "{:?}", late.tasks[0].duty);
}

#[test]
fn an_answer_as_urgent_as_a_call_from_before_keeps_its_words_where_it_is_the_earlier() {
    let mut bench = Bench::adult();
    let mut draft = good("12");
    draft.bleeding = some("drip");
    let first = bench.alarm("Robin", draft, "2026-03-02T09:00");
    let emergency = asked(&mut bench, &[("bleeding", "non_stop")], "2026-03-02T09:10");
    assert_eq!(
        (first.disposition, emergency.disposition),
        (DispositionWord::SameDay, DispositionWord::Emergency)
    );
    let again = asked(&mut bench, &[("bleeding", "non_stop")], "2026-03-02T09:20");
    assert_eq!(again.sentence, emergency.sentence, "where to go is said again, not that it was said before");
}

/// The log holds no session: what only a session tells must neither silence a rule nor be asked for.
#[test]
fn an_operation_alone_is_enough_to_say_what_must_not_be_done() {
    let mut bench = Bench::new();
    let operated =
        PersonDraft { operations: vec!["other_pelvic=2026-02-16".to_owned()], ..crate::bench::robin() };
    bench.write(Command::AddPerson { draft: operated }, "2026-03-01T09:00");
    let changes = [("belly_pain", "severe"), ("fast_pulse", "true")];
    let view = asked(&mut bench, &changes, "2026-03-02T12:00");
    assert_eq!((view.disposition, view.gate), (DispositionWord::Emergency, GateWord::Blocked));
    let said = |sentence: &str| view.advice.iter().any(|one| one == sentence);
    assert!(said("Do not eat or drink.") && said("Do not take a laxative or an enema."), "{:?}", view.advice);
    assert!(said("Do not hold a session until a clinician says so."), "{:?}", view.advice);
    let open = "open questions";
    assert!(!view.advice.iter().any(|one| one.contains(open)), "a clinician releases it: {:?}", view.advice);
    assert!(!view.missing.iter().any(|id| id == "hours_since_session"), "{:?}", view.missing);
}

#[test]
fn a_doubt_that_decides_leaves_what_holds_below_it_its_word() {
    let mut bench = Bench::new();
    let baby = PersonDraft { born: "2026-01-02".to_owned(), ..crate::bench::robin() };
    bench.write(Command::AddPerson { draft: baby }, "2026-03-01T09:00");
    let raised = [("temperature_c", "37.6"), ("earlier_temperature_c", "unknown")];
    let view = asked(&mut bench, &raised, "2026-03-02T12:00");
    let fired = |id: &str| view.rules.iter().find(|rule| rule.id == id).expect("it fired");
    assert_eq!((fired("I1b").certainty, fired("I1a").certainty), (Certainty::Doubt, Certainty::Yes));
    assert_eq!((view.disposition, view.gate), (DispositionWord::Contact, GateWord::Blocked));
    assert_eq!(
        view.advice,
        [
            "A question that matters here has no answer yet, so this is treated with care.",
            "Undress them to one layer, wait 30 minutes and measure again in the armpit.",
            "Then answer the questions again.",
            "Do not give medicine against fever before the second reading.",
            "No rectal thermometer.",
            "Do not hold a session until a clinician says so.",
        ]
    );
    assert!(fired("I1a").advice.contains("measure again in the armpit"), "{}", fired("I1a").advice);
}

#[test]
fn a_doubt_under_a_block_says_that_a_clinician_releases_it() {
    let mut bench = Bench::adult();
    let changes = [("device_retained", "unknown"), ("worry", "worried")];
    let view = asked(&mut bench, &changes, "2026-03-02T12:00");
    assert_eq!((view.disposition, view.gate), (DispositionWord::SameDay, GateWord::Blocked));
    let holds: Vec<_> = view.advice.iter().filter(|one| one.contains("hold a session")).collect();
    assert_eq!(holds, ["Do not hold a session until a clinician says so."], "{:?}", view.advice);
}

#[test]
fn what_not_to_do_stands_before_the_fifth_thing_to_do() {
    let many = [
        ("age_days", "12000"),
        ("bleeding", "non_stop"),
        ("faint", "true"),
        ("chest_pain", "true"),
        ("device_retained", "true"),
        ("belly_pain", "severe"),
        ("session_held", "true"),
        ("hours_since_session", "1"),
    ];
    let view = ask::triage(answers(&many), &at("2026-03-02T12:00")).expect("an answer");
    assert_eq!(view.disposition, DispositionWord::Emergency);
    let starts = |one: &String| ["Do not", "No "].iter().any(|word| one.starts_with(word));
    let last = view.advice.iter().rposition(starts).expect("a do-not");
    assert_eq!(view.advice.iter().position(starts), Some(4), "{:?}", view.advice);
    assert!(view.advice[4..=last].iter().all(starts) && last + 1 < view.advice.len(), "{:?}", view.advice);
    let distinct: std::collections::BTreeSet<_> = view.advice.iter().collect();
    assert_eq!(distinct.len(), view.advice.len());
}

/// A reader is not to take for told what was only not ruled out.
#[test]
fn a_rule_that_stands_on_a_doubt_says_so_wherever_it_is_a_reason() {
    for (answer, in_doubt) in [("unknown", true), ("true", false)] {
        let mut bench = Bench::adult();
        let told = well_but(&[("device_retained", answer)]);
        let view = bench.write(check_in("Robin", told), "2026-03-02T21:00").triage.expect("an answer");
        let today = bench.today("Robin", "2026-03-02T21:01");
        let reasons = bench.app.reasons("Robin", &at("2026-03-02T21:01")).expect("reasons");
        let of_tasks = view.tasks.iter().chain(&today.tasks).flat_map(|task| task.reasons.clone());
        let all: Vec<String> = of_tasks.chain(reasons.iter().filter_map(|(_, why)| why.clone())).collect();
        assert!(reasons.iter().any(|(rule, _)| rule == "F1") && all.len() >= 3, "{all:?}");
        assert!(all.iter().all(|why| why.ends_with(" (in doubt)") == in_doubt), "{all:?}");
        assert_eq!(today.lead.expect("a lead").title.ends_with(" (in doubt)"), in_doubt);
    }
}
