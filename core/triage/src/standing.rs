use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::plan::PlanOrigin;
use gradus_domain::{
    Answer, Assessment, CheckIn, ClinicContact, ContactOutcome, Disposition, EntryId, FactId, Gate, GateSize,
    GateTime, History, Logged, Millimetres, Moment, OlderState, Origin, Session, Stamp, Task, Value,
    in_order, interruption, phase_on, programme_begun,
};

use crate::carried::{LEFT_OPEN, not_known};
use crate::definition::{FactDefinition, Source};
use crate::derive::{derive, lacks};
use crate::duty::{self, Call, Duty};
use crate::vocabulary::BUILTIN;

/// What stands at a moment: the gate in force and why, what is still to do, and what is overdue.
#[derive(Clone, PartialEq, Eq)]
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

gradus_domain::unprinted!(Standing);

/// What stands at `now`, from everything that was logged.
///
/// - A block lasts until a clinician lifts it: a talk held after it that names it and lets dilation go on, or a plan
///   version that the clinic signed after it and that has come into force. A plan typed in again lifts nothing: its
///   text may be the one that was there before. It never lapses, and a clock that was set back does not lift it.
/// - A wait lasts until its time and a check-in after it that answers what was not known then. A limit on the size lasts
///   until such a check-in; sizes down last also until a session passed at the smaller size.
/// - "Stop" from the clinic blocks, "stay at this size" forbids a step, each until the next word from the clinic or a
///   plan version that it signed after it.
/// - Answering again fulfils a recheck: every required question, and whatever was not known then. So does a talk that names
///   the answer and lets dilation go on, held when the recheck was due or later. A talk with an outcome fulfils the calls of the answers that it names; one that names none fulfils all but an emergency; a visit fulfils
///   only calls that had days left. The surgeon of a child is to be told of a block until it ends, and of one by the
///   clinic's own word, too.
/// - A child that was not dilated for 48 hours beyond the planned interval, or for three sessions in a row, needs the
///   clinic, whatever closed the gate (C6); a session or, for as long again, a talk ends that.
/// - After an older state of the vault was accepted there is no step, and a recheck is due at once, until every required
///   question was answered since: what was lost may have told of a danger. The order of the journal says what came since;
///   a clock that was set back hides none of it, and one that was ahead puts nothing off.
/// - What is overdue becomes more urgent. What lies in the future, because a clock was ahead, counts for nothing.
pub fn standing(history: &History, now: &Moment) -> Standing {
    let mut standing = Standing {
        gate: Gate::OPEN,
        because: Vec::new(),
        tasks: Vec::new(),
        overdue: Vec::new(),
        escalated: Disposition::Continue,
    };
    let history = &*history.happened_by(now.wall);
    let mut calls = Vec::new();
    for assessment in &history.assessments {
        standing.add_gate(history, assessment, now.wall);
        calls.extend(calls_of(history, assessment, now.wall));
    }
    standing.add_clinic_word(history, now.wall);
    if history.person.is_child(now.date()) {
        calls.extend(calls_about_blocks(history, now.wall));
        calls.extend(call_about_gap(history, standing.gate, now));
    }
    if history.unknown_kinds > 0 {
        standing.gate = standing.gate.join(Gate { time: GateTime::Now, size: GateSize::Same });
    }
    calls.extend(standing.add_older_state(history, now));
    standing.gate = standing.gate.here(now);
    standing.tasks = duty::tasks(calls, now.wall);
    for task in &mut standing.tasks {
        task.due = now.here(task.due);
    }
    let late = |task: &&Task| task.due < now.wall;
    standing.overdue = standing.tasks.iter().filter(late).cloned().collect();
    let urgency = standing.overdue.iter().map(|task| Duty::of(task).when_overdue());
    standing.escalated = urgency.max().unwrap_or(Disposition::Continue);
    standing
}

impl Standing {
    /// The gate for a step up: nobody goes up a size while somebody is still to be asked about a sign.
    pub fn gate_for_steps(&self) -> Gate {
        let waits = self.tasks.iter().any(|task| !Duty::of(task).is_answered_here());
        let same = Gate { time: GateTime::Now, size: GateSize::Same };
        if waits { self.gate.join(same) } else { self.gate }
    }

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

