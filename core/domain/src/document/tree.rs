use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use toml::de::{DeTable, DeValue};

use super::closest::closest;
use super::problem::Problem;
use crate::sorting;

/// Where lines begin, to turn a byte offset into a line number.
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(after).collect() }
    }

    pub(super) fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }
}

/// One value of the file, free of the text it was parsed from.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) content: Content,
    /// The words as typed, for a value that was filled in by hand and may be meant as text.
    pub(super) typed: Option<String>,
}

#[derive(Debug)]
pub(super) enum Content {
    Text(String),
    /// A number as written, so that decimals stay exact.
    Number(String),
    Flag(bool),
    Date(NaiveDate),
    Time(NaiveTime),
    /// A date with a time, or a date that does not exist.
    OddTime(String),
    List(Vec<Node>),
    Table(Branch),
}

#[derive(Debug, Default)]
pub(super) struct Branch {
    pub(super) entries: Vec<Entry>,
    pub(super) asked: RefCell<BTreeSet<String>>,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) node: Node,
    pub(super) read: Cell<bool>,
}

impl Node {
    pub(super) fn table(line: usize, branch: Branch) -> Self {
        Self { line, content: Content::Table(branch), typed: None }
    }

    pub(super) fn as_branch(&self) -> Option<&Branch> {
        match &self.content {
            Content::Table(branch) => Some(branch),
            _ => None,
        }
    }

    pub(super) fn from_value(value: DeValue<'_>, line: usize, lines: &Lines) -> Self {
        let content = match value {
            DeValue::String(text) => Content::Text(text.into_owned()),
            DeValue::Integer(number) => Content::Number(number.to_string()),
            DeValue::Float(number) => Content::Number(number.as_str().to_owned()),
            DeValue::Boolean(flag) => Content::Flag(flag),
            DeValue::Datetime(when) => moment(
                when.date.map(|d| (d.year, d.month, d.day)),
                when.time.map(|t| (t.hour, t.minute, t.second.unwrap_or(0))),
                when.to_string(),
            ),
            DeValue::Array(list) => {
                let item = |item: toml::Spanned<DeValue<'_>>| {
                    let line = lines.at(item.span().start);
                    Self::from_value(item.into_inner(), line, lines)
                };
                Content::List(list.into_iter().map(item).collect())
            }
            DeValue::Table(table) => Content::Table(Branch::from_table(table, lines)),
        };
        Self { line, content, typed: None }
    }

    fn report_unread(&self, path: &str, problems: &mut Vec<Problem>) {
        if problems.iter().any(|problem| problem.field == path && problem.line <= self.line) {
            return; // Refused as a whole; what it holds was never asked for.
        }
        match &self.content {
            Content::Table(branch) => branch.report_unread(path, problems),
            Content::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    item.report_unread(&format!("{path}[{}]", at + 1), problems);
                }
            }
            _ => {}
        }
    }
}

/// A civil date or a civil time; anything else keeps its words for the complaint. The library's own type cannot be
/// named with the features in use, so its parts come here one by one.
fn moment(date: Option<(u16, u8, u8)>, time: Option<(u8, u8, u8)>, words: String) -> Content {
    let civil = match (date, time) {
        (Some((y, m, d)), None) => NaiveDate::from_ymd_opt(y.into(), m.into(), d.into()).map(Content::Date),
        (None, Some((h, m, s))) => NaiveTime::from_hms_opt(h.into(), m.into(), s.into()).map(Content::Time),
        _ => None,
    };
    civil.unwrap_or(Content::OddTime(words))
}

impl Branch {
    pub(super) fn from_table(table: DeTable<'_>, lines: &Lines) -> Self {
        let entry =
            |(name, value): (toml::Spanned<std::borrow::Cow<'_, str>>, toml::Spanned<DeValue<'_>>)| {
                let line = lines.at(name.span().start);
                let value_line = lines.at(value.span().start);
                let node = Node::from_value(value.into_inner(), value_line, lines);
                Entry { name: name.into_inner().into_owned(), line, node, read: Cell::new(false) }
            };
        let mut entries: Vec<Entry> = table.into_iter().map(entry).collect();
        sorting::sort_by_key(&mut entries, |entry| entry.line);
        Self { entries, asked: RefCell::default() }
    }

    /// The entry of this name, marked as read; the name becomes known.
    pub(super) fn ask(&self, name: &str) -> Option<&Entry> {
        if !self.asked.borrow().contains(name) {
            self.asked.borrow_mut().insert(name.to_owned());
        }
        let entry = self.entries.iter().find(|entry| entry.name == name)?;
        entry.read.set(true);
        Some(entry)
    }

    pub(super) fn report_unread(&self, path: &str, problems: &mut Vec<Problem>) {
        let asked = self.asked.borrow();
        for entry in &self.entries {
            let path = join(path, &entry.name);
            if entry.read.get() {
                entry.node.report_unread(&path, problems);
                continue;
            }
            let right = match closest(&entry.name, asked.iter().map(String::as_str)) {
                Some(name) => format!("did you mean {name}?"),
                None if asked.is_empty() => "remove it".to_owned(),
                None => format!("known here: {}", asked.iter().cloned().collect::<Vec<_>>().join(", ")),
            };
            problems.push(Problem::new(entry.line, path, "unknown field", right));
        }
    }
}

pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
