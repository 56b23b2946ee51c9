use super::*;
use crate::screen::{samples, timeline, today, why};

fn drawn(draw: impl FnOnce(&mut Page)) -> String {
    let mut page = Page::new(80);
    draw(&mut page);
    page.plain()
}

fn reader() -> Reader {
    let now = DateTime::parse_from_rfc3339("2026-03-14T19:20:00+01:00").expect("an instant");
    Reader::of(&samples::person(), &crate::clock::moment(Some(now)))
}

fn asking_why() -> Reader {
    reader().asking_why(true)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn order(text: &str, parts: &[&str]) {
    let place = |part: &&str| text.find(*part).unwrap_or_else(|| panic!("{part:?} is not in\n{text}"));
    let places: Vec<usize> = parts.iter().map(place).collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}\n{text}");
}

#[test]
fn the_answer_begins_with_the_action_and_whom_to_call_and_leaves_its_grounds_out() {
    let text = drawn(|page| answer(page, &samples::triage(DispositionWord::Emergency), &reader()));
    let parts = [
        "Emergency care now",
        "Do this first.",
        "Clinic  Surgical ward, +44 20 7946 0000 (day and night)",
        "Next session",
        "Until then",
        "- Rest.",
        "- Do not force it.",
        "Also to do",
        "Reach the surgeon.",
        "Still open",
        "Are you worried about how they are?",
        "Rules I1, B2a; with --why an answer shows them in full.",
        "Rule pack 2026.1, NOT signed off",
    ];
    order(&text, &parts);
    assert!(!text.contains("38.1") && !text.contains("S12"), "{text}");
}

#[test]
fn the_grounds_are_shown_in_full_to_whoever_asks_why() {
    let text = drawn(|page| answer(page, &samples::triage(DispositionWord::Emergency), &asking_why()));
    order(
        &text,
        &["Do this first.", "Why", "  I1  ", "B2a", "What was answered", "worrying temperature", "38.1 °C"],
    );
    let words = one_line(&text);
    assert!(
        words.contains("Fired on an answer; a proposal (S12, C2.3) that a clinician has yet to sign."),
        "{text}"
    );
    assert!(!text.contains("with --why") && words.contains("Rule pack 2026.1 (abababababab), NOT"), "{text}");
}

#[test]
fn an_answer_longer_than_a_screen_says_the_first_thing_again_at_its_end() {
    let mut view = samples::triage(DispositionWord::SameDay);
    view.advice = (0..12).map(|number| format!("Do not do {number}.")).collect();
    let text = drawn(|page| answer(page, &view, &reader()));
    assert_eq!(text.matches("Do this first.").count(), 2, "{text}");
    let end: Vec<&str> = text.lines().rev().take(4).collect();
    assert!(end[0].contains("+44 20 7946 0000") && end[2].contains("Do this first."), "{text}");
    assert!(view.advice.iter().all(|sentence| text.contains(sentence)), "no warning is cut: {text}");
    view.advice.clear();
    view.missing.clear();
    let text = drawn(|page| answer(page, &view, &reader()));
    assert!(text.lines().count() <= SCREEN, "{text}");
    assert_eq!(text.matches("Do this first.").count(), 1, "{text}");
}

#[test]
fn questions_that_are_not_shown_are_counted_in_words_that_fit_one() {
    let mut view = samples::triage(DispositionWord::Contact);
    let shown = |view: &TriageView| drawn(|page| answer(page, view, &reader()));
    view.missing = vec!["worry".into(); FEW - 1];
    assert!(!shown(&view).contains("more question"), "{}", shown(&view));
    view.missing.push("worry".into());
    assert!(shown(&view).contains("and 1 more question; --why shows it as well"), "{}", shown(&view));
    view.missing.push("worry".into());
    assert!(shown(&view).contains("and 2 more questions; --why shows them all"), "{}", shown(&view));
}

#[test]
fn whom_to_call_stands_beside_every_call_and_what_is_not_in_the_plan_is_said_once() {
    let file = Reader::of_a_file(&crate::clock::moment(None));
    for word in [DispositionWord::Emergency, DispositionWord::SameDay, DispositionWord::Contact] {
        let mut view = samples::triage(word);
        let text = drawn(|page| instruction(page, &view, &reader()));
        assert!(text.contains("Clinic  Surgical ward, +44 20 7946 0000 (day and night)"), "{text}");
        view.contacts.clear();
        let text = drawn(|page| instruction(page, &view, &reader()));
        assert_eq!(text.matches("the number is not in the plan").count(), 1, "{text}");
        let text = drawn(|page| instruction(page, &view, &file));
        assert!(!text.contains("Clinic  "), "a facts file has no plan: {text}");
    }
    let rest = drawn(|page| instruction(page, &samples::triage(DispositionWord::PauseAndRecheck), &reader()));
    assert!(!rest.contains("Clinic  "), "nobody is to be called: {rest}");
}

