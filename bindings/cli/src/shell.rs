//! Where answers and failures are printed, and how the vault is opened.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use chrono::{DateTime, FixedOffset};
use gradus_app::ask::Speaking;
use gradus_app::view::PersonRef;
use gradus_app::{App, AppError, Locale, Moment, OsEntropy};
use serde::Serialize;

use crate::args::{Global, When};
use crate::bars;
use crate::clock;
use crate::failure::Failure;
use crate::json;
use crate::page::{Ink, Page};
use crate::screen::Reader;
use crate::secret::{self, SecretSource};

/// How often a secret may be typed.
const TRIES: u32 = 3;

/// Lines longer than this are hard to follow.
const WIDEST: usize = 96;

/// The global options, put to use.
#[derive(Debug)]
pub struct Shell {
    json: bool,
    why: bool,
    color: ColorChoice,
    vault: Option<PathBuf>,
    person: Option<String>,
    language: Locale,
    now: Option<DateTime<FixedOffset>>,
    secret: SecretSource,
}

impl Shell {
    /// A shell that obeys these options.
    pub fn new(global: &Global) -> Self {
        let color = match global.color {
            When::Auto => ColorChoice::Auto,
            When::Always => ColorChoice::Always,
            When::Never => ColorChoice::Never,
        };
        Self {
            json: global.json,
            why: global.why,
            color,
            vault: global.vault.clone().or_else(vault_of_environment),
            person: global.person.clone(),
            language: language(global.lang.as_deref(), |name| std::env::var(name).ok()),
            now: global.now,
            secret: SecretSource { fd: global.passcode_fd, recovery: global.recovery },
        }
    }

    /// Whether answers are JSON.
    pub fn json(&self) -> bool {
        self.json
    }

    /// Whether there is somebody at the terminal who can be asked.
    pub fn can_ask(&self) -> bool {
        !self.json && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Where questions are asked: standard error, so that an answer on standard output stands alone.
    pub fn asking(&self) -> AutoStream<io::Stderr> {
        AutoStream::new(io::stderr(), self.color)
    }

    /// Whether something may move on the terminal while work goes on.
    pub fn animates(&self) -> bool {
        !self.json && io::stderr().is_terminal()
    }

    /// Whether text on standard output is coloured.
    pub fn colours(&self) -> bool {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            choice => choice != ColorChoice::Never,
        }
    }

    /// The present moment, or the one given by `--now`.
    pub fn moment(&self) -> Moment {
        clock::moment(self.now)
    }

    /// The moment at which a secret is tried: `--now` moves its day and never its wait.
    pub fn trying(&self) -> Moment {
        clock::trying(self.now)
    }

    /// Who reads what is said of this person.
    pub fn reader(&self, person: &PersonRef) -> Reader {
        Reader::of(person, &self.moment()).asking_why(self.why).speaking(self.asking_in())
    }

    /// Who reads the answer to a facts file.
    pub fn reader_of_a_file(&self) -> Reader {
        Reader::of_a_file(&self.moment()).asking_why(self.why).speaking(self.asking_in())
    }

    /// The questions that need no vault, in the language of whoever sits here.
    pub fn asking_in(&self) -> Speaking {
        Speaking(self.language)
    }

    /// The person asked for by `--person`.
    pub fn person(&self) -> Option<&str> {
        self.person.as_deref()
    }

    /// The folder of the vault.
    pub fn vault(&self) -> Result<&Path, Failure> {
        self.vault.as_deref().ok_or_else(|| {
            let right = "give --vault DIR, the folder it lies in, or set GRADUS_VAULT to it";
            Failure::usage("--vault", "is missing: this command needs a vault", right)
        })
    }

    /// Where secrets come from.
    pub fn secret(&self) -> &SecretSource {
        &self.secret
    }

    /// Opens the vault with the secret. The whole vault is checked on the way. A secret that was typed wrong can be typed
    /// again, twice.
    pub fn open(&self) -> Result<App, Failure> {
        self.open_with().map(|(app, _)| app)
    }

    /// The same, with the secret that opened it.
    pub fn open_with(&self) -> Result<(App, secret::Held), Failure> {
        let dir = self.vault()?;
        let mut tries = TRIES;
        loop {
            tries -= 1;
            let held = secret::existing(&self.secret)?;
            let (now, tried) = (self.moment(), self.trying());
            let entropy = || Box::new(OsEntropy::new());
            let open = || App::open_tried_at(dir, held.secret(), entropy(), &now, &tried);
            match bars::while_working(self, "Opening the vault", open) {
                Err(AppError::WrongSecret) if tries > 0 && held.is_typed() && self.can_ask() => {
                    self.say("That does not open this vault. Please type it again.")?;
                }
                opened => {
                    let mut app = opened?;
                    app.set_language(self.language);
                    return Ok((app, held));
                }
            }
        }
    }

