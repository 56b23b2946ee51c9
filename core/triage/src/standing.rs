use chrono::{DateTime, FixedOffset};
use gradus_domain::plan::PlanOrigin;
use gradus_domain::{
    Answer, Assessment, CheckIn, ClinicContact, ContactOutcome, Disposition, EntryId, Gate, GateSize,
    GateTime, History, Logged, Millimetres, Moment, Origin, Session, Task,
};

use crate::derive::{happened, is_of_session};
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
/// - A block lasts until a clinician lifts it: a talk held after it that names it and lets dilation go on, or a plan
///   version that the clinic signed after it and that has come into force. A plan typed in again lifts nothing: its
///   text may be the one that was there before. It never lapses, and a clock that was set back does not lift it.
/// - A wait lasts until its time and a check-in after it that answers what was not known then. A limit on the size lasts
///   until such a check-in; sizes down last also until a session passed at the smaller size.
/// - "Stop" from the clinic blocks, "stay at this size" forbids a step, each until the next word from the clinic or a
///   plan version that it signed after it.
/// - Answering again fulfils a recheck. A talk fulfils the calls of the answers that it names, and calls that had days
///   left; a visit fulfils those alone. A surgeon who was to be told of a pause is told of it until the pause ends.
/// - What is overdue becomes more urgent. What lies in the future, because a clock was ahead, counts for nothing.
pub fn standing(history: &History, now: &Moment) -> Standing {
    let mut standing = Standing {
        gate: Gate::OPEN,
        because: Vec::new(),
        tasks: Vec::new(),
        overdue: Vec::new(),
        escalated: Disposition::Continue,
    };
    let history = &*happened(history, now);
    for assessment in &history.assessments {
        standing.add_gate(history, assessment, now.wall);
        standing.add_tasks(history, assessment, now.wall);
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

    fn add_tasks(&mut self, history: &History, assessment: &Logged<Assessment>, now: DateTime<FixedOffset>) {
        for task in &assessment.value.tasks {
            let duty = Duty::of(task);
            if is_done(history, assessment, task, duty, now) {
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
    let answered = history.check_ins.iter().any(|check_in| {
        check_in.effective > assessment.effective
            && check_in.effective >= over_at
            && answers(check_in, assessment)
    });
    if !answered {
        return gate;
    }
    let smaller = matches!(gate.size, GateSize::Down(_) | GateSize::Start);
    let lowered = lowered_size(history, assessment);
    let fits = |session: &Session| lowered.is_none_or(|size| session.size <= size);
    let held = history.sessions.iter().any(|session| {
        let live = session.origin == Origin::Live && session.effective >= over_at;
        live && session.value.ease.passed() && fits(&session.value)
    });
    if smaller && !held { Gate { time: GateTime::Now, size: gate.size } } else { Gate::OPEN }
}

/// Whether a clinician lifted it: by a talk that is about it, or by a plan version that was signed after it and is in
/// force.
fn is_released(history: &History, assessment: &Logged<Assessment>, now: DateTime<FixedOffset>) -> bool {
    let lifted = history
        .contacts
        .iter()
        .any(|contact| contact.value.outcome.goes_on() && is_about(contact, assessment));
    lifted || renewed_since(history, assessment.recorded.max(assessment.effective), now)
}

/// Whether a talk was held after an assessment and names it. A talk cannot be about what came after it.
fn is_about(contact: &Logged<ClinicContact>, assessment: &Logged<Assessment>) -> bool {
    contact.value.when >= assessment.effective && contact.value.releases.contains(&assessment.id)
}

/// Whether a check-in answers, in whatever way, every question that could not be answered then. One without any answer
/// asks nothing again.
fn answers(check_in: &Logged<CheckIn>, assessment: &Logged<Assessment>) -> bool {
    let open = assessment.value.facts.iter().filter(|(_, answer)| **answer == Answer::Unknown);
    let mut asked = open.map(|(id, _)| id).filter(|id| !is_of_session(id));
    !check_in.value.answers.is_empty() && asked.all(|id| check_in.value.answers.contains_key(id))
}

/// The size that an assessment allowed at most, where its gate asked for a smaller one.
fn lowered_size(history: &History, assessment: &Logged<Assessment>) -> Option<Millimetres> {
    let plan = history.plan_in_force(assessment.date())?;
    let (then, ladder) = (history.current_size(assessment.effective)?, plan.value.ladder());
    match assessment.value.gate.size {
        GateSize::Down(sizes) => Some(ladder.below(then, sizes)),
        GateSize::Start => Some(ladder.start().min(then)),
        GateSize::Step | GateSize::Same => None,
    }
}

/// Whether the clinic signed a plan version after `then` that is in force. One that was planned before does not know of
/// what happened since.
fn renewed_since(history: &History, then: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> bool {
    history.plans.iter().any(|plan| {
        let signed = matches!(plan.value.origin(), PlanOrigin::ClinicSigned(_));
        signed && plan.recorded > then && plan.effective <= now
    })
}

fn is_done(
    history: &History,
    assessment: &Logged<Assessment>,
    task: &Task,
    duty: Duty,
    now: DateTime<FixedOffset>,
) -> bool {
    let after = |effective: DateTime<FixedOffset>| effective > assessment.effective;
    if duty.is_answered_here() {
        // A recheck before its time does not count: the point of the pause is what shows after it.
        let from = if duty == Duty::Recheck { task.due } else { assessment.effective };
        return history
            .check_ins
            .iter()
            .any(|c| after(c.effective) && c.effective >= from && answers(c, assessment));
    }
    if duty == Duty::Surgeon {
        return is_released(history, assessment, now);
    }
    let named = history.contacts.iter().any(|contact| is_about(contact, assessment));
    let had_days_left = matches!(duty, Duty::Contact | Duty::ContactSoon);
    let spoke = |contact: &Logged<ClinicContact>| {
        after(contact.value.when) && contact.value.outcome != ContactOutcome::SeenNothingToDo
    };
    named
        || had_days_left
            && (history.contacts.iter().any(spoke)
                || history.visits.iter().any(|visit| after(visit.effective)))
}
