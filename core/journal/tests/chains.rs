//! Sets of entries: union, chains, signed heads, equivocation and erasure.

use chrono::DateTime;
use gradus_crypto::Secret;
use gradus_crypto::testing::SeededEntropy;
use gradus_journal::chain::check;
use gradus_journal::{
    Body, ChainEnd, ChainFault, ChainReport, Draft, Entry, EntryId, EntrySet, Kind, Pen, PersonId,
    SignedHead, Statement, VAULT_ITSELF, commitment, holding,
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

/// What a salvage vouches for, in the new vault's own words.
fn vouched(pen: &mut Pen, ends: Vec<ChainEnd>) -> Entry {
    let now = DateTime::parse_from_rfc3339("2026-03-01T08:00:00+01:00").expect("a date");
    let draft = Draft::new(VAULT_ITSELF, now, &Statement::Salvaged(ends)).expect("can be written");
    pen.seal(draft, now, [7; 16]).expect("within the limits")
}

fn end(entry: &Entry) -> ChainEnd {
    ChainEnd { writer: entry.head().writer, seq: entry.head().seq, hash: entry.id() }
}

#[test]
fn a_chain_that_was_cut_ends_where_the_salvage_says_and_nowhere_else() {
    let (mut a, mut new) = (pen(1), pen(2));
    let written = write(&mut a, 4);
    let said = vouched(&mut new, vec![end(&written[1])]);
    let of = |kept: &[Entry]| faults(&[kept, std::slice::from_ref(&said)].concat(), &[new.signed_head()]);
    assert_eq!(of(&written[..2]), []);
    let writer = a.id();
    assert_eq!(of(&written[..3]), [ChainFault::HeadMismatch { writer, signed: 2, found: 3 }]);
    assert_eq!(of(&written[..1]), [ChainFault::HeadMismatch { writer, signed: 2, found: 1 }]);
    assert_eq!(of(&written[1..2]), [ChainFault::Gap { writer, seq: 1 }]);
    let unsigned = faults(&[&written[..2], std::slice::from_ref(&said)].concat(), &[]);
    assert_eq!(unsigned, [ChainFault::NoSignedHead { writer: new.id() }], "nobody signed who says so");
}

#[test]
fn of_two_salvages_the_later_word_counts() {
    let (mut a, mut first, mut second) = (pen(1), pen(2), pen(3));
    let written = write(&mut a, 4);
    let one = vouched(&mut first, vec![end(&written[2])]);
    second.witness(one.head().lamport);
    let other = vouched(&mut second, vec![end(&written[0])]);
    let heads = [first.signed_head(), second.signed_head()];
    for said in [[one.clone(), other.clone()], [other, one]] {
        assert_eq!(faults(&[&written[..1], &said].concat(), &heads), []);
        assert_ne!(faults(&[&written[..3], &said].concat(), &heads), []);
    }
}

/// What is held of these entries and heads: how many of each writer, and where the rest is missing.
fn held(entries: &[Entry], heads: &[SignedHead]) -> (usize, Vec<(u64, Option<u64>)>) {
    let holding = holding(entries, heads);
    let kept: Vec<Entry> =
        entries.iter().filter(|entry| holding.kept.contains(&entry.id())).cloned().collect();
    let mut new = pen(99);
    new.witness(entries.iter().map(|entry| entry.head().lamport).max().unwrap_or(0));
    let said = match holding.statement() {
        Statement::Salvaged(ends) => vouched(&mut new, ends),
        _ => write(&mut new, 1).remove(0),
    };
    let signed = [&holding.heads[..], &[new.signed_head()]].concat();
    assert_eq!(faults(&[kept.clone(), vec![said]].concat(), &signed), [], "what is kept is sound");
    (kept.len(), holding.gaps.iter().map(|gap| (gap.from, gap.to)).collect())
}

#[test]
fn what_holds_is_each_chain_up_to_its_first_gap() {
    let (mut a, mut b) = (pen(1), pen(2));
    let (of_a, of_b) = (write(&mut a, 5), write(&mut b, 3));
    let heads = [a.signed_head(), b.signed_head()];
    let all = [of_a.clone(), of_b].concat();
    assert_eq!(held(&all, &heads), (8, vec![]));
    assert!(holding(&all, &heads).is_whole());
    for (missing, kept, from) in [(0, 3, 1), (2, 5, 3), (4, 7, 5)] {
        let mut left = all.clone();
        left.remove(missing);
        assert_eq!(held(&left, &heads), (kept, vec![(from, Some(5))]));
        assert!(!holding(&left, &heads).is_whole());
    }
    assert_eq!(held(&all, &heads[1..]), (8, vec![(6, None)]), "nobody knows whether there were more");
    assert_eq!(held(&all[..5], &heads), (5, vec![(1, Some(3))]), "a whole writer is missing");
    let forged = SignedHead { seq: 4, hash: of_a[3].id(), ..heads[0] };
    assert_eq!(held(&all, &[forged, heads[1]]), (8, vec![(6, None)]), "a bad signature says nothing");
}

#[test]
fn what_was_not_signed_is_not_kept() {
    let mut a = pen(1);
    let mut entries = write(&mut a, 3);
    let head = a.signed_head();
    entries.extend(write(&mut a, 1));
    assert_eq!(held(&entries, &[head]), (3, vec![(4, Some(4))]), "beyond the signature");
    let mut twin = twin(&pen(1));
    let others = (0..3).map(|_| write_kind(&mut twin, Kind::Contact, &[])).collect::<Vec<_>>();
    assert_eq!(held(&others, &[head]), (0, vec![(1, Some(3))]), "another chain than the one that was signed");
    let both = [&entries[..3], &others[..1]].concat();
    assert_eq!(held(&both, &[head]).0, 0, "two claim the first place");
}

#[test]
fn a_body_that_is_gone_ends_a_chain_where_its_kind_is_never_erased() {
    let mut a = pen(1);
    let mut entries = write(&mut a, 2);
    entries.push(write_kind(&mut a, Kind::Contact, &[]));
    let order = write_kind(&mut a, Kind::Erase, &[entries[0].id()]);
    entries.push(order);
    let head = [a.signed_head()];
    let gone = |at: usize| {
        let mut left = entries.clone();
        left[at].erase();
        holding(&left, &head)
    };
    assert!(gone(0).is_whole(), "as it was ordered");
    assert_eq!((gone(1).bodiless, gone(1).kept.len()), (vec![entries[1].id()], 4));
    assert_eq!((gone(2).bodiless, gone(2).kept.len()), (vec![], 2));
    let without_the_order = holding(
        &{
            let mut left = entries[..3].to_vec();
            left[0].erase();
            left
        },
        &head,
    );
    assert_eq!(without_the_order.bodiless, [entries[0].id()]);
}
