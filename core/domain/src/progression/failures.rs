//! Which sizes did not pass, and which of them nothing since has shown to pass.
//!
//! A failure of a size is void after as many sessions in a row at that size or a larger one as the plan asks for. What passes at
//! a smaller size says nothing of the larger one, and neither does a step up back to it. A session shows that a size passes
//! whatever was numbed or not asked of pain; it must be whole, told in time, and believed. One that was only tapped while the
//! diary was locked makes a single failure void, and none that is a matter for the clinic already: anybody who held the phone
//! can do that. Basis: proposal (R1).

use std::collections::BTreeMap;
use std::ops::Bound;

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::clinic::Word;
use super::credit::{self, Measure, Shown};
use super::{Concern, Reason};
use crate::entry::Logged;
use crate::history::History;
use crate::moment::Moment;
use crate::plan::{Plan, StepDownOn};
use crate::session::Session;
use crate::size::Millimetres;

/// In so many sessions a size does not pass before the clinic hears of it. Basis: proposal (R1).
pub(super) const TIMES: usize = 2;
/// Sessions in a row that make void what failed before them, where the plan has no count of its own. Basis: proposal (R1).
const VOIDING: u16 = 3;

/// Within so long of each other two tries for one place of the plan, that failed at one size, are one. Basis: proposal (R1).
const SAME_TRY: TimeDelta = TimeDelta::minutes(30);

/// The failures that stand, by size.
#[derive(Default)]
pub(super) struct Failures(BTreeMap<Millimetres, Tally>);

/// What stands of one size.
#[derive(Default)]
struct Tally {
    /// When it did not pass, in order.
    at: Vec<DateTime<FixedOffset>>,
    /// When it failed on the way down from a larger one.
    on_the_way_down: Option<DateTime<FixedOffset>>,
    /// The largest smaller size that passed in a row since: what fails there is not on the way down from this one.
    settled: Option<Millimetres>,
}

/// How many sessions passed at each size, one after another.
#[derive(Default)]
struct Row(BTreeMap<Millimetres, u16>);

impl Row {
    fn add(&mut self, size: Millimetres) {
        *self.0.entry(size).or_default() += 1;
    }

    /// The largest size at which, with those above it, so many passed.
    fn reaches(&self, need: u16) -> Option<Millimetres> {
        let mut passed = 0;
        self.0.iter().rev().find_map(|(size, times)| {
            passed += times;
            (passed >= need).then_some(*size)
        })
    }
}

impl Failures {
    /// What stands now of what came after a word: told of a later time, or written down since then of a day before. On its own
    /// day the clinic hears of it as it is called. Each session is measured by the plan of its own time.
    pub(super) fn since(history: &History, in_force: &Logged<Plan>, word: Word, now: &Moment) -> Self {
        let mut stands = Self::default();
        let told = &history.sessions[..history.sessions.partition_point(|one| one.effective <= now.wall)];
        let is_new = |session: &Logged<Session>| word.cannot_know_of(history, session, now);
        // What passed before the first failure says nothing of it.
        let first = told.iter().position(|session| failed_sizes(session).next().is_some() && is_new(session));
        let Some(told) = first.map(|first| &told[first..]) else { return stands };
        let (mut answered, _) = credit::until(history, told[0].effective);
        let (mut passed, mut tapped, mut tries) = (Row::default(), Row::default(), BTreeMap::new());
        let mut measure = (in_force.id, Measure::of(history, in_force, now));
        for session in told {
            let plan = history.plan_in_force(session.date()).unwrap_or(in_force);
            if measure.0 != plan.id {
                measure = (plan.id, Measure::of(history, plan, now));
            }
            let doubled = credit::is_doubled(&mut answered, session);
            let shown = measure.1.shown(session, doubled);
            if shown == Shown::Breaks || failed_sizes(session).next().is_some() {
                (passed, tapped) = (Row::default(), Row::default());
                let failed = failed_sizes(session).filter(|size| was_asked(history, session, *size));
                let failed: Vec<_> = failed.filter(|_| is_new(session)).collect();
                // Both parents may have told of the same try; another one of the same place, hours later, is another.
                let slot = session.value.occurrence.map(|id| (id.date, id.slot, failed.clone()));
                let before = slot.and_then(|slot| tries.insert(slot, session.effective));
                if before.is_none_or(|before| session.effective - before > SAME_TRY) {
                    stands.fail(&failed, session.effective);
                }
                continue;
            }
            match shown {
                Shown::Passes => {
                    passed.add(session.value.size);
                    tapped.add(session.value.size);
                }
                Shown::PassesAsTapped => tapped.add(session.value.size),
                Shown::Breaks | Shown::Nothing => continue,
            }
            let need = plan.value.step_up().sessions_in_a_row.unwrap_or(VOIDING);
            stands.void(passed.reaches(need), |_, _| true);
            stands.void(tapped.reaches(need), |size, tally| {
                tally.at.len() < times_for(&plan.value, size) && tally.on_the_way_down.is_none()
            });
        }
        stands
    }

