use chrono::NaiveDate;
use gradus_domain::{History, Moment, Proposal};
use gradus_triage::{Pack, Standing, Texts};
use gradus_words::Words;

/// What a report is made of. Everything is given; nothing is looked up.
#[derive(Debug, Clone)]
pub struct ReportInput<'a> {
    /// The person's log.
    pub history: &'a History,
    /// The first civil day shown.
    pub from: NaiveDate,
    /// The last civil day shown. Before `from` it makes an empty range.
    pub to: NaiveDate,
    /// What stands at `now`.
    pub standing: &'a Standing,
    /// What is proposed for the size at `now`; `None` without a plan.
    pub proposal: Option<&'a Proposal>,
    /// The rule pack in use, for the titles and routes of rules.
    pub pack: &'a Pack,
    /// Questions and advice.
    pub texts: &'a Texts,
    /// Sentences.
    pub words: &'a Words,
    /// Head of the journal, in hexadecimal digits.
    pub journal_head: String,
    /// How many entries have arrived on this device.
    pub arrivals: u64,
    /// Whether free words of the log are shown.
    pub with_notes: bool,
    /// When the page is made.
    pub now: &'a Moment,
    /// The version of the app.
    pub app_version: &'a str,
}
