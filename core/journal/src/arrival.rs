//! In which order did entries reach this vault, and is anything gone that was here before?

use gradus_crypto::{Hash, Hasher, Purpose};
use gradus_domain::EntryId;

const START: Purpose = Purpose::new("gradus/journal/arrival-start/v1");
const ARRIVAL: Purpose = Purpose::new("gradus/journal/arrival/v1");

/// One local chain over everything that ever reached this vault, by whichever writer.
///
/// ```text
///  a_0 = H(start || vault || incarnation)        a_n = H(arrival || a_(n-1) || identity of the n-th entry)
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrivals {
    count: u64,
    head: Hash,
}

/// A short proof of how far a vault had come, to be kept outside of it and compared later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreshnessMark {
    /// Which vault.
    pub vault: [u8; 16],
    /// Which life of it: a restore begins a new one.
    pub incarnation: [u8; 16],
    /// Number of entries that had arrived.
    pub arrivals: u64,
    /// The arrival chain at that number.
    pub head: Hash,
}

/// What a mark says of a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Everything that was there when the mark was made is there.
    Fresh,
    /// The mark speaks of another vault or of another life of this one. No reason to stop.
    Unknown,
    /// Entries that were there when the mark was made are gone, or others stand in their place.
    RolledBack,
}

impl Arrivals {
    /// The chain before the first arrival.
    pub fn start(vault: &[u8; 16], incarnation: &[u8; 16]) -> Self {
        Self { count: 0, head: Hasher::new(START).part(vault).part(incarnation).finish() }
    }

    /// The chain where it was left.
    pub fn at(count: u64, head: Hash) -> Self {
        Self { count, head }
    }

    /// The chain with one more entry.
    #[must_use]
    pub fn then(&self, entry: &EntryId) -> Self {
        let head = Hasher::new(ARRIVAL).part(&self.head).part(&entry.0).finish();
        Self { count: self.count + 1, head }
    }

    /// How many entries arrived.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The chain's value.
    pub fn head(&self) -> &Hash {
        &self.head
    }
}

impl FreshnessMark {
    /// Compares this mark with a vault whose arrival chain has the value `head_at(n)` after `n` arrivals, `None` where
    /// fewer arrived.
    pub fn compare(
        &self,
        vault: &[u8; 16],
        incarnation: &[u8; 16],
        head_at: impl FnOnce(u64) -> Option<Hash>,
    ) -> Freshness {
        if self.vault != *vault || self.incarnation != *incarnation {
            return Freshness::Unknown;
        }
        if head_at(self.arrivals) == Some(self.head) { Freshness::Fresh } else { Freshness::RolledBack }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VAULT: [u8; 16] = [1; 16];
    const LIFE: [u8; 16] = [2; 16];

    fn chain(entries: &[u8]) -> Vec<Arrivals> {
        let mut chain = vec![Arrivals::start(&VAULT, &LIFE)];
        for entry in entries {
            let next = chain[chain.len() - 1].then(&EntryId([*entry; 32]));
            chain.push(next);
        }
        chain
    }

    fn compare(marked: &[Arrivals], now: &[Arrivals]) -> Freshness {
        let last = marked[marked.len() - 1];
        let mark =
            FreshnessMark { vault: VAULT, incarnation: LIFE, arrivals: last.count(), head: *last.head() };
        let head_at = |n: u64| now.get(usize::try_from(n).expect("small")).map(|a| *a.head());
        mark.compare(&VAULT, &LIFE, head_at)
    }

    #[test]
    fn the_chain_is_what_the_documentation_says() {
        let start = Hasher::new(Purpose::new("gradus/journal/arrival-start/v1")).part(&VAULT).part(&LIFE);
        let start = start.finish();
        let one = Hasher::new(Purpose::new("gradus/journal/arrival/v1")).part(&start).part(&[7; 32]).finish();
        let found = chain(&[7]);
        assert_eq!((found[0].count(), *found[0].head()), (0, start));
        assert_eq!(found[1], Arrivals::at(1, one));
    }

    #[test]
    fn a_prefix_is_fresh_a_shorter_or_other_history_is_rolled_back() {
        let (old, new) = (chain(&[1, 2]), chain(&[1, 2, 3]));
        assert_eq!(compare(&old, &new), Freshness::Fresh);
        assert_eq!(compare(&new, &new), Freshness::Fresh);
        assert_eq!(compare(&chain(&[]), &new), Freshness::Fresh);
        assert_eq!(compare(&new, &old), Freshness::RolledBack);
        assert_eq!(compare(&new, &chain(&[1, 3, 2])), Freshness::RolledBack);
        assert_eq!(compare(&new, &chain(&[1, 2, 4, 3])), Freshness::RolledBack);
    }

    #[test]
    fn another_vault_or_life_is_unknown_and_begins_another_chain() {
        let mark = FreshnessMark { vault: VAULT, incarnation: LIFE, arrivals: 9, head: [0; 32] };
        assert_eq!(mark.compare(&[9; 16], &LIFE, |_| None), Freshness::Unknown);
        assert_eq!(mark.compare(&VAULT, &[9; 16], |_| None), Freshness::Unknown);
        assert_ne!(Arrivals::start(&VAULT, &LIFE), Arrivals::start(&LIFE, &VAULT));
    }
}
