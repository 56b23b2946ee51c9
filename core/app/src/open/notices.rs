//! What is worth knowing about something that is written down all the same: a diary that refuses what happened is no
//! diary.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::plan::Phase;
use gradus_domain::{
    ContactOutcome, Gate, GateTime, History, Logged, Millimetres, Moment, PersonId, Reason, Session,
    begins_anew, next_session_size, propose,
};
use gradus_triage::{Duty, Standing, standing};
use gradus_words::Notice;

use super::App;
use super::amount::most_of_day;
use crate::AppError;

/// Written down later than this, a session earns no step.
const LATE: TimeDelta = TimeDelta::hours(24);

impl App {
    /// What to say of a session that is about to be written down. `ahead`: whether it was told with a time that lies
    /// ahead of the clock.
    pub(super) fn session_notices(
        &self,
        history: &History,
        session: &Session,
        at: DateTime<FixedOffset>,
        ahead: bool,
        now: &Moment,
    ) -> Vec<String> {
        let before = history.as_of(at);
        let then = now.at(at);
        let standing = standing(&before, &then);
        let mut notices = of_size(&before, session.size, &standing, &then);
        notices.extend(of_ease(&before, session, &then));
        if standing.gate.time > GateTime::Now {
            notices.push(Notice::WhileClosed);
        } else if propose(&before, standing.gate_for_steps(), &then).ask_first().is_some() {
            notices.push(Notice::BeforeClinicAsked);
        }
        if let Some(phase) = history.stretch_on(at.date_naive()).map(|stretch| stretch.phase) {
            notices.extend(of_gap(history, phase, at));
            notices.extend(of_holds(phase, session));
        }
        notices.extend(of_number(history, session, at));
        notices.extend(of_time(history, at, ahead, now));
        let said = notices.into_iter().map(|notice| self.words.notice(notice));
        said.chain(self.used_device_notices(history, session, at, now)).collect()
    }

    /// What to say once a size that the clinic set is written down: one above the ceiling does not hold, nor does one that
    /// something in the log comes after, such as a plan that begins anew; and a large step from `before` is to be meant.
    pub(super) fn size_notices(
        &self,
        person: PersonId,
        (before, to): (Option<Millimetres>, Millimetres),
        at: DateTime<FixedOffset>,
        now: &Moment,
    ) -> Result<Vec<String>, AppError> {
        let history = &*self.history(&person.to_string(), now)?;
        let goal = history.ceiling_for(at, now.wall).filter(|goal| to > *goal);
        let notice = match (goal, history.current_size(now.wall)) {
            (Some(goal), _) => Notice::CeilingHolds { size: to, goal },
            (None, Some(current)) if current == to => {
                return Ok(self.jump_notices(history, (before, to), now));
            }
            (None, Some(current)) => Notice::SetSince { size: to, current },
            (None, None) => Notice::SetWithoutPlan { size: to },
        };
        Ok(vec![self.words.notice(notice)])
    }

    /// What to say once "one size smaller" is written down and the present size is no smaller for it: what came after the
    /// talk in the log set another one.
    pub(super) fn smaller_since(
        &self,
        person: PersonId,
        before: Option<Millimetres>,
        at: DateTime<FixedOffset>,
        now: &Moment,
    ) -> Result<Vec<String>, AppError> {
        let history = &*self.history(&person.to_string(), now)?;
        let (then, current) = (history.current_size(at), history.current_size(now.wall));
        let since = then.zip(current).filter(|(then, current)| then != current && before <= Some(*current));
        let notice = since.map(|(size, current)| self.words.notice(Notice::SetSince { size, current }));
        Ok(notice.into_iter().collect())
    }

    /// What to say where the clinic says to go on after so long a gap that the plan begins anew, and names no size.
    pub(super) fn begins_anew_notice(
        &self,
        history: &History,
        outcome: ContactOutcome,
        at: DateTime<FixedOffset>,
    ) -> Option<String> {
        if !outcome.goes_on() || matches!(outcome, ContactOutcome::ResumeAt(_)) {
            return None;
        }
        // All that is in the journal by now lies before the talk.
        let (from, to) = history.current_size(at).zip(begins_anew(history, at, u64::MAX))?;
        (to < from).then(|| self.words.notice(Notice::BeginsAnew { from, to }))
    }