    /// Prints an answer: the view itself with `--json`, otherwise what `draw` makes of it.
    pub fn show<V: Serialize + ?Sized>(&self, view: &V, draw: impl FnOnce(&mut Page)) -> Result<(), Failure> {
        if self.json {
            return self.print_json(view);
        }
        let mut page = self.page();
        draw(&mut page);
        self.print(&page)
    }

    /// Says something beside the answer, on standard error; nothing with `--json`.
    pub fn say(&self, text: &str) -> Result<(), Failure> {
        if self.json {
            return Ok(());
        }
        let mut page = self.page();
        page.line(Ink::Caution, text);
        let told = self.asking().write_all(page.styled().as_bytes());
        told.map_err(|error| Failure::of_file("standard error", &error))
    }

    /// An empty page as wide as the terminal.
    pub fn page(&self) -> Page {
        Page::new(self.width())
    }

    /// Columns to lay text out in: the terminal's, or what `COLUMNS` says where there is none, within what reads well.
    pub fn width(&self) -> usize {
        let terminal = terminal_size::terminal_size_of(io::stdout());
        let terminal = terminal.map(|(terminal_size::Width(columns), _)| usize::from(columns));
        terminal.unwrap_or_else(|| columns(std::env::var("COLUMNS").ok().as_deref())).clamp(20, WIDEST)
    }

    /// Prints a page on standard output.
    pub fn print(&self, page: &Page) -> Result<(), Failure> {
        let mut out = AutoStream::new(io::stdout().lock(), self.color);
        let written = out.write_all(page.styled().as_bytes()).and_then(|()| out.flush());
        written.map_err(|error| Failure::of_output(&error))
    }

    /// Prints text as it is, for files and for what another program reads.
    pub fn print_raw(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Failure::of_output(&error))
    }

    /// Prints a view as pretty JSON with a line end.
    pub fn print_json<V: Serialize + ?Sized>(&self, view: &V) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(view).expect("views hold texts, numbers and lists only");
        self.print_raw(&format!("{}\n", json::escaped(&text)))
    }

    /// Says on standard error what went wrong, and gives the exit code.
    pub fn fail(&self, failure: &Failure) -> ExitCode {
        if self.json {
            if let Some(text) = failure.json() {
                anstream::eprintln!("{text}");
            }
        } else {
            let mut page = self.page();
            failure.draw(&mut page);
            let mut out = AutoStream::new(io::stderr().lock(), self.color);
            // Nothing is left to tell if even this cannot be printed.
            let _ = out.write_all(page.styled().as_bytes());
        }
        ExitCode::from(failure.code())
    }
}

/// The folder that GRADUS_VAULT names, for whoever does not want to name it with every command.
fn vault_of_environment() -> Option<PathBuf> {
    std::env::var_os("GRADUS_VAULT").filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

/// The language asked for, or else the one of the surroundings, in the order in which every program reads them.
fn language(asked: Option<&str>, surroundings: impl Fn(&str) -> Option<String>) -> Locale {
    let named = |name: &&str| surroundings(name).filter(|tag| !tag.is_empty());
    let found = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(named);
    asked.map(str::to_owned).or_else(found).map_or(Locale::En, |tag| Locale::of_tag(&tag))
}

fn columns(said: Option<&str>) -> usize {
    said.and_then(|text| text.trim().parse().ok()).filter(|&columns| columns > 0).unwrap_or(80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_asked_for_or_that_of_the_surroundings() {
        let of = |asked, surroundings: &[(&str, &str)]| {
            let surroundings: Vec<_> = surroundings.to_vec();
            language(asked, |name| {
                surroundings.iter().find(|(known, _)| *known == name).map(|(_, tag)| (*tag).to_owned())
            })
        };
        assert_eq!(of(Some("es"), &[("LANG", "en_GB.UTF-8")]), Locale::Es);
        assert_eq!(of(Some("en"), &[("LC_ALL", "es_MX.UTF-8")]), Locale::En);
        assert_eq!(of(None, &[("LANG", "es_ES.UTF-8")]), Locale::Es);
        assert_eq!(of(None, &[("LC_ALL", "C"), ("LANG", "es_ES.UTF-8")]), Locale::En);
        assert_eq!(of(None, &[("LC_ALL", ""), ("LC_MESSAGES", "es"), ("LANG", "en")]), Locale::Es);
        assert_eq!(of(None, &[]), Locale::En);
    }

    #[test]
    fn columns_are_a_number_or_eighty() {
        for (said, width) in [
            (None, 80),
            (Some("48"), 48),
            (Some(" 120 "), 120),
            (Some(""), 80),
            (Some("0"), 80),
            (Some("-4"), 80),
        ] {
            assert_eq!(columns(said), width, "{said:?}");
        }
    }
}
