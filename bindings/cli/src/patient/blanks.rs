//! The blanks of a plan form, asked for one by one; what is wrong is said while it can still be read off the paper.

use std::collections::BTreeMap;

use gradus_app::view::{BlankView, Fill};
use gradus_app::{AppError, Problem, ask};

use crate::failure::Failure;
use crate::prompt::Reply;

/// What can be typed at every blank.
pub const WAYS: &str = "b goes back one, q leaves and writes nothing.";

/// Asks for every blank that has no value yet, looks at each value as it is typed, and in the end at all of them
/// together. `known` is offered, to be taken with Enter; what is not offered must be typed. `question` asks for one line,
/// `tell` says what is wrong.
pub fn fill(
    text: &str,
    fills: &mut Vec<Fill>,
    known: &[Fill],
    question: impl FnMut(&str) -> Result<Reply, Failure>,
    tell: impl FnMut(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut blanks = ask::plan_blanks(text)?;
    blanks.retain(|blank| !fills.iter().any(|fill| fill.field == blank.field));
    let offers = known.iter().map(|fill| (fill.field.clone(), fill.value.clone())).collect();
    let mut asking = Asking { text, fills, blanks, offers, question, tell };
    asking.until_all_fit()
}

struct Asking<'a, Q, T> {
    text: &'a str,
    fills: &'a mut Vec<Fill>,
    blanks: Vec<BlankView>,
    /// What Enter takes: known from elsewhere, or typed before.
    offers: BTreeMap<String, String>,
    question: Q,
    tell: T,
}

/// What was decided about one blank.
enum Step {
    Taken(String),
    Kept,
    Back,
}

