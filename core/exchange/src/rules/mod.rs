//! What does a clinician read who is to sign the rules?
//!
//! Two self-contained HTML pages: the whole pack as a table by urgency, and what one pack changes against another. They load
//! nothing, run nothing, and print. A pack is written in English, and so is what stands around it here.

mod answer;
mod difference;
mod page;
mod phrase;
mod reference;

#[cfg(test)]
mod tests;

pub use difference::difference;
pub use reference::reference;

use gradus_domain::sorting;
use gradus_triage::{Evidence, Pack, Texts};
use gradus_words::Words;
use maud::{Markup, html};

use crate::report::{firmness, numbered};

/// Everything that these rows say and how firm it is, statements first.
fn evidence(ids: impl Iterator<Item = String>, evidence: &Evidence, words: &Words, texts: &Texts) -> Markup {
    let mut ids: Vec<String> = sorting::set(ids).into_iter().collect();
    sorting::sort_by_key(&mut ids, |id| numbered(id));
    html! {
        dl.sources {
            @for id in ids {
                div id=(format!("src-{id}")) {
                    dt { (id) }
                    dd {
                        @match evidence.row(&id) {
                            Some(row) => {
                                @if !row.title.is_empty() { b { (row.title) ". " } }
                                (row.says) " " span.faint { (firmness(words, texts, evidence, &row.sort)) }
                            }
                            None => span.faint { "Not in the evidence of this version." },
                        }
                    }
                }
            }
        }
    }
}

/// The identity of a pack, for the foot of a page.
fn identity(pack: &Pack) -> Vec<(&'static str, String)> {
    let reference = pack.reference();
    let hash = reference.hash_hex();
    vec![
        ("Pack", reference.version),
        ("In force from", pack.effective().to_string()),
        ("Sign-off", capital(pack.sign_off())),
        ("SHA-256 of its text", hash),
        ("Rules", pack.rules().len().to_string()),
    ]
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
