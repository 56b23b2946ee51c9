//! Does the vault keep what it promised? Each part tries to make it break a promise; `README.md` says which and how far.
//!
//! `gradus-vault-proof [--ci] [--seed N] [--out FOLDER] [--work WORK] [PART...]`; `child` is how it starts itself.
#![forbid(unsafe_code)]

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
mod trace;
mod watch;
mod works;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use gradus_store::StoreError;
use report::Section;

const PARTS: [&str; 7] = ["kills", "power", "failing", "flips", "full", "memory", "crowd"];

struct Asked {
    ci: bool,
    seed: u64,
    out: PathBuf,
    parts: Vec<String>,
    /// One work alone, of `power` and `failing`.
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
    let rounds = rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(child::ENDLESS);
    match child::work(what, dir, seed.parse().unwrap_or(1), rounds) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let kind = if matches!(error, StoreError::Internal { .. }) { "internal" } else { "typed" };
            say(&format!("error {kind}: {error}"));
            ExitCode::FAILURE
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
            "--work" => asked.work = Some(rest.next()?.clone()),
            "--out" => asked.out = PathBuf::from(rest.next()?),
            part if PARTS.contains(&part) => asked.parts.push(part.to_owned()),
            _ => return None,
        }
    }
    if asked.parts.is_empty() {
        // Turning bits takes longer than the short form may; it runs there when it is named.
        let taken = PARTS.into_iter().filter(|part| !asked.ci || *part != "flips");
        asked.parts = taken.map(str::to_owned).collect();
    }
    Some(asked)
}

fn timed(part: &str, asked: &Asked) -> Section {
    let begun = Instant::now();
    let is_asked = |(work, _): &(&str, u32)| asked.work.as_ref().is_none_or(|wanted| wanted == work);
    let works: Vec<_> = works::WORKS.into_iter().filter(is_asked).collect();
    let mut section = match part {
        "kills" => kills::prove(if asked.ci { 100 } else { 1000 }, asked.seed),
        "power" => power::prove(
            &works,
            if asked.ci { power::Effort::SHORT } else { power::Effort::LONG },
            asked.seed,
        ),
        "failing" => failing::prove(&works, if asked.ci { 12 } else { usize::MAX }),
        "flips" => flips::prove(!asked.ci, asked.seed),
        "full" => full::prove(if asked.ci { 8 } else { 60 }),
        "memory" => memory::prove(),
        _ => crowd::prove(),
    };
    section.figure("seconds", begun.elapsed().as_secs());
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
