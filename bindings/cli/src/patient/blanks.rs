//! The blanks of a plan form, asked for one by one; what is wrong is said while it can still be read off the paper.

use std::collections::BTreeMap;

use gradus_app::view::{BlankView, Fill};
use gradus_app::{AppError, Problem, ask};

use crate::failure::Failure;
use crate::prompt::{self, Heard, Question, Terminal};

const NEEDED: &str = "the clinic has to say it";
const BASE: &str = "device.base";
const GRIP: &str = "device.grip_depth_mm";
const FIRST: &str = "This is the first one.";

/// Asks for every blank that has no value yet, looks at each value as it is typed, and in the end at all of them
/// together. `known` is offered, to be taken with Enter; what is not offered must be typed.
pub fn fill(
    text: &str,
    fills: &mut Vec<Fill>,
    known: &[Fill],
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let mut blanks = ask::plan_blanks(text)?;
    blanks.retain(|blank| !fills.iter().any(|fill| fill.field == blank.field));
    if !blanks.is_empty() {
        terminal.tell_keys().map_err(prompt::failed)?;
    }
    let offers = known.iter().map(|fill| (fill.field.clone(), fill.value.clone())).collect();
    Asking { text, fills, blanks, offers, terminal }.until_all_fit()
}

struct Asking<'a, 't> {
    text: &'a str,
    fills: &'a mut Vec<Fill>,
    blanks: Vec<BlankView>,
    /// What Enter takes: known from elsewhere, or typed before.
    offers: BTreeMap<String, String>,
    terminal: &'a mut Terminal<'t>,
}

/// What was decided about one blank.
enum Step {
    Taken(String),
    Kept,
    Back,
}

impl Asking<'_, '_> {
    fn until_all_fit(&mut self) -> Result<(), Failure> {
        let (mut at, mut kept) = (0, Vec::new());
        loop {
            while at < self.blanks.len() {
                match self.one(at, false)? {
                    Step::Back => at = at.saturating_sub(1),
                    Step::Taken(value) => {
                        self.set(at, value);
                        self.ask_for_grip(at);
                        at += 1;
                    }
                    Step::Kept => at += 1,
                }
            }
            // Values that are right each for itself can be wrong together: a goal below the first size.
            let Some((place, problem)) = self.left_wrong(&kept)? else { return Ok(()) };
            self.tell(&said(&problem))?;
            match self.one(place, true)? {
                Step::Taken(value) => {
                    self.set(place, value);
                    kept.clear();
                }
                Step::Kept => kept.push(place),
                Step::Back => at = place.saturating_sub(1),
            }
        }
    }

    /// Asks until the value can stand in its field. `told`: whether the value that stands there was just found wrong; then
    /// it may be kept, and the whole plan is refused later.
    fn one(&mut self, at: usize, told: bool) -> Result<Step, Failure> {
        let blank = self.blanks[at].clone();
        let offered = self.offers.get(&blank.field).cloned();
        let words = format!("{} of {}  {}", at + 1, self.blanks.len(), blank.ask);
        loop {
            let question = Question { words: &words, kept: offered.as_deref(), needed: Some(NEEDED) };
            let (text, fills) = (self.text, &*self.fills);
            let read = |typed: &str| taken(text, fills, &blank, typed);
            match self.terminal.line(question, read).map_err(prompt::failed)? {
                Heard::Leave => return Err(Failure::Left),
                Heard::Back if at == 0 => self.tell(FIRST)?,
                Heard::Back => return Ok(Step::Back),
                Heard::Kept if told => return Ok(Step::Kept),
                Heard::Said(value) => return Ok(Step::Taken(value)),
                Heard::Kept | Heard::LeftOut => {
                    let value = offered.clone().unwrap_or_default();
                    match fits(text, fills, &blank, &value) {
                        Ok(()) => return Ok(Step::Taken(value)),
                        Err(wrong) => self.tell(&wrong)?,
                    }
                }
            }
        }
    }

    /// A rod without a base is kept from being lost by its grip: how deep it may go is asked next, and no longer where it has
    /// a base after all.
    fn ask_for_grip(&mut self, at: usize) {
        if self.blanks[at].field != BASE {
            return;
        }
        let has_base = self.fills.iter().any(|fill| fill.field == BASE && fill.value == "true");
        let asked = self.blanks.iter().position(|blank| blank.field == GRIP);
        match asked {
            Some(place) if has_base => {
                self.blanks.remove(place);
                self.fills.retain(|fill| fill.field != GRIP);
            }
            None if !has_base => {
                let ask = "how deep the rod may go, in millimetres from the tip to the mark".to_owned();
                self.blanks.insert(at + 1, BlankView { field: GRIP.to_owned(), ask });
            }
            _ => {}
        }
    }

