use super::*;
use crate::error::VaultFile;
use crate::mending::{Mended, Mending, OlderState};
use crate::recovery::RecoveryCode;
use crate::specimen::{
    PASSCODE, SPECIMEN, code, contents, folder, folder_with, keys, with_right_checksum, with_right_sums,
};
use gradus_crypto::KdfParams;
use gradus_crypto::testing::SeededEntropy;
use std::fs;

const COPIES: [VaultFile; 2] = [VaultFile::Header, VaultFile::HeaderCopy];

/// A folder in which only `file` holds `bytes`, the other copy being whole.
fn one_bad(file: VaultFile, bytes: &[u8]) -> tempfile::TempDir {
    let dir = folder();
    fs::write(dir.path().join(file.name()), bytes).expect("written");
    dir
}

fn inspect_error(dir: &Path) -> VaultError {
    let before = contents(dir);
    let error = inspect(dir).expect_err("must not open");
    assert_eq!(contents(dir), before, "looking changed something");
    error
}

fn unlock_error(dir: &Path) -> VaultError {
    let before = contents(dir);
    let error =
        inspect(dir).and_then(|sealed| sealed.unlock(&Secret::Recovery(&code()))).expect_err("must not open");
    assert_eq!(contents(dir), before, "unlocking changed something");
    error
}

fn mend(dir: &Path, secret: &Secret<'_>) -> Result<Mended, VaultError> {
    Mending::prepare(dir, secret, OlderState::Refuse)?.finish()
}

fn mends(dir: &Path, file: VaultFile) {
    assert_eq!(mend(dir, &Secret::Recovery(&code())), Ok(Mended::Rewrote(file)));
    assert_eq!(fs::read(dir.join(file.name())).expect("written"), SPECIMEN.header_bytes);
    inspect(dir).expect("whole").unlock(&Secret::Recovery(&code())).expect("own code");
}

#[test]
fn passcode_and_recovery_code_open_the_same_vault() {
    let dir = folder();
    let by_code = inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&code())).expect("own code");
    let by_passcode =
        inspect(dir.path()).expect("whole").unlock(&Secret::Passcode(PASSCODE)).expect("own passcode");
    assert_eq!(by_code.keys().db_key_hex(), by_passcode.keys().db_key_hex());
    assert_eq!(by_code.header(), by_passcode.header());
    assert_eq!(by_code.copies(), CopyState::Agree);
}

#[test]
fn wrong_secrets_are_wrong_and_nothing_else() {
    let dir = folder();
    let before = contents(dir.path());
    let unlock = |secret: &Secret<'_>| inspect(dir.path()).expect("whole").unlock(secret).expect_err("wrong");
    for passcode in
        ["correct horse battery stapl", "correct horse battery staple ", "Correct horse battery staple"]
    {
        assert_eq!(unlock(&Secret::Passcode(passcode.as_bytes())), VaultError::WrongSecret);
    }
    let other = RecoveryCode::make(&SeededEntropy::new(99)).expect("never fails");
    assert_eq!(unlock(&Secret::Recovery(&other)), VaultError::WrongSecret);
    assert_eq!(unlock(&Secret::Passcode(b"")), VaultError::EmptyPasscode);
    let too_long = gradus_crypto::StretchError::TooLong { found_bytes: 1025 };
    assert_eq!(unlock(&Secret::Passcode(&[b'x'; 1025])), VaultError::Stretch(too_long));
    assert_eq!(contents(dir.path()), before);
}

#[test]
fn a_vault_without_a_slot_of_the_kind_says_so() {
    let mut header = Header::from_bytes(&SPECIMEN.header_bytes).expect("own bytes");
    header.slots.truncate(1);
    let bytes = header.to_bytes(&keys().header_key());
    assert_eq!(unlock_error(folder_with(&bytes, &bytes).path()), VaultError::NoSlot);
}

#[test]
fn every_flipped_bit_of_either_copy_is_told_and_can_be_mended() {
    for file in COPIES {
        for at in 0..SPECIMEN.header_bytes.len() {
            let mut bytes = SPECIMEN.header_bytes.clone();
            bytes[at] ^= 1 << (at % 8);
            let what = if at < 18 { DamagedPart::Preamble } else { DamagedPart::Checksum };
            let dir = one_bad(file, &bytes);
            let expected = VaultError::Damaged { file, what, other_copy: OtherCopy::Intact };
            assert_eq!(inspect_error(dir.path()), expected, "byte {at}");
            if at % 16 == 0 {
                mends(dir.path(), file);
            }
        }
    }
}

