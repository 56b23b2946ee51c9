//! What an assessment knew of the log.

use chrono::{DateTime, FixedOffset};
use gradus_domain::{Answer, Assessment, Logged, Session, Value};

use super::told;
use crate::facts::is_at_least;
use crate::vocabulary::BUILTIN;

/// Whether an assessment was given after a session was written down and knew all that the session tells at `now`. One that
/// was corrected to something worse since was not known.
pub(super) fn knew(
    assessment: &Logged<Assessment>,
    session: &Logged<Session>,
    now: DateTime<FixedOffset>,
) -> bool {
    let known = |(id, answer): (&str, Answer<Value>)| {
        let fact = BUILTIN.fact(id);
        let then = assessment.value.facts.get(id);
        fact.zip(then).is_some_and(|(fact, then)| is_at_least(fact, then, &answer))
    };
    came_before(session, assessment) && told::by(&[session], now).into_iter().all(known)
}

/// Whether something happened and was written down before an assessment, by clocks that are to be believed.
fn came_before<T>(event: &Logged<T>, assessment: &Logged<Assessment>) -> bool {
    let believed = !event.clock_suspect && !assessment.clock_suspect;
    believed && event.effective <= assessment.effective && event.recorded <= assessment.recorded
}
