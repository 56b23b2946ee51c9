//! Which tables there are, and how an older file comes to have them.

use std::sync::OnceLock;

use rusqlite::{Connection, Transaction};

use crate::connection::ask;
use crate::error::{In, StoreError};
use crate::problem::Problem;

/// "Grds" in SQLite's header: whose file it is.
pub(crate) const APPLICATION_ID: u32 = 0x4772_6473;

/// Schema `n` is made by running the first `n`. A new one is a new file and a new line here; none is ever changed.
const MIGRATIONS: &[&str] = &[include_str!("../schema/001.sql"), include_str!("../schema/002.sql")];

/// Makes the tables of a new database.
pub(crate) fn make(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID}"))?;
    apply(transaction, MIGRATIONS, 0)
}

/// The schema of an existing database. Refuses a newer one, and a file that is not ours, before anything is written.
pub(crate) fn version(connection: &Connection, file: &str) -> Result<usize, StoreError> {
    let number = |pragma| -> Result<u32, StoreError> {
        let answer = ask(connection, pragma).map_err(|error| In(file).sql(error))?;
        answer.and_then(|text| text.parse().ok()).ok_or_else(|| In(file).damaged(Problem::Row))
    };
    if number("PRAGMA application_id")? != APPLICATION_ID {
        return Err(In(file).damaged(Problem::Schema));
    }
    let (found, known) = (number("PRAGMA user_version")?, newest());
    match usize::try_from(found) {
        Ok(version @ 1..) if found <= known => Ok(version),
        Ok(1..) => Err(StoreError::NewerVersion { file: file.to_owned(), found, known }),
        _ => Err(In(file).damaged(Problem::Schema)),
    }
}

/// Brings a checked database from schema `version` to the newest, in one transaction. Writes nothing if it is newest.
pub(crate) fn upgrade(connection: &mut Connection, version: usize) -> rusqlite::Result<()> {
    if version == MIGRATIONS.len() {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    apply(&transaction, MIGRATIONS, version)?;
    transaction.commit()
}

/// Whether the tables, indexes and triggers are exactly those that the migrations up to the file's own schema make: an
/// older file is looked at before it is brought up.
pub(crate) fn is_exact(connection: &Connection) -> rusqlite::Result<bool> {
    static FRESH: OnceLock<Vec<Vec<Object>>> = OnceLock::new();
    let fresh = match FRESH.get() {
        Some(fresh) => fresh,
        None => {
            let made = (1..=MIGRATIONS.len()).map(fresh_objects).collect::<rusqlite::Result<_>>()?;
            FRESH.get_or_init(|| made)
        }
    };
    let version = ask(connection, "PRAGMA user_version")?.and_then(|text| text.parse::<usize>().ok());
    let fresh = version.and_then(|version| fresh.get(version.checked_sub(1)?));
    Ok(fresh == Some(&objects(connection)?))
}

/// Type, name and the words that made it.
type Object = (String, String, Option<String>);

fn fresh_objects(version: usize) -> rusqlite::Result<Vec<Object>> {
    let mut fresh = Connection::open_in_memory()?;
    let transaction = fresh.transaction()?;
    apply(&transaction, &MIGRATIONS[..version], 0)?;
    transaction.commit()?;
    objects(&fresh)
}

fn newest() -> u32 {
    u32::try_from(MIGRATIONS.len()).expect("a handful of files")
}

fn apply(transaction: &Transaction<'_>, migrations: &[&str], from: usize) -> rusqlite::Result<()> {
    for migration in &migrations[from..] {
        transaction.execute_batch(migration)?;
    }
    transaction.execute_batch(&format!("PRAGMA user_version = {}", migrations.len()))
}

fn objects(connection: &Connection) -> rusqlite::Result<Vec<Object>> {
    let mut statement =
        connection.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(migrations: &[&str], steps: &[usize]) -> Connection {
        let mut connection = Connection::open_in_memory().expect("memory");
        let mut from = 0;
        for to in steps {
            let transaction = connection.transaction().expect("begins");
            apply(&transaction, &migrations[..*to], from).expect("applies");
            transaction.commit().expect("commits");
            from = *to;
        }
        connection
    }

    #[test]
    fn an_upgraded_schema_equals_a_fresh_one() {
        // Stands for the next file, so that the machinery is tested before it is needed.
        let next = "CREATE TABLE later (a INTEGER PRIMARY KEY) STRICT; CREATE INDEX later_a ON later (a);";
        let all: Vec<&str> = MIGRATIONS.iter().copied().chain([next]).collect();
        for upto in 1..=all.len() {
            let steps: Vec<usize> = (1..=upto).collect();
            let (upgraded, fresh) = (made(&all, &steps), made(&all, &[upto]));
            assert_eq!(objects(&upgraded).expect("reads"), objects(&fresh).expect("reads"));
            let version = ask(&upgraded, "PRAGMA user_version").expect("answers");
            assert_eq!(version, Some(upto.to_string()));
        }
    }

    #[test]
    fn an_extra_trigger_is_noticed() {
        let connection = made(MIGRATIONS, &[MIGRATIONS.len()]);
        assert!(is_exact(&connection).expect("reads"));
        let doctored = "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM pack; END";
        connection.execute_batch(doctored).expect("makes a trigger");
        assert!(!is_exact(&connection).expect("reads"));
    }

    #[test]
    fn an_older_file_is_exact_as_its_own_schema_and_as_no_other() {
        let connection = made(MIGRATIONS, &[1]);
        assert!(is_exact(&connection).expect("reads"));
        connection.execute_batch("PRAGMA user_version = 2").expect("sets");
        assert!(!is_exact(&connection).expect("reads"), "without its table");
        for wrong in ["0", "99"] {
            connection.execute_batch(&format!("PRAGMA user_version = {wrong}")).expect("sets");
            assert!(!is_exact(&connection).expect("reads"));
        }
    }

    #[test]
    fn a_file_of_another_program_or_of_no_schema_is_refused() {
        let connection = made(MIGRATIONS, &[MIGRATIONS.len()]);
        let refused = |connection: &Connection| version(connection, "vault.db").expect_err("must refuse");
        let schema = StoreError::Damaged { file: "vault.db".to_owned(), what: Problem::Schema };
        assert_eq!(refused(&connection), schema, "no application id yet");
        connection.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID}")).expect("sets");
        assert_eq!(version(&connection, "vault.db"), Ok(MIGRATIONS.len()));
        for (number, expected) in [
            ("0", schema.clone()),
            ("3", StoreError::NewerVersion { file: "vault.db".to_owned(), found: 3, known: 2 }),
            ("-1", StoreError::Damaged { file: "vault.db".to_owned(), what: Problem::Row }),
        ] {
            connection.execute_batch(&format!("PRAGMA user_version = {number}")).expect("sets");
            assert_eq!(refused(&connection), expected);
        }
    }
}
