//! What a vault costs beside a database of others that keeps the same rows: plain SQLite, SQLCipher on OpenSSL, SQLite3 Multiple
//! Ciphers. The peers are `peers.py`; every measuring is a program of its own, and they take turns.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gradus_crypto::KdfParams;
use gradus_store::{Store, StoreError};
use gradus_vault::{RecoveryCode, Secret, inspect};

use crate::child::say;
use crate::ground::{draft, entropy, names, now};
use crate::report::Section;

/// Ten years of two sessions a day, and what is written beside them.
const ROWS: usize = 10_000;
/// So many durable writings are timed, each by itself.
const SINGLES: usize = 200;
/// Bytes of a session, as they lie in the row: what a head without targets takes, and its body.
const HEAD_BYTES: usize = 138;
const BODY_BYTES: usize = 400;
/// What has to be kept (DESIGN, 9): of what a durable write of plain SQLite takes, in microseconds, in bytes.
const MOST_OF_A_PLAIN_WRITE: f64 = 1.5;
const MOST_TO_UNLOCK_US: u64 = 10_000;
const MOST_TO_CHANGE_US: u64 = 5_000;
const MOST_MEMORY_BYTES: u64 = 24 << 20;

const PEERS: [&str; 4] = ["plain", "sqlcipher", "sqlite3mc", "sqlite3mc-sqlcipher"];
const FIGURES: [(&str, &str); 7] = [
    ("unlock", "unlocking without stretching, us"),
    ("change", "changing a secret without stretching, us"),
    ("read", "reading every row, us"),
    ("write", "one durable write, us"),
    ("bulk", "10,000 rows in one transaction, us"),
    ("size", "on the disk, bytes"),
    ("memory", "most memory while reading, bytes"),
];

/// What was measured of one of them, round by round.
#[derive(Default)]
struct Measured {
    name: String,
    figures: BTreeMap<String, Vec<u64>>,
    /// Why it was not.
    missing: Option<String>,
}

impl Measured {
    fn hear(&mut self, lines: &str) {
        for line in lines.lines() {
            let words: Vec<_> = line.splitn(3, ' ').collect();
            match words[..] {
                ["figure", name, value] => self.note(name, value.parse().unwrap_or(u64::MAX)),
                ["name", ..] => line["name ".len()..].clone_into(&mut self.name),
                _ => self.missing = Some(line.to_owned()),
            }
        }
    }

    fn note(&mut self, name: &str, value: u64) {
        self.figures.entry(name.to_owned()).or_default().push(value);
    }

    fn median(&self, name: &str) -> Option<u64> {
        let mut values = self.figures.get(name)?.clone();
        values.sort_unstable();
        values.get(values.len() / 2).copied()
    }
}

