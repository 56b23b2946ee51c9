//! Whatever bytes come: no parser breaks, and what parses prints and parses to the same.
//!
//! `gradus-fuzz [--ci] [--seconds N] [--seed N] [--out FOLDER] [PARSER...]`
#![forbid(unsafe_code)]

mod codes;
mod dice;
mod documents;
mod files;
mod wire;

use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use dice::{Dice, changed};

/// The most inputs that others are made from.
const MOST_KEPT: usize = 400;
/// The longest that is tried.
const MOST_BYTES: usize = 1 << 18;

/// Whether it was taken for one, or which law it breaks.
type Verdict = Result<bool, String>;
type Law = Box<dyn Fn(&[u8]) -> Verdict>;

/// One parser and its law.
struct Target {
    name: &'static str,
    /// Sound ones, and some that are not.
    seeds: Vec<Vec<u8>>,
    /// Puts checksums right, so that changes come behind them.
    mend: fn(&mut Vec<u8>),
    law: Law,
}

impl Target {
    fn new(name: &'static str, seeds: Vec<Vec<u8>>, law: impl Fn(&[u8]) -> Verdict + 'static) -> Self {
        Self { name, seeds, mend: |_| {}, law: Box::new(law) }
    }

    fn mending(self, mend: fn(&mut Vec<u8>)) -> Self {
        Self { mend, ..self }
    }
}

struct Asked {
    ci: bool,
    seconds: Option<u64>,
    seed: u64,
    out: PathBuf,
    names: Vec<String>,
}

fn main() -> ExitCode {
    let Some(asked) = asked() else {
        say("usage: gradus-fuzz [--ci] [--seconds N] [--seed N] [--out FOLDER] [PARSER...]");
        return ExitCode::from(2);
    };
    let mut targets = Vec::new();
    for list in [files::targets(), wire::targets(), documents::targets(), codes::targets()] {
        targets.extend(list);
    }
    let known: Vec<_> = targets.iter().map(|target| target.name).collect();
    if let Some(unknown) = asked.names.iter().find(|name| !known.contains(&name.as_str())) {
        say(&format!("no parser is called {unknown}; there are {}", known.join(", ")));
        return ExitCode::from(2);
    }
    targets.retain(|target| asked.names.is_empty() || asked.names.iter().any(|name| name == target.name));
    // What breaks is told once, by this program.
    std::panic::set_hook(Box::new(|_| {}));
    let all =
        if asked.ci { Duration::from_secs(60) / targets.len() as u32 } else { Duration::from_secs(3600) };
    let each = asked.seconds.map_or(all, Duration::from_secs);
    let mut holds = true;
    for target in &targets {
        holds &= tried(target, each, &asked);
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn asked() -> Option<Asked> {
    let out = PathBuf::from("target/fuzz");
    let mut asked = Asked { ci: false, seconds: None, seed: 1, out, names: Vec::new() };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--ci" => asked.ci = true,
            "--seconds" => asked.seconds = Some(rest.next()?.parse().ok()?),
            "--seed" => asked.seed = rest.next()?.parse().ok()?,
            "--out" => asked.out = PathBuf::from(rest.next()?),
            name if !name.starts_with('-') => asked.names.push(name.to_owned()),
            _ => return None,
        }
    }
    Some(asked)
}

/// Tries one parser for so long. What it takes for one is kept, to make others from.
fn tried(target: &Target, each: Duration, asked: &Asked) -> bool {
    let (mut dice, mut kept) = (Dice(asked.seed), target.seeds.clone());
    let (begun, mut runs, mut taken) = (Instant::now(), 0_u64, 0_u64);
    let mut wrong =
        kept.iter().find_map(|seed| judged(target, seed).err().map(|wrong| (seed.clone(), wrong)));
    while wrong.is_none() && begun.elapsed() < each {
        let mut bytes = changed(&kept, &mut dice);
        bytes.truncate(MOST_BYTES);
        (target.mend)(&mut bytes);
        runs += 1;
        match judged(target, &bytes) {
            Ok(false) => {}
            Ok(true) => {
                taken += 1;
                let place = dice.below(MOST_KEPT);
                if kept.len() < MOST_KEPT {
                    kept.push(bytes);
                } else if place >= target.seeds.len() {
                    kept[place] = bytes;
                }
            }
            Err(broken) => wrong = Some((bytes, broken)),
        }
    }
    say(&format!("{}: {runs} tried, {taken} taken for one, {} s", target.name, begun.elapsed().as_secs()));
    let Some((bytes, wrong)) = wrong else { return true };
    let file = asked.out.join(format!("{}.bin", target.name));
    let written = fs::create_dir_all(&asked.out).and_then(|()| fs::write(&file, &bytes));
    let place = written.map_or_else(|error| error.to_string(), |()| file.display().to_string());
    say(&format!("{} BREAKS after {runs} ({} bytes, {place}): {wrong}", target.name, bytes.len()));
    false
}

fn judged(target: &Target, bytes: &[u8]) -> Verdict {
    catch_unwind(AssertUnwindSafe(|| (target.law)(bytes))).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(format!("a panic: {}", said.unwrap_or_default()))
    })
}

/// Two that have to be the same.
fn same<T: PartialEq>(one: &T, other: &T, what: &str) -> Result<(), String> {
    if one == other { Ok(()) } else { Err(format!("{what} is not the same again")) }
}

fn say(text: &str) {
    // Nobody may be reading any more.
    drop(writeln!(std::io::stdout(), "{text}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(out: PathBuf) -> Asked {
        Asked { ci: false, seconds: None, seed: 1, out, names: Vec::new() }
    }

    #[test]
    fn every_parser_takes_a_seed_and_no_seed_breaks_its_law() {
        for list in [files::targets(), wire::targets(), documents::targets(), codes::targets()] {
            for target in list {
                let taken = target.seeds.iter().filter(|seed| judged(&target, seed).expect(target.name));
                assert!(taken.count() > 0, "{}", target.name);
            }
        }
    }

    #[test]
    fn what_breaks_a_law_or_panics_is_found_and_kept() {
        let out = tempfile::tempdir().expect("a folder");
        let asked = asked(out.path().to_owned());
        let seeds = || vec![b"a=1\n".to_vec(), b"bc=22\n".to_vec()];
        let broken =
            Target::new("broken", seeds(), |bytes| match bytes.windows(3).any(|part| part == b"inf") {
                true => Err("no number".to_owned()),
                false => Ok(true),
            });
        assert!(!tried(&broken, Duration::from_secs(60), &asked));
        let kept = fs::read(out.path().join("broken.bin")).expect("is kept");
        assert!(String::from_utf8_lossy(&kept).contains("inf"));
        let panics = Target::new("panics", seeds(), |bytes| Ok(bytes[3] == b'1'));
        assert!(!tried(&panics, Duration::from_secs(60), &asked), "one that is too short comes");
        let sound = Target::new("sound", seeds(), |_| Ok(false));
        assert!(tried(&sound, Duration::from_millis(20), &asked));
    }

    #[test]
    fn the_same_seed_makes_the_same_bytes() {
        let kept = vec![b"one\ntwo\n".to_vec(), vec![0; 100]];
        let made = |seed| {
            let mut dice = Dice(seed);
            (0..50).map(|_| changed(&kept, &mut dice)).collect::<Vec<_>>()
        };
        assert_eq!(made(3), made(3));
        assert_ne!(made(3), made(4));
    }
}
