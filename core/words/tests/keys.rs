//! The file of sentences and the code that says them agree.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const SENTENCES: &str = include_str!("../../clinical/texts/sentences.en.toml");

/// Keys as the file has them: `table.name`.
fn in_file() -> BTreeSet<String> {
    let mut table = "";
    let mut keys = BTreeSet::new();
    for line in SENTENCES.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = name;
        } else if let Some((name, _)) = line.split_once(" = ")
            && !table.is_empty()
        {
            keys.insert(format!("{table}.{name}"));
        }
    }
    keys
}

/// Keys as the code names them; a counted key stands for its `_1` and its `_n`.
fn in_code() -> BTreeSet<String> {
    let tables: BTreeSet<_> =
        in_file().iter().filter_map(|key| Some(key.split_once('.')?.0.to_owned())).collect();
    let mut keys = BTreeSet::new();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("a folder") {
        let code = fs::read_to_string(file.expect("a file").path()).expect("readable");
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for literal in code.split('"').skip(1).step_by(2) {
            let Some((table, name)) = literal.split_once('.') else { continue };
            if tables.contains(table)
                && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit())
            {
                keys.insert(literal.to_owned());
            }
        }
    }
    keys
}

#[test]
fn every_sentence_is_said_and_every_sentence_that_is_said_is_there() {
    let (file, code) = (in_file(), in_code());
    assert!(file.len() > 100, "the file was read");
    let counted = |key: &String| file.contains(&format!("{key}_1")) && file.contains(&format!("{key}_n"));
    let missing: Vec<_> = code.iter().filter(|key| !file.contains(*key) && !counted(key)).collect();
    assert!(missing.is_empty(), "said but not in the file: {missing:?}");
    let stem = |key: &str| key.strip_suffix("_1").or(key.strip_suffix("_n")).map(str::to_owned);
    // The app holds these to the refusals in its code.
    let is_refusal = |key: &&String| key.starts_with("refusal.");
    let said = |key: &&String| {
        is_refusal(key) || code.contains(*key) || stem(key).is_some_and(|stem| code.contains(&stem))
    };
    let unused: Vec<_> = file.iter().filter(|key| !said(key)).collect();
    assert!(unused.is_empty(), "in the file but never said: {unused:?}");
}

#[test]
fn no_sentence_reassures() {
    let lower = SENTENCES.to_lowercase();
    for word in [
        "normal",
        "don't worry",
        "nothing to worry",
        "harmless",
        "all is well",
        "all good",
        "well done",
        "great",
    ] {
        assert!(!lower.contains(word), "“{word}” reassures or praises; triage alone says what is safe");
    }
}
