//! The blanks of a plan form, asked for one by one; what is wrong is said while it can still be read off the paper.

use gradus_app::view::{BlankView, Fill};
use gradus_app::{AppError, Problem, ask};

use crate::failure::Failure;

/// Asks for every blank that has no value yet, looks at each value as it is typed, and in the end at all of them
/// together. A blank that is left empty stays blank. `question` asks for one line, `tell` says what is wrong.
pub fn fill(
    text: &str,
    fills: &mut Vec<Fill>,
    mut question: impl FnMut(&str) -> Result<Option<String>, Failure>,
    mut tell: impl FnMut(&Problem) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut blanks = ask::plan_blanks(text)?;
    blanks.retain(|blank| !fills.iter().any(|fill| fill.field == blank.field));
    for (number, blank) in blanks.iter().enumerate() {
        let place = format!("{} of {}  {}", number + 1, blanks.len(), blank.ask);
        let asked = format!("{place} ({})", blank.field);
        if let Some(value) = fitting(text, fills, blank, &asked, &mut question, &mut tell)? {
            fills.push(Fill { field: blank.field.clone(), value });
        }
    }
    // Values that are right each for itself can be wrong together: a goal below the first size.
    loop {
        let mut changed = false;
        for problem in problems(text, fills)? {
            let (Some(blank), Some(place)) = (
                blanks.iter().find(|blank| blank.field == problem.field),
                fills.iter().position(|fill| fill.field == problem.field),
            ) else {
                continue;
            };
            tell(&problem)?;
            let asked = format!("{} ({}), or Enter to keep {}", blank.ask, blank.field, fills[place].value);
            let kept = fills.remove(place);
            let value = fitting(text, fills, blank, &asked, &mut question, &mut tell)?;
            changed |= value.as_ref().is_some_and(|value| *value != kept.value);
            fills.insert(place, Fill { value: value.unwrap_or(kept.value), ..kept });
        }
        if !changed {
            return Ok(());
        }
    }
}

/// Asks until the value can stand in its field, or is left empty.
fn fitting(
    text: &str,
    fills: &[Fill],
    blank: &BlankView,
    asked: &str,
    question: &mut impl FnMut(&str) -> Result<Option<String>, Failure>,
    tell: &mut impl FnMut(&Problem) -> Result<(), Failure>,
) -> Result<Option<String>, Failure> {
    loop {
        let Some(value) = question(asked)? else { return Ok(None) };
        let mut with = fills.to_vec();
        with.push(Fill { field: blank.field.clone(), value: value.clone() });
        let mut wrong = problems(text, &with)?;
        wrong.retain(|problem| is_of(&problem.field, &blank.field));
        if wrong.is_empty() {
            return Ok(Some(value));
        }
        for problem in &wrong {
            tell(problem)?;
        }
    }
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

    /// Fills the form from what is typed, each line under the field it is typed for.
    fn typed(lines: &[(&str, &[&str])], given: &[(&str, &str)]) -> (Vec<Fill>, Vec<String>, Vec<String>) {
        typed_into(form(), lines, given)
    }

    fn typed_into(
        form: &str,
        lines: &[(&str, &[&str])],
        given: &[(&str, &str)],
    ) -> (Vec<Fill>, Vec<String>, Vec<String>) {
        let fill = |field: &str, value: &str| Fill { field: field.into(), value: value.into() };
        let mut fills: Vec<Fill> = given.iter().map(|(field, value)| fill(field, value)).collect();
        let mut left: Vec<(&str, Vec<&str>)> =
            lines.iter().map(|(field, lines)| (*field, lines.iter().rev().copied().collect())).collect();
        let (mut asked, mut told) = (Vec::new(), Vec::new());
        let question = |question: &str| {
            asked.push(question.to_owned());
            let (_, lines) = left
                .iter_mut()
                .find(|(field, _)| question.contains(&format!("({field})")))
                .unwrap_or_else(|| panic!("asked {question}"));
            Ok(lines.pop().map(str::to_owned))
        };
        let tell = |problem: &Problem| {
            told.push(problem.field.clone());
            Ok(())
        };
        super::fill(form, &mut fills, question, tell).expect("asked");
        (fills, asked, told)
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

    fn but(
        field: &'static str,
        lines: &'static [&'static str],
    ) -> Vec<(&'static str, &'static [&'static str])> {
        WELL.iter().map(|&(name, usual)| (name, if name == field { lines } else { usual })).collect()
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
    fn a_wrong_value_is_told_and_asked_for_again_before_the_next_blank() {
        for (field, lines) in [
            ("ladder.start_mm", &["nine", "95", "9"][..]),
            ("start.on", &["6.3.2026", "2026-03-06"]),
            ("step_up.max_pain", &["11", "3"]),
            ("contact[1].phone", &["by letter", "+44 1632 960 114"]),
        ] {
            let (fills, asked, told) = typed(&but(field, lines), &[]);
            assert_eq!(told.len(), lines.len() - 1, "{field}: {told:?}");
            let places: Vec<usize> =
                (0..asked.len()).filter(|&at| asked[at].contains(&format!("({field})"))).collect();
            assert_eq!(places.len(), lines.len(), "{field}");
            assert!(places.windows(2).all(|pair| pair[1] == pair[0] + 1), "{field}: one after the other");
            assert!(ask::plan_check(form(), &fills).is_ok(), "{field}");
        }
    }

    #[test]
    fn values_that_do_not_fit_together_are_offered_again() {
        let (fills, asked, told) = typed(&but("ladder.goal_mm", &["8", "12"]), &[]);
        assert!(told.contains(&"ladder.goal_mm".to_owned()) && ask::plan_check(form(), &fills).is_ok());
        assert!(!asked.iter().any(|question| question.contains("Enter to keep")), "told as it was typed");

        // The goal is asked for before the first size, and is found to be below it only later.
        let (start, goal) = ("field = \"ladder.start_mm\"", "field = \"ladder.goal_mm\"");
        let turned = form().replace(start, "field = \"\"").replace(goal, start).replace("field = \"\"", goal);
        let (fills, asked, told) = typed_into(&turned, &but("ladder.goal_mm", &["8", "12"]), &[]);
        assert_eq!(told, ["ladder.goal_mm"]);
        assert!(asked.last().is_some_and(|question| question.contains("or Enter to keep 8")), "{asked:?}");
        assert!(ask::plan_check(&turned, &fills).is_ok());
        let (fills, asked, _) = typed_into(&turned, &but("ladder.goal_mm", &["8"]), &[]);
        assert_eq!(fills.len(), WELL.len(), "what is kept stays");
        assert_eq!(
            asked.iter().filter(|question| question.contains("Enter to keep")).count(),
            1,
            "{asked:?}"
        );
    }

    #[test]
    fn a_blank_left_empty_stays_blank() {
        let (fills, _, told) = typed(&but("review_by", &[]), &[]);
        assert!(told.is_empty() && !fills.iter().any(|fill| fill.field == "review_by"), "{told:?}");
    }
}
