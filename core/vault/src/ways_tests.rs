use super::*;
use crate::error::VaultFile;
use crate::specimen::{PASSCODE, code, contents, folder, folder_with, keys};
use crate::{Secret, VaultError, create_with, inspect};
use gradus_crypto::KdfParams;
use gradus_crypto::testing::{FailingEntropy, SeededEntropy};
use proptest::prelude::*;
use std::path::Path;
use tempfile::TempDir;

const KEPT: [u8; 32] = [0x5e; 32];
const OTHER_DEVICE: [u8; 32] = [0x0d; 32];
const FINGER: [u8; 40] = [0xf1; 40];
const FACE: [u8; 32] = [0xfa; 32];

fn on_device(passcode: &[u8]) -> NewPasscode<'_> {
    NewPasscode { passcode, device_secret: Some(&KEPT), params: KdfParams::FLOOR }
}

fn unlock(dir: &Path, secret: &Secret<'_>) -> Result<Opened, VaultError> {
    inspect(dir).expect("whole").unlock(secret)
}

fn open(dir: &Path) -> Opened {
    unlock(dir, &Secret::Recovery(&code())).expect("own code")
}

fn kinds(opened: &Opened) -> Vec<WayKind> {
    opened.header().ways_in().iter().map(|way| way.kind).collect()
}

/// A folder whose passcode asks for the device as well.
fn bound() -> TempDir {
    let dir = folder();
    open(dir.path()).change_passcode(&on_device(b"481902"), &SeededEntropy::new(3)).expect("written");
    dir
}

#[test]
fn a_passcode_on_a_device_opens_with_both_and_with_neither_alone() {
    let dir = bound();
    let before = contents(dir.path());
    let tried = |passcode: &'static [u8], device_secret: &[u8]| {
        unlock(dir.path(), &Secret::OnDevice { passcode, device_secret })
            .map(|opened| opened.keys().db_key_hex())
    };
    assert_eq!(tried(b"481902", &KEPT), Ok(keys().db_key_hex()));
    assert_eq!(tried(b"481903", &KEPT), Err(VaultError::WrongSecret));
    assert_eq!(tried(PASSCODE, &KEPT), Err(VaultError::WrongSecret), "the old one");
    assert_eq!(tried(b"481902", &OTHER_DEVICE), Err(VaultError::DeviceSecretGone));
    assert_eq!(unlock(dir.path(), &Secret::Passcode(b"481902")).err(), Some(VaultError::DeviceSecretGone));
    assert_eq!(unlock(dir.path(), &Secret::Platform(&KEPT)).err(), Some(VaultError::NoSlot));
    assert_eq!(tried(b"", &KEPT), Err(VaultError::EmptyPasscode));
    assert_eq!(contents(dir.path()), before);
}

#[test]
fn on_a_new_phone_the_recovery_code_opens_and_sets_a_passcode_for_it() {
    let dir = bound();
    let new = NewPasscode { device_secret: Some(&OTHER_DEVICE), ..on_device(b"730155") };
    open(dir.path()).change_passcode(&new, &SeededEntropy::new(4)).expect("written");
    let secret = Secret::OnDevice { passcode: b"730155", device_secret: &OTHER_DEVICE };
    assert_eq!(unlock(dir.path(), &secret).expect("both").keys().db_key_hex(), keys().db_key_hex());
    let old = Secret::OnDevice { passcode: b"481902", device_secret: &KEPT };
    assert_eq!(unlock(dir.path(), &old).err(), Some(VaultError::DeviceSecretGone));
}

#[test]
fn a_device_that_keeps_a_secret_opens_a_vault_that_does_not_ask_for_it() {
    let dir = folder();
    let secret = |passcode: &'static [u8]| Secret::OnDevice { passcode, device_secret: &KEPT };
    assert!(unlock(dir.path(), &secret(PASSCODE)).is_ok());
    assert_eq!(unlock(dir.path(), &secret(b"another")).err(), Some(VaultError::WrongSecret));
}

#[test]
fn a_new_vault_may_ask_for_the_device_from_the_start() {
    let dir = tempfile::tempdir().expect("a folder");
    let made = create_with(dir.path(), &on_device(b"481902"), &SeededEntropy::new(2)).expect("made");
    assert_eq!(kinds(&made.opened), [WayKind::OnDevice, WayKind::Recovery]);
    let secret = Secret::OnDevice { passcode: b"481902", device_secret: &KEPT };
    assert!(unlock(dir.path(), &secret).is_ok());
}

