//! The page for the clinic.

use chrono::{NaiveDate, TimeDelta};
use gradus_domain::{Moment, propose};
use gradus_exchange::report::{ReportInput, html};
use gradus_triage::standing;

use super::App;
use super::diary::range;
use crate::AppError;
use crate::draft::Fields;

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
        let history = &*self.history(person, now)?;
        let (from, to) = readable(range(history, from, to, now)?, from.is_some())?;
        let standing = standing(history, now);
        let proposal = propose(history, standing.gate_for_steps(), now);
        let arrivals = self.store.arrival_chain();
        Ok(html(&ReportInput {
            history,
            from,
            to,
            standing: &standing,
            proposal: history.current_size(now.wall).map(|_| &proposal),
            pack: self.pack,
            texts: self.texts,
            words: &self.words,
            journal_head: super::vault::hex(arrivals.head()),
            arrivals: arrivals.count(),
            with_notes,
            now,
            app_version: env!("CARGO_PKG_VERSION"),
        }))
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
