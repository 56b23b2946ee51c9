//! Sessions held against asked, by week. What was asked for on closed days is shown and does not count.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use gradus_domain::{Adherence, Logged, Session, adherence, gated_days, is_before_plan, over_before_plan};
use maud::{Markup, html};

use super::ReportInput;
use super::axis::DayAxis;
use super::figure::{self, Drawing, FOOT, Figure, LEFT, RIGHT, Series, Table, key_mark};
use super::range::InRange;
use super::weeks::{Week as Span, bar, heights};

const TOP: f64 = 14.0;
const BOTTOM: f64 = 174.0;

/// One week, cut at the ends of the range.
struct Week {
    span: Span,
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
        series: vec![
            series(&weeks, say("week_key_held"), |account| account.held),
            series(&weeks, say("week_asked"), |account| account.asked),
        ],
    }
}

fn series(weeks: &[Week], label: String, count: fn(&Adherence) -> u32) -> Series {
    let point = |week: &Week| (week.span.first, count(&week.account) * 10);
    Series { label, points: weeks.iter().map(point).collect() }
}

/// The account of the whole range.
pub(super) fn whole(input: &ReportInput<'_>) -> Adherence {
    account(input, input.from..=input.to)
}

/// The account of some days; those on which the plan was paused do not count against the person.
fn account(input: &ReportInput<'_>, days: RangeInclusive<NaiveDate>) -> Adherence {
    let paused = input.history.paused_days(&days);
    adherence(input.history, days, &paused, input.now)
}

impl Week {
    fn tall(&self) -> u32 {
        self.account.asked + self.account.excused
    }
}

fn weeks(input: &ReportInput<'_>, range: &InRange<'_>) -> Vec<Week> {
    let closed = gated_days(input.history, &range.days);
    let is_extra = |session: &&&Logged<Session>| session.value.occurrence.is_none();
    let week = |(span, sessions): (Span, &[&Logged<Session>])| Week {
        span,
        account: account(input, span.first..=span.last),
        beyond: sessions.iter().filter(|one| is_extra(one) && !is_before_plan(input.history, one)).count(),
        earlier: sessions.iter().filter(|one| is_extra(one) && is_before_plan(input.history, one)).count(),
        closed_days: closed.range(span.first..=span.last).count(),
    };
    super::weeks::weeks(input, range).into_iter().map(week).collect()
}

fn drawing(input: &ReportInput<'_>, weeks: &[Week], axis: &DayAxis) -> Drawing {
    let most = weeks.iter().map(Week::tall).max().unwrap_or(1);
    let (y, labelled) = heights(most, BOTTOM, TOP);
    let part = |from: fn(&Week) -> u32, to: fn(&Week) -> u32| {
        let bars = weeks.iter().map(|week| bar(week.span, axis, &y, from(week), to(week)));
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
        let first = [input.words.date(week.span.first)];
        let last = [week.beyond.to_string(), week.closed_days.to_string()];
        first.into_iter().chain(counts).chain(last).collect()
    };
    Table { head: heads.map(say).to_vec(), rows: weeks.iter().map(row).collect() }
}
