//! The vault that is tried, and what may be said of one afterwards.

use std::fs;
use std::path::{Path, PathBuf};

use gradus_crypto::testing::SeededEntropy;
use gradus_crypto::{Entropy, KdfParams};
use gradus_journal::{Draft, EntryId, Kind, Moment, PersonId};
use gradus_store::{RotationLeft, Store};
use gradus_vault::{Mending, OlderState, Opened, RecoveryCode, Secret, inspect};
use tempfile::TempDir;

pub const PASSCODE: &str = "correct horse battery staple";
/// A word that stands in every body and nowhere else.
pub const NOTE: &str = "wintergreen-hollyhock-marjoram";

/// A vault in a folder of its own, closed.
pub struct Ground {
    _folder: TempDir,
    pub dir: PathBuf,
    /// The recovery code: opening by it takes no stretching.
    pub code: String,
}

impl Ground {
    /// Makes one with so many entries.
    pub fn make(entries: usize, seed: u64) -> Self {
        let (folder, entropy) = (folder(), SeededEntropy::new(seed));
        let dir = folder.path().join("vault");
        let build = |dir: &Path| gradus_vault::create(dir, PASSCODE.as_bytes(), KdfParams::FLOOR, &entropy);
        let made = Store::create(&dir, &now(), &entropy, build).expect("a vault");
        let (mut store, code) = (made.store, made.recovery_code.to_text().to_string());
        for _ in 0..entries {
            store.append(vec![draft(20)], &now(), &entropy).expect("appends");
        }
        store.shut().expect("shuts");
        Self { _folder: folder, dir, code }
    }

    /// A vault that an older version wrote, whose schema opening brings up.
    pub fn fixture(name: &str) -> Self {
        let folder = folder();
        let dir = folder.path().join("vault");
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(name);
        copy(&fixture, &dir);
        Self { _folder: folder, dir, code: String::new() }
    }

    /// A place for a vault, and nothing in it.
    pub fn bare(code: &str) -> Self {
        let folder = folder();
        let dir = folder.path().join("vault");
        Self { _folder: folder, dir, code: code.to_owned() }
    }

    /// The folder as it lies there.
    pub fn copied(&self) -> Self {
        let folder = folder();
        let dir = folder.path().join("vault");
        copy(&self.dir, &dir);
        Self { _folder: folder, dir, code: self.code.clone() }
    }
}

/// What holds of a vault that was opened and checked in full.
pub struct Judged {
    pub entries: Vec<EntryId>,
    pub left: Option<RotationLeft>,
}

/// Opens as an app does, checks everything, and closes in good order.
pub fn judge(dir: &Path, secret: &Key) -> Result<Judged, String> {
    let mut vault = unlock(dir, secret)?;
    let (mut store, _) = Store::open_whole(dir, &vault).map_err(|error| format!("opening: {error}"))?;
    vault.settle().map_err(|error| format!("settling: {error}"))?;
    let left = store.rotation_left(&vault).map_err(|error| format!("tidying: {error}"))?;
    let outcome = store.verify().map_err(|error| format!("checking: {error}"))?;
    if let Some(problem) = outcome.problems.first() {
        return Err(format!("unsound: {problem}"));
    }
    let entries = store.entries().map_err(|error| format!("reading: {error}"))?;
    store.shut().map_err(|error| format!("closing: {error}"))?;
    Ok(Judged { entries: entries.iter().map(gradus_journal::Entry::id).collect(), left })
}

/// Puts right what an app puts right when it is asked to, and takes no older state for the newest.
pub fn mend(dir: &Path, key: &Key) -> Result<(), String> {
    let code;
    let secret = match key {
        Key::Passcode(passcode) => Secret::Passcode(passcode.as_bytes()),
        Key::Code(text) => {
            code = RecoveryCode::parse(text).map_err(|error| error.to_string())?;
            Secret::Recovery(&code)
        }
    };
    let mending =
        Mending::prepare(dir, &secret, OlderState::Refuse).map_err(|error| format!("header: {error}"))?;
    let store = Store::mend(dir, mending.opened(), OlderState::Refuse, &now(), &entropy(9));
    let (store, ..) = store.map_err(|error| format!("database: {error}"))?;
    mending.finish().map_err(|error| format!("header: {error}"))?;
    store.shut().map_err(|error| format!("closing: {error}"))
}

/// What opens a vault here.
#[derive(Clone)]
pub enum Key {
    Passcode(String),
    Code(String),
}

pub fn unlock(dir: &Path, key: &Key) -> Result<Opened, String> {
    let sealed = inspect(dir).map_err(|error| format!("looking: {error}"))?;
    let opened = match key {
        Key::Passcode(passcode) => sealed.unlock(&Secret::Passcode(passcode.as_bytes())),
        Key::Code(text) => {
            let code = RecoveryCode::parse(text).map_err(|error| error.to_string())?;
            sealed.unlock(&Secret::Recovery(&code))
        }
    };
    opened.map_err(|error| format!("unlocking: {error}"))
}

pub fn draft(bytes: usize) -> Draft {
    Draft {
        kind: Kind::Unknown(500),
        person: PersonId([1; 16]),
        effective: now().wall,
        imported: false,
        clock_suspect: false,
        targets: Vec::new(),
        body: format!("{NOTE}{}", "x".repeat(bytes)).into_bytes(),
    }
}

pub fn now() -> Moment {
    Moment::new(Default::default(), 0, Default::default())
}

pub fn names(dir: &Path) -> Vec<String> {
    let found = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut names: Vec<_> = found.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Numbers that follow from a seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below.max(1)
    }
}

pub fn entropy(seed: u64) -> impl Entropy {
    SeededEntropy::new(seed)
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a new folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("readable");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("copies");
    }
}
