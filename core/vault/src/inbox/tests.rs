use std::fs;

use gradus_crypto::EntropyError;
use gradus_crypto::testing::{FailingEntropy, SeededEntropy};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::specimen::CrashingDisk;

const OURS: VaultId = VaultId([1; 16]);

fn keys_of(vault: u8, byte: u8) -> InboxKeys {
    InboxKeys::from_bytes(VaultId([vault; 16]), Secret::from_bytes([byte; 32]))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn keys() -> InboxKeys {
    keys_of(1, 7)
}

fn letter(number: usize) -> Vec<u8> {
    format!("letter {number}").into_bytes()
}

/// An inbox of the third round with this many letters.
fn with(count: usize) -> Inbox {
    let mut inbox = Inbox::fresh(&keys(), 3);
    for number in 0..count {
        inbox.add(&letter(number), 0, &SeededEntropy::new(number as u64)).expect("has room");
    }
    inbox
}

fn written(inbox: &Inbox) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    inbox.write(dir.path()).expect("writes");
    dir
}

fn put(bytes: &[u8]) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    fs::write(dir.path().join("vault.inbox"), bytes).expect("writes");
    dir
}

/// The same bytes with a checksum that fits, as a forger would write them.
fn summed(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() - 32);
    bytes.extend_from_slice(&sha256(&[&bytes]));
    bytes
}

/// The letters that hold, by their numbers, and what does not hold.
fn read(dir: &TempDir) -> (Vec<Option<Vec<u8>>>, Vec<InboxTrouble>) {
    let opening = Opening::read(dir.path(), &keys(), 3);
    let letters = opening.letters.iter().map(|letter| letter.as_ref().map(|one| one.expose().to_vec()));
    (letters.collect(), opening.troubles)
}

fn letters(range: impl Iterator<Item = usize>) -> Vec<Option<Vec<u8>>> {
    range.map(|number| Some(letter(number))).collect()
}

const HEAD: usize = 102;

fn record(bytes: &[u8], number: usize) -> std::ops::Range<usize> {
    let start = HEAD + number * RECORD_BYTES;
    assert!(start + RECORD_BYTES <= bytes.len() - 32);
    start..start + RECORD_BYTES
}

#[test]
fn what_is_written_without_the_key_is_read_with_it() {
    let mut inbox = with(5);
    inbox.set_neutral(b"neutral".to_vec()).expect("short");
    let dir = written(&inbox);
    assert_eq!(Inbox::read(dir.path()), Ok(inbox));
    assert_eq!(read(&dir), (letters(0..5), vec![]));
    let opening = Opening::read(dir.path(), &keys(), 3);
    assert_eq!((&opening.neutral[..], opening.round, opening.is_for_key), (&b"neutral"[..], 3, true));
}

#[test]
fn reading_goes_on_from_the_file() {
    let dir = written(&with(2));
    let mut again = Inbox::read(dir.path()).expect("whole");
    assert_eq!((again.waiting(), again.round(), again.vault_id()), (2, 3, OURS));
    again.add(&letter(2), KEPT_FOR_URGENT, &SeededEntropy::new(2)).expect("has room");
    again.write(dir.path()).expect("writes");
    assert_eq!(read(&dir), (letters(0..3), vec![]));
}

/// Worked out by Python from the documentation of the format (`tests/interop/vault/read_inbox.py`).
#[test]
fn frozen_derivations() {
    assert_eq!(hex(keys().first_mac_key(3).expose()), FIRST_KEY);
    assert_eq!(hex(after(&keys().first_mac_key(3)).expose()), SECOND_KEY);
    assert_eq!(hex(&keys().neutral_name(b"x")), NEUTRAL_NAME);
}

const FIRST_KEY: &str = "6edbf869d6cf48df957836ee22deead0bef58e8bda489963a68c79a3efc5cf09";
const SECOND_KEY: &str = "4eac763ee70136d27d28076960c90c47b2858263e6c049759ec6ebaeddbc4156";
const NEUTRAL_NAME: &str = "4c7397045ac75e1a";

