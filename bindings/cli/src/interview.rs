//! The check-in questions, one by one: each takes "not sure", each can be gone back to, and nothing is chosen for anybody.
//! What comes next, and what cannot wait until the end, the core says.

use std::fmt;
use std::io::{self, BufRead, Write};

use gradus_app::view::{FactAnswer, FactQuestion, InterviewPart, InterviewReply, InterviewView, TriageView};
use gradus_app::{AppError, Locale};

use crate::facts_file::in_unit;
use crate::failure::Failure;
use crate::page::{Ink, Page};
use crate::screen::{self, Reader, level_words, question_for};

const KEYS: &str = "At every question: s not sure, x no answer (it counts as not sure), b back, q leave. Leaving writes \
                    nothing, unless somebody has to be reached today: then it writes down what was said. Ctrl-C never \
                    writes anything. As soon as f is offered, it ends here and writes down what was said.";
const GO_ON: &str = "Do that first. The other questions can wait: f finishes now and writes down what was said. If there is \
                     time, go on.";
const NOT_YET: &str = "The first questions come first; q leaves without writing anything.";

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
    pub fn run(&self, input: &mut impl BufRead, out: &mut impl Write) -> Result<Ended, Failure> {
        let mut replies: Vec<InterviewReply> = Vec::new();
        // What was gone back over, the latest question first.
        let mut before: Vec<InterviewReply> = Vec::new();
        let mut view = (self.step)(&replies)?;
        let mut shown = None;
        self.say(out, |page| page.line(Ink::Quiet, KEYS))?;
        loop {
            self.show_urgent(&view, &mut shown, out)?;
            let Some(question) = &view.next else { return Ok(Ended::Finished(view.answers)) };
            self.put(question, &view, replies.len() + 1, out)?;
            match self.typed(question, &view, input, out)? {
                Typed::Leave => return Ok(left_with(self.with_all(replies, before)?)),
                Typed::Finish => return Ok(Ended::Finished(self.with_all(replies, before)?.answers)),
                Typed::Back => match replies.pop() {
                    None => terminal(writeln!(out, "  This is the first question."))?,
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
                                let hint =
                                    format!("That does not fit: {}; {}.", problem.wrong, problem.right);
                                self.say(out, |page| page.indented(2, Ink::Plain, &hint))?;
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
                    page.indented(2, Ink::Plain, GO_ON);
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
            if let Some(left) = left(view) {
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
        loop {
            terminal(write!(out, "  {}: ", prompt(question, view.may_finish)).and_then(|()| out.flush()))?;
            let mut line = String::new();
            if terminal(input.read_line(&mut line))? == 0 {
                terminal(writeln!(out))?;
                return Ok(Typed::Leave);
            }
            match read(question, line.trim(), view.may_finish) {
                Err(hint) => self.say(out, |page| page.indented(2, Ink::Plain, &hint))?,
                Ok(typed) => return Ok(typed),
            }
        }
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
fn left(view: &InterviewView) -> Option<String> {
    match (view.part, view.left) {
        (InterviewPart::Further, 1) => Some("This is the last question.".into()),
        (InterviewPart::Further, left) => {
            Some(format!("{left} questions are left. With f it ends here, not finished."))
        }
        _ => None,
    }
}

fn prompt(question: &FactQuestion, may_finish: bool) -> String {
    let ways = match (question.kind.as_str(), &question.least, &question.greatest) {
        // A scale says more by its ends than by "points".
        ("number", Some(least), Some(greatest)) if question.unit.as_deref() == Some("points") => {
            format!("{least} to {greatest}")
        }
        ("number", ..) => format!("a number{}", in_unit(question, Locale::En)),
        ("level", ..) => format!("1 to {}", question.levels.len()),
        _ => "y yes, n no".into(),
    };
    if may_finish {
        format!("{ways}, s not sure, or f to finish")
    } else {
        format!("{ways}, or s for not sure")
    }
}

/// What was typed; otherwise what would be an answer.
fn read(question: &FactQuestion, typed: &str, may_finish: bool) -> Result<Typed, String> {
    let lower = typed.to_lowercase();
    let said = |answer: &str| Ok(Typed::Said(Some(answer.to_owned())));
    match (lower.as_str(), question.kind.as_str()) {
        ("q" | "quit", _) => Ok(Typed::Leave),
        ("b" | "back", _) => Ok(Typed::Back),
        ("f" | "finish", _) if may_finish => Ok(Typed::Finish),
        ("f" | "finish", _) => Err(NOT_YET.into()),
        ("x", _) => Ok(Typed::Said(None)),
        ("s" | "not sure" | "unknown", _) => said("unknown"),
        (_, "number") => number(question, &typed.replace(',', ".")),
        (lower, "level") => level(question, lower),
        ("y" | "yes", _) => said("true"),
        ("n" | "no", _) => said("false"),
        _ => Err("Please answer y for yes, n for no or s for not sure.".into()),
    }
}

fn level(question: &FactQuestion, lower: &str) -> Result<Typed, String> {
    // What is written out as "No" is answered as a yes-or-no question would be.
    let none = question.levels.first().filter(|level| {
        let words = level_words(question, level).to_lowercase();
        ["n", "no"].contains(&lower) && ["no", "none"].contains(&words.as_str())
    });
    let by_place = lower.parse::<usize>().ok().and_then(|place| question.levels.get(place.checked_sub(1)?));
    let said = |level: &&String| [level.replace('_', " "), level_words(question, level).to_lowercase()];
    let by_name = question.levels.iter().find(|level| said(level).iter().any(|words| words == lower));
    match by_place.or(by_name).or(none) {
        Some(level) => Ok(Typed::Said(Some(level.clone()))),
        None => Err(format!("Please choose 1 to {}, or s for not sure.", question.levels.len())),
    }
}

/// What is no number with its range is told here in plain words; triage reads the text itself.
fn number(question: &FactQuestion, typed: &str) -> Result<Typed, String> {
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
    let greatest = question.greatest.as_deref().map(|greatest| format!(" to {greatest}")).unwrap_or_default();
    Err(format!("Please type a number from {least}{greatest} with at most one decimal, or s for not sure."))
}

#[cfg(test)]
mod tests;
