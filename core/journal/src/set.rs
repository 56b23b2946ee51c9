use std::collections::{BTreeMap, BTreeSet, btree_map};

use gradus_domain::EntryId;

use crate::entry::Entry;
use crate::kind::Kind;

/// Entries by identity, in causal order. Putting sets together gives the same set in any order, any number of times.
///
/// An entry that another one erases loses its body here, whichever of the two comes first, and never regains it; a kind
/// that [cannot be erased](Kind::is_erasable) keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntrySet {
    // Lamport number first: the key order is the causal order.
    entries: BTreeMap<(u64, EntryId), Entry>,
    erased: BTreeSet<EntryId>,
}

impl EntrySet {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts one entry in. Returns whether it was new.
    pub fn insert(&mut self, mut entry: Entry) -> bool {
        if entry.head().kind == Kind::Erase {
            self.erase_all(&entry.head().targets);
        }
        if self.is_erased(&entry) {
            entry.erase();
        }
        match self.entries.entry((entry.head().lamport, entry.id())) {
            btree_map::Entry::Vacant(place) => {
                place.insert(entry);
                true
            }
            btree_map::Entry::Occupied(place) => {
                restore_body(place, entry);
                false
            }
        }
    }

    /// Entries in causal order: Lamport number, then identity.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// How many entries there are, erased ones included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The greatest Lamport number; 0 for the empty set.
    pub fn lamport(&self) -> u64 {
        self.entries.last_key_value().map_or(0, |((lamport, _), _)| *lamport)
    }

    /// Whether an erase entry names this one and its kind can be erased.
    pub fn is_erased(&self, entry: &Entry) -> bool {
        entry.head().kind.is_erasable() && self.is_named(&entry.id())
    }

    /// Whether an erase entry names this one, whatever it is, and whether or not it is here.
    pub(crate) fn is_named(&self, id: &EntryId) -> bool {
        self.erased.contains(id)
    }

    fn erase_all(&mut self, targets: &[EntryId]) {
        self.erased.extend(targets);
        let named = |entry: &&mut Entry| entry.head().kind.is_erasable() && targets.contains(&entry.id());
        self.entries.values_mut().filter(named).for_each(Entry::erase);
    }
}

impl Extend<Entry> for EntrySet {
    fn extend<T: IntoIterator<Item = Entry>>(&mut self, entries: T) {
        for entry in entries {
            self.insert(entry);
        }
    }
}

impl FromIterator<Entry> for EntrySet {
    fn from_iter<T: IntoIterator<Item = Entry>>(entries: T) -> Self {
        let mut set = Self::new();
        set.extend(entries);
        set
    }
}

/// A copy without its body, met before a copy that has it, is completed; one erased by order has none here either.
fn restore_body(mut place: btree_map::OccupiedEntry<'_, (u64, EntryId), Entry>, other: Entry) {
    if place.get().body_bytes().is_none() && other.body_bytes().is_some() {
        place.insert(other);
    }
}
