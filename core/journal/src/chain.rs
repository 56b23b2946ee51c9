//! Is the journal whole: does every writer's chain hold, and does its signature cover the end of it?

use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::EntryId;
use gradus_domain::sorting;

use crate::entry::Entry;
use crate::kind::Kind;
use crate::writer::{SignedHead, WriterId};

/// What a check of all chains found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChainReport {
    /// How many entries were checked.
    pub entries: u64,
    /// How many writers they come from.
    pub writers: usize,
    /// Kinds that this version does not know, by the number of entries.
    pub unknown_kinds: u64,
    /// Entries whose body was erased by order.
    pub erased: u64,
    /// One writer, one sequence number, several entries: a copy of the vault was written to on its own. All are kept
    /// and shown; it is no damage, where each branch comes with a signed head of its own.
    pub equivocations: Vec<Equivocation>,
    /// What is wrong. Empty for a sound journal.
    pub faults: Vec<ChainFault>,
}

/// Several entries that claim the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equivocation {
    /// Whose place.
    pub writer: WriterId,
    /// Which.
    pub seq: u64,
    /// Who claims it.
    pub entries: Vec<EntryId>,
}

/// A way in which a journal is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// An entry is missing from the middle of a chain.
    #[error("writer {writer}: entry {seq} is missing")]
    Gap {
        /// Whose chain.
        writer: WriterId,
        /// The first missing place.
        seq: u64,
    },
    /// An entry names a predecessor that is not the one before it.
    #[error("writer {writer}: entry {seq} does not follow the one before it")]
    BrokenLink {
        /// Whose chain.
        writer: WriterId,
        /// The entry that does not follow.
        seq: u64,
    },
    /// An entry claims to be written no later than its predecessor.
    #[error("writer {writer}: entry {seq} has no later causal number than the one before it")]
    CausalOrder {
        /// Whose chain.
        writer: WriterId,
        /// The entry that is too early.
        seq: u64,
    },
    /// Nobody signed this writer's chain.
    #[error("writer {writer}: no signed head")]
    NoSignedHead {
        /// Whose chain.
        writer: WriterId,
    },
    /// The signature does not fit.
    #[error("writer {writer}: the signed head was not signed by this writer")]
    BadSignature {
        /// Whose chain.
        writer: WriterId,
    },
    /// The chain ends elsewhere than the signed heads say: entries were taken away or put in.
    #[error("writer {writer}: signed up to entry {signed}, found up to {found}")]
    HeadMismatch {
        /// Whose chain.
        writer: WriterId,
        /// The last entry according to the signature.
        signed: u64,
        /// The last entry found.
        found: u64,
    },
    /// An entry lies on a branch that this writer did not sign: somebody else put it in.
    #[error("writer {writer}: entry {seq} is on a branch that nobody signed")]
    Unsigned {
        /// Whose chain.
        writer: WriterId,
        /// The entry's place.
        seq: u64,
    },
    /// A body is gone and no erase entry asked for it.
    #[error("entry {id}: its body is missing and nobody erased it")]
    BodyMissing {
        /// Which entry.
        id: EntryId,
    },
    /// A body that was erased by order is there again.
    #[error("entry {id}: its body was erased and is there again")]
    BodyBack {
        /// Which entry.
        id: EntryId,
    },
}

/// Checks chains, bodies against erase entries, and signed heads. Bodies were checked against their heads when the
/// entries were parsed.
pub fn check<'a>(entries: impl IntoIterator<Item = &'a Entry>, heads: &[SignedHead]) -> ChainReport {
    let mut report = ChainReport::default();
    let mut chains: BTreeMap<WriterId, Chain<'a>> = BTreeMap::new();
    let mut ordered: BTreeSet<EntryId> = BTreeSet::new();
    let mut all = Vec::new();
    for entry in entries {
        let head = entry.head();
        report.entries += 1;
        report.unknown_kinds += u64::from(matches!(head.kind, Kind::Unknown(_)));
        if head.kind == Kind::Erase {
            ordered.extend(&head.targets);
        }
        chains.entry(head.writer).or_default().entry(head.seq).or_default().push(entry);
        all.push(entry);
    }
    report.writers = chains.len();
    for entry in all {
        report.check_body(entry, entry.head().kind.is_erasable() && ordered.contains(&entry.id()));
    }
    for (writer, chain) in &chains {
        report.check_chain(*writer, chain);
    }
    report.check_heads(&chains, heads);
    report
}

type Chain<'a> = BTreeMap<u64, Vec<&'a Entry>>;

