//! What went wrong, as an exit code, as human lines, and as JSON.

use std::fmt::Write as _;
use std::io;

use gradus_app::view::Fill;
use gradus_app::{App, AppError, Problem};
use serde::Serialize;

use crate::json::escaped;
use crate::page::{Ink, Page};

/// Exit code of a wrong command line.
pub const USAGE: u8 = 2;

const LEFT: &str = "You left before the end. Nothing was written.";
const LEFT_RUN: &str = "You left before the end. The session is kept as it is, and not in the diary yet: `gradus run` comes back to it.";

/// Why a command ended without doing what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The command line is wrong: the option or word, what is wrong with it, and what would be right.
    Usage(Problem),
    /// The app, or this shell in its words, refused.
    App {
        /// What it said.
        error: AppError,
        /// What this shell knows about it.
        around: Box<Around>,
    },
    /// The person left in the middle, as they may. Nothing was written.
    Left,
    /// The person left before a session that has ended was told. It waits.
    LeftRun,
    /// The answer was printed, and it says that rows were refused, so that nothing was written.
    RowsRefused,
    /// The answer was printed, and it says that the vault does not hold.
    Unsound,
    /// Whoever read our output stopped reading, as `head` does. Nothing is wrong.
    NobodyReads,
}

/// What the command line adds to an error of the app.
#[derive(Debug, Default)]
pub struct Around {
    /// File that was handed in, where the problems are about one.
    file: Option<String>,
    /// Fields given with `--set`: what is wrong with one of them is not in the file.
    set: Vec<String>,
    /// Fields that are options of the command: what is wrong with one of them is not in the file either.
    options: &'static [&'static str],
    /// What can be done about it here, where that differs from what is said everywhere.
    hint: Option<String>,
}

