//! Pain before, at its peak and after, one band each. What was not told is a gap or a mark outside the band, never a zero.

use chrono::Datelike;
use gradus_domain::sorting;
use gradus_domain::{Answer, Logged, PainScore, Session, SessionPain};
use gradus_words::Words;
use maud::{Markup, html};

use super::ReportInput;
use super::axis::DayAxis;
use super::figure::{
    self, CROWD, Drawing, FOOT, Figure, LEFT, RIGHT, Series, Table, dots, key_mark, rings, row_label,
};
use super::range::InRange;
use super::scale::{Scale, number, place};

/// Top and bottom of the bands of before, peak and after.
const BANDS: [(f64, f64); 3] = [(36.0, 96.0), (162.0, 312.0), (378.0, 438.0)];
/// How far below a band its row for "not known" lies.
const UNKNOWN_BELOW: f64 = 26.0;

type Told = Option<Answer<PainScore>>;
type Pick = fn(&SessionPain) -> Told;

pub(super) fn figure(input: &ReportInput<'_>, range: &InRange<'_>) -> Figure {
    let say = |key: &str| input.words.report(key, &[]);
    let sessions = &range.sessions;
    let axis = DayAxis::new(input.from, input.to, (LEFT, RIGHT)).filter(|_| !sessions.is_empty());
    Figure {
        id: "pain",
        title: say("pain_title"),
        unit: say("pain_unit"),
        sentences: sentences(input, sessions),
        drawing: axis.map(|axis| drawing(input, sessions, &axis)),
        table: table(input, sessions),
        series: series(input, sessions),
    }
}

/// What can be relied on and what something hid, apart: the second are lower bounds.
fn series(input: &ReportInput<'_>, sessions: &[&Logged<Session>]) -> Vec<Series> {
    let of = |numbed: bool| {
        let these = sessions.iter().filter(move |session| session.value.is_numbed() == numbed);
        these.filter_map(|one| Some((one.date(), u32::from(one.value.told_peak()?.value()) * 10))).collect()
    };
    let say = |key: &str| input.words.report(key, &[]);
    vec![
        Series { label: say("pain_peak"), points: of(false) },
        Series { label: say("pain_key_ring"), points: of(true) },
    ]
}

/// The middle of what was told and can be relied on, the greatest, and of how many; `None` when there is none.
pub(super) fn typical(words: &Words, sessions: &[&Logged<Session>]) -> Option<(String, PainScore, usize)> {
    let told: Vec<_> = sessions.iter().filter_map(|session| session.value.believable_peak()).collect();
    let (most, count) = (*told.iter().max()?, told.len());
    Some((words.decimal(number(median_tenths(told))), most, count))
}

/// Ten times the median; of an even number, the middle between the two in the middle. `told` is not empty.
fn median_tenths(mut told: Vec<PainScore>) -> i64 {
    sorting::sort(&mut told);
    let (low, high) = (told[(told.len() - 1) / 2].value(), told[told.len() / 2].value());
    (i64::from(low) + i64::from(high)) * 5
}

/// A level stroke over each month at its median: where dots lie too close to show how many they are.
fn months(sessions: &[&Logged<Session>], axis: &DayAxis, y: &Scale) -> String {
    let month = |session: &Logged<Session>| (session.date().year(), session.date().month());
    let strokes = sessions.chunk_by(|one, next| month(one) == month(next)).filter_map(|month| {
        let told: Vec<_> = month.iter().filter_map(|session| session.value.believable_peak()).collect();
        let (first, last) = (month.first()?.date(), month.last()?.date());
        let height = if told.is_empty() { return None } else { y.at(median_tenths(told) as f64 / 10.0) };
        let right = axis.start_of(last) + axis.day_width();
        Some(format!("M{} {}H{}", place(axis.start_of(first)), place(height), place(right)))
    });
    strokes.collect()
}

fn drawing(input: &ReportInput<'_>, sessions: &[&Logged<Session>], axis: &DayAxis) -> Drawing {
    let parts: [(&str, Pick); 3] = [
        ("pain_before", |pain| pain.before),
        ("pain_peak", |pain| pain.peak),
        ("pain_after", |pain| pain.after),
    ];
    let limit = limit(input);
    let bottom = BANDS[2].1 + UNKNOWN_BELOW + 8.0;
    let marks = html! {
        (figure::dates(input, axis, BANDS[0].0, bottom))
        @for ((name, pick), band) in parts.into_iter().zip(BANDS) {
            text.band x=(place(LEFT)) y=(place(band.0 - 14.0)) { (input.words.report(name, &[])) }
            (self::band(input, sessions, axis, band, pick))
        }
        @if sessions.len() > CROWD {
            path.typical d=(months(sessions, axis, &Scale::new((0.0, 10.0), (BANDS[1].1, BANDS[1].0)))) {}
        }
        @if let Some(limit) = limit {
            @let y = Scale::new((0.0, 10.0), (BANDS[1].1, BANDS[1].0)).at(limit.value().into());
            path.goal d=(format!("M{} {}H{}", place(LEFT), place(y), place(RIGHT))) {}
        }
    };
    Drawing { height: bottom + FOOT, marks, key: key(input, sessions, limit.is_some()) }
}

