//! The table of numbers, read strictly: a name that nobody uses, or one that is missing, is an error.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

/// Everything that the people are made of.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    #[serde(rename = "number")]
    numbers: Vec<Number>,
    /// Who they are.
    #[serde(rename = "group")]
    pub groups: Vec<Group>,
    /// What they may fall ill with.
    #[serde(rename = "course")]
    pub courses: Vec<Course>,
    #[serde(skip)]
    by_id: BTreeMap<String, f64>,
    #[serde(skip)]
    used: RefCell<BTreeSet<String>>,
}

/// What a number rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Basis {
    Sourced,
    General,
    Assumption,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Number {
    id: String,
    value: f64,
    basis: Basis,
    #[serde(default)]
    source: String,
    says: String,
}

/// People with one indication and one plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Short name.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Share of the cohort.
    pub share: f64,
    /// Name of the published form.
    pub form: String,
    /// Whether they are children.
    pub child: bool,
    /// Age on the first day, from and to, in days.
    pub age_days: [u32; 2],
    /// Days from the operation to the first day.
    pub days_since_operation: u32,
    /// The operation, in the app's word for it; none where there was none.
    pub operation: Option<String>,
    /// Conditions that all of them have, in the app's words.
    pub background: Vec<String>,
    /// Conditions that some of them have, with the share.
    pub maybe: BTreeMap<String, f64>,
    /// Full hours of the day at which a session is held if the plan asks for one.
    pub hours: Vec<u32>,
    /// Day of the plan on which the clinic looks at it again.
    pub review_day: u32,
    /// Usual worst pain of a session on the first day and from the 42nd day on.
    pub pain: [f64; 2],
    /// Share of sessions with a small bleed on the same two days.
    pub streak: [f64; 2],
    basis: Basis,
    #[serde(default)]
    source: String,
    says: String,
    /// What a clinician writes into the blanks of the form.
    pub fills: BTreeMap<String, String>,
}

/// Whether it belongs to the days of somebody who is well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Ordinary, and nothing to do with dilation.
    Illness,
    /// A complication, which is to be found.
    Complication,
}

/// The mildest answer that is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// The clinic, within days.
    Contact,
    /// A clinician today.
    SameDay,
    /// Emergency care now.
    Emergency,
}

/// How an illness or a complication goes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Short name.
    pub id: String,
    /// Illness or complication.
    pub sort: Sort,
    /// The mildest answer that is right; of an illness none.
    pub urgency: Option<Urgency>,
    /// Share of each group that has it within 180 days.
    #[serde(default)]
    pub groups: BTreeMap<String, f64>,
    /// It begins in a session, which it ends.
    pub at_session: Option<AtSession>,
    /// Days over which the opening gets too tight for its size.
    #[serde(default)]
    pub tightens_over_days: f64,
    /// Points by which sessions hurt more.
    #[serde(default)]
    pub hurts_more: f64,
    basis: Basis,
    #[serde(default)]
    source: String,
    says: String,
    /// What shows.
    pub signs: Vec<Sign>,
}

/// How a session ends in which a complication begins.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtSession {
    /// Worst pain, from and to.
    pub pain: [u8; 2],
    /// `pain`, `bleeding` or `stuck`.
    pub stop: String,
    /// What blood there may be, each as likely.
    #[serde(default)]
    pub bleeding: Vec<String>,
}

/// One sign of a course.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// The fact that tells it.
    pub fact: String,
    /// What is told: an answer, a range of numbers, or `hours` for how long it has been so.
    pub value: String,
    /// In which share it shows.
    pub share: f64,
    /// The same in adults, where that is another one.
    pub adult: Option<f64>,
    /// Hours from the onset between which it begins.
    pub from_h: [f64; 2],
    /// Hours for which it lasts.
    pub for_h: f64,
    /// It cannot wait until the evening.
    #[serde(default)]
    pub strong: bool,
}

