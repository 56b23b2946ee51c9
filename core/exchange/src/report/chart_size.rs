//! Size over time against the goal: a step line, a mark for each session, a wedge above what went beyond the goal, neutral
//! strokes for what was not held.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use gradus_domain::sorting;
use gradus_domain::{History, Logged, Millimetres, Session, SlotStatus, slots};
use maud::{Markup, html};

use super::ReportInput;
use super::axis::DayAxis;
use super::figure::{
    self, CROWD, Drawing, FOOT, Figure, LEFT, RIGHT, Series, Table, dots, key_mark, rings, row_label, strokes,
};
use super::range::InRange;
use super::scale::{Scale, number, place, ticks};

const TOP: f64 = 14.0;
const BOTTOM: f64 = 206.0;
const MISSED_Y: f64 = 238.0;

/// Everything the chart shows.
struct Course<'a> {
    history: &'a History,
    sessions: &'a [&'a Logged<Session>],
    /// From when on the plan stood at which size, oldest first; the first holds from the start of the range.
    sizes: Vec<(NaiveDateTime, Millimetres)>,
    goals: Vec<(NaiveDateTime, Millimetres)>,
    /// The middle of the time at which a planned session was awaited that was not held.
    missed: Vec<NaiveDateTime>,
}

pub(super) fn figure(input: &ReportInput<'_>, range: &InRange<'_>) -> Figure {
    let course = Course::of(input, range);
    let say = |key: &str| input.words.report(key, &[]);
    let axis = DayAxis::new(input.from, input.to, (LEFT, RIGHT));
    Figure {
        id: "size",
        title: say("size_title"),
        unit: say("size_unit"),
        sentences: course.sentences(input),
        drawing: axis.and_then(|axis| course.drawing(input, &axis)),
        table: course.table(input),
        series: course.series(input),
    }
}

impl<'a> Course<'a> {
    fn of(input: &'a ReportInput<'_>, range: &'a InRange<'a>) -> Self {
        let held = |status| !matches!(status, SlotStatus::Missed | SlotStatus::Skipped(_));
        let asked = slots(input.history, range.days.clone(), input.now);
        let missed = asked.iter().filter(|slot| !held(slot.status)).map(|slot| {
            let window = slot.occurrence.window();
            window.opens + (window.on_time_until - window.opens) / 2
        });
        Self {
            history: input.history,
            sessions: &range.sessions,
            sizes: sizes(input),
            goals: goals(input),
            missed: missed.collect(),
        }
    }

