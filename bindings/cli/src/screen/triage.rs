use chrono::DateTime;
use gradus_app::view::{
    DispositionWord, FactQuestion, FactView, LeadView, RuleView, TaskView, TodayView, TriageView,
};
use gradus_app::{Locale, ask};

use super::reader::{Reader, level_words};
use super::said;
use super::words::{self, urgency, urgency_ink};
use crate::facts_file::takes;
use crate::page::{Ink, Page};

/// More lines than this do not fit on a screen: what to do first is then said again below.
const SCREEN: usize = 20;
/// How many of something are shown unless the reader asks for all.
const FEW: usize = 4;

/// The answer of the triage: what to do first and whom to call, then what helps until then. Its grounds are shown where the
/// reader asks for them.
pub fn answer(page: &mut Page, view: &TriageView, reader: &Reader) {
    answer_to_file(page, view, &[], reader);
}

/// The same to a file, some answers of which cannot both be true: the first of each pair does not count.
pub fn answer_to_file(page: &mut Page, view: &TriageView, pairs: &[(String, String)], reader: &Reader) {
    let began = page.lines();
    instruction(page, view, reader);
    page.gap();
    let locale = reader.locale();
    page.fields(2, &[(said::NEXT_SESSION.by(locale), words::gate_of_answer(locale, view))]);
    advice(page, view, locale);
    then(page, view, reader);
    missing(page, view, reader);
    contradicted(page, pairs, reader);
    if reader.asks_why() {
        grounds(page, view, reader);
    }
    page.gap();
    if !reader.asks_why() {
        named(page, view, locale);
    }
    page.line(Ink::Quiet, &pack(view, reader));
    if page.lines() - began > SCREEN {
        page.gap();
        page.line(Ink::Quiet, said::ONCE_MORE.by(locale));
        call(page, view, reader);
    }
}

fn contradicted(page: &mut Page, pairs: &[(String, String)], reader: &Reader) {
    if pairs.is_empty() {
        return;
    }
    let locale = reader.locale();
    page.heading(said::CONTRADICTIONS.by(locale));
    for (doubted, by) in pairs {
        let filled = [("doubted", doubted.as_str()), ("by", by), ("question", &reader.question(doubted))];
        let said = said::CONTRADICTED.with(locale, &filled);
        page.item(Ink::Caution, "  !", &said);
    }
}

/// The answer without its grounds: what to do, what it does to the next session, and what that is about.
pub fn answer_in_brief(page: &mut Page, view: &TriageView, reader: &Reader) {
    instruction(page, view, reader);
    page.gap();
    let locale = reader.locale();
    let mut rows = vec![(said::NEXT_SESSION.by(locale), words::gate_of_answer(locale, view))];
    for (number, rule) in view.rules.iter().enumerate() {
        let label = if number == 0 { said::BECAUSE.by(locale) } else { "" };
        rows.push((label, format!("{} ({})", rule.title.trim_end_matches('.'), rule.id)));
    }
    page.fields(2, &rows);
}

/// What to do first, and whom to call.
pub fn instruction(page: &mut Page, view: &TriageView, reader: &Reader) {
    page.gap();
    page.line(urgency_ink(view.disposition), &headline(view, reader));
    page.gap();
    call(page, view, reader);
}

/// What is open from before, and whom to call about it: for whoever leaves without having answered.
pub fn still_open(page: &mut Page, today: &TodayView, lead: &LeadView, locale: Locale) {
    page.gap();
    page.line(urgency_ink(lead.disposition), &today.headline);
    page.gap();
    page.fields(2, &[(said::CLINIC.by(locale), words::clinic(locale, &today.contacts))]);
}

fn call(page: &mut Page, view: &TriageView, reader: &Reader) {
    page.indented(2, Ink::Strong, &view.sentence);
    if calls(view.disposition) && reader.is_in_vault() {
        page.gap();
        let locale = reader.locale();
        page.fields(2, &[(said::CLINIC.by(locale), words::clinic(locale, &view.contacts))]);
    }
}

