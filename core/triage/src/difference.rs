//! What changes from one pack to another: rules, facts, and answers to cases that both packs' own thresholds make.

use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::sorting;
use gradus_domain::{Answer, FactId, Moment, Value};

use crate::assess::Decision;
use crate::pack::Pack;

mod facts;
mod settled;

/// What changes from an older pack to a newer one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Of the head: version, dates, sign-off, the deadline to reach the surgeon, abbreviations.
    pub head: Vec<Change>,
    /// Of the facts they read, and of what settles a doubt: the `id` is such as `fact bleeding`, `required bleeding`,
    /// `first drowsy` or `settled temperature_c by feels_hot`.
    pub facts: Vec<RuleChange>,
    /// Names of rules that only the newer one has.
    pub added: Vec<String>,
    /// Names of rules that only the older one has.
    pub removed: Vec<String>,
    /// Rules of both that say something else, field by field.
    pub changed: Vec<RuleChange>,
    /// How many cases both packs answered.
    pub tried: usize,
    /// Cases whose answer changes, the milder ones first.
    pub answers: Vec<AnswerChange>,
}

/// One rule of both packs, or one part of their facts, that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// Its name.
    pub id: String,
    /// What is different.
    pub fields: Vec<Change>,
}

/// One field, as each pack writes it; empty where it does not stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub field: String,
    /// In the older pack.
    pub old: String,
    /// In the newer pack.
    pub new: String,
}

/// One case whose answer changes.
#[derive(Clone, PartialEq, Eq)]
pub struct AnswerChange {
    /// The rule whose threshold it lies at; `settled FACT` where it lies at what settles a doubt about that fact.
    pub rule: String,
    /// That comparison, or the condition of the settling that it tries.
    pub compared: String,
    /// The facts.
    pub facts: BTreeMap<FactId, Answer<Value>>,
    /// What the older pack answers.
    pub old: Decision,
    /// What the newer pack answers.
    pub new: Decision,
}

impl AnswerChange {
    /// Whether the newer pack asks for less in any part: a milder disposition, an earlier session, a larger size.
    pub fn is_milder(&self) -> bool {
        self.new.disposition < self.old.disposition || !self.new.gate.covers(&self.old.gate)
    }
}

impl Difference {
    /// Compares two packs, each over its own facts. The cases are those of [`Pack::examples`], of every rule of both, and those
    /// at the edges of what settles a doubt in either. A pack is told of a case what its facts know of it.
    pub fn between(old: &Pack, new: &Pack, now: &Moment) -> Self {
        let names = |pack: &Pack| pack.rules().iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
        let (before, after) = (names(old), names(new));
        let only = |one: &[String], other: &[String]| {
            one.iter().filter(|id| !other.contains(id)).cloned().collect::<Vec<_>>()
        };
        let changed = after.iter().filter_map(|id| changed(old, new, id)).collect();
        let cases = cases(old, new, now);
        Self {
            head: changes(&head(old), &head(new)),
            facts: facts::changed(old, new),
            added: only(&after, &before),
            removed: only(&before, &after),
            changed,
            tried: cases.len(),
            answers: answers(old, new, cases, now),
        }
    }

    /// Whether the packs say the same.
    pub fn is_empty(&self) -> bool {
        let none =
            [self.head.is_empty(), self.facts.is_empty(), self.added.is_empty(), self.removed.is_empty()];
        none.into_iter().all(|none| none) && self.changed.is_empty() && self.answers.is_empty()
    }
}

type Fields = Vec<(String, String)>;
type Told = BTreeMap<FactId, Answer<Value>>;

fn head(pack: &Pack) -> Fields {
    let surgeon = pack.surgeon_deadline();
    let said = [
        ("id", pack.id.clone()),
        ("version", pack.version.to_string()),
        ("effective", pack.effective.to_string()),
        ("sign_off", pack.sign_off.clone()),
        ("facts_version", pack.facts_version.to_string()),
        ("surgeon_deadline.when", surgeon.when.clone()),
        ("surgeon_deadline.within_h", surgeon.within_h.to_string()),
        ("surgeon_deadline.advice", surgeon.advice.clone()),
        ("surgeon_deadline.sources", surgeon.sources.join(", ")),
        ("surgeon_deadline.basis", surgeon.basis.word().to_owned()),
    ];
    let macros = pack.macro_text.iter().map(|(name, meaning)| (format!("macro.{name}"), meaning.clone()));
    said.into_iter().map(|(name, text)| (name.to_owned(), text)).chain(macros).collect()
}

