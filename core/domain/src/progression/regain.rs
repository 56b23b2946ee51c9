//! The way back to a size after an adult's gap (R4). One session at the smaller size says little of the larger one: a size is
//! regained as every size is reached, by the plan's own count, size by size. That it holds here too is a proposal.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::credit::{Credit, Measure, is_doubled};
use super::{Caution, Findings, Reason, clinic, credit, gap, since};
use crate::entry::Logged;
use crate::history::{CurrentSize, History};
use crate::moment::Moment;
use crate::plan::Plan;
use crate::session::Session;
use crate::size::Millimetres;

/// Days at a size, and good sessions in a row, that bring it back where the plan has no count of its own: a way without an
/// end is none. Basis: proposal (R4).
const DAYS: u16 = 7;
const SESSIONS: u16 = 3;

/// A size below the present one that comes first.
struct Way {
    size: Millimetres,
    /// The session with which it began.
    since: DateTime<FixedOffset>,
    /// The day of the first session at this size.
    first: Option<NaiveDate>,
    in_a_row: u32,
}

pub(super) fn find(findings: &mut Findings, history: &History, at: CurrentSize, now: &Moment) {
    let Some(plan) = history.plan_in_force(now.date()) else { return };
    if !plan.value.has_home_sessions() || history.goes_by_childs_rules(now.date()) {
        return;
    }
    let Some(way) = way_back(history, plan, at, now) else { return };
    let days = way.first.map_or(0, |first| days_between(first, now.date()));
    let reason = Reason::Regaining { size: way.size, sessions: way.in_a_row, days };
    findings.add(Caution::Back(way.size), reason);
}

/// Where the way back stands, through every session since a size was given last: one that only became smaller since then, by a
/// word that names none or by a lower goal, is no way back. Each gap is measured by the plan of its own time.
fn way_back(history: &History, plan: &Logged<Plan>, at: CurrentSize, now: &Moment) -> Option<Way> {
    let sessions = since(&history.sessions, at.given_since).iter().filter(|one| one.effective <= now.wall);
    let before = history.sessions.partition_point(|one| one.effective < at.given_since);
    let before = &history.sessions[..before];
    let held = |one: &&Logged<Session>| one.value.is_held();
    let mut last = before.iter().rfind(held).map(|one| one.effective);
    let measure = Measure::of(history, plan, now);
    let mut way: Option<Way> = None;
    let (mut answered, mut earlier) = credit::until(history, at.given_since);
    for session in sessions {
        let word = clinic::named(history, session.effective);
        way = way.filter(|way| word.is_none_or(|word| word < way.since));
        way = way.and_then(|way| way.onward(&plan.value, at.given, session.date()));
        if session.value.is_held() {
            let of_its_time = history.plan_in_force(session.date()).unwrap_or(plan);
            if let Some(size) = lower(history, of_its_time, at.given, last, way.as_ref(), session.effective) {
                way = Some(Way { size, since: session.effective, first: None, in_a_row: 0 });
            }
            last = Some(session.effective);
        }
        let doubled = is_doubled(&mut answered, session);
        let before_it = earlier.replace(session.effective);
        if let Some(way) = &mut way {
            way.take(session, || measure.own(session, before_it, doubled));
        }
    }
    let word = clinic::named(history, now.wall);
    let way = way.filter(|way| word.is_none_or(|word| word < way.since));
    let mut way = way.and_then(|way| way.onward(&plan.value, at.given, now.date()))?;
    // A gap that is open now and lies on the way asks for less than the way.
    if let Some(size) = lower(history, plan, at.given, last, Some(&way), now.wall) {
        (way.size, way.first, way.in_a_row) = (size, None, 0);
    }
    // It leads to the size that was given; one that was lowered since may lie on it.
    Some(way).filter(|way| way.size < at.size)
}

/// The size that the time since `last` asks for, where it is below the one that may be used.
fn lower(
    history: &History,
    plan: &Logged<Plan>,
    present: Millimetres,
    last: Option<DateTime<FixedOffset>>,
    way: Option<&Way>,
    next: DateTime<FixedOffset>,
) -> Option<Millimetres> {
    let size = gap::lowered(history, plan, (last?, next), way.map(|way| way.size))?;
    Some(size).filter(|size| *size < way.map_or(present, |way| way.size))
}

impl Way {
    /// What a session at this size or above it is worth.
    fn take(&mut self, session: &Logged<Session>, worth: impl Fn() -> Credit) {
        if session.value.size < self.size || !session.value.is_held() && session.value.size > self.size {
            return;
        }
        match worth() {
            Credit::Good => {
                self.first = self.first.or(Some(session.date()));
                self.in_a_row += 1;
            }
            Credit::Breaks => self.in_a_row = 0,
            Credit::NotCounted(_) => {}
        }
    }

    /// The next size, where the plan's count is reached; `None` where that is the present one again.
    fn onward(self, plan: &Plan, present: Millimetres, today: NaiveDate) -> Option<Self> {
        let days = self.first.map_or(0, |first| days_between(first, today));
        let rule = plan.step_up();
        let need_days = rule.days_at_size.unwrap_or(DAYS);
        let need_sessions = rule.sessions_in_a_row.unwrap_or(SESSIONS);
        if days < u32::from(need_days) || self.in_a_row < u32::from(need_sessions) {
            return Some(self);
        }
        let size = plan.ladder().above(self.size).filter(|size| *size < present)?;
        Some(Self { size, first: None, in_a_row: 0, ..self })
    }
}

fn days_between(first: NaiveDate, last: NaiveDate) -> u32 {
    u32::try_from((last - first).num_days()).unwrap_or(0)
}
