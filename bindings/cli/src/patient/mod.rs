//! Commands that need a vault.

pub mod checkin;
pub mod day;
pub mod log;
pub mod person;
pub mod plan;
pub mod report;
pub mod vault;

use gradus_app::view::{Command, PersonRef, Recorded};
use gradus_app::{App, Moment};

use crate::failure::Failure;
use crate::shell::Shell;

/// Opens the vault, runs one verb about the person asked for, and shuts the vault again, whether or not it went well.
fn with_person<T>(
    shell: &Shell,
    verb: impl FnOnce(&mut App, &PersonRef, &Moment) -> Result<T, Failure>,
) -> Result<T, Failure> {
    with_vault(shell, |app, now| {
        let person = app.person(shell.person())?;
        verb(app, &person, now)
    })
}

/// Opens the vault, runs one verb, and shuts the vault again, whether or not it went well.
fn with_vault<T>(
    shell: &Shell,
    verb: impl FnOnce(&mut App, &Moment) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut app = shell.open()?;
    let done = verb(&mut app, &shell.moment());
    let shut = app.shut();
    let done = done?;
    shut?;
    Ok(done)
}

/// Writes one thing down about the person asked for.
fn record(shell: &Shell, command: impl FnOnce(String) -> Command) -> Result<Recorded, Failure> {
    with_person(shell, |app, person, now| Ok(app.record(command(person.id.clone()), now)?))
}
