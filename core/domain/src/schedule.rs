use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::entry::{EntryId, Logged};
use crate::history::History;
use crate::moment::Moment;
use crate::occurrence::OccurrenceId;
use crate::plan::{Days as Length, Frequency, Phase, Plan};
use crate::session::{Session, SkipReason};

/// Minutes before a planned time from which the session may be held. Basis: proposal.
const EARLY_MIN: i64 = 60;
/// Minutes after a planned time until which it is on time. Basis: proposal.
const ON_TIME_MIN: i64 = 120;
/// Hours after midnight until which an evening's session still belongs to the evening. Basis: proposal.
const NIGHT_HOURS: i64 = 3;

/// One session that a plan asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Its identity, which never changes while the plan version stands.
    pub id: OccurrenceId,
    /// The planned civil time; `None` when the person chooses.
    pub time: Option<NaiveTime>,
    /// The phase that asks for it, counted from 0.
    pub phase: usize,
    /// Civil times between which it is awaited.
    pub window: Window,
}

/// When a session may be held, as the person's own clock shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// From here on.
    pub opens: NaiveDateTime,
    /// On time before this.
    pub on_time_until: NaiveDateTime,
    /// Late before this, missed from here on.
    pub late_until: NaiveDateTime,
}

/// A session that is asked for, and what has become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The session asked for.
    pub occurrence: Occurrence,
    /// What has become of it.
    pub status: SlotStatus,
}

/// What has become of a session that the plan asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotStatus {
    /// Its window is not open yet.
    Upcoming,
    /// It may be held now.
    Due,
    /// It may still be held, later than planned.
    LateWindow,
    /// Nothing was logged and the window is closed.
    Missed,
    /// It was knowingly not held.
    Skipped(SkipReason),
    /// It was held.
    Done {
        /// The first session that was held for it.
        session: EntryId,
    },
    /// It was tried and not held; see [`Session::is_held`]. Nobody is asked to try again.
    Tried {
        /// The first session that was tried for it.
        session: EntryId,
    },
}

/// Sessions that `plan` asks for on `days`, ends included, oldest first. `version` is the journal entry that holds the
/// plan.
///
/// Costs O(days in range): a day's phase is found from its distance to the first day, whatever the age of the plan.
/// A plan without a first day asks for nothing.
pub fn occurrences(
    version: EntryId,
    plan: &Plan,
    days: RangeInclusive<NaiveDate>,
) -> impl Iterator<Item = Occurrence> {
    let from = plan.first_day().map_or(*days.end(), |first| first.max(*days.start()));
    let until = plan.last_day().map_or(*days.end(), |last| last.min(*days.end()));
    let dates = from.iter_days().take_while(move |date| *date <= until);
    dates.flat_map(move |date| on_date(version, plan, date))
}

/// The phase that holds on `date` with its number and the days since it began; `None` outside the plan.
pub fn phase_on(plan: &Plan, date: NaiveDate) -> Option<(usize, &Phase, u32)> {
    if plan.last_day().is_some_and(|last| date > last) {
        return None;
    }
    let mut day = u32::try_from((date - plan.first_day()?).num_days()).ok()?;
    for (number, phase) in plan.phases().iter().enumerate() {
        match phase.days {
            Length::For(length) if day >= u32::from(length) => day -= u32::from(length),
            _ => return Some((number, phase, day)),
        }
    }
    None
}

fn on_date(version: EntryId, plan: &Plan, date: NaiveDate) -> impl Iterator<Item = Occurrence> {
    phase_on(plan, date).into_iter().flat_map(move |(number, phase, day)| {
        let count = slots_on(&phase.frequency, day);
        (0..count).map(move |slot| {
            let time = time_of(&phase.frequency, slot);
            let id = OccurrenceId { date, slot, plan: version };
            Occurrence { id, time, phase: number, window: window(date, slot, count, time) }
        })
    })
}

/// How many sessions a day asks for, by its distance to the first day of its phase.
fn slots_on(frequency: &Frequency, day: u32) -> u8 {
    match frequency {
        Frequency::PerDay { sessions, .. } => sessions.floor,
        Frequency::PerWeek { sessions, .. } => {
            let (count, weekday) = (u32::from(sessions.floor), day % 7);
            u8::from((0..count).any(|session| session * 7 / count == weekday))
        }
        Frequency::EveryDays { days, .. } => u8::from(day.is_multiple_of(u32::from(*days))),
    }
}

fn time_of(frequency: &Frequency, slot: u8) -> Option<NaiveTime> {
    match frequency {
        Frequency::PerDay { times, .. } => times.get(usize::from(slot)).copied(),
        Frequency::PerWeek { time, .. } | Frequency::EveryDays { time, .. } => *time,
    }
}