#[test]
fn today_and_the_timeline_say_whom_to_call_and_name_rules_only_when_asked() {
    let mut view = samples::today();
    assert!(drawn(|page| today(page, &view, &reader())).contains("Surgical ward, +44 20 7946 0000"));
    view.gate.rules = (0..29).map(|number| format!("I{number}")).collect();
    let text = drawn(|page| today(page, &view, &reader()));
    assert!(text.contains("29 rules; --why tells them") && !text.contains("I17"), "{text}");
    let reasons = [("I1".to_owned(), Some("Fever. (in doubt)".to_owned())), ("Z99".to_owned(), None)];
    let text = drawn(|page| why(page, &reasons, Locale::En));
    assert_eq!(drawn(|page| why(page, &[], Locale::En)), "");
    let rule = gradus_app::ask::rules().into_iter().find(|rule| rule.id == "I1").expect("in the pack");
    let words = one_line(&text);
    let rests = crate::screen::words::basis(gradus_app::Locale::En, rule.basis, &rule.sources);
    order(&words, &["Why", "Fever. (in doubt).", &rests, "; rule I1", "another pack. rule Z99"]);
    view.gate.rules = vec!["I1".into()];
    let text = drawn(|page| today(page, &view, &reader()));
    assert!(text.contains("1 rule; --why tells it") && !text.contains("I1"), "{text}");
    view.contacts.clear();
    let text = drawn(|page| today(page, &view, &reader()));
    assert_eq!(text.matches("the number is not in the plan").count(), 1, "{text}");

    let mut view = samples::timeline();
    assert!(!drawn(|page| timeline(page, &view, &reader())).contains("Surgical ward"));
    view.items[0].rules = vec!["I1".into()];
    let text = drawn(|page| timeline(page, &view, &reader()));
    assert!(text.contains("Surgical ward, +44 20 7946 0000") && !text.contains("I1"), "{text}");
    assert!(drawn(|page| timeline(page, &view, &asking_why())).contains("; rule I1"));
}

fn task(duty: &str, due: &str) -> TaskView {
    TaskView {
        duty: duty.into(),
        sentence: format!("{duty}."),
        due: format!("2026-03-14T{due}:00+01:00"),
        ..samples::task()
    }
}

#[test]
fn the_time_in_the_headline_is_the_one_among_the_tasks() {
    let mut view = samples::triage(DispositionWord::PauseAndRecheck);
    view.within_hours = Some(1);
    view.tasks = vec![task("recheck", "19:50")];
    let text = drawn(|page| answer(page, &view, &reader()));
    assert!(text.contains("Rest, then answer the questions again: from today, 19:50 on"), "{text}");
    assert!(text.contains("  1. recheck.\n     from today, 19:50 on") && !text.contains("Fever\n"), "{text}");
    let text = drawn(|page| answer(page, &view, &asking_why()));
    assert!(text.contains("  1. recheck.\n     from today, 19:50 on\n     Fever\n"), "{text}");
    view.disposition = DispositionWord::SameDay;
    view.tasks.push(task("same_day", "20:20"));
    view.tasks.push(task("contact_soon", "22:22"));
    let text = drawn(|page| answer(page, &view, &reader()));
    assert!(text.contains("day or night, within 1 hour: by today, 20:20"), "{text}");
    assert!(!text.contains("22:22") && text.matches("20:20").count() == 1, "one talk fulfils both: {text}");
}

#[test]
fn an_emergency_says_what_to_do_now_and_not_six_things_with_times() {
    let mut view = samples::triage(DispositionWord::Emergency);
    let duties = ["emergency", "ask_again", "same_day", "surgeon"];
    view.tasks = duties.map(|duty| task(duty, "20:20")).to_vec();
    let text = drawn(|page| answer(page, &view, &reader()));
    let words = one_line(&text);
    assert!(words.contains("1. ask_again. by today, 20:20 2. surgeon. by today, 20:20"), "{text}");
    for said in ["emergency.", "same_day."] {
        assert!(!text.contains(said), "{said} {text}");
    }
}

/// Nothing that soothes stands above a rule that fired, or above answers that are not finished.
#[test]
fn every_answer_has_a_headline_and_a_quiet_one_only_when_all_was_answered() {
    let mut view = samples::triage(DispositionWord::Continue);
    let first = |view: &TriageView| {
        let text = drawn(|page| instruction(page, view, &reader()));
        text.trim_start().lines().next().expect("a headline").to_owned()
    };
    view.missing.clear();
    assert!(!view.rules.is_empty());
    assert_eq!(first(&view), "Note it, and keep watching");
    view.rules.clear();
    assert_eq!(first(&view), "No call for now: keep watching");
    view.missing = vec!["worry".into()];
    view.facts.retain(|fact| fact.id != "worry");
    assert_eq!(first(&view), "Not finished yet");
    for disposition in [
        DispositionWord::PauseAndRecheck,
        DispositionWord::Contact,
        DispositionWord::SameDay,
        DispositionWord::Emergency,
    ] {
        assert_ne!(first(&samples::triage(disposition)), "Do this first.", "{disposition:?}");
    }
}

#[test]
fn what_was_due_long_ago_is_said_with_its_date() {
    let due = "2026-03-11T20:00:00+01:00".to_owned();
    let task = TaskView { due, overdue: true, ..samples::task() };
    let cases = [
        (Locale::En, "     now: it was due 11 March 2026, 20:00\n"),
        (Locale::Es, "     ahora: el plazo era: 11 de marzo de 2026, 20:00\n"),
    ];
    for (locale, right) in cases {
        let reader = reader().speaking(ask::Speaking(locale));
        let text = drawn(|page| tasks(page, std::slice::from_ref(&task), &reader));
        assert!(text.contains(right), "{text}");
    }
}
