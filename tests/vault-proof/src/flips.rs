//! Every bit of every file turned over, and every length cut: noticed, or proven to be without effect. Nothing is deleted.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::thread;

use gradus_journal::EntryId;
use gradus_store::Store;
use gradus_vault::{FREE_TRIES, LONGEST_WAIT, LockPolicy, Tries, TriesLeft};

use crate::child::TRIED_AT;
use crate::ground::{Dice, Ground, Key, draft, entropy, names, now, unlock};
use crate::report::Section;

/// Up to this length a file is tried byte by byte in the short form too.
const SMALL: usize = 4096;
/// Of larger files every so many bytes: a number that is prime, so that all places of a page come up.
const SAMPLE: usize = 61;
/// The one file that no opening of the database reads.
const COUNT_OF_TRIES: &str = "vault.tries";
/// After so many wrong passcodes the vault is erased.
const ERASE_AFTER: u8 = 9;

/// What came of the changes to one file.
#[derive(Default, Clone, Copy)]
struct Count {
    noticed: usize,
    without_effect: usize,
}

/// The file as it is to be tried.
enum Change {
    Flip { at: usize, bit: u8 },
    Cut { length: usize },
}

/// With `every_bit` all eight bits of each byte and every length; otherwise one bit and a sample
/// of larger files.
pub fn prove(every_bit: bool, seed: u64) -> Section {
    let mut section = Section::new("Bits turned over and files cut");
    let ground = ground();
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    // The smallest first: what a long run has told stays told.
    let mut files: Vec<_> = contents(&ground.dir).into_iter().collect();
    files.sort_by_key(|(_, bytes)| bytes.len());
    for (name, bytes) in files {
        let changes = changes(bytes.len(), every_bit, seed);
        let share = changes.len().div_ceil(workers).max(1);
        let results: Vec<_> = thread::scope(|scope| {
            let (ground, name) = (&ground, &name);
            let tried = |part| scope.spawn(move || try_all(&ground.copied(), name, part));
            let running: Vec<_> = changes.chunks(share).map(tried).collect();
            running.into_iter().map(|one| one.join().unwrap_or_else(|_| Err("a panic".to_owned()))).collect()
        });
        let mut total = Count::default();
        for result in results {
            match result {
                Ok(count) => {
                    total.noticed += count.noticed;
                    total.without_effect += count.without_effect;
                }
                Err(wrong) => section.fail(format!("{name}: {wrong}")),
            }
        }
        let said = format!(
            "{} changes: {} noticed, {} without effect",
            total.noticed + total.without_effect,
            total.noticed,
            total.without_effect
        );
        let file = format!("{name}, {} bytes", bytes.len());
        drop(writeln!(std::io::stderr(), "{file}: {said}"));
        section.figure(&file, said);
    }
    section.figure("bits of each byte", if every_bit { 8 } else { 1 });
    section
}

/// The smallest vault that a crash left: one entry in the database, and one in the log beside it. Somebody tried a wrong
/// passcode since.
fn ground() -> Ground {
    let ground = Ground::make(0, 1);
    let vault = unlock(&ground.dir, &Key::Code(ground.code.clone())).expect("opens");
    let (mut store, _) = Store::open(&ground.dir, &vault).expect("opens");
    store.append(vec![draft(20)], &now(), &entropy(2)).expect("appends");
    drop(store);
    let policy = LockPolicy::new(0, false, Some(ERASE_AFTER)).expect("a policy");
    Tries::set_policy(&ground.dir, policy, true, TRIED_AT).expect("a count of tries");
    drop(Tries::begin(&ground.dir, TRIED_AT).expect("may be tried"));
    ground
}

fn changes(bytes: usize, every_bit: bool, seed: u64) -> Vec<Change> {
    let mut dice = Dice(seed);
    let mut changes = Vec::new();
    // In the short form every byte of a small file, and of each page of a large one a sample.
    let step = if every_bit || bytes <= SMALL { 1 } else { SAMPLE };
    for at in (0..bytes).step_by(step) {
        match every_bit {
            true => changes.extend((0..8).map(|bit| Change::Flip { at, bit })),
            false => changes.push(Change::Flip { at, bit: u8::try_from(dice.roll(8)).unwrap_or(0) }),
        }
    }
    let step = if every_bit || bytes <= SMALL { 1 } else { 8 * SAMPLE };
    changes.extend((0..bytes).step_by(step).map(|length| Change::Cut { length }));
    changes
}

/// Every file of a folder by its name.
type Contents = BTreeMap<String, Vec<u8>>;

/// What a vault tells.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    Entries(Vec<EntryId>),
    Tries(TriesLeft),
}

