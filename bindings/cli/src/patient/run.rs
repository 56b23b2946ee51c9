//! `gradus run`: a session as it goes, live on the terminal, or line by line for a script.
//!
//! Nothing is kept here. Each key and each line is told to the app at once, so that whoever is killed begins again where it
//! was.

use std::io::{self, BufRead};
use std::time::Duration;

use gradus_app::view::{
    PersonRef, RunActionKind, RunActionView, RunChoiceView, RunDetailsDraft, RunDraft, RunRecorded, RunStage,
    RunView,
};
use gradus_app::{App, AppError, Moment};

use super::run_form::DetailsForm;
use super::with_person;
use crate::args::RunArgs;
use crate::failure::Failure;
use crate::page::{Ink, Page};
use crate::prompt;
use crate::screen::{self, Reader};
use crate::shell::Shell;

const SAID: &str = "The session is in the log.";
const LEFT: &str = "Nothing went in. No trace of it is kept.";
const LEFT_UNREAD: &str =
    "The session is left. What was told in it is not known: answer `gradus checkin` now.";
const KEPT: &str = "The session goes on. `gradus run` comes back to it.";

/// How often the screen is drawn anew.
const DRAWN: Duration = Duration::from_millis(250);

/// What a live session needs of a terminal. Tests stand in for it, with a clock that is set by hand.
pub trait Desk {
    /// The present moment.
    fn moment(&self) -> Moment;
    /// A key, if one is pressed within this time.
    fn key(&mut self, within: Duration) -> io::Result<Option<char>>;
    /// Shows a screen in place of the one before; with a sound, where one is due.
    fn draw(&mut self, page: &Page, sounds: bool) -> io::Result<()>;
}

/// How a live session was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// It is over and is to be written down.
    ToWrite,
    /// Nothing went in, and it is thrown away.
    Empty,
    /// It goes on.
    GoesOn,
}

/// What a key means.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Act {
    Tell(String),
    Ask(RunActionKind),
    Leave(Left),
}

/// What the next key answers: how much pain, or how much blood.
type Asked = Option<RunActionKind>;

/// `gradus run`.
pub fn run(shell: &Shell, args: RunArgs) -> Result<(), Failure> {
    if args.leave {
        return leave(shell);
    }
    let draft = RunDraft { occurrence: args.occurrence, size: args.size, device: args.device };
    if shell.json() {
        return with_person(shell, |app, person, _| {
            lines(app, person, &draft, &|| shell.moment(), &mut io::stdin().lock(), &mut |text| {
                shell.print_raw(&format!("{}\n", crate::json::escaped(text)))
            })
        });
    }
    if !shell.can_ask() {
        let right = "run it on a terminal, or with --json, which reads events from standard input";
        return Err(Failure::usage("run", "needs somebody at the terminal", right));
    }
    with_person(shell, |app, person, _| {
        let reader = shell.reader(person);
        let left = {
            let mut desk = super::run_desk::Screen::open(shell).map_err(failed)?;
            live(app, person, &draft, &mut desk, &reader, &|| shell.page())?
        };
        match left {
            Left::GoesOn => shell.say(KEPT),
            Left::Empty => shell.say(LEFT),
            Left::ToWrite => {
                let recorded = written(shell, app, person)?;
                shell.show(&recorded, |page| screen::recorded(page, SAID, &recorded.recorded, &reader))
            }
        }
    })
}

/// `gradus run --leave`.
fn leave(shell: &Shell) -> Result<(), Failure> {
    let is_unread = with_person(shell, |app, person, now| {
        let is_unread = app.run(&person.id, now).is_err();
        app.abandon_run(&person.id, now)?;
        Ok(is_unread)
    })?;
    let said = if is_unread { LEFT_UNREAD } else { LEFT };
    shell.show(&None::<RunView>, |page| page.line(Ink::Plain, said))
}

/// Asks what only the person can say, and writes it down. Whoever leaves here finds the session as it was.
fn written(shell: &Shell, app: &mut App, person: &PersonRef) -> Result<RunRecorded, Failure> {
    let view = app.run(&person.id, &shell.moment())?.ok_or(Failure::Left)?;
    let mut form = DetailsForm::of(&view);
    prompt::fill(shell, &mut form, |details| Ok(app.finish_run(&person.id, &details, &shell.moment())?))
        .map_err(|failure| match failure {
            Failure::Left => Failure::LeftRun,
            other => other,
        })
}

