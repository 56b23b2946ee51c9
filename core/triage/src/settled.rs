//! What nobody could say and another answer settles.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use gradus_domain::document::{Field, Table};
use gradus_domain::{Answer, Decimal, FactId, Value};

use crate::carried::{NOT_SURE, STILL_UNKNOWN, WAITING};
use crate::definition::{Kind, Worse};
use crate::pack::Pack;
use crate::vocabulary::Vocabulary;

type Answers = BTreeMap<FactId, Answer<Value>>;

/// What nobody could say, and the answer that settles it. `facts.toml` says what each part means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) fact: FactId,
    pub(crate) by: FactId,
    pub(crate) from_days: Option<i32>,
    pub(crate) unless: Vec<FactId>,
    pub(crate) not_within: Vec<(FactId, Decimal)>,
    pub(crate) while_mild: Vec<FactId>,
    pub(crate) beside: Vec<FactId>,
    pub(crate) not_from: Vec<(FactId, Decimal)>,
    pub(crate) no_wait: Vec<FactId>,
    pub(crate) after: Option<(FactId, Decimal)>,
}

impl Settled {
    /// Reads one `[[settled]]`; names of facts that are not there are reported.
    pub(crate) fn read(table: &Table<'_>, is_fact: impl Fn(&str) -> bool) -> Option<Self> {
        let named = |field: &str, name: &str| {
            if !is_fact(name) {
                table.report(field, format!("{name} is not a fact"), "name a fact of this file");
            }
            FactId::new(name).ok().filter(|_| is_fact(name))
        };
        let one = |field: &str| named(field, table.want(field, "name a fact")?.text()?);
        let many = |field: &str| -> Vec<FactId> {
            let names = table.field(field).map(|names| names.texts()).unwrap_or_default();
            names.into_iter().filter_map(|name| named(field, name)).collect()
        };
        let any = Decimal::whole(-1_000_000)..=Decimal::whole(1_000_000);
        let limits = |field: &str| -> Vec<(FactId, Decimal)> {
            let fields = table.table(field).map(|table| table.fields()).unwrap_or_default();
            let limit = |(name, least): (&str, Field<'_>)| {
                Some((named(field, name)?, least.decimal(any.clone(), "a number")?))
            };
            fields.into_iter().filter_map(limit).collect()
        };
        let waits = table.field("no_wait").map(|names| names.texts()).unwrap_or_default();
        let waits = waits.into_iter().map(|rule| format!("{WAITING}{}", rule.to_ascii_lowercase()));
        let from_days = table.field("from_days").and_then(|f| f.integer(1..=43_830, "a number of days"));
        Some(Self {
            fact: one("fact")?,
            by: one("by")?,
            from_days: from_days.and_then(|days| i32::try_from(days).ok()),
            unless: many("unless"),
            not_within: limits("not_within"),
            while_mild: many("while_mild"),
            beside: many("beside"),
            not_from: limits("not_from"),
            no_wait: waits.filter_map(|id| FactId::new(id).ok()).collect(),
            after: limits("after").into_iter().next(),
        })
    }
}

/// The first facts whose `[[settled]]` a pack was written for.
const SINCE: u32 = 3;

impl Pack {
    /// What settles a doubt for this pack: nothing where it is older.
    pub(crate) fn settling(&self) -> &[Settled] {
        if self.facts_version < SINCE { &[] } else { self.vocabulary().settled() }
    }

    /// The answers of a person and of the log, without the doubts that other answers settle; as they are where the pack is
    /// older.
    pub(crate) fn settle(&self, asked: Answers, derived: Answers) -> (Answers, Answers) {
        if self.facts_version < SINCE { (asked, derived) } else { self.vocabulary().settle(asked, derived) }
    }

    /// What must still be asked for a doubt to be settled, where the answer that settles it was given.
    pub(crate) fn asked_to_settle(&self, asked: &Answers, derived: &Answers) -> Option<&FactId> {
        if self.facts_version < SINCE { None } else { self.vocabulary().asked_to_settle(asked, derived) }
    }
}

impl Vocabulary {
    fn settle(&self, mut asked: Answers, mut derived: Answers) -> (Answers, Answers) {
        for one in self.settled() {
            let told = Told::of(self, &asked, &derived);
            if !told.is_doubted(one) || !told.is_settled(one) {
                continue;
            }
            asked.remove(&one.fact);
            for answers in [&mut asked, &mut derived] {
                answers.retain(|id, _| !was_unknown(id, &one.fact));
            }
            if let Some(Kind::Level(levels)) = self.fact(one.fact.as_str()).map(|fact| &fact.kind) {
                let mildest = levels.first().cloned().unwrap_or_default();
                asked.insert(one.fact.clone(), Answer::Known(Value::Level(mildest)));
            }
        }
        (asked, derived)
    }

    fn asked_to_settle(&self, asked: &Answers, derived: &Answers) -> Option<&FactId> {
        let told = Told::of(self, asked, derived);
        let open = |one: &&Settled| told.is_doubted(one) && told.may_be_settled(one);
        let after = self.settled().iter().filter(open).filter_map(|one| one.after.as_ref());
        after.map(|(id, _)| id).find(|id| told.known(id.as_str()).is_none())
    }
}

/// Whether it says that a fact was unknown at the check-in before.
fn was_unknown(id: &FactId, fact: &FactId) -> bool {
    id.as_str().strip_prefix(STILL_UNKNOWN) == Some(fact.as_str())
}

/// What was told, by a person and by the log.
struct Told<'a> {
    vocabulary: &'a Vocabulary,
    asked: &'a Answers,
    derived: &'a Answers,
    not_sure: BTreeSet<&'a str>,
    still_unknown: BTreeSet<&'a str>,
}