    fn add_clinic_word(&mut self, history: &History, now: DateTime<FixedOffset>) {
        let Some(word) = last_word(history, now) else { return };
        let gate = match word.value.outcome {
            ContactOutcome::Stop => Gate { time: GateTime::Blocked, size: GateSize::Same },
            ContactOutcome::StaySame => Gate { time: GateTime::Now, size: GateSize::Same },
            _ => return,
        };
        self.gate = self.gate.join(gate);
        self.because.push((word.id, Vec::new()));
    }

    /// What was lost may have told of a danger, which answering again would show; and it may have been a word of the clinic,
    /// which nobody but the clinic can say again.
    fn add_older_state(&mut self, history: &History, now: &Moment) -> Vec<Call<'static>> {
        let Some(older) = &history.older_state else { return Vec::new() };
        let known = derive(history, now);
        let mut answers = history.check_ins.iter().filter(|check_in| is_since(check_in.stamp(), older));
        let answered = answers.any(|check_in| answers_required(&check_in.value, &known));
        let decides = |contact: &&Logged<ClinicContact>| contact.value.outcome.decides();
        let mut talks = history.contacts.iter().filter(decides);
        let spoken = talks.any(|talk| is_since(talk.stamp(), older))
            || history.visits.iter().any(|visit| is_since(visit.stamp(), older));
        // By a clock that was ahead then: what is to be answered at once is not put off until that time.
        let accepted = older.accepted.min(now.wall);
        let call = |duty, due| Call { since: accepted, duty, due, rule: OLDER_STATE };
        let mut calls = Vec::new();
        if !answered {
            self.gate = self.gate.join(Gate { time: GateTime::WaitUntil(accepted), size: GateSize::Same });
            calls.push(call(Duty::Recheck, accepted));
        }
        if !spoken {
            calls.push(call(Duty::ContactSoon, accepted + SURGEON));
        }
        calls
    }
}

/// Whether something came into the journal after an older state was accepted, and tells of a time after it. Where the
/// clocks disagree, the time at which it was written down is believed.
fn is_since(stamp: Stamp, older: &OlderState) -> bool {
    stamp.place >= older.place && stamp.told_of >= older.accepted.min(stamp.recorded)
}

/// The answers of the triage of which something is still open, a gate or somebody to be reached, each with its time. A talk
/// about all that stands is about these.
pub fn open_answers(history: &History, now: &Moment) -> Vec<(EntryId, DateTime<FixedOffset>)> {
    let history = &*history.happened_by(now.wall);
    let mut open = Vec::new();
    for one in &history.assessments {
        let calls = calls_of(history, one, now.wall).any(|call| !call.duty.is_answered_here());
        if calls || in_force(history, one, now.wall) != Gate::OPEN {
            open.push((one.id, one.effective));
        }
    }
    open
}

/// What an assessment called for and nothing has fulfilled yet.
fn calls_of<'h>(
    history: &'h History,
    assessment: &'h Logged<Assessment>,
    now: DateTime<FixedOffset>,
) -> impl Iterator<Item = Call<'h>> {
    let open = assessment.value.tasks.iter().map(|task| (Duty::of(task), task));
    let open = open.filter(move |(duty, task)| !is_done(history, assessment, task, *duty, now));
    open.flat_map(move |(duty, task)| {
        task.rules.iter().map(move |rule| Call { since: assessment.effective, duty, due: task.due, rule })
    })
}

/// Pausing harms a child too, so no block stands without a surgeon who is to be told.
fn calls_about_blocks(history: &History, now: DateTime<FixedOffset>) -> Vec<Call<'_>> {
    let surgeon = |since, rule| Call { since, duty: Duty::Surgeon, due: since + SURGEON, rule };
    let blocked = |gate: Gate| gate.time == GateTime::Blocked;
    let standing = history.assessments.iter().filter(|one| blocked(in_force(history, one, now)));
    let mut calls: Vec<Call<'_>> = standing
        .flat_map(|one| {
            let blocks = one.value.fired.iter().filter(|rule| blocked(rule.gate));
            blocks.map(|rule| surgeon(one.effective, rule.id.as_str()))
        })
        .collect();
    let word = last_word(history, now).filter(|word| word.value.outcome == ContactOutcome::Stop);
    calls.extend(word.map(|word| surgeon(word.value.when, INTERRUPTED)));
    calls
}

