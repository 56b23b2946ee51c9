use gradus_app::view::{
    DispositionWord, FactQuestion, FactView, RuleExplained, RuleView, TaskView, TriageView,
};

use super::words::{self, urgency, urgency_ink};
use crate::facts_file::takes;
use crate::page::{Ink, Page};

/// The answer of the triage: the action first, then why, what is missing, and which pack said so.
pub fn answer(page: &mut Page, view: &TriageView) {
    if let Some(title) = headline(view) {
        page.gap();
        page.line(urgency_ink(view.disposition), &title);
        page.gap();
    }
    page.indented(2, Ink::Strong, &view.sentence);
    page.gap();
    page.fields(2, &[("Next session", words::gate_of_answer(view))]);
    if !view.tasks.is_empty() {
        page.heading("What to do");
        tasks(page, &view.tasks);
    }
    if !view.rules.is_empty() {
        page.heading("Why");
        let widest = view.rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
        for rule in &view.rules {
            page.gap();
            fired(page, rule, widest);
        }
    }
    if !view.missing.is_empty() {
        page.heading("Not asked yet");
        page.indented(2, Ink::Plain, "While one of these is open, the answer is never to go on as planned.");
        page.indented(2, Ink::Plain, &view.missing.join(", "));
    }
    facts(page, view);
    page.gap();
    page.line(Ink::Quiet, &pack(view));
}

/// The answer without its grounds: what to do, what it does to the next session, and which rules said so.
pub fn answer_in_brief(page: &mut Page, view: &TriageView) {
    if let Some(title) = headline(view) {
        page.line(urgency_ink(view.disposition), &title);
        page.gap();
    }
    page.indented(2, Ink::Strong, &view.sentence);
    page.gap();
    let rules: Vec<&str> = view.rules.iter().map(|rule| rule.id.as_str()).collect();
    page.fields(2, &[("Next session", words::gate_of_answer(view)), ("Rules", rules.join(", "))]);
}

/// The urgency in words. A "Continue" has none: its sentence speaks, so that nothing soothing ever stands above a rule
/// that fired.
fn headline(view: &TriageView) -> Option<String> {
    (view.disposition != DispositionWord::Continue).then(|| urgency(view.disposition, view.within_hours))
}

fn fired(page: &mut Page, rule: &RuleView, widest: usize) {
    let asks = urgency(rule.disposition, rule.within_hours);
    let gate = words::gate_name(rule.gate);
    page.item(Ink::Strong, &format!("  {:widest$} ", rule.id), &format!("{}.", rule.title));
    let hang = widest + 4;
    page.indented(hang, Ink::Plain, &format!("{asks}. Next session: {gate}."));
    if !rule.advice.is_empty() {
        page.indented(hang, Ink::Plain, &rule.advice);
    }
    let fired = words::certainty(rule.certainty);
    page.indented(hang, Ink::Quiet, &format!("Fired {fired}; {}.", words::basis(rule.basis, &rule.sources)));
}

/// Answers in columns; what came from the log and the background in one paragraph, because nobody typed it today.
fn facts(page: &mut Page, view: &TriageView) {
    let (derived, answered): (Vec<&FactView>, Vec<_>) = view.facts.iter().partition(|fact| fact.derived);
    if !answered.is_empty() {
        page.heading("What was answered");
        let rows: Vec<_> = answered.iter().map(|fact| vec![fact.id.clone(), fact.value.clone()]).collect();
        page.columns(2, &rows);
    }
    if !derived.is_empty() {
        page.heading("What the log and the background say");
        let all: Vec<String> = derived.iter().map(|fact| format!("{} {}", fact.id, fact.value)).collect();
        page.indented(2, Ink::Plain, &format!("{}.", all.join("; ")));
    }
}

fn pack(view: &TriageView) -> String {
    let short = view.pack.hash.get(..12).unwrap_or(&view.pack.hash);
    let signed = if view.pack.signed_off {
        "signed off by a clinician"
    } else {
        "NOT signed off by a clinician: a draft, to be checked by one before anybody relies on it"
    };
    format!("Rule pack {} ({short}), {signed}.", view.pack.version)
}

/// Things to do, each with its time.
pub fn tasks(page: &mut Page, tasks: &[TaskView]) {
    for (number, task) in tasks.iter().enumerate() {
        let due = words::instant(&task.due);
        let by = if task.overdue { format!("was due {due}") } else { format!("by {due}") };
        page.item(Ink::Strong, &format!("  {}.", number + 1), &task.sentence);
        let rules = if task.rules.is_empty() {
            String::new()
        } else {
            format!("; asked for by {}", task.rules.join(", "))
        };
        page.indented(5, if task.overdue { Ink::Caution } else { Ink::Quiet }, &format!("{by}{rules}"));
    }
}

/// Every rule, in the order of the pack.
pub fn rules(page: &mut Page, rules: &[RuleExplained]) {
    page.title("Rules of triage");
    let rows: Vec<_> = rules
        .iter()
        .map(|rule| {
            let gate = words::gate_name(rule.gate).to_owned();
            vec![rule.id.clone(), urgency_short(rule), gate, rule.title.clone()]
        })
        .collect();
    page.table(0, &["Rule", "Whom to see", "Next session", "About"], &rows);
    page.gap();
    page.line(
        Ink::Quiet,
        "`gradus rules explain ID` tells when a rule fires, what it rests on and what it advises.",
    );
}

fn urgency_short(rule: &RuleExplained) -> String {
    let hours = rule.within_hours.unwrap_or(0);
    match rule.disposition {
        DispositionWord::Emergency => "emergency".into(),
        DispositionWord::SameDay => format!("today ({hours} h)"),
        DispositionWord::Contact => format!("clinic ({} d)", hours / 24),
        DispositionWord::PauseAndRecheck => format!("rest ({hours} h)"),
        DispositionWord::Continue => "none asked for".into(),
    }
}

/// One rule in full.
pub fn rule(page: &mut Page, rule: &RuleExplained) {
    page.title(&format!("{} · {}", rule.id, rule.title));
    page.line(urgency_ink(rule.disposition), &urgency(rule.disposition, rule.within_hours));
    page.gap();
    page.fields(
        2,
        &[
            ("Advice", rule.advice.clone()),
            ("Fires when", rule.condition.clone()),
            ("Reads", rule.facts.join(", ")),
            ("Next session", words::gate_name(rule.gate).to_owned()),
            ("Rests on", words::basis(rule.basis, &rule.sources)),
        ],
    );
    if !rule.macros.is_empty() {
        page.heading("Abbreviations in the condition");
        for line in &rule.macros {
            page.item(Ink::Quiet, "  -", line);
        }
    }
}

/// Every question that triage knows.
pub fn questions(page: &mut Page, questions: &[FactQuestion]) {
    page.title("Facts that triage knows");
    for question in questions {
        page.gap();
        page.line(Ink::Strong, &question.id);
        page.indented(2, Ink::Plain, &question.question);
        if !question.help.is_empty() {
            page.indented(2, Ink::Quiet, &question.help);
        }
        let role = if question.role == "sign" { "danger sign" } else { "context" };
        let required = if question.required { ", needed for any answer to go on" } else { "" };
        page.indented(
            2,
            Ink::Quiet,
            &format!("Takes: {} ({role}{required}).", takes(question).trim_start_matches("write ")),
        );
    }
    page.gap();
    page.line(Ink::Quiet, "`gradus facts --json` prints the JSON Schema of a facts file.");
}
