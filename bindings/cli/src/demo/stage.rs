//! Where the story is told: paragraphs and panels for people, silence with `--json`.

use std::path::{Path, PathBuf};

use gradus_app::{App, Moment, OsEntropy, Secret};
use tempfile::TempDir;

use super::family::PASSCODE;
use super::ledger::Ledger;
use crate::failure::Failure;
use crate::files;
use crate::page::{Ink, Page};
use crate::shell::Shell;

/// Label of key stretching in the table of times.
pub const STRETCHING: &str = "key stretching: making and opening the vault";

/// The folder, the voice and the watch.
pub struct Stage<'a> {
    /// The terminal.
    pub shell: &'a Shell,
    /// Where the time goes.
    pub ledger: Ledger,
    folder: PathBuf,
    // Removed again when the story breaks off, kept when it ends well.
    temporary: Option<TempDir>,
}

impl<'a> Stage<'a> {
    /// A stage in the folder asked for, or in a fresh temporary one.
    pub fn new(shell: &'a Shell, keep: Option<&Path>) -> Result<Self, Failure> {
        let ledger = Ledger::new();
        if let Some(folder) = keep {
            files::make_empty_folder(folder)?;
            return Ok(Self { shell, ledger, folder: folder.to_owned(), temporary: None });
        }
        let temporary = tempfile::Builder::new().prefix("gradus-demo-").tempdir();
        let temporary = temporary.map_err(|error| Failure::of_file("the temporary folder", &error))?;
        Ok(Self { shell, ledger, folder: temporary.path().to_owned(), temporary: Some(temporary) })
    }

    /// The folder of everything that is written.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of the vault.
    pub fn vault(&self) -> PathBuf {
        vault_in(&self.folder)
    }

    /// Begins a part of the story.
    pub fn part(&self, title: &str) -> Result<(), Failure> {
        self.print(|page| page.heading(title))
    }

    /// Tells a paragraph.
    pub fn tell(&self, text: &str) -> Result<(), Failure> {
        self.print(|page| page.line(Ink::Plain, text))
    }

    /// Shows what the core answered.
    pub fn panel(&self, draw: impl FnOnce(&mut Page)) -> Result<(), Failure> {
        self.print(|page| page.panel(draw))
    }

    /// Prints a piece of a page, with an empty line after it.
    pub fn print(&self, draw: impl FnOnce(&mut Page)) -> Result<(), Failure> {
        if self.shell.json() {
            return Ok(());
        }
        let mut page = self.shell.page();
        draw(&mut page);
        page.gap();
        self.shell.print(&page)
    }

    /// Opens the vault, its key stretched anew.
    pub fn open(&mut self, now: &Moment) -> Result<App, Failure> {
        let dir = self.vault();
        self.ledger.timed(STRETCHING, || open(&dir, now))
    }

    /// Keeps what was written.
    pub fn keep(&mut self) {
        if let Some(temporary) = self.temporary.take() {
            let _ = temporary.keep();
        }
    }
}

/// The folder of the vault within the folder of the demo.
pub fn vault_in(folder: &Path) -> PathBuf {
    folder.join("vault")
}

/// Opens the demo's vault.
pub fn open(dir: &Path, now: &Moment) -> Result<App, Failure> {
    Ok(App::open(dir, Secret::Passcode(PASSCODE.as_bytes()), Box::new(OsEntropy::new()), now)?)
}
