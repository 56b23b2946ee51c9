use super::*;
use crate::slot::Binding;
use crate::specimen::{contents, keys, with_right_checksum};
use gradus_crypto::Secret;
use tempfile::TempDir;

fn mark(arrival_number: u64) -> Mark {
    Mark { incarnation: [3; 16], arrival_number, arrival_head: [arrival_number as u8; 32] }
}

/// A folder with a mark that was written `writes` times after it was made.
fn marked(writes: u64) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let mut file = MarkFile::create(dir.path(), &keys(), &mark(0)).expect("made");
    for number in 1..=writes {
        file.write(&mark(number)).expect("written");
    }
    dir
}

fn bytes_of(dir: &TempDir) -> Vec<u8> {
    contents(dir.path())["vault.mark"].clone()
}

fn with_bytes(bytes: &[u8]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("vault.mark"), bytes).expect("written");
    dir
}

fn error_of(bytes: &[u8]) -> VaultError {
    let dir = with_bytes(bytes);
    let error = MarkFile::read(dir.path(), &keys()).expect_err("must not be believed");
    assert_eq!(MarkFile::open(dir.path(), &keys()).expect_err("must not be believed"), error);
    assert_eq!(bytes_of(&dir), bytes, "reading changed something");
    error
}

fn damaged(what: DamagedPart) -> VaultError {
    VaultError::Damaged { file: VaultFile::Mark, what, other_copy: OtherCopy::None }
}

/// One slot is damaged, and the other is whole.
fn one_damaged(what: DamagedPart) -> VaultError {
    VaultError::Damaged { file: VaultFile::Mark, what, other_copy: OtherCopy::Intact }
}

#[test]
fn the_bytes_lie_as_documented() {
    let bytes = bytes_of(&marked(2));
    assert_eq!(bytes.len(), 8192);
    for (place, counter, number) in [(0, 2, 1), (4096, 3, 2)] {
        let slot = &bytes[place..place + 4096];
        assert_eq!(&slot[..10], b"GRADUSVM\0\x01");
        assert_eq!(slot[10..26], keys().vault_id().0);
        assert_eq!(slot[26..34], [0, 0, 0, 0, 0, 0, 0, counter]);
        assert_eq!(slot[34..50], [3; 16]);
        assert_eq!(slot[50..58], [0, 0, 0, 0, 0, 0, 0, number]);
        assert_eq!(slot[58..90], [number; 32]);
        assert!(slot[90..4032].iter().all(|byte| *byte == 0));
        assert_eq!(slot[4032..4064], keys().mark_key().sign(&[&slot[..4032]]));
        assert_eq!(slot[4064..], sha256(&[&slot[..4064]]));
    }
}

#[test]
fn the_newest_writing_is_read_whatever_came_before() {
    for writes in 0..6 {
        let dir = marked(writes);
        assert_eq!(MarkFile::read(dir.path(), &keys()), Ok(mark(writes)));
        let mut file = MarkFile::open(dir.path(), &keys()).expect("whole");
        assert_eq!(file.mark(), &mark(writes));
        file.write(&mark(100)).expect("written");
        file.sync().expect("synced");
        assert_eq!(MarkFile::read(dir.path(), &keys()), Ok(mark(100)));
    }
}

#[test]
fn a_writing_leaves_the_slot_in_force_alone() {
    let dir = marked(2);
    let before = bytes_of(&dir);
    MarkFile::open(dir.path(), &keys()).expect("whole").write(&mark(3)).expect("written");
    let after = bytes_of(&dir);
    assert_eq!(after[4096..], before[4096..]);
    assert_ne!(after[..4096], before[..4096]);
}

#[test]
fn every_flipped_bit_is_told() {
    for writes in [0, 1] {
        let whole = bytes_of(&marked(writes));
        for at in (0..128).chain((128..whole.len()).step_by(29)).chain(4000..4224).chain(8128..8192) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            assert_eq!(error_of(&bytes), one_damaged(DamagedPart::Checksum), "byte {at}");
        }
        let both: Vec<u8> = whole.iter().map(|byte| byte ^ 1).collect();
        assert_eq!(error_of(&both), damaged(DamagedPart::Checksum));
    }
}

#[test]
fn of_a_damaged_mark_the_whole_slot_is_salvaged_and_of_a_spoilt_one_nothing() {
    let whole = bytes_of(&marked(2));
    let salvage = |bytes: &[u8]| MarkFile::salvage(with_bytes(bytes).path(), &keys());
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    assert_eq!(salvage(&whole), Ok(Some(mark(2))));
    assert_eq!(salvage(&flipped(100)), Ok(Some(mark(2))), "the older slot is damaged");
    assert_eq!(salvage(&flipped(5000)), Ok(Some(mark(1))), "the newer slot is damaged");
    assert_eq!(salvage(&whole[..8191]), Ok(None));
    assert_eq!(salvage(&[0; 8192]), Ok(None));
    assert_eq!(MarkFile::salvage(tempfile::tempdir().expect("a folder").path(), &keys()), Ok(None));
    let mut newer = whole[4096..].to_vec();
    newer[9] = 2;
    let newer = [&whole[..4096], &with_right_checksum(newer)].concat();
    let expected = VaultError::NewerVersion { file: VaultFile::Mark, found: 2, known: 1 };
    assert_eq!(salvage(&newer), Err(expected));
}

