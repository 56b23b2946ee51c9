use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use super::{gap, since};
use crate::course::Course;
use crate::entry::{EntryId, Logged, Origin};
use crate::history::{ClockDoubts, CurrentSize, History};
use crate::moment::Moment;
use crate::pain::PainScore;
use crate::plan::{Hold, Phase, Plan};
use crate::session::{Bleeding, Session, StopReason, Untold, counts_from_s};
use crate::size::Millimetres;

/// What was counted at the present size.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Civil days since the first session that passed at this size, and after the last interruption.
    pub days_at_size: u32,
    /// Good sessions in a row, up to now, since the last interruption.
    pub in_a_row: u32,
    /// The day of the first session after the last interruption at this size: days and row are counted from it. Basis:
    /// proposal (R3, R4).
    pub anew_since: Option<NaiveDate>,
    /// Every session since the size began, oldest first, and what it is worth.
    pub sessions: Vec<(EntryId, Credit)>,
    /// The last blood at this size or a smaller one.
    pub last_bleeding: Option<(Bleeding, NaiveDate)>,
    /// The last pain above the plan's limit, at this size or a smaller one, until a session at this size was below it.
    pub last_pain_over_limit: Option<(PainScore, NaiveDate)>,
}

/// What one session is worth for a step up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credit {
    /// One more good session in the row.
    Good,
    /// The row begins anew: pain above the limit, blood, a size that did not pass, a stop for cause or because a child said
    /// so (C15). A stop from outside, or without a reason that speaks against the size, does not: it is not a complete session.
    Breaks,
    /// Neither counts nor breaks.
    NotCounted(NotCounted),
}

/// What a session shows of whether its size passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Passes,
    /// As somebody says who held the phone while the diary was locked.
    PassesAsTapped,
    /// It did not pass, or not without what breaks a row.
    Breaks,
    Nothing,
}

/// Why a session earns no step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotCounted {
    /// Written down more than a day later.
    Late,
    /// Brought in from a file.
    Imported,
    /// Told while the diary was locked: anybody who held the phone can do that.
    WhileLocked,
    /// Written down under a doubtful clock.
    ClockSuspect,
    /// Pain was hidden by something taken or applied.
    Numbed,
    /// Pain was not asked or not known.
    PainUnknown,
    /// Whether there was blood was not asked or not known.
    BloodUnknown,
    /// Fewer insertions or shorter holds than the plan asks for, or without the smaller sizes that it asks to hold first.
    /// Where the plan gives the time of a hold as one number, nine tenths of it count. Basis: proposal.
    Incomplete,
    /// At another size.
    OtherSize,
    /// Sooner after the session before than the plan's least gap.
    TooSoon,
    /// Logged twice, such as by both parents.
    Duplicate,
    /// Held before the first day of the plan.
    BeforePlan,
    /// One more than the plan allows on that day, or in that week.
    BeyondPlan,
}

impl Evidence {
    /// How many sessions were not counted, by reason.
    pub fn not_counted(&self) -> BTreeMap<NotCounted, u32> {
        let mut counts = BTreeMap::new();
        for (_, credit) in &self.sessions {
            if let Credit::NotCounted(why) = credit {
                *counts.entry(*why).or_insert(0) += 1;
            }
        }
        counts
    }
}

/// Judges every session since the present size began.
pub(super) fn count(history: &History, plan: &Logged<Plan>, at: CurrentSize, now: &Moment) -> Evidence {
    let measure = Measure::of(history, plan, now);
    let plan = measure.plan;
    let mut evidence = Evidence::default();
    let (mut answered, mut before) = until(history, at.since);
    let mut first: Option<NaiveDate> = None;
    let mut passed: Option<DateTime<FixedOffset>> = None;
    for session in since(&history.sessions, at.since).iter().filter(|s| s.effective <= now.wall) {
        if session.value.is_held() {
            let anew = |last| gap::lies_between(history, last, session.effective, now);
            if passed.is_some_and(anew) {
                (first, evidence.in_a_row, evidence.anew_since) = (None, 0, Some(session.date()));
            }
            passed = Some(session.effective);
        }
        let doubled = is_doubled(&mut answered, session);
        let credit = measure.judge(session, at, before, doubled);
        evidence.sessions.push((session.id, credit));
        before = Some(session.effective);
        if session.value.size <= at.size {
            evidence.note(session, at.size, plan);
        }
        if session.value.size == at.size {
            // A back-dated or imported session must not make two days into seven.
            let counted = !matches!(
                credit,
                Credit::NotCounted(
                    NotCounted::Late
                        | NotCounted::Imported
                        | NotCounted::WhileLocked
                        | NotCounted::ClockSuspect
                        | NotCounted::BeforePlan
                )
            );
            // A size that was stopped before it was in has not begun.
            first = first.or(Some(session.date()).filter(|_| counted && session.value.is_held()));
        }
        match credit {
            Credit::Good => evidence.in_a_row += 1,
            Credit::Breaks => evidence.in_a_row = 0,
            Credit::NotCounted(_) => {}
        }
    }
    let days = first.map_or(0, |first| (now.date() - first).num_days());
    evidence.days_at_size = u32::try_from(days).unwrap_or(0);
    evidence
}