impl Failure {
    /// The exit code for it.
    pub fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => USAGE,
            Self::App { error, .. } => code(error),
            Self::Left | Self::LeftRun | Self::RowsRefused => 3,
            Self::Unsound => 5,
            Self::NobodyReads => 0,
        }
    }

    /// The same failure, in the language in which this vault speaks.
    #[must_use]
    pub fn told_by(self, app: &App) -> Self {
        match self {
            Self::App { error, around } => Self::App { error: app.told(error), around },
            other => other,
        }
    }

    /// The same failure, about this file.
    #[must_use]
    pub fn about(mut self, name: &str) -> Self {
        if let Self::App { around, .. } = &mut self {
            around.file = Some(name.to_owned());
        }
        self
    }

    /// The same failure, where these fields are options of the command.
    #[must_use]
    pub fn about_options(mut self, options: &'static [&'static str]) -> Self {
        if let Self::App { around, .. } = &mut self {
            around.options = options;
        }
        self
    }

    /// The same failure, where these fields were given with `--set`.
    #[must_use]
    pub fn about_set(mut self, fills: &[Fill]) -> Self {
        let Self::App { error, around } = &mut self else { return self };
        around.set = fills.iter().map(|fill| fill.field.clone()).collect();
        if let AppError::Invalid { problems } = error {
            for problem in problems {
                if let Some(field) = set_in(problem, &around.set) {
                    problem.field = field.clone();
                    problem.line = None;
                }
            }
        }
        self
    }

    /// The same failure, where a blank of a form that nobody filled is told with the option that fills it.
    #[must_use]
    pub fn about_blanks(mut self) -> Self {
        if let Self::App { error: AppError::Invalid { problems }, .. } = &mut self {
            for problem in problems.iter_mut().filter(|problem| problem.wrong == "left blank") {
                let _ = write!(problem.right, "; give it with --set '{}=VALUE'", problem.field);
            }
        }
        self
    }

    /// The same failure with what can be done about it here.
    #[must_use]
    pub fn hinting(mut self, hint: &str) -> Self {
        if let Self::App { around, .. } = &mut self {
            around.hint = Some(hint.to_owned());
        }
        self
    }

    /// The command line is wrong.
    pub fn usage(option: &str, wrong: &str, right: &str) -> Self {
        Self::Usage(Problem { line: None, field: option.into(), wrong: wrong.into(), right: right.into() })
    }

    /// Writing to standard output failed.
    pub fn of_output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::of_file("standard output", error),
        }
    }

    /// Reading or writing a file failed.
    pub fn of_file(name: &str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => {
                let right = "give the path of a file that is there; one with spaces stands in quotes".into();
                AppError::NotFound { what: name.to_owned(), right }.into()
            }
            io::ErrorKind::IsADirectory => Self::invalid(None, name, "is a folder", "name a file"),
            io::ErrorKind::NotADirectory => {
                Self::invalid(None, name, "passes through a file", "name a folder")
            }
            io::ErrorKind::AlreadyExists => AppError::AlreadyExists { what: name.to_owned() }.into(),
            _ => AppError::Storage { file: name.to_owned(), what: error.to_string() }.into(),
        }
    }

    /// One thing that is wrong with what was handed in.
    pub fn invalid(line: Option<u32>, field: &str, wrong: &str, right: &str) -> Self {
        let problem = Problem { line, field: field.into(), wrong: wrong.into(), right: right.into() };
        AppError::Invalid { problems: vec![problem] }.into()
    }

    /// Draws it: what, where, and what would be right.
    pub fn draw(&self, page: &mut Page) {
        match self {
            Self::Usage(problem) => {
                said(page, &in_a_line(problem), Some("`gradus --help` shows every command with examples."));
            }
            Self::App { error: AppError::Invalid { problems }, around } => {
                for problem in problems {
                    draw_problem(page, problem, around);
                }
                if let Some(hint) = &around.hint {
                    page.gap();
                    page.indented(7, Ink::Plain, hint);
                }
            }
            Self::App { error, around } => {
                said(page, &in_words(error), around.hint.as_deref().or_else(|| hint(error)));
            }
            Self::Left => page.line(Ink::Plain, LEFT),
            Self::LeftRun => page.line(Ink::Plain, LEFT_RUN),
            Self::RowsRefused | Self::Unsound | Self::NobodyReads => {}
        }
    }

    /// As `{"error": {…}}`; `None` where the answer has already said it.
    pub fn json(&self) -> Option<String> {
        let (kind, message, problems) = match self {
            Self::Usage(problem) => ("usage", in_a_line(problem), std::slice::from_ref(problem)),
            Self::App { error: AppError::Invalid { problems }, .. } => {
                ("invalid", AppError::Invalid { problems: problems.clone() }.to_string(), &problems[..])
            }
            Self::App { error, .. } => (error.kind(), in_words(error), &[][..]),
            Self::Left => ("refused", LEFT.to_owned(), &[][..]),
            Self::LeftRun => ("refused", LEFT_RUN.to_owned(), &[][..]),
            Self::RowsRefused | Self::Unsound | Self::NobodyReads => return None,
        };
        Some(object(kind, message, problems))
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::App { error, around: Box::default() }
    }
}

/// The exit code of every error of the app.
fn code(error: &AppError) -> u8 {
    match error {
        AppError::Busy | AppError::ReadOnly { .. } | AppError::Storage { .. } | AppError::Internal { .. } => {
            1
        }
        AppError::NotFound { .. }
        | AppError::InboxFull
        | AppError::Invalid { .. }
        | AppError::Refused { .. }
        | AppError::EasyPasscode { .. }
        | AppError::LastWay
        | AppError::NewerVersion { .. }
        | AppError::NotAVault { .. }
        | AppError::AlreadyExists { .. } => 3,
        AppError::Locked
        | AppError::WrongSecret
        | AppError::SecretNeeded
        | AppError::TooManyTries { .. }
        | AppError::DeviceSecretGone
        | AppError::Erased => 4,
        AppError::Damaged { .. }
        | AppError::Truncated { .. }
        | AppError::Missing { .. }
        | AppError::RolledBack { .. } => 5,
    }
}

