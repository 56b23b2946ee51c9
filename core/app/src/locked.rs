//! What can be done with a vault that nobody has unlocked: note something down, and see how long a session lasts.
//!
//! No key is there. A note is sealed to the vault's public key and lies in `vault.inbox` until the vault is unlocked; what is
//! seen of a session is what that file says of it, times and steps alone.

use std::path::Path;

use gradus_crypto::{Entropy, SecretBytes};
use gradus_domain::{Bleeding, Moment, NEUTRAL_CHECKS, PersonId, Run, RunEvent, RunRefusal};
use gradus_journal::wire::{Letter, NeutralName, Said, decode_neutral, encode_letter, encode_neutral};
use gradus_store::Hold;
use gradus_vault::{Inbox, KEPT_FOR_URGENT, MOST_RECORDS, VaultError};

use crate::draft::{self, Fields};
use crate::view::LockedView;
use crate::{AppError, show};

/// How things stand while the vault at `dir` is locked.
///
/// # Errors
/// `Missing` where no vault lies there, or one that no version with an inbox has opened; `Busy` while the vault is open; `Damaged` and `Truncated` for an inbox that is not as it was
/// written: it is read when the vault is unlocked; `NewerVersion`; `Storage`.
pub fn while_locked(dir: &Path, now: &Moment) -> Result<LockedView, AppError> {
    let door = LockedDoor::at(dir)?;
    Ok(door.view(now))
}

/// Notes that a session was held as planned, with `done`, or knowingly not held, with `skipped`. `person` is the id of somebody,
/// as a reminder carries it; `occurrence` names the session, and without it the one is meant that is due now. When this returns
/// it is on the disk. Whether it fits the plan is seen when the vault is unlocked; it earns no step up.
///
/// # Errors
/// As [`while_locked`]; `InboxFull`; `Invalid` with every field that is wrong.
pub fn log_while_locked(
    dir: &Path,
    (person, note, occurrence): (&str, &str, Option<&str>),
    entropy: &dyn Entropy,
    now: &Moment,
) -> Result<LockedView, AppError> {
    let said = note_said(person, note, occurrence)?;
    let mut door = LockedDoor::at(dir)?;
    let kept_free = KEPT_FOR_URGENT.max(door.sessions_to_end());
    door.note(&Letter { at: *now, said }, kept_free, entropy)?;
    Ok(door.view(now))
}

/// Tells what happened just now in a session that goes on, by its name in [`while_locked`]. The words are those of
/// [`crate::App::run_event`], but for a point of the check list, which is `tick:` and its number from 1. No sign and no stop is
/// ever refused for what the session is like. When this returns it is on the disk.
///
/// What ends a session has a place kept for it from the start, one for each session that goes on, so that no other note takes
/// it. An end that is noted needs no second note. The same sign told twice takes two places, because nobody can read the first
/// without the key, and is one note once the diary is unlocked.
///
/// # Errors
/// As [`while_locked`]; `NotFound` where no such session goes on; `InboxFull`; `Invalid` for what is no event; `Refused` for
/// what cannot happen now.
pub fn run_event_while_locked(
    dir: &Path,
    (run, event): (&str, &str),
    entropy: &dyn Entropy,
    now: &Moment,
) -> Result<LockedView, AppError> {
    let mut door = LockedDoor::at(dir)?;
    let place = door.place(run)?;
    let event = locked_event(event)?;
    let (name, before) = door.runs[place].clone();
    let (after, is_new) = told(&before, &event, now)?;
    if is_new {
        let ends = is_ended(&after) && !is_ended(&before);
        door.runs[place].1 = after;
        let to_end = door.sessions_to_end();
        let kept_free = match is_urgent(&event, &before) {
            _ if ends => 0,
            true => to_end,
            false => KEPT_FOR_URGENT.max(to_end),
        };
        let letter = Letter { at: *now, said: Said::Run { run: name, event } };
        door.note(&letter, kept_free, entropy)?;
    } else if door.inbox.waiting() >= MOST_RECORDS {
        // What is seen of the session may have ended without its note.
        return Err(AppError::InboxFull);
    }
    Ok(door.view(now))
}

/// A vault without its key, held for one call.
struct LockedDoor<'d> {
    dir: &'d Path,
    inbox: Inbox,
    runs: Vec<(NeutralName, Run)>,
    _hold: Hold,
}

impl<'d> LockedDoor<'d> {
    fn at(dir: &'d Path) -> Result<Self, AppError> {
        let hold = Hold::take(dir)?;
        let inbox = Inbox::read(dir)?;
        let damaged = |_| AppError::Damaged {
            file: "vault.inbox".to_owned(),
            what: "what vault.inbox says of a session cannot be read; unlock the vault".to_owned(),
            mendable: false,
        };
        let runs = decode_neutral(inbox.neutral()).map_err(damaged)?;
        Ok(Self { dir, inbox, runs, _hold: hold })
    }

