//! A person or a session as a file: one flat JSON object with the fields of the form, so that a script needs none of its
//! words on the command line. What the words mean is for the app to read; here only their shape is.

use std::collections::HashMap;

use gradus_app::view::{PersonDraft, SessionDraft};
use gradus_app::{AppError, Problem};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;
use crate::files::Source;
use crate::object::{Kind, entries, line_of, twice};

const PERSON: Kind = Kind {
    name: "person",
    such_as: "{\"name\": \"Ada\", \"born\": \"2026-01-03\", \"role\": \"caregiver\"}",
};
const PERSON_FIELDS: &[&str] = &["name", "born", "role", "background", "operations"];
const SESSION: Kind = Kind { name: "session", such_as: "{\"size\": \"9\", \"ease\": \"easy\"}" };
const SESSION_FIELDS: &[&str] = &[
    "at",
    "occurrence",
    "size",
    "holds_s",
    "ease",
    "pain_before",
    "pain_peak",
    "pain_after",
    "pain_minutes",
    "bleeding",
    "bleeding_minutes",
    "warm_up",
    "lubricant",
    "adjuncts",
    "stop_reason",
    "device",
    "cleaned",
    "note",
];

/// Where the fields of a draft stand, for what the app says about them.
#[derive(Debug, Default)]
pub struct Places {
    file: String,
    lines: HashMap<String, u32>,
}

impl Places {
    /// The same failure, about this file and the line of each field.
    pub fn place(&self, failure: Failure) -> Failure {
        let Failure::App { error: AppError::Invalid { mut problems }, .. } = failure else { return failure };
        for problem in &mut problems {
            problem.line = problem.line.or_else(|| self.lines.get(&problem.field).copied());
        }
        problems.sort_by_key(|problem| problem.line.unwrap_or(u32::MAX));
        Failure::from(AppError::Invalid { problems }).about(&self.file)
    }
}

/// A person from a file.
pub fn person(source: &Source) -> Result<(PersonDraft, Places), Failure> {
    read_from(source, person_in)
}

/// A session from a file.
pub fn session(source: &Source) -> Result<(SessionDraft, Places), Failure> {
    read_from(source, session_in)
}

fn read_from<T>(
    source: &Source,
    read: impl FnOnce(&str) -> Result<(T, Places), AppError>,
) -> Result<(T, Places), Failure> {
    let (file, text) = (source.name(), source.read()?);
    let (draft, places) = read(&text).map_err(|error| Failure::from(error).about(&file))?;
    Ok((draft, Places { file, ..places }))
}

fn person_in(text: &str) -> Result<(PersonDraft, Places), AppError> {
    let mut form = Form::read(text, &PERSON, PERSON_FIELDS)?;
    let draft = PersonDraft {
        name: form.needed("name"),
        born: form.needed("born"),
        role: form.needed("role"),
        background: form.texts("background"),
        operations: form.texts("operations"),
    };
    form.finish(draft)
}

fn session_in(text: &str) -> Result<(SessionDraft, Places), AppError> {
    let mut form = Form::read(text, &SESSION, SESSION_FIELDS)?;
    let draft = SessionDraft {
        at: form.text("at"),
        occurrence: form.text("occurrence"),
        size: form.needed("size"),
        holds_s: form.value("holds_s", "write a list of whole seconds, such as [30, 30]").unwrap_or_default(),
        ease: form.needed("ease"),
        pain_before: form.text("pain_before"),
        pain_peak: form.text("pain_peak"),
        pain_after: form.text("pain_after"),
        pain_minutes: form.text("pain_minutes"),
        bleeding: form.text("bleeding"),
        bleeding_minutes: form.text("bleeding_minutes"),
        warm_up: form.texts("warm_up"),
        lubricant: form.text("lubricant"),
        adjuncts: form.texts("adjuncts"),
        stop_reason: form.text("stop_reason"),
        device: form.text("device"),
        cleaned: form.value("cleaned", "write true or false"),
        note: form.text("note"),
    };
    form.finish(draft)
}

/// The fields of a file that are still to be taken, and what is wrong so far.
struct Form {
    values: HashMap<String, String>,
    places: Places,
    problems: Vec<Problem>,
}

impl Form {
    fn read(text: &str, kind: &Kind, fields: &[&str]) -> Result<Self, AppError> {
        let found = entries(text, kind).map_err(|problem| AppError::Invalid { problems: vec![problem] })?;
        let mut form = Self { values: HashMap::new(), places: Places::default(), problems: Vec::new() };
        for (field, raw) in found {
            let line = line_of(text, raw.get());
            if form.places.lines.contains_key(&field) {
                form.problems.push(twice(line, field));
            } else if fields.contains(&field.as_str()) {
                form.places.lines.insert(field.clone(), line);
                form.values.insert(field, raw.get().to_owned());
            } else {
                let (wrong, right) =
                    ("is no field here".into(), format!("write one of {}", fields.join(", ")));
                form.problems.push(Problem { line: Some(line), field, wrong, right });
            }
        }
        Ok(form)
    }

    /// A value of this type; `None` where it is left out or null.
    fn value<T: DeserializeOwned>(&mut self, field: &str, right: &str) -> Option<T> {
        let raw = self.values.remove(field)?;
        let read = serde_json::from_str(&raw);
        read.unwrap_or_else(|_| {
            self.wrong(field, "cannot be read", right);
            None
        })
    }

    /// A text. A number is taken as it is written: 9.5 is a size and not a binary fraction.
    fn text(&mut self, field: &str) -> Option<String> {
        let number =
            self.values.get(field).filter(|raw| raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()));
        match number.cloned() {
            Some(raw) => Some(raw),
            None => self.value(field, "write a text in quotes, or a number"),
        }
    }

    fn needed(&mut self, field: &str) -> String {
        let is_told = |problems: &[Problem]| problems.iter().any(|problem| problem.field == field);
        match self.text(field) {
            Some(text) => text,
            None => {
                if !is_told(&self.problems) {
                    self.wrong(field, "is missing", "write it; JSON.md lists the fields");
                }
                String::new()
            }
        }
    }

    /// Texts in a list.
    fn texts(&mut self, field: &str) -> Vec<String> {
        let right = "write a list of texts, such as [\"8\", \"9\"]";
        let list: Vec<Value> = self.value(field, right).unwrap_or_default();
        let texts: Option<Vec<String>> = list.iter().map(|value| value.as_str().map(str::to_owned)).collect();
        texts.unwrap_or_else(|| {
            self.wrong(field, "holds something that is no text", right);
            Vec::new()
        })
    }

    fn wrong(&mut self, field: &str, wrong: &str, right: &str) {
        let line = self.places.lines.get(field).copied();
        self.problems.push(Problem { line, field: field.into(), wrong: wrong.into(), right: right.into() });
    }

    fn finish<T>(mut self, draft: T) -> Result<(T, Places), AppError> {
        if self.problems.is_empty() {
            return Ok((draft, self.places));
        }
        self.problems.sort_by_key(|problem| problem.line.unwrap_or(u32::MAX));
        Err(AppError::Invalid { problems: self.problems })
    }
}

#[cfg(test)]
mod tests;
