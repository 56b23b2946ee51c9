//! An adult's gap (R4): how late, what that weighs, and what a word of the clinic does to it.

use chrono::{DateTime, Days, FixedOffset, NaiveTime, TimeDelta};

use super::{asking, interval, is_done, last_dilated_by};
use crate::entry::Logged;
use crate::history::History;
use crate::moment::Moment;
use crate::plan::Plan;
use crate::progression::{Caution, Concern, Findings, Reason, back, clinic};
use crate::size::Millimetres;

/// Days late from which an adult goes one size down. Basis: proposal (R4).
pub(super) const ONE_DOWN_DAYS: u32 = 3;
/// Days late from which an adult goes two sizes down. Basis: proposal (R4).
const TWO_DOWN_DAYS: u32 = 8;
/// Days late beyond which an adult asks the clinic and begins anew. Basis: proposal (R4).
const BEGIN_ANEW_AFTER_DAYS: u32 = 14;
/// What so many days beyond the planned interval ask of an adult (R4), from the least to the most cautious.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Nothing,
    OneDown,
    TwoDown,
    BeginAnew,
}

impl Weight {
    fn of(days_late: i64) -> Self {
        match u32::try_from(days_late) {
            Err(_) | Ok(0..ONE_DOWN_DAYS) => Self::Nothing,
            Ok(ONE_DOWN_DAYS..TWO_DOWN_DAYS) => Self::OneDown,
            Ok(TWO_DOWN_DAYS..=BEGIN_ANEW_AFTER_DAYS) => Self::TwoDown,
            Ok(_) => Self::BeginAnew,
        }
    }

    /// The size of the ladder that is left of this one.
    fn lowers(self, plan: &Plan, from: Millimetres) -> Millimetres {
        let ladder = plan.ladder();
        match self {
            Self::Nothing => from,
            Self::OneDown => ladder.below(from, 1),
            Self::TwoDown => ladder.below(from, 2),
            Self::BeginAnew => ladder.start().min(from),
        }
    }
}

/// How late an adult is, beyond the planned interval.
pub(super) struct Late {
    last: DateTime<FixedOffset>,
    interval: u32,
    days: u32,
    weight: Weight,
}

/// Counted from the last session that passed, the last time the clinic named a size, or else from the beginning of the plan.
/// That it said to go on and named none makes no size larger than was asked for: the canal does not know why it was not
/// dilated. Where the clinic is to be asked, it answers for the days up to then.
pub(super) fn adult_late(history: &History, plan: &Plan, now: DateTime<FixedOffset>) -> Option<Late> {
    adult_late_by(history, plan, now, u64::MAX)
}

/// The same as it was known when the journal had come to this place.
fn adult_late_by(history: &History, plan: &Plan, now: DateTime<FixedOffset>, place: u64) -> Option<Late> {
    let today = now.date_naive();
    if history.goes_by_childs_rules(today) || !plan.has_home_sessions() || is_done(history, today) {
        return None;
    }
    let dilated = last_dilated_by(history, now, place).max(clinic::named(history, now));
    let last = dilated.or_else(|| begun(history, plan, now))?;
    late(history, last, now)
}

