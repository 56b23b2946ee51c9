//! Several programs, and several threads of one, on the same vault: one after the other or turned away, and nothing is lost.

use std::path::Path;
use std::thread;

use gradus_store::{Store, StoreError};

use crate::ground::{Ground, Key, draft, entropy, judge, now, unlock};
use crate::kills::{Told, lost, start};
use crate::report::Section;

const PROGRAMS: u64 = 4;
const THREADS: u64 = 8;

/// Lets them all in at once.
pub fn prove() -> Section {
    let mut section = Section::new("Several programs and threads at once");
    let ground = Ground::make(1, 1);
    let mut told = Told::default();
    let running: Vec<_> = (0..PROGRAMS).map(|seed| start("crowd", &ground, seed)).collect();
    for (mut child, lines) in running {
        lines.iter().for_each(|line| told.hear(&line));
        if !child.wait().is_ok_and(|status| status.success()) {
            section.fail(format!("a program failed: {:?}", told.error));
        }
    }
    let before = judged(&ground, &told, &mut section);
    section.figure("programs, entries of theirs", format!("{PROGRAMS}, {}", told.acks.len()));
    let (written, busy) = threads(&ground.dir, &ground.code);
    section.figure("threads, entries of theirs, times turned away", format!("{THREADS}, {written}, {busy}"));
    if judged(&ground, &told, &mut section) != before + written {
        section.fail("entries of the threads are missing".to_owned());
    }
    section
}

fn judged(ground: &Ground, told: &Told, section: &mut Section) -> usize {
    match judge(&ground.dir, &Key::Code(ground.code.clone())) {
        Ok(found) => {
            if lost(&found, told) > 0 {
                section.fail(format!("{} acknowledged entries lost", lost(&found, told)));
            }
            found.entries.len()
        }
        Err(wrong) => {
            section.fail(wrong);
            0
        }
    }
}

/// Each tries to open, and writes one entry where it gets in.
fn threads(dir: &Path, code: &str) -> (usize, usize) {
    let one = |seed| {
        let (mut written, mut busy) = (0, 0);
        while written < 3 {
            let vault = unlock(dir, &Key::Code(code.to_owned())).expect("the header is whole");
            match Store::open(dir, &vault) {
                Err(StoreError::Busy) => busy += 1,
                opened => {
                    let mut store = opened.expect("opens").0;
                    store.append(vec![draft(9)], &now(), &entropy(seed)).expect("appends");
                    written += 1;
                }
            }
            thread::yield_now();
        }
        (written, busy)
    };
    thread::scope(|scope| {
        let running: Vec<_> = (100..100 + THREADS).map(|seed| scope.spawn(move || one(seed))).collect();
        running
            .into_iter()
            .map(|one| one.join().expect("no panic"))
            .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    })
}