/// What the first session from this instant on follows: the slots that are answered by then, and when the last one was. A
/// size that changes in between makes no session later than it was.
pub(super) fn until(
    history: &History,
    from: DateTime<FixedOffset>,
) -> (BTreeSet<(NaiveDate, u8)>, Option<DateTime<FixedOffset>>) {
    let earlier = &history.sessions[..history.sessions.partition_point(|one| one.effective < from)];
    let mut answered = BTreeSet::new();
    for session in earlier {
        is_doubled(&mut answered, session);
    }
    (answered, earlier.last().map(|last| last.effective))
}

/// Whether one of the sessions before it, told of in `answered`, answered the same slot. A second try after one that failed
/// answers it for the first time.
pub(super) fn is_doubled(answered: &mut BTreeSet<(NaiveDate, u8)>, session: &Logged<Session>) -> bool {
    let answers = session.value.occurrence.filter(|_| session.value.is_held());
    answers.is_some_and(|id| !answered.insert((id.date, id.slot)))
}

impl Evidence {
    fn note(&mut self, session: &Logged<Session>, present: Millimetres, plan: &Plan) {
        if let Some(amount) = session.value.blood_seen() {
            self.last_bleeding = Some((amount, session.date()));
        }
        let (told, limit) = (session.value.told_peak(), plan.step_up().max_pain);
        if let Some((peak, _)) = told.zip(limit).filter(|(peak, limit)| peak > limit) {
            self.last_pain_over_limit = Some((peak, session.date()));
        } else if session.value.size == present && session.value.believable_peak().is_some() {
            self.last_pain_over_limit = None;
        }
    }
}

/// What a session is measured by.
pub(super) struct Measure<'h> {
    pub(super) history: &'h History,
    pub(super) plan: &'h Plan,
    course: Course<'h>,
    doubts: ClockDoubts,
}

/// Whether the plan of a session's own day asked for sessions by then.
fn has_begun(history: &History, session: &Logged<Session>) -> bool {
    let first = history.plan_in_force(session.date()).and_then(|plan| plan.value.first_day());
    first.is_some_and(|first| first <= session.date())
}

/// Whether as many sessions as the plan allows were held before this one on its day, or in its week.
fn is_beyond(history: &History, course: &Course<'_>, session: &Logged<Session>) -> bool {
    let Some((days, allowed)) = course.allowed(day_of(session)) else { return false };
    // By the clock of another place a session may lie a day further off, and one that is held in the night two.
    let earliest = session.effective - (*days.end() - *days.start()) - TimeDelta::days(3);
    let near = history.sessions.partition_point(|one| one.effective < earliest);
    let before = history.sessions[near..].iter().take_while(|one| one.id != session.id);
    let held = before.filter(|one| one.value.fills_a_place() && days.contains(&day_of(one)));
    // Both parents may have logged the same one.
    let mut answered = BTreeSet::new();
    let held = held.filter(|one| one.value.occurrence.is_none_or(|id| answered.insert((id.date, id.slot))));
    held.count() >= usize::from(allowed)
}

/// The day of the plan that a session was held for; its own where the plan did not ask for it.
fn day_of(session: &Logged<Session>) -> NaiveDate {
    session.value.occurrence.map_or(session.date(), |id| id.date)
}

impl<'h> Measure<'h> {
    /// By this version of the plan.
    pub(super) fn of(history: &'h History, plan: &'h Logged<Plan>, now: &Moment) -> Self {
        let (course, doubts) = (history.course(plan), history.clock_doubts(now.wall));
        Self { history, plan: &plan.value, course, doubts }
    }

    /// What one session is worth toward its own size, with `before` the time of the one before it.
    pub(super) fn own(
        &self,
        session: &Logged<Session>,
        before: Option<DateTime<FixedOffset>>,
        doubled: bool,
    ) -> Credit {
        let own = CurrentSize::set(session.value.size, session.effective);
        self.judge(session, own, before, doubled)
    }

    /// What a session shows of its own size, whatever it is worth for a step: that it passes is seen also where pain was numbed
    /// or not asked.
    pub(super) fn shown(&self, session: &Logged<Session>, doubled: bool) -> Shown {
        let limit = self.plan.step_up().max_pain;
        if breaks(&session.value, limit) {
            return Shown::Breaks;
        }
        let phase = self.phase_of(session);
        let passed = |told: &Session| {
            let is_whole = phase.is_some_and(|phase| is_complete(told, self.plan, phase));
            !breaks(told, limit) && told.size == session.value.size && is_whole
        };
        // A failure that good sessions had made void stays so, whatever a later clock makes of them: that is no news of the size.
        let is_believed = !self.is_in_doubt(session)
            && session.origin != Origin::Imported
            && !session.is_late()
            && has_begun(self.history, session)
            && !doubled;
        match session.held_in_time(passed) && is_believed {
            true if session.value.untold.contains(&Untold::WhileLocked) => Shown::PassesAsTapped,
            true => Shown::Passes,
            false => Shown::Nothing,
        }
    }

