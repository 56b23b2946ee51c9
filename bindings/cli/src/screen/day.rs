use gradus_app::Locale;
use gradus_app::view::{GateWord, OccurrenceView, SlotView, TodayView};

use super::reader::Reader;
use super::said;
use super::triage::{because, is_answered_here, tasks};
use super::words::{self, millimetres};
use crate::page::{Ink, Page};

/// The first screen about one person.
pub fn today(page: &mut Page, view: &TodayView, reader: &Reader) {
    page.title(&format!("{} · {}", view.person.name, words::date(&view.date)));
    page.line(Ink::Strong, &view.headline);
    if let Some(running) = view.running.as_ref().filter(|running| **running != view.headline) {
        page.line(Ink::Accent, running);
    }
    page.gap();
    page.fields(2, &facts(view, reader));
    if !view.tasks.is_empty() {
        page.heading("To do");
        tasks(page, &view.tasks, reader);
    }
    if !view.slots.is_empty() {
        page.heading("Sessions today");
        slots(page, &view.slots);
    }
    if let Some(proposal) = &view.proposal {
        page.heading("Size");
        page.indented(2, Ink::Plain, &proposal.sentence);
    }
    if !view.notices.is_empty() {
        page.heading("Worth knowing");
        for notice in &view.notices {
            page.item(Ink::Quiet, "  -", notice);
        }
    }
}

/// Below the first screen, for whoever asks why: the rules behind the gate by their ids, with what each is about.
pub fn why(page: &mut Page, reasons: &[(String, Option<String>)]) {
    if !reasons.is_empty() {
        page.heading("Why");
        because(page, 2, reasons);
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
            "Plan",
            match &view.plan_begins {
                Some(begins) => format!("{plan}, from {} on", words::date(begins)),
                None => plan.clone(),
            },
        ));
    }
    match (view.size_tenths_mm, view.goal_tenths_mm) {
        (Some(size), Some(goal)) => {
            rows.push(("Size", format!("{}, goal {}", millimetres(size), millimetres(goal))))
        }
        (Some(size), None) => rows.push(("Size", millimetres(size))),
        _ => {}
    }
    rows.push((said::NEXT_SESSION.by(locale), next_session(view, locale)));
    if let Some(next) = view.next_size_tenths_mm.filter(|&next| view.size_tenths_mm != Some(next)) {
        rows.push(("At size", millimetres(next)));
    }
    if view.gate.gate != GateWord::Allow {
        rows.push((said::BECAUSE.by(locale), view.gate.sentence.clone()));
    }
    match view.gate.rules.len() {
        0 => {}
        _ if reader.asks_why() => {}
        1 => rows.push(("Rules", "1 rule; --why tells it".into())),
        many => rows.push(("Rules", format!("{many} rules; --why tells them"))),
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
            vec![(one.slot + 1).to_string(), (one.phase + 1).to_string(), at, words::date(&one.date)]
        })
        .collect();
    page.table(0, &["Session", "Phase", "Time", "Day"], &rows);
}

/// Planned sessions of one day, in order: by their time where the plan names one, otherwise by their number.
pub fn slots(page: &mut Page, slots: &[SlotView]) {
    let rows: Vec<_> = slots
        .iter()
        .map(|slot| {
            let which = slot.at.clone().unwrap_or_else(|| ordinal(number(slot)));
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

fn ordinal(number: usize) -> String {
    match number {
        1 => "The first".into(),
        2 => "The second".into(),
        3 => "The third".into(),
        more => format!("No. {more}"),
    }
}
