//! Which sessions does a diary kept elsewhere hold?
mod amount;
mod assumed;
mod cell;
mod closest;
mod columns;
mod error;
mod field;
mod missing;
mod row;
mod said;
mod table;
mod when;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use gradus_domain::sorting;
use gradus_domain::{Answer, Bleeding, History, Millimetres, Moment, PainScore, Session, Untold};
use gradus_words::Assumed;

use columns::Columns;
use table::Table;

pub use error::CsvError;

/// The largest file that is read, in bytes: 5 MiB.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// The most rows below the header. Four a day for thirteen years stay below it.
pub const MAX_ROWS: usize = 20_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 64;
/// The most characters of one cell, as long as a note may be.
pub const MAX_CELL_CHARS: usize = 4_000;
/// The longest cell or name that a message repeats, in characters.
const MAX_SHOWN_CHARS: usize = 24;

/// What a diary holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Each column of the file, in its order, and the field that it feeds; `None` for a column that is left out.
    pub columns: Vec<(String, Option<String>)>,
    /// The sessions that can be taken, in the order of the file.
    pub sessions: Vec<Row>,
    /// The rows that cannot, in the order of the file.
    pub refused: Vec<Refused>,
    /// Rows that the log or an earlier row of the file already has: the same minute and the same size.
    pub duplicates: u32,
    /// What the rows that were read do not say and was taken for granted, each with the number of rows, those of
    /// `duplicates` among them: a time that was taken may be why two rows look the same.
    pub assumed: BTreeMap<Assumed, u32>,
}

/// One session of a diary.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which its row begins, counted from 1.
    pub line: u32,
    /// When it was held.
    pub at: DateTime<FixedOffset>,
    /// The session.
    pub session: Session,
}

/// A row that cannot be taken, with the first thing that is wrong in it.
///
/// Never holds the content of a note, nor a cell of more than 24 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line on which the row begins, counted from 1.
    pub line: u32,
    /// The column as the header names it; `row` when it is about the row as a whole.
    pub column: String,
    /// What is wrong.
    pub wrong: String,
    /// What would be right, as an order.
    pub right: String,
}

/// Reads a diary: a table with a header row, its columns separated by commas, semicolons or tabs.
///
/// **Columns.** Headers are guessed from their usual English and German names, by letters and digits alone, without case. A
/// pair (column, field) of `mapping` overrides the guess; `leave_out` or an empty field leaves the column out. A
/// column headed by blood or pain is never left out unasked. The fields: `date`, `date:dmy` and `date:mdy` (day or
/// month first in `3/4/2026`), `at` (the same as `date`; both read RFC 3339 too), `time`, `size`, `pain_before`,
/// `pain_peak`, `pain_after`, `bleeding`, `hold` (each cell with its unit), `hold_s`, `hold_min`, `ease`,
/// `lubricant`, `stop_reason`, `note`, `device`. A date and a size are needed. A row may be shorter than the
/// header, never wider.
///
/// **When.** A date with its year first, with points (day first), or with the name of its month has one reading. Of
/// those with slashes or dashes, one that has only one reading settles the others of the file; if none does, or two
/// disagree, the rows that could be two days are refused. Morning and am are 08:00, noon 12:00, afternoon 16:00,
/// evening and pm 20:00, night and bedtime 22:00, and vormittag 10:00; no time is 12:00. Seconds are kept, parts of them are not. The
/// offset is that of `now`, unless RFC 3339 gives one. Nothing after `now` is taken, and nothing before the
/// person of `log` was born.
///
/// **What is not said.** An absent column or an empty cell of pain or blood means not asked, and so does a dash for
/// blood, which may mean "none" or "not looked"; `?` means not known. A cell that says something else is never
/// guessed: its row is refused. That goes for every field.
///
/// **Ease.** A session must say how the size went in, and many diaries do not. Where none is told,
/// [`Ease::NotPassed`] is taken if the row ended because it would not pass, and else [`Ease::Firm`]: the least that is
/// true of a size written down as used. It claims no comfort, as [`Ease::Easy`] would, and raises no alarm, as the
/// two others would.
///
/// All of that, the time of day, the unit, the order of a date and the offset where no row tells them, is counted in
/// [`Import::assumed`]: nothing is taken for granted in silence.
///
/// **Twice.** A row of the same minute and size as one in `log`, or as an equal earlier row, is counted and not
/// taken. If an earlier row of the same minute and size says something else, the later one is refused: dropping it
/// could hide blood.
///
/// [`Ease::Easy`]: gradus_domain::Ease::Easy
/// [`Ease::Firm`]: gradus_domain::Ease::Firm
/// [`Ease::NotPassed`]: gradus_domain::Ease::NotPassed
///
/// # Errors
/// [`CsvError`] for a file that is no table, is too large, or whose columns cannot be told; nothing is taken then.
pub fn read(text: &str, mapping: &[(&str, &str)], log: &History, now: &Moment) -> Result<Import, CsvError> {
    let names: Vec<_> = mapping.iter().map(|(column, _)| field::plain(column)).collect();
    let knows = |name: &str| field::Field::guess(name).is_some() || names.contains(&field::plain(name));
    let table = Table::read(text, knows)?;
    let columns = Columns::of(&table.header, &table.rows, mapping)?;
    let reader = row::Reader::new(&columns, &table.rows, log.person.born, now);
    let mut import = Import {
        columns: columns.listed(),
        sessions: Vec::new(),
        refused: Vec::new(),
        duplicates: 0,
        assumed: BTreeMap::new(),
    };
    let logged = sorting::map(log.sessions.iter().map(|one| (key(one.effective, &one.value), &one.value)));
    let mut seen: BTreeMap<_, Row> = BTreeMap::new();
    for cells in &table.rows {
        let row = match reader.read(cells) {
            Ok(row) => row,
            Err(refused) => {
                import.refused.push(refused);
                continue;
            }
        };
        let key = key(row.at, &row.session);
        let assumed = reader.assumed(cells, &row);
        match seen.get(&key) {
            Some(earlier) if is_same(&earlier.session, &row.session) => {
                import.duplicates += 1;
                // Of two that tell the same, the one that tells it itself.
                if row.session.untold.len() < earlier.session.untold.len() {
                    if let Some(taken) = import.sessions.iter_mut().find(|taken| taken.line == earlier.line) {
                        *taken = row.clone();
                    }
                    seen.insert(key, row);
                }
            }
            Some(earlier) => {
                import.refused.push(contradicts(&row, earlier));
                continue;
            }
            None => match logged.get(&key) {
                Some(known) if tells_of_more(&row.session, known) => {
                    import.refused.push(worse_than_logged(&row));
                    continue;
                }
                Some(_) => {
                    seen.insert(key, row);
                    import.duplicates += 1;
                }
                None => {
                    seen.insert(key, row.clone());
                    import.sessions.push(row);
                }
            },
        }
        assumed.into_iter().for_each(|one| *import.assumed.entry(one).or_default() += 1);
    }
    Ok(import)
}