fn calls(disposition: DispositionWord) -> bool {
    matches!(disposition, DispositionWord::Emergency | DispositionWord::SameDay | DispositionWord::Contact)
}

/// The urgency in words, with the time by which somebody must be reached. Nothing soothing stands above a rule that fired,
/// or above answers that are not finished.
fn headline(view: &TriageView, reader: &Reader) -> String {
    let within = view.within_hours.filter(|_| calls(view.disposition));
    let locale = reader.locale();
    let title = urgency(locale, view.disposition, within);
    match view.disposition {
        DispositionWord::Continue if is_open(view, reader) => said::NOT_FINISHED.by(locale).into(),
        DispositionWord::Continue if view.rules.is_empty() => said::NO_CALL.by(locale).into(),
        DispositionWord::Continue => said::NOTE_IT.by(locale).into(),
        DispositionWord::Emergency => title,
        DispositionWord::PauseAndRecheck | DispositionWord::SameDay | DispositionWord::Contact => {
            let is_meant = |task: &&TaskView| is_call(task) == calls(view.disposition);
            // The same instant as below, not hours that somebody has to count.
            match earliest(view.tasks.iter().filter(is_meant)) {
                Some(task) => format!("{title}: {}", due(task, reader)),
                None => title,
            }
        }
    }
}

/// Whether a question that matters was left without any answer.
fn is_open(view: &TriageView, reader: &Reader) -> bool {
    let answered = |id: &String| view.facts.iter().any(|fact| fact.id == *id);
    view.missing.iter().any(|id| reader.is_asked(id) && !answered(id))
}

/// Whether a task asks for the clinic or for help now: the instruction says the most urgent of these already, and one talk
/// fulfils the others.
fn is_call(task: &TaskView) -> bool {
    matches!(task.duty.as_str(), "emergency" | "same_day" | "contact_soon" | "contact")
}

/// All of it, however long: a sentence left out may be the one that says what must not be done.
fn advice(page: &mut Page, view: &TriageView, locale: Locale) {
    if view.advice.is_empty() {
        return;
    }
    let lead = if calls(view.disposition) { said::UNTIL_THEN } else { said::WHAT_HELPS };
    page.heading(lead.by(locale));
    for sentence in &view.advice {
        page.item(Ink::Quiet, "  -", sentence);
    }
}

/// What is to be done after that, each with its time.
fn then(page: &mut Page, view: &TriageView, reader: &Reader) {
    let rest: Vec<TaskView> = view.tasks.iter().filter(|task| !is_call(task)).cloned().collect();
    let rest: Vec<TaskView> = if calls(view.disposition) { rest } else { view.tasks.clone() };
    if !rest.is_empty() {
        let lead = if calls(view.disposition) { said::ALSO } else { said::TO_DO };
        page.heading(lead.by(reader.locale()));
        tasks(page, &rest, reader);
    }
}

fn missing(page: &mut Page, view: &TriageView, reader: &Reader) {
    if view.missing.is_empty() {
        return;
    }
    let most = if reader.asks_why() { usize::MAX } else { FEW - 1 };
    let locale = reader.locale();
    page.heading(said::OPEN.by(locale));
    page.indented(2, Ink::Plain, said::WHILE_OPEN.by(locale));
    // What is asked comes before what the log and the background would tell.
    let (asked, told): (Vec<&String>, Vec<_>) = view.missing.iter().partition(|id| reader.is_asked(id));
    for id in asked.into_iter().chain(told).take(most) {
        page.item(Ink::Quiet, "  -", &reader.question(id));
    }
    match view.missing.len().saturating_sub(most) {
        0 => {}
        1 => page.indented(4, Ink::Quiet, said::ONE_MORE.by(locale)),
        left => page.indented(4, Ink::Quiet, &said::MORE.with(locale, &[("n", &left.to_string())])),
    }
    if reader.is_in_vault() && view.missing.iter().any(|id| id == "days_since_surgery") {
        page.indented(2, Ink::Quiet, said::DETAILS.by(locale));
    }
}