#[test]
fn a_secret_of_a_keystore_has_32_to_1024_bytes() {
    let dir = folder();
    let mut opened = open(dir.path());
    let entropy = SeededEntropy::new(3);
    for found_bytes in [0, 31, 1025] {
        let (secret, refused) = (vec![1; found_bytes], VaultError::KeptSecretLength { found_bytes });
        let before = contents(dir.path());
        let new = NewPasscode { device_secret: Some(&secret), ..on_device(b"481902") };
        assert_eq!(opened.change_passcode(&new, &entropy), Err(refused.clone()));
        assert_eq!(opened.add_platform_way(&secret, None, &entropy), Err(refused.clone()));
        assert_eq!(unlock(dir.path(), &Secret::Platform(&secret)).err(), Some(refused.clone()));
        let both = Secret::OnDevice { passcode: PASSCODE, device_secret: &secret };
        assert_eq!(unlock(dir.path(), &both).err(), Some(refused));
        assert_eq!(contents(dir.path()), before);
    }
    for length in [32, 1024] {
        let secret = vec![1; length];
        opened.add_platform_way(&secret, None, &entropy).expect("in bounds");
        assert!(unlock(dir.path(), &Secret::Platform(&secret)).is_ok());
    }
}

#[test]
fn several_keystores_open_one_vault_and_each_can_be_changed_and_closed() {
    let dir = folder();
    let mut opened = open(dir.path());
    let entropy = SeededEntropy::new(3);
    let finger = opened.add_platform_way(&FINGER, None, &entropy).expect("written");
    let face = opened.add_platform_way(&FACE, None, &entropy).expect("written");
    assert_eq!((finger, face), (3, 4));
    let way = |id, kind| WayIn { id, kind };
    let expected = [
        way(1, WayKind::Passcode),
        way(2, WayKind::Recovery),
        way(3, WayKind::Platform),
        way(4, WayKind::Platform),
    ];
    assert_eq!(inspect(dir.path()).expect("whole").header().ways_in(), expected);
    for secret in [&FINGER[..], &FACE] {
        let by = unlock(dir.path(), &Secret::Platform(secret)).expect("opens");
        assert_eq!(by.keys().db_key_hex(), keys().db_key_hex());
    }
    assert_eq!(opened.add_platform_way(&KEPT, Some(finger), &entropy), Ok(finger));
    assert_eq!(unlock(dir.path(), &Secret::Platform(&FINGER)).err(), Some(VaultError::WrongSecret));
    assert!(unlock(dir.path(), &Secret::Platform(&KEPT)).is_ok());
    opened.remove_way(finger).expect("written");
    opened.remove_way(face).expect("written");
    assert_eq!(unlock(dir.path(), &Secret::Platform(&FACE)).err(), Some(VaultError::NoSlot));
    assert!(unlock(dir.path(), &Secret::Passcode(PASSCODE)).is_ok());
    assert_eq!(open(dir.path()).header().epoch(), 6, "one writing for each change");
}

#[test]
fn only_a_platform_way_is_replaced_by_another() {
    let dir = folder();
    let before = contents(dir.path());
    let mut opened = open(dir.path());
    for id in [1, 2, 9] {
        let refused = opened.add_platform_way(&FINGER, Some(id), &SeededEntropy::new(3));
        assert_eq!(refused, Err(VaultError::NoSuchWay), "{id}");
    }
    assert_eq!(opened.remove_way(9), Err(VaultError::NoSuchWay));
    assert_eq!(contents(dir.path()), before);
}

#[test]
fn the_recovery_code_stays_and_a_passcode_may_go_beside_it() {
    let dir = bound();
    let mut opened = open(dir.path());
    assert_eq!(opened.remove_way(2), Err(VaultError::LastWay));
    opened.remove_way(1).expect("the paper stays");
    assert_eq!(kinds(&open(dir.path())), [WayKind::Recovery]);
    opened.change_passcode(&on_device(b"481902"), &SeededEntropy::new(4)).expect("a new one");
    assert!(unlock(dir.path(), &Secret::OnDevice { passcode: b"481902", device_secret: &KEPT }).is_ok());
}

/// No writer of ours makes such a header; a salvaged one might be.
#[test]
fn without_a_recovery_code_the_last_passcode_that_opens_alone_stays() {
    let whole = folder();
    let mut opened = open(whole.path());
    opened.add_platform_way(&FINGER, None, &SeededEntropy::new(3)).expect("written");
    let mut header = opened.header().clone();
    header.slots.retain(|slot| !matches!(slot.kind, SlotKind::Recovery { .. }));
    let bytes = header.to_bytes(&keys().header_key());
    let dir = folder_with(&bytes, &bytes);
    let mut opened = unlock(dir.path(), &Secret::Passcode(PASSCODE)).expect("opens");
    assert_eq!(opened.remove_way(1), Err(VaultError::LastWay), "a keystore forgets");
    assert_eq!(contents(dir.path())["vault.hdr"], bytes);
    opened.remove_way(3).expect("the passcode stays");
}

