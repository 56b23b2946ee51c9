//! The size a person is at: what was set last, one word after the other, never above the plan of its time.

use chrono::{DateTime, FixedOffset};

use super::{History, StepTaken};
use crate::contact::ContactOutcome;
use crate::entry::EntryId;
use crate::order::{Stamp, in_order};
use crate::plan::Plan;
use crate::progression::begins_anew;
use crate::size::Millimetres;

/// The size a person is at, and since when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CurrentSize {
    /// The size.
    pub size: Millimetres,
    /// When it was set.
    pub since: DateTime<FixedOffset>,
    /// The size from which the person came down by steps back alone; this one where there was none. What fails on the way
    /// down belongs together: a step back that was taken makes none of it undone.
    pub top: Millimetres,
    /// The size that was given last.
    pub given: Millimetres,
    /// When it was given: named by the clinic, begun with by a plan, or reached by a step up. What only made it smaller,
    /// such as "one size smaller", a step back or a lower goal, gave none: what asked for less before it asks for it still.
    pub given_since: DateTime<FixedOffset>,
}

impl CurrentSize {
    /// One that was given.
    pub(crate) fn set(size: Millimetres, since: DateTime<FixedOffset>) -> Self {
        Self { size, since, top: size, given: size, given_since: since }
    }
}

/// A size that a clinician set and that does not hold, because the ceiling of the plan lies below it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AboveCeiling {
    /// The visit or the talk.
    pub entry: EntryId,
    /// When it was set.
    pub at: DateTime<FixedOffset>,
    /// The size that was named.
    pub named: Millimetres,
    /// The ceiling. The size stays below it as it was.
    pub ceiling: Millimetres,
}

impl History {
    /// The ceiling for a size that the clinic names at `told` and that is written down at `written`: that of the plan of its
    /// day, or of the one that is in force when it is written down, where that allows more. What is said at a visit and the
    /// plan that is made there may come in in either order. `None` where there is no plan.
    pub fn ceiling_for(
        &self,
        told: DateTime<FixedOffset>,
        written: DateTime<FixedOffset>,
    ) -> Option<Millimetres> {
        let goal = |at: DateTime<FixedOffset>| {
            self.plan_in_force(at.date_naive()).map(|plan| plan.value.ladder().goal())
        };
        goal(told).max(goal(written))
    }

    /// The size at `now` and since when, never above the ceiling of the plan in force; `None` without a plan. A size that is
    /// named above the ceiling changes nothing.
    ///
    /// Set by whichever came last: a clinician at a visit or in a talk, a step that was taken, a plan version that
    /// begins at another size than the version before, or the start of the plan, where the clinic let an adult go on after
    /// so long a gap that it was asked (R4) and named no size. A plan version that only changes other things leaves it. A size that
    /// was named for a plan which came in after the visit holds from that plan on, unless a plan that does not allow it came first.
    pub fn size_at(&self, now: DateTime<FixedOffset>) -> Option<CurrentSize> {
        let sizes = self.sizes(now);
        sizes.plan.and(sizes.current)
    }

    /// The size alone; see [`Self::size_at`].
    pub fn current_size(&self, now: DateTime<FixedOffset>) -> Option<Millimetres> {
        self.size_at(now).map(|current| current.size)
    }

    /// The size that a clinician named last and that the plan does not allow: the present size stays as it was. `None` when
    /// the last setting holds as it was named. The person must be told of it until a later word settles it: a visit or a talk
    /// that sets a size, a step, or a plan version of another goal or start.
    pub fn above_ceiling(&self, now: DateTime<FixedOffset>) -> Option<AboveCeiling> {
        self.sizes(now).above
    }

    /// Every size that came to hold from an instant on, the one that held then first.
    pub(crate) fn sizes_since(
        &self,
        from: DateTime<FixedOffset>,
        now: DateTime<FixedOffset>,
    ) -> Vec<CurrentSize> {
        let mut held: Vec<CurrentSize> = Vec::new();
        let mut sizes = Sizes { plan: None, current: None, above: None, awaited: None };
        for (stamp, setting) in in_order(self.settings(now), |(stamp, _)| *stamp) {
            sizes.take(self, stamp, setting);
            let Some(current) = sizes.current else { continue };
            if stamp.told_of <= from {
                held.clear();
            }
            if held.last().is_none_or(|last| last != &current) {
                held.push(current);
            }
        }
        held
    }

