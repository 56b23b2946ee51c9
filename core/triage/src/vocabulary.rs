use std::collections::BTreeMap;
use std::sync::LazyLock;

use gradus_domain::document::{Document, Problem, Table};
use gradus_domain::{Decimal, FactId};

use crate::definition::{FactDefinition, FactError, Kind, Role, Source, Worse};
use crate::settled::Settled;
use crate::suggestion::did_you_mean;
use crate::topic::{Topic, topics};

/// The text of the vocabulary that this version carries.
pub const FACTS: &str = include_str!("../../clinical/rules/facts.toml");

const FORMAT: &str = "gradus-facts/1";

/// The vocabulary that this version carries, read once.
pub(crate) static BUILTIN: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::builtin);

/// Every fact that rules can read and questions can ask, with the questions that no check-in may leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    version: u32,
    facts: Vec<FactDefinition>,
    index: BTreeMap<String, usize>,
    required: Vec<RequiredGroup>,
    first: Vec<First>,
    settled: Vec<Settled>,
    topics: Vec<Topic>,
    masks: Vec<(usize, usize)>,
    links: Vec<Links>,
}

/// The places of the facts that one fact names: they are looked up with every set of facts that is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Links {
    pub(crate) only_for: Vec<usize>,
    pub(crate) detail_of: Option<usize>,
    pub(crate) unsure_of: Option<usize>,
    pub(crate) widens: Option<usize>,
}

impl Links {
    fn of(fact: &FactDefinition, index: &BTreeMap<String, usize>) -> Self {
        let place = |id: &FactId| index.get(id.as_str()).copied();
        Self {
            only_for: fact.only_for.iter().filter_map(place).collect(),
            detail_of: fact.detail_of.as_ref().and_then(place),
            unsure_of: fact.unsure_of.as_ref().and_then(place),
            widens: fact.widens.as_ref().and_then(place),
        }
    }
}

/// Questions of which each check-in must answer one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredGroup {
    /// One of these.
    pub any_of: Vec<FactId>,
    /// The background without which the group is not required.
    pub only_for: Option<FactId>,
    pub(crate) slots: Vec<usize>,
    pub(crate) only_for_slot: Option<usize>,
}

/// Questions with which the check-in of certain people begins, the most dangerous first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct First {
    /// These, in this order.
    pub ask: Vec<FactId>,
    /// Of whoever has lived for fewer days than this.
    pub under_days: Option<i32>,
    /// And of whoever has one of these backgrounds.
    pub backgrounds: Vec<FactId>,
    pub(crate) slots: Vec<usize>,
}

impl Vocabulary {
    /// The vocabulary that this version carries.
    pub fn builtin() -> Self {
        Self::parse(FACTS).expect("the tests read the built-in vocabulary")
    }

