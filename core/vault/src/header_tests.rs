use super::*;
use crate::specimen::{SPECIMEN, contents, folder, folder_with, keys, with_right_checksum, with_right_sums};
use crate::{NewPasscode, Secret, VaultError, VaultFile, inspect};
use gradus_crypto::testing::SeededEntropy;
use proptest::prelude::*;

fn specimen() -> Vec<u8> {
    SPECIMEN.header_bytes.clone()
}

fn parsed() -> Header {
    Header::from_bytes(&specimen()).expect("own bytes")
}

/// Each field at the offset that the format's table gives.
#[test]
fn the_bytes_lie_as_documented() {
    let bytes = specimen();
    assert_eq!(bytes.len(), 18 + 28 + 1 + 8 + 1 + (6 + 120) + (6 + 108) + 64);
    assert_eq!(&bytes[..8], b"GRADUSVH");
    assert_eq!(bytes[8..10], [0, 1], "version");
    assert_eq!(bytes[10..14], [0, 0, 1, 104], "length 360");
    assert_eq!(bytes[14..18], gradus_crypto::sha256(&[&bytes[..14]])[..4]);
    assert_eq!(bytes[18..34], parsed().vault_id.0);
    assert_eq!(bytes[34..42], [0, 0, 0, 0, 0, 0, 0, 1], "epoch");
    assert_eq!(bytes[42..46], [0, 0, 0, 1], "key generation");
    assert_eq!(&bytes[46..55], b"\x08vault.db");
    assert_eq!(bytes[55], 2, "slots");
    assert_eq!(bytes[56..62], [0, 1, 1, 1, 0, 120], "slot 1: passcode, Argon2id");
    assert_eq!(bytes[62..74], [0, 0, 0x4c, 0, 0, 0, 0, 2, 0, 0, 0, 1], "19,456 KiB, 2 passes, 1 lane");
    assert_eq!(bytes[182..188], [0, 2, 2, 2, 0, 108], "slot 2: recovery, HKDF");
    assert_eq!(bytes[296..328], keys().header_key().sign(&[&bytes[..296]]));
    assert_eq!(bytes[328..], gradus_crypto::sha256(&[&bytes[..328]]));
}

#[test]
fn the_fields_are_read_back() {
    let header = parsed();
    assert_eq!((header.epoch(), header.key_generation(), header.database_file()), (1, 1, "vault.db"));
    let [passcode, recovery] = header.slots() else { panic!("two slots") };
    assert!(matches!(&passcode.kind, SlotKind::Passcode { params, .. } if *params == KdfParams::FLOOR));
    assert!(matches!(recovery.kind, SlotKind::Recovery { .. }));
    assert_eq!(header.to_bytes(&keys().header_key()), specimen());
}

/// A passcode on a device, the recovery code and a keystore, in this order.
fn of_a_phone() -> Vec<u8> {
    let dir = folder();
    let code = crate::specimen::code();
    let mut opened = inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&code)).expect("own code");
    let passcode =
        NewPasscode { passcode: b"481902", device_secret: Some(&[7; 32]), params: KdfParams::FLOOR };
    let entropy = SeededEntropy::new(3);
    opened.change_passcode(&passcode, &entropy).expect("written");
    opened.add_platform_way(&[9; 32], None, &entropy).expect("written");
    contents(dir.path())["vault.hdr"].clone()
}

