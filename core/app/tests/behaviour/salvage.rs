//! A vault that nothing mends gives out what holds, and is never less careful for it.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use gradus_app::view::{
    GateWord, LockPolicyView, NotSavedWhy, RotationWord, RunDraft, SalvageView, SessionDraft, TodayView,
};
use gradus_app::{App, AppError, Locale, Moment, NewPasscode, Salvage, Secret, Stretch, log_while_locked};
use gradus_crypto::testing::SeededEntropy;
use gradus_vault::{Inbox, InboxKeys};
use tempfile::TempDir;

use crate::bench::{Bench, PASSCODE, at, check_in, contact, good, held, open, well_but};

const NEW: &[u8] = b"five quite different new words";
const LATER: &str = "2026-03-16T09:00";
const PAGE: u64 = 4096;

fn order<'a>(from: &'a Path, into: &'a Path, secret: Secret<'a>, locale: Locale) -> Salvage<'a> {
    let passcode = NewPasscode { passcode: NEW, device_secret: None, stretch: Stretch::Light };
    Salvage { from, secret, into, passcode, locale }
}

fn salvage(from: &Path, into: &Path, secret: Secret<'_>) -> Result<(App, SalvageView), AppError> {
    let entropy = Box::new(SeededEntropy::new(11));
    App::salvage(&order(from, into, secret, Locale::En), entropy, &at(LATER))
}

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |file: fs::DirEntry| {
        (file.file_name().into_string().expect("a name"), fs::read(file.path()).expect("reads"))
    };
    let files = fs::read_dir(dir).expect("a folder").map(|file| read(file.expect("a file")));
    files.filter(|(name, _)| name != "vault.tries").collect()
}

fn pages(dir: &Path) -> u64 {
    fs::metadata(dir.join("vault.db")).expect("there").len() / PAGE
}

fn spoil(dir: &Path, page: u64) {
    let file = OpenOptions::new().write(true).open(dir.join("vault.db")).expect("writable");
    file.write_all_at(&[0x5a; 64], (page - 1) * PAGE + 2000).expect("writes");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("makes");
    for (name, bytes) in files(from) {
        fs::write(to.join(name), bytes).expect("writes");
    }
}

/// A closed vault of some weeks, its folder, and the recovery code.
fn lived_in() -> (TempDir, PathBuf, String) {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=15, "12");
    let (path, code) = (bench.path(), bench.recovery_code.clone());
    (bench.close(), path, code)
}

/// The first page whose loss loses entries and keeps some.
fn in_part(from: &Path, place: &Path) -> (App, SalvageView) {
    for page in 2..=pages(from) {
        let (damaged, into) = (place.join(format!("damaged-{page}")), place.join(format!("new-{page}")));
        copy(from, &damaged);
        spoil(&damaged, page);
        if let Ok((app, view)) = salvage(&damaged, &into, Secret::Passcode(PASSCODE))
            && view.lost > 0
            && view.people.iter().any(|person| person.entries > 3)
        {
            return (app, view);
        }
        drop(fs::remove_dir_all(&into));
    }
    panic!("no page holds a part of the entries");
}