fn try_all(ground: &Ground, name: &str, changes: &[Change]) -> Result<Count, String> {
    let dir = &ground.dir;
    let whole = contents(dir);
    let sound = told(ground, name)?;
    restore(dir, &whole)?;
    let mut count = Count::default();
    for change in changes {
        let said = apply(&dir.join(name), &whole[name], change).map_err(|error| error.to_string())?;
        match told(ground, name) {
            Err(_) => {
                let found = contents(dir);
                if !is_changed_so(&found, &whole, name, change) {
                    return Err(format!("{said}: refused, and written to"));
                }
                count.noticed += 1;
                fs::write(dir.join(name), &whole[name]).map_err(|error| error.to_string())?;
                continue;
            }
            Ok(told) if told == sound => count.without_effect += 1,
            Ok(Told::Tries(left)) if is_cautious(left) => count.noticed += 1,
            Ok(told) => return Err(format!("{said}: {told:?}")),
        }
        restore(dir, &whole)?;
    }
    Ok(count)
}

/// Whether a folder is the whole one with this change in one file, and nothing else.
fn is_changed_so(found: &Contents, whole: &Contents, name: &str, change: &Change) -> bool {
    let mut bytes = whole[name].clone();
    match *change {
        Change::Flip { at, bit } => bytes[at] ^= 1 << bit,
        Change::Cut { length } => bytes.truncate(length),
    }
    let fits =
        |(file, now): (&String, &Vec<u8>)| if file == name { *now == bytes } else { whole[file] == *now };
    found.keys().eq(whole.keys()) && found.iter().all(fits)
}

/// Changes the file in place, and tells how.
fn apply(path: &Path, whole: &[u8], change: &Change) -> std::io::Result<String> {
    let file = OpenOptions::new().write(true).open(path)?;
    match *change {
        Change::Flip { at, bit } => {
            file.write_all_at(&[whole[at] ^ (1 << bit)], at as u64)?;
            Ok(format!("bit {bit} of byte {at}"))
        }
        Change::Cut { length } => {
            file.set_len(length as u64)?;
            Ok(format!("cut to {length} bytes"))
        }
    }
}

/// Whether a count that was changed is the one before the last try, or makes everybody wait: it gives nobody more than one try, and
/// brings no erasing nearer.
fn is_cautious(left: TriesLeft) -> bool {
    let one_before =
        TriesLeft { tries: FREE_TRIES, wait: Default::default(), before_erase: Some(u32::from(ERASE_AFTER)) };
    let unreadable = TriesLeft { tries: 0, wait: LONGEST_WAIT, before_erase: None };
    left == one_before || left == unreadable
}

/// Opens with every check that an app's opening makes, and gives the entries; of the file that counts tries, what it counts.
fn told(ground: &Ground, name: &str) -> Result<Told, String> {
    if name == COUNT_OF_TRIES {
        return Tries::look(&ground.dir, TRIED_AT).map(Told::Tries).map_err(|error| error.to_string());
    }
    let vault = unlock(&ground.dir, &Key::Code(ground.code.clone()))?;
    let (store, _) = Store::open_whole(&ground.dir, &vault).map_err(|error| error.to_string())?;
    let entries = store.entries().map_err(|error| error.to_string())?;
    Ok(Told::Entries(entries.iter().map(gradus_journal::Entry::id).collect()))
}

fn contents(dir: &Path) -> Contents {
    let read = |name: String| (name.clone(), fs::read(dir.join(name)).unwrap_or_default());
    names(dir).into_iter().map(read).collect()
}

/// Puts back what is not as it was.
fn restore(dir: &Path, whole: &Contents) -> Result<(), String> {
    let found = contents(dir);
    let failed = |error: std::io::Error| format!("a file could not be put back: {error}");
    for name in found.keys().filter(|name| !whole.contains_key(*name)) {
        fs::remove_file(dir.join(name)).map_err(failed)?;
    }
    for (name, bytes) in whole.iter().filter(|(name, bytes)| found.get(*name) != Some(bytes)) {
        fs::write(dir.join(name), bytes).map_err(failed)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_that_tells_less_fails_and_one_that_is_put_back_is_as_it_was() {
        let ground = ground();
        let whole = contents(&ground.dir);
        let tried = |name: &str, change| try_all(&ground, name, &[change]);
        let noticed = tried("vault.hdr", Change::Flip { at: 100, bit: 1 }).expect("is told");
        assert_eq!((noticed.noticed, noticed.without_effect), (1, 0));
        let counted = tried(COUNT_OF_TRIES, Change::Cut { length: 0 }).expect("everybody waits");
        assert_eq!((counted.noticed, counted.without_effect), (1, 0));
        assert_eq!(contents(&ground.dir), whole);
        let flip = Change::Flip { at: 0, bit: 1 };
        assert!(!is_changed_so(&whole, &whole, "vault.hdr", &flip), "somebody wrote to it");
        let mut less = whole.clone();
        less.remove("vault.mark");
        apply(&ground.dir.join("vault.hdr"), &whole["vault.hdr"], &flip).expect("is written");
        assert!(is_changed_so(&contents(&ground.dir), &whole, "vault.hdr", &flip));
        assert!(
            !is_changed_so(&contents(&ground.dir), &less, "vault.hdr", &flip),
            "a file is there that was not"
        );
        let left = |tries, before_erase| TriesLeft { tries, wait: Default::default(), before_erase };
        assert!(is_cautious(left(5, Some(9))), "the count before the last try");
        assert!(!is_cautious(left(5, Some(7))) && !is_cautious(left(1, None)) && !is_cautious(left(5, None)));
    }
}
