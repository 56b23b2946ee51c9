//! What programs do to a vault while it is tried, what they begin with, and what must stand afterwards.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use gradus_vault::{FREE_TRIES, Tries};

use crate::child::TRIED_AT;
use crate::diary;
use crate::ground::{Ground, Key, PASSCODE, judge, mend};
use crate::kills::{Told, Totals, ground_of, judged, key_of, lost};
use crate::rescue;

/// What a program does, and how often.
pub const WORKS: [(&str, u32); 18] = [
    ("create", 1),
    ("writes", 4),
    ("visits", 2),
    ("import", 1),
    ("passcode", 2),
    ("rotate", 1),
    ("compact", 1),
    ("migrate", 1),
    ("mend", 1),
    ("tries", 3),
    ("erase", 1),
    ("noting", 2),
    ("take-in", 1),
    ("code", 1),
    ("renewal", 1),
    ("salvage", 1),
    ("older", 1),
    ("put-back", 1),
];

/// What a work begins with.
pub fn ground(work: &str) -> Ground {
    let ground = match work {
        "create" => return Ground::bare(""),
        other => ground_of(other),
    };
    match work {
        "mend" => {
            spoil(&ground.dir.join("vault.hdr2"), 40..60);
            // The slot that was written last, as a crash tears it.
            let newer = mark_slot_in_force(&ground.dir);
            spoil(&ground.dir.join("vault.mark"), newer + 2000..newer + 4096);
        }
        work if rescue::is_of(work) => rescue::damage(work, &ground),
        "tries" => fs::remove_file(ground.dir.join("vault.tries")).expect("a count of tries"),
        _ => {}
    }
    ground
}

pub fn spoil(path: &Path, range: Range<usize>) {
    let mut bytes = fs::read(path).expect("readable");
    bytes[range].fill(0xA5);
    fs::write(path, bytes).expect("writable");
}

/// Where the slot of the mark with the greater counter begins.
pub fn mark_slot_in_force(dir: &Path) -> usize {
    let bytes = fs::read(dir.join("vault.mark")).expect("a mark");
    let counter = |slot: usize| &bytes[slot + 26..slot + 34];
    if counter(4096) > counter(0) { 4096 } else { 0 }
}

/// What was acknowledged before the work began: every entry.
pub fn before(work: &str, ground: &Ground) -> Result<Told, String> {
    let mut told = Told::default();
    if !matches!(work, "create" | "mend" | "migrate") && !diary::is_of(work) {
        // Of a damaged vault what stood in it while it was sound.
        let sound = if rescue::is_of(work) { ground_of(work) } else { ground.copied() };
        let found = judge(&sound.dir, &key_of(work, ground))?;
        told.acks = found.entries.iter().enumerate().map(|(at, id)| (at + 1, id.to_string())).collect();
    }
    Ok(told)
}

const OPEN_ELSEWHERE: [&str; 2] = ["open elsewhere", "another program has this vault open"];

/// A child that another thread is about to start has the files of this program until it becomes another one, and the lock on a
/// vault with them. The store and the app each have their words for it.
fn while_open_elsewhere<T>(look: impl Fn() -> Result<T, String>) -> Result<T, String> {
    for _ in 0..400 {
        match look() {
            Err(wrong) if OPEN_ELSEWHERE.iter().any(|said| wrong.contains(said)) => {
                std::thread::sleep(Duration::from_millis(5))
            }
            found => return found,
        }
    }
    look()
}

/// Whether everything stands that was promised, and whether it had to be mended for that; or which promise is broken.
pub fn stands(work: &str, ground: &Ground, told: &Told) -> Result<bool, String> {
    let holds = || while_open_elsewhere(|| holds(work, ground, told));
    match holds() {
        Ok(()) => Ok(false),
        Err(wrong) if matches!(work, "erase" | "salvage" | "put-back") => Err(wrong),
        Err(first) => {
            let again = |wrong: String| format!("{first}; mended: {wrong}");
            while_open_elsewhere(|| mend(&ground.dir, &key_of(work, ground))).map_err(again)?;
            holds().map_err(again).map(|()| true)
        }
    }
}

fn holds(work: &str, ground: &Ground, told: &Told) -> Result<(), String> {
    match work {
        "create" => made(ground, told),
        "tries" => counted(&ground.dir, told),
        _ => judged(work, ground, told, &mut Totals::default()),
    }
}

/// Either nothing stands where the vault is to be, or a whole vault.
fn made(ground: &Ground, told: &Told) -> Result<(), String> {
    let is_there = fs::read_dir(&ground.dir).is_ok_and(|mut found| found.next().is_some());
    if !is_there && !told.ended {
        return Ok(());
    }
    let found = judge(&ground.dir, &Key::Code(ground.code.clone()))?;
    match lost(&found, told) {
        0 => Ok(()),
        lost => Err(format!("{lost} acknowledged entries lost")),
    }
}

/// No wrong passcode is forgotten that was counted, none is made up, and nobody waits because a file was torn.
fn counted(dir: &Path, told: &Told) -> Result<(), String> {
    let seen = Tries::look(dir, TRIED_AT).map_err(|error| format!("looking: {error}"))?;
    let (least, most) = if told.ended { (0, 0) } else { (told.tried, told.tried + 1) };
    let counted = FREE_TRIES - seen.tries;
    // The right one, too, is counted until it is known to be right; then none is.
    let fits = (least..=most).contains(&counted) || told.tried == 3 && counted == 0;
    if !seen.wait.is_zero() || !fits {
        return Err(format!("{} tries were counted, and {counted} are", told.tried));
    }
    judge(dir, &Key::Passcode(PASSCODE.to_owned())).map(drop)
}
