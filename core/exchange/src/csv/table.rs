use csv::{ReaderBuilder, StringRecord};

use super::{CsvError, MAX_BYTES, MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, column_name};

/// A file as rows of cells, blank rows left out.
pub(super) struct Table {
    /// The first row.
    pub header: Vec<String>,
    /// The rows below it.
    pub rows: Vec<TableRow>,
}

/// One row below the header.
pub(super) struct TableRow {
    /// The line on which it begins, counted from 1 over the whole file.
    pub line: u32,
    /// Its cells as written, without quotes, up to the last that is not blank; at most one more than columns can be.
    pub cells: Vec<String>,
}

/// Rarest first: of two that fit alike, the one that seldom occurs in a name is the separator.
const SEPARATORS: [u8; 3] = [b'\t', b';', b','];

impl Table {
    /// Reads a file whose columns are separated by commas, semicolons or tabs. `knows` tells whether a name means
    /// something as a header; it decides between separators.
    ///
    /// # Errors
    /// Anything that makes the file no table, or a larger one than the limits allow.
    pub fn read(text: &str, knows: impl Fn(&str) -> bool) -> Result<Self, CsvError> {
        if text.len() > MAX_BYTES {
            return Err(CsvError::TooLarge { bytes: text.len() });
        }
        if let Some(place) = text.find(|letter: char| letter.is_ascii_control() && !"\t\r\n".contains(letter))
        {
            return Err(CsvError::NotText { line: Lines::new(text).at(place) });
        }
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let (start, separator) = match declared(&text[start..]) {
            Some((length, separator)) => (start + length, separator),
            None => (start, separator(&text[start..], knows)),
        };
        if let Some(place) = broken_quote(&text.as_bytes()[start..], separator) {
            return Err(CsvError::Quote { line: Lines::new(text).at(start + place) });
        }
        rows(text, start, separator)
    }
}

fn rows(text: &str, start: usize, separator: u8) -> Result<Table, CsvError> {
    let mut lines = Lines::new(text);
    let mut header: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    for record in records(&text[start..], separator) {
        let begins = record.position().map_or(0, |place| place.byte());
        let line = lines.of_row(start + usize::try_from(begins).unwrap_or(usize::MAX));
        if let Some(index) = record.iter().position(|cell| cell.chars().count() > MAX_CELL_CHARS) {
            let name = header.as_ref().and_then(|names| names.get(index));
            return Err(CsvError::CellTooLong { line, column: column_name(name.map_or("", |n| n), index) });
        }
        if record.iter().all(is_blank) {
            continue;
        }
        let filled = record.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let last = filled.last().map_or(0, |(index, _)| index);
        let cells = |count: usize| record.iter().take(count).map(str::to_owned).collect();
        if header.is_none() {
            if last >= MAX_COLUMNS {
                return Err(CsvError::TooManyColumns { found: last + 1 });
            }
            header = Some(cells(MAX_COLUMNS));
        } else if rows.len() == MAX_ROWS {
            return Err(CsvError::TooManyRows);
        } else {
            rows.push(TableRow { line, cells: cells(last.min(MAX_COLUMNS) + 1) });
        }
    }
    Ok(Table { header: header.ok_or(CsvError::Empty)?, rows })
}

/// The rows of a text that is in memory and UTF-8, and may be ragged: nothing is left that could fail.
fn records(text: &str, separator: u8) -> impl Iterator<Item = StringRecord> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records()
        .map(|record| record.expect("UTF-8 in memory is read, and rows may differ in width"))
}

/// The line `sep=;` that some spreadsheets write first: its length, without its end, and the separator it names.
fn declared(text: &str) -> Option<(usize, u8)> {
    let line = text.split(['\r', '\n']).next()?;
    let prefix = line.get(..4).filter(|prefix| prefix.eq_ignore_ascii_case("sep="))?;
    match line.as_bytes()[prefix.len()..] {
        [separator] if SEPARATORS.contains(&separator) => Some((line.len(), separator)),
        _ => None,
    }
}

/// The separator that makes the most known names of the first row, then the most cells.
fn separator(text: &str, knows: impl Fn(&str) -> bool) -> u8 {
    let yields = |separator: u8| {
        let header = records(text, separator).find(|row| !row.iter().all(is_blank));
        let header = header.unwrap_or_default();
        (header.iter().filter(|name| knows(name)).count(), header.len())
    };
    let fits = SEPARATORS.into_iter().rev().max_by_key(|separator| yields(*separator));
    fits.unwrap_or(b',')
}

/// Whether nothing stands in a cell but spaces and the separators of another kind of table: so looks a blank row that is
/// read with the wrong separator.
fn is_blank(cell: &str) -> bool {
    cell.chars().all(|sign| sign.is_whitespace() || sign == ',' || sign == ';')
}

/// Where a quoted cell begins that does not end at a separator or line end.
///
/// The library reads such a file without complaint, and puts the rows after a lost quote into one cell.
fn broken_quote(bytes: &[u8], separator: u8) -> Option<usize> {
    #[derive(PartialEq)]
    enum Place {
        Start,
        Bare,
        Quoted,
        Closed,
    }
    let (mut place, mut opened) = (Place::Start, 0);
    for (index, byte) in bytes.iter().copied().enumerate() {
        let ends = byte == separator || byte == b'\r' || byte == b'\n';
        place = match (place, byte) {
            (Place::Start, b'"') => {
                opened = index;
                Place::Quoted
            }
            (Place::Quoted, b'"') => Place::Closed,
            (Place::Quoted, _) | (Place::Closed, b'"') => Place::Quoted,
            (Place::Closed, _) if !ends => return Some(opened),
            _ if ends => Place::Start,
            _ => Place::Bare,
        };
    }
    (place == Place::Quoted).then_some(opened)
}

