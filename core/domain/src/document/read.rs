use std::fmt::Display;
use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveTime, Timelike};

use super::Document;
use super::problem::Problem;
use super::tree::{Branch, Content, Node, join};
use crate::answer::Decimal;

/// A table of the file. Asking for a name makes it known; see [`Document::finish`].
#[derive(Debug, Clone)]
pub struct Table<'d> {
    document: &'d Document,
    branch: &'d Branch,
    line: usize,
    path: String,
}

/// A value that stands in the file, knowing its path and line. Every typed accessor reports a value of the wrong kind
/// and then gives `None`, so that reading goes on.
#[derive(Debug, Clone)]
pub struct Field<'d> {
    document: &'d Document,
    node: &'d Node,
    line: usize,
    path: String,
}

impl<'d> Table<'d> {
    pub(super) fn new(document: &'d Document, branch: &'d Branch, line: usize, path: String) -> Self {
        Self { document, branch, line, path }
    }

    /// The field of this name, if it stands in the file.
    pub fn field(&self, name: &str) -> Option<Field<'d>> {
        let entry = self.branch.ask(name)?;
        Some(Field {
            document: self.document,
            node: &entry.node,
            line: entry.line,
            path: join(&self.path, name),
        })
    }

    /// The field of this name; its absence is reported with `right`, what to write.
    pub fn want(&self, name: &str, right: impl Into<String>) -> Option<Field<'d>> {
        let field = self.field(name);
        if field.is_none() {
            self.report(name, "missing", right);
        }
        field
    }

    /// The table of this name, if it stands in the file.
    pub fn table(&self, name: &str) -> Option<Table<'d>> {
        self.field(name)?.table()
    }

    /// The table of this name; its absence is reported.
    pub fn want_table(&self, name: &str) -> Option<Table<'d>> {
        let path = join(&self.path, name);
        self.want(name, format!("write a table [{path}]"))?.table()
    }

    /// The tables written as `[[name]]`, in the order of the file; none when absent.
    pub fn tables(&self, name: &str) -> Vec<Table<'d>> {
        let Some(field) = self.field(name) else { return Vec::new() };
        match &field.node.content {
            Content::List(_) => field.items().iter().filter_map(Field::table).collect(),
            _ => {
                let right = format!("write it as [[{}]], once for each", field.path);
                field.report("not a list of tables", right);
                Vec::new()
            }
        }
    }

    /// Makes names known without reading them, so that [`Document::finish`] can suggest them.
    pub fn know(&self, names: &[&str]) {
        self.branch.asked.borrow_mut().extend(names.iter().map(|name| (*name).to_owned()));
    }

    /// Every name that stands in this table, in the order of the file.
    pub fn names(&self) -> Vec<&'d str> {
        self.branch.entries.iter().map(|entry| entry.name.as_str()).collect()
    }

    /// Every field of this table, in the order of the file, all of them marked as read.
    pub fn fields(&self) -> Vec<(&'d str, Field<'d>)> {
        self.names().into_iter().filter_map(|name| Some((name, self.field(name)?))).collect()
    }

    /// Reports a problem with the field of this name; at its line if it stands there, else at the table's.
    pub fn report(&self, name: &str, wrong: impl Into<String>, right: impl Into<String>) {
        let found = self.branch.entries.iter().find(|entry| entry.name == name);
        let line = found.map_or(self.line, |entry| entry.line);
        self.document.report(Problem::new(line, join(&self.path, name), wrong, right));
    }

    /// The line the table begins at.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The path of the table; empty for the root.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl<'d> Field<'d> {
    /// A text that is not empty.
    pub fn text(&self) -> Option<&'d str> {
        let text = match (&self.node.content, &self.node.typed) {
            (_, Some(typed)) => typed,
            (Content::Text(text), None) => text,
            _ => return self.refuse("write text in quotes"),
        };
        if text.trim().is_empty() {
            self.report("empty", "write text in quotes, or leave the field out");
            return None;
        }
        Some(text)
    }

    /// A whole number within `range`; `unit` names what it counts.
    pub fn integer(&self, range: RangeInclusive<i64>, unit: &str) -> Option<i64> {
        let (low, high) = (*range.start(), *range.end());
        let right = format!("write {unit} from {low} to {high}");
        let number = match &self.node.content {
            Content::Number(number) => number.parse::<i64>().ok(),
            _ => None,
        };
        match number {
            None => self.refuse(format!("write a whole number: {unit} from {low} to {high}")),
            Some(number) if number < low => self.complain(format!("{number} is below {low}"), right),
            Some(number) if number > high => self.complain(format!("{number} is above {high}"), right),
            number => number,
        }
    }

    /// A number with at most one decimal place, within `range`; `unit` names what it counts.
    pub fn decimal(&self, range: RangeInclusive<Decimal>, unit: &str) -> Option<Decimal> {
        let (low, high) = (*range.start(), *range.end());
        let right = format!("write {unit} from {low} to {high}");
        let Content::Number(number) = &self.node.content else { return self.refuse(right) };
        match number.parse::<Decimal>() {
            Err(error) => self.complain(format!("{number}: {error}"), right),
            Ok(number) if number < low => self.complain(format!("{number} is below {low}"), right),
            Ok(number) if number > high => self.complain(format!("{number} is above {high}"), right),
            Ok(number) => Some(number),
        }
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Option<bool> {
        match self.node.content {
            Content::Flag(flag) => Some(flag),
            _ => self.refuse("write true or false"),
        }
    }

    /// A civil date, written without quotes.
    pub fn date(&self) -> Option<NaiveDate> {
        let name = self.path.rsplit('.').next().unwrap_or_default();
        let quoted = |text: &str| text.trim().parse::<NaiveDate>().ok();
        match &self.node.content {
            Content::Date(date) => Some(*date),
            Content::Text(text) if let Some(date) = quoted(text) => self.complain(
                format!("{} stands in quotation marks", shown(text)),
                format!("write the date without them; the whole line is: {name} = {date}"),
            ),
            other => {
                let wrong = match other {
                    Content::Text(text) => format!("{} is not read as a date", shown(text)),
                    _ => self.kind(),
                };
                let right =
                    "write year, month and day with dashes, such as 2026-03-01; in a file the whole line is:";
                self.complain(wrong, format!("{right} {name} = 2026-03-01"))
            }
        }
    }

    /// A civil time to the minute, written `"07:30"`.
    pub fn time(&self) -> Option<NaiveTime> {
        let right = "write a time of day such as \"07:30\"";
        let time = match &self.node.content {
            Content::Time(time) => Some(*time).filter(|time| time.second() == 0),
            Content::Text(text) => NaiveTime::parse_from_str(text, "%H:%M").ok(),
            _ => return self.refuse(right),
        };
        time.or_else(|| self.complain("not an hour and minute of the day", right))
    }

    /// One of the given words.
    pub fn choice<T: Clone>(&self, choices: &[(&str, T)]) -> Option<T> {
        let words = || choices.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        let Some(text) = self.as_text() else { return self.refuse(format!("write one of: {}", words())) };
        let found = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| value.clone());
        found.or_else(|| {
            let near = super::closest::closest(text, choices.iter().map(|(word, _)| *word));
            let right = match near {
                Some(word) => format!("did you mean {word}? Write one of: {}", words()),
                None => format!("write one of: {}", words()),
            };
            self.complain(format!("{} is not known", shown(text)), right)
        })
    }

    /// A text that `read` understands; its error says what is wrong, `right` what to write. An error that says itself
    /// what to write, after a semicolon, is taken at its word.
    pub fn parse<T, E: Display>(&self, right: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let text = self.text()?;
        match read(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let error = error.to_string();
                let (wrong, right) = error.split_once("; ").unwrap_or((&error, right));
                self.complain(format!("{}: {wrong}", shown(text)), right)
            }
        }
    }

    /// The elements of a list, in order; none, and a report, when this is not a list.
    pub fn items(&self) -> Vec<Field<'d>> {
        let Content::List(items) = &self.node.content else {
            self.report(self.kind(), "write a list in square brackets");
            return Vec::new();
        };
        let item = |(at, node): (usize, &'d Node)| Field {
            document: self.document,
            node,
            line: node.line,
            path: format!("{}[{}]", self.path, at + 1),
        };
        items.iter().enumerate().map(item).collect()
    }

    /// The elements of a list of texts.
    pub fn texts(&self) -> Vec<&'d str> {
        self.items().iter().filter_map(Field::text).collect()
    }

    /// The table that stands here.
    pub fn table(&self) -> Option<Table<'d>> {
        match &self.node.content {
            Content::Table(branch) => {
                Some(Table::new(self.document, branch, self.node.line, self.path.clone()))
            }
            _ => self.refuse("write a table"),
        }
    }

    /// Whether the value is a table, without reporting.
    pub fn is_table(&self) -> bool {
        matches!(self.node.content, Content::Table(_))
    }

    /// Whether the value is a list, without reporting.
    pub fn is_list(&self) -> bool {
        matches!(self.node.content, Content::List(_))
    }

    /// Whether the value is a number, without reporting.
    pub fn is_number(&self) -> bool {
        matches!(self.node.content, Content::Number(_))
    }

    /// The text if the value is one, without reporting.
    pub fn as_text(&self) -> Option<&'d str> {
        match (&self.node.content, &self.node.typed) {
            (Content::Text(text), _) | (_, Some(text)) => Some(text),
            _ => None,
        }
    }

    /// Reports a problem with this value.
    pub fn report(&self, wrong: impl Into<String>, right: impl Into<String>) {
        self.document.report(Problem::new(self.line, self.path.clone(), wrong, right));
    }

    /// Reports a problem with this value and gives `None`, to end a chain of accessors.
    pub fn complain<T>(&self, wrong: impl Into<String>, right: impl Into<String>) -> Option<T> {
        self.report(wrong, right);
        None
    }

    /// The line the field stands on.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The path of the field.
    pub fn path(&self) -> &str {
        &self.path
    }

    fn refuse<T>(&self, right: impl Into<String>) -> Option<T> {
        self.complain(self.kind(), right)
    }

    fn kind(&self) -> String {
        match &self.node.content {
            Content::Text(text) => format!("{} is text", shown(text)),
            Content::Number(number) => format!("{number} is a number"),
            Content::Flag(flag) => format!("{flag} is a yes-or-no value"),
            Content::Date(date) => format!("{date} is a date"),
            Content::Time(time) => format!("{time} is a time of day"),
            Content::OddTime(text) => format!("{text} is not a date that exists, or has a time or zone"),
            Content::List(_) => "a list stands here".to_owned(),
            Content::Table(_) => "a table stands here".to_owned(),
        }
    }
}

/// The value as quoted in a complaint: short, and free of control characters.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).flat_map(char::escape_debug).collect();
    let dots = if text.chars().nth(40).is_some() { "..." } else { "" };
    format!("\"{short}{dots}\"")
}
