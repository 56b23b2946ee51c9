//! Which pages are read from SQLite's write-ahead log, whatever stands in their place in the database file?
//!
//! A power cut while the log is moved into the database file leaves torn pages there. They are never read, and the next
//! moving writes them anew: so they are no damage. The check of all pages looks at the file alone and cannot know that.
//!
//! The format is SQLite's: a header of 32 bytes, then frames of 24 bytes and a page. Sums go on from frame to frame, and a
//! commit is a frame that tells how many pages the database has.

use std::collections::BTreeSet;

use crate::files::PAGE_BYTES;

const HEADER_BYTES: usize = 32;
const FRAME_BYTES: usize = 24;
/// The last bit tells in which order the sums read bytes: set for the greater end first.
const MAGIC: u32 = 0x377f_0682;

/// The pages of all whole commits in this log, as SQLite takes them from it.
pub(crate) fn pages_in(log: &[u8]) -> BTreeSet<u32> {
    let mut whole = BTreeSet::new();
    let Some((header, frames)) = log.split_at_checked(HEADER_BYTES) else { return whole };
    let reads = if word(header, 0) == MAGIC { u32::from_le_bytes } else { u32::from_be_bytes };
    let mut sum = added((0, 0), &header[..24], reads);
    if word(header, 0) & !1 != MAGIC || sum != (word(header, 24), word(header, 28)) {
        return whole;
    }
    let mut begun = BTreeSet::new();
    for frame in frames.chunks_exact(FRAME_BYTES + PAGE_BYTES as usize) {
        let (head, page) = frame.split_at(FRAME_BYTES);
        sum = added(added(sum, &head[..8], reads), page, reads);
        // Another salt is of an earlier round of the same file.
        if head[8..16] != header[16..24] || sum != (word(head, 16), word(head, 20)) {
            break;
        }
        begun.insert(word(head, 0));
        if word(head, 4) != 0 {
            whole.append(&mut begun);
        }
    }
    whole
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn added(sum: (u32, u32), bytes: &[u8], reads: fn([u8; 4]) -> u32) -> (u32, u32) {
    bytes.chunks_exact(8).fold(sum, |(first, second), pair| {
        let read = |at: usize| reads(pair[at..at + 4].try_into().expect("four bytes"));
        let first = first.wrapping_add(read(0)).wrapping_add(second);
        (first, second.wrapping_add(read(4)).wrapping_add(first))
    })
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    /// A log of plain SQLite with two commits, of three frames in all or more.
    fn log() -> Vec<u8> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("d");
        let database = Connection::open(&path).expect("opens");
        let make = "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1);";
        database.execute_batch(make).expect("writes");
        std::fs::read(folder.path().join("d-wal")).expect("readable")
    }

    #[test]
    fn whole_commits_count_and_what_follows_a_spoilt_byte_does_not() {
        let log = log();
        let frames = (log.len() - HEADER_BYTES) / (FRAME_BYTES + 4096);
        assert_eq!(pages_in(&log), BTreeSet::from([1, 2]));
        assert_eq!(frames, 3, "two pages with the table, one with the row");
        let end = |frame: usize| HEADER_BYTES + frame * (FRAME_BYTES + 4096);
        // Without its end the first commit is none; with it, the second one may be missing.
        for (length, pages) in [(0, 0), (31, 0), (end(1), 0), (end(2) - 1, 0), (end(2), 2), (end(3), 2)] {
            assert_eq!(pages_in(&log[..length]).len(), pages, "{length}");
        }
        for at in [0, 4, 16, 24, end(0), end(0) + 4, end(0) + 8, end(0) + 16, end(0) + 24, end(1) + 4000] {
            let mut spoilt = log.clone();
            spoilt[at] ^= 1;
            assert!(pages_in(&spoilt).is_empty(), "{at}");
        }
        let mut spoilt = log.clone();
        spoilt[end(2) + 100] ^= 1;
        assert_eq!(pages_in(&spoilt).len(), 2, "the commit before stands");
    }
}
