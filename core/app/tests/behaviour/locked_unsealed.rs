//! What nobody can seal is not noted: a stop, however often it is pressed, and whatever comes before the file has a key.

use std::fs;

use std::path::Path;

use gradus_app::{App, AppError, Locale, NewPasscode, Salvage, Secret, Stretch};
use gradus_app::{run_event_while_locked, while_locked};
use gradus_crypto::testing::{FailingEntropy, SeededEntropy};
use gradus_crypto::{Entropy, sha256};
use tempfile::TempDir;

use crate::bench::{Bench, PASSCODE, at, open};
use crate::locked::{Shut, later, ready, told};

/// Where the file of the notes names the public key.
const ADDRESS: std::ops::Range<usize> = 34..66;

/// Stops the session that goes on, and says whether it is seen to have ended.
fn stop(shut: &Shut, entropy: &dyn Entropy, seconds: u64) -> (Result<(), &'static str>, bool) {
    let run = || while_locked(&shut.path(), &later(seconds)).expect("looks").runs.pop().expect("goes on");
    let told = run_event_while_locked(&shut.path(), (&run().run, "stop"), entropy, &later(seconds));
    (told.map(drop).map_err(|error: AppError| error.kind()), run().has_ended)
}

#[test]
fn a_stop_without_random_bytes_is_an_error_at_each_press_until_it_is_noted() {
    let shut = Shut::of(ready());
    for seconds in [20, 21] {
        assert_eq!(stop(&shut, &FailingEntropy::after(0), seconds), (Err("internal"), false));
    }
    assert_eq!(stop(&shut, &SeededEntropy::new(4), 22), (Ok(()), true));
    let mut bench = shut.unlock(30);
    assert_eq!(told(&mut bench).taken_in, 1);
    assert!(bench.app.run("Robin", &later(30)).expect("reads").expect("it is there").has_ended);
}

/// Somebody wrote a public key of low order into the file, to which nothing can be sealed.
#[test]
fn a_stop_that_can_be_sealed_to_nobody_is_an_error_at_each_press() {
    let shut = Shut::of(ready());
    let inbox = shut.path().join("vault.inbox");
    let mut bytes = fs::read(&inbox).expect("reads");
    bytes[ADDRESS].fill(0);
    let summed = bytes.len() - 32;
    let checksum = sha256(&[&bytes[..summed]]);
    bytes[summed..].copy_from_slice(&checksum);
    fs::write(&inbox, &bytes).expect("writes");
    for seconds in [20, 21] {
        assert_eq!(stop(&shut, &SeededEntropy::new(4), seconds), (Err("damaged"), false));
    }
    assert_eq!(fs::read(&inbox).expect("reads"), bytes, "not a byte");
}

const NOW: &str = "2026-03-16T09:00";

/// Makes a vault with fewer and fewer failures, until one stands: then all but the key of its inbox was drawn.
fn without_its_inbox(make: impl Fn(&Path, Box<dyn Entropy>) -> Result<App, AppError>) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("new");
    let mut made = (0..40).filter_map(|fills| make(&path, Box::new(FailingEntropy::after(fills))).ok());
    let mut app = made.next().expect("with enough chance it works");
    let news = app.inbox_news().expect("tells");
    assert!(news.alarming && news.sentences.len() == 1, "that no notes are taken is told: {news:?}");
    app.shut().expect("shuts");
    assert_eq!(while_locked(&path, &at(NOW)).map_err(|error| error.kind()).err(), Some("missing"));
    let mut app = open(&path, Secret::Passcode(PASSCODE), NOW).expect("opens");
    let news = app.inbox_news().expect("tells");
    assert!(!news.alarming && news.sentences.is_empty(), "{news:?}");
    app.shut().expect("shuts");
    assert_eq!(while_locked(&path, &at(NOW)).map(|view| view.waiting), Ok(0));
}

#[test]
fn a_new_vault_that_takes_no_notes_yet_says_so() {
    without_its_inbox(|path, entropy| {
        App::create(path, PASSCODE, Stretch::Light, entropy, &at(NOW)).map(|(app, _)| app)
    });
}

#[test]
fn a_salvaged_vault_that_takes_no_notes_yet_says_so() {
    let bench = Bench::adult();
    let (from, _folder) = (bench.path(), bench.close());
    let passcode = NewPasscode { passcode: PASSCODE, device_secret: None, stretch: Stretch::Light };
    without_its_inbox(|into, entropy| {
        let order =
            Salvage { from: &from, secret: Secret::Passcode(PASSCODE), into, passcode, locale: Locale::En };
        App::salvage(&order, entropy, &at(NOW)).map(|(app, _)| app)
    });
}
