//! Facts that lie just short of a rule's thresholds, at them, and just beyond: made from the rule itself.

use std::collections::BTreeMap;

use gradus_domain::{Answer, Certainty, Decimal, FactId, Moment, Value};

use crate::assess::Decision;
use crate::condition::Atom;
use crate::definition::{FactDefinition, Kind, Role, Source, Worse};
use crate::facts::Facts;
use crate::pack::Pack;
use crate::rule::Rule;
use crate::ways::Way;

/// One comparison of a rule, tried on both sides. The facts of its cases differ in one value only; where that says that
/// something is not there, its details are left out.
#[derive(Clone, PartialEq, Eq)]
pub struct Example {
    /// The fact that is compared.
    pub fact: FactId,
    /// The comparison, as the pack writes it.
    pub compared: String,
    /// Just short of it, at it, and just beyond where there is a value beyond.
    pub cases: Vec<Case>,
}

/// Some facts and what the pack answers to them.
#[derive(Clone, PartialEq, Eq)]
pub struct Case {
    /// Where it lies.
    pub side: Side,
    /// The facts: those that the rule needs, and whatever else must be known for the answer to be complete, told as mildly as
    /// it can be of an adult without any background.
    pub facts: BTreeMap<FactId, Answer<Value>>,
    /// Whether the rule fires on them for certain.
    pub fires: bool,
    /// The answer of the whole pack.
    pub decision: Decision,
}

/// Where a case lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// One step short of the comparison.
    Short,
    /// The first value for which it holds.
    At,
    /// One step further.
    Beyond,
}

/// Thirty years, where nothing asks for another age.
const GROWN_DAYS: i32 = 10_957;

impl Pack {
    /// Every comparison of a rule with cases on both sides; none for a rule that is not there. What the engine itself counts
    /// cannot be told by facts, and has none.
    pub fn examples(&self, rule: &str, now: &Moment) -> Vec<Example> {
        let Some(rule) = self.rule(rule) else { return Vec::new() };
        let is_told = |way: &Way| way.0.keys().all(|slot| self.fact_at(*slot).source != Source::Engine);
        let ways: Vec<Way> = rule.condition.ways().unwrap_or_default().into_iter().filter(is_told).collect();
        let mut seen: Vec<&Atom> = Vec::new();
        for atom in rule.condition.atoms() {
            let same = |one: &&Atom| (one.fact, one.below, one.bound) == (atom.fact, atom.below, atom.bound);
            if !seen.iter().any(same) {
                seen.push(atom);
            }
        }
        seen.into_iter().filter_map(|atom| self.example(rule, atom, &ways, now)).collect()
    }

    /// What a rule compares one fact with, each comparison once, as the pack writes it.
    pub fn thresholds(&self, rule: &str, fact: &str) -> Vec<String> {
        let atoms = self.rule(rule).into_iter().flat_map(|rule| rule.condition.atoms());
        let mut said: Vec<String> = Vec::new();
        for compared in
            atoms.filter(|atom| self.fact_at(atom.fact).id.as_str() == fact).map(|atom| self.compared(atom))
        {
            if !said.contains(&compared) {
                said.push(compared);
            }
        }
        said
    }

    fn example(&self, rule: &Rule, atom: &Atom, ways: &[Way], now: &Moment) -> Option<Example> {
        let bounds = |way: &&Way| {
            let range = way.0.get(&atom.fact);
            range.is_some_and(
                |(from, below)| if atom.below { *below == atom.bound } else { *from == atom.bound },
            )
        };
        let way = ways.iter().filter(bounds).min_by_key(|way| way.0.len())?;
        let fact = self.fact_at(atom.fact);
        let step = fact.step();
        let (at, inward) = if atom.below { (atom.bound - step, -step) } else { (atom.bound, step) };
        let sides = [(Side::Short, at - inward), (Side::At, at), (Side::Beyond, at + inward)];
        let fits = |measured: i32| {
            let (from, below) = way.0[&atom.fact];
            measured >= from && measured < below
        };
        let tried = sides.into_iter().filter_map(|(side, measured)| {
            let wanted = side != Side::Beyond || (fact.kind != Kind::YesNo && fits(measured));
            Some((side, fact.value(measured).filter(|_| wanted)?))
        });
        let tried: Vec<(Side, Value)> = tried.collect();
        let around = self.around(rule, way, &fact.id, &tried, now)?;
        let case = |(side, value): (Side, Value)| {
            let facts = self.with(&around, &fact.id, value);
            let decision = self.decide(&Facts::new(&self.vocabulary, facts.clone()).ok()?, now);
            let mut fired = decision.fired.iter();
            let fires = fired.any(|one| one.id == rule.id && one.certainty == Certainty::Yes);
            Some(Case { side, facts, fires, decision })
        };
        let cases = tried.into_iter().filter_map(case).collect();
        Some(Example { fact: fact.id.clone(), compared: self.compared(atom), cases })
    }

