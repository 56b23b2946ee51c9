//! What an interruption asks for: R4 for adults, R3 for children. Lateness is measured beyond the planned interval, so
//! that a taper is no gap; gated and paused days count, because the canal does not know why it was not dilated.

mod adult;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta};

pub(super) use adult::lowered;
use adult::{ONE_DOWN_DAYS, adult, adult_late, is_adults_gap};
pub use adult::{begins_anew, long_gap};

use super::{Caution, Findings, Reason, clinic};
use crate::entry::Logged;
use crate::history::History;
use crate::moment::Moment;
use crate::pause::{AfterPause, Pause};
use crate::plan::{Plan, PlanOrigin};
use crate::schedule::{Slot, SlotStatus, slots};
use crate::session::{Session, SkipReason};
use crate::size::Millimetres;
use crate::sorting;

/// Hours without a session beyond the planned interval after which a child's surgeon is asked. Basis: proposal (R3).
const CHILD_HOURS: i64 = 48;
/// When the first session of a day is thought of where none was held yet.
const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).expect("a time of day");
/// Sessions missed in a row at which a child's surgeon is asked. Basis: proposal (R3).
const CHILD_MISSED: usize = 3;

/// From what the time without dilation is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapFrom {
    /// The plan began, and nothing passed since.
    PlanBegan,
    /// The last session that passed.
    LastPassed,
    /// The clinic said to go on, and nothing passed since.
    ClinicWord,
}

/// A child was not dilated for too long (R3).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Interruption {
    /// From what the time is counted.
    pub from: GapFrom,
    /// From when.
    pub last: DateTime<FixedOffset>,
    /// When it became an interruption: 48 hours beyond the planned interval, or with the third session missed in a row.
    pub since: DateTime<FixedOffset>,
    /// Sessions missed in a row.
    pub missed: u32,
}

pub(super) fn find(findings: &mut Findings, history: &History, plan: &Plan, size: Millimetres, now: &Moment) {
    if history.goes_by_childs_rules(now.date()) {
        if let Some(found) = interruption(history, now) {
            let hours = u32::try_from((now.wall - found.last).num_hours()).unwrap_or(0);
            let reason = Reason::ChildInterrupted { from: found.from, hours, missed: found.missed };
            findings.add(Caution::Ask, reason);
        }
        return;
    }
    if let Some(late) = adult_late(history, plan, now.wall) {
        adult(findings, history, plan, size, &late);
    }
}

/// Whether the time without dilation is itself a matter for the clinic.
pub(super) fn asks_clinic(history: &History, now: &Moment) -> bool {
    interruption(history, now).is_some() || long_gap(history, now).is_some()
}

/// Whether a child's programme stands still for too long: over 48 hours beyond the planned interval, or three sessions
/// missed in a row. Counted from the last session that passed, from the beginning of the plan, or from the last time the
/// clinic said to go on, whichever came last: a diary of old sessions that comes with a new plan interrupts nothing.
pub fn interruption(history: &History, now: &Moment) -> Option<Interruption> {
    let plan = &history.plan_in_force(now.date())?.value;
    // Where nothing is dilated at home, or no more, nothing there is interrupted.
    if !history.goes_by_childs_rules(now.date()) || !plan.has_home_sessions() || is_done(history, now.date())
    {
        return None;
    }
    let (last, from) = [
        last_dilated(history, now.wall).map(|at| (at, GapFrom::LastPassed)),
        clinic::went_on(history, now.wall).map(|at| (at, GapFrom::ClinicWord)),
        Some((programme_begun(history, now)?, GapFrom::PlanBegan)),
    ]
    .into_iter()
    .flatten()
    .max()?;
    let late = childs_gap(history, last, now.wall);
    let mut closed = missed_in_a_row(history, last.date_naive(), now);
    let planned_session =
        history.sessions.iter().any(|s| s.told_first() == last && s.value.occurrence.is_some());
    if from == GapFrom::ClinicWord || from == GapFrom::LastPassed && !planned_session {
        // What was open when the clinic spoke, or when a session was held that answers no slot, is not missed since.
        closed.retain(|slot| slot.occurrence.window().opens > now.here(last).naive_local());
    }
    let third = closed.get(CHILD_MISSED - 1).map(|slot| {
        let closed = slot.occurrence.window().late_until.and_local_timezone(*now.wall.offset());
        closed.single().map_or(now.wall, |closed| closed.min(now.wall))
    });
    let since = late.into_iter().chain(third).min()?;
    Some(Interruption { from, last, since, missed: u32::try_from(closed.len()).unwrap_or(u32::MAX) })
}

