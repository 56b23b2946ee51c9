//! The program that is killed: it works on a vault and says of each thing, once it is done, that it is done.
//!
//! A line is `ready`, `ack COUNT ID` for entries that are on the disk, `begin N` and `done N` for a passcode, `code CODE` for a
//! renewed key, `missing N` for entries that a salvage could not save, `erased`, a moment of `memory.rs`, or `error KIND`. Its secret comes on standard input.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use gradus_crypto::testing::SeededEntropy;
use gradus_crypto::{Entropy, KdfParams};
use gradus_journal::Kind;
use gradus_store::{Arrived, Store, StoreError};
use gradus_vault::{NewPasscode, Opened, RecoveryCode, Secret, Tries, Uptime, VaultError, inspect};
use zeroize::Zeroizing;

use crate::diary;
use crate::ground::{Key, PASSCODE, draft, mend, now};
use crate::memory;
use crate::rescue;

/// As many rounds as it takes to be killed.
pub const ENDLESS: u32 = u32::MAX;

/// When passcodes are tried.
pub const TRIED_AT: Uptime = Uptime { boot: [7; 16], since_boot: Duration::from_secs(60) };

pub type Done = Result<(), StoreError>;

/// Does one kind of work until it is killed, or until something is refused.
pub fn work(what: &str, dir: &Path, seed: u64, rounds: u32) -> Done {
    let secret = first_line();
    let entropy = SeededEntropy::new(seed);
    match what {
        what if diary::is_of(what) => {
            diary::work(what, dir, seed, rounds);
            Ok(())
        }
        what if rescue::is_of(what) => {
            rescue::work(what, dir, &secret, seed, rounds);
            Ok(())
        }
        "erase" => {
            say("ready");
            gradus_store::erase(dir)?;
            say("erased");
            rest(rounds)
        }
        "create" => create(dir, &entropy),
        "tries" => tries(dir, rounds),
        "mend" => {
            match mend(dir, &Key::Code(String::from_utf8_lossy(&secret).into_owned())) {
                Ok(()) => say("ended"),
                Err(error) => say(&format!("error typed: {error}")),
            }
            Ok(())
        }
        "crowd" => crowd(dir, &secret, &entropy),
        "remember" => memory::remember(dir, secret, &entropy),
        "migrate" => {
            let vault = by_passcode(dir, &secret)?;
            say("ready");
            let (mut store, _) = Store::open_whole(dir, &vault)?;
            write(&mut store, 1, &entropy)?;
            rest(rounds)
        }
        _ => open_and_work(what, dir, &secret, rounds, &entropy),
    }
}

fn open_and_work(what: &str, dir: &Path, secret: &[u8], rounds: u32, entropy: &dyn Entropy) -> Done {
    let vault = by_code(dir, secret)?;
    let (mut store, _) = Store::open_whole(dir, &vault)?;
    say("ready");
    match what {
        "writes" => {
            for _ in 0..rounds {
                let count = 1 + usize::try_from(store.arrivals() % 3).unwrap_or(0);
                write(&mut store, count, entropy)?;
            }
            Ok(())
        }
        "import" => {
            write(&mut store, 400, entropy).map(drop)?;
            rest(rounds)
        }
        // A diary that is opened, written in and closed in good order, again and again.
        "visits" => {
            for _ in 0..rounds {
                write(&mut store, 2, entropy)?;
                store.shut()?;
                (store, _) = Store::open_whole(dir, &vault)?;
            }
            Ok(())
        }
        "compact" => {
            for _ in 0..rounds {
                compact(&mut store, entropy)?;
            }
            Ok(())
        }
        "passcode" => passcodes(&mut store, vault, rounds, entropy),
        "rotate" => rotations(&mut store, vault, dir, rounds, entropy),
        other => panic!("no work is called {other}"),
    }
}

fn create(dir: &Path, entropy: &dyn Entropy) -> Done {
    let build = |dir: &Path| gradus_vault::create(dir, PASSCODE.as_bytes(), KdfParams::FLOOR, entropy);
    let mut made = Store::create(dir, &now(), entropy, build)?;
    say(&format!("code {}", *made.recovery_code.to_text()));
    say("ended");
    write(&mut made.store, 1, entropy).map(drop)
}

