//! One question at a time to whoever sits at the terminal.

use std::io::{self, BufRead, Write};

use crate::failure::Failure;
use crate::page::{Ink, Page};
use crate::shell::Shell;

/// What was typed where a line was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Words.
    Words(String),
    /// Enter alone.
    Empty,
    /// Nobody is there any more.
    Gone,
}

/// Asks for one line, and tells an empty one from the end of the input.
pub fn reply(shell: &Shell, question: &str) -> Result<Reply, Failure> {
    let asked = one_reply(shell.page(), question, &mut io::stdin().lock(), &mut shell.asking());
    asked.map_err(|error| Failure::of_file("the terminal", &error))
}

/// What was decided about something that was just shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Do it.
    Yes,
    /// Leave, and write nothing; also where nobody is there any more.
    No,
    /// Go through the questions again.
    Back,
}

/// Asks whether to do what was just shown.
pub fn decide(shell: &Shell, question: &str) -> Result<Decision, Failure> {
    let asked = decision(|| shell.page(), question, &mut io::stdin().lock(), &mut shell.asking());
    asked.map_err(|error| Failure::of_file("the terminal", &error))
}

/// Shows something to whoever is asked, beside the questions.
pub fn show(shell: &Shell, draw: impl FnOnce(&mut Page)) -> Result<(), Failure> {
    let mut page = shell.page();
    draw(&mut page);
    let shown = shell.asking().write_all(page.styled().as_bytes());
    shown.map_err(|error| Failure::of_file("the terminal", &error))
}

/// Asks for one line until there is one. Whoever is not there any more has left.
pub fn words(shell: &Shell, question: &str) -> Result<String, Failure> {
    loop {
        match reply(shell, question)? {
            Reply::Words(words) => return Ok(words),
            Reply::Empty => shell.say("This cannot be left empty. Ctrl-D leaves, and nothing is written.")?,
            Reply::Gone => return Err(Failure::Left),
        }
    }
}

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

/// Asks several questions of whoever sits at the terminal.
pub fn on_terminal<T>(
    shell: &Shell,
    ask: impl FnOnce(&mut Terminal<'_>) -> io::Result<T>,
) -> Result<T, Failure> {
    let page = || shell.page();
    let asked = ask(&mut Terminal { page: &page, input: &mut io::stdin().lock(), out: &mut shell.asking() });
    asked.map_err(|error| Failure::of_file("the terminal", &error))
}

/// Whoever sits at the terminal, for a form of several questions.
pub struct Terminal<'t> {
    /// Where questions are drawn.
    pub page: &'t dyn Fn() -> Page,
    /// What is typed.
    pub input: &'t mut dyn BufRead,
    /// Where questions are written.
    pub out: &'t mut dyn Write,
}

impl Terminal<'_> {
    /// Asks for one line until `check` takes it, and says what is wrong in its words. `None` when it is left empty, or
    /// nobody is there any more.
    pub fn line(
        &mut self,
        question: &str,
        check: impl Fn(&str) -> Result<(), String>,
    ) -> io::Result<Option<String>> {
        loop {
            let Some(typed) = one_line((self.page)(), question, &mut self.input, &mut self.out)? else {
                return Ok(None);
            };
            match check(&typed) {
                Ok(()) => return Ok(Some(typed)),
                Err(wrong) => writeln!(self.out, "{wrong}")?,
            }
        }
    }

    /// Asks which of several, each a name and its words. `None` when it is left empty, or nobody is there any more.
    pub fn choice(&mut self, question: &str, all: &[(&str, &str)]) -> io::Result<Option<String>> {
        one_of(self.page, question, all, &mut self.input, &mut self.out)
    }

    /// Asks which ones of several hold, as numbers or names with commas between them, each with `=DATE` where a day is
    /// known. Empty when nothing is typed.
    pub fn several(&mut self, question: &str, all: &[(&str, &str)]) -> io::Result<Vec<String>> {
        let mut page = (self.page)();
        for (place, (_, words)) in all.iter().enumerate() {
            page.item(Ink::Accent, &format!("  {}", place + 1), words);
        }
        write!(self.out, "\n{}", page.styled())?;
        let typed = self.line(question, |typed| chosen(typed, all).map(drop))?;
        Ok(typed.and_then(|typed| chosen(&typed, all).ok()).unwrap_or_default())
    }
}

fn chosen(typed: &str, all: &[(&str, &str)]) -> Result<Vec<String>, String> {
    let parts = typed.split(',').map(str::trim).filter(|part| !part.is_empty());
    let one = |part: &str| {
        let (which, day) =
            part.split_once('=').map_or((part, None), |(which, day)| (which.trim(), Some(day.trim())));
        let by_place = which.parse::<usize>().ok().and_then(|place| all.get(place.checked_sub(1)?));
        let (name, _) = by_place
            .or_else(|| all.iter().find(|(name, _)| *name == which.to_lowercase()))
            .ok_or_else(|| format!("Please choose from 1 to {}, with commas between.", all.len()))?;
        match day {
            Some(day) => is_day(day).map(|()| format!("{name}={day}")),
            None => Ok((*name).to_owned()),
        }
    };
    let names: Vec<String> = parts.map(one).collect::<Result<_, String>>()?;
    if names.iter().any(|name| name.starts_with("none")) && names != ["none"] {
        return Err("Please choose that none holds alone, or leave it out.".into());
    }
    Ok(names)
}

