//! With memory security on, nothing that was read stays in the process once the file is closed.
#![cfg(target_os = "linux")]

use std::fmt::Write;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;

use rusqlite::params;
use zeroize::Zeroizing;

use crate::diary::{self, RAW};

/// Everything looked for is kept under this mask, so that the test's own copy is not found.
const MASK: u8 = 0xa5;

/// What every note begins with, masked.
const NOTE: [u8; 24] = masked([0; 24], b'a', 26);

/// A raw key, masked.
const KEY: [u8; 32] = masked([0; 32], 0x40, 0xbf);

const NOTES: i32 = 2000;

/// Distinct-looking bytes from `first` on, masked.
const fn masked<const N: usize>(mut bytes: [u8; N], first: u8, span: usize) -> [u8; N] {
    let mut at = 0;
    while at < N {
        bytes[at] = MASK ^ (first + (at * 7 % span) as u8);
        at += 1;
    }
    bytes
}

/// How often something masked is in the writable memory of this process: exact where the answer is 0. What lies shortly before the
/// buffer of the search is copied into it while it is read, and counted again.
fn copies_in_memory(sought: &[u8]) -> usize {
    let memory = File::open("/proc/self/mem").expect("Linux tells");
    let maps = fs::read_to_string("/proc/self/maps").expect("Linux tells");
    let mut buffer = Zeroizing::new(vec![0_u8; 1 << 20]);
    let mut found = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (range, _) = line.split_once(' ').expect("a range and more");
        let (start, end) = range.split_once('-').expect("two ends");
        let [start, end] = [start, end].map(|end| u64::from_str_radix(end, 16).expect("hex"));
        for at in (start..end).step_by(buffer.len()) {
            // Before each read, so that the buffer does not answer for what was read before.
            buffer.fill(0);
            let part = buffer.len().min(usize::try_from(end - at).expect("fits"));
            // Memory may be given back meanwhile by another thread.
            let Ok(part) = memory.read_at(&mut buffer[..part], at) else { continue };
            found += buffer[..part]
                .windows(sought.len())
                .filter(|window| window.iter().zip(sought).all(|(byte, masked)| byte ^ MASK == *masked))
                .count();
        }
    }
    found
}

#[test]
fn notes_are_in_memory_while_open_and_gone_after_closing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notes.db");
    let mut connection = diary::open_to_write(&path, RAW);
    connection.execute_batch("CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT)").expect("a table");
    let all = connection.transaction().expect("a transaction");
    for id in 0..NOTES {
        let mut note = Zeroizing::new(String::with_capacity(64));
        NOTE.iter().for_each(|masked| note.push(char::from(masked ^ MASK)));
        write!(note, " {id:06}").expect("room");
        all.execute("INSERT INTO notes VALUES (?, ?)", params![id, *note]).expect("a row");
    }
    all.commit().expect("a commit");
    connection.close().expect("closes");
    let connection = diary::open(&path, RAW).expect("the key fits");
    let sum: i32 = connection
        .query_row("SELECT count(*) FROM (SELECT note FROM notes ORDER BY note DESC)", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(sum, NOTES);
    let open = copies_in_memory(&NOTE);
    assert!(open >= 1000, "the search works: only {open} notes found in the page cache");
    connection.close().expect("closes");
    assert_eq!(copies_in_memory(&NOTE), 0);
}

/// The key as 64 hex digits, in memory of exactly the length it needs.
fn hex(key: &[u8; 32]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(64));
    key.iter().for_each(|masked| write!(text, "{:02x}", masked ^ MASK).expect("room"));
    text
}

#[test]
fn the_key_is_not_in_memory_as_soon_as_it_is_given() {
    let hex_masked: Vec<u8> = hex(&KEY).bytes().map(|digit| digit ^ MASK).collect();
    let count = || [copies_in_memory(&KEY), copies_in_memory(&hex_masked)];
    assert_eq!(count(), [0, 0]);
    let folder = tempfile::tempdir().expect("a folder");
    let mut statement = Zeroizing::new(String::with_capacity(96));
    let digits = hex(&KEY);
    write!(statement, "PRAGMA key = \"x'{}'\"", *digits).expect("room");
    drop(digits);
    assert!(count()[1] > 0, "the search works: the statement itself is found");
    let connection = diary::open(&folder.path().join("key.db"), &statement).expect("a new file");
    drop(statement);
    connection.execute_batch("CREATE TABLE t (a)").expect("a write");
    let open = count();
    connection.close().expect("closes");
    assert_eq!((open, count()), ([0, 0], [0, 0]));
}
