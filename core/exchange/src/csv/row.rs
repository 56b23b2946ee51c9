use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use gradus_domain::{DeviceUsed, Ease, Moment, Session, SessionPain, StopReason};

use super::cell::{Wrong, bare, is_dash};
use super::columns::Columns;
use super::field::Field;
use super::table::TableRow;
use super::when::{Order, When, clock, order_of, when};
use super::{MAX_CELL_CHARS, Refused, Row, amount, said};

/// The first year of a date that is believed; an earlier one is a slip of the spreadsheet.
const FIRST_YEAR: i32 = 1900;
const LONGEST_LABEL: usize = 60;

/// Reads rows into sessions.
pub(super) struct Reader<'c> {
    pub(super) columns: &'c Columns,
    pub(super) order: Order,
    born: NaiveDate,
    now: &'c Moment,
}

/// A mistake and the column it is in; `None` for the row as a whole.
type Mistake = (Option<usize>, Wrong);

impl<'c> Reader<'c> {
    /// With the order of ambiguous dates as the mapping says, or else as the whole file settles it.
    pub fn new(columns: &'c Columns, rows: &[TableRow], born: NaiveDate, now: &'c Moment) -> Self {
        let order = match columns.that_says("date") {
            Some((_, Field::DateDayFirst)) => Order::DayFirst,
            Some((_, Field::DateMonthFirst)) => Order::MonthFirst,
            Some((index, _)) => {
                let cells: Vec<_> =
                    rows.iter().filter_map(|row| row.cells.get(index)).map(|cell| bare(cell)).collect();
                order_of(cells.iter().map(String::as_str))
            }
            None => Order::Open,
        };
        Self { columns, order, born, now }
    }

    /// The session of one row.
    ///
    /// # Errors
    /// The first thing that is wrong in it.
    pub fn read(&self, row: &TableRow) -> Result<Row, Refused> {
        let read = self.is_no_wider_than_the_header(row).and_then(|()| {
            let at = self.at(row)?;
            let mut read = Row { line: row.line, at, session: self.session(row)? };
            read.session.untold = self.untold(row, &read);
            Ok(read)
        });
        read.map_err(|(index, Wrong { wrong, right })| Refused {
            line: row.line,
            column: index.map_or_else(|| "row".into(), |index| self.columns.name(index)),
            wrong,
            right,
        })
    }

    /// A comma inside a number moves every cell after it. Nothing in such a row can be believed.
    fn is_no_wider_than_the_header(&self, row: &TableRow) -> Result<(), Mistake> {
        let columns = self.columns.count();
        if row.cells.len() <= columns {
            return Ok(());
        }
        let right = "put a cell that holds the separator, such as 12,5, in double quotes";
        Err((None, Wrong::new(format!("has more cells than the header, which has {columns}"), right)))
    }