#[test]
fn the_slots_of_a_phone_lie_as_documented() {
    let bytes = of_a_phone();
    let header = Header::from_bytes(&bytes).expect("own bytes");
    assert_eq!(bytes[55], 3, "slots");
    assert_eq!(bytes[56..62], [0, 1, 1, 3, 0, 136], "slot 1: passcode, Argon2id and a device secret");
    assert_eq!(bytes[62..74], [0, 0, 0x4c, 0, 0, 0, 0, 2, 0, 0, 0, 1], "19,456 KiB, 2 passes, 1 lane");
    let SlotKind::OnDevice { device_check, salt, wrapped, .. } = &header.slots()[0].kind else {
        panic!("a phone")
    };
    assert_eq!((&bytes[74..90], &bytes[90..106]), (device_check.as_slice(), salt.as_slice()));
    assert_eq!(bytes[106..198], wrapped.to_bytes());
    assert_eq!(bytes[198..204], [0, 2, 2, 2, 0, 108], "slot 2: recovery, HKDF");
    assert_eq!(bytes[312..318], [0, 3, 3, 2, 0, 108], "slot 3: platform, HKDF");
    let SlotKind::Platform { salt, wrapped } = &header.slots()[2].kind else { panic!("a keystore") };
    assert_eq!(bytes[318..426], [salt.as_slice(), &wrapped.to_bytes()].concat());
    assert_eq!(bytes.len(), 426 + 64);
    assert_eq!(header.to_bytes(&keys().header_key()), bytes);
}

#[test]
fn impossible_slots_of_a_phone_are_refused() {
    let with = |at: usize, replacement: &[u8]| {
        let mut bytes = of_a_phone();
        bytes[at..at + replacement.len()].copy_from_slice(replacement);
        Header::from_bytes(&with_right_sums(bytes)).map(|header| header.slots.len())
    };
    let layout = Err(Fault::Damaged(DamagedPart::Layout));
    assert_eq!(with(60, &[0, 135]), layout, "a device slot too short");
    assert_eq!(with(316, &[0, 107]), layout, "a platform slot too short");
    let absurd = KdfParams::new(19 * 1024, 33, 1).expect_err("out of bounds");
    assert_eq!(with(66, &33_u32.to_be_bytes()), Err(Fault::AbsurdKdf(absurd)));
    assert_eq!(with(59, &[9]), Ok(3), "an unknown derivation is kept");
}

/// Bytes whose sums are right: only what they say is wrong.
#[test]
fn impossible_fields_are_refused() {
    let impossible = |at: usize, replacement: &[u8]| {
        let mut bytes = specimen();
        bytes[at..at + replacement.len()].copy_from_slice(replacement);
        Header::from_bytes(&with_right_sums(bytes)).expect_err("impossible")
    };
    let layout = Fault::Damaged(DamagedPart::Layout);
    assert_eq!(impossible(8, &[0, 0]), layout, "version 0");
    assert_eq!(impossible(34, &[0; 8]), layout, "epoch 0");
    assert_eq!(impossible(42, &[0; 4]), layout, "key generation 0");
    assert_eq!(impossible(46, &[0]), layout, "no name");
    assert_eq!(impossible(46, &[65]), layout, "a name of 65 bytes");
    assert_eq!(impossible(47, b"../vault"), layout, "a path");
    assert_eq!(impossible(47, b"vault/db"), layout, "a path");
    assert_eq!(impossible(47, b"vault.\xff\xff"), layout, "no text");
    assert_eq!(impossible(55, &[0]), layout, "no slot");
    assert_eq!(impossible(55, &[1]), layout, "bytes left over");
    assert_eq!(impossible(55, &[3]), layout, "a slot that is not there");
    assert_eq!(impossible(55, &[33]), layout, "33 slots");
    assert_eq!(impossible(60, &[0, 119]), layout, "a passcode slot too short");
    assert_eq!(impossible(60, &[0x10, 1]), layout, "a slot of 4,097 bytes");
    assert_eq!(impossible(182, &[0, 1]), layout, "two slots with one id");
}

#[test]
fn absurd_stretching_is_refused_before_it_is_done() {
    let with_numbers = |numbers: [u32; 3]| {
        let mut bytes = specimen();
        bytes[62..74].copy_from_slice(numbers.map(u32::to_be_bytes).as_flattened());
        let bytes = with_right_sums(bytes);
        let dir = folder_with(&bytes, &bytes);
        let before = contents(dir.path());
        let error = inspect(dir.path()).expect_err("absurd");
        assert_eq!(contents(dir.path()), before);
        error
    };
    for numbers in [
        [u32::MAX, 2, 1],
        [256 * 1024 + 1, 2, 1],
        [19 * 1024 - 1, 2, 1],
        [19 * 1024, u32::MAX, 1],
        [19 * 1024, 1, 1],
        [19 * 1024, 2, 5],
        [19 * 1024, 2, 0],
    ] {
        let error = KdfParams::new(numbers[0], numbers[1], numbers[2]).expect_err("out of bounds");
        assert_eq!(with_numbers(numbers), VaultError::AbsurdKdf { file: VaultFile::Header, error });
    }
}

