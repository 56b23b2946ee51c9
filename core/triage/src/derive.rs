use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use gradus_domain::plan::{Indication, Plan, Start};
use gradus_domain::{
    Adjunct, Answer, Background, Bleeding, Certainty, Condition, Decimal, Disposition, FactId, History,
    Logged, Moment, Session, StopReason, SurgeryKind, Value, VisitKind,
};

use crate::facts::{EARLIER_CONTACT, STILL_UNKNOWN};

/// What the log and the background say at `now`, for [`crate::Facts::join`].
///
/// Background facts are always given: what is not in the background does not hold. Of sessions, only those count that
/// no check-in has looked at yet, and of them only those of the last 24 hours, so that one event does not prolong its
/// own pause; those that were written down late or came from a file are looked at for 24 hours after that, if they are
/// not older than 30 days. Of earlier check-ins comes another temperature within 24 hours; of assessments what was
/// unknown at the last of them, how many of 7 days asked for a rest because of pain, and the families that asked for
/// the clinic within 72 hours. What lies in the future, because a clock was ahead, says nothing.
pub fn derive(history: &History, now: &Moment) -> BTreeMap<FactId, Answer<Value>> {
    let history = &*happened(history, now);
    let mut facts = Derived { answers: BTreeMap::new() };
    facts.background(history, now);
    facts.surgery(history, now);
    facts.sessions(history, now.wall);
    facts.check_ins(history, now.wall);
    facts.assessments(history, now.wall);
    facts.answers
}

struct Derived {
    answers: BTreeMap<FactId, Answer<Value>>,
}

const DAY: TimeDelta = TimeDelta::hours(24);
/// How far back a session that was written down late or came from a file is still looked at: what is older cannot be an
/// emergency of today. Basis: proposal, from the 30 days after an operation (C2.3).
const LATE: TimeDelta = TimeDelta::days(30);

impl Derived {
    fn put(&mut self, id: &str, answer: Answer<Value>) {
        let id = FactId::new(id).expect("names of facts in this file are plain");
        self.answers.insert(id, answer);
    }

    fn flag(&mut self, id: &str, yes: bool) {
        self.put(id, Answer::Known(Value::YesNo(yes)));
    }

    /// A count or a measure in whole units, held within the fact's range.
    fn number(&mut self, id: &str, number: i64, most: i32) {
        let number = i32::try_from(number.max(0)).unwrap_or(most).min(most);
        self.put(id, Answer::Known(Value::Number(Decimal::whole(number))));
    }

    fn background(&mut self, history: &History, now: &Moment) {
        let person = &history.person;
        let date = now.date();
        if let Some(days) = person.age_days(date) {
            self.number("age_days", days.into(), 43_830);
            let corrected = person.corrected_age_days(date);
            if corrected != Some(days) {
                self.number("corrected_age_days", corrected.unwrap_or(0).into(), 43_830);
            }
        }
        let known = &person.background;
        for (id, is) in CONDITIONS {
            self.flag(id, known.has(is));
        }
        let for_indication = |wanted| history.plans.iter().any(|plan| plan.value.indication() == wanted);
        if for_indication(Indication::Hirschsprung) || operated(known, SurgeryKind::PullThrough) {
            self.flag("hirschsprung", true);
        }
        // This one also makes an answer milder, so a plan that is still to come does not bring it.
        let mut begun = history.plans.iter().filter(|plan| plan.effective <= now.wall);
        if begun.any(|plan| plan.value.indication() == Indication::AnorectalMalformation) {
            self.flag("arm", true);
        }
    }

    fn surgery(&mut self, history: &History, now: &Moment) {
        let known = &history.person.background;
        let date = now.date();
        // An injection opens nothing; every other entry of the list does, or may have.
        let counts = |kind| kind != SurgeryKind::Botulinum;
        let visits =
            history.visits.iter().filter(|visit| opens(visit.value.kind) && visit.effective <= now.wall);
        let planned = history.plans.iter().filter_map(|plan| operation(&plan.value)).filter(|on| *on <= date);
        let last = visits.map(Logged::date).chain(known.last_surgery(date, counts)).chain(planned).max();
        let undated = known.surgeries.iter().any(|surgery| counts(surgery.kind) && surgery.on.is_none());
        self.flag("anorectal_surgery", last.is_some() || undated);
        match last {
            // The one without a date may be the last one.
            Some(_) if undated => self.put("days_since_surgery", Answer::Unknown),
            Some(on) => self.number("days_since_surgery", (date - on).num_days(), 43_830),
            None if undated => self.put("days_since_surgery", Answer::Unknown),
            None => {}
        }
    }

