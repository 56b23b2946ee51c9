//! What can be read of a damaged database, page by page and row by row.
//!
//! Everything is read from a copy in a folder of our own: SQLite would play a log back into the file that it opens. One bad page
//! spoils a connection, so that after each the copy is opened anew.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use gradus_crypto::sha256;
use gradus_journal::{Entry, Kind, PersonId, SignedHead};
use gradus_vault::Keys;
use rusqlite::{Connection, ErrorCode};

use crate::connection::{create_scratch, open_wreck};
use crate::draft::{self, KeptRun};
use crate::error::{In, StoreError};
use crate::files::{DATABASE_FILES, PAGE_BYTES, beside, close_to_others, look};
use crate::problem::Problem;
use crate::rows::{self, ENTRY_COLUMNS, EntryRow, VaultRow};
use crate::schema;
use crate::verify::is_damage;

/// More rows than fit on a page.
const ON_A_LEAF: u64 = 64;

/// The greatest number of a row.
const MOST: u64 = i64::MAX as u64;

/// What could be read.
pub(crate) struct Wreck {
    pub(crate) vault: Option<VaultRow>,
    /// In the order of arrival; nothing of them is believed yet.
    pub(crate) rows: Vec<EntryRow>,
    pub(crate) heads: Vec<SignedHead>,
    /// What an index still says of each arrival.
    pub(crate) index: BTreeMap<u64, Indexed>,
    pub(crate) packs: Vec<String>,
    /// How many rule packs could not be read; `None` where not even that is known.
    pub(crate) lost_packs: Option<u64>,
    /// Sessions and check-ins that were going on; `None` where nobody knows.
    pub(crate) begun: Option<u64>,
    /// What it knew of the notes that were made while it was locked; `None` where nobody knows, or it knew of none.
    pub(crate) inbox: Option<KeptRun>,
}

/// What the index of people says of an entry.
#[derive(Clone, Copy)]
pub(crate) struct Indexed {
    pub(crate) person: PersonId,
    pub(crate) kind: Kind,
    pub(crate) effective_ms: i64,
}

/// Reads a copy of the database `file` in `dir`, made in `workshop` and removed again.
pub(crate) fn read_wreck(dir: &Path, file: &str, keys: &Keys, workshop: &Path) -> Result<Wreck, StoreError> {
    let found = match look(dir, file) {
        Err(StoreError::Truncated { found_bytes: 1.., .. }) | Ok(_) => dir.join(file),
        Err(error) => return Err(error),
    };
    let copy = workshop.join(file);
    let read = copy_whole(&found, &copy).map_err(|error| In(file).io(error)).and_then(|bytes| {
        let pages = bytes.div_ceil(PAGE_BYTES);
        Reader { path: &copy, file, keys, pages, connection: None }.all()
    });
    for end in DATABASE_FILES {
        drop(fs::remove_file(beside(&copy, end)));
    }
    read
}

/// Copies a database and its log. A page that the medium does not give out is one of zeros, and so is what is missing of the
/// last one: both are pages that nobody wrote.
fn copy_whole(from: &Path, to: &Path) -> io::Result<u64> {
    let bytes = copy_pages(&mut File::open(from)?, &mut private(to)?)?;
    match File::open(beside(from, "-wal")) {
        // SQLite reads its log up to where a sum does not fit.
        Ok(mut log) => copy_pages(&mut log, &mut private(&beside(to, "-wal"))?).map(drop)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    Ok(bytes)
}

fn private(path: &Path) -> io::Result<File> {
    let file = File::create_new(path)?;
    close_to_others(path)?;
    Ok(file)
}

fn copy_pages(from: &mut (impl Read + Seek), to: &mut impl Write) -> io::Result<u64> {
    let length = from.seek(SeekFrom::End(0))?;
    let mut page = vec![0; usize::try_from(PAGE_BYTES).expect("4096")];
    for at in (0..length).step_by(page.len()) {
        let here = usize::try_from((length - at).min(PAGE_BYTES)).expect("at most 4096");
        page.fill(0);
        from.seek(SeekFrom::Start(at))?;
        if let Err(error) = from.read_exact(&mut page[..here]) {
            if matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::OutOfMemory) {
                return Err(error);
            }
            page.fill(0);
        }
        to.write_all(&page)?;
    }
    Ok(length)
}

struct Reader<'a> {
    path: &'a Path,
    file: &'a str,
    keys: &'a Keys,
    pages: u64,
    connection: Option<Connection>,
}