#[test]
fn every_record_is_of_one_length_and_all_are_different() {
    let (mut short, mut long) = (with(0), with(0));
    short.add(b"", KEPT_FOR_URGENT, &SeededEntropy::new(1)).expect("has room");
    long.add(&[b'x'; MOST_LETTER_BYTES], KEPT_FOR_URGENT, &SeededEntropy::new(1)).expect("has room");
    assert_eq!(short.to_bytes().len(), long.to_bytes().len());
    assert_eq!(long.to_bytes().len(), HEAD + RECORD_BYTES + 32);
    assert_eq!(
        long.add(&[b'x'; MOST_LETTER_BYTES + 1], 0, &SeededEntropy::new(1)),
        Err(VaultError::InboxFull)
    );
    assert_eq!(read(&written(&long)).0, [Some(vec![b'x'; MOST_LETTER_BYTES])]);
    let mut twice = with(0);
    twice.add(b"in", KEPT_FOR_URGENT, &SeededEntropy::new(1)).expect("has room");
    twice.add(b"in", KEPT_FOR_URGENT, &SeededEntropy::new(2)).expect("has room");
    assert_ne!(twice.records[0], twice.records[1]);
}

#[test]
fn a_full_inbox_keeps_the_oldest_and_has_room_for_what_is_urgent() {
    let mut inbox = with(MOST_RECORDS - KEPT_FOR_URGENT - 1);
    let source = SeededEntropy::new(0);
    inbox.add(b"last", KEPT_FOR_URGENT, &source).expect("the last place for what can wait");
    let full = inbox.clone();
    assert_eq!(inbox.add(b"more", KEPT_FOR_URGENT, &source), Err(VaultError::InboxFull));
    assert_eq!(inbox, full);
    for _ in 1..KEPT_FOR_URGENT {
        inbox.add(b"sign", 1, &source).expect("all places but one");
    }
    assert_eq!(
        inbox.add(b"sign", 1, &source),
        Err(VaultError::InboxFull),
        "the last one is kept for more urgent things"
    );
    inbox.add(b"stop", 0, &source).expect("a place that was kept for it");
    assert_eq!(inbox.add(b"stop", 0, &source), Err(VaultError::InboxFull));
    assert_eq!(inbox.waiting(), MOST_RECORDS);
    let (found, troubles) = read(&written(&inbox));
    assert_eq!((found[0].clone(), found.len(), troubles), (Some(letter(0)), MOST_RECORDS, vec![]));
}

#[test]
fn a_neutral_state_has_a_bound() {
    let mut inbox = with(0);
    inbox.set_neutral(vec![b'x'; MOST_NEUTRAL_BYTES]).expect("the most there may be");
    assert_eq!(Inbox::read(written(&inbox).path()), Ok(inbox.clone()));
    assert_eq!(inbox.set_neutral(vec![b'x'; MOST_NEUTRAL_BYTES + 1]), Err(VaultError::InboxFull));
}

#[test]
fn without_random_bytes_nothing_is_added() {
    let mut inbox = with(1);
    let failed = inbox.add(b"x", KEPT_FOR_URGENT, &FailingEntropy::after(0));
    assert_eq!((failed, inbox.waiting()), (Err(VaultError::Entropy(EntropyError)), 1));
}

#[test]
fn a_record_that_was_changed_is_left_out_and_the_others_hold() {
    let bytes = with(4).to_bytes().to_vec();
    for at in [0, 31, 32, 300, ENVELOPE_BYTES, RECORD_BYTES - 1] {
        let mut changed = bytes.clone();
        changed[record(&bytes, 1).start + at] ^= 1;
        let found = read(&put(&summed(changed)));
        let mut expected = letters(0..4);
        expected[1] = None;
        assert_eq!(found, (expected, vec![InboxTrouble::Altered(1)]), "byte {at}");
    }
}

#[test]
fn records_in_another_order_are_left_out() {
    let bytes = with(3).to_bytes().to_vec();
    let mut changed = bytes.clone();
    changed[record(&bytes, 0)].copy_from_slice(&bytes[record(&bytes, 1)]);
    changed[record(&bytes, 1)].copy_from_slice(&bytes[record(&bytes, 0)]);
    let expected = vec![None, None, Some(letter(2))];
    assert_eq!(read(&put(&summed(changed))), (expected, vec![InboxTrouble::Altered(2)]));
}

