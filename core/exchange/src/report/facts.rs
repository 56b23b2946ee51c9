//! What was known when triage answered: asked apart from derived, private answers never.

use gradus_domain::{Answer, Assessment, CheckIn, FactId, Logged, Role, Value};
use gradus_triage::{FactDefinition, Kind, is_private};
use maud::{Markup, html};

use super::ReportInput;

const STILL_UNKNOWN: &str = "still_unknown.";
const EARLIER_CONTACT: &str = "earlier_contact.";
/// How long a rule still waits: a reckoning of the core, and nothing that anybody said or did.
const WAITING: &str = "waiting.";

/// Whether a rule of the pack reads a private fact: then even its name tells.
pub(super) fn is_private_rule(input: &ReportInput<'_>, rule: &str) -> bool {
    input.pack.is_private_rule(rule)
}

/// Facts of one answer, folded away.
pub(super) fn facts(input: &ReportInput<'_>, logged: &Logged<Assessment>) -> Markup {
    let (words, assessment) = (input.words, &logged.value);
    let about = input.history.person.role == Role::Caregiver;
    let check_in = input.history.check_ins.iter().find(|one| one.effective == logged.effective);
    let (mut asked, mut derived, mut withheld) = (Vec::new(), Vec::new(), 0);
    for (id, answer) in assessment.facts.iter().filter(|(id, _)| !id.as_str().starts_with(WAITING)) {
        match line(input, id, answer, about) {
            None => withheld += 1,
            Some(line) if was_asked(input, check_in, id) => asked.push(line),
            Some(line) => derived.push(line),
        }
    }
    let shown =
        |id: &&FactId| !is_private(id.as_str()) && input.pack.vocabulary().fact(id.as_str()).is_some();
    let missing: Vec<_> = assessment.missing.iter().filter(shown).map(|id| name(input, id, about)).collect();
    html! {
        @if !assessment.facts.is_empty() || !missing.is_empty() {
            details {
                summary { (words.report_count("facts", asked.len() + derived.len(), &[])) }
                @for (key, lines) in [("facts_asked", asked), ("facts_derived", derived)] {
                    @if !lines.is_empty() {
                        h4 { (words.report(key, &[])) }
                        dl.facts { @for (what, answer) in lines { div { dt { (what) } dd { (answer) } } } }
                    }
                }
                @if !missing.is_empty() {
                    h4 { (words.report("facts_missing", &[])) }
                    ul { @for what in missing { li { (what) } } }
                }
                @if withheld > 0 { p.faint { (words.report_count("facts_withheld", withheld, &[])) } }
            }
        }
    }
}

/// The check-in that was answered tells; where it is not in the log, the vocabulary does.
fn was_asked(input: &ReportInput<'_>, check_in: Option<&Logged<CheckIn>>, id: &FactId) -> bool {
    match check_in {
        Some(check_in) => check_in.value.answers.contains_key(id),
        None => input.pack.vocabulary().fact(id.as_str()).is_some_and(|fact| !fact.is_derived()),
    }
}

/// A fact with its answer in words; `None` when it is withheld.
fn line(
    input: &ReportInput<'_>,
    id: &FactId,
    answer: &Answer<Value>,
    about: bool,
) -> Option<(String, String)> {
    if is_private(id.as_str()) {
        return None;
    }
    let words = input.words;
    if let Some(rest) = id.as_str().strip_prefix(STILL_UNKNOWN) {
        let what = name(input, &FactId::new(rest).ok()?, about);
        return Some((words.report("fact_still_unknown", &[("what", &what)]), said(input, None, answer)));
    }
    if let Some(family) = id.as_str().strip_prefix(EARLIER_CONTACT) {
        let family = family.to_uppercase();
        return Some((
            words.report("fact_earlier_contact", &[("family", &family)]),
            said(input, None, answer),
        ));
    }
    let fact = input.pack.vocabulary().fact(id.as_str())?;
    Some((name(input, id, about), said(input, Some(fact), answer)))
}

/// The question of a fact; of one that is not asked, what is meant by it, as the vocabulary says in English.
fn name(input: &ReportInput<'_>, id: &FactId, about: bool) -> String {
    let fact = input.pack.vocabulary().fact(id.as_str());
    let note = fact
        .filter(|fact| fact.is_derived() && !fact.note.is_empty() && input.texts.is_english())
        .map(|fact| fact.note.clone());
    let question = || input.texts.ask(id.as_str(), about).map(str::to_owned);
    note.or_else(question).unwrap_or_else(|| id.to_string())
}

fn said(input: &ReportInput<'_>, fact: Option<&FactDefinition>, answer: &Answer<Value>) -> String {
    let words = input.words;
    match answer {
        Answer::Unknown => words.report("not_sure", &[]),
        Answer::Known(Value::YesNo(true)) => words.report("yes", &[]),
        Answer::Known(Value::YesNo(false)) => words.report("no", &[]),
        Answer::Known(Value::Number(number)) => match fact.map(|fact| &fact.kind) {
            Some(Kind::Number { unit, .. }) => words
                .report("number", &[("number", &words.decimal(number)), ("unit", input.texts.word(unit))]),
            _ => words.decimal(number),
        },
        Answer::Known(Value::Level(level)) => {
            level_in_words(input, fact, level).unwrap_or_else(|| level.replace('_', " "))
        }
    }
}

fn level_in_words(input: &ReportInput<'_>, fact: Option<&FactDefinition>, level: &str) -> Option<String> {
    let fact = fact?;
    let Kind::Level(levels) = &fact.kind else { return None };
    let at = levels.iter().position(|known| known == level)?;
    input.texts.question(fact.id.as_str())?.answers.get(at).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::three_weeks;

    #[test]
    fn a_running_wait_is_neither_shown_nor_said_to_be_kept_back() {
        let mut diary = three_weeks();
        let page = |diary: &crate::report::sample::Diary| {
            diary.report("2026-01-19", "2026-02-08", "2026-02-08T21:00", true)
        };
        let before = page(&diary);
        let minutes = Answer::Known(Value::Number(gradus_domain::Decimal::whole(90)));
        let facts = &mut diary.history.assessments[4].value.facts;
        facts.insert(FactId::new("waiting.p1").expect("a name"), minutes);
        let after = page(&diary);
        assert!(!after.contains("waiting.p1") && !after.contains("is not shown: it is private"));
        assert_eq!(before.matches("facts").count(), after.matches("facts").count());
    }
}
