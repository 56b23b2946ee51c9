//! What does the clinic read?
//!
//! One self-contained HTML page: the state now, the plan, what is proposed, five charts, each also in words and as a
//! table, what triage answered and on what it rests, and the log itself. It loads nothing, runs nothing, and prints.

mod input;
mod page;

pub use input::ReportInput;

/// The page. The same input gives the same bytes.
pub fn html(input: &ReportInput<'_>) -> String {
    page::page(input).into_string()
}