#[test]
fn records_that_were_taken_away_are_counted() {
    let bytes = with(4).to_bytes().to_vec();
    let without = |range: std::ops::Range<usize>| {
        let mut changed = bytes.clone();
        drop(changed.drain(range));
        read(&put(&summed(changed)))
    };
    let end = record(&bytes, 3).end;
    assert_eq!(without(record(&bytes, 2).start..end), (letters(0..2), vec![InboxTrouble::Missing(Some(2))]));
    let (found, troubles) = without(record(&bytes, 0));
    assert_eq!(found, [None, None, None], "from the first gap on none is where it was written");
    assert_eq!(troubles, [InboxTrouble::Altered(3), InboxTrouble::Missing(Some(1))]);
}

/// Whoever takes the phone later has the key of the next record, and can add one. That is what anybody may do.
#[test]
fn a_later_thief_cannot_make_the_file_say_that_less_was_written() {
    let bytes = with(3).to_bytes().to_vec();
    let mut emptied = bytes.clone();
    drop(emptied.drain(HEAD..record(&bytes, 2).end));
    let forged = Inbox::read(put(&summed(emptied.clone())).path()).expect("a forger sums rightly");
    let mut forged_on = forged.clone();
    forged_on.add(b"forged", KEPT_FOR_URGENT, &SeededEntropy::new(9)).expect("has room");
    assert_eq!(read(&written(&forged)).1, [InboxTrouble::Missing(Some(3))]);
    let (found, troubles) = read(&written(&forged_on));
    assert_eq!(
        (found, troubles),
        (vec![None], vec![InboxTrouble::Altered(1), InboxTrouble::Missing(Some(3))])
    );
    emptied[66..98].copy_from_slice(&[9; 32]);
    assert_eq!(read(&put(&summed(emptied))).1, [InboxTrouble::Missing(None)]);
}

#[test]
fn an_older_head_before_newer_records_is_noticed() {
    let (older, newer) = (with(1).to_bytes().to_vec(), with(3).to_bytes().to_vec());
    let mut mixed = newer.clone();
    mixed[..HEAD].copy_from_slice(&older[..HEAD]);
    assert_eq!(read(&put(&summed(mixed))), (letters(0..3), vec![InboxTrouble::Replaced]));
}

#[test]
fn a_swapped_public_key_is_noticed_and_what_was_written_before_holds() {
    let bytes = with(2).to_bytes().to_vec();
    let mut swapped = bytes.clone();
    swapped[34..66].copy_from_slice(&keys_of(1, 8).address());
    let mut later = Inbox::read(put(&summed(swapped)).path()).expect("a forger sums rightly");
    later.add(b"to the forger", KEPT_FOR_URGENT, &SeededEntropy::new(9)).expect("has room");
    let mut expected = letters(0..2);
    expected.push(None);
    let troubles = vec![InboxTrouble::Replaced, InboxTrouble::Altered(1)];
    assert_eq!(read(&written(&later)), (expected, troubles));
}

#[test]
fn an_inbox_of_another_vault_or_another_round_gives_nothing() {
    for (keys, round) in
        [(keys_of(2, 8), 3), (keys_of(2, 7), 3), (keys_of(1, 8), 3), (keys_of(1, 8), 5), (keys_of(1, 7), 2)]
    {
        let mut inbox = Inbox::fresh(&keys, round);
        inbox.add(b"foreign", KEPT_FOR_URGENT, &SeededEntropy::new(0)).expect("has room");
        let (found, troubles) = read(&written(&inbox));
        assert_eq!(found, [None]);
        assert!(troubles.contains(&InboxTrouble::Replaced) || troubles.contains(&InboxTrouble::Altered(1)));
    }
}

