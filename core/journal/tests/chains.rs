//! Sets of entries: union, chains, signed heads, equivocation and erasure.

use chrono::DateTime;
use gradus_crypto::Secret;
use gradus_crypto::testing::SeededEntropy;
use gradus_journal::chain::check;
use gradus_journal::{
    Body, ChainFault, ChainReport, Draft, Entry, EntryId, EntrySet, Kind, Pen, PersonId, SignedHead,
    commitment,
};
use proptest::prelude::*;

fn pen(seed: u64) -> Pen {
    Pen::make(&SeededEntropy::new(seed), 0).expect("seeded entropy never fails")
}

fn write_kind(pen: &mut Pen, kind: Kind, targets: &[EntryId]) -> Entry {
    let now = DateTime::parse_from_rfc3339("2026-03-01T08:00:00+01:00").expect("a date");
    let body = format!("{{\"note\":\"{:?}\"}}", pen.mark()).into_bytes();
    let targets = targets.to_vec();
    let person = PersonId([1; 16]);
    let draft = Draft { kind, person, effective: now, imported: false, clock_suspect: false, targets, body };
    pen.seal(draft, now, [7; 16]).expect("within the limits")
}

fn write(pen: &mut Pen, count: usize) -> Vec<Entry> {
    (0..count).map(|_| write_kind(pen, Kind::Session, &[])).collect()
}

fn faults(entries: &[Entry], heads: &[SignedHead]) -> Vec<ChainFault> {
    check(entries, heads).faults
}

/// The same writer twice: what a copied vault gives.
fn twin(pen: &Pen) -> Pen {
    Pen::resume(Secret::from_bytes(*pen.seed().expose()), &pen.signed_head(), 50).expect("its own seed")
}

#[test]
fn two_sound_writers_in_any_order_are_sound() {
    let (mut a, mut b) = (pen(1), pen(2));
    let mut entries = write(&mut a, 3);
    b.witness(3);
    entries.extend(write(&mut b, 2));
    entries.reverse();
    let report = check(&entries, &[a.signed_head(), b.signed_head()]);
    assert_eq!(report, ChainReport { entries: 5, writers: 2, ..ChainReport::default() });
}

#[test]
fn nothing_written_is_sound_with_and_without_a_writer() {
    assert_eq!(check(&[], &[]), ChainReport::default());
    assert_eq!(faults(&[], &[pen(1).signed_head()]), []);
}

#[test]
fn a_missing_entry_is_told_wherever_it_was() {
    let mut a = pen(1);
    let entries = write(&mut a, 4);
    let (writer, head) = (a.id(), a.signed_head());
    let without = |at: usize| {
        let mut left = entries.clone();
        left.remove(at);
        faults(&left, &[head])
    };
    assert_eq!(without(0), [ChainFault::Gap { writer, seq: 1 }]);
    assert_eq!(without(2), [ChainFault::Gap { writer, seq: 3 }]);
    assert_eq!(without(3), [ChainFault::HeadMismatch { writer, signed: 4, found: 3 }]);
    assert_eq!(faults(&[], &[head]), [ChainFault::HeadMismatch { writer, signed: 4, found: 0 }]);
    assert_eq!(faults(&entries, &[]), [ChainFault::NoSignedHead { writer }]);
}

#[test]
fn an_entry_beyond_the_signed_head_is_told() {
    let mut a = pen(1);
    let mut entries = write(&mut a, 1);
    let old = a.signed_head();
    entries.extend(write(&mut a, 1));
    let writer = a.id();
    assert_eq!(faults(&entries, &[old]), [ChainFault::HeadMismatch { writer, signed: 1, found: 2 }]);
    let forged = SignedHead { seq: 2, hash: entries[1].id(), ..old };
    assert_eq!(faults(&entries, &[forged]), [ChainFault::BadSignature { writer }]);
}