#[test]
fn what_is_missing_is_listed_and_the_new_vault_waits_for_answers_and_for_the_clinic() {
    let (_folder, from, _) = lived_in();
    let place = TempDir::new().expect("a folder");
    let (mut app, view) = in_part(&from, place.path());
    assert!(!view.whole && view.not_saved.iter().map(|one| one.entries).sum::<u64>() == view.lost);
    assert_eq!(view.people.len(), 1);
    assert_eq!(view.people[0].name, "Robin");
    assert!(view.people[0].entries < view.saved, "the vault's own are counted too");
    let beyond = view.not_saved.iter().filter(|one| one.why == NotSavedWhy::BeyondBreak);
    for one in beyond {
        assert_eq!(one.person.as_deref(), Some("Robin"));
        assert!(one.day.as_deref().is_some_and(|day| day.starts_with("2026-03-")) && one.kind.is_some());
        assert!(one.sentence.contains("Mar 2026"), "{}", one.sentence);
    }
    let days: Vec<_> = view.not_saved.iter().map(|one| (one.day.is_none(), one.day.clone())).collect();
    assert!(days.is_sorted(), "by day");
    assert!(view.sentences[0].contains("Sessions wait") && view.gaps.len() == 1);
    assert!(!format!("{view:?}").contains("Robin") && !format!("{:?}", view.not_saved).contains("2026"));
    let now = at(LATER);
    assert_eq!(app.today("Robin", &now).expect("a day").gate.gate, GateWord::Wait);
    app.record(check_in("Robin", well_but(&[])), &at("2026-03-16T09:05")).expect("answers");
    let gate = app.today("Robin", &at("2026-03-16T09:06")).expect("a day").gate;
    assert_eq!(gate.gate, GateWord::Allow);
    let is_called = |app: &App| {
        let tasks = app.today("Robin", &at("2026-03-16T09:11")).expect("a day").tasks;
        tasks.iter().any(|task| task.rules.contains(&"older-state".to_owned()))
    };
    assert!(is_called(&app), "the clinic is to be told");
    app.record(contact("Robin", "resume"), &at("2026-03-16T09:10")).expect("a talk");
    assert!(!is_called(&app));
    assert!(app.verify(&now).expect("checks").sound);
}

#[test]
fn the_new_vault_opens_by_its_own_secrets_and_asks_for_the_code_to_be_noted() {
    let (folder, from, old_code) = lived_in();
    let into = folder.path().join("new");
    let strict = LockPolicyView { lock_after_s: 0, stays_open_without_screen: false, erase_after: Some(9) };
    let mut app = open(&from, Secret::Passcode(PASSCODE), LATER).expect("opens");
    app.set_lock_policy(None, strict, &at(LATER)).expect("stricter than before");
    app.shut().expect("shuts");
    let before = files(&from);
    let (app, view) = salvage(&from, &into, Secret::Recovery(old_code.as_bytes())).expect("saves");
    assert!(view.whole && view.lost == 0 && view.not_saved.is_empty() && view.gaps.is_empty());
    assert!(app.rotation_left().is_some());
    app.shut().expect("shuts");
    assert_eq!(files(&from), before, "not a byte");
    assert_eq!(App::lock_policy(&into), Ok(strict));
    for wrong in [Secret::Passcode(PASSCODE), Secret::Recovery(old_code.as_bytes())] {
        assert_eq!(open(&into, wrong, LATER).err(), Some(AppError::WrongSecret));
    }
    let mut app = open(&into, Secret::Recovery(&view.made.recovery_code), LATER).expect("opens");
    assert!(app.rotation_left().is_some(), "until it was noted");
    app.recovery_code_noted().expect("notes");
    app.shut().expect("shuts");
    let app = open(&into, Secret::Passcode(NEW), LATER).expect("opens");
    assert!(app.rotation_left().is_none());
    let (new, old) = (open(&from, Secret::Passcode(PASSCODE), LATER).expect("opens"), app);
    let timeline =
        |app: &App| serde_json::to_string(&app.timeline("Robin", None, None, &at(LATER)).expect("a view"));
    assert_eq!(timeline(&new).expect("JSON"), timeline(&old).expect("JSON"));
}

#[test]
fn a_wrong_secret_is_counted_and_an_easy_new_passcode_or_a_bad_place_is_refused() {
    let (folder, from, _) = lived_in();
    let into = folder.path().join("new");
    let left = || App::passcode_tries(&from, &at(LATER)).expect("counts").left;
    let free = left();
    assert_eq!(salvage(&from, &into, Secret::Passcode(b"wrong")).err(), Some(AppError::WrongSecret));
    assert_eq!(left(), free - 1);
    let easy = NewPasscode { passcode: b"123456", device_secret: None, stretch: Stretch::Light };
    let refused = Salvage { passcode: easy, ..order(&from, &into, Secret::Passcode(PASSCODE), Locale::En) };
    let refused = App::salvage(&refused, Box::new(SeededEntropy::new(1)), &at(LATER)).err().expect("easy");
    assert_eq!(refused.kind(), "easy_passcode");
    for (place, kind) in [
        (from.clone(), "refused"),
        (from.join("new"), "refused"),
        (folder.path().to_owned(), "already_exists"),
    ] {
        let refused = salvage(&from, &place, Secret::Passcode(PASSCODE)).err().expect("a bad place");
        assert_eq!(refused.kind(), kind, "{}", place.display());
    }
    assert!(!into.exists());
    let nowhere = folder.path().join("nowhere");
    assert_eq!(
        salvage(&nowhere, &into, Secret::Passcode(PASSCODE)).err().expect("no vault").kind(),
        "not_a_vault"
    );
}

