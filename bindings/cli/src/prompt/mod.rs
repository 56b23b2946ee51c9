//! One question at a time to whoever sits at the terminal, with the same keys at each of them.
//!
//! Enter alone keeps what stands there, leaves out what may be left out, and otherwise asks again; `b` goes back one
//! question, `q` and the end of the input leave. Nothing is written before the last question is answered.

mod choice;
mod form;

use std::fmt;
use std::io::{self, BufRead, Write};

use crate::failure::Failure;
use crate::page::{Ink, Page};
use crate::shell::Shell;

#[cfg(test)]
pub use form::Asking;
pub use form::{FIRST, Field, Form, fill, ready};

/// What can be typed at every question; said once, before the first.
const KEYS: &str = "At every question: b back, q leave. Leaving writes nothing. A text that is only b or q goes in quotes: \"b\".";

/// Ctrl-D as a letter: so it comes where it was typed ahead, at a passcode.
const END: u8 = 4;

const WAYS: &str = "b goes back, q leaves and writes nothing.";

/// What came of a question.
#[derive(Clone, PartialEq, Eq)]
pub enum Heard {
    /// An answer, as `read` made it.
    Said(String),
    /// Enter alone: what stands there is kept.
    Kept,
    /// It was left out, as it may be.
    LeftOut,
    /// Back to the question before.
    Back,
    /// Leave and write nothing; also where nobody is there any more.
    Leave,
}

/// A question.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    /// It, without a sign at its end.
    pub words: &'q str,
    /// What stands there already, to be kept with Enter.
    pub kept: Option<&'q str>,
    /// What has to be told; `None` where it may be left out.
    pub needed: Option<&'q str>,
}

impl fmt::Debug for Heard {
    /// What was answered has no place in a log file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Said(_) => "Said",
            Self::Kept => "Kept",
            Self::LeftOut => "LeftOut",
            Self::Back => "Back",
            Self::Leave => "Leave",
        })
    }
}

impl fmt::Debug for Question<'_> {
    /// Nor has what stands there already.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Question")
    }
}

/// Whoever sits at the terminal.
pub struct Terminal<'t> {
    /// Where questions are drawn.
    pub page: &'t dyn Fn() -> Page,
    /// What is typed.
    pub input: &'t mut dyn BufRead,
    /// Where questions are written.
    pub out: &'t mut dyn Write,
    /// Whether what stands in the field that is asked for was just found wrong; then it is not offered.
    pub is_wrong: bool,
}

impl Terminal<'_> {
    /// Asks for free words.
    pub fn words(&mut self, question: Question<'_>) -> io::Result<Heard> {
        self.line(question, |typed| Ok(typed.to_owned()))
    }

    /// Asks for one line until `read` takes it, and says what is wrong in its words.
    pub fn line(
        &mut self,
        question: Question<'_>,
        read: impl Fn(&str) -> Result<String, String>,
    ) -> io::Result<Heard> {
        self.put(|page| page.line(Ink::Plain, &question.asked()))?;
        self.hear(question, read)
    }

    /// Asks for a field of a form: `slot` holds what stands there, and takes what is answered. `needed` says what has to
    /// be told; without it the field may be left out.
    pub fn field(
        &mut self,
        words: &str,
        needed: Option<&str>,
        slot: &mut Option<String>,
        read: impl Fn(&str) -> Result<String, String>,
    ) -> io::Result<Heard> {
        let offered = slot.clone().filter(|_| !self.is_wrong);
        let heard = self.line(Question { words, kept: offered.as_deref(), needed }, read)?;
        taken(&heard, slot);
        Ok(heard)
    }

    /// Asks what only yes or no can answer: `yes` or `no`.
    pub fn yes_or_no(&mut self, words: &str) -> io::Result<Heard> {
        let words = format!("{words} (y/n)");
        self.line(Question { words: &words, kept: None, needed: Some("y for yes or n for no") }, |typed| {
            match typed.to_lowercase().as_str() {
                "y" | "yes" => Ok("yes".into()),
                "n" | "no" => Ok("no".into()),
                _ => Err("Please answer y for yes or n for no.".into()),
            }
        })
    }

    /// Says what is wrong, or what is to be known before the next question.
    pub fn tell(&mut self, text: &str) -> io::Result<()> {
        let mut page = (self.page)();
        page.line(Ink::Caution, text);
        self.out.write_all(page.styled().as_bytes())
    }

    /// Says which keys hold, before the first of several questions.
    pub fn tell_keys(&mut self) -> io::Result<()> {
        self.put(|page| page.line(Ink::Quiet, KEYS))
    }

    fn put(&mut self, draw: impl FnOnce(&mut Page)) -> io::Result<()> {
        let mut page = (self.page)();
        draw(&mut page);
        write!(self.out, "\n{}", page.styled())
    }

    /// Lines until one is an answer or a key.
    fn hear(
        &mut self,
        question: Question<'_>,
        read: impl Fn(&str) -> Result<String, String>,
    ) -> io::Result<Heard> {
        loop {
            write!(self.out, "> ")?;
            self.out.flush()?;
            let Some(line) = self.typed()? else {
                writeln!(self.out)?;
                return Ok(Heard::Leave);
            };
            match (key(&line), question.needed) {
                (Key::Back, _) => return Ok(Heard::Back),
                (Key::Leave, _) => return Ok(Heard::Leave),
                (Key::Enter, _) if question.kept.is_some() => return Ok(Heard::Kept),
                (Key::Enter | Key::LeaveOut, None) => return Ok(Heard::LeftOut),
                (Key::Enter, Some(needed)) => {
                    self.tell(&format!("This cannot be left empty: {needed}. {WAYS}"))?
                }
                (Key::LeaveOut | Key::None, _) => match read(unquoted(&line)) {
                    Ok(said) => return Ok(Heard::Said(said)),
                    Err(wrong) => self.tell(&wrong)?,
                },
            }
        }
    }

    /// One line without the space around it; `None` at the end of the input.
    fn typed(&mut self) -> io::Result<Option<String>> {
        loop {
            let mut line = Vec::new();
            if self.input.read_until(b'\n', &mut line)? == 0 || line == [END] {
                return Ok(None);
            }
            match String::from_utf8(line) {
                Ok(line) => return Ok(Some(line.trim().to_owned())),
                // A terminal of another alphabet must not throw away what was answered before.
                Err(_) => {
                    self.tell("These letters cannot be read: the terminal does not write UTF-8. Please type it without them.")?;
                    write!(self.out, "> ")?;
                    self.out.flush()?;
                }
            }
        }
    }
}

