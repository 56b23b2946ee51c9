//! What a log had in it at a moment.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use super::History;
use crate::assessment::Assessment;
use crate::entry::Logged;
use crate::gate::GateTime;
use crate::plan::Plan;
use crate::sorting;

impl History {
    /// The log without the answers and sessions that are told of a time after `now`, because a clock was ahead when they
    /// were written, and with what a wrong clock misplaced [put right](Self::put_right). What closes a gate or sets the plan
    /// stays: a clock that is put right lifts no block.
    pub fn happened_by(&self, now: DateTime<FixedOffset>) -> Cow<'_, Self> {
        let history = self.put_right(now);
        let ahead = is_after(&history.check_ins, now)
            || is_after(&history.observations, now)
            || is_after(&history.sessions, now)
            || is_after(&history.visits, now)
            || history.contacts.iter().any(|one| one.effective.max(one.value.when) > now);
        if !ahead {
            return history;
        }
        let mut history = history.into_owned();
        history.drop_told_after(now);
        Cow::Owned(history)
    }

    /// The log with what a wrong clock misplaced where the order of the journal lets it be.
    ///
    /// What triage answered, what the clinic said and did, what was found at a device, and plans that were taken under a clock that was ahead of `now`
    /// were written before now, and before whatever was written after them: they are told of that time. Answers and sessions stay where they are: a wait that they would end is not over because a clock
    /// said so. A step up that was taken under a clock that was ahead, and put right since, is none; a step back holds at once.
    pub fn put_right(&self, now: DateTime<FixedOffset>) -> Cow<'_, Self> {
        let void: Vec<_> = self.void_steps(now).iter().map(|step| step.id).collect();
        let is_ahead = self.written().any(|(_, recorded)| recorded > now);
        if !is_ahead && void.is_empty() {
            return self.begun_here(now);
        }
        let mut history = self.clone();
        history.steps.retain(|step| !void.contains(&step.id));
        if is_ahead {
            history.bring_before(now);
        }
        Cow::Owned(history.begun_here(now).into_owned())
    }

    /// Tells what was written under a clock ahead of `now`, and stands, of the time at which it was written at the latest.
    fn bring_before(&mut self, now: DateTime<FixedOffset>) {
        let mut written: Vec<_> = self.written().collect();
        sorting::sort(&mut written);
        for plan in self.plans.iter_mut().filter(|plan| plan.effective <= plan.recorded) {
            plan.effective = plan.effective.min(latest_for(&written, plan.place, now, plan.recorded));
        }
        for visit in &mut self.visits {
            visit.effective = visit.effective.min(latest_for(&written, visit.place, now, visit.recorded));
        }
        for step in self.steps.iter_mut().filter(|step| step.value.is_back()) {
            step.effective = step.effective.min(latest_for(&written, step.place, now, step.recorded));
        }
        for device in &mut self.devices {
            device.effective = device.effective.min(latest_for(&written, device.place, now, device.recorded));
        }
        for care in &mut self.device_care {
            care.effective = care.effective.min(latest_for(&written, care.place, now, care.recorded));
        }
        for contact in &mut self.contacts {
            let latest = latest_for(&written, contact.place, now, contact.recorded);
            contact.effective = contact.effective.min(latest);
            contact.value.when = contact.value.when.min(latest);
        }
        for assessment in &mut self.assessments {
            let latest = latest_for(&written, assessment.place, now, assessment.recorded);
            bring_forward(assessment, earliest_for(&written, assessment.place, latest), latest);
        }
        sorting::sort_by_key(&mut self.plans, |logged| logged.effective);
        sorting::sort_by_key(&mut self.visits, |logged| logged.effective);
        sorting::sort_by_key(&mut self.steps, |logged| logged.effective);
        sorting::sort_by_key(&mut self.devices, |logged| logged.effective);
        sorting::sort_by_key(&mut self.device_care, |logged| logged.effective);
        sorting::sort_by_key(&mut self.contacts, |logged| logged.effective);
        sorting::sort_by_key(&mut self.assessments, |logged| logged.effective);
    }

    /// The log with plans that have begun on a day that it is not yet where `now` is, told by the clock of `now`: on the other
    /// side of the date line a plan of this morning stays the plan.
    fn begun_here(&self, now: DateTime<FixedOffset>) -> Cow<'_, Self> {
        let is_over = |plan: &Logged<Plan>| plan.effective <= now && plan.date() > now.date_naive();
        if !self.plans.iter().any(is_over) {
            return Cow::Borrowed(self);
        }
        let mut history = self.clone();
        for plan in history.plans.iter_mut().filter(|plan| is_over(plan)) {
            plan.effective = plan.effective.with_timezone(now.offset());
        }
        Cow::Owned(history)
    }

    /// The place of everything in the journal, and when it was written down.
    pub(crate) fn written(&self) -> impl Iterator<Item = (u64, DateTime<FixedOffset>)> {
        self.stamps().map(|(place, recorded, _)| (place, recorded))
    }

    /// The same, and whether its clock was known to be wrong then.
    pub(super) fn stamps(&self) -> impl Iterator<Item = (u64, DateTime<FixedOffset>, bool)> {
        stamps(&self.plans)
            .chain(stamps(&self.sessions))
            .chain(stamps(&self.skips))
            .chain(stamps(&self.check_ins))
            .chain(stamps(&self.observations))
            .chain(stamps(&self.pauses))
            .chain(stamps(&self.assessments))
            .chain(stamps(&self.contacts))
            .chain(stamps(&self.visits))
            .chain(stamps(&self.steps))
            .chain(stamps(&self.stages))
            .chain(stamps(&self.devices))
            .chain(stamps(&self.device_care))
    }

    /// The log as it stood at `then`: a block that came later did not stand yet, one that was lifted since still did.
    pub fn as_of(&self, then: DateTime<FixedOffset>) -> Self {
        let mut history = self.clone();
        // What gave way is told by a plan that may lie after `then` itself.
        history.plans.retain(|plan| !self.gives_way(plan));
        history.drop_told_after(then);
        drop_after(&mut history.plans, then);
        drop_after(&mut history.skips, then);
        drop_after(&mut history.pauses, then);
        drop_after(&mut history.assessments, then);
        drop_after(&mut history.steps, then);
        drop_after(&mut history.stages, then);
        drop_after(&mut history.devices, then);
        drop_after(&mut history.device_care, then);
        history
    }

    fn drop_told_after(&mut self, then: DateTime<FixedOffset>) {
        drop_after(&mut self.check_ins, then);
        drop_after(&mut self.observations, then);
        drop_after(&mut self.sessions, then);
        drop_after(&mut self.visits, then);
        self.contacts.retain(|one| one.effective.max(one.value.when) <= then);
    }
}