    fn sizes(&self, now: DateTime<FixedOffset>) -> Sizes<'_> {
        let mut sizes = Sizes { plan: None, current: None, above: None, awaited: None };
        for (stamp, setting) in in_order(self.settings(now), |(stamp, _)| *stamp) {
            sizes.take(self, stamp, setting);
        }
        sizes
    }

    fn settings(&self, now: DateTime<FixedOffset>) -> Vec<(Stamp, Setting<'_>)> {
        let plans = self.coming_into_force().map(|plan| (plan.stamp(), Setting::Plan(&plan.value)));
        let visits = self.visits.iter().filter_map(|visit| {
            let size = visit.value.size_set?;
            let named = Named {
                entry: visit.id,
                size,
                written: visit.stood_since(|visit| visit.size_set == Some(size)),
            };
            Some((visit.stamp(), Setting::Named(named)))
        });
        let steps = self.steps.iter().map(|step| (step.stamp(), Setting::Step(step.value)));
        let contacts = self.contacts.iter().filter_map(|contact| {
            let setting = match contact.value.outcome {
                ContactOutcome::ResumeAt(size) => {
                    let written = contact.stood_since(|said| said.outcome == contact.value.outcome);
                    Setting::Named(Named { entry: contact.id, size, written })
                }
                outcome if outcome.goes_on() => {
                    let sizes = u8::from(outcome == ContactOutcome::StepDown);
                    let from = begins_anew(self, contact.effective, contact.place);
                    (from.is_some() || sizes > 0).then_some(Setting::GoOn { sizes, from })?
                }
                _ => return None,
            };
            Some((contact.stamp(), setting))
        });
        let all = plans.chain(visits).chain(steps).chain(contacts);
        all.filter(|(stamp, _)| stamp.told_of <= now).collect()
    }
}

#[derive(Clone, Copy)]
enum Setting<'h> {
    Plan(&'h Plan),
    Named(Named),
    Step(StepTaken),
    /// So many sizes smaller, and after a long gap no larger than the start.
    GoOn {
        sizes: u8,
        from: Option<Millimetres>,
    },
}

/// A size that the clinic named.
#[derive(Clone, Copy)]
struct Named {
    entry: EntryId,
    size: Millimetres,
    written: DateTime<FixedOffset>,
}

/// What everything that was set has come to.
struct Sizes<'h> {
    plan: Option<&'h Plan>,
    current: Option<CurrentSize>,
    above: Option<AboveCeiling>,
    /// Named above the plan of its time, for one that is still to come.
    awaited: Option<Millimetres>,
}

impl<'h> Sizes<'h> {
    fn take(&mut self, history: &History, stamp: Stamp, setting: Setting<'h>) {
        let before = self.current.map(|current| current.size);
        let awaited = self.awaited.take();
        let above = self.above.take();
        let is_back = matches!(setting, Setting::Step(step) if step.is_back());
        let mut is_named = matches!(setting, Setting::Named(_));
        let size = match setting {
            Setting::Plan(next) => {
                let (start, goal) = (next.ladder().start(), next.ladder().goal());
                let begins_anew = self.plan.is_none_or(|last| last.ladder().start() != start);
                // A version that leaves the ladder alone is no word about a size above it.
                self.above = above.filter(|_| !begins_anew && self.goal() == Some(goal));
                self.plan = Some(next);
                is_named = begins_anew;
                if begins_anew {
                    Some(start)
                } else {
                    awaited.filter(|size| *size <= goal).or(before).or(Some(start))
                }
            }
            Setting::Named(named) => self.allowed(history, stamp, named).or(before),
            // The steps up before it may be none: a step back never leads up.
            Setting::Step(step) if step.is_back() => Some(before.map_or(step.to, |size| size.min(step.to))),
            // A step up that began above the size which held by then would skip one: a word that came in late lies between.
            Setting::Step(step) => {
                let holds = before.is_some_and(|size| size >= step.from)
                    && self.goal().is_none_or(|goal| step.to <= goal);
                if !holds {
                    (self.awaited, self.above) = (awaited, above);
                }
                Some(step.to).filter(|_| holds).or(before)
            }
            Setting::GoOn { sizes, from } => before.zip(self.plan).map(|(size, plan)| {
                let size = plan.ladder().below(size, sizes);
                from.map_or(size, |from| size.min(from))
            }),
        };
        let size = size.map(|size| self.goal().map_or(size, |goal| size.min(goal)));
        if let Some(size) = size.filter(|size| before != Some(*size)) {
            let set = CurrentSize::set(size, stamp.told_of);
            let came_down = self.current.filter(|from| !is_named && size < from.size);
            self.current = Some(came_down.map_or(set, |from| CurrentSize {
                top: if is_back { from.top } else { size },
                given: from.given,
                given_since: from.given_since,
                ..set
            }));
        }
    }

