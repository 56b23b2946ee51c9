//! The power goes: every medium that a program may leave behind then opens, with everything that was acknowledged.
//!
//! `strace` writes down what a program does to its folder. Wherever the program waits for the medium, the media that the
//! calls before allow are made from that and opened: see `disk.rs`. The same is done once more as if it did not wait for one
//! kind of file: then promises must break, or this would prove nothing.

pub mod disk;

use std::collections::HashSet;
use std::path::Path;
use std::thread;

use crate::diary;
use crate::ground::{Dice, Ground};
use crate::kills::Told;
use crate::report::Section;
use crate::trace::Call;
use crate::watch::{Watched, watch_all};
use crate::works::stands;
use disk::{Machine, Model, Part, Tree};

/// Whether a file of this name is meant.
type Names = fn(&str) -> bool;

/// Files that are waited for, and a work in which a promise breaks when they are not.
const WAITED_FOR: [(&str, &str, Names); 7] = [
    ("the database's log", "writes", |name| name.ends_with("-wal")),
    ("the database", "visits", |name| name.ends_with(".db")),
    ("a new database", "rotate", |name| name.ends_with(".db")),
    ("the header", "passcode", |name| name.starts_with("vault.hdr")),
    ("the folder", "passcode", |name| name == "vault"),
    ("the mark", "mend", |name| name.starts_with("vault.mark")),
    ("the count of tries", "tries", |name| name.starts_with("vault.tries")),
];

/// How many media are made where the program waits.
#[derive(Clone, Copy)]
pub struct Effort {
    /// Of what is pending at most so many places are dropped, kept and torn one by one.
    places: usize,
    /// So many parts are chosen at random.
    random: usize,
}

impl Effort {
    pub const SHORT: Self = Self { places: 3, random: 3 };
    /// Opening as an app does takes longer than anything else here.
    const SHORT_BY_AN_APP: Self = Self { places: 1, random: 0 };
    pub const LONG: Self = Self { places: usize::MAX, random: 64 };
}

#[derive(Default)]
struct Outcome {
    waits: usize,
    disks: usize,
    mended: usize,
    failures: Vec<String>,
}

