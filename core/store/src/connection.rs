//! How a connection is opened so that a wrong file, key or library is noticed before anything is written.

use std::io;
use std::path::Path;
use std::time::Duration;

use gradus_sqlcipher_ring::{after_first_read, after_key, before_key, install};
use gradus_vault::Keys;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags, OptionalExtension};
use zeroize::Zeroizing;

use crate::error::{In, StoreError};
use crate::files::Found;
use crate::schema::APPLICATION_ID;

const READ_WRITE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Opens what [`crate::files::look`] found. When this fails, every file is as it was and there is none more: a
/// write-ahead log that was there is not played back, one that SQLite created for itself is empty and goes.
pub(crate) fn open(found: &Found, file: &str, keys: &Keys) -> Result<Connection, StoreError> {
    let connection = begin(&found.path, file, READ_WRITE)?;
    if found.has_wal {
        keep_wal(&connection, true).map_err(|error| In(file).sql(error))?;
    }
    unlock(&connection, file, keys)?;
    match first_read(&connection) {
        Err(error) if is_too_short(&connection, &error) => {
            return Err(StoreError::Truncated { file: file.to_owned(), found_bytes: found.bytes });
        }
        read => read.map_err(|error| In(file).sql(error))?,
    };
    settle(&connection, file)?;
    Ok(connection)
}

/// Opens a copy of a damaged database, to read what can be read of it. A file that is cut short is taken for as long as it is.
pub(crate) fn open_wreck(path: &Path, file: &str, keys: &Keys) -> Result<Connection, StoreError> {
    let failed = |error| In(file).sql(error);
    let connection = begin(path, file, READ_WRITE)?;
    keep_wal(&connection, true).map_err(failed)?;
    unlock(&connection, file, keys)?;
    harden(&connection).map_err(failed)?;
    // In this state alone SQLite passes over pages that the first one tells of and that are not there.
    for (config, on) in
        [(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false), (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, true)]
    {
        connection.set_db_config(config, on).map_err(failed)?;
    }
    connection.execute_batch("PRAGMA synchronous = OFF").map_err(failed)?;
    first_read(&connection).map_err(failed)?;
    Ok(connection)
}

/// Creates an empty database with this salt, whose first page then fits a file with the same. Nothing is ever kept in it.
pub(crate) fn create_scratch(
    path: &Path,
    file: &str,
    keys: &Keys,
    salt: &[u8],
) -> Result<Connection, StoreError> {
    let connection = begin(path, file, READ_WRITE.union(OpenFlags::SQLITE_OPEN_CREATE))?;
    let salt: String = salt.iter().map(|byte| format!("{byte:02x}")).collect();
    key(&connection, file, keys, &salt)?;
    connection.execute_batch("PRAGMA synchronous = OFF").map_err(|error| In(file).sql(error))?;
    first_read(&connection).map_err(|error| In(file).sql(error))?;
    Ok(connection)
}

/// Creates an empty encrypted database. Its folder is thrown away when anything fails.
pub(crate) fn create(path: &Path, file: &str, keys: &Keys) -> Result<Connection, StoreError> {
    let connection = begin(path, file, READ_WRITE.union(OpenFlags::SQLITE_OPEN_CREATE))?;
    unlock(&connection, file, keys)?;
    first_read(&connection).map_err(|error| In(file).sql(error))?;
    settle(&connection, file)?;
    Ok(connection)
}

/// A database in memory. It has no key: SQLite never hands its pages to anything that could be encrypted.
pub(crate) fn in_memory(file: &str) -> Result<Connection, StoreError> {
    install()?;
    let flags = READ_WRITE.union(OpenFlags::SQLITE_OPEN_MEMORY);
    let connection = Connection::open_in_memory_with_flags(flags).map_err(|error| In(file).sql(error))?;
    let failed = |error| In(file).opening(error);
    before_key(|statement| ask(&connection, statement)).map_err(failed)?;
    harden(&connection).map_err(|error| In(file).sql(error))?;
    Ok(connection)
}

/// Whether closing leaves the write-ahead log as it is, in place of moving it into the database file.
pub(crate) fn keep_wal(connection: &Connection, keep: bool) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep).map(drop)
}

/// The first column of the first row as text.
pub(crate) fn ask(connection: &Connection, statement: &str) -> rusqlite::Result<Option<String>> {
    let answer = connection.query_row(statement, [], |row| {
        Ok(match row.get_ref(0)? {
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            _ => String::new(),
        })
    });
    answer.optional()
}

fn begin(path: &Path, file: &str, flags: OpenFlags) -> Result<Connection, StoreError> {
    install()?;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| In(file).sql(error))?;
    // Where a file cannot be written SQLite opens it for reading, unasked; its first lock then fails without a reason.
    if connection.is_readonly(MAIN_DB).map_err(|error| In(file).sql(error))? {
        return Err(In(file).io(io::ErrorKind::ReadOnlyFilesystem.into()));
    }
    // Somebody else's lock lasts as long as their session: waiting would not help.
    connection.busy_timeout(Duration::ZERO).map_err(|error| In(file).sql(error))?;
    Ok(connection)
}

/// With 64 digits and no more: with 96 the salt would come from here, and a changed salt in the file would pass.
fn unlock(connection: &Connection, file: &str, keys: &Keys) -> Result<(), StoreError> {
    key(connection, file, keys, "")
}

fn key(connection: &Connection, file: &str, keys: &Keys, salt: &str) -> Result<(), StoreError> {
    let failed = |error| In(file).opening(error);
    before_key(|statement| ask(connection, statement)).map_err(failed)?;
    let key = keys.db_key_hex();
    assert_eq!(key.len(), 64, "a raw key is 32 bytes");
    let mut pragma = Zeroizing::new(String::with_capacity(128));
    pragma.push_str("PRAGMA key = \"x'");
    pragma.push_str(&key);
    pragma.push_str(salt);
    pragma.push_str("'\"");
    connection.execute_batch(&pragma).map_err(|error| In(file).sql(error))?;
    after_key(|statement| ask(connection, statement)).map_err(failed)
}

fn first_read(connection: &Connection) -> rusqlite::Result<()> {
    ask(connection, "SELECT count(*) FROM sqlite_schema").map(drop)
}

/// Whether the only thing wrong with page 1 is that it tells of more pages than the file has.
///
/// SQLite passes over just that check while the schema is writable, and these pragmas read page 1 alone.
fn is_too_short(connection: &Connection, error: &rusqlite::Error) -> bool {
    let corrupt = matches!(error, rusqlite::Error::SqliteFailure(failure, _) if failure.code == ErrorCode::DatabaseCorrupt);
    let writable = |on| connection.set_db_config(DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, on).is_ok();
    if !corrupt || ask(connection, "PRAGMA application_id").is_ok() || !writable(true) {
        return false;
    }
    let answer = ask(connection, "PRAGMA application_id");
    writable(false) && answer.is_ok_and(|id| id == Some(APPLICATION_ID.to_string()))
}

fn settle(connection: &Connection, file: &str) -> Result<(), StoreError> {
    after_first_read(|statement| ask(connection, statement)).map_err(|error| In(file).opening(error))?;
    harden(connection).map_err(|error| In(file).sql(error))
}

/// No schema, however it came there, runs code or rewrites itself.
fn harden(connection: &Connection) -> rusqlite::Result<()> {
    for (config, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    ] {
        connection.set_db_config(config, on)?;
    }
    Ok(())
}
