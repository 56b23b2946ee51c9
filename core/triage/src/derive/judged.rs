//! Pain that the clinic was told of and let go on is not called about anew as long as it is no worse.

use chrono::TimeDelta;
use gradus_domain::{Answer, Assessment, Certainty, Decimal, FactId, History, Logged, Value};

use crate::standing::told_of;

/// How long the clinic's word about pain holds, of a child and of an adult: until a plan without a step is looked at again.
/// Basis: proposal (C10, R2).
const HOLDS: [TimeDelta; 2] = [TimeDelta::days(14), TimeDelta::days(28)];
/// How far before a talk the pain lies that it was about: as far as rests are counted.
const COUNTED: TimeDelta = TimeDelta::days(7);
/// Points of pain that are a difference to somebody. Basis: general (C2.2).
const DIFFERENCE: i64 = 2;

/// What a rest for pain was for: the worst score, how many hours it lasted, and whether it ended a session.
#[derive(Clone, Copy, Default)]
struct Pain {
    tenths: i64,
    hours: i64,
    stopped: bool,
}

/// Whether a rest for pain is no reason for a call any more: a clinician was told of pain that came again and said to go on,
/// after this rest, or not long before it and of no less pain.
pub(super) fn is_judged(history: &History, rest: &Logged<Assessment>) -> bool {
    let [of_a_child, of_an_adult] = HOLDS;
    let holds = if history.person.is_child(rest.date()) { of_a_child } else { of_an_adult };
    let asked = |one: &Logged<Assessment>| fired(one, &["P1b", "P1c"]);
    history.contacts.iter().filter(|talk| talk.value.outcome.goes_on()).any(|talk| {
        if !history.assessments.iter().any(|one| asked(one) && told_of(talk, one)) {
            return false;
        }
        let when = talk.value.when;
        let before = |one: &&Logged<Assessment>| one.effective <= when && when - one.effective < COUNTED;
        let rests = history.assessments.iter().filter(before).filter(|one| fired(one, &["P1"]));
        let known = rests.map(pain).fold(Pain::default(), Pain::join);
        rest.effective <= when || rest.effective - when < holds && pain(rest).is_covered(known)
    })
}

impl Pain {
    fn join(self, other: Self) -> Self {
        Self {
            tenths: self.tenths.max(other.tenths),
            hours: self.hours.max(other.hours),
            stopped: self.stopped || other.stopped,
        }
    }

    fn is_covered(self, known: Self) -> bool {
        self.tenths < known.tenths + DIFFERENCE * 10
            && self.hours <= known.hours
            && self.stopped <= known.stopped
    }
}

fn fired(assessment: &Logged<Assessment>, rules: &[&str]) -> bool {
    let is = |rule: &&str, id: &str| *rule == id;
    let mut fired = assessment.value.fired.iter().filter(|rule| rule.certainty == Certainty::Yes);
    fired.any(|fired| rules.iter().any(|rule| is(rule, &fired.id)))
}

fn pain(assessment: &Logged<Assessment>) -> Pain {
    let number = |id: &&str| match assessment.value.facts.get(*id) {
        Some(Answer::Known(Value::Number(number))) => Some(*number),
        _ => None,
    };
    let worst = |ids: &[&str]| ids.iter().filter_map(number).map(Decimal::tenths).max().unwrap_or(0);
    let stop = FactId::new("session_pain_stop").ok();
    Pain {
        tenths: worst(&["pain_peak", "session_pain_peak", "flacc", "observed_flacc"]),
        hours: worst(&["pain_lasting_h", "session_pain_h"]) / 10,
        stopped: stop.and_then(|id| assessment.value.facts.get(&id))
            == Some(&Answer::Known(Value::YesNo(true))),
    }
}
