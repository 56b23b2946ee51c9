use std::collections::BTreeSet;

use gradus_domain::sorting;
use gradus_triage::{Evidence, EvidenceRow, EvidenceSort, Texts};
use gradus_words::Words;
use maud::{Markup, html};

use super::ReportInput;

/// Every cited id with what it says and how firm it is.
pub(super) fn glossary(input: &ReportInput<'_>, cited: &BTreeSet<&str>) -> Markup {
    let words = input.words;
    let evidence = Evidence::builtin();
    let mut ids: Vec<_> = cited.iter().copied().collect();
    sorting::sort_by_key(&mut ids, |id| numbered(id));
    html! {
        @if !ids.is_empty() {
            section aria-labelledby="sources" {
                h2 id="sources" { (words.report("sources", &[])) }
                p.faint { (words.report("sources_lead", &[])) }
                dl.sources {
                    @for id in ids {
                        div id=(format!("src-{id}")) {
                            dt { (id) }
                            dd { (statement(input, &evidence, evidence.row(id))) }
                        }
                    }
                }
            }
        }
    }
}

fn statement(input: &ReportInput<'_>, evidence: &Evidence, row: Option<&EvidenceRow>) -> Markup {
    let words = input.words;
    html! {
        @match row {
            None => (words.report("source_missing", &[])),
            Some(row) => {
                @if !row.title.is_empty() { b { (input.texts.source_title(row)) ". " } }
                (input.texts.source(row)) " "
                span.faint { (firmness(words, input.texts, evidence, &row.sort)) }
            }
        }
    }
}

/// How far sources agree on a row, or on what it rests.
pub fn firmness(words: &Words, texts: &Texts, evidence: &Evidence, sort: &EvidenceSort) -> String {
    match sort {
        EvidenceSort::Statement { agreement, reviews, settled } => {
            let of = |review: &&gradus_triage::Review| reviews.contains(&review.id);
            let named = evidence.reviews().iter().filter(of).map(|review| {
                let checked = words.date(review.checked);
                let parts =
                    [("id", &*review.id), ("title", texts.word(&review.title)), ("checked", &*checked)];
                words.report("source_review", &parts)
            });
            let named: Vec<_> = named.collect();
            let parts = [("agreement", texts.word(agreement)), ("reviews", &*named.join(", "))];
            let said = words.report("source_agreement", &parts);
            if *settled { said } else { format!("{said}; {}", words.report("source_unsettled", &[])) }
        }
        EvidenceSort::Clinical { mark, source } => match mark.as_str() {
            "found" => words.report("source_found", &[("source", source)]),
            "general" => words.report("source_general", &[]),
            _ => words.report("source_proposal", &[]),
        },
        EvidenceSort::Decision => words.report("source_decision", &[]),
    }
}

/// Orders `S4` before `S16`, and statements before rows and decisions.
pub(crate) fn numbered(id: &str) -> (u8, Vec<u32>) {
    let sort = match id.as_bytes() {
        [b'S', ..] => 0,
        [b'C', ..] => 1,
        _ => 2,
    };
    let digits = id.split(|c: char| !c.is_ascii_digit());
    (sort, digits.filter_map(|part| part.parse().ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_in_the_order_of_their_numbers() {
        let mut ids = ["DC9", "C2.1.10", "S16", "C2.1.9", "S4", "DC10"];
        ids.sort_by_key(|id| numbered(id));
        assert_eq!(ids, ["S4", "S16", "C2.1.9", "C2.1.10", "DC9", "DC10"]);
    }
}
