//! What is to do after an answer, and in which order it is shown.
//!
//! | rank | what | why here |
//! |---|---|---|
//! | 1 | emergency care, in time or overdue | nothing stands above it |
//! | 2 | a clinician today, in time or overdue | a danger of today |
//! | 3 | an overdue call to the surgeon, or one within a day | asks for a clinician today from now on, and what was found today goes first |
//! | 4 | an answer that was left open, in time or overdue | it may hide any of the above |
//! | 5 | an overdue recheck | nobody knows what came of it; it takes a minute |
//! | 6 | a call to the surgeon or within a day, and a recheck, each in time | by their times, so that a baby's temperature comes after 30 minutes and not after tomorrow's call; of equals a call first |
//! | 7 | an overdue call within some days | asks for a call within a day from now on, for something milder |
//! | 8 | a call within some days, in time | |
//!
//! Within a rank the one that is due first, of equals a call before an answer, then in the order of [`Duty`]. However long
//! something is overdue, what is more urgent stands above it.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::sorting;
use gradus_domain::{Certainty, Disposition, FiredRule, GateTime, Task};

/// What a task asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Get emergency care now.
    Emergency,
    /// Reach a clinician today, day or night.
    SameDay,
    /// Answer again what could not be answered.
    AskAgain,
    /// Answer the questions again, once the time that a pause needs to show something is over.
    Recheck,
    /// Reach the surgeon about the pause of a child's plan.
    Surgeon,
    /// Reach the clinic within a day.
    ContactSoon,
    /// Reach the clinic within some days.
    Contact,
}

impl Duty {
    /// Every duty with the key that stands in [`Task::what`] and names its text.
    pub const KEYS: [(&'static str, Self); 7] = [
        ("emergency", Self::Emergency),
        ("same_day", Self::SameDay),
        ("ask_again", Self::AskAgain),
        ("recheck", Self::Recheck),
        ("surgeon", Self::Surgeon),
        ("contact_soon", Self::ContactSoon),
        ("contact", Self::Contact),
    ];

    /// The key of its text.
    pub fn key(self) -> &'static str {
        Self::KEYS.iter().find(|(_, duty)| *duty == self).map_or("emergency", |(key, _)| key)
    }

    /// The duty behind a task. A key that this version does not know is taken as one to reach the clinic.
    pub fn of(task: &Task) -> Self {
        Self::KEYS.iter().find(|(key, _)| *key == task.what).map_or(Self::ContactSoon, |(_, duty)| *duty)
    }

    /// The rank of a task in the table above.
    fn rank(self, is_overdue: bool) -> u8 {
        match (self, is_overdue) {
            (Self::Emergency, _) => 1,
            (Self::SameDay, _) => 2,
            (Self::Surgeon | Self::ContactSoon, true) => 3,
            (Self::AskAgain, _) => 4,
            (Self::Recheck, true) => 5,
            (Self::Surgeon | Self::ContactSoon | Self::Recheck, false) => 6,
            (Self::Contact, true) => 7,
            (Self::Contact, false) => 8,
        }
    }

    /// Whether answering the questions again fulfils it; otherwise only a talk or a visit does.
    pub fn is_answered_here(self) -> bool {
        matches!(self, Self::AskAgain | Self::Recheck)
    }

    /// What a task asks for while its time has not passed.
    pub fn in_time(self) -> Disposition {
        match self {
            Self::Emergency => Disposition::Emergency,
            Self::SameDay => Disposition::SameDay { hours: 4 },
            Self::Surgeon | Self::ContactSoon => Disposition::Contact { days: 1 },
            Self::Contact => Disposition::Contact { days: 3 },
            Self::AskAgain | Self::Recheck => Disposition::PauseAndRecheck { hours: 24 },
        }
    }

