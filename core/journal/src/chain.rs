//! Is the journal whole: does every writer's chain hold, and does its signature cover the end of it?

use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::EntryId;
use gradus_domain::sorting;

use crate::entry::Entry;
use crate::kind::Kind;
use crate::wire::{ChainEnd, Statement, decode};
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
///
/// Where a damaged vault was salvaged, an entry of the new one's writer says where a chain ends that could not be kept whole
/// ([`Statement::Salvaged`]), and stands for the signature that is lost. This is the one exception: whoever can write such an
/// entry can make a chain hold that its writer never signed. That takes the key of the database, beside which the key that
/// signs here lies; and no such word is without its price, because every fold makes sessions wait and calls for the clinic.
pub fn check<'a>(entries: impl IntoIterator<Item = &'a Entry>, heads: &[SignedHead]) -> ChainReport {
    let mut report = ChainReport::default();
    let mut chains: BTreeMap<WriterId, Chain<'a>> = BTreeMap::new();
    let mut ordered: BTreeSet<EntryId> = BTreeSet::new();
    let mut all = Vec::new();
    let mut cuts = Cuts::new();
    for entry in entries {
        let head = entry.head();
        report.entries += 1;
        report.unknown_kinds += u64::from(matches!(head.kind, Kind::Unknown(_)));
        if head.kind == Kind::Erase {
            ordered.extend(&head.targets);
        }
        if head.kind == Kind::NewLife
            && let Ok(Statement::Salvaged(ends)) = decode(entry)
        {
            cut_at(&mut cuts, head.lamport, ends);
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
    report.check_heads(&chains, heads, &cuts);
    report
}

type Chain<'a> = BTreeMap<u64, Vec<&'a Entry>>;

/// Where chains end on the word of a salvage, each with the Lamport number of that word.
type Cuts = BTreeMap<WriterId, (u64, ChainEnd)>;

/// Of a vault that was salvaged more than once the last word counts: each time more may have been lost.
fn cut_at(cuts: &mut Cuts, lamport: u64, ends: Vec<ChainEnd>) {
    for end in ends {
        let known = cuts.entry(end.writer).or_insert((lamport, end));
        if known.0 < lamport {
            *known = (lamport, end);
        }
    }
}

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

    /// Every entry must lie on a branch that its writer signed, or that a salvage vouched for: on the way from the end of it
    /// back to the first entry.
    fn check_heads(&mut self, chains: &BTreeMap<WriterId, Chain<'_>>, heads: &[SignedHead], cuts: &Cuts) {
        let mut ends: BTreeMap<WriterId, Vec<ChainEnd>> = BTreeMap::new();
        let mut forged = BTreeSet::new();
        for head in heads {
            let writer = head.writer();
            if head.verify().is_err() && forged.insert(writer) {
                self.faults.push(ChainFault::BadSignature { writer });
            }
            ends.entry(writer).or_default().push(ChainEnd { writer, seq: head.seq, hash: head.hash });
        }
        for (writer, (_, cut)) in cuts {
            ends.entry(*writer).or_default().push(*cut);
        }
        let nothing = Chain::new();
        for (&writer, ends) in ends.iter().filter(|(writer, _)| !forged.contains(writer)) {
            self.check_ends(writer, ends, chains.get(&writer).unwrap_or(&nothing));
        }
        for &writer in chains.keys().filter(|writer| !ends.contains_key(writer)) {
            self.faults.push(ChainFault::NoSignedHead { writer });
        }
    }

    fn check_ends(&mut self, writer: WriterId, ends: &[ChainEnd], chain: &Chain<'_>) {
        let last_signed = ends.iter().map(|end| end.seq).max().unwrap_or(0);
        let found = chain.last_key_value().map_or(0, |(seq, _)| *seq);
        let ends_here = |end: &ChainEnd| end.seq == 0 || at(chain, end.seq, &end.hash).is_some();
        if found > last_signed || !ends.iter().all(ends_here) {
            self.faults.push(ChainFault::HeadMismatch { writer, signed: last_signed, found });
            return;
        }
        if self.is_broken(writer) {
            // What lies before the break cannot be reached from the signature, and is not thereby forged.
            return;
        }
        let covered = sorting::set(ends.iter().flat_map(|end| branch(chain, end)));
        let unsigned = chain.iter().flat_map(|(seq, here)| here.iter().map(move |entry| (*seq, entry.id())));
        let unsigned = unsigned.filter(|(_, id)| !covered.contains(id));
        self.faults.extend(unsigned.map(|(seq, _)| ChainFault::Unsigned { writer, seq }));
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

/// From the end of a branch back to the first entry, as far as the links hold; where they do not, that is a fault of its own.
fn branch(chain: &Chain<'_>, end: &ChainEnd) -> Vec<EntryId> {
    let mut walked = Vec::new();
    let mut here = at(chain, end.seq, &end.hash);
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
