use std::fmt;

use super::columns::LEAVE_OUT;
use super::field::Field;
use super::{MAX_BYTES, MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS};

/// Why a file is no diary that can be read, or a mapping does not fit it. Nothing was taken from the file.
///
/// Never holds the content of a note, nor a cell or name of more than 24 characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// The file is larger than [`MAX_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// The file holds characters that no text has: it is a spreadsheet or picture, not CSV.
    NotText {
        /// The first line with such a character.
        line: u32,
    },
    /// The file holds no row at all.
    Empty,
    /// A quoted cell never ends, or goes on after its closing quote. Where the cells after it begin cannot be told, so
    /// reading on could swallow sessions.
    Quote {
        /// The line on which the cell begins.
        line: u32,
    },
    /// The header names more than [`MAX_COLUMNS`] columns.
    TooManyColumns {
        /// How many it names.
        found: usize,
    },
    /// More than [`MAX_ROWS`] rows below the header.
    TooManyRows,
    /// A cell of more than [`MAX_CELL_CHARS`] characters.
    CellTooLong {
        /// The line on which its row begins.
        line: u32,
        /// Its column.
        column: String,
    },
    /// The first row holds a session and names no column.
    NoHeader,
    /// No column says this field, and no session can be read without it.
    MissingColumn {
        /// `date` or `size`.
        field: &'static str,
        /// The columns that the first row names, at most 8.
        names: Vec<String>,
        /// The column that most likely was to say it, by its heading or by its cells.
        meant: Option<String>,
    },
    /// The mapping names a field that sessions do not have.
    UnknownField {
        /// The column that was to feed it.
        column: String,
        /// The name that was given.
        field: String,
        /// The known name that it most likely meant.
        closest: Option<&'static str>,
    },
    /// The mapping names a column that the header lacks.
    UnknownColumn {
        /// The name that was given.
        column: String,
        /// The column that it most likely meant.
        closest: Option<String>,
    },
    /// The mapping names a column, and several bear that name.
    AmbiguousColumn {
        /// The name.
        column: String,
    },
    /// The mapping names the same column twice.
    MappedTwice {
        /// The column.
        column: String,
    },
    /// A column is headed by blood or pain, and nothing says how it is to be read. Leaving it out unasked could hide a
    /// danger.
    UnclearColumn {
        /// The column.
        column: String,
        /// The field that its heading most likely misspells.
        closest: Option<&'static str>,
    },
    /// Two columns feed the same field.
    TwoColumns {
        /// The field.
        field: &'static str,
        /// The column further left.
        first: String,
        /// The column further right.
        second: String,
    },
}

