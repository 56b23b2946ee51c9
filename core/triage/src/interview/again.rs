//! A doubt is looked at again before it counts.

use gradus_domain::{Answer, Certainty, Disposition, FactId};

use super::{Replies, Reply};
use crate::assess::Decision;
use crate::facts::Facts;
use crate::pack::Pack;

impl Pack {
    /// What was answered with "not sure" and not looked at again, where nothing but doubt makes a rule ask for somebody to be
    /// reached. Nobody is kept with questions when the answer is an emergency already.
    pub(super) fn to_look_at_again(
        &self,
        replies: &Replies,
        facts: &Facts,
        decision: &Decision,
    ) -> Vec<FactId> {
        let is_call = |disposition| disposition >= Disposition::Contact { days: u16::MAX };
        let doubts = decision.fired.iter().filter(|rule| rule.certainty == Certainty::Doubt);
        let doubts =
            doubts.filter(|rule| is_call(rule.disposition) && decision.disposition < Disposition::Emergency);
        let read: Vec<usize> = doubts
            .filter_map(|rule| self.rule(&rule.id))
            .flat_map(|rule| rule.condition.atoms())
            .map(|atom| atom.fact)
            .collect();
        let open = |id: &&FactId| {
            let slot = self.vocabulary().slot(id.as_str());
            slot.is_some_and(|slot| read.contains(&slot) && facts.slot(slot).unsure)
                && !replies.0.iter().any(|reply| matches!(reply, Reply::Again(fact, _) if fact == *id))
        };
        doubted(&replies.0).filter(open).cloned().collect()
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