#[test]
fn one_damaged_copy_of_the_header_keeps_nobody_out_and_two_do() {
    let (folder, from, _) = lived_in();
    let spoil = |name: &str| {
        let mut bytes = fs::read(from.join(name)).expect("reads");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(from.join(name), bytes).expect("writes");
    };
    spoil("vault.hdr");
    let (app, view) = salvage(&from, &folder.path().join("one"), Secret::Passcode(PASSCODE)).expect("saves");
    app.shut().expect("shuts");
    assert!(view.whole);
    spoil("vault.hdr2");
    let refused =
        salvage(&from, &folder.path().join("two"), Secret::Passcode(PASSCODE)).err().expect("no header");
    assert_eq!(refused.kind(), "damaged");
}

#[test]
fn notes_that_wait_at_the_lock_are_told_in_the_language_of_the_person() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=4, "12");
    let robin = bench.app.people()[0].id.clone();
    let (from, folder) = (bench.path(), bench.close());
    let told = |locale, into: &str| {
        let into = folder.path().join(into);
        let order = order(&from, &into, Secret::Passcode(PASSCODE), locale);
        let (app, view) = App::salvage(&order, Box::new(SeededEntropy::new(3)), &at(LATER)).expect("saves");
        app.shut().expect("shuts");
        view
    };
    assert_eq!(told(Locale::En, "none").sentences.len(), 2);
    let entropy = SeededEntropy::new(5);
    log_while_locked(&from, (&robin, "done", None), &entropy, &at(LATER)).expect("notes");
    let (english, spanish) = (told(Locale::En, "en"), told(Locale::Es, "es"));
    assert!(!english.whole && english.lost == 0, "what the note says is not in the new vault");
    assert_eq!((english.sentences.len(), spanish.sentences.len()), (3, 3));
    assert!(english.sentences[1].contains("locked"));
    assert!(english.sentences.iter().zip(&spanish.sentences).all(|(one, other)| one != other));
    fs::write(from.join("vault.inbox"), b"spoilt").expect("writes");
    assert!(!told(Locale::En, "spoilt").whole, "nobody can tell what was in it");
}

#[test]
fn a_session_that_was_going_on_is_told() {
    let mut bench = Bench::adult();
    let now = at("2026-03-02T20:00");
    bench.app.start_run("Robin", &RunDraft::default(), &now).expect("begins");
    let (from, folder) = (bench.path(), bench.close());
    let (app, view) = salvage(&from, &folder.path().join("new"), Secret::Passcode(PASSCODE)).expect("saves");
    assert!(!view.whole && view.lost == 0 && view.sentences[1].contains("whether the dilator is out"));
    assert!(app.rotation_left().is_some());
}

/// Deeds that open and close gates, in an order that the number chooses.
fn some_weeks(number: u64) -> Bench {
    let mut bench = Bench::adult();
    let mut state = number * 2 + 1;
    for day in 2..15 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let when = format!("2026-03-{day:02}T20:00");
        let deed = match state >> 60 {
            0 => check_in("Robin", well_but(&[("temperature_c", "38.9")])),
            1 => check_in("Robin", well_but(&[("bleeding", "bowl")])),
            2 => contact("Robin", "stop"),
            3 | 4 => contact("Robin", "resume"),
            5 => contact("Robin", "stay_same"),
            6 | 7 => check_in("Robin", well_but(&[])),
            8 => held("Robin", SessionDraft { pain_peak: Some("8".to_owned()), ..good("12") }),
            _ => held("Robin", good("12")),
        };
        // What is refused is not written, and that is all the same here.
        drop(bench.app.record(deed, &at(&when)));
        if day == 8 && number % 2 == 1 {
            bench = in_a_second_life(bench, &when);
        }
    }
    bench
}

