//! What a published plan asks for, beside tables that were worked out by hand from the words of its source
//! (`tests/schedules`): a text that anybody with a calendar can check.

use std::fs;

use chrono::NaiveDate;
use gradus_tests::{Bench, NOW, root};

/// One table: the form with its blanks filled, and ranges of days with what is asked for on each.
struct Table {
    form: String,
    set: Vec<String>,
    ranges: Vec<(String, String, Vec<String>)>,
}

fn read(text: &str) -> Table {
    let mut table = Table { form: String::new(), set: Vec::new(), ranges: Vec::new() };
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.split_once(' ').expect("a word and what follows") {
            ("form", name) => table.form = name.to_owned(),
            ("set", fill) => table.set.push(fill.replacen(" = ", "=", 1)),
            ("from", days) => {
                let (from, to) = days.split_once(" to ").expect("from DAY to DAY");
                table.ranges.push((from.to_owned(), to.to_owned(), Vec::new()));
            }
            _ => table.ranges.last_mut().expect("a range first").2.push(line.to_owned()),
        }
    }
    table
}

/// The program's answer in the shape of the table: a line for each day that has a session, its weekday, its times.
fn asked(bench: &Bench, plan: &str, set: &[String], from: &str, to: &str) -> Vec<String> {
    let mut words = vec!["schedule", "--plan", plan, "--from", from, "--to", to];
    words.extend(set.iter().flat_map(|fill| ["--set", fill]));
    let mut lines: Vec<String> = Vec::new();
    for one in bench.at(NOW, &words).ok().as_array().expect("a list") {
        let date = one["date"].as_str().expect("a date");
        let weekday = date.parse::<NaiveDate>().expect("a date").format("%a");
        let day = format!("{date} {weekday}");
        if !lines.last().is_some_and(|last| last.starts_with(&day)) {
            lines.push(day);
        }
        let line = lines.last_mut().expect("just there");
        line.push(' ');
        line.push_str(one["at"].as_str().unwrap_or("-"));
    }
    lines
}

#[test]
fn every_published_plan_agrees_with_its_table() {
    let bench = Bench::empty();
    let mut tables = 0;
    for entry in fs::read_dir(root().join("core/clinical/plans")).expect("plans") {
        let plan = entry.expect("an entry").path();
        let name = plan.file_stem().expect("a name").to_str().expect("UTF-8");
        let table = root().join("tests/schedules").join(format!("{name}.txt"));
        let table = read(&fs::read_to_string(&table).unwrap_or_else(|_| panic!("{name} has no table")));
        assert_eq!(table.form, name);
        assert!(table.ranges.len() > 1, "{name}: the beginning and what follows");
        for (from, to, expected) in &table.ranges {
            let found = asked(&bench, plan.to_str().expect("UTF-8"), &table.set, from, to);
            assert_eq!(&found, expected, "{name} from {from} to {to}");
        }
        tables += 1;
    }
    assert!(tables >= 13, "the plans were found");
}

/// The same session by its number as in the list, and none after the last.
#[test]
fn a_number_finds_the_session_of_the_list() {
    let bench = Bench::empty();
    let table =
        read(&fs::read_to_string(root().join("tests/schedules/fissure-lidocaine-trial.txt")).expect("it"));
    let plan = root().join("core/clinical/plans/fissure-lidocaine-trial.toml");
    let plan = plan.to_str().expect("UTF-8");
    let ask = |more: &[&str]| {
        let mut words = vec!["schedule", "--plan", plan];
        words.extend(table.set.iter().flat_map(|fill| ["--set", fill]));
        words.extend(more);
        bench.at(NOW, &words)
    };
    let all = ask(&["--from", "2026-12-01", "--to", "2027-02-01"]).ok();
    assert_eq!(all.as_array().map(Vec::len), Some(42), "two a day for 21 days");
    for (nth, at) in [("1", 0), ("12", 11), ("42", 41)] {
        assert_eq!(ask(&["--nth", nth]).ok()[0], all[at], "number {nth}");
    }
    assert_eq!(ask(&["--nth", "43"]).ok(), serde_json::json!([]));
    assert_eq!(ask(&["--nth", "0"]).fails(3)["problems"][0]["field"], "nth");
    for wrong in [&["--nth", "1", "--from", "2026-12-01"][..], &["--from", "2026-12-01"], &[]] {
        ask(wrong).fails(2);
    }
}
