//! What stands at a moment: gate, calls, and what is left open.

mod answered;
mod calls;
mod progress;
mod visits;

use chrono::{DateTime, FixedOffset};
use gradus_domain::{
    Assessment, ClinicContact, ContactOutcome, Disposition, EntryId, Gate, GateSize, GateTime, History,
    Logged, Millimetres, Moment, OlderState, Origin, Session, Stamp, Task, Untold, in_order, smaller_than,
};

use self::answered::{answers_required, is_answered};
pub(crate) use self::answered::{awaited, left_open};
pub(crate) use self::calls::is_about;
pub use self::calls::{INTERRUPTED, OLDER_STATE, UNFINISHED};
use self::calls::{SURGEON, call_about_gap, calls_about_blocks, calls_about_forgotten_blocks, calls_of};
use self::progress::calls_about_progress;
pub use self::progress::{LONG_GAP, NOT_PASSED, OVERREACHED, PROGRESS, RISING_PAIN, STALLED, concern};
use self::visits::calls_about_visits;
pub use self::visits::{CALIBRATION, REVIEW};
use crate::derive::derive;
use crate::duty::{self, Call, Duty};

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
///   the answer and lets dilation go on, held when the recheck was due or later. A talk with an outcome fulfils the calls of the answers that it names;
///   one that names none fulfils all but an emergency; a visit fulfils only calls that had days left. The surgeon of a child is to be told of a block until it ends, and of one by the
///   clinic's own word, too. Where a talk or a visit ended the calls of an adult's block and did not lift it, the clinic is to be
///   asked within three days how it goes on.
/// - A child, or whoever still goes by a child's plan, that was not dilated for 48 hours beyond the planned interval, or for three sessions in a row, needs the
///   clinic, whatever closed the gate (C6); a session or, for as long again, a talk ends that.
/// - After an older state of the vault was accepted there is no step, and a recheck is due at once, until every required
///   question was answered since: what was lost may have told of a danger. The order of the journal says what came since;
///   a clock that was set back hides none of it, and one that was ahead puts nothing off.
/// - A calibration whose day is over, and a clinic's plan whose review is, call for the clinic until it was seen or spoken to.
/// - So do, within seven days, too long a time without a step up (R2) and, in an adult, without any session (R4), and a size
///   beyond the plan that was used again (R5); within three, pain that rises at the same size (DC8) and a size that does not
///   pass (R1), a child's within a day. What stops sessions (R1, R4, R5) ends by a word on how to go on, and not by having been seen. What a proposal has as its reason is a call from the same moment on.
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
    if history.goes_by_childs_rules(now.date()) {
        calls.extend(calls_about_blocks(history, now.wall));
        calls.extend(call_about_gap(history, standing.gate, now));
    } else {
        calls.extend(calls_about_forgotten_blocks(history, now.wall));
    }
    if history.unknown_kinds > 0 {
        standing.gate = standing.gate.join(Gate { time: GateTime::Now, size: GateSize::Same });
    }
    calls.extend(standing.add_older_state(history, now));
    calls.extend(calls_about_visits(history, now));
    calls.extend(calls_about_progress(history, standing.gate, now));
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
    /// The gate for a step up: nobody goes up a size while somebody is still to be asked about a sign. A visit that did not
    /// come is none; whether the next size waits for it is the plan's to say. Nor is that no step came: the step ends it.
    pub fn gate_for_steps(&self) -> Gate {
        let no_sign = [CALIBRATION, REVIEW, STALLED];
        let is_sign = |task: &Task| task.rules.iter().any(|rule| !no_sign.contains(&rule.as_str()));
        let waits = self.tasks.iter().any(|task| !Duty::of(task).is_answered_here() && is_sign(task));
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
        let answered = answers.any(|check_in| check_in.always(|said| answers_required(said, &known)));
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

/// The last thing the clinic decided, unless a plan version that it signed later took its place.
fn last_word(history: &History, now: DateTime<FixedOffset>) -> Option<&Logged<ClinicContact>> {
    let words = history.contacts.iter().filter(|contact| contact.value.outcome.decides());
    let word = in_order(words, |word| word.stamp()).pop();
    word.filter(|word| !renewed_since(history, word.place, now))
}

/// What is left of an assessment's gate.
fn in_force(history: &History, assessment: &Logged<Assessment>, now: DateTime<FixedOffset>) -> Gate {
    let lowered = lowered_size(history, assessment);
    let gate = at_the_smallest(history, assessment, lowered);
    if is_released(history, assessment, now) {
        return Gate::OPEN;
    }
    let asked = gate.size;
    let gate = Gate { size: below_the_present(history, asked, lowered, now), ..gate };
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
    let smaller = matches!(asked, GateSize::Down(_) | GateSize::Start) && !size_was_set;
    // Where the plan has no smaller size, nothing that is held at the present one shows that a smaller one is well.
    let fits = |session: &Session| match lowered {
        Some((lowered, then)) => session.size <= lowered && lowered < then,
        None => true,
    };
    let held = history.sessions.iter().any(|session| {
        let live = session.origin == Origin::Live && session.told_first() >= over_at;
        // Whoever tells it while the diary is locked says neither how it went nor who they are.
        let told = |session: &Session| !session.untold.contains(&Untold::WhileLocked);
        live && session.held_in_time(|session| session.is_held() && told(session) && fits(session))
    });
    if smaller && !held { Gate { time: GateTime::Now, size: gate.size } } else { Gate::OPEN }
}

/// The gate of an answer. Where the plan of somebody grown up has no smaller size, a rest is what is left of "rest, and go one
/// size down", and the same size follows it: the rules call the clinic when it comes again within a week. A rule that calls for
/// somebody keeps its smaller size, which nobody but the clinic can give then, and so does every rule for a child. Basis:
/// proposal (C2.2).
fn at_the_smallest(
    history: &History,
    assessment: &Logged<Assessment>,
    lowered: Option<(Millimetres, Millimetres)>,
) -> Gate {
    let gate = assessment.value.gate;
    let is_smallest = lowered.is_some_and(|(lowered, then)| lowered >= then);
    let mut smaller = assessment.value.fired.iter().filter(|rule| rule.gate.size > GateSize::Same);
    let rests = smaller.all(|rule| matches!(rule.disposition, Disposition::PauseAndRecheck { .. }));
    match is_smallest && rests && !history.goes_by_childs_rules(assessment.date()) {
        true => Gate { size: gate.size.min(GateSize::Same), ..gate },
        false => gate,
    }
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

/// The size that an assessment allowed at most, where its gate asked for a smaller one, and the size at that time. To
/// begin again at the start of the ladder is smaller also where that was the size.
fn lowered_size(history: &History, assessment: &Logged<Assessment>) -> Option<(Millimetres, Millimetres)> {
    let gate = assessment.value.gate.size;
    // Most answers ask for no smaller size, and there are as many as days.
    if gate <= GateSize::Same {
        return None;
    }
    let plan = history.plan_in_force(assessment.date())?;
    let (then, ladder) = (history.current_size(assessment.effective)?, plan.value.ladder());
    match gate {
        GateSize::Down(sizes) => Some((ladder.below(smaller_than(history, assessment)?, sizes), then)),
        GateSize::Start => Some((ladder.start().min(then), Millimetres::MAX)),
        GateSize::Step | GateSize::Same => None,
    }
}

/// So many sizes below the present one, where an answer asked for one that is smaller than what hurt: more of them where a
/// smaller size hurt than the present one, none where the person came down to it since. A larger size that the clinic set
/// since then is what it is counted from.
fn below_the_present(
    history: &History,
    size: GateSize,
    lowered: Option<(Millimetres, Millimetres)>,
    now: DateTime<FixedOffset>,
) -> GateSize {
    let at = history.plan_in_force(now.date_naive()).zip(history.current_size(now));
    let (GateSize::Down(sizes), Some((lowered, then)), Some((plan, present))) = (size, lowered, at) else {
        return size;
    };
    let ladder = plan.value.ladder();
    match ladder.count_below(present).saturating_sub(ladder.count_below(lowered)) {
        _ if present > then || lowered >= present && ladder.count_below(lowered) == 0 => {
            GateSize::Down(sizes)
        }
        0 => GateSize::Same,
        below => GateSize::Down(below),
    }
}

/// Whether the clinic renewed the plan after this place; see [`History::renewed_after`].
fn renewed_since(history: &History, place: u64, now: DateTime<FixedOffset>) -> bool {
    history.renewed_after(place).is_some_and(|at| at <= now)
}
