use gradus_app::view::ImportView;

use super::reader::Reader;
use super::triage::answer;
use crate::page::{Ink, Page};

/// What an import would do, or did. `held_back`: it was to be written, and was not, because rows are refused.
pub fn import(page: &mut Page, view: &ImportView, held_back: bool, reader: &Reader) {
    if let Some(triage) = &view.triage {
        answer(page, triage, reader);
    }
    page.title(match (view.written, held_back) {
        (true, _) => "Diary written",
        (false, true) => "Nothing was written: rows are refused",
        (false, false) => "Preview: nothing is written yet",
    });
    refused(page, view);
    let verb = if view.written { "written" } else { "can be written" };
    let mut rows = vec![("Sessions", format!("{} {verb}", view.taken))];
    if view.already_there > 0 {
        rows.push(("Already there", format!("{}, left alone", view.already_there)));
    }
    rows.push((
        "Refused",
        if view.refused.is_empty() { "none".into() } else { view.refused.len().to_string() },
    ));
    page.fields(2, &rows);
    page.heading("Columns");
    let columns: Vec<_> = view
        .columns
        .iter()
        .map(|column| {
            let field = column.field.as_deref().map_or("left out".into(), |field| field.replace('_', " "));
            vec![column.column.clone(), field]
        })
        .collect();
    page.columns(2, &columns);
    if !view.preview.is_empty() {
        page.heading("The first sessions");
        for sentence in &view.preview {
            page.item(Ink::Quiet, "  -", sentence);
        }
    }
    if !view.assumed.is_empty() {
        page.heading("What was assumed");
        for assumed in &view.assumed {
            page.item(Ink::Caution, "  -", &assumed.sentence);
        }
    }
    for notice in &view.notices {
        page.gap();
        page.line(Ink::Plain, notice);
    }
    if view.written {
        return;
    }
    page.gap();
    page.line(
        Ink::Plain,
        if view.refused.is_empty() {
            "Look at it, then give the same command with --write."
        } else {
            "Put the refused rows right in the file and give the same command with --write. With --write --skip-refused \
             they are left out, and the others are written."
        },
    );
}

/// First of all, so that nobody overlooks that a part of the diary is missing.
fn refused(page: &mut Page, view: &ImportView) {
    if view.refused.is_empty() {
        return;
    }
    page.heading(&match view.refused.len() {
        1 => "1 row cannot be taken".to_owned(),
        count => format!("{count} rows cannot be taken"),
    });
    for row in &view.refused {
        let place = format!("  line {},", row.line);
        page.item(Ink::Caution, &place, &format!("{}: {}", row.column, row.wrong));
        page.indented(4, Ink::Plain, &row.right);
    }
    page.gap();
}
