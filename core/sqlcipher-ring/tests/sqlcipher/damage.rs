//! One changed byte anywhere is noticed, and so is a page of zeros or one in the wrong place.

use std::fs;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::diary::{self, PAGE_BYTES, PASSPHRASE, RAW};

/// Where a page is hit: the salt or the first block, the middle, the last block, the vector, both ends of the tag.
const PLACES: [usize; 6] = [0, 2000, 4015, 4016, 4032, 4095];

/// Writes a damaged copy and answers what opening and checking it says: the number of complaints, or SQLite's code.
fn verdict(folder: &Path, file: &[u8], key: &str) -> Result<Vec<String>, Option<ErrorCode>> {
    let path = folder.join("damaged.db");
    fs::write(&path, file).expect("writable");
    let connection = diary::open(&path, key).map_err(|error| error.sqlite_error_code())?;
    let complaints = diary::complaints(&connection).expect("the check itself runs");
    if !complaints.is_empty() {
        let read = diary::read(&connection);
        let whole = connection.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
        assert!(read.is_err() || whole != Ok("ok".to_owned()), "a damaged page was read as if it were whole");
    }
    Ok(complaints)
}

fn assert_noticed(folder: &Path, file: &[u8], key: &str, page: usize) {
    match verdict(folder, file, key) {
        Err(code) => {
            assert!(page == 0 && code == Some(ErrorCode::NotADatabase), "page {}: {code:?}", page + 1)
        }
        Ok(complaints) => {
            let page = page + 1;
            assert_eq!(complaints, [format!("HMAC verification failed for page {page}")]);
        }
    }
}

#[test]
fn an_undamaged_copy_passes() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, key) in [("raw.db", RAW), ("passphrase.db", PASSPHRASE)] {
        let file = fs::read(diary::fixture(name)).expect("a fixture");
        assert_eq!(verdict(folder.path(), &file, key), Ok(vec![]));
    }
}

#[test]
fn one_flipped_byte_is_noticed_on_every_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = fs::read(diary::fixture("raw.db")).expect("a fixture");
    assert!(whole.len() >= 5 * PAGE_BYTES && whole.len().is_multiple_of(PAGE_BYTES));
    for page in 0..whole.len() / PAGE_BYTES {
        for place in PLACES {
            let mut file = whole.clone();
            file[page * PAGE_BYTES + place] ^= 1;
            assert_noticed(folder.path(), &file, RAW, page);
        }
    }
}

#[test]
fn under_a_passphrase_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = fs::read(diary::fixture("passphrase.db")).expect("a fixture");
    for (page, place) in [(0, 0), (0, 4095), (1, 17), (2, 4020)] {
        let mut file = whole.clone();
        file[page * PAGE_BYTES + place] ^= 0x80;
        assert_noticed(folder.path(), &file, PASSPHRASE, page);
    }
}

#[test]
fn a_page_of_zeros_and_a_page_in_the_wrong_place_are_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = fs::read(diary::fixture("raw.db")).expect("a fixture");
    let pages = whole.len() / PAGE_BYTES;
    for page in 0..pages {
        let mut file = whole.clone();
        file[page * PAGE_BYTES..][..PAGE_BYTES].fill(0);
        assert_noticed(folder.path(), &file, RAW, page);
        let other = if page == 1 { 2 } else { 1 };
        let mut file = whole.clone();
        file.copy_within(other * PAGE_BYTES..(other + 1) * PAGE_BYTES, page * PAGE_BYTES);
        if page != other {
            assert_noticed(folder.path(), &file, RAW, page);
        }
    }
}
