use super::*;
use crate::specimen::{contents, folder};
use proptest::prelude::*;
use std::fs;
use tempfile::TempDir;

fn at(seconds: u64) -> Uptime {
    Uptime { boot: [1; 16], since_boot: Duration::from_secs(seconds) }
}

fn after_restart(seconds: u64) -> Uptime {
    Uptime { boot: [2; 16], ..at(seconds) }
}

/// A wrong passcode.
fn fail(dir: &TempDir, now: Uptime) {
    drop(Tries::begin(dir.path(), now).expect("may be tried"));
}

fn refused(dir: &TempDir, now: Uptime) -> Duration {
    match Tries::begin(dir.path(), now) {
        Err(VaultError::TooManyTries { wait }) => wait,
        other => panic!("{other:?}"),
    }
}

fn left(dir: &TempDir, now: Uptime) -> (u32, u64) {
    let TriesLeft { tries, wait, .. } = Tries::look(dir.path(), now).expect("can be told");
    (tries, wait.as_secs())
}

fn file(dir: &TempDir) -> std::path::PathBuf {
    dir.path().join("vault.tries")
}

#[test]
fn five_wrong_passcodes_cost_nothing_and_each_after_them_a_longer_wait() {
    let dir = folder();
    let mut now = 1000;
    for tried in 0..FREE_TRIES {
        assert_eq!(left(&dir, at(now)), (FREE_TRIES - tried, 0));
        fail(&dir, at(now));
    }
    for wait in [30, 60, 300, 900, 3600, 3600, 3600] {
        assert_eq!(left(&dir, at(now)), (0, wait));
        assert_eq!(refused(&dir, at(now)).as_secs(), wait);
        assert_eq!(refused(&dir, at(now + wait - 1)).as_secs(), 1, "just under");
        assert_eq!(left(&dir, at(now + wait)), (1, 0), "at");
        now += wait + 1;
        assert_eq!(left(&dir, at(now)), (1, 0), "just over");
        fail(&dir, at(now));
    }
}

#[test]
fn the_right_passcode_begins_the_count_anew() {
    let dir = folder();
    for _ in 0..FREE_TRIES - 1 {
        fail(&dir, at(0));
    }
    Tries::begin(dir.path(), at(1)).expect("may be tried").succeeded().expect("is written");
    assert_eq!(left(&dir, at(1)), (FREE_TRIES, 0));
}

#[test]
fn another_passcode_begins_the_count_anew_in_the_middle_of_a_wait() {
    let dir = folder();
    for _ in 0..FREE_TRIES {
        fail(&dir, at(0));
    }
    Tries::clear(dir.path(), at(1)).expect("written");
    assert_eq!(left(&dir, at(1)), (FREE_TRIES, 0));
}

#[test]
fn a_try_that_nobody_learned_from_is_given_back() {
    let dir = folder();
    fail(&dir, at(0));
    Tries::begin(dir.path(), at(1)).expect("may be tried").take_back().expect("is written");
    assert_eq!(left(&dir, at(1)), (FREE_TRIES - 1, 0));
}

#[test]
fn a_try_is_on_the_disk_before_it_is_made() {
    let dir = folder();
    let trying = Tries::begin(dir.path(), at(0)).expect("may be tried");
    let copy = tempfile::tempdir().expect("a folder");
    fs::copy(file(&dir), file(&copy)).expect("copies");
    drop(trying);
    assert_eq!(left(&copy, at(0)), (FREE_TRIES - 1, 0));
}

#[test]
fn nobody_tries_beside_somebody_else() {
    let dir = folder();
    fail(&dir, at(0));
    let trying = Tries::begin(dir.path(), at(0)).expect("may be tried");
    assert_eq!(Tries::begin(dir.path(), at(0)).err(), Some(VaultError::TryingElsewhere));
    assert_eq!(Tries::look(dir.path(), at(0)).err(), Some(VaultError::TryingElsewhere));
    drop(trying);
    fail(&dir, at(0));
}

