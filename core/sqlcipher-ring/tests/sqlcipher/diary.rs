//! The sample diary that both sides write, and how a test opens one.
//!
//! The same rules stand in tests/interop/sqlcipher/diary.py.

use std::path::{Path, PathBuf};

use gradus_sqlcipher_ring::{after_first_read, after_key, before_key, install};
use rusqlite::types::Value;
use rusqlite::{Connection, Error, params};

/// Number, note, amount, reading, body.
pub type Row = (i64, String, i64, Option<f64>, Vec<u8>);

/// Bytes in a page.
pub const PAGE_BYTES: usize = 4096;

/// `PRAGMA key` with the diary's raw key.
pub const RAW: &str = r#"PRAGMA key = "x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'""#;

/// `PRAGMA key` with the diary's passphrase.
pub const PASSPHRASE: &str = r#"PRAGMA key = "Gänseblümchen & 7 Störche""#;

/// What every diary holds.
pub fn rows() -> Vec<Row> {
    (0..120_i64)
        .map(|i| {
            let letter = char::from(b'a' + u8::try_from(i % 10).expect("a digit"));
            let tail = letter.to_string().repeat(usize::try_from(i * 7 % 50).expect("small"));
            let reading = (i % 5 != 0).then(|| f64::from(i32::try_from(i).expect("small")) / 8.0);
            let length = if i == 60 { 5000 } else { i % 97 };
            let body = (0..length).map(|j| u8::try_from(i * j % 251).expect("a byte")).collect();
            (i, format!("entry {i}: süß {tail}"), i * i - 500, reading, body)
        })
        .collect()
}

/// A file that a SQLCipher built by others wrote (`tests/interop/sqlcipher/read.py fixtures`).
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Asks one statement, as the opening steps want it asked.
pub fn ask(connection: &Connection) -> impl FnMut(&'static str) -> Result<Option<String>, Error> {
    |statement| {
        let mut statement = connection.prepare(statement)?;
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(match row.get(0)? {
            Value::Text(text) => Some(text),
            Value::Integer(number) => Some(number.to_string()),
            _ => None,
        })
    }
}

/// Opens a file as a store has to, up to the first read.
///
/// The steps of the opening must hold; the answer is the first read's.
pub fn open(path: &Path, key: &str) -> Result<Connection, Error> {
    install().expect("SQLCipher starts");
    let connection = Connection::open(path)?;
    before_key(ask(&connection)).expect("this is SQLCipher");
    connection.execute_batch(key)?;
    after_key(ask(&connection)).expect("the provider is ours");
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(connection)
}

/// Opens a file and settles durability.
pub fn open_to_write(path: &Path, key: &str) -> Connection {
    let connection = open(path, key).expect("the key fits");
    after_first_read(ask(&connection)).expect("a writable file");
    connection
}

/// Writes the diary into a new file.
pub fn create(path: &Path, key: &str) {
    let mut connection = open_to_write(path, key);
    connection
        .execute_batch(
            "CREATE TABLE entries (id INTEGER PRIMARY KEY, note TEXT NOT NULL, amount INTEGER, reading REAL, body BLOB);
             CREATE INDEX by_note ON entries (note)",
        )
        .expect("a table");
    let all = connection.transaction().expect("a transaction");
    for (id, note, amount, reading, body) in rows() {
        all.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", params![id, note, amount, reading, body])
            .expect("a row");
    }
    all.commit().expect("a commit");
    connection.close().expect("a clean close");
}

/// Reads every row.
pub fn read(connection: &Connection) -> Result<Vec<Row>, Error> {
    let mut all = connection.prepare("SELECT id, note, amount, reading, body FROM entries ORDER BY id")?;
    let rows =
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
    rows.collect()
}

/// What `PRAGMA cipher_integrity_check` complains of: nothing, if every page is authentic.
pub fn complaints(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut check = connection.prepare("PRAGMA cipher_integrity_check")?;
    let lines = check.query_map([], |row| row.get(0))?;
    lines.collect()
}
