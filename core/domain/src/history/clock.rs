//! What a clock that was ahead left in the journal, and whether it still casts doubt on the rest.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::History;
use crate::entry::{EntryId, Logged};
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

/// From so much on, two clocks that do not agree with the order of the journal are more than a clock that was set right by
/// minutes. Basis: proposal.
const ASTRAY: TimeDelta = TimeDelta::hours(1);

/// What counts toward a step and was written under a clock that was ahead: it is left out. Everything else that was written
/// then stays in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetAside {
    /// Sessions.
    pub sessions: usize,
    /// Steps between sizes.
    pub steps: usize,
    /// Words about where the plan stands.
    pub stages: usize,
    /// When the last of them was written, by the clock of that time.
    pub last: DateTime<FixedOffset>,
}

/// The order in which everything was written, and the least that a clock showed from there on; empty where no entry is in
/// doubt.
pub(crate) struct ClockDoubts {
    written: Vec<Written>,
    least: Vec<DateTime<FixedOffset>>,
}

impl History {
    /// What to ask about the clocks of the sessions and words that bring a step. A clock that was put back leaves its mark on
    /// the next thing that is written, whatever that is.
    pub(crate) fn clock_doubts(&self, now: DateTime<FixedOffset>) -> ClockDoubts {
        if self.stamps().all(|(_, recorded, is_suspect)| recorded <= now && !is_suspect) {
            return ClockDoubts { written: Vec::new(), least: Vec::new() };
        }
        let mut written: Vec<_> = self.written().collect();
        sorting::sort(&mut written);
        let mut least: Vec<_> = written.iter().map(|(_, recorded)| *recorded).collect();
        for at in (1..least.len()).rev() {
            least[at - 1] = least[at - 1].min(least[at]);
        }
        ClockDoubts { written, least }
    }

    /// What is left out because a clock was ahead and shows less by now; `None` where nothing is.
    pub fn set_aside(&self, now: DateTime<FixedOffset>) -> Option<SetAside> {
        let doubts = self.clock_doubts(now);
        let sessions = left_out(&self.sessions, &doubts, now);
        let steps = left_out(&self.steps, &doubts, now);
        let stages = left_out(&self.stages, &doubts, now);
        let last = sessions.iter().chain(&steps).chain(&stages).copied().max()?;
        Some(SetAside { sessions: sessions.len(), steps: steps.len(), stages: stages.len(), last })
    }

    /// The steps that a clock wrote which was ahead by a day or more, as far as it was put right since: their day would come by
    /// the calendar, and nobody would take them then.
    pub(super) fn steps_ahead(&self) -> Vec<EntryId> {
        if self.steps.is_empty() || self.stamps().all(|(_, _, is_suspect)| !is_suspect) {
            return Vec::new();
        }
        let written: Vec<_> = self.written().collect();
        let ahead = self.steps.iter().filter(|step| was_ahead(&written, (step.place, step.recorded)));
        ahead.map(|step| step.id).collect()
    }
}

/// When those were written that a clock ahead of `now` wrote, and that are left out.
fn left_out<T>(
    all: &[Logged<T>],
    doubts: &ClockDoubts,
    now: DateTime<FixedOffset>,
) -> Vec<DateTime<FixedOffset>> {
    let ahead = all.iter().filter(|one| one.recorded > now && doubts.is_left_out(one));
    ahead.map(|one| one.recorded).collect()
}

impl ClockDoubts {
    /// Whether a clock that was ahead wrote this, and was put right since: it counts for nothing and casts no doubt.
    pub(crate) fn is_left_out<T>(&self, one: &Logged<T>) -> bool {
        !self.written.is_empty() && was_ahead(&self.written, (one.place, one.recorded))
    }

    /// Whether something that was written later tells of a clock that showed less, by an hour or more. Which of the two was wrong
    /// nobody may be able to say: then neither earns anything.
    pub(crate) fn is_contradicted<T>(&self, one: &Logged<T>) -> bool {
        let after = self.written.partition_point(|(place, _)| *place <= one.place);
        self.least.get(after).is_some_and(|least| *least <= one.recorded - ASTRAY)
    }

