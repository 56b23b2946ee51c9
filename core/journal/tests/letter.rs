//! Letters and neutral sessions read back as they were written, are short enough to be sealed, and say no word too much.

use chrono::DateTime;
use gradus_domain::plan::Hold;
use gradus_domain::{
    Bleeding, BootId, CheckItem, EntryId, Moment, NEUTRAL_CHECKS, OccurrenceId, PainScore, PersonId, Run,
    RunEvent, Script, Sign,
};
use gradus_journal::WireError;
use gradus_journal::wire::{
    InboxRow, Letter, NeutralName, Said, decode_inbox, decode_letter, decode_neutral, encode_inbox,
    encode_letter, encode_neutral,
};

/// What `gradus_vault::MOST_LETTER_BYTES` says; this room does not know that one.
const MOST_BYTES: usize = 398;

fn at() -> Moment {
    let wall = DateTime::parse_from_rfc3339("2026-12-31T23:59:59.123456789+14:00").expect("a time");
    Moment { wall, monotonic_ms: u64::MAX, boot: BootId([255; 16]) }
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
    let when = r#"{"v":1,"at":{"wall":"2026-12-31T23:59:59.123456789+14:00","monotonic_ms":18446744073709551615,"boot":"ffffffffffffffffffffffffffffffff"},"said":"#;
    assert_eq!(texts[0], format!(r#"{when}{{"run":{{"run":"abababababababab","event":"in"}}}}}}"#));
    assert_eq!(texts[6], format!(r#"{when}{{"run":{{"run":"abababababababab","event":{{"pain":10}}}}}}}}"#));
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
    let row = InboxRow {
        private: [7; 32],
        round: u64::MAX,
        merged: 3,
        taken_in: 2,
        told: vec!["altered 2".to_owned()],
    };
    let text = encode_inbox(&row);
    assert!(decode_inbox(&text) == Ok(row));
    assert_eq!(
        decode_inbox(&text.replacen("\"v\":1", "\"v\":2", 1)).err(),
        Some(WireError::NewerBody { found: 2 })
    );
    let short = decode_inbox(&text.replacen("0707", "07", 1)).err();
    assert!(matches!(short, Some(WireError::Field { field: "private", .. })));
}