#[test]
fn a_restart_begins_the_wait_anew_once() {
    let dir = folder();
    for _ in 0..FREE_TRIES {
        fail(&dir, at(5000));
    }
    assert_eq!(left(&dir, at(5020)), (0, 10));
    assert_eq!(left(&dir, after_restart(7)), (0, 30), "however far the new clock has come");
    assert_eq!(left(&dir, after_restart(17)), (0, 20), "and from then on it counts");
    assert_eq!(refused(&dir, after_restart(36)).as_secs(), 1);
    fail(&dir, after_restart(37));
    assert_eq!(left(&dir, after_restart(37)), (0, 60));
}

#[test]
fn a_boot_without_a_name_is_a_restart_where_its_clock_went_back() {
    let dir = folder();
    let nameless = |seconds| Uptime { boot: [0; 16], ..at(seconds) };
    for _ in 0..FREE_TRIES {
        fail(&dir, nameless(5000));
    }
    assert_eq!(left(&dir, nameless(5020)), (0, 10), "ahead it is the same boot");
    assert_eq!(left(&dir, nameless(7)), (0, 30));
    assert_eq!(left(&dir, nameless(17)), (0, 20), "and from then on it counts");
    fail(&dir, nameless(37));
}

/// A folder with a vault whose passcode opens only together with this device.
fn folder_on_device() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let new = crate::NewPasscode {
        passcode: b"123456",
        device_secret: Some(&[7; 32]),
        params: gradus_crypto::KdfParams::FLOOR,
    };
    let entropy = gradus_crypto::testing::SeededEntropy::new(1);
    crate::create_with(dir.path(), &new, &entropy).expect("made");
    dir
}

#[test]
fn a_count_that_was_taken_away_from_a_passcode_of_this_device_is_the_longest_wait() {
    let dir = folder_on_device();
    assert_eq!(left(&dir, at(0)), (FREE_TRIES, 0), "a new vault has its count");
    fs::remove_file(file(&dir)).expect("there");
    fs::remove_file(dir.path().join("vault.hdr")).expect("there");
    assert_eq!(left(&dir, at(10)), (0, 3600), "one copy of the header says enough");
    assert_eq!(left(&dir, at(1810)), (0, 1800), "looking once more does not begin it anew");
    assert_eq!(refused(&dir, at(3609)).as_secs(), 1);
    fail(&dir, at(3610));
    let dir = folder_on_device();
    fs::remove_file(file(&dir)).expect("there");
    assert_eq!(refused(&dir, at(10)).as_secs(), 3600, "trying begins it as well");
    Tries::clear(dir.path(), at(11)).expect("written");
    assert_eq!(left(&dir, at(11)), (FREE_TRIES, 0), "whoever opened the vault otherwise waits no more");
}

/// A medium on which nothing more can be made.
struct Full(ErrorKind);

impl Disk for Full {
    fn write_synced(&mut self, _path: &Path, _bytes: &[u8]) -> io::Result<()> {
        Err(self.0.into())
    }

    fn rename(&mut self, _from: &Path, _to: &Path) -> io::Result<()> {
        Err(self.0.into())
    }

    fn sync_folder(&mut self, _folder: &Path) -> io::Result<()> {
        Err(self.0.into())
    }
}

#[test]
fn a_count_for_which_there_is_no_room_keeps_nobody_out_but_on_a_passcode_of_this_device() {
    let dir = folder();
    let begin = |dir: &TempDir, kind| Tries::begin_on(&mut Full(kind), dir.path(), at(0));
    let trying = begin(&dir, ErrorKind::StorageFull).expect("may be tried");
    assert!(!trying.is_the_last());
    trying.succeeded().expect("nothing to write");
    begin(&dir, ErrorKind::QuotaExceeded).expect("may be tried").take_back().expect("nothing to write");
    assert!(!file(&dir).exists());
    let refused = |begun: Result<Tries, VaultError>| {
        matches!(begun, Err(VaultError::Io { file: VaultFile::Tries, .. }))
    };
    assert!(refused(begin(&dir, ErrorKind::PermissionDenied)), "that is no want of room");
    let dir = folder_on_device();
    fs::remove_file(file(&dir)).expect("there");
    assert!(refused(begin(&dir, ErrorKind::StorageFull)));
}

