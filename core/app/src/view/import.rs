use serde::Serialize;

use super::TriageView;

/// A row that was not taken.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// Line in the file, the header being line 1.
    pub line: u32,
    /// The column.
    pub column: String,
    /// What is wrong.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

/// One thing that an import took for granted.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct AssumedView {
    /// Stable name, such as `ease_firm` or `unit_mm`.
    pub code: String,
    /// Rows of the file that it concerns, those left alone as already there included.
    pub rows: u32,
    /// The finished sentence, the count of rows in it.
    pub sentence: String,
}

/// Which column of the file feeds which field.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ColumnUse {
    /// Name in the header row.
    pub column: String,
    /// Field of a session; `null` when the column is left out.
    pub field: Option<String>,
}

/// What an import would do, or did.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ImportView {
    /// How the columns were read.
    pub columns: Vec<ColumnUse>,
    /// Sessions that can be taken, or were.
    pub taken: u32,
    /// Rows already in the log, left alone.
    pub already_there: u32,
    /// The first sessions, each a sentence, for the preview.
    pub preview: Vec<String>,
    /// Rows that cannot be taken, and why.
    pub refused: Vec<RefusedRow>,
    /// What the file does not say and was taken for granted, the preview and the import alike; empty where it says all.
    pub assumed: Vec<AssumedView>,
    /// Each a sentence: before the write which lines hold sessions back, and how, where any does; and what holds for all of
    /// them, that they earn no step.
    pub notices: Vec<String>,
    /// Whether anything was written.
    pub written: bool,
    /// The answer of the triage, where a session that was written holds a danger sign.
    pub triage: Option<TriageView>,
}

/// A choice of the person: this column feeds that field.
#[derive(Clone, PartialEq, Eq)]
pub struct ColumnChoice {
    /// Name in the header row.
    pub column: String,
    /// Field of a session, such as `size` or `pain_peak`; empty leaves the column out.
    pub field: String,
}

gradus_domain::unprinted!(RefusedRow, AssumedView, ColumnUse, ImportView, ColumnChoice);
