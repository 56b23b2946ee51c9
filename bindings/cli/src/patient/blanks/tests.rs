use std::cell::RefCell;
use std::io::{self, BufRead, Read, Write};

use super::*;
use crate::page::Page;

fn form() -> &'static str {
    published("post-psarp-home")
}

fn published(wanted: &str) -> &'static str {
    let all = ask::published_plans();
    all.iter().find(|(name, _)| *name == wanted).expect("a published form").1
}

/// What came of it, every question, and every complaint.
type Asked = (Result<Vec<Fill>, Failure>, Vec<String>, Vec<String>);

fn fills(given: &[(&str, &str)]) -> Vec<Fill> {
    given.iter().map(|(field, value)| Fill { field: (*field).into(), value: (*value).into() }).collect()
}

/// Somebody who types what they have for the field that was asked for last, and then is gone.
struct Typist<'a> {
    screen: &'a RefCell<Vec<u8>>,
    /// What is asked, and what is typed there, the last first.
    lines: Vec<(String, Vec<&'a str>)>,
    line: Vec<u8>,
}

impl Read for Typist<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.fill_buf()?.read(buffer)?;
        self.consume(taken);
        Ok(taken)
    }
}

impl BufRead for Typist<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.line.is_empty() {
            let screen = String::from_utf8(self.screen.borrow().clone()).expect("UTF-8");
            let last = |ask: &str| screen.rfind(ask).unwrap_or(0);
            let asked = self.lines.iter_mut().max_by_key(|(ask, _)| last(ask)).expect("a field");
            self.line = asked.1.pop().map(|line| format!("{line}\n")).unwrap_or_default().into();
        }
        Ok(&self.line)
    }

    fn consume(&mut self, amount: usize) {
        self.line.drain(..amount);
    }
}

struct Screen<'a>(&'a RefCell<Vec<u8>>);

impl Write for Screen<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Fills the form from what is typed, each line under the field it is typed for; after the last one nobody is there.
fn typed_into(
    form: &str,
    lines: &[(&str, &[&str])],
    given: &[(&str, &str)],
    known: &[(&str, &str)],
) -> Asked {
    let (mut filled, screen) = (fills(given), RefCell::default());
    let blanks = ask::plan_blanks(form).expect("a form");
    let asks = |field: &str| blanks.iter().find(|blank| blank.field == field).expect("a blank").ask.clone();
    let lines = lines.iter().map(|(field, lines)| (asks(field), lines.iter().rev().copied().collect()));
    let mut typist = Typist { screen: &screen, lines: lines.collect(), line: Vec::new() };
    let (page, mut out) = (|| Page::new(500), Screen(&screen));
    let mut terminal = Terminal { page: &page, input: &mut typist, out: &mut out, is_wrong: false };
    let done = super::fill(form, &mut filled, &fills(known), &mut terminal);
    let screen = String::from_utf8(screen.take()).expect("UTF-8");
    let screen = anstream::adapter::strip_str(&screen).to_string();
    let lines = screen.lines().map(|line| line.trim_start_matches("> ")).skip(2);
    let (asked, told) = lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .partition(|line| line.split_once(" of ").is_some_and(|(place, _)| place.parse::<u8>().is_ok()));
    // Named by their fields for the tests; whoever is asked reads words alone.
    let named = |asked: String| {
        let blank = blanks.iter().find(|blank| asked.contains(&blank.ask)).expect("of a blank");
        assert!(!asked.contains(&blank.field), "{asked}");
        asked.replace(&blank.ask, &format!("{} ({})", blank.ask, blank.field))
    };
    let asked: Vec<String> = asked;
    (done.map(|()| filled), asked.into_iter().map(named).collect(), told)
}

fn typed(lines: &[(&str, &[&str])], given: &[(&str, &str)]) -> (Vec<Fill>, Vec<String>, Vec<String>) {
    let (done, asked, told) = typed_into(form(), lines, given, &[]);
    (done.expect("asked to the end"), asked, told)
}

