//! Another data key: what is there stays, what was before opens nothing, and a crash leaves one of the two.

use std::collections::BTreeSet;
use std::fs;

use gradus_crypto::KdfParams;
use gradus_crypto::testing::FailingEntropy;
use gradus_store::{KeptRun, Rotated, RotationLeft, Store, StoreError};
use gradus_vault::{CopyState, MarkFile, NewPasscode, Opened, RecoveryCode, VaultError};

use crate::accidents::with_key;
use crate::desk::{Desk, PERSON, WORDS, draft, erasure, now};

const FILES: [&str; 5] = ["vault.db", "vault.db-wal", "vault.hdr", "vault.hdr2", "vault.mark"];
const ROTATED: [&str; 4] = ["vault.g2.db", "vault.hdr", "vault.hdr2", "vault.mark2"];

fn rotate(desk: &Desk, store: &mut Store, vault: Opened) -> Result<Rotated, StoreError> {
    let entropy = desk.entropy();
    let begin =
        |vault: &Opened| vault.begin_rotation(&NewPasscode::alone(b"another", KdfParams::FLOOR), entropy);
    store.rotate(vault, begin, &now(), entropy)
}

/// A vault with something in every table, an erased body among it, and its store.
fn lived_in() -> (Desk, Store) {
    let desk = Desk::new();
    let mut store = desk.open();
    let ids = WORDS.map(|word| desk.append(&mut store, word));
    store.append(vec![erasure(&ids[..1])], &now(), desk.entropy()).expect("erases");
    store.keep_pack("a pack").expect("keeps");
    store.keep_run(&PERSON, &KeptRun { version: 1, body: "going on".to_owned() }).expect("keeps");
    (desk, store)
}

fn names(desk: &Desk) -> BTreeSet<String> {
    desk.hashes().into_keys().filter(|name| !name.ends_with("-wal") && name != "vault.tries").collect()
}

/// Opens with the new code as the app does, tells what a renewal left, and closes.
fn reopened(desk: &Desk, code: &RecoveryCode) -> (Vec<Vec<u8>>, Option<RotationLeft>) {
    opened(desk, desk.unlocked_by(code).expect("opens"))
}

fn opened(desk: &Desk, mut vault: Opened) -> (Vec<Vec<u8>>, Option<RotationLeft>) {
    let (mut store, _) = Store::open_whole(&desk.dir, &vault).expect("opens");
    vault.settle().expect("settles");
    let left = store.rotation_left(&vault).expect("tells");
    assert!(store.verify().expect("checks").is_sound());
    let said = bodies(&store);
    store.shut().expect("shuts");
    (said, left)
}

fn bodies(store: &Store) -> Vec<Vec<u8>> {
    let entries = store.entries().expect("reads");
    entries
        .iter()
        .filter_map(|entry| entry.body_bytes().map(<[u8]>::to_vec))
        .filter(|body| body[0] != b'{')
        .collect()
}

fn words(indexes: &[usize]) -> Vec<Vec<u8>> {
    indexes.iter().map(|at| WORDS[*at].as_bytes().to_vec()).collect()
}

#[test]
fn everything_is_there_under_the_new_key_and_the_old_files_are_gone() {
    let (desk, mut store) = lived_in();
    let (before, code_before) = (store.entries().expect("reads"), store.freshness_code());
    let rotated = rotate(&desk, &mut store, desk.unlocked()).expect("rotates");
    assert_eq!(names(&desk), ROTATED.map(str::to_owned).into());
    let after = store.entries().expect("reads");
    assert_eq!(after[..before.len()], before[..], "byte for byte");
    assert_eq!(after.len(), before.len() + 1, "the header's new epoch is noted");
    assert_eq!(rotated.arrived.len(), 1);
    assert_eq!(
        store.compare(&code_before),
        Ok(gradus_journal::Freshness::Fresh),
        "a code kept elsewhere still counts"
    );
    assert_eq!(store.run(&PERSON).expect("reads").expect("kept").body, "going on");
    assert!(store.pack(&gradus_crypto::sha256(&[b"a pack"])).expect("reads").is_some());
    desk.append(&mut store, "afterwards");
    store.shut().expect("shuts");
    let (said, _) = reopened(&desk, &rotated.recovery_code);
    assert_eq!(said, [words(&[1, 2]), vec![b"afterwards".to_vec()]].concat());
}

