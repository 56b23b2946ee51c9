//! Every sentence about a damaged diary, in both languages.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use gradus_domain::Locale;
use gradus_words::{WhyLost, Words};

const KINDS: [&str; 16] = [
    "session",
    "skip",
    "check_in",
    "assessment",
    "observation",
    "pause",
    "contact",
    "visit",
    "step",
    "stage",
    "plan",
    "person",
    "device",
    "device_care",
    "amendment",
    "vault",
];

#[test]
fn what_was_not_saved_is_told_with_its_day_its_kind_its_number_and_why() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 5);
    let whys = [WhyLost::Unreadable, WhyLost::Changed, WhyLost::BeyondBreak, WhyLost::BodyGone];
    for locale in [Locale::En, Locale::Es] {
        let words = Words::of(locale);
        let kinds = KINDS.iter().map(|kind| Some(*kind)).chain([None]);
        let of_kinds: BTreeSet<_> =
            kinds.map(|kind| words.not_saved(day, kind, 1, WhyLost::Unreadable)).collect();
        assert_eq!(of_kinds.len(), KINDS.len() + 1, "each has a word of its own");
        assert!(of_kinds.iter().all(|line| line.contains("2026") && line.ends_with('.')));
        let of_whys: BTreeSet<_> = whys.iter().map(|why| words.not_saved(day, None, 1, *why)).collect();
        assert_eq!(of_whys.len(), whys.len());
        assert!(words.not_saved(day, Some("session"), 3, WhyLost::Changed).contains('3'));
        let unknown = words.not_saved(None, Some("step"), 1, WhyLost::Unreadable);
        assert!(!unknown.contains('{') && !of_kinds.contains(&unknown));
        let same = words.not_saved(day, Some("vault"), 1, WhyLost::Changed);
        for kind in ["erase", "new_life"] {
            assert_eq!(words.not_saved(day, Some(kind), 1, WhyLost::Changed), same);
        }
    }
}

#[test]
fn what_follows_from_a_loss_is_said_in_the_words_of_english() {
    let words = Words::english();
    assert_eq!(
        words.not_saved(NaiveDate::from_ymd_opt(2026, 3, 5), Some("session"), 2, WhyLost::BeyondBreak),
        "5 Mar 2026: Session, 2 times. It can be read, but something from before it is lost."
    );
    assert!(words.salvaged(false).contains("wait") && !words.salvaged(true).contains("wait"));
    for said in [
        words.salvaged_without_begun(),
        words.salvaged_without_notes(),
        words.salvaged_without_rules(),
        words.salvaged_from(),
    ] {
        assert!(said.ends_with('.'));
    }
}
