//! `kill -9` at random moments: nothing that was acknowledged is lost, and every vault opens.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use gradus_store::RotationLeft;

use crate::diary;
use crate::ground::{Dice, Ground, Judged, Key, PASSCODE, judge, names, unlock};
use crate::report::Section;
use crate::rescue;
use crate::works::{self, before};

pub const WORKS: [&str; 14] = [
    "writes", "rotate", "passcode", "import", "migrate", "compact", "erase", "noting", "take-in", "code",
    "renewal", "salvage", "older", "put-back",
];
const FIXTURE_PASSCODE: &str = "correct horse";

/// Kills so many children, the works in turn.
pub fn prove(works: &[&'static str], kills: usize, seed: u64) -> Section {
    let mut section = Section::new("Killed at random moments");
    let mut dice = Dice(seed);
    let mut totals = Totals::default();
    let spans: Vec<_> = works.iter().map(|work| span(work)).collect();
    let mut killed_of = vec![0; works.len()];
    for round in 0..kills {
        let at = round % works.len();
        let delay = Duration::from_micros(dice.roll(u64::try_from(spans[at].as_micros()).unwrap_or(1)));
        let ground = works::ground(works[at]);
        let told = killed(works[at], &ground, delay, dice.roll(u64::MAX));
        killed_of[at] += usize::from(told.killed);
        if let Err(wrong) = judged(works[at], &ground, &told, &mut totals) {
            section.fail(format!("seed {seed}, kill {round} ({}, after {delay:?}): {wrong}", works[at]));
        }
    }
    // What was never killed in the middle of its work proves nothing.
    for (work, _) in works.iter().zip(&killed_of).filter(|(_, killed)| **killed == 0) {
        section.fail(format!("{work} was never killed"));
    }
    section.figure("kills", killed_of.iter().sum::<usize>());
    section.figure("acknowledged entries", totals.acknowledged);
    section.figure("acknowledged entries lost", totals.lost);
    section.figure("vaults that did not open", totals.shut_out);
    section.figure("keys renewed, renewals undone", format!("{}, {}", totals.renewed, totals.undone));
    section.figure("seed", seed);
    section
}

#[derive(Default)]
pub struct Totals {
    acknowledged: usize,
    lost: usize,
    shut_out: usize,
    renewed: usize,
    undone: usize,
}

/// What a child said before it died.
#[derive(Default, Clone)]
pub struct Told {
    pub acks: Vec<(usize, String)>,
    begun: u32,
    done: u32,
    codes: usize,
    pub code: Option<String>,
    /// Wrong passcodes that were counted in a row.
    pub tried: u32,
    /// The vault was made, mended or erased, or the count begun anew.
    pub ended: bool,
    erased: bool,
    killed: bool,
    /// How it ended where nobody killed it and it did not end well: a panic, or another signal.
    pub ended_badly: Option<String>,
    /// Entries of a damaged vault that could not be saved, as the child says.
    pub missing: u64,
    /// The medium kept something back, so that entries may be missing.
    pub may_miss: bool,
    pub error: Option<String>,
}

impl Told {
    pub fn hear(&mut self, line: &str) {
        let words: Vec<_> = line.split(' ').collect();
        let number = |at: usize| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(0);
        match words[0] {
            "ack" if words.len() == 3 && words[2].len() == 64 => {
                self.acks.push((number(1), words[2].to_owned()))
            }
            "begin" => self.begun = u32::try_from(number(1)).unwrap_or(0),
            "done" => self.done = u32::try_from(number(1)).unwrap_or(0),
            "code" => {
                self.codes += 1;
                self.code = words.get(1).map(|code| (*code).to_owned());
            }
            "tried" => self.tried = u32::try_from(number(1)).unwrap_or(0),
            "ended" => self.ended = true,
            "missing" => self.missing = number(1) as u64,
            "erased" => self.erased = true,
            "error" => self.error = Some(line.to_owned()),
            _ => {}
        }
    }
}

pub fn ground_of(work: &str) -> Ground {
    thread_local! { static MADE: Ground = Ground::make(30, 1); }
    match work {
        "migrate" => Ground::fixture("vault-v1"),
        work if diary::is_of(work) => Ground::fixture(diary::FIXTURE),
        _ => MADE.with(Ground::copied),
    }
}

pub fn key_of(work: &str, ground: &Ground) -> Key {
    match work {
        "migrate" => Key::Passcode(FIXTURE_PASSCODE.to_owned()),
        work if diary::is_of(work) => Key::Passcode(PASSCODE.to_owned()),
        "rotate" => Key::Passcode(PASSCODE.to_owned()),
        _ => Key::Code(ground.code.clone()),
    }
}

/// How long a work takes from being ready to its end, or to have done a few of its steps: kills fall into that time.
fn span(work: &str) -> Duration {
    let ground = works::ground(work);
    let (mut child, lines) = start(work, &ground, 1);
    until_ready(&lines);
    let begun = Instant::now();
    let once = rescue::is_of(work)
        || matches!(work, "import" | "migrate" | "erase" | "take-in" | "code" | "renewal");
    let steps = if once { 1 } else { 8 };
    for _ in 0..steps {
        drop(lines.recv_timeout(Duration::from_secs(60)));
    }
    let span = begun.elapsed();
    drop(child.kill());
    drop(child.wait());
    span + span / 10
}

fn killed(work: &str, ground: &Ground, delay: Duration, seed: u64) -> Told {
    let mut told =
        if rescue::is_of(work) { before(work, ground).unwrap_or_default() } else { Told::default() };
    let (mut child, lines) = start(work, ground, seed);
    for line in until_ready(&lines) {
        told.hear(&line);
    }
    sleep(delay);
    drop(child.kill());
    let status = child.wait().expect("it was started");
    told.killed = status.signal() == Some(9);
    told.ended_badly = (!told.killed && !status.success()).then(|| status.to_string());
    lines.iter().for_each(|line| told.hear(&line));
    told
}

/// Starts a child and gives it its secret.
pub fn start(work: &str, ground: &Ground, seed: u64) -> (Child, Receiver<String>) {
    let secret = secret_of(work, ground);
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["child", work]).arg(&ground.dir).arg(seed.to_string());
    spawn(command, secret)
}

