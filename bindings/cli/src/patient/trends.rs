use gradus_app::view::TrendsView;

use crate::args::TrendsArgs;
use crate::failure::Failure;
use crate::files;
use crate::page::Ink;
use crate::patient::with_person;
use crate::screen;
use crate::shell::Shell;

/// `gradus trends`.
pub fn run(shell: &Shell, args: &TrendsArgs) -> Result<(), Failure> {
    let (from, to) = (args.range.from.as_deref(), args.range.to.as_deref());
    let view = with_person(shell, |app, person, now| Ok(app.trends(&person.id, from, to, now)?))?;
    let written = write(args, &view)?;
    shell.show(&view, |page| {
        screen::trends(page, &view, args.table);
        if !written.is_empty() {
            page.gap();
            page.line(Ink::Plain, "The drawings are written. They are not encrypted.");
            for file in &written {
                page.verbatim(Ink::Accent, &format!("  {file}"));
            }
        }
    })
}

/// Every drawing as a file. What is there already is never written over, and then none is written.
fn write(args: &TrendsArgs, view: &TrendsView) -> Result<Vec<String>, Failure> {
    let Some(folder) = &args.svg else { return Ok(Vec::new()) };
    files::make_folder(folder)?;
    let drawings = view.charts.iter().filter_map(|chart| Some((chart, chart.svg.as_ref()?)));
    let name = |id: &str| folder.join(format!("{id}-{}-to-{}.svg", view.from_date, view.to_date));
    let all: Vec<_> = drawings.map(|(chart, svg)| (name(&chart.id), svg)).collect();
    let hint = "Name another folder. Nothing was written.";
    if let Some((there, _)) = all.iter().find(|(path, _)| path.exists()) {
        return files::write_new(there, b"").map_err(|failure| failure.hinting(hint)).map(|()| Vec::new());
    }
    for (path, svg) in &all {
        files::write_new(path, svg.as_bytes())?;
    }
    Ok(all.iter().map(|(path, _)| path.display().to_string()).collect())
}
