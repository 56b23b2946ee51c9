use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use gradus_domain::{Answer, BootId, Decimal, FactId, Moment, Value};
use gradus_triage::{Decision, FactDefinition, Facts, Kind, Pack, Role, Source, Worse};

pub type Answers = BTreeMap<FactId, Answer<Value>>;

/// The moment of every decision here.
pub fn now() -> Moment {
    let wall = DateTime::parse_from_rfc3339("2026-03-02T20:00:00+01:00").expect("a date");
    Moment::new(wall, 1, BootId::default())
}

/// What the product answers: a doubt that another answer settles is none.
pub fn decide(pack: &Pack, answers: Answers) -> Decision {
    pack.decide(&join(pack, answers), &now())
}

pub fn join(pack: &Pack, answers: Answers) -> Facts {
    pack.join(answers, Answers::new()).unwrap_or_else(|errors| panic!("{errors:?}"))
}

pub fn fact_id(name: &str) -> FactId {
    FactId::new(name).expect("a name")
}

/// What the engine counts while it decides; nobody tells it.
pub const COUNTED: &str = "contact_families_72h";

/// Every fact with the values that matter: all levels, yes and no, and of numbers every bound that a rule names, with the
/// step under it and the step over it, and both ends of the range.
pub struct Space {
    pub axes: Vec<Axis>,
}

/// One fact and its values, by what they measure from the least to the greatest.
#[derive(Clone)]
pub struct Axis {
    pub id: FactId,
    pub role: Role,
    pub source: Source,
    pub worse: Worse,
    pub values: Vec<Value>,
}

/// What is known of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Unasked,
    Unknown,
    /// The value of this place.
    Known(usize),
}

/// One state of a sign that may never be answered with less than another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    pub from: State,
    pub to: State,
    pub kind: Turn,
}

/// In what way the second state is no better than the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// A value gets worse; a sign comes up.
    Worse,
    /// The mildest answer turns into "don't know".
    Unsure,
    /// "Don't know" turns out to be the worst.
    Sure,
    /// What nobody asked is answered, whatever the answer.
    Asked,
    /// Context that was known is not known any more.
    Lost,
}

impl Turn {
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Worse, "worse"),
        (Self::Unsure, "unsure"),
        (Self::Sure, "sure"),
        (Self::Asked, "asked"),
        (Self::Lost, "lost"),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(turn, _)| *turn == self).map_or("", |(_, name)| name)
    }

    /// Whether the whole gate is held, and not only that of each rule that fired: a question that is asked at last may take
    /// away the wait for its answer.
    pub fn holds_whole_gate(self) -> bool {
        matches!(self, Self::Worse | Self::Unsure)
    }
}

impl Space {
    pub fn of(pack: &Pack) -> Self {
        let bounds = bounds(pack);
        let facts = pack.vocabulary().facts();
        let axis = |fact: &FactDefinition| {
            let own = [&fact.id].into_iter().chain(&fact.widens);
            let named: BTreeSet<i64> =
                own.filter_map(|id| bounds.get(id.as_str())).flatten().copied().collect();
            Axis {
                id: fact.id.clone(),
                role: fact.role,
                source: fact.source,
                worse: fact.worse,
                values: values(fact, &named),
            }
        };
        Self { axes: facts.iter().filter(|fact| fact.id.as_str() != COUNTED).map(axis).collect() }
    }

    pub fn axis(&self, id: &str) -> Option<&Axis> {
        self.axes.iter().find(|axis| axis.id.as_str() == id)
    }
}

impl Axis {
    pub fn is_sign(&self) -> bool {
        self.role == Role::Sign
    }

    pub fn answer(&self, state: State) -> Option<Answer<Value>> {
        match state {
            State::Unasked => None,
            State::Unknown => Some(Answer::Unknown),
            State::Known(at) => Some(Answer::Known(self.values[at].clone())),
        }
    }

    /// The same with one value of each span between these bounds, in tenths, and with both ends and the normal range, so that
    /// its mildest and its worst stay; all values when it has no number.
    pub fn narrowed(&self, bounds: &BTreeSet<i64>) -> Self {
        let ends = [self.values.first(), self.values.last()];
        let mut seen = BTreeSet::new();
        let mut is_kept = |value: &Value| match value {
            Value::YesNo(_) | Value::Level(_) => true,
            Value::Number(number) => {
                let span = bounds.iter().filter(|bound| **bound <= number.tenths()).count();
                let is_normal = |low, high| *number == low || *number == high;
                let is_mild = matches!(self.worse, Worse::Both { low, high } if is_normal(low, high));
                // The first of a span is its bound.
                seen.insert(span) || is_mild || ends.contains(&Some(value))
            }
        };
        let kept = self.values.iter().filter(|value| is_kept(value)).cloned().collect();
        Self { values: kept, ..self.clone() }
    }

    /// The mildest value: of a sign with two bad ends one between them; none of context.
    pub fn mildest(&self) -> Option<usize> {
        match self.worse {
            _ if !self.is_sign() => None,
            Worse::Up => Some(0),
            Worse::Down => self.values.len().checked_sub(1),
            Worse::Both { low, high } => self.values.iter().position(|value| within(value, low, high)),
        }
    }

