//! The way out of last resort: what holds of a damaged vault is in a new one, what does not is told, and the old folder is as it
//! was.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

use gradus_crypto::KdfParams;
use gradus_crypto::testing::FailingEntropy;
use gradus_journal::{EntryError, EntryId, Kind, Statement, VAULT_ITSELF, WriterId, fold, wire};
use gradus_store::{KeptRun, Lost, LostWhy, Problem, RotationLeft, Salvaged, Store, StoreError};
use gradus_vault::{NewPasscode, Opened, Secret, VaultError, create_after, inspect};
use tempfile::TempDir;

use crate::accidents::{with_key, with_key_of};
use crate::desk::{Desk, PERSON, erasure, hashes, now};

const PAGE: u64 = 4096;

/// A place for the new vault beside nothing else.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn dir(&self) -> PathBuf {
        self.0.path().join("saved")
    }
}

fn salvage_with(desk: &Desk, place: &Place, vault: &Opened, more: bool) -> Result<Salvaged, StoreError> {
    let entropy = desk.entropy();
    let before = desk.hashes();
    let passcode = NewPasscode::alone(b"quite another passcode", KdfParams::FLOOR);
    let build = |dir: &std::path::Path, epoch| create_after(dir, &passcode, epoch, entropy);
    let salvaged = Store::salvage(&desk.dir, vault, &place.dir(), |_| more, &now(), entropy, build);
    assert_eq!(desk.hashes(), before, "not a byte of the old folder");
    let names: Vec<_> = hashes(place.0.path()).into_keys().collect();
    assert!(names.iter().all(|name| name == "saved"), "{names:?}");
    salvaged
}

pub fn salvage(desk: &Desk, place: &Place) -> Salvaged {
    salvage_with(desk, place, desk.keys(), false).expect("salvages")
}

/// Vaults with many small entries: a compacted file, so that arrivals lie in order.
fn long(entries: usize) -> (Desk, Vec<EntryId>) {
    let desk = Desk::new();
    let mut store = desk.open();
    let ids = (0..entries).map(|at| desk.append(&mut store, &format!("entry {at}"))).collect();
    store.keep_pack(&"a pack of rules. ".repeat(400)).expect("keeps");
    store.compact().expect("compacts");
    store.shut().expect("shuts");
    (desk, ids)
}

pub fn pages(desk: &Desk) -> u64 {
    fs::metadata(desk.path("vault.db")).expect("there").len() / PAGE
}

/// Turns some bytes of a page into others.
pub fn spoil(desk: &Desk, page: u64) {
    spoil_at(desk, (page - 1) * PAGE + 2048);
}

fn spoil_at(desk: &Desk, at: u64) {
    let file = OpenOptions::new().read(true).write(true).open(desk.path("vault.db")).expect("writable");
    let mut bytes = [0; 64];
    file.read_exact_at(&mut bytes, at).expect("reads");
    file.write_all_at(&bytes.map(|byte| byte ^ 0x5a), at).expect("writes");
}

fn ids(salvaged: &Salvaged) -> BTreeSet<EntryId> {
    salvaged.vault.store.entries().expect("reads").iter().map(gradus_journal::Entry::id).collect()
}

fn is_cautious(salvaged: &Salvaged) -> bool {
    fold(&salvaged.vault.entries).older_state_accepted.is_some()
}

#[test]
fn a_sound_vault_is_given_out_whole_and_asks_for_no_caution() {
    let (desk, written) = long(20);
    let place = Place::new();
    let salvaged = salvage(&desk, &place);
    let report = &salvaged.report;
    assert!(report.is_whole && report.lost.is_empty() && report.gaps.is_empty(), "{report:?}");
    assert_eq!((report.lost_packs, report.begun), (Some(0), Some(0)));
    assert_eq!(report.saved, [(PERSON, 20), (VAULT_ITSELF, 1)].into());
    assert!(written.iter().all(|id| ids(&salvaged).contains(id)));
    assert!(!is_cautious(&salvaged));
    let hash = gradus_crypto::sha256(&["a pack of rules. ".repeat(400).as_bytes()]);
    assert!(salvaged.vault.store.pack(&hash).expect("reads").is_some());
}