#[test]
fn the_same_flip_in_both_copies_is_told_too() {
    for at in 0..SPECIMEN.header_bytes.len() {
        let mut bytes = SPECIMEN.header_bytes.clone();
        bytes[at] ^= 0x80 >> (at % 8);
        let what = if at < 18 { DamagedPart::Preamble } else { DamagedPart::Checksum };
        let dir = folder_with(&bytes, &bytes);
        let expected =
            VaultError::Damaged { file: VaultFile::Header, what, other_copy: OtherCopy::NotIntact };
        assert_eq!(inspect_error(dir.path()), expected, "byte {at}");
        let before = contents(dir.path());
        assert_eq!(mend(dir.path(), &Secret::Recovery(&code())), Err(expected));
        assert_eq!(contents(dir.path()), before);
    }
}

/// Somebody without the key flips a bit and puts every checksum right.
#[test]
fn a_flip_under_right_checksums_never_opens() {
    for at in 18..SPECIMEN.header_bytes.len() - 32 {
        let mut bytes = SPECIMEN.header_bytes.clone();
        bytes[at] ^= 1 << (at % 8);
        let bytes = with_right_sums(bytes);
        for dir in [one_bad(VaultFile::Header, &bytes), one_bad(VaultFile::HeaderCopy, &bytes)] {
            let error = unlock_error(dir.path());
            let told = matches!(
                error,
                VaultError::Damaged { .. }
                    | VaultError::WrongSecret
                    | VaultError::NoSlot
                    | VaultError::AbsurdKdf { .. }
            );
            assert!(told, "byte {at}: {error:?}");
        }
        let dir = folder_with(&bytes, &bytes);
        unlock_error(dir.path());
    }
}

#[test]
fn every_truncation_of_either_copy_is_told_and_can_be_mended() {
    for file in COPIES {
        for len in 0..SPECIMEN.header_bytes.len() {
            let dir = one_bad(file, &SPECIMEN.header_bytes[..len]);
            let found_bytes = len as u64;
            let expected = VaultError::Truncated { file, found_bytes, other_copy: OtherCopy::Intact };
            assert_eq!(inspect_error(dir.path()), expected);
            if len % 16 == 0 {
                mends(dir.path(), file);
            }
        }
    }
}

#[test]
fn truncation_of_both_copies_is_told() {
    for len in 0..SPECIMEN.header_bytes.len() {
        let cut = &SPECIMEN.header_bytes[..len];
        let expected = VaultError::Truncated {
            file: VaultFile::Header,
            found_bytes: len as u64,
            other_copy: OtherCopy::NotIntact,
        };
        assert_eq!(inspect_error(folder_with(cut, cut).path()), expected);
    }
}

#[test]
fn bytes_behind_the_end_are_told() {
    for extra in [1, 100, 70_000] {
        let longer = [SPECIMEN.header_bytes.as_slice(), &vec![0; extra]].concat();
        let dir = one_bad(VaultFile::HeaderCopy, &longer);
        let (file, what) = (VaultFile::HeaderCopy, DamagedPart::Length);
        let expected = VaultError::Damaged { file, what, other_copy: OtherCopy::Intact };
        assert_eq!(inspect_error(dir.path()), expected);
        mends(dir.path(), VaultFile::HeaderCopy);
    }
}

#[test]
fn a_missing_copy_is_told_and_can_be_mended() {
    for file in COPIES {
        let dir = folder();
        fs::remove_file(dir.path().join(file.name())).expect("removed");
        assert_eq!(inspect_error(dir.path()), VaultError::Missing { file, other_copy: OtherCopy::Intact });
        mends(dir.path(), file);
    }
}

#[test]
fn both_copies_missing_beside_other_files_of_a_vault() {
    for other in ["vault.mark", "vault.db"] {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join(other), b"x").expect("written");
        let expected = VaultError::Missing { file: VaultFile::Header, other_copy: OtherCopy::NotIntact };
        assert_eq!(inspect_error(dir.path()), expected);
        fs::write(dir.path().join("vault.hdr"), [0; 400]).expect("written");
        let (file, what) = (VaultFile::Header, DamagedPart::Preamble);
        let expected = VaultError::Damaged { file, what, other_copy: OtherCopy::NotIntact };
        assert_eq!(inspect_error(dir.path()), expected);
    }
}

#[test]
fn what_is_not_a_vault_is_called_so() {
    let empty = tempfile::tempdir().expect("a folder");
    assert_eq!(inspect_error(empty.path()), VaultError::NotAVault);
    let not_there = empty.path().join("nowhere");
    assert_eq!(inspect(&not_there).expect_err("no folder"), VaultError::NotAVault);
    let a_file = empty.path().join("file");
    fs::write(&a_file, b"text").expect("written");
    assert_eq!(inspect(&a_file).expect_err("no folder"), VaultError::NotAVault);
    for foreign in [b"SQLite format 3\0 and so on".as_slice(), b"x", b"PK\x03\x04 a long enough file"] {
        let dir = folder_with(foreign, foreign);
        assert_eq!(inspect_error(dir.path()), VaultError::NotAVault);
        assert_eq!(mend(dir.path(), &Secret::Recovery(&code())), Err(VaultError::NotAVault));
    }
}

