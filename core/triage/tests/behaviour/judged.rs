//! What the clinic has judged does not count again, and what came after it counts in full.

use std::collections::BTreeMap;

use gradus_domain::{
    Answer, Bleeding, Certainty, CheckIn, ContactOutcome, Decimal, Disposition, FactId, GateTime, History,
    PainScore, Session, StopReason, Value,
};
use gradus_triage::{Facts, Vocabulary, assess, derive, read_answers, standing};

use crate::diary::{at, check_in, contact, history, logged, moment, session};
use crate::people::{but, facts, pack};

pub fn derived(history: &History, id: &str, when: &str) -> String {
    match derive(history, &moment(when)).get(id) {
        None => "-".to_owned(),
        Some(Answer::Unknown) => "unknown".to_owned(),
        Some(Answer::Known(Value::YesNo(yes))) => yes.to_string(),
        Some(Answer::Known(Value::Number(number))) => number.to_string(),
        Some(Answer::Known(Value::Level(level))) => level.clone(),
    }
}

/// An adult: rules for babies would fire beside those that are looked at here.
pub fn adult() -> History {
    let mut history = history();
    history.person.born = "1980-01-01".parse().expect("a date");
    history
}

pub fn bled(bleeding: Bleeding) -> Session {
    Session { bleeding: Some(Answer::Known(bleeding)), ..session() }
}

pub fn hurt(score: u8) -> Session {
    let mut session = session();
    session.pain.peak = Some(Answer::Known(PainScore::new(score).expect("a score")));
    session
}

/// Everything as asked in a check-in, but these.
pub fn answers(changes: &[(&str, &str)]) -> CheckIn {
    let mut all = check_in();
    let changed = read_answers(&Vocabulary::builtin(), changes.iter().copied()).expect("answers");
    all.answers.extend(changed);
    all
}

/// Assesses what the log and the answers say, and writes both down, as an app does.
pub fn write(history: &mut History, number: u8, when: &str, asked: Option<CheckIn>) -> Vec<String> {
    let pack = pack();
    let given = asked.clone().map(|asked| asked.answers).unwrap_or_default();
    let facts = Facts::join(pack.vocabulary(), given, derive(history, &moment(when))).expect("facts");
    let assessment = assess(&pack, &facts, &moment(when));
    let fired = assessment.fired.iter().filter(|rule| rule.certainty == Certainty::Yes);
    let fired = fired.map(|rule| rule.id.clone()).collect();
    if let Some(asked) = asked {
        history.check_ins.push(logged(number + 100, when, asked));
    }
    history.assessments.push(logged(number, when, assessment));
    fired
}

pub fn talk(history: &mut History, outcome: ContactOutcome, names: &[u8], when: &str) {
    history.contacts.push(logged(90, when, contact(outcome, names, when)));
}

/// A drip at eight, its answer, and a good session at two.
fn drip_and_then_a_good_session() -> History {
    let mut history = adult();
    history.sessions.push(logged(50, "2026-03-02T08:00", bled(Bleeding::Drip)));
    assert_eq!(write(&mut history, 1, "2026-03-02T08:05", None), ["B3", "B1"]);
    history.sessions.push(logged(51, "2026-03-02T14:00", session()));
    history
}

#[test]
fn an_old_drip_that_the_clinic_judged_blocks_no_more_and_one_that_it_did_not_judge_does() {
    const AFTER: &str = "2026-03-02T14:05";
    for (outcome, names, when, over) in [
        (ContactOutcome::Resume, &[1][..], "2026-03-02T10:00", true),
        (ContactOutcome::StaySame, &[1], "2026-03-02T10:00", true),
        (ContactOutcome::StepDown, &[1], "2026-03-02T08:05", true),
        (ContactOutcome::Resume, &[1], "2026-03-02T08:04", false),
        (ContactOutcome::Resume, &[], "2026-03-02T10:00", false),
        (ContactOutcome::Resume, &[7], "2026-03-02T10:00", false),
        (ContactOutcome::Stop, &[1], "2026-03-02T10:00", false),
        (ContactOutcome::SeenNothingToDo, &[1], "2026-03-02T10:00", false),
        (ContactOutcome::Resume, &[1], "2026-03-02T15:00", false),
    ] {
        let mut history = drip_and_then_a_good_session();
        talk(&mut history, outcome, names, when);
        let blood = if over { "none" } else { "drip" };
        assert_eq!(derived(&history, "session_bleeding", AFTER), blood, "{outcome:?} {names:?} {when}");
        let count = if over { "0" } else { "1" };
        assert_eq!(derived(&history, "session_bleeds_24h", AFTER), count, "{outcome:?} {names:?} {when}");
        assert_eq!(derived(&history, "bleed_sessions_7d", AFTER), count, "{outcome:?} {names:?} {when}");
        let fired = write(&mut history, 2, AFTER, Some(check_in()));
        assert_eq!(fired.is_empty(), over, "{outcome:?} {names:?} {when}: {fired:?}");
    }
}

