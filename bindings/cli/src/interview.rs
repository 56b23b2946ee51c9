//! The check-in questions, one by one: each takes "not sure", each can be gone back to, and nothing is chosen for anybody.
//! What comes next, and what cannot wait until the end, the core says.

use std::fmt;
use std::io::{self, BufRead, Write};

use gradus_app::view::{FactAnswer, FactQuestion, InterviewPart, InterviewReply, InterviewView, TriageView};
use gradus_app::{AppError, Locale};

use crate::facts_file::in_unit;
use crate::failure::Failure;
use crate::page::{Ink, Page};
use crate::screen::{self, Reader, level_words, question_for, said};

/// A check-in on its way.
pub struct Interview<'a> {
    /// What comes after these replies.
    pub step: &'a dyn Fn(&[InterviewReply]) -> Result<InterviewView, AppError>,
    /// Who is asked.
    pub reader: &'a Reader,
    /// An empty page as wide as the terminal.
    pub page: &'a dyn Fn() -> Page,
}

/// How it ended.
pub enum Ended {
    /// With answers to write down.
    Finished(Vec<FactAnswer>),
    /// Somebody left although a person must be reached today: the answers are to be written down all the same. Left out
    /// of the log, they would let a session be held.
    LeftUrgent(Vec<FactAnswer>),
    /// Somebody left: nothing is to be written, and what the answers asked for is to be shown again.
    Left(Option<Box<TriageView>>),
}

impl fmt::Debug for Ended {
    /// What was answered has no place in a log file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Finished(_) => "Finished",
            Self::LeftUrgent(_) => "LeftUrgent",
            Self::Left(_) => "Left",
        })
    }
}

/// What was typed.
enum Typed {
    /// An answer, or nothing where somebody would rather give none.
    Said(Option<String>),
    Finish,
    Back,
    Leave,
}

