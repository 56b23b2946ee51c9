//! The ways into a vault: what may be added, changed and closed, by whom, and what a lock screen is told.

use std::path::Path;

use gradus_app::view::{LockPolicyView, PasscodeTries, RotationWord, WayInKind, WayInView};
use gradus_app::{App, AppError, NewPasscode, Secret, Stretch};
use gradus_crypto::testing::SeededEntropy;
use tempfile::TempDir;

use crate::bench::{Bench, PASSCODE, at, open};

const NOW: &str = "2026-03-02T20:00";
const KEPT: [u8; 32] = [0x5e; 32];
const NEW_PHONE: [u8; 32] = [0x0d; 32];
const FINGER: [u8; 32] = [0xf1; 32];
const PIN: &[u8] = b"481902";

fn on(device_secret: &[u8]) -> NewPasscode<'_> {
    NewPasscode { passcode: PIN, device_secret: Some(device_secret), stretch: Stretch::Light }
}

fn kinds(dir: &Path) -> Vec<WayInKind> {
    App::ways_in(dir).expect("listed").into_iter().map(|way| way.kind).collect()
}

fn kind<T>(answer: Result<T, AppError>) -> &'static str {
    answer.err().expect("refused").kind()
}

fn opens(dir: &Path, secret: Secret<'_>) -> bool {
    match App::open(dir, secret, Box::new(SeededEntropy::new(3)), &at(NOW)) {
        Ok(app) => {
            app.shut().expect("shuts");
            true
        }
        Err(error) => {
            let expected = ["wrong_secret", "device_secret_gone", "refused"];
            assert!(expected.contains(&error.kind()), "{error:?}");
            false
        }
    }
}

#[test]
fn a_passcode_is_changed_by_whoever_knows_it_and_the_log_stays() {
    let mut bench = Bench::adult();
    let before = bench.app.today("Robin", &at(NOW)).expect("a view");
    let (path, now) = (bench.path(), at(NOW));
    let wrong = bench.app.change_passcode(Secret::Passcode(b"not this one"), &on(&KEPT), &now);
    assert_eq!(kind(wrong), "wrong_secret");
    let left = App::passcode_tries(&path, &now).expect("can be told");
    assert_eq!(
        left,
        PasscodeTries { left: 4, wait_seconds: 0, before_erase: None },
        "counted as at the lock"
    );
    bench.app.change_passcode(Secret::Passcode(PASSCODE), &on(&KEPT), &now).expect("changed");
    assert_eq!(App::passcode_tries(&path, &now).expect("can be told").left, 5);
    assert_eq!(kinds(&path), [WayInKind::PasscodeOnDevice, WayInKind::RecoveryCode]);
    assert_eq!(bench.app.today("Robin", &now).expect("still open"), before);
    let _folder = bench.close();
    assert!(!opens(&path, Secret::Passcode(PASSCODE)));
    let secret = Secret::OnDevice { passcode: PIN, device_secret: &KEPT };
    let app = open(&path, secret, NOW).expect("both");
    assert_eq!(app.today("Robin", &now).expect("a view"), before);
}

#[test]
fn a_passcode_that_can_be_tried_out_is_refused_before_anything_is_asked() {
    let mut bench = Bench::new();
    let alone = NewPasscode { device_secret: None, ..on(&KEPT) };
    let refused = bench.app.change_passcode(Secret::Passcode(PASSCODE), &alone, &at(NOW)).expect_err("easy");
    // Six digits, tried 138 / 38 times as fast as at the standard stretching.
    let expected = AppError::EasyPasscode { guesses: 1_000_000, per_hour: 13_073_684, seconds: 275 };
    assert_eq!(refused, expected);
    let five = NewPasscode { passcode: b"48190", ..on(&KEPT) };
    assert_eq!(kind(bench.app.change_passcode(Secret::Passcode(PASSCODE), &five, &at(NOW))), "easy_passcode");
    assert_eq!(App::passcode_tries(&bench.path(), &at(NOW)).expect("can be told").left, 5);
}