#[test]
fn a_newer_version_is_refused_untouched_even_beside_a_known_copy() {
    let mut newer = specimen();
    newer[8..10].copy_from_slice(&[0, 2]);
    let newer = with_right_sums(newer);
    for (first, second, file) in [
        (&newer, &newer, VaultFile::Header),
        (&newer, &specimen(), VaultFile::Header),
        (&specimen(), &newer, VaultFile::HeaderCopy),
    ] {
        let dir = folder_with(first, second);
        let before = contents(dir.path());
        let refused = VaultError::NewerVersion { file, found: 2, known: 1 };
        assert_eq!(inspect(dir.path()).expect_err("newer"), refused);
        let code = crate::specimen::code();
        assert_eq!(
            crate::Mending::prepare(dir.path(), &Secret::Recovery(&code), crate::OlderState::Refuse)
                .expect_err("newer"),
            refused
        );
        assert_eq!(contents(dir.path()), before);
    }
}

#[test]
fn stated_lengths_at_and_over_the_limits() {
    let framed = |length: u32| {
        let mut bytes = specimen();
        bytes[10..14].copy_from_slice(&length.to_be_bytes());
        Header::from_bytes(&with_right_sums(bytes)).expect_err("another length")
    };
    assert_eq!(framed(361), Fault::Truncated { found_bytes: 360 });
    assert_eq!(framed(65_536), Fault::Truncated { found_bytes: 360 });
    assert_eq!(framed(65_537), Fault::Damaged(DamagedPart::Layout));
    assert_eq!(framed(359), Fault::Damaged(DamagedPart::Length));
    assert_eq!(framed(0), Fault::Damaged(DamagedPart::Length));
    for shortest in [18, 49, 50, 81, 82, 83] {
        let mut bytes = specimen()[..shortest].to_vec();
        bytes[10..14].copy_from_slice(&u32::try_from(shortest).expect("small").to_be_bytes());
        let sum = gradus_crypto::sha256(&[&bytes[..14]]);
        bytes[14..18].copy_from_slice(&sum[..4]);
        let bytes = if shortest >= 50 { with_right_checksum(bytes) } else { bytes };
        let fault = Header::from_bytes(&bytes).expect_err("nothing inside");
        assert_eq!(fault, Fault::Damaged(DamagedPart::Layout), "{shortest}");
    }
}

#[test]
fn the_largest_header_fits_its_own_limit() {
    let mut header = parsed();
    header.database_file = format!("vault.{}", "a".repeat(58));
    let unknown =
        |id| Slot { id, kind: SlotKind::Unknown { kind: 9, kdf: 9, content: vec![id as u8; 1900] } };
    header.slots.extend((10..40).map(unknown));
    assert_eq!(header.slots.len(), MOST_SLOTS);
    let bytes = header.to_bytes(&keys().header_key());
    assert_eq!(Header::from_bytes(&bytes), Ok(header));
}

#[test]
fn more_passcode_slots_than_can_be_tried_in_good_time_are_refused() {
    let mut header = parsed();
    let passcode = header.slots.iter().find(|slot| matches!(slot.kind, SlotKind::Passcode { .. }));
    let passcode = passcode.expect("the specimen has one").clone();
    let (mut next, key) = (50, keys().header_key());
    let mut more = || {
        next += 1;
        Slot { id: next, ..passcode.clone() }
    };
    header.slots.extend([more(), more(), more()]);
    assert_eq!(Header::from_bytes(&header.to_bytes(&key)), Ok(header.clone()), "four");
    header.slots.push(more());
    let five = Header::from_bytes(&header.to_bytes(&key));
    assert_eq!(five, Err(Fault::Damaged(DamagedPart::Layout)));
}