    fn place(&self, run: &str) -> Result<usize, AppError> {
        let wanted = run.parse::<NeutralName>().ok();
        let found = self.runs.iter().position(|(name, _)| Some(*name) == wanted);
        found.ok_or_else(|| AppError::NotFound {
            what: "a session that goes on".to_owned(),
            right: "look at what goes on, and name one of them".to_owned(),
        })
    }

    /// Seals a note, and writes it together with how its session stands after it. A stop that finds no place stops what is seen
    /// of the session all the same, and the error is handed on: told once more, it is still an error. One that could not be
    /// sealed leaves everything as it was, because its place is free and the next press would be taken for noted.
    fn note(&mut self, letter: &Letter, kept_free: usize, entropy: &dyn Entropy) -> Result<(), AppError> {
        let text = SecretBytes::from_vec(encode_letter(letter).into_bytes());
        let added = self.inbox.add(text.expose(), kept_free, entropy);
        let is_full = added == Err(VaultError::InboxFull);
        if added.is_err() && !(is_full && kept_free == 0) {
            return Ok(added?);
        }
        self.inbox.set_neutral(encode_neutral(&self.runs).into_bytes())?;
        self.inbox.write(self.dir)?;
        Ok(added?)
    }

    /// How many sessions go on whose end is still to be noted.
    fn sessions_to_end(&self) -> usize {
        self.runs.iter().filter(|(_, run)| !is_ended(run)).count()
    }

    fn view(&self, now: &Moment) -> LockedView {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        LockedView {
            waiting: number(self.inbox.waiting()),
            most: number(MOST_RECORDS),
            runs: self.runs.iter().map(|(name, run)| show::locked_run(&name.to_string(), run, now)).collect(),
        }
    }
}

/// The neutral session after an event, and whether the event is worth a note. What is refused is what could not have happened,
/// as far as times and steps can tell; what is known of a sign is never enough to refuse that the device is out.
fn told(run: &Run, event: &RunEvent, now: &Moment) -> Result<(Run, bool), AppError> {
    if *event == RunEvent::Blood(Bleeding::None) {
        return Err(refused(RunRefusal::NoBlood));
    }
    let mut after = run.clone();
    let step = match event {
        RunEvent::Ticked(_) => Some(event.clone()),
        _ => event.neutral(run.script()),
    };
    let Some(step) = step else { return Ok((after, true)) };
    match after.tell(step.clone(), *now) {
        Ok(()) => {
            let changed = after.events().len() > run.events().len();
            let is_plain = step == *event;
            Ok((after, changed || !is_plain))
        }
        Err(_) if step == RunEvent::Out => Ok((run.clone(), true)),
        Err(error) => Err(refused(error)),
    }
}

fn refused(why: RunRefusal) -> AppError {
    AppError::Refused { why: why.to_string() }
}

/// Whether the end of a session, as it is seen without the key, was told.
fn is_ended(run: &Run) -> bool {
    run.events().iter().any(|told| told.event == RunEvent::Stop)
}

/// What ends a session or takes something out finds a place in the inbox when nothing else does.
fn is_urgent(event: &RunEvent, run: &Run) -> bool {
    matches!(event.neutral(run.script()), Some(RunEvent::Stop | RunEvent::Out))
}

fn locked_event(text: &str) -> Result<RunEvent, AppError> {
    let Some(number) = text.strip_prefix("tick:") else { return draft::run_event(text) };
    let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let item = place.and_then(|place| NEUTRAL_CHECKS.get(place));
    let mut fields = Fields::default();
    if item.is_none() {
        let right = format!("write tick:1 to tick:{}", NEUTRAL_CHECKS.len());
        fields.wrong("event", "no point of the check list has that number", right);
    }
    fields.finish(item.map(|item| RunEvent::Ticked(*item)))
}

fn note_said(person: &str, note: &str, occurrence: Option<&str>) -> Result<Said, AppError> {
    let mut fields = Fields::default();
    let id = person.parse::<PersonId>().ok();
    if id.is_none() {
        fields.wrong("person", "is no id of a person", "give the id that the reminder carries");
    }
    let named = occurrence.and_then(|text| fields.occurrence("occurrence", text));
    let is_done = match note {
        "done" => Some(true),
        "skipped" => Some(false),
        _ => {
            fields.wrong("note", "is no note", "write done or skipped");
            None
        }
    };
    fields.finish(id.zip(is_done).map(|(person, is_done)| match is_done {
        true => Said::Done { person, occurrence: named },
        false => Said::Skipped { person, occurrence: named },
    }))
}