/// After a crash between writing the next round and noting it in the database, and with a database that is older still.
#[test]
fn any_later_round_is_known_by_its_key_alone() {
    for round in [4, 5, 900, u64::MAX] {
        let mut next = Inbox::fresh(&keys(), round);
        next.add(b"later", KEPT_FOR_URGENT, &SeededEntropy::new(0)).expect("has room");
        let opening = Opening::read(written(&next).path(), &keys(), 3);
        assert_eq!((opening.round, opening.troubles), (round, vec![]));
        assert_eq!(opening.letters[0].as_ref().map(|letter| letter.expose()), Some(&b"later"[..]));
        let forged = Inbox { next_key: Zeroizing::new([9; 32]), ..next };
        let opening = Opening::read(written(&forged).path(), &keys(), 3);
        assert!(opening.round == 3 && opening.troubles.contains(&InboxTrouble::Replaced));
        assert!(opening.has_unread());
    }
}

#[test]
fn what_is_no_inbox_is_an_error_without_the_key_and_trouble_with_it() {
    let whole = with(1).to_bytes().to_vec();
    let file = VaultFile::Inbox;
    let damaged = |what| VaultError::Damaged { file, what, other_copy: OtherCopy::None };
    let mut newer = whole.clone();
    newer[9] = 2;
    let mut foreign = whole.clone();
    foreign[0] ^= 1;
    let mut endless = whole.clone();
    endless[98..102].fill(0xff);
    let mut longer = whole.clone();
    longer.insert(whole.len() - 32, 0);
    let mut old = whole.clone();
    old[9] = 0;
    let table = [
        (Vec::new(), VaultError::Truncated { file, found_bytes: 0, other_copy: OtherCopy::None }),
        (whole[..31].to_vec(), VaultError::Truncated { file, found_bytes: 31, other_copy: OtherCopy::None }),
        (whole[..whole.len() - 1].to_vec(), damaged(DamagedPart::Checksum)),
        (summed(foreign), damaged(DamagedPart::Layout)),
        (summed(endless), damaged(DamagedPart::Layout)),
        (summed(longer), damaged(DamagedPart::Layout)),
        (summed(old), damaged(DamagedPart::Layout)),
    ];
    for (bytes, error) in table {
        let dir = put(&bytes);
        assert_eq!(Inbox::read(dir.path()), Err(error));
        let troubles = Opening::read(dir.path(), &keys(), 3).troubles;
        assert!(!troubles.is_empty());
    }
    let dir = put(&summed(newer));
    let error = VaultError::NewerVersion { file, found: 2, known: 1 };
    assert_eq!(Inbox::read(dir.path()), Err(error));
    assert_eq!(read(&dir), (vec![], vec![InboxTrouble::Unreadable]));
    fs::remove_file(dir.path().join("vault.inbox")).expect("removes");
    fs::create_dir(dir.path().join("vault.inbox")).expect("a folder in its place");
    assert_eq!(read(&dir), (vec![], vec![InboxTrouble::Unreadable]));
    let nothing = TempDir::new().expect("a folder");
    let missing = VaultError::Missing { file, other_copy: OtherCopy::None };
    assert_eq!(Inbox::read(nothing.path()), Err(missing));
    assert_eq!(read(&nothing), (vec![], vec![InboxTrouble::Unreadable]));
}

#[test]
fn a_file_that_is_gone_is_told_from_one_that_cannot_be_read_and_one_from_another() {
    let seen = |dir: &TempDir| {
        let opening = Opening::read(dir.path(), &keys(), 3);
        (opening.is_there, opening.hash)
    };
    let nothing = sha256(&[]);
    let dir = TempDir::new().expect("a folder");
    assert_eq!(seen(&dir), (false, nothing));
    fs::create_dir(dir.path().join("vault.inbox")).expect("a folder in its place");
    assert_eq!(seen(&dir), (true, nothing));
    assert_eq!(seen(&put(b"rubbish")), (true, sha256(&[b"rubbish"])));
    assert_eq!(seen(&written(&with(1))), (true, sha256(&[&with(1).to_bytes()])));
}

#[test]
fn every_flipped_bit_and_every_cut_is_noticed() {
    let mut inbox = with(1);
    inbox.set_neutral(b"[]".to_vec()).expect("short");
    let bytes = inbox.to_bytes().to_vec();
    for byte in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[byte] ^= 1 << (byte % 8);
        let dir = put(&changed);
        assert!(Inbox::read(dir.path()).is_err(), "byte {byte}");
        let opened = Opening::read(dir.path(), &keys(), 3);
        assert!(!opened.troubles.is_empty(), "byte {byte}");
        if byte < 10 {
            // Of magic and version nothing depends that the record does not prove by itself.
            assert_eq!(read(&dir), (letters(0..1), vec![InboxTrouble::Damaged]), "byte {byte}");
        }
        let cut = put(&bytes[..byte]);
        assert!(Inbox::read(cut.path()).is_err(), "{byte} bytes");
        assert!(!read(&cut).1.is_empty(), "{byte} bytes");
    }
}