impl Question<'_> {
    /// The question with what Enter does.
    fn asked(&self) -> String {
        self.asked_where("leaves it out")
    }

    /// The same, where to leave it out says something.
    fn asked_where(&self, left_out: &str) -> String {
        let enter = match (self.kept, self.needed) {
            (None, Some(_)) => String::new(),
            (Some(kept), Some(_)) => format!(" Enter takes {kept}."),
            (None, None) => format!(" Enter {left_out}."),
            (Some(kept), None) => format!(" Enter takes {kept}, x {left_out}."),
        };
        let end = match enter.is_empty() {
            _ if self.words.ends_with(['?', '.']) => "",
            true if self.words.ends_with(')') => "",
            true => ":",
            false => ".",
        };
        format!("{}{end}{enter}", self.words)
    }
}

/// Puts what was heard where it belongs.
fn taken(heard: &Heard, slot: &mut Option<String>) {
    match heard {
        Heard::Said(said) => *slot = Some(said.clone()),
        Heard::LeftOut => *slot = None,
        Heard::Kept | Heard::Back | Heard::Leave => {}
    }
}

/// A line that is no answer.
enum Key {
    Enter,
    Back,
    Leave,
    /// Only where the question may be left out; elsewhere it is a letter.
    LeaveOut,
    None,
}

fn key(line: &str) -> Key {
    match line {
        "" => Key::Enter,
        "b" | "B" => Key::Back,
        "q" | "Q" => Key::Leave,
        "x" | "X" => Key::LeaveOut,
        _ => Key::None,
    }
}

/// A letter in quotes is meant as it stands, and not as a key.
fn unquoted(line: &str) -> &str {
    let letter = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    letter.filter(|letter| !matches!(key(letter), Key::None | Key::Enter)).unwrap_or(line)
}

/// Asks several questions of whoever sits at the terminal.
pub fn on_terminal<T>(
    shell: &Shell,
    ask: impl FnOnce(&mut Terminal<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let page = || shell.page();
    let (input, out) = (&mut io::stdin().lock(), &mut shell.asking());
    ask(&mut Terminal { page: &page, input, out, is_wrong: false })
}

/// What the terminal could not do.
pub fn failed(error: io::Error) -> Failure {
    Failure::of_file("the terminal", &error)
}

/// Shows something to whoever is asked, beside the questions.
pub fn show(shell: &Shell, draw: impl FnOnce(&mut Page)) -> Result<(), Failure> {
    let mut page = shell.page();
    draw(&mut page);
    shell.asking().write_all(page.styled().as_bytes()).map_err(failed)
}

/// What was decided about something that was just shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Do it.
    Yes,
    /// Leave, and write nothing; also where nobody is there any more.
    No,
    /// Go through the questions again.
    Back,
}

/// Asks whether to do what was just shown, after other questions.
pub fn decide(shell: &Shell, question: &str) -> Result<Decision, Failure> {
    on_terminal(shell, |terminal| decision(terminal, question).map_err(failed))
}

fn decision(terminal: &mut Terminal<'_>, question: &str) -> io::Result<Decision> {
    let question = format!("{question} n and q leave and write nothing, b goes back through the questions.");
    Ok(match terminal.yes_or_no(&question)? {
        Heard::Said(said) if said == "yes" => Decision::Yes,
        Heard::Back => Decision::Back,
        _ => Decision::No,
    })
}

/// Asks what only yes or no can answer, on its own. `false` when nobody is there any more.
pub fn confirm(shell: &Shell, question: &str) -> Result<bool, Failure> {
    on_terminal(shell, |terminal| confirmed(terminal, question).map_err(failed))
}

fn confirmed(terminal: &mut Terminal<'_>, question: &str) -> io::Result<bool> {
    loop {
        match terminal.yes_or_no(question)? {
            Heard::Said(said) => return Ok(said == "yes"),
            Heard::Back => terminal.tell(form::FIRST)?,
            _ => return Ok(false),
        }
    }
}

/// Asks for free words that may be left out, on their own.
pub fn optional_words(shell: &Shell, words: &str) -> Result<Option<String>, Failure> {
    on_terminal(shell, |terminal| {
        loop {
            match terminal.words(Question { words, kept: None, needed: None }).map_err(failed)? {
                Heard::Said(said) => return Ok(Some(said)),
                Heard::Back => terminal.tell(form::FIRST).map_err(failed)?,
                Heard::Leave => return Err(Failure::Left),
                Heard::LeftOut | Heard::Kept => return Ok(None),
            }
        }
    })
}

/// Whether this is a day as a form takes it.
pub fn day(typed: &str) -> Result<String, String> {
    let day = chrono::NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok();
    let day = day.map(|day| day.to_string()).filter(|day| day == typed);
    day.ok_or_else(|| "Please write year, month and day, such as 2026-03-01.".to_owned())
}

#[cfg(test)]
mod tests;
