//! The check-in questions, one by one: yes, no or not sure; nothing is chosen for anybody.

use std::io::{self, BufRead, Write};

use gradus_app::view::{FactAnswer, FactQuestion};

use crate::facts_file::in_unit;
use crate::page::{Ink, Page};

/// Asks each question until it has an answer or is left out on purpose, which counts as not asked and never as no.
/// `None` when the person leaves: then nothing is written.
///
/// `about` asks the question as a caregiver reads it about somebody else. `draw` turns a page into bytes, coloured or
/// not.
pub fn ask(
    questions: &[&FactQuestion],
    about: bool,
    new_page: &dyn Fn() -> Page,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<Option<Vec<FactAnswer>>> {
    let mut answers = Vec::with_capacity(questions.len());
    for (number, question) in questions.iter().enumerate() {
        let mut page = new_page();
        draw(&mut page, question, about, number + 1, questions.len());
        out.write_all(page.styled().as_bytes())?;
        loop {
            write!(out, "    {}: ", prompt(question))?;
            out.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 || matches!(line.trim(), "q" | "quit") {
                writeln!(out)?;
                return Ok(None);
            }
            if matches!(line.trim(), "x" | "X") {
                break;
            }
            match read(question, line.trim()) {
                Ok(answer) => break answers.push(FactAnswer { id: question.id.clone(), answer }),
                Err(said) => writeln!(out, "    {said}")?,
            }
        }
    }
    Ok(Some(answers))
}

/// Asks a question that only yes or no can answer. `false` when the person leaves.
pub fn confirm(question: &str, input: &mut impl BufRead, out: &mut impl Write) -> io::Result<bool> {
    loop {
        write!(out, "{question} (y/n): ")?;
        out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(false);
        }
        match line.trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(true),
            "n" | "no" => return Ok(false),
            _ => writeln!(out, "Please answer yes or no.")?,
        }
    }
}

