use gradus_app::ask;
use gradus_app::view::{Command, SessionDraft};

use crate::args::SessionArgs;
use crate::draft_file;
use crate::failure::Failure;
use crate::patient::{ask_and_record, record_and_show};
use crate::prompt::{Field, Form, Heard};
use crate::screen::level_words;
use crate::shell::Shell;
use crate::spoken;

const SAID: &str = "The session is in the log.";

/// How a session went, as it is written down and as people say it.
pub(super) const WAYS_IN: &[(&str, &str)] = &[
    ("easy", "easily"),
    ("firm", "firmly, and it passed"),
    ("forced_not_done", "it would have needed force, so it was left"),
    ("not_passed", "it did not pass"),
];

/// `gradus log session`: from a file, or from the options and whoever can be asked.
pub fn run(shell: &Shell, args: SessionArgs) -> Result<(), Failure> {
    if let Some(source) = &args.from {
        let (draft, places) = draft_file::session(source)?;
        let recorded = record_and_show(shell, SAID, |person| Command::LogSession { person, draft });
        return recorded.map_err(|failure| places.place(failure));
    }
    let mut form = SessionForm::of(shell, args)?;
    form.words_of_blood = words_of_blood();
    ask_and_record(shell, SAID, form, |person, draft| Command::LogSession { person, draft })
}

/// A session on the way.
#[derive(Default)]
pub struct SessionForm {
    draft: SessionDraft,
    size: Option<String>,
    ease: Option<String>,
    holds: Option<String>,
    asks_note: bool,
    words_of_blood: Vec<(String, String)>,
    /// Whether all of it is asked for, what stands being offered.
    stands: bool,
}

impl SessionForm {
    /// One that is in the log, to be changed.
    pub fn standing(draft: SessionDraft) -> Self {
        let holds: Vec<_> = draft.holds_s.iter().map(u32::to_string).collect();
        Self {
            size: Some(draft.size.clone()),
            ease: Some(draft.ease.clone()),
            holds: Some(holds.join(",")).filter(|holds| !holds.is_empty()),
            words_of_blood: words_of_blood(),
            stands: true,
            draft,
            ..Self::default()
        }
    }

    /// What is about to be written, in one line.
    fn summary(&self) -> String {
        let said = |all: &[(&str, &str)], name: &str| {
            all.iter().find(|(one, _)| *one == name).map_or(name.to_owned(), |(_, words)| (*words).to_owned())
        };
        let blood: Vec<(&str, &str)> =
            self.words_of_blood.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
        let draft = self.draft().unwrap_or_default();
        let holds: Vec<_> = draft.holds_s.iter().map(u32::to_string).collect();
        let mut parts = vec![format!("size {}", draft.size), said(WAYS_IN, &draft.ease)];
        parts.push(match holds.is_empty() {
            true => "no holds".to_owned(),
            false => format!("held {} s", holds.join(" + ")),
        });
        parts.push(match draft.pain_peak.as_deref() {
            None => "pain not told".to_owned(),
            Some("unknown") => "pain: not sure".to_owned(),
            Some(score) => format!("worst pain {score}"),
        });
        let told = draft.bleeding.map(|name| said(&blood, &name).to_lowercase());
        parts.push(told.map_or("blood not told".to_owned(), |words| format!("blood: {words}")));
        format!("To be written: {}.", parts.join("; "))
    }

    fn of(shell: &Shell, args: SessionArgs) -> Result<Self, Failure> {
        let asks_note = shell.can_ask() && spoken::is_to_be_asked(args.note.as_ref());
        let draft = SessionDraft {
            at: args.at,
            occurrence: args.occurrence,
            size: String::new(),
            holds_s: args.hold_s,
            ease: String::new(),
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
        };
        Ok(Self { draft, size: args.size, ease: args.ease, asks_note, ..Self::default() })
    }
}

impl Form for SessionForm {
    type Draft = SessionDraft;

    /// Size and ease where they are missing. Who gave neither is asked for holds, pain and blood as well; what is left out
    /// was not asked, which is never a no.
    fn missing(&self) -> Vec<Field<Self>> {
        if self.stands {
            return vec![SIZE, EASE, HOLDS, PAIN, BLOOD, NOTE, CONFIRM];
        }
        let mut fields = Vec::new();
        if self.size.is_none() {
            fields.push(SIZE);
        }
        if self.ease.is_none() {
            fields.push(EASE);
        }
        if fields.len() == 2 {
            let optional = [
                (self.draft.holds_s.is_empty(), HOLDS),
                (self.draft.pain_peak.is_none(), PAIN),
                (self.draft.bleeding.is_none(), BLOOD),
            ];
            fields.extend(optional.into_iter().filter(|(asks, _)| *asks).map(|(_, field)| field));
        }
        if self.asks_note {
            fields.push(NOTE);
        }
        if !fields.is_empty() {
            fields.push(CONFIRM);
        }
        fields
    }

