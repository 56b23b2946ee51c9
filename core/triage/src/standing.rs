use chrono::{DateTime, FixedOffset};
use gradus_domain::{
    Assessment, ContactOutcome, Disposition, EntryId, Gate, GateSize, GateTime, History, Logged, Moment, Task,
};

use crate::duty::{self, Duty};

/// What stands at a moment: the gate in force and why, what is still to do, and what is overdue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The gate in force.
    pub gate: Gate,
    /// The entries that close or narrow it, oldest first: an assessment with the rules that did, or a talk with the
    /// clinic without rules.
    pub because: Vec<(EntryId, Vec<String>)>,
    /// What is still to do, the most pressing first.
    pub tasks: Vec<Task>,
    /// Those of them whose time has passed.
    pub overdue: Vec<Task>,
    /// What the overdue tasks ask for now; `Continue` when none is overdue.
    pub escalated: Disposition,
}

/// What stands at `now`, from everything that was logged.
///
/// - A block lasts until a clinician lifts it: a talk that names the assessment and lets dilation go on, or a plan
///   version made after it that has come into force. It never lapses, and a clock that was set back does not lift it.
/// - A wait lasts until its time and a check-in after it. A limit on the size lasts until the next check-in; sizes
///   down last also until a session was held at the smaller size.
/// - "Stop" from the clinic blocks, "stay at this size" forbids a step, each until the next word from the clinic or a
///   plan version made after it.
/// - Answering again fulfils a recheck; a talk or a visit fulfils a call. What is overdue becomes more urgent.
pub fn standing(history: &History, now: &Moment) -> Standing {
    let mut standing = Standing {
        gate: Gate::OPEN,
        because: Vec::new(),
        tasks: Vec::new(),
        overdue: Vec::new(),
        escalated: Disposition::Continue,
    };
    for assessment in &history.assessments {
        standing.add_gate(history, assessment, now.wall);
        standing.add_tasks(history, assessment);
    }
    standing.add_clinic_word(history, now.wall);
    if history.unknown_kinds > 0 {
        standing.gate = standing.gate.join(Gate { time: GateTime::Now, size: GateSize::Same });
    }
    duty::sort(&mut standing.tasks);
    let late = |task: &&Task| task.due < now.wall;
    standing.overdue = standing.tasks.iter().filter(late).cloned().collect();
    let urgency = standing.overdue.iter().map(|task| Duty::of(task).when_overdue());
    standing.escalated = urgency.max().unwrap_or(Disposition::Continue);
    standing
}

impl Standing {
    fn add_gate(&mut self, history: &History, assessment: &Logged<Assessment>, now: DateTime<FixedOffset>) {
        let gate = in_force(history, assessment, now);
        if gate == Gate::OPEN {
            return;
        }
        self.gate = self.gate.join(gate);
        let narrows = |rule: &Gate| {
            let time = rule.time > GateTime::Now && gate.time > GateTime::Now;
            let size = rule.size > GateSize::Step && gate.size > GateSize::Step;
            time || size
        };
        let fired = assessment.value.fired.iter().filter(|rule| narrows(&rule.gate));
        self.because.push((assessment.id, fired.map(|rule| rule.id.clone()).collect()));
    }

    fn add_tasks(&mut self, history: &History, assessment: &Logged<Assessment>) {
        for task in &assessment.value.tasks {
            let duty = Duty::of(task);
            if is_done(history, assessment, task, duty) {
                continue;
            }
            for rule in &task.rules {
                duty::add(&mut self.tasks, duty, task.due, rule);
            }
        }
    }

    fn add_clinic_word(&mut self, history: &History, now: DateTime<FixedOffset>) {
        let decides = |outcome| outcome != ContactOutcome::SeenNothingToDo;
        let word = history.contacts.iter().rev().find(|contact| decides(contact.value.outcome));
        let Some(word) = word.filter(|word| !renewed_since(history, word.recorded, now)) else { return };
        let gate = match word.value.outcome {
            ContactOutcome::Stop => Gate { time: GateTime::Blocked, size: GateSize::Same },
            ContactOutcome::StaySame => Gate { time: GateTime::Now, size: GateSize::Same },
            _ => return,
        };
        self.gate = self.gate.join(gate);
        self.because.push((word.id, Vec::new()));
    }
}

/// What is left of an assessment's gate.
fn in_force(history: &History, assessment: &Logged<Assessment>, now: DateTime<FixedOffset>) -> Gate {
    let gate = assessment.value.gate;
    if is_released(history, assessment, now) {
        return Gate::OPEN;
    }
    let over_at = match gate.time {
        GateTime::Blocked => return gate,
        GateTime::WaitUntil(until) => until,
        GateTime::Now => assessment.effective,
    };
    let answered =
        history.check_ins.iter().any(|c| c.effective > assessment.effective && c.effective >= over_at);
    if !answered {
        return gate;
    }
    let smaller = matches!(gate.size, GateSize::Down(_) | GateSize::Start);
    let held = history.sessions.iter().any(|s| s.effective >= over_at && s.value.ease.passed());
    if smaller && !held { Gate { time: GateTime::Now, size: gate.size } } else { Gate::OPEN }
}

/// Whether a clinician lifted it: by a talk that names it, or by a plan version made after it and in force.
fn is_released(history: &History, assessment: &Logged<Assessment>, now: DateTime<FixedOffset>) -> bool {
    let named = history
        .contacts
        .iter()
        .any(|contact| contact.value.outcome.goes_on() && contact.value.releases.contains(&assessment.id));
    named || renewed_since(history, assessment.recorded.max(assessment.effective), now)
}

/// Whether a plan version was written down after `then` and is in force. One that was planned before does not know of
/// what happened since.
fn renewed_since(history: &History, then: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> bool {
    history
        .plans
        .iter()
        .any(|plan| plan.recorded > then && plan.effective <= now && plan.value.origin().is_clinic())
}

fn is_done(history: &History, assessment: &Logged<Assessment>, task: &Task, duty: Duty) -> bool {
    let after = |effective: DateTime<FixedOffset>| effective > assessment.effective;
    if duty.is_answered_here() {
        // A recheck before its time does not count: the point of the pause is what shows after it.
        let from = if duty == Duty::Recheck { task.due } else { assessment.effective };
        return history.check_ins.iter().any(|c| after(c.effective) && c.effective >= from);
    }
    let named =
        |contact: &Logged<gradus_domain::ClinicContact>| contact.value.releases.contains(&assessment.id);
    history.contacts.iter().any(|contact| after(contact.effective) || named(contact))
        || history.visits.iter().any(|visit| after(visit.effective))
}
