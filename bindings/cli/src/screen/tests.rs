use gradus_app::view::{DispositionWord, GateWord, RuleView, SizeLimit, TriageView};

use super::samples;
use super::*;
use crate::page::Page;

fn drawn(width: usize, draw: impl FnOnce(&mut Page)) -> String {
    let mut page = Page::new(width);
    draw(&mut page);
    page.plain()
}

fn reader() -> Reader {
    let now = chrono::DateTime::parse_from_rfc3339("2026-03-14T19:20:00+01:00").expect("an instant");
    Reader::of(&samples::person(), &crate::clock::moment(Some(now)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn place(text: &str, part: &str) -> usize {
    text.find(part).unwrap_or_else(|| panic!("{part:?} is not in\n{text}"))
}

#[test]
fn the_answer_begins_with_the_action_and_ends_with_who_stands_behind_it() {
    let text = drawn(80, |page| answer(page, &samples::triage(DispositionWord::Emergency), &reader()));
    let order = [
        "Emergency care now",
        "Do this first.",
        "Next session",
        "What to do",
        "Why",
        "  I1  ",
        "B2a",
        "Not asked yet",
        "Are you worried about how they are?",
        "What was answered",
        "most worrying temperature",
        "38.1 °C",
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
    let text = drawn(80, |page| answer(page, &view, &reader()));
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
    let text = drawn(80, |page| answer(page, &view, &reader()));
    assert!(text.contains("signed off by a clinician.") && !text.contains("NOT signed"), "{text}");
    assert!(text.contains("now: it was due today, 20:20"), "{text}");
}

#[test]
fn today_reads_from_the_headline_down() {
    let text = drawn(80, |page| today(page, &samples::today(), &reader()));
    let order = [
        "Mina · Saturday, 14 March 2026",
        "One session is due now.",
        "Home dilation after PSARP",
        "10 mm, goal 12 mm",
        "not until a clinician releases it",
        "A clinician must release it. (I1)",
        "To do",
        "Sessions today",
        "19:00  Evening: 10 mm.",
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
            today(page, &samples::today(), &reader());
            answer(page, &samples::triage(DispositionWord::SameDay), &reader());
            answer_in_brief(page, &samples::triage(DispositionWord::SameDay));
            proposal(page, &samples::proposal());
            timeline(page, &samples::timeline());
            plan(page, &samples::plan());
            import(page, &samples::import(), &reader());
            people(page, &[samples::person()]);
            mended(page, &["vault.mark was written anew.".into()]);
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
        for word in ["emergency", "department", "clinician", "recovery", "proposal", "temperature", "0f1e"] {
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
    let text =
        drawn(80, |page| recorded(page, "The check-in is in the log.", &samples::recorded(), &reader()));
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
    let text = drawn(80, |page| today(page, &view, &reader()));
    assert!(text.contains("as the plan says") && !text.contains("Because"), "{text}");
}

#[test]
fn an_emergency_says_what_to_do_now_and_not_six_things_with_times() {
    let mut view = samples::triage(DispositionWord::Emergency);
    let task = |sentence: &str, rules: &[&str]| gradus_app::view::TaskView {
        sentence: sentence.into(),
        rules: rules.iter().map(|&rule| rule.to_owned()).collect(),
        ..samples::task()
    };
    view.tasks = vec![
        task("Get emergency care now.", &["I1"]),
        task("Answer again.", &["B2a"]),
        task("Reach a clinician.", &["B2a"]),
        task("Ask the surgeon about the pause.", &["I1", "B2a"]),
    ];
    let text = drawn(80, |page| answer(page, &view, &reader()));
    let words = one_line(&text);
    assert!(
        words.contains("now Get emergency care now. then Ask the surgeon about the pause. by today, 20:20"),
        "{text}"
    );
    assert!(words.contains("2 more things can wait until then."), "{text}");
    assert!(!text.contains("Answer again.") && !text.contains("Reach a clinician."), "{text}");
    assert_eq!(text.matches("20:20").count(), 1, "the first has no time but now: {text}");

    view.disposition = DispositionWord::SameDay;
    let text = drawn(80, |page| answer(page, &view, &reader()));
    assert!(text.contains("Answer again.") && text.contains("Reach a clinician."), "{text}");
}

#[test]
fn what_is_asked_for_twice_is_said_once_with_the_earlier_time() {
    let mut view = samples::triage(DispositionWord::Contact);
    let mut later = samples::task();
    later.due = "2026-03-15T20:20:00+01:00".into();
    view.tasks.push(later);
    let text = drawn(80, |page| answer(page, &view, &reader()));
    assert_eq!(text.matches("Reach the surgeon.").count(), 1, "{text}");
    assert!(text.contains("by today, 20:20") && !text.contains("tomorrow, 20:20"), "{text}");
}

#[test]
fn nobody_sees_an_id_as_the_only_words() {
    let mut view = samples::triage(DispositionWord::SameDay);
    view.missing = gradus_app::ask::facts().iter().map(|fact| fact.id.clone()).collect();
    for (id, value, derived) in [
        ("illness", "somewhat_unwell", false),
        ("session_bleeding", "pink_tint", true),
        ("faint", "false", true),
    ] {
        view.facts.push(gradus_app::view::FactView { id: id.into(), value: value.into(), derived });
    }
    let text = drawn(80, |page| answer(page, &view, &reader()));
    assert!(!text.contains('_'), "{text}");
    assert!(text.contains("Somewhat unwell") && one_line(&text).contains("Pink water"), "{text}");
    assert!(text.contains("say no to 1 further questions"), "what is not there is counted only: {text}");
    let brief = drawn(80, |page| answer_in_brief(page, &view));
    assert!(brief.contains("Because       Fever (I1)"), "{brief}");
    let import = drawn(80, |page| import(page, &samples::import(), &reader()));
    assert!(!import.contains('_'), "{import}");
}

#[test]
fn an_import_says_what_was_assumed_in_the_preview_and_when_it_is_written() {
    for written in [false, true] {
        let mut view = samples::import();
        view.written = written;
        let text = drawn(80, |page| import(page, &view, &reader()));
        assert!(
            place(&text, "What was assumed") < place(&text, "2 rows do not say how it passed: kept as firm."),
            "{text}"
        );
    }
}

#[test]
fn notices_of_what_was_recorded_are_all_said() {
    let mut view = samples::recorded();
    view.triage = None;
    view.notices = vec!["Less than the gap had passed.".into(), "Held for longer than the plan says.".into()];
    let text = drawn(80, |page| recorded(page, "The session is in the log.", &view, &reader()));
    assert!(text.contains("- Less than the gap had passed.") && text.contains("- Held for longer"), "{text}");
}

#[test]
fn a_session_without_a_time_is_named_by_its_place_in_the_day() {
    let mut view = samples::today();
    view.slots = (0..4).map(|_| gradus_app::view::SlotView { at: None, ..samples::slot() }).collect();
    let text = drawn(80, |page| today(page, &view, &reader()));
    for name in ["The first ", "The second ", "The third ", "No. 4 "] {
        assert!(text.contains(name), "{text}");
    }
}
