//! SQLCipher prints nothing, whatever goes wrong.

use std::env;
use std::process::Command;

use gradus_sqlcipher_ring::install;
use rusqlite::Connection;

use crate::diary::{self, RAW};

/// Everything that makes a usual build write to stderr.
#[test]
#[ignore = "nothing_is_written_to_stderr calls it, in a process of its own"]
fn provokes_every_message() {
    install().expect("SQLCipher starts");
    let wrong = RAW.replace("00", "ff");
    diary::open(&diary::fixture("raw.db"), &wrong).expect_err("a wrong key");
    let connection = Connection::open_in_memory().expect("memory");
    connection.execute_batch(RAW).expect("a key");
    for statement in
        ["PRAGMA cipher_log = stderr", "PRAGMA cipher_log_level = TRACE", "PRAGMA cipher_profile = stderr"]
    {
        // Without a log these answer an error code or nothing; either way no sink is set.
        connection.query_row(statement, [], |_| Ok(())).expect("a row");
    }
    connection.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES ('noted')").expect("works");
}

#[test]
fn nothing_is_written_to_stderr() {
    let child = Command::new(env::current_exe().expect("a program"))
        .args(["--exact", "silence::provokes_every_message", "--ignored", "--nocapture", "--test-threads=1"])
        .output()
        .expect("runs");
    let stdout = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && stdout.contains("1 passed"), "{stdout}");
    assert_eq!(String::from_utf8_lossy(&child.stderr), "");
    assert!(
        !stdout.contains("sqlcipher") && !stdout.contains("HMAC") && !stdout.contains("INSERT"),
        "{stdout}"
    );
}
