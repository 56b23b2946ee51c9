//! What the clinic has judged lifts gates and takes no sign away; what the log says of a person counts as it stands.

use gradus_domain::{
    Answer, Bleeding, Certainty, CheckIn, ContactOutcome, GateTime, History, PainScore, Session, Value,
};
use gradus_triage::{Duty, Facts, Vocabulary, assess, derive, read_answers, standing};

use crate::diary::{check_in, contact, history, logged, moment, session};
use crate::people::pack;

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

/// What was harmless alone when the clinic heard of it is half of something worse when a new sign joins it.
#[test]
fn a_talk_takes_no_sign_from_a_picture_that_a_new_sign_completes() {
    for (then, new, expected) in [
        (
            hurt(8),
            &[("temperature_c", "38.2"), ("vomiting", "once"), ("illness", "somewhat_unwell")][..],
            ["P3", "I3b"],
        ),
        (bled(Bleeding::Drip), &[("faint", "true"), ("pale_clammy", "true")], ["B5", "G4"]),
    ] {
        let fired = |with_talk: bool| {
            let mut history = adult();
            history.sessions.push(logged(50, "2026-03-02T08:00", then.clone()));
            write(&mut history, 1, "2026-03-02T08:05", None);
            if with_talk {
                talk(&mut history, ContactOutcome::StaySame, &[1], "2026-03-02T10:00");
            }
            write(&mut history, 2, "2026-03-02T14:00", Some(answers(new)))
        };
        let (silent, talked) = (fired(false), fired(true));
        assert_eq!(silent, talked, "the talk changed the answer");
        assert!(expected.iter().all(|id| talked.iter().any(|rule| rule == id)), "{talked:?}");
    }
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
fn a_low_reading_that_nobody_measured_again_is_a_call_within_a_day() {
    let mut history = adult();
    let low = answers(&[("temperature_c", "35.9")]);
    assert!(write(&mut history, 1, "2026-03-02T08:00", Some(low.clone())).contains(&"I9".to_owned()));
    let calls = |history: &History, when: &str| {
        let tasks = standing(history, &moment(when)).tasks;
        let call = tasks.into_iter().find(|task| Duty::of(task) == Duty::ContactSoon);
        call.map(|task| (task.rules, task.due))
    };
    assert_eq!(calls(&history, "2026-03-02T08:59"), None);
    let call = (vec!["I9".to_owned()], moment("2026-03-03T09:00").wall);
    assert_eq!(calls(&history, "2026-03-02T09:01"), Some(call));
    let mut again = history.clone();
    write(&mut again, 2, "2026-03-02T09:30", Some(answers(&[("temperature_c", "36.8")])));
    assert_eq!(calls(&again, "2026-03-02T09:31"), None, "it was measured again");
    let fired = write(&mut history, 2, "2026-03-04T09:30", Some(low));
    assert!(fired.contains(&"I9b".to_owned()), "twice within three days");
}

/// Pain that the clinic heard of and let go on is told to it anew each time it comes again within a week.
#[test]
fn pain_that_comes_again_calls_for_the_clinic_whatever_it_said_before() {
    let mut history = adult();
    for (number, day) in [(1, "2026-03-01"), (2, "2026-03-03"), (3, "2026-03-05")] {
        history.sessions.push(logged(50 + number, &format!("{day}T08:00"), hurt(5)));
        let fired = write(&mut history, number, &format!("{day}T08:05"), None);
        assert_eq!(fired.contains(&"P1b".to_owned()), number > 1, "{day}");
        if number == 2 {
            talk(&mut history, ContactOutcome::Resume, &[2], "2026-03-03T12:00");
        }
    }
}
