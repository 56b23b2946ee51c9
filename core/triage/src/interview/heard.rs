//! Somebody who says that something is different is heard, also where no question found what it is.

use gradus_domain::{Assessment, Disposition, Moment};

use super::{More, Replies};
use crate::assess::assess;
use crate::facts::Facts;
use crate::pack::Pack;

/// Something is different, and no question found what. It is no question: the engine says it.
const SOMETHING_ELSE: &str = "something_else";

/// From here on somebody is called.
const CALL: Disposition = Disposition::Contact { days: u16::MAX };

impl Pack {
    /// What the rules answer to what was told. Where something else is different, all that it may be about is asked, and nothing of it
    /// asks for a call, that it is different does so itself. A small complaint does not lower that: no answer makes another
    /// one milder.
    pub(super) fn heard(
        &self,
        replies: &Replies,
        facts: Facts,
        more: &More,
        now: &Moment,
    ) -> (Facts, Assessment) {
        let told = assess(self, &facts, now);
        let open = self.open(replies, &facts, more);
        let has_place = told.disposition >= CALL;
        let is_open = !open.topics().is_empty() || !open.rest().is_empty();
        if !more.is_told() || has_place || is_open {
            return (facts, told);
        }
        let facts = facts.with_yes(self.vocabulary(), SOMETHING_ELSE);
        let told = assess(self, &facts, now);
        (facts, told)
    }
}