/// Whether this is a day as a form takes it.
pub fn is_day(typed: &str) -> Result<(), String> {
    let day =
        chrono::NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok().filter(|day| day.to_string() == typed);
    day.map(drop).ok_or_else(|| "Please write year, month and day, such as 2026-03-01.".to_owned())
}

fn one_line(
    page: Page,
    question: &str,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<Option<String>> {
    match one_reply(page, question, input, out)? {
        Reply::Words(words) => Ok(Some(words)),
        Reply::Empty | Reply::Gone => Ok(None),
    }
}

fn one_reply(
    mut page: Page,
    question: &str,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<Reply> {
    page.line(Ink::Plain, question);
    write!(out, "\n{}> ", page.styled())?;
    out.flush()?;
    let mut line = String::new();
    if input.read_line(&mut line)? == 0 {
        return Ok(Reply::Gone);
    }
    let line = line.trim();
    Ok(if line.is_empty() { Reply::Empty } else { Reply::Words(line.to_owned()) })
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
            "n" | "no" | "q" | "quit" => return Ok(false),
            _ => writeln!(out, "Please answer yes or no.")?,
        }
    }
}

fn decision(
    page: impl Fn() -> Page,
    question: &str,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<Decision> {
    let question =
        format!("{question} y: yes, n: no, leave and write nothing, b: back through the questions");
    loop {
        match one_reply(page(), &question, input, out)? {
            Reply::Gone => return Ok(Decision::No),
            Reply::Empty => {}
            Reply::Words(words) => match words.to_lowercase().as_str() {
                "y" | "yes" => return Ok(Decision::Yes),
                "n" | "no" | "q" => return Ok(Decision::No),
                "b" => return Ok(Decision::Back),
                _ => {}
            },
        }
        writeln!(out, "Please answer y, n or b.")?;
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
        assert!(!confirmed("n\n") && !confirmed("Q\n") && !confirmed(""));
    }

    #[test]
    fn only_a_clear_word_decides_and_whoever_is_gone_has_left() {
        let decided = |typed: &str| {
            decision(page, "So?", &mut typed.as_bytes(), &mut Vec::new()).expect("no I/O fails")
        };
        assert_eq!(decided("\nsure\nYES\n"), Decision::Yes);
        for typed in ["n\n", "No\n", "q\n", "", "\n"] {
            assert_eq!(decided(typed), Decision::No, "{typed:?}");
        }
        assert_eq!(decided("b\n"), Decision::Back);
    }

    #[test]
    fn an_empty_line_is_not_the_end_of_the_input() {
        let replied = |typed: &str| {
            one_reply(page(), "Who?", &mut typed.as_bytes(), &mut Vec::new()).expect("no I/O fails")
        };
        assert_eq!((replied(" \n"), replied("")), (Reply::Empty, Reply::Gone));
        assert_eq!(replied(" Dr Brandt \n"), Reply::Words("Dr Brandt".into()));
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

    const LIST: &[(&str, &str)] = &[("none", "none of them"), ("stoma", "a stoma"), ("steroids", "steroids")];

    fn asked<T>(typed: &str, ask: impl FnOnce(&mut Terminal<'_>) -> io::Result<T>) -> (T, String) {
        let (mut input, mut out) = (typed.as_bytes(), Vec::new());
        let got = ask(&mut Terminal { page: &page, input: &mut input, out: &mut out }).expect("no I/O fails");
        (got, String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn several_are_chosen_by_number_or_name_with_their_days() {
        for (typed, names) in [
            ("2,3\n", &["stoma", "steroids"][..]),
            ("Stoma , 3=2026-01-20\n", &["stoma", "steroids=2026-01-20"]),
            ("4\n0\nwell\n2,=\n3=20.1.2026\n1,2\n1=2026-01-20\n1\n", &["none"]),
            ("\n", &[]),
            ("", &[]),
        ] {
            assert_eq!(asked(typed, |terminal| terminal.several("Which?", LIST)).0, names, "{typed:?}");
        }
        let (_, out) = asked("2\n", |terminal| terminal.several("Which?", LIST));
        assert!(out.contains("a stoma\n") && out.contains("Which?"), "{out}");
    }

    #[test]
    fn a_line_that_does_not_fit_is_asked_for_again_with_what_would() {
        let (day, out) =
            asked("3.1.2026\n2026-1-3\n2026-02-30\n2026-01-03\n", |terminal| terminal.line("Born?", is_day));
        assert_eq!(day.as_deref(), Some("2026-01-03"));
        assert_eq!(out.matches("such as 2026-03-01").count(), 3, "{out}");
        assert_eq!(asked("", |terminal| terminal.line("Born?", is_day)).0, None);
    }
}
