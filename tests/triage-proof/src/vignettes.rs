use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gradus_domain::Disposition;
use gradus_triage::{Facts, Pack};
use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

use crate::people::{Raw, but, pairs, read};
use crate::space::{join, now};
use crate::stream::disposition;

/// A case with the answer that was written down before a rule was run on it, or a day of a story, which is either well or
/// has a sign.
pub struct Told {
    pub id: String,
    pub indication: String,
    days: i32,
    pub expected: Expected,
    pub facts: Facts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The label of a vignette.
    Answer(Disposition),
    /// A day of a story with a sign: anything but "go on".
    More,
}

/// The vignettes and the stories, as they lie beside this folder.
pub fn all(pack: &Pack) -> Vec<Told> {
    let mut all: Vec<Told> =
        tables("vignettes", "vignette").iter().map(|table| vignette(pack, table)).collect();
    all.extend(tables("stories", "story").iter().map(|table| story(pack, table)));
    all
}

/// One table of a file: its texts by name, and of what a story says the facts.
struct Table {
    texts: BTreeMap<String, String>,
    says: Vec<String>,
}

fn tables(folder: &str, kind: &str) -> Vec<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder above").join(folder);
    let entries = fs::read_dir(folder).expect("a readable folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| tables_of(&fs::read_to_string(path).expect("readable"), kind)).collect()
}

fn tables_of(text: &str, kind: &str) -> Vec<Table> {
    let top = DeTable::parse(text).expect("TOML");
    let list = top.get_ref().iter().find(|(name, _)| name.get_ref() == kind).map(|(_, list)| list.get_ref());
    list.and_then(DeValue::as_array)
        .expect("a list of tables")
        .iter()
        .map(|one| table(one.get_ref()))
        .collect()
}

fn table(value: &DeValue) -> Table {
    let texts_of = |value: &DeValue| -> BTreeMap<String, String> {
        let pairs = value.as_table().into_iter().flat_map(|table| table.iter());
        pairs
            .filter_map(|(name, value)| {
                Some((name.get_ref().to_string(), value.get_ref().as_str()?.to_owned()))
            })
            .collect()
    };
    let says = value.as_table().and_then(|table| table.iter().find(|(name, _)| name.get_ref() == "says"));
    let says = says.and_then(|(_, list)| list.get_ref().as_array()).into_iter().flatten();
    let facts = says.filter_map(|one| texts_of(one.get_ref()).remove("fact"));
    Table { texts: texts_of(value), says: facts.collect() }
}

fn text<'t>(table: &'t Table, name: &str) -> &'t str {
    table.texts.get(name).unwrap_or_else(|| panic!("{name} is missing"))
}

fn vignette(pack: &Pack, table: &Table) -> Told {
    let expected = match text(table, "expected") {
        "Emergency" => Disposition::Emergency,
        "SameDay" => Disposition::SameDay { hours: 4 },
        "Contact(1)" => Disposition::Contact { days: 1 },
        "Contact(3)" => Disposition::Contact { days: 3 },
        "Contact(7)" => Disposition::Contact { days: 7 },
        "PauseAndRecheck" => Disposition::PauseAndRecheck { hours: 72 },
        "Continue" => Disposition::Continue,
        other => panic!("`{other}` is no answer"),
    };
    told(pack, table, &pairs(text(table, "facts")), Expected::Answer(expected))
}

fn story(pack: &Pack, table: &Table) -> Told {
    let mut stated = pairs(text(table, "known"));
    stated.extend(table.says.iter().flat_map(|facts| pairs(facts)));
    let expected = match text(table, "day") {
        "well" => Expected::Answer(Disposition::Continue),
        _ => Expected::More,
    };
    told(pack, table, &stated, expected)
}

fn told(pack: &Pack, table: &Table, stated: &Raw, expected: Expected) -> Told {
    let changes: Vec<String> = stated.iter().map(|(id, answer)| format!("{id}={answer}")).collect();
    let days = stated.get("age_days").and_then(|days| days.parse().ok()).expect("age_days");
    Told {
        id: text(table, "id").to_owned(),
        indication: indication(text(table, "indication")),
        days,
        expected,
        facts: join(pack, read(pack, &but(pack, days, &changes.join(" "))).answers().clone()),
    }
}

/// What stands before the first comma or semicolon.
fn indication(text: &str) -> String {
    text.split([',', ';']).next().unwrap_or_default().trim().to_owned()
}

fn age(days: i32) -> &'static str {
    match days {
        ..92 => "under 3 months",
        92..367 => "3 months to 1 year",
        367..6575 => "1 to 17 years",
        _ => "18 years and over",
    }
}

const CLASSES: [&str; 5] = ["emergency", "same_day", "contact", "pause", "continue"];

impl Told {
    pub fn answered(&self, pack: &Pack) -> Disposition {
        pack.decide(&self.facts, &now()).disposition
    }

    /// Whether an answer is less than was written down.
    pub fn is_short(&self, answered: Disposition) -> bool {
        match self.expected {
            Expected::Answer(Disposition::SameDay { .. }) => answered < Disposition::SameDay { hours: 4 },
            Expected::Answer(Disposition::PauseAndRecheck { .. }) => answered == Disposition::Continue,
            Expected::Answer(expected) => answered < expected,
            Expected::More => answered == Disposition::Continue,
        }
    }

    fn is_urgent(&self) -> bool {
        matches!(self.expected, Expected::Answer(Disposition::Emergency | Disposition::SameDay { .. }))
    }

    fn is_well(&self) -> bool {
        self.expected == Expected::Answer(Disposition::Continue)
    }

    fn row(&self) -> &'static str {
        match self.expected {
            Expected::Answer(expected) => disposition(expected).0,
            Expected::More => "a sign",
        }
    }
}

/// All, urgent, urgent and short, well, well and raised, of each kind.
type Rows<'t> = BTreeMap<&'t str, [u32; 5]>;

/// Labels against answers, all together and by age and indication.
pub fn report(pack: &Pack) -> Value {
    let all = all(pack);
    let mut confusion: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    let (mut ages, mut indications) = (Rows::new(), Rows::new());
    let (mut urgent_short, mut other_short, mut raised) = (Vec::new(), Vec::new(), Vec::new());
    for one in &all {
        let answered = one.answered(pack);
        *confusion.entry(one.row()).or_default().entry(disposition(answered).0).or_default() += 1;
        let (is_short, is_urgent) = (one.is_short(answered), one.is_urgent());
        let is_raised = one.is_well() && answered > Disposition::Continue;
        let counts = [true, is_urgent, is_short && is_urgent, one.is_well(), is_raised].map(u32::from);
        for (row, key) in [(&mut ages, age(one.days)), (&mut indications, one.indication.as_str())] {
            row.entry(key).or_default().iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        let list = match (is_short, is_urgent, is_raised) {
            (true, true, _) => &mut urgent_short,
            (true, false, _) => &mut other_short,
            (false, _, true) => &mut raised,
            (false, _, false) => continue,
        };
        list.push(json!({"id": one.id, "expected": one.row(), "answered": format!("{answered:?}")}));
    }
    json!({
        "cases": all.len(), "classes": CLASSES, "confusion": confusion,
        "counts": ["all", "urgent", "urgent and short", "well", "well and raised"],
        "ages": ages, "indications": indications,
        "urgent_short": urgent_short, "other_short": other_short, "well_raised": raised,
        "well": all.iter().filter(|one| one.is_well()).count(),
    })
}