#[test]
fn a_count_that_could_not_be_read_never_erases() {
    let dir = folder();
    let unread = State { policy: erasing_after(8), ..State::longest(at(0)) };
    create(&mut OsDisk, dir.path(), unread).expect("made");
    assert_eq!(Tries::look(dir.path(), at(0)).expect("can be told").before_erase, None);
    for seconds in [3600, 7200] {
        assert!(!Tries::begin(dir.path(), at(seconds)).expect("may be tried").is_the_last());
    }
    Tries::set_policy(dir.path(), erasing_after(8), true, at(7200)).expect("written");
    assert_eq!(Tries::look(dir.path(), at(7200)).expect("can be told").before_erase, Some(8));
}

#[test]
fn clearing_writes_only_where_there_was_a_count() {
    let dir = folder();
    Tries::clear(dir.path(), at(0)).expect("made");
    let before = fs::read(file(&dir)).expect("reads");
    Tries::clear(dir.path(), at(1)).expect("nothing to write");
    assert_eq!(fs::read(file(&dir)).expect("reads"), before);
}

#[test]
fn trying_itself_begins_the_wait_of_another_boot_anew() {
    let dir = folder();
    for _ in 0..FREE_TRIES {
        fail(&dir, at(5000));
    }
    assert_eq!(refused(&dir, after_restart(90_000)).as_secs(), 30);
    assert_eq!(refused(&dir, after_restart(90_029)).as_secs(), 1);
    fail(&dir, after_restart(90_030));
}

#[test]
fn a_restart_without_a_wait_writes_nothing() {
    let dir = folder();
    fail(&dir, at(5000));
    let before = fs::read(file(&dir)).expect("reads");
    assert_eq!(left(&dir, after_restart(0)), (FREE_TRIES - 1, 0));
    assert_eq!(fs::read(file(&dir)).expect("reads"), before);
}

#[test]
fn a_clock_that_runs_backwards_within_a_boot_shortens_nothing() {
    let dir = folder();
    for _ in 0..FREE_TRIES {
        fail(&dir, at(5000));
    }
    assert_eq!(left(&dir, at(10)), (0, 30));
}

#[test]
fn a_vault_from_before_the_count_opens_at_once_and_looking_makes_no_file() {
    let dir = folder();
    fs::remove_file(file(&dir)).ok();
    let before = contents(dir.path());
    assert_eq!(left(&dir, at(0)), (FREE_TRIES, 0));
    assert_eq!(contents(dir.path()), before);
    fail(&dir, at(0));
    assert_eq!(left(&dir, at(0)), (FREE_TRIES - 1, 0));
    assert_eq!(fs::metadata(file(&dir)).expect("is there").len(), 8192);
}

#[test]
fn where_no_vault_is_nothing_is_counted_and_no_file_is_made() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_eq!(Tries::begin(dir.path(), at(0)).err(), Some(VaultError::NotAVault));
    assert_eq!(contents(dir.path()).len(), 0);
    assert_eq!(Tries::begin(&dir.path().join("nowhere"), at(0)).err(), Some(VaultError::NotAVault));
    fs::write(dir.path().join("vault.hdr2"), b"x").expect("writes");
    fail(&dir, at(0));
}

#[test]
fn a_count_that_cannot_be_read_is_the_longest_wait_and_it_ends() {
    for broken in [&[][..], &[0; 8192], &[0; 100]] {
        let dir = folder();
        fs::write(file(&dir), broken).expect("writes");
        assert_eq!(left(&dir, at(10)), (0, 3600));
        assert_eq!(left(&dir, at(3609)), (0, 1));
        Tries::begin(dir.path(), at(3610)).expect("may be tried").succeeded().expect("is written");
        assert_eq!(left(&dir, at(3610)), (FREE_TRIES, 0));
    }
}

#[test]
fn a_torn_writing_costs_one_try_at_most() {
    let dir = folder();
    for _ in 0..3 {
        fail(&dir, at(0));
    }
    let bytes = fs::read(file(&dir)).expect("reads");
    for place in [0, SLOT_BYTES] {
        let mut torn = bytes.clone();
        torn[place + 20] ^= 1;
        fs::write(file(&dir), torn).expect("writes");
        let (tries, wait) = left(&dir, at(0));
        assert_eq!((tries, wait), (if place == 0 { 3 } else { 2 }, 0));
    }
}

