//! The ends of the published plans, beside tables that were worked out by hand from the words of their sources
//! (`tests/schedules/tapers`): each part begins with a word, and none by the calendar.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::sample::{date, form};
use crate::stage::StageWhy;

const VERSION: EntryId = EntryId([9; 32]);

/// A form with its blanks filled, the words about where it stands, and ranges of days with what is asked for on each.
struct Table<'t> {
    form: &'t str,
    set: Vec<(&'t str, &'t str)>,
    words: Vec<StageTaken>,
    ranges: Vec<(&'t str, &'t str, Vec<&'t str>)>,
}

fn read(text: &str) -> Table<'_> {
    let mut table = Table { form: "", set: Vec::new(), words: Vec::new(), ranges: Vec::new() };
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.split_once(' ').expect("a word and what follows") {
            ("form", name) => table.form = name,
            ("set", fill) => table.set.push(fill.split_once(" = ").expect("FIELD = VALUE")),
            ("stage", word) => {
                let (stage, from) = word.split_once(" from ").expect("STAGE from DAY");
                let (stage, from) = (stage.parse().expect("a stage"), date(from));
                table.words.push(StageTaken { plan: VERSION, stage, from, why: StageWhy::Proposed });
            }
            ("from", days) => {
                let (from, to) = days.split_once(" to ").expect("from DAY to DAY");
                table.ranges.push((from, to, Vec::new()));
            }
            _ => table.ranges.last_mut().expect("a range first").2.push(line),
        }
    }
    table
}

/// A line for each day that has a session, with its weekday.
fn asked(course: &Course<'_>, from: &str, to: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for one in course.occurrences(date(from)..=date(to)) {
        let day = one.id.date.format("%F %a").to_string();
        match lines.last_mut().filter(|last| last.starts_with(&day)) {
            Some(last) => last.push_str(" -"),
            None => lines.push(format!("{day} -")),
        }
    }
    lines
}

#[test]
fn the_end_of_every_published_plan_agrees_with_its_table() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/schedules/tapers");
    let mut ended = Vec::new();
    for entry in fs::read_dir(folder).expect("tables") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("UTF-8");
        let table = read(&text);
        let mut form = form(table.form);
        form.fill(&table.set).expect("blanks of the form");
        let plan = form.into_plan().expect("a complete plan");
        let course = Course::taken(VERSION, &plan, &table.words);
        assert!(table.ranges.len() > 1, "{}", path.display());
        for (from, to, expected) in &table.ranges {
            assert_eq!(&asked(&course, from, to), expected, "{} from {from} to {to}", path.display());
        }
        ended.push(table.form.to_owned());
    }
    for (name, text) in crate::plan::published() {
        let has_taper = text.contains("[[taper.phase]]");
        assert_eq!(ended.iter().any(|ended| ended == name), has_taper, "{name}");
    }
}
