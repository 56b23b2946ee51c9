//! Weeks of a range, cut at its ends, and the bars that stand over them.

use chrono::{Days, NaiveDate};
use gradus_domain::{Logged, Session};

use super::ReportInput;
use super::axis::{DayAxis, monday_of};
use super::range::InRange;
use super::scale::{Scale, place, ticks};

/// The widest bar.
const WIDEST: f64 = 64.0;

/// One week: its first and its last day in the range.
#[derive(Clone, Copy)]
pub(super) struct Week {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

/// The weeks of the range with their sessions, each from Monday on.
pub(super) fn weeks<'a>(
    input: &ReportInput<'_>,
    range: &'a InRange<'a>,
) -> Vec<(Week, &'a [&'a Logged<Session>])> {
    let mut weeks = Vec::new();
    let mut monday = monday_of(input.from);
    let mut sessions = range.sessions.as_slice();
    while monday <= input.to {
        let week = Week { first: monday.max(input.from), last: (monday + Days::new(6)).min(input.to) };
        let upto = sessions.partition_point(|session| session.date() <= week.last);
        let (these, later) = sessions.split_at(upto);
        sessions = later;
        weeks.push((week, these));
        monday = monday + Days::new(7);
    }
    weeks
}

/// Round counts from none to at least `most`.
fn counts(most: u32) -> Vec<(f64, String)> {
    let rough = ticks(0.0, f64::from(most.max(2)), 6);
    let step = rough.get(1).map_or(1.0, |step| step.ceil());
    let last = (f64::from(most) / step).ceil().max(1.0) as u32;
    (0..=last).map(|n| (f64::from(n) * step, place(f64::from(n) * step))).collect()
}

/// The height of bars that count up to `most`, between the top and the bottom of a drawing, and what stands beside it.
pub(super) fn heights(most: u32, bottom: f64, top: f64) -> (Scale, Vec<(f64, String)>) {
    let labelled = counts(most);
    let last = labelled.last().map_or(1.0, |(value, _)| *value);
    (Scale::new((0.0, last), (bottom, top)), labelled)
}

/// A bar over the days of a week, from one count to another; nothing when they are the same.
pub(super) fn bar(week: Week, axis: &DayAxis, y: &Scale, from: u32, to: u32) -> String {
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