#[test]
fn a_later_format_is_left_alone() {
    let dir = folder();
    fail(&dir, at(0));
    let mut bytes = fs::read(file(&dir)).expect("reads");
    bytes[SLOT_BYTES + 9] = 2;
    let checksum = sha256(&[&bytes[SLOT_BYTES..SLOT_BYTES + SUMMED_BYTES]]);
    bytes[SLOT_BYTES + SUMMED_BYTES..].copy_from_slice(&checksum);
    fs::write(file(&dir), &bytes).expect("writes");
    let newer = VaultError::NewerVersion { file: VaultFile::Tries, found: 2, known: 1 };
    assert_eq!(Tries::look(dir.path(), at(0)).err(), Some(newer.clone()));
    assert_eq!(Tries::begin(dir.path(), at(0)).err(), Some(newer));
    assert_eq!(fs::read(file(&dir)).expect("reads"), bytes);
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let dir = folder();
    let elsewhere = dir.path().join("elsewhere");
    fs::write(&elsewhere, [7; 8192]).expect("writes");
    fs::remove_file(file(&dir)).ok();
    std::os::unix::fs::symlink(&elsewhere, file(&dir)).expect("links");
    let refused = Tries::begin(dir.path(), at(0)).err();
    assert!(matches!(refused, Some(VaultError::Io { file: VaultFile::Tries, .. })), "{refused:?}");
    assert_eq!(fs::read(&elsewhere).expect("reads"), [7; 8192]);
}

/// The bytes of the format, written down once: 2 wrong passcodes, the last one 5 s after boot 0x0101…, 300 s in the
/// background, open without a screen, erased after 10.
#[test]
fn the_bytes_of_a_slot_are_frozen() {
    let policy = LockPolicy::new(300, true, Some(10)).expect("in bounds");
    let bytes = slot_bytes(7, State { failed: 2, at: at(5), policy });
    let head: String = bytes[..52].iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        head,
        "47524144555356540001000000000000000700000002010101010101010101010101010101010000000000001388012c010a0000"
    );
    assert_eq!(bytes.len(), SLOT_BYTES);
    assert!(bytes[50..SUMMED_BYTES].iter().all(|byte| *byte == 0));
    assert_eq!(bytes[SUMMED_BYTES..], sha256(&[&bytes[..SUMMED_BYTES]]));
}

fn erasing_after(most: u8) -> LockPolicy {
    LockPolicy::new(30, true, Some(most)).expect("in bounds")
}

#[test]
fn the_policy_stands_beside_the_count_and_begins_it_anew() {
    let dir = folder();
    let strict = LockPolicy::default();
    assert_eq!(Tries::policy(dir.path()), Ok(strict));
    assert_eq!(contents(dir.path()).len(), 2, "looking makes no file");
    fail(&dir, at(0));
    Tries::set_policy(dir.path(), erasing_after(9), true, at(9)).expect("written");
    assert_eq!(Tries::policy(dir.path()), Ok(erasing_after(9)));
    assert_eq!(left(&dir, at(9)), (FREE_TRIES, 0), "what was typed under another policy never erases");
    fail(&dir, at(10));
    assert_eq!(Tries::policy(dir.path()), Ok(erasing_after(9)));
    Tries::begin(dir.path(), at(11)).expect("may be tried").succeeded().expect("is written");
    assert_eq!(Tries::policy(dir.path()), Ok(erasing_after(9)));
    let trying = Tries::begin(dir.path(), at(12)).expect("may be tried");
    assert_eq!(Tries::policy(dir.path()), Ok(erasing_after(9)), "a lock screen may ask meanwhile");
    assert_eq!(Tries::set_policy(dir.path(), strict, true, at(12)), Err(VaultError::TryingElsewhere));
    drop(trying);
    fs::write(file(&dir), [0; 8192]).expect("writes");
    assert_eq!(Tries::policy(dir.path()), Ok(strict), "what cannot be read erases nothing");
    let nowhere = tempfile::tempdir().expect("a folder");
    assert_eq!(Tries::set_policy(nowhere.path(), strict, true, at(0)), Err(VaultError::NotAVault));
}

