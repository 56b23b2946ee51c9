//! The check-in questions, one by one: each takes "not sure", each can be gone back to, and nothing is chosen for anybody.

use std::io::{self, BufRead, Write};

use gradus_app::view::{FactAnswer, FactQuestion};

use crate::facts_file::in_unit;
use crate::page::{Ink, Page};
use crate::screen::{level_words, question_for};

const MORE: &str = "Is anything else different from usual, or anything you worry about?";
const KEYS: &str = "At every question: s not sure, x leave it out, b back, q leave; leaving writes nothing.";

/// A check-in on its way.
pub struct Interview<'a> {
    /// Every question that is put to a person, in the order of asking.
    pub questions: &'a [FactQuestion],
    /// Whether it is asked about somebody else.
    pub about: bool,
    /// Facts that these answers make necessary, by id.
    pub needs: &'a dyn Fn(&[FactAnswer]) -> Vec<String>,
    /// An empty page as wide as the terminal.
    pub page: &'a dyn Fn() -> Page,
}

/// What is asked next.
#[derive(Clone, Copy)]
enum Ask<'q> {
    Fact(&'q FactQuestion),
    More,
}

/// What was said to one question.
#[derive(Clone, PartialEq)]
enum Said {
    Answer(String),
    LeftOut,
    /// Leaves this and every further question out.
    Finish,
}

/// What was typed.
enum Typed {
    Said(Said),
    Back,
    Leave,
    Unclear(String),
}

