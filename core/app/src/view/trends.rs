use serde::Serialize;

use super::PersonRef;

/// One point of a chart.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ChartPoint {
    /// Civil date; of a week, its first day in the range.
    pub date: String,
    /// Ten times the value, in the unit of the chart: tenths of a millimetre, of a point of pain, of a minute, of a degree
    /// Celsius; of blood, ten times its place among none, streak, pink tint, drip, red bowl, clots, non-stop, from 0.
    pub value_tenths: u32,
}

/// Points of one kind. What nobody could tell has no point; it is never a zero.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ChartSeries {
    /// What they show.
    pub label: String,
    /// In the order of days.
    pub points: Vec<ChartPoint>,
}

/// One row of a chart's table.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ChartRow {
    /// As many as the table has heads.
    pub cells: Vec<String>,
}

/// One chart, four times: as a sentence, as points, as a table, as a drawing. Each says the same.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ChartView {
    /// `size`, `ease`, `pain`, `weeks` (sessions held against asked), `time`, `blood` or `heat`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// In which unit its values are.
    pub unit: String,
    /// What it shows, for the label of the chart and for whoever cannot see it.
    pub sentence: String,
    /// Its points, a list for each kind.
    pub series: Vec<ChartSeries>,
    /// The heads of its table.
    pub head: Vec<String>,
    /// The rows of its table, oldest first.
    pub rows: Vec<ChartRow>,
    /// The drawing as an SVG file, light or dark as its reader is; `null` when there is nothing to draw.
    pub svg: Option<String>,
}

/// How it went, over some days.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TrendsView {
    /// About whom.
    pub person: PersonRef,
    /// First civil date.
    pub from_date: String,
    /// Last civil date, included.
    pub to_date: String,
    /// In the order in which one reads them; temperature only where a check-in asked for it.
    pub charts: Vec<ChartView>,
}

gradus_domain::unprinted!(ChartPoint, ChartSeries, ChartRow, ChartView, TrendsView);