    /// The sizes that did not pass in one session.
    fn fail(&mut self, sizes: &[Millimetres], at: DateTime<FixedOffset>) {
        // One session whose size was put right has not failed on the way down from itself.
        let down: Vec<_> = sizes.iter().map(|size| self.is_on_the_way_down(*size)).collect();
        for (size, is_on_the_way_down) in sizes.iter().zip(down) {
            let tally = self.0.entry(*size).or_default();
            tally.at.push(at);
            tally.settled = None;
            if is_on_the_way_down {
                tally.on_the_way_down.get_or_insert(at);
            }
        }
    }

    fn is_on_the_way_down(&self, size: Millimetres) -> bool {
        let mut larger = self.0.range((Bound::Excluded(size), Bound::Unbounded));
        larger.any(|(_, larger)| larger.settled.is_none_or(|settled| settled < size))
    }

    /// A row that reaches `size` makes void what failed there and below, as far as it may.
    fn void(&mut self, size: Option<Millimetres>, may: impl Fn(Millimetres, &Tally) -> bool) {
        let Some(passes) = size else { return };
        self.0.retain(|size, tally| *size > passes || !may(*size, tally));
        for tally in self.0.values_mut() {
            tally.settled = tally.settled.max(size);
        }
    }

    /// The sizes up to this one that do not pass by the plan's own rule, in so many sessions, or on the way down from a larger
    /// one, each with how often.
    pub(super) fn up_to(&self, size: Millimetres, own: bool) -> impl Iterator<Item = (Millimetres, u32)> {
        let need = if own { 1 } else { TIMES };
        let is_out = move |tally: &Tally| tally.at.len() >= need || tally.on_the_way_down.is_some();
        let failed = self.0.range(..=size).filter(move |(_, tally)| is_out(tally));
        failed.map(|(size, tally)| (*size, tally.times()))
    }

    /// What of it the clinic is to hear of, and since when: a size that did not pass in two sessions, one that failed on the way
    /// down from a larger one, and the smallest one where the plan asks for a smaller one at once. Whoever practises by a plan of
    /// their own may leave a size for good, by a lower goal; no plan of a clinic that is typed in again unsays it.
    pub(super) fn matters(&self, plan: &Plan) -> impl Iterator<Item = Concern> {
        let is_left = |size| !plan.origin().is_clinic() && size > plan.ladder().goal();
        let sizes = self.0.iter().filter(move |(size, _)| !is_left(**size));
        sizes.filter_map(|(size, tally)| {
            let times = times_for(plan, *size);
            let smaller =
                tally.on_the_way_down.map(|since| (Reason::SmallerSizeFailed { size: *size }, since));
            let again = tally.at.get(times - 1);
            let again = again.map(|since| (Reason::NotPassed { size: *size, times: tally.times() }, *since));
            smaller.or(again).map(|(reason, since)| Concern { reason, since })
        })
    }
}

impl Tally {
    fn times(&self) -> u32 {
        u32::try_from(self.at.len()).unwrap_or(u32::MAX)
    }
}

/// In how many sessions a size does not pass before that is a matter for the clinic: the smallest one in one, where the plan asks
/// for a smaller one at once.
fn times_for(plan: &Plan, size: Millimetres) -> usize {
    let has_smaller = plan.ladder().count_below(size) > 0;
    if steps_down_at_once(plan) && !has_smaller { 1 } else { TIMES }
}

/// Whether the plan itself goes a size down as soon as one does not pass.
pub(super) fn steps_down_at_once(plan: &Plan) -> bool {
    plan.step_down().is_some_and(|rule| rule.on.contains(&StepDownOn::NotPassed))
}

/// The sizes that did not pass in this session, as it stands and as it was told in time: what is put right later makes no
/// failure undone (C1).
pub(super) fn failed_sizes(session: &Logged<Session>) -> impl Iterator<Item = Millimetres> {
    let failed = |told: &Session| (!told.ease.passed()).then_some(told.size);
    let (then, now) = (failed(session.told_in_time()), failed(&session.value));
    then.into_iter().chain(now.filter(|size| then != Some(*size)))
}

/// Whether a size was the one of its time, one below it, or one on the way down. What fails above that was never asked for.
fn was_asked(history: &History, session: &Logged<Session>, size: Millimetres) -> bool {
    history.size_at(session.effective).is_some_and(|at| size <= at.top)
}

#[cfg(test)]
mod tests;