/// Asks for one line. `None` when the person leaves it empty or goes away.
pub fn line(question: &str, input: &mut impl BufRead, out: &mut impl Write) -> io::Result<Option<String>> {
    write!(out, "{question}: ")?;
    out.flush()?;
    let mut line = String::new();
    input.read_line(&mut line)?;
    let line = line.trim();
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

fn draw(page: &mut Page, question: &FactQuestion, about: bool, number: usize, of: usize) {
    let words = if about && !question.question_about.is_empty() {
        &question.question_about
    } else {
        &question.question
    };
    page.line(Ink::Quiet, "");
    page.item(Ink::Quiet, &format!("{number} of {of}"), words);
    if !question.help.is_empty() {
        page.indented(4, Ink::Quiet, &question.help);
    }
    for (place, level) in question.levels.iter().enumerate() {
        page.item(Ink::Accent, &format!("    {}", place + 1), &level.replace('_', " "));
    }
}

fn prompt(question: &FactQuestion) -> String {
    match question.kind.as_str() {
        "yes_no" => "yes, no or not sure (y/n/s), x leaves it out".into(),
        "number" => {
            format!("a number{}, s for not sure, x leaves it out", in_unit(question))
        }
        _ => format!("1 to {}, s for not sure, x leaves it out", question.levels.len()),
    }
}

fn read(question: &FactQuestion, typed: &str) -> Result<String, String> {
    let lower = typed.to_lowercase();
    if matches!(lower.as_str(), "s" | "not sure" | "unknown") {
        return Ok("unknown".into());
    }
    match question.kind.as_str() {
        "yes_no" => {
            match lower.as_str() {
                "y" | "yes" => Ok("true".into()),
                "n" | "no" => Ok("false".into()),
                _ => Err("Please answer y for yes, n for no or s for not sure; q leaves and writes nothing."
                    .into()),
            }
        }
        "number" => number(question, &typed.replace(',', ".")),
        _ => {
            let by_place =
                lower.parse::<usize>().ok().and_then(|place| question.levels.get(place.checked_sub(1)?));
            let by_name =
                question.levels.iter().find(|level| level.replace('_', " ") == lower.replace('_', " "));
            by_place.or(by_name).cloned().ok_or_else(|| {
                format!(
                    "Please choose 1 to {}, or s for not sure; q leaves and writes nothing.",
                    question.levels.len()
                )
            })
        }
    }
}

/// Only the range is looked at here, so that a slip is noticed while the thermometer is still in the hand; triage
/// reads the text itself.
fn number(question: &FactQuestion, typed: &str) -> Result<String, String> {
    let bound = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    let decimals = typed.split_once('.').map_or(0, |(_, after)| after.len());
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    let said = typed.parse::<f64>().ok().filter(|_| digits && decimals <= 1);
    let fits = |value: f64| {
        bound(&question.least).is_none_or(|least| value >= least)
            && bound(&question.greatest).is_none_or(|greatest| value <= greatest)
    };
    match said {
        Some(value) if fits(value) => Ok(typed.to_owned()),
        _ => {
            let least = question.least.as_deref().unwrap_or("0");
            let greatest =
                question.greatest.as_deref().map(|greatest| format!(" to {greatest}")).unwrap_or_default();
            Err(format!(
                "Please type a number from {least}{greatest} with at most one decimal, or s for not sure."
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts_file::tests::question;

    fn run(typed: &str) -> (Option<Vec<(String, String)>>, String) {
        let questions =
            [question("green_vomit", "yes_no"), question("t", "number"), question("bleeding", "level")];
        let questions: Vec<&FactQuestion> = questions.iter().collect();
        let mut out = Vec::new();
        let answers =
            ask(&questions, false, &|| Page::new(60), &mut typed.as_bytes(), &mut out).expect("no I/O fails");
        let out = anstream::adapter::strip_str(&String::from_utf8(out).expect("UTF-8")).to_string();
        (answers.map(|all| all.into_iter().map(|given| (given.id, given.answer)).collect()), out)
    }

    #[test]
    fn each_kind_is_answered_in_its_own_way() {
        let (answers, out) = run("n\n38,1\n2\n");
        let answers = answers.expect("all answered");
        assert_eq!(answers[0], ("green_vomit".into(), "false".into()));
        assert_eq!(answers[1], ("t".into(), "38.1".into()));
        assert_eq!(answers[2], ("bleeding".into(), "streak".into()));
        assert!(out.contains("1 of 3 Question?") && out.contains("1 none"), "{out}");
    }

    #[test]
    fn not_sure_is_always_allowed() {
        let (answers, _) = run("s\nnot sure\nS\n");
        assert!(answers.expect("all answered").iter().all(|(_, answer)| answer == "unknown"));
    }

    #[test]
    fn an_empty_line_chooses_nothing_and_a_slip_asks_again() {
        let (answers, out) = run("\nmaybe\nyes\n381\n38.15\nNaN\n38.1\n9\nnone\n");
        let answers: Vec<String> =
            answers.expect("all answered").into_iter().map(|(_, answer)| answer).collect();
        assert_eq!(answers, ["true", "38.1", "none"]);
        assert_eq!(out.matches("Please answer y for yes").count(), 2);
        assert_eq!(out.matches("Please type a number from 30 to 43").count(), 3);
        assert_eq!(out.matches("Please choose 1 to 2").count(), 1);
    }

    #[test]
    fn a_question_left_out_is_not_asked_rather_than_unknown() {
        let (answers, _) = run("x\n38.1\nx\n");
        assert_eq!(answers.expect("all done"), [("t".to_owned(), "38.1".to_owned())]);
    }

    #[test]
    fn leaving_in_the_middle_gives_no_answers_at_all() {
        assert!(run("y\nq\n").0.is_none());
        assert!(run("y\n38.1\n").0.is_none(), "the end of the input is leaving");
    }

    #[test]
    fn only_a_clear_yes_confirms() {
        let confirmed =
            |typed: &str| confirm("Sure?", &mut typed.as_bytes(), &mut Vec::new()).expect("no I/O fails");
        assert!(confirmed("y\n") && confirmed("\nperhaps\nYes\n"));
        assert!(!confirmed("n\n") && !confirmed(""));
    }
}