    /// Sessions above the ceiling that held then.
    fn above(&self) -> impl Iterator<Item = &'a Logged<Session>> {
        self.sessions.iter().copied().filter(|session| self.history.exceeded(session).is_some())
    }

    fn drawing(&self, input: &ReportInput<'_>, axis: &DayAxis) -> Option<Drawing> {
        let all = self.sessions.iter().map(|s| s.value.size).chain(self.sizes.iter().map(|(_, size)| *size));
        let all = all.chain(self.goals.iter().map(|(_, goal)| *goal)).map(mm);
        let (least, most) =
            all.fold((f64::MAX, 0.0_f64), |(least, most), size| (least.min(size), most.max(size)));
        if most == 0.0 {
            return None;
        }
        // Room for a wedge above the highest mark.
        let top = if self.above().next().is_some() { TOP + 14.0 } else { TOP };
        let y = Scale::new(((least - 0.5).floor(), most + 0.5), (BOTTOM, top));
        let labelled = ticks((least - 0.5).floor(), most + 0.5, 6);
        let labelled: Vec<_> = labelled
            .into_iter()
            .map(|size| (size, input.words.decimal(number((size * 10.0).round() as i64))))
            .collect();
        let end = input.to.and_time(NaiveTime::MIN) + chrono::TimeDelta::days(1);
        let spot = |session: &Logged<Session>| {
            (axis.at(session.effective.naive_local()), y.at(mm(session.value.size)))
        };
        let passed = |session: &&&Logged<Session>| session.value.ease.passed();
        let held = dots(self.sessions.iter().filter(passed).map(|s| spot(s)));
        let failed = rings(self.sessions.iter().filter(|s| !passed(s)).map(|s| spot(s)));
        let above: String = self.above().map(|session| wedge(spot(session))).collect();
        let missed = strokes(self.missed.iter().map(|at| (axis.at(*at), MISSED_Y)));
        let crowd = if self.sessions.len() > CROWD { "dot many" } else { "dot" };
        let marks = html! {
            (figure::values(&y, &labelled))
            (figure::dates(input, axis, TOP, MISSED_Y + 10.0))
            @if !missed.is_empty() {
                (row_label(MISSED_Y, &input.words.report("size_not_held", &[])))
                path.neutral d=(missed) {}
            }
            path.goal d=(steps(&self.goals, axis, &y, end)) {}
            path.line d=(steps(&self.sizes, axis, &y, end)) {}
            path class=(crowd) d=(held) {}
            (failed)
            @if !above.is_empty() { path.above d=(above) {} }
        };
        Some(Drawing { height: MISSED_Y + 10.0 + FOOT, marks, key: self.key(input) })
    }

    fn key(&self, input: &ReportInput<'_>) -> Vec<(Markup, String)> {
        let say = |key: &str| input.words.report(key, &[]);
        let mut key = vec![
            (key_mark("line", "M1 12H11V5H21"), say("size_key_step")),
            (key_mark("goal", "M1 8H21"), say("size_key_goal")),
            (key_mark("dot", "M11 8h0"), say("size_key_dot")),
        ];
        if self.sessions.iter().any(|session| !session.value.ease.passed()) {
            key.push((rings([(11.0, 8.0)]), say("size_key_ring")));
        }
        if self.above().next().is_some() {
            key.push((key_mark("above", &wedge((11.0, 23.0))), say("size_key_above")));
        }
        if !self.missed.is_empty() {
            key.push((key_mark("neutral", "M11 3v10"), say("size_key_tick")));
        }
        key
    }

    fn sentences(&self, input: &ReportInput<'_>) -> Vec<String> {
        let words = input.words;
        let count = |key: &str, n: usize| (n > 0).then(|| words.report_count(key, n, &[]));
        let held = self.sessions.iter().map(|session| session.value.size);
        let mut said = Vec::new();
        match held.clone().min().zip(held.max()) {
            Some((least, most)) => {
                let parts = [("least", &*words.size(least)), ("most", &*words.size(most))];
                let n = self.sessions.len();
                said.push(if least == most && n > 1 {
                    words.report("size_held_same", &[("n", &n.to_string()), parts[0]])
                } else {
                    words.report_count("size_held", n, &parts)
                });
            }
            None => said.push(words.report("nothing", &[])),
        }
        let failed = self.sessions.iter().filter(|session| !session.value.ease.passed()).count();
        said.extend(count("size_not_passed", failed));
        if let Some(most) = self.above().map(|session| session.value.size).max() {
            said.push(words.report_count("size_above", self.above().count(), &[("most", &words.size(most))]));
        }
        said.extend(count("size_missed", self.missed.len()));
        said.extend(count("size_changes", self.sizes.len().saturating_sub(1)));
        if let Some(((_, size), (_, goal))) = self.sizes.last().zip(self.goals.last()) {
            let parts = [("size", &*words.size(*size)), ("goal", &*words.size(*goal))];
            said.push(words.report("size_end", &parts));
        }
        said
    }

    fn series(&self, input: &ReportInput<'_>) -> Vec<Series> {
        let point = |day: NaiveDate, size: Millimetres| (day, u32::from(size.tenths()));
        let set = |course: &[(NaiveDateTime, Millimetres)]| {
            course.iter().map(|(at, size)| point(at.date(), *size)).collect()
        };
        let held = |passed: bool| {
            let these = self.sessions.iter().filter(move |session| session.value.ease.passed() == passed);
            these.map(|session| point(session.date(), session.value.size)).collect()
        };
        [
            ("size_key_dot", held(true)),
            ("size_key_ring", held(false)),
            ("size_key_step", set(&self.sizes)),
            ("size_key_goal", set(&self.goals)),
        ]
        .map(|(key, points)| Series { label: input.words.report(key, &[]), points })
        .into()
    }

    fn table(&self, input: &ReportInput<'_>) -> Table {
        let words = input.words;
        let say = |key: &str| words.report(key, &[]);
        let held = self.sessions.iter().map(|session| {
            let at = session.effective;
            let row = vec![
                words.stamp(at),
                match self.history.exceeded(session) {
                    Some(goal) => {
                        let parts =
                            [("size", &*words.size(session.value.size)), ("goal", &*words.size(goal))];
                        words.report("size_row_above", &parts)
                    }
                    None => words.size(session.value.size),
                },
                self.plan_at(at).map_or_else(|| say("dash"), |size| words.size(size)),
                words.ease_of(&session.value),
            ];
            (at.naive_local(), row)
        });
        let missed = self
            .missed
            .iter()
            .map(|at| (*at, vec![words.date(at.date()), say("dash"), say("dash"), say("size_row_missed")]));
        let mut rows: Vec<_> = held.chain(missed).collect();
        sorting::sort_by_key(&mut rows, |(at, _)| *at);
        Table {
            head: ["when", "size_column", "size_plan_column", "ease_column"].map(say).to_vec(),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        }
    }

    fn plan_at(&self, at: DateTime<FixedOffset>) -> Option<Millimetres> {
        let local = at.naive_local();
        self.sizes.iter().rev().find(|(since, _)| *since <= local).map(|(_, size)| *size)
    }
}

