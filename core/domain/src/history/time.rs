//! What a log had in it at a moment.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use super::History;
use crate::entry::Logged;

impl History {
    /// The log without what is told of a time after `now`, because a clock was ahead when it was written. What closes a
    /// gate or sets the plan stays: a clock that is put right lifts no block.
    pub fn happened_by(&self, now: DateTime<FixedOffset>) -> Cow<'_, Self> {
        let Self { check_ins, sessions, contacts, visits, .. } = self;
        let ahead = is_after(check_ins, now)
            || is_after(sessions, now)
            || is_after(visits, now)
            || contacts.iter().any(|one| one.effective.max(one.value.when) > now);
        if !ahead {
            return Cow::Borrowed(self);
        }
        let mut history = self.clone();
        history.drop_told_after(now);
        Cow::Owned(history)
    }

    /// The log as it stood at `then`: a block that came later did not stand yet, one that was lifted since still did.
    pub fn as_of(&self, then: DateTime<FixedOffset>) -> Self {
        let mut history = self.clone();
        // What gave way is told by a plan that may lie after `then` itself.
        history.plans.retain(|plan| !self.gives_way(plan));
        history.drop_told_after(then);
        drop_after(&mut history.plans, then);
        drop_after(&mut history.skips, then);
        drop_after(&mut history.assessments, then);
        drop_after(&mut history.steps, then);
        history
    }

    fn drop_told_after(&mut self, then: DateTime<FixedOffset>) {
        drop_after(&mut self.check_ins, then);
        drop_after(&mut self.sessions, then);
        drop_after(&mut self.visits, then);
        self.contacts.retain(|one| one.effective.max(one.value.when) <= then);
    }
}

fn is_after<T>(all: &[Logged<T>], then: DateTime<FixedOffset>) -> bool {
    all.iter().any(|one| one.effective > then)
}

fn drop_after<T>(all: &mut Vec<Logged<T>>, then: DateTime<FixedOffset>) {
    all.retain(|one| one.effective <= then);
}