/// Whether two rows tell the same: one that leaves out what was taken for it contradicts none that says just that.
fn is_same(earlier: &Session, later: &Session) -> bool {
    Session { untold: later.untold.clone(), guided: later.guided, ..earlier.clone() } == *later
}

/// What makes two rows the same session: the minute and the size.
fn key(at: DateTime<FixedOffset>, session: &Session) -> (i64, Millimetres) {
    (at.timestamp().div_euclid(60), session.size)
}

/// Two rows of one file that tell of the same minute and size, and not the same: taking the first alone could hide what
/// the second says.
fn contradicts(row: &Row, earlier: &Row) -> Refused {
    Refused {
        line: row.line,
        column: "row".into(),
        wrong: format!("line {} says something else of this size at this time", earlier.line),
        right: "give each session its own time, or delete the row that is wrong".into(),
    }
}

/// Whether a row tells of more blood or pain than the log has of that session, or of one that went worse.
fn tells_of_more(row: &Session, logged: &Session) -> bool {
    let blood = |session: &Session| known(session.bleeding).unwrap_or(Bleeding::None);
    let pain = |session: &Session| {
        let pain = &session.pain;
        [pain.before, pain.peak, pain.after].into_iter().filter_map(known).max().unwrap_or(PainScore::NONE)
    };
    let told_ease = !row.untold.contains(&Untold::Ease);
    blood(row) > blood(logged)
        || pain(row) > pain(logged)
        || told_ease && row.ease > logged.ease
        || row.stopped.is_some() && logged.stopped.is_none()
        || known(row.bleeding_stopped_after_min) > known(logged.bleeding_stopped_after_min)
}

fn known<T>(answer: Option<Answer<T>>) -> Option<T> {
    match answer {
        Some(Answer::Known(value)) => Some(value),
        Some(Answer::Unknown) | None => None,
    }
}

/// A row of a session that is in the log and milder there: leaving the row out in silence could hide a danger.
fn worse_than_logged(row: &Row) -> Refused {
    Refused {
        line: row.line,
        column: "row".into(),
        wrong: "this session is in the log already, and went better there".into(),
        right: "give the row the time of a session of its own, or delete it and tell of the blood or pain in a check-in".into(),
    }
}

/// A cell or name that is short enough for a message.
fn brief(text: &str) -> Option<&str> {
    (text.chars().count() <= MAX_SHOWN_CHARS).then_some(text)
}

/// The name of a column for a message: its place when the name is blank or long.
fn column_name(name: &str, index: usize) -> String {
    let name = brief(name.trim()).filter(|name| !name.is_empty());
    name.map_or_else(|| format!("column {}", index + 1), str::to_owned)
}

gradus_domain::unprinted!(Row, Refused);

#[cfg(test)]
mod tests;
