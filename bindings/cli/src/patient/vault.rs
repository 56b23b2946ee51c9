use gradus_app::{App, OsEntropy, Stretch};
use serde::Serialize;

use crate::bars;
use crate::failure::Failure;
use crate::page::Ink;
use crate::patient::with_vault;
use crate::screen;
use crate::secret;
use crate::shell::Shell;

/// The secret fits. One that does not is an error.
#[derive(Serialize)]
pub struct Unlocked {
    /// Always true.
    pub unlocked: bool,
}

/// `gradus init`: a new vault, and its recovery code once.
pub fn init(shell: &Shell) -> Result<(), Failure> {
    let dir = shell.vault()?;
    let passcode = secret::new_passcode(shell.secret())?;
    let now = shell.moment();
    let create = || App::create(dir, &passcode, Stretch::Standard, Box::new(OsEntropy::new()), &now);
    let (app, set_up) = bars::while_working(shell, "Stretching the passcode", create)?;
    // Shown before anything else can go wrong: it cannot be shown again.
    let shown = shell.show(&set_up, |page| screen::set_up(page, &set_up));
    app.shut()?;
    shown
}

/// `gradus unlock-check`: whether the secret opens the vault.
pub fn unlock_check(shell: &Shell) -> Result<(), Failure> {
    with_vault(shell, |_, _| Ok(()))?;
    shell.show(&Unlocked { unlocked: true }, |page| {
        page.line(Ink::Plain, "The secret opens this vault, and everything that opening checks holds.");
    })
}

/// `gradus verify`: a full check, or with `--mend` a repair that loses no entry.
pub fn verify(shell: &Shell, mend: bool) -> Result<(), Failure> {
    let view = if mend {
        let dir = shell.vault()?;
        let held = secret::existing(shell.secret())?;
        let now = shell.moment();
        let mend = || App::mend(dir, held.secret(), Box::new(OsEntropy::new()), &now);
        bars::while_working(shell, "Checking and mending", mend)?
    } else {
        with_vault(shell, |app, now| {
            Ok(bars::while_working(shell, "Checking every entry", || app.verify(now))?)
        })?
    };
    shell.show(&view, |page| screen::verified(page, &view))?;
    if view.sound { Ok(()) } else { Err(Failure::Unsound) }
}
