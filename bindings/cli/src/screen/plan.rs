use gradus_app::view::{BlankView, PlanView};

use super::words::{self, millimetres};
use crate::page::{Ink, Page};

/// A plan as it stands.
pub fn plan(page: &mut Page, view: &PlanView) {
    page.title(&view.title);
    let ladder: Vec<String> = view
        .ladder_tenths_mm
        .iter()
        .map(|&size| millimetres(size).trim_end_matches(" mm").to_owned())
        .collect();
    page.fields(
        2,
        &[
            ("Origin", origin(&view.origin)),
            (
                "Holds from",
                view.effective.as_deref().map_or_else(|| "the day it is brought in".into(), words::date),
            ),
            ("Sizes in mm", ladder.join(", ")),
            ("First size", millimetres(view.start_tenths_mm)),
            ("Never above", millimetres(view.goal_tenths_mm)),
        ],
    );
    section(page, "What it asks for", &view.summary);
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

/// What a form leaves to the clinician.
pub fn blanks(page: &mut Page, indent: usize, blanks: &[BlankView]) {
    let rows: Vec<_> = blanks.iter().map(|blank| vec![blank.field.clone(), blank.ask.clone()]).collect();
    page.columns(indent, &rows);
}
