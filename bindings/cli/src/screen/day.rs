use gradus_app::Locale;
use gradus_app::view::{GateWord, OccurrenceView, SlotView, TodayView};

use super::reader::Reader;
use super::said;
use super::triage::{because, is_answered_here, tasks};
use super::words::{self, millimetres};
use crate::page::{Ink, Page};

/// The first screen about one person.
pub fn today(page: &mut Page, view: &TodayView, reader: &Reader) {
    let locale = reader.locale();
    page.title(&format!("{} · {}", view.person.name, words::date(locale, &view.date)));
    page.line(Ink::Strong, &view.headline);
    if let Some(running) = view.running.as_ref().filter(|running| **running != view.headline) {
        page.line(Ink::Accent, running);
    }
    page.gap();
    page.fields(2, &facts(view, reader));
    if !view.tasks.is_empty() {
        page.heading(said::TASKS.by(locale));
        tasks(page, &view.tasks, reader);
    }
    if !view.slots.is_empty() {
        page.heading(said::SESSIONS_TODAY.by(locale));
        slots(page, &view.slots, locale);
    }
    if let Some(proposal) = &view.proposal {
        page.heading(said::SIZE.by(locale));
        page.indented(2, Ink::Plain, &proposal.sentence);
    }
    if !view.notices.is_empty() {
        page.heading(said::WORTH_KNOWING.by(locale));
        for notice in &view.notices {
            page.item(Ink::Quiet, "  -", notice);
        }
    }
}

/// Below the first screen, for whoever asks why: the rules behind the gate by their ids, with what each is about.
pub fn why(page: &mut Page, reasons: &[(String, Option<String>)], locale: Locale) {
    if !reasons.is_empty() {
        page.heading(said::WHY.by(locale));
        because(page, 2, reasons, locale);
    }
}

fn facts(view: &TodayView, reader: &Reader) -> Vec<(&'static str, String)> {
    let (mut rows, locale) = (Vec::new(), reader.locale());
    let is_called = needs_a_call(view);
    if is_called {
        rows.push((said::CLINIC.by(locale), words::clinic(locale, &view.contacts)));
    }
    if let Some(plan) = &view.plan {
        rows.push((
            said::PLAN.by(locale),
            match &view.plan_begins {
                Some(begins) => {
                    let filled = [("plan", plan.as_str()), ("day", &words::date(locale, begins))];
                    said::FROM_DAY.with(locale, &filled)
                }
                None => plan.clone(),
            },
        ));
    }
    match (view.size_tenths_mm, view.goal_tenths_mm) {
        (Some(size), Some(goal)) => {
            let filled = [("size", millimetres(size)), ("goal", millimetres(goal))];
            let filled = filled.each_ref().map(|(name, words)| (*name, words.as_str()));
            rows.push((said::SIZE.by(locale), said::SIZE_AND_GOAL.with(locale, &filled)));
        }
        (Some(size), None) => rows.push((said::SIZE.by(locale), millimetres(size))),
        _ => {}
    }
    rows.push((said::NEXT_SESSION.by(locale), next_session(view, locale)));
    if let Some(next) = view.next_size_tenths_mm.filter(|&next| view.size_tenths_mm != Some(next)) {
        rows.push((said::AT_SIZE.by(locale), millimetres(next)));
    }
    if view.gate.gate != GateWord::Allow {
        rows.push((said::BECAUSE.by(locale), view.gate.sentence.clone()));
    }
    match view.gate.rules.len() {
        0 => {}
        _ if reader.asks_why() => {}
        1 => rows.push((said::RULES_ROW.by(locale), said::ONE_RULE_HIDDEN.by(locale).into())),
        many => {
            let told = said::RULES_HIDDEN.with(locale, &[("n", &many.to_string())]);
            rows.push((said::RULES_ROW.by(locale), told));
        }
    }
    if !is_called && !view.contacts.is_empty() {
        rows.push((said::CLINIC.by(locale), words::clinic(locale, &view.contacts)));
    }
    rows
}

/// When the next session may be: an open gate opens nothing without a plan, nor during the pause since the last session.
fn next_session(view: &TodayView, locale: Locale) -> String {
    let pause = |from: &str| said::PAUSE_UNTIL.with(locale, &[("from", &words::instant(locale, from))]);
    let is_open = !matches!(view.gate.gate, GateWord::Wait | GateWord::Blocked);
    let is_early = view.gate.gate == GateWord::Wait && view.gate.until.is_none();
    match &view.not_before {
        _ if is_early && view.plan.is_none() => said::NONE_BEFORE_THERE_IS.by(locale).into(),
        _ if is_early && view.plan_begins.is_some() => said::NONE_BEFORE_THE.by(locale).into(),
        Some(from) if view.gate.gate == GateWord::Allow => pause(from),
        Some(from) if is_open => {
            let gate = words::gate_of_day(locale, &view.gate);
            said::THEN.with(locale, &[("time", &pause(from)), ("size", &gate)])
        }
        _ => words::gate_of_day(locale, &view.gate),
    }
}

/// Whether something on the page asks for the clinic.
fn needs_a_call(view: &TodayView) -> bool {
    view.gate.gate == GateWord::Blocked || !view.tasks.iter().all(is_answered_here)
}

/// Sessions that a plan asks for, day by day.
pub fn occurrences(page: &mut Page, all: &[OccurrenceView]) {
    let rows: Vec<_> = all
        .iter()
        .map(|one| {
            let at = one.at.clone().unwrap_or_default();
            vec![
                (one.slot + 1).to_string(),
                (one.phase + 1).to_string(),
                at,
                words::date(Locale::En, &one.date),
            ]
        })
        .collect();
    page.table(0, &["Session", "Phase", "Time", "Day"], &rows);
}

/// Planned sessions of one day, in order: by their time where the plan names one, otherwise by their number.
pub fn slots(page: &mut Page, slots: &[SlotView], locale: Locale) {
    let rows: Vec<_> = slots
        .iter()
        .map(|slot| {
            let which = slot.at.clone().unwrap_or_else(|| ordinal(number(slot), locale));
            vec![which, slot.sentence.clone()]
        })
        .collect();
    page.columns(2, &rows);
}

/// Which of its day's sessions it is, counted from 1, as its identity says (date, slot, plan): those beside it may be
/// missing.
fn number(slot: &SlotView) -> usize {
    slot.occurrence.split('/').nth(1).and_then(|slot| slot.parse().ok()).map_or(1, |slot: usize| slot + 1)
}

fn ordinal(number: usize, locale: Locale) -> String {
    match number {
        1 => said::FIRST.by(locale).into(),
        2 => said::SECOND.by(locale).into(),
        3 => said::THIRD.by(locale).into(),
        more => said::NUMBERED.with(locale, &[("n", &more.to_string())]),
    }
}
