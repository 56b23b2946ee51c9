use std::collections::BTreeMap;

use gradus_domain::device::Device;
use gradus_domain::{
    Answer, Bleeding, CueKind, Decimal, Doing, FactId, Logged, Moment, PainScore, Run, RunState, Session,
    Sign, Value,
};
use gradus_words::Words;

use crate::draft;
use crate::view::{
    FactAnswer, PersonRef, RunActionView, RunCheckView, RunCueKind, RunCueView, RunDeviceView,
    RunInsertionView, RunStage, RunView, TriageView,
};

/// Answers of a check-in that stand already.
pub(crate) type Told = BTreeMap<FactId, Answer<Value>>;

/// A run as it stands. `device`: the one that was chosen for it; `of_plan`: how deep the plan lets anything
/// go in, and whether it is one of the person's own.
pub(crate) fn run(
    words: &Words,
    (person, device, of_plan): (PersonRef, Option<&Logged<Device>>, (Option<u16>, bool)),
    (run, state, now): (&Run, &RunState, &Moment),
    actions: Vec<RunActionView>,
    so_far: Option<TriageView>,
) -> RunView {
    let script = run.script();
    let (held_ms, left_ms, over_ms) = times(state);
    let check = |item: &gradus_domain::CheckItem| RunCheckView {
        item: draft::word(*item).to_owned(),
        sentence: words.run_check(script, *item, device.map(|one| &one.value), of_plan),
        ticked: state.ticked.contains(item),
    };
    let can = |event| {
        let mut tried = run.clone();
        tried.tell(event, *now).is_ok()
    };
    let told = told_in(state);
    RunView {
        person,
        started: run.started().wall.to_rfc3339(),
        occurrence: script.occurrence().map(|id| id.to_string()),
        size_tenths_mm: script.size().tenths(),
        device: device.map(|one| RunDeviceView { id: one.id.to_string(), name: one.value.name().to_owned() }),
        stage: stage(state.stage),
        now: words.run_now(script, state),
        next: words.run_next(script, state),
        insertion: insertion(run, state),
        held_ms,
        left_ms,
        overrun: over_ms.map(|ms| words.run_overrun(u32::try_from(ms / 1000).unwrap_or(u32::MAX))),
        clock_ms: state.clock_ms,
        cues: cues(words, state),
        checks: script.checks().iter().map(check).collect(),
        done_s: state.done_s.clone(),
        pain_peak: state.pain.map(PainScore::value),
        blood: state.blood.map(|blood| draft::word(blood).to_owned()),
        signs: state.signs.iter().map(|sign| draft::sign(*sign)).collect(),
        has_ended: state.has_ended,
        may_finish: state.is_over && !state.is_empty && (!state.is_in || state.is_retained),
        may_abandon: state.is_empty,
        asks_ease: run.asks_ease(now),
        asks_why: state.has_ended && !state.is_forgotten && state.signs.is_empty() && state.blood.is_none(),
        events: draft::run_words()
            .filter(|(_, event)| can(event.clone()))
            .map(|(word, _)| word.to_owned())
            .collect(),
        actions,
        so_far,
        check_in: answers(&told),
    }
}

/// Facts as a check-in takes them.
pub(crate) fn answers(told: &Told) -> Vec<FactAnswer> {
    let answer = |(id, answer): (&FactId, &Answer<Value>)| FactAnswer {
        id: id.to_string(),
        answer: super::triage::spelled(answer),
    };
    told.iter().map(answer).collect()
}

/// What signs say that a session cannot hold beside its one reason, or not at all.
pub(crate) fn signs_of(state: &RunState) -> Told {
    let mut told = Told::new();
    let mut yes = |id| told.insert(fact(id), Answer::Known(Value::YesNo(true)));
    if state.signs.contains(&Sign::Faint) {
        yes("faint");
    }
    if state.is_retained {
        yes("device_retained");
    } else if state.signs.contains(&Sign::Stuck) {
        yes("removal_struggle");
    }
    told
}

