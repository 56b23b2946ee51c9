//! A facts file: one flat JSON object from fact ids to answers.
//!
//! Numbers are taken as they are written, because 38.1 is a measurement and not a binary fraction; and every problem is
//! named with its line, not only the first.

use std::collections::HashMap;

use gradus_app::view::{FactAnswer, FactQuestion};
use gradus_app::{AppError, Locale, Problem};
use serde_json::value::RawValue;

use crate::object::{Kind, entries, line_of, twice};
use crate::screen::said;

const FACTS: Kind = Kind { name: "facts", such_as: "{\"temperature_c\": 38.1}" };

/// What stands in the file, and where.
#[derive(Debug, Default)]
pub struct FactsFile {
    /// The answers, in their order.
    pub answers: Vec<FactAnswer>,
    /// What is wrong with the file itself.
    pub problems: Vec<Problem>,
    lines: HashMap<String, u32>,
}

impl FactsFile {
    /// Reads the text against the questions that there are. A fact nobody knows is left for triage to refuse.
    pub fn read(text: &str, questions: &[FactQuestion]) -> Self {
        let mut file = Self::default();
        let entries = match entries(text, &FACTS) {
            Ok(entries) => entries,
            Err(problem) => {
                file.problems.push(problem);
                return file;
            }
        };
        for (id, raw) in entries {
            file.take(text, id, raw, questions);
        }
        file
    }

    /// Adds the line to each problem that triage found with one of these facts, and puts its own before them.
    pub fn place(mut self, error: AppError) -> AppError {
        let AppError::Invalid { problems } = error else { return error };
        self.problems.extend(problems.into_iter().map(|problem| {
            let line = problem.line.or_else(|| self.lines.get(&problem.field).copied());
            Problem { line, ..problem }
        }));
        self.problems.sort_by_key(|problem| problem.line.unwrap_or(u32::MAX));
        AppError::Invalid { problems: self.problems }
    }

    fn take(&mut self, text: &str, id: String, raw: &RawValue, questions: &[FactQuestion]) {
        let line = line_of(text, raw.get());
        if self.lines.contains_key(&id) {
            return self.problems.push(twice(line, id));
        }
        self.lines.insert(id.clone(), line);
        let question = questions.iter().find(|question| question.id == id);
        match answer(raw.get(), question) {
            Ok(None) => {}
            Ok(Some(answer)) => self.answers.push(FactAnswer { id, answer }),
            Err(wrong) => {
                let right = question.map_or_else(
                    || flat().to_owned(),
                    |question| format!("write {}", takes(question, Locale::En)),
                );
                self.problems.push(Problem { line: Some(line), field: id, wrong, right });
            }
        }
    }
}

/// What a question takes, in words.
pub fn takes(question: &FactQuestion, locale: Locale) -> String {
    match question.kind.as_str() {
        "yes_no" => said::TAKES_YES_NO.by(locale).to_owned(),
        "number" => {
            let range = match (&question.least, &question.greatest) {
                (Some(least), Some(greatest)) => {
                    said::TAKES_RANGE.with(locale, &[("least", least), ("greatest", greatest)])
                }
                _ => String::new(),
            };
            let age = if in_days(question) { said::TAKES_AGE.by(locale) } else { "" };
            let unit = in_unit(question, locale);
            said::TAKES_NUMBER.with(locale, &[("unit", &unit), ("range", &range), ("age", age)])
        }
        _ => {
            let levels: Vec<String> = question.levels.iter().map(|level| format!("{level:?}")).collect();
            said::TAKES_LEVEL.with(locale, &[("levels", &levels.join(", "))])
        }
    }
}

/// Whether it is counted in days: weeks, months and years can be told of it too.
pub fn in_days(question: &FactQuestion) -> bool {
    question.unit.as_deref() == Some("days")
}

/// ` in hours`, ` in °C`; empty for a number without a unit.
pub fn in_unit(question: &FactQuestion, locale: Locale) -> String {
    let of = |unit: &str| said::TAKES_UNIT.with(locale, &[("unit", &said::unit(locale, unit))]);
    question.unit.as_deref().map_or_else(String::new, of)
}

fn flat() -> &'static str {
    "write true, false, a number, a level in quotes, \"unknown\", or null for what was not asked"
}

/// The answer as triage reads it; `None` for a fact that was not asked.
fn answer(raw: &str, question: Option<&FactQuestion>) -> Result<Option<String>, String> {
    let kind = question.map(|question| question.kind.as_str());
    let first = raw.bytes().next().unwrap_or(b' ');
    match first {
        b'n' => Ok(None),
        b'{' => Err("is an object, and a facts file is flat".into()),
        b'[' => Err("is a list, and a fact has one answer".into()),
        b't' | b'f' if matches!(kind, None | Some("yes_no")) => Ok(Some(raw.to_owned())),
        b't' | b'f' => Err(format!("is {raw}, and this is not a yes-or-no question")),
        b'"' => text_answer(raw, kind, question.is_some_and(in_days)),
        _ if matches!(kind, None | Some("number")) => Ok(Some(raw.to_owned())),
        _ => Err(format!("is the number {raw}, and this question takes no number")),
    }
}

fn text_answer(raw: &str, kind: Option<&str>, is_age: bool) -> Result<Option<String>, String> {
    let text: String = serde_json::from_str(raw).map_err(|_| "is not a text that can be read".to_owned())?;
    let is_spoken = |text: &str| text.contains(char::is_whitespace) || text.contains(char::is_alphabetic);
    if text == "unknown" || matches!(kind, None | Some("level")) || (is_age && is_spoken(&text)) {
        return Ok(Some(text));
    }
    Err(format!("is the text {raw}"))
}

#[cfg(test)]
pub mod tests;
