//! A vault that nobody has unlocked: notes that are sealed, and how long a session lasts.

use std::path::Path;

use gradus_app::OsEntropy;
use gradus_app::view::{ClockReading, LockedView};

use crate::GradusError;
use crate::gate::{guarded, moment};

/// How things stand while the vault in `folder` is locked: how many notes wait, and each session that goes on as times and
/// steps, without a word about anybody. It needs no passcode, also after the phone was started anew.
///
/// `Busy` while the vault is open: ask the handle then. Where the file cannot be read, the vault must be unlocked.
#[uniffi::export]
pub fn while_locked(folder: &str, now: &ClockReading) -> Result<LockedView, GradusError> {
    guarded(|| Ok(gradus_app::while_locked(Path::new(folder), &moment(now)?)?))
}

/// Notes that a session was held as planned (`done`) or knowingly not held (`skipped`), while the vault is locked. `person` is
/// the id that a reminder carries; `occurrence` names the session, and without it the one is meant that is due now.
///
/// The note is sealed, and on the disk when this returns. It is taken in at the next unlock, and earns no step up. Where so many
/// wait that no more fits, it is `InboxFull`, and nothing is lost.
#[uniffi::export(default(occurrence = None))]
pub fn log_while_locked(
    folder: &str,
    person: &str,
    note: &str,
    now: &ClockReading,
    occurrence: Option<String>,
) -> Result<LockedView, GradusError> {
    guarded(|| {
        let said = (person, note, occurrence.as_deref());
        Ok(gradus_app::log_while_locked(Path::new(folder), said, &OsEntropy::new(), &moment(now)?)?)
    })
}

/// Tells what happened just now in a session that goes on, while the vault is locked. `run` is its name in `while_locked`; the
/// events are those of `run_event`, but for a point of the check list, which is `tick:1` and so on.
///
/// It is sealed, and on the disk when this returns. At the next unlock the session is as if it had been told there, but that it
/// earns no step up. What ends a session always has a place; of anything else so much can be told that no more fits, and it is
/// `InboxFull`. The same sign told twice is two notes.
#[uniffi::export]
pub fn run_event_while_locked(
    folder: &str,
    run: &str,
    event: &str,
    now: &ClockReading,
) -> Result<LockedView, GradusError> {
    guarded(|| {
        let told = (run, event);
        Ok(gradus_app::run_event_while_locked(Path::new(folder), told, &OsEntropy::new(), &moment(now)?)?)
    })
}