pub fn prove(works: &[(&'static str, u32)], effort: Effort, seed: u64) -> Section {
    let mut section = Section::new("The power goes");
    let (recorded, failures) = watch_all(works);
    failures.into_iter().for_each(|failure| section.fail(failure));
    // Whatever the ordered model allows the harsh one does, too: the short form is content with that.
    let is_short = effort.places < usize::MAX;
    let models = if is_short { &[Model::Harsh][..] } else { &[Model::Harsh, Model::Ordered] };
    for model in models.iter().copied() {
        for one in &recorded {
            let by_an_app = is_short && diary::is_of(one.work);
            let effort = if by_an_app { Effort::SHORT_BY_AN_APP } else { effort };
            let outcome = lose(one, model, None, effort, seed);
            let said = format!(
                "{} moments, {} media, {} of them mended",
                outcome.waits, outcome.disks, outcome.mended
            );
            section.figure(&format!("{}, {model:?}", one.work), said);
            outcome.failures.into_iter().for_each(|failure| section.fail(failure));
        }
    }
    for (what, work, is_ignored) in WAITED_FOR {
        let Some(one) = recorded.iter().find(|one| one.work == work) else { continue };
        let outcome = lose(one, Model::Harsh, Some(is_ignored), effort, seed);
        let said = format!("a promise breaks, at medium {}", outcome.disks);
        match outcome.failures.is_empty() {
            true => section.fail(format!("nobody waited for {what} in {work}, and nothing broke")),
            false => section.figure(&format!("without waiting for {what}"), said),
        }
    }
    section.figure("seed", seed);
    section
}

/// Goes through what was done, and wherever the program waits tries what the medium may hold by then. A file that
/// `is_ignored` names is not waited for; then the first broken promise is enough.
fn lose(one: &Watched, model: Model, is_ignored: Option<Names>, effort: Effort, seed: u64) -> Outcome {
    let mut machine = Machine::new(one.start.clone(), model);
    let (mut told, mut heard) = (one.before.clone(), 0_usize);
    let (mut dice, mut seen, mut outcome) = (Dice(seed), HashSet::new(), Outcome::default());
    // When it is over the power may go, too.
    for call in one.calls.iter().map(Some).chain([None]) {
        match call {
            Some(Call::Say(line)) => {
                told.hear(line);
                heard += 1;
            }
            Some(Call::Sync(path)) if is_ignored.is_some_and(|is_ignored| is_ignored(&name(path))) => {
                continue;
            }
            Some(Call::Sync(_)) | None => {
                let mut trees = disks(&machine, effort, &mut dice);
                trees.retain(|tree| seen.insert((tree.print(), heard)));
                outcome.waits += 1;
                try_all(one, &trees, &told, &mut outcome);
                if is_ignored.is_some() && !outcome.failures.is_empty() {
                    return outcome;
                }
            }
            _ => {}
        }
        if let Some(Err(wrong)) = call.map(|call| machine.follow(call)) {
            outcome.failures.push(format!("{}: {wrong}", one.work));
        }
    }
    outcome
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Media that what is pending allows: without it, with all of it, without one or with one alone, up to one and from one on,
/// one torn, and some parts at random.
fn disks(machine: &Machine, effort: Effort, dice: &mut Dice) -> Vec<Tree> {
    let count = machine.pending();
    let mut chosen = vec![vec![Part::None; count], vec![Part::All; count]];
    for at in (0..count).step_by(count.div_ceil(effort.places).max(1)) {
        // Another place of each stretch in each moment.
        let at = (at + dice.roll(count.div_ceil(effort.places) as u64) as usize).min(count - 1);
        let (before, after) = (at, count - at - 1);
        let around = |left: Part, here: Part, right: Part| {
            [vec![left; before], vec![here], vec![right; after]].concat()
        };
        chosen.push(around(Part::All, Part::None, Part::All));
        chosen.push(around(Part::None, Part::All, Part::None));
        chosen.push(around(Part::All, Part::All, Part::None));
        chosen.push(around(Part::None, Part::All, Part::All));
        if machine.can_tear(at) {
            for torn in [Part::Begun, Part::Ended, Part::Torn(dice.roll(u64::MAX))] {
                chosen.push(around(Part::All, torn, Part::None));
                chosen.push(around(Part::All, torn, Part::All));
            }
        }
    }
    for _ in 0..effort.random {
        let mut part = || match dice.roll(5) {
            0 | 1 => Part::None,
            2 | 3 => Part::All,
            _ => Part::Torn(dice.roll(u64::MAX)),
        };
        chosen.push((0..count).map(|_| part()).collect());
    }
    chosen.iter().map(|parts| machine.disk(parts)).collect()
}

fn try_all(one: &Watched, trees: &[Tree], told: &Told, outcome: &mut Outcome) {
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = trees.len().div_ceil(workers).max(1);
    let results: Vec<_> = thread::scope(|scope| {
        let try_some = |share: &[Tree]| share.iter().map(|tree| try_one(one, tree, told)).collect::<Vec<_>>();
        let running: Vec<_> = trees.chunks(share).map(|share| scope.spawn(move || try_some(share))).collect();
        running
            .into_iter()
            .flat_map(|one| one.join().unwrap_or_else(|_| vec![Err("a panic".to_owned())]))
            .collect()
    });
    outcome.disks += results.len();
    for (at, result) in results.into_iter().enumerate() {
        match result {
            Ok(mended) => outcome.mended += usize::from(mended),
            Err(wrong) if outcome.failures.len() < 5 => {
                let place = format!("{}, moment {}, medium {at}", one.work, outcome.waits);
                outcome.failures.push(format!("{place}: {wrong}"));
            }
            Err(_) => {}
        }
    }
}

/// Whether it had to be mended, or which promise is broken.
fn try_one(one: &Watched, tree: &Tree, told: &Told) -> Result<bool, String> {
    let ground = Ground::bare(&one.code);
    tree.put(ground.dir.parent().expect("a folder")).map_err(|error| error.to_string())?;
    stands(one.work, &ground, told)
}