    /// What an overdue task asks for from now on (C10 of the decisions): an overdue call within a day becomes one
    /// today, an overdue answer or a later call becomes a call within a day. What is urgent already stays so.
    pub fn when_overdue(self) -> Disposition {
        match self {
            Self::Emergency => Disposition::Emergency,
            Self::SameDay => Disposition::SameDay { hours: 1 },
            Self::Surgeon | Self::ContactSoon => Disposition::SameDay { hours: 4 },
            Self::AskAgain | Self::Recheck | Self::Contact => Disposition::Contact { days: 1 },
        }
    }
}

/// A duty that a rule brings: since when, and by when.
#[derive(Clone, Copy)]
pub(crate) struct Call<'r> {
    pub(crate) since: DateTime<FixedOffset>,
    pub(crate) duty: Duty,
    pub(crate) due: DateTime<FixedOffset>,
    pub(crate) rule: &'r str,
}

/// What fired rules call for.
pub(crate) fn calls(fired: &[FiredRule], now: DateTime<FixedOffset>) -> Vec<Call<'_>> {
    let of = |rule| duties(rule, now).map(|(duty, due)| Call { since: now, duty, due, rule: &rule.id });
    fired.iter().flat_map(of).collect()
}

/// The tasks that these calls add up to at `now`, the most pressing first.
///
/// Calls of the same duty are one task, whose time is the earliest: one talk fulfils all. Rechecks stay apart, because an
/// early one does not show what a later one is for. So does a call that was late already when another one arose: it is
/// late for what it was about, and what came after it has a time of its own. What has to be done at once is one task.
pub(crate) fn tasks(mut calls: Vec<Call<'_>>, now: DateTime<FixedOffset>) -> Vec<Task> {
    sorting::sort_by_key(&mut calls, |call| call.since);
    let mut tasks: Vec<Task> = Vec::new();
    for call in calls {
        let joins = |task: &&mut Task| match call.duty {
            _ if task.what != call.duty.key() => false,
            Duty::Emergency | Duty::SameDay | Duty::AskAgain => true,
            Duty::Recheck => task.due == call.due,
            Duty::Surgeon | Duty::ContactSoon | Duty::Contact => task.due >= call.since,
        };
        let Some(task) = tasks.iter_mut().find(joins) else {
            tasks.push(Task {
                what: call.duty.key().to_owned(),
                due: call.due,
                rules: vec![call.rule.to_owned()],
            });
            continue;
        };
        task.due = task.due.min(call.due);
        if !task.rules.iter().any(|known| known == call.rule) {
            task.rules.push(call.rule.to_owned());
        }
    }
    sorting::sort_by_key(&mut tasks, |task| {
        let duty = Duty::of(task);
        (duty.rank(task.due < now), task.due, duty.is_answered_here(), duty)
    });
    tasks
}

fn duties(
    rule: &FiredRule,
    now: DateTime<FixedOffset>,
) -> impl Iterator<Item = (Duty, DateTime<FixedOffset>)> {
    let within = now + TimeDelta::hours(rule.disposition.within_hours().unwrap_or(0).into());
    let wait = match rule.gate.time {
        GateTime::WaitUntil(until) => Some(until),
        GateTime::Now | GateTime::Blocked => None,
    };
    let person = match rule.disposition {
        Disposition::Emergency => Some((Duty::Emergency, now)),
        Disposition::SameDay { .. } => Some((Duty::SameDay, within)),
        Disposition::Contact { days: 1 } => Some((Duty::ContactSoon, within)),
        Disposition::Contact { .. } => Some((Duty::Contact, within)),
        Disposition::PauseAndRecheck { .. } => Some((Duty::Recheck, wait.unwrap_or(within))),
        Disposition::Continue => None,
    };
    let recheck = wait.map(|until| (Duty::Recheck, until));
    let doubt = rule.certainty == Certainty::Doubt && rule.disposition > Disposition::Continue;
    let again = doubt.then(|| (Duty::AskAgain, now + RE_ASK));
    person.into_iter().chain(recheck).chain(again)
}

/// By when an unanswered question is put again (C1 of the decisions).
pub(crate) const RE_ASK: TimeDelta = TimeDelta::hours(4);

#[cfg(test)]
mod tests;
