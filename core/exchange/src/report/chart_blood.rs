//! Blood by day, in the ordered words that patients use. A day on which nobody looked is a gap, never "none".

use std::collections::BTreeMap;

use chrono::NaiveDate;
use gradus_domain::{Answer, Bleeding, Observed};
use maud::{Markup, html};

use super::ReportInput;
use super::axis::DayAxis;
use super::chart_pain::crosses;
use super::figure::{self, Drawing, FOOT, Figure, LEFT, RIGHT, Series, Table, dots, key_mark, row_label};
use super::range::InRange;
use super::scale::{Scale, place};

const TOP: f64 = 14.0;
const ROW: f64 = 30.0;

/// The words with the keys of their short forms, the mildest first.
const WORDS: [(Bleeding, &str); 7] = [
    (Bleeding::None, "blood_short_none"),
    (Bleeding::Streak, "blood_short_streak"),
    (Bleeding::PinkTint, "blood_short_pink_tint"),
    (Bleeding::Drip, "blood_short_drip"),
    (Bleeding::RedBowl, "blood_short_red_bowl"),
    (Bleeding::Clots, "blood_short_clots"),
    (Bleeding::NonStop, "blood_short_non_stop"),
];

/// What the sessions of one day say, and what was seen between them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Day {
    /// The most that was seen; `None` when there is no answer.
    pub(super) most: Option<Bleeding>,
    /// Of some session, or of some stool, nobody could say how much.
    unknown: bool,
}

impl Day {
    fn add(&mut self, answer: Answer<Bleeding>) {
        match answer {
            Answer::Known(amount) => self.most = self.most.max(Some(amount)),
            Answer::Unknown => self.unknown = true,
        }
    }
}

/// Days on which at least once somebody was asked, or told of it.
pub(super) fn days(range: &InRange<'_>) -> BTreeMap<NaiveDate, Day> {
    let mut days = BTreeMap::<_, Day>::new();
    for session in &range.sessions {
        if let Some(answer) = session.value.bleeding {
            days.entry(session.date()).or_default().add(answer);
        }
    }
    let mut mixed = Vec::new();
    for one in &range.observations {
        let Observed::Stool(stool) = &one.value.what else { continue };
        if let Some(answer) = stool.blood {
            days.entry(one.date()).or_default().add(answer);
        }
        mixed.extend((stool.blood_mixed == Some(Answer::Known(true))).then(|| one.date()));
    }
    // There was blood, and nobody said how much: such a day is never one without.
    for day in mixed {
        let day = days.entry(day).or_default();
        if day.most.is_none_or(|most| most == Bleeding::None) {
            *day = Day { most: None, unknown: true };
        }
    }
    days
}

pub(super) fn figure(input: &ReportInput<'_>, range: &InRange<'_>) -> Figure {
    let days = days(range);
    let say = |key: &str| input.words.report(key, &[]);
    let axis = DayAxis::new(input.from, input.to, (LEFT, RIGHT)).filter(|_| !days.is_empty());
    Figure {
        id: "blood",
        title: say("blood_title"),
        unit: say("blood_unit"),
        sentences: sentences(input, &days),
        drawing: axis.map(|axis| drawing(input, &days, &axis)),
        table: table(input, &days),
        series: vec![Series {
            label: say("blood_column"),
            points: days
                .iter()
                .filter_map(|(day, told)| Some((*day, rank(told.most?) as u32 * 10)))
                .collect(),
        }],
    }
}

fn rank(amount: Bleeding) -> usize {
    WORDS.iter().position(|(word, _)| *word == amount).unwrap_or(WORDS.len() - 1)
}