    /// Whether this was written under a clock that had gone back, as far as is known. One that only showed less than an
    /// entry which is left out was right.
    pub(crate) fn is_suspect<T>(&self, one: &Logged<T>) -> bool {
        let written = &self.written;
        let mut ahead =
            written.iter().filter(|(place, at)| *place < one.place && *at > one.recorded).peekable();
        one.clock_suspect && (ahead.peek().is_none() || !ahead.all(|entry| was_ahead(written, *entry)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Diary, at};
    use crate::size::Millimetres;

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
    fn what_a_later_clock_contradicts_by_an_hour_earns_nothing_whichever_was_wrong() {
        let contradicted = |later: &str, place: u64| {
            let mut diary = Diary::adult();
            diary.good("2026-01-19T20:00", 12, 0);
            diary.contact("2026-01-25T20:00", crate::contact::ContactOutcome::SeenNothingToDo);
            let contact = &mut diary.history.contacts[0];
            (contact.recorded, contact.clock_suspect) = (at(later), true);
            contact.place += place;
            let doubts = diary.history.clock_doubts(at("2026-02-01T08:00"));
            doubts.is_contradicted(&diary.history.sessions[0])
        };
        assert!(contradicted("2026-01-19T19:05", 0), "an hour before 20:05");
        assert!(!contradicted("2026-01-19T19:06", 0), "less than an hour");
        assert!(contradicted("2026-01-18T08:00", 5));
        let mut clear = Diary::adult();
        clear.good("2026-01-19T20:00", 12, 0);
        let doubts = clear.history.clock_doubts(at("2026-02-01T08:00"));
        assert!(!doubts.is_contradicted(&clear.history.sessions[0]));
        clear.visit("2026-01-10T20:00", None);
        clear.history.visits[0].place = 0;
        clear.history.visits[0].clock_suspect = true;
        let doubts = clear.history.clock_doubts(at("2026-02-01T08:00"));
        assert!(!doubts.is_contradicted(&clear.history.sessions[0]), "that came before it");
    }

    #[test]
    fn the_least_of_all_that_was_written_later_counts_and_not_only_the_next_one() {
        let mut diary = Diary::adult();
        diary.evenings("2026-01-20", 3, 12);
        diary.visit("2026-01-19T21:00", None);
        diary.history.visits[0].clock_suspect = true;
        diary.visit("2026-02-20T21:00", None);
        let doubts = diary.history.clock_doubts(at("2026-03-01T08:00"));
        let found: Vec<_> = diary.history.sessions.iter().map(|one| doubts.is_contradicted(one)).collect();
        assert_eq!(found, [true, true, true]);
        assert!(!doubts.is_contradicted(&diary.history.visits[0]));
    }

    #[test]
    fn a_step_taken_under_a_clock_that_was_ahead_is_none_once_its_day_has_come() {
        let mut diary = Diary::adult();
        diary.good("2026-01-19T20:00", 12, 0);
        diary.step("2026-03-01T20:00", 12, 13);
        let size = |diary: &Diary, when: &str| {
            diary.history.put_right(at(when)).current_size(at(when)).map(Millimetres::tenths)
        };
        assert_eq!(size(&diary, "2026-03-02T08:00"), Some(130), "nothing speaks against it");
        diary.visit("2026-01-20T08:00", None);
        assert_eq!(size(&diary, "2026-03-02T08:00"), Some(130), "no clock was seen to go back");
        diary.history.visits[0].clock_suspect = true;
        assert_eq!(size(&diary, "2026-03-02T08:00"), Some(120));
        assert_eq!(size(&diary, "2026-01-21T08:00"), Some(120));
        assert_eq!(diary.history.put_right(at("2026-03-02T08:00")).plans.len(), 1);
        diary.step("2026-01-21T20:00", 12, 13);
        assert_eq!(size(&diary, "2026-01-22T08:00"), Some(130), "a step under the clock that is right");
    }

    #[test]
    fn only_what_counts_toward_a_step_is_set_aside_and_only_while_its_clock_is_ahead() {
        let mut diary = Diary::adult();
        diary.good("2026-01-19T20:00", 12, 0);
        let aside = |diary: &Diary, when: &str| diary.history.set_aside(at(when));
        diary.contact("2026-03-01T20:00", crate::contact::ContactOutcome::Stop);
        diary.visit("2026-01-20T08:00", None);
        assert_eq!(aside(&diary, "2026-01-20T09:00"), None, "the clinic's word stays in force");
        diary.good("2026-03-01T20:00", 12, 0);
        let stage = crate::stage::Stage::Full(0);
        let (plan, from) = (diary.history.plans[0].id, crate::sample::date("2026-03-03"));
        let why = crate::stage::StageWhy::Proposed;
        let word = diary.logged("2026-03-01T21:00", crate::stage::StageTaken { plan, stage, from, why });
        diary.history.stages.push(word);
        diary.step("2026-03-01T22:00", 12, 13);
        assert_eq!(aside(&diary, "2026-01-20T09:00"), None, "nothing says yet which clock was right");
        diary.visit("2026-01-20T10:00", None);
        let last = at("2026-03-01T22:05");
        let all = SetAside { sessions: 1, steps: 1, stages: 1, last };
        assert_eq!(aside(&diary, "2026-01-20T11:00"), Some(all));
        assert_eq!(aside(&diary, "2026-03-01T22:04"), Some(SetAside { sessions: 0, stages: 0, ..all }));
        assert_eq!(aside(&diary, "2026-03-01T22:05"), None);
    }

    #[test]
    fn every_kind_is_looked_at() {
        let clear = |diary: &Diary| diary.history.clock_doubts(at("2026-02-01T08:00")).written.is_empty();
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
        let mut seen = Diary::adult();
        seen.visit("2026-01-19T20:00", None);
        assert!(clear(&seen));
        seen.history.visits[0].clock_suspect = true;
        assert!(!clear(&seen), "a clock that was put back is seen by whatever is written next");
        let mut ahead = Diary::adult();
        ahead.contact("2026-02-01T07:55", crate::contact::ContactOutcome::Resume);
        assert!(clear(&ahead), "just now");
        ahead.contact("2026-02-01T07:56", crate::contact::ContactOutcome::Resume);
        assert!(!clear(&ahead), "a minute ahead");
    }
}