fn changed(old: &Pack, new: &Pack, id: &str) -> Option<RuleChange> {
    let fields = |pack: &Pack| Some(pack.rule(id)?.written());
    let fields = changes(&fields(old)?, &fields(new)?);
    (!fields.is_empty()).then(|| RuleChange { id: id.to_owned(), fields })
}

fn changes(old: &Fields, new: &Fields) -> Vec<Change> {
    let of = |fields: &Fields, name: &str| {
        fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let gone = old.iter().filter(|(name, _)| new.iter().all(|(known, _)| known != name));
    let names = new.iter().chain(gone).map(|(name, _)| name);
    let change = |name: &String| Change { field: name.clone(), old: of(old, name), new: of(new, name) };
    names.map(change).filter(|change| change.old != change.new).collect()
}

struct Tried {
    rule: String,
    compared: String,
    facts: Told,
}

/// Every case once: first those of the newer pack, then those that only the older one makes.
fn cases(old: &Pack, new: &Pack, now: &Moment) -> Vec<Tried> {
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    for pack in [new, old] {
        let of_rules = pack.rules().iter().flat_map(|rule| {
            pack.examples(&rule.id, now).into_iter().flat_map(move |example| {
                let compared = example.compared;
                let tried = move |facts| Tried { rule: rule.id.clone(), compared: compared.clone(), facts };
                example.cases.into_iter().map(move |case| tried(case.facts))
            })
        });
        // Values have no order of their own; as they are written they are told apart as well.
        all.extend(of_rules.chain(settled::cases(pack, now)).filter(|case| seen.insert(key(&case.facts))));
    }
    all
}

fn key(facts: &Told) -> String {
    let mut key = String::new();
    for (id, answer) in facts {
        key.push_str(id.as_str());
        key.push('=');
        match answer {
            Answer::Unknown => key.push('?'),
            Answer::Known(Value::YesNo(yes)) => key.push(if *yes { 'y' } else { 'n' }),
            Answer::Known(Value::Number(number)) => key.push_str(&number.to_string()),
            Answer::Known(Value::Level(level)) => key.push_str(level),
        }
        key.push(' ');
    }
    key
}

fn answers(old: &Pack, new: &Pack, cases: Vec<Tried>, now: &Moment) -> Vec<AnswerChange> {
    let change = |tried: Tried| {
        let (old, new) = (answer(old, &tried.facts, now)?, answer(new, &tried.facts, now)?);
        let differs = old.disposition != new.disposition || old.gate != new.gate;
        let Tried { rule, compared, facts } = tried;
        differs.then_some(AnswerChange { rule, compared, facts, old, new })
    };
    let mut changes: Vec<AnswerChange> = cases.into_iter().filter_map(change).collect();
    let order = |one: &AnswerChange| (!one.is_milder(), std::cmp::Reverse(one.old.disposition));
    sorting::sort_by(&mut changes, |one, other| order(one).cmp(&order(other)));
    changes
}

/// What a pack answers to what its facts know of these: nobody could tell it the rest.
fn answer(pack: &Pack, facts: &Told, now: &Moment) -> Option<Decision> {
    let takes = |id: &FactId, answer: &Answer<Value>| {
        pack.vocabulary.fact(id.as_str()).is_some_and(|fact| match answer {
            Answer::Unknown => true,
            Answer::Known(value) => fact.measure(value).is_ok(),
        })
    };
    let known = facts.iter().filter(|(id, answer)| takes(id, answer));
    let known = sorting::map(known.map(|(id, answer)| (id.clone(), answer.clone())));
    Some(pack.decide(&pack.join(known, BTreeMap::new()).ok()?, now))
}

gradus_domain::unprinted!(AnswerChange);