#[test]
fn on_a_new_phone_only_the_recovery_code_opens_and_sets_a_passcode_for_it() {
    let mut bench = Bench::new();
    bench.app.change_passcode(Secret::Passcode(PASSCODE), &on(&KEPT), &at(NOW)).expect("changed");
    let (path, code) = (bench.path(), bench.recovery_code.clone());
    let _folder = bench.close();
    let there = Secret::OnDevice { passcode: PIN, device_secret: &NEW_PHONE };
    for _ in 0..7 {
        assert_eq!(kind(open(&path, there, NOW).map(|_| ())), "device_secret_gone");
        assert_eq!(kind(open(&path, Secret::Passcode(PIN), NOW).map(|_| ())), "device_secret_gone");
    }
    assert_eq!(App::passcode_tries(&path, &at(NOW)).expect("can be told").left, 5, "nothing was tried");
    let by_code = Secret::Recovery(code.as_bytes());
    let mut app = open(&path, by_code, NOW).expect("the code on paper");
    app.change_passcode(by_code, &on(&NEW_PHONE), &at(NOW)).expect("changed");
    app.shut().expect("shuts");
    assert!(opens(&path, there));
    assert!(!opens(&path, Secret::OnDevice { passcode: PIN, device_secret: &KEPT }));
}

#[test]
fn another_passcode_ends_the_wait_of_the_one_before() {
    let mut bench = Bench::new();
    let (path, now) = (bench.path(), at(NOW));
    for _ in 0..5 {
        let tried = bench.app.change_passcode(Secret::Passcode(b"not this one"), &on(&KEPT), &now);
        assert_eq!(kind(tried), "wrong_secret");
    }
    let waits = bench.app.change_passcode(Secret::Passcode(PASSCODE), &on(&KEPT), &now);
    assert_eq!(waits.err(), Some(AppError::TooManyTries { wait_seconds: 30 }));
    let code = bench.recovery_code.clone();
    bench.app.change_passcode(Secret::Recovery(code.as_bytes()), &on(&KEPT), &now).expect("never waits");
    assert_eq!(App::passcode_tries(&path, &now).expect("can be told").left, 5);
}

#[test]
fn a_renewed_recovery_code_opens_and_the_one_before_does_not() {
    let mut bench = Bench::new();
    let (path, before) = (bench.path(), bench.recovery_code.clone());
    let wrong = bench.app.renew_recovery_code(Secret::Passcode(b"not this one"), &at(NOW));
    assert_eq!(kind(wrong), "wrong_secret");
    let made = bench.app.renew_recovery_code(Secret::Passcode(PASSCODE), &at(NOW)).expect("made");
    let printed = format!("{made:?}");
    assert_eq!(printed, "RenewedCode");
    let _folder = bench.close();
    assert!(opens(&path, Secret::Recovery(&made.recovery_code)));
    assert!(!opens(&path, Secret::Recovery(before.as_bytes())));
    assert!(opens(&path, Secret::Passcode(PASSCODE)));
}

#[test]
fn a_keystore_opens_the_vault_until_its_way_is_closed() {
    let mut bench = Bench::new();
    let (path, now, passcode) = (bench.path(), at(NOW), Secret::Passcode(PASSCODE));
    let app = &mut bench.app;
    assert_eq!(kind(app.add_platform_way(passcode, &FINGER[..31], None, &now)), "invalid");
    assert_eq!(kind(app.add_platform_way(passcode, &FINGER, Some(1), &now)), "not_found");
    let finger = app.add_platform_way(passcode, &FINGER, None, &now).expect("added");
    let expected = WayInView { id: finger, kind: WayInKind::Platform };
    assert_eq!(App::ways_in(&path).expect("listed")[2], expected);
    let face = app.add_platform_way(passcode, &NEW_PHONE, None, &now).expect("added");
    assert_eq!(app.add_platform_way(passcode, &KEPT, Some(face), &now), Ok(face));
    let folder = bench.close();
    assert!(opens(&path, Secret::Platform(&FINGER)) && opens(&path, Secret::Platform(&KEPT)));
    assert!(!opens(&path, Secret::Platform(&NEW_PHONE)), "replaced");
    let mut app = open(&path, Secret::Platform(&FINGER), NOW).expect("opens");
    for (id, refused) in [(2, "last_way"), (9, "not_found")] {
        assert_eq!(kind(app.remove_way(passcode, id, &now)), refused);
    }
    assert_eq!(kind(app.remove_way(Secret::Passcode(b"not this one"), finger, &now)), "wrong_secret");
    app.remove_way(passcode, finger, &now).expect("closed");
    app.remove_way(passcode, face, &now).expect("closed");
    app.shut().expect("shuts");
    assert!(!opens(&path, Secret::Platform(&FINGER)) && opens(&path, passcode));
    drop(folder);
}