    fn goal(&self) -> Option<Millimetres> {
        self.plan.map(|plan| plan.ladder().goal())
    }

    /// A size that the clinic named, where the plan of its time allows it. Nobody named the ceiling itself: to go up to it
    /// would skip every size below it.
    fn allowed(&mut self, history: &History, stamp: Stamp, named: Named) -> Option<Millimetres> {
        let Some(ceiling) = self.goal().filter(|goal| named.size > *goal) else { return Some(named.size) };
        if history.ceiling_for(stamp.told_of, named.written).is_some_and(|goal| named.size <= goal) {
            self.awaited = Some(named.size);
        } else {
            self.above =
                Some(AboveCeiling { entry: named.entry, at: stamp.told_of, named: named.size, ceiling });
        }
        None
    }
}

crate::unprinted!(CurrentSize, AboveCeiling);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Logged;
    use crate::sample::{Diary, OWN, at, mm};

    /// The plan of the sample up to another goal, in force from then on.
    fn plan_to(diary: &mut Diary, goal: u16, from: &str) {
        let text = OWN.replace("goal_mm = 15", &format!("goal_mm = {goal}"));
        let plan = diary.logged(from, Plan::parse(&text).expect("a plan"));
        diary.history.plans.push(plan);
    }

    fn size(diary: &Diary, when: &str) -> Option<u16> {
        diary.history.current_size(at(when)).map(|size| size.tenths() / 10)
    }

    fn above(diary: &Diary, when: &str) -> bool {
        diary.history.above_ceiling(at(when)).is_some()
    }

    fn told_at<T>(told: Option<&mut Logged<T>>, written: &str) {
        told.expect("just told").recorded = at(written);
    }

    /// What only makes a size smaller gives none: what asked for less before it asks for it still.
    #[test]
    fn a_size_is_given_by_its_name_by_a_plan_that_begins_with_it_and_by_a_step_up() {
        const WHEN: &str = "2026-01-22T10:00";
        let begun = Diary::adult().history.size_at(at("2026-01-20T10:00")).expect("a size").given_since;
        let given = |set: fn(&mut Diary)| {
            let mut diary = Diary::adult();
            diary.step("2026-01-19T09:00", 12, 14);
            set(&mut diary);
            let size = diary.history.size_at(at("2026-01-23T10:00")).expect("a size");
            (size.size.tenths() / 10, size.given.tenths() / 10, size.given_since)
        };
        let start = |diary: &mut Diary, ladder: &str| {
            let text = OWN.replace("sizes_mm = [12, 13, 14, 15, 16]\nstart_mm = 12", ladder);
            let plan = diary.logged(WHEN, Plan::parse(&text).expect("a plan"));
            diary.history.plans.push(plan);
        };
        assert!(begun < at("2026-01-19T09:00"));
        let before = at("2026-01-19T09:00");
        assert_eq!(given(|_| {}), (14, 14, before));
        assert_eq!(given(|diary| diary.step(WHEN, 14, 13)), (13, 14, before));
        assert_eq!(given(|diary| diary.contact(WHEN, ContactOutcome::StepDown)), (13, 14, before));
        assert_eq!(given(|diary| plan_to(diary, 13, WHEN)), (13, 14, before));
        assert_eq!(given(|diary| diary.step(WHEN, 14, 15)), (15, 15, at(WHEN)));
        assert_eq!(given(|diary| diary.contact(WHEN, ContactOutcome::ResumeAt(mm(13)))), (13, 13, at(WHEN)));
        assert_eq!(given(|diary| diary.visit(WHEN, Some(13))), (13, 13, at(WHEN)));
        let (from_11, from_13) = (
            "sizes_mm = [11, 12, 13, 14, 15, 16]\nstart_mm = 11",
            "sizes_mm = [13, 14, 15, 16]\nstart_mm = 13",
        );
        let begins = |ladder: &str| {
            let mut diary = Diary::adult();
            diary.step("2026-01-19T09:00", 12, 14);
            start(&mut diary, ladder);
            diary.history.size_at(at("2026-01-23T10:00")).expect("a size").given_since
        };
        assert_eq!([begins(from_11), begins(from_13)], [at(WHEN); 2]);
    }

    #[test]
    fn the_ceiling_for_a_size_is_that_of_its_day_or_of_the_day_on_which_it_is_written_down() {
        let mut diary = Diary::adult();
        plan_to(&mut diary, 16, "2026-01-22T18:00");
        let ceiling = |told: &str, written: &str| diary.history.ceiling_for(at(told), at(written));
        assert_eq!(ceiling("2026-01-18T10:00", "2026-01-18T10:00"), None, "no plan");
        assert_eq!(ceiling("2026-01-21T10:00", "2026-01-21T10:00"), Some(mm(15)));
        assert_eq!(ceiling("2026-01-22T10:00", "2026-01-22T10:00"), Some(mm(16)), "by its day");
        assert_eq!(ceiling("2026-01-21T10:00", "2026-01-22T19:00"), Some(mm(16)), "the plan came since");
        plan_to(&mut diary, 13, "2026-01-24T18:00");
        let ceiling = diary.history.ceiling_for(at("2026-01-23T10:00"), at("2026-01-24T19:00"));
        assert_eq!(ceiling, Some(mm(16)), "it was so on that day");
    }

    #[test]
    fn a_size_of_the_visit_at_which_the_plan_was_made_holds_from_the_plan_on() {
        for visit in ["2026-01-22T10:00", "2026-01-21T10:00"] {
            for (named, holds) in [(16, 16), (17, 12)] {
                let mut diary = Diary::adult();
                plan_to(&mut diary, 16, "2026-01-22T18:00");
                diary.visit(visit, Some(named));
                told_at(diary.history.visits.last_mut(), "2026-01-22T18:30");
                assert_eq!(
                    size(&diary, "2026-01-22T17:59"),
                    Some(12),
                    "the plan of that time goes up to 15 mm"
                );
                assert_eq!(size(&diary, "2026-01-22T18:00"), Some(holds), "{visit} {named}");
                let since = diary.history.size_at(at("2026-01-23T08:00")).map(|size| size.since);
                assert_eq!(since == Some(at("2026-01-22T18:00")), named == 16);
                assert_eq!(above(&diary, "2026-01-22T17:59"), named == 17);
                assert!(!above(&diary, "2026-01-22T18:00"), "the plan is the later word");
            }
        }
        let mut diary = Diary::adult();
        plan_to(&mut diary, 16, "2026-01-22T18:00");
        diary.contact("2026-01-21T10:00", ContactOutcome::ResumeAt(mm(16)));
        told_at(diary.history.contacts.last_mut(), "2026-01-22T18:30");
        assert_eq!(size(&diary, "2026-01-22T18:00"), Some(16), "a talk as well");
    }

    #[test]
    fn a_size_that_was_written_down_before_any_plan_allowed_it_waits_for_none() {
        let mut diary = Diary::adult();
        diary.visit("2026-01-21T10:00", Some(16));
        plan_to(&mut diary, 16, "2026-01-22T18:00");
        assert_eq!(size(&diary, "2026-01-23T08:00"), Some(12), "nobody says that it was meant for this plan");
        assert!(above(&diary, "2026-01-21T11:00") && !above(&diary, "2026-01-22T18:00"));
    }

    #[test]
    fn what_is_set_meanwhile_takes_the_place_of_a_size_that_waits_and_so_does_a_lower_plan() {
        let waits = |between: fn(&mut Diary)| {
            let mut diary = Diary::adult();
            between(&mut diary);
            plan_to(&mut diary, 16, "2026-01-24T18:00");
            diary.visit("2026-01-21T10:00", Some(16));
            told_at(diary.history.visits.last_mut(), "2026-01-24T18:30");
            diary.history.visits.sort_by_key(|visit| visit.effective);
            size(&diary, "2026-01-25T08:00")
        };
        assert_eq!(waits(|_| {}), Some(16));
        assert_eq!(waits(|diary| plan_to(diary, 13, "2026-01-23T09:00")), Some(12));
        assert_eq!(waits(|diary| diary.step("2026-01-23T09:00", 12, 13)), Some(13));
        assert_eq!(waits(|diary| diary.visit("2026-01-23T09:00", Some(14))), Some(14));
        assert_eq!(waits(|diary| diary.contact("2026-01-23T09:00", ContactOutcome::StepDown)), Some(12));
        let mut anew = Diary::adult();
        let text = OWN.replace("[12, 13,", "[11, 12, 13,").replace("start_mm = 12", "start_mm = 11");
        let text = text.replace("goal_mm = 15", "goal_mm = 16");
        let plan = anew.logged("2026-01-24T18:00", Plan::parse(&text).expect("a plan"));
        anew.history.plans.push(plan);
        anew.visit("2026-01-21T10:00", Some(16));
        told_at(anew.history.visits.last_mut(), "2026-01-24T18:30");
        assert_eq!(size(&anew, "2026-01-25T08:00"), Some(11), "the plan begins anew");
    }

    #[test]
    fn a_size_that_nobody_allowed_when_it_was_named_wakes_by_no_later_change_of_its_visit() {
        let mut diary = Diary::adult();
        diary.visit("2026-01-20T09:00", Some(16));
        plan_to(&mut diary, 16, "2026-01-26T09:00");
        let visit = diary.history.visits.last_mut().expect("a visit");
        let (entry, effective, written) = (visit.id, visit.effective, visit.recorded);
        let value = visit.value.clone();
        visit.former = vec![crate::entry::Former { entry, effective, written, value }];
        visit.value.advice = Some("slowly".to_owned());
        visit.amended = Some(at("2026-01-27T09:00"));
        assert_eq!(size(&diary, "2026-01-28T09:00"), Some(12), "its note was put right");
        diary.history.visits[0].former[0].value.size_set = Some(mm(14));
        assert_eq!(size(&diary, "2026-01-28T09:00"), Some(16), "its size was");
    }

    #[test]
    fn a_talk_that_named_a_size_which_nobody_allowed_wakes_as_little() {
        let mut diary = Diary::adult();
        diary.contact("2026-01-20T09:00", ContactOutcome::ResumeAt(mm(16)));
        plan_to(&mut diary, 16, "2026-01-26T09:00");
        let talk = diary.history.contacts.last_mut().expect("a talk");
        let (entry, effective, written) = (talk.id, talk.effective, talk.recorded);
        talk.former = vec![crate::entry::Former { entry, effective, written, value: talk.value.clone() }];
        talk.amended = Some(at("2026-01-27T09:00"));
        assert_eq!(size(&diary, "2026-01-28T09:00"), Some(12), "its words were put right");
        diary.history.contacts[0].former[0].value.outcome = ContactOutcome::ResumeAt(mm(14));
        assert_eq!(size(&diary, "2026-01-28T09:00"), Some(16), "its size was");
    }

    #[test]
    fn a_size_above_the_ceiling_is_told_until_a_plan_version_of_another_goal_or_start() {
        let told_after = |goal: u16, sizes: &str, start: &str| {
            let mut diary = Diary::adult();
            diary.visit("2026-01-20T09:00", Some(16));
            let text = OWN.replace("goal_mm = 15", &format!("goal_mm = {goal}"));
            let text = text.replace("[12, 13,", sizes).replace("start_mm = 12", start);
            let plan = diary.logged("2026-01-26T09:00", Plan::parse(&text).expect("a plan"));
            diary.history.plans.push(plan);
            assert!(above(&diary, "2026-01-26T08:59"));
            above(&diary, "2026-01-26T09:00")
        };
        assert!(told_after(15, "[12, 13,", "start_mm = 12"), "it says nothing of the size");
        assert!(!told_after(14, "[12, 13,", "start_mm = 12"));
        assert!(!told_after(15, "[11, 12, 13,", "start_mm = 11"), "it begins anew");
    }
}
