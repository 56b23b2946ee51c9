//! `gradus run`: a session as it goes, live on the terminal, or line by line for a script.
//!
//! Nothing is kept here. Each key and each line is told to the app at once, so that whoever is killed begins again where it
//! was.

use std::io::{self, BufRead};
use std::time::Duration;

use gradus_app::view::{PersonRef, RunDetailsDraft, RunDraft, RunRecorded, RunStage, RunView};
use gradus_app::{App, AppError, Moment};

use super::run_form::DetailsForm;
use super::with_person;
use crate::args::RunArgs;
use crate::failure::Failure;
use crate::page::Page;
use crate::prompt;
use crate::screen::{self, Reader};
use crate::shell::Shell;

const SAID: &str = "The session is in the log.";
const LEFT: &str = "Nothing went in. No trace of it is kept.";
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
    AskPain,
    AskBlood,
    Leave(Left),
}

/// What the next key answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Pain,
    Blood,
}

const BLOOD: [(&str, &str); 6] = [
    ("streak", "a streak"),
    ("pink_tint", "pink water"),
    ("drip", "it drips"),
    ("red_bowl", "red water"),
    ("clots", "clots"),
    ("non_stop", "it does not stop"),
];

/// `gradus run`.
pub fn run(shell: &Shell, args: RunArgs) -> Result<(), Failure> {
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

/// Asks what only the person can say, and writes it down. Whoever leaves here finds the session as it was.
fn written(shell: &Shell, app: &mut App, person: &PersonRef) -> Result<RunRecorded, Failure> {
    let view = app.run(&person.id, &shell.moment())?.ok_or(Failure::Left)?;
    let mut form = DetailsForm::of(&view);
    prompt::fill(shell, &mut form, |details| Ok(app.finish_run(&person.id, &details, &shell.moment())?))
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
    let (mut asked, mut told, mut sounds) = (Asked::Nothing, None, false);
    loop {
        let mut drawn = page();
        screen::run(&mut drawn, &view, told.as_deref(), &keys(&view, asked), reader);
        desk.draw(&drawn, sounds).map_err(failed)?;
        let pressed = desk.key(DRAWN).map_err(failed)?;
        let act = pressed.and_then(|key| press(&view, asked, key));
        if pressed.is_some() {
            (asked, told) = (Asked::Nothing, None);
        }
        match act {
            Some(Act::Leave(Left::Empty)) => {
                app.abandon_run(&person.id, &desk.moment())?;
                return Ok(Left::Empty);
            }
            Some(Act::Leave(left)) => return Ok(left),
            Some(Act::AskPain) => asked = Asked::Pain,
            Some(Act::AskBlood) => asked = Asked::Blood,
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
    let of = |event: &str, said: &str| Some((event.to_owned(), said.to_owned()));
    match view.stage {
        RunStage::CheckList => {
            let open = view.checks.iter().find(|check| !check.ticked)?;
            Some((format!("tick:{}", open.item), "tick the next point".to_owned()))
        }
        RunStage::Ready | RunStage::Resting | RunStage::Paused => of("in", "it is in"),
        RunStage::Holding | RunStage::TakeOut => of("out", "it is out"),
        RunStage::AfterCare => of("after_care_done", "it is clean and put away"),
        RunStage::Done => None,
    }
}

/// Keys that tell an event of one word.
const EVENTS: [(char, &str, &str); 8] = [
    ('s', "stop", "STOP, for whatever reason"),
    ('h', "sharp_pain", "sharp pain"),
    ('f', "faint", "faint, limp, or a change of colour"),
    ('k', "stuck", "it does not come out"),
    ('n', "cannot_pass", "it does not go in"),
    ('c', "said_stop", "the child said stop, or resists"),
    ('z', "pause", "a break"),
    ('z', "resume", "go on"),
];

fn press(view: &RunView, asked: Asked, key: char) -> Option<Act> {
    let digit = key.to_digit(10);
    match (asked, key.to_ascii_lowercase()) {
        (Asked::Pain, 't') => Some(Act::Tell("pain:10".to_owned())),
        (Asked::Pain, _) if digit.is_some() => Some(Act::Tell(format!("pain:{key}"))),
        (Asked::Blood, _) if digit.is_some() => {
            let (amount, _) = BLOOD.get((digit? as usize).checked_sub(1)?)?;
            Some(Act::Tell(format!("blood:{amount}")))
        }
        (_, ' ' | '\n') if view.stage == RunStage::Done => Some(Act::Leave(Left::ToWrite)),
        (_, ' ' | '\n') => step(view).map(|(event, _)| Act::Tell(event)),
        (_, 'p') => Some(Act::AskPain),
        (_, 'b') => Some(Act::AskBlood),
        (_, 'w') if view.may_finish => Some(Act::Leave(Left::ToWrite)),
        (_, 'x') if view.may_abandon => Some(Act::Leave(Left::Empty)),
        (_, 'q') => Some(Act::Leave(Left::GoesOn)),
        (_, key) => {
            let can = |event: &&str| view.events.iter().any(|one| one == event);
            let mut events = EVENTS.iter().filter(|(of, ..)| *of == key).map(|(_, event, _)| event);
            events
                .rfind(|event| is_now(view, event) && can(event))
                .map(|event| Act::Tell((*event).to_owned()))
        }
    }
}

/// Of break and going on only one makes sense at a time.
fn is_now(view: &RunView, event: &str) -> bool {
    match event {
        "resume" => view.stage == RunStage::Paused,
        "pause" => matches!(view.stage, RunStage::Ready | RunStage::Resting),
        "said_stop" => view.person.role == "caregiver",
        _ => true,
    }
}

/// The keys that hold now, the most needed first.
fn keys(view: &RunView, asked: Asked) -> Vec<(String, String)> {
    let own = |key: &str, said: &str| (key.to_owned(), said.to_owned());
    match asked {
        Asked::Pain => return vec![own("0-9", "pain now; t for ten"), own("other", "back")],
        Asked::Blood => {
            let amounts = BLOOD.iter().enumerate().map(|(at, (_, said))| own(&(at + 1).to_string(), said));
            return amounts.chain([own("other", "back")]).collect();
        }
        Asked::Nothing => {}
    }
    let mut keys: Vec<_> = step(view).map(|(_, said)| own("space", &said)).into_iter().collect();
    if view.may_finish {
        keys.push(own("w", "write it down"));
    }
    let told = |(key, _, said): &(char, &str, &str)| own(&key.to_string(), said);
    let (stop, signs) = EVENTS.split_at(1);
    keys.extend(stop.iter().filter(|_| !view.has_ended).map(told));
    keys.extend([own("p", "pain, 0 to 10"), own("b", "blood")]);
    let can = |event: &str| is_now(view, event) && view.events.iter().any(|one| one == event);
    keys.extend(signs.iter().filter(|(_, event, _)| can(event)).map(told));
    if view.may_abandon {
        keys.push(own("x", "leave it: nothing went in"));
    }
    keys.push(own("q", "close this; the session goes on"));
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
