use gradus_app::view::{ImportView, RefusedRow};

use super::reader::Reader;
use super::triage::answer;
use crate::page::{Ink, Page};

/// How many reasons to refuse a row are shown, and how many lines of each.
const MOST_KINDS: usize = 8;
const MOST_LINES: usize = 5;

/// What was asked for; whether anything was written is another matter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// To see what would be written.
    Preview,
    /// To write, and nothing at all where rows are refused.
    Write,
    /// To write what is not refused.
    WriteTheRest,
}

impl Asked {
    pub fn of(write: bool, skip_refused: bool) -> Self {
        match (write, skip_refused) {
            (false, _) => Self::Preview,
            (true, false) => Self::Write,
            (true, true) => Self::WriteTheRest,
        }
    }

    /// Whether it was to be written, and was not, because rows are refused.
    pub fn held_back(self, view: &ImportView) -> bool {
        self == Self::Write && !view.refused.is_empty()
    }
}

/// What an import would do, or did.
pub fn import(page: &mut Page, view: &ImportView, asked: Asked, reader: &Reader) {
    if let Some(triage) = &view.triage {
        answer(page, triage, reader);
    }
    page.title(match asked {
        _ if view.written => "Diary written",
        Asked::Preview => "Preview: nothing is written yet",
        _ if asked.held_back(view) => "Nothing was written: rows are refused",
        Asked::Write | Asked::WriteTheRest => "Nothing was written: nothing is new",
    });
    refused(page, view);
    let sessions = match view.taken {
        0 => "none is new".to_owned(),
        taken if view.written => format!("{taken} written"),
        taken => format!("{taken} can be written"),
    };
    let mut rows = vec![("Sessions", sessions)];
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
    if let Some(said) = next_step(view, asked) {
        page.gap();
        page.line(Ink::Plain, said);
    }
}

/// What to do next, where there is anything.
fn next_step(view: &ImportView, asked: Asked) -> Option<&'static str> {
    let is_new = view.taken > 0;
    match (view.refused.is_empty(), is_new) {
        _ if view.written => None,
        (true, true) => Some("Look at it, then give the same command with --write."),
        (true, false) => {
            Some("There is nothing to write: the file has no session that is not in the log already.")
        }
        (false, true) => Some(
            "Put the refused rows right in the file and give the same command with --write. With --write --skip-refused \
             they are left out, and the others are written.",
        ),
        (false, false) if asked == Asked::Preview => Some(
            "Put the refused rows right in the file; no other session is new. Then give the same command with --write.",
        ),
        (false, false) => Some(
            "Put the refused rows right in the file; no other session is new. Then give the same command again.",
        ),
    }
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
    let alike = alike(&view.refused);
    for rows in alike.iter().take(MOST_KINDS) {
        let RefusedRow { column, wrong, right, .. } = rows[0];
        page.item(Ink::Caution, &format!("  {}:", lines(rows)), &format!("{column}: {wrong}"));
        page.indented(4, Ink::Plain, right);
    }
    match alike.iter().skip(MOST_KINDS).map(Vec::len).sum::<usize>() {
        0 => {}
        more => page.indented(
            2,
            Ink::Plain,
            &format!("and {more} rows more, each wrong in another way; --json lists them all"),
        ),
    }
    page.gap();
}

/// The rows that fail for the same reason, together, in the order of the first of each.
fn alike(refused: &[RefusedRow]) -> Vec<Vec<&RefusedRow>> {
    let mut all: Vec<Vec<&RefusedRow>> = Vec::new();
    for row in refused {
        let same =
            |rows: &&mut Vec<&RefusedRow>| (&rows[0].column, &rows[0].wrong) == (&row.column, &row.wrong);
        match all.iter_mut().find(same) {
            Some(rows) => rows.push(row),
            None => all.push(vec![row]),
        }
    }
    all
}

fn lines(rows: &[&RefusedRow]) -> String {
    let numbers: Vec<String> = rows.iter().take(MOST_LINES).map(|row| row.line.to_string()).collect();
    match (rows.len(), rows.len().saturating_sub(MOST_LINES)) {
        (1, _) => format!("line {}", numbers[0]),
        (_, 0) => format!("lines {}", numbers.join(", ")),
        (_, more) => format!("lines {} and {more} more", numbers.join(", ")),
    }
}