#[test]
fn a_copy_that_was_written_to_is_reported_and_kept_where_both_branches_are_signed() {
    let mut a = pen(1);
    let mut entries = write(&mut a, 2);
    let mut copy = twin(&a);
    entries.extend(write(&mut a, 1));
    entries.extend(write(&mut copy, 2));
    let report = check(&entries, &[a.signed_head(), copy.signed_head()]);
    assert_eq!(report.faults, []);
    assert_eq!(report.equivocations.len(), 1);
    let found = &report.equivocations[0];
    assert_eq!((found.writer, found.seq), (a.id(), 3));
    assert_eq!(found.entries, [entries[2].id(), entries[3].id()]);
    assert_eq!(
        faults(&entries, &[a.signed_head()]),
        [ChainFault::HeadMismatch { writer: a.id(), signed: 3, found: 4 }],
        "the shorter branch's signature does not cover the longer one"
    );
    assert_eq!(
        faults(&entries, &[copy.signed_head()]),
        [ChainFault::Unsigned { writer: a.id(), seq: 3 }],
        "nor the longer one's the shorter"
    );
}

#[test]
fn an_entry_put_in_beside_a_signed_chain_without_the_writers_key_is_told() {
    let mut a = pen(1);
    let entries = write(&mut a, 4);
    let head = a.signed_head();
    for seq in 1..=4 {
        // Whoever has the database's key can name the writer and an entry before; signing is what they cannot.
        let mut forged = entries.clone();
        let mut intruder = pen(2);
        write(&mut intruder, seq - 1);
        let mut claimed = write_kind(&mut intruder, Kind::Contact, &[]).head().clone();
        claimed.writer = a.id();
        claimed.prev = (seq > 1).then(|| entries[seq - 2].id());
        claimed.lamport = 1000;
        claimed.commitment = commitment(&[7; 16], b"{}");
        let body = Body::Present { salt: [7; 16], bytes: b"{}".to_vec() };
        forged.push(Entry::parse(claimed.to_bytes(), body).expect("a well-formed entry"));
        assert_eq!(faults(&forged, &[head]), [ChainFault::Unsigned { writer: a.id(), seq: seq as u64 }]);
    }
}

#[test]
fn what_closes_a_gate_keeps_its_body_whoever_asks_for_it_to_go() {
    let lasting =
        [Kind::Person, Kind::Plan, Kind::Assessment, Kind::Contact, Kind::Visit, Kind::Step, Kind::Vault];
    for kind in lasting {
        let mut a = pen(1);
        let target = write_kind(&mut a, kind, &[]);
        let erase = write_kind(&mut a, Kind::Erase, &[target.id()]);
        for order in [[&target, &erase], [&erase, &target]] {
            let set: EntrySet = order.into_iter().cloned().collect();
            let found = set.iter().find(|entry| entry.id() == target.id()).expect("kept");
            assert!(found.body_bytes().is_some() && !set.is_erased(&target), "{kind}");
        }
        let whole = [target.clone(), erase.clone()];
        assert_eq!(faults(&whole, &[a.signed_head()]), []);
        let mut gone = target.clone();
        gone.erase();
        let missing = [ChainFault::BodyMissing { id: target.id() }];
        assert_eq!(faults(&[gone, erase], &[a.signed_head()]), missing, "{kind}");
    }
}

#[test]
fn a_link_to_another_entry_is_told() {
    let mut a = pen(1);
    let mut entries = write(&mut a, 1);
    let mut copy = twin(&a);
    entries.extend(write(&mut a, 1));
    write(&mut copy, 1);
    entries.extend(write(&mut copy, 1));
    let report = check(&entries, &[copy.signed_head()]);
    assert_eq!(report.faults, [ChainFault::BrokenLink { writer: a.id(), seq: 3 }]);
}

#[test]
fn a_later_entry_with_an_earlier_causal_number_is_told() {
    let mut a = pen(1);
    a.witness(10);
    let mut entries = write(&mut a, 1);
    let mut back = Pen::resume(Secret::from_bytes(*a.seed().expose()), &a.signed_head(), 10).expect("own");
    entries.extend(write(&mut back, 1));
    assert_eq!(faults(&entries, &[back.signed_head()]), [ChainFault::CausalOrder { writer: a.id(), seq: 2 }]);
}