fn drawing(input: &ReportInput<'_>, days: &BTreeMap<NaiveDate, Day>, axis: &DayAxis) -> Drawing {
    let worst = days.values().filter_map(|day| day.most).map(rank).max().unwrap_or(0).max(2);
    let bottom = TOP + ROW * (worst as f64 + 0.5);
    let y = Scale::new((0.0, worst as f64), (bottom, TOP + ROW / 2.0));
    let labelled: Vec<_> = WORDS[..=worst]
        .iter()
        .enumerate()
        .map(|(rank, (_, key))| (rank as f64, input.words.report(key, &[])))
        .collect();
    let unknown_y = bottom + 26.0;
    let seen = days.iter().filter_map(|(date, day)| Some((*date, rank(day.most?))));
    let bars: String =
        seen.clone().filter(|(_, rank)| *rank > 0).map(|(date, rank)| bar(axis, &y, date, rank)).collect();
    let none = dots(seen.filter(|(_, rank)| *rank == 0).map(|(date, _)| (axis.middle_of(date), bottom)));
    let unknown = days.iter().filter(|(_, day)| day.unknown);
    let unknown = crosses(unknown.map(|(date, _)| (axis.middle_of(*date), unknown_y)));
    let foot = if unknown.is_empty() { bottom + 8.0 } else { unknown_y + 8.0 };
    let marks = html! {
        (figure::values(&y, &labelled))
        (figure::dates(input, axis, TOP, foot))
        path.bar d=(bars) {}
        path class="dot small" d=(none) {}
        @if !unknown.is_empty() {
            (row_label(unknown_y, &input.words.report("row_unknown", &[])))
            path.open d=(unknown) {}
        }
    };
    Drawing { height: foot + FOOT, marks, key: key(input, days) }
}

fn bar(axis: &DayAxis, y: &Scale, date: NaiveDate, rank: usize) -> String {
    // In five years a day is narrower than a hair; blood must still be seen.
    let half = (axis.day_width() * 0.36).clamp(0.8, 9.0);
    let (x, foot, top) = (axis.middle_of(date), y.at(0.0), y.at(rank as f64));
    format!("M{} {}H{}V{}H{}z", place(x - half), place(foot), place(x + half), place(top), place(x - half))
}

fn key(input: &ReportInput<'_>, days: &BTreeMap<NaiveDate, Day>) -> Vec<(Markup, String)> {
    let say = |key: &str| input.words.report(key, &[]);
    let mut key = Vec::new();
    if days.values().any(|day| day.most > Some(Bleeding::None)) {
        key.push((key_mark("bar", "M7 2H15V14H7z"), say("blood_key_bar")));
    }
    key.push((key_mark("dot small", "M11 8h0"), say("blood_key_none")));
    if days.values().any(|day| day.unknown) {
        key.push((key_mark("open", &crosses([(11.0, 8.0)])), say("blood_key_unknown")));
    }
    key
}

fn sentences(input: &ReportInput<'_>, days: &BTreeMap<NaiveDate, Day>) -> Vec<String> {
    let words = input.words;
    let answered = days.values().filter(|day| day.most.is_some()).count();
    let seen = days.iter().filter(|(_, day)| day.most > Some(Bleeding::None));
    let worst = seen.clone().max_by_key(|(_, day)| day.most).and_then(|(date, day)| Some((*date, day.most?)));
    let mut said = vec![match worst {
        _ if answered == 0 => words.report("blood_no_answer", &[]),
        None => words.report_count("blood_none", answered, &[]),
        Some((on, most)) => {
            let (of, most, on) = (answered.to_string(), words.blood(most), words.date(on));
            let parts = [("days", &*of), ("most", &*most), ("on", &*on)];
            words.report_count("blood_seen", seen.count(), &parts)
        }
    }];
    let unknown = days.values().filter(|day| day.unknown).count();
    said.extend((unknown > 0).then(|| words.report_count("blood_unknown", unknown, &[])));
    said
}

fn table(input: &ReportInput<'_>, days: &BTreeMap<NaiveDate, Day>) -> Table {
    let words = input.words;
    let said = |day: &Day| match (day.most, day.unknown) {
        (Some(most), true) => words.report("blood_also_unknown", &[("amount", &words.blood(most))]),
        (Some(most), false) => words.blood(most),
        (None, _) => words.report("unknown", &[]),
    };
    Table {
        head: ["day", "blood_column"].map(|key| words.report(key, &[])).to_vec(),
        rows: days.iter().map(|(date, day)| vec![words.date(*date), said(day)]).collect(),
    }
}