impl Interview<'_> {
    /// Asks until every needed question has an answer or is left out on purpose, which counts as not asked and never as
    /// no. `None` when the person leaves: then nothing is written.
    pub fn run(&self, input: &mut impl BufRead, out: &mut impl Write) -> io::Result<Option<Vec<FactAnswer>>> {
        let mut done: Vec<(Ask<'_>, Said)> = Vec::new();
        let mut page = (self.page)();
        page.line(Ink::Quiet, KEYS);
        out.write_all(page.styled().as_bytes())?;
        while let Some(ask) = self.next(&done) {
            self.put(ask, &done, out)?;
            loop {
                write!(out, "  {}: ", prompt(ask))?;
                out.flush()?;
                let mut line = String::new();
                if input.read_line(&mut line)? == 0 {
                    writeln!(out)?;
                    return Ok(None);
                }
                match read(ask, line.trim(), self.is_further(&done)) {
                    Typed::Leave => return Ok(None),
                    Typed::Said(said) => break done.push((ask, said)),
                    Typed::Back if done.pop().is_some() => break,
                    Typed::Back => writeln!(out, "  This is the first question.")?,
                    Typed::Unclear(hint) => writeln!(out, "  {hint}")?,
                }
            }
        }
        Ok(Some(answers(&done)))
    }

    /// First one of each row that is needed, then what the answers make necessary, then the rest if anything else is
    /// going on. `None` when all is asked.
    fn next<'s>(&'s self, done: &[(Ask<'s>, Said)]) -> Option<Ask<'s>> {
        if done.last().is_some_and(|(_, said)| *said == Said::Finish) {
            return None;
        }
        let open = |question: &&FactQuestion| !done.iter().any(|(ask, _)| is(*ask, question));
        let mut needed = self.questions.iter().filter(|question| question.required);
        if let Some(question) = needed.find(|question| open(question) && !row_is_answered(question, done)) {
            return Some(Ask::Fact(question));
        }
        let necessary = (self.needs)(&answers(done));
        let mut followed = self.questions.iter().filter(|question| necessary.contains(&question.id));
        if let Some(question) = followed.find(open) {
            return Some(Ask::Fact(question));
        }
        let more = done.iter().find(|(ask, _)| matches!(ask, Ask::More));
        let mut further = self.questions.iter().filter(|question| !question.required);
        match more {
            None => further.any(|question| open(&question)).then_some(Ask::More),
            Some((_, Said::Answer(answer))) if answer != "false" => further.find(open).map(Ask::Fact),
            Some(_) => None,
        }
    }

    fn is_further(&self, done: &[(Ask<'_>, Said)]) -> bool {
        done.iter().any(|(ask, _)| matches!(ask, Ask::More))
    }

    fn put(&self, ask: Ask<'_>, done: &[(Ask<'_>, Said)], out: &mut impl Write) -> io::Result<()> {
        let mut page = (self.page)();
        page.line(Ink::Quiet, "");
        let number = format!("{}.", done.len() + 1);
        match ask {
            Ask::More => page.item(Ink::Quiet, &number, MORE),
            Ask::Fact(question) => draw(&mut page, question, self.about, &number),
        }
        if matches!(done.last(), Some((Ask::More, _))) {
            let left = self.questions.iter().filter(|q| !done.iter().any(|(ask, _)| is(*ask, q))).count();
            page.indented(4, Ink::Quiet, &format!("{left} questions are left; f finishes at any of them."));
        }
        out.write_all(page.styled().as_bytes())
    }
}

fn is(ask: Ask<'_>, question: &FactQuestion) -> bool {
    matches!(ask, Ask::Fact(asked) if asked.id == question.id)
}

/// One known answer answers a row; after "not sure" the next way of asking may find out.
fn row_is_answered(question: &FactQuestion, done: &[(Ask<'_>, Said)]) -> bool {
    done.iter().any(|(ask, said)| {
        let Ask::Fact(asked) = ask else { return false };
        let known = matches!(said, Said::Answer(answer) if answer != "unknown");
        known && question.any_of.is_some() && asked.any_of == question.any_of
    })
}

fn answers(done: &[(Ask<'_>, Said)]) -> Vec<FactAnswer> {
    let given = done.iter().filter_map(|(ask, said)| match (ask, said) {
        (Ask::Fact(question), Said::Answer(answer)) => {
            Some(FactAnswer { id: question.id.clone(), answer: answer.clone() })
        }
        _ => None,
    });
    given.collect()
}

fn draw(page: &mut Page, question: &FactQuestion, about: bool, number: &str) {
    page.item(Ink::Quiet, number, question_for(question, about));
    if !question.help.is_empty() {
        page.indented(4, Ink::Quiet, &question.help);
    }
    for (place, level) in question.levels.iter().enumerate() {
        page.item(Ink::Accent, &format!("    {}", place + 1), &level_words(question, level));
    }
}

fn prompt(ask: Ask<'_>) -> String {
    match ask {
        Ask::Fact(question) if question.kind == "number" => match (&question.least, &question.greatest) {
            // A scale says more by its ends than by "points".
            (Some(least), Some(greatest)) if question.unit.as_deref() == Some("points") => {
                format!("{least} to {greatest}, or s for not sure")
            }
            _ => format!("a number{}, or s for not sure", in_unit(question)),
        },
        Ask::Fact(question) if question.kind == "level" => {
            format!("1 to {}, or s for not sure", question.levels.len())
        }
        _ => "y yes, n no, or s for not sure".into(),
    }
}

fn read(ask: Ask<'_>, typed: &str, further: bool) -> Typed {
    let lower = typed.to_lowercase();
    match (lower.as_str(), ask) {
        ("q" | "quit", _) => Typed::Leave,
        ("b" | "back", _) => Typed::Back,
        ("f" | "finish", _) if further => Typed::Said(Said::Finish),
        ("x", _) => Typed::Said(Said::LeftOut),
        ("s" | "not sure" | "unknown", _) => Typed::Said(Said::Answer("unknown".into())),
        (_, Ask::Fact(question)) if question.kind == "number" => number(question, &typed.replace(',', ".")),
        (lower, Ask::Fact(question)) if question.kind == "level" => level(question, lower),
        ("y" | "yes", _) => Typed::Said(Said::Answer("true".into())),
        ("n" | "no", _) => Typed::Said(Said::Answer("false".into())),
        _ => Typed::Unclear("Please answer y for yes, n for no or s for not sure.".into()),
    }
}

fn level(question: &FactQuestion, lower: &str) -> Typed {
    let by_place = lower.parse::<usize>().ok().and_then(|place| question.levels.get(place.checked_sub(1)?));
    let said = |level: &&String| [level.replace('_', " "), level_words(question, level).to_lowercase()];
    let by_name = question.levels.iter().find(|level| said(level).iter().any(|words| words == lower));
    match by_place.or(by_name) {
        Some(level) => Typed::Said(Said::Answer(level.clone())),
        None => Typed::Unclear(format!("Please choose 1 to {}, or s for not sure.", question.levels.len())),
    }
}

/// Only the range is looked at here, so that a slip is noticed while the thermometer is still in the hand; triage
/// reads the text itself.
fn number(question: &FactQuestion, typed: &str) -> Typed {
    let bound = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    let decimals = typed.split_once('.').map_or(0, |(_, after)| after.len());
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    let said = typed.parse::<f64>().ok().filter(|_| digits && decimals <= 1);
    let fits = |value: f64| {
        bound(&question.least).is_none_or(|least| value >= least)
            && bound(&question.greatest).is_none_or(|greatest| value <= greatest)
    };
    if said.is_some_and(fits) {
        return Typed::Said(Said::Answer(typed.to_owned()));
    }
    let least = question.least.as_deref().unwrap_or("0");
    let greatest = question.greatest.as_deref().map(|greatest| format!(" to {greatest}")).unwrap_or_default();
    Typed::Unclear(format!(
        "Please type a number from {least}{greatest} with at most one decimal, or s for not sure."
    ))
}

#[cfg(test)]
mod tests;
