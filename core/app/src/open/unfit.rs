//! A plan that what was told of the person since has closed: whom to ask for another one, from the hour on which it was told.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::{History, Logged, Moment, Plan};
use gradus_journal::wire::decode;
use gradus_journal::{Kind, Statement};
use gradus_triage::Duty;

use super::App;
use crate::view::TaskView;

/// Within what time a child's clinic is asked for another plan, in days; as for every interruption. Basis: proposal (C2.3).
const CHILD_DAYS: i64 = 1;
/// The same of an adult. Basis: proposal (C2.3).
const ADULT_DAYS: i64 = 3;

impl App {
    pub(super) fn unfit_task(&self, history: &History, now: &Moment) -> Option<TaskView> {
        let (plan, why) = history.unfit_plan(now.date())?;
        let (duty, word, days) = match history.person.is_child(now.date()) {
            true => (Duty::ContactSoon, "contact_soon", CHILD_DAYS),
            false => (Duty::Contact, "contact", ADULT_DAYS),
        };
        let due = now.here(self.unfit_from(history, plan) + TimeDelta::days(days));
        Some(TaskView {
            duty: word.to_owned(),
            sentence: self.texts.task(duty).to_owned(),
            due: due.to_rfc3339(),
            overdue: due < now.wall,
            rules: Vec::new(),
            reasons: vec![self.words.unfit(why)],
        })
    }

    /// When that was told last without being taken out again; not before the plan came.
    fn unfit_from(&self, history: &History, plan: &Logged<Plan>) -> DateTime<FixedOffset> {
        let mut since = None;
        let about = |kind, person| kind == Kind::Person && person == history.person.id;
        for entry in self.entries.iter().filter(|entry| about(entry.head().kind, entry.head().person)) {
            let Ok(Statement::Person(person)) = decode(entry) else { continue };
            since = plan.value.unfit_since(&person.background).and(since.or(Some(entry.head().effective)));
        }
        since.map_or(plan.recorded, |since| since.max(plan.recorded))
    }
}
