//! What a clock that was ahead left in the journal, and whether it still casts doubt on the rest.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::History;
use crate::entry::Logged;
use crate::sorting;

/// The place of an entry in the order of the journal, and when it was written down.
pub type Written = (u64, DateTime<FixedOffset>);

/// Whether an entry was written under a clock that was ahead by a day or more: something that was written after it tells of
/// an earlier day, and yet of none before what was written ahead of it. A clock that went back afterwards, as one without a
/// battery does, makes nothing of what was there before.
pub fn was_ahead(written: &[Written], (place, recorded): Written) -> bool {
    let latest = recorded - TimeDelta::days(1);
    let told = || written.iter().filter(|(_, other)| *other <= latest);
    let before = told().filter(|(other, _)| *other < place).map(|(_, other)| *other).max();
    told().any(|(other, at)| *other > place && before.is_none_or(|before| *at >= before))
}

/// The order in which everything was written; empty where no entry is in doubt.
pub(crate) struct ClockDoubts(Vec<Written>);

impl History {
    /// What to ask about the clocks of the sessions and words that bring a step.
    pub(crate) fn clock_doubts(&self, now: DateTime<FixedOffset>) -> ClockDoubts {
        let is_clear = self.written().all(|(_, recorded)| recorded <= now)
            && self.sessions.iter().all(|one| !one.clock_suspect)
            && self.steps.iter().all(|one| !one.clock_suspect)
            && self.stages.iter().all(|one| !one.clock_suspect);
        if is_clear {
            return ClockDoubts(Vec::new());
        }
        let mut written: Vec<_> = self.written().collect();
        sorting::sort(&mut written);
        ClockDoubts(written)
    }
}

impl ClockDoubts {
    /// Whether a clock that was ahead wrote this, and was put right since: it counts for nothing and casts no doubt.
    pub(crate) fn is_left_out<T>(&self, one: &Logged<T>) -> bool {
        !self.0.is_empty() && was_ahead(&self.0, (one.place, one.recorded))
    }

    /// Whether this was written under a clock that had gone back, as far as is known. One that only showed less than an
    /// entry which is left out was right.
    pub(crate) fn is_suspect<T>(&self, one: &Logged<T>) -> bool {
        let mut ahead =
            self.0.iter().filter(|(place, at)| *place < one.place && *at > one.recorded).peekable();
        one.clock_suspect && (ahead.peek().is_none() || !ahead.all(|entry| was_ahead(&self.0, *entry)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Diary, at};

    fn written(all: &[&str]) -> Vec<Written> {
        (0..).zip(all.iter().map(|text| at(text))).collect()
    }

    #[test]
    fn an_entry_was_ahead_where_what_follows_lies_a_day_before_it_and_not_before_what_was_there() {
        let ahead = |before: &str, after: &str| {
            let all = written(&[before, "2027-01-20T08:00", after]);
            was_ahead(&all, all[1])
        };
        assert!(ahead("2026-01-18T08:00", "2026-01-19T08:00"));
        assert!(ahead("2026-01-18T08:00", "2027-01-19T08:00"), "a day");
        assert!(!ahead("2026-01-18T08:00", "2027-01-19T08:01"), "less than a day");
        assert!(ahead("2026-01-18T08:00", "2026-01-18T08:00"));
        assert!(!ahead("2026-01-18T08:00", "2026-01-18T07:59"), "that clock went back");
        let first = written(&["2027-01-20T08:00", "2026-01-18T08:00"]);
        assert!(was_ahead(&first, first[0]), "nothing was there before it");
        assert!(!was_ahead(&first, first[1]), "the one after it is right");
    }

    #[test]
    fn what_only_showed_less_than_what_is_left_out_is_no_longer_in_doubt() {
        let mut diary = Diary::adult();
        diary.good("2026-01-19T20:00", 12, 0);
        diary.good("2027-01-19T20:00", 12, 0);
        diary.good("2026-01-20T20:00", 12, 0).clock_suspect = true;
        let doubts = |diary: &Diary| {
            let doubts = diary.history.clock_doubts(at("2026-01-21T08:00"));
            let all = diary.history.sessions.iter();
            all.map(|one| (doubts.is_left_out(one), doubts.is_suspect(one))).collect::<Vec<_>>()
        };
        assert_eq!(doubts(&diary), [(false, false), (true, false), (false, false)]);
        diary.history.sessions[1].recorded = at("2026-01-20T23:00");
        assert_eq!(doubts(&diary)[2], (false, true), "less than a day ahead: one of the two was wrong");
        diary.history.sessions.remove(1);
        assert_eq!(doubts(&diary)[1], (false, true), "nobody knows why it was in doubt");
    }

    #[test]
    fn every_kind_that_brings_a_step_is_looked_at() {
        let clear = |diary: &Diary| diary.history.clock_doubts(at("2026-02-01T08:00")).0.is_empty();
        let mut diary = Diary::adult();
        diary.good("2026-01-19T20:00", 12, 0);
        assert!(clear(&diary));
        diary.history.sessions[0].clock_suspect = true;
        assert!(!clear(&diary));
        let mut stepped = Diary::adult();
        stepped.step("2026-01-19T20:00", 12, 13);
        assert!(clear(&stepped));
        stepped.history.steps[0].clock_suspect = true;
        assert!(!clear(&stepped));
        let mut staged = Diary::adult();
        let word = crate::stage::StageTaken {
            plan: staged.history.plans[0].id,
            stage: crate::stage::Stage::Full(0),
            from: crate::sample::date("2026-01-20"),
            why: crate::stage::StageWhy::Proposed,
        };
        let word = staged.logged("2026-01-19T20:00", word);
        staged.history.stages.push(word);
        assert!(clear(&staged));
        staged.history.stages[0].clock_suspect = true;
        assert!(!clear(&staged));
        let mut ahead = Diary::adult();
        ahead.contact("2026-02-01T07:55", crate::contact::ContactOutcome::Resume);
        assert!(clear(&ahead), "just now");
        ahead.contact("2026-02-01T07:56", crate::contact::ContactOutcome::Resume);
        assert!(!clear(&ahead), "a minute ahead");
    }
}
