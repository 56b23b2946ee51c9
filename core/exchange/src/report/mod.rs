//! What does the clinic read?
//!
//! One self-contained HTML page: the state now, the plan, what is proposed, five charts, each also in words and as a
//! table, what triage answered and on what it rests, and the log itself. It loads nothing, runs nothing, and prints.

mod answers;
mod axis;
mod chart_blood;
mod chart_heat;
mod chart_pain;
mod chart_size;
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

#[cfg(test)]
mod markup;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use input::ReportInput;

/// Overrides of the direction of writing. They can make "stop" look like another word, and no language needs them.
const OVERRIDES: [char; 2] = ['\u{202d}', '\u{202e}'];

/// The page. The same input gives the same bytes.
///
/// It never holds private answers (abuse, harm to oneself), and notes only where [`ReportInput::with_notes`] says so.
pub fn html(input: &ReportInput<'_>) -> String {
    page::page(input).into_string().replace(OVERRIDES, "")
}
