//! What of a damaged journal can still be relied upon?
//!
//! ```text
//!  what could be read --> of each writer: its first entry, and from each the next, as far as the links hold
//!                           |                                                  `--> the rest: not kept, and told
//!                           `--> does it reach the signed head?  yes: the writer's word;  no: a ChainEnd, on ours
//! ```
//!
//! Nothing beyond a break is kept. Among what is missing may be a word that changed what comes after it: a block that a later
//! talk lifts, an amendment, an erasure.

use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::EntryId;

use crate::entry::Entry;
use crate::kind::Kind;
use crate::wire::{ChainEnd, Statement};
use crate::writer::{SignedHead, WriterId};

/// What holds of a damaged journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holding {
    /// The entries that hold. Every chain among them is unbroken from its first entry on.
    pub kept: BTreeSet<EntryId>,
    /// The signed heads of the chains that are kept whole.
    pub heads: Vec<SignedHead>,
    /// Where the others end, if anything of them is kept.
    pub ends: Vec<ChainEnd>,
    /// Kept entries whose body is gone, and no kept entry asked for that: the order to erase them is among what is lost.
    pub bodiless: Vec<EntryId>,
    /// What is known to be missing, or is not kept.
    pub gaps: Vec<Gap>,
}

/// Entries of one writer that are not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Whose.
    pub writer: WriterId,
    /// Sequence number of the first of them, from 1.
    pub from: u64,
    /// Sequence number of the last of them; `None` where the signature is lost that says how many there were.
    pub to: Option<u64>,
}

/// Tells what holds, from the entries that could be read and the signed heads that could.
pub fn holding<'e>(entries: impl IntoIterator<Item = &'e Entry>, heads: &[SignedHead]) -> Holding {
    let mut chains: BTreeMap<WriterId, Chain<'e>> = BTreeMap::new();
    for entry in entries {
        let head = entry.head();
        chains.entry(head.writer).or_default().entry(head.seq).or_default().push(entry);
    }
    let signed: BTreeMap<WriterId, &SignedHead> =
        heads.iter().filter(|head| head.verify().is_ok()).map(|head| (head.writer(), head)).collect();
    for writer in signed.keys() {
        chains.entry(*writer).or_default();
    }
    let mut holding = Holding::default();
    let mut kept = Vec::new();
    for (writer, chain) in &chains {
        kept.extend(holding.take(*writer, chain, signed.get(writer).copied()));
    }
    let erasures = kept.iter().filter(|entry| entry.head().kind == Kind::Erase);
    let ordered: BTreeSet<EntryId> =
        erasures.flat_map(|entry| entry.head().targets.iter().copied()).collect();
    let is_bodiless = |entry: &&&Entry| entry.body_bytes().is_none() && !ordered.contains(&entry.id());
    holding.bodiless = kept.iter().filter(is_bodiless).map(|entry| entry.id()).collect();
    holding.kept = kept.iter().map(|entry| entry.id()).collect();
    holding
}

type Chain<'e> = BTreeMap<u64, Vec<&'e Entry>>;

impl Holding {
    /// Whether every chain is whole and nothing is missing that its writer signed. Whether a whole writer is missing, the chain
    /// over all arrivals tells.
    pub fn is_whole(&self) -> bool {
        self.ends.is_empty() && self.bodiless.is_empty() && self.gaps.is_empty()
    }

    /// What the new vault's own writer has to say of what is missing: the same caution as of an older state that was accepted,
    /// and where chains end.
    pub fn statement(&self) -> Statement {
        match &self.ends[..] {
            [] => Statement::OlderStateAccepted,
            ends => Statement::Salvaged(ends.to_vec()),
        }
    }

    fn take<'e>(
        &mut self,
        writer: WriterId,
        chain: &Chain<'e>,
        signed: Option<&SignedHead>,
    ) -> Vec<&'e Entry> {
        let mut unbroken = unbroken(chain);
        let found = chain.last_key_value().map_or(0, |(seq, _)| *seq);
        let count = |unbroken: &[&Entry]| unbroken.len() as u64;
        match signed {
            Some(head) if reaches(&unbroken, head) => {
                unbroken.truncate(usize::try_from(head.seq).expect("so many are in memory"));
                self.heads.push(*head);
            }
            // Another chain than the one that was signed, and nobody knows where it left that one.
            Some(head) if count(&unbroken) >= head.seq => unbroken.clear(),
            _ => self.ends.extend(unbroken.last().map(|last| ChainEnd {
                writer,
                seq: last.head().seq,
                hash: last.id(),
            })),
        }
        let from = count(&unbroken) + 1;
        let to = signed.map(|head| head.seq.max(found));
        if to.is_none_or(|to| from <= to) {
            self.gaps.push(Gap { writer, from, to });
        }
        unbroken
    }
}

/// Whether the chain as signed is all there.
fn reaches(unbroken: &[&Entry], head: &SignedHead) -> bool {
    let last = head.seq.checked_sub(1).map(|at| usize::try_from(at).unwrap_or(usize::MAX));
    last.is_none_or(|at| unbroken.get(at).is_some_and(|entry| entry.id() == head.hash))
}

/// From the first entry on as far as exactly one entry follows, and nothing of it is missing that is never erased.
fn unbroken<'e>(chain: &Chain<'e>) -> Vec<&'e Entry> {
    let mut walked: Vec<&Entry> = Vec::new();
    for (seq, here) in (1..).zip(chain) {
        let (place, [entry]) = (here.0, &here.1[..]) else { break };
        let head = entry.head();
        let follows = match walked.last() {
            None => head.prev.is_none(),
            Some(before) => head.prev == Some(before.id()) && head.lamport > before.head().lamport,
        };
        let has_body = entry.body_bytes().is_some() || head.kind.is_erasable();
        if *place != seq || !follows || !has_body {
            break;
        }
        walked.push(*entry);
    }
    walked
}
