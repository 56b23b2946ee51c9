use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use camino::Utf8PathBuf;
use tempfile::TempDir;
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate};

use super::surface::{Surface, library};

/// The generated sources of one language, as one text.
fn generated(language: TargetLanguage) -> String {
    let folder = TempDir::new().expect("a folder");
    let out_dir = Utf8PathBuf::from_path_buf(folder.path().to_owned()).expect("a path in Unicode");
    let options = GenerateOptions {
        languages: vec![language],
        source: library(),
        out_dir,
        ..GenerateOptions::default()
    };
    generate(options).expect("generates");
    let mut whole = String::new();
    gather(folder.path(), &mut whole);
    whole
}

fn gather(folder: &Path, whole: &mut String) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        match path.is_dir() {
            true => gather(&path, whole),
            false => whole.push_str(&fs::read_to_string(&path).expect("text")),
        }
    }
}

/// For every name the first line of its documentation, counted: a line that three fields share has to be there three times.
#[test]
fn the_documentation_arrives_in_every_language() {
    let surface = Surface::of_library();
    let mut lines: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    for (name, docs) in surface.documented() {
        let line = docs.and_then(|docs| docs.trim().lines().next()).unwrap_or_default().trim();
        assert!(!line.is_empty(), "{name} is not documented");
        let counted = lines.entry(line).or_default();
        counted.0 += 1;
        counted.1 = name;
    }
    assert!(lines.len() > 200, "the whole surface was looked at");
    for language in [TargetLanguage::Kotlin, TargetLanguage::Swift, TargetLanguage::Python] {
        let mut source = generated(language.clone());
        if matches!(language, TargetLanguage::Python) {
            // UniFFI leaves the fields' documentation out; the types beside the module have it, and an editor shows them.
            source
                .push_str(&fs::read_to_string(super::here().join(super::STUB)).expect("the types are there"));
        }
        for (line, (times, name)) in &lines {
            let found = source.matches(line).count();
            assert!(found >= *times, "{language:?} lacks the documentation of {name}: {line}");
        }
    }
}

#[test]
fn names_are_the_ones_that_the_shells_were_promised() {
    assert!(generated(TargetLanguage::Kotlin).contains("package org.gradus.core\n"));
    let swift = generated(TargetLanguage::Swift);
    assert!(swift.contains("import GradusCoreFFI") && swift.contains("module GradusCoreFFI {"));
}
