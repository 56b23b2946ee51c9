//! `gradus inbox`: what can be done without opening the vault.

use std::path::Path;

use gradus_app::view::LockedView;
use gradus_app::{OsEntropy, log_while_locked, run_event_while_locked, while_locked};

use crate::args::{InboxVerb, NoteArgs, TellArgs};
use crate::failure::Failure;
use crate::patient::with_untold;
use crate::screen;
use crate::shell::Shell;

/// Notes something, or shows what waits.
pub fn run(shell: &Shell, verb: Option<InboxVerb>) -> Result<(), Failure> {
    let dir = shell.vault()?;
    let view = match verb {
        None => while_locked(dir, &shell.moment())?,
        Some(InboxVerb::Done(note)) => log(shell, dir, "done", &note)?,
        Some(InboxVerb::Skipped(note)) => log(shell, dir, "skipped", &note)?,
        Some(InboxVerb::Tell(told)) => tell(shell, dir, &told)?,
        Some(InboxVerb::News) => return news(shell),
    };
    shell.show(&view, |page| screen::locked(page, &view))
}

fn log(shell: &Shell, dir: &Path, note: &str, args: &NoteArgs) -> Result<LockedView, Failure> {
    let right = "give --person ID: without the secret nobody here knows a name";
    let person = shell.person().ok_or_else(|| Failure::usage("--person", "is missing", right))?;
    let said = (person, note, args.occurrence.as_deref());
    Ok(log_while_locked(dir, said, &OsEntropy::new(), &shell.moment())?)
}

fn tell(shell: &Shell, dir: &Path, args: &TellArgs) -> Result<LockedView, Failure> {
    let now = shell.moment();
    let run = match &args.run {
        Some(run) => run.clone(),
        None => only(while_locked(dir, &now)?)?,
    };
    Ok(run_event_while_locked(dir, (&run, &args.event), &OsEntropy::new(), &now)?)
}

fn only(view: LockedView) -> Result<String, Failure> {
    let [run] = &view.runs[..] else {
        let right = "look with `inbox`, and give --run NAME";
        let wrong = if view.runs.is_empty() { "no session goes on" } else { "several sessions go on" };
        return Err(Failure::invalid(None, "run", wrong, right));
    };
    Ok(run.run.clone())
}

fn news(shell: &Shell) -> Result<(), Failure> {
    let view = with_untold(shell, |app, _| Ok(app.inbox_news()?))?;
    shell.show(&view, |page| screen::inbox_news(page, &view))
}
