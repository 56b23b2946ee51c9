use std::path::Path;

use gradus_crypto::Entropy;
use gradus_journal::wire::decode;
use gradus_journal::{
    Arrivals, Body, Draft, Entry, EntrySet, Kind, Moment, Pen, PersonId, Statement, VAULT_ITSELF, WriterId,
};
use gradus_vault::{Mark, MarkFile, Opened, VaultId};
use rusqlite::{Connection, params};

use crate::connection::{self, ask, keep_wal};
use crate::draft::KeptRun;
use crate::error::{In, StoreError};
use crate::files::{close_folder_to_others, look};
use crate::hold::Hold;
use crate::medium::Medium;
use crate::problem::Problem;
use crate::rows::{ENTRY_COLUMNS, EntryRow, VaultRow};
use crate::scan::{Expected, Scan, scan};
use crate::schema;
use crate::stopper::Stopper;
use crate::verify::medium;

/// An open vault's database: reads entries, appends entries, and notices when it is not what it was.
///
/// Dropping it leaves the write-ahead log beside the database, as a crash would; everything acknowledged is in it.
/// [`Store::shut`] moves the log into the database file.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) file: String,
    pub(crate) medium: Medium,
    pub(crate) stopper: Stopper,
    pub(crate) expected: Expected,
    pub(crate) vault: VaultRow,
    pub(crate) pen: Pen,
    pub(crate) arrivals: Arrivals,
    pub(crate) least_header_epoch: u64,
    /// What the next transaction is to keep beside whatever it writes.
    pub(crate) beside: Option<KeptRun>,
}

/// An entry that was just stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The entry.
    pub entry: Entry,
    /// Its place among everything that ever reached this vault, from 1.
    pub arrival: u64,
}

/// A database that was read and checked apart from the mark and the header's epoch.
pub(crate) struct ReadOut {
    pub(crate) connection: Connection,
    pub(crate) version: usize,
    pub(crate) scan: Scan,
}

impl Store {
    /// Opens the database of an unlocked vault and reads the whole journal. Every entry, every chain, every signed head,
    /// the arrival chain, `vault.mark` and the header's epoch are checked before anything is written.
    ///
    /// # Errors
    /// [`StoreError`]; then every file is byte for byte as it was and no file is there that was not.
    pub fn open(dir: &Path, vault: &Opened) -> Result<(Self, EntrySet), StoreError> {
        Self::open_held(dir, vault, Hold::take(dir)?)
    }

