//! A disk that takes no more: a typed error, and a vault that still opens with everything acknowledged.
//!
//! Without root no disk can be filled and none be mounted read-only. The system's limit on the size of a file refuses a
//! writing at any place just as well, with another number; how read-only folders are answered stands in the tests of the store.

use std::process::Command;

use crate::ground::{Ground, Key, PASSCODE, judge};
use crate::kills::{Told, lost, spawn};
use crate::report::Section;

const WORKS: [&str; 4] = ["writes", "import", "compact", "rotate"];

/// Lets each work run into limits from below the size of the vault upwards.
pub fn prove(limits: u32) -> Section {
    let mut section = Section::new("No space for a file to grow");
    let base = Ground::make(30, 1);
    let (mut refused, mut acknowledged) = (0, 0);
    for work in WORKS {
        for limit in 1..=limits {
            let ground = base.copied();
            let told = limited(work, &ground, limit * 16);
            refused += usize::from(told.error.is_some());
            acknowledged += told.acks.len();
            if let Err(wrong) = judged(work, &ground, &told) {
                section.fail(format!("{work}, {} blocks: {wrong}", limit * 16));
            }
        }
    }
    section
        .figure("runs, refused with a typed error", format!("{}, {refused}", WORKS.len() * limits as usize));
    section.figure("acknowledged writings, all found again", acknowledged);
    if refused == 0 {
        section.fail("no limit was ever met".to_owned());
    }
    section
}

/// The shell sets the limit and lets the signal that goes with it be ignored; both are inherited.
fn limited(work: &str, ground: &Ground, blocks: u32) -> Told {
    let rounds = if work == "rotate" { 2 } else { 40 };
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new("/bin/sh");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" child {work} \"$1\" 1 {rounds}");
    command.arg("-c").arg(script).arg(program).arg(&ground.dir);
    let (mut child, lines) = spawn(command, &ground.code);
    let mut told = Told::default();
    lines.iter().for_each(|line| told.hear(&line));
    drop(child.wait());
    told
}

fn judged(work: &str, ground: &Ground, told: &Told) -> Result<(), String> {
    if let Some(error) = told.error.as_ref().filter(|error| error.contains("internal")) {
        return Err(format!("no typed error: {error}"));
    }
    let key = match work {
        "rotate" => Key::Passcode(PASSCODE.to_owned()),
        _ => Key::Code(ground.code.clone()),
    };
    let found = judge(&ground.dir, &key)?;
    match lost(&found, told) {
        0 => Ok(()),
        lost => Err(format!("{lost} acknowledged entries lost")),
    }
}
