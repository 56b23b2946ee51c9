//! The day of the operation, where the plan and the person do not tell the same one.

use chrono::TimeDelta;
use gradus_domain::plan::Plan;
use gradus_domain::{History, Moment, OperationDoubt};

use super::App;
use crate::view::TaskView;

/// Stands in a task where a duty of the triage does.
const DUTY: &str = "operation_date";

impl App {
    /// What is to be mended about the day of the operation, from the day on which the plan came in.
    pub(super) fn operation_task(&self, history: &History, now: &Moment) -> Option<TaskView> {
        let plans = history.plan_in_force(now.date()).into_iter();
        let mut plans = plans.chain(history.plans_to_come(now.date()).into_iter().map(|(plan, _)| plan));
        let (plan, doubt) = plans.find_map(|plan| Some((plan, operation_doubt(history, &plan.value)?)))?;
        let due = now.here(plan.recorded + TimeDelta::days(1));
        Some(TaskView {
            duty: DUTY.to_owned(),
            sentence: self.words.operation_doubt(doubt),
            due: due.to_rfc3339(),
            overdue: due < now.wall,
            rules: Vec::new(),
            reasons: vec![self.words.operation_matters()],
        })
    }
}

pub(super) fn operation_doubt(history: &History, plan: &Plan) -> Option<OperationDoubt> {
    plan.operation_doubt(&history.person.background)
}
