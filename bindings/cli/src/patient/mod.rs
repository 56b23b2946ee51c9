//! Commands that need a vault.

pub mod amend;
mod amend_seen;
mod blanks;
pub mod checkin;
mod conditions;
pub mod day;
pub mod device;
pub mod inbox;
pub mod log;
mod observe;
pub mod pause;
pub mod person;
pub mod plan;
pub mod report;
pub mod run;
mod run_desk;
mod run_form;
pub mod salvage;
mod session;
pub mod setting;
mod talk;
pub mod trends;
pub mod vault;
pub mod ways;

pub use conditions::words_of;

use gradus_app::view::{Command, PersonRef, Recorded};
use gradus_app::{App, Moment};

use crate::failure::Failure;
use crate::prompt::{self, Form};
use crate::screen;
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

/// Opens the vault, says what became of notes, runs one verb, and shuts the vault again, whether or not it went well.
fn with_vault<T>(
    shell: &Shell,
    verb: impl FnOnce(&mut App, &Moment) -> Result<T, Failure>,
) -> Result<T, Failure> {
    with_untold(shell, |app, now| {
        // Each is told once, and JSON has no place for it here: there it waits for `inbox news`.
        if !shell.json() {
            app.inbox_news()?.sentences.iter().try_for_each(|sentence| shell.say(sentence))?;
        }
        verb(app, now)
    })
}

/// The same for the verb that tells what became of notes.
fn with_untold<T>(
    shell: &Shell,
    verb: impl FnOnce(&mut App, &Moment) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut app = shell.open()?;
    if let Some(left) = app.rotation_left() {
        shell.say(&left.sentence)?;
    }
    let done = verb(&mut app, &shell.moment()).map_err(|failure| failure.told_by(&app));
    let shut = app.shut();
    let done = done?;
    shut?;
    Ok(done)
}

/// Whether the day of an operation is to be put into the person's details, as the notices of what was just written say.
fn lacks_day(app: &App, person: &str, view: &Recorded, now: &Moment) -> Result<bool, Failure> {
    let is_undated = app.person_details(person)?.operations.iter().any(|one| !one.contains('='));
    let has_task = || Ok(app.today(person, now)?.tasks.iter().any(|task| task.duty == "operation_date"));
    if view.notices.is_empty() {
        Ok(false)
    } else if is_undated {
        Ok(true)
    } else {
        has_task()
    }
}

/// Writes one thing down about the person asked for, and says who that is.
fn record(shell: &Shell, command: impl FnOnce(String) -> Command) -> Result<(PersonRef, Recorded), Failure> {
    with_person(shell, |app, person, now| {
        let view = app.record(command(person.id.clone()), now)?;
        Ok((person.clone(), view))
    })
}

/// Writes down what has to be asked for. On a terminal the passcode comes first, so that nothing that was typed is lost to
/// a wrong one; elsewhere what is missing is told before the vault is opened.
fn ask_and_record<F: Form>(
    shell: &Shell,
    said: &str,
    mut form: F,
    command: impl Fn(String, F::Draft) -> Command,
) -> Result<(), Failure> {
    prompt::ready(shell, &form)?;
    let (person, view) = with_person(shell, |app, person, _| {
        prompt::fill(shell, &mut form, |draft| {
            let view = app.record(command(person.id.clone(), draft), &shell.moment())?;
            Ok((person.clone(), view))
        })
    })?;
    let reader = shell.reader(&person);
    shell.show(&view, |page| screen::recorded(page, said, &view, &reader))
}

/// Writes one thing down and shows what that led to.
fn record_and_show(
    shell: &Shell,
    said: &str,
    command: impl FnOnce(String) -> Command,
) -> Result<(), Failure> {
    let (person, view) = record(shell, command)?;
    let reader = shell.reader(&person);
    shell.show(&view, |page| screen::recorded(page, said, &view, &reader))
}
