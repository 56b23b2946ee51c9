//! Sessions held against asked, by week. What was asked for on closed days is shown and does not count.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use gradus_domain::{Adherence, Logged, Session, adherence, gated_days, is_before_plan, over_before_plan};
use maud::{Markup, html};

use super::ReportInput;
use super::axis::{DayAxis, monday_of};
use super::figure::{self, Drawing, FOOT, Figure, LEFT, RIGHT, Table, key_mark};
use super::range::InRange;
use super::scale::{Scale, place, ticks};

const TOP: f64 = 14.0;
const BOTTOM: f64 = 174.0;
/// The widest bar.
const WIDEST: f64 = 64.0;

/// One week, cut at the ends of the range.
struct Week {
    first: NaiveDate,
    last: NaiveDate,
    account: Adherence,
    beyond: usize,
    earlier: usize,
    closed_days: usize,
}

pub(super) fn figure(input: &ReportInput<'_>, range: &InRange<'_>) -> Figure {
    let weeks = weeks(input, range);
    let say = |key: &str| input.words.report(key, &[]);
    let shown = weeks.iter().any(|week| week.tall() > 0);
    let axis = DayAxis::new(input.from, input.to, (LEFT, RIGHT)).filter(|_| shown);
    Figure {
        id: "weeks",
        title: say("week_title"),
        unit: say("week_unit"),
        sentences: sentences(input, &weeks),
        drawing: axis.map(|axis| drawing(input, &weeks, &axis)),
        table: table(input, &weeks),
    }
}

/// The account of the whole range.
pub(super) fn whole(input: &ReportInput<'_>) -> Adherence {
    adherence(input.history, input.from..=input.to, &BTreeSet::new(), input.now)
}

impl Week {
    fn tall(&self) -> u32 {
        self.account.asked + self.account.excused
    }
}

fn weeks(input: &ReportInput<'_>, range: &InRange<'_>) -> Vec<Week> {
    let closed = gated_days(input.history, &range.days);
    let is_extra = |session: &&&Logged<Session>| session.value.occurrence.is_none();
    let mut weeks = Vec::new();
    let mut monday = monday_of(input.from);
    let mut sessions = range.sessions.as_slice();
    while monday <= input.to {
        let (first, last) = (monday.max(input.from), (monday + Days::new(6)).min(input.to));
        let upto = sessions.partition_point(|session| session.date() <= last);
        let (these, later) = sessions.split_at(upto);
        sessions = later;
        weeks.push(Week {
            first,
            last,
            account: adherence(input.history, first..=last, &BTreeSet::new(), input.now),
            beyond: these.iter().filter(|one| is_extra(one) && !is_before_plan(input.history, one)).count(),
            earlier: these.iter().filter(|one| is_extra(one) && is_before_plan(input.history, one)).count(),
            closed_days: closed.range(first..=last).count(),
        });
        monday = monday + Days::new(7);
    }
    weeks
}

fn drawing(input: &ReportInput<'_>, weeks: &[Week], axis: &DayAxis) -> Drawing {
    let most = weeks.iter().map(Week::tall).max().unwrap_or(1);
    let labelled = counts(most);
    let top = labelled.last().map_or(1.0, |(value, _)| *value);
    let y = Scale::new((0.0, top), (BOTTOM, TOP));
    let part = |from: fn(&Week) -> u32, to: fn(&Week) -> u32| {
        let bars = weeks.iter().map(|week| bar(week, axis, &y, from(week), to(week)));
        bars.collect::<String>()
    };
    let marks = html! {
        (figure::values(&y, &labelled))
        (figure::dates(input, axis, TOP, BOTTOM))
        path.closed d=(part(|week| week.account.asked, Week::tall)) {}
        path.track d=(part(|week| week.account.held, |week| week.account.asked)) {}
        path.bar d=(part(|_| 0, |week| week.account.held)) {}
    };
    Drawing { height: BOTTOM + FOOT, marks, key: key(input, weeks) }
}

