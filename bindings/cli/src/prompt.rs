//! One question at a time to whoever sits at the terminal.

use std::io::{self, BufRead, Write};

use crate::failure::Failure;
use crate::page::{Ink, Page};
use crate::shell::Shell;

/// Asks for one line. `None` when it is left empty, or nobody is there any more.
pub fn line(shell: &Shell, question: &str) -> Result<Option<String>, Failure> {
    let asked = one_line(shell.page(), question, &mut io::stdin().lock(), &mut shell.asking());
    asked.map_err(|error| Failure::of_file("the terminal", &error))
}

/// Asks what only yes or no can answer. `false` when nobody is there any more.
pub fn confirm(shell: &Shell, question: &str) -> Result<bool, Failure> {
    let asked = yes_or_no(|| shell.page(), question, &mut io::stdin().lock(), &mut shell.asking());
    asked.map_err(|error| Failure::of_file("the terminal", &error))
}

/// Asks which of several, each a name and its words. `None` when it is left empty, or nobody is there any more.
pub fn choice(shell: &Shell, question: &str, all: &[(&str, &str)]) -> Result<Option<String>, Failure> {
    let asked = one_of(|| shell.page(), question, all, &mut io::stdin().lock(), &mut shell.asking());
    asked.map_err(|error| Failure::of_file("the terminal", &error))
}

fn one_line(
    mut page: Page,
    question: &str,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<Option<String>> {
    page.line(Ink::Plain, question);
    write!(out, "\n{}> ", page.styled())?;
    out.flush()?;
    let mut line = String::new();
    input.read_line(&mut line)?;
    let line = line.trim();
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

fn yes_or_no(
    page: impl Fn() -> Page,
    question: &str,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<bool> {
    let question = format!("{question} (y/n)");
    loop {
        let mut drawn = page();
        drawn.line(Ink::Plain, &question);
        write!(out, "{}> ", drawn.styled())?;
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

fn one_of(
    page: impl Fn() -> Page,
    question: &str,
    all: &[(&str, &str)],
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<Option<String>> {
    let mut drawn = page();
    drawn.line(Ink::Plain, question);
    for (place, (_, words)) in all.iter().enumerate() {
        drawn.item(Ink::Accent, &format!("  {}", place + 1), words);
    }
    out.write_all(drawn.styled().as_bytes())?;
    loop {
        write!(out, "> ")?;
        out.flush()?;
        let mut line = String::new();
        let ended = input.read_line(&mut line)? == 0;
        let typed = line.trim().to_lowercase();
        if ended || typed.is_empty() {
            return Ok(None);
        }
        let by_place = typed.parse::<usize>().ok().and_then(|place| all.get(place.checked_sub(1)?));
        let by_name = all.iter().find(|(name, words)| [*name, *words].contains(&typed.as_str()));
        if let Some((name, _)) = by_place.or(by_name) {
            return Ok(Some((*name).to_owned()));
        }
        writeln!(out, "Please choose 1 to {}.", all.len())?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        Page::new(60)
    }

    #[test]
    fn only_a_clear_yes_confirms() {
        let confirmed = |typed: &str| {
            yes_or_no(page, "Sure?", &mut typed.as_bytes(), &mut Vec::new()).expect("no I/O fails")
        };
        assert!(confirmed("y\n") && confirmed("\nperhaps\nYes\n"));
        assert!(!confirmed("n\n") && !confirmed(""));
    }

    #[test]
    fn a_choice_is_made_by_number_name_or_words_and_a_slip_asks_again() {
        let all = [("easy", "easily"), ("not_passed", "it did not pass")];
        let chosen = |typed: &str| {
            one_of(page, "How?", &all, &mut typed.as_bytes(), &mut Vec::new()).expect("no I/O fails")
        };
        for typed in ["2\n", "not_passed\n", "It did not pass\n", "0\n3\nwell\n2\n"] {
            assert_eq!(chosen(typed).as_deref(), Some("not_passed"), "{typed:?}");
        }
        assert_eq!((chosen("\n"), chosen("")), (None, None));
    }

    #[test]
    fn what_a_plan_asks_cannot_command_the_terminal() {
        let mut out = Vec::new();
        let said =
            one_line(page(), "Which\x1b[2J size?", &mut &b" 9 \n"[..], &mut out).expect("no I/O fails");
        assert_eq!(said.as_deref(), Some("9"));
        assert!(!out.contains(&0x1b), "{out:?}");
    }
}
