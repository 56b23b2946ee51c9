//! House rules that a compiler does not check.

use std::fs;
use std::path::{Path, PathBuf};

use gradus_tests::root;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            if !path.ends_with("target") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn only_the_cipher_crate_may_hold_unsafe_code() {
    for top in ["core", "bindings"] {
        for room in fs::read_dir(root().join(top)).expect("a readable folder") {
            let room = room.expect("a readable entry").path();
            let manifest = room.join("Cargo.toml");
            if !manifest.exists() || room.ends_with("sqlcipher-ring") {
                continue;
            }
            let head = ["src/lib.rs", "src/main.rs"].map(|file| room.join(file));
            let head = head.iter().find(|file| file.exists()).expect("a crate has a lib.rs or a main.rs");
            let text = fs::read_to_string(head).expect("readable");
            // UniFFI's scaffolding expands to extern functions; everything written by hand there is still denied it.
            let rule =
                if room.ends_with("ffi") { "#![deny(unsafe_code)]" } else { "#![forbid(unsafe_code)]" };
            assert!(text.contains(rule), "{} lacks {rule}", head.display());
        }
    }
}

#[test]
fn nothing_in_the_core_opens_a_network_connection() {
    let mut files = Vec::new();
    sources(&root().join("core"), &mut files);
    sources(&root().join("bindings"), &mut files);
    assert!(files.len() > 20, "the sources were found");
    for file in files {
        let text = fs::read_to_string(&file).expect("readable");
        for word in ["std::net", "TcpStream", "UdpSocket"] {
            assert!(!text.contains(word), "{} names {word}", file.display());
        }
    }
}

#[test]
fn nothing_in_the_core_reads_a_clock() {
    let mut files = Vec::new();
    sources(&root().join("core"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).expect("readable");
        for word in ["SystemTime::now", "Instant::now", "Utc::now", "Local::now"] {
            assert!(!text.contains(word), "{} names {word}: the moment is an argument", file.display());
        }
    }
}