/// What the person at the terminal reads. The names that stand in it are for them alone.
fn in_words(error: &AppError) -> String {
    match error {
        AppError::NotFound { what, right } if ["a person", "one person"].contains(&what.as_str()) => {
            right.clone()
        }
        AppError::NotFound { what, right } if what == "a person of that name" => {
            format!("nobody of that name is in this vault; {right}")
        }
        AppError::NotFound { right, .. } if !right.is_empty() => format!("{error}; {right}"),
        _ => error.to_string(),
    }
}

const OLDER: &str = "Nothing was changed. Put back the newest copy of the folder. Only where there is none: `gradus --vault \
    DIR verify --accept-older-state` goes on with what is there.";

const SALVAGE: &str = "Nothing was deleted or changed. Keep a copy of the folder, and put back a copy that was sound. Only where there \
    is none: `gradus --vault DIR salvage --into NEW` saves what holds in a new vault.";

/// Whether it is the file in which the entries are.
fn is_database(file: &str) -> bool {
    file.ends_with(".db")
}

/// What can be done about it, where the error does not say so itself.
fn hint(error: &AppError) -> Option<&'static str> {
    match error {
        AppError::Locked => Some(
            "Give the passcode on a terminal, or through --passcode-fd N; or in GRADUS_PASSCODE, which programs inherit.",
        ),
        AppError::TooManyTries { .. } => {
            Some("Nothing was tried. The recovery code opens it without waiting: add --recovery.")
        }
        AppError::DeviceSecretGone => Some("Nothing was tried: add --recovery, and give the code on paper."),
        AppError::WrongSecret => Some("With the recovery code instead: add --recovery. Nothing was changed."),
        AppError::NotFound { what, .. } if what == "a person" => {
            Some("`gradus person add` asks for the person.")
        }
        AppError::NotFound { what, .. } if what == "one person" => {
            Some("--person NAME says whom it is about.")
        }
        AppError::NotAVault { .. } => Some("`gradus --vault DIR init` makes one in an empty folder."),
        AppError::Damaged { mendable: true, .. }
        | AppError::Truncated { mendable: true, .. }
        | AppError::Missing { mendable: true, .. } => {
            Some("`gradus --vault DIR verify --mend` puts this right without losing an entry.")
        }
        AppError::Damaged { file, .. }
        | AppError::Truncated { file, .. }
        | AppError::Missing { file, .. }
            if file == "vault.mark" =>
        {
            Some(OLDER)
        }
        AppError::Damaged { file, .. } | AppError::Truncated { file, .. } if is_database(file) => {
            Some(SALVAGE)
        }
        AppError::Damaged { .. } | AppError::Truncated { .. } | AppError::Missing { .. } => Some(
            "Nothing was deleted or changed. Keep a copy of the folder, and put back a copy that was sound.",
        ),
        AppError::NewerVersion { .. } => Some("Open it with the newer version. Nothing was changed."),
        AppError::RolledBack { .. } => Some(OLDER),
        AppError::ReadOnly { .. } => Some(
            "Even reading a vault writes to it. Copy the folder to a place that can be written, and open it there.",
        ),
        AppError::Storage { what, .. } if is_unwritable(what) => Some("Name a place that can be written."),
        _ => None,
    }
}

/// Whether the system refused to write a file of this shell, such as a report, because of its place or its modes.
fn is_unwritable(what: &str) -> bool {
    let what = what.to_lowercase();
    ["read-only file", "permission denied", "operation not permitted"].iter().any(|word| what.contains(word))
}

fn said(page: &mut Page, what: &str, hint: Option<&str>) {
    let mut lines = what.lines();
    page.item(Ink::Caution, "error:", lines.next().unwrap_or_default());
    for line in lines {
        page.indented(7, Ink::Plain, line);
    }
    if let Some(hint) = hint {
        page.indented(7, Ink::Plain, hint);
    }
}