#[test]
fn the_new_vault_has_keys_a_writer_and_an_epoch_of_its_own_and_asks_for_its_code_to_be_noted() {
    let (desk, _) = long(3);
    let old = desk.open();
    let (old_id, old_writer) = (old.vault_id(), old.writer());
    old.shut().expect("shuts");
    let place = Place::new();
    let Salvaged { vault, .. } = salvage(&desk, &place);
    assert_ne!((vault.store.vault_id(), vault.store.writer()), (old_id, old_writer));
    assert!(vault.store.least_header_epoch() > 1, "the old journal has seen epoch 1");
    vault.store.shut().expect("shuts");
    let sealed = || inspect(&place.dir()).expect("whole");
    let refused = sealed().unlock(&Secret::Passcode(crate::desk::PASSCODE)).map(drop);
    assert_eq!(refused, Err(VaultError::WrongSecret));
    let opened = sealed().unlock(&Secret::Recovery(&vault.recovery_code)).expect("the new code");
    let (mut store, _) = Store::open_whole(&place.dir(), &opened).expect("opens");
    assert_eq!(store.rotation_left(&opened), Ok(Some(RotationLeft::CodeNotNoted)));
    store.recovery_code_noted().expect("notes");
    assert_eq!(store.rotation_left(&opened), Ok(None));
    assert!(store.verify().expect("checks").is_sound());
    desk.append(&mut store, "life goes on");
}

/// Every page in turn: the vault opens or is mended as ever, or it gives out what is before the first entry that lay on the page,
/// tells of each that is not given out, and is cautious.
#[test]
fn whichever_page_is_damaged_what_holds_is_given_out_and_the_rest_is_told() {
    let (whole, written) = long(80);
    let (mut complete, mut partial) = (0, 0);
    for page in 1..=pages(&whole) {
        let desk = whole.crashed();
        spoil(&desk, page);
        assert!(desk.judge().is_err(), "page {page}");
        let place = Place::new();
        let salvaged = salvage(&desk, &place);
        let (found, report) = (ids(&salvaged), &salvaged.report);
        let kept = written.iter().take_while(|id| found.contains(*id)).count();
        assert_eq!(written.iter().filter(|id| found.contains(*id)).count(), kept, "page {page}: a prefix");
        // The first arrival is the vault's own.
        let saved: u64 = report.saved.values().sum();
        assert_eq!(saved + report.lost.len() as u64, 81, "page {page}: each entry is saved or told of");
        assert!(report.lost.first().is_none_or(|lost| lost.arrival == saved + 1), "page {page}");
        assert_eq!(is_cautious(&salvaged), !report.is_whole, "page {page}");
        assert!(report.is_whole <= report.lost.is_empty(), "page {page}");
        let unreadable: Vec<_> = report.lost.iter().filter(|lost| lost.why == LostWhy::Unreadable).collect();
        assert!(unreadable.len() < 20, "page {page}: {} are more than what lay on it", unreadable.len());
        let known = |lost: &&Lost| (lost.kind, lost.person) == (Some(Kind::Unknown(500)), Some(PERSON));
        assert!(unreadable.iter().filter(|lost| lost.arrival > 1).all(known), "page {page}");
        *(if report.lost.is_empty() { &mut complete } else { &mut partial }) += 1;
    }
    assert!(complete >= 4 && partial >= 6, "{complete} {partial}");
}

#[test]
fn a_database_that_was_cut_off_gives_out_what_is_left() {
    let (whole, written) = long(80);
    let bytes = pages(&whole) * PAGE;
    let mut most = 0;
    for length in [bytes - 1, bytes - PAGE, bytes / 2 + 77, bytes / 2, 5 * PAGE] {
        let desk = whole.crashed();
        let file = OpenOptions::new().write(true).open(desk.path("vault.db")).expect("writable");
        file.set_len(length).expect("cuts");
        assert!(matches!(desk.judge(), Err(why) if why.contains("cut short")));
        let place = Place::new();
        let salvaged = salvage(&desk, &place);
        let found = ids(&salvaged);
        let kept = written.iter().take_while(|id| found.contains(*id)).count();
        let saved: u64 = salvaged.report.saved.values().sum();
        assert_eq!(saved + salvaged.report.lost.len() as u64, 81, "{length}");
        assert_eq!(is_cautious(&salvaged), !salvaged.report.is_whole);
        most = most.max(kept);
    }
    assert!(most > 20, "{most}");
}