#[test]
fn a_counter_at_its_end_is_an_error_and_no_panic() {
    let dir = marked(0);
    let mut file = MarkFile::open(dir.path(), &keys()).expect("whole");
    file.counter = u64::MAX;
    let before = bytes_of(&dir);
    assert!(matches!(file.write(&mark(1)), Err(VaultError::Io { .. })));
    assert_eq!(bytes_of(&dir), before);
}

#[test]
fn a_flip_under_a_right_checksum_is_told() {
    let whole = bytes_of(&marked(1));
    for at in (0..200).chain(4000..4064) {
        let mut slot = whole[4096..].to_vec();
        slot[at] ^= 1 << (at % 8);
        let bytes = [&whole[..4096], &with_right_checksum(slot)].concat();
        let expected = match at {
            0..8 => one_damaged(DamagedPart::Layout),
            8 => VaultError::NewerVersion { file: VaultFile::Mark, found: 0x0101, known: 1 },
            9 => VaultError::NewerVersion { file: VaultFile::Mark, found: 0x0003, known: 1 },
            10..26 => one_damaged(DamagedPart::OtherVault),
            _ => one_damaged(DamagedPart::Authentication),
        };
        assert_eq!(error_of(&bytes), expected, "byte {at}");
    }
}

#[test]
fn every_truncation_and_every_surplus_is_told() {
    let whole = bytes_of(&marked(1));
    for len in (0..whole.len()).step_by(61).chain([4095, 4096, 4097, 8191]) {
        let (file, other_copy) = (VaultFile::Mark, OtherCopy::None);
        let expected = VaultError::Truncated { file, found_bytes: len as u64, other_copy };
        assert_eq!(error_of(&whole[..len]), expected);
    }
    assert_eq!(error_of(&[whole.as_slice(), &[0]].concat()), damaged(DamagedPart::Length));
    assert_eq!(error_of(&whole.repeat(2)), damaged(DamagedPart::Length));
}

#[test]
fn slots_in_each_others_place_are_told() {
    let whole = bytes_of(&marked(1));
    assert_eq!(error_of(&[&whole[4096..], &whole[..4096]].concat()), damaged(DamagedPart::Layout));
    assert_eq!(error_of(&whole[..4096].repeat(2)), one_damaged(DamagedPart::Layout));
}

#[test]
fn a_version_that_never_was_is_told() {
    let mut slot = slot_bytes(keys().vault_id(), 0, &mark(0), &keys().mark_key());
    slot[9] = 0;
    let tag = keys().mark_key().sign(&[&slot[..4032]]);
    slot[4032..4064].copy_from_slice(&tag);
    let whole = bytes_of(&marked(0));
    let bytes = [&with_right_checksum(slot), &whole[4096..]].concat();
    assert_eq!(error_of(&bytes), one_damaged(DamagedPart::Layout));
}

#[test]
fn a_mark_of_another_vault_or_key_is_told() {
    let dir = marked(1);
    let other_vault = Keys::from_data_key(
        Binding { vault_id: VaultId([9; 16]), key_generation: 1 },
        Secret::from_bytes([1; 32]),
    );
    assert_eq!(MarkFile::read(dir.path(), &other_vault), Err(damaged(DamagedPart::OtherVault)));
    let other_key = Keys::from_data_key(
        Binding { vault_id: keys().vault_id(), key_generation: 1 },
        Secret::from_bytes([1; 32]),
    );
    assert_eq!(MarkFile::read(dir.path(), &other_key), Err(damaged(DamagedPart::Authentication)));
}

#[test]
fn a_missing_mark_is_told_and_no_folder_is_an_error_too() {
    let dir = tempfile::tempdir().expect("a folder");
    let expected = VaultError::Missing { file: VaultFile::Mark, other_copy: OtherCopy::None };
    assert_eq!(MarkFile::open(dir.path(), &keys()).expect_err("missing"), expected);
    assert_eq!(MarkFile::read(&dir.path().join("nowhere"), &keys()), Err(expected));
    assert!(contents(dir.path()).is_empty());
}

#[test]
fn a_mark_is_made_once() {
    let dir = marked(2);
    let before = bytes_of(&dir);
    assert_eq!(
        MarkFile::create(dir.path(), &keys(), &mark(0)).expect_err("there"),
        VaultError::AlreadyExists
    );
    assert_eq!(bytes_of(&dir), before);
}

#[test]
fn mending_writes_the_truth_over_whatever_is_wrong() {
    let whole = bytes_of(&marked(5));
    let mut flipped = whole.clone();
    flipped[700] ^= 1;
    for bad in [flipped.as_slice(), &whole[..600], b"", &whole] {
        let dir = with_bytes(bad);
        let file = MarkFile::mend(dir.path(), &keys(), &mark(7)).expect("written");
        assert_eq!(file.mark(), &mark(7));
        assert_eq!(MarkFile::read(dir.path(), &keys()), Ok(mark(7)));
        assert_eq!(contents(dir.path()).len(), 1);
    }
    let empty = tempfile::tempdir().expect("a folder");
    MarkFile::mend(empty.path(), &keys(), &mark(7)).expect("written");
    assert_eq!(MarkFile::read(empty.path(), &keys()), Ok(mark(7)));
}

