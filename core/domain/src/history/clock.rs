//! What a clock that was ahead left in the journal, and whether it still casts doubt on the rest.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

use super::{History, StepTaken};
use crate::contact::ContactOutcome;
use crate::entry::Logged;
use crate::sorting;
use crate::stage::{Stage, StageTaken};

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

/// What was written under a clock that showed a time by so much before the first entry of the diary speaks against nothing:
/// that clock went back, as one without a battery does. Basis: proposal.
const BEFORE_ALL: TimeDelta = TimeDelta::days(30);

/// What counts toward a step and was written under a clock that was ahead: it is left out. Everything else that was written
/// then stays in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetAside {
    /// Sessions.
    pub sessions: usize,
    /// Steps up that are none, until another word sets the size.
    pub steps: usize,
    /// Words that the plan asks for less, until another word or plan takes their place.
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
        ClockDoubts::of(self)
    }

    /// What is left out because a clock was ahead and shows less by now; `None` where nothing is.
    pub fn set_aside(&self, now: DateTime<FixedOffset>) -> Option<SetAside> {
        let doubts = self.clock_doubts(now);
        let sessions = left_out(&self.sessions, &doubts, now);
        let steps = self.void_steps(now);
        let sized = self.last_size_but(&steps);
        let steps: Vec<_> = steps.iter().filter(|one| one.place > sized).map(|one| one.recorded).collect();
        let stages = self.void_words();
        let staged = self.last_stage_but(&stages);
        let stages: Vec<_> = stages.iter().filter(|one| one.place > staged).map(|one| one.recorded).collect();
        let last = sessions.iter().chain(&steps).chain(&stages).copied().max()?;
        Some(SetAside { sessions: sessions.len(), steps: steps.len(), stages: stages.len(), last })
    }

    /// The steps up that a clock wrote which was ahead by a day or more and was put right since, or that a later clock
    /// contradicts: their day would come by the calendar, and nobody would take them then. Also where it was put back by an hour
    /// alone, and wrongly: whoever winds a clock forward leaves the same marks, and what the log carries is offered again. A
    /// step back stands whatever its clock showed.
    pub(super) fn void_steps(&self, now: DateTime<FixedOffset>) -> Vec<&Logged<StepTaken>> {
        if self.steps.is_empty() {
            return Vec::new();
        }
        let doubts = self.clock_doubts(now);
        self.steps.iter().filter(|step| !step.value.is_back() && doubts.is_void(step)).collect()
    }

    /// The same of the words that a plan asks for less. One that goes back in it stands.
    pub(crate) fn void_words(&self) -> Vec<&Logged<StageTaken>> {
        if self.stages.is_empty() {
            return Vec::new();
        }
        let doubts = ClockDoubts::of(self);
        let mut words: Vec<_> = self.stages.iter().collect();
        sorting::sort_by_key(&mut words, |word| word.place);
        let mut stands = None;
        words.retain(|word| {
            let StageTaken { plan, stage, .. } = word.value;
            let before = stands.filter(|(of, _)| *of == plan).map_or(Stage::Full(0), |(_, stage)| stage);
            let is_void = stage > before && doubts.is_void(word);
            stands = if is_void { stands } else { Some((plan, stage)) };
            is_void
        });
        words
    }

    /// The place of the last entry that may have set the size, without these.
    fn last_size_but(&self, void: &[&Logged<StepTaken>]) -> u64 {
        let steps = self.steps.iter().filter(|one| void.iter().all(|other| other.id != one.id));
        let visits = self.visits.iter().filter(|one| one.value.size_set.is_some());
        let sets = |said| matches!(said, ContactOutcome::ResumeAt(_) | ContactOutcome::StepDown);
        let contacts = self.contacts.iter().filter(|one| sets(one.value.outcome));
        let all = steps.map(|one| one.place).chain(visits.map(|one| one.place));
        let all = all.chain(contacts.map(|one| one.place)).chain(self.plans.iter().map(|one| one.place));
        all.max().unwrap_or(0)
    }

    /// The place of the last word about where a plan stands, or of the last plan, without these.
    fn last_stage_but(&self, void: &[&Logged<StageTaken>]) -> u64 {
        let words = self.stages.iter().filter(|one| void.iter().all(|other| other.id != one.id));
        words.map(|one| one.place).chain(self.plans.iter().map(|one| one.place)).max().unwrap_or(0)
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
    fn of(history: &History) -> Self {
        let mut written: Vec<_> = history.written().collect();
        sorting::sort(&mut written);
        let before_all = written.first().map(|(_, recorded)| *recorded - BEFORE_ALL);
        let speaks = |recorded| before_all.is_none_or(|before| recorded >= before);
        let told = written.iter().map(|(_, recorded)| *recorded);
        let mut least: Vec<_> =
            told.map(|at| if speaks(at) { at } else { DateTime::<Utc>::MAX_UTC.fixed_offset() }).collect();
        for at in (1..least.len()).rev() {
            least[at - 1] = least[at - 1].min(least[at]);
        }
        Self { written, least }
    }

    /// Whether this cannot be believed to have been written when its clock said so.
    fn is_void<T>(&self, one: &Logged<T>) -> bool {
        self.is_left_out(one) || self.is_contradicted(one)
    }

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
        assert!(contradicted("2025-12-20T00:05", 0), "thirty days before the first entry");
        assert!(!contradicted("2025-12-20T00:04", 0), "a clock that went back");
        assert!(!contradicted("2020-01-01T08:00", 0), "one without a battery");
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
    fn a_step_back_under_a_clock_that_was_ahead_holds_at_once_and_for_good_and_never_leads_up() {
        let mut diary = Diary::adult();
        diary.step("2026-01-19T20:00", 12, 13);
        diary.step("2026-01-22T20:00", 13, 12);
        diary.visit("2026-01-20T21:00", None);
        diary.history.visits[0].clock_suspect = true;
        let size = |diary: &Diary, when: &str| {
            diary.history.put_right(at(when)).current_size(at(when)).map(Millimetres::tenths)
        };
        for when in ["2026-01-20T22:00", "2026-01-22T19:00", "2026-02-22T19:00"] {
            assert_eq!(size(&diary, when), Some(120), "{when}");
            assert_eq!(diary.history.set_aside(at(when)), None, "{when}");
        }
        let mut faked = Diary::adult();
        faked.step("2026-02-01T20:00", 12, 13);
        faked.step("2026-02-10T20:00", 13, 14);
        faked.step("2026-02-11T20:00", 14, 13);
        faked.visit("2026-01-20T08:00", None);
        faked.history.visits[0].clock_suspect = true;
        assert_eq!(size(&faked, "2026-03-01T08:00"), Some(120), "the steps up before it are none");
    }

    #[test]
    fn a_step_up_that_a_later_clock_contradicts_is_none() {
        let stepped = |later: &str| {
            let mut diary = Diary::adult();
            diary.evenings("2026-01-19", 9, 12);
            diary.step("2026-01-27T20:10", 12, 13);
            diary.visit(later, None);
            diary.history.visits[0].clock_suspect = true;
            let now = at("2026-02-01T08:00");
            diary.history.put_right(now).current_size(now).map(Millimetres::tenths)
        };
        assert_eq!(stepped("2026-01-19T20:30"), Some(120), "wound day by day, and put right");
        assert_eq!(stepped("2020-01-01T08:00"), Some(130), "a clock without a battery takes no step away");
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
        let stage = Stage::Taper(0);
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
        diary.history.visits[1].clock_suspect = true;
        assert_eq!(
            aside(&diary, "2026-04-01T22:05"),
            Some(SetAside { sessions: 0, ..all }),
            "they are none, and told, also when their day has come"
        );
        let word = StageTaken { plan, stage: Stage::Full(0), from: crate::sample::date("2026-01-22"), why };
        let word = diary.logged("2026-01-21T08:00", word);
        diary.history.stages.push(word);
        let step = Some(SetAside { sessions: 0, stages: 0, ..all });
        assert_eq!(aside(&diary, "2026-04-01T22:05"), step, "another word took its place");
        diary.step("2026-01-21T20:00", 12, 13);
        assert_eq!(aside(&diary, "2026-04-01T22:05"), None, "and another step");
    }

    #[test]
    fn an_entry_of_the_same_instant_casts_no_doubt_on_one_that_was_written_after_it() {
        let mut diary = Diary::adult();
        diary.good("2026-03-01T20:00", 12, 0);
        diary.visit("2026-01-20T08:00", None);
        diary.visit("2026-01-20T08:00", None);
        diary.history.visits.iter_mut().for_each(|visit| visit.clock_suspect = true);
        let doubts = diary.history.clock_doubts(at("2026-01-21T08:00"));
        let found: Vec<_> = diary.history.visits.iter().map(|visit| doubts.is_suspect(visit)).collect();
        assert_eq!(found, [false, false], "only the session's clock was wrong");
    }

    #[test]
    fn a_session_is_told_as_left_out_until_the_clock_shows_the_time_at_which_it_was_written() {
        let mut diary = Diary::adult();
        diary.good("2026-03-01T20:00", 12, 0);
        diary.visit("2026-01-20T08:00", None);
        diary.history.visits[0].clock_suspect = true;
        let aside = |when: &str| diary.history.set_aside(at(when)).map_or(0, |aside| aside.sessions);
        assert_eq!([aside("2026-03-01T20:04"), aside("2026-03-01T20:05")], [1, 0]);
    }

    #[test]
    fn a_word_goes_back_from_where_its_plan_stood() {
        let mut diary = Diary::child();
        let plan = diary.history.plans[0].id;
        diary.good("2026-02-10T08:00", 9, 0);
        for (when, stage) in [("2026-02-10T09:00", Stage::Taper(1)), ("2027-02-10T20:00", Stage::Taper(0))] {
            let from = crate::sample::date("2027-02-11");
            let word = StageTaken { plan, stage, from, why: crate::stage::StageWhy::Proposed };
            let word = diary.logged(when, word);
            diary.history.stages.push(word);
        }
        diary.visit("2026-02-11T08:00", None);
        diary.history.visits[0].clock_suspect = true;
        assert!(diary.history.void_words().is_empty());
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
