//! What an assessment knew of the log.

use std::collections::BTreeMap;

use gradus_domain::{Answer, Assessment, FactId, Logged, Session, Value};

use super::told::{self, Told};
use crate::definition::Role;
use crate::facts::is_at_least;
use crate::vocabulary::BUILTIN;

/// Whether an assessment was given after something was written down and knew all that it tells now. What was corrected to
/// something worse since was not known.
pub(super) fn knew<T>(assessment: &Logged<Assessment>, event: &Logged<T>, told: Vec<Told>) -> bool {
    let known = |(id, answer): (&str, Answer<Value>)| {
        let fact = BUILTIN.fact(id);
        let then = assessment.value.facts.get(id);
        fact.zip(then).is_some_and(|(fact, then)| is_at_least(fact, then, &answer))
    };
    came_before(event, assessment) && told.into_iter().all(known)
}

/// Whether something happened and was written down before an assessment, by clocks that are to be believed.
fn came_before<T>(event: &Logged<T>, assessment: &Logged<Assessment>) -> bool {
    let believed = !event.clock_suspect && !assessment.clock_suspect;
    believed && event.effective <= assessment.effective && event.recorded <= assessment.recorded
}

/// Whether a session tells something worse than it did before, or something that is less sure: what was answered on its
/// first form did not know that.
pub fn tells_more(before: &Session, after: &Session) -> bool {
    let (then, told) = (told::of(&[before]), told::of(&[after]));
    let covered = |(id, answer): &(&str, Answer<Value>)| {
        let fact = BUILTIN.fact(id);
        let then = then.iter().find(|(name, _)| name == id).map(|(_, answer)| answer);
        fact.zip(then).is_some_and(|(fact, then)| is_at_least(fact, then, answer))
    };
    !told.iter().all(covered)
}

/// Whether answers tell something worse than before, something less sure, or something else of a background; or leave out
/// what was answered before.
pub fn answers_more(
    before: &BTreeMap<FactId, Answer<Value>>,
    after: &BTreeMap<FactId, Answer<Value>>,
) -> bool {
    let covered = |(id, answer): (&FactId, &Answer<Value>)| match (BUILTIN.fact(id.as_str()), before.get(id))
    {
        (Some(fact), Some(then)) if fact.role == Role::Sign => is_at_least(fact, then, answer),
        (_, then) => then == Some(answer),
    };
    !after.iter().all(covered) || before.keys().any(|id| !after.contains_key(id))
}
