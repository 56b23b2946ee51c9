//! Making, opening, checking and closing: what was written is there, and nobody else gets in.

use std::path::Path;

use gradus_app::view::{Command, FreshnessWord, PasscodeTries, PersonDraft, SessionDraft, VerifyView};
use gradus_app::{App, AppError, Secret, Stretch};
use gradus_crypto::testing::SeededEntropy;
use gradus_domain::{BootId, Moment};
use serde::Serialize;
use tempfile::TempDir;

use crate::bench::{
    Bench, OWN, PASSCODE, adopt, answers, at, check_in, contact, good, held, open, robin, skip, step, visit,
    well_but,
};

const LATER: &str = "2026-03-12T09:00";

/// A vault with an entry of every kind.
fn full() -> Bench {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=8, "12");
    bench.write(step("Robin", 130), "2026-03-09T09:00");
    bench.write(skip("Robin", None, "travel"), "2026-03-09T20:00");
    bench.write(check_in("Robin", well_but(&[("worry", "worried")])), "2026-03-10T08:00");
    bench.write(contact("Robin", "resume_at:12"), "2026-03-10T09:00");
    let draft = SessionDraft { bleeding: Some("drip".to_owned()), ..good("12") };
    bench.write(held("Robin", draft), "2026-03-11T20:00");
    bench
}

fn views(app: &App) -> String {
    fn json<T: Serialize>(view: Result<T, AppError>) -> String {
        serde_json::to_string(&view.expect("a view")).expect("JSON")
    }
    let now = at(LATER);
    [
        json(Ok(app.people())),
        json(app.today("Robin", &now)),
        json(app.timeline("Robin", None, None, &now)),
        json(app.plan("Robin", &now)),
        json(app.plan_history("Robin")),
        json(app.progress("Robin", &now)),
    ]
    .join("\n")
}

#[test]
fn reopening_shows_the_same_byte_for_byte() {
    for in_good_order in [true, false] {
        let mut bench = full();
        let (before, arrivals) = (views(&bench.app), bench.arrivals());
        let mut bench = bench.reopen(in_good_order, LATER);
        assert_eq!(views(&bench.app), before, "shut: {in_good_order}");
        assert_eq!(bench.arrivals(), arrivals, "opening adds nothing the second time");
        let verified = bench.app.verify(&at(LATER)).expect("verifies");
        let VerifyView { sound, entries, writers, .. } = verified;
        assert!(sound && entries == arrivals && writers == 1, "{:?}", verified.problems);
        bench.write(contact("Robin", "resume"), LATER);
    }
}

#[test]
fn a_second_opening_is_told_that_it_is_busy() {
    let bench = Bench::new();
    let second = open(&bench.path(), Secret::Passcode(PASSCODE), LATER).err().expect("busy");
    assert_eq!(second, AppError::Busy);
    bench.reopen(true, LATER);
}

#[test]
fn the_passcode_and_the_recovery_code_open_and_nothing_else_does() {
    let bench = Bench::adult();
    let (path, code) = (bench.path(), bench.recovery_code.clone());
    let before = serde_json::to_string(&bench.today("Robin", LATER)).expect("JSON");
    let Bench { app, .. } = &bench;
    assert_eq!(app.people().len(), 1);
    let bench = bench.reopen(true, LATER);
    assert_eq!(serde_json::to_string(&bench.today("Robin", LATER)).expect("JSON"), before);
    let folder = bench.close();
    for wrong in [&b"correct horse battery stapl"[..], b"correct horse battery staple ", b"x"] {
        let error = open(&path, Secret::Passcode(wrong), LATER).err().expect("wrong");
        assert_eq!(error, AppError::WrongSecret);
    }
    assert_eq!(open(&path, Secret::Passcode(b""), LATER).err().expect("empty").kind(), "invalid");
    let mistyped = code.replacen(|c: char| c.is_ascii_alphanumeric(), "", 1);
    assert_eq!(
        open(&path, Secret::Recovery(mistyped.as_bytes()), LATER).err().expect("short").kind(),
        "invalid"
    );
    let app = open(&path, Secret::Recovery(code.to_lowercase().replace('-', " ").as_bytes()), LATER)
        .expect("opens");
    app.shut().expect("shuts");
    drop(folder);
}

/// A moment of the same boot, or of the next one.
fn later(seconds: u64, boots: u8) -> Moment {
    let first = at(LATER);
    Moment::new(first.wall, first.monotonic_ms + seconds * 1000, BootId([first.boot.0[0] + boots; 16]))
}

