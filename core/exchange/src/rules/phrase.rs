use gradus_triage::Phrase;
use maud::{Markup, html};

/// A condition, its parts linked to what they mean.
pub(super) fn phrase(said: &Phrase) -> Markup {
    match said {
        Phrase::Fact { id, says } => html! { a.fact href=(format!("#fact-{id}")) { (says) } },
        Phrase::Named { name, says } => html! { a.named href=(format!("#word-{name}")) { (says) } },
        Phrase::Of { need, parts } => {
            let all = *need == parts.len();
            let word = if all { "and" } else { "or" };
            html! {
                @if !all && *need > 1 { b.op { "at least " (need) " of " } }
                @for (at, part) in parts.iter().enumerate() {
                    @if at > 0 { " " b.op { (word) } " " }
                    @match part {
                        Phrase::Of { .. } => span.paren { "(" (phrase(part)) ")" },
                        _ => (phrase(part)),
                    }
                }
            }
        }
    }
}
