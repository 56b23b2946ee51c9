//! The evening of the fever: played by a process of its own, watched by the story, and killed while it writes.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command as Process, Stdio};
use std::time::{Duration, Instant};

use gradus_app::App;
use gradus_app::view::{Command, PersonRef, Recorded};

use super::family::{LAST_DAY, at, call, with_fever};
use super::stage::{open, vault_in};
use crate::failure::Failure;
use crate::screen::{self, Reader};
use crate::shell::Shell;
use gradus_app::AppError;

/// Lines that begin with this are for the story and not for its reader.
const MARK: &str = "\u{1}";

/// Writes after whose acknowledgement the process is killed: the check-in and the call.
const KILL_AFTER: usize = 2;

/// What the story saw of the evening.
#[derive(Debug)]
pub struct Evening {
    /// Ids of the entries that were acknowledged before the end.
    pub acknowledged: Vec<String>,
    /// What it printed before the end: a panel, or JSON.
    pub printed: String,
    /// How long it took to open the vault.
    pub opening: Duration,
    /// How long the check-in took, with its triage.
    pub check_in: Duration,
}

/// Plays the evening in this process, until somebody kills it.
pub fn play(shell: &Shell, folder: &Path) -> Result<(), Failure> {
    let began = Instant::now();
    let mut app = open(&vault_in(folder), &at(LAST_DAY, 19, 20))?;
    tell(shell, "open", &began.elapsed().as_micros().to_string())?;
    let mina = app.person(None)?;
    let person = mina.id.clone();

    let began = Instant::now();
    let first = check_in(&mut app, &person, "38.1", 20)?;
    tell(shell, "check-in", &began.elapsed().as_micros().to_string())?;
    show(shell, &mina, &first)?;
    tell(shell, "ack", &first.entry)?;

    let said = "Come to the emergency department now. No more sessions until we have seen her.";
    let call = Command::RecordContact { person: person.clone(), draft: call(said, "stop") };
    let second = app.record(call, &at(LAST_DAY, 19, 31))?;
    tell(shell, "ack", &second.entry)?;

    // In the car, with the thermometer in one hand. This goes on until the process is killed.
    for minute in 40..60 {
        let further = check_in(&mut app, &person, "38.4", minute)?;
        tell(shell, "ack", &further.entry)?;
    }
    Err(AppError::Internal { what: "nobody ended the evening".into() }.into())
}

fn check_in(app: &mut App, person: &str, temperature: &str, minute: u32) -> Result<Recorded, Failure> {
    let answers = with_fever(temperature);
    let command = Command::CheckIn { person: person.to_owned(), answers, note: None };
    Ok(app.record(command, &at(LAST_DAY, 19, minute))?)
}

fn show(shell: &Shell, person: &PersonRef, recorded: &Recorded) -> Result<(), Failure> {
    let missing = || Failure::from(AppError::Internal { what: "a check-in without an answer".into() });
    let triage = recorded.triage.as_ref().ok_or_else(missing)?;
    if shell.json() {
        return shell.print_json(triage);
    }
    let mut page = shell.page();
    let reader = Reader::of(person, &at(LAST_DAY, 19, 20));
    page.panel(|page| screen::answer(page, triage, &reader));
    shell.print(&page)
}

fn tell(shell: &Shell, what: &str, value: &str) -> Result<(), Failure> {
    shell.print_raw(&format!("{MARK}{what} {value}\n"))
}

/// Starts the evening in a process of its own, listens to it, and kills it after its second acknowledged write.
pub fn watch(shell: &Shell, folder: &Path) -> Result<Evening, Failure> {
    let io = |error: &std::io::Error| Failure::of_file("a process of this program", error);
    let program = std::env::current_exe().map_err(|error| io(&error))?;
    let mut process = Process::new(program);
    process.args(["demo", "--part", "evening", "--keep"]).arg(folder);
    // It draws for the same terminal, which it cannot see.
    process.env("COLUMNS", shell.width().to_string());
    process.args(["--color", if shell.colours() { "always" } else { "never" }]);
    if shell.json() {
        process.arg("--json");
    }
    let mut child =
        process.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(|error| io(&error))?;
    let evening = listen(&mut child);
    // Whatever was heard: no process is left behind.
    let killed = child.kill().and_then(|()| child.wait());
    let evening = evening.map_err(|error| io(&error))?;
    killed.map_err(|error| io(&error))?;
    if evening.acknowledged.len() < KILL_AFTER {
        return Err(AppError::Internal { what: "the evening ended before it was ended".into() }.into());
    }
    Ok(evening)
}

fn listen(child: &mut Child) -> std::io::Result<Evening> {
    let mut evening = Evening {
        acknowledged: Vec::new(),
        printed: String::new(),
        opening: Duration::ZERO,
        check_in: Duration::ZERO,
    };
    let Some(out) = child.stdout.take() else { return Ok(evening) };
    for line in BufReader::new(out).lines() {
        let line = line?;
        let Some(told) = line.strip_prefix(MARK) else {
            evening.printed.push_str(&line);
            evening.printed.push('\n');
            continue;
        };
        let (what, value) = told.split_once(' ').unwrap_or((told, ""));
        let micros = || Duration::from_micros(value.parse().unwrap_or(0));
        match what {
            "open" => evening.opening = micros(),
            "check-in" => evening.check_in = micros(),
            _ => evening.acknowledged.push(value.to_owned()),
        }
        if evening.acknowledged.len() == KILL_AFTER {
            child.kill()?;
            break;
        }
    }
    std::io::stdout().flush()?;
    Ok(evening)
}
