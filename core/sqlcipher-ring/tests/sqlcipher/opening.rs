//! The opening steps on a real connection, and what the build leaves out.

use std::thread;

use gradus_sqlcipher_ring::{
    CIPHER_VERSION, OpeningError, PROVIDER_NAME, PROVIDER_VERSION, after_first_read, after_key, before_key,
    install,
};
use rusqlite::Connection;

use crate::diary::{self, RAW, ask};

fn keyed() -> Connection {
    install().expect("SQLCipher starts");
    let connection = Connection::open_in_memory().expect("memory");
    before_key(ask(&connection)).expect("this is SQLCipher");
    connection.execute_batch(RAW).expect("a key");
    connection
}

fn answer(connection: &Connection, question: &'static str) -> Option<String> {
    ask(connection)(question).expect("a statement")
}

#[test]
fn the_provider_is_ours_in_every_field_of_the_table() {
    let connection = keyed();
    for (question, expected) in [
        ("PRAGMA cipher_version", CIPHER_VERSION),
        ("PRAGMA cipher_provider", PROVIDER_NAME),
        ("PRAGMA cipher_provider_version", PROVIDER_VERSION),
        ("PRAGMA cipher", "AES-256-CBC"),
        ("PRAGMA cipher_fips_status", "0"),
        ("PRAGMA cipher_status", "1"),
        ("PRAGMA cipher_add_random = \"x'00112233'\"", "0"),
    ] {
        assert_eq!(answer(&connection, question).as_deref(), Some(expected), "{question}");
    }
}

#[test]
fn memory_security_is_on_after_the_steps() {
    assert_eq!(answer(&keyed(), "PRAGMA cipher_memory_security").as_deref(), Some("1"));
}

#[test]
fn without_a_key_the_provider_does_not_answer() {
    install().expect("SQLCipher starts");
    let connection = Connection::open_in_memory().expect("memory");
    let refused = after_key(ask(&connection)).expect_err("no key was given");
    let question = "PRAGMA cipher_provider";
    assert_eq!(refused, OpeningError::Answer { question, expected: PROVIDER_NAME, found: None });
}

#[test]
fn a_foreign_format_is_brought_to_version_4() {
    let connection = keyed();
    connection.execute_batch("PRAGMA cipher_compatibility = 3").expect("a pragma");
    assert_eq!(answer(&connection, "PRAGMA cipher_hmac_algorithm").as_deref(), Some("HMAC_SHA1"));
    after_key(ask(&connection)).expect("set back");
    assert_eq!(answer(&connection, "PRAGMA cipher_hmac_algorithm").as_deref(), Some("HMAC_SHA512"));
}

#[test]
fn a_file_with_auto_vacuum_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("vacuum.db");
    let connection = diary::open(&path, RAW).expect("a new file");
    connection.execute_batch("PRAGMA auto_vacuum = FULL; CREATE TABLE t (a)").expect("a table");
    connection.close().expect("closes");
    let connection = diary::open(&path, RAW).expect("the key fits");
    let refused = after_first_read(ask(&connection)).expect_err("zeros would pass");
    let found = Some("1".to_owned());
    assert_eq!(refused, OpeningError::Answer { question: "PRAGMA auto_vacuum", expected: "0", found });
}

#[test]
fn an_open_vault_has_a_log_no_shared_memory_and_no_second_reader() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.db");
    diary::create(&path, RAW);
    let connection = diary::open_to_write(&path, RAW);
    connection.execute_batch("UPDATE entries SET amount = 1").expect("a write");
    assert!(folder.path().join("one.db-wal").exists());
    assert!(!folder.path().join("one.db-shm").exists());
    let second = Connection::open(&path).expect("opens lazily");
    second.busy_timeout(std::time::Duration::ZERO).expect("set");
    second.execute_batch(RAW).expect("a key");
    let refused = second.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).expect_err("locked");
    assert_eq!(refused.sqlite_error_code(), Some(rusqlite::ErrorCode::DatabaseBusy));
}

#[test]
fn what_could_leak_or_load_is_not_compiled() {
    let connection = keyed();
    let mut options = connection.prepare("PRAGMA compile_options").expect("a pragma");
    let options: Vec<String> =
        options.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("text");
    for option in [
        "TEMP_STORE=3",
        "SECURE_DELETE",
        "DQS=0",
        "OMIT_LOAD_EXTENSION",
        "OMIT_SHARED_CACHE",
        "OMIT_DEPRECATED",
        "HAS_CODEC",
        "THREADSAFE=1",
    ] {
        assert!(options.iter().any(|found| found == option), "{option} is not among {options:?}");
    }
    for part in ["ENABLE_FTS3", "ENABLE_FTS5", "ENABLE_RTREE", "ENABLE_LOAD_EXTENSION", "SOUNDEX"] {
        assert!(!options.iter().any(|found| found.starts_with(part)), "{part} is compiled in");
    }
    assert_eq!(answer(&connection, "PRAGMA trusted_schema").as_deref(), Some("0"));
    let profile = answer(&connection, "PRAGMA cipher_profile = 'stdout'");
    assert_eq!(profile.as_deref(), Some("1"), "1 is an error: tracing is left out");
    assert!(connection.prepare("SELECT load_extension('x')").is_err());
    assert!(connection.prepare("SELECT \"not a column\"").is_err());
}

#[test]
fn first_connections_from_many_threads_all_meet_the_provider() {
    let threads: Vec<_> =
        (0..8).map(|_| thread::spawn(|| answer(&keyed(), "PRAGMA cipher_provider"))).collect();
    for thread in threads {
        assert_eq!(thread.join().expect("no panic").as_deref(), Some(PROVIDER_NAME));
    }
}
