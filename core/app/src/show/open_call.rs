use gradus_domain::{Moment, Task};
use gradus_triage::Duty;

use super::disposition;
use super::triage::hours_until;
use crate::view::DispositionWord;

/// A call to a person that is open from before and more urgent than an answer.
pub(crate) struct OpenCall {
    pub(crate) duty: Duty,
    pub(crate) disposition: DispositionWord,
    /// Hours until the person must have been reached, rounded up; 0 when that time has passed.
    pub(crate) within_hours: u32,
}

/// The most pressing call among `tasks`, those in force with an answer already in, if it asks for more than that answer or
/// for the same earlier. `own`: what the answer by itself leaves to do.
pub(crate) fn open_call(
    tasks: &[Task],
    answer: DispositionWord,
    own: &[Task],
    now: &Moment,
) -> Option<OpenCall> {
    let is_call = |task: &&Task| !Duty::of(task).is_answered_here();
    let task = tasks.iter().find(is_call)?;
    let duty = Duty::of(task);
    let asks = disposition(asked_now(task, now));
    let is_own =
        own.iter().filter(is_call).any(|own| own.due.timestamp_millis() == task.due.timestamp_millis());
    // An emergency is one, however many answers found it, and the newest says best where to go.
    let is_said = asks == answer && (is_own || asks == DispositionWord::Emergency);
    if asks < answer || is_said {
        return None;
    }
    Some(OpenCall { duty, disposition: asks, within_hours: hours_until(task.due, now).unwrap_or(0) })
}

/// What a task asks for at this moment.
pub(crate) fn asked_now(task: &Task, now: &Moment) -> gradus_domain::Disposition {
    let duty = Duty::of(task);
    if task.due < now.wall { duty.when_overdue() } else { duty.in_time() }
}