impl Reader<'_> {
    fn all(&mut self) -> Result<Wreck, StoreError> {
        if let Err(StoreError::Damaged { .. }) = self.connection() {
            graft_first_page(self.path, self.file, self.keys, self.pages)?;
        }
        let file = self.file;
        let version = schema::version(self.connection()?, file)?;
        let vault = self.read(rows::vault)?;
        let index = self.index()?;
        let (packs, lost_packs) = self.packs()?;
        // A session that goes on has its place since schema 2.
        let (begun, inbox) = match version {
            ..2 => (Some(0), None),
            _ => (self.read(draft::begun)?, self.read(draft::inbox)?.flatten()),
        };
        let rows = self.entries()?;
        let heads = self.heads()?;
        if rows.is_empty() && heads.is_empty() {
            // Not even a page can be told from another: what is left says nothing of what was there.
            return Err(In(file).damaged(Problem::FirstPage));
        }
        let vault = match vault {
            None => self
                .leaves("vault", |connection, found| rows::vault(connection).map(|row| found.push(row)))?
                .pop(),
            known => known,
        };
        Ok(Wreck { vault, rows, heads, index, packs, lost_packs, begun, inbox })
    }

    fn connection(&mut self) -> Result<&Connection, StoreError> {
        if self.connection.is_none() {
            self.connection = Some(open_wreck(self.path, self.file, self.keys)?);
        }
        Ok(self.connection.as_ref().expect("opened a line above"))
    }

    /// What `question` answers; `None` where it meets something damaged.
    fn read<T>(
        &mut self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        match question(self.connection()?) {
            Ok(answer) => Ok(Some(answer)),
            Err(error) if is_lost(&error) => {
                self.connection = None;
                Ok(None)
            }
            Err(error) => Err(In(self.file).sql(error)),
        }
    }

    /// Every row that can be read, in the order of arrival: along the table, and where that breaks off, leaf by leaf.
    fn entries(&mut self) -> Result<Vec<EntryRow>, StoreError> {
        // What was read before may have met a page that reads as zeros.
        self.connection = None;
        let (rows, is_whole) = self.range(1, MOST)?;
        if is_whole {
            return Ok(rows);
        }
        let mut found: BTreeMap<u64, EntryRow> = rows.into_iter().map(|row| (row.arrival, row)).collect();
        for page in 2..=self.pages {
            self.move_root("entry", page)?;
            for row in self.leaf()? {
                found.entry(row.arrival).or_insert(row);
            }
        }
        Ok(found.into_values().collect())
    }

    /// What can be read of the page that is taken for the root: where reading breaks off, row by row. What is too long for a page
    /// lies on others, too; its number never does.
    fn leaf(&mut self) -> Result<Vec<EntryRow>, StoreError> {
        let (mut rows, is_whole) = self.range(1, MOST)?;
        if !is_whole {
            let next = rows.last().map_or(1, |row| row.arrival + 1);
            for arrival in self.numbers(next)? {
                rows.extend(self.range(arrival, arrival)?.0);
            }
        }
        Ok(rows)
    }

    /// The numbers of the rows from this one on, as many as a leaf can hold.
    fn numbers(&mut self, from: u64) -> Result<Vec<u64>, StoreError> {
        let sql = format!(
            "SELECT arrival FROM entry NOT INDEXED WHERE arrival >= {from} ORDER BY arrival LIMIT {ON_A_LEAF}"
        );
        let mut found = Vec::new();
        self.read(|connection| {
            let mut statement = connection.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                found.push(rows::unsigned(row, 0)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The rows of these arrivals up to the first that cannot be read or is no entry, and whether there is none such. After one
    /// that is not what was written nothing more is believed of a connection: a page that it could not check reads as zeros.
    fn range(&mut self, from: u64, to: u64) -> Result<(Vec<EntryRow>, bool), StoreError> {
        let sql = format!(
            "SELECT {ENTRY_COLUMNS} FROM entry WHERE arrival BETWEEN {from} AND {to} ORDER BY arrival"
        );
        let mut found = Vec::new();
        let is_whole = self.read(|connection| each(connection, &sql, &mut found))?.unwrap_or(false);
        if !is_whole {
            self.connection = None;
        }
        Ok((found, is_whole))
    }

    /// The signed heads. Each proves itself, wherever it was found.
    fn heads(&mut self) -> Result<Vec<SignedHead>, StoreError> {
        let signed = |connection: &Connection, found: &mut Vec<SignedHead>| {
            found.extend(rows::writers(connection)?.into_iter().map(|writer| writer.signed));
            Ok(())
        };
        let mut heads = Vec::new();
        match self.read(|connection| signed(connection, &mut heads))? {
            Some(()) => Ok(heads),
            None => self.leaves("writer", signed),
        }
    }

    /// Takes each page in turn for the root of a table and asks what lies on it: so are leaves found to which the way is damaged.
    /// What answers is to prove itself, because any page is asked.
    fn leaves<T>(
        &mut self,
        table: &str,
        question: impl Fn(&Connection, &mut Vec<T>) -> rusqlite::Result<()>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        for page in 2..=self.pages {
            self.move_root(table, page)?;
            self.read(|connection| question(connection, &mut found))?;
        }
        Ok(found)
    }

    /// Takes a page of the copy, which is ours to change, for the root of a table. A connection knows the roots from its beginning.
    fn move_root(&mut self, table: &str, page: u64) -> Result<(), StoreError> {
        let sql =
            format!("UPDATE sqlite_schema SET rootpage = {page} WHERE type = 'table' AND name = '{table}'");
        self.connection = None;
        self.read(|connection| connection.execute_batch(&sql))?;
        self.connection = None;
        Ok(())
    }

    /// The index, from both ends as far as it can be read.
    fn index(&mut self) -> Result<BTreeMap<u64, Indexed>, StoreError> {
        let mut index = BTreeMap::new();
        for way in ["ASC", "DESC"] {
            let sql = format!(
                "SELECT arrival, person, kind, effective_ms FROM entry INDEXED BY entry_of_person \
                 ORDER BY person {way}, kind {way}, effective_ms {way}"
            );
            let whole = self.read(|connection| {
                let mut statement = connection.prepare(&sql)?;
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    let (person, kind) = (PersonId(row.get(1)?), Kind::from_code(row.get(2)?));
                    index
                        .insert(rows::unsigned(row, 0)?, Indexed { person, kind, effective_ms: row.get(3)? });
                }
                Ok(())
            })?;
            if whole.is_some() {
                break;
            }
        }
        Ok(index)
    }

    /// Each pack that is what its hash names, and how many are not.
    fn packs(&mut self) -> Result<(Vec<String>, Option<u64>), StoreError> {
        let hashes = self.read(|connection| {
            let mut statement = connection.prepare("SELECT hash FROM pack")?;
            let rows = statement.query_map([], |row| row.get::<_, [u8; 32]>(0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let Some(hashes) = hashes else { return Ok((Vec::new(), None)) };
        let mut packs = Vec::new();
        for hash in &hashes {
            let sql = "SELECT text FROM pack WHERE hash = ?1";
            let text =
                self.read(|connection| connection.query_row(sql, [hash], |row| row.get::<_, String>(0)))?;
            packs.extend(text.filter(|text| sha256(&[text.as_bytes()]) == *hash));
        }
        let lost = hashes.len() - packs.len();
        Ok((packs, Some(lost as u64)))
    }
}

/// Damage, and what the medium does not give out: the copy is ours, so that nobody else is in the way.
fn is_lost(error: &rusqlite::Error) -> bool {
    is_damage(error) || error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure)
}

/// The rows up to the first that cannot be read or is no entry; whether there is none such.
fn each(connection: &Connection, sql: &str, found: &mut Vec<EntryRow>) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // A column that is not what it has to be says nothing of the next row.
        let Ok(row) = EntryRow::read(row) else { continue };
        let is_entry = Entry::parse(row.head.clone(), row.body.clone()).is_ok();
        found.push(row);
        if !is_entry {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Puts a first page in the place of one that cannot be read: that of an empty database of the same key and salt, with the same
/// tables and no fewer pages. The roots that it names may be others; see [`Reader::leaves`].
fn graft_first_page(path: &Path, file: &str, keys: &Keys, pages: u64) -> Result<(), StoreError> {
    let (failed, broken) = (|error| In(file).sql(error), |error| In(file).io(error));
    let scratch = beside(path, "-first");
    let graft = || {
        let mut copy = OpenOptions::new().read(true).write(true).open(path).map_err(broken)?;
        let mut page = vec![0; usize::try_from(PAGE_BYTES).expect("4096")];
        copy.read_exact(&mut page[..16]).map_err(broken)?;
        let mut fresh = create_scratch(&scratch, file, keys, &page[..16])?;
        let transaction = fresh.transaction().map_err(failed)?;
        schema::make(&transaction).map_err(failed)?;
        let bytes = i64::try_from(pages * PAGE_BYTES).unwrap_or(i64::MAX);
        let sql = "INSERT INTO pack (hash, text) VALUES (x'00', CAST(zeroblob(?1) AS TEXT))";
        transaction.execute(sql, [bytes]).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        fresh.close().map_err(|(_, error)| failed(error))?;
        File::open(&scratch).and_then(|mut fresh| fresh.read_exact(&mut page)).map_err(broken)?;
        copy.seek(SeekFrom::Start(0)).and_then(|_| copy.write_all(&page)).map_err(broken)
    };
    let grafted = graft();
    drop(fs::remove_file(&scratch));
    grafted
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A medium that does not give out what lies from here to there.
    struct Worn(Cursor<Vec<u8>>, std::ops::Range<u64>);

    impl Read for Worn {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let at = self.0.position();
            match self.1.contains(&at) || (at..at + out.len() as u64).contains(&self.1.start) {
                true => Err(io::Error::other("worn")),
                false => self.0.read(out),
            }
        }
    }

    impl Seek for Worn {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn a_page_that_the_medium_keeps_is_one_of_zeros_and_the_others_are_copied() {
        let bytes: Vec<u8> =
            (0..3 * 4096 + 100).map(|at| u8::try_from(at % 251 + 1).expect("small")).collect();
        let mut copied = Vec::new();
        let length =
            copy_pages(&mut Worn(Cursor::new(bytes.clone()), 4100..4200), &mut copied).expect("copies");
        assert_eq!(length, bytes.len() as u64);
        assert_eq!(copied[..4096], bytes[..4096]);
        assert!(copied[4096..2 * 4096].iter().all(|byte| *byte == 0));
        assert_eq!(copied[2 * 4096..bytes.len()], bytes[2 * 4096..]);
        assert_eq!(copied.len(), 4 * 4096, "whole pages");
        assert!(copied[bytes.len()..].iter().all(|byte| *byte == 0));
    }
}