/// Round counts from none to at least `most`.
fn counts(most: u32) -> Vec<(f64, String)> {
    let rough = ticks(0.0, f64::from(most.max(2)), 6);
    let step = rough.get(1).map_or(1.0, |step| step.ceil());
    let last = (f64::from(most) / step).ceil().max(1.0) as u32;
    (0..=last).map(|n| (f64::from(n) * step, place(f64::from(n) * step))).collect()
}

/// A bar over the days of a week, from one count to another; nothing when they are the same.
fn bar(week: &Week, axis: &DayAxis, y: &Scale, from: u32, to: u32) -> String {
    if from == to {
        return String::new();
    }
    let (left, right) = (axis.start_of(week.first), axis.start_of(week.last) + axis.day_width());
    // Broad weeks get a slender bar in their middle, narrow ones are filled but for a gap.
    let gap = ((right - left) * 0.12).max((right - left - WIDEST) / 2.0);
    let (low, high) = (y.at(f64::from(from)), y.at(f64::from(to)));
    format!(
        "M{} {}H{}V{}H{}z",
        place(left + gap),
        place(low),
        place(right - gap),
        place(high),
        place(left + gap)
    )
}

fn key(input: &ReportInput<'_>, weeks: &[Week]) -> Vec<(Markup, String)> {
    let say = |key: &str| input.words.report(key, &[]);
    let square = "M4 2H18V14H4z";
    let mut key = vec![
        (key_mark("bar", square), say("week_key_held")),
        (key_mark("track", square), say("week_key_asked")),
    ];
    if weeks.iter().any(|week| week.account.excused > 0) {
        key.push((key_mark("closed", square), say("week_key_excused")));
    }
    key
}

fn sentences(input: &ReportInput<'_>, weeks: &[Week]) -> Vec<String> {
    let words = input.words;
    let account = whole(input);
    let mut said = vec![match account.percent() {
        Some(percent) => {
            let numbers = (account.held.to_string(), account.asked.to_string(), percent.to_string());
            let parts = [("done", &*numbers.0), ("asked", &*numbers.1), ("percent", &*numbers.2)];
            words.report("week_done", &parts)
        }
        None => words.report("week_nothing", &[]),
    }];
    let counts = [
        ("week_tried", account.tried as usize),
        ("week_excused", account.excused as usize),
        ("week_before", over_before_plan(input.history, input.from..=input.to).len()),
        ("week_earlier", weeks.iter().map(|week| week.earlier).sum()),
        ("week_extra", weeks.iter().map(|week| week.beyond).sum()),
    ];
    for (key, n) in counts {
        said.extend((n > 0).then(|| words.report_count(key, n, &[])));
    }
    said.extend((account.asked > 0).then(|| words.report("week_window", &[])));
    said
}

fn table(input: &ReportInput<'_>, weeks: &[Week]) -> Table {
    let say = |key: &str| input.words.report(key, &[]);
    let heads =
        ["week_of", "week_asked", "week_held", "week_tried", "week_excused", "week_beyond", "week_gated"];
    let row = |week: &Week| {
        let account = week.account;
        let counts = [account.asked, account.held, account.tried, account.excused].map(|n| n.to_string());
        let first = [input.words.date(week.first)];
        let last = [week.beyond.to_string(), week.closed_days.to_string()];
        first.into_iter().chain(counts).chain(last).collect()
    };
    Table { head: heads.map(say).to_vec(), rows: weeks.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn counts_are_whole_round_and_reach_the_top() {
        let last = |most| counts(most).last().map(|(value, _)| *value);
        assert_eq!([1, 2, 7, 14, 21].map(last), [Some(1.0), Some(2.0), Some(8.0), Some(15.0), Some(25.0)]);
        for most in 1..200 {
            let counts = counts(most);
            assert!(
                counts.iter().all(|(value, _)| value.fract() == 0.0) && counts.len() <= 7,
                "{most}: {counts:?}"
            );
        }
    }
}