fn stamps<T>(all: &[Logged<T>]) -> impl Iterator<Item = (u64, DateTime<FixedOffset>, bool)> {
    all.iter().map(|one| (one.place, one.recorded, one.clock_suspect))
}

/// The latest time of which an entry can tell: its own, or where its clock was ahead of `now`, the time of the next
/// entry that was written under one that was not, or now.
fn latest_for(
    written: &[(u64, DateTime<FixedOffset>)],
    place: u64,
    now: DateTime<FixedOffset>,
    recorded: DateTime<FixedOffset>,
) -> DateTime<FixedOffset> {
    if recorded <= now {
        return recorded;
    }
    let later = written.partition_point(|(other, _)| *other <= place);
    written[later..].iter().map(|(_, recorded)| *recorded).fold(now, DateTime::min)
}

/// The earliest time of which such an entry can tell: when the last entry before it was written under a clock that was
/// not ahead. `latest` where there is none.
fn earliest_for(
    written: &[(u64, DateTime<FixedOffset>)],
    place: u64,
    latest: DateTime<FixedOffset>,
) -> DateTime<FixedOffset> {
    let before = written.partition_point(|(other, _)| *other < place);
    let earlier = written[..before].iter().map(|(_, recorded)| *recorded);
    earlier.filter(|recorded| *recorded <= latest).max().unwrap_or(latest)
}