    /// What stands around the value that is tried: the rest of the way, the questions that its details belong to, and whatever
    /// an answer would miss, told as mildly as it can be.
    fn around(
        &self,
        rule: &Rule,
        way: &Way,
        tried: &FactId,
        values: &[(Side, Value)],
        now: &Moment,
    ) -> Option<BTreeMap<FactId, Answer<Value>>> {
        let mut around = BTreeMap::new();
        for (slot, (from, below)) in &way.0 {
            let fact = self.fact_at(*slot);
            let measured = if *from == i32::MIN { below - fact.step() } else { *from };
            around.insert(fact.id.clone(), Answer::Known(fact.value(measured)?));
        }
        for slot in way.0.keys() {
            let inner = self.fact_at(*slot);
            if let Some(whole) = inner.speaks_of.as_ref().filter(|whole| !around.contains_key(*whole)) {
                around.insert(whole.clone(), Answer::Known(Value::YesNo(true)));
            }
            let above = inner.unsure_of.as_ref().or(inner.detail_of.as_ref());
            let above = above.and_then(|id| self.vocabulary.slot(id.as_str()));
            let Some(above) = above.filter(|above| !around.contains_key(&self.fact_at(*above).id)) else {
                continue;
            };
            // A yes would fire a rule that reads it itself; who cannot say is asked for the detail as well, and for what
            // stands in for it.
            let unsure = inner.unsure_of.is_some() || rule.condition.atoms().any(|atom| atom.fact == above);
            let fact = self.fact_at(above);
            let yes = || fact.value(fact.least() + fact.step()).map(Answer::Known);
            around.insert(fact.id.clone(), if unsure { Answer::Unknown } else { yes()? });
        }
        self.complete(around, |around| {
            let mut missing = Vec::new();
            for (_, value) in values {
                let facts = Facts::new(&self.vocabulary, self.with(around, tried, value.clone())).ok()?;
                missing.extend(self.decide(&facts, now).missing);
            }
            Some(missing)
        })
    }

    /// The facts, with whatever is missing of them told as mildly as it can be.
    pub(crate) fn complete(
        &self,
        mut around: BTreeMap<FactId, Answer<Value>>,
        missing: impl Fn(&BTreeMap<FactId, Answer<Value>>) -> Option<Vec<FactId>>,
    ) -> Option<BTreeMap<FactId, Answer<Value>>> {
        // Each round may show that more is missing; there are only so many facts.
        loop {
            let mut missing = missing(&around)?;
            missing.retain(|id| !around.contains_key(id));
            if missing.is_empty() {
                return Some(around);
            }
            // What a detail belongs to comes first: told that it is not there, nobody asks for the detail.
            let whole = |id: &FactId| self.vocabulary.fact(id.as_str())?.detail_of.clone();
            let first = missing.iter().filter(|id| whole(id).is_none_or(|whole| !missing.contains(&whole)));
            for id in first {
                let mild = self.vocabulary.fact(id.as_str())?.mildest();
                around.insert(id.clone(), Answer::Known(mild));
            }
        }
    }

    /// The facts with this value; where it says that something is not there, without the details of it.
    fn with(
        &self,
        around: &BTreeMap<FactId, Answer<Value>>,
        id: &FactId,
        value: Value,
    ) -> BTreeMap<FactId, Answer<Value>> {
        let mut facts = around.clone();
        let whole = self.vocabulary.fact(id.as_str());
        if whole.is_some_and(|fact| fact.measure(&value) == Ok(fact.least())) {
            let is_of_it =
                |fact: &&FactDefinition| [&fact.detail_of, &fact.speaks_of].contains(&&Some(id.clone()));
            let details = self.vocabulary.facts().iter().filter(is_of_it);
            details.for_each(|detail| drop(facts.remove(&detail.id)));
        }
        facts.insert(id.clone(), Answer::Known(value));
        facts
    }

    fn fact_at(&self, slot: usize) -> &FactDefinition {
        &self.vocabulary.facts()[slot]
    }
}

impl FactDefinition {
    /// From one value to the next, on the scale of [`FactDefinition::measure`].
    pub(crate) fn step(&self) -> i32 {
        match &self.kind {
            Kind::Number { step, .. } => i32::try_from(step.tenths()).unwrap_or(10),
            Kind::YesNo | Kind::Level(_) => 1,
        }
    }

    /// The lowest value of that scale.
    pub(crate) fn least(&self) -> i32 {
        match &self.kind {
            Kind::Number { least, .. } => i32::try_from(least.tenths()).unwrap_or(0),
            Kind::YesNo | Kind::Level(_) => 0,
        }
    }

    /// The answer that asks for least: no, the mildest level, the harmless end of a scale, long ago, grown up.
    pub fn mildest(&self) -> Value {
        match &self.kind {
            Kind::YesNo => Value::YesNo(false),
            Kind::Level(levels) => Value::Level(levels.first().cloned().unwrap_or_default()),
            Kind::Number { least, greatest, .. } => Value::Number(match self.worse {
                Worse::Both { low, high } => Decimal::from_tenths(i64::midpoint(low.tenths(), high.tenths())),
                Worse::Down => *greatest,
                Worse::Up if self.role == Role::Sign => *least,
                Worse::Up if self.id.as_str().ends_with("age_days") => Decimal::whole(GROWN_DAYS),
                Worse::Up => *greatest,
            }),
        }
    }
}

gradus_domain::unprinted!(Example, Case);