impl Interview<'_> {
    /// Asks until all is asked, or until the person finishes or leaves. What asks for emergency care or for a clinician
    /// today is shown before the next question, once, and again when it changes. Going back to look takes nothing back:
    /// what was said holds until the same question is answered otherwise.
    ///
    /// Where the terminal fails in the midst of it, what was urgent by then ends it as if the person had left: it was shown, and
    /// must be written down.
    pub fn run(&self, input: &mut impl BufRead, out: &mut impl Write) -> Result<Ended, Failure> {
        let mut urgent = None;
        self.asked(input, out, &mut urgent).or_else(|failure| urgent.map(Ended::LeftUrgent).ok_or(failure))
    }

    fn asked(
        &self,
        input: &mut impl BufRead,
        out: &mut impl Write,
        urgent: &mut Option<Vec<FactAnswer>>,
    ) -> Result<Ended, Failure> {
        let mut replies: Vec<InterviewReply> = Vec::new();
        // What was gone back over, the latest question first.
        let mut before: Vec<InterviewReply> = Vec::new();
        let mut view = (self.step)(&replies)?;
        let mut shown = None;
        self.say(out, |page| page.line(Ink::Quiet, self.keys()))?;
        loop {
            *urgent = view.urgent.then(|| view.answers.clone());
            self.show_urgent(&view, &mut shown, out)?;
            let Some(question) = &view.next else { return Ok(Ended::Finished(view.answers)) };
            self.put(question, &view, replies.len() + 1, out)?;
            match self.typed(question, &view, input, out)? {
                Typed::Leave => return Ok(left_with(self.with_all(replies, before)?)),
                Typed::Finish => return Ok(Ended::Finished(self.with_all(replies, before)?.answers)),
                Typed::Back => match replies.pop() {
                    None => self.hint(out, said::FIRST_QUESTION.by(self.reader.locale()))?,
                    Some(reply) => {
                        before.push(reply);
                        view = (self.step)(&replies)?;
                    }
                },
                Typed::Said(answer) => {
                    let id = question.id.clone();
                    replies.push(InterviewReply { id: id.clone(), answer });
                    match (self.step)(&replies) {
                        Ok(next) => {
                            before.retain(|reply| reply.id != id);
                            view = next;
                        }
                        // A slip is told while the thermometer is still in the hand.
                        Err(AppError::Invalid { problems }) => {
                            replies.pop();
                            for problem in &problems {
                                let filled = [("wrong", problem.wrong.as_str()), ("right", &problem.right)];
                                self.hint(out, &said::DOES_NOT_FIT.with(self.reader.locale(), &filled))?;
                            }
                        }
                        Err(other) => return Err(other.into()),
                    }
                }
            }
        }
    }

    /// What comes after everything that was said and not answered otherwise since.
    fn with_all(
        &self,
        mut replies: Vec<InterviewReply>,
        before: Vec<InterviewReply>,
    ) -> Result<InterviewView, Failure> {
        replies.extend(before.into_iter().rev());
        Ok((self.step)(&replies)?)
    }

    fn show_urgent(
        &self,
        view: &InterviewView,
        shown: &mut Option<String>,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        let urgent = view.so_far.as_ref().filter(|_| view.urgent);
        let sentence = urgent.map(|answer| answer.sentence.clone());
        if let Some(answer) = urgent.filter(|_| *shown != sentence) {
            let mut page = (self.page)();
            page.panel(|page| {
                screen::instruction(page, answer, self.reader);
                if view.next.is_some() {
                    page.gap();
                    page.indented(2, Ink::Plain, self.go_on());
                }
            });
            terminal(writeln!(out, "\n{}", page.styled().trim_matches('\n')))?;
        }
        *shown = sentence;
        Ok(())
    }

    fn put(
        &self,
        question: &FactQuestion,
        view: &InterviewView,
        number: usize,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        self.say(out, |page| {
            page.line(Ink::Quiet, "");
            page.item(
                Ink::Quiet,
                &format!("{number}."),
                question_for(question, self.reader.is_about_somebody()),
            );
            if !question.help.is_empty() {
                page.indented(4, Ink::Quiet, &question.help);
            }
            for (place, level) in question.levels.iter().enumerate() {
                page.item(Ink::Accent, &format!("    {}", place + 1), &level_words(question, level));
            }
            if let Some(left) = left(view, self.reader.locale()) {
                page.indented(4, Ink::Quiet, &left);
            }
        })
    }

    /// One line, until there is one; the end of the input leaves.
    fn typed(
        &self,
        question: &FactQuestion,
        view: &InterviewView,
        input: &mut impl BufRead,
        out: &mut impl Write,
    ) -> Result<Typed, Failure> {
        let locale = self.reader.locale();
        loop {
            terminal(
                write!(out, "  {}: ", prompt(locale, question, view.may_finish)).and_then(|()| out.flush()),
            )?;
            let mut line = Vec::new();
            if terminal(input.read_until(b'\n', &mut line))? == 0 {
                terminal(writeln!(out))?;
                return Ok(Typed::Leave);
            }
            // What is no UTF-8 fits no answer, and is asked again.
            let line = String::from_utf8_lossy(&line);
            match read(locale, question, line.trim(), view.may_finish) {
                Err(hint) => self.hint(out, &hint)?,
                Ok(typed) => return Ok(typed),
            }
        }
    }

    /// What can be typed at every question. Without a vault nothing is written down.
    fn keys(&self) -> &'static str {
        let keys = if self.reader.is_in_vault() { said::KEYS } else { said::KEYS_ALONE };
        keys.by(self.reader.locale())
    }

    fn go_on(&self) -> &'static str {
        let go_on = if self.reader.is_in_vault() { said::GO_ON } else { said::GO_ON_ALONE };
        go_on.by(self.reader.locale())
    }

    fn hint(&self, out: &mut impl Write, hint: &str) -> Result<(), Failure> {
        self.say(out, |page| page.indented(2, Ink::Plain, hint))
    }

    fn say(&self, out: &mut impl Write, draw: impl FnOnce(&mut Page)) -> Result<(), Failure> {
        let mut page = (self.page)();
        draw(&mut page);
        terminal(out.write_all(page.styled().as_bytes()))
    }
}

fn left_with(view: InterviewView) -> Ended {
    match view.urgent {
        true => Ended::LeftUrgent(view.answers),
        false => Ended::Left(view.so_far.map(Box::new)),
    }
}

fn terminal<T>(done: io::Result<T>) -> Result<T, Failure> {
    done.map_err(|error| Failure::of_file("the terminal", &error))
}

/// How much there is still to be asked, where somebody might want to know.
fn left(view: &InterviewView, locale: Locale) -> Option<String> {
    match (view.part, view.left) {
        (InterviewPart::Further, 1) => Some(said::LAST_QUESTION.by(locale).to_owned()),
        (InterviewPart::Further, left) => Some(said::LEFT.with(locale, &[("n", &left.to_string())])),
        _ => None,
    }
}

fn prompt(locale: Locale, question: &FactQuestion, may_finish: bool) -> String {
    let range = |least: &str, greatest: &str| {
        said::ASK_RANGE.with(locale, &[("least", least), ("greatest", greatest)])
    };
    let ways = match (question.kind.as_str(), &question.least, &question.greatest) {
        // A scale says more by its ends than by "points".
        ("number", Some(least), Some(greatest)) if question.unit.as_deref() == Some("points") => {
            range(least, greatest)
        }
        ("number", ..) => said::ASK_NUMBER.with(locale, &[("unit", &in_unit(question, locale))]),
        ("level", ..) => range("1", &question.levels.len().to_string()),
        _ => said::ASK_YES_NO.by(locale).to_owned(),
    };
    let all = if may_finish { said::OR_FINISH } else { said::OR_NOT_SURE };
    all.with(locale, &[("ways", &ways)])
}