/// What the check-in after a run begins with, as long as it is not written down.
fn told_in(state: &RunState) -> Told {
    let hurt = state.signs.contains(&Sign::SharpPain);
    let pain = hurt.then(|| state.pain.map_or(Answer::Unknown, Answer::Known));
    with(signs_of(state), state.blood, pain)
}

/// The same when it is: with what was said at its end.
pub(crate) fn told_by(state: &RunState, session: &Session) -> Told {
    let hurt =
        session.stopped == Some(gradus_domain::StopReason::Pain) || state.signs.contains(&Sign::SharpPain);
    let pain = hurt.then(|| session.pain.peak.unwrap_or(Answer::Unknown));
    with(signs_of(state), session.blood_seen(), pain)
}

fn with(mut told: Told, blood: Option<Bleeding>, pain: Option<Answer<PainScore>>) -> Told {
    if let Some(blood) = blood {
        told.insert(fact("bleeding"), Answer::Known(Value::Level(draft::word(blood).to_owned())));
    }
    if let Some(pain) = pain {
        let number = |score: PainScore| Value::Number(Decimal::from_tenths(i64::from(score.value()) * 10));
        let answer = match pain {
            Answer::Known(score) => Answer::Known(number(score)),
            Answer::Unknown => Answer::Unknown,
        };
        told.insert(fact("pain_peak"), answer);
    }
    told
}

fn fact(id: &str) -> FactId {
    FactId::new(id).expect("a name of the vocabulary")
}

pub(super) fn stage(stage: Doing) -> RunStage {
    match stage {
        Doing::CheckList => RunStage::CheckList,
        Doing::Ready => RunStage::Ready,
        Doing::Holding { .. } => RunStage::Holding,
        Doing::TakeOut { .. } => RunStage::TakeOut,
        Doing::Resting { .. } => RunStage::Resting,
        Doing::Paused => RunStage::Paused,
        Doing::AfterCare => RunStage::AfterCare,
        Doing::Done => RunStage::Done,
    }
}

/// How long it is in, how much is left, and how much it is over.
pub(super) fn times(state: &RunState) -> (Option<u64>, Option<u64>, Option<u64>) {
    let target_ms = state.insertion.map(|insertion| u64::from(insertion.hold.target_s) * 1000);
    match state.stage {
        Doing::Holding { held_ms } => {
            (Some(held_ms), target_ms.map(|target| target.saturating_sub(held_ms)), None)
        }
        Doing::TakeOut { held_ms, .. } => {
            let over = target_ms.and_then(|target| held_ms.checked_sub(target));
            let over = over.filter(|over| *over >= 1000 && target_ms > Some(0));
            (Some(held_ms), None, over)
        }
        Doing::Resting { left_ms } => (None, Some(left_ms), None),
        _ => (None, None, None),
    }
}

fn insertion(run: &Run, state: &RunState) -> Option<RunInsertionView> {
    let all = run.script().insertions();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    state.insertion.map(|insertion| RunInsertionView {
        number: count(state.done_s.len() + 1),
        of: count(all.len()),
        size_tenths_mm: insertion.size.tenths(),
        warm_up: run.script().is_warm_up(&insertion),
        min_s: insertion.hold.min_s,
        target_s: insertion.hold.target_s,
        max_s: insertion.hold.max_s,
    })
}

fn cues(words: &Words, state: &RunState) -> Vec<RunCueView> {
    let cues = state.cues().into_iter().map(|cue| RunCueView {
        in_ms: cue.in_ms,
        kind: cue_kind(cue.kind),
        sounds: cue.kind.sounds(),
        pulses: cue.kind.pulses(),
        sentence: words.run_cue(state, cue.kind),
    });
    cues.collect()
}

pub(super) fn cue_kind(kind: CueKind) -> RunCueKind {
    match kind {
        CueKind::Start => RunCueKind::Start,
        CueKind::Half => RunCueKind::Half,
        CueKind::TenSeconds => RunCueKind::TenSeconds,
        CueKind::End => RunCueKind::End,
        CueKind::Overrun => RunCueKind::Overrun,
    }
}
