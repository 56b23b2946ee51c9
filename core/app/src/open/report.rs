//! The page for the clinic, and its charts by themselves.

use chrono::{NaiveDate, TimeDelta};
use gradus_domain::{Moment, propose};
use gradus_exchange::report::{Chart, ReportInput, charts, html};
use gradus_triage::standing;

use super::App;
use super::diary::range;
use crate::AppError;
use crate::draft::Fields;
use crate::view::{ChartPoint, ChartRow, ChartSeries, ChartView, TrendsView};

/// Twenty years: longer than any diary, short enough that nobody waits for the page, nor a lock for it.
const MOST_DAYS: i64 = 7_305;

impl App {
    /// A self-contained HTML page with charts for the days between two civil dates, both included. Notes are left out
    /// unless asked for.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for a date that cannot be read, an end before its beginning, or more than twenty years.
    pub fn report_html(
        &self,
        person: &str,
        from: Option<&str>,
        to: Option<&str>,
        with_notes: bool,
        now: &Moment,
    ) -> Result<String, AppError> {
        let days = (from, to);
        self.with_input(person, days, with_notes, now, html)
    }

    /// The charts of that page for screens that show them: size, ease, pain, sessions held against asked, minutes, blood, and
    /// temperature where it was asked for. Each with a sentence that says the same, its numbers as a table, its points, and a
    /// drawing. Without `from`, all of the log.
    ///
    /// # Errors
    /// As [`App::report_html`].
    pub fn trends(
        &self,
        person: &str,
        from: Option<&str>,
        to: Option<&str>,
        now: &Moment,
    ) -> Result<TrendsView, AppError> {
        self.with_input(person, (from, to), false, now, |input| TrendsView {
            person: super::person_ref(input.history),
            from_date: input.from.to_string(),
            to_date: input.to.to_string(),
            charts: charts(input).into_iter().map(chart_view).collect(),
        })
    }

    fn with_input<T>(
        &self,
        person: &str,
        (from, to): (Option<&str>, Option<&str>),
        with_notes: bool,
        now: &Moment,
        make: impl FnOnce(&ReportInput<'_>) -> T,
    ) -> Result<T, AppError> {
        let history = &*self.history(person, now)?;
        let (from, to) = readable(range(history, from, to, now)?, from.is_some())?;
        let standing = standing(history, now);
        let proposal = propose(history, standing.gate_for_steps(), now);
        let arrivals = self.store.arrival_chain();
        Ok(make(&ReportInput {
            history,
            from,
            to,
            standing: &standing,
            proposal: history.current_size(now.wall).map(|_| &proposal),
            pack: self.pack,
            texts: self.texts,
            words: self.words,
            journal_head: super::vault::hex(arrivals.head()),
            arrivals: arrivals.count(),
            with_notes,
            now,
            app_version: env!("CARGO_PKG_VERSION"),
        }))
    }
}

fn chart_view(chart: Chart) -> ChartView {
    let point = |(date, value_tenths): (NaiveDate, u32)| ChartPoint { date: date.to_string(), value_tenths };
    ChartView {
        id: chart.id.to_owned(),
        title: chart.title,
        unit: chart.unit,
        sentence: chart.sentence,
        series: chart
            .series
            .into_iter()
            .map(|one| ChartSeries { label: one.label, points: one.points.into_iter().map(point).collect() })
            .collect(),
        head: chart.head,
        rows: chart.rows.into_iter().map(|cells| ChartRow { cells }).collect(),
        svg: chart.svg,
    }
}

/// A range that makes a page. Where nobody chose the beginning, one entry under a wrong clock must not spoil it.
fn readable((from, to): (NaiveDate, NaiveDate), is_chosen: bool) -> Result<(NaiveDate, NaiveDate), AppError> {
    let earliest = to - TimeDelta::days(MOST_DAYS);
    let mut fields = Fields::default();
    if is_chosen && from < earliest {
        fields.wrong("from", "lies more than twenty years before to", "ask for a part of it");
    }
    fields.finish(Some((from.max(earliest), to)))
}
