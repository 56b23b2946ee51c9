//! What does the clinic read?
//!
//! One self-contained HTML page: the state now, the plan, what is proposed, seven charts, each also in words and as a
//! table, what triage answered and on what it rests, and the log itself. It loads nothing, runs nothing, and prints.

mod answers;
mod axis;
mod chart_blood;
mod chart_ease;
mod chart_heat;
mod chart_pain;
mod chart_size;
mod chart_time;
mod chart_week;
mod facts;
mod figure;
mod icon;
mod input;
mod log;
mod page;
mod plan;
mod range;
mod scale;
mod sources;
mod state;
mod weeks;

#[cfg(test)]
pub(crate) mod markup;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use input::ReportInput;
pub use sources::firmness;
pub(crate) use sources::numbered;

/// Overrides of the direction of writing. They can make "stop" look like another word, and no language needs them.
const OVERRIDES: [char; 2] = ['\u{202d}', '\u{202e}'];

/// One chart of the page, for screens that show it by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its stable name: `size`, `ease`, `pain`, `weeks`, `time`, `blood` or `heat`.
    pub id: &'static str,
    /// What it is called.
    pub title: String,
    /// In which unit its values are.
    pub unit: String,
    /// What it shows, in words: the same to whoever cannot see it.
    pub sentence: String,
    /// Its points, a list for each kind.
    pub series: Vec<ChartSeries>,
    /// The heads of its table.
    pub head: Vec<String>,
    /// The rows of its table.
    pub rows: Vec<Vec<String>>,
    /// The drawing as an SVG file; `None` when there is nothing to draw.
    pub svg: Option<String>,
}

/// Points of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartSeries {
    /// What they show.
    pub label: String,
    /// Civil day, and ten times the value; days of weeks are their first in the range. What nobody could tell has no point.
    pub points: Vec<(NaiveDate, u32)>,
}

/// Every chart of the page, in its order; temperature only where a check-in asked for it.
pub fn charts(input: &ReportInput<'_>) -> Vec<Chart> {
    let range = range::InRange::of(input);
    let chart = |figure: figure::Figure| Chart {
        svg: figure.picture().map(|svg| svg.replace(OVERRIDES, "")),
        id: figure.id,
        title: figure.title,
        unit: figure.unit,
        sentence: figure.sentences.join(" "),
        series: figure
            .series
            .into_iter()
            .map(|figure::Series { label, points }| ChartSeries { label, points })
            .collect(),
        head: figure.table.head,
        rows: figure.table.rows,
    };
    page::figures(input, &range).into_iter().map(chart).collect()
}

/// The page. The same input gives the same bytes.
///
/// It never holds private answers (abuse, harm to oneself), and notes only where [`ReportInput::with_notes`] says so.
pub fn html(input: &ReportInput<'_>) -> String {
    page::page(input).into_string().replace(OVERRIDES, "")
}