/// Whether so much time lies between two sessions that passed that what came before says little of what comes after: as
/// much as makes R3 or R4 ask for something.
pub(super) fn lies_between(
    history: &History,
    last: DateTime<FixedOffset>,
    next: DateTime<FixedOffset>,
    now: &Moment,
) -> bool {
    // Most sessions lie close together, and the interval of a free week is looked for in the whole log.
    let days = (next.date_naive() - last.date_naive()).num_days();
    if days < i64::from(ONE_DOWN_DAYS).min(CHILD_HOURS / 24) {
        return false;
    }
    match history.goes_by_childs_rules(now.date()) {
        true => childs_gap(history, last, next).is_some(),
        false => is_adults_gap(history, last, next),
    }
}

/// Each plan that held between two instants and asked for sessions at home, with when it gave way to the next one: time is
/// measured by the plan of that time. A slower one that comes in ends no gap, and a faster one makes none of what was none.
fn asking(
    history: &History,
    last: DateTime<FixedOffset>,
    now: DateTime<FixedOffset>,
) -> Vec<(&Logged<Plan>, DateTime<FixedOffset>)> {
    let mut until = now;
    let mut asking = Vec::new();
    for plan in history.coming_into_force().rev().filter(|plan| plan.date() <= now.date_naive()) {
        if plan.value.has_home_sessions() && !history.course(plan).is_done(until.date_naive()) {
            asking.push((plan, until));
        }
        if plan.effective <= last {
            break;
        }
        until = until.min(plan.effective);
    }
    asking
}

/// When a child had not been dilated for too long by the plan of that time, between these two.
fn childs_gap(
    history: &History,
    last: DateTime<FixedOffset>,
    next: DateTime<FixedOffset>,
) -> Option<DateTime<FixedOffset>> {
    let asking = asking(history, last, next).into_iter();
    let late = asking.filter_map(|(plan, until)| {
        let late = child_late(last, interval(history, plan, last, until));
        Some(late).filter(|late| *late < until)
    });
    late.min()
}

/// When a child has not been dilated for too long.
fn child_late(last: DateTime<FixedOffset>, interval: u32) -> DateTime<FixedOffset> {
    let planned = if interval > 1 { i64::from(interval) * 24 } else { 0 };
    last + TimeDelta::hours(planned + CHILD_HOURS)
}

/// What a pause leads to by these same rules, if what the plan asks for until it begins is held, nothing in it, and the next
/// session on the day after it, at the usual hour. One without an end is a long one.
pub fn after_pause(history: &History, pause: &Pause, now: &Moment) -> AfterPause {
    let Some(next) = pause.last.and_then(|last| last.succ_opt()) else { return AfterPause::AskClinic };
    let (next, lived) = (next.max(now.date()), held_until(history, pause.first, now));
    let then = now.on(next, usual_hour(&lived, 0).unwrap_or(NOON)).unwrap_or(*now);
    let at = lived.plan_in_force(next).zip(lived.current_size(then.wall));
    let Some((Logged { value: plan, .. }, size)) = at else { return AfterPause::AsBefore };
    let mut findings = Findings::default();
    find(&mut findings, &lived, plan, size, &then);
    match findings.sorted().first() {
        Some((Caution::Ask, _)) => AfterPause::AskClinic,
        Some((Caution::Back(_), _)) => AfterPause::Smaller,
        _ => AfterPause::AsBefore,
    }
}

/// The log as it will be where everything that is still asked for is held, up to the day before `until`.
fn held_until(history: &History, until: NaiveDate, now: &Moment) -> History {
    let mut lived = history.clone();
    let today = now.date();
    let Some(eve) = until.pred_opt().filter(|eve| *eve >= today) else { return lived };
    let Some((plan, size)) = history.plan_in_force(today).zip(history.current_size(now.wall)) else {
        return lived;
    };
    let week = history.course_on(today).and_then(|course| course.free_week(today));
    let asked = slots(history, week.unwrap_or(today)..=eve, now).into_iter();
    let is_open =
        |slot: &Slot| matches!(slot.status, SlotStatus::Upcoming | SlotStatus::Due | SlotStatus::LateWindow);
    for Slot { occurrence, .. } in asked.filter(is_open) {
        let hour = usual_hour(history, occurrence.id.slot).unwrap_or(occurrence.announced_at().time());
        let Some(at) = now.on(occurrence.last_day().min(eve), hour) else { continue };
        let at = at.wall.max(now.wall);
        let held = Session::as_planned(occurrence.id, size);
        lived.sessions.push(Logged { effective: at, ..plan.with(held) });
    }
    sorting::sort_by_key(&mut lived.sessions, |session| session.effective);
    lived
}

