//! Letters and neutral sessions read back as they were written, are short enough to be sealed, and say no word too much.

use chrono::DateTime;
use gradus_crypto::Secret;
use gradus_domain::plan::Hold;
use gradus_domain::{
    Bleeding, BootId, CheckItem, EntryId, Moment, NEUTRAL_CHECKS, OccurrenceId, PainScore, PersonId, Run,
    RunEvent, Script, Sign,
};
use gradus_journal::WireError;
use gradus_journal::wire::{
    InboxKey, InboxRow, KeptBack, Letter, NeutralName, Said, decode_inbox, decode_letter, decode_neutral,
    encode_inbox, encode_letter, encode_neutral,
};

/// What `gradus_vault::MOST_LETTER_BYTES` says; this room does not know that one.
const MOST_BYTES: usize = 398;

fn at() -> Moment {
    let wall = DateTime::parse_from_rfc3339("2026-12-31T23:59:59.123456789+14:00").expect("a time");
    Moment::new(wall, u64::MAX, BootId([255; 16]))
}

fn events() -> Vec<RunEvent> {
    let mut all = vec![
        RunEvent::In,
        RunEvent::Out,
        RunEvent::Pause,
        RunEvent::Resume,
        RunEvent::Stop,
        RunEvent::AfterCareDone,
        RunEvent::Pain(PainScore::new(10).expect("a score")),
    ];
    all.extend(NEUTRAL_CHECKS.map(RunEvent::Ticked));
    let signs = [Sign::SaidStop, Sign::CannotPass, Sign::SharpPain, Sign::Stuck, Sign::Faint];
    all.extend(signs.map(RunEvent::Sign));
    let blood = [Bleeding::Streak, Bleeding::PinkTint, Bleeding::Drip, Bleeding::RedBowl, Bleeding::Clots];
    all.extend(blood.map(RunEvent::Blood));
    all
}

fn letters() -> Vec<Letter> {
    let (run, person) = (NeutralName([0xab; 8]), PersonId([0xcd; 16]));
    let date = "2026-12-31".parse().expect("a date");
    let occurrence = Some(OccurrenceId { date, slot: 255, plan: EntryId([0xef; 32]) });
    let mut said: Vec<_> = events().into_iter().map(|event| Said::Run { run, event }).collect();
    for occurrence in [occurrence, None] {
        said.extend([Said::Done { person, occurrence }, Said::Skipped { person, occurrence }]);
    }
    said.into_iter().map(|said| Letter { at: at(), said }).collect()
}

#[test]
fn every_letter_reads_back_and_is_short_enough() {
    let mut longest = 0;
    for letter in letters() {
        let text = encode_letter(&letter);
        assert!(decode_letter(text.as_bytes()) == Ok(letter), "{text}");
        longest = longest.max(text.len());
    }
    assert!(longest > 290 && longest <= MOST_BYTES, "{longest}");
}

