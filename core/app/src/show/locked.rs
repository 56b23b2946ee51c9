use gradus_domain::{Moment, Run, RunEvent};

use super::run::{cue_kind, stage, times};
use crate::draft;
use crate::view::{LockedCueView, LockedRunView};

/// A neutral session as whoever has no key may see it.
pub(crate) fn locked_run(name: &str, run: &Run, now: &Moment) -> LockedRunView {
    let state = run.state(now);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (held_ms, left_ms, _) = times(&state);
    // The one step that is refused for a sign that nobody may know of: whoever takes something out can always say so.
    let can = |event: &RunEvent| run.clone().tell(event.clone(), *now).is_ok();
    let steps = draft::run_words().filter(|(_, event)| !matches!(event, RunEvent::Sign(_)) && can(event));
    let cues = state.cues().into_iter().map(|cue| LockedCueView {
        in_ms: cue.in_ms,
        kind: cue_kind(cue.kind),
        sounds: cue.kind.sounds(),
        pulses: cue.kind.pulses(),
    });
    LockedRunView {
        run: name.to_owned(),
        started: run.started().wall.to_rfc3339(),
        stage: stage(state.stage),
        number: state.insertion.map(|_| number(state.done_s.len() + 1)),
        of: number(run.script().insertions().len()),
        target_s: state.insertion.map(|insertion| insertion.hold.target_s),
        max_s: state.insertion.map(|insertion| insertion.hold.max_s),
        held_ms,
        left_ms,
        clock_ms: state.clock_ms,
        cues: cues.collect(),
        checks: run.script().checks().iter().map(|item| state.ticked.contains(item)).collect(),
        done_s: state.done_s.clone(),
        has_ended: state.has_ended,
        asks_if_out: state.asks_if_out(),
        events: steps.map(|(word, _)| word.to_owned()).collect(),
    }
}