#[test]
fn what_opened_before_opens_nothing_now() {
    let (desk, mut store) = lived_in();
    let keys_before = desk.keys().keys().db_key_hex();
    let _rotated = rotate(&desk, &mut store, desk.unlocked()).expect("rotates");
    store.shut().expect("shuts");
    let old_code = Desk::new().unlocked();
    assert!(
        matches!(Store::open(&desk.dir, &old_code), Err(StoreError::Missing { .. })),
        "not even with the old key"
    );
    let inspected = gradus_vault::inspect(&desk.dir).expect("whole");
    let secret = gradus_vault::Secret::Passcode(crate::desk::PASSCODE);
    assert_eq!(inspected.unlock(&secret).map(drop), Err(VaultError::WrongSecret));
    let new = rusqlite::Connection::open(desk.path("vault.g2.db")).expect("a file");
    new.execute_batch(&format!("PRAGMA key = \"x'{}'\"", keys_before.as_str())).expect("the old key");
    assert!(new.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).is_err());
}

#[test]
fn until_the_code_was_noted_every_opening_says_so() {
    let (desk, mut store) = lived_in();
    let code = rotate(&desk, &mut store, desk.unlocked()).expect("rotates").recovery_code;
    store.shut().expect("shuts");
    for _ in 0..2 {
        assert_eq!(reopened(&desk, &code).1, Some(RotationLeft::CodeNotNoted));
    }
    let (mut store, _) = Store::open(&desk.dir, &desk.unlocked_by(&code).expect("opens")).expect("opens");
    store.recovery_code_noted().expect("notes");
    store.shut().expect("shuts");
    assert_eq!(reopened(&desk, &code).1, None);
}

#[test]
fn it_can_be_done_again_and_again() {
    let (desk, mut store) = lived_in();
    let mut code = rotate(&desk, &mut store, desk.unlocked()).expect("rotates").recovery_code;
    for generation in 3..=5 {
        let vault = desk.unlocked_by(&code).expect("opens");
        code = rotate(&desk, &mut store, vault).expect("rotates").recovery_code;
        let mark = if generation % 2 == 1 { "vault.mark" } else { "vault.mark2" };
        let database = format!("vault.g{generation}.db");
        let expected = [&database, "vault.hdr", "vault.hdr2", mark].map(str::to_owned);
        assert_eq!(names(&desk), expected.into());
    }
    store.shut().expect("shuts");
    assert_eq!(reopened(&desk, &code).0, words(&[1, 2]));
}

/// The folder as it lay before, with the files of the new key beside it, in the states that a crash can leave.
struct Crashed {
    before: Desk,
    after: Desk,
    code: RecoveryCode,
}

fn crashed() -> Crashed {
    let (desk, mut store) = lived_in();
    let before = desk.crashed();
    let code = rotate(&desk, &mut store, desk.unlocked()).expect("rotates").recovery_code;
    drop(with_key(&before, "INSERT INTO draft VALUES (zeroblob(16), 'rotation', 1, 'vault.g2.db')"));
    Crashed { before, after: desk, code }
}

