//! The surface that other languages see: listed, noted in the changelog, and documented in each of them.

mod docs;
mod listing;
mod stub;
mod surface;

use std::fs;
use std::path::PathBuf;

use gradus_crypto::sha256;
use surface::Surface;

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

const STUB: &str = "../python/src/gradus/_core/gradus.pyi";

/// Holds a committed file against what the library exports now.
fn is_up_to_date(file: &str, now: &str) {
    let path = here().join(file);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, now).expect("written");
    }
    let then = fs::read_to_string(path).expect("the file is there");
    for (at, (is, was)) in now.lines().zip(then.lines()).enumerate() {
        let line = at + 1;
        assert_eq!(
            is, was,
            "{file}, line {line}: UPDATE=1 cargo test -p gradus-ffi --test api writes it anew"
        );
    }
    assert_eq!(now, then);
}

#[test]
fn the_listing_is_the_api() {
    is_up_to_date("API.md", &listing::of(&Surface::of_library()));
}

#[test]
fn the_types_for_python_are_the_api() {
    is_up_to_date(STUB, &stub::of(&Surface::of_library()));
}

/// Whoever changes the API says so where an upgrader looks first. The mark makes the line impossible to forget.
#[test]
fn the_changelog_knows_this_api() {
    let listing = listing::of(&Surface::of_library());
    let mark: String =
        sha256(&[listing.as_bytes()]).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let changelog = fs::read_to_string(here().join("../../CHANGELOG.md")).expect("a changelog");
    let unreleased =
        changelog.split("\n## ").find(|part| part.starts_with("Unreleased")).expect("a part Unreleased");
    let told = unreleased.lines().any(|line| line.contains("API") && line.contains(&mark));
    assert!(told, "tell under Unreleased in CHANGELOG.md what changed in the API, with its mark `{mark}`");
}