#[test]
fn a_new_drip_after_the_talk_counts_in_full() {
    for (when, recorded, suspect) in [
        ("2026-03-02T14:00", "2026-03-02T14:00", false),
        ("2026-03-02T08:06", "2026-03-02T08:06", false),
        // Held before the answer and written down after it; and one by a clock that had gone back.
        ("2026-03-02T07:00", "2026-03-02T14:00", false),
        ("2026-03-02T07:00", "2026-03-02T07:00", true),
    ] {
        let mut history = drip_and_then_a_good_session();
        talk(&mut history, ContactOutcome::Resume, &[1], "2026-03-02T10:00");
        let mut new = logged(52, when, bled(Bleeding::Drip));
        (new.recorded, new.clock_suspect) = (at(recorded), suspect);
        history.sessions.push(new);
        assert_eq!(derived(&history, "session_bleeding", "2026-03-02T14:05"), "drip", "{when} {recorded}");
        assert_eq!(derived(&history, "session_bleeds_24h", "2026-03-02T14:05"), "1", "{when} {recorded}");
        assert!(write(&mut history, 2, "2026-03-02T14:05", None).contains(&"B3".to_owned()), "{when}");
    }
}

#[test]
fn an_old_session_that_was_corrected_to_something_worse_was_not_judged() {
    let mut history = adult();
    history.sessions.push(logged(50, "2026-03-02T08:00", bled(Bleeding::Drip)));
    history.sessions.push(logged(51, "2026-03-02T08:01", session()));
    write(&mut history, 1, "2026-03-02T08:05", None);
    talk(&mut history, ContactOutcome::Resume, &[1], "2026-03-02T10:00");
    assert_eq!(derived(&history, "session_bleeding", "2026-03-02T14:05"), "-");
    history.sessions[0].value = bled(Bleeding::RedBowl);
    assert_eq!(derived(&history, "session_bleeding", "2026-03-02T14:05"), "red_bowl");
    history.sessions[0].value = bled(Bleeding::Drip);
    history.sessions[1].value = bled(Bleeding::Streak);
    assert_eq!(derived(&history, "session_bleeds_24h", "2026-03-02T14:05"), "1", "of two one was told");
    history.sessions[1].value.bleeding = Some(Answer::Unknown);
    assert_eq!(derived(&history, "session_bleeding_other", "2026-03-02T14:05"), "unknown");
}

#[test]
fn bleeding_that_nobody_told_the_clinic_of_stays_in_the_count() {
    let mut history = adult();
    for (number, when) in [(50, "2026-02-28T08:00"), (51, "2026-03-01T08:00")] {
        history.sessions.push(logged(number, when, bled(Bleeding::Streak)));
    }
    // The talk is about a fever, and the streaks asked nobody to call.
    write(&mut history, 1, "2026-03-02T08:05", Some(answers(&[("temperature_c", "38.0")])));
    talk(&mut history, ContactOutcome::Resume, &[1], "2026-03-02T10:00");
    assert_eq!(derived(&history, "bleed_sessions_7d", "2026-03-02T12:00"), "2");
    history.sessions.push(logged(52, "2026-03-02T12:00", bled(Bleeding::Streak)));
    assert!(write(&mut history, 2, "2026-03-02T12:05", None).contains(&"B2".to_owned()));
    talk(&mut history, ContactOutcome::Resume, &[2], "2026-03-02T13:00");
    assert_eq!(derived(&history, "bleed_sessions_7d", "2026-03-02T14:00"), "0", "B2 is about all three");
    history.sessions.push(logged(53, "2026-03-03T12:00", bled(Bleeding::Streak)));
    assert_eq!(derived(&history, "bleed_sessions_7d", "2026-03-03T12:05"), "1");
}

