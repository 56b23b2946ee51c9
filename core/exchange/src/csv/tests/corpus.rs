use std::fmt::Write;
use std::path::PathBuf;

use gradus_domain::DeviceUsed;

use super::*;

fn told(import: &Import) -> String {
    let mut text = String::new();
    for (column, field) in &import.columns {
        let column: String = column.chars().take(24).collect();
        writeln!(text, "column {column:?}: {}", field.as_deref().unwrap_or("left out"))
            .expect("a string grows");
    }
    for row in &import.sessions {
        let Session { size, holds_s, ease, pain, bleeding, lubricant, stopped, note, device, .. } =
            &row.session;
        let device = match device {
            Some(DeviceUsed::Named(name)) => Some(name),
            _ => None,
        };
        let pain = [pain.before, pain.peak, pain.after];
        let length = note.as_deref().map_or(0, |note| note.chars().count());
        write!(text, "line {}: {} {size} {ease:?}", row.line, row.at).expect("a string grows");
        write!(text, ", pain {pain:?}, blood {bleeding:?}, holds {holds_s:?}").expect("a string grows");
        writeln!(text, ", {lubricant:?}, {stopped:?}, {device:?}, note of {length}").expect("a string grows");
    }
    for Refused { line, column, wrong, right } in &import.refused {
        writeln!(text, "line {line}, {column}: {wrong}; {right}").expect("a string grows");
    }
    let Import { sessions, duplicates, refused, .. } = import;
    let counts = format!("taken {}, duplicates {duplicates}, refused {}", sessions.len(), refused.len());
    text + &counts + "\n"
}

/// Every diary of the corpus with what is read from it. `UPDATE_CORPUS=1` writes what is read now, to be looked at by a
/// person before it is kept.
#[test]
fn every_diary_of_the_corpus_is_read_exactly_as_expected() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/diaries");
    let entries = std::fs::read_dir(&folder).expect("the corpus stands beside the core");
    let files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "csv"))
        .collect();
    assert!(files.len() >= 20, "only {} diaries", files.len());
    for file in files {
        let bytes = std::fs::read(&file).expect("readable");
        let text = String::from_utf8_lossy(&bytes);
        let said = match read(&text, &[], &log(), &now()) {
            Ok(import) => told(&import),
            Err(error) => format!("{error}\n"),
        };
        let beside = file.with_extension("expected");
        if std::env::var_os("UPDATE_CORPUS").is_some() {
            std::fs::write(&beside, &said).expect("writable");
        }
        let expected = std::fs::read_to_string(&beside).expect("every diary has what is expected beside it");
        assert_eq!(said, expected, "{}", file.display());
        assert!(!said.contains("SECRET"), "{} repeats a note", file.display());
    }
}
