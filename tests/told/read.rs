//! Files of entries, read strictly: a name that nobody knows, one that is missing, or the same entry twice is an error.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use gradus_tests::root;
use toml::de::{DeTable, DeValue};

/// Every file of the folder below `tests/`, by its name.
pub fn files(folder: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(root().join("tests").join(folder)).expect("a readable folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = format!("{folder}/{}", path.file_name().expect("it has a name").to_string_lossy());
        (name, fs::read_to_string(path).expect("readable"))
    };
    paths.iter().map(read).collect()
}

/// What the files hold, entry by entry as `parse` reads it; every complaint of every file if there is one.
pub fn all<T>(
    files: &[(String, String)],
    kind: &str,
    parse: impl Fn(&Entry) -> Result<T, String>,
) -> Result<Vec<T>, Vec<String>> {
    let (mut read, mut wrong, mut ids) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (name, text) in files {
        let entries = entries(text, kind).map_err(|what| vec![format!("{name}: {what}")])?;
        for table in entries {
            let entry = Entry { table };
            let id = entry.text("id").unwrap_or("an entry without id").to_owned();
            let parsed = parse(&entry);
            if !ids.insert(id.clone()) {
                wrong.push(format!("{name}: {id}: stands there twice"));
            }
            match parsed {
                Ok(one) => read.push(one),
                Err(what) => wrong.push(format!("{name}: {id}: {what}")),
            }
        }
    }
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

fn entries(text: &str, kind: &str) -> Result<Vec<Table>, String> {
    let top = DeTable::parse(text).map_err(|error| format!("no TOML: {error}"))?;
    let mut top = table(top.get_ref());
    let list = top.remove(kind).ok_or_else(|| format!("no {kind}"))?;
    if let Some(name) = top.keys().next() {
        return Err(format!("{name} is none of its names"));
    }
    tables(list).ok_or_else(|| format!("{kind} is no list of tables"))
}

/// What a file may hold.
#[derive(Clone)]
enum Held {
    Text(String),
    List(Vec<Held>),
    Table(Table),
    /// A number or a date, which no entry has.
    Other,
}

type Table = BTreeMap<String, Held>;

fn table(table: &DeTable) -> Table {
    table.iter().map(|(name, value)| (name.get_ref().to_string(), held(value.get_ref()))).collect()
}

fn held(value: &DeValue) -> Held {
    match value {
        DeValue::String(text) => Held::Text(text.to_string()),
        DeValue::Array(list) => Held::List(list.iter().map(|one| held(one.get_ref())).collect()),
        DeValue::Table(inner) => Held::Table(table(inner)),
        _ => Held::Other,
    }
}

fn tables(list: Held) -> Option<Vec<Table>> {
    let Held::List(list) = list else { return None };
    let table = |one| if let Held::Table(table) = one { Some(table) } else { None };
    list.into_iter().map(table).collect()
}

/// One table of a file.
pub struct Entry {
    table: Table,
}

impl Entry {
    /// No name but these.
    pub fn names_only(&self, names: &[&str]) -> Result<(), String> {
        let foreign = self.table.keys().find(|name| !names.contains(&name.as_str()));
        foreign.map_or(Ok(()), |name| Err(format!("{name} is none of its names")))
    }

    /// Text that must be there and say something.
    pub fn text(&self, name: &str) -> Result<&str, String> {
        self.maybe(name)?.ok_or_else(|| format!("{name} is missing"))
    }

    /// Text that may be absent, and says something if it is there.
    pub fn maybe(&self, name: &str) -> Result<Option<&str>, String> {
        match self.table.get(name) {
            None => Ok(None),
            Some(Held::Text(text)) if !text.trim().is_empty() => Ok(Some(text)),
            Some(_) => Err(format!("{name} is no text")),
        }
    }

    /// Texts in a list; none when the list is absent.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        let list = match self.table.get(name) {
            None => return Ok(Vec::new()),
            Some(Held::List(list)) => list.as_slice(),
            Some(_) => &[],
        };
        let text = |one: &Held| match one {
            Held::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        };
        let texts = list.iter().map(text).collect::<Option<Vec<_>>>();
        texts.filter(|texts| !texts.is_empty()).ok_or_else(|| format!("{name} is no list of texts"))
    }

    /// The entries of a list within this one.
    pub fn entries(&self, name: &str) -> Result<Vec<Entry>, String> {
        let list = self.table.get(name).cloned().ok_or_else(|| format!("{name} is missing"))?;
        let list = tables(list).filter(|list| !list.is_empty());
        let list = list.ok_or_else(|| format!("{name} is no list of tables"))?;
        Ok(list.into_iter().map(|table| Entry { table }).collect())
    }
}

/// The pairs of `fact=answer` with blanks between.
pub fn pairs(facts: &str) -> Result<Vec<(&str, &str)>, String> {
    let pair = |one| str::split_once(one, '=').ok_or_else(|| format!("{one} is not of the form fact=answer"));
    facts.split_whitespace().map(pair).collect()
}
