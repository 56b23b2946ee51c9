//! How a vault gets another data key: a new database is written and checked beside the old one, and the header decides.
//!
//! ```text
//!  note in the old database -> new file, copied, closed, read again, compared -> new mark -> header (both copies) -> old files go
//!  `----------------- a crash here: the old key is in force -------------------------------'`-- a crash here: the new key is --
//! ```

use std::fs;
use std::io;
use std::path::Path;

use gradus_crypto::{Entropy, Hash, Hasher, Purpose};
use gradus_journal::Moment;
use gradus_vault::{Keys, MarkFile, Opened, RecoveryCode, Rotation, database_file, mark_file};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, params_from_iter};

use crate::connection::{self, ask};
use crate::error::{In, StoreError};
use crate::files::{close_to_others, look, sync_file};
use crate::medium::Medium;
use crate::problem::Problem;
use crate::rotation_left::{note_rotation, remove_generation, remove_older, undo_rotation};
use crate::scan::{Expected, scan};
use crate::schema;
use crate::store::{Arrived, ReadOut, Store, refusal};
use crate::verify::medium;

const TABLES: Purpose = Purpose::new("gradus/store/tables/v1");

/// A vault under its new key.
#[derive(Debug)]
pub struct Rotated {
    /// The new code on paper; the one before opens nothing any more. Show it once.
    pub recovery_code: RecoveryCode,
    /// The record of the header's new epoch.
    pub arrived: Vec<Arrived>,
}

impl Store {
    /// Gives the vault another data key: writes everything anew beside the old database, reads it again, compares, and then
    /// lets the header name it. `begin` makes the new key and its slots, by [`Opened::begin_rotation`].
    ///
    /// A crash leaves the old vault or the new one, and [`Store::rotation_left`] tells which. Until
    /// [`Store::recovery_code_noted`] is called, every opening tells that the new code may not have been read.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the vault is not sound, [`StoreError::Foreign`] when a file stands where the new
    /// database is to be, [`StoreError::DiskFull`] (it needs space for a second database), [`StoreError::Io`],
    /// [`StoreError::Interrupted`], whatever `begin` answers: the old key is in force and nothing is lost. When the header
    /// could not be written, either key may be in force: then this store refuses everything from here on, both databases stay,
    /// and opening anew tells.
    pub fn rotate(
        &mut self,
        mut vault: Opened,
        begin: impl FnOnce(&Opened) -> Result<Rotation, gradus_vault::VaultError>,
        now: &Moment,
        entropy: &dyn Entropy,
    ) -> Result<Rotated, StoreError> {
        let Medium::Folder { dir, .. } = &self.medium else {
            return Err(StoreError::Internal { what: "a vault in memory has no key".to_owned() });
        };
        let dir = dir.clone();
        // A mark that cannot be written is no reason against it: the new key has another one.
        if let Some(problem) = self.check()?.problems.into_iter().next() {
            return Err(refusal(&self.file, problem));
        }
        vault.settle()?;
        let (_, removed) = self.clear_rotation(&dir, vault.header().key_generation())?;
        removed.map_err(|error| In(&self.file).io(error))?;
        let rotation = begin(&vault)?;
        let next = rotation.header().clone();
        free(&dir, next.key_generation())?;
        note_rotation(&self.connection, next.database_file()).map_err(|error| In(&self.file).sql(error))?;
        let expected = Expected { vault_id: next.vault_id().0, key_generation: next.key_generation() };
        let made = self.write_beside(&dir, rotation.keys(), next.database_file(), &expected);
        let (read, mark) = match made {
            Ok(made) => made,
            Err(error) => {
                // Its key was never written down anywhere: what is there can never be read.
                // While some of it stands, the note stays: the next opening tries again.
                if remove_generation(&dir, next.key_generation()).is_ok() {
                    drop(undo_rotation(&self.connection, &self.file));
                }
                return Err(error);
            }
        };
        let created = vault.commit_rotation(rotation).inspect_err(|_| self.stopper.stop())?;
        self.go_over(next.database_file(), expected, read, mark);
        // The new key is in force whatever comes now; an epoch that could not be recorded is by the next opening.
        let arrived =
            self.record_header_epoch(created.opened.header().epoch(), now, entropy).unwrap_or_default();
        remove_older(&dir, created.opened.header().key_generation());
        Ok(Rotated { recovery_code: created.recovery_code, arrived: arrived.into_iter().collect() })
    }

    /// The new database, checked and open, and its mark. Nothing names them yet.
    fn write_beside(
        &self,
        dir: &Path,
        keys: &Keys,
        file: &str,
        expected: &Expected,
    ) -> Result<(ReadOut, MarkFile), StoreError> {
        let path = dir.join(file);
        self.copy_into(&path, file, keys, expected.key_generation)?;
        sync_file(&path).map_err(|error| In(file).io(error))?;
        let mut read = read_again(dir, file, keys, expected)?;
        let (before, after) = (digest(&self.connection), digest(&read.connection));
        let same = before.map_err(|error| In(&self.file).sql(error))?
            == after.map_err(|error| In(file).sql(error))?;
        if !same || read.scan.arrivals() != self.arrivals {
            return Err(In(file).damaged(Problem::Unreadable));
        }
        let failed = |error| In(file).sql(error);
        connection::keep_wal(&read.connection, true).map_err(failed)?;
        self.stopper.watch_over(&mut read.connection).map_err(failed)?;
        let mark = MarkFile::create(dir, keys, &self.current_mark())?;
        Ok((read, mark))
    }

