//! Minutes in place by week: the holds of the size itself, as they were written down. A session without times is no zero.

use gradus_domain::{Logged, Session};
use gradus_words::Words;
use maud::html;

use super::ReportInput;
use super::axis::DayAxis;
use super::figure::{self, Drawing, FOOT, Figure, LEFT, RIGHT, Series, Table, key_mark};
use super::range::InRange;
use super::scale::number;
use super::weeks::{Week, bar, heights, weeks};

const TOP: f64 = 14.0;
const BOTTOM: f64 = 154.0;

/// What one week says.
struct Time {
    week: Week,
    sessions: usize,
    timed: usize,
    seconds: u32,
}

impl Time {
    fn of(week: Week, sessions: &[&Logged<Session>]) -> Self {
        let held: Vec<_> = sessions.iter().filter(|session| session.value.is_held()).collect();
        let timed: Vec<u32> = held.iter().filter_map(|session| seconds(session)).collect();
        Self { week, sessions: held.len(), timed: timed.len(), seconds: timed.iter().sum() }
    }

    /// Whole minutes, so that a bar is never higher than what was held.
    fn minutes(&self) -> u32 {
        self.seconds / 60
    }
}

/// How long the size was in place; `None` where no time was written down.
fn seconds(session: &Logged<Session>) -> Option<u32> {
    let total = session.value.holds_s.iter().fold(0_u32, |total, hold| total.saturating_add(*hold));
    (total > 0).then_some(total)
}

pub(super) fn figure(input: &ReportInput<'_>, range: &InRange<'_>) -> Figure {
    let times: Vec<Time> =
        weeks(input, range).into_iter().map(|(week, sessions)| Time::of(week, sessions)).collect();
    let say = |key: &str| input.words.report(key, &[]);
    let timed = times.iter().any(|time| time.timed > 0);
    let axis = DayAxis::new(input.from, input.to, (LEFT, RIGHT)).filter(|_| timed);
    let points = times.iter().filter(|time| time.timed > 0);
    Figure {
        id: "time",
        title: say("time_title"),
        unit: say("time_unit"),
        sentences: sentences(input, range, &times),
        drawing: axis.map(|axis| drawing(input, &times, &axis)),
        table: table(input, &times),
        series: vec![Series {
            label: say("time_column"),
            points: points.map(|time| (time.week.first, time.seconds / 6)).collect(),
        }],
    }
}

fn drawing(input: &ReportInput<'_>, times: &[Time], axis: &DayAxis) -> Drawing {
    let most = times.iter().map(Time::minutes).max().unwrap_or(1);
    let (y, labelled) = heights(most, BOTTOM, TOP);
    let bars: String = times.iter().map(|time| bar(time.week, axis, &y, 0, time.minutes())).collect();
    let marks = html! {
        (figure::values(&y, &labelled))
        (figure::dates(input, axis, TOP, BOTTOM))
        path.bar d=(bars) {}
    };
    let key = vec![(key_mark("bar", "M4 2H18V14H4z"), input.words.report("time_key", &[]))];
    Drawing { height: BOTTOM + FOOT, marks, key }
}

fn sentences(input: &ReportInput<'_>, range: &InRange<'_>, times: &[Time]) -> Vec<String> {
    let words = input.words;
    let mut each: Vec<u32> =
        range.sessions.iter().filter(|one| one.value.is_held()).filter_map(|one| seconds(one)).collect();
    each.sort_unstable();
    let sessions: usize = times.iter().map(|time| time.sessions).sum();
    let mut said = vec![match (each.get(each.len() / 2), each.last()) {
        (Some(typical), Some(most)) => {
            let total: u32 = each.iter().sum();
            let (total, typical, most) =
                (tenths(words, total), tenths(words, *typical), tenths(words, *most));
            let parts = [("total", &*total), ("typical", &*typical), ("most", &*most)];
            words.report_count("time_held", each.len(), &parts)
        }
        _ => words.report("time_none", &[]),
    }];
    let untimed = sessions - each.len();
    said.extend((untimed > 0).then(|| words.report_count("time_untimed", untimed, &[])));
    said
}

/// Minutes with a digit after the point, rounded down.
fn tenths(words: &Words, seconds: u32) -> String {
    words.decimal(number(i64::from(seconds / 6)))
}

fn table(input: &ReportInput<'_>, times: &[Time]) -> Table {
    let row = |time: &Time| {
        vec![
            input.words.date(time.week.first),
            match time.timed {
                0 => input.words.report("dash", &[]),
                _ => tenths(input.words, time.seconds),
            },
            time.timed.to_string(),
            time.sessions.to_string(),
        ]
    };
    Table {
        head: ["week_of", "time_column", "time_timed", "week_held"]
            .map(|key| input.words.report(key, &[]))
            .to_vec(),
        rows: times.iter().map(row).collect(),
    }
}
