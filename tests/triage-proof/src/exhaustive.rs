use std::collections::{BTreeMap, BTreeSet};

use gradus_triage::{Decision, Pack};
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::order::{Tally, settles, told, written};
use crate::space::{Answers, Axis, Edge, Space, State, bounds_of, decide, nobody_special};

/// Every state of some facts at once, beside somebody of whom nothing else is known.
struct Grid<'p> {
    pack: &'p Pack,
    axes: Vec<Axis>,
    base: Answers,
}

impl<'p> Grid<'p> {
    fn new(pack: &'p Pack, axes: Vec<Axis>) -> Self {
        let mut base = nobody_special(pack, 12_000);
        axes.iter().for_each(|axis| {
            base.remove(&axis.id);
        });
        Self { pack, axes, base }
    }

    fn states(&self, axis: usize) -> usize {
        self.axes[axis].values.len() + 2
    }

    /// How many states there are; `None` past what a machine can count.
    fn size(&self) -> Option<usize> {
        (0..self.axes.len()).try_fold(1_usize, |size, axis| size.checked_mul(self.states(axis)))
    }

    fn answers(&self, at: &[usize]) -> Answers {
        let own = self.axes.iter().zip(at);
        let own = own.filter_map(|(axis, at)| Some((axis.id.clone(), axis.answer(state(*at))?)));
        self.base.iter().map(|(id, answer)| (id.clone(), answer.clone())).chain(own).collect()
    }

    fn decide(&self, at: &[usize]) -> Decision {
        decide(self.pack, self.answers(at))
    }

    fn settles(&self, at: &[usize], there: &[usize]) -> bool {
        settles(self.pack, &self.answers(at), &self.answers(there))
    }

    /// Every state with every neighbour on every axis.
    fn walk_all(&self, size: usize) -> Tally {
        let mut tally = Tally::default();
        let decided: Vec<Decision> = (0..size).map(|number| self.decide(&self.place(number))).collect();
        tally.answered = size as u64;
        for (number, before) in decided.iter().enumerate() {
            let at = self.place(number);
            let mut stride = 1;
            for (axis, here) in self.axes.iter().zip(&at) {
                for edge in axis.edges().into_iter().filter(|edge| index(edge.from) == *here) {
                    let there = number - here * stride + index(edge.to) * stride;
                    let settled = || self.settles(&at, &self.place(there));
                    let tell = || self.tell(&at, axis, edge);
                    tally.compare(before, &decided[there], edge, settled, tell);
                }
                stride *= axis.values.len() + 2;
            }
        }
        tally
    }

    /// So many states drawn by lot, each with every neighbour on one axis.
    fn walk_some(&self, count: usize, chance: &mut Chance) -> Tally {
        let mut tally = Tally::default();
        for _ in 0..count {
            let at: Vec<usize> = (0..self.axes.len()).map(|axis| chance.below(self.states(axis))).collect();
            let axis = chance.below(self.axes.len());
            let before = self.decide(&at);
            tally.answered += 1;
            for edge in self.axes[axis].edges().into_iter().filter(|edge| index(edge.from) == at[axis]) {
                let mut there = at.clone();
                there[axis] = index(edge.to);
                tally.answered += 1;
                let settled = || self.settles(&at, &there);
                let tell = || self.tell(&at, &self.axes[axis], edge);
                tally.compare(&before, &self.decide(&there), edge, settled, tell);
            }
        }
        tally
    }

    fn tell(&self, at: &[usize], axis: &Axis, edge: Edge) -> Value {
        let to = axis.answer(edge.to).as_ref().map(written);
        json!({"facts": told(&self.answers(at)), "fact": axis.id.as_str(), "to": to})
    }

    fn place(&self, mut number: usize) -> Vec<usize> {
        let mut at = Vec::with_capacity(self.axes.len());
        for axis in 0..self.axes.len() {
            at.push(number % self.states(axis));
            number /= self.states(axis);
        }
        at
    }
}

fn state(at: usize) -> State {
    match at {
        0 => State::Unasked,
        1 => State::Unknown,
        at => State::Known(at - 2),
    }
}

fn index(state: State) -> usize {
    match state {
        State::Unasked => 0,
        State::Unknown => 1,
        State::Known(at) => at + 2,
    }
}

/// The facts that a rule reads. Of numbers all values, or with `narrow` one of each span between these bounds.
fn axes(pack: &Pack, space: &Space, rules: &[&str], narrow: bool) -> Vec<Axis> {
    let mut bounds: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for rule in rules {
        names.extend(pack.explain(rule).expect("a rule of this pack").facts);
        for (fact, own) in bounds_of(pack, rule) {
            bounds.entry(fact).or_default().extend(own);
        }
    }
    let none = BTreeSet::new();
    let axis = |name: &str| {
        let axis = space.axis(name)?;
        Some(if narrow { axis.narrowed(bounds.get(name).unwrap_or(&none)) } else { axis.clone() })
    };
    names.into_iter().filter_map(axis).collect()
}

/// How many states are walked one by one, and how many are drawn where there are more.
#[derive(Clone, Copy)]
pub struct Reach {
    pub all: usize,
    pub some: usize,
}

/// Over the own facts of each rule, with every value of each, the whole pack answering.
pub fn rules(pack: &Pack, reach: Reach, part: Part) -> Value {
    let space = Space::of(pack);
    let rules: Vec<&str> = pack.rules().iter().map(|rule| rule.id.as_str()).collect();
    let sets = rules.into_iter().map(|rule| (vec![rule], false));
    walk(pack, &space, sets, reach, part)
}

/// Over the facts of every two rules together, one value of each span between the bounds that either names.
pub fn pairs(pack: &Pack, reach: Reach, part: Part) -> Value {
    let space = Space::of(pack);
    let rules: Vec<&str> = pack.rules().iter().map(|rule| rule.id.as_str()).collect();
    let pairs = rules.iter().enumerate().flat_map(|(at, one)| {
        let others = rules[at + 1..].iter();
        others.map(|other| (vec![*one, *other], true)).collect::<Vec<_>>()
    });
    walk(pack, &space, pairs, reach, part)
}

/// Which of how many parts of the work, so that each core has its own.
#[derive(Clone, Copy)]
pub struct Part {
    pub number: usize,
    pub of: usize,
    pub seed: u64,
}

fn walk<'r>(
    pack: &Pack,
    space: &Space,
    sets: impl Iterator<Item = (Vec<&'r str>, bool)>,
    reach: Reach,
    part: Part,
) -> Value {
    let mut chance = Chance::new(part.seed ^ part.number as u64);
    let (mut tally, mut whole, mut drawn, mut rest) = (Tally::default(), 0_u64, 0_u64, Vec::new());
    for (rules, narrow) in sets.skip(part.number).step_by(part.of) {
        let grid = Grid::new(pack, axes(pack, space, &rules, narrow));
        match grid.size().filter(|size| *size <= reach.all) {
            Some(size) => {
                whole += 1;
                tally.join(grid.walk_all(size));
            }
            None => {
                drawn += 1;
                if rules.len() == 1 {
                    rest.push(rules[0].to_owned());
                }
                tally.join(grid.walk_some(reach.some, &mut chance));
            }
        }
    }
    let mut told = tally.json();
    told["whole"] = whole.into();
    told["drawn"] = drawn.into();
    told["drawn_rules"] = rest.into();
    told
}
