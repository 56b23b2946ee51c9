//! Old answers, given once more by the pack that gave them.

use chrono::{DateTime, FixedOffset};
use gradus_domain::{Assessment, BootId, FiredRule, Moment, sorting};

use super::{More, Replies, Reply, ask_again};
use crate::assess::assess;
use crate::definition::FactError;
use crate::facts::Facts;
use crate::pack::Pack;

impl Pack {
    /// Whether this pack, which gave the answer `kept` at `at`, gives it again: by the facts that stand in it, derived ones
    /// too, and never by a log that has gone on since.
    ///
    /// Compared are the disposition, every rule with how sure it is and what it asks for, the gate, what is missing and what
    /// is due. For a pack that was written for an older vocabulary the last three are not: what must be asked is told by the
    /// vocabulary, and that of today may ask for more. Then the gate must at least be that of the rules.
    ///
    /// # Errors
    /// Every fact that the vocabulary of today does not know or does not allow: then nothing can be told.
    pub fn gives_again(&self, kept: &Assessment, at: DateTime<FixedOffset>) -> Result<bool, Vec<FactError>> {
        let now = Moment::new(at, 0, BootId::default());
        let facts = Facts::new(self.vocabulary(), kept.facts.clone())?;
        let answer = assess(self, &facts, &now);
        if answer.disposition != kept.disposition || !same_rules(&answer.fired, &kept.fired) {
            return Ok(false);
        }
        if self.facts_version < self.vocabulary().version() {
            return Ok(kept.fired.iter().all(|rule| kept.gate.covers(&rule.gate)));
        }
        // A session asks for no more than its rules do, a check-in also for what it left open; which of them it was, and
        // whether something else was said to be different, does not stand in the answer.
        let told = facts.answers().iter().map(|(id, answer)| Reply::Fact(id.clone(), answer.clone()));
        let told = Replies(told.collect());
        let ways = [None, Some(More::Nothing), Some(More::Anything)].into_iter().map(|tells_of_more| {
            let mut again = answer.clone();
            if let Some(more) = tells_of_more {
                self.leave_open(&told, &facts, &more, &mut again, &now);
            }
            ask_again(&mut again, &now);
            again
        });
        Ok(ways.into_iter().any(|again| same_rest(again, kept)))
    }
}

fn same_rules(one: &[FiredRule], other: &[FiredRule]) -> bool {
    let by_id = |fired: &[FiredRule]| {
        let mut fired = fired.to_vec();
        sorting::sort_by(&mut fired, |one, other| one.id.cmp(&other.id));
        fired
    };
    by_id(one) == by_id(other)
}

/// Whether gate, missing questions and tasks are the same, in whatever order they stand.
fn same_rest(mut again: Assessment, kept: &Assessment) -> bool {
    let mut missing = kept.missing.clone();
    sorting::sort(&mut missing);
    sorting::sort(&mut again.missing);
    again.gate == kept.gate && again.missing == missing && again.tasks == kept.tasks
}
