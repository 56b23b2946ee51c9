//! One vault, two programs. Apart from the other tests: between starting a program and its first breath, it holds whatever
//! this one holds, and a test beside it would find its own vault busy.

#[path = "vault/desk.rs"]
#[allow(dead_code, reason = "the other tests use the rest of it")]
mod desk;

use desk::Desk;
use gradus_store::{Store, StoreError};

/// Closing any descriptor of `vault.db` drops the locks that SQLite has on it for this process.
#[test]
fn another_program_is_turned_away_even_after_this_one_looked_at_the_files() {
    let desk = Desk::new();
    let mut store = desk.open();
    desk.append(&mut store, "one");
    assert_eq!(desk.try_open().expect_err("open already"), StoreError::Busy);
    desk.hashes();
    let program = std::env::current_exe().expect("this test program");
    let other = |dir: &std::path::Path| {
        let mut other = std::process::Command::new(&program);
        other.args(["--exact", "another_program", "--ignored", "--nocapture"]);
        let said = other.env("GRADUS_TEST_VAULT", dir).output().expect("runs");
        String::from_utf8(said.stdout).expect("text")
    };
    let before = desk.hashes();
    assert!(other(&desk.dir).contains("[busy]"));
    assert_eq!(desk.hashes(), before);
    desk.append(&mut store, "two");
    store.shut().expect("shuts");
    assert!(other(&desk.dir).contains("[opened 3]"));
}

#[test]
#[ignore = "the other program of the test above"]
fn another_program() {
    let dir = std::env::var_os("GRADUS_TEST_VAULT").expect("told where");
    let dir = std::path::Path::new(&dir);
    let vault = gradus_vault::inspect(dir).expect("whole");
    let vault = vault.unlock(&gradus_vault::Secret::Passcode(desk::PASSCODE)).expect("the passcode");
    let said = match Store::open(dir, &vault) {
        Ok((_, entries)) => format!("[opened {}]", entries.len()),
        Err(StoreError::Busy) => "[busy]".to_owned(),
        Err(error) => format!("[{error}]"),
    };
    std::io::Write::write_all(&mut std::io::stdout(), said.as_bytes()).expect("somebody reads");
}