fn try_at(path: &Path, secret: Secret<'_>, now: &Moment) -> Option<AppError> {
    let opened = App::open(path, secret, Box::new(SeededEntropy::new(3)), now);
    opened.map(|app| app.shut().expect("shuts")).err()
}

#[test]
fn after_five_wrong_passcodes_even_the_right_one_waits_and_the_recovery_code_does_not() {
    let bench = Bench::adult();
    let (path, code) = (bench.path(), bench.recovery_code.clone());
    let _folder = bench.close();
    let (wrong, right) = (Secret::Passcode(b"nine"), Secret::Passcode(PASSCODE));
    let left = |now: &Moment| {
        let PasscodeTries { left, wait_seconds, .. } = App::passcode_tries(&path, now).expect("can be told");
        (left, wait_seconds)
    };
    for tried in 0..5 {
        assert_eq!(left(&later(0, 0)), (5 - tried, 0));
        assert_eq!(try_at(&path, wrong, &later(0, 0)), Some(AppError::WrongSecret));
    }
    let waits = |seconds| Some(AppError::TooManyTries { wait_seconds: seconds });
    assert_eq!(left(&later(0, 0)), (0, 30));
    assert_eq!(try_at(&path, right, &later(0, 0)), waits(30));
    assert_eq!(try_at(&path, right, &later(29, 0)), waits(1), "and was not counted");
    let mended = App::mend(&path, right, Box::new(SeededEntropy::new(3)), &later(29, 0));
    assert_eq!(mended.err(), waits(1), "mending is no way round");
    assert_eq!(try_at(&path, right, &later(3, 1)), waits(30), "a restart of the phone is no way round");
    assert_eq!(try_at(&path, wrong, &later(33, 1)), Some(AppError::WrongSecret));
    assert_eq!(try_at(&path, right, &later(92, 1)), waits(1));
    assert_eq!(try_at(&path, right, &later(93, 1)), None);
    assert_eq!(left(&later(93, 1)), (5, 0));
    for _ in 0..5 {
        assert_eq!(try_at(&path, wrong, &later(93, 1)), Some(AppError::WrongSecret));
    }
    assert_eq!(left(&later(93, 1)), (0, 30));
    assert_eq!(try_at(&path, Secret::Recovery(code.as_bytes()), &later(93, 1)), None);
    assert_eq!(left(&later(93, 1)), (5, 0), "whatever opens the vault begins the count anew");
}

#[test]
fn what_is_no_wrong_passcode_is_not_counted() {
    let bench = Bench::adult();
    let path = bench.path();
    let folder = bench.close();
    for _ in 0..9 {
        let refused = try_at(&path, Secret::Passcode(b""), &later(0, 0)).expect("empty");
        assert_eq!(refused.kind(), "invalid");
        let refused = try_at(&path, Secret::Recovery(b"no code"), &later(0, 0)).expect("no code");
        assert_eq!(refused.kind(), "invalid");
    }
    let header = std::fs::read(path.join("vault.hdr2")).expect("reads");
    std::fs::write(path.join("vault.hdr2"), &header[1..]).expect("writes");
    for _ in 0..9 {
        let refused = try_at(&path, Secret::Passcode(PASSCODE), &later(0, 0)).expect("damaged");
        assert_eq!(refused.kind(), "damaged");
    }
    let left = App::passcode_tries(&path, &later(0, 0)).expect("can be told");
    assert_eq!(left, PasscodeTries { left: 5, wait_seconds: 0, before_erase: None });
    drop(folder);
}

#[test]
fn a_vault_is_made_in_an_empty_place_with_a_passcode_only() {
    let folder = TempDir::new().expect("a folder");
    let make = |name: &str, passcode: &[u8]| {
        let entropy = Box::new(SeededEntropy::new(1));
        App::create(&folder.path().join(name), passcode, Stretch::Light, entropy, &at(LATER)).map(|_| ())
    };
    assert_eq!(make("a", b"").expect_err("empty").kind(), "invalid");
    assert_eq!(
        make("a", &b"xy".repeat(2049)).err().map(|error| error.kind()),
        Some("invalid"),
        "absurdly long"
    );
    assert_eq!(make("a", b"481902").expect_err("can be tried out").kind(), "easy_passcode");
    assert!(!folder.path().join("a").exists());
    make("a", PASSCODE).expect("lasts");
    assert_eq!(make("a", PASSCODE).expect_err("there already").kind(), "already_exists");
    let nowhere = folder.path().join("nowhere");
    let error = open(&nowhere, Secret::Passcode(b"x"), LATER).err().expect("no vault");
    assert_eq!(error.kind(), "not_a_vault");
    assert!(!nowhere.exists());
}

