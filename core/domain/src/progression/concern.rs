use chrono::{DateTime, FixedOffset};

use super::{Caution, Findings, Reason};

/// What a proposal finds and the clinic is to hear of, and since when: its call counts from there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Concern {
    /// What is found.
    pub reason: Reason,
    /// The session, the answer, the talk or the day that made it so.
    pub since: DateTime<FixedOffset>,
}

impl Findings {
    pub(super) fn concern(&mut self, caution: Caution, concern: Option<Concern>) {
        if let Some(concern) = concern {
            self.add(caution, concern.reason);
        }
    }
}

crate::unprinted!(Concern);