/// The session of this person: the one that goes on, or a new one.
fn begun(app: &mut App, person: &PersonRef, draft: &RunDraft, now: &Moment) -> Result<RunView, AppError> {
    match app.run(&person.id, now)? {
        Some(view) => Ok(view),
        None => app.start_run(&person.id, draft, now),
    }
}

/// Draws and listens until the session is left.
///
/// # Errors
/// What the app says of the start; what is refused later stands on the screen.
pub fn live(
    app: &mut App,
    person: &PersonRef,
    draft: &RunDraft,
    desk: &mut dyn Desk,
    reader: &Reader,
    page: &dyn Fn() -> Page,
) -> Result<Left, Failure> {
    let mut view = begun(app, person, draft, &desk.moment())?;
    let (mut asked, mut told, mut sounds): (Asked, _, _) = (None, None, false);
    loop {
        let mut drawn = page();
        screen::run(&mut drawn, &view, told.as_deref(), &keys(&view, asked), reader);
        desk.draw(&drawn, sounds).map_err(failed)?;
        let pressed = desk.key(DRAWN).map_err(failed)?;
        let act = pressed.and_then(|key| press(&view, asked, key));
        if pressed.is_some() {
            (asked, told) = (None, None);
        }
        match act {
            Some(Act::Leave(Left::Empty)) => {
                app.abandon_run(&person.id, &desk.moment())?;
                return Ok(Left::Empty);
            }
            Some(Act::Leave(left)) => return Ok(left),
            Some(Act::Ask(kind)) => asked = Some(kind),
            Some(Act::Tell(event)) => match app.run_event(&person.id, &event, &desk.moment()) {
                Ok(_) => {}
                Err(AppError::Refused { why }) => told = Some(why),
                Err(error) => return Err(error.into()),
            },
            None => {}
        }
        let before = view;
        view = app.run(&person.id, &desk.moment())?.ok_or(Failure::Left)?;
        sounds = is_heard(&before, &view);
    }
}

/// Whether a cue with a sound fell between two views.
fn is_heard(before: &RunView, now: &RunView) -> bool {
    let passed = now.clock_ms.saturating_sub(before.clock_ms);
    before.cues.iter().any(|cue| cue.sounds && cue.in_ms > 0 && cue.in_ms <= passed)
}

/// The event that the space bar tells.
fn step(view: &RunView) -> Option<(String, String)> {
    let open = view.checks.iter().find(|check| !check.ticked);
    match (view.stage, open) {
        (RunStage::CheckList, Some(open)) => {
            Some((format!("tick:{}", open.item), "Tick the next point".to_owned()))
        }
        _ => {
            let next = view.actions.iter().find(|action| action.kind == RunActionKind::Next)?;
            Some((next.event.clone(), next.label.clone()))
        }
    }
}

/// The key of everything that can be told, apart from what leads on.
const KEYS: [(&str, char); 10] = [
    ("stop", 's'),
    ("faint", 'f'),
    ("stuck", 'k'),
    ("sharp_pain", 'h'),
    ("cannot_pass", 'n'),
    ("said_stop", 'c'),
    ("blood", 'b'),
    ("pain", 'p'),
    ("pause", 'z'),
    ("resume", 'z'),
];

fn key_of(action: &RunActionView) -> Option<char> {
    KEYS.iter().find(|(event, _)| *event == action.event).map(|(_, key)| *key)
}

fn press(view: &RunView, asked: Asked, key: char) -> Option<Act> {
    if let Some(choice) = choices(view, asked).into_iter().find(|(of, _)| *of == key) {
        return Some(Act::Tell(choice.1.event.clone()));
    }
    match key.to_ascii_lowercase() {
        ' ' | '\n' if view.stage == RunStage::Done => Some(Act::Leave(Left::ToWrite)),
        ' ' | '\n' => step(view).map(|(event, _)| Act::Tell(event)),
        'w' if view.may_finish => Some(Act::Leave(Left::ToWrite)),
        'x' if view.may_abandon => Some(Act::Leave(Left::Empty)),
        'q' => Some(Act::Leave(Left::GoesOn)),
        key => {
            let action = view.actions.iter().find(|action| key_of(action) == Some(key))?;
            Some(match action.choices.is_empty() {
                true => Act::Tell(action.event.clone()),
                false => Act::Ask(action.kind),
            })
        }
    }
}