/// Counts the time without a session whatever closed the gate: the opening does not know why.
fn call_about_gap(history: &History, gate: Gate, now: &Moment) -> Option<Call<'static>> {
    let (last, planned) = last_dilated(history, now)?;
    let allowed = planned + GAP;
    let late = Some(last + allowed).filter(|late| *late < now.wall);
    // Three sessions missed in a row close the next one before that time is over (R3), and that is nobody's to find out
    // but the clinic's.
    let missed = interruption(history, now).map(|found| found.since);
    let since = late.into_iter().chain(missed).min()?;
    let decided = |one: &&Logged<ClinicContact>| one.value.outcome.decides();
    let talks = history.contacts.iter().filter(decided).map(|contact| contact.value.when);
    let told = talks.filter(|when| *when > since).max();
    let (duty, since) = match told {
        _ if gate.time == GateTime::Blocked => (Duty::Surgeon, since),
        // A talk ends the call; where still nothing was held for as long again, another one begins then.
        Some(told) => (Duty::ContactSoon, Some(told + allowed).filter(|late| *late < now.wall)?),
        None => (Duty::ContactSoon, since),
    };
    Some(Call { since, duty, due: since + SURGEON, rule: INTERRUPTED })
}

/// Within what time the surgeon of a child is reached. Basis: proposal (C2.3).
const SURGEON: TimeDelta = TimeDelta::hours(24);
/// Time without a session beyond the planned interval after which a child's clinic is asked. Basis: proposal (C6).
const GAP: TimeDelta = TimeDelta::hours(48);
/// Stands in tasks where a rule's id does: a child's programme is interrupted.
pub const INTERRUPTED: &str = "C6";
/// Stands in a task where a rule's id does: an older state of the vault was accepted as the true one.
pub const OLDER_STATE: &str = "older-state";
/// Stands in a task where a rule's id does: questions of a check-in were left open.
pub const UNFINISHED: &str = "unfinished";

/// The last thing the clinic decided, unless a plan version that it signed later took its place.
fn last_word(history: &History, now: DateTime<FixedOffset>) -> Option<&Logged<ClinicContact>> {
    let words = history.contacts.iter().filter(|contact| contact.value.outcome.decides());
    let word = in_order(words, |word| word.stamp()).pop();
    word.filter(|word| !renewed_since(history, word.place, now))
}

/// When the person was last dilated, or was to begin, and how long the plan in force lets pass between two sessions
/// beyond a day. `None` without a plan in force.
fn last_dilated(history: &History, now: &Moment) -> Option<(DateTime<FixedOffset>, TimeDelta)> {
    let plan = &history.coming_into_force().rev().find(|plan| plan.effective <= now.wall)?.value;
    if plan.last_day().is_some_and(|last| last < now.date()) {
        return None;
    }
    let begun = programme_begun(history, now)?;
    let passed = history.sessions.iter().filter(|session| session.value.is_held());
    let last = passed.map(|session| session.effective).max().map_or(begun, |last| last.max(begun));
    let phase = phase_on(plan, now.date());
    let interval = phase.map_or(1, |(_, phase, _)| phase.frequency.interval_days());
    let planned = if interval > 1 { TimeDelta::days(interval.into()) } else { TimeDelta::zero() };
    Some((last, planned))
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
    if !is_answered(history, assessment, over_at) {
        return gate;
    }
    // A clinician who set a size at a visit since then has decided what size it is to be.
    let mut visits = history.visits.iter().filter(|visit| visit.value.size_set.is_some());
    let size_was_set = visits.any(|visit| visit.stamp().follows(&assessment.stamp()));
    let smaller = matches!(gate.size, GateSize::Down(_) | GateSize::Start) && !size_was_set;
    let lowered = lowered_size(history, assessment);
    // Where the plan has no smaller size, nothing that is held at the present one shows that a smaller one is well.
    let fits = |session: &Session| match lowered {
        Some((lowered, then)) => session.size <= lowered && lowered < then,
        None => true,
    };
    let held = history.sessions.iter().any(|session| {
        let live = session.origin == Origin::Live && session.effective >= over_at;
        live && session.value.is_held() && fits(&session.value)
    });
    if smaller && !held { Gate { time: GateTime::Now, size: gate.size } } else { Gate::OPEN }
}

