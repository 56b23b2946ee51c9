//! `gradus salvage`: what holds of a vault that nothing mends, in a new one.

use gradus_app::{App, AppError, OsEntropy, Salvage};

use crate::args::SalvageArgs;
use crate::bars;
use crate::failure::Failure;
use crate::prompt;
use crate::screen;
use crate::secret;
use crate::shell::Shell;

const QUESTION: &str = "A sound copy of this folder is better than what can be saved of it. Is there really none, and do you \
                        want to save what holds in a new vault?";

/// The recovery code counts as noted when it could be shown.
pub fn run(shell: &Shell, args: &SalvageArgs) -> Result<(), Failure> {
    let dir = shell.vault()?;
    if !args.yes {
        if !shell.can_ask() {
            return Err(Failure::usage(
                "salvage",
                "cannot ask here whether it is meant",
                "add --yes if it is",
            ));
        }
        if !prompt::confirm(shell, QUESTION)? {
            return Err(Failure::Left);
        }
    }
    let held = secret::existing(shell.secret())?;
    let passcode = secret::next_passcode(shell, args.new_passcode_fd)?;
    let order = Salvage {
        from: dir,
        secret: held.secret(),
        into: &args.into,
        passcode: secret::alone(&passcode),
        locale: shell.asking_in().0,
    };
    let salvage = || App::salvage(&order, Box::new(OsEntropy::new()), &shell.trying());
    let (mut app, view) = bars::while_working(shell, "Reading what can be read", salvage)?;
    shell.show(&view, |page| screen::salvaged(page, &view, &args.into)).map_err(|_| unseen())?;
    app.recovery_code_noted()?;
    Ok(app.shut()?)
}

fn unseen() -> Failure {
    let what = "the recovery code of the new vault could not be shown".to_owned();
    Failure::from(AppError::Storage { file: "standard output".to_owned(), what })
        .hinting("Run `vault recovery-code` with the new vault where its answer can be read.")
}
