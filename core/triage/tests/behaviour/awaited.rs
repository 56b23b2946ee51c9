//! What a gate waits for is asked, however old it is; and once it is answered the gate is open.

use gradus_domain::{Answer, Assessment, CheckIn, Disposition, Gate, GateTime, History};
use gradus_triage::{AGAIN, ANYTHING_ELSE, Duty, More, Replies, derive, standing};

use crate::diary::{at, history, logged, moment, session};
use crate::people::pack;
use crate::talk::{id, known, more, reply, told};

const ADULT: &str = "1990-05-05";
const BABY: &str = "2025-12-29";

fn of(born: &str) -> History {
    let mut history = history();
    history.person.born = born.parse().expect("a date");
    history
}

/// Asks as an app does, at a time, and writes down what came of it. All but `with` is answered mildly.
fn check(history: &mut History, when: &str, with: &[(&str, &str)]) -> (Vec<String>, Assessment) {
    let (pack, known_now) = (pack(), derive(history, &moment(when)));
    let mut said: Vec<(String, Option<String>)> = Vec::new();
    loop {
        let raw = said.iter().map(|(id, said)| (id.as_str(), said.as_deref()));
        let replies = Replies::read(pack.vocabulary(), raw).expect("replies");
        let next = pack.interview(&replies, &known_now, &moment(when)).expect("an interview").next;
        let Some(next) = next else { break };
        let id = id(&next);
        let fact = id.strip_prefix(AGAIN).unwrap_or(&id);
        let mild = match fact {
            "hours_since_antipyretic" => Some("240".to_owned()),
            question => reply(&pack, question, 2),
        };
        let own = with.iter().find(|(own, _)| *own == fact).map(|(_, said)| (*said).to_owned());
        said.push((id, own.or(mild)));
    }
    let answers = known(&told(&said));
    let (_, answer) =
        pack.conclude(answers.clone(), &more(&said), known_now, &moment(when)).expect("an answer");
    let number = u8::try_from(history.check_ins.len()).expect("few");
    history.check_ins.push(logged(number + 100, when, CheckIn { answers, note: None }));
    history.assessments.push(logged(number, when, answer.clone()));
    (said.into_iter().map(|(id, _)| id).collect(), answer)
}

fn gate(history: &History, when: &str) -> Gate {
    let standing = standing(history, &moment(when));
    let asks = standing.tasks.iter().any(|task| Duty::of(task) == Duty::Recheck);
    assert_eq!(standing.gate != Gate::OPEN, asks, "{when}");
    standing.gate
}

/// One day, a week and more, and a year after the evening of the doubt.
const LATER: [&str; 4] = ["2026-03-03T09:00", "2026-03-03T20:30", "2026-03-11T20:00", "2027-03-02T20:00"];

#[test]
fn what_could_not_be_answered_is_asked_at_the_next_check_in_and_opens_the_gate() {
    let doubts: [&[(&str, &str)]; 4] = [
        &[("temperature_c", "unknown"), ("feels_hot", "unknown")],
        &[(ANYTHING_ELSE, "true"), ("rash_non_blanching", "unknown")],
        &[(ANYTHING_ELSE, "true"), ("fast_pulse", "unknown")],
        &[(ANYTHING_ELSE, "true"), ("vomiting", "unknown"), ("vomit_green", "false")],
    ];
    for doubt in doubts {
        for later in LATER {
            let mut history = of(ADULT);
            history.sessions = vec![logged(90, "2026-03-01T20:00", session())];
            let (_, answer) = check(&mut history, "2026-03-02T20:00", doubt);
            assert!(answer.gate != Gate::OPEN && answer.gate.time != GateTime::Blocked, "{doubt:?}");
            assert!(gate(&history, later) != Gate::OPEN, "{doubt:?}");
            let (asked, _) = check(&mut history, later, &[]);
            let unsure = doubt.iter().filter(|(_, said)| *said == "unknown");
            for (question, _) in unsure {
                assert!(asked.iter().any(|id| id == question), "{question} on {later}: {asked:?}");
            }
            assert_eq!(gate(&history, later), Gate::OPEN, "{doubt:?} {later}");
        }
    }
}