    /// The phase that asked for a session.
    fn phase_of(&self, session: &Logged<Session>) -> Option<&Phase> {
        self.course.on(session.date()).map(|stretch| stretch.phase).or(self.plan.phases().first())
    }

    fn is_in_doubt(&self, session: &Logged<Session>) -> bool {
        self.doubts.is_suspect(session) || self.doubts.is_left_out(session)
    }

    /// What is bad breaks the row whoever wrote it down and whenever, at a smaller size too: where that one hurts or does not
    /// pass, the present one is not well. What is good counts only if it can be believed.
    fn judge(
        &self,
        session: &Logged<Session>,
        at: CurrentSize,
        before: Option<DateTime<FixedOffset>>,
        doubled: bool,
    ) -> Credit {
        let (done, plan) = (&session.value, self.plan);
        if done.size <= at.size && breaks(done, plan.step_up().max_pain) {
            return Credit::Breaks;
        }
        if done.size != at.size {
            return Credit::NotCounted(NotCounted::OtherSize);
        }
        let is_doubtful = self.is_in_doubt(session) || self.doubts.is_contradicted(session);
        let phase = self.phase_of(session);
        let gap = TimeDelta::hours(phase.map_or(0, |phase| phase.min_gap_h.into()));
        let too_soon = before.is_some_and(|before| session.effective - before < gap);
        let doubts = [
            (is_doubtful, NotCounted::ClockSuspect),
            (session.origin == Origin::Imported, NotCounted::Imported),
            (done.untold.contains(&Untold::WhileLocked), NotCounted::WhileLocked),
            (session.is_late() || !was_good(session, plan, phase), NotCounted::Late),
            (!has_begun(self.history, session), NotCounted::BeforePlan),
            (doubled, NotCounted::Duplicate),
            (is_beyond(self.history, &self.course, session), NotCounted::BeyondPlan),
            (too_soon, NotCounted::TooSoon),
            (done.is_numbed(), NotCounted::Numbed),
            (done.believable_peak().is_none(), NotCounted::PainUnknown),
            (!done.is_bloodless(), NotCounted::BloodUnknown),
            (phase.is_none_or(|phase| !is_complete(done, plan, phase)), NotCounted::Incomplete),
        ];
        let doubt = doubts.into_iter().find_map(|(doubt, why)| doubt.then_some(why));
        doubt.map_or(Credit::Good, Credit::NotCounted)
    }
}

/// Whether a session that was amended after its day was good as it was told on that day: what is put right later than
/// that may break a row and earns none. One that nobody amended was as it is.
fn was_good(session: &Logged<Session>, plan: &Plan, phase: Option<&Phase>) -> bool {
    let then = session.told_in_time();
    let good = !breaks(then, plan.step_up().max_pain)
        && !then.is_numbed()
        && then.believable_peak().is_some()
        && then.is_bloodless()
        && then.size == session.value.size
        && phase.is_some_and(|phase| is_complete(then, plan, phase));
    *then == session.value || good
}

pub(super) fn breaks(done: &Session, limit: Option<PainScore>) -> bool {
    // What a numbing gel lets through is a lower bound: above the limit it breaks the row all the same.
    let hurt = done.told_peak().zip(limit).is_some_and(|(peak, limit)| peak > limit);
    let cause = matches!(
        done.stopped,
        Some(
            StopReason::Pain
                | StopReason::Bleeding
                | StopReason::WouldNotPass
                | StopReason::Stuck
                | StopReason::Faint
                | StopReason::ChildSaidStop
        )
    );
    hurt || cause || done.blood_seen().is_some() || !done.ease.passed()
}

fn is_complete(done: &Session, plan: &Plan, phase: &Phase) -> bool {
    let held = done.holds_s.iter().filter(|seconds| **seconds >= least_s(phase.hold)).count();
    // Smaller sizes that are to be held are a part of the dose; those that only pass are not.
    let first = phase.warm_up.as_ref().filter(|first| first.hold_s.is_some());
    let is_warm = first.is_none_or(|first| {
        let asked = first.sizes_below(plan.ladder(), done.size);
        asked.iter().all(|size| done.warm_up.contains(size))
    });
    done.stopped.is_none() && held >= usize::from(phase.insertions) && is_warm
}

/// The seconds from which a hold is complete: the plan's least time, where it gives one.
fn least_s(hold: Hold) -> u32 {
    if hold.min_s == hold.max_s { counts_from_s(hold.target_s) } else { hold.min_s }
}

crate::unprinted!(Evidence);

#[cfg(test)]
mod tests;
