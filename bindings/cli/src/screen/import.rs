use gradus_app::view::ImportView;

use super::reader::Reader;
use super::triage::answer;
use crate::page::{Ink, Page};

/// What an import would do, or did.
pub fn import(page: &mut Page, view: &ImportView, reader: &Reader) {
    if let Some(triage) = &view.triage {
        answer(page, triage, reader);
    }
    page.title(if view.written { "Diary written" } else { "Preview: nothing is written yet" });
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
    if !view.refused.is_empty() {
        page.heading("Rows that cannot be taken");
        for row in &view.refused {
            page.item(
                Ink::Caution,
                &format!("  line {},", row.line),
                &format!("{}: {}", row.column, row.wrong),
            );
            page.indented(4, Ink::Plain, &row.right);
        }
    }
    if !view.written {
        page.gap();
        page.line(Ink::Plain, "Look at it, then give the same command with --write.");
    }
}