/// The rules by name, in one quiet line.
fn named(page: &mut Page, view: &TriageView, locale: Locale) {
    let ids: Vec<&str> = view.rules.iter().map(|rule| rule.id.as_str()).collect();
    let few = |ids: &[&str]| ids.join(", ");
    let said = match ids.len() {
        0 => return,
        1 => said::ONE_RULE.with(locale, &[("ids", ids[0])]),
        all if all <= 2 * FEW => said::RULES.with(locale, &[("ids", &few(&ids))]),
        all => said::MANY_RULES.with(locale, &[("ids", &few(&ids[..FEW])), ("n", &(all - FEW).to_string())]),
    };
    page.line(Ink::Quiet, &said);
}

/// Every rule that fired with what it rests on, and every fact that was used.
fn grounds(page: &mut Page, view: &TriageView, reader: &Reader) {
    if !view.rules.is_empty() {
        page.heading(said::WHY.by(reader.locale()));
        let widest = view.rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
        for rule in &view.rules {
            page.gap();
            fired(page, rule, widest, reader.locale());
        }
    }
    facts(page, view, reader);
}

fn fired(page: &mut Page, rule: &RuleView, widest: usize, locale: Locale) {
    let asks = urgency(locale, rule.disposition, rule.within_hours);
    let gate = words::gate_name(locale, rule.gate);
    page.item(Ink::Strong, &format!("  {:widest$} ", rule.id), &format!("{}.", rule.title));
    let hang = widest + 4;
    page.indented(hang, Ink::Plain, &said::FIRED_SESSION.with(locale, &[("asks", &asks), ("gate", gate)]));
    if !rule.advice.is_empty() {
        page.indented(hang, Ink::Plain, &rule.advice);
    }
    let (fired, basis) =
        (words::certainty(locale, rule.certainty), words::basis(locale, rule.basis, &rule.sources));
    page.indented(hang, Ink::Quiet, &said::FIRED.with(locale, &[("fired", fired), ("basis", &basis)]));
}

/// Each answer under its question. Of what came from the log and the background, which nobody typed today, only what
/// says something: a screen of "no" hides the rest.
fn facts(page: &mut Page, view: &TriageView, reader: &Reader) {
    let (derived, answered): (Vec<&FactView>, Vec<_>) = view.facts.iter().partition(|fact| fact.derived);
    let (nothing, something): (Vec<&FactView>, Vec<_>) =
        derived.into_iter().partition(|fact| reader.is_nothing(&fact.id, &fact.value));
    for (title, facts) in [(said::ANSWERED, answered), (said::TOLD, something)] {
        if facts.is_empty() {
            continue;
        }
        page.heading(title.by(reader.locale()));
        for fact in facts {
            page.indented(2, Ink::Quiet, &reader.question(&fact.id));
            page.indented(4, Ink::Plain, &reader.answer(&fact.id, &fact.value));
        }
    }
    if !nothing.is_empty() {
        page.gap();
        let words = if nothing.len() == 1 { said::NOTHING_ONE } else { said::NOTHING };
        let said = words.with(reader.locale(), &[("n", &nothing.len().to_string())]);
        page.indented(2, Ink::Quiet, &said);
    }
}

/// The pack by its version; its hash is for whoever asks why.
fn pack(view: &TriageView, reader: &Reader) -> String {
    let short = view.pack.hash.get(..12).unwrap_or(&view.pack.hash);
    let hash = if reader.asks_why() { format!(" ({short})") } else { String::new() };
    let words = if view.pack.signed_off { said::PACK_SIGNED } else { said::PACK_UNSIGNED };
    words.with(reader.locale(), &[("pack", &format!("{}{hash}", view.pack.version))])
}