/// An old header put back beside the newer database is found, whichever change was the newer one.
#[test]
fn each_change_is_noted_in_the_journal() {
    for change in 0..4 {
        let mut bench = Bench::new();
        let (path, now, passcode) = (bench.path(), at(NOW), Secret::Passcode(PASSCODE));
        let old = std::fs::read(path.join("vault.hdr")).expect("reads");
        match change {
            0 => bench.app.change_passcode(passcode, &on(&KEPT), &now).expect("changed"),
            1 => drop(bench.app.renew_recovery_code(passcode, &now).expect("made")),
            _ => drop(bench.app.add_platform_way(passcode, &FINGER, None, &now).expect("added")),
        }
        if change == 3 {
            bench.app.remove_way(passcode, 3, &now).expect("closed");
        }
        let _folder = bench.close();
        for copy in ["vault.hdr", "vault.hdr2"] {
            std::fs::write(path.join(copy), &old).expect("writes");
        }
        assert_eq!(kind(open(&path, passcode, NOW).map(|_| ())), "rolled_back", "{change}");
    }
}

#[test]
fn a_vault_may_ask_for_the_device_from_the_start_and_is_mended_there() {
    let folder = TempDir::new().expect("a folder");
    let (path, now) = (folder.path().join("v"), at(NOW));
    let entropy = || Box::new(SeededEntropy::new(5));
    let measured = NewPasscode { stretch: Stretch::Measured { trial_ms: 10_000 }, ..on(&KEPT) };
    let (app, _) = App::create_with(&path, &measured, entropy(), &now).expect("made");
    app.shut().expect("shuts");
    assert_eq!(kinds(&path), [WayInKind::PasscodeOnDevice, WayInKind::RecoveryCode]);
    std::fs::remove_file(path.join("vault.hdr2")).expect("removes");
    let mended = |secret| App::mend(&path, secret, entropy(), &now);
    assert_eq!(kind(mended(Secret::Passcode(PIN))), "device_secret_gone");
    let secret = Secret::OnDevice { passcode: PIN, device_secret: &KEPT };
    assert!(mended(secret).expect("mended").sound);
    assert!(opens(&path, secret));
    let short = NewPasscode { device_secret: Some(&KEPT[..31]), ..on(&KEPT) };
    assert_eq!(kind(App::create_with(&folder.path().join("w"), &short, entropy(), &now)), "invalid");
    gradus_app::stretch_trial().expect("19 MiB");
}

#[test]
fn the_policy_of_the_lock_is_told_without_a_secret_and_changed_in_an_open_vault() {
    let mut bench = Bench::new();
    let (path, now) = (bench.path(), at(NOW));
    let first = LockPolicyView { lock_after_s: 0, stays_open_without_screen: false, erase_after: None };
    assert_eq!(App::lock_policy(&path), Ok(first));
    let told = LockPolicyView { lock_after_s: 600, stays_open_without_screen: true, erase_after: Some(30) };
    let passcode = Some(Secret::Passcode(PASSCODE));
    bench.app.set_lock_policy(passcode, told, &now).expect("told");
    for wrong in [
        LockPolicyView { lock_after_s: 601, ..told },
        LockPolicyView { erase_after: Some(7), ..told },
        LockPolicyView { erase_after: Some(31), ..told },
    ] {
        assert_eq!(kind(bench.app.set_lock_policy(passcode, wrong, &now)), "invalid");
    }
    assert_eq!(App::lock_policy(&path), Ok(told));
    let _folder = bench.close();
    assert_eq!(App::lock_policy(&path), Ok(told), "also while it is locked");
    let left = App::passcode_tries(&path, &now).expect("can be told");
    assert_eq!(left, PasscodeTries { left: 5, wait_seconds: 0, before_erase: Some(30) });
}

