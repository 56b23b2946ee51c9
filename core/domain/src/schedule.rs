use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::course::Course;
use crate::entry::{EntryId, Logged};
use crate::history::History;
use crate::moment::Moment;
use crate::occurrence::OccurrenceId;
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
    /// Days on which it may be held, from its date on: 1, or those of its week where the day is free.
    pub days: u8,
    /// How many sessions share its day: without a planned time, each has its part of it. 0 where it has the whole of it.
    pub sharing: u8,
}

impl Occurrence {
    /// The last day on which it may be held.
    pub fn last_day(&self) -> NaiveDate {
        let more = u64::from(self.days.saturating_sub(1));
        self.id.date.checked_add_days(Days::new(more)).unwrap_or(self.id.date)
    }

    /// Civil times between which it is awaited.
    pub fn window(&self) -> Window {
        match self.days {
            1 => window(self.id.date, self.id.slot, self.sharing, self.time),
            days => window_of_days(self.id.date, days),
        }
    }
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
    /// It may be held and is not asked for: between what the plan asks for and what it allows. Never missed.
    Optional,
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

/// With a planned time: from an hour before to two hours after it. Without: the day is shared evenly among `count`, or is one whole. Late until three
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
        None if count == 0 => (midnight, midnight + TimeDelta::minutes(day_min)),
        None => {
            let share = |slot: i64| TimeDelta::minutes(day_min * slot / i64::from(count));
            (midnight + share(slot.into()), midnight + share(i64::from(slot) + 1))
        }
    };
    Window { opens, on_time_until: closes.min(late_until), late_until }
}

/// Any time of these days.
fn window_of_days(date: NaiveDate, days: u8) -> Window {
    let midnight = date.and_time(NaiveTime::MIN);
    let closes = midnight + TimeDelta::days(days.into());
    Window { opens: midnight, on_time_until: closes, late_until: closes + TimeDelta::hours(NIGHT_HOURS) }
}

/// Everything that may be held on one day: what it asks for itself, what stands open through its week, and what is
/// optional.
pub fn slots_of_day(history: &History, date: NaiveDate, now: &Moment) -> Vec<Slot> {
    let Some(course) = history.course_on(date) else { return Vec::new() };
    let week = course.free_week(date).filter(|first| *first != date);
    let open = week.map(|first| slots(history, first..=first, now)).unwrap_or_default();
    let asked = slots(history, date..=date, now);
    open.into_iter().chain(asked).chain(optional(history, &course, date)).collect()
}

/// What a day leaves open beyond what is asked for. Where the days of a week are set and the number is a range, every other
/// day is open until the week has as many more as the plan allows.
fn optional(history: &History, course: &Course<'_>, date: NaiveDate) -> Vec<Slot> {
    let all = course.optional(date);
    let Some(first) = all.first().map(|one| one.id.date) else { return Vec::new() };
    let week = course.week_beyond(date);
    let days = week.as_ref().map_or(first..=first, |week| week.days.clone());
    let answered = answers(history, &days);
    let is_beyond = |day: NaiveDate| day != date && days.contains(&day) && !course.optional(day).is_empty();
    let is_full = week.is_some_and(|week| {
        let used = answered.iter().filter(|(_, status)| !matches!(status, SlotStatus::Skipped(_)));
        used.filter(|((day, _), _)| is_beyond(*day)).count() >= usize::from(week.more)
    });
    let slots = all.into_iter().filter(|one| !is_over_before_plan(history, one)).filter_map(|occurrence| {
        let answer = answered.get(&(occurrence.id.date, occurrence.id.slot)).copied();
        let status = answer.or((!is_full).then_some(SlotStatus::Optional))?;
        Some(Slot { occurrence, status })
    });
    slots.collect()
}

/// Sessions asked for on `days` by whichever plan version was in force on each day, and what has become of them.
///
/// A session answers its date and slot even if the plan version has changed on that day. Sessions that were over
/// before the first plan was there are not asked for; [`over_before_plan`] tells them.
pub fn slots(history: &History, days: RangeInclusive<NaiveDate>, now: &Moment) -> Vec<Slot> {
    let answered = answers(history, &days);
    with_answered(history, days, &answered)
        .into_iter()
        .filter(|occurrence| !is_over_before_plan(history, occurrence))
        .map(|occurrence| {
            let answer = answered.get(&(occurrence.id.date, occurrence.id.slot)).copied();
            let status = answer.unwrap_or_else(|| unanswered(&occurrence.window(), now.local()));
            Slot { occurrence, status }
        })
        .collect()
}

/// What is asked for. A free week that was cut short keeps every session of it that was answered: it stands in the place of
/// the last one that was not.
fn with_answered(
    history: &History,
    days: RangeInclusive<NaiveDate>,
    answered: &BTreeMap<(NaiveDate, u8), SlotStatus>,
) -> Vec<Occurrence> {
    let is_answered = |one: &Occurrence| answered.contains_key(&(one.id.date, one.id.slot));
    let mut all: Vec<_> = asked(history, days.clone()).collect();
    let kept: BTreeSet<NaiveDate> =
        answered.keys().map(|(date, _)| *date).filter(|date| days.contains(date)).collect();
    for date in kept {
        let Some(course) = history.course_on(date) else { continue };
        for more in course.cut_off(date).into_iter().filter(is_answered) {
            let after = all.partition_point(|one| one.id.date <= date);
            all.insert(after, more);
            if let Some(given) = all[..after].iter().rposition(|one| one.id.date == date && !is_answered(one))
            {
                all.remove(given);
            }
        }
    }
    all
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
    let mut known: Option<Course<'_>> = None;
    first.iter_days().take_while(move |date| *date <= last).flat_map(move |date| {
        let Some(plan) = history.plan_in_force(date) else { return Vec::new() };
        let course = match known.take() {
            Some(course) if course.version() == plan.id => course,
            _ => history.course(plan),
        };
        let asked = course.occurrences(date..=date).collect();
        known = Some(course);
        asked
    })
}

fn is_over_before_plan(history: &History, occurrence: &Occurrence) -> bool {
    let came = history.plans.first().map(|plan| plan.effective.naive_local());
    came.is_none_or(|came| occurrence.window().on_time_until <= came)
}

/// The instant before which the plan's least gap forbids another session, counted from the last one in the log, whatever
/// plan it was held for, and without one, told by the clock of `now`; `None` when none was held or no gap is set.
pub fn not_before(history: &History, now: &Moment) -> Option<DateTime<FixedOffset>> {
    let phase = history.stretch_on(now.date())?.phase;
    let held = |session: &&Logged<_>| session.effective <= now.wall;
    let last = history.sessions.iter().rev().find(held)?;
    let gap = TimeDelta::hours(phase.min_gap_h.into());
    (gap > TimeDelta::zero()).then(|| now.here(last.effective + gap))
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
    for skip in &history.skips {
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
