//! The log itself, oldest first, a line for each entry.

use chrono::{DateTime, Datelike, FixedOffset};
use gradus_domain::sorting;
use gradus_domain::{Logged, Observation, Observed};
use maud::{Markup, html};

use super::range::InRange;
use super::{ReportInput, answers};

/// More lines than these are folded by month.
const FOLDED_FROM: usize = 150;

struct Line {
    at: DateTime<FixedOffset>,
    kind: &'static str,
    text: String,
    note: Option<String>,
}

/// The section.
pub(super) fn log(input: &ReportInput<'_>, range: &InRange<'_>) -> Markup {
    let words = input.words;
    let mut lines = lines(input, range);
    sorting::sort_by_key(&mut lines, |line| line.at);
    let notes = lines.iter().filter(|line| line.note.is_some()).count();
    let month = |line: &Line| (line.at.year(), line.at.month());
    let months: Vec<_> = lines.chunk_by(|one, next| month(one) == month(next)).collect();
    html! {
        section aria-labelledby="log" {
            h2 id="log" { (words.report("log", &[])) }
            @if lines.is_empty() { p { (words.report("log_none", &[])) } }
            @if !input.with_notes && notes > 0 {
                p.faint { (words.report_count("log_notes_out", notes, &[])) }
            }
            @if lines.len() <= FOLDED_FROM {
                (table(input, &lines))
            } @else {
                @for lines in months {
                    details {
                        summary {
                            @let month = words.month_of_year(lines[0].at.date_naive());
                            (words.report_count("log_month", lines.len(), &[("month", &month)]))
                        }
                        (table(input, lines))
                    }
                }
            }
        }
    }
}

fn table(input: &ReportInput<'_>, lines: &[Line]) -> Markup {
    let say = |key: &str| input.words.report(key, &[]);
    let notes = input.with_notes && lines.iter().any(|line| line.note.is_some());
    html! {
        @if !lines.is_empty() {
            div.wide {
                table.log {
                    thead {
                        tr {
                            @for key in ["when", "log_what", "log_entry"] { th scope="col" { (say(key)) } }
                            @if notes { th scope="col" { (say("log_note")) } }
                        }
                    }
                    tbody {
                        @for line in lines {
                            tr {
                                td { (input.words.stamp(line.at)) }
                                td { (say(line.kind)) }
                                td dir="auto" { (line.text) }
                                @if notes { td dir="auto" { @if let Some(note) = &line.note { (note) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn lines(input: &ReportInput<'_>, range: &InRange<'_>) -> Vec<Line> {
    let words = input.words;
    let mut lines = Vec::new();
    let mut add = |at, kind, text, note: Option<String>| {
        let note = note.filter(|note| !note.trim().is_empty());
        lines.push(Line { at, kind, text, note });
    };
    for one in &range.plans {
        add(one.effective, "kind_plan", words.plan_adopted(input.history, one), None);
    }
    for one in &range.sessions {
        add(
            one.effective,
            "kind_session",
            words.changed(one, |one| words.session(input.history, one)),
            one.value.note.clone(),
        );
    }
    for one in &range.skips {
        add(
            one.effective,
            "kind_skip",
            words.changed(one, |one| words.skip(&one.value)),
            one.value.note.clone(),
        );
    }
    for one in &range.check_ins {
        add(
            one.effective,
            "kind_check_in",
            words.changed(one, |one| words.check_in(&one.value)),
            one.value.note.clone(),
        );
    }
    for one in &range.pauses {
        add(one.effective, "kind_pause", words.changed(one, |one| words.plan_paused(&one.value)), None);
    }
    // How hard it is for whoever looks after the person is theirs to tell.
    let told =
        |one: &&&Logged<Observation>| input.with_notes || !matches!(one.value.what, Observed::Distress(_));
    for one in range.observations.iter().filter(told) {
        let text = words.changed(one, |one| words.observation(&one.value));
        add(one.effective, "kind_observation", text, one.value.note.clone());
    }
    for one in range.assessments.iter().filter(|one| !answers::about_private(input, &one.value)) {
        let route = answers::route(input.pack, &one.value);
        add(one.effective, "kind_triage", words.assessment(&one.value, input.texts, route), None);
    }
    for one in &range.contacts {
        add(one.effective, "kind_contact", words.contact(&one.value), Some(one.value.said.clone()));
    }
    for one in &range.visits {
        let text = words.changed(one, |one| words.visit(&one.value));
        let text = match one.value.calibrated {
            Some(size) => words.report("calibrated", &[("text", &text), ("size", &words.size(size))]),
            None => text,
        };
        add(one.effective, "kind_visit", text, one.value.advice.clone());
    }
    for one in &range.steps {
        add(one.effective, "kind_step", words.step(&one.value), None);
    }
    lines
}