#[test]
fn what_cannot_be_read_is_put_aside_and_nothing_is_written_over() {
    let dir = put(b"first");
    set_aside(dir.path()).expect("moves");
    set_aside(dir.path()).expect("nothing stands there");
    fs::create_dir(dir.path().join("vault.inbox")).expect("a folder in its place");
    set_aside(dir.path()).expect("moves");
    fs::write(dir.path().join("vault.inbox"), b"third").expect("writes");
    set_aside(dir.path()).expect("moves");
    assert!(!dir.path().join("vault.inbox").exists());
    let bytes = |name: &str| fs::read(dir.path().join(name)).expect("is there");
    assert_eq!((bytes("vault.inbox.1"), bytes("vault.inbox.3")), (b"first".to_vec(), b"third".to_vec()));
    assert!(dir.path().join("vault.inbox.2").is_dir());
}

#[test]
fn a_crash_at_any_step_leaves_what_was_acknowledged_and_no_trouble() {
    for steps_left in 0..3 {
        for torn_bytes in [0, 50, HEAD + 100, usize::MAX] {
            let dir = written(&with(2));
            let mut disk = CrashingDisk { steps_left, torn_bytes };
            let crashed = with(3).write_on(&mut disk, dir.path());
            assert_eq!(crashed, Err(VaultError::Io { file: VaultFile::Inbox, kind: io::ErrorKind::Other }));
            let count = if steps_left < 2 { 2 } else { 3 };
            assert_eq!(read(&dir), (letters(0..count), vec![]), "step {steps_left}");
            let mut again = Inbox::read(dir.path()).expect("whole");
            again.add(&letter(count), KEPT_FOR_URGENT, &SeededEntropy::new(8)).expect("has room");
            again.write(dir.path()).expect("the next writing clears away what the crash left");
            assert_eq!(read(&dir), (letters(0..=count), vec![]));
        }
    }
}

#[test]
fn debug_shows_how_many_wait_and_no_key() {
    assert_eq!(format!("{:?}", with(2)), "Inbox(2 waiting)");
    assert_eq!(
        format!("{:?}", keys()),
        "InboxKeys { vault_id: VaultId(01010101010101010101010101010101), private: Secret<32>(redacted) }"
    );
}

#[test]
fn a_key_that_is_made_anew_is_another_one() {
    let make = |seed| InboxKeys::make(OURS, &SeededEntropy::new(seed)).expect("makes");
    assert_ne!(make(1).expose(), make(2).expose());
    assert_eq!(
        InboxKeys::make(OURS, &FailingEntropy::after(0)).err(),
        Some(VaultError::Entropy(EntropyError))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_at_all_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000), ours: bool) {
        let mut bytes = bytes;
        if ours {
            bytes.splice(0..10.min(bytes.len()), *b"GRADUSVI\0\x01");
        }
        let dir = put(&bytes);
        drop(Inbox::read(dir.path()));
        let opened = Opening::read(dir.path(), &keys(), 3);
        prop_assert!(opened.letters.iter().all(Option::is_none) && !opened.troubles.is_empty());
    }
}

#[test]
fn what_the_disk_refuses_is_told_apart_from_what_cannot_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let no_folder = folder.path().join("a file");
    fs::write(&no_folder, b"").expect("writes");
    let refused = Opening::read(&no_folder, &keys(), 1);
    assert_eq!(refused.refused, Some(std::io::ErrorKind::NotADirectory));
    assert_eq!(Opening::read(folder.path(), &keys(), 1).refused, None, "none is there");
    fs::create_dir(folder.path().join("vault.inbox")).expect("a folder in its place");
    let other = Opening::read(folder.path(), &keys(), 1);
    assert!(other.refused.is_none() && other.has_unread());
}