    fn draft(&self) -> Result<SessionDraft, Failure> {
        let needed = |given: &Option<String>, option| {
            let right = "see `gradus log session --help`, or give it all with --from FILE";
            given.clone().ok_or_else(|| Failure::usage(option, "is missing: a session needs it", right))
        };
        let mut draft = self.draft.clone();
        draft.size = needed(&self.size, "--size")?;
        draft.ease = needed(&self.ease, "--ease")?;
        match &self.holds {
            Some(typed) => draft.holds_s = seconds(typed).unwrap_or_default(),
            None if self.stands => draft.holds_s.clear(),
            None => {}
        }
        Ok(draft)
    }
}

const SIZE: Field<SessionForm> = Field {
    name: "size",
    applies: |_| true,
    ask: |form, terminal| {
        let needed = Some("the size that was used or tried");
        terminal.field("Size used, such as 10 or 10.5 mm", needed, &mut form.size, size)
    },
};
const EASE: Field<SessionForm> = Field {
    name: "ease",
    applies: |_| true,
    ask: |form, terminal| terminal.choice("How did it go in?", WAYS_IN, true, &mut form.ease),
};
const HOLDS: Field<SessionForm> = Field {
    name: "holds_s",
    applies: |_| true,
    ask: |form, terminal| {
        let question = "Seconds each insertion was held, such as 30,30";
        terminal.field(question, None, &mut form.holds, |typed| seconds(typed).map(|_| typed.into()))
    },
};
const PAIN: Field<SessionForm> = Field {
    name: "pain_peak",
    applies: |_| true,
    ask: |form, terminal| {
        let question = "Worst pain during, 0 to 10, s for not sure";
        terminal.field(question, None, &mut form.draft.pain_peak, pain)
    },
};
const BLOOD: Field<SessionForm> = Field {
    name: "bleeding",
    applies: |_| true,
    ask: |form, terminal| {
        let words: Vec<(&str, &str)> =
            form.words_of_blood.iter().map(|(name, said)| (name.as_str(), said.as_str())).collect();
        terminal.choice("Was there blood?", &words, false, &mut form.draft.bleeding)
    },
};
const NOTE: Field<SessionForm> = Field {
    name: "note",
    applies: |_| true,
    ask: |form, terminal| {
        terminal.field("Words for the diary", None, &mut form.draft.note, |typed| Ok(typed.into()))
    },
};

/// A slip of the finger in a size is seen here, before it is in the log.
const CONFIRM: Field<SessionForm> = Field {
    name: "",
    applies: |_| true,
    ask: |form, terminal| {
        terminal.tell(&form.summary())?;
        match terminal.yes_or_no("Write this down?")? {
            Heard::Said(said) if said == "no" => Ok(Heard::Back),
            heard => Ok(heard),
        }
    },
};

/// How much blood, as the check-in asks it; not to know is an answer too.
pub(super) fn words_of_blood() -> Vec<(String, String)> {
    let question = ask::facts().into_iter().find(|question| question.id == "bleeding");
    let levels = question.iter().flat_map(|question| {
        question.levels.iter().map(|level| (level.clone(), level_words(question, level)))
    });
    levels.chain([("unknown".into(), "Not sure".into())]).collect()
}

fn seconds(typed: &str) -> Result<Vec<u32>, String> {
    let read: Result<_, _> = typed.split(',').map(|part| part.trim().parse()).collect();
    read.map_err(|_| "Please write whole seconds with commas between, such as 30,30.".to_owned())
}