#[test]
fn cut_short_before_the_header_the_old_key_is_in_force_and_the_new_files_go() {
    let Crashed { before, after, .. } = crashed();
    let whole = fs::read(after.path("vault.g2.db")).expect("there");
    for (bytes, with_mark) in [(0, false), (5000, false), (whole.len(), false), (whole.len(), true)] {
        let desk = before.crashed();
        fs::write(desk.path("vault.g2.db"), &whole[..bytes]).expect("writes");
        fs::write(desk.path("vault.g2.db-wal"), b"a part").expect("writes");
        if with_mark {
            fs::copy(after.path("vault.mark2"), desk.path("vault.mark2")).expect("copies");
        }
        assert_eq!(opened(&desk, desk.unlocked()), (words(&[1, 2]), Some(RotationLeft::Undone)));
        assert!(names(&desk).is_subset(&FILES.map(str::to_owned).into()), "{:?}", names(&desk));
        assert_eq!(opened(&desk, desk.unlocked()).1, None, "told once");
    }
}

#[test]
fn cut_short_between_the_copies_of_the_header_or_after_the_new_key_is_in_force_and_the_old_files_go() {
    let Crashed { before, after, code } = crashed();
    for copies in [&["vault.hdr"][..], &["vault.hdr", "vault.hdr2"]] {
        let desk = before.crashed();
        for file in ["vault.g2.db"].iter().chain(copies) {
            fs::copy(after.path(file), desk.path(file)).expect("copies");
        }
        let vault = desk.unlocked_by(&code).expect("opens");
        // As it was before the new epoch was recorded.
        let mark = MarkFile::read(&desk.dir, desk.keys().keys()).expect("whole");
        MarkFile::create(&desk.dir, vault.keys(), &mark).expect("made");
        assert_eq!(vault.copies() == CopyState::Agree, copies.len() == 2);
        assert_eq!(opened(&desk, vault), (words(&[1, 2]), Some(RotationLeft::CodeNotNoted)));
        assert_eq!(names(&desk), ROTATED.map(str::to_owned).into());
        assert_eq!(desk.unlocked_by(&code).expect("opens").copies(), CopyState::Agree);
    }
}

/// Old headers and an old database put back beside the newest one must not cost the newest one.
#[test]
fn a_later_database_that_nothing_tells_of_is_left_alone_and_in_the_way() {
    let Crashed { after, .. } = crashed();
    for file in ["vault.g2.db", "vault.mark2"] {
        let (desk, store) = lived_in();
        drop(store);
        fs::copy(after.path(file), desk.path(file)).expect("copies");
        assert_eq!(opened(&desk, desk.unlocked()).1, None);
        let mut store = desk.open();
        let refused = rotate(&desk, &mut store, desk.unlocked()).expect_err("in the way");
        assert!(matches!(&refused, StoreError::Foreign { file: found, .. } if found == file), "{refused}");
        assert!(desk.path(file).exists());
        desk.append(&mut store, "goes on");
    }
}

#[test]
fn without_random_bytes_the_old_key_stays_and_nothing_lies_about() {
    let (desk, mut store) = lived_in();
    for fills in 0.. {
        let entropy = FailingEntropy::after(fills);
        let begin = |vault: &Opened| {
            vault.begin_rotation(&NewPasscode::alone(b"another", KdfParams::FLOOR), &entropy)
        };
        match store.rotate(desk.unlocked(), begin, &now(), &entropy) {
            Err(error) => {
                assert!(matches!(error, StoreError::Vault(VaultError::Entropy(_))), "{error}");
                assert!(names(&desk).is_subset(&FILES.map(str::to_owned).into()));
                desk.append(&mut store, "goes on");
            }
            Ok(rotated) => {
                assert_eq!(
                    rotated.arrived,
                    [],
                    "nothing was left for recording the epoch, and the code comes all the same"
                );
                store.shut().expect("shuts");
                assert_eq!(reopened(&desk, &rotated.recovery_code).1, Some(RotationLeft::CodeNotNoted));
                return;
            }
        }
    }
}

