use super::*;
use crate::slot::SlotKind;
use crate::specimen::{PASSCODE, SPECIMEN, code, contents, folder_with, keys, with_right_checksum};
use crate::{Header, inspect};
use std::fs;

/// A forger raises epoch and key generation, so that the copy wins and looks like the work of a rotation.
#[test]
fn a_newer_copy_of_another_key_generation_gives_way_only_where_an_older_state_is_accepted() {
    let mut forged = SPECIMEN.header_bytes.clone();
    forged[41] = 9;
    forged[45] = 7;
    let forged = with_right_checksum(forged);
    let read = Header::from_bytes(&forged).expect("a header");
    assert_eq!((read.epoch(), read.key_generation()), (9, 7));
    let dir = folder_with(&SPECIMEN.header_bytes, &forged);
    let before = contents(dir.path());
    let refused = Mending::prepare(dir.path(), &Secret::Recovery(&code()), OlderState::Refuse);
    assert!(matches!(refused, Err(VaultError::WrongSecret | VaultError::Damaged { .. })), "{refused:?}");
    let mending = Mending::prepare(dir.path(), &Secret::Recovery(&code()), OlderState::Accept)
        .expect("the authentic copy");
    assert_eq!(mending.opened().header().epoch(), 1);
    assert_eq!(contents(dir.path()), before, "nothing is written before the end");
    assert_eq!(mending.finish(), Ok(Mended::Rewrote(VaultFile::HeaderCopy)));
    assert_eq!(fs::read(dir.path().join("vault.hdr2")).expect("written"), SPECIMEN.header_bytes);
}

/// What another generation's key wrote is not given up for a secret that opens neither.
#[test]
fn accepting_an_older_state_still_needs_a_secret_that_opens_it() {
    let mut forged = SPECIMEN.header_bytes.clone();
    (forged[41], forged[45]) = (9, 7);
    let dir = folder_with(&with_right_checksum(forged), &SPECIMEN.header_bytes);
    let refused = Mending::prepare(dir.path(), &Secret::Passcode(b"not it"), OlderState::Accept);
    assert!(matches!(refused, Err(VaultError::WrongSecret)), "{refused:?}");
}

#[test]
fn a_trusted_copy_is_offered_with_its_keys_before_anything_is_written() {
    let dir = folder_with(&SPECIMEN.header_bytes, b"");
    let before = contents(dir.path());
    let mending =
        Mending::prepare(dir.path(), &Secret::Recovery(&code()), OlderState::Refuse).expect("one copy");
    assert_eq!(mending.opened().keys().db_key_hex(), keys().db_key_hex());
    drop(mending);
    assert_eq!(contents(dir.path()), before);
    assert!(inspect(dir.path()).is_err());
}

/// A folder in the place of a copy is refused by the system as a bad sector is.
#[test]
fn a_copy_that_cannot_be_read_stops_mending_and_not_reading() {
    for name in ["vault.hdr", "vault.hdr2"] {
        let dir = folder_with(&SPECIMEN.header_bytes, &SPECIMEN.header_bytes);
        fs::remove_file(dir.path().join(name)).expect("was there");
        fs::create_dir(dir.path().join(name)).expect("made");
        let refused = Mending::prepare(dir.path(), &Secret::Recovery(&code()), OlderState::Refuse);
        assert!(matches!(refused, Err(VaultError::Io { .. })), "{name}: {refused:?}");
        let opened = Mending::read_only(dir.path(), &Secret::Recovery(&code())).expect("the other copy");
        assert_eq!(opened.keys().db_key_hex(), keys().db_key_hex(), "{name}");
        let wrong = Mending::read_only(dir.path(), &Secret::Passcode(b"not it"));
        assert!(matches!(wrong, Err(VaultError::WrongSecret)), "{name}: {wrong:?}");
    }
    let dir = folder_with(b"", &SPECIMEN.header_bytes);
    fs::remove_file(dir.path().join("vault.hdr2")).expect("was there");
    fs::create_dir(dir.path().join("vault.hdr2")).expect("made");
    let refused = Mending::read_only(dir.path(), &Secret::Recovery(&code()));
    assert!(matches!(refused, Err(VaultError::Io { file: VaultFile::HeaderCopy, .. })), "{refused:?}");
}

#[test]
fn a_copy_of_a_newer_version_is_not_read_past() {
    let mut newer = SPECIMEN.header_bytes.clone();
    newer[9] = 2;
    let dir = folder_with(&SPECIMEN.header_bytes, &crate::specimen::with_right_sums(newer));
    let refused = Mending::read_only(dir.path(), &Secret::Recovery(&code()));
    assert!(matches!(refused, Err(VaultError::NewerVersion { found: 2, .. })), "{refused:?}");
}

/// A newer copy without a passcode's slot needs no key to make: it must not turn a wrong passcode into something uncounted.
#[test]
fn a_wrong_secret_beside_a_newer_copy_without_its_slot_is_a_wrong_one() {
    let mut header = Header::from_bytes(&SPECIMEN.header_bytes).expect("a header");
    header.slots.retain(|slot| !matches!(slot.kind, SlotKind::Passcode { .. }));
    let mut forged = header.to_bytes(&keys().header_key());
    forged[41] = 9;
    let dir = folder_with(&with_right_checksum(forged), &SPECIMEN.header_bytes);
    let wrong = Mending::prepare(dir.path(), &Secret::Passcode(b"another one"), OlderState::Refuse);
    assert_eq!(wrong.map(drop), Err(VaultError::WrongSecret));
    assert!(Mending::prepare(dir.path(), &Secret::Passcode(PASSCODE), OlderState::Refuse).is_ok());
}