impl<Q, T> Asking<'_, Q, T>
where
    Q: FnMut(&str) -> Result<Reply, Failure>,
    T: FnMut(&str) -> Result<(), Failure>,
{
    fn until_all_fit(&mut self) -> Result<(), Failure> {
        let (mut at, mut kept) = (0, Vec::new());
        loop {
            while at < self.blanks.len() {
                match self.one(at, false)? {
                    Step::Back => at = at.saturating_sub(1),
                    Step::Taken(value) => {
                        self.set(at, value);
                        at += 1;
                    }
                    Step::Kept => at += 1,
                }
            }
            // Values that are right each for itself can be wrong together: a goal below the first size.
            let Some((place, problem)) = self.left_wrong(&kept)? else { return Ok(()) };
            (self.tell)(&said(&problem))?;
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
        let asked = format!("{} of {}  {} ({})", at + 1, self.blanks.len(), blank.ask, blank.field);
        let asked = match &offered {
            Some(value) if told => format!("{asked}, or Enter to keep {value}"),
            Some(value) => format!("{asked}, or Enter to take {value}"),
            None => asked,
        };
        loop {
            let value = match ((self.question)(&asked)?, &offered) {
                (Reply::Gone, _) => return Err(Failure::Left),
                (Reply::Empty, Some(_)) if told => return Ok(Step::Kept),
                (Reply::Empty, Some(value)) => value.clone(),
                (Reply::Empty, None) => {
                    (self.tell)(&format!("This cannot be left empty: the clinic has to say it. {WAYS}"))?;
                    continue;
                }
                (Reply::Words(words), _) => match words.to_lowercase().as_str() {
                    "q" => return Err(Failure::Left),
                    "b" if at == 0 => {
                        (self.tell)("This is the first one.")?;
                        continue;
                    }
                    "b" => return Ok(Step::Back),
                    _ => words,
                },
            };
            let wrong = self.wrong_with(&blank, &value)?;
            if wrong.is_empty() {
                return Ok(Step::Taken(value));
            }
            for problem in &wrong {
                (self.tell)(&said(problem))?;
            }
        }
    }

    fn set(&mut self, at: usize, value: String) {
        let field = self.blanks[at].field.clone();
        self.offers.insert(field.clone(), value.clone());
        self.fills.retain(|fill| fill.field != field);
        self.fills.push(Fill { field, value });
    }

    fn wrong_with(&self, blank: &BlankView, value: &str) -> Result<Vec<Problem>, Failure> {
        let mut with: Vec<Fill> =
            self.fills.iter().filter(|fill| fill.field != blank.field).cloned().collect();
        with.push(Fill { field: blank.field.clone(), value: value.to_owned() });
        let mut wrong = problems(self.text, &with)?;
        wrong.retain(|problem| is_of(&problem.field, &blank.field));
        Ok(wrong)
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
    format!("{}: {}; {}", problem.field, problem.wrong, problem.right)
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
mod tests {
    use super::*;

    fn form() -> &'static str {
        let all = ask::published_plans();
        all.iter().find(|(name, _)| *name == "post-psarp-home").expect("a published form").1
    }

    /// What came of it, every question, and every complaint.
    type Asked = (Result<Vec<Fill>, Failure>, Vec<String>, Vec<String>);

    fn fills(given: &[(&str, &str)]) -> Vec<Fill> {
        given.iter().map(|(field, value)| Fill { field: (*field).into(), value: (*value).into() }).collect()
    }

    /// Fills the form from what is typed, each line under the field it is typed for; after the last one nobody is there.
    fn typed_into(
        form: &str,
        lines: &[(&str, &[&str])],
        given: &[(&str, &str)],
        known: &[(&str, &str)],
    ) -> Asked {
        let mut filled = fills(given);
        let mut left: Vec<(&str, Vec<&str>)> =
            lines.iter().map(|(field, lines)| (*field, lines.iter().rev().copied().collect())).collect();
        let (mut asked, mut told) = (Vec::new(), Vec::new());
        let question = |question: &str| {
            asked.push(question.to_owned());
            let (_, lines) = left
                .iter_mut()
                .find(|(field, _)| question.contains(&format!("({field})")))
                .unwrap_or_else(|| panic!("asked {question}"));
            Ok(match lines.pop() {
                None => Reply::Gone,
                Some("") => Reply::Empty,
                Some(words) => Reply::Words(words.to_owned()),
            })
        };
        let tell = |wrong: &str| {
            told.push(wrong.to_owned());
            Ok(())
        };
        let done = super::fill(form, &mut filled, &fills(known), question, tell);
        (done.map(|()| filled), asked, told)
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
            let places: Vec<usize> =
                (0..asked.len()).filter(|&at| asked[at].contains(&format!("({field})"))).collect();
            assert_eq!(places.len(), lines.len(), "{field}");
            assert!(places.windows(2).all(|pair| pair[1] == pair[0] + 1), "{field}: one after the other");
            assert!(ask::plan_check(form(), &fills).is_ok(), "{field}");
        }
        let (_, _, told) = typed(&but(&[("start.on", &["6.3.2026", "2026-03-06"])]), &[]);
        assert!(told[0].contains("such as 2026-03-01"), "{told:?}");
    }

    #[test]
    fn b_goes_back_one_blank_and_what_stood_there_is_offered() {
        let lines = but(&[("ladder.start_mm", &["9", "10"]), ("ladder.goal_mm", &["b", "12"])]);
        let (fills, asked, told) = typed(&lines, &[]);
        assert!(told.is_empty() && asked[4].contains("(ladder.start_mm), or Enter to take 9"), "{asked:?}");
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
            assert!(told.is_empty() && asked[4].ends_with("or Enter to take 2026-02-20"), "{asked:?}");
            let fills = done.expect("asked to the end");
            assert!(fills.iter().any(|fill| fill.field == "start.operation" && fill.value == value));
        }
    }

    #[test]
    fn values_that_do_not_fit_together_are_offered_again() {
        let (fills, asked, told) = typed(&but(&[("ladder.goal_mm", &["8", "12"])]), &[]);
        assert!(told[0].starts_with("ladder.goal_mm: ") && ask::plan_check(form(), &fills).is_ok());
        assert!(!asked.iter().any(|question| question.contains("Enter to keep")), "told as it was typed");

        // The goal is asked for before the first size, and is found to be below it only later.
        let (start, goal) = ("field = \"ladder.start_mm\"", "field = \"ladder.goal_mm\"");
        let turned = form().replace(start, "field = \"\"").replace(goal, start).replace("field = \"\"", goal);
        let goal = |lines: Lines| typed_into(&turned, &but(&[("ladder.goal_mm", lines)]), &[], &[]);
        let (done, asked, told) = goal(&["8", "12"]);
        assert!(told.len() == 1 && told[0].starts_with("ladder.goal_mm"), "{told:?}");
        assert!(asked.last().is_some_and(|question| question.contains("or Enter to keep 8")), "{asked:?}");
        assert!(ask::plan_check(&turned, &done.expect("asked to the end")).is_ok());
        let (done, asked, _) = goal(&["8", ""]);
        assert_eq!(done.expect("asked to the end").len(), WELL.len(), "what is kept stays");
        let again = asked.iter().filter(|question| question.contains("Enter to keep")).count();
        assert_eq!(again, 1, "{asked:?}");
    }
}