    /// Opens as [`Store::open`] does, and before anything is written also checks every page, those that no entry lies
    /// on included, and the structure of tables and indexes.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_whole(dir: &Path, vault: &Opened) -> Result<(Self, EntrySet), StoreError> {
        Self::open_checking(dir, vault, Hold::take(dir)?, medium)
    }

    /// Opens as [`Store::open`] does, for whoever holds the folder already.
    pub(crate) fn open_held(dir: &Path, vault: &Opened, hold: Hold) -> Result<(Self, EntrySet), StoreError> {
        Self::open_checking(dir, vault, hold, |_| Ok(Vec::new()))
    }

    fn open_checking(
        dir: &Path,
        vault: &Opened,
        hold: Hold,
        check: impl FnOnce(&Connection) -> rusqlite::Result<Vec<Problem>>,
    ) -> Result<(Self, EntrySet), StoreError> {
        let mut read = read_out(dir, vault)?;
        let found = check(&read.connection).map_err(|error| In(vault.header().database_file()).sql(error))?;
        read.scan.problems.extend(found);
        let mark = MarkFile::open(dir, vault.keys())?;
        read.scan.compare(mark.mark());
        let file = vault.header().database_file();
        if let Some(problem) = read.scan.problems.drain(..).next() {
            return Err(refusal(file, problem));
        }
        vault.check_epoch(least_epoch(&read.scan.entries))?;
        close_folder_to_others(dir);
        Self::take_up(file, expected(vault), read, Medium::folder(dir, mark, hold))
    }

    /// Every entry in the order of arrival.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a row is not what was written, [`StoreError::Io`].
    pub fn entries(&self) -> Result<Vec<Entry>, StoreError> {
        self.select(&format!("SELECT {ENTRY_COLUMNS} FROM entry ORDER BY arrival"), [])
    }

    /// Entries about one person of one of these kinds, with an effective time from `from_ms` to `to_ms` (milliseconds
    /// since 1970 UTC, both included), by effective time. For screens that show a range; what decides a gate reads all.
    ///
    /// # Errors
    /// As [`Store::entries`].
    pub fn entries_of(
        &self,
        person: &PersonId,
        kinds: &[Kind],
        from_ms: i64,
        to_ms: i64,
    ) -> Result<Vec<Entry>, StoreError> {
        let sql = format!(
            "SELECT {ENTRY_COLUMNS} FROM entry WHERE person = ?1 AND kind = ?2 AND effective_ms BETWEEN ?3 AND ?4"
        );
        let mut found = Vec::new();
        for kind in kinds {
            found.extend(self.select(&sql, params![person.0, kind.code(), from_ms, to_ms])?);
        }
        found.sort_by_key(|entry| (entry.head().effective, entry.head().lamport, entry.id()));
        found.dedup();
        Ok(found)
    }

    /// The least header epoch that the journal has recorded; 0 when none was.
    pub fn least_header_epoch(&self) -> u64 {
        self.least_header_epoch
    }

    /// Records that no header below `epoch` is accepted any more. Call it after every change of a slot. Writes nothing
    /// when that is known already.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn record_header_epoch(
        &mut self,
        epoch: u64,
        now: &Moment,
        entropy: &dyn Entropy,
    ) -> Result<Option<Arrived>, StoreError> {
        if epoch <= self.least_header_epoch {
            return Ok(None);
        }
        let draft = Draft::new(VAULT_ITSELF, now.wall, &Statement::LeastHeaderEpoch(epoch))?;
        Ok(self.append(vec![draft], now, entropy)?.pop())
    }

    /// The vault's folder; `None` for one in memory.
    pub fn folder(&self) -> Option<&Path> {
        match &self.medium {
            Medium::Folder { dir, .. } => Some(dir),
            Medium::Memory { .. } => None,
        }
    }

    /// The writer that writes here.
    pub fn writer(&self) -> WriterId {
        self.pen.id()
    }

    /// The vault's id.
    pub fn vault_id(&self) -> VaultId {
        VaultId(self.vault.vault_id)
    }

    /// How many keys the vault has had, this one included.
    pub fn key_generation(&self) -> u32 {
        self.vault.key_generation
    }

    /// How many entries have arrived.
    pub fn arrivals(&self) -> u64 {
        self.arrivals.count()
    }

    /// When the vault was made, milliseconds since 1970 UTC.
    pub fn created_ms(&self) -> i64 {
        self.vault.created_ms
    }

    /// Moves the log into the database file, so that erased bodies leave this disk, and gives their space back. Copies of
    /// the folder, backups and other people's devices keep what they have.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] (it needs space for a second database for a moment), [`StoreError::Io`].
    pub fn compact(&mut self) -> Result<(), StoreError> {
        self.checkpoint()?;
        self.connection.execute_batch("VACUUM").map_err(|error| In(&self.file).sql(error))?;
        self.checkpoint()
    }

    /// Closes in good order: the log goes into the database file, the mark onto the medium.
    ///
    /// # Errors
    /// [`StoreError::Io`], [`StoreError::DiskFull`]; everything acknowledged is safe in the log then. [`StoreError::Vault`]
    /// when `vault.mark` could not be written: everything is safe, and an older state put back may go unseen.
    pub fn shut(mut self) -> Result<(), StoreError> {
        // Whatever comes of it, the rest is closed in good order.
        let marked = self.catch_up();
        let failed = |error| In(&self.file).sql(error);
        // Whoever stopped the store wants it closed.
        self.connection.progress_handler(0, None::<fn() -> bool>).map_err(failed)?;
        self.checkpoint()?;
        keep_wal(&self.connection, false).map_err(failed)?;
        self.connection.close().map_err(|(_, error)| failed(error))?;
        let synced = self.medium.sync();
        marked?;
        Ok(synced?)
    }

    pub(crate) fn take_up(
        file: &str,
        expected: Expected,
        read: ReadOut,
        medium: Medium,
    ) -> Result<(Self, EntrySet), StoreError> {
        let ReadOut { mut connection, version, scan } = read;
        let failed = |error| In(file).sql(error);
        let (arrivals, lamport) = (scan.arrivals(), scan.lamport());
        let (seed, signed) = scan.own.ok_or_else(|| In(file).damaged(Problem::WriterKey))?;
        let pen = Pen::resume(seed, &signed, lamport).map_err(|_| In(file).damaged(Problem::WriterKey))?;
        keep_wal(&connection, true).map_err(failed)?;
        schema::upgrade(&mut connection, version).map_err(failed)?;
        let store = Self {
            stopper: Stopper::watch(&mut connection).map_err(failed)?,
            connection,
            file: file.to_owned(),
            medium,
            expected,
            vault: scan.vault,
            pen,
            arrivals,
            least_header_epoch: least_epoch(&scan.entries),
            beside: None,
        };
        Ok((store, scan.entries.into_iter().collect()))
    }

    pub(crate) fn checkpoint(&self) -> Result<(), StoreError> {
        let answer = ask(&self.connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        match answer.map_err(|error| In(&self.file).sql(error))?.as_deref() {
            Some("0") => Ok(()),
            _ => Err(StoreError::Busy),
        }
    }

    pub(crate) fn current_mark(&self) -> Mark {
        Mark {
            incarnation: self.vault.incarnation,
            arrival_number: self.arrivals.count(),
            arrival_head: *self.arrivals.head(),
        }
    }

    /// Writes the mark where it does not know of the newest entry yet.
    pub(crate) fn catch_up(&mut self) -> Result<(), StoreError> {
        let mark = self.current_mark();
        if *self.medium.mark() != mark {
            self.medium.note(&mark)?;
        }
        Ok(())
    }

    fn select(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<Entry>, StoreError> {
        let failed = |error| In(&self.file).sql(error);
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let rows = statement.query_map(values, EntryRow::read).map_err(failed)?;
        let mut entries = Vec::new();
        for row in rows {
            let EntryRow { arrival, head, body, .. } = row.map_err(failed)?;
            let damaged = |error| In(&self.file).damaged(Problem::Entry { arrival, error });
            entries.push(Entry::parse(head, body).map_err(damaged)?);
        }
        Ok(entries)
    }
}

impl std::fmt::Debug for Store {
    /// Where it is and how far it has come.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({:?}, {}, {} arrivals, {:?})", self.medium, self.file, self.arrivals(), self.pen)
    }
}