/// A size that can be one; what it is decides the core. Two holds with a comma between are none.
fn size(typed: &str) -> Result<String, String> {
    let lower = typed.to_lowercase();
    let bare = lower.trim_start_matches("hegar").trim_end_matches("mm").trim().replace(',', ".");
    let (whole, tenth) = bare.split_once('.').unwrap_or((&bare, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(whole) && whole.len() <= 2 && digits(tenth) && tenth.len() == 1 {
        Ok(typed.into())
    } else {
        Err("Please write one size in millimetres, such as 10 or 10.5 mm, or Hegar 10.".into())
    }
}

pub(super) fn pain(typed: &str) -> Result<String, String> {
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
    use crate::prompt::{Asking, Terminal};
    use clap::Parser;

    /// What is handed over when this is typed, and what stood on the terminal.
    fn completed(form: SessionForm, typed: &str) -> (Result<SessionDraft, Failure>, String) {
        let mut form = SessionForm { words_of_blood: words_of_blood(), ..form };
        let (mut input, mut out) = (typed.as_bytes(), Vec::new());
        let page = || Page::new(80);
        let fields = form.missing();
        if fields.is_empty() {
            return (form.draft(), String::new());
        }
        let terminal = &mut Terminal { page: &page, input: &mut input, out: &mut out, is_wrong: false };
        let done = Asking { form: &mut form, fields, terminal }.until_taken(&mut Ok);
        (done, String::from_utf8(out).expect("UTF-8"))
    }

    fn asked(typed: &str) -> SessionDraft {
        let (done, out) = completed(SessionForm::default(), &format!("{typed}y\n"));
        done.unwrap_or_else(|_| panic!("{out}"))
    }

    #[test]
    fn without_options_everything_that_matters_is_asked_and_slips_are_asked_again() {
        let draft = asked("9\n1\n30;30\n30, 31\n11\n10\n2\n");
        assert_eq!((draft.size.as_str(), draft.ease.as_str()), ("9", "easy"));
        assert_eq!((draft.holds_s, draft.pain_peak.as_deref()), (vec![30, 31], Some("10")));
        assert_eq!(draft.bleeding.as_deref(), Some("streak"));
        let draft = asked("9\n1\n30\ns\n8\n");
        assert_eq!(
            (draft.pain_peak.as_deref(), draft.bleeding.as_deref()),
            (Some("unknown"), Some("unknown"))
        );
    }

    #[test]
    fn what_is_left_out_was_not_asked_and_enter_at_a_needed_question_loses_nothing() {
        for typed in ["9\n1\n\n\n\n", "\n9\n\n1\nx\nX\nx\n", "9\n1\n30\nb\nx\n\n\n"] {
            let draft = asked(typed);
            assert!(draft.holds_s.is_empty() && draft.pain_peak.is_none() && draft.bleeding.is_none());
            assert_eq!((draft.size.as_str(), draft.ease.as_str()), ("9", "easy"), "{typed:?}");
        }
        assert!(matches!(completed(SessionForm::default(), "9\n").0, Err(Failure::Left)));
    }

    #[test]
    fn what_is_about_to_be_written_is_shown_and_a_no_goes_back() {
        let (done, out) = completed(SessionForm::default(), "90\n1\n30\n2\n2\nn\nb\nb\nb\nb\n9\n\n\n\n\ny\n");
        let draft = done.unwrap_or_else(|_| panic!("{out}"));
        assert_eq!((draft.size.as_str(), draft.bleeding.as_deref()), ("9", Some("streak")));
        let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains("size 90; easily; held 30 s; worst pain 2; blood:"), "{out}");
        assert!(out.contains("size 9; easily;") && out.matches("Write this down?").count() == 2, "{out}");
        assert!(matches!(completed(SessionForm::default(), "9\n1\n\n\n\n").0, Err(Failure::Left)));
    }

    #[test]
    fn what_stands_is_kept_by_enter_and_x_takes_it_out() {
        let stands = SessionDraft {
            at: Some("2026-03-02T20:00:00+01:00".into()),
            size: "12 mm".into(),
            holds_s: vec![30, 31],
            ease: "firm".into(),
            pain_peak: Some("4".into()),
            bleeding: Some("streak".into()),
            note: Some("late".into()),
            ..SessionDraft::default()
        };
        let change = |typed: &str| {
            let (done, out) = completed(SessionForm::standing(stands.clone()), typed);
            done.unwrap_or_else(|_| panic!("{out}"))
        };
        assert!(change("\n\n\n\n\n\ny\n") == stands);
        assert!(change("13\n\n\n\n\n\ny\n") == SessionDraft { size: "13".into(), ..stands.clone() });
        let taken_out = SessionDraft {
            holds_s: Vec::new(),
            pain_peak: None,
            bleeding: None,
            note: None,
            ..stands.clone()
        };
        assert!(change("\n\nx\nx\nx\nx\ny\n") == taken_out);
    }

    #[test]
    fn a_slip_is_gone_back_to_from_any_question() {
        let draft = asked("19\nb\n9\n3\nb\n1\n30,30\n1\nb\n2\n1\n");
        assert_eq!((draft.size.as_str(), draft.ease.as_str()), ("9", "easy"));
        assert_eq!((draft.holds_s, draft.pain_peak.as_deref()), (vec![30, 30], Some("2")));
    }

    #[test]
    fn what_is_given_is_not_asked_for() {
        let of = |words: &[&str]| {
            let all = [&["gradus", "--json", "log", "session"], words].concat();
            let Cli { global, command: Verb::Log(log) } = Cli::parse_from(all) else { panic!("a log") };
            let LogVerb::Session(args) = log.verb else { panic!("a session") };
            SessionForm::of(&Shell::new(&global), *args).expect("read")
        };
        let (done, out) = completed(of(&["--size", "9", "--ease", "easy"]), "");
        assert!(out.is_empty() && done.expect("complete").size == "9");
        let (done, out) = completed(of(&["--size", "9"]), "2\ny\n");
        assert!(done.expect("answered").ease == "firm" && !out.contains("Worst pain"), "{out}");
        let given = of(&["--bleeding", "none", "--pain-peak", "1", "--hold-s", "30"]);
        let (done, out) = completed(given, "9\n1\ny\n");
        assert_eq!(done.expect("answered").holds_s, [30]);
        assert!(
            !["Worst pain", "Was there blood", "Seconds"].iter().any(|words| out.contains(words)),
            "{out}"
        );
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

    #[test]
    fn a_size_is_one_number_of_millimetres() {
        for typed in ["9", "10.5", "10,5", "12 mm", "12.5mm", "Hegar 12", "hegar 9"] {
            assert_eq!(size(typed).as_deref(), Ok(typed));
        }
        for typed in ["30,30", "30 30", "yes", "", "9-10", "120", "10.55", "Hegar", ".5", "5."] {
            assert!(size(typed).is_err(), "{typed}");
        }
    }
}
