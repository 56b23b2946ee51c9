//! A vault of format version 1, written once and opened for ever.
//!
//! `fixtures/v1` was made by the ignored test below. It is never made anew: a change that would need that is a new
//! format version with a folder of its own.

use gradus_crypto::KdfParams;
use gradus_crypto::testing::SeededEntropy;
use gradus_vault::{CopyState, Keys, Mark, MarkFile, RecoveryCode, Secret, create, inspect};
use std::fs;
use std::path::{Path, PathBuf};

const PASSCODE: &[u8] = b"correct horse battery staple";
const RECOVERY_CODE: &str = "QHF6-Q11Z-BZ35-GFQX-GV83-R3V0-HM05";
const DB_KEY: &str = "4c75e8f79bf6edea3654aaee91f8a26341b9090d782b5a8113251d0a27a0beab";
const FILES: [&str; 3] = ["vault.hdr", "vault.hdr2", "vault.mark"];

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v1")
}

fn mark() -> Mark {
    Mark { incarnation: [0x1c; 16], arrival_number: 7300, arrival_head: [0xa7; 32] }
}

fn write_vault(dir: &Path) -> (Keys, RecoveryCode) {
    let created =
        create(dir, PASSCODE, KdfParams::FLOOR, &SeededEntropy::new(20_261_121)).expect("an empty folder");
    let keys = created.opened.into_keys();
    let start = Mark { arrival_number: 0, arrival_head: [0; 32], ..mark() };
    MarkFile::create(dir, &keys, &start).expect("no mark yet").write(&mark()).expect("written");
    (keys, created.recovery_code)
}

fn unlock(secret: &Secret<'_>) -> Keys {
    let opened = inspect(&fixture()).expect("whole").unlock(secret).expect("the fixture's secret");
    let header = opened.header();
    assert_eq!((header.epoch(), header.key_generation(), header.database_file()), (1, 1, "vault.db"));
    assert_eq!(opened.copies(), CopyState::Agree);
    opened.into_keys()
}

#[test]
fn it_opens_with_its_passcode() {
    assert_eq!(unlock(&Secret::Passcode(PASSCODE)).db_key_hex().as_str(), DB_KEY);
}

#[test]
fn it_opens_with_its_recovery_code() {
    let code = RecoveryCode::parse(RECOVERY_CODE).expect("well typed");
    let keys = unlock(&Secret::Recovery(&code));
    assert_eq!(keys.db_key_hex().as_str(), DB_KEY);
    assert_eq!(MarkFile::read(&fixture(), &keys), Ok(mark()));
}

#[test]
fn the_same_input_still_writes_the_same_bytes() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_, code) = write_vault(dir.path());
    assert_eq!(code.to_text().as_str(), RECOVERY_CODE);
    for file in FILES {
        let written = fs::read(dir.path().join(file)).expect("written");
        assert_eq!(written, fs::read(fixture().join(file)).expect("committed"), "{file}");
    }
}

#[test]
#[ignore = "writes the fixture; only for a new format version"]
fn make_the_fixture() {
    let dir = tempfile::tempdir().expect("a folder");
    let (keys, code) = write_vault(dir.path());
    for file in FILES {
        assert!(!fixture().join(file).exists(), "a frozen fixture is never written over");
        fs::copy(dir.path().join(file), fixture().join(file)).expect("copied");
    }
    assert_eq!((code.to_text().as_str(), keys.db_key_hex().as_str()), (RECOVERY_CODE, DB_KEY));
}