/// An answer that was given under a clock ahead of now. It is told of the earliest time that is possible, and its calls are
/// due by that, so that none is put off from one look to the next; its wait ends by the latest.
fn bring_forward(
    assessment: &mut Logged<Assessment>,
    earliest: DateTime<FixedOffset>,
    latest: DateTime<FixedOffset>,
) {
    let told_of = assessment.effective;
    if told_of <= latest {
        return;
    }
    assessment.effective = earliest;
    let value = &mut assessment.value;
    for gate in value.fired.iter_mut().map(|rule| &mut rule.gate).chain([&mut value.gate]) {
        if let GateTime::WaitUntil(until) = &mut gate.time {
            *until -= told_of - latest;
        }
    }
    for task in &mut value.tasks {
        task.due -= told_of - earliest;
    }
}

fn is_after<T>(all: &[Logged<T>], then: DateTime<FixedOffset>) -> bool {
    all.iter().any(|one| one.effective > then)
}

fn drop_after<T>(all: &mut Vec<Logged<T>>, then: DateTime<FixedOffset>) {
    all.retain(|one| one.effective <= then);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::Task;
    use crate::check_in::CheckIn;
    use crate::contact::ContactOutcome;
    use crate::gate::{Gate, GateSize};
    use crate::observation::{Observation, Observed, Stool};
    use crate::sample::{Diary, at, own};

    /// Told of the evening of the 20th, and written down before it.
    fn ahead(add: &dyn Fn(&mut Diary)) -> Diary {
        let mut diary = Diary::adult();
        add(&mut diary);
        let recorded = at("2026-01-19T12:00");
        let history = &mut diary.history;
        history.check_ins.iter_mut().for_each(|one| one.recorded = recorded);
        history.observations.iter_mut().for_each(|one| one.recorded = recorded);
        history.sessions.iter_mut().for_each(|one| one.recorded = recorded);
        history.visits.iter_mut().for_each(|one| one.recorded = recorded);
        history.contacts.iter_mut().for_each(|one| one.recorded = recorded);
        diary
    }

    #[test]
    fn each_kind_that_is_told_of_a_time_to_come_has_not_happened_and_nothing_is_copied_where_none_is() {
        let then = "2026-01-20T20:00";
        let kinds: [&dyn Fn(&mut Diary); 5] = [
            &|diary| {
                let check_in = diary.logged(then, CheckIn::default());
                diary.history.check_ins.push(check_in);
            },
            &|diary| {
                let seen = Observation { what: Observed::Stool(Stool::default()), note: None };
                let seen = diary.logged(then, seen);
                diary.history.observations.push(seen);
            },
            &|diary| {
                diary.good(then, 12, 0);
            },
            &|diary| diary.visit(then, None),
            &|diary| diary.contact(then, ContactOutcome::Resume),
        ];
        for (number, kind) in kinds.into_iter().enumerate() {
            let history = ahead(kind).history;
            let before = history.happened_by(at("2026-01-20T19:59"));
            assert_eq!(*before, Diary::adult().history, "{number}");
            assert!(matches!(history.happened_by(at(then)), Cow::Borrowed(_)), "{number}");
        }
    }

    /// An answer under a clock a year ahead, between two sessions under one that was right: it may have been given as early as
    /// the first of them, which its calls count from, and as late as the second, which its wait counts from.
    #[test]
    fn an_answer_under_a_clock_ahead_calls_by_its_earliest_time_and_waits_by_its_latest() {
        let mut diary = Diary::adult();
        diary.good("2026-01-19T20:00", 12, 0);
        diary.good("2027-02-01T20:00", 12, 0);
        let until = GateTime::WaitUntil(at("2027-03-02T09:00"));
        diary.assessment("2027-03-01T09:00", Gate { time: until, size: GateSize::Same });
        let task = Task { what: "call".to_owned(), due: at("2027-03-01T13:00"), rules: Vec::new() };
        diary.history.assessments[0].value.tasks = vec![task];
        diary.good("2026-01-21T20:00", 12, 0);
        let told = |diary: &Diary, now: &str| {
            let right = diary.history.put_right(at(now));
            let one = &right.assessments[0];
            (one.effective, one.value.gate.time, one.value.tasks[0].due)
        };
        let wait = |until: &str| GateTime::WaitUntil(at(until));
        assert_eq!(
            told(&diary, "2026-01-22T09:00"),
            (at("2026-01-19T20:05"), wait("2026-01-22T20:05"), at("2026-01-20T00:05"))
        );
        let unmoved = (at("2027-03-01T09:00"), until, at("2027-03-01T13:00"));
        assert_eq!(told(&diary, "2027-03-01T09:05"), unmoved, "the clock was right after all");
        diary.history.assessments[0].effective = at("2026-01-20T09:00");
        let told_of = told(&diary, "2026-01-22T09:00").0;
        assert_eq!(told_of, at("2026-01-20T09:00"), "told of a time that lies between them");
        diary.history.assessments[0].effective = at("2027-03-01T09:00");
        diary.history.sessions.remove(0);
        diary.history.plans.clear();
        assert_eq!(told(&diary, "2026-01-22T09:00").0, at("2026-01-21T20:05"), "nothing was there before it");
    }

    #[test]
    fn a_plan_under_a_clock_ahead_came_in_before_now_and_one_that_waits_goes_on_waiting() {
        let mut diary = Diary::adult();
        let came = diary.logged("2027-03-01T09:00", own());
        let mut waits = diary.logged("2027-04-01T00:00", own());
        waits.recorded = at("2027-03-01T09:10");
        diary.history.plans.extend([came, waits]);
        let right = diary.history.put_right(at("2026-01-22T09:00"));
        let begins: Vec<_> = right.plans.iter().map(|plan| plan.effective).collect();
        assert_eq!(begins, ["2026-01-19T00:00", "2026-01-22T09:00", "2027-04-01T00:00"].map(at));
    }

    #[test]
    fn a_plan_of_this_morning_is_in_force_on_the_other_side_of_the_date_line() {
        let mut diary = Diary::adult();
        let lower = crate::sample::OWN.replace("goal_mm = 15", "goal_mm = 13");
        let mut lower = diary.logged("2026-03-04T07:00", crate::plan::Plan::parse(&lower).expect("a plan"));
        lower.effective = "2026-03-04T07:00:00+13:00".parse().expect("a time");
        lower.recorded = lower.effective - chrono::TimeDelta::hours(6);
        diary.history.plans.push(lower);
        let found = |now: &str| {
            let now: DateTime<FixedOffset> = now.parse().expect("a time");
            let right = diary.history.put_right(now);
            let goal = right.plan_in_force(now.date_naive()).map(|plan| plan.value.ladder().goal().tenths());
            (goal, matches!(right, Cow::Borrowed(_)))
        };
        assert_eq!(found("2026-03-03T07:59:59-10:00").0, Some(150), "a second before it came in");
        assert_eq!(found("2026-03-03T08:00:00-10:00"), (Some(130), false));
        assert_eq!(found("2026-03-03T18:00:00-10:00"), (Some(130), false));
        assert_eq!(
            found("2026-03-04T00:00:00-10:00"),
            (Some(130), true),
            "its own day, and nothing is copied"
        );
        diary.good("2027-01-01T08:00", 12, 0);
        let now: DateTime<FixedOffset> = "2026-03-03T18:00:00-10:00".parse().expect("a time");
        let right = diary.history.put_right(now);
        let goal = right.plan_in_force(now.date_naive()).map(|plan| plan.value.ladder().goal().tenths());
        assert_eq!(goal, Some(130), "beside an entry under a clock that was ahead");
    }
}
