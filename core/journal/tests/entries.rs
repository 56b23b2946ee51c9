//! The stored form of an entry, its writer's chain and its signed head.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_crypto::testing::{FailingEntropy, SeededEntropy};
use gradus_crypto::{BadSignature, EntropyError, Hasher, Purpose, Secret};
use gradus_journal::{
    Body, Draft, ENTRY_SALT_BYTES, Entry, EntryError, EntryId, HEAD_BYTES, Head, Kind, MAX_BODY_BYTES,
    MAX_TARGETS, Pen, PersonId, SignedHead, WriterId, commitment,
};
use proptest::prelude::*;

fn time(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a date")
}

fn pen(seed: u8) -> Pen {
    Pen::make(&SeededEntropy::new(u64::from(seed)), 0).expect("seeded entropy never fails")
}

fn draft(body: &[u8]) -> Draft {
    Draft {
        kind: Kind::Session,
        person: PersonId([3; 16]),
        effective: time("2026-03-01T08:00:00.123+01:00"),
        imported: false,
        clock_suspect: false,
        targets: Vec::new(),
        body: body.to_vec(),
    }
}

fn time_ms(text: &str) -> i64 {
    text.parse::<DateTime<chrono::Utc>>().expect("a time").timestamp_millis()
}

fn seal(pen: &mut Pen, draft: Draft) -> Entry {
    pen.seal(draft, time("2026-03-01T08:05:00-03:30"), [9; ENTRY_SALT_BYTES]).expect("within the limits")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_stored_bytes_are_those_of_the_table_for_ever() {
    let head = Head {
        kind: Kind::Amendment,
        imported: true,
        clock_suspect: true,
        person: PersonId([0xaa; 16]),
        writer: WriterId([0xbb; 16]),
        seq: 2,
        prev: Some(EntryId([0xcc; 32])),
        lamport: 3,
        effective: time("1969-12-31T23:59:59.999-00:01"),
        recorded: time("1970-01-01T00:00:00.256+02:00"),
        commitment: [0xdd; 32],
        targets: vec![EntryId([0xee; 32])],
    };
    let frozen = [
        "01000a03",
        &"aa".repeat(16),
        &"bb".repeat(16),
        "0000000000000002",
        &"cc".repeat(32),
        "0000000000000003",
        "000000000000ea5f",
        "ffff",
        "ffffffffff922400",
        "0078",
        &"dd".repeat(32),
        "0001",
        &"ee".repeat(32),
    ];
    let bytes = head.to_bytes();
    assert_eq!(hex(&bytes), frozen.concat());
    assert_eq!(bytes.len(), HEAD_BYTES + 32);
    let read = Head::parse(&bytes).expect("what was written reads");
    assert_eq!(read, head);
    assert_eq!(read.effective.offset(), head.effective.offset());
}

#[test]
fn identity_and_commitment_are_labelled_hashes() {
    let entry = seal(&mut pen(1), draft(b"body"));
    let identity = Hasher::new(Purpose::new("gradus/journal/entry/v1")).part(entry.head_bytes()).finish();
    assert_eq!(entry.id(), EntryId(identity));
    let body = Hasher::new(Purpose::new("gradus/journal/body/v1")).part(&[9; 16]).part(b"body").finish();
    assert_eq!(entry.head().commitment, body);
    assert_eq!(commitment(&[9; 16], b"body"), body);
}

#[test]
fn each_impossible_field_is_named() {
    let good = seal(&mut pen(1), draft(b"body")).head_bytes().to_vec();
    let cases: [(usize, u8, &str); 8] = [
        (0, 0, "version"),
        (3, 4, "flags"),
        (43, 0, "seq"),
        (43, 2, "prev"),
        (44, 1, "prev"),
        (92, 0x7f, "effective"),
        (102, 0x7f, "recorded"),
        (137, 1, "targets"),
    ];
    for (at, value, field) in cases {
        let mut bad = good.clone();
        bad[at] = value;
        assert_eq!(Head::parse(&bad), Err(EntryError::Malformed { field }), "byte {at}");
    }
    let mut no_lamport = good.clone();
    no_lamport[76..84].fill(0);
    assert_eq!(Head::parse(&no_lamport), Err(EntryError::Malformed { field: "lamport" }));
    let mut far = good.clone();
    far[84..92].copy_from_slice(&i64::MAX.to_be_bytes());
    assert_eq!(Head::parse(&far), Err(EntryError::Malformed { field: "effective" }));
    for (place, field, most) in [(36, "seq", 1_u64 << 48), (76, "lamport", 1 << 48)] {
        let with = |number: u64| {
            let mut bytes = good.clone();
            bytes[place..place + 8].copy_from_slice(&number.to_be_bytes());
            bytes[44..76].fill(u8::from(field == "seq"));
            Head::parse(&bytes).map(|_| ())
        };
        assert_eq!(with(most), Ok(()), "{field} at the limit");
        assert_eq!(with(most + 1), Err(EntryError::Malformed { field }), "{field} just over");
        assert_eq!(with(u64::MAX), Err(EntryError::Malformed { field }));
    }
    for (place, field) in [(84, "effective"), (94, "recorded")] {
        let with = |time: &str| {
            let mut bytes = good.clone();
            bytes[place..place + 8].copy_from_slice(&time_ms(time).to_be_bytes());
            bytes[place + 8..place + 10].fill(0);
            Head::parse(&bytes).map(|_| ())
        };
        assert_eq!(with("9999-12-31T23:59:59Z"), Ok(()));
        assert_eq!(with("+10000-01-01T00:00:00Z"), Err(EntryError::Malformed { field }));
        assert_eq!(with("0000-01-01T00:00:00Z"), Ok(()));
        assert_eq!(with("-0001-12-31T23:59:59Z"), Err(EntryError::Malformed { field }));
    }
    let mut newer = good.clone();
    newer[0] = 2;
    assert_eq!(Head::parse(&newer), Err(EntryError::NewerVersion { found: 2 }));
    for len in 0..good.len() {
        assert!(matches!(Head::parse(&good[..len]), Err(EntryError::Malformed { .. })), "{len} bytes");
    }
    let longer = [good.as_slice(), &[0]].concat();
    assert_eq!(Head::parse(&longer), Err(EntryError::Malformed { field: "targets" }));
}

#[test]
fn a_body_that_was_changed_or_swapped_is_refused_and_an_erased_one_is_not() {
    let entry = seal(&mut pen(1), draft(b"body"));
    let parse = |body| Entry::parse(entry.head_bytes().to_vec(), body);
    let present = |salt, bytes: &[u8]| Body::Present { salt, bytes: bytes.to_vec() };
    assert_eq!(parse(present([9; 16], b"body")), Ok(entry.clone()));
    assert_eq!(parse(present([9; 16], b"bodY")), Err(EntryError::WrongBody));
    assert_eq!(parse(present([8; 16], b"body")), Err(EntryError::WrongBody));
    assert_eq!(parse(present([9; 16], &vec![0; MAX_BODY_BYTES + 1])), Err(EntryError::BodyTooLong));
    let mut erased = entry.clone();
    erased.erase();
    assert_eq!(parse(Body::Erased), Ok(erased.clone()));
    assert_eq!((erased.id(), erased.body_bytes()), (entry.id(), None));
}

#[test]
fn a_pen_writes_no_number_and_no_time_that_no_head_can_hold() {
    let mut pen = pen(1);
    let (now, salt) = (time("2026-03-01T08:05:00Z"), [0; 16]);
    pen.witness((1 << 48) - 1);
    assert_eq!(seal(&mut pen, draft(b"last")).head().lamport, 1 << 48);
    assert_eq!(pen.seal(draft(b""), now, salt), Err(EntryError::Malformed { field: "lamport" }));
    let mut pen = self::pen(2);
    let far = "+10000-01-01T00:00:00Z".parse().expect("a far day");
    let late = Draft { effective: far, ..draft(b"") };
    assert_eq!(pen.seal(late, now, salt), Err(EntryError::Malformed { field: "effective" }));
    assert_eq!(pen.seal(draft(b""), far, salt), Err(EntryError::Malformed { field: "effective" }));
    assert_eq!(pen.signed_head().seq, 0, "a refused draft takes no place in the chain");
}

#[test]
fn limits_hold_just_at_and_just_over() {
    let mut pen = pen(1);
    let (salt, now) = ([0; 16], time("2026-03-01T08:05:00Z"));
    let long = |len| Draft { body: vec![b' '; len], ..draft(b"") };
    assert!(pen.seal(long(MAX_BODY_BYTES), now, salt).is_ok());
    assert_eq!(pen.seal(long(MAX_BODY_BYTES + 1), now, salt), Err(EntryError::BodyTooLong));
    let many = |count| Draft { targets: vec![EntryId([1; 32]); count], ..draft(b"") };
    let most = pen.seal(many(MAX_TARGETS), now, salt).expect("exactly the most");
    assert_eq!(Head::parse(most.head_bytes()).as_ref(), Ok(most.head()));
    assert_eq!(pen.seal(many(MAX_TARGETS + 1), now, salt), Err(EntryError::TooManyTargets));
    assert_eq!(most.head().seq, 2, "a refused draft takes no place in the chain");
}

#[test]
fn a_pen_chains_its_entries_and_stands_later_than_what_it_has_seen() {
    let mut pen = pen(1);
    let first = seal(&mut pen, draft(b"1"));
    pen.witness(40);
    pen.witness(7);
    let second = seal(&mut pen, draft(b"2"));
    assert_eq!((first.head().seq, first.head().prev, first.head().lamport), (1, None, 1));
    assert_eq!((second.head().seq, second.head().prev, second.head().lamport), (2, Some(first.id()), 41));
    assert_eq!(second.head().writer, pen.id());
}

#[test]
fn rewinding_gives_the_place_to_the_next_entry() {
    let mut pen = pen(1);
    seal(&mut pen, draft(b"1"));
    let mark = pen.mark();
    let lost = seal(&mut pen, draft(b"lost"));
    pen.rewind(mark);
    let kept = seal(&mut pen, draft(b"kept"));
    assert_eq!((lost.head().seq, lost.head().prev), (kept.head().seq, kept.head().prev));
}

#[test]
fn a_signed_head_is_resumed_by_its_own_seed_only() {
    let mut pen = pen(1);
    let none = pen.signed_head();
    assert_eq!((none.seq, none.hash, none.verify()), (0, EntryId([0; 32]), Ok(())));
    let last = seal(&mut pen, draft(b"1"));
    let head = pen.signed_head();
    assert_eq!((head.seq, head.hash, head.writer()), (1, last.id(), pen.id()));
    let seed = || Secret::from_bytes(*pen.seed().expose());
    let mut again = Pen::resume(seed(), &head, 1).expect("the right seed");
    assert_eq!(again.mark(), pen.mark());
    assert_eq!(seal(&mut again, draft(b"2")).head().prev, Some(last.id()));
    assert!(matches!(Pen::resume(Secret::from_bytes([0; 32]), &head, 1), Err(BadSignature)));
    let forged = SignedHead { seq: 2, ..head };
    assert!(matches!(Pen::resume(seed(), &forged, 1), Err(BadSignature)));
}

#[test]
fn any_change_to_a_signed_head_is_told() {
    let mut writer = pen(1);
    seal(&mut writer, draft(b"1"));
    let head = writer.signed_head();
    assert_eq!(head.verify(), Ok(()));
    let other = pen(2).signed_head();
    let mut hash = head.hash;
    hash.0[31] ^= 1;
    let mut signature = head.signature;
    signature.0[0] ^= 1;
    for changed in [
        SignedHead { seq: 2, ..head },
        SignedHead { hash, ..head },
        SignedHead { signature, ..head },
        SignedHead { public_key: other.public_key, ..head },
    ] {
        assert_eq!(changed.verify(), Err(BadSignature), "{changed:?}");
    }
    assert_ne!(WriterId::of(&other.public_key), head.writer());
}

#[test]
fn a_writer_needs_entropy() {
    assert!(matches!(Pen::make(&FailingEntropy::after(0), 0), Err(EntropyError)));
}

#[test]
fn debug_shows_no_key_and_nothing_that_was_logged() {
    let mut pen = pen(1);
    let entry = seal(&mut pen, draft(b"secret words"));
    let body = draft(b"secret words");
    let shown = format!("{pen:?} {entry:?} {body:?} {:#?}", entry.body());
    assert!(shown.contains("12 bytes") && !shown.contains("secret"), "{shown}");
    assert!(!shown.contains(&hex(pen.seed().expose())) && !shown.contains("115, 101, 99"), "{shown}");
}

#[test]
fn a_time_is_kept_to_the_millisecond_and_the_minute_of_offset() {
    let offset = FixedOffset::east_opt(3600 + 59).expect("an offset");
    let precise = time("2026-03-01T08:00:00Z").with_timezone(&offset) + TimeDelta::nanoseconds(1_999_999);
    let kept = gradus_domain::storable(precise);
    assert_eq!(kept.to_rfc3339(), "2026-03-01T09:00:00.001+01:00");
    assert_eq!(gradus_domain::storable(kept), kept);
}

proptest! {
    #[test]
    fn whatever_parses_is_written_the_same(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(head) = Head::parse(&bytes) {
            prop_assert_eq!(head.to_bytes(), bytes);
        }
    }

    #[test]
    fn a_head_with_any_byte_changed_reads_back_as_written_or_not_at_all(at in 0..HEAD_BYTES, value: u8) {
        let mut bytes = seal(&mut pen(1), draft(b"body")).head_bytes().to_vec();
        bytes[at] = value;
        if let Ok(head) = Head::parse(&bytes) {
            prop_assert_eq!(head.to_bytes(), bytes);
        }
    }

    #[test]
    fn every_head_reads_back(
        code: u16, flags in 0u8..4, seq in 1u64..=1 << 48, lamport in 1u64..=1 << 48,
        millis in -60_000_000_000_000i64..60_000_000_000_000, minutes in -1439i32..=1439, targets in 0usize..5,
    ) {
        let at = chrono::TimeZone::timestamp_millis_opt(
            &FixedOffset::east_opt(minutes * 60).expect("less than a day"), millis).single().expect("in range");
        let head = Head {
            kind: Kind::from_code(code), imported: flags & 1 != 0, clock_suspect: flags & 2 != 0,
            person: PersonId([1; 16]), writer: WriterId([2; 16]), seq,
            prev: (seq > 1).then_some(EntryId([5; 32])), lamport, effective: at, recorded: at,
            commitment: [6; 32], targets: vec![EntryId([7; 32]); targets],
        };
        prop_assert_eq!(Head::parse(&head.to_bytes()), Ok(head));
    }
}