/// Counts lines forward through a text. A line ends with LF, CR LF, or a lone CR.
struct Lines<'t> {
    bytes: &'t [u8],
    place: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), place: 0, line: 1 }
    }

    /// The line of this byte, which must not lie before the one asked for last.
    fn at(&mut self, place: usize) -> u32 {
        while self.place < place.min(self.bytes.len()) {
            let next = self.bytes.get(self.place + 1);
            match self.bytes[self.place] {
                b'\n' => self.line += 1,
                b'\r' if next != Some(&b'\n') => self.line += 1,
                _ => {}
            }
            self.place += 1;
        }
        self.line
    }

    /// The line of the row that begins at this byte or after the line ends that stand there: the library counts blank
    /// lines to the row that follows them.
    fn of_row(&mut self, place: usize) -> u32 {
        let rest = self.bytes.get(place..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.at(place + blank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Table, CsvError> {
        Table::read(text, |name| ["date", "size", "size, mm"].contains(&name.trim().to_lowercase().as_str()))
    }

    fn lines(text: &str) -> Vec<(u32, usize)> {
        let table = read(text).map_err(|error| error.to_string()).expect("a table");
        table.rows.iter().map(|row| (row.line, row.cells.len())).collect()
    }

    #[test]
    fn lines_are_counted_over_blank_lines_quoted_line_ends_and_every_kind_of_line_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "date,size", "", "a,1", "\"b", "b\",2", "", ",", "c,3", ""].join(end);
            assert_eq!(lines(&text), [(4, 2), (5, 2), (9, 2)], "{end:?}");
        }
    }

    #[test]
    fn the_separator_is_the_one_that_makes_known_names() {
        for text in [
            "date,size\na,1\n",
            "date;size\na;1\n",
            "date\tsize\na\t1",
            "date;size, mm\na;1,5",
            "sep=;\ndate;size\na;1",
        ] {
            assert_eq!(lines(text).first().map(|row| row.1), Some(2), "{text}");
        }
        assert_eq!(lines("sep=;\r\ndate;x,y\r\na;1"), [(3, 2)], "the declared one wins");
        assert_eq!(read("sep=,").err(), Some(CsvError::Empty));
        assert_eq!(read("sep=x\n").map(|table| table.header), Ok(vec!["sep=x".to_owned()]));
    }

    #[test]
    fn a_cell_that_goes_on_after_its_quote_is_found_where_it_begins() {
        for (text, line) in [
            ("date,size\na,\"1\nb,2\n", 2),
            ("date,size\na,1\nb,\"2\nc,\"3\"\n", 3),
            ("date,size\n\"a\" b,1\n", 2),
            ("\"date,size\n", 1),
        ] {
            assert_eq!(read(text).err(), Some(CsvError::Quote { line }), "{text}");
        }
        for text in ["date,size\n\"a \"\"b\"\"\",1", "date,size\na \"b\",\"\"", "date,size\n\"a\n\n,\",1\r\n"]
        {
            assert_eq!(lines(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn each_limit_holds_at_the_value_and_fails_one_beyond() {
        let of_bytes = |length: usize| format!("date\n{}", " ".repeat(length - 5));
        assert!(!matches!(read(&of_bytes(MAX_BYTES)), Err(CsvError::TooLarge { .. })));
        let bytes = MAX_BYTES + 1;
        assert_eq!(read(&of_bytes(bytes)).err(), Some(CsvError::TooLarge { bytes }));
        let cell = |length: usize| format!("date,size\na,{}", "ä".repeat(length));
        assert_eq!(lines(&cell(MAX_CELL_CHARS)), [(2, 2)]);
        let column = "size".to_owned();
        assert_eq!(read(&cell(MAX_CELL_CHARS + 1)).err(), Some(CsvError::CellTooLong { line: 2, column }));
        let rows = |count: usize| format!("date\n{}", "a\n\n".repeat(count));
        assert_eq!(lines(&rows(MAX_ROWS)).len(), MAX_ROWS);
        assert_eq!(read(&rows(MAX_ROWS + 1)).err(), Some(CsvError::TooManyRows));
        let wide = |count: usize| vec!["date"; count].join(",");
        assert_eq!(read(&wide(MAX_COLUMNS)).map(|table| table.header.len()), Ok(MAX_COLUMNS));
        let found = MAX_COLUMNS + 1;
        assert_eq!(read(&wide(found)).err(), Some(CsvError::TooManyColumns { found }));
    }

    #[test]
    fn what_is_not_text_or_empty_is_refused() {
        for (text, error) in [
            ("", CsvError::Empty),
            ("\u{feff}", CsvError::Empty),
            ("\n \r\n,,,\n", CsvError::Empty),
            ("PK\u{3}\u{4}", CsvError::NotText { line: 1 }),
            ("date,size\na,1\0", CsvError::NotText { line: 2 }),
        ] {
            assert_eq!(read(text).err(), Some(error), "{text:?}");
        }
    }
}
