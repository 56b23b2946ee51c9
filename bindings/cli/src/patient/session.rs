use std::io;

use gradus_app::ask;
use gradus_app::view::{Command, SessionDraft};

use crate::args::SessionArgs;
use crate::draft_file;
use crate::failure::Failure;
use crate::patient::{ask_and_record, record_and_show};
use crate::prompt::{self, Terminal};
use crate::screen::level_words;
use crate::shell::Shell;
use crate::spoken;

const SAID: &str = "The session is in the log.";

/// How a session went, as it is written down and as people say it.
const EASE: &[(&str, &str)] = &[
    ("easy", "easily"),
    ("firm", "firmly, and it passed"),
    ("forced_not_done", "it would have needed force, so it was left"),
    ("not_passed", "it did not pass"),
];

/// `gradus log session`: from a file, or from the options and whoever can be asked.
pub fn run(shell: &Shell, mut args: SessionArgs) -> Result<(), Failure> {
    if let Some(source) = &args.from {
        let (draft, places) = draft_file::session(source)?;
        let recorded = record_and_show(shell, SAID, |person| Command::LogSession { person, draft });
        return recorded.map_err(|failure| places.place(failure));
    }
    let draft = move || {
        if shell.can_ask() {
            prompt::on_terminal(shell, |terminal| complete(&mut args, terminal))?;
        }
        drafted(shell, args)
    };
    ask_and_record(shell, SAID, draft, |person, draft| Command::LogSession { person, draft })
}

fn drafted(shell: &Shell, args: SessionArgs) -> Result<SessionDraft, Failure> {
    let needed = |given: Option<String>, option| {
        let how = format!(
            "a session needs {option}; see `gradus log session --help`, or give it all with --from FILE"
        );
        given.ok_or(Failure::Usage(how))
    };
    Ok(SessionDraft {
        at: args.at,
        occurrence: args.occurrence,
        size: needed(args.size, "--size")?,
        holds_s: args.hold_s,
        ease: needed(args.ease, "--ease")?,
        pain_before: args.pain_before,
        pain_peak: args.pain_peak,
        pain_after: args.pain_after,
        pain_minutes: args.pain_minutes,
        bleeding: args.bleeding,
        bleeding_minutes: args.bleeding_minutes,
        warm_up: args.warm_up,
        lubricant: args.lubricant,
        adjuncts: args.adjunct,
        stop_reason: args.stop_reason,
        device: args.device,
        cleaned: args.cleaned,
        note: spoken::optional(shell, "--note", args.note, false)?,
    })
}

/// Asks for size and ease where they are missing. Who gave neither is asked for holds, pain and blood as well; what is left
/// empty was not asked, which is never a no.
fn complete(args: &mut SessionArgs, terminal: &mut Terminal<'_>) -> io::Result<()> {
    let all = args.size.is_none() && args.ease.is_none();
    if args.size.is_none() {
        args.size = terminal.line("Size used, such as 10 or 10.5 mm:", |_| Ok(()))?;
    }
    if args.ease.is_none() && args.size.is_some() {
        args.ease = terminal.choice("How did it go in?", EASE)?;
    }
    if !all || args.size.is_none() || args.ease.is_none() {
        return Ok(());
    }
    if args.hold_s.is_empty() {
        let question = "Seconds each insertion was held, such as 30,30, or Enter to leave it out:";
        let typed = terminal.line(question, |typed| seconds(typed).map(drop))?;
        args.hold_s = typed.and_then(|typed| seconds(&typed).ok()).unwrap_or_default();
    }
    if args.pain_peak.is_none() {
        let question = "Worst pain during, 0 to 10, s for not sure, or Enter to leave it out:";
        let typed = terminal.line(question, |typed| pain(typed).map(drop))?;
        args.pain_peak = typed.and_then(|typed| pain(&typed).ok());
    }
    if args.bleeding.is_none() {
        let question = ask::facts().into_iter().find(|question| question.id == "bleeding");
        let mut levels = question.iter().flat_map(|question| {
            question.levels.iter().map(|level| (level.clone(), level_words(question, level)))
        });
        let mut words: Vec<(String, String)> = levels.by_ref().collect();
        words.push(("unknown".into(), "Not sure".into()));
        let words: Vec<(&str, &str)> =
            words.iter().map(|(name, said)| (name.as_str(), said.as_str())).collect();
        args.bleeding = terminal.choice("\nWas there blood? Enter leaves it out.", &words)?;
    }
    Ok(())
}

