use maud::{DOCTYPE, Markup, html};

use super::ReportInput;

/// The whole page.
pub(super) fn page(input: &ReportInput<'_>) -> Markup {
    html! { (DOCTYPE) html lang=(input.texts.locale()) { body { h1 { (input.history.person.name) } } } }
}