    fn sessions(&mut self, history: &History, now: DateTime<FixedOffset>) {
        let held: Vec<&Logged<Session>> = history.sessions.iter().filter(|s| s.effective <= now).collect();
        self.flag("session_held", !held.is_empty());
        if let Some(last) = held.iter().map(|session| session.effective).max() {
            self.number("hours_since_session", (now - last).num_hours(), 87_600);
        }
        let bled = |within| {
            let blood = |s: &Session| known_blood(s).is_some_and(|blood| blood > Bleeding::None);
            let recent = held.iter().filter(|s| now - s.effective < within && blood(&s.value));
            i64::try_from(recent.count()).unwrap_or(i64::MAX)
        };
        self.number("bleed_sessions_7d", bled(TimeDelta::days(7)), 100);
        self.number("session_bleeds_24h", bled(DAY), 50);
        let seen = |s: &Logged<Session>| {
            history.check_ins.iter().any(|c| c.effective >= s.effective && c.recorded >= s.recorded)
        };
        let recent = |s: &Logged<Session>| {
            let ago = now - s.effective;
            ago < DAY || (ago < LATE && now - s.recorded < DAY)
        };
        let fresh: Vec<&Session> = held.iter().filter(|s| recent(s) && !seen(s)).map(|s| &s.value).collect();
        if !fresh.is_empty() {
            self.fresh_sessions(&fresh);
        }
        self.painkiller(&held, now);
    }

    fn fresh_sessions(&mut self, sessions: &[&Session]) {
        self.bleeding(sessions);
        let bled =
            sessions.iter().filter(|session| known_blood(session).is_none_or(|blood| blood > Bleeding::None));
        let minutes = bled.filter_map(|session| session.bleeding_stopped_after_min).map(widen);
        if let Some(answer) = longest(minutes, 10) {
            self.put("session_bleeding_min", answer.map_known(|minutes| whole(minutes.min(1440))));
        }
        let lasting = sessions.iter().filter_map(|session| session.pain.minutes_to_baseline);
        if let Some(answer) = longest(lasting, 24 * 60) {
            self.put("session_pain_h", answer.map_known(|minutes| whole((minutes / 60).min(2160))));
        }
        self.pain(sessions);
        self.put("session_numbing", Answer::Known(Value::Level(numbing(sessions).to_owned())));
        let stopped = |reason| sessions.iter().any(|session| session.stopped == Some(reason));
        self.flag("session_faint", stopped(StopReason::Faint));
        self.flag("session_stuck", stopped(StopReason::Stuck));
        self.flag("session_pain_stop", stopped(StopReason::Pain));
    }

    /// The worst known bleeding, and beside it that another session's bleeding is not known.
    fn bleeding(&mut self, sessions: &[&Session]) {
        if let Some(worst) = sessions.iter().filter_map(|session| known_blood(session)).max() {
            self.put("session_bleeding", Answer::Known(Value::Level(bleeding_word(worst).to_owned())));
        }
        // A session that stopped because of blood bled, whatever else was or was not written down.
        let unknown = |s: &&Session| match s.bleeding {
            Some(Answer::Unknown) => true,
            Some(Answer::Known(Bleeding::None)) | None => s.stopped == Some(StopReason::Bleeding),
            Some(Answer::Known(_)) => false,
        };
        if sessions.iter().any(unknown) {
            self.put("session_bleeding_other", Answer::Unknown);
        }
    }

    /// The worst known pain, and beside it that another session's pain is not known.
    fn pain(&mut self, sessions: &[&Session]) {
        let pain: Vec<_> =
            sessions.iter().flat_map(|s| [s.pain.before, s.pain.peak, s.pain.after]).flatten().collect();
        let known = pain.iter().filter_map(|answer| match answer {
            Answer::Known(score) => Some(u32::from(score.value())),
            Answer::Unknown => None,
        });
        if let Some(worst) = known.max() {
            self.put("session_pain_peak", Answer::Known(whole(worst)));
        }
        let untold = |s: &&Session| s.stopped == Some(StopReason::Pain) && s.pain.peak.is_none();
        if pain.contains(&Answer::Unknown) || sessions.iter().any(untold) {
            self.put("session_pain_other", Answer::Unknown);
        }
    }

    /// A painkiller before a session can hide a fever afterwards. It is planned when every one of them was ordered.
    fn painkiller(&mut self, held: &[&Logged<Session>], now: DateTime<FixedOffset>) {
        let doses = held.iter().filter(|session| now - session.effective < DAY).flat_map(|session| {
            let simple = session.value.adjuncts.iter().filter(|a| a.kind == Adjunct::SimplePainkiller);
            simple.map(|adjunct| ((now - session.effective).num_hours(), adjunct.prescribed))
        });
        let doses: Vec<(i64, bool)> = doses.collect();
        if let Some(hours) = doses.iter().map(|(hours, _)| *hours).min() {
            self.number("session_antipyretic_h", hours, 240);
            self.flag("antipyretic_planned", doses.iter().all(|(_, prescribed)| *prescribed));
        }
    }

    fn check_ins(&mut self, history: &History, now: DateTime<FixedOffset>) {
        let earlier = history.check_ins.iter().filter(|check_in| {
            let ago = now - check_in.effective;
            ago >= TimeDelta::minutes(30) && ago <= DAY
        });
        let readings = earlier.filter_map(|check_in| match check_in.value.answers.get("temperature_c") {
            Some(Answer::Known(Value::Number(reading))) => Some(*reading),
            _ => None,
        });
        // The reading furthest from the normal range; of two equally far the higher one.
        let strangeness =
            |reading: &Decimal| ((reading.tenths() - 374).max(360 - reading.tenths()), *reading);
        if let Some(reading) = readings.max_by_key(strangeness) {
            self.put("earlier_temperature_c", Answer::Known(Value::Number(reading)));
        }
    }