/// What a work opens its vault by.
pub fn secret_of<'g>(work: &str, ground: &'g Ground) -> &'g str {
    match work {
        "migrate" => FIXTURE_PASSCODE,
        "remember" | "salvage" => PASSCODE,
        _ => &ground.code,
    }
}

pub fn spawn(mut command: Command, secret: &str) -> (Child, Receiver<String>) {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("starts");
    let stdin = child.stdin.as_mut().expect("piped");
    drop(stdin.write_all(format!("{secret}\n").as_bytes()));
    let (out, (tell, lines)) = (child.stdout.take().expect("piped"), channel());
    thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if tell.send(line).is_err() {
                return;
            }
        }
    });
    (child, lines)
}

fn until_ready(lines: &Receiver<String>) -> Vec<String> {
    let mut before = Vec::new();
    while let Ok(line) = lines.recv_timeout(Duration::from_secs(120)) {
        if line == "ready" {
            break;
        }
        before.push(line);
    }
    before
}

pub fn judged(work: &str, ground: &Ground, told: &Told, totals: &mut Totals) -> Result<(), String> {
    if let Some(error) = &told.error {
        return Err(format!("the child was refused: {error}"));
    }
    if let Some(status) = &told.ended_badly {
        return Err(format!("nobody killed it, and it ended with {status}"));
    }
    if rescue::is_of(work) {
        return rescue::holds(work, ground, told).inspect_err(|_| totals.shut_out += 1);
    }
    if diary::is_of(work) {
        return diary::holds(work, ground, told).inspect_err(|_| totals.shut_out += 1);
    }
    let key = key_of(work, ground);
    if work == "erase" {
        return erased(&ground.dir, &key, told);
    }
    let found = judge(&ground.dir, &key).inspect_err(|_| totals.shut_out += 1)?;
    totals.acknowledged += told.acks.last().map_or(0, |(count, _)| *count);
    let lost = lost(&found, told);
    totals.lost += lost;
    if lost > 0 {
        return Err(format!("{lost} acknowledged entries lost"));
    }
    match work {
        "passcode" => passcode(&ground.dir, told).inspect_err(|_| totals.shut_out += 1),
        "rotate" => rotated(&ground.dir, told, &found, totals),
        _ => Ok(()),
    }
}

/// Acknowledged entries that do not stand where they were acknowledged.
pub fn lost(found: &Judged, told: &Told) -> usize {
    let is_lost = |(count, id): &&(usize, String)| {
        found.entries.get(count.wrapping_sub(1)).is_none_or(|entry| entry.to_string() != *id)
    };
    told.acks.iter().filter(is_lost).count()
}

/// The passcode acknowledged last opens, or the one that was under way; the one before an acknowledged one does not.
fn passcode(dir: &Path, told: &Told) -> Result<(), String> {
    let named = |number: u32| match number {
        0 => PASSCODE.to_owned(),
        number => format!("{PASSCODE} {number}"),
    };
    let opens = |number: u32| unlock(dir, &Key::Passcode(named(number))).is_ok();
    let (last, next) = (opens(told.done), told.begun > told.done && opens(told.begun));
    if last == next {
        return Err(format!("passcode {} opens: {last}; {} opens: {next}", told.done, told.begun));
    }
    if told.done > 0 && opens(told.done - 1) {
        return Err("a passcode that was replaced still opens".to_owned());
    }
    Ok(())
}

/// One key is in force, nothing of another one lies about, and the vault says what happened.
fn rotated(dir: &Path, told: &Told, found: &Judged, totals: &mut Totals) -> Result<(), String> {
    match found.left {
        Some(RotationLeft::CodeNotNoted) => totals.renewed += 1,
        Some(RotationLeft::Undone) => totals.undone += 1,
        None => {}
    }
    if told.codes > 0 && found.left.is_none() {
        return Err("a key was renewed and nothing tells of it".to_owned());
    }
    no_other_key(dir)
}

/// One key's files are there.
pub fn no_other_key(dir: &Path) -> Result<(), String> {
    let names = names(dir);
    let count = |end: &str| names.iter().filter(|name| name.ends_with(end)).count();
    if count(".db") != 1 || names.iter().filter(|name| name.starts_with("vault.mark")).count() != 1 {
        return Err(format!("files of another key are left: {names:?}"));
    }
    Ok(())
}

/// A vault that is being erased opens in full or not at all, and a second call ends it.
fn erased(dir: &Path, key: &Key, told: &Told) -> Result<(), String> {
    let opens = judge(dir, key).is_ok();
    if told.erased && opens {
        return Err("it was erased and opens".to_owned());
    }
    gradus_store::erase(dir).map_err(|error| format!("erasing once more: {error}"))?;
    if dir.exists() { Err(format!("left behind: {:?}", names(dir))) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_panicked_was_not_killed() {
        let ground = Ground::make(1, 1);
        let judge = |ended_badly: Option<&str>| {
            let told = Told { ended_badly: ended_badly.map(str::to_owned), ..Told::default() };
            judged("writes", &ground, &told, &mut Totals::default())
        };
        assert_eq!(judge(None), Ok(()));
        assert!(judge(Some("exit status: 101")).is_err_and(|wrong| wrong.contains("101")));
    }
}
