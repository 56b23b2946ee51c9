use serde::Serialize;

use crate::args::{Format, ReportArgs};
use crate::bars;
use crate::failure::Failure;
use crate::files;
use crate::page::Ink;
use crate::patient::with_person;
use crate::shell::Shell;

/// What was written.
#[derive(Serialize)]
pub struct Written {
    /// Paths.
    pub files: Vec<String>,
}

/// `gradus report`.
pub fn run(shell: &Shell, args: &ReportArgs) -> Result<(), Failure> {
    let (from, to) = (args.range.from.as_deref(), args.range.to.as_deref());
    let (name, html) = with_person(shell, |app, person, now| {
        let write = || app.report_html(&person.id, from, to, args.with_notes, now);
        let html = bars::while_working(shell, "Writing the report", write)?;
        let today = now.date().to_string();
        let days = app.timeline(&person.id, from, to.or(Some(&today)), now)?;
        Ok((name(args.format, &days.from_date, &days.to_date), html))
    })?;
    let path = args.out.join(name);
    files::make_folder(&args.out)?;
    if args.replace {
        files::replace(&path, html.as_bytes())?;
    } else {
        let hint = "Add --replace to write over it, or name another folder. Nothing was written.";
        files::write_new(&path, html.as_bytes()).map_err(|failure| failure.hinting(hint))?;
    }
    let written = Written { files: vec![path.display().to_string()] };
    shell.show(&written, |page| {
        page.line(
            Ink::Plain,
            "The report is written. It is not encrypted: anybody who has the file can read it.",
        );
        page.gap();
        page.verbatim(Ink::Accent, &format!("  {}", written.files[0]));
    })
}

/// The dates and no name: what a folder shows gives nobody away.
fn name(format: Format, from: &str, to: &str) -> String {
    match format {
        Format::Html => format!("report-{from}-to-{to}.html"),
    }
}