    /// What to say where the clinic lets dilation go on and names no size, while a smaller one than the plan's is asked for: that
    /// one stays.
    pub(super) fn smaller_stays(
        &self,
        person: PersonId,
        outcome: ContactOutcome,
        now: &Moment,
    ) -> Result<Vec<String>, AppError> {
        if !matches!(outcome, ContactOutcome::Resume | ContactOutcome::StaySame) {
            return Ok(Vec::new());
        }
        let history = &*self.history(&person.to_string(), now)?;
        let asked = next_session_size(history, Gate::OPEN, now).zip(history.current_size(now.wall));
        let smaller = asked.filter(|(asked, current)| asked < current);
        let notice = smaller.map(|(size, current)| self.words.notice(Notice::SmallerStays { size, current }));
        Ok(notice.into_iter().collect())
    }

    /// What to say where the clinic said "one size smaller" and the plan had none by then.
    pub(super) fn no_size_below(&self, history: &History, at: DateTime<FixedOffset>) -> Vec<String> {
        let before = history.as_of(at);
        let at = before.current_size(at).zip(before.plan_in_force(at.date_naive()));
        let smallest = at.filter(|(size, plan)| plan.value.ladder().count_below(*size) == 0);
        smallest.map(|(size, _)| self.words.notice(Notice::NoSizeBelow { size })).into_iter().collect()
    }

    /// What to say where the clinic says "one size smaller" and a size below the plan's was used or asked for by then: what
    /// comes of it may be the very size that hurt, or a larger one.
    pub(super) fn smaller_already(
        &self,
        history: &History,
        at: DateTime<FixedOffset>,
        now: &Moment,
    ) -> Vec<String> {
        let (before, then) = (history.as_of(at), now.at(at));
        let Some((current, plan)) = before.size_at(at).zip(before.plan_in_force(then.date())) else {
            return Vec::new();
        };
        let held = |one: &&Logged<Session>| one.value.is_held() && one.effective >= current.since;
        let used = before.sessions.iter().rfind(held).map(|one| one.value.size);
        let asked = next_session_size(&before, standing(&before, &then).gate, &then);
        let size = plan.value.ladder().below(current.size, 1);
        let used = used.into_iter().chain(asked).min().filter(|used| *used < current.size && *used <= size);
        used.map(|used| self.words.notice(Notice::SmallerAlready { used, size })).into_iter().collect()
    }

    /// What to say for as long as it is so: the last session was held above the ceiling of the plan that was in force then, or
    /// the clinic named a size that the plan does not allow and that does not hold.
    pub(super) fn ceiling_notices(&self, history: &History, now: &Moment) -> Vec<String> {
        let last = history.sessions.iter().rev().find(|session| session.effective <= now.wall);
        let held = last.and_then(|session| {
            let goal = history.exceeded(session)?;
            Some(Notice::AboveCeiling { size: session.value.size, goal })
        });
        let above = history.above_ceiling(now.wall);
        let named = above.map(|above| Notice::CeilingHolds { size: above.named, goal: above.ceiling });
        held.into_iter().chain(named).map(|notice| self.words.notice(notice)).collect()
    }

    /// What to say where a size is set that lies more than a plan's step above the present one.
    pub(super) fn jump_notices(
        &self,
        history: &History,
        (from, to): (Option<Millimetres>, Millimetres),
        now: &Moment,
    ) -> Vec<String> {
        let Some(from) = from else { return Vec::new() };
        let usual_tenths = if history.person.is_child(now.date()) { 10 } else { 30 };
        let jump = to.tenths().saturating_sub(from.tenths()) > usual_tenths;
        jump.then(|| self.words.notice(Notice::Jump { from, to })).into_iter().collect()
    }

    /// What to say of a talk that leaves an emergency open because it names nothing that it was about.
    pub(super) fn unnamed_notices(
        &self,
        history: &History,
        outcome: ContactOutcome,
        names_something: bool,
        now: &Moment,
    ) -> Vec<String> {
        let tasks = standing(history, now).tasks;
        let open = tasks.iter().any(|task| Duty::of(task) == Duty::Emergency);
        let decides = outcome.decides();
        let unnamed = open && decides && !names_something;
        unnamed.then(|| self.words.notice(Notice::EmergencyNotNamed)).into_iter().collect()
    }
}

