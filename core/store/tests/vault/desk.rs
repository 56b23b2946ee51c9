//! A small vault and what tests do with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use gradus_crypto::testing::SeededEntropy;
use gradus_crypto::{KdfParams, sha256};
use gradus_journal::{Draft, EntryId, EntrySet, Kind, Moment, PersonId};
use gradus_store::{Store, StoreError, StoreMended};
use gradus_vault::{OlderState, Opened, RecoveryCode, Secret, VaultError, inspect};
use tempfile::TempDir;

pub const PASSCODE: &[u8] = b"correct horse";
pub const PERSON: PersonId = PersonId([1; 16]);

/// Words that stand in bodies and must stand nowhere else.
pub const WORDS: [&str; 3] = ["wintergreen", "hollyhock", "marjoram"];

/// Stretching a passcode takes long in a debug build: one vault is made, and every test works on a copy.
struct Original {
    folder: TempDir,
    vault: Opened,
    code: RecoveryCode,
}

fn original() -> &'static Original {
    static MADE: OnceLock<Original> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("vault");
        let entropy = SeededEntropy::new(1);
        let made = Store::create(&dir, &now(), &entropy, |dir| {
            gradus_vault::create(dir, PASSCODE, KdfParams::FLOOR, &entropy)
        });
        let made = made.expect("a vault");
        made.store.shut().expect("shuts");
        let vault = inspect(&dir).expect("whole").unlock(&Secret::Passcode(PASSCODE)).expect("the passcode");
        Original { folder, vault, code: made.recovery_code }
    })
}

/// A vault of a test's own.
pub struct Desk {
    _folder: TempDir,
    pub dir: PathBuf,
    entropy: SeededEntropy,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("vault");
        copy(&original().folder.path().join("vault"), &dir);
        Self { _folder: folder, dir, entropy: SeededEntropy::new(7) }
    }

    /// Somebody's vault that lies at `dir`.
    pub fn at(dir: PathBuf) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { _folder: folder, dir, entropy: SeededEntropy::new(9) }
    }

    /// Mends as if somebody had asked for it.
    pub fn mend(&self, older: OlderState) -> Result<(Store, EntrySet, StoreMended), StoreError> {
        Store::mend(&self.dir, self.keys(), older, &now(), self.entropy())
    }

    /// A copy of the folder as it lies there now: what a crash at this moment would leave.
    pub fn crashed(&self) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("vault");
        copy(&self.dir, &dir);
        Self { _folder: folder, dir, entropy: SeededEntropy::new(8) }
    }

    pub fn keys(&self) -> &'static Opened {
        &original().vault
    }

    /// The vault of this folder opened by the recovery code it was made with, which takes no stretching.
    pub fn unlocked(&self) -> Opened {
        self.unlocked_by(&original().code).expect("the code")
    }

    pub fn unlocked_by(&self, code: &RecoveryCode) -> Result<Opened, VaultError> {
        inspect(&self.dir)?.unlock(&Secret::Recovery(code))
    }

    pub fn entropy(&self) -> &SeededEntropy {
        &self.entropy
    }

    pub fn open(&self) -> Store {
        self.try_open().expect("opens").0
    }

    pub fn try_open(&self) -> Result<(Store, EntrySet), StoreError> {
        Store::open(&self.dir, self.keys())
    }

    pub fn append(&self, store: &mut Store, words: &str) -> EntryId {
        let arrived = store.append(vec![draft(words)], &now(), &self.entropy).expect("appends");
        arrived[0].entry.id()
    }

    /// Opens, checks everything, closes without writing; the error or the first problem as text.
    pub fn judge(&self) -> Result<Vec<EntryId>, String> {
        let (mut store, entries) = self.try_open().map_err(|error| error.to_string())?;
        let outcome = store.verify().map_err(|error| error.to_string())?;
        match outcome.problems.first() {
            Some(problem) => Err(problem.to_string()),
            None => Ok(entries.iter().map(|entry| entry.id()).collect()),
        }
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.dir.join(file)
    }

    pub fn hashes(&self) -> BTreeMap<String, [u8; 32]> {
        hashes(&self.dir)
    }
}

pub fn draft(words: &str) -> Draft {
    Draft {
        kind: Kind::Unknown(500),
        person: PERSON,
        effective: now().wall,
        imported: false,
        clock_suspect: false,
        targets: Vec::new(),
        body: words.as_bytes().to_vec(),
    }
}

pub fn erasure(targets: &[EntryId]) -> Draft {
    Draft { kind: Kind::Erase, targets: targets.to_vec(), body: b"{\"v\":1}".to_vec(), ..draft("") }
}

pub fn now() -> Moment {
    let epoch: chrono::DateTime<chrono::FixedOffset> = Default::default();
    Moment::new(epoch, 0, Default::default())
}

pub fn hashes(dir: &Path) -> BTreeMap<String, [u8; 32]> {
    let files = fs::read_dir(dir).expect("a readable folder").map(|entry| entry.expect("readable"));
    files
        .map(|entry| {
            let name = entry.file_name().into_string().expect("a plain name");
            (name, sha256(&[&fs::read(entry.path()).unwrap_or_default()]))
        })
        .collect()
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a new folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("readable");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("copies");
    }
}
