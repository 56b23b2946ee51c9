//! A work under `strace`: what it did, and what stood before.

use std::fs;

use crate::kills::{Told, secret_of, spawn};
use crate::power::disk::{Machine, Model, Tree};
use crate::trace::{self, Call, Place};
use crate::works::{before, ground};

/// One program that was watched.
pub struct Watched {
    pub work: &'static str,
    pub rounds: u32,
    pub start: Tree,
    pub calls: Vec<Call>,
    pub places: Vec<Place>,
    /// What stood in the vault before.
    pub before: Told,
    /// What opens the vault.
    pub code: String,
}

/// Lets a program work under `strace`, and checks that what was written down makes the folder that is there.
pub fn watch(work: &'static str, rounds: u32) -> Result<Watched, String> {
    let told = |error: std::io::Error| error.to_string();
    let ground = ground(work);
    let root = fs::canonicalize(ground.dir.parent().expect("a folder")).map_err(told)?;
    let start = Tree::of(&root).map_err(told)?;
    let before = before(work, &ground)?;
    let notes = tempfile::tempdir().map_err(told)?;
    let written = notes.path().join("calls");
    let mut command = trace::watched(&std::env::current_exe().map_err(told)?, &written);
    command.args(["child", work]).arg(root.join("vault")).args(["1", &rounds.to_string()]);
    let (mut child, lines) = spawn(command, secret_of(work, &ground));
    let mut heard = Told::default();
    lines.iter().for_each(|line| heard.hear(&line));
    let status = child.wait().map_err(told)?;
    if !status.success() || heard.error.is_some() {
        return Err(format!("{status}, {:?}", heard.error));
    }
    let (calls, places) = trace::read(&written, &root)?;
    let mut machine = Machine::new(start.clone(), Model::Harsh);
    calls.iter().try_for_each(|call| machine.follow(call))?;
    if machine.live().print() != Tree::of(&root).map_err(told)?.print() {
        return Err("what was written down does not make what is there".to_owned());
    }
    // A vault that is made shows its code once it is there; a power cut may come before.
    let code = heard.code.filter(|_| work == "create").unwrap_or_else(|| ground.code.clone());
    Ok(Watched { work, rounds, start, calls, places, before, code })
}

/// Every work, watched; what could not be is told.
pub fn watch_all(works: &[(&'static str, u32)]) -> (Vec<Watched>, Vec<String>) {
    if let Err(wrong) = trace::is_possible() {
        return (Vec::new(), vec![wrong]);
    }
    let (mut watched, mut failures) = (Vec::new(), Vec::new());
    for (work, rounds) in works {
        match watch(work, *rounds) {
            Ok(one) => watched.push(one),
            Err(wrong) => failures.push(format!("{work} could not be watched: {wrong}")),
        }
    }
    (watched, failures)
}
