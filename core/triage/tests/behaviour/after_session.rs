//! A session in the log tells of the session, not of the hours after it: it answers no question.

use gradus_domain::{Answer, Bleeding, Gate, GateTime, History, PainScore, Session, SessionPain};
use gradus_triage::{ANYTHING_ELSE, Duty, Facts, derive, standing};

use crate::diary::{NOW, at, check_in, history, logged, moment, session};
use crate::talk::{Known, after, answering, id, pack};

/// The baby of the diary, or somebody grown up.
fn after_a(session: Session, born: &str) -> Known {
    let mut history: History = history();
    history.person.born = born.parse().expect("a date");
    history.sessions = vec![logged(1, "2026-03-02T19:10", session)];
    derive(&history, &moment(NOW))
}

/// Sessions that tell as much as they can of what is asked: nothing happened, or little did.
fn sessions() -> [Session; 2] {
    let little = Session {
        bleeding: Some(Answer::Known(Bleeding::Streak)),
        bleeding_stopped_after_min: Some(Answer::Known(2)),
        pain: SessionPain {
            peak: Some(Answer::Known(PainScore::new(2).expect("a score"))),
            minutes_to_baseline: Some(Answer::Known(30)),
            ..SessionPain::default()
        },
        ..session()
    };
    [session(), little]
}

const BABY: &str = "2025-12-29";
const ADULT: &str = "1990-05-05";

#[test]
fn whoever_says_that_something_else_is_different_is_asked_what_a_session_told_too() {
    for session in sessions() {
        for born in [BABY, ADULT] {
            let said = answering(&after_a(session.clone(), born), &[(ANYTHING_ELSE, "true")]);
            for question in ["faint", "removal_struggle", "numbing_used", "fast_pulse", "device_retained"] {
                assert!(said.iter().any(|(id, _)| id == question), "{question}, born {born}");
            }
        }
    }
}

/// What a session tells may close the gate until questions are answered. Then somebody is to answer them, and whoever does
/// opens it again.
#[test]
fn a_session_that_leaves_questions_asks_for_them_to_be_answered() {
    let mut history: History = history();
    history.person.born = ADULT.parse().expect("a date");
    let streak = Session { bleeding: Some(Answer::Known(Bleeding::Streak)), ..session() };
    history.sessions = vec![logged(1, "2026-03-02T19:10", streak)];
    let facts = Facts::join(pack().vocabulary(), Default::default(), derive(&history, &moment(NOW)));
    let answer = pack().assess_session(&facts.expect("facts"), &moment(NOW));
    assert!(matches!(answer.gate.time, GateTime::WaitUntil(_)) && !answer.missing.is_empty());
    let again: Vec<_> = answer.tasks.iter().filter(|task| Duty::of(task).is_answered_here()).collect();
    assert_eq!(again.len(), 1, "{:?}", answer.tasks);
    assert_eq!((again[0].what.as_str(), again[0].due), ("ask_again", at(NOW) + chrono::TimeDelta::hours(4)));
    history.assessments = vec![logged(2, NOW, answer)];
    let stands = |history: &History| {
        let standing = standing(history, &moment("2026-03-02T23:00"));
        (standing.gate == Gate::OPEN, standing.tasks.iter().any(|task| Duty::of(task).is_answered_here()))
    };
    assert_eq!(stands(&history), (false, true));
    history.check_ins = vec![logged(3, "2026-03-02T22:00", check_in())];
    assert_eq!(stands(&history), (true, false), "the way out");
}

#[test]
fn what_asks_more_closely_follows_on_its_answer_whatever_a_session_told() {
    for session in sessions() {
        for born in [BABY, ADULT] {
            let person = after_a(session.clone(), born);
            let with = [("bleeding", "streak"), ("pain_peak", "5"), ("flacc", "5")];
            let said = answering(&person, &with);
            let place = |question: &str| said.iter().position(|(id, _)| id == question);
            let bled = place("bleeding").expect("it is asked");
            let follow: Vec<&str> = said[bled + 1..bled + 4].iter().map(|(id, _)| id.as_str()).collect();
            assert_eq!(follow, ["bleeding_amount", "bleeding_min", "bleeds_24h"], "born {born}");
            if born == ADULT {
                let hurt = place("pain_peak").expect("it is asked");
                assert_eq!(said[hurt + 1].0, "pain_lasting_h");
            }
        }
    }
}

/// A positive sign that no rule reads for this person makes the doubt of an urgent rule graver, so it is asked.
#[test]
fn what_makes_the_doubt_of_another_rule_graver_is_asked_whether_or_not_its_own_rule_is_ruled_out() {
    for born in [BABY, ADULT] {
        let person = after_a(session(), born);
        let said = answering(&person, &[("device_retained", "unknown"), (ANYTHING_ELSE, "true")]);
        for fact in pack().vocabulary().facts() {
            let is_sign = fact.role == gradus_triage::Role::Sign && fact.only_for.is_empty();
            let alone = fact.source == gradus_triage::Source::Asked
                && fact.detail_of.is_none()
                && fact.unsure_of.is_none();
            let wanted = is_sign && alone && !pack().vocabulary().is_required(fact.id.as_str());
            let of_children = ["bulging_fontanelle", "child_irritable"].contains(&fact.id.as_str());
            let too_old = born == ADULT && of_children;
            let asked = said.iter().any(|(id, _)| *id == fact.id.as_str());
            assert!(!wanted || too_old || asked, "{}, born {born}", fact.id);
        }
        assert!(after(pack(), &person, &said).next.as_ref().map(id).is_none());
    }
}
