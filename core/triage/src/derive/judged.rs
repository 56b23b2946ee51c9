//! What the clinic has judged and need not be told again.

use std::collections::BTreeSet;

use gradus_domain::{Answer, Assessment, Certainty, EntryId, History, Logged, Session, Value};

use super::told;
use crate::facts::is_at_least;
use crate::standing::is_about;
use crate::vocabulary::BUILTIN;

/// Rules that reach the clinic about blood seen at the opening. They read how often sessions bled, or the bleeding itself.
/// A rule that is not named here hides no bleeding.
pub(super) const OF_BLEEDING: [&str; 12] =
    ["B2", "B2a", "B3", "B4", "B4a", "B5", "B6", "B6a", "B8", "B8a", "B9", "B10"];
/// Rules that reach the clinic about the pain that rests are for.
pub(super) const OF_PAIN: [&str; 4] = ["P1b", "P1c", "P2", "P3"];
/// The rule that adds up different reasons to call: who was told of it was told of those.
const ADDING_UP: &str = "G3";

/// The assessments that a talk named and after which dilation was to go on.
pub(super) struct Judged<'h> {
    named: Vec<&'h Logged<Assessment>>,
}

impl<'h> Judged<'h> {
    pub(super) fn of(history: &'h History) -> Self {
        let talks: Vec<_> = history.contacts.iter().filter(|talk| talk.value.outcome.goes_on()).collect();
        let wanted: BTreeSet<EntryId> = talks.iter().flat_map(|talk| &talk.value.releases).copied().collect();
        let named = |assessment: &&Logged<Assessment>| {
            wanted.contains(&assessment.id) && talks.iter().any(|talk| is_about(talk, assessment))
        };
        Self { named: history.assessments.iter().filter(named).collect() }
    }

    /// Whether the clinic was told of this assessment itself.
    pub(super) fn names(&self, assessment: &Logged<Assessment>) -> bool {
        self.named.iter().any(|named| named.id == assessment.id)
    }

    /// Whether a judged assessment knew all that this session tells.
    pub(super) fn knew(&self, session: &Logged<Session>) -> bool {
        self.named.iter().any(|assessment| knew(assessment, session))
    }

    /// Whether this came before a judged assessment in which one of these rules held.
    pub(super) fn is_over<T>(&self, event: &Logged<T>, rules: &[&str]) -> bool {
        self.named.iter().any(|named| came_before(event, named) && rules.iter().any(|id| held(named, id)))
    }

    /// What the judged assessments in which one of these rules held say of this count, added up.
    pub(super) fn counted(&self, fact: &str, rules: &[&str]) -> usize {
        let told = self.named.iter().filter(|named| rules.iter().any(|id| held(named, id)));
        let counts = told.filter_map(|named| match named.value.facts.get(fact) {
            Some(Answer::Known(Value::Number(number))) => usize::try_from(number.tenths() / 10).ok(),
            _ => None,
        });
        counts.sum()
    }

    /// Whether the clinic was told of a call: by the assessment that asked for it, by a later one in which the same
    /// rule held, or by a later one that added it up under `key`.
    pub(super) fn called(&self, assessment: &Logged<Assessment>, rule: &str, key: &str) -> bool {
        let yes = Answer::Known(Value::YesNo(true));
        let added =
            |named: &Logged<Assessment>| held(named, ADDING_UP) && named.value.facts.get(key) == Some(&yes);
        let mut later = self.named.iter().filter(|named| came_before(assessment, named));
        self.names(assessment) || later.any(|named| held(named, rule) || added(named))
    }
}

/// Whether an assessment was given after a session was written down and knew all that the session tells. One that was
/// corrected to something worse since was not known.
pub(super) fn knew(assessment: &Logged<Assessment>, session: &Logged<Session>) -> bool {
    let known = |(id, answer): (&str, Answer<Value>)| {
        let fact = BUILTIN.fact(id);
        let then = assessment.value.facts.get(id);
        fact.zip(then).is_some_and(|(fact, then)| is_at_least(fact, then, &answer))
    };
    came_before(session, assessment) && told::of(&[&session.value]).into_iter().all(known)
}

/// Whether something happened and was written down before an assessment, by clocks that are to be believed.
fn came_before<T>(event: &Logged<T>, assessment: &Logged<Assessment>) -> bool {
    let believed = !event.clock_suspect && !assessment.clock_suspect;
    believed && event.effective <= assessment.effective && event.recorded <= assessment.recorded
}

fn held(assessment: &Logged<Assessment>, rule: &str) -> bool {
    assessment.value.fired.iter().any(|fired| fired.id == rule && fired.certainty == Certainty::Yes)
}
