//! A vault that version 1 wrote, committed: it must open for ever.

use std::fs;
use std::path::PathBuf;

use gradus_crypto::KdfParams;
use gradus_crypto::testing::SeededEntropy;
use gradus_journal::{Draft, EntryId, Kind, Moment, fold};
use gradus_store::{KeptRun, Store};
use gradus_vault::{LockPolicy, NewPasscode, RecoveryCode, Secret, Tries, WayKind, inspect};

use crate::desk::{PASSCODE, PERSON, copy, draft, hashes, now};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name)
}

/// A committed body of the journal's own wire fixtures.
fn body(name: &str) -> Vec<u8> {
    let bodies = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../journal/tests/fixtures/v1");
    fs::read(bodies.join(format!("{name}.json"))).expect("a committed body")
}

fn moment(hours: u32) -> Moment {
    let start = now().wall + std::time::Duration::from_secs(1_772_000_000);
    now().at(start + std::time::Duration::from_secs(u64::from(hours) * 3600))
}

#[test]
#[ignore = "writes the fixture once; a fixture that is there is never written again"]
fn write_the_fixture() {
    let (dir, entropy) = (fixture("vault-v1"), SeededEntropy::new(20_260_301));
    assert!(!dir.exists(), "the fixture is there already; it is never written again");
    let build = |dir: &std::path::Path| gradus_vault::create(dir, PASSCODE, KdfParams::FLOOR, &entropy);
    let mut store = Store::create(&dir, &moment(0), &entropy, build).expect("a vault").store;
    let said = |kind: Kind, name: &str, hours| Draft {
        kind,
        body: body(name),
        effective: moment(hours).wall,
        ..draft("")
    };
    let mut say = |drafts: Vec<Draft>, hours| -> Vec<EntryId> {
        let arrived = store.append(drafts, &moment(hours), &entropy).expect("appends");
        arrived.iter().map(|arrived| arrived.entry.id()).collect()
    };
    say(vec![said(Kind::Person, "person", 0), said(Kind::Plan, "plan", 0)], 1);
    let held = say(vec![said(Kind::Session, "session", 2), said(Kind::Session, "session-bare", 14)], 15);
    say(vec![said(Kind::Skip, "skip", 20), said(Kind::CheckIn, "check_in", 21)], 22);
    say(vec![said(Kind::Assessment, "assessment", 22), said(Kind::Contact, "contact", 23)], 24);
    say(vec![said(Kind::Visit, "visit", 30), said(Kind::Step, "step", 31)], 32);
    say(vec![Draft { targets: vec![held[0]], ..said(Kind::Amendment, "amendment", 2) }], 33);
    say(vec![Draft { targets: vec![held[1]], ..said(Kind::Erase, "erase", 34) }], 34);
    say(vec![draft("of a kind that version 1 does not know")], 35);
    store.keep_pack("not a rule pack, but a text").expect("keeps");
    let ids: Vec<String> =
        store.entries().expect("reads").iter().map(|entry| format!("{}\n", entry.id())).collect();
    store.shut().expect("shuts");
    fs::write(fixture("vault-v1.entries"), ids.concat()).expect("writable");
}

#[test]
#[ignore = "writes the fixture once; a fixture that is there is never written again"]
fn write_the_fixture_of_schema_2() {
    let (dir, entropy) = (fixture("vault-v2"), SeededEntropy::new(20_260_302));
    assert!(!dir.exists(), "the fixture is there already; it is never written again");
    let build = |dir: &std::path::Path| gradus_vault::create(dir, PASSCODE, KdfParams::FLOOR, &entropy);
    let mut store = Store::create(&dir, &moment(0), &entropy, build).expect("a vault").store;
    store
        .append(vec![Draft { body: body("person"), kind: Kind::Person, ..draft("") }], &moment(1), &entropy)
        .expect("appends");
    store.keep_run(&PERSON, &kept_run()).expect("keeps");
    store.shut().expect("shuts");
}

/// The secrets of `vault-v3`, whose recovery code is [`CODE`].
const PIN: &[u8] = b"481902";
const DEVICE: [u8; 32] = [0x5e; 32];
const FINGER: [u8; 32] = [0xf1; 32];
const CODE: &str = "HTY4-MS1Y-S0A6-M1R9-HK3R-4VYP-X0CD";

/// A vault with a slot of each kind: the passcode opens on one device, two keystores and the code on paper open beside it.
#[test]
#[ignore = "writes the fixture once; a fixture that is there is never written again"]
fn write_the_fixture_with_every_way_in() {
    let (dir, entropy) = (fixture("vault-v3"), SeededEntropy::new(20_260_303));
    assert!(!dir.exists(), "the fixture is there already; it is never written again");
    let build = |dir: &std::path::Path| {
        let passcode = NewPasscode { passcode: PIN, device_secret: Some(&DEVICE), params: KdfParams::FLOOR };
        let mut made = gradus_vault::create_with(dir, &passcode, &entropy)?;
        made.opened.add_platform_way(&FINGER, None, &entropy)?;
        made.opened.add_platform_way(&[0xfa; 40], None, &entropy)?;
        assert_eq!(made.recovery_code.to_text().as_str(), CODE);
        Ok(made)
    };
    let mut store = Store::create(&dir, &moment(0), &entropy, build).expect("a vault").store;
    store
        .append(vec![Draft { body: body("person"), kind: Kind::Person, ..draft("") }], &moment(1), &entropy)
        .expect("appends");
    let ids: Vec<String> =
        store.entries().expect("reads").iter().map(|entry| format!("{}\n", entry.id())).collect();
    store.shut().expect("shuts");
    fs::write(fixture("vault-v3.entries"), ids.concat()).expect("writable");
}