/// With a planned time: from an hour before to two hours after it. Without: the day is shared evenly. Late until three
/// in the night after.
fn window(date: NaiveDate, slot: u8, count: u8, time: Option<NaiveTime>) -> Window {
    let midnight = date.and_time(NaiveTime::MIN);
    let day_min = 24 * 60;
    let late_until = midnight + TimeDelta::minutes(day_min + NIGHT_HOURS * 60);
    let (opens, closes) = match time {
        Some(time) => {
            let planned = date.and_time(time);
            (planned - TimeDelta::minutes(EARLY_MIN), planned + TimeDelta::minutes(ON_TIME_MIN))
        }
        None => {
            let share = |slot: i64| TimeDelta::minutes(day_min * slot / i64::from(count.max(1)));
            (midnight + share(slot.into()), midnight + share(i64::from(slot) + 1))
        }
    };
    Window { opens, on_time_until: closes.min(late_until), late_until }
}

/// Sessions asked for on `days` by whichever plan version was in force on each day, and what has become of them.
///
/// A session answers its date and slot even if the plan version has changed on that day. Sessions that were over
/// before the first plan was there are not asked for; [`over_before_plan`] tells them.
pub fn slots(history: &History, days: RangeInclusive<NaiveDate>, now: &Moment) -> Vec<Slot> {
    let answered = answers(history, &days);
    asked(history, days)
        .filter(|occurrence| !is_over_before_plan(history, occurrence))
        .map(|occurrence| {
            let answer = answered.get(&(occurrence.id.date, occurrence.id.slot)).copied();
            let status = answer.unwrap_or_else(|| unanswered(&occurrence.window, now.local()));
            Slot { occurrence, status }
        })
        .collect()
}

/// Sessions of `days`, ends included, whose time was over when the first plan came in: the plan has them, and nobody can
/// have held them for it. They are on that plan's first day, where it came in during the day.
pub fn over_before_plan(history: &History, days: RangeInclusive<NaiveDate>) -> Vec<Occurrence> {
    asked(history, days).filter(|occurrence| is_over_before_plan(history, occurrence)).collect()
}

/// Whether something was done before any plan came in: it can have been held for none.
pub fn is_before_plan<T>(history: &History, logged: &Logged<T>) -> bool {
    history.plans.first().is_none_or(|first| logged.effective < first.effective)
}

fn asked(history: &History, days: RangeInclusive<NaiveDate>) -> impl Iterator<Item = Occurrence> {
    let (first, last) = days.into_inner();
    first.iter_days().take_while(move |date| *date <= last).flat_map(move |date| {
        let plan = history.plan_in_force(date);
        plan.into_iter().flat_map(move |plan| on_date(plan.id, &plan.value, date))
    })
}

fn is_over_before_plan(history: &History, occurrence: &Occurrence) -> bool {
    let came = history.plans.first().map(|plan| plan.effective.naive_local());
    came.is_none_or(|came| occurrence.window.on_time_until <= came)
}

/// The instant before which the plan's least gap forbids another session, counted from the last one in the log, whatever
/// plan it was held for, and without one; `None` when none was held or no gap is set.
pub fn not_before(history: &History, now: &Moment) -> Option<DateTime<FixedOffset>> {
    let plan = history.plan_in_force(now.date())?;
    let (_, phase, _) = phase_on(&plan.value, now.date())?;
    let held = |session: &&Logged<_>| session.effective <= now.wall;
    let last = history.sessions.iter().rev().find(held)?;
    let gap = TimeDelta::hours(phase.min_gap_h.into());
    (gap > TimeDelta::zero()).then(|| last.effective + gap)
}

fn answers(history: &History, days: &RangeInclusive<NaiveDate>) -> BTreeMap<(NaiveDate, u8), SlotStatus> {
    // A session can answer a date up to some days before it was held; those before the range cannot answer it.
    let from = days.start().checked_sub_days(Days::new(2)).unwrap_or(*days.start());
    let mut answered = BTreeMap::new();
    let after = history.sessions.partition_point(|session| session.date() < from);
    for session in &history.sessions[after..] {
        if let Some(id) = session.value.occurrence {
            let answer = answer_of(session);
            let known = answered.entry((id.date, id.slot)).or_insert(answer);
            if matches!((*known, answer), (SlotStatus::Tried { .. }, SlotStatus::Done { .. })) {
                *known = answer;
            }
        }
    }
    let after = history.skips.partition_point(|skip| skip.date() < from);
    for skip in &history.skips[after..] {
        if let Some(id) = skip.value.occurrence {
            answered.entry((id.date, id.slot)).or_insert(SlotStatus::Skipped(skip.value.reason));
        }
    }
    answered
}

fn answer_of(session: &Logged<Session>) -> SlotStatus {
    match session.value.is_held() {
        true => SlotStatus::Done { session: session.id },
        false => SlotStatus::Tried { session: session.id },
    }
}

fn unanswered(window: &Window, local: NaiveDateTime) -> SlotStatus {
    if local < window.opens {
        SlotStatus::Upcoming
    } else if local < window.on_time_until {
        SlotStatus::Due
    } else if local < window.late_until {
        SlotStatus::LateWindow
    } else {
        SlotStatus::Missed
    }
}

#[cfg(test)]
mod tests;