#[test]
fn what_was_changed_with_the_key_and_what_hangs_on_it_is_told() {
    for (sql, why, first) in [
        ("UPDATE entry SET body = x'00' WHERE arrival = 5", LostWhy::Changed(EntryError::WrongBody), 5),
        (
            "UPDATE entry SET head = x'01' WHERE arrival = 5",
            LostWhy::Changed(EntryError::Malformed { field: "kind" }),
            5,
        ),
        ("DELETE FROM entry WHERE arrival = 5", LostWhy::Unreadable, 5),
        ("UPDATE writer SET signature = zeroblob(64)", LostWhy::BeyondBreak, 12),
    ] {
        let (desk, written) = long(10);
        drop(with_key(&desk, sql));
        assert!(desk.judge().is_err(), "{sql}");
        let place = Place::new();
        let salvaged = salvage(&desk, &place);
        let lost = &salvaged.report.lost;
        assert_eq!(lost.first().map_or((12, why), |lost| (lost.arrival, lost.why)), (first, why), "{sql}");
        assert!(lost.iter().skip(1).all(|lost| lost.why == LostWhy::BeyondBreak), "{sql}");
        assert_eq!(lost.len() as u64, 12 - first, "{sql}");
        let found = ids(&salvaged);
        assert_eq!(written.iter().filter(|id| found.contains(*id)).count() as u64, first - 2, "{sql}");
        assert!(is_cautious(&salvaged) && !salvaged.report.is_whole, "{sql}");
    }
}

/// A second life: the first writer's key is gone, and its chain can only end on the new writer's word.
fn two_writers() -> (Desk, Vec<EntryId>, Vec<EntryId>) {
    let desk = Desk::new();
    let mut store = desk.open();
    let first = (0..5).map(|at| desk.append(&mut store, &format!("first {at}"))).collect();
    store.begin_new_life(desk.keys(), desk.entropy()).expect("begins");
    let second = (0..5).map(|at| desk.append(&mut store, &format!("second {at}"))).collect();
    store.shut().expect("shuts");
    (desk, first, second)
}

#[test]
fn of_two_writers_the_one_whose_chain_holds_is_saved_whole() {
    for (arrival, first_kept, second_kept) in [(4, 2, 5), (9, 5, 2)] {
        let (desk, first, second) = two_writers();
        drop(with_key(&desk, &format!("DELETE FROM entry WHERE arrival = {arrival}")));
        let place = Place::new();
        let salvaged = salvage(&desk, &place);
        let found = ids(&salvaged);
        let kept = |ids: &[EntryId]| ids.iter().filter(|id| found.contains(*id)).count();
        assert_eq!((kept(&first), kept(&second)), (first_kept, second_kept));
        let [gap] = salvaged.report.gaps[..] else { panic!("{:?}", salvaged.report.gaps) };
        // Of the first writer's six the vault's own word is one.
        let expected = if arrival == 4 { (4, Some(6)) } else { (3, Some(5)) };
        assert_eq!((gap.from, gap.to), expected);
        let said = salvaged.vault.entries.iter().filter_map(|entry| wire::decode(entry).ok());
        let ends: Vec<(WriterId, u64)> = said
            .filter_map(|statement| match statement {
                Statement::Salvaged(ends) => Some(ends),
                _ => None,
            })
            .flatten()
            .map(|end| (end.writer, end.seq))
            .collect();
        assert_eq!(ends, [(gap.writer, gap.from - 1)]);
    }
}

#[test]
fn a_vault_that_was_salvaged_can_be_damaged_and_salvaged_again() {
    let (desk, first, _) = two_writers();
    drop(with_key(&desk, "DELETE FROM entry WHERE arrival = 5"));
    let place = Place::new();
    let Salvaged { vault, .. } = salvage(&desk, &place);
    vault.store.shut().expect("shuts");
    let again = Desk::at(place.dir());
    let opened = again.unlocked_by(&vault.recovery_code).expect("the code");
    drop(with_key_of(&again, &opened, "DELETE FROM entry WHERE arrival = 3"));
    let place = Place::new();
    let salvaged = salvage_with(&again, &place, &opened, false).expect("salvages");
    let found = ids(&salvaged);
    assert_eq!(first.iter().filter(|id| found.contains(*id)).count(), 1);
    assert!(is_cautious(&salvaged));
}