/// In a folder below `out`, which lies on a medium that has to be waited for.
pub fn prove(rounds: usize, out: &Path) -> Section {
    let mut section = Section::new("Beside databases of others");
    let python = std::env::var("GRADUS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut ours = Measured { name: "Gradus".to_owned(), ..Measured::default() };
    let mut peers: Vec<_> = PEERS.iter().map(|_| Measured::default()).collect();
    for _ in 0..rounds {
        if let Err(wrong) = measure_ours(out, &mut ours) {
            section.fail(wrong);
            return section;
        }
        for (peer, measured) in PEERS.iter().zip(&mut peers) {
            if let Err(wrong) = measure_peer(&python, peer, out, measured) {
                measured.missing = Some(wrong);
            }
        }
    }
    for (name, said) in FIGURES {
        section.figure(said, row(name, &ours, &peers));
    }
    for (peer, measured) in PEERS.iter().zip(&peers) {
        match &measured.missing {
            Some(wrong) => section.fail(format!("{peer} was not measured: {wrong}")),
            None => section.figure(peer, &measured.name),
        }
    }
    judge(&ours, &peers[0], &mut section);
    section.figure("rounds, of which the median stands here", rounds);
    section
}

/// Ours, and each of the others with how many times it took.
fn row(name: &str, ours: &Measured, peers: &[Measured]) -> String {
    let Some(own) = ours.median(name) else { return "not measured".to_owned() };
    let beside = PEERS.iter().zip(peers).filter_map(|(peer, measured)| {
        let theirs = measured.median(name)?;
        Some(format!("; {peer} {theirs}, ours {:.2} times", own as f64 / theirs.max(1) as f64))
    });
    format!("{own}{}", beside.collect::<String>())
}

fn judge(ours: &Measured, plain: &Measured, section: &mut Section) {
    let own = |name| ours.median(name).unwrap_or(u64::MAX);
    if let Some(theirs) = plain.median("write")
        && own("write") as f64 > MOST_OF_A_PLAIN_WRITE * theirs as f64
    {
        section.fail(format!("a durable write takes more than {MOST_OF_A_PLAIN_WRITE} plain ones"));
    }
    if own("unlock") >= MOST_TO_UNLOCK_US {
        section.fail(format!("unlocking takes {MOST_TO_UNLOCK_US} us or more"));
    }
    if own("change") > MOST_TO_CHANGE_US {
        section.fail(format!("changing a secret takes more than {MOST_TO_CHANGE_US} us"));
    }
    if own("memory") > MOST_MEMORY_BYTES {
        section.fail(format!("reading takes more than {MOST_MEMORY_BYTES} bytes of memory"));
    }
}

fn measure_ours(out: &Path, measured: &mut Measured) -> Result<(), String> {
    let folder = scratch(out)?;
    let dir = folder.path().join("vault");
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let run = |what: &str| said(Command::new(&program).args(["child", what]).arg(&dir).arg("1"));
    let filled = run("bars-fill")?;
    let (code, figures): (Vec<&str>, Vec<&str>) = filled.lines().partition(|line| line.starts_with("code "));
    measured.hear(&figures.join("\n"));
    measured.note("size", size(&dir));
    let code = code.first().map(|line| &line["code ".len()..]).ok_or("no code was said")?;
    measured.hear(&said(Command::new(&program).args(["child", "bars-open"]).arg(&dir).arg(code))?);
    measured.missing.take().map_or(Ok(()), Err)
}

fn measure_peer(python: &str, peer: &str, out: &Path, measured: &mut Measured) -> Result<(), String> {
    let folder = scratch(out)?;
    let file = folder.path().join("rows.db");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers.py");
    let run = |verb: &str, numbers: &[usize]| {
        let numbers = numbers.iter().map(ToString::to_string);
        said(Command::new(python).arg(&script).args([peer, verb]).arg(&file).args(numbers))
    };
    measured.hear(&run("fill", &[ROWS, SINGLES, HEAD_BYTES, BODY_BYTES])?);
    measured.note("size", size(folder.path()));
    measured.hear(&run("open", &[])?);
    Ok(())
}

fn scratch(out: &Path) -> Result<tempfile::TempDir, String> {
    fs::create_dir_all(out).and_then(|()| tempfile::tempdir_in(out)).map_err(|error| error.to_string())
}

fn said(command: &mut Command) -> Result<String, String> {
    let done = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    let out = String::from_utf8_lossy(&done.stdout).into_owned();
    let last =
        |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().last().unwrap_or("it said nothing").to_owned();
    match done.status.success() {
        true => Ok(out),
        false => Err(out.lines().last().map_or_else(|| last(&done.stderr), str::to_owned)),
    }
}

fn size(dir: &Path) -> u64 {
    let length = |name: &String| fs::metadata(dir.join(name)).map_or(0, |found| found.len());
    names(dir).iter().map(length).sum()
}

/// Makes a vault and writes into it; says what opens it, and what that took.
pub fn fill(dir: &Path) -> Result<(), StoreError> {
    let entropy = entropy(1);
    let build = |dir: &Path| gradus_vault::create(dir, b"nobody types this one", KdfParams::FLOOR, &entropy);
    let mut made = Store::create(dir, &now(), &entropy, build)?;
    say(&format!("code {}", *made.recovery_code.to_text()));
    let store = &mut made.store;
    let body = || draft(BODY_BYTES - draft(0).body.len());
    let many = (0..ROWS).map(|_| body()).collect();
    let begun = Instant::now();
    store.append(many, &now(), &entropy)?;
    figure("bulk", begun.elapsed());
    let mut took = Vec::with_capacity(SINGLES);
    for _ in 0..SINGLES {
        let one = vec![body()];
        let begun = Instant::now();
        store.append(one, &now(), &entropy)?;
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    figure("write", took[SINGLES / 2]);
    made.store.shut()
}

/// Opens a vault by the code on paper, which nobody stretches, and reads and checks every entry; then another code takes its
/// place, which wraps and writes what another passcode does.
pub fn open(dir: &Path, code: &str) -> Result<(), StoreError> {
    let code = RecoveryCode::parse(code).map_err(gradus_vault::VaultError::from)?;
    let before = memory("VmRSS");
    let begun = Instant::now();
    let mut vault = inspect(dir)?.unlock(&Secret::Recovery(&code))?;
    figure("unlock", begun.elapsed());
    let begun = Instant::now();
    let (mut store, entries) = Store::open(dir, &vault)?;
    figure("read", begun.elapsed());
    say(&format!("figure memory {}", memory("VmHWM").saturating_sub(before)));
    drop(entries);
    let (now, entropy) = (now(), entropy(2));
    let begun = Instant::now();
    vault.renew_recovery_code(&entropy)?;
    store.record_header_epoch(vault.header().epoch(), &now, &entropy)?;
    figure("change", begun.elapsed());
    Ok(())
}

fn figure(name: &str, took: Duration) {
    say(&format!("figure {name} {}", took.as_micros()));
}

/// Bytes of this process, as the system counts them.
fn memory(what: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':'));
    let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(lines: &str) -> Measured {
        let mut measured = Measured::default();
        measured.hear(lines);
        measured
    }

    fn failures(write: u64, unlock: u64, change: u64, memory: u64) -> bool {
        let figures = [("write", write), ("unlock", unlock), ("change", change), ("memory", memory)];
        let ours = measured(&figures.map(|(name, value)| format!("figure {name} {value}\n")).concat());
        let mut section = Section::new("bars");
        judge(&ours, &measured("figure write 1000"), &mut section);
        !section.holds()
    }

    #[test]
    fn a_bar_is_held_at_it_and_not_just_over_it() {
        assert!(!failures(1500, 9_999, 5_000, 24 << 20));
        assert!(failures(1501, 9_999, 5_000, 24 << 20));
        assert!(failures(1500, 10_000, 5_000, 24 << 20));
        assert!(failures(1500, 9_999, 5_001, 24 << 20));
        assert!(failures(1500, 9_999, 5_000, (24 << 20) + 1));
    }

    #[test]
    fn the_median_of_the_rounds_stands_and_a_peer_that_is_missing_says_why() {
        let heard = measured("name SQLite 3\nfigure write 9\nfigure write 1\nfigure write 5");
        assert_eq!(
            (heard.name.as_str(), heard.median("write"), heard.median("size")),
            ("SQLite 3", Some(5), None)
        );
        assert_eq!(heard.missing, None);
        let missing = measured("not measured: no module");
        assert_eq!(missing.missing.as_deref(), Some("not measured: no module"));
        assert_eq!(row("write", &heard, &[measured("figure write 4")]), "5; plain 4, ours 1.25 times");
        assert_eq!(row("write", &missing, &[]), "not measured");
    }
}