    fn tell(&mut self, text: &str) -> Result<(), Failure> {
        self.terminal.tell(text).map_err(prompt::failed)
    }

    fn set(&mut self, at: usize, value: String) {
        let field = self.blanks[at].field.clone();
        self.offers.insert(field.clone(), value.clone());
        self.fills.retain(|fill| fill.field != field);
        self.fills.push(Fill { field, value });
    }

    /// The first problem about a blank that nobody has kept as it is.
    fn left_wrong(&self, kept: &[usize]) -> Result<Option<(usize, Problem)>, Failure> {
        let of_blank = |problem: Problem| {
            let place = self.blanks.iter().position(|blank| is_of(&problem.field, &blank.field))?;
            (!kept.contains(&place)).then_some((place, problem))
        };
        Ok(problems(self.text, self.fills)?.into_iter().find_map(of_blank))
    }
}

fn said(problem: &Problem) -> String {
    format!("That does not fit: {}; {}.", problem.wrong, problem.right.trim_end_matches('.'))
}

/// What was typed as it would stand in the file: as it is, or as people write it.
fn taken(text: &str, fills: &[Fill], blank: &BlankView, typed: &str) -> Result<String, String> {
    let complaint = match fits(text, fills, blank, typed) {
        Ok(()) => return Ok(typed.to_owned()),
        Err(complaint) => complaint,
    };
    let value =
        spellings(&blank.field, typed).into_iter().find(|value| fits(text, fills, blank, value).is_ok());
    value.ok_or(complaint)
}

/// What somebody may mean who does not write as the file does. None of it changes a number.
fn spellings(field: &str, typed: &str) -> Vec<String> {
    let plain = typed.trim().to_lowercase();
    let units: &[&str] = match field {
        field if field.ends_with("_mm") => &["millimetres", "mm"],
        field if field.ends_with("_s") => &["seconds", "sec", "s"],
        field if field.ends_with("_h") => &["hours", "h"],
        _ => &[],
    };
    let bare = |part: &str| {
        let unit = units.iter().find_map(|unit| part.trim().strip_suffix(unit));
        unit.unwrap_or(part).trim().to_owned()
    };
    let parts: Vec<String> = plain.replace(" and ", ",").split([',', ';']).map(bare).collect();
    let flag = match plain.as_str() {
        "yes" | "y" => Some("true".to_owned()),
        "no" | "n" => Some("false".to_owned()),
        _ => None,
    };
    let list = format!("[{}]", parts.join(", "));
    let by_spaces = format!("[{}]", plain.split_whitespace().collect::<Vec<_>>().join(", "));
    // Words of a list are written with underscores; between digits a sign or a space is a range or a list, and no number.
    let word = if plain.contains(|sign: char| sign.is_ascii_digit()) {
        plain.clone()
    } else {
        plain.replace([' ', '-'], "_")
    };
    let all = [word, bare(&plain), bare(&plain.replacen(',', ".", 1)), list, by_spaces];
    flag.into_iter().chain(all).collect()
}

/// Whether a value can stand in its field, whatever the others are.
fn fits(text: &str, fills: &[Fill], blank: &BlankView, value: &str) -> Result<(), String> {
    let mut with: Vec<Fill> = fills.iter().filter(|fill| fill.field != blank.field).cloned().collect();
    if blank.field == BASE {
        // The depth was asked for because of the answer that is given anew.
        with.retain(|fill| fill.field != GRIP);
    }
    with.push(Fill { field: blank.field.clone(), value: value.to_owned() });
    // What is wrong with the file as a whole is told when all is answered.
    let mut wrong = problems(text, &with).unwrap_or_default();
    wrong.retain(|problem| is_of(&problem.field, &blank.field));
    // That there is no base is an answer: the depth that is asked for then is what is needed beside it.
    if blank.field == BASE && value == "false" {
        return Ok(());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.iter().map(said).collect::<Vec<_>>().join("\n")) }
}

fn problems(text: &str, fills: &[Fill]) -> Result<Vec<Problem>, Failure> {
    match ask::plan_check(text, fills) {
        Ok(_) => Ok(Vec::new()),
        Err(AppError::Invalid { problems }) => Ok(problems),
        Err(error) => Err(error.into()),
    }
}

/// Whether a problem is about a field or a part of it.
fn is_of(problem: &str, field: &str) -> bool {
    problem.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests;
