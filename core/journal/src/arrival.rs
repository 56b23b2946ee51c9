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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const VAULT: [u8; 16] = [1; 16];
    pub(crate) const LIFE: [u8; 16] = [2; 16];

    pub(crate) fn chain(entries: &[u8]) -> Vec<Arrivals> {
        let mut chain = vec![Arrivals::start(&VAULT, &LIFE)];
        for entry in entries {
            let next = chain[chain.len() - 1].then(&EntryId([*entry; 32]));
            chain.push(next);
        }
        chain
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
    fn each_vault_and_each_life_begins_another_chain() {
        assert_ne!(Arrivals::start(&VAULT, &LIFE), Arrivals::start(&LIFE, &VAULT));
        assert_ne!(Arrivals::start(&VAULT, &LIFE), Arrivals::start(&VAULT, &VAULT));
    }
}