#[test]
fn a_newer_mark_is_never_written_over() {
    let mut slot = bytes_of(&marked(0))[4096..].to_vec();
    slot[9] = 2;
    let mut first_damaged = bytes_of(&marked(0))[..4096].to_vec();
    first_damaged[100] ^= 1;
    let bytes = [first_damaged, with_right_checksum(slot)].concat();
    let newer = VaultError::NewerVersion { file: VaultFile::Mark, found: 2, known: 1 };
    assert_eq!(error_of(&bytes), newer);
    let dir = with_bytes(&bytes);
    assert_eq!(MarkFile::mend(dir.path(), &keys(), &mark(7)).expect_err("newer"), newer);
    assert_eq!(bytes_of(&dir), bytes);
}

#[cfg(unix)]
#[test]
fn the_mark_is_private_to_its_owner() {
    use std::os::unix::fs::PermissionsExt;
    let dir = marked(0);
    let metadata = std::fs::metadata(dir.path().join("vault.mark")).expect("there");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
}

#[test]
fn debug_shows_the_mark_and_no_key() {
    let dir = marked(1);
    let file = MarkFile::open(dir.path(), &keys()).expect("whole");
    let shown = format!("{file:?}");
    assert!(shown.starts_with("MarkFile { counter: 2, mark: Mark { incarnation: ["), "{shown}");
    assert!(!shown.contains("key"), "{shown}");
}

#[test]
fn the_mark_of_an_even_generation_has_a_file_of_its_own() {
    let dir = marked(1);
    let binding = Binding { vault_id: keys().vault_id(), key_generation: 2 };
    let next = Keys::from_data_key(binding, Secret::from_bytes([1; 32]));
    assert!(matches!(
        MarkFile::read(dir.path(), &next),
        Err(VaultError::Missing { file: VaultFile::SecondMark, .. })
    ));
    MarkFile::create(dir.path(), &next, &mark(7)).expect("made").write(&mark(8)).expect("written");
    assert_eq!(MarkFile::read(dir.path(), &next), Ok(mark(8)));
    assert_eq!(MarkFile::read(dir.path(), &keys()), Ok(mark(1)), "the other is as it was");
    let mut bytes = std::fs::read(dir.path().join("vault.mark2")).expect("there");
    bytes[0] ^= 1;
    std::fs::write(dir.path().join("vault.mark2"), bytes).expect("written");
    let damaged = MarkFile::read(dir.path(), &next).expect_err("damaged");
    assert!(damaged.to_string().starts_with("vault.mark2 "), "{damaged}");
}

/// A medium that gives out nothing of what lies from here to there.
struct Worn(std::io::Cursor<Vec<u8>>, std::ops::Range<u64>);

impl Read for Worn {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.1.contains(&self.0.position()) {
            true => Err(io::Error::other("worn")),
            false => self.0.read(out),
        }
    }
}

impl Seek for Worn {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn of_a_worn_mark_the_slot_that_can_be_read_remains() {
    let bytes = bytes_of(&marked(3));
    let of = |bytes: &[u8], worn| {
        remains_of(&mut Worn(std::io::Cursor::new(bytes.to_vec()), worn), &keys()).expect("no newer version")
    };
    // The third writing lies in the first slot, the second in the other one.
    assert_eq!(of(&bytes, 0..0), Some(mark(3)));
    assert_eq!(of(&bytes, 4096..8192), Some(mark(3)));
    assert_eq!(of(&bytes, 0..4096), Some(mark(2)));
    assert_eq!(of(&bytes, 0..8192), None);
    assert_eq!(of(&bytes[..8000], 0..0), Some(mark(3)), "the other slot is cut short");
    let mut newer = bytes.clone();
    newer[9] = 2;
    let newer = [with_right_checksum(newer[..4096].to_vec()), newer[4096..].to_vec()].concat();
    let refused = remains_of(&mut std::io::Cursor::new(newer), &keys());
    assert!(matches!(refused, Err(VaultError::NewerVersion { found: 2, .. })), "{refused:?}");
}

#[test]
fn what_is_no_mark_leaves_nothing_and_is_no_error() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_eq!(MarkFile::remains(dir.path(), &keys()), Ok(None));
    std::fs::create_dir(dir.path().join("vault.mark")).expect("made");
    assert_eq!(MarkFile::remains(dir.path(), &keys()), Ok(None));
    let dir = marked(1);
    assert_eq!(MarkFile::remains(dir.path(), &keys()), Ok(Some(mark(1))));
    let elsewhere = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(dir.path().join("vault.mark"), elsewhere.path().join("vault.mark"))
        .expect("links");
    assert_eq!(MarkFile::remains(elsewhere.path(), &keys()), Ok(None), "a link is not followed");
}