/// What is said to be so behind this prefix; what was asked counts before the log.
fn said<'a>(prefix: &str, asked: &'a Answers, derived: &'a Answers) -> BTreeSet<&'a str> {
    let mut said = BTreeSet::new();
    for answers in [derived, asked] {
        for (id, answer) in answers.range::<str, _>((Bound::Included(prefix), Bound::Unbounded)) {
            let Some(rest) = id.as_str().strip_prefix(prefix) else { break };
            match answer {
                Answer::Known(Value::YesNo(true)) => said.insert(rest),
                _ => said.remove(rest),
            };
        }
    }
    said
}

impl<'a> Told<'a> {
    fn of(vocabulary: &'a Vocabulary, asked: &'a Answers, derived: &'a Answers) -> Self {
        let [not_sure, still_unknown] = [NOT_SURE, STILL_UNKNOWN].map(|prefix| said(prefix, asked, derived));
        Self { vocabulary, asked, derived, not_sure, still_unknown }
    }

    /// Whether somebody could not say it, now or at the check-in before.
    fn is_doubted(&self, one: &Settled) -> bool {
        match self.asked.get(&one.fact) {
            Some(answer) => *answer == Answer::Unknown,
            None => self.asked.keys().chain(self.derived.keys()).any(|id| was_unknown(id, &one.fact)),
        }
    }

    fn is_settled(&self, one: &Settled) -> bool {
        self.may_be_settled(one)
            && one.while_mild.iter().all(|id| self.is_surely_mild(id))
            && one.after.iter().all(|(id, least)| {
                let mut told = self.with_log(id).filter_map(|id| self.number(id.as_str()));
                self.number(id.as_str()).is_some() && told.all(|told| told >= Some(*least))
            })
    }

    /// Whether nothing that was told so far speaks against it.
    fn may_be_settled(&self, one: &Settled) -> bool {
        self.is_surely_mild(&one.by)
            && one.from_days.is_none_or(|days| self.is_old_enough(Decimal::whole(days)))
            && one.unless.iter().all(|id| self.is_no(id))
            && one.not_within.iter().all(|(id, limit)| {
                self.is_absent(id) || self.number(id.as_str()).is_some_and(|told| told >= Some(*limit))
            })
            && one.while_mild.iter().all(|id| self.is_mild(id))
            && one.beside.iter().flat_map(|id| self.with_log(id)).all(|id| self.is_mild(id))
            && one.not_from.iter().all(|(id, limit)| {
                let mut told = self.with_log(id).filter_map(|id| self.number(id.as_str()));
                !self.is_carried_doubt(id) && told.all(|told| told.is_some_and(|told| told < *limit))
            })
            && !one.no_wait.iter().any(|id| self.known(id.as_str()).is_some())
    }

    fn known(&self, id: &str) -> Option<&Answer<Value>> {
        self.asked.get(id).or_else(|| self.derived.get(id))
    }

    /// How much it is: `None` where it was not told, and within that `None` where nobody knew.
    fn number(&self, id: &str) -> Option<Option<Decimal>> {
        match self.known(id)? {
            Answer::Known(Value::Number(number)) => Some(Some(*number)),
            _ => Some(None),
        }
    }

    fn is_old_enough(&self, days: Decimal) -> bool {
        self.number("age_days").is_some_and(|told| told >= Some(days))
            && self.number("corrected_age_days").is_none_or(|told| told >= Some(days))
    }

    fn is_no(&self, id: &FactId) -> bool {
        self.known(id.as_str()) == Some(&Answer::Known(Value::YesNo(false)))
    }

    /// Whether it is a detail of what is surely not there.
    fn is_absent(&self, id: &FactId) -> bool {
        let fact = self.vocabulary.fact(id.as_str());
        fact.and_then(|fact| fact.detail_of.as_ref()).is_some_and(|about| self.is_no(about))
    }

    /// A fact, and what the log tells of it.
    fn with_log<'s>(&'s self, id: &'s FactId) -> impl Iterator<Item = &'s FactId> {
        let place = self.vocabulary.slot(id.as_str());
        let facts = self.vocabulary.facts().iter().enumerate();
        let of_it =
            facts.filter(move |(slot, _)| place.is_some() && self.vocabulary.links(*slot).widens == place);
        std::iter::once(id).chain(of_it.map(|(_, one)| &one.id))
    }

    /// Whether it was unknown at the check-in before and not asked since, or somebody was unsure beside what is known.
    fn is_carried_doubt(&self, id: &FactId) -> bool {
        self.not_sure.contains(id.as_str())
            || self.still_unknown.contains(id.as_str()) && self.known(id.as_str()).is_none()
    }

    /// Whether nothing worse than the mildest answer was told of it. What nobody asked is no sign.
    fn is_mild(&self, id: &FactId) -> bool {
        let mut told = [self.asked, self.derived].into_iter().filter_map(|told| told.get(id));
        !self.is_carried_doubt(id) && told.all(|answer| self.is_mildest(id, answer))
    }

    /// Whether it was asked, and answered with the mildest there is.
    fn is_surely_mild(&self, id: &FactId) -> bool {
        self.asked.contains_key(id) && self.is_mild(id)
    }

    fn is_mildest(&self, id: &FactId, answer: &Answer<Value>) -> bool {
        let (Some(fact), Answer::Known(value)) = (self.vocabulary.fact(id.as_str()), answer) else {
            return false;
        };
        match (&fact.worse, value) {
            (Worse::Both { low, high }, Value::Number(number)) => (low..=high).contains(&number),
            _ => *value == fact.mildest(),
        }
    }
}