#[test]
fn whoever_has_an_unlocked_phone_can_make_its_lock_stricter_and_not_weaker() {
    let mut bench = Bench::new();
    let (path, now, code) = (bench.path(), at(NOW), bench.recovery_code.clone());
    let strict = LockPolicyView { lock_after_s: 0, stays_open_without_screen: false, erase_after: Some(10) };
    bench.app.set_lock_policy(None, strict, &now).expect("stricter than before");
    bench.app.set_lock_policy(None, strict, &now).expect("the same");
    for weaker in [
        LockPolicyView { lock_after_s: 1, erase_after: Some(8), ..strict },
        LockPolicyView { stays_open_without_screen: true, ..strict },
        LockPolicyView { erase_after: Some(11), ..strict },
        LockPolicyView { erase_after: None, ..strict },
    ] {
        assert_eq!(kind(bench.app.set_lock_policy(None, weaker, &now)), "secret_needed");
        assert_eq!(App::lock_policy(&path), Ok(strict));
    }
    let weaker = LockPolicyView { lock_after_s: 300, erase_after: None, ..strict };
    let tries = |path: &Path| App::passcode_tries(path, &now).expect("can be told").left;
    assert_eq!(kind(bench.app.set_lock_policy(Some(WRONG), weaker, &now)), "wrong_secret");
    assert_eq!((App::lock_policy(&path), tries(&path)), (Ok(strict), 4), "counted as at the lock");
    assert_eq!(kind(bench.app.set_lock_policy(None, strict, &now)), "secret_needed");
    assert_eq!(tries(&path), 4, "no count begins anew for whoever knows no secret");
    bench.app.set_lock_policy(Some(Secret::Passcode(PASSCODE)), weaker, &now).expect("proven");
    assert_eq!((App::lock_policy(&path), tries(&path)), (Ok(weaker), 5));
    let weakest = LockPolicyView { stays_open_without_screen: true, ..weaker };
    bench.app.set_lock_policy(Some(Secret::Recovery(code.as_bytes())), weakest, &now).expect("proven");
    assert_eq!(App::lock_policy(&path), Ok(weakest));
}

/// When each of eight wrong passcodes in a row may be tried, in seconds, and a ninth.
const TRIED: [u64; 9] = [0, 0, 0, 0, 0, 30, 90, 390, 1290];
const ERASING: LockPolicyView =
    LockPolicyView { lock_after_s: 0, stays_open_without_screen: false, erase_after: Some(8) };
const WRONG: Secret<'_> = Secret::Passcode(b"not this one");

fn later(seconds: u64) -> gradus_domain::Moment {
    gradus_domain::Moment::new(at(NOW).wall, at(NOW).monotonic_ms + seconds * 1000, at(NOW).boot)
}