/// The size beside the ceiling, what is open now, and the present size.
fn of_size(before: &History, size: Millimetres, standing: &Standing, then: &Moment) -> Vec<Notice> {
    let goal = before.plan_in_force(then.date()).map(|plan| plan.value.ladder().goal());
    if let Some(goal) = goal.filter(|goal| size > *goal) {
        return vec![Notice::AboveCeiling { size, goal }];
    }
    let allowed = next_session_size(before, standing.gate, then).filter(|allowed| size > *allowed);
    let current = before.current_size(then.wall).filter(|current| *current != size);
    let above = allowed.map(|allowed| Notice::AboveAllowed { size, allowed });
    let other = current.map(|current| Notice::OtherSize { size, current });
    above.into_iter().chain(other).collect()
}

fn of_ease(before: &History, session: &Session, then: &Moment) -> Option<Notice> {
    let plan = before.plan_in_force(then.date());
    let is_smallest = plan.is_some_and(|plan| plan.value.ladder().count_below(session.size) == 0);
    // A larger size asks for a smaller one already, and this one was it.
    let is_larger =
        |reason: &Reason| matches!(reason, Reason::NotPassed { size, .. } if *size > session.size);
    let is_down = propose(before, Gate::OPEN, then).reasons.iter().any(is_larger);
    let notice = match (is_smallest, is_down) {
        (true, _) => Notice::SmallestNotPassed,
        (false, true) => Notice::SmallerNotPassed,
        (false, false) => Notice::NotPassed,
    };
    (!session.ease.passed()).then_some(notice)
}

/// The plan's least gap, to the session before and to one that is in the log already and came after.
fn of_gap(history: &History, phase: &Phase, at: DateTime<FixedOffset>) -> Option<Notice> {
    let distance = |session: &Logged<Session>| (session.effective - at).abs();
    let nearest = history.sessions.iter().map(distance).min()?;
    let broken = nearest < TimeDelta::hours(phase.min_gap_h.into());
    broken.then(|| Notice::GapBroken {
        gap_h: phase.min_gap_h,
        minutes: u32::try_from(nearest.num_minutes()).unwrap_or(u32::MAX),
    })
}

fn of_holds(phase: &Phase, session: &Session) -> Option<Notice> {
    let held_s = session.holds_s.iter().copied().max()?;
    let (max_s, target_s) = (phase.hold.max_s, phase.hold.target_s);
    // A single number is what the timer counts, and nobody takes it out within the second: twice that is told. Basis: proposal.
    let most_s = if max_s > target_s { max_s } else { target_s.saturating_mul(2) };
    (held_s > most_s).then_some(Notice::HoldTooLong { held_s, max_s })
}

/// More sessions on that day than the plan allows; or else one that no slot was open for.
fn of_number(history: &History, session: &Session, at: DateTime<FixedOffset>) -> Option<Notice> {
    let day = at.date_naive();
    let plan = history.plan_in_force(day)?;
    let allowed = most_of_day(history, day);
    let number = history.sessions.iter().filter(|known| known.date() == day).count() + 1;
    if let Some(allowed) = allowed.filter(|allowed| number > *allowed) {
        return Some(Notice::MoreThanPlanned { number, allowed });
    }
    let came = history.plans.first().is_some_and(|first| first.effective <= at);
    let first = plan.value.first_day();
    let beside = match came {
        _ if first.is_none_or(|first| first > day) => return Some(Notice::NotBegun { first }),
        true => Notice::Unplanned,
        false => Notice::BeforePlanCame,
    };
    session.occurrence.is_none().then_some(beside)
}

fn of_time(history: &History, at: DateTime<FixedOffset>, ahead: bool, now: &Moment) -> Vec<Notice> {
    let mut notices = Vec::new();
    if ahead {
        notices.push(Notice::TimeAhead { kept: at });
    }
    if now.wall - at > LATE {
        notices.push(Notice::LateEntry);
    }
    let day = at.date_naive();
    if !history.plans.is_empty() && history.plan_in_force(day).is_none() {
        notices.push(Notice::BeforePlan { day });
    }
    notices
}
