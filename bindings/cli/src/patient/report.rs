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
    let name = match args.format {
        Format::Html => "report.html",
    };
    let path = args.out.join(name);
    let (from, to) = (args.range.from.as_deref(), args.range.to.as_deref());
    let html = with_person(shell, |app, person, now| {
        let write = || app.report_html(&person.id, from, to, args.with_notes, now);
        Ok(bars::while_working(shell, "Writing the report", write)?)
    })?;
    files::make_folder(&args.out)?;
    files::write_new(&path, html.as_bytes())?;
    let written = Written { files: vec![path.display().to_string()] };
    shell.show(&written, |page| {
        page.line(
            Ink::Plain,
            "The report is written. It is not encrypted: anybody who has the file can read it.",
        );
        page.gap();
        page.indented(2, Ink::Accent, &written.files[0]);
    })
}