/// The size of the plan from the start of the range on, a step at each moment at which it was set anew.
fn sizes(input: &ReportInput<'_>) -> Vec<(NaiveDateTime, Millimetres)> {
    let history = input.history;
    let mut moments: Vec<DateTime<FixedOffset>> = Vec::new();
    moments.extend(history.coming_into_force().map(|plan| plan.effective));
    moments.extend(history.visits.iter().map(|visit| visit.effective));
    moments.extend(history.steps.iter().map(|step| step.effective));
    moments.extend(history.contacts.iter().map(|contact| contact.effective));
    sorting::sort(&mut moments);
    let sizes = moments.into_iter().filter(|at| at.date_naive() <= input.to);
    course(input.from, sizes.filter_map(|at| Some((at.naive_local(), history.current_size(at)?))))
}

fn goals(input: &ReportInput<'_>) -> Vec<(NaiveDateTime, Millimetres)> {
    let plans = input.history.coming_into_force().filter(|plan| plan.date() <= input.to);
    course(input.from, plans.map(|plan| (plan.effective.naive_local(), plan.value.ladder().goal())))
}

/// Settings in their order, as changes: what was set before the range holds from its start, and the same again is none.
fn course<T: PartialEq>(
    from: NaiveDate,
    settings: impl Iterator<Item = (NaiveDateTime, T)>,
) -> Vec<(NaiveDateTime, T)> {
    let start = from.and_time(NaiveTime::MIN);
    let mut course: Vec<(NaiveDateTime, T)> = Vec::new();
    for (at, value) in settings {
        if at < start {
            course.clear();
        }
        if course.last().is_none_or(|(_, last)| *last != value) {
            course.push((at.max(start), value));
        }
    }
    course
}

/// A line that stays level and steps.
fn steps(course: &[(NaiveDateTime, Millimetres)], axis: &DayAxis, y: &Scale, end: NaiveDateTime) -> String {
    let mut path = String::new();
    for (at, size) in course {
        let (x, y) = (place(axis.at(*at)), place(y.at(mm(*size))));
        if path.is_empty() {
            path = format!("M{x} {y}");
        } else {
            path += &format!("H{x}V{y}");
        }
    }
    if !path.is_empty() {
        path += &format!("H{}", place(axis.at(end)));
    }
    path
}

/// A mark above a dot: a wedge that points at it, so that no colour is needed to see it.
fn wedge((x, y): (f64, f64)) -> String {
    format!("M{} {}h12l-6 8z", place(x - 6.0), place(y - 19.0))
}

fn mm(size: Millimetres) -> f64 {
    f64::from(size.tenths()) / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a time")
    }

    #[test]
    fn what_was_set_before_the_range_holds_from_its_start_and_the_same_again_is_no_change() {
        let from = "2026-03-01".parse().expect("a date");
        let settings = [
            (at("2026-01-01T08:00:00"), 9),
            (at("2026-02-01T08:00:00"), 10),
            (at("2026-03-05T08:00:00"), 10),
            (at("2026-03-09T08:00:00"), 11),
        ];
        let expected = vec![(at("2026-03-01T00:00:00"), 10), (at("2026-03-09T08:00:00"), 11)];
        assert_eq!(course(from, settings.into_iter()), expected);
        assert_eq!(course::<u8>(from, std::iter::empty()), []);
    }

    #[test]
    fn the_line_steps_and_runs_to_the_end() {
        let axis =
            DayAxis::new(at("2026-03-01T00:00:00").date(), at("2026-03-10T00:00:00").date(), (0.0, 100.0))
                .expect("days");
        let y = Scale::new((9.0, 11.0), (100.0, 0.0));
        let size = |mm| Millimetres::whole(mm).expect("a size");
        let course = [(at("2026-03-01T00:00:00"), size(10)), (at("2026-03-06T00:00:00"), size(11))];
        assert_eq!(steps(&course, &axis, &y, at("2026-03-11T00:00:00")), "M0 50H50V0H100");
        assert_eq!(steps(&[], &axis, &y, at("2026-03-11T00:00:00")), "");
    }
}
