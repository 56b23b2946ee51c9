//! The ways out of a vault that does not open by itself: what holds of it goes into a new one, or an older state is taken for the
//! newest.

use std::fs;
use std::path::{Path, PathBuf};

use gradus_app::{App, AppError, Locale, NewPasscode, Salvage, Secret, Stretch};
use gradus_crypto::KdfParams;
use gradus_crypto::testing::SeededEntropy;
use gradus_journal::Entry;
use gradus_store::{RotationLeft, Store};
use gradus_vault::{LockPolicy, Mending, RecoveryCode, Tries, Uptime, create_after};

use crate::child::{rest, say};
use crate::ground::{Ground, Judged, Key, PASSCODE, entropy, judge, now};
use crate::kills::{Told, lost};
use crate::works::{mark_slot_in_force, spoil};

/// What opens the new vault.
const NEW: &str = "five quite different new words";

/// Whether a work is one of these.
pub fn is_of(work: &str) -> bool {
    matches!(work, "salvage" | "older")
}

/// Makes a sound vault one that needs this way out. Of a vault to be salvaged every entry is still there, and its lock is
/// stricter than a new one's.
pub fn damage(work: &str, ground: &Ground) {
    let mark = ground.dir.join("vault.mark");
    match work {
        "salvage" => {
            let at = Uptime { boot: [7; 16], since_boot: Default::default() };
            Tries::set_policy(&ground.dir, strict(), true, at).expect("a policy");
            spoil(&ground.dir.join("vault.hdr2"), 40..60);
            let older = 4096 - mark_slot_in_force(&ground.dir);
            spoil(&mark, older + 2000..older + 4096);
        }
        _ => fs::remove_file(mark).expect("a mark"),
    }
}

fn strict() -> LockPolicy {
    LockPolicy::new(0, false, Some(9)).expect("a policy")
}

/// Where the new vault is to be.
fn new_vault(dir: &Path) -> PathBuf {
    dir.with_file_name("saved")
}

/// The child's part. `secret` is the passcode, or the recovery code of a vault whose older state is to count.
pub fn work(what: &str, dir: &Path, secret: &[u8], seed: u64, rounds: u32) {
    say("ready");
    match try_work(what, dir, secret, seed) {
        Ok(()) => drop(rest(rounds)),
        Err(error) => {
            let kind = if matches!(error, AppError::Internal { .. }) { "internal" } else { "typed" };
            say(&format!("error {kind}: {error}"));
        }
    }
}

fn try_work(what: &str, dir: &Path, secret: &[u8], seed: u64) -> Result<(), AppError> {
    // Another one than the damaged vault was made by: nobody draws the same key twice.
    let entropy = Box::new(SeededEntropy::new(!seed));
    if what == "older" {
        App::accept_older_state(dir, Secret::Recovery(secret), entropy, &now())?;
        say("ended");
        return Ok(());
    }
    let passcode = NewPasscode { passcode: NEW.as_bytes(), device_secret: None, stretch: Stretch::Light };
    let (from, into, secret) = (dir, &*new_vault(dir), Secret::Passcode(secret));
    let order = Salvage { from, secret, into, passcode, locale: Locale::En };
    let (app, view) = App::salvage(&order, entropy, &now())?;
    say(&format!("missing {}", view.lost));
    say(&format!("code {}", String::from_utf8_lossy(&view.made.recovery_code)));
    app.shut()?;
    say("ended");
    Ok(())
}

/// Whether what was promised stands.
pub fn holds(work: &str, ground: &Ground, told: &Told) -> Result<(), String> {
    match work {
        "salvage" => salvaged(ground, told),
        _ => accepted(ground, told),
    }
}

/// The older state counts, or it can be asked for once more; no entry is lost either way.
fn accepted(ground: &Ground, told: &Told) -> Result<(), String> {
    let key = Key::Code(ground.code.clone());
    let found = match judge(&ground.dir, &key) {
        Err(_) if !told.ended => {
            let secret = Secret::Recovery(ground.code.as_bytes());
            App::accept_older_state(&ground.dir, secret, Box::new(entropy(9)), &now())
                .map_err(|error| format!("accepting once more: {error}"))?;
            judge(&ground.dir, &key)?
        }
        found => found?,
    };
    all_there(&found, told)
}

/// The damaged folder gives out what it gave out before; where the new vault stands it is a whole one, with every entry, and says
/// that nobody may have read its recovery code.
fn salvaged(ground: &Ground, told: &Told) -> Result<(), String> {
    let again = give_out(&ground.dir, &ground.code)?;
    let lost = told.acks.iter().filter(|(_, id)| !again.contains(id)).count();
    if lost > 0 {
        return Err(format!("the damaged folder gives out {lost} entries less than before"));
    }
    let new = new_vault(&ground.dir);
    if !fs::read_dir(&new).is_ok_and(|mut found| found.next().is_some()) {
        return if told.ended { Err("the new vault is gone".to_owned()) } else { Ok(()) };
    }
    let found = judge(&new, &Key::Passcode(NEW.to_owned()))?;
    if told.missing == 0 {
        all_there(&found, told)?;
    }
    if found.left != Some(RotationLeft::CodeNotNoted) {
        return Err("nothing tells that nobody may have read the new code".to_owned());
    }
    if Tries::policy(&new) != Ok(strict()) {
        return Err("the new vault's lock is another than the old one's".to_owned());
    }
    if let Some(code) = &told.code {
        judge(&new, &Key::Code(code.clone())).map_err(|error| format!("by the new code: {error}"))?;
    }
    Ok(())
}

fn all_there(found: &Judged, told: &Told) -> Result<(), String> {
    match lost(found, told) {
        0 => Ok(()),
        lost => Err(format!("{lost} entries lost")),
    }
}

/// Every entry that can be saved of a vault.
fn give_out(from: &Path, code: &str) -> Result<Vec<String>, String> {
    let place = Ground::bare("");
    let code = RecoveryCode::parse(code).map_err(|error| error.to_string())?;
    let opened = Mending::read_only(from, &gradus_vault::Secret::Recovery(&code))
        .map_err(|error| format!("the damaged header: {error}"))?;
    let passcode = gradus_vault::NewPasscode::alone(PASSCODE.as_bytes(), KdfParams::FLOOR);
    let entropy = entropy(11);
    let build = |dir: &Path, epoch| create_after(dir, &passcode, epoch, &entropy);
    let saved = Store::salvage(from, &opened, &place.dir, false, &now(), &entropy, build)
        .map_err(|error| format!("salvaging once more: {error}"))?;
    let entries = saved.vault.store.entries().map_err(|error| format!("reading: {error}"))?;
    Ok(entries.iter().map(|entry: &Entry| entry.id().to_string()).collect())
}
