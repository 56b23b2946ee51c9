//! What sessions tell of themselves.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};
use gradus_domain::{Answer, Bleeding, Decimal, Logged, Session, StopReason, Value};

use super::DOUBT;

/// A fact's name and what these sessions say of it.
pub(super) type Told = (&'static str, Answer<Value>);

/// What these sessions, taken together, tell at `now`: the worst of each sign, and beside it that another session's is not
/// known.
pub(super) fn by(sessions: &[&Logged<Session>], now: DateTime<FixedOffset>) -> Vec<Told> {
    let told: Vec<_> = sessions.iter().map(|session| counted(session, now)).collect();
    of(&told.iter().map(AsRef::as_ref).collect::<Vec<&Session>>())
}

/// What counts of a session: all of a current one, and of an older one what is known to have happened. Pain or blood that
/// ended a session is known, however little was told of it.
fn counted(session: &Logged<Session>, now: DateTime<FixedOffset>) -> Cow<'_, Session> {
    if now - session.effective < DOUBT {
        return Cow::Borrowed(&session.value);
    }
    let mut counted = session.value.clone();
    let pain = &mut counted.pain;
    for score in [&mut pain.before, &mut pain.peak, &mut pain.after] {
        known_alone(score);
    }
    if [pain.before, pain.peak, pain.after] == [None; 3] {
        known_alone(&mut pain.minutes_to_baseline);
    }
    known_alone(&mut counted.bleeding);
    if !has_bled(&counted) && counted.stopped != Some(StopReason::Bleeding) {
        known_alone(&mut counted.bleeding_stopped_after_min);
    }
    Cow::Owned(counted)
}

fn known_alone<T>(answer: &mut Option<Answer<T>>) {
    if matches!(answer, Some(Answer::Unknown)) {
        *answer = None;
    }
}

/// The same of all that they say, whenever they were held.
pub(super) fn of(sessions: &[&Session]) -> Vec<Told> {
    let mut told = Vec::new();
    bleeding(sessions, &mut told);
    pain(sessions, &mut told);
    told.push(("session_numbing", Answer::Known(Value::Level(numbing(sessions).to_owned()))));
    for (id, reason) in [
        ("session_faint", StopReason::Faint),
        ("session_stuck", StopReason::Stuck),
        ("session_pain_stop", StopReason::Pain),
    ] {
        let stopped = sessions.iter().any(|session| session.stopped == Some(reason));
        told.push((id, Answer::Known(Value::YesNo(stopped))));
    }
    told
}

/// Whether blood is known to have come.
pub(crate) fn has_bled(session: &Session) -> bool {
    known_blood(session).is_some_and(|blood| blood > Bleeding::None)
}

fn bleeding(sessions: &[&Session], told: &mut Vec<Told>) {
    if let Some(worst) = sessions.iter().filter_map(|session| known_blood(session)).max() {
        told.push(("session_bleeding", Answer::Known(Value::Level(bleeding_word(worst).to_owned()))));
    }
    // A session that stopped because of blood bled, and so did one whose blood took minutes to stop, whatever else was
    // or was not written down.
    let lasted = |s: &Session| matches!(s.bleeding_stopped_after_min, Some(Answer::Known(1..)));
    let unknown = |s: &&Session| match s.bleeding {
        Some(Answer::Unknown) => true,
        Some(Answer::Known(Bleeding::None)) | None => s.stopped == Some(StopReason::Bleeding) || lasted(s),
        Some(Answer::Known(_)) => false,
    };
    if sessions.iter().any(unknown) {
        told.push(("session_bleeding_other", Answer::Unknown));
    }
    let bled = sessions.iter().filter(|s| known_blood(s) != Some(Bleeding::None) || unknown(s));
    let minutes = bled.filter_map(|session| session.bleeding_stopped_after_min).map(widen);
    if let Some(answer) = longest(minutes, 10) {
        told.push(("session_bleeding_min", answer.map_known(|minutes| whole(minutes.min(1440)))));
    }
}

fn pain(sessions: &[&Session], told: &mut Vec<Told>) {
    let lasting = sessions.iter().filter_map(|session| session.pain.minutes_to_baseline);
    if let Some(answer) = longest(lasting, 24 * 60) {
        told.push(("session_pain_h", answer.map_known(|minutes| whole((minutes / 60).min(2160)))));
    }
    let pain: Vec<_> =
        sessions.iter().flat_map(|s| [s.pain.before, s.pain.peak, s.pain.after]).flatten().collect();
    let known = pain.iter().filter_map(|answer| match answer {
        Answer::Known(score) => Some(u32::from(score.value())),
        Answer::Unknown => None,
    });
    if let Some(worst) = known.max() {
        told.push(("session_pain_peak", Answer::Known(whole(worst))));
    }
    let untold = |s: &&Session| s.stopped == Some(StopReason::Pain) && s.pain.peak.is_none();
    if pain.contains(&Answer::Unknown) || sessions.iter().any(untold) {
        told.push(("session_pain_other", Answer::Unknown));
    }
}

fn known_blood(session: &Session) -> Option<Bleeding> {
    match session.bleeding {
        Some(Answer::Known(blood)) => Some(blood),
        Some(Answer::Unknown) | None => None,
    }
}

pub(super) fn bleeding_word(bleeding: Bleeding) -> &'static str {
    match bleeding {
        Bleeding::None => "none",
        Bleeding::Streak => "streak",
        Bleeding::PinkTint => "pink_tint",
        Bleeding::Drip => "drip",
        Bleeding::RedBowl => "red_bowl",
        Bleeding::Clots => "clots",
        Bleeding::NonStop => "non_stop",
    }
}

fn numbing(sessions: &[&Session]) -> &'static str {
    let used =
        sessions.iter().flat_map(|session| &session.adjuncts).filter(|adjunct| adjunct.kind.hides_pain());
    match used.map(|adjunct| !adjunct.prescribed).max() {
        None => "none",
        Some(false) => "prescribed",
        Some(true) => "not_prescribed",
    }
}

/// The greatest known answer; unknown when one was unknown and the known ones stay below `decisive`, from which on a
/// known answer is worse than any doubt. `None` without answers.
fn longest(answers: impl Iterator<Item = Answer<u32>>, decisive: u32) -> Option<Answer<u32>> {
    let answers: Vec<Answer<u32>> = answers.collect();
    let known = answers.iter().filter_map(|answer| match answer {
        Answer::Known(value) => Some(*value),
        Answer::Unknown => None,
    });
    let unknown = answers.contains(&Answer::Unknown);
    match known.max() {
        Some(most) if !unknown || most >= decisive => Some(Answer::Known(most)),
        _ => answers.into_iter().find(|answer| *answer == Answer::Unknown),
    }
}

fn widen(answer: Answer<u16>) -> Answer<u32> {
    match answer {
        Answer::Known(value) => Answer::Known(value.into()),
        Answer::Unknown => Answer::Unknown,
    }
}

fn whole(value: u32) -> Value {
    Value::Number(Decimal::whole(i32::try_from(value).unwrap_or(i32::MAX / 10)))
}

trait MapKnown {
    fn map_known(self, map: impl FnOnce(u32) -> Value) -> Answer<Value>;
}

impl MapKnown for Answer<u32> {
    fn map_known(self, map: impl FnOnce(u32) -> Value) -> Answer<Value> {
        match self {
            Self::Known(value) => Answer::Known(map(value)),
            Self::Unknown => Answer::Unknown,
        }
    }
}