    fn at(&self, row: &TableRow) -> Result<DateTime<FixedOffset>, Mistake> {
        let date = self.need(row, "date", |cell, _| when(cell, self.order))?;
        let time =
            self.cell(row, "time", |cell, _| if cell == "?" { Ok(None) } else { clock(cell).map(Some) })?;
        let index = self.columns.that_says("date").map(|(index, _)| index);
        let time = one_time(date, time.flatten()).map_err(|wrong| (index, wrong))?;
        let offset = date.offset.unwrap_or(*self.now.wall.offset());
        let at = offset.from_local_datetime(&date.date.and_time(time)).single();
        let wrong = match at {
            None => "is no date that can be kept",
            Some(_) if date.date.year() < FIRST_YEAR => "lies before 1900",
            Some(at) if at.date_naive() < self.born => "lies before the person was born",
            Some(at) if at > self.now.wall && (date.date > self.now.date() || date.time.is_some()) => {
                "lies in the future"
            }
            Some(at) if at > self.now.wall => "is today, and its time is still to come",
            Some(at) => return Ok(at),
        };
        let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).map_or(self.born, |first| first.max(self.born));
        let right = format!("write a date and time from {first} until now; without a time, 12:00 is taken");
        Err((index, Wrong::new(wrong, right)))
    }

    fn session(&self, row: &TableRow) -> Result<Session, Mistake> {
        let size = self.need(row, "size", |cell, _| amount::size(cell))?;
        let pain = SessionPain {
            before: self.cell(row, "pain_before", |cell, _| amount::pain(cell))?,
            peak: self.cell(row, "pain_peak", |cell, _| amount::pain(cell))?,
            after: self.cell(row, "pain_after", |cell, _| amount::pain(cell))?,
            minutes_to_baseline: None,
        };
        let blood = |cell: &str, _| if is_dash(cell) { Ok(None) } else { said::bleeding(cell).map(Some) };
        let bleeding = self.cell(row, "bleeding", blood)?.flatten();
        let holds_s = self.cell(row, "hold", amount::holds)?.unwrap_or_default();
        let stopped = self.cell(row, "stop_reason", |cell, _| said::stop_reason(cell))?.flatten();
        let ease = self.cell(row, "ease", |cell, _| said::ease(cell))?.flatten();
        Ok(Session {
            occurrence: None,
            size,
            warm_up: Vec::new(),
            holds_s,
            ease: ease.unwrap_or_else(|| ease_not_told(stopped)),
            pain,
            bleeding,
            bleeding_stopped_after_min: None,
            lubricant: self.cell(row, "lubricant", |cell, _| said::lubricant(cell))?.flatten(),
            adjuncts: Vec::new(),
            stopped,
            note: self.words(row, "note", MAX_CELL_CHARS)?,
            device: self.words(row, "device", LONGEST_LABEL)?.map(DeviceUsed::Named),
            cleaned: None,
            untold: Vec::new(),
            guided: false,
        })
    }

    /// A typed cell; `None` when it is empty or its column is left out.
    fn cell<T>(
        &self,
        row: &TableRow,
        what: &str,
        read: impl FnOnce(&str, Field) -> Result<T, Wrong>,
    ) -> Result<Option<T>, Mistake> {
        let Some((index, field)) = self.columns.that_says(what) else { return Ok(None) };
        let text = row.cells.get(index).map(|cell| bare(cell)).unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        read(&text, field).map(Some).map_err(|wrong| (Some(index), wrong))
    }

    fn need<T>(
        &self,
        row: &TableRow,
        what: &str,
        read: impl FnOnce(&str, Field) -> Result<T, Wrong>,
    ) -> Result<T, Mistake> {
        let index = self.columns.that_says(what).map(|(index, _)| index);
        let right = if what == "size" {
            "write millimetres, such as 12 or 12.5"
        } else {
            "write it, such as 2026-03-31"
        };
        self.cell(row, what, read)?.ok_or_else(|| (index, Wrong::new("is empty", right)))
    }

    /// Free words, as written but for spaces at the ends.
    fn words(&self, row: &TableRow, what: &str, longest: usize) -> Result<Option<String>, Mistake> {
        let Some((index, _)) = self.columns.that_says(what) else { return Ok(None) };
        let text = row.cells.get(index).map_or("", |cell| cell.trim());
        if text.chars().count() > longest {
            return Err((
                Some(index),
                Wrong::new("is too long", format!("write at most {longest} characters")),
            ));
        }
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }
}

/// The time of a row. Midnight in the date's cell is what spreadsheets add to a day, and yields to a time of its own.
fn one_time(date: When, time: Option<NaiveTime>) -> Result<NaiveTime, Wrong> {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    match (date.time, time) {
        (Some(one), Some(other)) if one != other && (one != NaiveTime::MIN || date.offset.is_some()) => {
            Err(Wrong::new(
                "the date and the time column say different times",
                "leave the time column out, or say it once",
            ))
        }
        (_, Some(time)) | (Some(time), None) => Ok(time),
        (None, None) => Ok(noon),
    }
}

/// How a size went in of which the diary does not tell. See [`super::read`].
fn ease_not_told(stopped: Option<StopReason>) -> Ease {
    if stopped == Some(StopReason::WouldNotPass) { Ease::NotPassed } else { Ease::Firm }
}
