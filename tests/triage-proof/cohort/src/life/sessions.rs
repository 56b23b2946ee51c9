//! Sessions: held, missed, or lost to a gate.

use std::collections::BTreeSet;

use gradus_domain::{
    Answer, Bleeding, Ease, GateTime, LubricantUsed, Millimetres, Moment, PainScore, Reason, Session,
    SessionPain, StopReason, next_session_size, not_before, propose,
};
use gradus_triage::{Standing, standing};

use super::{DAY, Has, Life, moment};
use crate::body::{bleeding, minutes};
use crate::table::AtSession;

impl<'s> Life<'s> {
    pub(super) fn session(&mut self) {
        let now = moment(self.clock);
        let Some(slot) = self.diary.slot(&now) else { return };
        self.counted.planned += 1;
        if self.is(self.own("missed")) {
            self.counted.missed += 1;
            return;
        }
        let stands = standing(&self.diary.history, &now);
        let size = next_session_size(&self.diary.history, stands.gate, &now);
        let paused = not_before(&self.diary.history, &now).is_some_and(|from| from > now.wall);
        let Some(size) = size.filter(|_| stands.gate.time == GateTime::Now && !paused) else {
            self.counted.lost.push(self.closed_by(&stands, &now));
            return self.look();
        };
        let mut session = self.drawn_session(size);
        session.occurrence = Some(slot);
        self.counted.held += 1;
        self.body.held(self.clock, peak(&session), session.blood_seen().unwrap_or(Bleeding::None));
        let assessment = self.diary.hold(session, &now);
        self.heard(assessment.as_ref());
        if assessment.is_some() {
            self.look();
        }
    }

    pub(super) fn closed_by(&self, stands: &Standing, now: &Moment) -> BTreeSet<String> {
        if stands.gate.time == GateTime::Now {
            return self.ask_first(stands, now).into_iter().collect();
        }
        let rules = stands.because.iter().flat_map(|(_, rules)| rules);
        let rules: BTreeSet<String> = rules.map(|rule| self.with_doubt(rule)).collect();
        if rules.is_empty() { ["questions left open".to_owned()].into() } else { rules }
    }

    /// What the plan asks the clinic for before the next session, where it does.
    pub(super) fn ask_first(&self, stands: &Standing, now: &Moment) -> Option<String> {
        let proposal = propose(&self.diary.history, stands.gate_for_steps(), now);
        let reason = match proposal.ask_first()? {
            Reason::NotPassed { .. } | Reason::SmallerSizeFailed { .. } => "size does not pass",
            Reason::NoSmallerSize { .. } => "no smaller size",
            Reason::Gap { .. } | Reason::ChildInterrupted { .. } => "sessions were missed",
            Reason::PlanExpired { .. } => "plan has ended",
            _ => "another reason of the plan",
        };
        Some(reason.to_owned())
    }

    pub(super) fn drawn_session(&mut self, size: Millimetres) -> Session {
        if self.size_since.0 != size {
            self.size_since = (size, self.clock);
        }
        let onset = self.has.as_ref().and_then(|has| {
            let at_session = has.course.at_session.as_ref()?;
            (!has.begun && self.clock >= has.onset).then_some(at_session)
        });
        if let Some(how) = onset {
            self.begins(usize::MAX);
            return self.ended(size, how);
        }
        let mut chance = self.chance.borrow_mut();
        let on_day =
            |[first, later]: [f64; 2]| first + (later - first) * ((self.clock / DAY) as f64 / 42.0).min(1.0);
        let is_new = self.clock - self.size_since.1 < 3 * DAY && self.size_since.1 > DAY;
        let step = if is_new { self.setting.table.number("pain_step") } else { 0.0 };
        let tight = self.tight();
        let more = self.begun().map_or(0.0, |has| has.course.hurts_more) + 2.0 * tight;
        let sd = self.setting.table.number("pain_sd");
        let pain = chance.normal(on_day(self.group.pain) + step + more, sd).round().clamp(0.0, 10.0) as u8;
        let blood = match chance.is(on_day(self.group.streak)) {
            true if chance.is(self.setting.table.number("pink_share")) => Bleeding::PinkTint,
            true => Bleeding::Streak,
            false => Bleeding::None,
        };
        let ease = match tight {
            tight if chance.is(tight) => Ease::NotPassed,
            tight if tight > 0.0 || pain >= 4 => Ease::Firm,
            _ => Ease::Easy,
        };
        let stopped = (ease == Ease::NotPassed).then_some(StopReason::WouldNotPass);
        Session { ease, stopped, ..session(size, pain, blood) }
    }

    /// From 0 to 1: how far the opening has got too tight for its size.
    pub(super) fn tight(&self) -> f64 {
        let over = |has: &Has<'_>| has.course.tightens_over_days * DAY as f64;
        let begun = self.begun().filter(|has| over(has) > 0.0);
        begun.map_or(0.0, |has| ((self.clock - has.onset) as f64 / over(has)).min(1.0))
    }

    pub(super) fn begun(&self) -> Option<&Has<'s>> {
        self.has.as_ref().filter(|has| has.begun)
    }

    /// The session in which a complication begins.
    pub(super) fn ended(&self, size: Millimetres, how: &AtSession) -> Session {
        let mut chance = self.chance.borrow_mut();
        let [low, high] = how.pain.map(f64::from);
        let pain = chance.between(low, high + 1.0) as u8;
        let blood = how.bleeding.get(chance.below(how.bleeding.len().max(1))).and_then(|word| bleeding(word));
        let stopped = match how.stop.as_str() {
            "bleeding" => StopReason::Bleeding,
            "stuck" => StopReason::Stuck,
            _ => StopReason::Pain,
        };
        let session = session(size, pain.min(10), blood.unwrap_or(Bleeding::None));
        Session { ease: Ease::Firm, stopped: Some(stopped), ..session }
    }
}

fn peak(session: &Session) -> u8 {
    session.told_peak().map_or(0, PainScore::value)
}

fn session(size: Millimetres, pain: u8, blood: Bleeding) -> Session {
    let score = |value| PainScore::new(value).ok().map(Answer::Known);
    Session {
        occurrence: None,
        size,
        warm_up: Vec::new(),
        holds_s: vec![30, 30],
        ease: Ease::Easy,
        pain: SessionPain { peak: score(pain), ..SessionPain::default() },
        bleeding: Some(Answer::Known(blood)),
        bleeding_stopped_after_min: (blood > Bleeding::None).then(|| Answer::Known(minutes(blood))),
        lubricant: Some(LubricantUsed::Water),
        adjuncts: Vec::new(),
        stopped: None,
        note: None,
        device: None,
        cleaned: Some(true),
        guided: false,
        untold: Vec::new(),
    }
}
