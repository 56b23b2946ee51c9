use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::{Certainty, Disposition, FiredRule, GateTime, Moment, Task};

/// What a task asks for. The most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Get emergency care now.
    Emergency,
    /// Reach a clinician today, day or night.
    SameDay,
    /// Answer again what could not be answered.
    AskAgain,
    /// Answer the questions again before the next session.
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

    /// As what a task presses now: an overdue call as the next more urgent one, see [`Self::when_overdue`].
    fn pressing(task: &Task, now: DateTime<FixedOffset>) -> Self {
        match Self::of(task) {
            Self::Surgeon | Self::ContactSoon if task.due < now => Self::SameDay,
            Self::Contact if task.due < now => Self::ContactSoon,
            duty => duty,
        }
    }

    /// Whether answering the questions again fulfils it; otherwise only a talk or a visit does.
    pub fn is_answered_here(self) -> bool {
        matches!(self, Self::AskAgain | Self::Recheck)
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

/// The tasks that fired rules bring, the most pressing first.
pub(crate) fn tasks(fired: &[FiredRule], now: &Moment) -> Vec<Task> {
    let mut tasks = Vec::new();
    for rule in fired {
        for (duty, due) in duties(rule, now.wall) {
            add(&mut tasks, duty, due, &rule.id);
        }
    }
    sort(&mut tasks, now.wall);
    tasks
}

/// Puts the task in, or the rule to the task of the same duty, whose time is the earlier of both: one talk fulfils
/// all. Rechecks stay apart, because an early one does not show what a later one is for.
pub(crate) fn add(tasks: &mut Vec<Task>, duty: Duty, due: DateTime<FixedOffset>, rule: &str) {
    let same = |task: &&mut Task| task.what == duty.key() && (duty != Duty::Recheck || task.due == due);
    let Some(task) = tasks.iter_mut().find(same) else {
        tasks.push(Task { what: duty.key().to_owned(), due, rules: vec![rule.to_owned()] });
        return;
    };
    task.due = task.due.min(due);
    if !task.rules.iter().any(|known| known == rule) {
        task.rules.push(rule.to_owned());
    }
}

/// The most pressing first, and of equals the one that is due first: an answer that is long overdue does not stand above
/// emergency care.
pub(crate) fn sort(tasks: &mut [Task], now: DateTime<FixedOffset>) {
    tasks.sort_by_key(|task| (Duty::pressing(task, now), task.due));
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
