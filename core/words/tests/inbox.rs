//! Every sentence about what was noted while the diary was locked, in both languages.

use chrono::DateTime;
use gradus_domain::Locale;
use gradus_words::{InboxDoubt, Words};

const DOUBTS: [InboxDoubt; 8] = [
    InboxDoubt::Unreadable,
    InboxDoubt::Damaged,
    InboxDoubt::Replaced,
    InboxDoubt::Altered(1),
    InboxDoubt::Altered(3),
    InboxDoubt::Missing(None),
    InboxDoubt::Missing(Some(1)),
    InboxDoubt::Missing(Some(3)),
];

#[test]
fn every_doubt_is_a_sentence_of_its_own_and_names_its_number() {
    for locale in [Locale::En, Locale::Es] {
        let words = Words::of(locale);
        let said: std::collections::BTreeSet<_> =
            DOUBTS.iter().map(|doubt| words.inbox_doubt(*doubt)).collect();
        assert_eq!(said.len(), DOUBTS.len());
        assert!(said.iter().all(|sentence| sentence.ends_with('.') && !sentence.contains('{')));
        for doubt in [InboxDoubt::Altered(3), InboxDoubt::Missing(Some(3))] {
            assert!(words.inbox_doubt(doubt).contains('3'));
        }
        assert!(words.inbox_taken_in(1).contains('1') && words.inbox_taken_in(17).contains("17"));
        assert!(!said.contains(&words.inbox_unread()));
    }
}

#[test]
fn a_note_that_is_left_out_says_when_and_why() {
    let at = DateTime::parse_from_rfc3339("2026-03-16T20:05:00+01:00").expect("a time");
    for locale in [Locale::En, Locale::Es] {
        let words = Words::of(locale);
        for why in [words.inbox_nobody(), words.inbox_no_session()] {
            let said = words.inbox_left_out(at, &why);
            assert!(said.contains("20:05") && said.contains(&why), "{said}");
        }
    }
}