#[test]
fn a_body_goes_by_order_only_and_stays_away() {
    let mut a = pen(1);
    let mut entries = write(&mut a, 2);
    let target = entries[0].id();
    let mut silent = entries.clone();
    silent[0].erase();
    assert_eq!(faults(&silent, &[a.signed_head()]), [ChainFault::BodyMissing { id: target }]);
    entries.push(write_kind(&mut a, Kind::Erase, &[target]));
    assert_eq!(faults(&entries, &[a.signed_head()]), [ChainFault::BodyBack { id: target }]);
    entries[0].erase();
    let report = check(&entries, &[a.signed_head()]);
    assert_eq!((report.faults, report.erased), (Vec::new(), 1));
}

#[test]
fn unknown_kinds_are_counted_and_kept() {
    let mut a = pen(1);
    let entries = [write_kind(&mut a, Kind::Unknown(999), &[]), write_kind(&mut a, Kind::Person, &[])];
    let report = check(&entries, &[a.signed_head()]);
    assert_eq!((report.unknown_kinds, report.faults), (1, Vec::new()));
    assert_eq!(EntrySet::from_iter(entries.clone()).iter().count(), 2);
}

#[test]
fn a_copy_without_its_body_is_completed_by_one_that_has_it() {
    let entry = write(&mut pen(1), 1).remove(0);
    let mut bare = entry.clone();
    bare.erase();
    let both: EntrySet = [bare.clone(), entry.clone()].into_iter().collect();
    assert_eq!(both, [entry, bare].into_iter().collect());
    assert!(both.iter().all(|entry| entry.body_bytes().is_some()));
}

/// A mixed journal of two writers, with erasures, one of them of an erase entry, which stays.
fn mixed() -> Vec<Entry> {
    let (mut a, mut b) = (pen(1), pen(2));
    let mut entries = write(&mut a, 4);
    b.witness(2);
    entries.extend(write(&mut b, 4));
    entries.push(write_kind(&mut a, Kind::Erase, &[entries[1].id(), entries[5].id()]));
    let erase = entries[8].id();
    entries.push(write_kind(&mut b, Kind::Erase, &[erase]));
    entries
}

proptest! {
    #[test]
    fn union_is_idempotent_commutative_and_associative(
        left in proptest::collection::vec(0usize..10, 0..20),
        middle in proptest::collection::vec(0usize..10, 0..20),
        right in proptest::collection::vec(0usize..10, 0..20),
    ) {
        let all = mixed();
        let set = |picks: &[&[usize]]| -> EntrySet { picks.concat().iter().map(|at| all[*at].clone()).collect() };
        prop_assert_eq!(set(&[&left, &left]), set(&[&left]));
        prop_assert_eq!(set(&[&left, &right]), set(&[&right, &left]));
        let mut one = set(&[&left, &middle]);
        one.extend(set(&[&right]).iter().cloned());
        let mut other = set(&[&left]);
        other.extend(set(&[&middle, &right]).iter().cloned());
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(one.lamport(), one.iter().map(|entry| entry.head().lamport).max().unwrap_or(0));
    }

    #[test]
    fn an_erased_body_never_comes_back(order in Just((0usize..10).collect::<Vec<_>>()).prop_shuffle()) {
        let all = mixed();
        let set: EntrySet = order.iter().chain(&order).map(|at| all[*at].clone()).collect();
        for (at, entry) in all.iter().enumerate() {
            let found = set.iter().find(|found| found.id() == entry.id()).expect("kept");
            prop_assert_eq!(found.body_bytes().is_none(), [1, 5].contains(&at), "entry {}", at);
            prop_assert_eq!(set.is_erased(entry), [1, 5].contains(&at));
        }
    }
}