#[test]
fn the_form_of_a_letter_is_frozen() {
    let texts: Vec<_> = letters().iter().map(encode_letter).collect();
    let when = r#"{"v":1,"at":{"wall":"2026-12-31T23:59:59.123+14:00","monotonic_ms":18446744073709551615,"boot":"ffffffffffffffffffffffffffffffff"},"said":"#;
    assert_eq!(texts[0], format!(r#"{when}{{"run":{{"run":"abababababababab","event":"in"}}}}}}"#));
    assert_eq!(texts[6], format!(r#"{when}{{"run":{{"run":"abababababababab","event":{{"pain":10}}}}}}}}"#));
    let finer = texts[0].replace(".123+", ".123456789+");
    let read = decode_letter(finer.as_bytes()).expect("one that was written to the nanosecond");
    assert_eq!(encode_letter(&read), texts[0]);
    let person = "cd".repeat(16);
    assert_eq!(*texts.last().expect("some"), format!(r#"{when}{{"skipped":{{"person":"{person}"}}}}}}"#));
}

#[test]
fn what_is_no_letter_is_refused() {
    let text = encode_letter(&letters()[0]);
    assert_eq!(
        decode_letter(text.replacen("\"v\":1", "\"v\":2", 1).as_bytes()).err(),
        Some(WireError::NewerBody { found: 2 })
    );
    for (from, to, field) in
        [("abababababababab", "xbababababababab", "run"), ("abababababababab", "+babababababababab", "run")]
    {
        let found = decode_letter(text.replacen(from, to, 1).as_bytes()).err();
        assert!(matches!(found, Some(WireError::Field { field: wrong, .. }) if wrong == field), "{to}");
    }
    let done = encode_letter(letters().last().expect("some"));
    let wrong = decode_letter(done.replacen("cdcd", "cd", 1).as_bytes()).err();
    assert!(matches!(wrong, Some(WireError::Field { field: "person", .. })));
    assert!(decode_letter(b"").is_err() && decode_letter(&text.as_bytes()[..40]).is_err());
}

fn neutral() -> Run {
    let hold = Hold { min_s: 60, target_s: 120, max_s: 300 };
    let script = Script::neutral(&[(hold, 30), (hold, 0)], 2).expect("a script");
    let mut run = Run::begin(script, at());
    for event in [
        RunEvent::Ticked(CheckItem::Whole),
        RunEvent::Ticked(CheckItem::Base),
        RunEvent::In,
        RunEvent::Out,
        RunEvent::Pause,
        RunEvent::Resume,
        RunEvent::Stop,
        RunEvent::AfterCareDone,
    ] {
        run.tell(event, at()).expect("accepted");
    }
    run
}

#[test]
fn neutral_sessions_read_back_and_say_no_word_of_a_list_or_a_size() {
    let runs = vec![(NeutralName([1; 8]), neutral()), (NeutralName([2; 8]), neutral())];
    let text = encode_neutral(&runs);
    assert!(decode_neutral(text.as_bytes()) == Ok(runs));
    for word in ["whole", "base", "size", "role", "lubricant", "mm"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(decode_neutral(b"") == Ok(Vec::new()));
}

#[test]
fn a_neutral_session_that_could_not_be_is_refused() {
    let text = encode_neutral(&[(NeutralName([1; 8]), neutral())]);
    let with = |from: &str, to: &str| decode_neutral(text.replacen(from, to, 1).as_bytes()).err();
    assert_eq!(with("\"v\":1", "\"v\":9"), Some(WireError::NewerBody { found: 9 }));
    for (from, to, field) in [
        ("[60,120,300,30]", "[60,120,300,65536]", "times"),
        ("[60,120,300,30]", "[130,120,300,30]", "times"),
        ("\"checks\":2", "\"checks\":7", "times"),
        ("{\"tick\":1}", "{\"tick\":6}", "times"),
        ("{\"tick\":1}", "{\"tick\":5}", "told"),
        ("0101010101010101", "01", "run"),
    ] {
        let found = with(from, to);
        assert!(
            matches!(found, Some(WireError::Field { field: wrong, .. }) if wrong == field),
            "{to}: {found:?}"
        );
    }
}

#[test]
fn what_is_known_of_an_inbox_reads_back() {
    let kept_back = Some(KeptBack { since_ms: i64::MAX, openings: 2 });
    for row in [row(), InboxRow { next: Some(key(8, 3)), judged: Some([0xab; 32]), kept_back, ..row() }] {
        let text = encode_inbox(&row);
        assert!(decode_inbox(&text) == Ok(row));
        for (found, newer) in [(3, "\"v\":3"), (0, "\"v\":0")] {
            let error = decode_inbox(&text.replacen("\"v\":2", newer, 1)).err();
            assert_eq!(error, Some(WireError::NewerBody { found }));
        }
    }
    let text = encode_inbox(&InboxRow { next: Some(key(8, 3)), judged: Some([0xab; 32]), ..row() });
    for (digits, wrong, field) in [
        ("0707", "07", "private"),
        ("0707", "0707070", "private"),
        ("0707", "x707", "private"),
        ("0808", "08", "private"),
        ("abab", "ab", "judged"),
    ] {
        let found = decode_inbox(&text.replacen(digits, wrong, 1)).err();
        assert!(matches!(found, Some(WireError::Field { field: named, .. }) if named == field), "{wrong}");
    }
}

fn key(byte: u8, generation: u32) -> InboxKey {
    InboxKey { private: Secret::from_bytes([byte; 32]), generation }
}

fn row() -> InboxRow {
    InboxRow {
        key: key(7, 2),
        next: None,
        round: u64::MAX,
        merged: 3,
        taken_in: 2,
        told: vec!["altered 2".to_owned()],
        judged: None,
        kept_back: None,
    }
}

/// As the first version with an inbox wrote it, which knew of one key of the vault only.
#[test]
fn the_first_form_of_what_is_known_of_an_inbox_is_read_for_ever() {
    let private = "07".repeat(32);
    let text =
        format!(r#"{{"v":1,"private":"{private}","round":4,"merged":1,"taken_in":0,"told":["unread"]}}"#);
    let told = vec!["unread".to_owned()];
    let expected = InboxRow { key: key(7, 1), round: 4, merged: 1, taken_in: 0, told, ..row() };
    assert!(decode_inbox(&text) == Ok(expected));
}

#[test]
fn keys_are_the_same_only_byte_for_byte_and_under_one_key_of_the_vault() {
    assert!(key(7, 2) == key(7, 2) && key(7, 2).clone() == key(7, 2));
    assert!(key(7, 2) != key(8, 2) && key(7, 2) != key(7, 3));
}
