//! Another key for the vault, and its end.

use gradus_app::view::{RotationWord, SetUp};
use gradus_app::{App, AppError, Locale, NewPasscode, Secret, Stretch};

use crate::bench::{Bench, PASSCODE, at, contact, good, held, open};

const LATER: &str = "2026-03-12T09:00";

fn shown(app: &App) -> String {
    let now = at(LATER);
    let today = serde_json::to_string(&app.today("Robin", &now).expect("a view")).expect("JSON");
    let timeline =
        serde_json::to_string(&app.timeline("Robin", None, None, &now).expect("a view")).expect("JSON");
    [today, timeline].join("\n")
}

fn new(passcode: &[u8]) -> NewPasscode<'_> {
    NewPasscode { passcode, device_secret: None, stretch: Stretch::Light }
}

fn renewed(bench: &mut Bench) -> SetUp {
    bench.app.rotate_key(Secret::Passcode(PASSCODE), &new(b"a new sentence"), &at(LATER)).expect("renews")
}

#[test]
fn a_new_key_changes_nothing_that_is_shown_and_everything_that_opens() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=8, "12");
    let before = shown(&bench.app);
    let made = renewed(&mut bench);
    assert_eq!(shown(&bench.app), before);
    bench.write(contact("Robin", "resume"), LATER);
    let (after, path, old_code) = (shown(&bench.app), bench.path(), bench.recovery_code.clone());
    let folder = bench.close();
    for wrong in [Secret::Passcode(PASSCODE), Secret::Recovery(old_code.as_bytes())] {
        assert_eq!(open(&path, wrong, LATER).err(), Some(AppError::WrongSecret));
    }
    for right in [Secret::Passcode(b"a new sentence"), Secret::Recovery(&made.recovery_code)] {
        let mut app = open(&path, right, LATER).expect("opens");
        assert_eq!(shown(&app), after);
        assert!(app.verify(&at(LATER)).expect("verifies").sound);
        app.shut().expect("shuts");
    }
    drop(folder);
}

#[test]
fn whoever_cannot_open_the_vault_cannot_renew_its_key() {
    let mut bench = Bench::adult();
    let databases = |bench: &Bench| {
        let files =
            std::fs::read_dir(bench.path()).expect("a vault").map(|file| file.expect("a file").file_name());
        files.filter(|name| name.to_string_lossy().ends_with(".db")).count()
    };
    let before = databases(&bench);
    let now = at(LATER);
    for wrong in [Secret::Passcode(b"wrong"), Secret::Passcode(b"")] {
        let kind = bench.app.rotate_key(wrong, &new(b"a new sentence"), &now).expect_err("refused").kind();
        assert!(["wrong_secret", "invalid"].contains(&kind), "{kind}");
    }
    for easy in [&b"123456"[..], b"letmein"] {
        let refused = bench.app.rotate_key(Secret::Passcode(PASSCODE), &new(easy), &now).expect_err("easy");
        assert_eq!(refused.kind(), "easy_passcode");
    }
    let empty = bench.app.rotate_key(Secret::Passcode(PASSCODE), &new(b""), &now).expect_err("empty");
    assert_eq!(empty.kind(), "invalid");
    assert_eq!((databases(&bench), before), (1, 1));
    bench.write(held("Robin", good("12")), LATER);
}

#[test]
fn the_recovery_code_renews_the_key_too() {
    let mut bench = Bench::adult();
    let code = bench.recovery_code.clone();
    let made = bench
        .app
        .rotate_key(Secret::Recovery(code.as_bytes()), &new(b"a new sentence"), &at(LATER))
        .expect("renews");
    assert_ne!(made.recovery_text(), code);
    assert!(!format!("{made:?}").contains(&*made.recovery_text()));
}

/// The passcode of an old header is one that its owner gave up: it must not renew the key of the vault that is open.
#[test]
fn an_old_header_that_was_put_back_renews_no_key() {
    let mut bench = Bench::adult();
    let path = bench.path();
    let old = std::fs::read(path.join("vault.hdr")).expect("reads");
    bench
        .app
        .change_passcode(Secret::Passcode(PASSCODE), &new(b"another sentence"), &at(LATER))
        .expect("changed");
    for copy in ["vault.hdr", "vault.hdr2"] {
        std::fs::write(path.join(copy), &old).expect("writes");
    }
    let refused = bench
        .app
        .rotate_key(Secret::Passcode(PASSCODE), &new(b"a new sentence"), &at(LATER))
        .expect_err("an older header");
    assert_eq!(refused.kind(), "rolled_back");
}

#[test]
fn until_the_code_was_noted_each_opening_tells_in_the_language_of_the_person() {
    let mut bench = Bench::adult();
    assert_eq!(bench.app.rotation_left(), None);
    let made = renewed(&mut bench);
    let (path, folder) = (bench.path(), bench.close());
    let mut app = open(&path, Secret::Recovery(&made.recovery_code), LATER).expect("opens");
    let english = app.rotation_left().expect("told");
    app.set_language(Locale::Es);
    let spanish = app.rotation_left().expect("told");
    assert_eq!((english.state, spanish.state), (RotationWord::CodeNotNoted, RotationWord::CodeNotNoted));
    assert_ne!(english.sentence, spanish.sentence);
    app.recovery_code_noted().expect("notes");
    assert_eq!(app.rotation_left(), None);
    app.shut().expect("shuts");
    let app = open(&path, Secret::Recovery(&made.recovery_code), LATER).expect("opens");
    assert_eq!(app.rotation_left(), None);
    drop((app, folder));
}

#[test]
fn a_vault_in_memory_has_no_key_to_renew() {
    let mut app = App::practice(1, &at(LATER)).expect("memory");
    app.recovery_code_noted().expect("nothing waits for it");
    let refused =
        app.rotate_key(Secret::Passcode(b"x"), &new(b"a new sentence"), &at(LATER)).expect_err("refused");
    app.set_language(Locale::Es);
    let AppError::Refused { why } = app.told(refused.clone()) else { panic!("{refused:?}") };
    assert!(why.starts_with("un diario de prueba"), "{why}");
}

#[test]
fn an_erased_vault_opens_no_more_and_an_open_one_is_not_erased() {
    let bench = Bench::adult();
    let path = bench.path();
    assert_eq!(App::erase(&path, Locale::En), Err(AppError::Busy));
    let folder = bench.close();
    std::fs::write(path.join("letter.txt"), "mine").expect("writes");
    let english = App::erase(&path, Locale::En).expect("erases");
    assert!(english.files >= 4 && english.left_others, "{english:?}");
    assert_eq!(std::fs::read_dir(&path).expect("there").count(), 1);
    assert_eq!(open(&path, Secret::Passcode(PASSCODE), LATER).err().expect("gone").kind(), "not_a_vault");
    let again = App::erase(&path, Locale::Es).expect("nothing to do");
    assert_eq!(
        (again.files, again.sentence.as_str()),
        (0, "Aquí no había ningún diario. No se ha cambiado nada.")
    );
    assert!(english.sentence.contains("Copies that were made before"), "{}", english.sentence);
    drop(folder);
}