/// A wrong command line as one sentence.
fn in_a_line(problem: &Problem) -> String {
    format!("{} {}; {}", problem.field, problem.wrong, problem.right)
}

/// The field given with `--set` that a problem is about. A name that no plan has is found out at its first part, and is
/// placed on the first line, where it does not stand.
fn set_in<'s>(problem: &Problem, set: &'s [String]) -> Option<&'s String> {
    let begins = |field: &&String| {
        let rest = field.strip_prefix(problem.field.as_str());
        problem.line == Some(1) && rest.is_some_and(|rest| rest.starts_with(['.', '[']))
    };
    set.iter().find(|field| **field == problem.field).or_else(|| set.iter().find(begins))
}

fn draw_problem(page: &mut Page, problem: &Problem, around: &Around) {
    let mut place = String::new();
    if around.set.contains(&problem.field) {
        place.push_str("--set ");
    } else if around.options.contains(&problem.field.as_str()) {
        place.push_str("--");
    } else if let Some(file) = &around.file {
        let _ = write!(place, "{file}, ");
    }
    if let Some(line) = problem.line {
        let _ = write!(place, "line {line}, ");
    }
    // What stands in a file is named as it stands there; anything else in words.
    let field = match &around.file {
        None if !problem.field.contains(['.', '[']) => problem.field.replace('_', " "),
        _ => problem.field.clone(),
    };
    page.item(Ink::Caution, "error:", &format!("{place}{field}: {}", problem.wrong));
    if !problem.right.is_empty() {
        page.indented(7, Ink::Plain, &problem.right);
    }
}

#[derive(Serialize)]
struct ErrorJson<'a> {
    kind: &'a str,
    message: String,
    problems: Vec<ProblemJson<'a>>,
}

#[derive(Serialize)]
struct ProblemJson<'a> {
    line: Option<u32>,
    field: &'a str,
    wrong: &'a str,
    right: &'a str,
}

fn object(kind: &str, message: String, problems: &[Problem]) -> String {
    #[derive(Serialize)]
    struct Outer<'a> {
        error: ErrorJson<'a>,
    }
    let problems = problems
        .iter()
        .map(|p| ProblemJson { line: p.line, field: &p.field, wrong: &p.wrong, right: &p.right })
        .collect();
    let outer = Outer { error: ErrorJson { kind, message, problems } };
    escaped(&serde_json::to_string_pretty(&outer).expect("texts and numbers always make JSON"))
}

/// Says what is wrong with the command line as JSON, before there is a shell to say it.
pub fn print_usage_as_json(error: &clap::Error) {
    anstream::eprintln!("{}", usage_as_json(error));
}

/// The parser's own words, taken apart: the option or word, what is wrong, and its tips as what would be right.
fn usage_as_json(error: &clap::Error) -> String {
    use clap::error::ContextKind::{InvalidArg, InvalidSubcommand};

    let text = error.render().to_string();
    // What is wrong and the tip, without the usage that follows them.
    let said = text.split("\n\nUsage:").next().unwrap_or(&text).split("\n\nFor more").next().unwrap_or(&text);
    let message = said.trim().trim_start_matches("error: ").to_owned();
    let (wrong, tips) = message.split_once("\n\n").unwrap_or((&message, ""));
    let tips: Vec<&str> = tips.lines().map(|tip| tip.trim().trim_start_matches("tip: ")).collect();
    let right = Some(tips.join("; ")).filter(|tips| !tips.is_empty());
    let field = [InvalidArg, InvalidSubcommand].into_iter().find_map(|kind| error.get(kind));
    let problem = Problem {
        line: None,
        field: field.map_or_else(|| "command line".into(), ToString::to_string),
        wrong: wrong.into(),
        right: right.unwrap_or_else(|| "`gradus --help` shows every command with examples".into()),
    };
    object("usage", message, &[problem])
}

#[cfg(test)]
mod tests;
