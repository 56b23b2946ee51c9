//! A session that is going on: kept, changed, and gone with the entry that tells of it.

use gradus_journal::{Kind, PersonId};
use gradus_store::{KeptRun, StoreError};

use crate::desk::{Desk, PERSON, draft, now};

const OTHER: PersonId = PersonId([2; 16]);

fn kept(version: u16, body: &str) -> KeptRun {
    KeptRun { version, body: body.to_owned() }
}

#[test]
fn what_is_kept_survives_a_crash_and_belongs_to_one_person() {
    let desk = Desk::new();
    let mut store = desk.open();
    assert_eq!(store.run(&PERSON), Ok(None));
    store.keep_run(&PERSON, &kept(1, "first")).expect("keeps");
    store.keep_run(&PERSON, &kept(1, "then")).expect("keeps");
    store.keep_run(&OTHER, &kept(7, "newer")).expect("keeps");
    let crashed = desk.crashed();
    let again = crashed.open();
    assert_eq!(again.run(&PERSON), Ok(Some(kept(1, "then"))));
    assert_eq!(again.run(&OTHER), Ok(Some(kept(7, "newer"))));
    store.drop_run(&PERSON).expect("drops");
    assert_eq!((store.run(&PERSON), store.run(&OTHER)), (Ok(None), Ok(Some(kept(7, "newer")))));
    assert!(store.verify().expect("checks").is_sound());
}

#[test]
fn it_goes_in_the_transaction_in_which_the_entry_comes_or_stays() {
    let desk = Desk::new();
    let mut store = desk.open();
    store.keep_run(&PERSON, &kept(1, "going on")).expect("keeps");
    store.keep_run(&OTHER, &kept(1, "another one")).expect("keeps");
    store.append(vec![draft("something else")], &now(), desk.entropy()).expect("appends");
    assert!(store.run(&PERSON).expect("reads").is_some(), "another entry drops nothing");
    let too_long = "x".repeat(2 << 20);
    let refused =
        store.append_run(vec![draft("said"), draft(&too_long)], &PERSON, None, &now(), desk.entropy());
    assert!(matches!(refused, Err(StoreError::Entry(_))), "{refused:?}");
    assert!(
        desk.crashed().open().run(&PERSON).expect("reads").is_some(),
        "nothing was written, nothing is gone"
    );
    let ended = kept(1, "ended");
    let refused = store.append_run(vec![draft(&too_long)], &PERSON, Some(&ended), &now(), desk.entropy());
    assert!(matches!(refused, Err(StoreError::Entry(_))), "{refused:?}");
    assert_eq!(desk.crashed().open().run(&PERSON), Ok(Some(kept(1, "going on"))), "both or neither");
    store.append_run(vec![draft("sign")], &PERSON, Some(&ended), &now(), desk.entropy()).expect("appends");
    assert_eq!(desk.crashed().open().run(&PERSON), Ok(Some(ended)));
    let written =
        store.append_run(vec![draft("said")], &PERSON, None, &now(), desk.entropy()).expect("appends");
    assert_eq!(written[0].entry.head().kind, Kind::Unknown(500));
    let again = desk.crashed().open();
    assert_eq!((again.run(&PERSON), again.run(&OTHER).map(|run| run.is_some())), (Ok(None), Ok(true)));
}

#[test]
fn whoever_locked_the_vault_keeps_no_more() {
    let desk = Desk::new();
    let mut store = desk.open();
    store.stopper().stop();
    assert_eq!(store.keep_run(&PERSON, &kept(1, "late")), Err(StoreError::Interrupted));
    assert_eq!(store.drop_run(&PERSON), Err(StoreError::Interrupted));
}

#[test]
fn its_words_are_not_in_print() {
    assert_eq!(format!("{:?}", kept(3, "wintergreen")), "KeptRun(version 3)");
}
