//! The page for the clinic.

use gradus_domain::{Moment, propose};
use gradus_exchange::report::{ReportInput, html};
use gradus_triage::standing;

use super::App;
use super::diary::range;
use crate::AppError;

impl App {
    /// A self-contained HTML page with charts for the days between two civil dates, both included. Notes are left out
    /// unless asked for.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for a date that cannot be read or an end before its beginning.
    pub fn report_html(
        &self,
        person: &str,
        from: Option<&str>,
        to: Option<&str>,
        with_notes: bool,
        now: &Moment,
    ) -> Result<String, AppError> {
        let history = self.history(person)?;
        let (from, to) = range(history, from, to, now)?;
        let standing = standing(history, now);
        let proposal = propose(history, standing.gate, now);
        let mark = self.store.freshness_mark();
        Ok(html(&ReportInput {
            history,
            from,
            to,
            standing: &standing,
            proposal: history.current_size(now.wall).map(|_| &proposal),
            pack: &self.pack,
            texts: &self.texts,
            words: &self.words,
            journal_head: super::vault::hex(&mark.head),
            arrivals: mark.arrivals,
            with_notes,
            now,
            app_version: env!("CARGO_PKG_VERSION"),
        }))
    }
}
