//! Somebody who says that something is different is heard, also where no question found what it is.

use gradus_domain::{Assessment, Disposition, Moment};

use super::Replies;
use crate::assess::assess;
use crate::facts::Facts;
use crate::pack::Pack;

/// Something is different, and no question found what. It is no question: the engine says it.
const SOMETHING_ELSE: &str = "something_else";

/// From here on somebody is called.
const CALL: Disposition = Disposition::Contact { days: u16::MAX };

impl Pack {
    /// What the rules answer to what was told. Where something else is different, everything is asked, and nothing of it
    /// asks for a call, that it is different does so itself. A small complaint does not lower that: no answer makes another
    /// one milder.
    pub(super) fn heard(
        &self,
        replies: &Replies,
        facts: Facts,
        tells_of_more: bool,
        now: &Moment,
    ) -> (Facts, Assessment) {
        let told = assess(self, &facts, now);
        let open = self.open(replies, &facts);
        let has_place = told.disposition >= CALL;
        if !tells_of_more || has_place || !open.rest().is_empty() {
            return (facts, told);
        }
        let facts = facts.with_yes(self.vocabulary(), SOMETHING_ELSE);
        let told = assess(self, &facts, now);
        (facts, told)
    }
}
