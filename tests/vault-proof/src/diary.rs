//! What an app does to a vault beside writing entries: notes that were made while it was locked, taken in once; its recovery
//! code and its key renewed while such notes wait.
//!
//! The vault is one that the first version with an inbox left: a session goes on, three notes tell of it, and one of somebody
//! who is not in that diary.

use std::path::Path;

use gradus_app::view::ClockReading;
use gradus_app::{
    App, AppError, Moment, NewPasscode, Secret, Stretch, log_while_locked, moment, while_locked,
};
use gradus_crypto::testing::SeededEntropy;

use crate::child::{rest, say};
use crate::ground::{Ground, Key, PASSCODE, judge};
use crate::kills::{Told, no_other_key};

pub const FIXTURE: &str = "vault-inbox";
/// Notes in the fixture, and how many of them are of its session.
const NOTES: (usize, usize) = (4, 3);

/// Whether a work is one of these.
pub fn is_of(work: &str) -> bool {
    matches!(work, "noting" | "take-in" | "code" | "renewal")
}

/// So many seconds after the session began.
fn after(seconds: u64) -> Moment {
    let wall = format!("2026-03-02T20:{:02}:{:02}+01:00", seconds / 60, seconds % 60);
    let reading = ClockReading { wall, monotonic_ms: 5_000_000 + seconds * 1000, boot: "09".repeat(16) };
    moment(&reading).expect("a time")
}

pub fn work(what: &str, dir: &Path, seed: u64, rounds: u32) {
    if let Err(error) = try_work(what, dir, seed, rounds) {
        let kind = if matches!(error, AppError::Internal { .. }) { "internal" } else { "typed" };
        say(&format!("error {kind}: {error}"));
    }
}

fn try_work(what: &str, dir: &Path, seed: u64, rounds: u32) -> Result<(), AppError> {
    if what == "noting" {
        say("ready");
        return noting(dir, seed, rounds);
    }
    let mut app = open(dir, seed)?;
    say("ready");
    match what {
        "take-in" => say("ended"),
        "code" => {
            let renewed = app.renew_recovery_code(passcode(), &after(310))?;
            say(&format!("code {}", String::from_utf8_lossy(&renewed.recovery_code)));
        }
        _ => {
            let new =
                NewPasscode { passcode: PASSCODE.as_bytes(), device_secret: None, stretch: Stretch::Light };
            let made = app.rotate_key(passcode(), &new, &after(310))?;
            say(&format!("code {}", made.recovery_text()));
        }
    }
    app.shut()?;
    drop(rest(rounds));
    Ok(())
}

/// Notes of nobody in this diary: each is told when the diary is opened.
fn noting(dir: &Path, seed: u64, rounds: u32) -> Result<(), AppError> {
    for number in 1..=rounds.min(60) {
        let person = format!("{number:032x}");
        let entropy = SeededEntropy::new(seed ^ u64::from(number));
        log_while_locked(dir, (&person, "skipped", None), &entropy, &after(210 + u64::from(number)))?;
        say(&format!("tried {number}"));
    }
    Ok(())
}

fn passcode() -> Secret<'static> {
    Secret::Passcode(PASSCODE.as_bytes())
}

fn open(dir: &Path, seed: u64) -> Result<App, AppError> {
    App::open(dir, passcode(), Box::new(SeededEntropy::new(seed)), &after(300))
}

/// Whether every note is there once, whatever broke off, and the vault opens by what was promised.
pub fn holds(work: &str, ground: &Ground, told: &Told) -> Result<(), String> {
    let (dir, mut more) = (&ground.dir, 0);
    if work == "noting" {
        let seen = while_locked(dir, &after(290)).map_err(|error| format!("looking: {error}"))?;
        let (least, found) = (NOTES.0 + told.tried as usize, seen.waiting as usize);
        if found != least && found != least + 1 {
            return Err(format!("{found} notes wait, and {least} were made"));
        }
        more = found - NOTES.0;
    }
    let mut app = open(dir, 77).map_err(|error| format!("opening: {error}"))?;
    let outcome = app.verify(&after(300)).map_err(|error| format!("checking: {error}"))?;
    if !outcome.sound {
        return Err(format!("unsound: {:?}", outcome.problems));
    }
    taken_in(&mut app, more)?;
    let is_told =
        app.rotation_left().is_some_and(|left| left.state == gradus_app::view::RotationWord::CodeNotNoted);
    app.shut().map_err(|error| format!("closing: {error}"))?;
    if let Some(code) = &told.code {
        judge(dir, &Key::Code(code.clone())).map_err(|error| format!("by the new code: {error}"))?;
        if !is_told {
            return Err("a code was renewed and nothing tells of it".to_owned());
        }
    }
    no_other_key(dir)
}

/// The session is as it was told, each note of it was taken in once, and the one of nobody is told, with so many more.
fn taken_in(app: &mut App, more: usize) -> Result<(), String> {
    let run = app.run("Robin", &after(300)).map_err(|error| format!("the session: {error}"))?;
    let run = run.ok_or("the session is gone")?;
    if (run.pain_peak, run.blood.as_deref(), &run.done_s[..]) != (Some(3), Some("streak"), &[125][..]) {
        return Err("the session is not as it was told".to_owned());
    }
    let news = app.inbox_news().map_err(|error| format!("the news: {error}"))?;
    match news.taken_in as usize == NOTES.1 && news.alarming && news.sentences.len() == 2 + more {
        true => Ok(()),
        false => Err(format!("{} notes were taken in, {:?}", news.taken_in, news.sentences)),
    }
}