    /// Every step on which no answer may become lower.
    pub fn edges(&self) -> Vec<Edge> {
        let edge = |from, to, kind| Edge { from, to, kind };
        let known = 0..self.values.len();
        if !self.is_sign() {
            let lost = |to| known.clone().map(move |at| edge(State::Known(at), to, Turn::Lost));
            // Without a due date nobody has an age from it: that it is not told leaves nothing open.
            let unasked = lost(State::Unasked).filter(|_| self.id.as_str() != "corrected_age_days");
            return lost(State::Unknown).chain(unasked).collect();
        }
        let mut edges: Vec<Edge> = known
            .clone()
            .skip(1)
            .flat_map(|at| self.between(at - 1, at))
            .map(|(from, to)| edge(State::Known(from), State::Known(to), Turn::Worse))
            .collect();
        edges.extend(self.mildest().map(|mild| edge(State::Known(mild), State::Unknown, Turn::Unsure)));
        edges.extend(self.worst().map(|worst| edge(State::Unknown, State::Known(worst), Turn::Sure)));
        edges.push(edge(State::Unasked, State::Unknown, Turn::Asked));
        edges.extend(known.map(|at| edge(State::Unasked, State::Known(at), Turn::Asked)));
        edges
    }

    /// The one value that is as bad as it gets; none where there are two bad ends.
    fn worst(&self) -> Option<usize> {
        match self.worse {
            Worse::Up => self.values.len().checked_sub(1),
            Worse::Down => Some(0),
            Worse::Both { .. } => None,
        }
    }

    /// From the milder of two neighbours to the worse one; both ways where they are equally mild.
    fn between(&self, less: usize, more: usize) -> Vec<(usize, usize)> {
        match self.worse {
            Worse::Up => vec![(less, more)],
            Worse::Down => vec![(more, less)],
            Worse::Both { low, high } => {
                let inside = |at: usize| within(&self.values[at], low, high);
                match (inside(less), inside(more)) {
                    (true, true) => vec![(less, more), (more, less)],
                    (false, true) => vec![(more, less)],
                    (true, false) => vec![(less, more)],
                    (false, false) if number(&self.values[less]) >= high => vec![(less, more)],
                    (false, false) if number(&self.values[more]) < low => vec![(more, less)],
                    (false, false) => vec![],
                }
            }
        }
    }
}

fn number(value: &Value) -> Decimal {
    match value {
        Value::Number(number) => *number,
        Value::YesNo(_) | Value::Level(_) => Decimal::whole(0),
    }
}

fn within(value: &Value, low: Decimal, high: Decimal) -> bool {
    (low..=high).contains(&number(value))
}

fn values(fact: &FactDefinition, bounds: &BTreeSet<i64>) -> Vec<Value> {
    match &fact.kind {
        Kind::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
        Kind::Level(levels) => levels.iter().cloned().map(Value::Level).collect(),
        Kind::Number { least, greatest, step, .. } => {
            let step = step.tenths();
            let around = bounds.iter().flat_map(|bound| [bound - step, *bound, bound + step]);
            let mut tenths: BTreeSet<i64> = around.collect();
            tenths.extend([least.tenths(), greatest.tenths()]);
            if let Worse::Both { low, high } = fact.worse {
                tenths.extend([low.tenths(), high.tenths()]);
            }
            let range = least.tenths()..=greatest.tenths();
            let tenths = tenths.into_iter().filter(|tenths| range.contains(tenths));
            tenths.map(|tenths| Value::Number(Decimal::from_tenths(tenths))).collect()
        }
    }
}

/// Every number that a condition of the pack compares a fact with, in tenths, by the fact's name.
fn bounds(pack: &Pack) -> BTreeMap<String, BTreeSet<i64>> {
    let mut bounds: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for rule in pack.rules() {
        for (fact, own) in bounds_of(pack, &rule.id) {
            bounds.entry(fact).or_default().extend(own);
        }
    }
    bounds
}

/// The numbers that one rule compares facts with, macros written out.
pub fn bounds_of(pack: &Pack, rule: &str) -> BTreeMap<String, BTreeSet<i64>> {
    let explained = pack.explain(rule).expect("a rule of this pack");
    let texts =
        [explained.rule.when.as_str()].into_iter().chain(explained.macros.iter().map(|(_, text)| *text));
    let mut bounds: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for text in texts {
        let clean = text.replace(['(', ')', ','], " ");
        let words: Vec<&str> = clean.split_whitespace().collect();
        for three in words.windows(3).filter(|three| [">=", "<"].contains(&three[1])) {
            if let Ok(bound) = three[2].parse::<Decimal>() {
                bounds.entry(three[0].to_owned()).or_default().insert(bound.tenths());
            }
        }
    }
    bounds
}

/// Somebody of whom every background is known to be absent: an adult, or whoever lived for so many days.
pub fn nobody_special(pack: &Pack, days: i32) -> Answers {
    let flags = pack.vocabulary().facts().iter().filter(|fact| fact.source == Source::Background);
    let flags = flags.filter(|fact| fact.kind == Kind::YesNo);
    let mut person: Answers =
        flags.map(|fact| (fact.id.clone(), Answer::Known(Value::YesNo(false)))).collect();
    person.insert(fact_id("age_days"), Answer::Known(Value::Number(Decimal::whole(days))));
    person.insert(fact_id("session_held"), Answer::Known(Value::YesNo(false)));
    person
}
