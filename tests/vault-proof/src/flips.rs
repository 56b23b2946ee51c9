//! Every bit of every file turned over, and every length cut: noticed, or proven to be without effect. Nothing is deleted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;

use gradus_journal::EntryId;
use gradus_store::Store;

use crate::ground::{Dice, Ground, Key, draft, entropy, names, now, unlock};
use crate::report::Section;

/// Up to this length a file is tried byte by byte in the short form too.
const SMALL: usize = 4096;
/// Of larger files every so many bytes: a number that is prime, so that all places of a page come up.
const SAMPLE: usize = 61;

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
    let sound = opened(&ground).expect("the vault that is tried is sound");
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    for name in names(&ground.dir) {
        let bytes = fs::read(ground.dir.join(&name)).expect("readable");
        let changes = changes(bytes.len(), every_bit, seed);
        let share = changes.len().div_ceil(workers).max(1);
        let results: Vec<_> = thread::scope(|scope| {
            let (ground, name, sound) = (&ground, &name, &sound);
            let tried = |part| scope.spawn(move || try_all(&ground.copied(), name, part, sound));
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
        section.figure(&format!("{name}, {} bytes", bytes.len()), said);
    }
    section.figure("bits of each byte", if every_bit { 8 } else { 1 });
    section
}

/// The smallest vault that a crash left: one entry in the database, and one in the log beside it.
fn ground() -> Ground {
    let ground = Ground::make(0, 1);
    let vault = unlock(&ground.dir, &Key::Code(ground.code.clone())).expect("opens");
    let (mut store, _) = Store::open(&ground.dir, &vault).expect("opens");
    store.append(vec![draft(20)], &now(), &entropy(2)).expect("appends");
    drop(store);
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

fn try_all(ground: &Ground, name: &str, changes: &[Change], sound: &[EntryId]) -> Result<Count, String> {
    let whole: BTreeMap<_, _> =
        names(&ground.dir).into_iter().map(|name| (name.clone(), read(&ground.dir, &name))).collect();
    let mut count = Count::default();
    for change in changes {
        let (changed, said) = changed(&whole[name], change);
        put(&ground.dir, name, &changed)?;
        match opened(ground) {
            Err(_) if read(&ground.dir, name) != changed => {
                return Err(format!("{said}: refused, and written to"));
            }
            Err(_) if !names(&ground.dir).iter().eq(whole.keys()) => {
                return Err(format!("{said}: refused, and {:?} is there", names(&ground.dir)));
            }
            Err(_) => count.noticed += 1,
            Ok(entries) if entries == sound => {
                count.without_effect += 1;
                whole.iter().try_for_each(|(name, bytes)| put(&ground.dir, name, bytes))?;
            }
            Ok(entries) => {
                return Err(format!("{said}: opened with {} of {} entries", entries.len(), sound.len()));
            }
        }
        put(&ground.dir, name, &whole[name])?;
    }
    Ok(count)
}

fn changed(whole: &[u8], change: &Change) -> (Vec<u8>, String) {
    let mut bytes = whole.to_vec();
    let said = match *change {
        Change::Flip { at, bit } => {
            bytes[at] ^= 1 << bit;
            format!("bit {bit} of byte {at}")
        }
        Change::Cut { length } => {
            bytes.truncate(length);
            format!("cut to {length} bytes")
        }
    };
    (bytes, said)
}

/// Opens with every check that an app's opening makes, and gives the entries.
fn opened(ground: &Ground) -> Result<Vec<EntryId>, String> {
    let vault = unlock(&ground.dir, &Key::Code(ground.code.clone()))?;
    let (mut store, _) = Store::open_whole(&ground.dir, &vault).map_err(|error| error.to_string())?;
    let outcome = store.verify().map_err(|error| error.to_string())?;
    if let Some(problem) = outcome.problems.first() {
        return Err(problem.to_string());
    }
    let entries = store.entries().map_err(|error| error.to_string())?;
    Ok(entries.iter().map(gradus_journal::Entry::id).collect())
}

fn read(dir: &Path, name: &str) -> Vec<u8> {
    fs::read(dir.join(name)).unwrap_or_default()
}

fn put(dir: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    fs::write(dir.join(name), bytes).map_err(|error| format!("{name} could not be put back: {error}"))
}
