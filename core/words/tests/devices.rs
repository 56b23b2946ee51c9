//! What is said of devices: every bar, every question, every fit, and what is due.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use gradus_domain::Basis;
use gradus_domain::device::{
    Bar, Care, DeviceCare, Due, DueKind, Lubrication, Question, Readiness, RetireReason, SafetyCheck,
    Surface, Verdict, lubricant_fit,
};
use gradus_domain::{Answer, EntryId};
use gradus_words::Words;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 3).expect("a date")
}

#[test]
fn every_bar_says_something_of_its_own_and_nobody_is_sure_repeats_the_question() {
    let words = Words::english();
    let mut said = BTreeSet::new();
    for question in Question::ALL {
        said.insert(words.device_bar(Bar::No(question)));
        let doubt = words.device_bar(Bar::NotSure(question));
        assert!(doubt.contains(&words.device_question(question)), "{doubt}");
        said.insert(doubt);
        said.insert(words.device_question(question));
    }
    for why in [RetireReason::Replaced, RetireReason::Broken, RetireReason::Lost, RetireReason::Other] {
        said.insert(words.device_bar(Bar::Retired { why, on: day() }));
    }
    said.insert(words.device_bar(Bar::Latex));
    assert_eq!(said.len(), 3 * 9 + 4 + 1);
}

#[test]
fn a_device_is_to_be_looked_at_is_barred_or_is_put_away() {
    let of = |bars: &[Bar], checked_on, used_since| {
        Words::english().device_state(&Readiness { bars: bars.to_vec(), checked_on, used_since }, day())
    };
    let say = |bars: &[Bar], checked_on| of(bars, checked_on, false);
    assert_eq!(say(&[], Some(day())), "You looked at it today.");
    assert_eq!(of(&[], Some(day()), true), "Look at it before you use it today.", "it was in use since");
    assert_eq!(say(&[], day().pred_opt()), "Look at it before you use it today.");
    assert_eq!(say(&[], None), "Look at it before you use it today.");
    let bent = Bar::No(Question::Straight);
    assert_eq!(say(&[bent], Some(day())), "Do not use it. It is bent.");
    let lost = Bar::Retired { why: RetireReason::Lost, on: day() };
    assert_eq!(say(&[lost, bent], Some(day())), "Put away for good on 3 Mar 2026: it is lost.");
}

#[test]
fn a_number_that_is_a_proposal_says_so_and_one_that_nobody_gave_is_asked_for() {
    let due = |kind, by, after_illness, basis, used| {
        Words::english().device_due(&Due { kind, by, after_illness, basis, sources: &[] }, used)
    };
    let by = Some(day());
    let ours = due(DueKind::Disinfect, by, false, Basis::Proposal, true);
    assert!(ours.contains("3 Mar 2026") && ours.contains("proposal"), "{ours}");
    assert!(!due(DueKind::Disinfect, by, false, Basis::Sourced, true).contains("proposal"));
    assert!(due(DueKind::Disinfect, by, true, Basis::Proposal, true).contains("illness"));
    assert!(due(DueKind::Replace, by, false, Basis::Sourced, true).contains("3 Mar 2026"));
    assert_eq!(
        due(DueKind::Replace, None, false, Basis::Sourced, true),
        "Ask the maker how long it lasts. No number stands here."
    );
    // Two lines beside each other say which is which.
    let unused = |kind| due(kind, None, false, Basis::Sourced, false);
    assert_eq!(unused(DueKind::Disinfect), "When to disinfect it is counted from its first use.");
    assert_eq!(unused(DueKind::Replace), "When to replace it is counted from its first use.");
}

#[test]
fn a_task_names_its_devices_and_says_where_its_day_is_a_proposal() {
    let say = |kind, is_ours| Words::english().device_task(kind, &["Blue", "Red"], is_ours);
    assert_eq!(say(DueKind::Disinfect, false), "Disinfect: Blue, Red.");
    assert!(say(DueKind::Disinfect, true).contains("proposal"));
    assert_eq!(say(DueKind::Replace, false), "Take another one in place of: Blue, Red.");
}

#[test]
fn what_does_not_fit_names_what_does() {
    let words = Words::english();
    for lubricant in [Lubrication::Water, Lubrication::Silicone, Lubrication::Oil, Lubrication::Unsuitable] {
        for surface in [Surface::Silicone, Surface::Latex, Surface::Metal, Surface::Glass, Surface::Plastic] {
            let fit = lubricant_fit(lubricant, surface);
            let names = words.fit(fit.why).contains("Take a water-based");
            assert_eq!(names, fit.verdict == Verdict::DoesNotFit, "{lubricant:?} {surface:?}");
        }
    }
}

#[test]
fn care_is_told_in_one_line_with_what_was_found() {
    let say = |what| Words::english().device_care("Blue", &DeviceCare { device: EntryId([1; 32]), what });
    let check = |answer| Care::Checked(SafetyCheck { answers: [(Question::Straight, answer)].into() });
    assert_eq!(say(check(Answer::Known(true))), "Device looked at: Blue.");
    assert_eq!(say(check(Answer::Known(false))), "Device looked at: Blue. It is bent.");
    assert!(say(check(Answer::Unknown)).contains("Nobody is sure"));
    assert_eq!(say(Care::Cleaned), "Device cleaned: Blue.");
    assert_eq!(
        say(Care::Retired(RetireReason::Broken)),
        "Device put away for good: Blue, it broke or wore out."
    );
}
