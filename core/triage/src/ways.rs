//! The ways of fulfilling a condition: each says of some facts between which values they must lie.

use std::collections::BTreeMap;

use crate::condition::{Atom, Condition};

/// One way: for each fact it speaks of, from a value to below a value, on the scale of
/// [`FactDefinition::measure`](crate::FactDefinition::measure). Facts that it does not name may be anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way(pub(crate) BTreeMap<usize, (i32, i32)>);

/// Beyond this many ways a condition is not followed.
const MAX_WAYS: usize = 2048;

impl Way {
    /// The way that asks for nothing.
    pub(crate) fn free() -> Self {
        Self(BTreeMap::new())
    }

    pub(crate) fn of(atom: &Atom) -> Self {
        let range = if atom.below { (i32::MIN, atom.bound) } else { (atom.bound, i32::MAX) };
        Self([(atom.fact, range)].into())
    }

    /// Both at once; `None` when some fact would need two values.
    pub(crate) fn both(&self, other: &Self) -> Option<Self> {
        let mut joined = self.0.clone();
        for (fact, (from, below)) in &other.0 {
            let range = joined.entry(*fact).or_insert((i32::MIN, i32::MAX));
            *range = (range.0.max(*from), range.1.min(*below));
            if range.0 >= range.1 {
                return None;
            }
        }
        Some(Self(joined))
    }

    /// Whether whatever fulfils `other` fulfils this.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let within = |(fact, (from, below)): (&usize, &(i32, i32))| {
            other.0.get(fact).is_some_and(|range| range.0 >= *from && range.1 <= *below)
        };
        self.0.iter().all(within)
    }
}

/// Whether whatever fulfils one of `inner` fulfils one of `outer`.
pub(crate) fn cover(outer: &[Way], inner: &[Way]) -> bool {
    inner.iter().all(|one| outer.iter().any(|other| other.covers(one)))
}

/// Ways of fulfilling at least `need` of the parts; `None` where there are too many to follow.
pub(crate) fn ways(need: usize, parts: &[Vec<Way>]) -> Option<Vec<Way>> {
    // `chosen[k]`: ways of fulfilling `k` of the parts looked at so far.
    let mut chosen: Vec<Vec<Way>> = vec![Vec::new(); need + 1];
    chosen[0].push(Way::free());
    for (at, part) in parts.iter().enumerate() {
        let left = parts.len() - at - 1;
        for count in (1..=need.min(at + 1)).rev().filter(|count| count + left >= need) {
            let with = chosen[count - 1].iter().flat_map(|one| part.iter().filter_map(|way| one.both(way)));
            let with: Vec<Way> = with.collect();
            chosen[count].extend(with);
            chosen[count] = least(std::mem::take(&mut chosen[count]))?;
        }
    }
    chosen.pop()
}

/// The same ways without those that another one covers.
fn least(all: Vec<Way>) -> Option<Vec<Way>> {
    let mut kept: Vec<Way> = Vec::new();
    for way in all {
        if kept.iter().any(|one| one.covers(&way)) {
            continue;
        }
        kept.retain(|one| !way.covers(one));
        kept.push(way);
    }
    (kept.len() <= MAX_WAYS).then_some(kept)
}

impl Condition {
    /// Every way of fulfilling it, none of which another one covers; `None` where there are too many to follow.
    pub(crate) fn ways(&self) -> Option<Vec<Way>> {
        self.ways_with(None)
    }

    /// Whether some answers make it hold. A condition too rich to be followed is taken to be reachable.
    pub(crate) fn is_reachable(&self) -> bool {
        self.ways().is_none_or(|ways| !ways.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::Macros;
    use crate::expression::Expression;
    use crate::vocabulary::Vocabulary;

    fn ways_of(text: &str) -> Vec<Way> {
        let expression = Expression::parse(text).expect("reads");
        let condition =
            Condition::compile(&expression, &Vocabulary::builtin(), &Macros::new()).expect("compiles");
        condition.ways().expect("few")
    }

    #[test]
    fn a_condition_is_reachable_when_one_way_leaves_every_fact_a_value() {
        for text in [
            "temperature_c >= 38.0 and temperature_c < 36.0",
            "age_days < 92 and age_days >= 92 and feels_hot",
            "arm and not arm and feels_hot",
            "at_least(3, temperature_c >= 38.0, temperature_c < 36.0, feels_hot)",
        ] {
            assert!(ways_of(text).is_empty(), "{text}");
        }
        for text in [
            "age_days < 93 and age_days >= 92 and feels_hot",
            "(temperature_c >= 38.0 or feels_hot) and temperature_c < 36.0",
            "at_least(2, temperature_c >= 38.0, temperature_c < 36.0, feels_hot)",
        ] {
            assert!(!ways_of(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn every_way_stands_once_and_none_that_another_covers() {
        let counts = [
            ("faint", 1),
            ("faint or fit", 2),
            ("any(pain_peak >= 4, pain_peak >= 7)", 1),
            ("all(pain_peak >= 4, pain_peak >= 7)", 1),
            ("at_least(2, faint, fit, floppy)", 3),
            ("faint and any(fit, floppy, faint)", 1),
            ("all(any(faint, fit), any(floppy, rigors))", 4),
        ];
        for (text, count) in counts {
            assert_eq!(ways_of(text).len(), count, "{text}");
        }
    }

    #[test]
    fn what_is_covered_is_found_by_its_bounds() {
        let (hot, fever) = (ways_of("temperature_c >= 39.0"), ways_of("temperature_c >= 38.0"));
        assert!(cover(&fever, &hot) && !cover(&hot, &fever));
        let either = ways_of("temperature_c >= 38.0 or feels_hot");
        assert!(cover(&either, &fever) && !cover(&fever, &either));
    }
}
