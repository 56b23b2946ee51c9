use gradus_domain::{Moment, Task};
use gradus_triage::Duty;

use super::disposition;
use super::triage::hours_until;
use crate::view::{DispositionWord, TriageView};

/// A call to a person that is open from before and more urgent than an answer.
pub(crate) struct OpenCall {
    pub(crate) duty: Duty,
    pub(crate) disposition: DispositionWord,
    /// Hours until the person must have been reached, rounded up; 0 when that time has passed.
    pub(crate) within_hours: u32,
}

/// The most pressing call among `tasks`, those in force with the answer `view` already in, if it asks for more than that
/// answer or for the same earlier.
pub(crate) fn open_call(tasks: &[Task], view: &TriageView, now: &Moment) -> Option<OpenCall> {
    let task = tasks.iter().find(|task| !Duty::of(task).is_answered_here())?;
    let duty = Duty::of(task);
    let asks = if task.due < now.wall { disposition(duty.when_overdue()) } else { asks_in_time(duty) };
    let own = view.tasks.iter().filter(|own| !is_answered_here(&own.duty)).map(|own| &own.due);
    let is_own = own.into_iter().any(|due| task.due.with_timezone(now.wall.offset()).to_rfc3339() == *due);
    // An emergency is one, however many answers found it, and the newest says best where to go.
    let is_said = asks == view.disposition && (is_own || asks == DispositionWord::Emergency);
    if asks < view.disposition || is_said {
        return None;
    }
    Some(OpenCall { duty, disposition: asks, within_hours: hours_until(task.due, now).unwrap_or(0) })
}

fn is_answered_here(key: &str) -> bool {
    Duty::KEYS.iter().any(|(known, duty)| *known == key && duty.is_answered_here())
}

fn asks_in_time(duty: Duty) -> DispositionWord {
    match duty {
        Duty::Emergency => DispositionWord::Emergency,
        Duty::SameDay => DispositionWord::SameDay,
        Duty::Surgeon | Duty::ContactSoon | Duty::Contact => DispositionWord::Contact,
        Duty::AskAgain | Duty::Recheck => DispositionWord::PauseAndRecheck,
    }
}
