use gradus_app::Locale;
use gradus_app::view::{PersonRef, PlanReplaced, PlanView};

use super::words::{self, millimetres};
use crate::page::{Ink, Page};

/// These pages are in English.
fn day(text: &str) -> String {
    words::date(Locale::En, text)
}

/// A plan as it stands.
pub fn plan(page: &mut Page, view: &PlanView) {
    drawn(page, None, view);
}

/// A plan and whose it is to be.
pub fn plan_for(page: &mut Page, person: &PersonRef, view: &PlanView) {
    drawn(page, Some(person), view);
}

/// That a plan is in force, before another one is brought in.
pub fn plan_present(page: &mut Page, view: &PlanView) {
    let since = view.effective.as_deref().map(day).unwrap_or_default();
    page.line(Ink::Strong, &format!("A plan is in force since {since}: {}", view.title));
    page.gap();
}

/// What changes where a plan takes the place of another one.
pub fn plan_replaced(page: &mut Page, view: &PlanReplaced) {
    page.heading("What changes");
    for change in &view.changes {
        page.item(Ink::Caution, "  -", &change.sentence);
    }
    let [since, until] = [&view.since, &view.until].map(|date| day(date));
    page.gap();
    page.line(Ink::Plain, &format!("The plan in force since {since} ends when this one begins, on {until}."));
}

fn drawn(page: &mut Page, person: Option<&PersonRef>, view: &PlanView) {
    page.title(&view.title);
    let ladder: Vec<String> = view
        .ladder_tenths_mm
        .iter()
        .map(|&size| millimetres(size).trim_end_matches(" mm").to_owned())
        .collect();
    let whose = person.map(|person| format!("{}, born {}", person.name, words::short_date(&person.born)));
    let begins = if view.version.is_some() { "In force from" } else { "First day" };
    let first = view.effective.as_deref().map_or_else(|| "not set yet".into(), day);
    let rows = [
        ("Origin", origin(&view.origin)),
        (begins, first),
        ("Sizes in mm", ladder.join(", ")),
        ("First size", millimetres(view.start_tenths_mm)),
        ("Never above", millimetres(view.goal_tenths_mm)),
    ];
    let rows: Vec<_> = whose.map(|whose| ("For", whose)).into_iter().chain(rows).collect();
    page.fields(2, &rows);
    section(page, "What it asks for", &view.summary);
    section(page, "On what its numbers rest", &view.sources);
    section(page, "What it does not say", &view.missing);
    section(page, "Unusual", &view.warnings);
}

fn section(page: &mut Page, title: &str, sentences: &[String]) {
    if sentences.is_empty() {
        return;
    }
    page.heading(title);
    for sentence in sentences {
        page.item(Ink::Quiet, "  -", sentence);
    }
}

fn origin(word: &str) -> String {
    match word {
        "clinic_signed" => "signed by the clinic".into(),
        "transcribed_from_clinic" => "copied by hand from what the clinic gave".into(),
        "self_directed" => "self-directed".into(),
        other => other.replace('_', " "),
    }
}

/// Every plan version, oldest first.
pub fn plans(page: &mut Page, views: &[PlanView]) {
    if views.is_empty() {
        page.line(Ink::Plain, "There is no plan yet. `gradus plan forms` shows the published forms.");
    }
    for view in views {
        plan(page, view);
    }
}
