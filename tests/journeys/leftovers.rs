//! Nothing that was logged lies in the open in any file, not while the vault is open, not after a kill, not at rest.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use gradus_tests::{Bench, NOW, program};

const WORDS: &[&str] =
    &["Mia", "zinnober", "Dr Brandt", "anorectal", "Home dilation", "temperature_c", "2026-01-20"];

fn search(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            search(&path);
            continue;
        }
        let bytes = fs::read(&path).expect("readable");
        for word in WORDS {
            let utf8 = word.as_bytes();
            let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for form in [utf8, &utf16] {
                assert!(
                    !bytes.windows(form.len()).any(|window| window == form),
                    "{} holds {word}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn no_file_of_a_vault_holds_a_word_that_was_logged() {
    let bench = Bench::with_mia();
    for day in 3..9 {
        bench.session(&format!("2026-03-{day:02}T08:00:00+01:00"), "9", &["--note", "zinnober"]).ok();
        search(bench.scratch());
    }
    let facts = r#"{"temperature_c": 38.1, "bleeding": "streak"}"#;
    bench.feed(NOW, &["checkin", "--facts", "-", "--note", "zinnober"], facts).ok();
    search(bench.scratch());
}

#[test]
fn a_killed_program_leaves_no_word_and_loses_no_acknowledged_entry() {
    let scratch = tempfile::tempdir().expect("a folder");
    let kept = scratch.path().join("kept");
    // The demonstration kills a process of its own in the middle of its writes, and opens the vault again.
    let run = Command::new(program())
        .args(["demo", "--keep"])
        .arg(&kept)
        .stdin(Stdio::null())
        .output()
        .expect("starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let vault = fs::read_dir(&kept)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .find(|path| path.join("vault.db").exists());
    let vault = vault.expect("the demonstration leaves its vault");
    for entry in fs::read_dir(&vault).expect("a folder") {
        let bytes = fs::read(entry.expect("an entry").path()).expect("readable");
        for word in ["Mina", "anorectal", "temperature_c", "Home dilation"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
        }
    }
}

#[cfg(unix)]
#[test]
fn every_file_of_a_vault_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::with_mia();
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&bench.vault()), 0o700);
    for entry in fs::read_dir(bench.vault()).expect("a folder") {
        let path = entry.expect("an entry").path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}
