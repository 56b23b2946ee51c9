//! Sorting that is compiled once. The standard library's is compiled anew for each type and order, 4 kB a time, and there
//! are some forty: on a phone that is room, and the lists here are too short for the difference in time.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts by `compare`. What it calls equal stays in its order.
pub fn sort_by<T>(all: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(all.len(), &|one, other| compare(&all[one], &all[other]));
    settle(order, &mut |one, other| all.swap(one, other));
}

/// Sorts by `key`, which is asked of each item more than once. What has the same key stays in its order.
pub fn sort_by_key<T, K: Ord>(all: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(all, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by the order of the items themselves.
pub fn sort<T: Ord>(all: &mut [T]) {
    sort_by(all, Ord::cmp);
}

/// A map of these pairs; of equal keys the last one stays. `collect` would sort them first.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

/// A set of these items. `collect` would sort them first.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// Which item belongs in each place.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Brings each item into its place: round by round, each one once.
fn settle(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut place = start;
        loop {
            let next = std::mem::replace(&mut order[place], place);
            if next == start {
                break;
            }
            swap(place, next);
            place = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(keys in prop::collection::vec(0_u8..12, 0..80)) {
            let numbered: Vec<(u8, usize)> = keys.iter().copied().zip(0..).collect();
            let (mut ours, mut theirs) = (numbered.clone(), numbered);
            sort_by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs, "equal keys in their order");
            sort_by(&mut ours, |one, other| other.cmp(one));
            theirs.sort_by(|one, other| other.cmp(one));
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort();
            prop_assert_eq!(&ours, &theirs);
        }

        #[test]
        fn maps_and_sets_are_those_that_collect_makes(keys in prop::collection::vec(0_u8..12, 0..80)) {
            let pairs = || keys.iter().copied().zip(0..);
            prop_assert_eq!(map(pairs()), pairs().collect::<BTreeMap<u8, i32>>(), "of equal keys the last");
            prop_assert_eq!(set(keys.iter()), keys.iter().collect::<BTreeSet<_>>());
        }
    }
}