/// Whether a check-in after an assessment, and not before `from`, answers it.
fn is_answered(history: &History, assessment: &Logged<Assessment>, from: DateTime<FixedOffset>) -> bool {
    // What was answered at the very moment of the assessment is what it was about.
    let later =
        |c: &Logged<CheckIn>| c.effective != assessment.effective && c.stamp().follows(&assessment.stamp());
    let after = |c: &Logged<CheckIn>| later(c) && c.effective >= from;
    history.check_ins.iter().any(|check_in| after(check_in) && answers(history, check_in, assessment))
}

/// The questions that could not be answered and whose answer a gate or a recheck still waits for, however old it is.
pub(crate) fn awaited(history: &History, now: DateTime<FixedOffset>) -> impl Iterator<Item = &FactId> {
    let before = history.assessments.iter().filter(move |assessment| assessment.effective < now);
    before
        .filter(|one| unanswered(one).next().is_some())
        .filter(move |one| waits_for_answers(history, one, now))
        .flat_map(unanswered)
        .map(|fact| &fact.id)
}

/// The questions that a check-in was broken off before, as long as something still waits for it, without those that
/// somebody has answered since.
pub(crate) fn left_open(history: &History, now: DateTime<FixedOffset>) -> impl Iterator<Item = &str> {
    let before = history.assessments.iter().filter(move |assessment| assessment.effective < now);
    before.filter(move |one| waits_for_answers(history, one, now)).flat_map(move |one| {
        let since = move |c: &&Logged<CheckIn>| c.effective > one.effective;
        let open = move |id: &&str| {
            let mut since = history.check_ins.iter().filter(since);
            !one.value.facts.contains_key(*id) && !since.any(|c| c.value.answers.contains_key(*id))
        };
        one.value.facts.keys().filter_map(|id| id.as_str().strip_prefix(LEFT_OPEN)).filter(open)
    })
}

fn waits_for_answers(history: &History, assessment: &Logged<Assessment>, now: DateTime<FixedOffset>) -> bool {
    let from = match assessment.value.gate.time {
        GateTime::Blocked => None,
        GateTime::WaitUntil(until) => Some(until),
        GateTime::Now => Some(assessment.effective),
    };
    let closed = in_force(history, assessment, now) != Gate::OPEN;
    let gate = closed && from.is_some_and(|from| !is_answered(history, assessment, from));
    let open = |task: &Task| {
        let duty = Duty::of(task);
        duty.is_answered_here() && !is_done(history, assessment, task, duty, now)
    };
    gate || assessment.value.tasks.iter().any(open)
}

/// The questions of an assessment that could not be answered.
fn unanswered(assessment: &Logged<Assessment>) -> impl Iterator<Item = &'static FactDefinition> {
    not_known(&assessment.value.facts)
        .filter_map(|id| BUILTIN.fact(id))
        .filter(|fact| fact.source == Source::Asked)
}

/// Whether a clinician lifted it: by a talk that is about it, or by a plan version that was signed after it and is in
/// force.
fn is_released(history: &History, assessment: &Logged<Assessment>, now: DateTime<FixedOffset>) -> bool {
    let lifted = history
        .contacts
        .iter()
        .any(|contact| contact.value.outcome.goes_on() && is_about(contact, assessment));
    lifted || renewed_since(history, assessment.place, now)
}

/// Whether a talk was held after an assessment and names it. A talk cannot be about what came after it.
pub(crate) fn is_about(contact: &Logged<ClinicContact>, assessment: &Logged<Assessment>) -> bool {
    came_after(contact, assessment) && contact.value.releases.contains(&assessment.id)
}

fn came_after(contact: &Logged<ClinicContact>, assessment: &Logged<Assessment>) -> bool {
    Stamp { told_of: contact.value.when, ..contact.stamp() }.follows(&assessment.stamp())
}

