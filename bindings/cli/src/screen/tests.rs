use gradus_app::view::{DispositionWord, GateWord, RuleView, SizeLimit, TriageView};

use super::samples;
use super::*;
use crate::page::Page;

fn drawn(width: usize, draw: impl FnOnce(&mut Page)) -> String {
    let mut page = Page::new(width);
    draw(&mut page);
    page.plain()
}

fn place(text: &str, part: &str) -> usize {
    text.find(part).unwrap_or_else(|| panic!("{part:?} is not in\n{text}"))
}

#[test]
fn the_answer_begins_with_the_action_and_ends_with_who_stands_behind_it() {
    let text = drawn(80, |page| answer(page, &samples::triage(DispositionWord::Emergency)));
    let order = [
        "Emergency care now",
        "Do this first.",
        "Next session",
        "What to do",
        "Why",
        "  I1  ",
        "B2a",
        "Not asked yet",
        "worry",
        "What was answered",
        "temperature_c",
        "Rule pack 2026.1 (abababababab), NOT signed off",
    ];
    let places: Vec<usize> = order.iter().map(|part| place(&text, part)).collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}\n{text}");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("Fired on an answer; a proposal (S12, C2.3) that a clinician has yet to sign."),
        "{text}"
    );
}

#[test]
fn nothing_soothing_stands_above_a_rule_that_fired() {
    let view = TriageView {
        within_hours: None,
        gate: GateWord::SameSize,
        until: None,
        sentence: "A little blood was seen: the present size, no step.".into(),
        rules: vec![RuleView { gate: GateWord::SameSize, ..samples::rule("B1", DispositionWord::Continue) }],
        ..samples::triage(DispositionWord::Continue)
    };
    let text = drawn(80, |page| answer(page, &view));
    let above = text[..place(&text, "B1")].to_lowercase();
    let words: Vec<&str> = above.split(|c: char| !c.is_alphabetic()).collect();
    for word in ["well", "fine", "safe", "ok", "okay", "normal", "continue", "nothing", "good"] {
        assert!(!words.contains(&word), "{word}\n{text}");
    }
    assert!(!above.contains("as the plan says"), "{text}");
    assert!(above.contains("at the present size, no step up"));
}

#[test]
fn a_signed_pack_says_so_and_an_overdue_task_says_when_it_was_due() {
    let mut view = samples::triage(DispositionWord::Contact);
    view.pack.signed_off = true;
    view.tasks[0].overdue = true;
    let text = drawn(80, |page| answer(page, &view));
    assert!(text.contains("signed off by a clinician.") && !text.contains("NOT signed"), "{text}");
    assert!(text.contains("was due 14 March 2026, 20:20; asked for by I1"), "{text}");
}

#[test]
fn today_reads_from_the_headline_down() {
    let text = drawn(80, |page| today(page, &samples::today()));
    let order = [
        "Mina · Saturday, 14 March 2026",
        "One session is due now.",
        "Home dilation after PSARP",
        "10 mm, goal 12 mm",
        "not until a clinician releases it",
        "A clinician must release it. (I1)",
        "To do",
        "Sessions today",
        "19:00  due now  Evening: 10 mm.",
        "From 9 mm to 10 mm.",
        "The plan names no end.",
    ];
    let places: Vec<usize> = order.iter().map(|part| place(&text, part)).collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}\n{text}");
}

#[test]
fn every_view_fits_every_terminal_without_cutting_a_word() {
    for width in [30, 40, 60, 80, 96] {
        let text = drawn(width, |page| {
            today(page, &samples::today());
            answer(page, &samples::triage(DispositionWord::SameDay));
            proposal(page, &samples::proposal());
            timeline(page, &samples::timeline());
            plan(page, &samples::plan());
            import(page, &samples::import());
            rules(page, &[samples::explained()]);
            rule(page, &samples::explained());
            verified(page, &samples::verified());
            set_up(page, &samples::set_up());
            occurrences(page, &[samples::occurrence()]);
        });
        for line in text.lines() {
            assert!(
                line.chars().count() <= width || line.split_whitespace().count() <= 1,
                "{width}: {line:?}"
            );
        }
        for word in ["emergency", "department", "clinician", "recovery", "proposal", "temperature_c", "0f1e"]
        {
            assert!(word == "0f1e" || text.contains(word), "{width}: {word}");
        }
    }
}

#[test]
fn a_recovery_code_comes_with_what_is_lost_without_it() {
    let text = drawn(80, |page| set_up(page, &samples::set_up()));
    assert!(place(&text, "1ABC-2DEF") < place(&text, "kept nowhere"));
    assert!(text.contains("can never read what is inside again"), "{text}");
}

#[test]
fn what_was_recorded_puts_the_answer_of_triage_first() {
    let text = drawn(80, |page| recorded(page, "The check-in is in the log.", &samples::recorded()));
    assert!(
        place(&text, "Emergency care now")
            < place(&text, "The check-in is in the log. Entry 44 (efefefefefef).")
    );
    assert!(text.contains("It is late and earns no step."));
}

#[test]
fn reasons_against_a_step_come_before_those_for_it() {
    let mut view = samples::proposal();
    view.reasons.push(gradus_app::view::ReasonView {
        code: "blood".into(),
        favours: false,
        sentence: "Blood.".into(),
    });
    let text = drawn(80, |page| proposal(page, &view));
    assert!(place(&text, "In the way") < place(&text, "In favour"), "{text}");
}

#[test]
fn a_released_size_is_a_matter_of_the_gate_alone() {
    let mut view = samples::today();
    view.gate.gate = GateWord::Allow;
    view.gate.size = SizeLimit::Step;
    let text = drawn(80, |page| today(page, &view));
    assert!(text.contains("as the plan says") && !text.contains("Because"), "{text}");
}