/// The rules that are told of bleeding are exactly those that reach the clinic and read it.
#[test]
fn the_rules_that_hide_judged_bleeding_and_pain_are_those_that_speak_of_it() {
    let pack = pack();
    let reads = |id: &str, signs: &[&str]| {
        let facts = pack.explain(id).expect("a rule").facts;
        signs.iter().any(|sign| facts.contains(sign))
    };
    let calls = |d: Disposition| d > Disposition::Contact { days: 28 };
    for rule in pack.rules().iter().filter(|rule| matches!(rule.family(), 'B' | 'P')) {
        let (signs, session): (&[&str], Session) = match rule.family() {
            'B' => (&["bleeding", "bleeding_min", "bleed_sessions_7d"], bled(Bleeding::Streak)),
            _ => (&["pain_peak", "pain_pauses_7d"], hurt(5)),
        };
        let mut history = adult();
        history.sessions.push(logged(50, "2026-03-02T08:00", session));
        history.assessments.push(logged(1, "2026-03-02T08:05", assessed(&[("pain_peak", "5")])));
        let fired = gradus_domain::FiredRule {
            id: rule.id.clone(),
            certainty: Certainty::Yes,
            disposition: rule.disposition,
            gate: rule.gate(&moment("2026-03-02T08:05")),
            basis: rule.basis,
            sources: Vec::new(),
            advice: rule.advice.clone(),
        };
        let count = |number| Answer::Known(Value::Number(Decimal::whole(number)));
        let mut named = history.assessments[0].clone();
        (named.id, named.value.fired) = (logged(2, "2026-03-02T08:05", ()).id, vec![fired]);
        named.value.facts.insert(FactId::new("bleed_sessions_7d").expect("a name"), count(1));
        history.assessments.push(named);
        talk(&mut history, ContactOutcome::Resume, &[2], "2026-03-02T09:00");
        let fact = if rule.family() == 'B' { "bleed_sessions_7d" } else { "pain_pauses_7d" };
        // After the rest, so that the pause counts unless it was judged.
        let over = derived(&history, fact, "2026-03-04T08:05") == "0";
        assert_eq!(over, calls(rule.disposition) && reads(&rule.id, signs), "{}", rule.id);
    }
}

fn assessed(changes: &[(&str, &str)]) -> gradus_domain::Assessment {
    let pack = pack();
    let text = changes.iter().map(|(id, answer)| format!("{id}={answer} ")).collect::<String>();
    assess(&pack, &facts(pack.vocabulary(), &but("adult", &text)), &moment("2026-03-02T08:05"))
}

#[test]
fn calls_that_the_clinic_answered_add_up_no_more_and_others_do() {
    const LATER: &str = "2026-03-03T12:00";
    let start = || {
        let mut history = adult();
        write(&mut history, 1, "2026-03-02T08:00", Some(answers(&[("belly_distended", "true")])));
        history
    };
    let mut history = start();
    assert_eq!(derived(&history, "earlier_contact.a", LATER), "true");
    talk(&mut history, ContactOutcome::Resume, &[9], "2026-03-02T09:00");
    assert_eq!(derived(&history, "earlier_contact.a", LATER), "true", "it was about something else");
    talk(&mut history, ContactOutcome::Resume, &[1], "2026-03-02T09:00");
    assert_eq!(derived(&history, "earlier_contact.a", LATER), "-");
    assert!(!write(&mut history, 2, LATER, Some(answers(&[("drowsy", "true")]))).contains(&"G3".to_owned()));
    // A later answer of the same rule, or one that added it up, was told to the clinic as well.
    for (changes, over) in [
        (("belly_distended", "true"), true),
        (("drowsy", "true"), true),
        (("no_gas_or_stool", "true"), false),
        (("temperature_c", "37.4"), false),
    ] {
        let mut history = start();
        write(&mut history, 2, "2026-03-02T20:00", Some(answers(&[changes])));
        talk(&mut history, ContactOutcome::Resume, &[2], "2026-03-02T21:00");
        let left = derived(&history, "earlier_contact.a", LATER);
        assert_eq!(left == "-", over, "{changes:?}");
    }
    let mut history = start();
    talk(&mut history, ContactOutcome::Resume, &[1], "2026-03-02T09:00");
    write(&mut history, 2, "2026-03-02T20:00", Some(answers(&[("belly_distended", "true")])));
    assert_eq!(derived(&history, "earlier_contact.a", LATER), "true", "it came back after the talk");
}

#[test]
fn rests_and_doubts_that_the_clinic_judged_are_over() {
    let mut history = adult();
    history.sessions.push(logged(50, "2026-03-01T08:00", hurt(5)));
    write(&mut history, 1, "2026-03-01T08:05", None);
    history.sessions.push(logged(51, "2026-03-02T09:00", hurt(5)));
    assert!(write(&mut history, 2, "2026-03-02T09:05", None).contains(&"P1b".to_owned()));
    assert_eq!(derived(&history, "pain_pauses_7d", "2026-03-03T10:00"), "2");
    talk(&mut history, ContactOutcome::Resume, &[2], "2026-03-02T10:00");
    assert_eq!(derived(&history, "pain_pauses_7d", "2026-03-03T10:00"), "0");
    history.sessions.push(logged(52, "2026-03-03T10:00", hurt(5)));
    assert_eq!(write(&mut history, 3, "2026-03-03T10:05", None), ["P1"], "the first since the talk");

    let mut history = adult();
    write(&mut history, 1, "2026-03-02T08:00", Some(answers(&[("device_retained", "unknown")])));
    assert_eq!(derived(&history, "still_unknown.device_retained", "2026-03-02T12:00"), "true");
    talk(&mut history, ContactOutcome::Resume, &[1], "2026-03-02T09:00");
    assert_eq!(derived(&history, "still_unknown.device_retained", "2026-03-02T12:00"), "-");
}

