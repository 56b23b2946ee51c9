//! What somebody does to the files of a vault, and how what is random there is written.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::argument::{number, text};

/// Whether the step is one of those that no verb does; then it is done.
pub fn act(call: &str, with: &Value) -> bool {
    match call {
        "copy" => copy(Path::new(&text(with, "of")), Path::new(&text(with, "to"))),
        "cut" => change(with, |content| content.truncate(size(with, "bytes"))),
        "flip" => change(with, |content| content[size(with, "byte")] ^= 1),
        "remove" => fs::remove_file(text(with, "file")).expect("a file is removed"),
        _ => return false,
    }
    true
}

fn size(with: &Value, name: &str) -> usize {
    usize::try_from(number(with, name)).expect("small")
}

/// A file over another one, or a folder in the place of another one.
fn copy(of: &Path, to: &Path) {
    if !of.is_dir() {
        fs::copy(of, to).expect("a file is copied");
        return;
    }
    if to.is_dir() {
        fs::remove_dir_all(to).expect("what was there goes");
    }
    fs::create_dir(to).expect("a folder is made");
    for file in fs::read_dir(of).expect("a folder") {
        let file = file.expect("a file");
        fs::copy(file.path(), to.join(file.file_name())).expect("a file is copied");
    }
}

fn change(with: &Value, how: impl FnOnce(&mut Vec<u8>)) {
    let file = text(with, "file");
    let mut content = fs::read(&file).expect("a file");
    how(&mut content);
    fs::write(&file, content).expect("written");
}

/// What is random: each text is written as its name from then on.
#[derive(Default)]
pub struct Hidden(Vec<(String, String)>);

impl Hidden {
    pub fn hide(&mut self, name: &str, value: &str) {
        assert!(self.0.iter().all(|(_, other)| other != value), "{name} is hidden already");
        self.0.push((value.to_owned(), name.to_owned()));
        // The longest first: one may lie in another.
        self.0.sort_by_key(|(value, _)| Reverse(value.len()));
    }

    pub fn cover(&self, line: String) -> String {
        self.0.iter().fold(line, |line, (value, name)| line.replace(value, &format!("${name}")))
    }
}

/// `$name` is what was kept, and `$name/rest` a path below it.
pub fn put_in(value: &mut Value, kept: &BTreeMap<String, Value>) {
    match value {
        Value::String(text) => {
            let Some(named) = text.strip_prefix('$') else { return };
            let (name, rest) = named.split_once('/').map_or((named, None), |(name, rest)| (name, Some(rest)));
            if let Some(found) = kept.get(name) {
                *value = rest.map_or_else(
                    || found.clone(),
                    |rest| format!("{}/{rest}", found.as_str().expect("a folder")).into(),
                );
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| put_in(item, kept)),
        Value::Object(fields) => fields.values_mut().for_each(|field| put_in(field, kept)),
        _ => {}
    }
}

#[test]
fn what_is_hidden_is_written_as_its_name_and_the_longest_first() {
    let mut hidden = Hidden::default();
    hidden.hide("short", "ab");
    hidden.hide("long", "abab");
    assert_eq!(hidden.cover("abab ab".to_owned()), "$long $short");
}

#[test]
fn a_file_is_cut_changed_copied_and_removed() {
    let scratch = tempfile::tempdir().expect("a folder");
    let path = |name: &str| scratch.path().join(name).to_str().expect("UTF-8").to_owned();
    fs::write(path("one"), [1, 2, 3]).expect("written");
    assert!(act("cut", &serde_json::json!({"file": path("one"), "bytes": 2})));
    assert!(act("flip", &serde_json::json!({"file": path("one"), "byte": 1})));
    assert!(act("copy", &serde_json::json!({"of": path("one"), "to": path("two")})));
    assert!(act("remove", &serde_json::json!({"file": path("one")})));
    assert_eq!(fs::read(path("two")).expect("copied"), [1, 3]);
    assert!(!Path::new(&path("one")).exists());
    assert!(!act("verify", &Value::Null));
}
