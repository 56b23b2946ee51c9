use crate::args::RangeArgs;
use crate::failure::Failure;
use crate::page::Ink;
use crate::patient::with_person;
use crate::screen;
use crate::shell::Shell;

/// `gradus today`.
pub fn today(shell: &Shell) -> Result<(), Failure> {
    let (view, reasons) = with_person(shell, |app, person, now| {
        Ok((app.today(&person.id, now)?, app.reasons(&person.id, now)?))
    })?;
    let reader = shell.reader(&view.person);
    shell.show(&view, |page| {
        screen::today(page, &view, &reader);
        if reader.asks_why() {
            screen::why(page, &reasons, shell.asking_in().0);
        }
    })
}

/// `gradus progress`.
pub fn progress(shell: &Shell) -> Result<(), Failure> {
    let view = with_person(shell, |app, person, now| Ok(app.progress(&person.id, now)?))?;
    shell.show(&view, |page| {
        screen::proposal(page, &view);
        if let Some(to) = view.to_tenths_mm {
            page.gap();
            let size = screen::millimetres(to);
            page.line(Ink::Quiet, &format!("It is a proposal. `gradus log step --to '{size}'` accepts it."));
        }
    })
}

/// `gradus timeline`.
pub fn timeline(shell: &Shell, range: &RangeArgs) -> Result<(), Failure> {
    let (from, to) = (range.from.as_deref(), range.to.as_deref());
    let view = with_person(shell, |app, person, now| Ok(app.timeline(&person.id, from, to, now)?))?;
    let reader = shell.reader(&view.person);
    shell.show(&view, |page| screen::timeline(page, &view, &reader))
}