/// What came to light on the way is waited for as long: no check-in between takes it back.
#[test]
fn what_is_answered_before_its_time_or_in_part_is_asked_again_until_one_check_in_answers_all() {
    let mut history = of(ADULT);
    let doubt = [(ANYTHING_ELSE, "true"), ("rash_non_blanching", "unknown"), ("fast_pulse", "unknown")];
    history.sessions = vec![logged(90, "2026-03-01T20:00", session())];
    let (_, answer) = check(&mut history, "2026-03-02T20:00", &doubt);
    let GateTime::WaitUntil(until) = answer.gate.time else { panic!("a wait: {:?}", answer.gate) };
    assert!(until > at("2026-03-02T20:01"));
    // A check-in of another device tells of one of both, days later.
    let mut part = crate::diary::check_in();
    part.answers.extend(known(&[("fast_pulse", "false")]));
    history.check_ins.push(logged(120, "2026-03-05T20:00", part));
    let (asked, _) = check(&mut history, "2026-03-09T20:00", &[]);
    for question in ["rash_non_blanching", "fast_pulse"] {
        assert!(asked.iter().any(|id| id == question), "{question}: {asked:?}");
    }
    assert_eq!(gate(&history, "2026-03-09T20:00"), Gate::OPEN);
    // Once that is done, it is not brought up again.
    let (asked, _) = check(&mut history, "2026-03-09T21:00", &[]);
    assert!(!asked.iter().any(|id| id == "fast_pulse"), "{asked:?}");
}

#[test]
fn whoever_is_not_sure_again_waits_on_or_is_held_back() {
    let mut history = of(ADULT);
    let doubt = [(ANYTHING_ELSE, "true"), ("rash_non_blanching", "unknown")];
    check(&mut history, "2026-03-02T20:00", &doubt);
    let (_, answer) = check(&mut history, "2026-03-11T20:00", &doubt);
    assert_eq!(answer.gate.time, GateTime::Blocked, "not known for the second time");
}

/// Writes down answers by name, as from a file.
fn written(history: &mut History, when: &str, answers: &[(&str, &str)], more: bool) -> Assessment {
    let required = [
        ("bleeding", "none"),
        ("pain_peak", "0"),
        ("numbing_used", "none"),
        ("temperature_c", "36.8"),
        ("hours_since_antipyretic", "240"),
        ("illness", "well"),
        ("worry", "none"),
        ("belly_distended", "false"),
    ];
    let mut answers = known(answers);
    for (id, answer) in known(&required) {
        answers.entry(id).or_insert(answer);
    }
    let known_now = derive(history, &moment(when));
    let more = if more { More::Anything } else { More::Nothing };
    let (_, answer) = pack().conclude(answers.clone(), &more, known_now, &moment(when)).expect("an answer");
    let number = u8::try_from(history.check_ins.len()).expect("few");
    history.check_ins.push(logged(number + 100, when, CheckIn { answers, note: None }));
    history.assessments.push(logged(number, when, answer.clone()));
    answer
}

fn open_tasks(history: &History, when: &str) -> Vec<Duty> {
    standing(history, &moment(when)).tasks.iter().map(Duty::of).collect()
}

#[test]
fn what_a_check_in_that_was_broken_off_left_open_stays_open_until_it_is_answered() {
    for later in LATER {
        let mut history = of(ADULT);
        history.sessions = vec![logged(90, "2026-03-01T20:00", session())];
        let first = written(&mut history, "2026-03-02T20:00", &[("rigors", "false")], true).missing;
        let has = |missing: &[gradus_domain::FactId], id: &str| missing.iter().any(|one| one.as_str() == id);
        assert!(first.len() > 20 && has(&first, "faint") && !has(&first, "rigors"), "{first:?}");
        // What every check-in asks is answered, and one question of the others.
        let second = written(&mut history, later, &[("faint", "false")], false).missing;
        // The log holds the temperature of the first one for a day.
        let is_open = |id: &str| !["faint", "earlier_temperature_c"].contains(&id);
        let of = |all: &[gradus_domain::FactId]| -> Vec<_> {
            all.iter().filter(|id| is_open(id.as_str())).cloned().collect()
        };
        assert_eq!((of(&second), has(&second, "faint")), (of(&first), false), "{later}");
        let then = &format!("{}:45", &later[..13]);
        assert!(standing(&history, &moment(then)).gate != Gate::OPEN, "{later}");
        assert_eq!(open_tasks(&history, then), [Duty::AskAgain], "{later}");
        let (asked, answer) = check(&mut history, &format!("{}:50", &later[..13]), &[]);
        assert!(
            asked.iter().any(|id| id == "fast_pulse") && !asked.iter().any(|id| id == "faint"),
            "{asked:?}"
        );
        let place = |question: &str| asked.iter().position(|id| id == question);
        assert!(place("fast_pulse") < place(ANYTHING_ELSE), "{later}: before anything new: {asked:?}");
        assert!(answer.missing.is_empty(), "{later}: {:?}", answer.missing);
        let then = &format!("{}:55", &later[..13]);
        assert_eq!(
            (standing(&history, &moment(then)).gate, open_tasks(&history, then)),
            (Gate::OPEN, vec![])
        );
    }
}

