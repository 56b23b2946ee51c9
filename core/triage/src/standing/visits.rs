//! What the clinic was to see by a day that is over: the size, by calibration, and the plan itself.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use gradus_domain::{History, Moment, VisitKind, calibration_due, next_visit};

use crate::duty::{Call, Duty};

/// Stands in a task where a rule's id does: the clinic was to calibrate, and did not.
pub const CALIBRATION: &str = "calibration";
/// Stands in a task where a rule's id does: the clinic was to look at the plan again, and did not.
pub const REVIEW: &str = "review";
/// An examination so many days before the day of a review is that review. Basis: proposal.
const EARLY_DAYS: u64 = 14;
/// An appointment up to so many days after the clinic was to see somebody is waited for. Basis: proposal.
const APPOINTMENT_DAYS: u64 = 28;

/// Nobody but the clinic finds a narrowing that no hand at home can feel: a visit that did not come is asked for.
pub(crate) fn calls_about_visits(history: &History, now: &Moment) -> Vec<Call<'static>> {
    calibration(history, now).into_iter().chain(review(history, now)).collect()
}

/// The calibration puts itself off by no talk for longer than from one to the next.
fn calibration(history: &History, now: &Moment) -> Option<Call<'static>> {
    let over = late_from(history, calibration_due(history, now)?, now)?;
    let every = history.plan_in_force(now.date())?.value.calibration_days()?;
    let since = match last_talk(history, over) {
        Some(told) => Some(told + TimeDelta::days(every.into())).filter(|again| *again <= now.wall)?,
        None => over,
    };
    let is_child = history.goes_by_childs_rules(now.date());
    let (duty, days) = if is_child { (Duty::ContactSoon, 1) } else { (Duty::Contact, 3) };
    Some(Call { since, duty, due: since + TimeDelta::days(days), rule: CALIBRATION })
}

/// Of a plan of one's own its maker alone knows what the day was meant for.
fn review(history: &History, now: &Moment) -> Option<Call<'static>> {
    let plan = &history.plan_in_force(now.date())?.value;
    let by = plan.review_by().filter(|_| plan.origin().is_clinic())?;
    let since = late_from(history, by, now)?;
    let early = by.checked_sub_days(Days::new(EARLY_DAYS)).unwrap_or(by);
    // Who calibrates, or injects, has not looked at the plan.
    let looks =
        |kind| matches!(kind, VisitKind::Examination | VisitKind::UnderAnaesthesia | VisitKind::Operation);
    let was_seen = history.visits.iter().any(|visit| visit.date() >= early && looks(visit.value.kind));
    if was_seen || last_talk(history, since).is_some() {
        return None;
    }
    Some(Call { since, duty: Duty::Contact, due: since + TimeDelta::days(3), rule: REVIEW })
}

/// The last talk since then in which the clinic decided something.
fn last_talk(history: &History, since: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let decided = history.contacts.iter().filter(|contact| contact.value.outcome.decides());
    decided.map(|contact| contact.value.when).filter(|when| *when >= since).max()
}

/// The first instant at which a visit that was to come by this day is late, if it has come: an appointment that is known is waited
/// for, and no talk from before it puts it off.
fn late_from(history: &History, by: NaiveDate, now: &Moment) -> Option<DateTime<FixedOffset>> {
    let longest = by.checked_add_days(Days::new(APPOINTMENT_DAYS))?;
    let agreed = next_visit(history, now).filter(|day| (by..=longest).contains(day));
    day_after(agreed.unwrap_or(by), now)
}

/// The first instant after a day, if it has come.
fn day_after(day: NaiveDate, now: &Moment) -> Option<DateTime<FixedOffset>> {
    let midnight = day.succ_opt()?.and_time(NaiveTime::MIN);
    midnight.and_local_timezone(*now.wall.offset()).single().filter(|over| *over <= now.wall)
}