/// Things to do, each with its time and, where the reader asks why, what it is for.
pub fn tasks(page: &mut Page, tasks: &[TaskView], reader: &Reader) {
    let locale = reader.locale();
    for (number, task) in tasks.iter().enumerate() {
        let by = match task.duty.as_str() {
            // Due from the moment of the answer on: a minute later nobody is late for it.
            "emergency" => said::NOW.by(locale).to_owned(),
            _ if task.overdue => said::OVERDUE.with(locale, &[("due", &reader.instant(&task.due))]),
            _ => due(task, reader),
        };
        page.item(Ink::Strong, &format!("  {}.", number + 1), &task.sentence);
        page.indented(5, if task.overdue { Ink::Caution } else { Ink::Quiet }, &by);
        if task.duty == "operation_date" {
            page.indented(5, Ink::Quiet, said::DETAILS.by(locale));
        }
        for reason in task.reasons.iter().filter(|_| reader.asks_why()) {
            page.indented(5, Ink::Quiet, reason);
        }
    }
}

/// When it is to be done. What a pause shows is seen at its end, and not before.
fn due(task: &TaskView, reader: &Reader) -> String {
    let due = reader.instant(&task.due);
    let words = if task.duty == "recheck" { said::FROM_ON } else { said::BY };
    words.with(reader.locale(), &[("due", &due)])
}

/// Whether it is done without reaching anybody: by answering the questions, or with a device in hand.
pub fn is_answered_here(task: &TaskView) -> bool {
    matches!(task.duty.as_str(), "ask_again" | "recheck") || task.duty.starts_with("device_")
}

fn earliest<'t>(tasks: impl Iterator<Item = &'t TaskView>) -> Option<&'t TaskView> {
    tasks.min_by_key(|task| DateTime::parse_from_rfc3339(&task.due).ok())
}

/// Rules by their ids, with what each is about: that, what it rests on, and its id last, for whoever looks it up.
pub fn because(page: &mut Page, columns: usize, reasons: &[(String, Option<String>)], locale: Locale) {
    let all = ask::rules();
    for (id, about) in reasons {
        let title = about.as_deref().unwrap_or(said::OTHER_RULES.by(locale)).trim_end_matches('.');
        page.item(Ink::Quiet, &format!("{}-", " ".repeat(columns)), &format!("{title}."));
        let rule = all.iter().find(|rule| rule.id == *id);
        let rests = rule.map(|rule| format!("{}; ", words::basis(locale, rule.basis, &rule.sources)));
        let named = said::RULE_NAMED.with(locale, &[("id", id)]);
        page.indented(columns + 2, Ink::Quiet, &format!("{}{named}", rests.unwrap_or_default()));
    }
}

/// The same of rules whose names are those of the pack.
pub fn because_of(page: &mut Page, columns: usize, ids: &[String], reader: &Reader) {
    let reasons: Vec<_> = ids.iter().map(|id| (id.clone(), reader.title(id))).collect();
    because(page, columns, &reasons, reader.locale());
}

/// Every question that triage knows.
pub fn questions(page: &mut Page, questions: &[FactQuestion], locale: Locale) {
    page.title(said::FACTS.by(locale));
    list(page, questions, locale);
    page.gap();
    page.line(Ink::Quiet, said::FACTS_JSON.by(locale));
}

/// Questions with what a facts file may write for each.
pub fn list(page: &mut Page, questions: &[FactQuestion], locale: Locale) {
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
        let role = if question.role == "sign" { said::TAKES_SIGN } else { said::TAKES_CONTEXT };
        let needed = if question.required { said::TAKES_NEEDED.by(locale) } else { "" };
        let role = format!("{}{needed}", role.by(locale));
        let said = said::TAKES.with(locale, &[("takes", &takes(question, locale)), ("role", &role)]);
        page.indented(2, Ink::Quiet, &said);
    }
}

#[cfg(test)]
mod tests;
