//! The frame of every chart: a heading, the chart in words, the drawing, its key, and its numbers as a table.

use chrono::NaiveDate;
use maud::{Markup, PreEscaped, html};

use super::ReportInput;
use super::axis::{DayAxis, Label};
use super::scale::{Scale, place};

/// Width of every drawing. Heights vary; days lie at the same place in all, so that one can read downward.
pub(super) const WIDTH: f64 = 720.0;
/// Where days begin; left of it stand the labels of values.
pub(super) const LEFT: f64 = 96.0;
/// Where days end.
pub(super) const RIGHT: f64 = WIDTH - 20.0;
/// More marks than these in one drawing are drawn smaller.
pub(super) const CROWD: usize = 150;
/// Height that the labels of dates need.
pub(super) const FOOT: f64 = 40.0;

/// Colours by their use, light and dark.
pub(super) const COLOURS: &str = include_str!("colours.css");
/// How marks of drawings look.
pub(super) const MARKS: &str = include_str!("chart.css");

/// One chart.
pub(super) struct Figure {
    /// Unique on the page.
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) unit: String,
    /// The same in words.
    pub(super) sentences: Vec<String>,
    /// `None` when there is nothing to draw.
    pub(super) drawing: Option<Drawing>,
    pub(super) table: Table,
    /// The same as points, for whoever draws it themselves.
    pub(super) series: Vec<Series>,
}

/// Points of one kind.
pub(super) struct Series {
    /// What they show.
    pub(super) label: String,
    /// Day and ten times the value, in the order of days.
    pub(super) points: Vec<(NaiveDate, u32)>,
}

/// What is drawn.
pub(super) struct Drawing {
    pub(super) height: f64,
    pub(super) marks: Markup,
    /// Each kind of mark with its meaning.
    pub(super) key: Vec<(Markup, String)>,
}

/// The same in numbers.
#[derive(Default)]
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Figure {
    pub(super) fn markup(&self, input: &ReportInput<'_>) -> Markup {
        let text = self.sentences.join(" ");
        html! {
            figure id=(self.id) {
                figcaption {
                    h3 { (self.title) }
                    p.unit { (self.unit) }
                    p.words { (text) }
                }
                @if let Some(drawing) = &self.drawing { (self.drawn(drawing, &text)) }
                (self.table.markup(input))
            }
        }
    }

    fn drawn(&self, drawing: &Drawing, text: &str) -> Markup {
        let (title, desc) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        html! {
            svg.chart role="img" viewBox=(format!("0 0 {WIDTH} {}", drawing.height))
                aria-labelledby=(format!("{title} {desc}")) {
                title id=(title) { (self.title) }
                desc id=(desc) { (text) }
                (drawing.marks)
            }
            ul.key {
                @for (mark, meaning) in &drawing.key {
                    li {
                        svg viewBox="0 0 22 16" width="22" height="16" aria-hidden="true" { (mark) }
                        span { (meaning) }
                    }
                }
            }
        }
    }

    /// The drawing alone, as a file of its own that is light or dark as its reader is.
    pub(super) fn picture(&self) -> Option<String> {
        let drawing = self.drawing.as_ref()?;
        let text = self.sentences.join(" ");
        let picture = html! {
            svg.chart xmlns="http://www.w3.org/2000/svg" role="img" width=(WIDTH) height=(drawing.height)
                viewBox=(format!("0 0 {WIDTH} {}", drawing.height)) aria-labelledby="title desc" {
                title id="title" { (self.title) }
                desc id="desc" { (text) }
                style { (PreEscaped(COLOURS)) (PreEscaped(MARKS)) }
                rect.card width=(WIDTH) height=(drawing.height) {}
                (drawing.marks)
            }
        };
        Some(picture.into_string())
    }
}

impl Table {
    fn markup(&self, input: &ReportInput<'_>) -> Markup {
        html! {
            @if !self.rows.is_empty() {
                details {
                    summary { (input.words.report_count("show_numbers", self.rows.len(), &[])) }
                    div.wide {
                        table {
                            thead { tr { @for cell in &self.head { th scope="col" { (cell) } } } }
                            tbody { @for row in &self.rows { tr { @for cell in row { td { (cell) } } } } }
                        }
                    }
                }
            }
        }
    }
}

/// Lines and labels of dates from `top` to `bottom`.
pub(super) fn dates(input: &ReportInput<'_>, axis: &DayAxis, top: f64, bottom: f64) -> Markup {
    let labels = axis.labels();
    html! {
        path.grid d=(labels.iter().map(|(date, _)| {
            format!("M{} {}V{}", place(axis.start_of(*date)), place(top), place(bottom))
        }).collect::<String>()) {}
        @for (date, label) in labels {
            @let x = axis.start_of(date);
            // A label near the right edge ends there instead of standing across it.
            @let anchor = if x > RIGHT - 40.0 { "end" } else { "middle" };
            text.date x=(place(x)) y=(place(bottom + 28.0)) text-anchor=(anchor) {
                @match label {
                    Label::Day => (input.words.short_date(date)),
                    Label::Month => (input.words.month_of_year(date)),
                    Label::Year => (date.format("%Y")),
                }
            }
        }
    }
}

/// Lines and labels of values.
pub(super) fn values(scale: &Scale, labelled: &[(f64, String)]) -> Markup {
    html! {
        path.grid d=(labelled.iter().map(|(value, _)| {
            format!("M{} {}H{}", place(LEFT), place(scale.at(*value)), place(RIGHT))
        }).collect::<String>()) {}
        @for (value, label) in labelled {
            text.value x=(place(LEFT - 10.0)) y=(place(scale.at(*value) + 5.0)) text-anchor="end" { (label) }
        }
    }
}

/// The label of a row that has no value, left of `LEFT`.
pub(super) fn row_label(y: f64, label: &str) -> Markup {
    html! { text.value.row x=(place(LEFT - 10.0)) y=(place(y + 5.0)) text-anchor="end" { (label) } }
}

/// Filled dots as one path: a line of no length with round ends is a dot, and thousands of them stay small.
pub(super) fn dots(places: impl IntoIterator<Item = (f64, f64)>) -> String {
    places.into_iter().map(|(x, y)| format!("M{} {}h0", place(x), place(y))).collect()
}

/// Hollow rings: dots with a smaller dot of the paper's colour upon them, so that a phone can draw both larger.
pub(super) fn rings(places: impl IntoIterator<Item = (f64, f64)>) -> Markup {
    let path = dots(places);
    html! {
        @if !path.is_empty() {
            path.ring d=(path) {}
            path.hole d=(path) {}
        }
    }
}

/// Short upright strokes as one path.
pub(super) fn strokes(places: impl IntoIterator<Item = (f64, f64)>) -> String {
    places.into_iter().map(|(x, y)| format!("M{} {}v10", place(x), place(y - 5.0))).collect()
}

/// A mark of a key.
pub(super) fn key_mark(class: &str, path: &str) -> Markup {
    html! { path class=(class) d=(path) {} }
}
