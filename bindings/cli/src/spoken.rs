//! Words of a person: notes, names, what was said on the phone. They need not stand on the command line, where other
//! users of the machine and the shell's history can read them.

use crate::failure::Failure;
use crate::files::Source;
use crate::shell::Shell;

/// What an option holds that was given without a value: no argument of a program can.
pub const ASK: &str = "\0";

/// The words of an option that may be left out. `-` reads standard input, `@FILE` a file, `@@` stands for a leading `@`.
/// `None` where it is left out, or given alone, to be asked for: [`is_to_be_asked`]. `input_is_taken` says that something
/// else reads standard input already.
///
/// # Errors
/// A file that cannot be read; an option given alone where nobody can be asked.
pub fn optional(
    shell: &Shell,
    option: &str,
    given: Option<String>,
    input_is_taken: bool,
) -> Result<Option<String>, Failure> {
    match given.as_deref() {
        Some(ASK) if shell.can_ask() => Ok(None),
        Some(ASK) => Err(nobody(option)),
        Some("-") if input_is_taken => Err(Failure::usage(
            &format!("{option} -"),
            "asks for standard input, which another option reads already",
            "give one of the two as @FILE",
        )),
        Some(text) => read(text).map(Some),
        None => Ok(None),
    }
}

/// The words of an option that must be there: as [`optional`], but `None` always means that they are asked for.
///
/// # Errors
/// As [`optional`]; words that are missing or empty where nobody can be asked.
pub fn needed(
    shell: &Shell,
    option: &str,
    given: Option<String>,
    input_is_taken: bool,
) -> Result<Option<String>, Failure> {
    match optional(shell, option, given, input_is_taken)? {
        None if !shell.can_ask() => Err(nobody(option)),
        words => Ok(words),
    }
}

/// Whether an option was given alone: its words are asked for.
pub fn is_to_be_asked(given: Option<&String>) -> bool {
    given.is_some_and(|given| given == ASK)
}

fn nobody(option: &str) -> Failure {
    let right = format!("give {option} -, @FILE or the words");
    Failure::usage(option, "has no words, and there is nobody to ask", &right)
}

fn read(text: &str) -> Result<String, Failure> {
    let source = match text.strip_prefix('@') {
        Some(rest) if rest.starts_with('@') => return Ok(rest.to_owned()),
        Some("") => return Err(Failure::usage("@", "names no file", "write @FILE")),
        Some(path) => Source::File(path.into()),
        None if text == "-" => Source::Input,
        None => return Ok(text.to_owned()),
    };
    Ok(source.read()?.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Cli;
    use clap::Parser;

    fn shell() -> Shell {
        Shell::new(&Cli::parse_from(["gradus", "--json", "today"]).global)
    }

    fn note(given: &str) -> Result<Option<String>, Failure> {
        optional(&shell(), "--note", Some(given.into()), false)
    }

    #[test]
    fn words_stand_as_they_are_or_in_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("note.txt");
        std::fs::write(&path, "zwei Zeilen\nund mehr\n\n").expect("written");
        let file = note(&format!("@{}", path.display())).expect("readable");
        assert_eq!(file.as_deref(), Some("zwei Zeilen\nund mehr"));
        assert_eq!(note("she slept").expect("as it is").as_deref(), Some("she slept"));
        assert_eq!(note("@@home").expect("one at sign").as_deref(), Some("@home"));
        assert_eq!(optional(&shell(), "--note", None, false).expect("left out"), None);
    }

    #[test]
    fn what_cannot_be_read_says_what_would_be_right() {
        assert_eq!(note("@").expect_err("no file").code(), 2);
        assert_eq!(note("@/nowhere/note.txt").expect_err("not there").code(), 3);
        let twice = optional(&shell(), "--note", Some("-".into()), true).expect_err("taken");
        assert!(twice.code() == 2 && twice.json().is_some_and(|text| text.contains("@FILE")));
    }

    #[test]
    fn where_nobody_can_be_asked_the_option_says_so() {
        for failure in
            [note(ASK).expect_err("nobody"), needed(&shell(), "--said", None, false).expect_err("nobody")]
        {
            assert!(failure.code() == 2 && failure.json().is_some_and(|text| text.contains("nobody to ask")));
        }
    }
}