#[test]
fn an_erased_body_whose_order_is_lost_stays_erased_and_is_told() {
    let desk = Desk::new();
    let mut store = desk.open();
    let id = desk.append(&mut store, "to be erased");
    desk.append(&mut store, "between");
    store.append(vec![erasure(&[id])], &now(), desk.entropy()).expect("erases");
    store.shut().expect("shuts");
    drop(with_key(&desk, "DELETE FROM entry WHERE arrival = 4"));
    let place = Place::new();
    let salvaged = salvage(&desk, &place);
    assert!(salvaged.report.lost.iter().any(|lost| (lost.arrival, lost.why) == (2, LostWhy::BodyGone)));
    let entries = salvaged.vault.store.entries().expect("reads");
    let erased: Vec<_> =
        entries.iter().filter(|entry| entry.body_bytes().is_none()).map(|entry| entry.id()).collect();
    assert_eq!(erased, [id]);
    assert!(entries.iter().any(|entry| entry.head().kind == Kind::Erase && entry.head().targets == [id]));
}

#[test]
fn what_goes_on_is_told_and_not_taken_over_and_so_is_what_lies_elsewhere() {
    for (begun, more) in [(true, false), (false, true)] {
        let (desk, _) = long(3);
        if begun {
            let mut store = desk.open();
            store.keep_run(&PERSON, &KeptRun { version: 1, body: "going on".to_owned() }).expect("keeps");
            store.shut().expect("shuts");
        }
        let place = Place::new();
        let salvaged = salvage_with(&desk, &place, desk.keys(), more).expect("salvages");
        assert_eq!(salvaged.report.begun, Some(u64::from(begun)));
        assert!(!salvaged.report.is_whole && is_cautious(&salvaged));
        assert!(salvaged.vault.store.run(&PERSON).expect("reads").is_none());
    }
}

#[test]
fn a_log_that_was_not_moved_into_the_database_yet_is_read_too() {
    let (desk, _) = long(3);
    let mut store = desk.open();
    let id = desk.append(&mut store, "in the log");
    drop(store);
    let place = Place::new();
    let salvaged = salvage(&desk, &place);
    assert!(salvaged.report.is_whole && ids(&salvaged).contains(&id));
    // Without the log the mark knows of an entry that is not there.
    fs::remove_file(desk.path("vault.db-wal")).expect("removes");
    let place = Place::new();
    let salvaged = salvage(&desk, &place);
    assert!(!salvaged.report.is_whole && is_cautious(&salvaged));
    assert_eq!(salvaged.report.lost.iter().map(|lost| lost.arrival).collect::<Vec<_>>(), [5]);
}

#[test]
fn without_a_whole_mark_nobody_can_say_that_nothing_is_missing() {
    let (desk, _) = long(3);
    fs::remove_file(desk.path("vault.mark")).expect("removes");
    let place = Place::new();
    let salvaged = salvage(&desk, &place);
    assert!(salvaged.report.lost.is_empty() && !salvaged.report.is_whole && is_cautious(&salvaged));
    // What the system does not let be read as a file: it refuses as a bad sector does.
    fs::create_dir(desk.path("vault.mark")).expect("makes");
    let place = Place::new();
    let salvaged = salvage(&desk, &place);
    assert!(salvaged.report.lost.is_empty() && !salvaged.report.is_whole && is_cautious(&salvaged));
}

#[test]
fn one_whole_slot_of_the_mark_tells_how_many_entries_are_lost() {
    let (desk, _) = long(3);
    let mut store = desk.open();
    let counter = |slot: usize| {
        let bytes = fs::read(desk.path("vault.mark")).expect("reads");
        u64::from_be_bytes(bytes[slot + 26..slot + 34].try_into().expect("eight bytes"))
    };
    desk.append(&mut store, "in the log");
    while counter(0) < counter(4096) {
        desk.append(&mut store, "in the log, too");
    }
    let written = store.arrivals();
    drop(store);
    fs::remove_file(desk.path("vault.db-wal")).expect("removes");
    let file = OpenOptions::new().write(true).open(desk.path("vault.mark")).expect("writable");
    file.set_len(8000).expect("cuts off within the older slot");
    let place = Place::new();
    let salvaged = salvage(&desk, &place);
    let lost: Vec<_> = salvaged.report.lost.iter().map(|lost| lost.arrival).collect();
    assert_eq!(lost, (5..=written).collect::<Vec<_>>());
    assert!(!salvaged.report.is_whole && is_cautious(&salvaged));
}

