use super::clock::{Passed, between, no_later, precedes};
use super::event::RunEvent;
use super::{Happened, Run};
use crate::moment::Moment;

/// What was told, in the order in which it happened. That is the order in which it was told, but for a sign or a stop that was
/// told late: a phone that is locked remembers it, and tells it when it is open again.
pub(super) struct Timeline<'r> {
    /// When the session began, then each event.
    points: Vec<Point<'r>>,
}

struct Point<'r> {
    at: Moment,
    /// Since the point before it.
    passed: Passed,
    event: Option<&'r RunEvent>,
}

impl<'r> Timeline<'r> {
    pub(super) fn of(run: &'r Run) -> Self {
        Self::placed(run, |told| told.at)
    }

    /// The same as it is seen at `now`: what a shell remembered of a clock that was ahead has happened all the same.
    pub(super) fn seen(run: &'r Run, now: &Moment) -> Self {
        Self::placed(run, |told| if told.event.ends() { no_later(&told.at, now) } else { told.at })
    }

    fn placed(run: &'r Run, at: impl Fn(&Happened) -> Moment) -> Self {
        let none = Passed { ms: 0, restarted: false };
        let mut timeline = Self { points: vec![Point { at: run.started, passed: none, event: None }] };
        for told in &run.events {
            timeline.add(&told.event, at(told));
        }
        timeline
    }

    /// When the last thing happened; when it began, where nothing did.
    pub(super) fn last(&self) -> &Moment {
        &self.points[self.points.len() - 1].at
    }

    /// Every event, with how much time passed before it.
    pub(super) fn events(&self) -> impl Iterator<Item = (Passed, &'r RunEvent)> {
        self.points.iter().filter_map(|point| point.event.map(|event| (point.passed, event)))
    }

    /// Whether this happened before something that was told already.
    pub(super) fn is_late(&self, event: &RunEvent, at: &Moment) -> bool {
        self.place(event, at) < self.points.len()
    }

    fn add(&mut self, event: &'r RunEvent, at: Moment) {
        let place = self.place(event, &at);
        let mut passed = between(&self.points[place - 1].at, &at);
        if let Some(next) = self.points.get_mut(place) {
            // Never after what came later, and what came later stays where it was.
            passed.ms = passed.ms.min(next.passed.ms);
            next.passed.ms -= passed.ms;
        }
        self.points.insert(place, Point { at, passed, event: Some(event) });
    }

    /// Before which point it belongs. The beginning stays the first.
    fn place(&self, event: &RunEvent, at: &Moment) -> usize {
        let end = self.points.len();
        if !event.may_be_late() {
            return end;
        }
        let is_of_boot = |point: &Point<'_>| point.at.boot == at.boot;
        // A boot of which nothing was told yet is the newest one; after the last point of a known one come those of later boots.
        let Some(last) = self.points.iter().rposition(is_of_boot) else { return end };
        let comes_later = |place: &usize| {
            let point = &self.points[*place];
            is_of_boot(point) && precedes(at, &point.at)
        };
        (1..=last).find(comes_later).unwrap_or(last + 1)
    }
}
