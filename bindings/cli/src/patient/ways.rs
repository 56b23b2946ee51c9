//! The ways into a vault.

use gradus_app::view::{RenewedCode, WayInKind, WayInView};
use gradus_app::{App, AppError};
use serde::Serialize;

use crate::args::VaultVerb;
use crate::bars;
use crate::failure::Failure;
use crate::page::{Ink, Page};
use crate::prompt;
use crate::screen;
use crate::secret;
use crate::shell::Shell;

/// A change of the ways into a vault is done. What is not done is an error.
#[derive(Serialize)]
pub struct Changed {
    /// Always true.
    pub changed: bool,
}

pub fn run(shell: &Shell, verb: &VaultVerb) -> Result<(), Failure> {
    match verb {
        VaultVerb::Ways => ways(shell),
        VaultVerb::Passcode { new_passcode_fd } => passcode(shell, *new_passcode_fd),
        VaultVerb::RecoveryCode => recovery_code(shell),
        VaultVerb::Remove { id } => remove(shell, *id),
    }
}

fn ways(shell: &Shell) -> Result<(), Failure> {
    let ways = App::ways_in(shell.vault()?)?;
    shell.show(&ways, |page| {
        page.fields(0, &ways.iter().map(line).collect::<Vec<_>>());
    })
}

fn line(way: &WayInView) -> (&'static str, String) {
    let (name, what) = match way.kind {
        WayInKind::Passcode => ("Passcode", "opens alone"),
        WayInKind::PasscodeOnDevice => ("Passcode", "opens on the device on which it was set"),
        WayInKind::Platform => ("Keystore", "opens by itself on its device, as after a fingerprint"),
        WayInKind::RecoveryCode => ("Recovery code", "on paper"),
        WayInKind::Unknown => ("Unknown", "made by a newer version"),
    };
    (name, format!("{what}; id {}", way.id))
}

fn passcode(shell: &Shell, new_fd: Option<u32>) -> Result<(), Failure> {
    changing(shell, |app, held| {
        let new = secret::next_passcode(shell, new_fd)?;
        let now = shell.trying();
        let change = || app.change_passcode(held.secret(), &secret::alone(&new), &now);
        Ok(bars::while_working(shell, "Stretching the passcode", change)?)
    })?;
    shell.show(&Changed { changed: true }, |page| {
        page.line(Ink::Strong, "The new passcode opens this vault, and the one before does not.");
        page.line(Ink::Quiet, "Copies of the folder that were made before still open with the one before.");
    })
}

/// The code before is worth nothing once this returns, so that the new one is shown before anything else can go wrong.
fn recovery_code(shell: &Shell) -> Result<(), Failure> {
    let made: RenewedCode = changing(shell, |app, held| {
        let made = app.renew_recovery_code(held.secret(), &shell.trying())?;
        shell.show(&made, |page| code(page, &made)).map_err(|_| unseen())?;
        app.recovery_code_noted()?;
        Ok(made)
    })?;
    drop(made);
    Ok(())
}

fn code(page: &mut Page, made: &RenewedCode) {
    page.title("Your new recovery code");
    screen::code(page, &made.recovery_text());
    page.line(Ink::Plain, "The code before opens nothing any more: cross it out.");
}

/// The new code is worth nothing to anybody where it was not seen.
pub fn unseen() -> Failure {
    let what =
        "the new recovery code could not be shown, and the one before opens nothing any more".to_owned();
    Failure::from(AppError::Storage { file: "standard output".to_owned(), what })
        .hinting("Run `vault recovery-code` again where its answer can be read.")
}

fn remove(shell: &Shell, id: u16) -> Result<(), Failure> {
    let question = format!(
        "Way {id} of `vault ways` will open this vault no more, and nothing brings it back. Close it?"
    );
    if shell.can_ask() && !prompt::confirm(shell, &question)? {
        return Err(Failure::Left);
    }
    changing(shell, |app, held| Ok(app.remove_way(held.secret(), id, &shell.trying())?))?;
    shell.show(&Changed { changed: true }, |page| {
        page.line(Ink::Strong, "This way is closed.");
        page.line(Ink::Quiet, "Copies of the folder that were made before still open by it.");
    })
}

/// Opens the vault, and hands the secret on that opened it: each change asks for one, and it was typed a moment ago.
fn changing<T>(
    shell: &Shell,
    change: impl FnOnce(&mut App, &secret::Held) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let (mut app, held) = shell.open_with()?;
    let done = change(&mut app, &held).map_err(|failure| failure.told_by(&app));
    let shut = app.shut();
    let done = done?;
    shut?;
    Ok(done)
}