#[test]
fn blood_in_the_log_is_not_undone_by_a_check_in_that_says_none() {
    let mut history = adult();
    history.sessions.push(logged(50, "2026-03-02T08:00", bled(Bleeding::Drip)));
    assert_eq!(write(&mut history, 1, "2026-03-02T09:00", Some(check_in())), ["B3", "B1"]);
    assert_eq!(history.assessments[0].value.gate.time, GateTime::Blocked);
    let gate = standing(&history, &moment("2026-03-09T09:00")).gate;
    assert_eq!(gate.time, GateTime::Blocked, "nor by time");
    // Minutes of bleeding beside the word "none": one of both is wrong.
    for (minutes, rule) in [(1, None), (10, Some("B3")), (20, Some("B4a"))] {
        let mut history = adult();
        let mut said = session();
        said.bleeding_stopped_after_min = Some(Answer::Known(minutes));
        history.sessions.push(logged(50, "2026-03-02T08:00", said));
        assert_eq!(derived(&history, "session_bleeding_other", "2026-03-02T09:00"), "unknown");
        let fired = write(&mut history, 1, "2026-03-02T09:00", None);
        assert!(rule.is_none_or(|rule| fired.iter().any(|id| id == rule)), "{minutes}: {fired:?}");
    }
    let mut none = session();
    none.bleeding_stopped_after_min = Some(Answer::Known(0));
    let mut history = adult();
    history.sessions.push(logged(50, "2026-03-02T08:00", none));
    assert_eq!(derived(&history, "session_bleeding_other", "2026-03-02T09:00"), "-");
}

#[test]
fn a_birthday_between_two_answers_counts_from_its_day_and_ends_nothing_that_stands() {
    let decide = |history: &History, when: &str, asked: &CheckIn| {
        let pack = pack();
        let facts = Facts::join(pack.vocabulary(), asked.answers.clone(), derive(history, &moment(when)));
        let decision = pack.decide(&facts.expect("facts"), &moment(when));
        decision.fired.into_iter().map(|rule| rule.id).collect::<Vec<_>>()
    };
    let history = history(); // Born on 2025-12-29.
    let (streak, fever) = (answers(&[("bleeding", "streak")]), answers(&[("temperature_c", "38.0")]));
    for (when, asked, rule, fires) in [
        ("2026-03-22T23:59", &streak, "B8a", true),
        ("2026-03-23T00:00", &streak, "B8a", false),
        ("2026-03-30T23:59", &fever, "I1", true),
        ("2026-03-31T00:00", &fever, "I1", false),
    ] {
        assert_eq!(decide(&history, when, asked).iter().any(|id| id == rule), fires, "{rule} at {when}");
    }
    let mut history = history;
    write(&mut history, 1, "2026-03-30T23:59", Some(fever));
    let gate = standing(&history, &moment("2026-03-31T08:00")).gate;
    assert_eq!(gate.time, GateTime::Blocked, "what was answered at 91 days stands at 92");
}

#[test]
fn a_changed_background_counts_for_the_next_answer_and_ends_nothing_that_stands() {
    use gradus_domain::{Condition, Fact};
    let mut history = adult();
    history.person.background.conditions = vec![Fact { what: Condition::Anticoagulant, since: None }];
    history.sessions.push(logged(50, "2026-03-02T08:00", bled(Bleeding::Streak)));
    assert!(write(&mut history, 1, "2026-03-02T08:05", None).contains(&"B6".to_owned()));
    history.person.background.conditions.clear();
    assert_eq!(derived(&history, "anticoagulant", "2026-03-02T09:00"), "false");
    assert_eq!(standing(&history, &moment("2026-03-02T09:00")).gate.time, GateTime::Blocked);
}

#[test]
fn a_stop_for_pain_is_judged_with_its_session_only() {
    let mut history = adult();
    let stopped = Session { stopped: Some(StopReason::Pain), ..hurt(8) };
    history.sessions.push(logged(50, "2026-03-02T08:00", stopped.clone()));
    assert!(write(&mut history, 1, "2026-03-02T08:05", None).contains(&"P2".to_owned()));
    talk(&mut history, ContactOutcome::Resume, &[1], "2026-03-02T09:00");
    let asked: BTreeMap<_, _> = derive(&history, &moment("2026-03-02T10:00"));
    assert!(!asked.keys().any(|id| id.as_str() == "session_pain_stop"), "no session is open");
    history.sessions.push(logged(51, "2026-03-02T10:00", stopped));
    assert_eq!(derived(&history, "session_pain_stop", "2026-03-02T10:05"), "true");
    assert_eq!(derived(&history, "session_pain_peak", "2026-03-02T10:05"), "8");
}