const WARM: (&str, &str) = ("temperature_c", "37.6");

#[test]
fn a_baby_whose_temperature_was_taken_once_rests_and_is_measured_again() {
    let mut history = of(BABY);
    let (asked, answer) = check(&mut history, "2026-03-02T20:00", &[WARM, ("measured_before", "false")]);
    let fired: Vec<&str> = answer.fired.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(fired, ["I1a"]);
    assert!(!asked.iter().any(|id| id == "earlier_temperature_c"), "{asked:?}");
    assert_eq!(answer.gate.time, GateTime::WaitUntil(at("2026-03-02T20:30")));
    assert!(answer.missing.is_empty(), "{:?}", answer.missing);
    assert!(answer.disposition < Disposition::Contact { days: u16::MAX });
    // The second reading is compared with the first one without a question.
    let (asked, again) = check(&mut history, "2026-03-02T20:35", &[WARM]);
    assert!(again.fired.iter().any(|rule| rule.id == "I1b"), "{asked:?}");
}

#[test]
fn an_earlier_reading_that_nobody_is_sure_of_is_as_grave_as_ever() {
    let with = |more: &[(&str, &str)]| {
        let (asked, answer) = check(&mut of(BABY), "2026-03-02T20:00", &[&[WARM], more].concat());
        let place = |question: &str| asked.iter().position(|id| id == question);
        assert_eq!(place("measured_before").map(|at| at + 1), place("earlier_temperature_c"), "{asked:?}");
        answer
    };
    let unsure = with(&[("measured_before", "true"), ("earlier_temperature_c", "unknown")]);
    let not_known = with(&[("measured_before", "unknown"), ("earlier_temperature_c", "unknown")]);
    for answer in [unsure, not_known] {
        assert_eq!((answer.disposition, answer.gate.time), (answer.fired[0].disposition, GateTime::Blocked));
        assert!(answer.fired.iter().any(|rule| rule.id == "I1b"));
    }
    let twice = with(&[("measured_before", "true"), ("earlier_temperature_c", "37.5")]);
    assert!(twice.disposition >= Disposition::SameDay { hours: 1 });
    let fell = with(&[("measured_before", "true"), ("earlier_temperature_c", "37.4")]);
    assert_eq!(fell.fired.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["I1a"]);
}

/// A reading that the log holds needs no question, and what was not known of it before keeps nothing closed.
#[test]
fn a_reading_in_the_log_answers_what_nobody_was_sure_of() {
    let mut history = of("2025-08-01");
    history.person.background.conditions =
        vec![gradus_domain::Fact { what: gradus_domain::Condition::Steroids, since: None }];
    let given = [WARM, ("measured_before", "true"), ("earlier_temperature_c", "unknown")];
    let (_, answer) = check(&mut history, "2026-03-02T20:00", &given);
    assert_eq!(answer.facts.get("earlier_temperature_c"), Some(&Answer::Unknown));
    history.assessments[0].value.gate.time = GateTime::WaitUntil(at("2026-03-02T21:00"));
    history.assessments[0].value.tasks.clear();
    let (asked, _) = check(&mut history, "2026-03-03T12:00", &[("temperature_c", "36.8")]);
    assert!(!asked.iter().any(|id| id == "earlier_temperature_c"), "{asked:?}");
    assert_eq!(gate(&history, "2026-03-03T12:00"), Gate::OPEN);
}

#[test]
fn a_background_that_is_gone_leaves_no_question_that_nobody_is_asked() {
    let mut history = of(ADULT);
    history.person.background.conditions =
        vec![gradus_domain::Fact { what: gradus_domain::Condition::Pregnancy, since: None }];
    let doubt = [(ANYTHING_ELSE, "true"), ("fewer_movements", "unknown")];
    let (_, answer) = check(&mut history, "2026-03-02T20:00", &doubt);
    assert_eq!(answer.facts.get("fewer_movements"), Some(&Answer::Unknown));
    assert!(matches!(answer.gate.time, GateTime::WaitUntil(_)), "{:?}", answer.gate);
    history.person.background.conditions.clear();
    let (asked, _) = check(&mut history, "2026-03-11T20:00", &[]);
    assert!(!asked.iter().any(|id| id == "fewer_movements"), "{asked:?}");
    assert!(standing(&history, &moment("2026-03-11T20:00")).gate == Gate::OPEN);
}