impl CsvError {
    /// The line it is about, counted from 1; `None` when it is about the file or the mapping.
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::NotText { line } | Self::Quote { line } | Self::CellTooLong { line, .. } => Some(*line),
            _ => None,
        }
    }

    /// What it is about: a column, a field, or `file`.
    pub fn field(&self) -> String {
        match self {
            Self::TooLarge { .. }
            | Self::NotText { .. }
            | Self::Empty
            | Self::Quote { .. }
            | Self::NoHeader
            | Self::TooManyColumns { .. }
            | Self::TooManyRows => "file".into(),
            Self::CellTooLong { column, .. }
            | Self::UnknownField { column, .. }
            | Self::UnknownColumn { column, .. }
            | Self::AmbiguousColumn { column }
            | Self::MappedTwice { column }
            | Self::UnclearColumn { column, .. } => column.clone(),
            Self::MissingColumn { field, .. } | Self::TwoColumns { field, .. } => (*field).into(),
        }
    }

    /// What is wrong.
    pub fn wrong(&self) -> String {
        match self {
            Self::TooLarge { bytes } => format!("is too large, {bytes} bytes"),
            Self::NotText { .. } => "is not text".into(),
            Self::Empty => "is empty".into(),
            Self::Quote { .. } => "holds a quoted cell that does not end as it should".into(),
            Self::TooManyColumns { found } => format!("has too many columns, {found}"),
            Self::TooManyRows => "has too many rows".into(),
            Self::CellTooLong { .. } => "a cell is too long".into(),
            Self::NoHeader => "the first row holds a session and names no column".into(),
            Self::MissingColumn { field, names, .. } => {
                format!("no column is known as the {field}; the first row names {}", names.join(", "))
            }
            Self::UnknownField { field, .. } => format!("{field} is no field of a session"),
            Self::UnknownColumn { .. } => "the first row names no such column".into(),
            Self::AmbiguousColumn { .. } => "several columns bear this name".into(),
            Self::MappedTwice { .. } => "is mapped twice".into(),
            Self::UnclearColumn { closest: Some(field), .. } => {
                format!("may be meant for {}, and is not known as it stands", field.replace('_', " "))
            }
            Self::UnclearColumn { .. } => "speaks of blood or pain, and how to read it is not clear".into(),
            Self::TwoColumns { first, second, .. } => format!("two columns say it, {first} and {second}"),
        }
    }

    /// What would be right, as an order.
    pub fn right(&self) -> String {
        match self {
            Self::TooLarge { .. } => {
                format!("give at most {MAX_BYTES} bytes (5 MiB); split it by year")
            }
            Self::NotText { .. } => "save the table as CSV in UTF-8".into(),
            Self::Empty => "give a table whose first row names the columns".into(),
            Self::Quote { .. } => {
                "close the cell with one quote before the next separator, and double each quote inside it"
                    .into()
            }
            Self::TooManyColumns { .. } => format!("give at most {MAX_COLUMNS}"),
            Self::TooManyRows => format!("give at most {MAX_ROWS}; split it by year"),
            Self::CellTooLong { .. } => format!("write at most {MAX_CELL_CHARS} characters"),
            Self::NoHeader => {
                "write a first row above it that names the columns, such as Date,Size,Pain".into()
            }
            Self::MissingColumn { field, meant: Some(column), .. } => {
                format!("if {column} holds it, write {field} above that column, or map {column}={field}")
            }
            Self::MissingColumn { field: "size", .. } => {
                "write size above the column that holds it in millimetres, or map that one, as in COLUMN=size"
                    .into()
            }
            Self::MissingColumn { field, .. } => {
                format!("write {field} above the column that holds it, or map that one, as in COLUMN={field}")
            }
            Self::UnknownField { closest: Some(name), .. } => format!("write {name}"),
            Self::UnknownField { closest: None, .. } => {
                format!("write one of {}, or {LEAVE_OUT}", Field::names().join(", "))
            }
            Self::UnknownColumn { closest: Some(name), .. } => format!("write {name}"),
            Self::UnknownColumn { closest: None, .. } => "write a name as it stands in the first row".into(),
            Self::AmbiguousColumn { .. } => "give each of them a name of its own".into(),
            Self::MappedTwice { .. } => "map each column once".into(),
            Self::UnclearColumn { column, closest: Some(field) } => {
                format!("if it says that, map {column}={field}; to leave it out, map {column}={LEAVE_OUT}")
            }
            Self::UnclearColumn { .. } => {
                format!("map it to bleeding, pain_before, pain_peak or pain_after, or to {LEAVE_OUT}")
            }
            Self::TwoColumns { .. } => format!("map one of them to {LEAVE_OUT}"),
        }
    }

    /// Line, field, what is wrong and what would be right, for a form that shows them apart.
    pub fn problem(&self) -> (Option<u32>, String, String, String) {
        (self.line(), self.field(), self.wrong(), self.right())
    }
}

impl fmt::Display for CsvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, field, wrong, right) = self.problem();
        if let Some(line) = line {
            write!(f, "line {line}, ")?;
        }
        write!(f, "{field}: {wrong}; {right}")
    }
}