fn seconds(typed: &str) -> Result<Vec<u32>, String> {
    let read: Result<_, _> = typed.split(',').map(|part| part.trim().parse()).collect();
    read.map_err(|_| "Please write whole seconds with commas between, such as 30,30.".to_owned())
}

fn pain(typed: &str) -> Result<String, String> {
    let lower = typed.to_lowercase();
    match lower.as_str() {
        "s" | "not sure" | "unknown" => Ok("unknown".into()),
        number if number.parse::<u8>().is_ok_and(|score| score <= 10) => Ok(lower),
        _ => Err("Please write a whole number from 0 to 10, or s for not sure.".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Cli, Command as Verb, LogVerb};
    use crate::page::Page;
    use clap::Parser;

    fn completed(options: &[&str], typed: &str) -> (SessionArgs, String) {
        let Verb::Log(log) = Cli::parse_from([&["gradus", "log", "session"], options].concat()).command
        else {
            panic!("a log")
        };
        let LogVerb::Session(mut args) = log.verb else { panic!("a session") };
        let (mut input, mut out) = (typed.as_bytes(), Vec::new());
        let page = || Page::new(80);
        complete(&mut args, &mut Terminal { page: &page, input: &mut input, out: &mut out })
            .expect("no I/O fails");
        (*args, String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn without_options_everything_that_matters_is_asked_and_slips_are_asked_again() {
        let (args, _) = completed(&[], "9\n1\n30;30\n30, 31\n11\n10\n2\n");
        assert_eq!((args.size.as_deref(), args.ease.as_deref()), (Some("9"), Some("easy")));
        assert_eq!((args.hold_s, args.pain_peak.as_deref()), (vec![30, 31], Some("10")));
        assert_eq!(args.bleeding.as_deref(), Some("streak"));
        let (args, _) = completed(&[], "9\n1\n30\ns\n8\n");
        assert_eq!((args.pain_peak.as_deref(), args.bleeding.as_deref()), (Some("unknown"), Some("unknown")));
    }

    #[test]
    fn what_is_left_empty_was_not_asked() {
        let (args, _) = completed(&[], "9\n1\n\n\n\n");
        assert!(args.hold_s.is_empty() && args.pain_peak.is_none() && args.bleeding.is_none());
        let (args, _) = completed(&[], "9\n");
        assert!(args.size.is_some() && args.ease.is_none(), "nobody is there any more");
    }

    #[test]
    fn what_is_given_is_not_asked_for() {
        let (_, out) = completed(&["--size", "9", "--ease", "easy"], "");
        assert_eq!(out, "");
        let (args, out) = completed(&["--size", "9"], "2\n");
        assert!(args.ease.as_deref() == Some("firm") && !out.contains("pain"), "{out}");
        let (_, out) = completed(&["--bleeding", "none", "--pain-peak", "1", "--hold-s", "30"], "9\n1\n");
        assert!(!out.contains("pain") && !out.contains("blood") && !out.contains("Seconds"), "{out}");
    }

    #[test]
    fn a_file_stands_for_all_options_and_goes_with_none() {
        let parsed = |words: &[&str]| {
            Cli::try_parse_from([&["gradus", "log", "session", "--from", "-"], words].concat())
        };
        assert!(parsed(&[]).is_ok());
        let command = <Cli as clap::CommandFactory>::command();
        let session =
            command.find_subcommand("log").and_then(|log| log.find_subcommand("session")).expect("there");
        let options = session.get_arguments().filter_map(|argument| argument.get_long());
        for option in options.filter(|option| !["from", "help"].contains(option)) {
            assert!(parsed(&[&format!("--{option}=1")]).is_err(), "--{option}");
        }
    }
}
