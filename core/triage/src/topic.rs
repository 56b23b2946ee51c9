//! What something else may be about: whoever says that something is different is asked for that, and not for everything.

use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::document::Table;
use gradus_domain::{FactId, sorting};

use crate::definition::{FactDefinition, Role, Source};
use crate::vocabulary::Vocabulary;

/// What is said where none of the topics is what it is about, or none is left.
pub const NOTHING_MORE: &str = "nothing_more";

/// Questions that belong together for somebody who says that something else is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its name.
    pub id: String,
    /// Whether it is put to everybody who says that something else is different. It is not offered then.
    pub always: bool,
    slots: BTreeSet<usize>,
}

impl Topic {
    /// Whether it asks for the fact at this place, itself or because that asks more closely about one of its questions.
    pub(crate) fn asks(&self, slot: usize) -> bool {
        self.slots.contains(&slot)
    }

    /// Names of the facts that it asks for, in the order of the vocabulary that it stands in.
    pub fn signs<'v>(&'v self, vocabulary: &'v Vocabulary) -> impl Iterator<Item = &'v FactId> {
        self.slots.iter().map(|slot| &vocabulary.facts()[*slot].id)
    }

    fn read(table: &Table<'_>, facts: &[FactDefinition], index: &BTreeMap<String, usize>) -> Option<Self> {
        let id = table
            .want("id", "name the topic")?
            .parse("write lower-case words joined by _", |text| FactId::new(text).map(|id| id.to_string()))?;
        if [NOTHING_MORE, "unknown"].contains(&id.as_str()) {
            table.report("id", format!("{id} is an answer of its own"), "give the topic another name");
        }
        let mut slots = BTreeSet::new();
        for name in table.want("signs", "name the questions")?.texts() {
            match index.get(name).copied().filter(|slot| is_asked(&facts[*slot])) {
                Some(slot) if slots.insert(slot) => (),
                Some(_) => table.report("signs", format!("{name} stands there twice"), "name it once"),
                None => {
                    table.report(
                        "signs",
                        format!("{name} is no danger sign to ask"),
                        "name one of this file",
                    );
                }
            }
        }
        if slots.is_empty() {
            table.report("signs", "a topic without a question", "name its questions, or remove it");
        }
        let always = table.field("always").and_then(|field| field.flag()).unwrap_or_default();
        Some(Self { id, always, slots })
    }

    fn add_closer(&mut self, facts: &[FactDefinition], index: &BTreeMap<String, usize>) {
        loop {
            let behind = |fact: &FactDefinition| {
                about(fact).filter_map(|id| index.get(id.as_str())).any(|slot| self.slots.contains(slot))
            };
            let more: Vec<usize> =
                (0..facts.len()).filter(|slot| !self.asks(*slot) && behind(&facts[*slot])).collect();
            if more.is_empty() {
                return;
            }
            self.slots.extend(more);
        }
    }
}

/// The topics of a file. Where it has some, every question about a danger sign belongs to one: none is lost to whoever
/// picks.
pub(crate) fn topics(
    root: &Table<'_>,
    facts: &[FactDefinition],
    index: &BTreeMap<String, usize>,
) -> Vec<Topic> {
    let tables = root.tables("topic");
    let mut topics = Vec::<Topic>::new();
    for table in &tables {
        let Some(mut topic) = Topic::read(table, facts, index) else { continue };
        if topics.iter().any(|one| one.id == topic.id) {
            table.report("id", format!("{} is defined twice", topic.id), "give each topic one definition");
        }
        topic.add_closer(facts, index);
        topics.push(topic);
    }
    let lost = |slot: &usize| is_asked(&facts[*slot]) && !topics.iter().any(|topic| topic.asks(*slot));
    let lost: Vec<String> = (0..facts.len()).filter(lost).map(|slot| facts[slot].id.to_string()).collect();
    if let (Some(table), false) = (tables.first(), lost.is_empty()) {
        let wrong = format!("no topic asks for {}", lost.join(", "));
        table.report("signs", wrong, "name each of them in one topic at least");
    }
    topics
}

/// Ids of the topics that may be picked.
pub(crate) fn offered(topics: &[Topic]) -> BTreeSet<&str> {
    sorting::set(topics.iter().filter(|topic| !topic.always).map(|topic| topic.id.as_str()))
}

fn is_asked(fact: &FactDefinition) -> bool {
    fact.role == Role::Sign && fact.source == Source::Asked
}

/// The questions that this one asks about more closely.
fn about(fact: &FactDefinition) -> impl Iterator<Item = &FactId> {
    [&fact.detail_of, &fact.follows, &fact.unsure_of].into_iter().flatten()
}