/// Answers to what is asked, each with its key: scores by their digit and `t` for ten, amounts in their order.
fn choices(view: &RunView, asked: Asked) -> Vec<(char, &RunChoiceView)> {
    let action = view.actions.iter().find(|action| Some(action.kind) == asked);
    let first = if asked == Some(RunActionKind::Pain) { 0 } else { 1 };
    let keys = (first..10).filter_map(|digit| char::from_digit(digit, 10)).chain(['t']);
    action.map(|action| keys.zip(&action.choices).collect()).unwrap_or_default()
}

/// The keys that hold now, the most needed first.
fn keys(view: &RunView, asked: Asked) -> Vec<(String, String)> {
    let own = |key: &str, said: &str| (key.to_owned(), said.to_owned());
    match asked {
        Some(RunActionKind::Pain) => return vec![own("0-9", "Pain now; t for ten"), own("other", "Back")],
        Some(_) => {
            let amounts = choices(view, asked).into_iter();
            let amounts = amounts.map(|(key, choice)| (key.to_string(), choice.label.clone()));
            return amounts.chain([own("other", "Back")]).collect();
        }
        None => {}
    }
    let mut keys: Vec<_> = step(view).map(|(_, said)| own("space", &said)).into_iter().collect();
    if view.may_finish {
        keys.push(own("w", "Write it down"));
    }
    let told = view.actions.iter().filter(|action| action.kind != RunActionKind::Next);
    keys.extend(told.filter_map(|action| Some((key_of(action)?.to_string(), action.label.clone()))));
    if view.may_abandon {
        keys.push(own("x", "Leave it: nothing went in"));
    }
    keys.push(own("q", "Close this; the session goes on"));
    keys
}

/// One line of JSON for each line that is read: first the session as it stands, then what each event makes of it. `look`
/// tells nothing, `leave` throws an empty session away, `finish FIELD=VALUE …` writes it down; both end it. At the end of the
/// input the session goes on.
///
/// # Errors
/// What the app says of the first line that it does not take. The session stands as it was.
pub fn lines(
    app: &mut App,
    person: &PersonRef,
    draft: &RunDraft,
    moment: &dyn Fn() -> Moment,
    input: &mut dyn BufRead,
    print: &mut dyn FnMut(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let json =
        |view: &RunView| serde_json::to_string(view).expect("views hold texts, numbers and lists only");
    print(&json(&begun(app, person, draft, &moment())?))?;
    let mut line = String::new();
    loop {
        line.clear();
        if input.read_line(&mut line).map_err(|error| Failure::of_file("standard input", &error))? == 0 {
            return Ok(());
        }
        let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        match word {
            "" => {}
            "look" => {
                let view = app.run(&person.id, &moment())?.ok_or(Failure::Left)?;
                print(&json(&view))?;
            }
            "leave" => {
                app.abandon_run(&person.id, &moment())?;
                return print("null");
            }
            "finish" => {
                let recorded = app.finish_run(&person.id, &details(rest)?, &moment())?;
                return print(&serde_json::to_string(&recorded).expect("a view is JSON"));
            }
            event => print(&json(&app.run_event(&person.id, event, &moment())?))?,
        }
    }
}

/// `ease=easy bleeding=none note=the rest of the line`.
fn details(text: &str) -> Result<RunDetailsDraft, Failure> {
    let mut draft = RunDetailsDraft::default();
    let (pairs, note) = text.split_once("note=").map_or((text, None), |(pairs, note)| (pairs, Some(note)));
    draft.note = note.map(str::to_owned);
    for pair in pairs.split_whitespace() {
        let (field, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = Some(value.to_owned());
        match field {
            "ease" => draft.ease = value,
            "pain_before" => draft.pain_before = value,
            "pain_peak" => draft.pain_peak = value,
            "pain_after" => draft.pain_after = value,
            "pain_minutes" => draft.pain_minutes = value,
            "bleeding" => draft.bleeding = value,
            "bleeding_minutes" => draft.bleeding_minutes = value,
            "lubricant" => draft.lubricant = value,
            "adjuncts" => draft.adjuncts = value,
            "stop_reason" => draft.stop_reason = value,
            "device" => draft.device = value,
            "cleaned" => draft.cleaned = value.and_then(|value| value.parse().ok()),
            _ => {
                let right = "write ease, pain_before, pain_peak, pain_after, pain_minutes, bleeding, \
                             bleeding_minutes, lubricant, adjuncts, stop_reason, device, cleaned or note";
                return Err(Failure::invalid(None, "finish", "a field that there is not", right));
            }
        }
    }
    Ok(draft)
}

fn failed(error: io::Error) -> Failure {
    Failure::of_file("the terminal", &error)
}

#[cfg(test)]
mod tests;