/// The hour at which the session of a day with this number was held last, or any session.
fn usual_hour(history: &History, slot: u8) -> Option<NaiveTime> {
    let held = || history.sessions.iter().rev().filter(|one| one.value.is_held());
    let same = held().find(|one| one.value.occurrence.is_some_and(|id| id.slot == slot));
    same.or(held().next()).map(|one| one.effective.time())
}

/// The days that may pass after `last` by this plan; see [`crate::Course::interval_after`].
fn interval(
    history: &History,
    plan: &Logged<Plan>,
    last: DateTime<FixedOffset>,
    next: DateTime<FixedOffset>,
) -> u32 {
    history.course(plan).interval_after(history, last.date_naive(), next.date_naive())
}

/// Whether the taper has ended: then nothing is missing any more.
fn is_done(history: &History, today: NaiveDate) -> bool {
    history.course_on(today).is_some_and(|course| course.is_done(today))
}

/// When something passed last: a session counts from when it was told of first, which may lie before one that follows it.
fn last_dilated(history: &History, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    last_dilated_by(history, now, u64::MAX)
}

/// The same as it was known when the journal had come to this place.
fn last_dilated_by(
    history: &History,
    now: DateTime<FixedOffset>,
    place: u64,
) -> Option<DateTime<FixedOffset>> {
    let mut last = None;
    let until = history.sessions.partition_point(|session| session.effective <= now);
    for session in history.sessions[..until].iter().rev().filter(|session| session.place < place) {
        if last >= Some(session.effective) {
            break;
        }
        if session.held_in_time(Session::is_held) {
            last = last.max(Some(session.told_first()));
        }
    }
    last
}

/// When a programme began: with the first plan, or with the last one that the clinic signed, and not before a first day.
/// A plan typed in again begins nothing anew. `None` until then.
pub fn programme_begun(history: &History, now: &Moment) -> Option<DateTime<FixedOffset>> {
    let signed = |plan: &Logged<Plan>| matches!(plan.value.origin(), PlanOrigin::ClinicSigned(_));
    let mut there: Vec<_> = history.coming_into_force().filter(|plan| plan.effective <= now.wall).collect();
    let is_replaced = |at: usize| {
        let next = there.get(at + 1).map(|next: &&Logged<Plan>| next.date());
        next.zip(there[at].value.first_day()).is_some_and(|(next, first)| next < first)
    };
    // A plan that another one replaced before its first day has begun nothing.
    let began: Vec<bool> = (0..there.len()).map(|at| !is_replaced(at)).collect();
    let mut began = began.into_iter();
    there.retain(|_| began.next() == Some(true));
    let there = &there[there.iter().rposition(|plan| signed(plan)).unwrap_or(0)..];
    let first = there.iter().filter_map(|plan| plan.value.first_day()).min()?.and_hms_opt(0, 0, 0)?;
    let begun = there.first()?.effective.max(first.and_local_timezone(*now.wall.offset()).single()?);
    (begun <= now.wall).then_some(begun)
}

/// Sessions missed or skipped one after another up to now, oldest first, as far back as the last one or two weeks.
fn missed_in_a_row(history: &History, last: NaiveDate, now: &Moment) -> Vec<Slot> {
    let earliest = now.date().checked_sub_days(Days::new(14)).unwrap_or(last);
    // Those of a free week all stand on its first day.
    let week = history.course_on(last).and_then(|course| course.free_week(last));
    let mut closed = slots(history, week.unwrap_or(last).max(earliest)..=now.date(), now);
    closed.retain(|slot| {
        !matches!(
            slot.status,
            SlotStatus::Upcoming
                | SlotStatus::Due
                | SlotStatus::LateWindow
                | SlotStatus::Skipped(SkipReason::ClinicSaid)
        )
    });
    // What the clinic left out was not missed, and what was tried was not either; how long nothing passed is counted on its own.
    let answered = |slot: &Slot| matches!(slot.status, SlotStatus::Done { .. } | SlotStatus::Tried { .. });
    let held = closed.iter().rposition(answered);
    closed.split_off(held.map_or(0, |held| held + 1))
}

crate::unprinted!(Interruption);

#[cfg(test)]
mod pauses;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod way_back;