/// The right passcode, so many wrong ones, each counted before it is said that it is, and the right one again.
fn tries(dir: &Path, rounds: u32) -> Done {
    Tries::begin(dir, TRIED_AT)?.succeeded()?;
    for number in 1..=rounds {
        drop(Tries::begin(dir, TRIED_AT)?);
        say(&format!("tried {number}"));
    }
    Tries::begin(dir, TRIED_AT)?.succeeded()?;
    say("ended");
    Ok(())
}

fn compact(store: &mut Store, entropy: &dyn Entropy) -> Done {
    let last = write(store, 5, entropy)?;
    let targets = last.iter().map(|arrived| arrived.entry.id()).take(2).collect();
    let erasure =
        gradus_journal::Draft { kind: Kind::Erase, targets, body: b"{\"v\":1}".to_vec(), ..draft(0) };
    ack(&store.append(vec![erasure], &now(), entropy)?);
    store.compact()
}

fn passcodes(store: &mut Store, mut vault: Opened, rounds: u32, entropy: &dyn Entropy) -> Done {
    for number in 1..=rounds {
        say(&format!("begin {number}"));
        let passcode = format!("{PASSCODE} {number}");
        vault.change_passcode(&NewPasscode::alone(passcode.as_bytes(), KdfParams::FLOOR), entropy)?;
        store.record_header_epoch(vault.header().epoch(), &now(), entropy)?;
        say(&format!("done {number}"));
    }
    Ok(())
}

fn rotations(store: &mut Store, mut vault: Opened, dir: &Path, rounds: u32, entropy: &dyn Entropy) -> Done {
    for _ in 0..rounds {
        let begin = |vault: &Opened| {
            vault.begin_rotation(&NewPasscode::alone(PASSCODE.as_bytes(), KdfParams::FLOOR), entropy)
        };
        let rotated = store.rotate(vault, begin, &now(), entropy)?;
        say(&format!("code {}", *rotated.recovery_code.to_text()));
        vault = inspect(dir)?.unlock(&Secret::Recovery(&rotated.recovery_code))?;
        write(store, 1, entropy)?;
    }
    Ok(())
}

/// Opens, writes one entry and closes, five times, whoever else wants the same.
fn crowd(dir: &Path, secret: &[u8], entropy: &dyn Entropy) -> Done {
    for _ in 0..5 {
        loop {
            let vault = by_code(dir, secret)?;
            match Store::open(dir, &vault) {
                Err(StoreError::Busy) => sleep(Duration::from_millis(1)),
                opened => {
                    let mut store = opened?.0;
                    write(&mut store, 1, entropy)?;
                    store.shut()?;
                    break;
                }
            }
        }
    }
    Ok(())
}

fn by_code(dir: &Path, secret: &[u8]) -> Result<Opened, VaultError> {
    let code = RecoveryCode::parse(&String::from_utf8_lossy(secret))?;
    inspect(dir)?.unlock(&Secret::Recovery(&code))
}

pub fn by_passcode(dir: &Path, secret: &[u8]) -> Result<Opened, VaultError> {
    inspect(dir)?.unlock(&Secret::Passcode(secret))
}

pub fn write(store: &mut Store, count: usize, entropy: &dyn Entropy) -> Result<Vec<Arrived>, StoreError> {
    let drafts = (0..count).map(|at| draft(at % 50)).collect();
    let arrived = store.append(drafts, &now(), entropy)?;
    ack(&arrived);
    Ok(arrived)
}

fn ack(arrived: &[Arrived]) {
    if let Some(last) = arrived.last() {
        say(&format!("ack {} {}", last.arrival, last.entry.id()));
    }
}

/// One write of the system, so that a kill never leaves half a line that was meant.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let said = out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush());
    // Nobody listens any more: nothing is left to do.
    if said.is_err() {
        std::process::exit(0);
    }
}

/// A line of standard input, byte by byte, into memory that is wiped: a buffer of the library would keep it.
pub fn first_line() -> Zeroizing<Vec<u8>> {
    let mut line = Zeroizing::new(Vec::with_capacity(256));
    let Ok(mut input) = File::open("/dev/stdin") else { return line };
    let mut byte = Zeroizing::new([0]);
    while line.len() < 256 && input.read(&mut *byte).is_ok_and(|count| count == 1) && byte[0] != b'\n' {
        line.push(byte[0]);
    }
    line
}

/// Waits to be killed, where it is to be.
pub fn rest(rounds: u32) -> Done {
    if rounds != ENDLESS {
        return Ok(());
    }
    loop {
        sleep(Duration::from_secs(3600));
    }
}