impl Table {
    /// The table beside this crate.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn own() -> Result<Self, String> {
        Self::read(include_str!("../rates.toml"))
    }

    /// Reads a table.
    ///
    /// # Errors
    /// What is no table of this form, in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let table = DeTable::parse(text).map_err(|error| format!("no TOML: {error}"))?;
        let mut table: Self =
            serde_json::from_value(json(table.get_ref())).map_err(|error| error.to_string())?;
        for number in &table.numbers {
            if table.by_id.insert(number.id.clone(), number.value).is_some() {
                return Err(format!("{} stands there twice", number.id));
            }
        }
        let shares: f64 = table.groups.iter().map(|group| group.share).sum();
        if (shares - 1.0).abs() > 1e-9 {
            return Err(format!("the shares of the groups add up to {shares}"));
        }
        table.rests()?;
        Ok(table)
    }

    /// Whatever says that it is sourced names its source.
    fn rests(&self) -> Result<(), String> {
        let numbers = self.numbers.iter().map(|n| (&n.id, n.basis, &n.source, &n.says));
        let groups = self.groups.iter().map(|g| (&g.id, g.basis, &g.source, &g.says));
        let courses = self.courses.iter().map(|c| (&c.id, c.basis, &c.source, &c.says));
        let mut all = numbers.chain(groups).chain(courses);
        let unfounded = |(_, basis, source, says): &(&String, Basis, &String, &String)| {
            says.is_empty() || (*basis == Basis::Sourced && source.is_empty())
        };
        all.find(unfounded).map_or(Ok(()), |(id, ..)| Err(format!("{id} does not say on what it rests")))
    }

    /// One number by its name.
    ///
    /// # Panics
    /// Where the table has none of this name: then this program and its table do not fit.
    pub fn number(&self, id: &str) -> f64 {
        let value = self.by_id.get(id).copied().unwrap_or_else(|| panic!("rates.toml has no number {id}"));
        if !self.used.borrow().contains(id) {
            self.used.borrow_mut().insert(id.to_owned());
        }
        value
    }

    /// The same table with another number, to see what hangs on it.
    ///
    /// # Errors
    /// There is no such number.
    pub fn with(mut self, id: &str, value: f64) -> Result<Self, String> {
        let known = self.by_id.get_mut(id).ok_or_else(|| format!("there is no number {id}"))?;
        *known = value;
        Ok(self)
    }

    /// Numbers that nobody has asked for so far.
    pub fn unused(&self) -> Vec<&str> {
        let used = self.used.borrow();
        self.by_id.keys().filter(|id| !used.contains(*id)).map(String::as_str).collect()
    }

    /// How many numbers, groups and courses rest on a source, on general knowledge, and on nothing.
    pub fn bases(&self) -> [usize; 3] {
        let all = self.numbers.iter().map(|n| n.basis).chain(self.groups.iter().map(|g| g.basis));
        let all: Vec<Basis> = all.chain(self.courses.iter().map(|c| c.basis)).collect();
        [Basis::Sourced, Basis::General, Basis::Assumption]
            .map(|one| all.iter().filter(|of| **of == one).count())
    }

    /// One course by its name.
    pub fn course(&self, id: &str) -> Option<&Course> {
        self.courses.iter().find(|course| course.id == id)
    }
}

fn json(table: &DeTable) -> Value {
    let pairs = table.iter().map(|(name, value)| (name.get_ref().to_string(), value_of(value.get_ref())));
    Value::Object(pairs.collect::<Map<_, _>>())
}

fn value_of(value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.to_string()),
        DeValue::Integer(number) => Value::from(number.as_str().parse::<i64>().ok()),
        DeValue::Float(number) => Value::from(number.as_str().parse::<f64>().ok()),
        DeValue::Boolean(yes) => Value::from(*yes),
        DeValue::Array(list) => list.iter().map(|one| value_of(one.get_ref())).collect(),
        DeValue::Table(inner) => json(inner),
        DeValue::Datetime(_) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_says_something_else_is_refused() {
        let own = include_str!("../rates.toml");
        assert!(Table::read(own).is_ok(), "{:?}", Table::read(own).err());
        let broken = [
            (own.replacen("id = \"not_sure\"", "id = \"slip\"", 1), "slip stands there twice"),
            (own.replacen("share = 0.25", "share = 0.26", 1), "add up to 1.01"),
            (own.replacen("basis = \"assumption\"", "basis = \"guess\"", 1), "guess"),
            (own.replacen("value = 0.02", "valve = 0.02", 1), "valve"),
            (
                own.replacen("basis = \"assumption\"", "basis = \"sourced\"", 1),
                "not_sure does not say on what it rests",
            ),
        ];
        for (text, complaint) in broken {
            let said = Table::read(&text).expect_err(complaint);
            assert!(said.contains(complaint), "{said} lacks {complaint}");
        }
    }

    #[test]
    fn a_number_can_be_set_to_see_what_hangs_on_it() {
        let table = Table::own().expect("a table");
        assert!(table.clone().with("nothing", 0.0).is_err());
        let other = table.with("not_sure", 0.0).expect("a number");
        assert!(other.unused().contains(&"not_sure") && other.number("not_sure") < 1e-12);
        assert!(!other.unused().contains(&"not_sure"));
        assert!(other.bases().iter().all(|count| *count > 0));
    }
}