    /// Reads a vocabulary from its TOML text.
    ///
    /// # Errors
    /// Every mistake, with its line.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let document = Document::parse(text)?;
        let root = document.root();
        if let Some(format) = root.want("format", format!("write \"{FORMAT}\"")) {
            format.choice(&[(FORMAT, ())]);
        }
        let version =
            root.want("version", "write a whole number").and_then(|f| f.integer(1..=9999, "a number"));
        let tables = root.tables("fact");
        let facts: Vec<FactDefinition> = tables.iter().filter_map(definition).collect();
        let mut index = BTreeMap::new();
        for (at, fact) in facts.iter().enumerate() {
            if index.insert(fact.id.to_string(), at).is_some() {
                document.report(Problem::new(
                    tables.get(at).map_or(1, Table::line),
                    "fact",
                    format!("{} is defined twice", fact.id),
                    "give each fact one definition",
                ));
            }
        }
        for (fact, table) in facts.iter().zip(&tables) {
            let links = [
                &fact.detail_of,
                &fact.follows,
                &fact.unsure_of,
                &fact.masked_by,
                &fact.at_most,
                &fact.speaks_of,
                &fact.widens,
            ];
            for link in links
                .into_iter()
                .flatten()
                .chain(&fact.only_for)
                .filter(|link| !index.contains_key(link.as_str()))
            {
                table.report("id", format!("{link} is not a fact"), "name a fact of this file");
            }
        }
        let required = root.tables("required").iter().filter_map(|table| group(table, &index)).collect();
        let first =
            root.tables("first").iter().filter_map(|table| put_first(table, &facts, &index)).collect();
        let is_fact = |name: &str| index.contains_key(name);
        let settled =
            root.tables("settled").iter().filter_map(|table| Settled::read(table, is_fact)).collect();
        let topics = topics(&root, &facts, &index);
        document.finish()?;
        let version = version.and_then(|version| u32::try_from(version).ok()).unwrap_or(1);
        let mask = |(slot, fact): (usize, &FactDefinition)| {
            Some((slot, index.get(fact.masked_by.as_ref()?.as_str()).copied()?))
        };
        let masks = facts.iter().enumerate().filter_map(mask).collect();
        let links = facts.iter().map(|fact| Links::of(fact, &index)).collect();
        Ok(Self { version, facts, index, required, first, settled, topics, masks, links })
    }

    /// Number of this vocabulary; packs say which one they were written for.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Every fact, in the order in which questions are put.
    pub fn facts(&self) -> &[FactDefinition] {
        &self.facts
    }

    /// The fact of this name.
    pub fn fact(&self, id: &str) -> Option<&FactDefinition> {
        self.slot(id).map(|slot| &self.facts[slot])
    }

    /// The fact of this name.
    ///
    /// # Errors
    /// There is none; the error offers the nearest name.
    pub fn want(&self, id: &str) -> Result<&FactDefinition, FactError> {
        self.fact(id).ok_or_else(|| {
            let meant = did_you_mean(id, self.index.keys().map(String::as_str));
            let right = if meant.is_empty() { "see the list of facts".to_owned() } else { meant };
            let shown: String = id.chars().take(40).flat_map(char::escape_debug).collect();
            FactError { fact: shown, wrong: "there is no such fact".to_owned(), right }
        })
    }

    /// The questions of which each check-in must answer one.
    pub fn required(&self) -> &[RequiredGroup] {
        &self.required
    }

    /// The questions with which the check-in of certain people begins.
    pub fn first(&self) -> &[First] {
        &self.first
    }

    /// What something else may be about, in the order in which it is offered.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// Whether a check-in that leaves this fact out may fail to answer "allow".
    pub fn is_required(&self, id: &str) -> bool {
        self.required.iter().any(|group| group.any_of.iter().any(|fact| fact.as_str() == id))
    }

    /// What nobody could say and another answer settles.
    pub(crate) fn settled(&self) -> &[Settled] {
        &self.settled
    }

    /// Each fact that a dose can hide, with the fact that tells of the dose.
    pub(crate) fn masks(&self) -> &[(usize, usize)] {
        &self.masks
    }

    /// Answers with the places of their facts. Both lists stand in the order of their names, and are walked side by side:
    /// looking up each name took most of the time in which facts are read.
    pub(crate) fn placed<'a, T>(
        &'a self,
        answers: &'a BTreeMap<FactId, T>,
    ) -> impl Iterator<Item = (&'a FactId, &'a T, Option<usize>)> {
        let mut known = self.index.iter().peekable();
        answers.iter().map(move |(id, answer)| {
            while known.next_if(|(name, _)| name.as_str() < id.as_str()).is_some() {}
            let place =
                known.peek().filter(|(name, _)| name.as_str() == id.as_str()).map(|(_, place)| **place);
            (id, answer, place)
        })
    }

    /// The facts that the one at this place names.
    pub(crate) fn links(&self, slot: usize) -> &Links {
        &self.links[slot]
    }

    pub(crate) fn slot(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }
}

fn group(table: &Table<'_>, index: &BTreeMap<String, usize>) -> Option<RequiredGroup> {
    let known = |name: &str, field: &str| {
        let slot = index.get(name).copied();
        if slot.is_none() {
            table.report(field, format!("{name} is not a fact"), "name a fact of this file");
        }
        slot
    };
    let names = table.want("any_of", "name facts")?.texts();
    let slots: Vec<usize> = names.iter().filter_map(|name| known(name, "any_of")).collect();
    let only_for = table.field("only_for").and_then(|f| f.text());
    let only_for_slot = only_for.and_then(|name| known(name, "only_for"));
    Some(RequiredGroup {
        any_of: names.iter().filter_map(|name| FactId::new(*name).ok()).collect(),
        only_for: only_for.and_then(|name| FactId::new(name).ok()),
        slots,
        only_for_slot,
    })
}