fn tried(path: &Path, secret: Secret<'_>, seconds: u64) -> &'static str {
    let opened = App::open(path, secret, Box::new(SeededEntropy::new(3)), &later(seconds));
    opened.map_or_else(|error| error.kind(), |app| app.shut().map_or("unshut", |()| "opened"))
}

#[test]
fn after_as_many_wrong_passcodes_as_the_owner_wanted_the_vault_is_gone() {
    let mut bench = Bench::new();
    let (path, code) = (bench.path(), bench.recovery_code.clone());
    bench.app.set_lock_policy(None, ERASING, &at(NOW)).expect("told");
    for seconds in &TRIED[..8] {
        let tried = bench.app.change_passcode(WRONG, &on(&KEPT), &later(*seconds));
        assert_eq!(kind(tried), "wrong_secret", "an open vault is never erased");
    }
    let before = App::passcode_tries(&path, &later(TRIED[8])).expect("can be told");
    assert_eq!(before, PasscodeTries { left: 1, wait_seconds: 0, before_erase: Some(0) });
    let folder = bench.close();
    assert_eq!(tried(&path, WRONG, TRIED[8]), "erased");
    assert_eq!(tried(&path, Secret::Recovery(code.as_bytes()), TRIED[8]), "not_a_vault");
    assert!(!path.exists(), "and nothing is left of it");
    drop(folder);
}

#[test]
fn whatever_opens_the_vault_begins_the_count_of_wrong_passcodes_anew() {
    let mut bench = Bench::new();
    let (path, code) = (bench.path(), bench.recovery_code.clone());
    bench.app.add_platform_way(Secret::Passcode(PASSCODE), &FINGER, None, &at(NOW)).expect("added");
    bench.app.set_lock_policy(None, ERASING, &at(NOW)).expect("told");
    let _folder = bench.close();
    let ways = [Secret::Platform(&FINGER), Secret::Recovery(code.as_bytes()), Secret::Passcode(PASSCODE)];
    for (way, begun) in ways.into_iter().zip([0, 10_000, 20_000]) {
        for seconds in &TRIED[..7] {
            assert_eq!(tried(&path, WRONG, begun + seconds), "wrong_secret");
        }
        let now = begun + TRIED[7];
        assert_eq!(App::passcode_tries(&path, &later(now)).expect("can be told").before_erase, Some(1));
        assert_eq!(tried(&path, Secret::Platform(&NEW_PHONE), now), "wrong_secret");
        assert_eq!(App::passcode_tries(&path, &later(now)).expect("can be told").before_erase, Some(1));
        assert_eq!(tried(&path, way, now), "opened");
        let left = App::passcode_tries(&path, &later(now)).expect("can be told");
        assert_eq!(left, PasscodeTries { left: 5, wait_seconds: 0, before_erase: Some(8) });
    }
}

#[test]
fn a_renewed_recovery_code_is_asked_for_until_it_was_noted() {
    let mut bench = Bench::new();
    let (path, now, passcode) = (bench.path(), at(NOW), Secret::Passcode(PASSCODE));
    assert_eq!(kind(bench.app.renew_recovery_code(WRONG, &now)), "wrong_secret");
    assert_eq!(bench.app.rotation_left(), None, "nothing was renewed");
    drop(bench.app.renew_recovery_code(passcode, &now).expect("made"));
    let state = |app: &App| app.rotation_left().map(|left| left.state);
    assert_eq!(state(&bench.app), Some(RotationWord::CodeNotNoted));
    let _folder = bench.close();
    let mut app = open(&path, passcode, NOW).expect("opens");
    assert_eq!(state(&app), Some(RotationWord::CodeNotNoted), "also after a crash before it was shown");
    app.recovery_code_noted().expect("notes");
    app.shut().expect("shuts");
    assert_eq!(state(&open(&path, passcode, NOW).expect("opens")), None);
}

#[test]
fn a_practice_vault_has_no_ways_and_says_so() {
    let (mut app, now) = (App::practice(1, &at(NOW)).expect("memory"), at(NOW));
    let policy = LockPolicyView { lock_after_s: 0, stays_open_without_screen: false, erase_after: None };
    let passcode = Secret::Passcode(PASSCODE);
    let refusals = [
        app.change_passcode(passcode, &on(&KEPT), &now).err(),
        app.renew_recovery_code(passcode, &now).err(),
        app.add_platform_way(passcode, &FINGER, None, &now).err(),
        app.remove_way(passcode, 1, &now).err(),
        app.set_lock_policy(None, policy, &now).err(),
    ];
    let why = "a practice vault has no passcode and no lock".to_owned();
    assert_eq!(refusals, std::array::from_fn(|_| Some(AppError::Refused { why: why.clone() })));
    assert_eq!(kind(App::ways_in(Path::new("/nowhere/at/all"))), "not_a_vault");
}

#[test]
fn a_passcode_that_is_taken_and_does_not_last_a_lifetime_is_warned_about_in_numbers() {
    let alone = |passcode| NewPasscode { passcode, device_secret: None, stretch: Stretch::Standard };
    // 10^12 at a thousand a second are 31 years, 10^13 are 316; 26^8 are 6 years.
    assert_eq!(
        gradus_app::passcode_warning(&alone(b"zqxjvkbw")).expect("six years"),
        "This passcode can be guessed: there are at most 208827064576 of its kind, whoever copies the vault tries \
         3600000 in an hour, and all of them in 6 years; take five words chosen at random."
    );
    assert!(gradus_app::passcode_warning(&alone(b"481902750362")).is_some());
    assert_eq!(gradus_app::passcode_warning(&alone(b"4819027503627")), None);
    assert_eq!(gradus_app::passcode_warning(&on(&KEPT)), None, "only the device can try it");
}