#[test]
fn a_foreign_file_in_the_place_of_one_copy_is_damage() {
    let dir = one_bad(VaultFile::Header, b"SQLite format 3\0 and so on");
    let (file, what) = (VaultFile::Header, DamagedPart::Preamble);
    let expected = VaultError::Damaged { file, what, other_copy: OtherCopy::Intact };
    assert_eq!(inspect_error(dir.path()), expected);
    mends(dir.path(), VaultFile::Header);
}

#[test]
fn a_copy_that_cannot_be_read_is_an_input_error_and_stays() {
    let dir = folder();
    fs::remove_file(dir.path().join("vault.hdr2")).expect("removed");
    fs::create_dir(dir.path().join("vault.hdr2")).expect("made");
    let error = inspect(dir.path()).expect_err("a folder is no file");
    assert!(matches!(error, VaultError::Io { file: VaultFile::HeaderCopy, .. }), "{error:?}");
    assert_eq!(mend(dir.path(), &Secret::Recovery(&code())), Err(error));
    assert!(dir.path().join("vault.hdr2").is_dir());
}

#[test]
fn mending_needs_the_right_secret_and_then_writes_only_what_is_bad() {
    let dir = one_bad(VaultFile::HeaderCopy, b"");
    let before = contents(dir.path());
    let other = RecoveryCode::make(&SeededEntropy::new(99)).expect("never fails");
    assert_eq!(mend(dir.path(), &Secret::Recovery(&other)), Err(VaultError::WrongSecret));
    assert_eq!(mend(dir.path(), &Secret::Passcode(b"")), Err(VaultError::EmptyPasscode));
    assert_eq!(contents(dir.path()), before);
    mends(dir.path(), VaultFile::HeaderCopy);
    assert_eq!(mend(dir.path(), &Secret::Recovery(&code())), Ok(Mended::Nothing));
}

#[test]
fn an_intact_but_forged_remaining_copy_mends_nothing() {
    let mut forged = SPECIMEN.header_bytes.clone();
    forged[41] = 9;
    let dir = folder_with(&with_right_checksum(forged), b"");
    let before = contents(dir.path());
    let (file, what) = (VaultFile::Header, DamagedPart::Authentication);
    let expected = VaultError::Damaged { file, what, other_copy: OtherCopy::NotIntact };
    assert_eq!(mend(dir.path(), &Secret::Recovery(&code())), Err(expected));
    assert_eq!(contents(dir.path()), before);
}

/// A forger raises the epoch, so that the forged copy would win.
#[test]
fn a_forged_newer_copy_is_told_and_the_authentic_one_brought_back() {
    for file in COPIES {
        let mut forged = SPECIMEN.header_bytes.clone();
        forged[41] = 9;
        let dir = one_bad(file, &with_right_checksum(forged));
        let what = DamagedPart::Authentication;
        let expected = VaultError::Damaged { file, what, other_copy: OtherCopy::Intact };
        assert_eq!(unlock_error(dir.path()), expected);
        mends(dir.path(), file);
    }
}

/// A forger replaces slots and MAC by a vault of their own under the same id.
#[test]
fn a_newer_copy_with_foreign_slots_opens_nothing_and_the_authentic_one_is_brought_back() {
    let theirs_dir = tempfile::tempdir().expect("a folder");
    let theirs =
        crate::create(theirs_dir.path(), b"theirs", KdfParams::FLOOR, &SeededEntropy::new(50)).expect("made");
    let mut header = theirs.opened.header().clone();
    header.vault_id = Header::from_bytes(&SPECIMEN.header_bytes).expect("own bytes").vault_id;
    header.epoch = 9;
    let dir = one_bad(VaultFile::Header, &header.to_bytes(&theirs.opened.keys().header_key()));
    assert_eq!(unlock_error(dir.path()), VaultError::WrongSecret);
    let error = inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&theirs.recovery_code));
    assert!(matches!(error, Err(VaultError::Damaged { what: DamagedPart::Slot, .. })), "bound to another id");
    mends(dir.path(), VaultFile::Header);
}