    fn assessments(&mut self, history: &History, now: DateTime<FixedOffset>) {
        let before = history.assessments.iter().filter(|a| a.effective < now && now - a.effective <= DAY);
        if let Some(last) = before.max_by_key(|assessment| assessment.effective) {
            let facts = &last.value.facts;
            let unknown =
                facts.iter().filter(|(_, answer)| **answer == Answer::Unknown).map(|(id, _)| id.as_str());
            // What was not known at the check-in before that, and was not answered since, is not known now either.
            let before = facts.keys().filter_map(|id| id.as_str().strip_prefix(STILL_UNKNOWN));
            let open = unknown.chain(before.filter(|id| !facts.contains_key(*id)));
            for id in open.collect::<BTreeSet<_>>() {
                self.flag(&format!("{STILL_UNKNOWN}{id}"), true);
            }
        }
        let rested = history.assessments.iter().filter(|a| {
            let week = a.effective < now && now - a.effective < TimeDelta::days(7);
            week && a.value.fired.iter().any(|rule| rule.id == "P1" && rule.certainty == Certainty::Yes)
        });
        self.number("pain_pauses_7d", i64::try_from(rested.count()).unwrap_or(100), 100);
        let recent = history.assessments.iter().filter(|a| now - a.effective <= TimeDelta::hours(72));
        for fired in recent.flat_map(|assessment| &assessment.value.fired) {
            let contact = matches!(fired.disposition, Disposition::Contact { .. });
            let family = fired.id.chars().next().filter(|family| family.is_ascii_uppercase());
            if let (true, Certainty::Yes, Some(family)) = (contact, fired.certainty, family) {
                self.flag(&format!("{EARLIER_CONTACT}{}", family.to_ascii_lowercase()), true);
            }
        }
    }
}

/// The log without what lies in the future, because a clock was ahead when it was written. Assessments stay: a clock that
/// is put right lifts no block.
pub(crate) fn happened<'h>(history: &'h History, now: &Moment) -> Cow<'h, History> {
    fn ahead<T>(all: &[Logged<T>], now: &Moment) -> bool {
        all.iter().any(|one| one.effective > now.wall)
    }
    let some = ahead(&history.check_ins, now)
        || ahead(&history.sessions, now)
        || history.contacts.iter().any(|one| one.effective.max(one.value.when) > now.wall)
        || ahead(&history.visits, now);
    if !some {
        return Cow::Borrowed(history);
    }
    let mut history = history.clone();
    history.check_ins.retain(|one| one.effective <= now.wall);
    history.sessions.retain(|one| one.effective <= now.wall);
    history.contacts.retain(|one| one.effective.max(one.value.when) <= now.wall);
    history.visits.retain(|one| one.effective <= now.wall);
    Cow::Owned(history)
}

/// The operation that a plan follows.
fn operation(plan: &Plan) -> Option<NaiveDate> {
    match plan.start() {
        Start::AfterOperation { operation, .. } => operation,
        Start::On(_) => None,
    }
}

type Is = fn(&Condition) -> bool;

/// The facts that stand for one background condition each.
const CONDITIONS: [(&str, Is); 13] = [
    ("anticoagulant", |c| *c == Condition::Anticoagulant),
    ("bleeding_disorder", |c| *c == Condition::BleedingDisorder),
    ("immunosuppressed", |c| *c == Condition::Immunosuppressed),
    ("steroids", |c| *c == Condition::Steroids),
    ("central_line", |c| *c == Condition::CentralLine),
    ("hirschsprung", |c| *c == Condition::Hirschsprung),
    ("previous_enterocolitis", |c| *c == Condition::PreviousEnterocolitis),
    ("trisomy_21", |c| *c == Condition::Trisomy21),
    ("arm", |c| *c == Condition::Arm),
    ("diverted", |c| *c == Condition::Diverted),
    ("pregnant", |c| *c == Condition::Pregnancy),
    ("spinal_lesion_t6", |c| *c == Condition::SpinalLesion { at_or_above_t6: true }),
    ("non_verbal", |c| *c == Condition::NonVerbal),
];

fn operated(background: &Background, kind: SurgeryKind) -> bool {
    background.surgeries.iter().any(|surgery| surgery.kind == kind)
}

fn opens(kind: VisitKind) -> bool {
    matches!(
        kind,
        VisitKind::Operation
            | VisitKind::UnderAnaesthesia
            | VisitKind::ControlledDilation
            | VisitKind::Balloon
    )
}

fn known_blood(session: &Session) -> Option<Bleeding> {
    match session.bleeding {
        Some(Answer::Known(blood)) => Some(blood),
        Some(Answer::Unknown) | None => None,
    }
}

fn bleeding_word(bleeding: Bleeding) -> &'static str {
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
