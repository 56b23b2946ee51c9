//! What lies in the journal, and beside it while something goes on: whatever can be read is written and read as the same.

use std::fs;
use std::path::{Path, PathBuf};

use gradus_crypto::Secret;
use gradus_crypto::testing::SeededEntropy;
use gradus_domain::{EntryId, Moment, PersonId};
use gradus_journal::wire::{
    InboxKey, InboxRow, KeptBack, KeptInterview, decode_body, decode_inbox, decode_interview, decode_letter,
    decode_neutral, decode_run, encode, encode_inbox, encode_interview, encode_letter, encode_neutral,
    encode_run,
};
use gradus_journal::{Draft, Head, KNOWN_KINDS, Kind, Pen};

use crate::{Target, Verdict, same};

const PERSON: PersonId = PersonId([1; 16]);

pub fn targets() -> Vec<Target> {
    vec![head(), body(), run(), letter(), neutral(), row(), interview()]
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../core/journal/tests/fixtures")
}

/// Every file below a folder with one of these ends.
pub fn files(folder: &Path, end: &str) -> Vec<Vec<u8>> {
    let found = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut found: Vec<_> = found.filter(|path| path.to_string_lossy().ends_with(end)).collect();
    found.sort();
    found.iter().map(|path| fs::read(path).expect("readable")).collect()
}

fn now() -> Moment {
    Moment::new(Default::default(), 1, Default::default())
}

/// The bytes of a head are the only ones that say the same: its identity is their hash.
fn head() -> Target {
    let mut pen = Pen::make(&SeededEntropy::new(1), 0).expect("a pen");
    let mut seeds = Vec::new();
    for kind in KNOWN_KINDS {
        let body = b"{\"v\":1}".to_vec();
        let effective = now().wall;
        let targets = seeds.iter().take(3).map(|bytes: &Vec<u8>| EntryId(gradus_crypto::sha256(&[bytes])));
        let targets = targets.collect();
        let draft =
            Draft { kind, person: PERSON, effective, imported: false, clock_suspect: true, targets, body };
        seeds.push(pen.seal(draft, now().wall, [9; 16]).expect("seals").head_bytes().to_vec());
    }
    Target::new("head", seeds, |bytes| {
        let Ok(head) = Head::parse(bytes) else { return Ok(false) };
        same(&head.to_bytes(), &bytes.to_vec(), "the head").map(|()| true)
    })
}

/// Two bytes for the kind, and the body.
fn body() -> Target {
    let mut seeds = Vec::new();
    for bytes in files(&fixtures().join("v1"), ".json") {
        let kinds = KNOWN_KINDS.into_iter().filter(|kind| decode_body(*kind, PERSON, &bytes).is_ok());
        seeds.extend(kinds.map(|kind| [&kind.code().to_be_bytes()[..], &bytes].concat()));
    }
    assert!(seeds.len() >= KNOWN_KINDS.len(), "fixtures of every kind");
    Target::new("body", seeds, |bytes| {
        let Some((kind, body)) = bytes.split_first_chunk::<2>() else { return Ok(false) };
        let kind = Kind::from_code(u16::from_be_bytes(*kind));
        let Ok(said) = decode_body(kind, PERSON, body) else { return Ok(false) };
        let written = encode(&said).map_err(|error| format!("{kind} is not written: {error}"))?;
        let again = decode_body(kind, PERSON, &written).map_err(|error| format!("{kind} again: {error}"))?;
        if again != said {
            return Err(format!("{kind} is not the same again"));
        }
        let twice = encode(&again).map_err(|error| error.to_string())?;
        same(&twice, &written, "its text").map(|()| true)
    })
}

fn run() -> Target {
    let seeds = files(&fixtures(), ".json");
    Target::new("run", seeds, |bytes| {
        text(bytes, |text| {
            let Ok(run) = decode_run(text) else { return Ok(false) };
            let again = decode_run(&encode_run(&run)).map_err(|error| format!("again: {error}"))?;
            same(&encode_run(&again), &encode_run(&run), "its text")?;
            same(&again, &run, "a run").map(|()| true)
        })
    })
}

fn letter() -> Target {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/vault-inbox.letters");
    let letters = fs::read_to_string(fixture).expect("letters");
    Target::new("letter", letters.lines().map(|line| line.as_bytes().to_vec()).collect(), |bytes| {
        let Ok(letter) = decode_letter(bytes) else { return Ok(false) };
        let written = encode_letter(&letter);
        let again = decode_letter(written.as_bytes()).map_err(|error| format!("again: {error}"))?;
        same(&again, &letter, "a letter")?;
        if written.len() > gradus_vault::MOST_LETTER_BYTES {
            return Err(format!("a letter of {} bytes has no room", written.len()));
        }
        Ok(true)
    })
}

fn neutral() -> Target {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/vault-inbox");
    let inbox = gradus_vault::Inbox::read(&dir).expect("an inbox");
    Target::new("neutral", vec![inbox.neutral().to_vec()], |bytes| {
        let Ok(runs) = decode_neutral(bytes) else { return Ok(false) };
        let written = encode_neutral(&runs);
        let again = decode_neutral(written.as_bytes()).map_err(|error| format!("again: {error}"))?;
        same(&encode_neutral(&again), &written, "its text").map(|()| true)
    })
}

fn row() -> Target {
    let key = |byte, generation| InboxKey { private: Secret::from_bytes([byte; 32]), generation };
    let rows = [
        InboxRow {
            key: key(7, 2),
            next: Some(key(8, 3)),
            round: 3,
            merged: 2,
            taken_in: 1,
            told: vec!["unread".to_owned(), "altered 2".to_owned()],
            judged: Some([9; 32]),
            kept_back: Some(KeptBack { since_ms: 5, openings: 2 }),
        },
        InboxRow {
            key: key(0, 1),
            next: None,
            round: 1,
            merged: 0,
            taken_in: 0,
            told: Vec::new(),
            judged: None,
            kept_back: None,
        },
    ];
    Target::new("inbox-row", rows.iter().map(|row| encode_inbox(row).into_bytes()).collect(), |bytes| {
        text(bytes, |text| {
            let Ok(row) = decode_inbox(text) else { return Ok(false) };
            let again = decode_inbox(&encode_inbox(&row)).map_err(|error| format!("again: {error}"))?;
            same(&again, &row, "a row").map(|()| true)
        })
    })
}

fn interview() -> Target {
    let replies = vec![("bleeding".to_owned(), Some("none".to_owned())), ("worry".to_owned(), None)];
    let begun = KeptInterview { at: now().wall, replies, reported: None, written: None };
    let urgent = KeptInterview {
        reported: Some("Call now.".to_owned()),
        written: Some((EntryId([7; 32]), 12)),
        ..begun.clone()
    };
    let seeds = [begun, urgent].map(|kept| encode_interview(&kept).into_bytes()).to_vec();
    Target::new("interview", seeds, |bytes| {
        text(bytes, |text| {
            let Ok(kept) = decode_interview(text) else { return Ok(false) };
            let again =
                decode_interview(&encode_interview(&kept)).map_err(|error| format!("again: {error}"))?;
            same(&again, &kept, "a check-in").map(|()| true)
        })
    })
}

/// Bytes that are no text are not handed to what reads text.
pub fn text(bytes: &[u8], law: impl Fn(&str) -> Verdict) -> Verdict {
    std::str::from_utf8(bytes).map_or(Ok(false), law)
}