#[test]
fn the_last_try_is_the_one_after_which_the_owner_wanted_everything_erased() {
    let dir = folder();
    let before_erase = |seconds| Tries::look(dir.path(), at(seconds)).expect("can be told").before_erase;
    assert_eq!(before_erase(0), None);
    Tries::set_policy(dir.path(), erasing_after(8), true, at(0)).expect("written");
    for (tried, seconds) in [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 30), (6, 90)] {
        assert_eq!(before_erase(seconds), Some(8 - tried));
        let trying = Tries::begin(dir.path(), at(seconds)).expect("may be tried");
        assert!(!trying.is_the_last(), "{tried}");
    }
    assert_eq!((before_erase(90), before_erase(390)), (Some(1), Some(1)));
    assert!(Tries::begin(dir.path(), at(390)).expect("may be tried").is_the_last());
    assert_eq!(before_erase(390), Some(0));
    assert!(Tries::begin(dir.path(), at(1290)).expect("may be tried").is_the_last(), "and each after it");
}

#[test]
fn a_policy_out_of_bounds_is_a_slot_that_is_not_whole() {
    let good = slot_bytes(2, State { failed: 1, at: at(0), policy: erasing_after(8) });
    for (place, byte) in [(46, 3), (49, 7), (49, 31)] {
        let mut bytes = slot_bytes(3, State { failed: 9, at: at(0), policy: LockPolicy::default() });
        bytes[place] = byte;
        let checksum = sha256(&[&bytes[..SUMMED_BYTES]]);
        bytes[SUMMED_BYTES..].copy_from_slice(&checksum);
        let found = newest(&[good.clone(), bytes].concat()).expect("this version");
        assert_eq!(found.map(|(counter, _)| counter), Some(2), "byte {place}");
    }
}

proptest! {
    /// Whatever single bit flips, the file is read without a panic, and no flip opens more tries than a slot ago.
    #[test]
    fn a_flipped_bit_gives_at_most_one_try(bit in 0..FILE_BYTES * 8, failed in 1..9u32) {
        let dir = folder();
        let last = |failed| State { failed, at: at(0), policy: LockPolicy::default() };
        let mut bytes = [slot_bytes(0, last(failed)), slot_bytes(1, last(failed + 1))].concat();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(file(&dir), bytes).expect("writes");
        let found = Tries::look(dir.path(), at(0)).expect("can be told");
        let [before, now] = [last(failed), last(failed + 1)].map(|last| last.left(at(0)));
        prop_assert!(found == before || found == now, "{found:?}");
    }
}

/// A medium that only reads.
struct ReadOnly;

impl Disk for ReadOnly {
    fn open_in_place(&mut self, _: &Path) -> io::Result<File> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn write_synced(&mut self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn rename(&mut self, _: &Path, _: &Path) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn sync_folder(&mut self, _: &Path) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }
}

#[test]
fn on_a_medium_that_only_reads_a_try_is_made_to_read_and_none_to_open() {
    for is_there in [true, false] {
        let dir = folder();
        if is_there {
            fail(&dir, at(0));
        }
        let before = contents(dir.path());
        let refused = Tries::begin_on(&mut ReadOnly, dir.path(), at(1)).map(drop);
        let kind = ErrorKind::ReadOnlyFilesystem;
        assert_eq!(refused, Err(VaultError::Io { file: VaultFile::Tries, kind }));
        for _ in 0..=FREE_TRIES {
            let tries = Tries::begin_to_read_on(&mut ReadOnly, dir.path(), at(1)).expect("may be tried");
            assert!(!tries.is_the_last());
        }
        Tries::begin_to_read_on(&mut ReadOnly, dir.path(), at(1))
            .expect("tried")
            .succeeded()
            .expect("no writing");
        Tries::begin_to_read_on(&mut ReadOnly, dir.path(), at(1))
            .expect("tried")
            .take_back()
            .expect("no writing");
        assert_eq!(contents(dir.path()), before);
    }
}