/// Opens the database and reads it, changing nothing.
pub(crate) fn read_out(dir: &Path, vault: &Opened) -> Result<ReadOut, StoreError> {
    let file = vault.header().database_file();
    let connection = connection::open(&look(dir, file)?, file, vault.keys())?;
    let version = schema::version(&connection, file)?;
    let scan = scan(&connection, &expected(vault)).map_err(|error| In(file).sql(error))?;
    Ok(ReadOut { connection, version, scan })
}

pub(crate) fn refusal(file: &str, problem: Problem) -> StoreError {
    match problem {
        Problem::RolledBack { marked, found } => StoreError::RolledBack { marked, found },
        problem => In(file).damaged(problem),
    }
}

/// The greatest recorded header epoch. An unreadable record is caught by the fold, which forbids steps.
pub(crate) fn least_epoch<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> u64 {
    let recorded = entries.into_iter().filter(|entry| entry.head().kind == Kind::Vault);
    let epochs =
        recorded.filter(|entry| !matches!(entry.body(), Body::Erased)).map(|entry| match decode(entry) {
            Ok(Statement::LeastHeaderEpoch(epoch)) => epoch,
            _ => 0,
        });
    epochs.max().unwrap_or(0)
}

pub(crate) fn expected(vault: &Opened) -> Expected {
    let header = vault.header();
    Expected { vault_id: header.vault_id().0, key_generation: header.key_generation() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_crypto::KdfParams;
    use gradus_crypto::testing::SeededEntropy;

    fn draft(bytes: usize) -> Draft {
        Draft {
            kind: Kind::Unknown(500),
            person: PersonId([1; 16]),
            effective: Default::default(),
            imported: false,
            clock_suspect: false,
            targets: Vec::new(),
            body: vec![b'x'; bytes],
        }
    }

    #[test]
    fn a_full_disk_takes_the_append_back_and_later_ones_go_on() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (dir, entropy) = (folder.path().join("vault"), SeededEntropy::new(1));
        let now = Moment::new(Default::default(), 0, Default::default());
        let build = |dir: &Path| gradus_vault::create(dir, b"1", KdfParams::FLOOR, &entropy);
        let mut store = Store::create(&dir, &now, &entropy, build).expect("a vault").store;
        // SQLite's own limit answers like a full disk, and does not need one.
        store.connection.execute_batch("PRAGMA max_page_count = 20").expect("limits");
        let before = (store.freshness_code(), store.pen.mark());
        let full = store.append(vec![draft(10), draft(100_000)], &now, &entropy);
        assert_eq!(full, Err(StoreError::DiskFull));
        assert_eq!((store.freshness_code(), store.pen.mark()), before);
        store.append(vec![draft(10)], &now, &entropy).expect("there is room for little");
        let outcome = store.verify().expect("checks");
        assert!(outcome.is_sound() && outcome.entries == 2, "{outcome:?}");
    }
}
