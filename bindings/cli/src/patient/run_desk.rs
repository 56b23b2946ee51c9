//! The terminal of a live session: its own screen, keys as they are pressed.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use anstream::AutoStream;
use console::{Key, Term};
use gradus_app::Moment;

use super::run::Desk;
use crate::page::Page;
use crate::shell::Shell;

const OTHER_SCREEN: &[u8] = b"\x1b[?1049h\x1b[?25l";
const SCREEN_BEFORE: &[u8] = b"\x1b[?25h\x1b[?1049l";
const FROM_THE_TOP: &[u8] = b"\x1b[H\x1b[J";
const SOUND: &[u8] = b"\x07";

/// The other screen of the terminal; dropping it brings the one before back, whatever happened.
///
/// A key is waited for on a thread of its own, and only while somebody asks for one: whoever leaves does so by a key, and
/// then nobody else reads what is typed next.
pub struct Screen<'s> {
    shell: &'s Shell,
    out: AutoStream<io::Stderr>,
    wanted: Sender<()>,
    keys: Receiver<io::Result<Key>>,
    is_waiting: bool,
}

impl<'s> Screen<'s> {
    /// Takes the terminal.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn open(shell: &'s Shell) -> io::Result<Self> {
        let (wanted, wants) = channel::<()>();
        let (pressed, keys) = channel();
        thread::spawn(move || {
            let term = Term::stderr();
            while wants.recv().is_ok() && pressed.send(term.read_key_raw()).is_ok() {}
        });
        io::stderr().write_all(OTHER_SCREEN)?;
        Ok(Self { shell, out: shell.asking(), wanted, keys, is_waiting: false })
    }
}

impl Drop for Screen<'_> {
    fn drop(&mut self) {
        // Nothing is left to tell if even this fails.
        let _ = io::stderr().write_all(SCREEN_BEFORE);
    }
}

impl Desk for Screen<'_> {
    fn moment(&self) -> Moment {
        self.shell.moment()
    }

    fn key(&mut self, within: Duration) -> io::Result<Option<char>> {
        let gone = || io::Error::from(io::ErrorKind::UnexpectedEof);
        if !self.is_waiting {
            self.wanted.send(()).map_err(|_| gone())?;
            self.is_waiting = true;
        }
        let key = match self.keys.recv_timeout(within) {
            Ok(key) => key?,
            Err(RecvTimeoutError::Timeout) => return Ok(None),
            Err(RecvTimeoutError::Disconnected) => return Err(gone()),
        };
        self.is_waiting = false;
        Ok(match key {
            Key::Char('\u{4}') | Key::CtrlC => Some('q'),
            Key::Char(key) => Some(key),
            Key::Enter => Some('\n'),
            _ => None,
        })
    }

    fn draw(&mut self, page: &Page, sounds: bool) -> io::Result<()> {
        // Not through the stream that takes colours away where there are none: it would take these away as well.
        io::stderr().write_all(FROM_THE_TOP)?;
        self.out.write_all(page.styled().as_bytes())?;
        self.out.flush()?;
        io::stderr().write_all(if sounds { SOUND } else { b"" })
    }
}