#[test]
fn the_vault_with_every_way_in_opens_by_each_of_them() {
    let code = RecoveryCode::parse(CODE).expect("well typed");
    let ways = [
        Secret::OnDevice { passcode: PIN, device_secret: &DEVICE },
        Secret::Platform(&FINGER),
        Secret::Platform(&[0xfa; 40]),
        Secret::Recovery(&code),
    ];
    for secret in &ways {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("vault");
        copy(&fixture("vault-v3"), &dir);
        let vault = inspect(&dir).expect("whole").unlock(secret).expect("its own secret");
        let (mut store, _) = Store::open_whole(&dir, &vault).expect("opens");
        assert!(store.verify().expect("checks").is_sound());
        let ids: String =
            store.entries().expect("reads").iter().map(|entry| format!("{}\n", entry.id())).collect();
        assert_eq!(ids, fs::read_to_string(fixture("vault-v3.entries")).expect("committed"), "{secret:?}");
        store.shut().expect("shuts");
    }
    let kinds: Vec<_> =
        inspect(&fixture("vault-v3")).expect("whole").header().ways_in().iter().map(|way| way.kind).collect();
    assert_eq!(kinds, [WayKind::OnDevice, WayKind::Recovery, WayKind::Platform, WayKind::Platform]);
    let tries = Tries::policy(&fixture("vault-v3")).expect("told");
    assert_eq!(tries, LockPolicy::default());
}

fn kept_run() -> KeptRun {
    let body = fs::read_to_string(
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../journal/tests/fixtures/run-v1.json"),
    );
    KeptRun { version: 1, body: body.expect("a committed run") }
}

#[test]
fn the_vault_of_schema_2_opens_with_the_session_that_was_going_on() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("vault");
    copy(&fixture("vault-v2"), &dir);
    let before = hashes(&dir);
    let vault = inspect(&dir).expect("whole").unlock(&Secret::Passcode(PASSCODE)).expect("the passcode");
    let (mut store, entries) = Store::open_whole(&dir, &vault).expect("opens");
    assert!(store.verify().expect("checks").is_sound());
    assert_eq!((entries.len(), store.run(&PERSON)), (2, Ok(Some(kept_run()))));
    store.shut().expect("shuts");
    assert_eq!(hashes(&dir), before, "reading changed nothing");
}

#[test]
fn the_vault_of_version_1_opens_and_says_what_it_said() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("vault");
    copy(&fixture("vault-v1"), &dir);
    let before = hashes(&dir);
    let vault = inspect(&dir).expect("whole").unlock(&Secret::Passcode(PASSCODE)).expect("the passcode");
    let (mut store, entries) = Store::open(&dir, &vault).expect("opens");
    let outcome = store.verify().expect("checks");
    assert!(outcome.is_sound(), "{outcome:?}");
    assert_eq!((outcome.entries, outcome.erased, outcome.unknown_kinds, outcome.packs), (14, 1, 1, 1));
    let ids: String =
        store.entries().expect("reads").iter().map(|entry| format!("{}\n", entry.id())).collect();
    assert_eq!(ids, fs::read_to_string(fixture("vault-v1.entries")).expect("committed"));
    let folded = fold(&entries);
    let history = &folded.people[&PERSON];
    assert_eq!(history.person.name, "Robin \"R.\" Ünal");
    assert_eq!((history.plans.len(), history.sessions.len(), history.unknown_kinds), (1, 1, 1));
    assert_eq!(history.sessions[0].value.size.tenths(), 30, "the amendment stands");
    assert_eq!((folded.least_header_epoch, folded.adrift.len(), folded.conflicts.len()), (1, 0, 0));
    store.shut().expect("shuts");
    let after = hashes(&dir);
    assert_ne!(after["vault.db"], before["vault.db"], "it was brought to the present schema");
    for name in ["vault.hdr", "vault.hdr2", "vault.mark"] {
        assert_eq!(after[name], before[name], "{name}");
    }
    let (store, again) = Store::open_whole(&dir, &vault).expect("opens again, whole");
    assert_eq!((again.len(), store.run(&PERSON)), (entries.len(), Ok(None)));
    drop(store);
}

#[test]
fn an_older_vault_is_whole_before_it_is_brought_up() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("vault");
    copy(&fixture("vault-v1"), &dir);
    let vault = inspect(&dir).expect("whole").unlock(&Secret::Passcode(PASSCODE)).expect("the passcode");
    let (store, _) = Store::open_whole(&dir, &vault).expect("every page and the structure are sound");
    store.shut().expect("shuts");
}
