//! What leads the answer that stands: the rule and the urgency behind the headline of the day.

use gradus_domain::{Assessment, Disposition, FiredRule, GateTime, History, Moment, propose};
use gradus_triage::{Duty, Standing, is_in_doubt, standing};

use super::App;
use crate::AppError;
use crate::show;
use crate::view::{LeadView, TaskView};

impl App {
    /// Everything that stands to be done, each thing once.
    pub(super) fn tasks(&self, history: &History, standing: &Standing, now: &Moment) -> Vec<TaskView> {
        let why = |rule: &str| self.why(rule, history, standing, now);
        show::tasks(self.texts, &standing.tasks, now, why)
    }

    /// Each rule that holds sessions back, by its id, with what it is about in words: one that stands on a doubt alone says
    /// so. A rule that today's pack no longer has is named by the pack that answered; where that is not kept, nothing is
    /// known of it but its id.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn reasons(&self, person: &str, now: &Moment) -> Result<Vec<(String, Option<String>)>, AppError> {
        let history = &*self.history(person, now)?;
        let standing = standing(history, now);
        let gate = show::gate(self.words, history, &standing, now);
        let why = |rule: String| {
            let why = self.why(&rule, history, &standing, now);
            (rule, why)
        };
        Ok(gate.rules.into_iter().map(why).collect())
    }

    /// What a rule is about, and whether that is only not ruled out.
    fn why(&self, rule: &str, history: &History, standing: &Standing, now: &Moment) -> Option<String> {
        let pack = fired(history, rule).map_or(self.pack, |(answer, _)| self.pack_for(answer));
        match pack.rule(rule) {
            Some(known) => {
                Some(self.words.rule_named(self.texts.title(known), is_in_doubt(history, standing, rule)))
            }
            None => self.words.task_reason(rule, history, standing, now),
        }
    }

    /// What leads: the call that is the most pressing; where nobody is to be called, what holds sessions back. `None`
    /// while nothing stands.
    pub(super) fn lead(&self, history: &History, standing: &Standing, now: &Moment) -> Option<LeadView> {
        let call = standing.tasks.iter().find(|task| !Duty::of(task).is_answered_here());
        let emergency = self.words.is_emergency(history, standing);
        let disposition = match call {
            _ if emergency => Disposition::Emergency,
            Some(call) => show::asked_now(call, now),
            None => self.without_call(history, standing, now)?,
        };
        let rules: Vec<&String> = match call.or(standing.tasks.first()) {
            Some(task) if !emergency && (call.is_some() || standing.because.is_empty()) => {
                task.rules.iter().collect()
            }
            _ => standing.because.iter().flat_map(|(_, rules)| rules).collect(),
        };
        let rule =
            rules.into_iter().max_by_key(|rule| fired(history, rule).map(|(_, fired)| fired.disposition));
        let title = |rule: &String| self.why(rule, history, standing, now);
        let ask_first =
            || propose(history, standing.gate_for_steps(), now).ask_first().map(|one| self.words.reason(one));
        Some(LeadView {
            title: rule.and_then(title).or_else(ask_first).unwrap_or_default(),
            disposition: show::disposition(disposition),
            advice: rule.and_then(|rule| self.advice_of(history, rule, standing)).unwrap_or_default(),
            rule: rule.cloned(),
        })
    }

    fn advice_of(&self, history: &History, rule: &str, standing: &Standing) -> Option<String> {
        let (assessment, rule) = fired(history, rule)?;
        show::advice_of_rule(self.texts, assessment, rule, standing.gate.time)
    }

    /// How urgent it is while nobody is to be called.
    fn without_call(&self, history: &History, standing: &Standing, now: &Moment) -> Option<Disposition> {
        match standing.gate.time {
            GateTime::Blocked => Some(Disposition::Contact { days: 1 }),
            GateTime::Now if propose(history, standing.gate_for_steps(), now).ask_first().is_some() => {
                Some(Disposition::Contact { days: 1 })
            }
            _ => standing.tasks.first().map(|task| show::asked_now(task, now)),
        }
    }
}

/// The newest firing of a rule, and the answer that it was in.
fn fired<'h>(history: &'h History, rule: &str) -> Option<(&'h Assessment, &'h FiredRule)> {
    let all = history.assessments.iter().rev();
    let mut all = all.flat_map(|one| one.value.fired.iter().map(|fired| (&one.value, fired)));
    all.find(|(_, fired)| fired.id == rule)
}
