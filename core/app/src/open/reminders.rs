//! What the phone is to remind of, while this program does not run.

use chrono::{Datelike, NaiveDateTime, TimeDelta};
use gradus_domain::{
    AWAKE_HOURS, GateTime, History, Moment, OccurrenceId, Reminder, Task, is_by_day, next_session_size,
    not_before, session_reminders, sorting,
};
use gradus_triage::{Duty, Standing, standing};

use super::App;
use crate::AppError;
use crate::view::{ReminderOpens, ReminderView};

/// A phone of Apple's keeps 64 notices of an app; the rest is for the session that goes on.
const MOST: usize = 60;
/// The last year of four digits.
const LAST_YEAR: i32 = 9999;
/// How far ahead is looked.
const DAYS: u64 = 30;
/// Hours after an emergency, and after it was first asked whether something is out, for which that is announced anew each hour,
/// at night as well. Basis: proposal.
const AT_ONCE_HOURS: i64 = 3;
/// Hours after which what is urgent is announced anew by day. Basis: proposal.
const URGENT_EVERY_HOURS: usize = 4;
/// Days on which an open call is announced, if nobody opens the app meanwhile. Basis: proposal.
const CALL_DAYS: usize = 7;

impl App {
    /// When the phone is to remind of the sessions and open calls of everybody in this vault: at most 60 times of the next 30
    /// days, the next one first. A shell takes back every notice that it has and posts these, after each change and each
    /// unlock. What is in for an hour is asked about, each hour of the next three as well, and then by day. No session is announced while sessions are stopped or wait. What can wait is announced by day; what is late, every
    /// morning, and every four hours of the day where it is urgent.
    ///
    /// # Errors
    /// `Storage`.
    pub fn reminders(&self, now: &Moment) -> Result<Vec<ReminderView>, AppError> {
        let mut all: Vec<(NaiveDateTime, ReminderOpens, String, Option<OccurrenceId>)> = Vec::new();
        for history in self.histories().values() {
            let id = history.person.id.to_string();
            let history = &*self.history(&id, now)?;
            let standing = standing(history, now);
            let sessions = self.sessions_to_come(history, &standing, now)?;
            let session = |one: Reminder| (one.at, ReminderOpens::Session, id.clone(), Some(one.occurrence));
            all.extend(sessions.into_iter().map(session));
            let calls = standing.tasks.iter().flat_map(|task| called_at(task, now));
            let asked = self.asked_if_out_at(history, now);
            let asked = asked.into_iter().flat_map(|from| announced(from, true, AT_ONCE_HOURS, now));
            all.extend(calls.chain(asked).map(|at| (at, ReminderOpens::Today, id.clone(), None)));
        }
        sorting::sort(&mut all);
        all.dedup();
        // A year of five digits is no date of ISO 8601 to a shell: the list ends with the calendar.
        all.retain(|(at, ..)| at.year() <= LAST_YEAR);
        let view =
            |(at, opens, person, occurrence): (NaiveDateTime, _, _, Option<OccurrenceId>)| ReminderView {
                at: at.format("%Y-%m-%dT%H:%M:%S").to_string(),
                person,
                opens,
                occurrence: occurrence.map(|id| id.to_string()),
            };
        Ok(all.into_iter().take(MOST).map(view).collect())
    }

    /// The sessions that are asked for, each with its time, without the one that goes on.
    fn sessions_to_come(
        &self,
        history: &History,
        standing: &Standing,
        now: &Moment,
    ) -> Result<Vec<Reminder>, AppError> {
        if standing.gate.time != GateTime::Now || next_session_size(history, standing.gate, now).is_none() {
            return Ok(Vec::new());
        }
        let held = self.kept_run(history).ok().flatten().and_then(|run| run.script().occurrence());
        let mut reminders = session_reminders(history, not_before(history, now), DAYS, now);
        reminders.retain(|one| Some(one.occurrence) != held);
        Ok(reminders)
    }
}

/// When an open call is announced.
fn called_at(task: &Task, now: &Moment) -> Vec<NaiveDateTime> {
    let duty = Duty::of(task);
    let is_urgent = matches!(duty, Duty::Emergency | Duty::SameDay);
    let at_once = if duty == Duty::Emergency { AT_ONCE_HOURS } else { 0 };
    announced(now.here(task.due).naive_local(), is_urgent, at_once, now)
}

/// When something is announced. What may not wait until morning: at its time, for so many hours more each hour, and from then on
/// every four hours of the day. Anything else: at its time or the next morning, and every morning. Times that are over are left
/// out.
fn announced(due: NaiveDateTime, is_urgent: bool, at_once: i64, now: &Moment) -> Vec<NaiveDateTime> {
    let first =
        (0..=at_once).map(|hours| due + TimeDelta::hours(hours)).filter(|_| is_urgent || is_by_day(due));
    let every = if is_urgent { URGENT_EVERY_HOURS } else { 24 };
    let hours: Vec<u32> = (AWAKE_HOURS.0..=AWAKE_HOURS.1).step_by(every).collect();
    let days = due.max(now.local()).date().iter_days().take(CALL_DAYS);
    let later = days.flat_map(|day| {
        hours.iter().filter_map(move |hour| day.and_hms_opt(*hour, 0, 0)).collect::<Vec<_>>()
    });
    first.chain(later.filter(|at| *at > due)).filter(|at| *at > now.local()).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use gradus_domain::BootId;

    use super::*;

    fn told(duty: &str, due: &str, now: &str) -> Vec<String> {
        let wall =
            |text: &str| DateTime::parse_from_rfc3339(&format!("2026-03-{text}:00+01:00")).expect("a time");
        let task = Task { what: duty.to_owned(), due: wall(due), rules: Vec::new() };
        let now = Moment::new(wall(now), 0, BootId::default());
        called_at(&task, &now).iter().take(3).map(|at| at.format("%dT%H:%M").to_string()).collect()
    }

    #[test]
    fn what_can_wait_is_announced_by_day_and_every_morning() {
        assert_eq!(told("contact_soon", "03T12:00", "02T12:00"), ["03T12:00", "04T08:00", "05T08:00"]);
        assert_eq!(told("contact_soon", "03T19:59", "02T12:00")[0], "03T19:59");
        assert_eq!(told("contact_soon", "03T20:00", "02T12:00")[..2], ["04T08:00", "05T08:00"]);
        assert_eq!(told("contact_soon", "03T03:00", "02T12:00")[..2], ["03T08:00", "04T08:00"]);
        assert_eq!(told("contact", "03T12:00", "10T07:59")[..2], ["10T08:00", "11T08:00"], "late for a week");
        assert_eq!(told("recheck", "03T12:00", "03T12:00")[0], "04T08:00", "it is there now");
    }

    #[test]
    fn what_is_urgent_is_announced_at_night_and_then_every_four_hours_of_the_day() {
        assert_eq!(told("same_day", "03T02:00", "02T23:00"), ["03T02:00", "03T08:00", "03T12:00"]);
        assert_eq!(told("emergency", "03T02:00", "03T02:00"), ["03T03:00", "03T04:00", "03T05:00"]);
        assert_eq!(told("emergency", "03T02:00", "03T17:00"), ["03T20:00", "04T08:00", "04T12:00"]);
        assert_eq!(told("surgeon", "03T02:00", "03T02:00")[0], "03T08:00");
    }
}
