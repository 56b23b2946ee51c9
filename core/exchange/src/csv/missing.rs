//! Which column was meant, where none says a field that every session needs?
use super::cell::{bare, is_unknown};
use super::closest::{closest, is_slip};
use super::field::{Field, plain};
use super::table::TableRow;
use super::when::{Order, when};
use super::{CsvError, amount, brief};

/// The most names of columns that a message repeats.
const MOST_NAMES: usize = 8;

/// What is told of a file whose columns lack `field`, which is `date` or `size`: whether its first row is a session, or which
/// names it has, and which column was most likely meant.
pub(super) fn missing(
    field: &'static str,
    names: &[String],
    fields: &[Option<Field>],
    rows: &[TableRow],
) -> CsvError {
    if is_session(names, fields, rows) {
        return CsvError::NoHeader;
    }
    let meant = meant(field, names, fields, rows).and_then(|index| brief(&names[index]).map(str::to_owned));
    let short = names.iter().filter_map(|name| brief(name)).take(MOST_NAMES);
    CsvError::MissingColumn { field, names: short.map(str::to_owned).collect(), meant }
}

/// Whether the first row holds a session: then what stands there is what somebody logged, and no message repeats it.
fn is_session(names: &[String], fields: &[Option<Field>], rows: &[TableRow]) -> bool {
    let recurs = |(index, name): (usize, &String)| cells(rows, index).any(|cell| cell == bare(name));
    names.iter().any(|name| reads_as("date", name) || reads_as("size", name))
        || (fields.iter().all(Option::is_none) && names.iter().enumerate().any(recurs))
}

/// By its heading, or else the only one by its cells. One whose cells cannot be read as the field is not offered, nor is one
/// in another unit.
fn meant(
    field: &'static str,
    names: &[String],
    fields: &[Option<Field>],
    rows: &[TableRow],
) -> Option<usize> {
    let free = |index: &usize| match fields[*index] {
        None | Some(Field::Note | Field::Device | Field::Time) => true,
        Some(_) => false,
    };
    let fits = |index: &usize| {
        let mut told = cells(rows, *index).peekable();
        told.peek().is_some() && told.all(|cell| reads_as(field, &cell))
    };
    let open = || (0..names.len()).filter(free).filter(|index| !names_another_unit(&names[*index]));
    let by_heading = open().find(|index| is_near(field, &names[*index]) && (rows.is_empty() || fits(index)));
    by_heading.or_else(|| {
        let mut by_cells = open().filter(fits);
        by_cells.next().filter(|_| by_cells.next().is_none())
    })
}

fn cells(rows: &[TableRow], index: usize) -> impl Iterator<Item = String> {
    let told = rows.iter().filter_map(move |row| row.cells.get(index)).map(|cell| bare(cell));
    told.filter(|cell| !cell.is_empty() && !is_unknown(cell))
}

fn reads_as(field: &str, cell: &str) -> bool {
    match field {
        "date" => when(cell, Order::DayFirst).is_ok() || when(cell, Order::MonthFirst).is_ok(),
        _ => amount::size(cell).is_ok(),
    }
}

/// Whether a heading, or a word of it, is nearly one that is known for the field.
fn is_near(field: &str, heading: &str) -> bool {
    let known = Field::headings(field);
    let words = heading.split(|letter: char| !letter.is_alphanumeric()).map(plain);
    let mut tried = words.filter(|word| word.chars().count() >= 3).chain([plain(heading)]);
    tried.any(|word| closest(&word, known.iter()).is_some())
}

/// French or centimetres would be taken for millimetres, and so would the number of a dilator.
fn names_another_unit(heading: &str) -> bool {
    const OTHERS: &[&str] = &[
        "fr",
        "french",
        "ch",
        "charr",
        "charriere",
        "charrière",
        "cm",
        "inch",
        "inches",
        "in",
        "no",
        "nr",
        "number",
    ];
    let lower = heading.to_lowercase();
    heading.contains('#')
        || lower.split(|letter: char| !letter.is_alphanumeric()).any(|word| OTHERS.contains(&word))
}

/// The field of blood or pain that a heading most likely misspells.
pub(super) fn nearly_danger(heading: &str) -> Option<&'static str> {
    let heading = plain(heading);
    ["bleeding", "pain_peak", "pain_before", "pain_after"].into_iter().find(|field| {
        let known = Field::headings(field);
        known.iter().any(|name| name.chars().count() >= 4 && is_slip(&heading, name))
    })
}