fn put_first(table: &Table<'_>, facts: &[FactDefinition], index: &BTreeMap<String, usize>) -> Option<First> {
    let named = |field: &str, names: Vec<&str>, is: fn(&FactDefinition) -> bool, what: &str| {
        let mut found = Vec::new();
        for name in names {
            match index.get(name).filter(|slot| is(&facts[**slot])) {
                Some(slot) => found.push(*slot),
                None => table.report(field, format!("{name} is no {what}"), "name one of this file"),
            }
        }
        found
    };
    let ids = |slots: &[usize]| slots.iter().map(|slot| facts[*slot].id.clone()).collect::<Vec<_>>();
    let is_question = |fact: &FactDefinition| fact.role == Role::Sign && fact.source == Source::Asked;
    let slots = named("ask", table.want("ask", "name questions")?.texts(), is_question, "danger sign to ask");
    let backgrounds = table.field("backgrounds").map(|field| field.texts()).unwrap_or_default();
    let backgrounds =
        named("backgrounds", backgrounds, |fact| fact.source == Source::Background, "background");
    let under = table.field("under_days").and_then(|f| f.integer(1..=43_830, "a number of days"));
    Some(First {
        ask: ids(&slots),
        under_days: under.and_then(|days| i32::try_from(days).ok()),
        backgrounds: ids(&backgrounds),
        slots,
    })
}

fn definition(table: &Table<'_>) -> Option<FactDefinition> {
    let id =
        table.want("id", "name the fact")?.parse("write lower-case words joined by _", |t| FactId::new(t))?;
    let group = table.want("group", "write the family's letter, or context")?.text()?.to_owned();
    let roles = [("sign", Role::Sign), ("context", Role::Context)];
    let sources = [
        ("asked", Source::Asked),
        ("log", Source::Log),
        ("background", Source::Background),
        ("engine", Source::Engine),
    ];
    let link = |name: &str| table.field(name)?.parse("name a fact", |text| FactId::new(text));
    let links = |name: &str| {
        let items = table.field(name).map(|field| field.items()).unwrap_or_default();
        items.iter().filter_map(|one| one.parse("name a fact", |text| FactId::new(text))).collect()
    };
    Some(FactDefinition {
        group,
        kind: kind(table)?,
        role: table.field("role").map_or(Some(Role::Sign), |f| f.choice(&roles))?,
        worse: worse(table)?,
        source: table.field("source").map_or(Some(Source::Asked), |f| f.choice(&sources))?,
        only_for: links("only_for"),
        detail_of: link("detail_of"),
        follows: link("follows"),
        unsure_of: link("unsure_of"),
        masked_by: link("masked_by"),
        at_most: link("at_most"),
        speaks_of: link("speaks_of"),
        widens: link("widens"),
        note: table.field("note").and_then(|f| f.text()).unwrap_or_default().to_owned(),
        id,
    })
}

fn kind(table: &Table<'_>) -> Option<Kind> {
    let any = Decimal::whole(-1_000_000)..=Decimal::whole(1_000_000);
    let number = |name: &str| table.want(name, "write a number")?.decimal(any.clone(), "a number");
    match table.want("kind", "write yes_no, number or level")?.choice(&[
        ("yes_no", 0),
        ("number", 1),
        ("level", 2),
    ])? {
        0 => Some(Kind::YesNo),
        1 => Some(Kind::Number {
            unit: table.want("unit", "write the unit")?.text()?.to_owned(),
            least: number("min")?,
            greatest: number("max")?,
            step: match table.field("step") {
                Some(step) => step.decimal(Decimal::from_tenths(1)..=Decimal::whole(1000), "a step")?,
                None => Decimal::whole(1),
            },
        }),
        _ => {
            let levels = table.want("levels", "list the levels, the mildest first")?.texts();
            Some(Kind::Level(levels.into_iter().map(str::to_owned).collect()))
        }
    }
}

fn worse(table: &Table<'_>) -> Option<Worse> {
    match table.field("worse").map_or(Some(0), |f| f.choice(&[("up", 0), ("down", 1), ("both", 2)]))? {
        0 => Some(Worse::Up),
        1 => Some(Worse::Down),
        _ => {
            let any = Decimal::whole(-1_000_000)..=Decimal::whole(1_000_000);
            let normal = table.want("normal", "write the normal range as [36.0, 37.4]")?;
            let ends: Vec<Decimal> =
                normal.items().iter().filter_map(|f| f.decimal(any.clone(), "a number")).collect();
            match ends[..] {
                [low, high] if low <= high => Some(Worse::Both { low, high }),
                _ => {
                    normal.report("not a range", "write the normal range as [36.0, 37.4]");
                    None
                }
            }
        }
    }
}