#[test]
fn a_vault_that_is_not_sound_gets_no_new_key() {
    let (desk, store) = lived_in();
    store.shut().expect("shuts");
    let mut store = desk.open();
    let at = fs::metadata(desk.path("vault.db")).expect("there").len() - 100;
    let file = fs::OpenOptions::new().write(true).open(desk.path("vault.db")).expect("writable");
    std::os::unix::fs::FileExt::write_all_at(&file, &[0; 8], at).expect("writes");
    let before = desk.hashes();
    let refused = rotate(&desk, &mut store, desk.unlocked()).map(drop);
    assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
    assert_eq!(desk.hashes(), before);
}

#[test]
fn a_stopped_store_is_not_rotated_and_a_stopper_taken_before_stops_the_store_after() {
    let (desk, mut store) = lived_in();
    let stopper = store.stopper();
    let code = rotate(&desk, &mut store, desk.unlocked()).expect("rotates").recovery_code;
    stopper.stop();
    assert_eq!(store.append(vec![draft("late")], &now(), desk.entropy()), Err(StoreError::Interrupted));
    let vault = desk.unlocked_by(&code).expect("opens");
    assert_eq!(rotate(&desk, &mut store, vault).map(drop), Err(StoreError::Interrupted));
    store.shut().expect("shuts");
    assert_eq!(reopened(&desk, &code).0, words(&[1, 2]));
}

#[test]
fn an_open_vault_is_not_erased_and_a_closed_one_is() {
    let (desk, store) = lived_in();
    let before = desk.hashes();
    assert_eq!(gradus_store::erase(&desk.dir), Err(StoreError::Busy));
    assert_eq!(desk.hashes(), before);
    store.shut().expect("shuts");
    assert!(!gradus_store::erase(&desk.dir).expect("erases").left_others);
    assert!(!desk.dir.exists());
    assert_eq!(gradus_store::erase(&desk.dir).expect("nothing to do").files, 0);
}

/// Of two facts the one that costs the diary is told: the code in force was never read, and a renewal came to nothing.
#[test]
fn a_renewal_that_fails_does_not_take_away_that_nobody_has_read_the_code() {
    let (desk, mut store) = lived_in();
    store.recovery_code_to_be_noted().expect("notes");
    fs::create_dir(desk.path("vault.mark2.tmp")).expect("in the way of the new mark");
    let failed = rotate(&desk, &mut store, desk.unlocked()).map(drop);
    assert!(matches!(failed, Err(StoreError::Vault(_))), "{failed:?}");
    assert!(!desk.path("vault.g2.db").exists());
    store.shut().expect("shuts");
    fs::remove_dir(desk.path("vault.mark2.tmp")).expect("there");
    for _ in 0..2 {
        assert_eq!(opened(&desk, desk.unlocked()).1, Some(RotationLeft::CodeNotNoted));
    }
    let (mut store, _) = Store::open(&desk.dir, &desk.unlocked()).expect("opens");
    store.recovery_code_noted().expect("notes");
    store.shut().expect("shuts");
    assert_eq!(opened(&desk, desk.unlocked()).1, None);
}

#[test]
fn what_an_undone_renewal_left_is_tried_again_and_the_key_can_be_renewed_then() {
    let Crashed { before: desk, .. } = crashed();
    fs::create_dir(desk.path("vault.g2.db")).expect("what no removal of a file removes");
    for _ in 0..2 {
        assert_eq!(opened(&desk, desk.unlocked()).1, Some(RotationLeft::Undone));
    }
    let (mut store, _) = Store::open(&desk.dir, &desk.unlocked()).expect("opens");
    let refused = rotate(&desk, &mut store, desk.unlocked()).expect_err("still there");
    assert!(matches!(refused, StoreError::Io { .. }), "{refused}");
    fs::remove_dir(desk.path("vault.g2.db")).expect("there");
    fs::write(desk.path("vault.g2.db"), b"a part").expect("writes");
    let code = rotate(&desk, &mut store, desk.unlocked()).expect("rotates").recovery_code;
    store.shut().expect("shuts");
    assert_eq!(reopened(&desk, &code).1, Some(RotationLeft::CodeNotNoted));
}