#[test]
fn a_wait_that_runs_is_kept_where_nothing_can_be_written() {
    let dir = folder();
    for _ in 0..FREE_TRIES {
        fail(&dir, at(0));
    }
    let begun = |now| Tries::begin_to_read_on(&mut ReadOnly, dir.path(), now).map(drop);
    assert_eq!(begun(at(29)), Err(VaultError::TooManyTries { wait: Duration::from_secs(1) }));
    assert_eq!(begun(at(30)), Ok(()));
    // A restart cannot be written down there: the wait runs from the start of the device, and ends.
    let restarted = begun(after_restart(29));
    assert_eq!(restarted, Err(VaultError::TooManyTries { wait: Duration::from_secs(1) }));
    for seconds in [30, 31, 4000] {
        assert_eq!(begun(after_restart(seconds)), Ok(()), "{seconds}");
    }
    let nameless = Uptime { boot: [0; 16], ..at(31) };
    assert_eq!(begun(nameless), Ok(()));
}

#[test]
fn of_a_medium_that_only_reads_it_is_told_what_stands_there() {
    let dir = folder();
    fail(&dir, at(0));
    let told =
        |now| Tries::look_on(&mut ReadOnly, dir.path(), now).map(|left| (left.tries, left.wait.as_secs()));
    assert_eq!(told(at(0)), Ok((FREE_TRIES - 1, 0)));
    for _ in 1..FREE_TRIES {
        fail(&dir, at(0));
    }
    let before = contents(dir.path());
    assert_eq!((told(at(29)), told(at(30))), (Ok((0, 1)), Ok((1, 0))));
    // A restart cannot be written down there: the wait runs from the start of the device, and ends.
    assert_eq!((told(after_restart(29)), told(after_restart(30))), (Ok((0, 1)), Ok((1, 0))));
    assert_eq!(contents(dir.path()), before);
    fs::write(file(&dir), [0xA5; FILE_BYTES]).expect("writes");
    let kind = ErrorKind::ReadOnlyFilesystem;
    assert_eq!(told(at(30)), Err(VaultError::Io { file: VaultFile::Tries, kind }), "nothing is known");
}

/// A medium that takes the counted try and then answers with an error.
struct FailsAfterwards(Uptime);

impl Disk for FailsAfterwards {
    fn open_in_place(&mut self, path: &Path) -> io::Result<File> {
        drop(Tries::begin(path.parent().expect("a folder"), self.0).expect("is counted"));
        Err(io::Error::other("a bad sector"))
    }

    fn write_synced(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        OsDisk.write_synced(path, bytes)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        OsDisk.rename(from, to)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        OsDisk.sync_folder(folder)
    }
}

#[test]
fn a_try_does_not_wait_for_itself_where_it_was_counted_and_the_medium_failed() {
    let dir = folder();
    for _ in 0..FREE_TRIES - 1 {
        fail(&dir, at(0));
    }
    let begun = Tries::begin_to_read_on(&mut FailsAfterwards(at(1)), dir.path(), at(1)).map(drop);
    assert_eq!(begun, Ok(()), "no wait ran before it");
    assert_eq!(left(&dir, at(1)), (0, 30), "and the next one waits");
}

#[test]
fn a_try_to_read_is_counted_where_it_can_be_and_never_erases_where_it_cannot() {
    let dir = folder();
    drop(Tries::begin_to_read(dir.path(), at(0)).expect("may be tried"));
    assert_eq!(left(&dir, at(0)), (FREE_TRIES - 1, 0));
    let strict = LockPolicy::new(0, false, Some(8)).expect("a policy");
    Tries::set_policy(dir.path(), strict, true, at(0)).expect("set");
    let mut now = 0;
    for _ in 0..8 {
        fail(&dir, at(now));
        now += 4000;
    }
    let tries = Tries::begin_to_read_on(&mut ReadOnly, dir.path(), at(now)).expect("may be tried");
    assert!(!tries.is_the_last());
}

/// As a bad sector: the system refuses to read what stands there.
#[test]
fn a_count_that_the_medium_keeps_back_stops_no_try_to_read_but_one_of_this_device() {
    let dir = folder();
    std::fs::create_dir(file(&dir)).expect("made");
    assert!(matches!(Tries::begin(dir.path(), at(0)), Err(VaultError::Io { .. })));
    drop(Tries::begin_to_read(dir.path(), at(0)).expect("may be tried"));
    let dir = folder_on_device();
    drop(std::fs::remove_file(file(&dir)));
    std::fs::create_dir(file(&dir)).expect("made");
    assert!(matches!(Tries::begin_to_read(dir.path(), at(0)), Err(VaultError::Io { .. })));
}
