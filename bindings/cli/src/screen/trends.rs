use gradus_app::view::{ChartView, TrendsView};

use super::words;
use crate::page::{Ink, Page};

/// How it went, chart by chart in words; with `table` the numbers too.
pub fn trends(page: &mut Page, view: &TrendsView, table: bool) {
    page.title(&format!(
        "{} · {} to {}",
        view.person.name,
        words::short_date(&view.from_date),
        words::short_date(&view.to_date)
    ));
    for chart in &view.charts {
        page.heading(&chart.title);
        page.indented(2, Ink::Plain, &chart.sentence);
        if table && !chart.rows.is_empty() {
            page.gap();
            numbers(page, chart);
        }
    }
}

fn numbers(page: &mut Page, chart: &ChartView) {
    let rows = chart.rows.iter().map(|row| row.cells.clone());
    let all: Vec<Vec<String>> = std::iter::once(chart.head.clone()).chain(rows).collect();
    page.columns(2, &all);
}