#[test]
fn a_forged_older_copy_is_told() {
    let mut older = SPECIMEN.header_bytes.clone();
    older[200] ^= 1;
    let older = with_right_checksum(older);
    let mut header = Header::from_bytes(&SPECIMEN.header_bytes).expect("own bytes");
    header.epoch = 2;
    let newer = header.to_bytes(&keys().header_key());
    let dir = folder_with(&older, &newer);
    let (file, what) = (VaultFile::Header, DamagedPart::Authentication);
    let expected = VaultError::Damaged { file, what, other_copy: OtherCopy::Intact };
    assert_eq!(unlock_error(dir.path()), expected);
    assert_eq!(mend(dir.path(), &Secret::Recovery(&code())), Ok(Mended::Rewrote(file)));
    assert_eq!(fs::read(dir.path().join("vault.hdr")).expect("written"), newer);
}

#[test]
fn two_authentic_copies_of_one_epoch_that_disagree_are_told() {
    let mut header = Header::from_bytes(&SPECIMEN.header_bytes).expect("own bytes");
    header.database_file = "vault.other".to_owned();
    let dir = one_bad(VaultFile::HeaderCopy, &header.to_bytes(&keys().header_key()));
    let (file, what) = (VaultFile::HeaderCopy, DamagedPart::CopiesDisagree);
    let expected = VaultError::Damaged { file, what, other_copy: OtherCopy::Intact };
    assert_eq!(unlock_error(dir.path()), expected);
    mends(dir.path(), VaultFile::HeaderCopy);
}

#[test]
fn a_copy_of_another_vault_is_told() {
    let other_dir = tempfile::tempdir().expect("a folder");
    crate::create(other_dir.path(), b"other", KdfParams::FLOOR, &SeededEntropy::new(51)).expect("made");
    let other = fs::read(other_dir.path().join("vault.hdr")).expect("written");
    let dir = one_bad(VaultFile::HeaderCopy, &other);
    let (file, what) = (VaultFile::HeaderCopy, DamagedPart::OtherVault);
    let expected = VaultError::Damaged { file, what, other_copy: OtherCopy::Intact };
    assert_eq!(unlock_error(dir.path()), expected);
}

#[test]
fn the_newer_copy_wins_and_the_opener_says_so() {
    let mut header = Header::from_bytes(&SPECIMEN.header_bytes).expect("own bytes");
    header.epoch = 2;
    let newer = header.to_bytes(&keys().header_key());
    for (older, first, second) in [
        (VaultFile::HeaderCopy, &newer, &SPECIMEN.header_bytes),
        (VaultFile::Header, &SPECIMEN.header_bytes, &newer),
    ] {
        let dir = folder_with(first, second);
        let before = contents(dir.path());
        let mut opened =
            inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&code())).expect("own code");
        assert_eq!(opened.header().epoch(), 2);
        assert_eq!(opened.copies(), CopyState::Differ { older, older_epoch: 1 });
        assert_eq!(contents(dir.path()), before, "opening settles nothing by itself");
        opened.settle().expect("written");
        let again = inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&code())).expect("own code");
        assert_eq!((again.copies(), again.header().epoch()), (CopyState::Agree, 3));
    }
}

#[test]
fn debug_never_shows_secrets() {
    let shown = format!("{:?} {:?}", Secret::Passcode(b"sesame"), Secret::Recovery(&code()));
    assert_eq!(shown, "Passcode(redacted) Recovery(redacted)");
}

#[test]
fn after_a_wrong_secret_the_right_one_still_opens() {
    let dir = folder();
    let sealed = inspect(dir.path()).expect("whole");
    let other = RecoveryCode::make(&SeededEntropy::new(99)).expect("never fails");
    assert_eq!(sealed.unlock(&Secret::Recovery(&other)).expect_err("wrong"), VaultError::WrongSecret);
    assert!(sealed.unlock(&Secret::Recovery(&code())).is_ok());
}

/// After a crash between the copies of a renewal, the replaced code must not bring its own copy back by mending.
#[test]
fn a_replaced_secret_does_not_mend_away_an_authentic_newer_copy() {
    let dir = folder();
    let mut opened =
        inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&code())).expect("own code");
    let renewed = opened.renew_recovery_code(&SeededEntropy::new(4)).expect("written");
    fs::write(dir.path().join("vault.hdr2"), &SPECIMEN.header_bytes).expect("written");
    let before = contents(dir.path());
    assert_eq!(mend(dir.path(), &Secret::Recovery(&code())), Err(VaultError::WrongSecret));
    assert_eq!(contents(dir.path()), before);
    let rewrote = Mended::Rewrote(VaultFile::HeaderCopy);
    assert_eq!(mend(dir.path(), &Secret::Recovery(&renewed)), Ok(rewrote));
    assert_eq!(fs::read(dir.path().join("vault.hdr2")).expect("written"), before["vault.hdr"]);
}
