//! The vault's files that have no key over them, or one that is looked at late: header, mark, count of tries, inbox.

use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use gradus_crypto::testing::SeededEntropy;
use gradus_crypto::{KdfParams, sha256};
use gradus_vault::{
    FREE_TRIES, Inbox, Keys, LONGEST_WAIT, Mark, MarkFile, RecoveryCode, Secret, Tries, Uptime, create,
    inspect,
};
use tempfile::TempDir;

use crate::{Target, same};

const NOW: Uptime = Uptime { boot: [7; 16], since_boot: Duration::from_secs(60) };
const SLOT_BYTES: usize = 4096;

/// A vault of these four files.
struct Vault {
    folder: TempDir,
    code: RecoveryCode,
    keys: Keys,
}

impl Vault {
    fn make() -> Rc<Self> {
        let (folder, entropy) = (tempfile::tempdir().expect("a folder"), SeededEntropy::new(1));
        let made =
            create(folder.path(), b"correct horse battery", KdfParams::FLOOR, &entropy).expect("a vault");
        let keys = made.opened.into_keys();
        let mark = Mark { incarnation: [3; 16], arrival_number: 5, arrival_head: [4; 32] };
        let mut file = MarkFile::create(folder.path(), &keys, &mark).expect("a mark");
        file.write(&Mark { arrival_number: 6, ..mark }).expect("is written");
        Rc::new(Self { folder, code: made.recovery_code, keys })
    }

    fn dir(&self) -> &Path {
        self.folder.path()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.dir().join(name)).expect("readable")
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        fs::write(self.dir().join(name), bytes).map_err(|error| error.to_string())
    }
}

pub fn targets() -> Vec<Target> {
    vec![header(), mark(), tries(), inbox()]
}

/// No header opens but the one that was written, also with right sums.
fn header() -> Target {
    let vault = Vault::make();
    let whole = vault.bytes("vault.hdr");
    let law = move |bytes: &[u8]| {
        vault.put("vault.hdr", bytes)?;
        vault.put("vault.hdr2", bytes)?;
        let Ok(sealed) = inspect(vault.dir()) else { return Ok(false) };
        sealed.header().ways_in();
        match sealed.unlock(&Secret::Recovery(&vault.code)) {
            Ok(_) if bytes != whole => Err("another header opens".to_owned()),
            _ => Ok(true),
        }
    };
    let seeds = vec![Vault::make().bytes("vault.hdr")];
    Target::new("header", seeds, law).mending(|bytes| {
        if let Some(length) = u32::try_from(bytes.len()).ok().filter(|_| bytes.len() >= 50) {
            bytes[10..14].copy_from_slice(&length.to_be_bytes());
            let sum = sha256(&[&bytes[..14]]);
            bytes[14..18].copy_from_slice(&sum[..4]);
            mend_end(bytes);
        }
    })
}

/// No mark is believed that was not written with the key.
fn mark() -> Target {
    let vault = Vault::make();
    let seeds = vec![vault.bytes("vault.mark")];
    let law = move |bytes: &[u8]| {
        vault.put("vault.mark", bytes)?;
        let (read, left) =
            (MarkFile::read(vault.dir(), &vault.keys), MarkFile::salvage(vault.dir(), &vault.keys));
        let found = read.as_ref().ok().or(left.as_ref().ok().and_then(Option::as_ref));
        match found {
            Some(mark) if mark.incarnation != [3; 16] || !(5..=6).contains(&mark.arrival_number) => {
                Err("a mark that nobody wrote is believed".to_owned())
            }
            found => Ok(found.is_some()),
        }
    };
    Target::new("mark", seeds, law).mending(mend_slots)
}

/// Whatever lies there: nobody waits longer than the longest wait, looking twice tells the same, and a try counts.
fn tries() -> Target {
    let vault = Vault::make();
    let mut seeds = vec![vault.bytes("vault.tries")];
    for _ in 0..4 {
        drop(Tries::begin(vault.dir(), NOW));
        seeds.push(vault.bytes("vault.tries"));
    }
    let law = move |bytes: &[u8]| {
        vault.put("vault.tries", bytes)?;
        let Ok(seen) = Tries::look(vault.dir(), NOW) else { return Ok(false) };
        let again = Tries::look(vault.dir(), NOW).map_err(|error| format!("the second look: {error}"))?;
        same(&seen, &again, "the second look")?;
        if seen.wait > LONGEST_WAIT || seen.tries > FREE_TRIES || (seen.tries == 0) == seen.wait.is_zero() {
            return Err(format!("{seen:?}"));
        }
        drop(Tries::begin(vault.dir(), NOW));
        let after = Tries::look(vault.dir(), NOW).map_err(|error| format!("after a try: {error}"))?;
        let counted = after.tries < seen.tries || !after.wait.is_zero();
        if counted { Ok(true) } else { Err(format!("{seen:?}, and after a try {after:?}")) }
    };
    Target::new("tries", seeds, law).mending(mend_slots)
}

/// What is read as an inbox is written as it was, and a note finds its place behind the others.
fn inbox() -> Target {
    let vault = Vault::make();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/vault-inbox/vault.inbox");
    let seeds = vec![fs::read(fixture).expect("a fixture")];
    let law = move |bytes: &[u8]| {
        vault.put("vault.inbox", bytes)?;
        let Ok(mut inbox) = Inbox::read(vault.dir()) else { return Ok(false) };
        let told = |error| format!("writing: {error}");
        inbox.write(vault.dir()).map_err(told)?;
        same(&vault.bytes("vault.inbox"), &bytes.to_vec(), "the file")?;
        let waiting = inbox.waiting();
        if inbox.add(b"a note", 0, &SeededEntropy::new(1)).is_ok() {
            inbox.write(vault.dir()).map_err(told)?;
            let again = Inbox::read(vault.dir()).map_err(|error| format!("with a note more: {error}"))?;
            same(&again.waiting(), &(waiting + 1), "the count of notes")?;
        }
        Ok(true)
    };
    Target::new("inbox", seeds, law).mending(|bytes| mend_end(bytes))
}

fn mend_end(bytes: &mut [u8]) {
    if let Some(end) = bytes.len().checked_sub(32) {
        let sum = sha256(&[&bytes[..end]]);
        bytes[end..].copy_from_slice(&sum);
    }
}

/// Two slots with a sum at the end of each, of the length they must have.
fn mend_slots(bytes: &mut Vec<u8>) {
    // One in eight keeps its length, and so mostly a wrong one.
    if bytes.first().is_none_or(|first| first % 8 != 1) {
        bytes.resize(2 * SLOT_BYTES, 0);
    }
    for slot in bytes.chunks_exact_mut(SLOT_BYTES) {
        let (summed, sum) = slot.split_at_mut(SLOT_BYTES - 32);
        sum.copy_from_slice(&sha256(&[summed]));
    }
}
