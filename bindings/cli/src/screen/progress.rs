use gradus_app::view::{ProposalKind, ProposalView, TimelineItem, TimelineView};

use super::reader::Reader;
use super::triage::because_of;
use super::words::{self, millimetres};
use crate::page::{Ink, Page};

/// What is proposed for the size, and why.
pub fn proposal(page: &mut Page, view: &ProposalView) {
    let ink = if view.kind == ProposalKind::Advance { Ink::Accent } else { Ink::Strong };
    page.gap();
    page.line(ink, words::proposal_title(view.kind));
    page.indented(2, Ink::Plain, &view.sentence);
    page.gap();
    let to = view.to_tenths_mm.map_or_else(|| "none proposed".to_owned(), millimetres);
    page.fields(2, &[("Present size", millimetres(view.from_tenths_mm)), ("Next size", to)]);
    for (favours, label) in [(false, "In the way"), (true, "In favour")] {
        let sentences: Vec<_> = view.reasons.iter().filter(|reason| reason.favours == favours).collect();
        if sentences.is_empty() {
            continue;
        }
        page.gap();
        page.indented(2, Ink::Strong, label);
        for reason in sentences {
            page.item(Ink::Quiet, "  -", &reason.sentence);
        }
    }
}

/// What happened, day by day.
pub fn timeline(page: &mut Page, view: &TimelineView, reader: &Reader) {
    page.title(&format!(
        "{} · {} to {}",
        view.person.name,
        words::short_date(&view.from_date),
        words::short_date(&view.to_date)
    ));
    if view.items.is_empty() {
        page.line(Ink::Plain, "Nothing was written down in these days.");
    }
    let mut day = "";
    for item in &view.items {
        let (date, time) = split(item);
        if date != day {
            page.heading(&words::date(gradus_app::Locale::En, date));
            day = date;
        }
        page.item(Ink::Quiet, &format!("  {time}"), &item.sentence);
        if reader.asks_why() && !item.rules.is_empty() {
            because_of(page, 8, &item.rules, reader);
        }
    }
    if view.items.iter().any(|item| !item.rules.is_empty()) {
        page.gap();
        page.fields(2, &[("Clinic", words::clinic(gradus_app::Locale::En, &view.contacts))]);
    }
}

/// The civil date and the `HH:MM` of an item, as they stand in its text.
fn split(item: &TimelineItem) -> (&str, &str) {
    item.at
        .split_once('T')
        .map_or((item.at.as_str(), ""), |(date, time)| (date, time.get(..5).unwrap_or(time)))
}