#[test]
fn what_a_later_version_made_is_listed_kept_and_not_touched() {
    let whole = folder();
    let mut header = open(whole.path()).header().clone();
    let later = Slot { id: 7, kind: SlotKind::Unknown { kind: 9, kdf: 4, content: vec![1, 2, 3] } };
    header.slots.push(later.clone());
    let bytes = header.to_bytes(&keys().header_key());
    let dir = folder_with(&bytes, &bytes);
    let mut opened = open(dir.path());
    assert_eq!(kinds(&opened), [WayKind::Passcode, WayKind::Recovery, WayKind::Unknown]);
    assert_eq!(opened.remove_way(7), Err(VaultError::NoSuchWay));
    opened.change_passcode(&on_device(b"481902"), &SeededEntropy::new(3)).expect("written");
    opened.add_platform_way(&FINGER, None, &SeededEntropy::new(4)).expect("written");
    assert_eq!(open(dir.path()).header().slots()[2], later);
}

#[test]
fn a_full_header_takes_no_more_and_still_changes() {
    let dir = folder();
    let mut opened = open(dir.path());
    let entropy = SeededEntropy::new(3);
    for taken in 3..=32_u8 {
        opened.add_platform_way(&[taken; 32], None, &entropy).expect("room");
    }
    let before = contents(dir.path());
    assert_eq!(opened.add_platform_way(&FACE, None, &entropy), Err(VaultError::TooManyWays));
    assert_eq!(contents(dir.path()), before);
    assert_eq!(opened.add_platform_way(&FACE, Some(20), &entropy), Ok(20));
    assert!(unlock(dir.path(), &Secret::Platform(&FACE)).is_ok());
}

#[test]
fn without_entropy_nothing_is_changed() {
    let dir = folder();
    let mut opened = open(dir.path());
    let before = contents(dir.path());
    for fills in 0..2 {
        let starved = FailingEntropy::after(fills);
        let no_entropy = VaultError::Entropy(gradus_crypto::EntropyError);
        assert_eq!(opened.add_platform_way(&FINGER, None, &starved), Err(no_entropy.clone()));
        assert_eq!(opened.change_passcode(&on_device(b"481902"), &starved), Err(no_entropy));
    }
    assert_eq!(contents(dir.path()), before);
}

/// Counts what reaches the disk, so that the bar of a passcode's change is held without a clock: two small files, whatever
/// lies in the vault.
#[derive(Default)]
struct CountingDisk {
    files: Vec<(String, usize)>,
    renames: usize,
    synced_folders: usize,
}

