//! The session form: every field, what it takes, and what is said when it cannot be read.

use gradus_app::view::{Command, SessionDraft};

use crate::bench::{Bench, good, held, problems};

const NOW: &str = "2026-03-02T20:00";

/// A form with one field wrong, and what is said about it.
type Wrong = (&'static str, fn(&mut SessionDraft), &'static str, &'static str);

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn each_wrong_field_is_named_with_what_would_be_right() {
    let cases: &[Wrong] = &[
        ("at", |d| d.at = some("yesterday"), "“yesterday” is no time", "2026-03-01T19:30:00+01:00"),
        ("at", |d| d.at = some("2026-03-02T20:00"), "is no time", "+01:00"),
        ("at", |d| d.at = some("2026-03-02T20:10:01+01:00"), "in the future", "when it happened"),
        ("occurrence", |d| d.occurrence = some("this evening"), "cannot be read", "date/slot/plan"),
        ("size", |d| d.size = String::new(), "nothing is no size", "12.5"),
        ("size", |d| d.size = "36 Fr".to_owned(), "“36 Fr” is no size", "in millimetres"),
        ("size", |d| d.size = "61".to_owned(), "“61” is no size", "3 to 60"),
        ("warm_up", |d| d.warm_up = vec!["10".to_owned(), "XL".to_owned()], "“XL” is no size", "in millim"),
        ("holds_s", |d| d.holds_s = vec![86_401], "86401 s", "0 to 86400"),
        ("holds_s", |d| d.holds_s = vec![1; 51], "51 insertions", "at most 50"),
        ("ease", |d| d.ease = "hard".to_owned(), "“hard”", "write easy, firm, forced_not_done, not_passed"),
        ("pain_before", |d| d.pain_before = some("11"), "“11” cannot", "0 to 10, or unknown"),
        ("pain_peak", |d| d.pain_peak = some("11"), "“11” cannot", "0 to 10, or unknown"),
        ("pain_peak", |d| d.pain_peak = some("3.5"), "“3.5” cannot", "0 to 10, or unknown"),
        ("pain_peak", |d| d.pain_peak = some("-1"), "“-1” cannot", "0 to 10, or unknown"),
        ("pain_after", |d| d.pain_after = some(""), "nothing cannot", "0 to 10, or unknown"),
        ("pain_minutes", |d| d.pain_minutes = some("soon"), "“soon” cannot", "whole minutes, or unknown"),
        ("bleeding", |d| d.bleeding = some("some"), "“some” is not", "none, streak, pink_tint, drip"),
        ("bleeding_minutes", |d| d.bleeding_minutes = some("65536"), "cannot be read", "whole minutes"),
        ("lubricant", |d| d.lubricant = some("butter"), "“butter” is not", "write water, silicone, oil"),
        ("adjuncts", |d| d.adjuncts = vec!["wine".to_owned()], "“wine” is not", "numbing_gel, opioid"),
        ("adjuncts", |d| d.adjuncts = vec!["opioid:yes".to_owned()], "“opioid:yes”", "opioid:prescribed"),
        ("stop_reason", |d| d.stop_reason = some("tired"), "“tired” is not", "write pain, bleeding"),
        ("device", |d| d.device = some(&"x".repeat(61)), "61 characters", "at most 60"),
        ("device", |d| d.device = some("set\nB"), "control character", "one line"),
        ("note", |d| d.note = some(&"x".repeat(4001)), "4001 characters", "at most 4000"),
    ];
    let mut bench = Bench::adult();
    for (field, change, wrong, right) in cases {
        let mut draft = good("12");
        change(&mut draft);
        let said = bench.wrong(held("Robin", draft), NOW);
        assert_eq!(said.0, *field, "{said:?}");
        assert!(said.1.contains(wrong) && said.2.contains(right), "{said:?}");
    }
}

#[test]
fn each_field_at_its_edge_is_taken() {
    let cases: &[fn(&mut SessionDraft)] = &[
        |d| d.at = some("2026-03-02T20:10:00+01:00"),
        |d| d.at = some("2026-03-02T19:00:00Z"),
        |d| d.size = "Hegar 12".to_owned(),
        |d| d.size = "12,5 mm".to_owned(),
        |d| d.holds_s = vec![0, 86_400],
        |d| d.holds_s = vec![1; 50],
        |d| d.holds_s = Vec::new(),
        |d| d.pain_before = some("10"),
        |d| d.pain_peak = some("unknown"),
        |d| d.pain_after = some("0"),
        |d| d.pain_minutes = some("unknown"),
        |d| d.bleeding_minutes = some("65535"),
        |d| d.adjuncts = vec!["opioid:prescribed".to_owned(), "alcohol".to_owned()],
        |d| d.note = some(&"ä".repeat(4000)),
        |d| d.note = some("two\nlines"),
        |d| d.device = some(&"ä".repeat(60)),
        |d| d.cleaned = Some(true),
    ];
    let mut bench = Bench::adult();
    for (number, change) in cases.iter().enumerate() {
        let mut draft = good("12");
        change(&mut draft);
        bench.write(held("Robin", draft), NOW);
        let kinds = bench.kinds("Robin", NOW);
        assert_eq!(kinds.iter().filter(|kind| *kind == "session").count(), number + 1);
    }
}

#[test]
fn what_lies_within_the_tolerance_counts_as_now() {
    let mut bench = Bench::adult();
    let ahead = SessionDraft { at: some("2026-03-02T20:10:00+01:00"), ..good("12") };
    bench.write(held("Robin", ahead), NOW);
    let timeline = bench.app.timeline("Robin", None, None, &crate::bench::at(NOW)).expect("a timeline");
    assert_eq!(timeline.items.last().expect("the session").at, "2026-03-02T20:00:00+01:00");
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let mut bench = Bench::adult();
    let draft = SessionDraft {
        at: some("x"),
        occurrence: some("x"),
        size: "x".to_owned(),
        warm_up: vec!["x".to_owned()],
        holds_s: vec![u32::MAX],
        ease: "x".to_owned(),
        pain_before: some("x"),
        pain_peak: some("x"),
        pain_after: some("x"),
        pain_minutes: some("x"),
        bleeding: some("x"),
        bleeding_minutes: some("x"),
        lubricant: some("x"),
        adjuncts: vec!["x".to_owned()],
        stop_reason: some("x"),
        device: some("\u{7}x"),
        cleaned: None,
        note: some(&"x".repeat(4001)),
    };
    let mut fields: Vec<_> =
        problems(bench.fail(held("Robin", draft), NOW)).into_iter().map(|problem| problem.field).collect();
    fields.sort();
    let mut all = [
        "at",
        "occurrence",
        "size",
        "warm_up",
        "holds_s",
        "ease",
        "pain_before",
        "pain_peak",
        "pain_after",
        "pain_minutes",
        "bleeding",
        "bleeding_minutes",
        "lubricant",
        "adjuncts",
        "stop_reason",
        "device",
        "note",
    ];
    all.sort_unstable();
    assert_eq!(fields, all);
}

/// Long and unprintable input is not repeated in an error: it may be words that were meant for the diary.
#[test]
fn long_and_unprintable_input_is_never_echoed() {
    let mut bench = Bench::adult();
    for typed in [
        "this hurt a lot and I am scared of it",
        "\u{1b}[31mred",
        "this hurt a lot and I am scared of it:yes",
        "\u{1b}[31mred:yes",
        "this hurt a lot and I am scared of it=2026",
    ] {
        let text = || typed.to_owned();
        let draft = SessionDraft {
            at: Some(text()),
            occurrence: Some(text()),
            size: text(),
            warm_up: vec![text()],
            ease: text(),
            pain_before: Some(text()),
            pain_peak: Some(text()),
            pain_after: Some(text()),
            pain_minutes: Some(text()),
            bleeding: Some(text()),
            bleeding_minutes: Some(text()),
            lubricant: Some(text()),
            adjuncts: vec![text()],
            stop_reason: Some(text()),
            ..good("12")
        };
        let mut person = crate::bench::robin();
        person.name = "Kim".to_owned();
        (person.born, person.role) = (text(), text());
        (person.background, person.operations) = (vec![text()], vec![text()]);
        let visit = gradus_app::view::VisitDraft {
            at: Some(text()),
            kind: text(),
            who: "Dr Brandt".to_owned(),
            calibrated: Some(text()),
            size_set: Some(text()),
            advice: None,
        };
        for command in [
            held("Robin", draft),
            Command::AddPerson { draft: person },
            crate::bench::visit("Robin", visit),
            crate::bench::contact("Robin", typed),
            crate::bench::contact("Robin", &format!("resume_at:{typed}")),
            crate::bench::skip("Robin", None, typed),
            crate::bench::skip("Robin", Some(typed), "forgot"),
            crate::bench::check_in("Robin", crate::bench::answers(&[("illness", typed)])),
        ] {
            let arm = format!("{command:?}");
            let error = bench.fail(command, NOW);
            for said in [error.to_string(), format!("{error:?}")] {
                assert!(!said.contains("hurt a lot") && !said.contains('\u{1b}'), "{arm}: {said}");
            }
        }
    }
}
