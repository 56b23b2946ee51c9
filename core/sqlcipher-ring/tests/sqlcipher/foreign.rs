//! Files that a SQLCipher built by others wrote open here, row for row; files written here are for `tests/interop/sqlcipher/run`.

use std::env;
use std::fs;
use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::diary::{self, PASSPHRASE, RAW};

fn wrong(key: &str) -> String {
    key.replace('7', "8")
}

#[test]
fn their_files_open_with_exact_rows_and_authentic_pages() {
    for (name, key) in [("raw.db", RAW), ("passphrase.db", PASSPHRASE)] {
        let connection = diary::open(&diary::fixture(name), key).expect("their key fits");
        assert_eq!(diary::read(&connection), Ok(diary::rows()), "{name}");
        assert_eq!(diary::complaints(&connection), Ok(vec![]), "{name}");
    }
}

#[test]
fn a_wrong_key_finds_no_database() {
    for (name, key) in [("raw.db", RAW), ("passphrase.db", PASSPHRASE)] {
        let refused = diary::open(&diary::fixture(name), &wrong(key)).expect_err("a wrong key");
        assert_eq!(refused.sqlite_error_code(), Some(ErrorCode::NotADatabase), "{name}");
    }
}

#[test]
fn what_we_write_is_not_plain_and_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, key) in [("raw.db", RAW), ("passphrase.db", PASSPHRASE)] {
        let path = folder.path().join(name);
        diary::create(&path, key);
        let connection = diary::open(&path, key).expect("our key fits");
        assert_eq!(diary::read(&connection), Ok(diary::rows()));
        assert_eq!(diary::complaints(&connection), Ok(vec![]));
        let file = fs::read(&path).expect("readable");
        assert!(!file.starts_with(b"SQLite format 3"));
        for plain in [b"entry 1".as_slice(), b"CREATE TABLE"] {
            assert!(!file.windows(plain.len()).any(|part| part == plain));
        }
    }
}

#[test]
fn two_files_under_one_key_share_no_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = ["a.db", "b.db"].map(|name| {
        let path = folder.path().join(name);
        diary::create(&path, RAW);
        fs::read(path).expect("readable")
    });
    assert_eq!(files[0].len(), files[1].len());
    let pages = files.each_ref().map(|file| file.chunks(16).collect::<Vec<_>>());
    assert!(pages[0].iter().zip(&pages[1]).all(|(a, b)| a != b), "a block of one file is also in the other");
}

/// Where the run script wants a file, and under which key.
fn from_script() -> (PathBuf, &'static str) {
    let path = env::var_os("GRADUS_INTEROP_FILE").expect("GRADUS_INTEROP_FILE names a file");
    let key = match env::var("GRADUS_INTEROP_KEY").expect("GRADUS_INTEROP_KEY is raw or passphrase").as_str()
    {
        "raw" => RAW,
        "passphrase" => PASSPHRASE,
        other => panic!("GRADUS_INTEROP_KEY is {other}; it has to be raw or passphrase"),
    };
    (path.into(), key)
}

#[test]
#[ignore = "tests/interop/sqlcipher/run calls it"]
fn writes_for_others() {
    let (path, key) = from_script();
    assert!(!path.exists(), "the script names a new file");
    diary::create(&path, key);
}

#[test]
#[ignore = "tests/interop/sqlcipher/run calls it"]
fn reads_from_others() {
    let (path, key) = from_script();
    let connection = diary::open(&path, key).expect("their key fits");
    assert_eq!(diary::read(&connection), Ok(diary::rows()));
    assert_eq!(diary::complaints(&connection), Ok(vec![]));
}
