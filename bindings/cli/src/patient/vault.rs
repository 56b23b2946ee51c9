use std::fs;
use std::path::Path;

use gradus_app::view::{FreshnessWord, VerifyView};
use gradus_app::{App, AppError, Moment, OsEntropy, Stretch};
use serde::Serialize;

use crate::args::{EraseArgs, VerifyArgs};
use crate::bars;
use crate::failure::Failure;
use crate::page::Ink;
use crate::patient::{ways, with_vault};
use crate::prompt;
use crate::screen;
use crate::secret;
use crate::shell::Shell;

/// The files of a new vault.
const FILES: [&str; 7] =
    ["vault.hdr", "vault.hdr2", "vault.mark", "vault.tries", "vault.inbox", "vault.db", "vault.db-wal"];

/// The secret fits. One that does not is an error.
#[derive(Serialize)]
pub struct Unlocked {
    /// Always true.
    pub unlocked: bool,
}

/// `gradus init`: a new vault, and its recovery code once.
pub fn init(shell: &Shell) -> Result<(), Failure> {
    let dir = shell.vault()?;
    refuse_a_second(dir)?;
    let had_folder = dir.exists();
    let passcode = secret::first_passcode(shell)?;
    let now = shell.moment();
    let create = || App::create(dir, &passcode, Stretch::Standard, Box::new(OsEntropy::new()), &now);
    let (app, set_up) = bars::while_working(shell, "Stretching the passcode", create)?;
    // Shown before anything else can go wrong: it cannot be shown again.
    let shown = shell.show(&set_up, |page| {
        screen::set_up(page, &set_up);
        let folder = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
        page.gap();
        page.line(Ink::Plain, "Every command takes the folder with --vault, or once for all from here:");
        page.verbatim(Ink::Accent, &format!("  export GRADUS_VAULT='{}'", folder.display()));
    });
    let shut = app.shut();
    shown.map_err(|_| unseen(dir, had_folder))?;
    Ok(shut?)
}

/// Nobody saw the recovery code. The vault, empty and a moment old, goes again: it would be lost with its passcode. A
/// folder that was there before stays, and so does whatever else is in it.
fn unseen(dir: &Path, had_folder: bool) -> Failure {
    for name in FILES {
        drop(fs::remove_file(dir.join(name)));
    }
    if !had_folder {
        drop(fs::remove_dir(dir));
    }
    let (what, next) = if FILES.iter().any(|name| dir.join(name).exists()) {
        let next = "Throw that folder away by hand, and run `init` where its answer can be read.";
        ("and the vault that was just made could not be removed", next)
    } else {
        ("so the vault that was just made was removed again", "Run `init` where its answer can be read.")
    };
    let what = format!("the recovery code could not be shown, {what}");
    Failure::from(AppError::Storage { file: "standard output".to_owned(), what }).hinting(next)
}

/// A folder that holds a vault is left alone, before a passcode is asked for.
fn refuse_a_second(dir: &Path) -> Result<(), Failure> {
    if !["vault.hdr", "vault.hdr2", "vault.db"].iter().any(|name| dir.join(name).exists()) {
        return Ok(());
    }
    let shown = dir.display();
    let hint = format!(
        "Nothing was changed. `gradus --vault {shown} today` opens it; for a second vault name another folder. If the \
         passcode is lost, --recovery takes the recovery code."
    );
    Err(Failure::from(AppError::AlreadyExists { what: format!("a vault in {shown}") }).hinting(&hint))
}

/// `gradus unlock-check`: whether the secret opens the vault.
pub fn unlock_check(shell: &Shell) -> Result<(), Failure> {
    with_vault(shell, |_, _| Ok(()))?;
    shell.show(&Unlocked { unlocked: true }, |page| {
        page.line(Ink::Plain, "The secret opens this vault, and everything that opening checks holds.");
    })
}

/// `gradus verify`: a full check, and a comparison with a code that was kept elsewhere; with `--mend` a repair that loses no entry; with `--accept-older-state` what is there
/// becomes the whole truth, which is never done unasked.
pub fn verify(shell: &Shell, args: &VerifyArgs) -> Result<(), Failure> {
    let changes = args.mend || args.accept_older_state;
    let view = if changes {
        put_right(shell, args.accept_older_state)?
    } else {
        let check = |app: &mut App, now: &Moment| {
            let check = || match &args.not_older_than {
                None => app.verify(now),
                Some(code) => app.verify_not_older_than(code, now),
            };
            Ok(bars::while_working(shell, "Checking every entry", check)?)
        };
        with_vault(shell, check)?
    };
    shell.show(&view, |page| {
        if changes {
            screen::mended(page, &view.mended);
        }
        screen::verified(page, &view);
    })?;
    // Whoever asked for a comparison must not take an answer that says nothing for a yes.
    if view.sound && view.answers_otherwise == 0 && view.freshness != Some(FreshnessWord::Unknown) {
        Ok(())
    } else {
        Err(Failure::Unsound)
    }
}

/// `gradus renew-key`: another key, and the new recovery code once. It counts as noted when it could be shown.
pub fn renew_key(shell: &Shell) -> Result<(), Failure> {
    let dir = shell.vault()?;
    let held = secret::existing(shell.secret())?;
    let (now, tried) = (shell.moment(), shell.trying());
    let entropy = Box::new(OsEntropy::new());
    let mut app = App::open_tried_at(dir, held.secret(), entropy, &now, &tried)?;
    let passcode = secret::renewed_passcode(shell, &held)?;
    let renew = || app.rotate_key(held.secret(), &secret::alone(&passcode), &tried);
    let renewed = bars::while_working(shell, "Writing everything under the new key", renew)?;
    shell.show(&renewed, |page| screen::key_renewed(page, &renewed)).map_err(|_| ways::unseen())?;
    app.recovery_code_noted()?;
    Ok(app.shut()?)
}

/// What is typed where everything is to be gone.
const ERASE: &str = "erase";

/// `gradus erase`: after a typed word, or where `--yes` stands for it.
pub fn erase(shell: &Shell, args: &EraseArgs) -> Result<(), Failure> {
    let dir = shell.vault()?;
    let question = "Everything in this vault will be gone, and no passcode and no code brings it back. Type erase to erase \
                    it; Enter leaves it as it is";
    if !args.yes {
        if !shell.can_ask() {
            return Err(Failure::usage("erase", "cannot ask here whether it is meant", "add --yes if it is"));
        }
        if prompt::optional_words(shell, question)?.is_none_or(|typed| typed.trim() != ERASE) {
            return Err(Failure::Left);
        }
    }
    let view = App::erase(dir, shell.asking_in().0)?;
    shell.show(&view, |page| page.line(Ink::Strong, &view.sentence))
}

fn put_right(shell: &Shell, older: bool) -> Result<VerifyView, Failure> {
    let dir = shell.vault()?;
    let question = "What was written after this state is lost, and with it perhaps a danger sign. Is there really no newer \
                    copy of this folder, and do you want to go on with this one?";
    if older && shell.can_ask() && !prompt::confirm(shell, question)? {
        return Err(Failure::Left);
    }
    let held = secret::existing(shell.secret())?;
    let now = shell.trying();
    let act = if older { App::accept_older_state } else { App::mend };
    let work = || act(dir, held.secret(), Box::new(OsEntropy::new()), &now);
    Ok(bars::while_working(shell, "Checking and mending", work)?)
}