/// Whether a check-in answers, in whatever way, every required question and every question that could not be answered
/// then. What is not there needs no details, what the log knew at that check-in no answer, and neither does what concerns
/// a background that is not there any more.
fn answers(history: &History, check_in: &Logged<CheckIn>, assessment: &Logged<Assessment>) -> bool {
    let answers = &check_in.value.answers;
    let absent = |parent: &FactId| match (BUILTIN.fact(parent.as_str()), answers.get(parent.as_str())) {
        (Some(fact), Some(Answer::Known(value))) => fact.measure(value) == Ok(0),
        _ => false,
    };
    let settled = |fact: &FactDefinition| {
        fact.detail_of.as_ref().is_some_and(absent)
            || fact.only_for.as_ref().is_some_and(|id| lacks(&history.person, id.as_str()))
    };
    let known = |fact: &FactDefinition| {
        let then = history.assessments.iter().filter(|one| one.effective == check_in.effective);
        then.filter_map(|one| one.value.facts.get(fact.id.as_str())).any(|said| *said != Answer::Unknown)
    };
    let is_answered =
        |fact: &FactDefinition| answers.contains_key(fact.id.as_str()) || settled(fact) || known(fact);
    answers_required(&check_in.value, &assessment.value.facts) && unanswered(assessment).all(is_answered)
}

/// Whether a check-in answers, in whatever way, every question that is required where this background is known.
fn answers_required(check_in: &CheckIn, known: &BTreeMap<FactId, Answer<Value>>) -> bool {
    let yes = Answer::Known(Value::YesNo(true));
    BUILTIN.required().iter().all(|group| {
        let applies = group.only_for.as_ref().is_none_or(|id| known.get(id.as_str()) == Some(&yes));
        !applies || group.any_of.iter().any(|id| check_in.answers.contains_key(id.as_str()))
    })
}

/// The size that an assessment allowed at most, where its gate asked for a smaller one, and the size at that time. To
/// begin again at the start of the ladder is smaller also where that was the size.
fn lowered_size(history: &History, assessment: &Logged<Assessment>) -> Option<(Millimetres, Millimetres)> {
    let plan = history.plan_in_force(assessment.date())?;
    let (then, ladder) = (history.current_size(assessment.effective)?, plan.value.ladder());
    match assessment.value.gate.size {
        GateSize::Down(sizes) => Some((ladder.below(then, sizes), then)),
        GateSize::Start => Some((ladder.start().min(then), Millimetres::MAX)),
        GateSize::Step | GateSize::Same => None,
    }
}

/// Whether the clinic signed a plan version that came into the journal after this place and is in force. One that was planned before does not know of
/// what happened since.
fn renewed_since(history: &History, place: u64, now: DateTime<FixedOffset>) -> bool {
    history.coming_into_force().any(|plan| {
        let signed = matches!(plan.value.origin(), PlanOrigin::ClinicSigned(_));
        signed && plan.place > place && plan.effective <= now
    })
}

fn is_done(
    history: &History,
    assessment: &Logged<Assessment>,
    task: &Task,
    duty: Duty,
    now: DateTime<FixedOffset>,
) -> bool {
    if duty.is_answered_here() {
        // A recheck before its time does not count: the point of the pause is what shows after it.
        let from = if duty == Duty::Recheck { task.due } else { assessment.effective };
        return is_answered(history, assessment, from) || is_taken_over(history, assessment, from, now);
    }
    if duty == Duty::Surgeon {
        return is_released(history, assessment, now);
    }
    let decides = |contact: &&Logged<ClinicContact>| contact.value.outcome.decides();
    let spoke = |contact: &Logged<ClinicContact>| {
        let in_general = contact.value.releases.is_empty() && duty != Duty::Emergency;
        is_about(contact, assessment) || in_general && came_after(contact, assessment)
    };
    let had_days_left = matches!(duty, Duty::Contact | Duty::ContactSoon);
    history.contacts.iter().filter(decides).any(spoke)
        || had_days_left && history.visits.iter().any(|visit| visit.stamp().follows(&assessment.stamp()))
}

/// Whether a clinician who was told of it let dilation go on, and so took over what could not be answered. To stop says
/// nothing of that, and a recheck whose time had not come then shows what nobody could tell them.
fn is_taken_over(
    history: &History,
    assessment: &Logged<Assessment>,
    from: DateTime<FixedOffset>,
    now: DateTime<FixedOffset>,
) -> bool {
    let took = |contact: &Logged<ClinicContact>| {
        // Under a clock that was ahead nobody knows whether the pause was over when they spoke.
        let late_enough = contact.value.when >= from && contact.recorded <= now;
        contact.value.outcome.goes_on() && late_enough && is_about(contact, assessment)
    };
    history.contacts.iter().any(took)
}
