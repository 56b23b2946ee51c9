use gradus_app::view::{
    DispositionWord, FactQuestion, FactView, RuleExplained, RuleView, TaskView, TriageView,
};

use super::reader::{Reader, level_words};
use super::words::{self, urgency, urgency_ink};
use crate::facts_file::takes;
use crate::page::{Ink, Page};

/// The answer of the triage: the action first, then why, what is missing, and which pack said so.
pub fn answer(page: &mut Page, view: &TriageView, reader: &Reader) {
    first(page, view);
    page.fields(2, &[("Next session", words::gate_of_answer(view))]);
    if !view.tasks.is_empty() {
        page.heading("What to do");
        tasks_of_answer(page, view, reader);
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
        for id in &view.missing {
            page.item(Ink::Quiet, "  -", &reader.question(id));
        }
    }
    facts(page, view, reader);
    page.gap();
    page.line(Ink::Quiet, &pack(view));
}

/// The answer without its grounds: what to do, what it does to the next session, and what that is about.
pub fn answer_in_brief(page: &mut Page, view: &TriageView) {
    first(page, view);
    let mut rows = vec![("Next session", words::gate_of_answer(view))];
    for (number, rule) in view.rules.iter().enumerate() {
        let label = if number == 0 { "Because" } else { "" };
        rows.push((label, format!("{} ({})", rule.title.trim_end_matches('.'), rule.id)));
    }
    page.fields(2, &rows);
}

fn first(page: &mut Page, view: &TriageView) {
    if let Some(title) = headline(view) {
        page.gap();
        page.line(urgency_ink(view.disposition), &title);
        page.gap();
    }
    page.indented(2, Ink::Strong, &view.sentence);
    page.gap();
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

/// Each answer under its question. Of what came from the log and the background, which nobody typed today, only what
/// says something: a screen of "no" hides the rest.
fn facts(page: &mut Page, view: &TriageView, reader: &Reader) {
    let (derived, answered): (Vec<&FactView>, Vec<_>) = view.facts.iter().partition(|fact| fact.derived);
    let (nothing, something): (Vec<&FactView>, Vec<_>) =
        derived.into_iter().partition(|fact| reader.is_nothing(&fact.id, &fact.value));
    for (title, facts) in
        [("What was answered", answered), ("What the log and the background say", something)]
    {
        if facts.is_empty() {
            continue;
        }
        page.heading(title);
        for fact in facts {
            page.indented(2, Ink::Quiet, &reader.question(&fact.id));
            page.indented(4, Ink::Plain, &reader.answer(&fact.id, &fact.value));
        }
    }
    if !nothing.is_empty() {
        page.gap();
        let said = format!("The log and the background say no to {} further questions.", nothing.len());
        page.indented(2, Ink::Quiet, &said);
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

/// In an emergency what its own rules ask for, the first of it now: what milder rules ask for has no place beside it.
fn tasks_of_answer(page: &mut Page, view: &TriageView, reader: &Reader) {
    if view.disposition != DispositionWord::Emergency {
        return tasks(page, &view.tasks, reader);
    }
    let urgent = |id: &String| {
        view.rules.iter().any(|rule| rule.id == *id && rule.disposition == DispositionWord::Emergency)
    };
    let (now, later): (Vec<&TaskView>, Vec<_>) =
        view.tasks.iter().partition(|task| task.rules.iter().any(urgent));
    let Some((first, then)) = now.split_first() else { return tasks(page, &view.tasks, reader) };
    page.item(Ink::Danger, "  now ", &first.sentence);
    for task in then {
        page.item(Ink::Strong, "  then", &task.sentence);
        page.indented(7, Ink::Quiet, &format!("by {}", reader.instant(&task.due)));
    }
    match later.len() {
        0 => {}
        1 => page.indented(2, Ink::Quiet, "One more thing can wait until then."),
        more => page.indented(2, Ink::Quiet, &format!("{more} more things can wait until then.")),
    }
}

/// Things to do, each with its time. What is asked for twice is said once, with the earlier time.
pub fn tasks(page: &mut Page, tasks: &[TaskView], reader: &Reader) {
    let mut said: Vec<&str> = Vec::new();
    for task in tasks {
        if said.contains(&task.sentence.as_str()) {
            continue;
        }
        said.push(&task.sentence);
        let due = reader.instant(&task.due);
        let by = if task.overdue { format!("now: it was due {due}") } else { format!("by {due}") };
        page.item(Ink::Strong, &format!("  {}.", said.len()), &task.sentence);
        page.indented(5, if task.overdue { Ink::Caution } else { Ink::Quiet }, &by);
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
        for level in question.levels.iter().filter(|level| level_words(question, level) != **level) {
            page.item(Ink::Quiet, &format!("    {level:?}"), &level_words(question, level));
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
