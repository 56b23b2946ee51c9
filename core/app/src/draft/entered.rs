//! Logged values as they would be entered, so that what stands can be offered and changed.

use chrono::{DateTime, FixedOffset};
use gradus_domain::{AdjunctUse, Answer, Bleeding, CheckIn, Millimetres, PainScore, Session, Value, Visit};

use super::choice::word;
use super::device::entered_device_used;
use crate::view::{FactAnswer, SessionDraft, VisitDraft};

/// A session as the form takes it.
pub(crate) fn entered_session(session: &Session, at: DateTime<FixedOffset>) -> SessionDraft {
    let size = |size: &Millimetres| size.to_string();
    let pain = |score: Option<Answer<PainScore>>| score.map(|score| text(score, |score| score.to_string()));
    let blood = |blood: Answer<Bleeding>| text(blood, |blood| word(blood).to_owned());
    SessionDraft {
        at: Some(at.to_rfc3339()),
        occurrence: session.occurrence.map(|occurrence| occurrence.to_string()),
        size: size(&session.size),
        holds_s: session.holds_s.clone(),
        ease: word(session.ease).to_owned(),
        pain_before: pain(session.pain.before),
        pain_peak: pain(session.pain.peak),
        pain_after: pain(session.pain.after),
        pain_minutes: session.pain.minutes_to_baseline.map(|minutes| text(minutes, |one| one.to_string())),
        bleeding: session.bleeding.map(blood),
        bleeding_minutes: session
            .bleeding_stopped_after_min
            .map(|minutes| text(minutes, |one| one.to_string())),
        warm_up: session.warm_up.iter().map(size).collect(),
        lubricant: session.lubricant.map(|kind| word(kind).to_owned()),
        adjuncts: session.adjuncts.iter().map(adjunct).collect(),
        stop_reason: session.stopped.map(|reason| word(reason).to_owned()),
        device: session.device.as_ref().map(entered_device_used),
        cleaned: session.cleaned,
        note: session.note.clone(),
    }
}

/// A visit as the form takes it.
pub(crate) fn entered_visit(visit: &Visit, at: DateTime<FixedOffset>) -> VisitDraft {
    VisitDraft {
        at: Some(at.to_rfc3339()),
        kind: word(visit.kind).to_owned(),
        who: visit.who.clone(),
        calibrated: visit.calibrated.map(|size| size.to_string()),
        size_set: visit.size_set.map(|size| size.to_string()),
        advice: visit.advice.clone(),
    }
}

/// Answers as the check-in takes them.
pub(crate) fn entered_answers(check_in: &CheckIn) -> Vec<FactAnswer> {
    let said = |value: &Value| match value {
        Value::YesNo(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Level(level) => level.clone(),
    };
    let answers = check_in.answers.iter();
    answers
        .map(|(id, answer)| FactAnswer {
            id: id.to_string(),
            answer: match answer {
                Answer::Known(value) => said(value),
                Answer::Unknown => UNKNOWN.to_owned(),
            },
        })
        .collect()
}

const UNKNOWN: &str = "unknown";

fn text<T>(answer: Answer<T>, say: impl FnOnce(T) -> String) -> String {
    match answer {
        Answer::Known(value) => say(value),
        Answer::Unknown => UNKNOWN.to_owned(),
    }
}

fn adjunct(used: &AdjunctUse) -> String {
    let kind = word(used.kind);
    if used.prescribed { format!("{kind}:prescribed") } else { kind.to_owned() }
}
