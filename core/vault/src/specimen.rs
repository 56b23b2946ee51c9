//! Which vault do the tests of this room try things on? One, made once, copied into a fresh folder for each test.

use crate::disk::{Disk, OsDisk};
use crate::{Keys, RecoveryCode, Secret, create, inspect};
use gradus_crypto::KdfParams;
use gradus_crypto::testing::SeededEntropy;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

pub(crate) const PASSCODE: &[u8] = b"correct horse battery staple";

pub(crate) struct Specimen {
    pub(crate) header_bytes: Vec<u8>,
    pub(crate) code_text: String,
}

/// Passcode at the floor of stretching, so that tests are quick; entropy of seed 1, so that bytes are known.
pub(crate) static SPECIMEN: LazyLock<Specimen> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a folder");
    let created = create(dir.path(), PASSCODE, KdfParams::FLOOR, &SeededEntropy::new(1)).expect("made");
    Specimen {
        header_bytes: fs::read(dir.path().join("vault.hdr")).expect("written"),
        code_text: created.recovery_code.to_text().to_string(),
    }
});

/// A folder with both copies of the specimen's header.
pub(crate) fn folder() -> TempDir {
    folder_with(&SPECIMEN.header_bytes, &SPECIMEN.header_bytes)
}

/// A folder with these two files as the copies.
pub(crate) fn folder_with(first: &[u8], second: &[u8]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("vault.hdr"), first).expect("written");
    fs::write(dir.path().join("vault.hdr2"), second).expect("written");
    dir
}

pub(crate) fn code() -> RecoveryCode {
    RecoveryCode::parse(&SPECIMEN.code_text).expect("own code")
}

/// The specimen's keys, by the recovery code: no stretching.
pub(crate) fn keys() -> Keys {
    let sealed = inspect(folder().path()).expect("whole");
    sealed.unlock(&Secret::Recovery(&code())).expect("own code").into_keys()
}

/// Every file of a folder with its bytes.
pub(crate) fn contents(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let name_and_bytes = |entry: io::Result<fs::DirEntry>| {
        let entry = entry.expect("listed");
        (entry.file_name().into_string().expect("ASCII"), fs::read(entry.path()).expect("readable"))
    };
    fs::read_dir(dir).expect("a folder").map(name_and_bytes).collect()
}

/// The bytes with the checksum at their end put right, as somebody without the key could do.
pub(crate) fn with_right_checksum(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.len() - 32;
    let checksum = gradus_crypto::sha256(&[&bytes[..end]]);
    bytes[end..].copy_from_slice(&checksum);
    bytes
}

/// The same for a header, whose first 18 bytes have a sum of their own.
pub(crate) fn with_right_sums(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = gradus_crypto::sha256(&[&bytes[..14]]);
    bytes[14..18].copy_from_slice(&sum[..4]);
    with_right_checksum(bytes)
}

/// Stops before a given step; a stopped writing leaves so many bytes of the temporary file.
pub(crate) struct CrashingDisk {
    pub(crate) steps_left: usize,
    pub(crate) torn_bytes: usize,
}

impl CrashingDisk {
    fn step(&mut self) -> io::Result<()> {
        self.steps_left = self.steps_left.checked_sub(1).ok_or_else(|| io::Error::other("crash"))?;
        Ok(())
    }
}

impl Disk for CrashingDisk {
    fn write_synced(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(crash) = self.step() {
            fs::write(path, &bytes[..self.torn_bytes.min(bytes.len())])?;
            return Err(crash);
        }
        OsDisk.write_synced(path, bytes)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        OsDisk.rename(from, to)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.step()?;
        OsDisk.sync_folder(folder)
    }
}
