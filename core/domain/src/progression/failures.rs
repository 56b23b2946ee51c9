//! Which sizes did not pass, and which of them nothing since has shown to pass.
//!
//! A failure of a size is void after as many sessions in a row at that size or a larger one as the plan asks for. What passes at
//! a smaller size says nothing of the larger one, and neither does a step up back to it. A session shows that a size passes
//! whatever was numbed or not asked of pain; it must be whole, told in time, and believed. One that was only tapped while the
//! diary was locked makes a single failure void, and none that is a matter for the clinic already: anybody who held the phone
//! can do that. Basis: proposal (R1).

use std::collections::BTreeMap;
use std::ops::Bound;

use chrono::{DateTime, FixedOffset};

use super::credit::{self, Measure, Shown};
use super::{Concern, Reason, since};
use crate::entry::Logged;
use crate::history::History;
use crate::plan::{Plan, StepDownOn};
use crate::session::Session;
use crate::size::Millimetres;

/// In so many sessions a size does not pass before the clinic hears of it. Basis: proposal (R1).
pub(super) const TIMES: usize = 2;
/// Sessions in a row that make void what failed before them, where the plan has no count of its own. Basis: proposal (R1).
const VOIDING: u16 = 3;

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
    /// What stands now of the sessions that were told from an instant on.
    pub(super) fn since(
        measure: &Measure<'_>,
        from: DateTime<FixedOffset>,
        now: DateTime<FixedOffset>,
    ) -> Self {
        let mut stands = Self::default();
        let told = since(&measure.history.sessions, from);
        let told = &told[..told.partition_point(|one| one.effective <= now)];
        // What passed before the first failure says nothing of it.
        let Some(first) = told.iter().position(|session| failed_sizes(session).next().is_some()) else {
            return stands;
        };
        let told = &told[first..];
        let need = measure.plan.step_up().sessions_in_a_row.unwrap_or(VOIDING);
        let (mut answered, _) = credit::until(measure.history, told[0].effective);
        let (mut passed, mut tapped) = (Row::default(), Row::default());
        for session in told {
            let doubled = credit::is_doubled(&mut answered, session);
            let mut failed = failed_sizes(session).filter(|size| was_asked(measure.history, session, *size));
            let shown = measure.shown(session, doubled);
            if shown == Shown::Breaks || failed_sizes(session).next().is_some() {
                (passed, tapped) = (Row::default(), Row::default());
                failed.by_ref().for_each(|size| stands.fail(size, session.effective));
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
            stands.void(passed.reaches(need), |_| true);
            stands.void(tapped.reaches(need), |tally| {
                tally.at.len() < TIMES && tally.on_the_way_down.is_none()
            });
        }
        stands
    }

    fn fail(&mut self, size: Millimetres, at: DateTime<FixedOffset>) {
        let mut larger = self.0.range((Bound::Excluded(size), Bound::Unbounded));
        let is_on_the_way_down =
            larger.any(|(_, larger)| larger.settled.is_none_or(|settled| settled < size));
        let tally = self.0.entry(size).or_default();
        tally.at.push(at);
        tally.settled = None;
        if is_on_the_way_down {
            tally.on_the_way_down.get_or_insert(at);
        }
    }

    /// A row that reaches `size` makes void what failed there and below, as far as it may.
    fn void(&mut self, size: Option<Millimetres>, may: impl Fn(&Tally) -> bool) {
        let Some(passes) = size else { return };
        self.0.retain(|size, tally| *size > passes || !may(tally));
        for tally in self.0.values_mut() {
            tally.settled = tally.settled.max(size);
        }
    }

    /// The sizes up to this one that do not pass by the plan's own rule or in so many sessions, each with how often.
    pub(super) fn up_to(&self, size: Millimetres, own: bool) -> impl Iterator<Item = (Millimetres, u32)> {
        let need = if own { 1 } else { TIMES };
        let failed = self.0.range(..=size).filter(move |(_, tally)| tally.at.len() >= need);
        failed.map(|(size, tally)| (*size, tally.times()))
    }

    /// What of it the clinic is to hear of, and since when: a size that did not pass in two sessions, one that failed on the way
    /// down from a larger one, and the smallest one where the plan asks for a smaller one at once. Whoever practises by a plan of
    /// their own may leave a size for good, by a lower goal; no plan of a clinic that is typed in again unsays it.
    pub(super) fn matters(&self, plan: &Plan) -> impl Iterator<Item = Concern> {
        let is_left = |size| !plan.origin().is_clinic() && size > plan.ladder().goal();
        let sizes = self.0.iter().filter(move |(size, _)| !is_left(**size));
        sizes.filter_map(|(size, tally)| {
            let has_smaller = plan.ladder().count_below(*size) > 0;
            let times = if steps_down_at_once(plan) && !has_smaller { 1 } else { TIMES };
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