impl Disk for CountingDisk {
    fn write_synced(&mut self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        self.files.push((name, bytes.len()));
        OsDisk.write_synced(path, bytes)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> std::io::Result<()> {
        self.renames += 1;
        OsDisk.rename(from, to)
    }

    fn sync_folder(&mut self, folder: &Path) -> std::io::Result<()> {
        self.synced_folders += 1;
        OsDisk.sync_folder(folder)
    }
}

#[test]
fn a_changed_passcode_writes_the_header_twice_and_nothing_else() {
    let dir = folder();
    std::fs::write(dir.path().join("vault.db"), vec![7; 1 << 20]).expect("a large database");
    let mut disk = CountingDisk::default();
    let mut opened = open(dir.path());
    opened.change_passcode_on(&mut disk, &on_device(b"481902"), &SeededEntropy::new(3)).expect("written");
    let names: Vec<_> = disk.files.iter().map(|(name, _)| name.as_str()).collect();
    let temporary = [VaultFile::Header, VaultFile::HeaderCopy].map(|file| format!("{}.tmp", file.name()));
    assert_eq!(names, temporary);
    assert!(disk.files.iter().all(|(_, bytes)| *bytes < 512), "{:?}", disk.files);
    assert_eq!((disk.renames, disk.synced_folders), (2, 2));
}

/// What may be done to the ways of a vault.
#[derive(Debug, Clone)]
enum Doing {
    Passcode(u8, Option<u8>),
    Recovery,
    Add(u8),
    Replace(u16, u8),
    Remove(u16),
}

fn doing() -> impl Strategy<Value = Doing> {
    prop_oneof![
        1 => (any::<u8>(), proptest::option::of(any::<u8>())).prop_map(|(one, two)| Doing::Passcode(one, two)),
        2 => Just(Doing::Recovery),
        4 => any::<u8>().prop_map(Doing::Add),
        3 => (1..8_u16, any::<u8>()).prop_map(|(id, secret)| Doing::Replace(id, secret)),
        4 => (1..8_u16).prop_map(Doing::Remove),
    ]
}

/// A secret as the model keeps it.
#[derive(Debug, Clone, PartialEq)]
enum Known {
    Passcode(Vec<u8>, Option<[u8; 32]>),
    Platform([u8; 32]),
    Recovery(String),
}

fn opens(dir: &Path, known: &Known) -> bool {
    let code;
    let secret = match known {
        Known::Passcode(passcode, None) => Secret::Passcode(passcode),
        Known::Passcode(passcode, Some(device_secret)) => Secret::OnDevice { passcode, device_secret },
        Known::Platform(secret) => Secret::Platform(secret),
        Known::Recovery(text) => {
            code = RecoveryCode::parse(text).expect("own code");
            Secret::Recovery(&code)
        }
    };
    match unlock(dir, &secret) {
        Ok(opened) => opened.keys().db_key_hex() == keys().db_key_hex(),
        Err(VaultError::WrongSecret | VaultError::NoSlot | VaultError::DeviceSecretGone) => false,
        Err(other) => panic!("{other:?}"),
    }
}

/// Does it to the vault and to the list of what opens; what opens no more is moved over.
fn act(dir: &Path, doing: &Doing, seed: u64, open: &mut Vec<(u16, Known)>, gone: &mut Vec<Known>) {
    let text =
        open.iter().find_map(|(_, known)| if let Known::Recovery(text) = known { Some(text) } else { None });
    let code = RecoveryCode::parse(text.expect("never removed")).expect("own code");
    let mut vault = unlock(dir, &Secret::Recovery(&code)).expect("never locked out");
    let entropy = SeededEntropy::new(seed);
    let (id, known) = match doing {
        Doing::Passcode(byte, device) => {
            let (passcode, device) = (vec![*byte; 9], device.map(|byte| [byte; 32]));
            let new = NewPasscode {
                passcode: &passcode,
                device_secret: device.as_ref().map(<[u8; 32]>::as_slice),
                params: KdfParams::FLOOR,
            };
            vault.change_passcode(&new, &entropy).expect("written");
            let is_passcode = |way: &WayIn| matches!(way.kind, WayKind::Passcode | WayKind::OnDevice);
            let id = vault.header().ways_in().into_iter().find(is_passcode).expect("just made").id;
            (id, Known::Passcode(passcode, device))
        }
        Doing::Recovery => {
            let text = vault.renew_recovery_code(&entropy).expect("written").to_text().to_string();
            (2, Known::Recovery(text))
        }
        Doing::Add(byte) => (
            vault.add_platform_way(&[*byte; 32], None, &entropy).expect("room"),
            Known::Platform([*byte; 32]),
        ),
        Doing::Replace(id, byte) => match vault.add_platform_way(&[*byte; 32], Some(*id), &entropy) {
            Ok(id) => (id, Known::Platform([*byte; 32])),
            Err(error) => {
                assert_eq!(error, VaultError::NoSuchWay);
                return;
            }
        },
        Doing::Remove(id) => {
            match vault.remove_way(*id) {
                Ok(()) => {
                    let place = open.iter().position(|(there, _)| there == id).expect("it was listed");
                    gone.push(open.remove(place).1);
                }
                Err(error) if *id == 2 => assert_eq!(error, VaultError::LastWay),
                Err(error) => assert_eq!(error, VaultError::NoSuchWay),
            }
            return;
        }
    };
    if let Some(place) = open.iter().position(|(there, _)| *there == id) {
        gone.push(open.remove(place).1);
    }
    open.push((id, known));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is done: each way that is listed opens, nothing that was taken away does, and nobody is locked out.
    #[test]
    fn every_way_that_is_listed_opens_and_nothing_removed_does(steps in proptest::collection::vec(doing(), 1..7)) {
        let dir = folder();
        let recovery = Known::Recovery(code().to_text().to_string());
        let mut open = vec![(1, Known::Passcode(PASSCODE.to_vec(), None)), (2, recovery)];
        let mut gone = Vec::new();
        for (seed, doing) in (100..).zip(&steps) {
            act(dir.path(), doing, seed, &mut open, &mut gone);
        }
        let mut listed: Vec<u16> =
            inspect(dir.path()).expect("whole").header().ways_in().iter().map(|way| way.id).collect();
        let mut known: Vec<u16> = open.iter().map(|(id, _)| *id).collect();
        listed.sort_unstable();
        known.sort_unstable();
        prop_assert_eq!(listed, known);
        for (id, known) in &open {
            prop_assert!(opens(dir.path(), known), "way {} does not open", id);
        }
        for known in gone.iter().filter(|gone| open.iter().all(|(_, known)| known != *gone)) {
            prop_assert!(!opens(dir.path(), known), "{:?} still opens", known);
        }
    }
}
