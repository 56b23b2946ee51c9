//! The ways out of a vault that does not open by itself: what holds of it goes into a new one, an older state is taken for the
//! newest, or a copy of the folder is put back.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use gradus_app::{App, AppError, Locale, NewPasscode, Salvage, Secret, Stretch};
use gradus_crypto::KdfParams;
use gradus_crypto::testing::SeededEntropy;
use gradus_journal::Entry;
use gradus_store::{RotationLeft, Store};
use gradus_vault::{LockPolicy, Mending, RecoveryCode, Tries, Uptime, create_after};

use crate::child::{rest, say};
use crate::ground::{Ground, Judged, Key, PASSCODE, copy, draft, entropy, judge, names, now, unlock};
use crate::kills::{Told, lost};
use crate::works::{mark_slot_in_force, spoil};

/// What opens the new vault.
const NEW: &str = "five quite different new words";

/// How many entries were written after the copy was made that is put back.
const LATER: usize = 5;

/// Whether a work is one of these.
pub fn is_of(work: &str) -> bool {
    matches!(work, "salvage" | "older" | "put-back")
}

/// Makes a sound vault one that needs this way out. Of a vault to be salvaged every entry is still there, and its lock is
/// stricter than a new one's. One that is put back has gone on since it was copied.
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
        "put-back" => {
            copy(&ground.dir, &kept(&ground.dir));
            let vault = unlock(&ground.dir, &Key::Code(ground.code.clone())).expect("opens");
            let (mut store, _) = Store::open(&ground.dir, &vault).expect("opens");
            store.append(vec![draft(20); LATER], &now(), &entropy(13)).expect("appends");
            store.shut().expect("shuts");
        }
        _ => fs::remove_file(mark).expect("a mark"),
    }
}

/// Where the copy of the folder lies.
fn kept(dir: &Path) -> PathBuf {
    dir.with_file_name("kept")
}

/// As an app puts a copy back: file by file, over what is there, and each is waited for.
fn put_back(dir: &Path) -> io::Result<()> {
    let from = kept(dir);
    for name in names(dir).iter().filter(|name| !from.join(name).exists()) {
        fs::remove_file(dir.join(name))?;
    }
    for name in names(&from) {
        fs::write(dir.join(&name), fs::read(from.join(&name))?)?;
        File::open(dir.join(&name))?.sync_all()?;
    }
    File::open(dir)?.sync_all()
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
    if what == "put-back" {
        match put_back(dir) {
            Ok(()) => {
                say("ended");
                drop(rest(rounds));
            }
            Err(error) => say(&format!("error typed: {error}")),
        }
        return;
    }
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
        "salvage" => salvaged(ground, told).and_then(|()| ends(&ground.dir)),
        "put-back" => back(ground, told),
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

/// Half put back it opens as the one state or the other or not at all, and putting it back once more ends it.
fn back(ground: &Ground, told: &Told) -> Result<(), String> {
    let (key, older) = (Key::Code(ground.code.clone()), told.acks.len());
    match judge(&ground.dir, &key) {
        Ok(found) => {
            all_there(&found, told)?;
            let is_newer = !told.ended && found.entries.len() == older + LATER;
            if found.entries.len() != older && !is_newer {
                return Err(format!("{} entries, of a copy with {older}", found.entries.len()));
            }
        }
        Err(wrong) if told.ended => return Err(wrong),
        Err(_) => {}
    }
    put_back(&ground.dir).map_err(|error| format!("putting back once more: {error}"))?;
    let found = judge(&ground.dir, &key).map_err(|error| format!("put back once more: {error}"))?;
    if found.entries.len() > older {
        return Err("what was put back has more entries than the copy".to_owned());
    }
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
    saved(&found, told)?;
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

/// Erasing where the new vault is, or was to be, leaves nothing beside it of what a kill left of making it.
fn ends(dir: &Path) -> Result<(), String> {
    gradus_store::erase(&new_vault(dir)).map_err(|error| format!("erasing: {error}"))?;
    let above = dir.parent().expect("a folder");
    // An empty folder may be one that its maker is about to hold.
    let is_left = |name: &String| name.contains(".gradus-new-") && !names(&above.join(name)).is_empty();
    match names(above).into_iter().find(is_left) {
        Some(left) => Err(format!("{left} is left after erasing")),
        None => Ok(()),
    }
}

/// No entry is missing, whatever the child says; only a medium that kept something back may cost as many as it told.
fn saved(found: &Judged, told: &Told) -> Result<(), String> {
    if told.missing == 0 {
        return all_there(found, told);
    }
    if !told.may_miss {
        return Err(format!("{} entries were not saved, and each of them could be read", told.missing));
    }
    let kept: BTreeSet<_> = found.entries.iter().map(ToString::to_string).collect();
    let absent = told.acks.iter().filter(|(_, id)| !kept.contains(id)).count() as u64;
    if absent > told.missing {
        return Err(format!("{absent} entries are missing, and {} were told", told.missing));
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
    let saved = Store::salvage(from, &opened, &place.dir, |_| false, &now(), &entropy, build)
        .map_err(|error| format!("salvaging once more: {error}"))?;
    let entries = saved.vault.store.entries().map_err(|error| format!("reading: {error}"))?;
    Ok(entries.iter().map(|entry: &Entry| entry.id().to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::works::{before, ground};

    #[test]
    fn an_entry_that_a_salvage_drops_is_lost_although_it_says_so() {
        let ground = ground("salvage");
        let mut told = before("salvage", &ground).expect("a sound vault");
        let mut found =
            judge(&crate::kills::ground_of("salvage").dir, &Key::Code(ground.code.clone())).expect("sound");
        assert_eq!(saved(&found, &told), Ok(()));
        let dropped = found.entries.len() - 2;
        found.entries.remove(dropped);
        assert!(saved(&found, &told).is_err(), "without a word");
        told.missing = 1;
        assert!(saved(&found, &told).is_err(), "told, of a vault whose entries can all be read");
        told.may_miss = true;
        assert_eq!(saved(&found, &told), Ok(()), "told, of a medium that kept something back");
        found.entries.remove(dropped);
        assert!(saved(&found, &told).is_err(), "more than were told");
    }

    #[test]
    fn a_folder_is_not_put_back_because_somebody_says_so() {
        let ground = ground("put-back");
        let told = before("put-back", &ground).expect("a sound copy");
        let mut ended = told.clone();
        ended.ended = true;
        let wrong = holds("put-back", &ground, &ended).expect_err("nothing was put back");
        assert!(wrong.contains("36 entries, of a copy with 31"), "{wrong}");
        spoil(&ground.dir.join("vault.db"), 0..4096);
        assert_eq!(holds("put-back", &ground, &told), Ok(()), "half put back");
        assert_eq!(holds("put-back", &ground, &ended), Ok(()), "and in full");
        fs::remove_file(kept(&ground.dir).join("vault.hdr")).expect("a header");
        fs::remove_file(kept(&ground.dir).join("vault.hdr2")).expect("a header");
        assert!(holds("put-back", &ground, &told).is_err(), "a copy without its headers");
    }
}