    fn copy_into(&self, path: &Path, file: &str, keys: &Keys, generation: u32) -> Result<(), StoreError> {
        let failed = |error| In(file).sql(error);
        let mut fresh = connection::create(path, file, keys)?;
        close_to_others(path).map_err(|error| In(file).io(error))?;
        let transaction = fresh.transaction().map_err(failed)?;
        schema::make(&transaction).map_err(failed)?;
        for table in tables(&self.connection).map_err(|error| In(&self.file).sql(error))? {
            self.stop_if_asked()?;
            copy_table(&self.connection, &transaction, &table).map_err(failed)?;
        }
        let sql = "UPDATE vault SET key_generation = ?1 WHERE only_row = 1";
        transaction.execute(sql, [generation]).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        ask(&fresh, "PRAGMA wal_checkpoint(TRUNCATE)").map_err(failed)?;
        fresh.close().map_err(|(_, error)| failed(error))
    }

    /// Between two statements SQLite would forget that somebody wants this to end.
    fn stop_if_asked(&self) -> Result<(), StoreError> {
        if self.stopper.is_stopped() { Err(StoreError::Interrupted) } else { Ok(()) }
    }

    /// From here on this store is the new database. The old connection is closed, and its log left as it is.
    fn go_over(&mut self, file: &str, expected: Expected, read: ReadOut, mark: MarkFile) {
        self.stopper.move_to(&read.connection);
        self.connection = read.connection;
        self.vault.key_generation = expected.key_generation;
        (self.file, self.expected) = (file.to_owned(), expected);
        if let Medium::Folder { mark: before, .. } = &mut self.medium {
            *before = mark;
        }
    }
}

/// The new database as an opening would read it; whatever does not hold is an error.
fn read_again(dir: &Path, file: &str, keys: &Keys, expected: &Expected) -> Result<ReadOut, StoreError> {
    let failed = |error| In(file).sql(error);
    let connection = connection::open(&look(dir, file)?, file, keys)?;
    let version = schema::version(&connection, file)?;
    let mut scan = scan(&connection, expected).map_err(failed)?;
    scan.problems.extend(medium(&connection).map_err(failed)?);
    if let Some(problem) = scan.problems.drain(..).next() {
        return Err(refusal(file, problem));
    }
    Ok(ReadOut { connection, version, scan })
}

/// Nothing may stand where the new files go. A database of a later key that no note tells of may be the newest one, beside
/// an old header that somebody put back: it is left alone.
fn free(dir: &Path, generation: u32) -> Result<(), StoreError> {
    let file = database_file(generation);
    let mark = mark_file(generation).name().to_owned();
    for name in [file.clone(), format!("{file}-wal"), format!("{file}-journal"), mark] {
        match fs::symlink_metadata(dir.join(&name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(In(&name).io(error)),
            Ok(_) => {
                let what = "a file of a later key is there already; this folder may be older than it seems";
                return Err(StoreError::Foreign { file: name, what });
            }
        }
    }
    Ok(())
}

fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut statement = connection.prepare(sql)?;
    let names = statement.query_map([], |row| row.get(0))?;
    names.collect()
}

/// Row by row, from one database's memory into the other's: nothing is held in between.
fn copy_table(from: &Connection, to: &Transaction<'_>, table: &str) -> rusqlite::Result<()> {
    let mut read = from.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = read.column_count();
    let places = vec!["?"; columns].join(", ");
    let mut write = to.prepare(&format!("INSERT INTO {table} VALUES ({places})"))?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let values: Vec<_> =
            (0..columns).map(|at| row.get_ref(at).map(Value)).collect::<rusqlite::Result<_>>()?;
        write.execute(params_from_iter(values))?;
    }
    Ok(())
}

struct Value<'row>(ValueRef<'row>);

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(rusqlite::types::ToSqlOutput::Borrowed(self.0))
    }
}

/// Every value of every table but the key generation, in the order of the tables' keys.
fn digest(connection: &Connection) -> rusqlite::Result<Hash> {
    let mut hasher = Hasher::new(TABLES);
    for table in tables(connection)? {
        hasher = hasher.part(table.as_bytes());
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
        let names: Vec<_> = statement.column_names().map(|name| name == "key_generation").collect();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for (at, _) in names.iter().enumerate().filter(|(_, is_generation)| !**is_generation) {
                hasher = match row.get_ref(at)? {
                    ValueRef::Null => hasher.part(b"n"),
                    ValueRef::Integer(number) => hasher.part(b"i").part(&number.to_be_bytes()),
                    ValueRef::Real(number) => hasher.part(b"r").part(&number.to_be_bytes()),
                    ValueRef::Text(text) => hasher.part(b"t").part(text),
                    ValueRef::Blob(bytes) => hasher.part(b"b").part(bytes),
                };
            }
        }
    }
    Ok(hasher.finish())
}