fn band(
    input: &ReportInput<'_>,
    sessions: &[&Logged<Session>],
    axis: &DayAxis,
    (top, bottom): (f64, f64),
    pick: Pick,
) -> Markup {
    let y = Scale::new((0.0, 10.0), (bottom, top));
    let labels: &[f64] =
        if bottom - top > 100.0 { &[0.0, 2.0, 4.0, 6.0, 8.0, 10.0] } else { &[0.0, 5.0, 10.0] };
    let labels: Vec<_> = labels.iter().map(|value| (*value, place(*value))).collect();
    let (mut told, mut numbed, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for session in sessions {
        let x = axis.at(session.effective.naive_local());
        match pick(&session.value.pain) {
            Some(Answer::Known(score)) if session.value.is_numbed() => {
                numbed.push((x, y.at(score.value().into())))
            }
            Some(Answer::Known(score)) => told.push((x, y.at(score.value().into()))),
            Some(Answer::Unknown) => unknown.push((x, bottom + UNKNOWN_BELOW)),
            None => {}
        }
    }
    let crowd = if sessions.len() > CROWD { "dot many" } else { "dot" };
    html! {
        (figure::values(&y, &labels))
        path class=(crowd) d=(dots(told)) {}
        (rings(numbed))
        @if !unknown.is_empty() {
            (row_label(bottom + UNKNOWN_BELOW, &input.words.report("row_unknown", &[])))
            path.open d=(crosses(unknown)) {}
        }
    }
}

fn key(input: &ReportInput<'_>, sessions: &[&Logged<Session>], limit: bool) -> Vec<(Markup, String)> {
    let say = |key: &str| input.words.report(key, &[]);
    let mut key = vec![(key_mark("dot", "M11 8h0"), say("pain_key_dot"))];
    if sessions.len() > CROWD {
        key.push((key_mark("typical", "M1 8H21"), say("pain_key_typical")));
    }
    if sessions.iter().any(|session| session.value.is_numbed()) {
        key.push((rings([(11.0, 8.0)]), say("pain_key_ring")));
    }
    let unknown = |pain: &SessionPain| [pain.before, pain.peak, pain.after].contains(&Some(Answer::Unknown));
    if sessions.iter().any(|session| unknown(&session.value.pain)) {
        key.push((key_mark("open", &crosses([(11.0, 8.0)])), say("pain_key_unknown")));
    }
    if limit {
        key.push((key_mark("goal", "M1 8H21"), say("pain_key_limit")));
    }
    key
}

/// Small open lozenges: a mark that stands for no value.
pub(super) fn crosses(places: impl IntoIterator<Item = (f64, f64)>) -> String {
    let lozenge = |(x, y)| format!("M{} {}l4-4 4 4-4 4z", place(x - 4.0), place(y));
    places.into_iter().map(lozenge).collect()
}

fn limit(input: &ReportInput<'_>) -> Option<PainScore> {
    let plan = input.history.plan_in_force(input.to.min(input.now.date()))?;
    plan.value.step_up().max_pain
}

fn sentences(input: &ReportInput<'_>, sessions: &[&Logged<Session>]) -> Vec<String> {
    let words = input.words;
    if sessions.is_empty() {
        return vec![words.report("nothing", &[])];
    }
    let all = sessions.len().to_string();
    let mut said = vec![match typical(words, sessions) {
        Some((median, most, told)) => {
            let least = sessions.iter().filter_map(|session| session.value.believable_peak()).min();
            let least = least.map_or_else(String::new, |least| least.to_string());
            let (most, n) = (most.to_string(), told.to_string());
            let parts = [("sessions", &*all), ("least", &*least), ("most", &*most), ("median", &*median)];
            if least == most && told > 1 {
                words.report("pain_told_same", &[("n", &n), parts[0], parts[1]])
            } else {
                words.report_count("pain_told", told, &parts)
            }
        }
        None => words.report("pain_told_none", &[("sessions", &all)]),
    }];
    let count = |wanted: &dyn Fn(&Session) -> bool| sessions.iter().filter(|s| wanted(&s.value)).count();
    let numbed = count(&|session| session.is_numbed());
    let unknown = count(&|session| !session.is_numbed() && session.pain.peak == Some(Answer::Unknown));
    let not_asked = count(&|session| !session.is_numbed() && session.pain.peak.is_none());
    for (key, n) in [("pain_numbed", numbed), ("pain_unknown", unknown), ("pain_not_asked", not_asked)] {
        said.extend((n > 0).then(|| words.report_count(key, n, &[])));
    }
    said.extend((unknown + not_asked > 0).then(|| words.report("pain_gaps", &[])));
    said.extend(limit(input).map(|limit| words.report("pain_limit", &[("limit", &limit.to_string())])));
    said
}

fn table(input: &ReportInput<'_>, sessions: &[&Logged<Session>]) -> Table {
    let say = |key: &str| input.words.report(key, &[]);
    let told = |told: Told| match told {
        Some(Answer::Known(score)) => score.to_string(),
        Some(Answer::Unknown) => say("unknown"),
        None => say("not_asked"),
    };
    let row = |session: &&Logged<Session>| {
        let pain = session.value.pain;
        let remark = if session.value.is_numbed() { say("pain_numbed") } else { String::new() };
        vec![
            input.words.stamp(session.effective),
            told(pain.before),
            told(pain.peak),
            told(pain.after),
            remark,
        ]
    };
    Table {
        head: ["when", "pain_before", "pain_peak", "pain_after", "pain_remark"].map(say).to_vec(),
        rows: sessions.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_lies_in_the_middle_or_between_the_two_in_the_middle() {
        let told = |scores: &[u8]| scores.iter().filter_map(|score| PainScore::new(*score).ok()).collect();
        assert_eq!(median_tenths(told(&[7])), 70);
        assert_eq!(median_tenths(told(&[9, 1, 2])), 20);
        assert_eq!(median_tenths(told(&[2, 3, 9, 0])), 25);
    }
}