/// Another writer goes on where the key of the first is gone.
fn in_a_second_life(bench: Bench, when: &str) -> Bench {
    let (path, folder) = (bench.path(), bench.close());
    fs::remove_file(path.join("vault.mark")).expect("the mark is there");
    let entropy = Box::new(SeededEntropy::new(9));
    App::accept_older_state(&path, Secret::Passcode(PASSCODE), entropy, &at(when)).expect("accepted");
    let app = open(&path, Secret::Passcode(PASSCODE), when).expect("opens");
    Bench::from_parts(folder, app)
}

/// The law: whatever was logged and whichever pages are damaged, what is saved never allows what the whole forbids. So no
/// session is open that was closed and no step is, before every question was answered anew; and no step after that either,
/// before the clinic was spoken to.
#[test]
fn what_is_saved_never_allows_what_the_whole_forbids() {
    let (mut losses, mut closed) = (0, 0);
    for number in 0..4 {
        let bench = some_weeks(number);
        let (from, folder) = (bench.path(), bench.close());
        let whole = open(&from, Secret::Passcode(PASSCODE), LATER).expect("opens");
        whole.shut().expect("shuts");
        let step = 4 + number % 3;
        for first in (1..=pages(&from)).step_by(usize::try_from(step).expect("small")) {
            let name = |what: &str| folder.path().join(format!("{what}-{number}-{first}"));
            let (damaged, sound, into) = (name("damaged"), name("sound"), name("new"));
            copy(&from, &damaged);
            copy(&from, &sound);
            for page in [first, (first * 7) % pages(&from) + 1].iter().take(1 + first as usize % 2) {
                spoil(&damaged, *page);
            }
            let Ok((mut saved, view)) = salvage(&damaged, &into, Secret::Passcode(PASSCODE)) else {
                continue;
            };
            let mut whole = open(&sound, Secret::Passcode(PASSCODE), LATER).expect("opens");
            losses += u64::from(view.lost > 0);
            for when in [LATER, "2026-03-16T21:00", "2026-03-19T08:00"] {
                closed += u64::from(is_stricter(
                    &saved,
                    &whole,
                    &at(when),
                    true,
                    &format!("{number} {first} {when}"),
                ));
            }
            let answers = || check_in("Robin", well_but(&[]));
            if saved.people().iter().any(|person| person.name == "Robin") {
                saved.record(answers(), &at("2026-03-19T09:00")).expect("answers");
                whole.record(answers(), &at("2026-03-19T09:00")).expect("answers");
                is_stricter(
                    &saved,
                    &whole,
                    &at("2026-03-19T09:01"),
                    false,
                    &format!("{number} {first} answered"),
                );
            }
        }
    }
    assert!(losses > 2 && closed > 8, "it was tried on losses: {losses}, and closed something: {closed}");
}

/// Compares one moment; whether the whole forbade something.
fn is_stricter(saved: &App, whole: &App, now: &Moment, with_sessions: bool, place: &str) -> bool {
    let whole = whole.today("Robin", now).expect("a day");
    // Whoever is not in the new vault has no plan there, and nothing is allowed.
    let Ok(saved) = saved.today("Robin", now) else { return false };
    let is_closed = |gate: GateWord| gate >= GateWord::Wait;
    let goes_up = |today: &TodayView| {
        let proposed = today.proposal.as_ref().and_then(|proposal| proposal.to_tenths_mm);
        proposed.is_some_and(|to| today.size_tenths_mm.is_none_or(|present| to > present))
    };
    let (session, step) = (is_closed(whole.gate.gate), !goes_up(&whole));
    assert!(!with_sessions || !session || is_closed(saved.gate.gate), "{place}: a session");
    assert!(!step || !goes_up(&saved), "{place}: a step");
    session
}