#[test]
fn a_vault_that_fails_to_be_made_leaves_nothing_behind() {
    use gradus_crypto::testing::FailingEntropy;
    let folder = TempDir::new().expect("a folder");
    let mut made = false;
    for fills in 0..20 {
        let path = folder.path().join(format!("v{fills}"));
        let entropy = Box::new(FailingEntropy::after(fills));
        match App::create(&path, PASSCODE, Stretch::Light, entropy, &at(LATER)) {
            Ok(_) => made = true,
            Err(error) => {
                assert_eq!(error.kind(), "internal");
                let left = std::fs::read_dir(&path).map_or(0, |files| files.count());
                assert_eq!(left, 0, "after {fills} fills");
            }
        }
    }
    assert!(made, "with enough chance it works");
}

/// Counted on the disk, for an error of each arm.
#[test]
fn no_command_that_fails_writes_an_entry() {
    let mut bench = full();
    let before = bench.arrivals();
    let spoiled = SessionDraft { ease: "x".to_owned(), ..good("12") };
    for command in [
        Command::AddPerson { draft: robin() },
        Command::AddPerson { draft: PersonDraft { born: "x".to_owned(), ..robin() } },
        adopt("Robin", OWN),
        adopt("Robin", "x"),
        held("Robin", spoiled),
        skip("Robin", None, "forgot"),
        skip("Robin", None, "x"),
        check_in("Robin", answers(&[("x", "y")])),
        step("Robin", 130),
        contact("Robin", "x"),
        visit("Robin", gradus_app::view::VisitDraft::default()),
    ] {
        bench.fail(command, LATER);
    }
    assert_eq!(bench.arrivals(), before);
}

#[test]
fn mending_a_sound_vault_changes_nothing_that_is_shown() {
    let bench = full();
    let before = views(&bench.app);
    let (path, folder) = (bench.path(), bench.close());
    let entropy = Box::new(SeededEntropy::new(9));
    let view = App::mend(&path, Secret::Passcode(PASSCODE), entropy, &at(LATER)).expect("sound");
    assert!(view.sound, "{:?}", view.problems);
    let app = open(&path, Secret::Passcode(PASSCODE), LATER).expect("opens");
    assert_eq!(views(&app), before);
    drop(folder);
}

/// What the code of an earlier state says of the vault as it is now.
fn compare(app: &mut App, code: &str) -> (bool, Option<FreshnessWord>) {
    let view = app.verify_not_older_than(code, &at(LATER)).expect("a code");
    assert_eq!(view.sound, view.problems.is_empty());
    (view.sound, view.freshness)
}

#[test]
fn a_code_that_was_kept_elsewhere_tells_an_older_copy_of_the_whole_folder() {
    let mut bench = full();
    let code = |app: &mut App| app.verify(&at(LATER)).expect("verifies").freshness_code;
    let early = code(&mut bench.app);
    let (path, folder) = (bench.path(), bench.close());
    let copy = TempDir::new().expect("a folder");
    for file in std::fs::read_dir(&path).expect("a vault") {
        let file = file.expect("a file");
        std::fs::copy(file.path(), copy.path().join(file.file_name())).expect("copies");
    }
    let mut app = open(&path, Secret::Passcode(PASSCODE), LATER).expect("opens");
    app.record(contact("Robin", "resume"), &at(LATER)).expect("is written");
    let late = code(&mut app);
    assert_ne!(early, late);
    for taken in [&early, &late] {
        assert_eq!(compare(&mut app, taken), (true, Some(FreshnessWord::Fresh)));
    }
    let mut older = open(copy.path(), Secret::Passcode(PASSCODE), LATER).expect("nothing in it tells");
    assert_eq!(compare(&mut older, &early), (true, Some(FreshnessWord::Fresh)));
    assert_eq!(compare(&mut older, &late), (false, Some(FreshnessWord::RolledBack)));
    older.record(contact("Robin", "stop"), &at(LATER)).expect("is written");
    assert_eq!(
        compare(&mut older, &late),
        (false, Some(FreshnessWord::RolledBack)),
        "as many entries, and others"
    );
    let mut elsewhere = App::practice(77, &at(LATER)).expect("memory");
    assert_eq!(compare(&mut elsewhere, &late), (true, Some(FreshnessWord::Unknown)));
    assert_eq!(elsewhere.verify(&at(LATER)).expect("verifies").freshness, None);
    let error = elsewhere.verify_not_older_than(&late[1..], &at(LATER)).expect_err("no code");
    assert_eq!(error.kind(), "invalid");
    drop(folder);
}
