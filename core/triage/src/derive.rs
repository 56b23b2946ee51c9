use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use gradus_domain::plan::{Indication, Plan, Start};
use gradus_domain::sorting;
use gradus_domain::{
    Adjunct, Answer, Assessment, Background, Certainty, CheckIn, Condition, Decimal, Disposition, FactId,
    GateTime, History, Logged, Moment, Observation, Person, Session, SurgeryKind, Value, VisitKind,
};

use crate::assess::adds_up;
use crate::carried::{EARLIER_CONTACT, LEFT_OPEN, STILL_UNKNOWN, WAITING, not_known};
use crate::standing::{awaited, left_open};
use crate::vocabulary::{BUILTIN, RequiredGroup};
use known::knew;
pub use known::{answers_more, tells_more};
pub(crate) use told::has_bled;

mod known;
mod observed;
mod refused;
mod told;

/// What the log and the background say at `now`, for [`crate::Facts::join`].
///
/// Background facts are always given: what is not in the background does not hold. Of sessions, only those count that
/// no check-in has looked at yet, and of them only those of the last 24 hours, so that one event does not prolong its
/// own pause; those that were written down late, amended or came from a file are looked at for 24 hours after that, if they are
/// not older than 30 days. A child that refused two sessions in a row is told once for each no. What nobody could tell of a session is a doubt for 72 hours; of an older one only what is known
/// to have happened counts. Of earlier check-ins comes another temperature within 24 hours, a low one within 72; of assessments what was
/// unknown at the last of them or is still waited for ([`crate::standing`]), what one that was broken off left open, how
/// many of 7 days asked for a rest because of
/// pain, the families that asked for the clinic within 72 hours, and how long a rule still waits for what the log has told
/// it before. What lies in the future, because a clock was ahead, says nothing.
///
/// What the clinic was told of and judged goes on to count for as long as it would have: a pain that was nothing alone
/// is half of a perforation once fever joins it. A talk lifts gates ([`crate::standing`]); it takes no sign away.
pub fn derive(history: &History, now: &Moment) -> BTreeMap<FactId, Answer<Value>> {
    let history = &*history.happened_by(now.wall);
    let mut facts = Derived { answers: BTreeMap::new() };
    facts.background(history, now);
    facts.surgery(history, now);
    facts.sessions(history, now.wall);
    if refused::twice(history, now) {
        facts.flag("refused_twice", true);
    }
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
pub const LOOK_BACK: TimeDelta = TimeDelta::days(30);
/// How far back what nobody could tell of a session is a doubt of today. A doubt asks to look again, and of a day that is
/// over nobody can: what came of it is told by the days since. Basis: proposal, from the 72 hours within which events add
/// up and beyond which no rule waits.
const DOUBT: TimeDelta = TimeDelta::hours(72);

/// A reading of a thermometer counts as the present one for this long after it was written down; after that it is the one
/// from before.
pub const PRESENT: TimeDelta = TimeDelta::minutes(30);

/// How long a reading below 36.0 counts as the one from before: a second one within that time is no slip of a thermometer.
/// Basis: proposal (DC9).
const LOW_FOR: TimeDelta = TimeDelta::hours(72);

/// Whether a whole check-in has looked at something since it was written down. One that was broken off, as by an
/// emergency, has not looked at it yet, and one that was amended only as far as each of its forms did.
fn is_seen<T>(one: &Logged<T>, history: &History) -> bool {
    let told = |said: &CheckIn, group: &RequiredGroup| {
        group.any_of.iter().any(|id| said.answers.contains_key(id.as_str()))
    };
    let whole = |c: &&Logged<CheckIn>| {
        let mut of_everybody = BUILTIN.required().iter().filter(|group| group.only_for.is_none());
        of_everybody.all(|group| c.always(|said| told(said, group)))
    };
    let mut whole = history.check_ins.iter().filter(whole);
    whole.any(|c| c.effective >= one.effective && c.recorded >= one.written())
}

/// Whether it is of the last 24 hours, or was written down in them and is not older than [`LOOK_BACK`].
fn is_recent<T>(one: &Logged<T>, now: DateTime<FixedOffset>) -> bool {
    let ago = now - one.effective;
    ago < DAY || (ago < LOOK_BACK && now - one.written() < DAY)
}

/// The observations that no check-in has looked at yet.
fn open_observations(history: &History, now: DateTime<FixedOffset>) -> Vec<&Logged<Observation>> {
    let open = |o: &&Logged<Observation>| o.effective <= now && is_recent(o, now) && !is_seen(o, history);
    history.observations.iter().filter(open).collect()
}

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
        let mut begun = history.coming_into_force().filter(|plan| plan.effective <= now.wall);
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
        // A day that a later plan version put right counts no more.
        let to_come = history.plans_to_come(date).into_iter().map(|(plan, _)| plan);
        let plans = history.plan_in_force(date).into_iter().chain(to_come);
        let planned = plans.filter_map(|plan| operation(&plan.value)).filter(|on| *on <= date);
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
        for (id, within, most) in
            [("bleed_sessions_7d", TimeDelta::days(7), 100), ("session_bleeds_24h", DAY, 50)]
        {
            let bled = held.iter().filter(|s| now - s.effective < within && told::has_bled(&s.value));
            self.number(id, count(bled.count()), most);
        }
        let open = |s: &&Logged<Session>| is_recent(s, now) && !is_seen(s, history);
        let fresh: Vec<&Logged<Session>> = held.iter().copied().filter(open).collect();
        let observed = open_observations(history, now);
        if !fresh.is_empty() {
            for (id, answer) in told::by(&fresh, now) {
                self.put(id, answer);
            }
        }
        for (id, answer) in observed::by(&observed, now) {
            self.put(id, answer);
        }
        if !fresh.is_empty() || !observed.is_empty() {
            self.waits(history, &fresh, &observed, now);
        }
        self.painkiller(&held, now);
    }

    /// How long rules still wait that fired on these sessions and observations before: telling the same again begins no
    /// new wait.
    fn waits(
        &mut self,
        history: &History,
        fresh: &[&Logged<Session>],
        observed: &[&Logged<Observation>],
        now: DateTime<FixedOffset>,
    ) {
        let before = history.assessments.iter().filter(|a| a.effective <= now);
        let told = before.filter(|assessment| {
            fresh.iter().all(|session| knew(assessment, session, told::by(&[session], now)))
                && observed.iter().all(|one| knew(assessment, one, observed::by(&[one], now)))
        });
        let mut waits: BTreeMap<String, i64> = BTreeMap::new();
        for rule in told.flat_map(|assessment| &assessment.value.fired) {
            if let (Certainty::Yes, GateTime::WaitUntil(until)) = (rule.certainty, rule.gate.time) {
                // Whole minutes, rounded down: what is answered now never ends later than what runs already.
                let minutes = (until - now).num_minutes().max(0);
                let longest = waits.entry(rule.id.to_ascii_lowercase()).or_default();
                *longest = minutes.max(*longest);
            }
        }
        for (rule, minutes) in waits {
            self.number(&format!("{WAITING}{rule}"), minutes, 72 * 60);
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
        let is_low = |reading: Decimal| reading < Decimal::whole(36);
        let counts = |ago: TimeDelta, reading| {
            (ago <= DAY || ago <= LOW_FOR && is_low(reading)).then_some((ago, reading))
        };
        let earlier = history.check_ins.iter().filter(|check_in| {
            let ago = now - check_in.effective;
            ago >= PRESENT && ago <= LOW_FOR
        });
        let readings = earlier.filter_map(|check_in| match check_in.value.answers.get("temperature_c") {
            Some(Answer::Known(Value::Number(reading))) => counts(now - check_in.effective, *reading),
            _ => None,
        });
        let between = history.observations.iter().filter(|one| now - one.written() >= PRESENT);
        let between = between.filter_map(observed::reading).filter_map(|(at, reading)| {
            let ago = now - at;
            (ago >= PRESENT).then(|| counts(ago, observed::degrees(reading))).flatten()
        });
        let twice =
            observed::twice(&open_observations(history, now), now).map(|one| (TimeDelta::zero(), one));
        let mut all: Vec<_> = readings.chain(between).chain(twice).collect();
        // A low one of the days before hides no fever of today.
        if all.iter().any(|(ago, reading)| *ago <= DAY && *reading >= Decimal::from_tenths(375)) {
            all.retain(|(ago, _)| *ago <= DAY);
        }
        if let Some((_, reading)) = all.into_iter().max_by_key(|(_, one)| observed::strangeness(*one)) {
            self.put("earlier_temperature_c", Answer::Known(Value::Number(reading)));
        }
    }

    fn assessments(&mut self, history: &History, now: DateTime<FixedOffset>) {
        let before = history.assessments.iter().filter(|a| a.effective < now && now - a.effective <= DAY);
        let last = before.max_by_key(|assessment| assessment.effective);
        for id in awaited(history, now) {
            self.flag(&format!("{STILL_UNKNOWN}{id}"), true);
        }
        for id in left_open(history, now) {
            self.flag(&format!("{LEFT_OPEN}{id}"), true);
        }
        if let Some(last) = last {
            let facts = &last.value.facts;
            // What was not known at the check-in before that, and was not answered since, is not known now either.
            let before = facts.keys().filter_map(|id| id.as_str().strip_prefix(STILL_UNKNOWN));
            let open = not_known(facts).chain(before.filter(|id| !facts.contains_key(*id)));
            for id in sorting::set(open) {
                self.flag(&format!("{STILL_UNKNOWN}{id}"), true);
            }
        }
        let rested = history.assessments.iter().filter(|a| {
            let week = a.effective < now && now - a.effective < TimeDelta::days(7);
            let rest = a.value.fired.iter().find(|rule| rule.id == "P1" && rule.certainty == Certainty::Yes);
            week && rest.is_some_and(|rest| !is_same_rest(history, a, rest.gate.time, now))
        });
        self.number("pain_pauses_7d", count(rested.count()), 100);
        let recent = history.assessments.iter().filter(|a| now - a.effective <= TimeDelta::hours(72));
        for assessment in recent {
            for fired in &assessment.value.fired {
                let contact = matches!(fired.disposition, Disposition::Contact { .. }) && adds_up(&fired.id);
                let family = fired.id.chars().next().filter(|family| family.is_ascii_uppercase());
                let Some(family) = family.filter(|_| contact && fired.certainty == Certainty::Yes) else {
                    continue;
                };
                self.flag(&format!("{EARLIER_CONTACT}{}", family.to_ascii_lowercase()), true);
            }
        }
    }
}

/// Whether the rest that an earlier answer asked for still runs and no session was held since: pain that is told now is
/// the pain it was for, and not a second time.
fn is_same_rest(
    history: &History,
    rested: &Logged<Assessment>,
    rest: GateTime,
    now: DateTime<FixedOffset>,
) -> bool {
    let runs = matches!(rest, GateTime::WaitUntil(until) if now < until);
    let since = |s: &Logged<Session>| s.effective > rested.effective || s.recorded > rested.recorded;
    runs && !history.sessions.iter().any(since)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
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
const CONDITIONS: [(&str, Is); 17] = [
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
    ("heart_condition", |c| *c == Condition::HeartCondition),
    ("diabetes", |c| *c == Condition::Diabetes),
    ("pelvic_radiotherapy", |c| *c == Condition::Radiotherapy),
    ("latex_allergy", |c| *c == Condition::LatexAllergy),
];

/// Whether the background says that this condition is not there.
pub(crate) fn lacks(person: &Person, id: &str) -> bool {
    CONDITIONS.iter().any(|(name, is)| *name == id && !person.background.has(*is))
}

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
