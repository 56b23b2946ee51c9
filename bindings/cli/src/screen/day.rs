use gradus_app::view::{GateWord, OccurrenceView, SlotView, TodayView};

use super::reader::Reader;
use super::triage::tasks;
use super::words::{self, millimetres};
use crate::page::{Ink, Page};

/// The first screen about one person.
pub fn today(page: &mut Page, view: &TodayView, reader: &Reader) {
    page.title(&format!("{} · {}", view.person.name, words::date(&view.date)));
    page.line(Ink::Strong, &view.headline);
    page.gap();
    page.fields(2, &facts(view));
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

fn facts(view: &TodayView) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    if let Some(plan) = &view.plan {
        rows.push(("Plan", plan.clone()));
    }
    match (view.size_tenths_mm, view.goal_tenths_mm) {
        (Some(size), Some(goal)) => {
            rows.push(("Size", format!("{}, goal {}", millimetres(size), millimetres(goal))))
        }
        (Some(size), None) => rows.push(("Size", millimetres(size))),
        _ => {}
    }
    rows.push(("Next session", words::gate_of_day(&view.gate)));
    if let Some(next) = view.next_size_tenths_mm.filter(|&next| view.size_tenths_mm != Some(next)) {
        rows.push(("At size", millimetres(next)));
    }
    if view.gate.gate != GateWord::Allow {
        let rules = &view.gate.rules;
        let by = if rules.is_empty() { String::new() } else { format!(" ({})", rules.join(", ")) };
        rows.push(("Because", format!("{}{by}", view.gate.sentence)));
    }
    rows
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
        .enumerate()
        .map(|(number, slot)| {
            let which = slot.at.clone().unwrap_or_else(|| ordinal(number + 1));
            vec![which, slot.sentence.clone()]
        })
        .collect();
    page.columns(2, &rows);
}

fn ordinal(number: usize) -> String {
    match number {
        1 => "The first".into(),
        2 => "The second".into(),
        3 => "The third".into(),
        more => format!("No. {more}"),
    }
}
