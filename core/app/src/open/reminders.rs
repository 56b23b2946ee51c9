//! What the phone is to remind of, while this program does not run.

use chrono::{NaiveDateTime, TimeDelta, Timelike};
use gradus_domain::{
    GateTime, History, Moment, Task, next_session_size, not_before, session_reminders, sorting,
};
use gradus_triage::{Duty, Standing, standing};

use super::App;
use crate::AppError;
use crate::view::{ReminderOpens, ReminderView};

/// A phone of Apple's keeps 64 notices of an app; the rest is for the session that goes on.
const MOST: usize = 60;
/// How far ahead is looked.
const DAYS: u64 = 30;
/// The first and the last hour at which somebody is reminded of what is late. Basis: general.
const AWAKE_HOURS: (u32, u32) = (8, 20);
/// Hours after an emergency for which it is announced anew each hour, at night as well. Basis: proposal.
const AT_ONCE_HOURS: i64 = 3;
/// Days on which an open call is announced, if nobody opens the app meanwhile. Basis: proposal.
const CALL_DAYS: usize = 7;

impl App {
    /// When the phone is to remind of the sessions and open calls of everybody in this vault: at most 60 times of the next 30
    /// days, the next one first. A shell takes back every notice that it has and posts these, after each change and each
    /// unlock. No session is announced while sessions are stopped or wait; what is late is announced once an hour is there at
    /// which people are awake, every day.
    ///
    /// # Errors
    /// `Storage`.
    pub fn reminders(&self, now: &Moment) -> Result<Vec<ReminderView>, AppError> {
        let mut all: Vec<(NaiveDateTime, ReminderOpens, String)> = Vec::new();
        for history in self.histories().values() {
            let history = &*self.history(&history.person.id.to_string(), now)?;
            let id = history.person.id.to_string();
            let standing = standing(history, now);
            let sessions = self.sessions_to_come(history, &standing, now)?;
            all.extend(sessions.into_iter().map(|at| (at, ReminderOpens::Session, id.clone())));
            let calls = standing.tasks.iter().flat_map(|task| called_at(task, now));
            all.extend(calls.map(|at| (at, ReminderOpens::Today, id.clone())));
        }
        sorting::sort(&mut all);
        all.dedup();
        let view = |(at, opens, person): (NaiveDateTime, ReminderOpens, String)| ReminderView {
            at: at.format("%Y-%m-%dT%H:%M:%S").to_string(),
            person,
            opens,
        };
        Ok(all.into_iter().take(MOST).map(view).collect())
    }

    /// The times of the sessions that are asked for, without the one that goes on.
    fn sessions_to_come(
        &self,
        history: &History,
        standing: &Standing,
        now: &Moment,
    ) -> Result<Vec<NaiveDateTime>, AppError> {
        if standing.gate.time != GateTime::Now || next_session_size(history, standing.gate, now).is_none() {
            return Ok(Vec::new());
        }
        let held = self.kept_run(history).ok().flatten().and_then(|run| run.script().occurrence());
        let reminders = session_reminders(history, not_before(history, now), DAYS, now);
        Ok(reminders.iter().filter(|one| Some(one.occurrence) != held).map(|one| one.at).collect())
    }
}

/// When an open call is announced: at its time, in an emergency every hour of the next three, and from then on every day at
/// an hour at which people are awake. Times that are over are left out.
fn called_at(task: &Task, now: &Moment) -> Vec<NaiveDateTime> {
    let due = now.here(task.due).naive_local();
    let at_once = if Duty::of(task) == Duty::Emergency { AT_ONCE_HOURS } else { 0 };
    let hourly = (0..=at_once).map(|hours| due + TimeDelta::hours(hours));
    let awake = due.hour().clamp(AWAKE_HOURS.0, AWAKE_HOURS.1);
    let days = due.max(now.local()).date().iter_days().take(CALL_DAYS);
    let daily = days.filter_map(|day| day.and_hms_opt(awake, 0, 0)).filter(|at| *at > due);
    hourly.chain(daily).filter(|at| *at > now.local()).collect()
}