/// How late `now` is after `last`, or after the clinic's word in between where that has answered for all of it.
fn late(history: &History, last: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> Option<Late> {
    let answers = |word: &DateTime<FixedOffset>| {
        let asked = Some(*word).filter(|word| *word > last).and_then(|word| asked(history, last, word));
        asked.is_some_and(|asked| asked.weight == Weight::BeginAnew)
    };
    let from = clinic::went_on(history, now).filter(answers).unwrap_or(last);
    asked(history, from, now)
}

/// What the time between these two asked for most, by each plan up to when it gave way; of the same weight, by the last one.
fn asked(history: &History, last: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> Option<Late> {
    let of = |(plan, until): (&Logged<Plan>, DateTime<FixedOffset>)| {
        let interval = interval(history, plan, last, until);
        let days = (until.date_naive() - last.date_naive()).num_days() - i64::from(interval);
        Late { last, interval, days: u32::try_from(days).unwrap_or(0), weight: Weight::of(days) }
    };
    asking(history, last, now).into_iter().rev().map(of).max_by_key(|late| late.weight)
}

/// Whether so much time lies between these two that it asks an adult for something.
pub(super) fn is_adults_gap(
    history: &History,
    last: DateTime<FixedOffset>,
    next: DateTime<FixedOffset>,
) -> bool {
    asked(history, last, next).is_some_and(|late| late.weight != Weight::Nothing)
}

/// The size with which an adult begins anew where the clinic says at this moment to go on and names no size: the start of the
/// ladder, if so much time has passed that R4 asks for both, the clinic and that size. `place`: that of the word in the
/// journal. A session that came into it later, such as from a file, was not known then, and gives no size back.
pub fn begins_anew(history: &History, word: DateTime<FixedOffset>, place: u64) -> Option<Millimetres> {
    let plan = &history.plan_in_force(word.date_naive())?.value;
    let before = word - TimeDelta::nanoseconds(1);
    // Most words lie close to a session, and the interval is looked for in the whole log.
    let lately = before.date_naive() - Days::new(BEGIN_ANEW_AFTER_DAYS.into());
    if last_dilated_by(history, before, place).is_some_and(|last| last.date_naive() >= lately) {
        return None;
    }
    let late = adult_late_by(history, plan, before, place)?;
    (late.weight == Weight::BeginAnew).then(|| plan.ladder().start())
}

/// Whether an adult was not dilated for so long that the clinic is asked (R4); `None` also where the plan has ended and asks
/// for nothing.
pub fn long_gap(history: &History, now: &Moment) -> Option<Concern> {
    let plan = &history.plan_in_force(now.date())?.value;
    let late = adult_late(history, plan, now.wall).filter(|late| late.weight == Weight::BeginAnew)?;
    if plan.last_day().is_some_and(|last| last < now.date()) {
        return None;
    }
    let days = Days::new(u64::from(late.interval + BEGIN_ANEW_AFTER_DAYS) + 1);
    let day = late.last.date_naive().checked_add_days(days)?.and_time(NaiveTime::MIN);
    let since = day.and_local_timezone(*now.wall.offset()).earliest()?;
    Some(Concern { reason: Reason::Gap { days_late: late.days }, since })
}

/// When sessions were first asked for: from then on, no session at all is a gap too.
fn begun(history: &History, plan: &Plan, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let adopted = history.plans.first()?.effective;
    let first = plan.first_day()?.and_hms_opt(0, 0, 0)?.and_local_timezone(*now.offset()).single()?;
    Some(adopted.max(first)).filter(|begun| *begun <= now)
}

pub(super) fn adult(findings: &mut Findings, history: &History, plan: &Plan, size: Millimetres, late: &Late) {
    let reason = Reason::Gap { days_late: late.days };
    match late.weight {
        Weight::Nothing => return,
        Weight::BeginAnew => return findings.add(Caution::Ask, reason),
        Weight::OneDown | Weight::TwoDown => {}
    }
    // From the size of the last session, so that a step back that was taken already is not asked for again.
    let base = history.current_size(late.last).unwrap_or(size);
    let to = late.weight.lowers(plan, base);
    if to < size {
        findings.add(back(to, size), reason);
    } else {
        findings.add(Caution::Hold, reason);
    }
}

/// The size that so much time between two sessions asks for, from this size on, or from the one that held when the time began;
/// `None` where it asks for none, or where the clinic has answered for it.
pub(in crate::progression) fn lowered(
    history: &History,
    plan: &Logged<Plan>,
    (last, next): (DateTime<FixedOffset>, DateTime<FixedOffset>),
    from: Option<Millimetres>,
) -> Option<Millimetres> {
    let last = clinic::named(history, next).map_or(last, |named| named.max(last));
    // Most sessions lie close together, and the interval of a free week is looked for in the whole log.
    if (next.date_naive() - last.date_naive()).num_days() < i64::from(ONE_DOWN_DAYS) {
        return None;
    }
    let late = late(history, last, next)?;
    if late.weight == Weight::Nothing {
        return None;
    }
    let from = from.or(history.current_size(late.last))?;
    Some(late.weight.lowers(&plan.value, from))
}
