//! Does the vault keep what it promised? Each part tries to make it break a promise; `README.md` says which and how far.
//!
//! `gradus-vault-proof [--ci] [--seed N] [--out FOLDER] [--work WORK] [PART...]`; `child` is how it starts itself.
#![forbid(unsafe_code)]

mod bars;
mod child;
mod crowd;
mod diary;
mod failing;
mod flips;
mod full;
mod ground;
mod kills;
mod memory;
mod power;
mod report;
mod rescue;
mod trace;
mod watch;
mod works;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use gradus_store::StoreError;
use report::Section;

const PARTS: [&str; 8] = ["kills", "power", "failing", "flips", "full", "memory", "crowd", "bars"];

/// How a child ends that was refused something.
const TYPED: u8 = 3;
const INTERNAL: u8 = 4;

struct Asked {
    ci: bool,
    seed: u64,
    out: PathBuf,
    parts: Vec<String>,
    /// One work alone, of `kills`, `power` and `failing`.
    work: Option<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    if let [child, what, dir, seed, rounds @ ..] = &arguments[..]
        && child == "child"
    {
        return as_child(what, Path::new(dir), seed, rounds.first());
    }
    let Some(asked) = asked(&arguments) else {
        say(&format!(
            "usage: gradus-vault-proof [--ci] [--seed N] [--out FOLDER] [--work WORK] [{}]",
            PARTS.join("|")
        ));
        return ExitCode::from(2);
    };
    let sections: Vec<_> = asked.parts.iter().map(|part| timed(part, &asked)).collect();
    let machine = machine(&asked);
    say(&report::text(&machine, &sections));
    if let Err(error) = report::write(&asked.out, &machine, &sections) {
        say(&format!("the report could not be written: {error}"));
        return ExitCode::FAILURE;
    }
    if sections.iter().all(Section::holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn as_child(what: &str, dir: &Path, seed: &str, rounds: Option<&String>) -> ExitCode {
    if what.starts_with("bars-") {
        let done = if what == "bars-fill" { bars::fill(dir) } else { bars::open(dir, seed) };
        return match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                say(&error.to_string());
                ExitCode::FAILURE
            }
        };
    }
    let rounds = rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(child::ENDLESS);
    match child::work(what, dir, seed.parse().unwrap_or(1), rounds) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let is_internal = matches!(error, StoreError::Internal { .. });
            say(&format!("error {}: {error}", if is_internal { "internal" } else { "typed" }));
            ExitCode::from(if is_internal { INTERNAL } else { TYPED })
        }
    }
}

fn asked(arguments: &[String]) -> Option<Asked> {
    let out = PathBuf::from("target/vault-proof");
    let mut asked = Asked { ci: false, seed: 1, out, parts: Vec::new(), work: None };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--ci" => asked.ci = true,
            "--seed" => asked.seed = rest.next()?.parse().ok()?,
            "--work" => asked.work = Some(rest.next().filter(|work| is_work(work))?.clone()),
            "--out" => asked.out = PathBuf::from(rest.next()?),
            part if PARTS.contains(&part) => asked.parts.push(part.to_owned()),
            _ => return None,
        }
    }
    if asked.parts.is_empty() {
        // What is timed wants a quiet machine: it runs when it is named.
        let taken = PARTS.into_iter().filter(|part| *part != "bars");
        asked.parts = taken.map(str::to_owned).collect();
    }
    Some(asked)
}

/// A name that no part knows would be tried on nothing, and hold.
fn is_work(name: &str) -> bool {
    works::WORKS.iter().any(|(work, _)| *work == name)
}

fn timed(part: &str, asked: &Asked) -> Section {
    let begun = Instant::now();
    let is_asked = |work: &str| asked.work.as_ref().is_none_or(|wanted| wanted == work);
    let works: Vec<_> = works::WORKS.into_iter().filter(|(work, _)| is_asked(work)).collect();
    let killed: Vec<_> = kills::WORKS.into_iter().filter(|work| is_asked(work)).collect();
    let mut section = match part {
        "kills" if killed.is_empty() => nothing_to_kill(),
        "kills" => kills::prove(&killed, if asked.ci { 100 } else { 1000 }, asked.seed),
        "power" => power::prove(
            &works,
            if asked.ci { power::Effort::SHORT } else { power::Effort::LONG },
            asked.seed,
        ),
        "failing" => failing::prove(&works, if asked.ci { 12 } else { usize::MAX }),
        "flips" => flips::prove(!asked.ci, asked.seed),
        "full" => full::prove(if asked.ci { 8 } else { 60 }),
        "memory" => memory::prove(),
        "bars" => bars::prove(if asked.ci { 1 } else { 5 }, &asked.out),
        _ => crowd::prove(),
    };
    section.figure("seconds", begun.elapsed().as_secs());
    section
}

fn nothing_to_kill() -> Section {
    let mut section = Section::new("Killed at random moments");
    section.fail("this work is none of those that are killed".to_owned());
    section
}

fn machine(asked: &Asked) -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    let form = if asked.ci { "short form" } else { "long form" };
    format!(
        "{} {}, {cores} cores, {build} build, {form}, seed {}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        asked.seed
    )
}

fn say(text: &str) {
    // Nobody may be reading any more.
    drop(writeln!(std::io::stdout(), "{text}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Option<Asked> {
        asked(&words.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_work_or_a_part_that_does_not_exist_is_refused() {
        for words in ["--work rotat", "--work", "kills --work all", "kill", "--seed x", "--seed"] {
            assert!(read(words).is_none(), "{words}");
        }
        for (work, _) in works::WORKS {
            let asked = read(&format!("failing --work {work}")).expect(work);
            assert_eq!((asked.parts, asked.work.as_deref()), (vec!["failing".to_owned()], Some(work)));
        }
    }

    /// SECURITY.md rests claims on each of them.
    #[test]
    fn the_short_form_has_every_part_but_the_one_that_is_timed() {
        let parts = read("--ci").expect("the short form").parts;
        assert_eq!(parts, PARTS[..PARTS.len() - 1]);
        assert_eq!(PARTS.last(), Some(&"bars"));
    }

    #[test]
    fn every_work_that_is_killed_is_known_elsewhere_too() {
        assert!(kills::WORKS.iter().all(|work| is_work(work)));
    }

    #[test]
    fn a_work_that_is_not_killed_does_not_hold_as_one() {
        assert!(!nothing_to_kill().holds());
    }
}