impl ChainReport {
    fn check_body(&mut self, entry: &Entry, ordered: bool) {
        match (entry.body_bytes().is_some(), ordered) {
            (true, true) => self.faults.push(ChainFault::BodyBack { id: entry.id() }),
            (false, false) => self.faults.push(ChainFault::BodyMissing { id: entry.id() }),
            (false, true) => self.erased += 1,
            (true, false) => {}
        }
    }

    fn check_chain(&mut self, writer: WriterId, chain: &Chain<'_>) {
        let mut expected = 1;
        let mut before: &[&Entry] = &[];
        for (&seq, here) in chain {
            if here.len() > 1 {
                let entries = here.iter().map(|entry| entry.id()).collect();
                self.equivocations.push(Equivocation { writer, seq, entries });
            }
            if seq == expected {
                self.check_links(writer, before, here);
            } else {
                self.faults.push(ChainFault::Gap { writer, seq: expected });
            }
            (expected, before) = (seq.saturating_add(1), here);
        }
    }

    fn check_links(&mut self, writer: WriterId, before: &[&Entry], here: &[&Entry]) {
        for entry in here {
            let head = entry.head();
            let Some(prev) = head.prev else { continue };
            match before.iter().find(|candidate| candidate.id() == prev) {
                None => self.faults.push(ChainFault::BrokenLink { writer, seq: head.seq }),
                Some(found) if found.head().lamport >= head.lamport => {
                    self.faults.push(ChainFault::CausalOrder { writer, seq: head.seq });
                }
                Some(_) => {}
            }
        }
    }

    /// Every entry must lie on a branch that its writer signed: on the way from a signed head back to the first entry.
    fn check_heads(&mut self, chains: &BTreeMap<WriterId, Chain<'_>>, heads: &[SignedHead]) {
        let mut signed: BTreeMap<WriterId, Vec<&SignedHead>> = BTreeMap::new();
        for head in heads {
            signed.entry(head.writer()).or_default().push(head);
        }
        let nothing = Chain::new();
        for (&writer, heads) in &signed {
            if heads.iter().any(|head| head.verify().is_err()) {
                self.faults.push(ChainFault::BadSignature { writer });
                continue;
            }
            let chain = chains.get(&writer).unwrap_or(&nothing);
            let last_signed = heads.iter().map(|head| head.seq).max().unwrap_or(0);
            let found = chain.last_key_value().map_or(0, |(seq, _)| *seq);
            let ends_here = |head: &SignedHead| head.seq == 0 || at(chain, head.seq, &head.hash).is_some();
            if found > last_signed || !heads.iter().all(|head| ends_here(head)) {
                self.faults.push(ChainFault::HeadMismatch { writer, signed: last_signed, found });
                continue;
            }
            if self.is_broken(writer) {
                // What lies before the break cannot be reached from the signature, and is not thereby forged.
                continue;
            }
            let covered = sorting::set(heads.iter().flat_map(|head| branch(chain, head)));
            let unsigned =
                chain.iter().flat_map(|(seq, here)| here.iter().map(move |entry| (*seq, entry.id())));
            let unsigned = unsigned.filter(|(_, id)| !covered.contains(id));
            self.faults.extend(unsigned.map(|(seq, _)| ChainFault::Unsigned { writer, seq }));
        }
        for &writer in chains.keys().filter(|writer| !signed.contains_key(writer)) {
            self.faults.push(ChainFault::NoSignedHead { writer });
        }
    }

    fn is_broken(&self, of: WriterId) -> bool {
        self.faults.iter().any(|fault| match fault {
            ChainFault::Gap { writer, .. } | ChainFault::BrokenLink { writer, .. } => *writer == of,
            _ => false,
        })
    }
}

/// The entry with this identity at this place of a chain.
fn at<'a>(chain: &Chain<'a>, seq: u64, id: &EntryId) -> Option<&'a Entry> {
    chain.get(&seq)?.iter().copied().find(|entry| entry.id() == *id)
}

/// From a signed head back to the first entry, as far as the links hold; where they do not, that is a fault of its own.
fn branch(chain: &Chain<'_>, head: &SignedHead) -> Vec<EntryId> {
    let mut walked = Vec::new();
    let mut here = at(chain, head.seq, &head.hash);
    while let Some(entry) = here {
        walked.push(entry.id());
        let seq = entry.head().seq;
        here = match entry.head().prev {
            Some(prev) => at(chain, seq - 1, &prev),
            None => None,
        };
    }
    walked
}