#[test]
fn where_the_notes_are_gone_nobody_says_that_all_was_saved() {
    let (folder, from, _) = lived_in();
    for spoilt in ["gone", "a folder", "another's"] {
        let damaged = folder.path().join(spoilt);
        copy(&from, &damaged);
        let id = Inbox::read(&damaged).expect("was there").vault_id();
        fs::remove_file(damaged.join("vault.inbox")).expect("was there");
        match spoilt {
            "a folder" => fs::create_dir(damaged.join("vault.inbox")).expect("made"),
            // Whole, without a note, and of a key that the vault never had.
            "another's" => {
                Inbox::fresh(&InboxKeys::from_bytes(id, gradus_crypto::Secret::from_bytes([7; 32])), 1)
                    .write(&damaged)
                    .expect("writes")
            }
            _ => {}
        }
        let into = folder.path().join(format!("new {spoilt}"));
        let (_, view) = salvage(&damaged, &into, Secret::Passcode(PASSCODE)).expect("saves");
        assert!(!view.whole && view.lost == 0 && view.sentences.len() == 3, "{spoilt}");
    }
}

/// A note that fitted nothing was to be told at the next look, and the damage came before.
#[test]
fn what_was_still_to_be_told_of_a_note_is_not_saved_and_that_is_said() {
    let (folder, from, _) = lived_in();
    let (nobody, entropy) = ("ab".repeat(16), SeededEntropy::new(5));
    log_while_locked(&from, (&nobody, "done", None), &entropy, &at(LATER)).expect("notes");
    for (is_told, into) in [(false, "before"), (true, "after")] {
        let mut app = open(&from, Secret::Passcode(PASSCODE), LATER).expect("opens");
        if is_told {
            assert_eq!(app.inbox_news().expect("tells").sentences.len(), 1);
        }
        app.shut().expect("shuts");
        let (_, view) = salvage(&from, &folder.path().join(into), Secret::Passcode(PASSCODE)).expect("saves");
        assert_eq!((view.whole, view.sentences.len()), (is_told, if is_told { 2 } else { 3 }), "{into}");
    }
}

/// The program ends between the new vault and the showing of its code.
#[test]
fn a_code_that_nobody_saw_before_a_crash_is_told_and_another_takes_its_place() {
    let (folder, from, _) = lived_in();
    let into = folder.path().join("new");
    let (app, view) = salvage(&from, &into, Secret::Passcode(PASSCODE)).expect("saves");
    drop(app);
    let unseen = view.made.recovery_code;
    let mut app = open(&into, Secret::Passcode(NEW), LATER).expect("the new passcode");
    let told = app.rotation_left().expect("told");
    assert_eq!(told.state, RotationWord::CodeNotNoted);
    assert!(told.sentence.contains("make a new one now"), "{}", told.sentence);
    let made = app.renew_recovery_code(Secret::Passcode(NEW), &at(LATER)).expect("another");
    app.recovery_code_noted().expect("notes");
    app.shut().expect("shuts");
    assert_eq!(open(&into, Secret::Recovery(&unseen), LATER).err(), Some(AppError::WrongSecret));
    let app = open(&into, Secret::Recovery(&made.recovery_code), LATER).expect("the new code");
    assert!(app.rotation_left().is_none());
}

/// What the system does not let be read as a file, it refuses as it refuses a bad sector.
#[test]
fn a_place_that_the_medium_keeps_back_does_not_keep_the_rest() {
    let (folder, from, _) = lived_in();
    for name in ["vault.hdr", "vault.hdr2", "vault.mark", "vault.tries", "vault.inbox"] {
        let damaged = folder.path().join(format!("without {name}"));
        copy(&from, &damaged);
        drop(fs::remove_file(damaged.join(name)));
        fs::create_dir(damaged.join(name)).expect("made");
        let into = folder.path().join(format!("saved without {name}"));
        let (app, view) = salvage(&damaged, &into, Secret::Passcode(PASSCODE)).expect(name);
        let is_of_the_entries = matches!(name, "vault.mark" | "vault.inbox");
        assert_eq!((view.lost, view.whole), (0, !is_of_the_entries), "{name}");
        app.shut().expect("shuts");
        assert!(fs::read_dir(damaged.join(name)).expect("a folder still").next().is_none(), "{name}");
    }
}
