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

/// Good sessions in a row that make void what failed before them, where the plan has no count of its own. Basis: proposal (R1).
const VOIDING: u16 = 3;

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
    /// The last blood at this size.
    pub last_bleeding: Option<(Bleeding, NaiveDate)>,
    /// Set when the last believable pain at this size was above the plan's limit.
    pub last_pain_over_limit: Option<(PainScore, NaiveDate)>,
    pub(super) failures_void_before: Option<DateTime<FixedOffset>>,
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
    let (plan, course) = (measure.plan, &measure.course);
    let mut evidence = Evidence::default();
    let (mut answered, mut before) = until(history, at.since);
    let mut first: Option<NaiveDate> = None;
    let mut passed: Option<DateTime<FixedOffset>> = None;
    let need = u32::from(plan.step_up().sessions_in_a_row.unwrap_or(VOIDING));
    let mut passed_in_a_row = 0;
    for session in since(&history.sessions, at.since).iter().filter(|s| s.effective <= now.wall) {
        if session.value.is_held() {
            let anew = |last| gap::lies_between((history, plan, course), last, session.effective, now);
            if passed.is_some_and(anew) {
                (first, evidence.in_a_row, evidence.anew_since) = (None, 0, Some(session.date()));
                passed_in_a_row = 0;
            }
            passed = Some(session.effective);
        }
        let doubled = is_doubled(&mut answered, session);
        let credit = measure.judge(session, at, before, doubled);
        evidence.sessions.push((session.id, credit));
        let before_it = before.replace(session.effective);
        if session.value.size == at.size {
            evidence.note(session, plan);
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
        // A failure that good sessions had voided stays so, whatever a later clock makes of them: that is no news of the size.
        match measure.without_contradiction(credit, session, at, before_it, doubled) {
            Credit::Good => passed_in_a_row += 1,
            Credit::Breaks => passed_in_a_row = 0,
            Credit::NotCounted(_) => {}
        }
        if passed_in_a_row >= need {
            evidence.failures_void_before = Some(session.effective);
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
    fn note(&mut self, session: &Logged<Session>, plan: &Plan) {
        if let Some(amount) = session.value.blood_seen() {
            self.last_bleeding = Some((amount, session.date()));
        }
        let (told, limit) = (session.value.told_peak(), plan.step_up().max_pain);
        if let Some((peak, _)) = told.zip(limit).filter(|(peak, limit)| peak > limit) {
            self.last_pain_over_limit = Some((peak, session.date()));
        } else if session.value.believable_peak().is_some() {
            self.last_pain_over_limit = None;
        }
    }
}

/// What a session is measured by.
pub(super) struct Measure<'h> {
    history: &'h History,
    plan: &'h Plan,
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

    /// How many of these sessions lie before the end of the last row of good ones at this size or a larger one, as many as the
    /// plan asks for: what failed in them is void, as it is at the present size.
    pub(super) fn void_before(&self, sessions: &[Logged<Session>], size: Millimetres) -> usize {
        let need = self.plan.step_up().sessions_in_a_row.unwrap_or(VOIDING);
        let Some(first) = sessions.first() else { return 0 };
        let (mut answered, mut before) = until(self.history, first.effective);
        let (mut row, mut from) = (0, 0);
        for (number, session) in sessions.iter().enumerate() {
            let doubled = is_doubled(&mut answered, session);
            let before_it = before.replace(session.effective);
            let own = CurrentSize::set(session.value.size, session.effective);
            let credit = self.judge(session, own, before_it, doubled);
            match self.without_contradiction(credit, session, own, before_it, doubled) {
                Credit::Good if session.value.size >= size => row += 1,
                Credit::Breaks => row = 0,
                Credit::Good | Credit::NotCounted(_) => {}
            }
            if row >= need {
                from = number + 1;
            }
        }
        from
    }

    /// What is bad breaks the row whoever wrote it down and whenever; what is good counts only if it can be believed.
    fn judge(
        &self,
        session: &Logged<Session>,
        at: CurrentSize,
        before: Option<DateTime<FixedOffset>>,
        doubled: bool,
    ) -> Credit {
        let is_doubtful = self.is_in_doubt(session) || self.doubts.is_contradicted(session);
        self.worth(session, at, before, doubled, is_doubtful)
    }

    /// What the session would be worth, had no later clock contradicted it.
    fn without_contradiction(
        &self,
        credit: Credit,
        session: &Logged<Session>,
        at: CurrentSize,
        before: Option<DateTime<FixedOffset>>,
        doubled: bool,
    ) -> Credit {
        match credit {
            Credit::NotCounted(NotCounted::ClockSuspect) => {
                self.worth(session, at, before, doubled, self.is_in_doubt(session))
            }
            other => other,
        }
    }

    fn is_in_doubt(&self, session: &Logged<Session>) -> bool {
        self.doubts.is_suspect(session) || self.doubts.is_left_out(session)
    }

    fn worth(
        &self,
        session: &Logged<Session>,
        at: CurrentSize,
        before: Option<DateTime<FixedOffset>>,
        doubled: bool,
        is_doubtful: bool,
    ) -> Credit {
        let (done, plan) = (&session.value, self.plan);
        if done.size != at.size {
            return Credit::NotCounted(NotCounted::OtherSize);
        }
        if breaks(done, plan.step_up().max_pain) {
            return Credit::Breaks;
        }
        let phase = self.course.on(session.date()).map(|stretch| stretch.phase).or(plan.phases().first());
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
mod tests {
    use super::*;
    use crate::answer::Answer;
    use crate::entry::Former;
    use crate::gate::Gate;
    use crate::sample::{Diary, OWN, date, mm, moment, pain};
    use crate::session::{Adjunct, AdjunctUse};

    fn evidence(diary: &Diary, when: &str) -> Evidence {
        super::super::propose(&diary.history, Gate::OPEN, &moment(when)).evidence
    }

    fn credits(diary: &Diary, when: &str) -> Vec<Credit> {
        evidence(diary, when).sessions.iter().map(|(_, credit)| *credit).collect()
    }

    #[test]
    fn pain_is_over_the_limit_above_it_and_not_at_it() {
        for (score, over) in [(3, None), (4, Some(date("2026-01-19")))] {
            let mut diary = Diary::adult();
            diary.good("2026-01-19T20:00", 12, 0).value.pain = pain(score);
            let found = evidence(&diary, "2026-01-20T09:00").last_pain_over_limit;
            assert_eq!(found.map(|(_, on)| on), over, "{score}");
        }
    }

    #[test]
    fn a_session_before_the_first_day_of_the_plan_earns_nothing_and_begins_no_days() {
        let plan = Plan::parse(&OWN.replace("on = 2026-01-19", "on = 2026-01-22")).expect("a plan");
        let mut diary = Diary::of(plan, "1990-05-05");
        diary.evenings("2026-01-21", 2, 12);
        assert_eq!(
            credits(&diary, "2026-01-23T09:00"),
            [Credit::NotCounted(NotCounted::BeforePlan), Credit::Good]
        );
        assert_eq!(evidence(&diary, "2026-01-23T09:00").days_at_size, 1);
    }

    /// What is said a day later than it happened may take a good session back, and makes no bad one good.
    #[test]
    fn a_session_that_was_put_right_after_its_day_earns_what_was_told_in_time() {
        type Spoil = fn(&mut Session);
        let spoils: [(Spoil, bool); 7] = [
            (|then| then.note = Some("slowly".to_owned()), true),
            (|then| then.pain = pain(9), false),
            (|then| then.adjuncts = vec![AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true }], false),
            (|then| then.pain.peak = Some(Answer::Unknown), false),
            (|then| then.bleeding = None, false),
            (|then| then.size = mm(13), false),
            (|then| then.holds_s = vec![59], false),
        ];
        for (number, (spoil, good)) in spoils.into_iter().enumerate() {
            let mut diary = Diary::adult();
            let session = diary.good("2026-01-19T20:00", 12, 0);
            let mut then = session.value.clone();
            spoil(&mut then);
            let (entry, effective, written) = (session.id, session.effective, session.recorded);
            session.former = vec![Former { entry, effective, written, value: then }];
            session.amended = Some(effective + TimeDelta::hours(30));
            let credit = if good { Credit::Good } else { Credit::NotCounted(NotCounted::Late) };
            assert_eq!(credits(&diary, "2026-01-22T09:00"), [credit], "{number}");
        }
    }

    /// Eight evenings that were written within an hour, each under a clock that was set on by a day, and then put right.
    #[test]
    fn days_of_a_clock_that_was_wound_forward_earn_nothing_when_their_days_have_come() {
        let mut diary = Diary::adult();
        diary.evenings("2026-01-19", 9, 12);
        let advances = |diary: &Diary, when: &str| {
            let proposal = super::super::propose(&diary.history, Gate::OPEN, &moment(when));
            (matches!(proposal.kind, super::super::ProposalKind::Advance { .. }), proposal.evidence.in_a_row)
        };
        assert_eq!(advances(&diary, "2026-01-28T09:00"), (true, 9));
        diary.visit("2026-01-19T21:00", None);
        diary.history.visits[0].clock_suspect = true;
        let found = advances(&diary, "2026-01-28T09:00");
        assert_eq!(found, (false, 1), "a visit of the first evening was written down after them");
        diary.evenings("2026-02-10", 8, 12);
        assert_eq!(
            advances(&diary, "2026-02-18T09:00").1,
            8,
            "what is held under the clock that is right counts"
        );
    }

    #[test]
    fn one_entry_under_a_clock_without_a_battery_takes_nothing_and_brings_no_old_failure_back() {
        let after = |later: &str| {
            let mut diary = Diary::adult();
            diary.good("2026-01-19T20:00", 12, 0).value.ease = crate::session::Ease::NotPassed;
            diary.good("2026-01-20T20:00", 12, 0).value.ease = crate::session::Ease::NotPassed;
            diary.evenings("2026-01-21", 10, 12);
            diary.visit(later, None);
            diary.history.visits[0].clock_suspect = true;
            let proposal = super::super::propose(&diary.history, Gate::OPEN, &moment("2026-01-31T09:00"));
            let back = matches!(proposal.kind, super::super::ProposalKind::StepBack { .. });
            (
                proposal.evidence.in_a_row,
                proposal.evidence.days_at_size,
                back || proposal.ask_first().is_some(),
            )
        };
        assert_eq!(after("2020-01-01T08:00"), (10, 10, false));
        assert_eq!(
            after("2026-01-20T22:00"),
            (0, 0, false),
            "what is in doubt earns nothing, and the failures stay voided"
        );
    }

    #[test]
    fn what_a_clock_that_was_ahead_wrote_earns_nothing_and_freezes_nothing() {
        let with = |ahead: &str| {
            let mut diary = Diary::adult();
            diary.evenings("2026-01-19", 3, 12);
            let session = diary.good("2027-01-22T20:00", 12, 0);
            session.recorded = crate::sample::at(ahead);
            diary.good("2026-01-23T20:00", 12, 0).clock_suspect = true;
            diary.evenings("2026-01-24", 3, 12);
            diary.history.sessions.sort_by_key(|one| one.effective);
            diary
        };
        let found = |diary: &Diary, when: &str| {
            let proposal = super::super::propose(&diary.history, Gate::OPEN, &moment(when));
            (matches!(proposal.kind, super::super::ProposalKind::Advance { .. }), proposal.evidence.in_a_row)
        };
        assert_eq!(found(&with("2027-01-22T20:05"), "2026-01-27T09:00"), (true, 7));
        assert_eq!(found(&with("2026-01-24T20:04"), "2026-01-27T09:00"), (false, 6), "less than a day ahead");
        let last = credits(&with("2027-01-22T20:05"), "2027-01-23T09:00").pop();
        assert_eq!(last, Some(Credit::NotCounted(NotCounted::ClockSuspect)), "and when its day has come");
    }
}
