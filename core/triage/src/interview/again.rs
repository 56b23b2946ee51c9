//! A doubt is looked at again before it counts.

use gradus_domain::{Answer, Certainty, Disposition, FactId};

use super::{Replies, Reply};
use crate::assess::Decision;
use crate::definition::{Kind, Role};
use crate::facts::Facts;
use crate::pack::Pack;

/// Feelings: asking once more how somebody feels finds out nothing that "not sure" did not say.
const FEELINGS: [&str; 3] = ["worry", "illness", "worst_ever"];

/// What is to be looked at again.
#[derive(Default)]
pub(super) struct Again {
    /// At once: an emergency may hang on it.
    pub(super) at_once: Vec<FactId>,
    /// After what every check-in begins with.
    pub(super) later: Vec<FactId>,
}

impl Pack {
    /// Signs that were answered with "not sure" and not looked at again, where nothing but doubt makes a rule ask for somebody
    /// to be reached. A number, a temperature among them, and a feeling are not put again. Nobody is kept with questions when
    /// the answer is an emergency already.
    pub(super) fn to_look_at_again(&self, replies: &Replies, facts: &Facts, decision: &Decision) -> Again {
        if decision.disposition >= Disposition::Emergency {
            return Again::default();
        }
        // A doubt is one step milder than its rule: behind one that asks for today stands an emergency.
        let at_once = self.doubts_of(decision, Disposition::SameDay { hours: u16::MAX });
        let all = self.doubts_of(decision, Disposition::Contact { days: u16::MAX });
        let open = |id: &&FactId| {
            let slot = self.vocabulary().slot(id.as_str());
            slot.is_some_and(|slot| all.contains(&slot) && facts.slot(slot).unsure && self.is_seen(slot))
                && !replies.0.iter().any(|reply| matches!(reply, Reply::Again(fact, _) if fact == *id))
        };
        let is_first =
            |id: &FactId| self.vocabulary().slot(id.as_str()).is_some_and(|slot| at_once.contains(&slot));
        let (at_once, later) = doubted(&replies.0).filter(open).cloned().partition(is_first);
        Again { at_once, later }
    }

    /// What is read by the rules that fired by doubt alone and ask for so much or more.
    fn doubts_of(&self, decision: &Decision, least: Disposition) -> Vec<usize> {
        let doubts = decision.fired.iter().filter(|rule| rule.certainty == Certainty::Doubt);
        let rules = doubts.filter(|rule| rule.disposition >= least).filter_map(|rule| self.rule(&rule.id));
        rules.flat_map(|rule| rule.condition.atoms()).map(|atom| atom.fact).collect()
    }

    /// Whether it is a sign that somebody can look at.
    fn is_seen(&self, slot: usize) -> bool {
        let fact = &self.vocabulary().facts()[slot];
        fact.role == Role::Sign
            && !matches!(fact.kind, Kind::Number { .. })
            && !FEELINGS.contains(&fact.id.as_str())
    }
}

/// Whether "not sure" was answered.
pub(super) fn is_doubted(replies: &[Reply], fact: &FactId) -> bool {
    doubted(replies).any(|id| id == fact)
}

fn doubted(replies: &[Reply]) -> impl Iterator<Item = &FactId> {
    replies.iter().filter_map(|reply| match reply {
        Reply::Fact(id, Answer::Unknown) => Some(id),
        _ => None,
    })
}
