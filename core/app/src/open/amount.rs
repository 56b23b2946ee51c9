//! How many sessions the plan allows.

use chrono::NaiveDate;
use gradus_domain::plan::Frequency;
use gradus_domain::{History, Logged, Moment, Session, SlotStatus, slots_of_day};
use gradus_words::Enough;

/// How many sessions the plan allows on a day; `None` where it counts by weeks, or asks for nothing.
pub(super) fn most_of_day(history: &History, day: NaiveDate) -> Option<usize> {
    match history.stretch_on(day)?.phase.frequency {
        Frequency::PerDay { ref sessions, .. } => Some(usize::from(sessions.ceiling)),
        Frequency::EveryDays { .. } => Some(1),
        Frequency::PerWeek { .. } => None,
    }
}

/// Everything that the plan allows for now, where all of it was held. What was missed may be made up for on a day that asks
/// for nothing.
pub(super) fn enough(history: &History, now: &Moment) -> Option<Enough> {
    let today = now.date();
    let held = |since: NaiveDate| {
        let held = history.sessions.iter().filter(|one: &&Logged<Session>| one.value.fills_a_place());
        held.filter(|one| (since..=today).contains(&one.date())).count()
    };
    let back = |days: u8| today - chrono::Days::new(u64::from(days) - 1);
    let enough = match history.stretch_on(today)?.phase.frequency {
        Frequency::PerDay { ref sessions, .. } => {
            let allowed = usize::from(sessions.ceiling);
            return (held(today) >= allowed).then_some(Enough::OfDay(allowed));
        }
        Frequency::EveryDays { days, .. } => (held(back(days)) >= 1).then_some(Enough::OfDays(days)),
        Frequency::PerWeek { ref sessions, .. } => {
            let allowed = usize::from(sessions.ceiling);
            (held(back(7)) >= allowed).then_some(Enough::OfWeek(allowed))
        }
    };
    enough.filter(|_| !is_asked_for(history, today, now))
}

/// Whether a session of today may still be held for the plan.
fn is_asked_for(history: &History, today: NaiveDate, now: &Moment) -> bool {
    let is_open = |status| !matches!(status, SlotStatus::Done { .. } | SlotStatus::Missed);
    slots_of_day(history, today, now).iter().any(|slot| is_open(slot.status))
}
