//! What an interruption asks for: R4 for adults, R3 for children. Lateness is measured beyond the planned interval, so
//! that a taper is no gap; gated and paused days count, because the canal does not know why it was not dilated.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::{Caution, Findings, Reason, back};
use crate::history::History;
use crate::moment::Moment;
use crate::plan::{AgeGroup, Plan};
use crate::schedule::{SlotStatus, phase_on, slots};
use crate::size::Millimetres;

/// Days late from which an adult goes one size down. Basis: proposal (R4).
const ONE_DOWN_DAYS: u32 = 3;
/// Days late from which an adult goes two sizes down. Basis: proposal (R4).
const TWO_DOWN_DAYS: u32 = 8;
/// Days late beyond which an adult asks the clinic and begins anew. Basis: proposal (R4).
const BEGIN_ANEW_AFTER_DAYS: u32 = 14;
/// Hours without a session beyond the planned interval after which a child's surgeon is asked. Basis: proposal (R3).
const CHILD_HOURS: i64 = 48;
/// Sessions missed in a row at which a child's surgeon is asked. Basis: proposal (R3).
const CHILD_MISSED: u32 = 3;

pub(super) fn find(findings: &mut Findings, history: &History, plan: &Plan, size: Millimetres, now: &Moment) {
    let begun = begun(history, plan, now);
    let Some(last) = last_dilated(history, now.wall).max(last_word(history, now.wall)).or(begun) else {
        return;
    };
    let phase = phase_on(plan, now.date()).or_else(|| phase_on(plan, last.date_naive()));
    let interval = phase.map_or(1, |(_, phase, _)| phase.frequency.interval_days());
    if history.person.is_child(now.date()) || plan.age_group() == AgeGroup::Child {
        child(findings, history, last, interval, now);
    } else {
        adult(findings, history, plan, size, last, interval, now);
    }
}

/// The last time the clinic said that dilation goes on, at a visit that set a size or in a talk.
pub(super) fn last_word(history: &History, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let contacts = history.contacts.iter().filter(|c| c.value.outcome.goes_on()).map(|c| c.effective);
    let visits = history.visits.iter().filter(|visit| visit.value.size_set.is_some()).map(|v| v.effective);
    contacts.chain(visits).filter(|at| *at <= now).max()
}

/// When sessions were first asked for: from then on, no session at all is a gap too.
fn begun(history: &History, plan: &Plan, now: &Moment) -> Option<DateTime<FixedOffset>> {
    let adopted = history.plans.first()?.effective;
    let first = plan.first_day()?.and_hms_opt(0, 0, 0)?.and_local_timezone(*now.wall.offset()).single()?;
    Some(adopted.max(first)).filter(|begun| *begun <= now.wall)
}

fn last_dilated(history: &History, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let mut passed = history.sessions.iter().rev().filter(|s| s.effective <= now && s.value.ease.passed());
    passed.next().map(|session| session.effective)
}

fn adult(
    findings: &mut Findings,
    history: &History,
    plan: &Plan,
    size: Millimetres,
    last: DateTime<FixedOffset>,
    interval: u8,
    now: &Moment,
) {
    let days = (now.date() - last.date_naive()).num_days() - i64::from(interval);
    let days_late = u32::try_from(days).unwrap_or(0);
    if days_late < ONE_DOWN_DAYS {
        return;
    }
    let reason = Reason::Gap { days_late };
    if days_late > BEGIN_ANEW_AFTER_DAYS {
        return findings.add(Caution::Ask, reason);
    }
    let sizes = if days_late < TWO_DOWN_DAYS { 1 } else { 2 };
    // From the size of the last session, so that a step back that was taken already is not asked for again.
    let base = history.current_size(last).unwrap_or(size);
    let to = plan.ladder().below(base, sizes);
    if to < size {
        findings.add(back(to, size), reason);
    } else {
        findings.add(Caution::Hold, reason);
    }
}

fn child(
    findings: &mut Findings,
    history: &History,
    last: DateTime<FixedOffset>,
    interval: u8,
    now: &Moment,
) {
    let hours = (now.wall - last).num_hours();
    let planned = if interval > 1 { i64::from(interval) * 24 } else { 0 };
    let missed = missed_in_a_row(history, last.date_naive(), now);
    let beyond = now.wall - last > chrono::TimeDelta::hours(planned + CHILD_HOURS);
    if beyond || missed >= CHILD_MISSED {
        let hours = u32::try_from(hours).unwrap_or(0);
        findings.add(Caution::Ask, Reason::ChildInterrupted { hours, missed });
    }
}

/// Sessions missed or skipped one after another up to now, as far back as the last one or two weeks.
fn missed_in_a_row(history: &History, last: NaiveDate, now: &Moment) -> u32 {
    let earliest = now.date().checked_sub_days(Days::new(14)).unwrap_or(last);
    let slots = slots(history, last.max(earliest)..=now.date(), now);
    let closed = slots.iter().rev().filter(|slot| {
        !matches!(slot.status, SlotStatus::Upcoming | SlotStatus::Due | SlotStatus::LateWindow)
    });
    closed.take_while(|slot| !matches!(slot.status, SlotStatus::Done { .. })).count() as u32
}