#[test]
fn slots_of_unknown_kinds_or_derivations_are_kept_byte_for_byte_and_ignored() {
    let mut header = parsed();
    let strangers = [(3, 1), (1, 2), (2, 1), (0, 0), (255, 255)];
    for (at, (kind, kdf)) in strangers.into_iter().enumerate() {
        let content = (0..=at as u8).collect();
        header.slots.push(Slot { id: 100 + at as u16, kind: SlotKind::Unknown { kind, kdf, content } });
    }
    let keys = keys();
    let bytes = header.to_bytes(&keys.header_key());
    assert_eq!(Header::from_bytes(&bytes).expect("own bytes"), header);

    let dir = folder_with(&bytes, &bytes);
    let code = crate::specimen::code();
    let mut opened = inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&code)).expect("own code");
    opened.renew_recovery_code(&gradus_crypto::testing::SeededEntropy::new(9)).expect("written");
    let rewritten = inspect(dir.path()).expect("whole").header().clone();
    assert_eq!(rewritten.slots[0], header.slots[0]);
    assert_ne!(rewritten.slots[1], header.slots[1]);
    assert_eq!(rewritten.slots[2..], header.slots[2..]);
}

#[test]
fn a_slot_moved_to_another_vault_generation_or_id_does_not_open() {
    let keys = keys();
    let mut others = [parsed(), parsed(), parsed()];
    others[0].vault_id.0[0] ^= 1;
    others[1].key_generation = 2;
    others[2].slots[1].id = 77;
    for other in others {
        let bytes = other.to_bytes(&keys.header_key());
        let dir = folder_with(&bytes, &bytes);
        let code = crate::specimen::code();
        let error = inspect(dir.path()).expect("whole").unlock(&Secret::Recovery(&code)).expect_err("moved");
        assert!(matches!(error, VaultError::Damaged { what: DamagedPart::Slot, .. }), "{error:?}");
    }
}

#[test]
fn database_names_are_plain_names_of_their_own() {
    for good in ["vault.db", "vault.g2.db", "vault.a", &format!("vault.{}", "9".repeat(58))] {
        assert!(is_database_name(good), "{good}");
    }
    for bad in [
        "",
        "vault.",
        "vault",
        "db",
        "vault.hdr",
        "vault.hdr2",
        "vault.tries",
        "vault.lock",
        "vault.inbox",
        "vault.db-wal",
        "vault.db-shm",
        "vault.db-journal",
        "vault.mark",
        "vault.mark.tmp",
        "vault.D",
        "vault./x",
        "vault.\\x",
        "vault.a b",
        "../vault.db",
        &format!("vault.{}", "9".repeat(59)),
    ] {
        assert!(!is_database_name(bad), "{bad}");
    }
}

#[test]
fn a_free_slot_id_is_free() {
    let mut header = parsed();
    assert_eq!(header.free_slot_id(), 3);
    header.slots[0].id = 9;
    assert_eq!(header.free_slot_id(), 1);
}

#[test]
fn the_specimen_lies_in_its_folder_as_both_copies() {
    let files = contents(folder().path());
    assert_eq!(files["vault.hdr"], files["vault.hdr2"]);
}

proptest! {
    #[test]
    fn reading_never_panics_and_never_invents(bytes: Vec<u8>) {
        prop_assert!(Header::from_bytes(&bytes).is_err());
    }

    #[test]
    fn fields_with_right_sums_never_panic(at in 18_usize..296, replacement: [u8; 8]) {
        let mut bytes = specimen();
        let end = bytes.len().min(at + 8);
        bytes[at..end].copy_from_slice(&replacement[..end - at]);
        if let Ok(header) = Header::from_bytes(&with_right_sums(bytes.clone())) {
            let written = header.to_bytes(&keys().header_key());
            prop_assert_eq!(&written[18..296], &bytes[18..296], "what is read is written back the same");
        }
    }
}