#[test]
fn what_cannot_be_salvaged_is_an_error_and_leaves_nothing_behind() {
    let place = Place::new();
    let (desk, _) = long(3);
    // The salt, without which no page can be told from another.
    spoil_at(&desk, 0);
    let refused = salvage_with(&desk, &place, desk.keys(), false).expect_err("the first page");
    assert_eq!(refused, StoreError::Damaged { file: "vault.db".to_owned(), what: Problem::FirstPage });
    fs::remove_file(desk.path("vault.db")).expect("removes");
    let refused = salvage_with(&desk, &place, desk.keys(), false).expect_err("no database");
    assert_eq!(refused, StoreError::Missing { file: "vault.db".to_owned() });
    assert!(!place.dir().exists());
}

#[test]
fn the_new_vault_takes_no_place_that_is_taken_and_none_in_the_damaged_folder() {
    let (desk, _) = long(1);
    let place = Place::new();
    fs::create_dir(place.dir()).expect("makes");
    fs::write(place.dir().join("letter"), "mine").expect("writes");
    assert_eq!(salvage_with(&desk, &place, desk.keys(), false).map(drop), Err(StoreError::AlreadyExists));
    assert_eq!(fs::read(place.dir().join("letter")).expect("reads"), b"mine");
    let before = desk.hashes();
    let build = |_: &std::path::Path, _| -> Result<_, VaultError> { panic!("not that far") };
    for into in [desk.dir.clone(), desk.dir.join("new"), desk.dir.join("deep/new")] {
        let refused = Store::salvage(&desk.dir, desk.keys(), &into, |_| false, &now(), desk.entropy(), build);
        assert_eq!(refused.map(drop), Err(StoreError::InDamagedFolder), "{}", into.display());
    }
    assert_eq!(desk.hashes(), before);
}

#[test]
fn what_fails_on_the_way_leaves_nothing_and_can_be_begun_anew() {
    let (desk, _) = long(3);
    let place = Place::new();
    for calls in 0..6 {
        let entropy = FailingEntropy::after(calls);
        let passcode = NewPasscode::alone(b"quite another passcode", KdfParams::FLOOR);
        let build = |dir: &std::path::Path, epoch| create_after(dir, &passcode, epoch, &entropy);
        let refused =
            Store::salvage(&desk.dir, desk.keys(), &place.dir(), |_| false, &now(), &entropy, build);
        assert!(refused.is_err(), "after {calls}");
        assert!(hashes(place.0.path()).is_empty(), "after {calls}");
    }
    assert!(salvage(&desk, &place).report.is_whole);
}

#[test]
fn a_vault_that_is_open_is_not_salvaged_and_an_old_header_neither() {
    let (desk, _) = long(1);
    let place = Place::new();
    let store = desk.open();
    assert_eq!(salvage_with(&desk, &place, desk.keys(), false).map(drop), Err(StoreError::Busy));
    drop(store);
    let mut store = desk.open();
    store.record_header_epoch(9, &now(), desk.entropy()).expect("records");
    store.shut().expect("shuts");
    let refused = salvage_with(&desk, &place, desk.keys(), false).map(drop);
    assert_eq!(refused, Err(StoreError::Vault(VaultError::RolledBack { found_epoch: 1, least_epoch: 9 })));
}

#[test]
fn a_row_of_another_vault_is_no_row_of_this_one() {
    let (desk, _) = long(1);
    drop(with_key(&desk, "UPDATE vault SET vault_id = zeroblob(16)"));
    let place = Place::new();
    let refused = salvage_with(&desk, &place, desk.keys(), false).map(drop);
    assert_eq!(refused, Err(StoreError::Damaged { file: "vault.db".to_owned(), what: Problem::OtherVault }));
}

#[test]
fn without_its_first_entry_nothing_of_a_chain_is_kept_and_all_of_it_is_told() {
    let (desk, _) = long(2);
    drop(with_key(&desk, "DELETE FROM entry WHERE arrival = 1"));
    let place = Place::new();
    let salvaged = salvage(&desk, &place);
    assert!(salvaged.report.saved.is_empty());
    assert_eq!(salvaged.report.lost.len(), 3);
}

#[test]
fn an_entry_of_a_later_version_is_no_loss_and_is_left_to_that_version() {
    let (desk, _) = long(2);
    drop(with_key(&desk, "UPDATE entry SET head = x'02' WHERE arrival = 2"));
    let place = Place::new();
    let what = Problem::Entry { arrival: 2, error: EntryError::NewerVersion { found: 2 } };
    let refused = salvage_with(&desk, &place, desk.keys(), false).map(drop);
    assert_eq!(refused, Err(StoreError::Damaged { file: "vault.db".to_owned(), what }));
    assert!(!place.dir().exists());
}