const WELL: &[(&str, &[&str])] = &[
    ("prescriber", &["Dr Brandt"]),
    ("device.grip_depth_mm", &["30"]),
    ("ladder.start_mm", &["9"]),
    ("ladder.goal_mm", &["12"]),
    ("start.operation", &["2026-02-20"]),
    ("start.on", &["2026-03-06"]),
    ("phase[1].min_gap_h", &["8"]),
    ("step_up.sessions_in_a_row", &["6"]),
    ("step_up.max_pain", &["3"]),
    ("review_by", &["2026-06-01"]),
    ("contact[1].name", &["Surgery"]),
    ("contact[1].phone", &["+44 1632 960 114"]),
];

type Lines = &'static [&'static str];

fn but(changed: &[(&'static str, Lines)]) -> Vec<(&'static str, Lines)> {
    let of = |name| changed.iter().find(|(field, _)| *field == name).map(|(_, lines)| *lines);
    WELL.iter().map(|&(name, usual)| (name, of(name).unwrap_or(usual))).collect()
}

#[test]
fn every_blank_is_asked_once_and_the_form_becomes_a_plan() {
    let (fills, asked, told) = typed(WELL, &[]);
    assert!(told.is_empty() && asked.len() == WELL.len(), "{told:?} {asked:?}");
    assert!(asked[0].starts_with("1 of 12  "), "{}", asked[0]);
    assert!(ask::plan_check(form(), &fills).is_ok());
    let (_, asked, _) = typed(WELL, &[("ladder.start_mm", "9")]);
    assert!(!asked.iter().any(|question| question.contains("ladder.start_mm")), "given already");
}

#[test]
fn a_wrong_or_empty_value_is_told_and_asked_for_again_before_the_next_blank() {
    for (field, lines) in [
        ("ladder.start_mm", &["nine", "95", "9"][..]),
        ("start.on", &["6.3.2026", "2026-03-06"]),
        ("step_up.max_pain", &["11", "3"]),
        ("contact[1].phone", &["by letter", "+44 1632 960 114"]),
        ("review_by", &["", "", "2026-06-01"]),
    ] {
        let (fills, asked, told) = typed(&but(&[(field, lines)]), &[]);
        assert_eq!(told.len(), lines.len() - 1, "{field}: {told:?}");
        let asks = asked.iter().filter(|asked| asked.contains(&format!("({field})"))).count();
        assert_eq!((asks, asked.len()), (1, WELL.len()), "{field}: no other question came between");
        assert!(ask::plan_check(form(), &fills).is_ok(), "{field}");
    }
    let (_, _, told) = typed(&but(&[("start.on", &["6.3.2026", "2026-03-06"])]), &[]);
    assert!(told[0].contains("such as 2026-03-01"), "{told:?}");
}

#[test]
fn b_goes_back_one_blank_and_what_stood_there_is_offered() {
    let lines = but(&[("ladder.start_mm", &["9", "10"]), ("ladder.goal_mm", &["b", "12"])]);
    let (fills, asked, told) = typed(&lines, &[]);
    assert!(told.is_empty() && asked[4].contains("(ladder.start_mm). Enter takes 9"), "{asked:?}");
    let start: Vec<_> = fills.iter().filter(|fill| fill.field == "ladder.start_mm").collect();
    assert!(start.len() == 1 && start[0].value == "10", "{start:?}");
    let lines = but(&[("ladder.start_mm", &["9", ""]), ("ladder.goal_mm", &["B", "12"])]);
    assert!(ask::plan_check(form(), &typed(&lines, &[]).0).is_ok());
    let (_, asked, told) = typed(&but(&[("prescriber", &["b", "Dr Brandt"])]), &[]);
    assert!(asked.len() == WELL.len() + 1 && told == ["This is the first one."], "{told:?}");
}

#[test]
fn q_and_the_end_of_the_input_leave() {
    for lines in [&["q"][..], &["Q"], &[], &["eleven"]] {
        let (done, ..) = typed_into(form(), &but(&[("step_up.max_pain", lines)]), &[], &[]);
        assert!(matches!(done, Err(Failure::Left)), "{lines:?}");
    }
}

#[test]
fn what_the_vault_knows_is_offered_and_taken_only_with_enter() {
    let known = [("start.operation", "2026-02-20")];
    for (line, value) in [("", "2026-02-20"), ("2026-02-21", "2026-02-21")] {
        let line: Lines = if line.is_empty() { &[""] } else { &["2026-02-21"] };
        let (done, asked, told) = typed_into(form(), &but(&[("start.operation", line)]), &[], &known);
        assert!(told.is_empty() && asked[4].ends_with("Enter takes 2026-02-20."), "{asked:?}");
        let fills = done.expect("asked to the end");
        assert!(fills.iter().any(|fill| fill.field == "start.operation" && fill.value == value));
    }
}

#[test]
fn values_that_do_not_fit_together_are_offered_again() {
    let (fills, asked, told) = typed(&but(&[("ladder.goal_mm", &["8", "12"])]), &[]);
    assert!(
        told[0].starts_with("That does not fit: 8 mm is below the first size")
            && ask::plan_check(form(), &fills).is_ok()
    );
    assert!(!asked.iter().any(|question| question.contains("Enter takes")), "told as it was typed");

    // The goal is asked for before the first size, and is found to be below it only later.
    let (start, goal) = ("field = \"ladder.start_mm\"", "field = \"ladder.goal_mm\"");
    let turned = form().replace(start, "field = \"\"").replace(goal, start).replace("field = \"\"", goal);
    let goal = |lines: Lines| typed_into(&turned, &but(&[("ladder.goal_mm", lines)]), &[], &[]);
    let (done, asked, told) = goal(&["8", "12"]);
    assert!(told.len() == 1 && told[0].contains("below the first size"), "{told:?}");
    assert!(asked.last().is_some_and(|question| question.contains("Enter takes 8")), "{asked:?}");
    assert!(ask::plan_check(&turned, &done.expect("asked to the end")).is_ok());
    let (done, asked, _) = goal(&["8", ""]);
    assert_eq!(done.expect("asked to the end").len(), WELL.len(), "what is kept stays");
    let again = asked.iter().filter(|question| question.contains("Enter takes")).count();
    assert_eq!(again, 1, "{asked:?}");
}

/// The form of an adult, as somebody fills it who writes as people do.
const ADULT: &[(&str, &[&str])] = &[
    ("prescriber", &["Dr Brandt"]),
    ("device.kind", &["Graded"]),
    ("device.material", &["Latex covered"]),
    ("device.base", &["yes"]),
    ("ladder.sizes_mm", &["12, 13 and 14 mm"]),
    ("ladder.start_mm", &["12 mm"]),
    ("ladder.goal_mm", &["14"]),
    ("precondition[1].met_on", &["2026-02-20"]),
    ("start.on", &["2026-03-06"]),
    ("phase[1].per_day", &["1"]),
    ("phase[1].min_gap_h", &["12 hours"]),
    ("phase[1].insertions", &["1"]),
    ("phase[1].hold_s", &["60 s"]),
    ("step_up.days_at_size", &["7"]),
    ("step_up.sessions_in_a_row", &["6"]),
    ("step_up.max_pain", &["3"]),
    ("review_by", &["2026-06-01"]),
    ("contact[1].name", &["Surgery"]),
    ("contact[1].phone", &["+44 1632 960 114"]),
];

fn adult(changed: &[(&'static str, Lines)]) -> (Vec<Fill>, Vec<String>, Vec<String>) {
    let of = |name| changed.iter().find(|(field, _)| *field == name).map(|(_, lines)| *lines);
    let lines: Vec<_> = ADULT.iter().map(|&(name, usual)| (name, of(name).unwrap_or(usual))).collect();
    let (done, asked, told) = typed_into(published("adult-stenosis-form"), &lines, &[], &[]);
    (done.expect("asked to the end"), asked, told)
}

fn value<'f>(fills: &'f [Fill], field: &str) -> &'f str {
    &fills.iter().find(|fill| fill.field == field).expect("filled").value
}

#[test]
fn what_people_type_is_taken_as_the_file_has_it() {
    let (fills, _, told) = adult(&[]);
    assert!(told.is_empty(), "{told:?}");
    for (field, written) in [
        ("device.kind", "graded"),
        ("device.material", "latex_covered"),
        ("device.base", "true"),
        ("ladder.sizes_mm", "[12, 13, 14]"),
        ("ladder.start_mm", "12 mm"),
        ("phase[1].min_gap_h", "12"),
        ("phase[1].hold_s", "60"),
    ] {
        assert_eq!(value(&fills, field), written);
    }
    assert!(ask::plan_check(published("adult-stenosis-form"), &fills).is_ok());
    for (typed, written) in
        [("[12, 13]", "[12, 13]"), ("12 13 14", "[12, 13, 14]"), ("12; 13.5", "[12, 13.5]")]
    {
        let lines: Lines = Box::leak(Box::new([typed]));
        let goal: Lines = &["13"];
        let (fills, ..) = adult(&[
            ("ladder.sizes_mm", lines),
            ("ladder.goal_mm", if typed.contains('.') { &["13.5"] } else { goal }),
        ]);
        assert_eq!(value(&fills, "ladder.sizes_mm"), written, "{typed}");
    }
    let (fills, _, told) =
        adult(&[("phase[1].hold_s", &["2 minutes", "120"]), ("device.kind", &["balloon", "GRADED"])]);
    assert_eq!((told.len(), value(&fills, "phase[1].hold_s")), (2, "120"), "no unit is worked out: {told:?}");
}

#[test]
fn a_rod_without_a_base_is_asked_for_its_depth() {
    let form = published("adult-stenosis-form");
    let answered = |base: &str| {
        let lines = ADULT.iter().map(|(field, lines)| if *field == BASE { base } else { lines[0] });
        let typed = lines.collect::<Vec<_>>().join("\n") + "\n";
        let (mut input, mut out, mut fills) = (typed.as_bytes(), Vec::new(), Vec::new());
        let page = || Page::new(500);
        let mut terminal = Terminal { page: &page, input: &mut input, out: &mut out, is_wrong: false };
        let done = fill(form, &mut fills, &[], &mut terminal);
        let said = String::from_utf8(out).expect("UTF-8");
        assert!(done.is_ok(), "{base}: {said}");
        (fills, said)
    };
    let (fills, said) = answered("No\n40");
    assert_eq!((value(&fills, BASE), value(&fills, GRIP)), ("false", "40"), "{said}");
    assert!(said.contains("5 of 20  how deep the rod may go"), "{said}");
    assert!(ask::plan_check(form, &fills).is_ok());
    // On the way back it has a base after all, and no depth is left over.
    for base in ["no\nb\nyes", "no\n40\nb\nb\nyes"] {
        let (fills, said) = answered(base);
        assert!(!fills.iter().any(|fill| fill.field == GRIP), "{said}");
        assert!(ask::plan_check(form, &fills).is_ok(), "{said}");
    }
}

#[test]
fn a_range_is_no_number() {
    for (field, typed) in [
        ("phase[1].hold_s", "5-10"),
        ("phase[1].hold_s", "5 10"),
        ("step_up.days_at_size", "1-4"),
        ("step_up.sessions_in_a_row", "1-2"),
        ("phase[1].min_gap_h", "1 - 2"),
        ("ladder.start_mm", "1-2"),
    ] {
        let usual = ADULT.iter().find(|(name, _)| *name == field).expect("a blank").1[0];
        let lines: Lines = Box::leak(Box::new([typed, usual]));
        let (fills, _, told) = adult(&[(field, lines)]);
        assert_eq!(told.len(), 1, "{field} {typed}: {told:?}");
        assert!(
            value(&fills, field).starts_with(usual.split(' ').next().expect("a number")),
            "{field} {typed}"
        );
    }
}