/// What a word that is typed stands for, whatever is asked.
#[derive(PartialEq, Eq)]
enum Key {
    Leave,
    Back,
    Finish,
    NoAnswer,
    NotSure,
    Yes,
    No,
}

/// The letter s is "not sure" in English and "sí" in Spanish: no letter stands for two things in one language.
fn key(locale: Locale, lower: &str) -> Option<Key> {
    Some(match (locale, lower) {
        (_, "q" | "quit") | (Locale::Es, "salir") => Key::Leave,
        (_, "b" | "back") | (Locale::Es, "a" | "atrás" | "atras") => Key::Back,
        (_, "f" | "finish") | (Locale::Es, "acabar") => Key::Finish,
        (_, "x") => Key::NoAnswer,
        (Locale::En, "s" | "not sure") | (_, "unknown") => Key::NotSure,
        (Locale::Es, "d" | "no lo sé" | "no lo se" | "no sé" | "no se") => Key::NotSure,
        (Locale::En, "y" | "yes") | (Locale::Es, "s" | "sí" | "si") => Key::Yes,
        (_, "n" | "no") => Key::No,
        _ => return None,
    })
}

/// What was typed; otherwise what would be an answer.
fn read(locale: Locale, question: &FactQuestion, typed: &str, may_finish: bool) -> Result<Typed, String> {
    let lower = typed.to_lowercase();
    let said = |answer: &str| Ok(Typed::Said(Some(answer.to_owned())));
    match (key(locale, &lower), question.kind.as_str()) {
        (Some(Key::Leave), _) => Ok(Typed::Leave),
        (Some(Key::Back), _) => Ok(Typed::Back),
        (Some(Key::Finish), _) if may_finish => Ok(Typed::Finish),
        (Some(Key::Finish), _) => Err(said::NOT_YET.by(locale).to_owned()),
        (Some(Key::NoAnswer), _) => Ok(Typed::Said(None)),
        (Some(Key::NotSure), _) => said("unknown"),
        (_, "number") => number(locale, question, &typed.replace(',', ".")),
        (key, "level") => level(locale, question, &lower, key == Some(Key::No)),
        (Some(Key::Yes), _) => said("true"),
        (Some(Key::No), _) => said("false"),
        (None, _) => Err(said::SAY_YES_NO.by(locale).to_owned()),
    }
}

/// The level that says that something else is about none of the topics.
const NOTHING_MORE: &str = "nothing_more";

fn level(locale: Locale, question: &FactQuestion, lower: &str, is_no: bool) -> Result<Typed, String> {
    // What is written out as "No" is answered as a yes-or-no question would be.
    let none = question.levels.first().filter(|level| {
        let words = level_words(question, level).to_lowercase();
        is_no && ["no", "none", "nada", "ninguno", "ninguna"].contains(&words.as_str())
    });
    let none = none.or_else(|| question.levels.iter().find(|level| is_no && *level == NOTHING_MORE));
    let by_place = lower.parse::<usize>().ok().and_then(|place| question.levels.get(place.checked_sub(1)?));
    let said = |level: &&String| [level.replace('_', " "), level_words(question, level).to_lowercase()];
    let by_name = question.levels.iter().find(|level| said(level).iter().any(|words| words == lower));
    match by_place.or(by_name).or(none) {
        Some(level) => Ok(Typed::Said(Some(level.clone()))),
        None => Err(said::SAY_LEVEL.with(locale, &[("n", &question.levels.len().to_string())])),
    }
}

/// What is no number with its range is told here in plain words; triage reads the text itself.
fn number(locale: Locale, question: &FactQuestion, typed: &str) -> Result<Typed, String> {
    let bound = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    let decimals = typed.split_once('.').map_or(0, |(_, after)| after.len());
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    let said = typed.parse::<f64>().ok().filter(|_| digits && decimals <= 1);
    let fits = |value: f64| {
        bound(&question.least).is_none_or(|least| value >= least)
            && bound(&question.greatest).is_none_or(|greatest| value <= greatest)
    };
    if said.is_some_and(fits) {
        return Ok(Typed::Said(Some(typed.to_owned())));
    }
    let least = question.least.as_deref().unwrap_or("0");
    let to = |greatest: &str| said::TO_GREATEST.with(locale, &[("greatest", greatest)]);
    let greatest = question.greatest.as_deref().map(to).unwrap_or_default();
    Err(said::SAY_NUMBER.with(locale, &[("least", least), ("greatest", &greatest)]))
}

#[cfg(test)]
mod tests;
